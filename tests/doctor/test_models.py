"""The models that read: their files and whether they work."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mailgate.adapters.examinations import models

RECORD = """\
little_model/__init__.py,,
little_model/words.bin,sha256={digest},5
little_model-1.2.dist-info/RECORD,,
"""
HELLO = "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ"  # sha256 of `hello`, as RECORD writes it


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package whose one model file says `hello`."""
    info, package = tmp_path / "little_model-1.2.dist-info", tmp_path / "little_model"
    info.mkdir()
    package.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: little-model\nVersion: 1.2\n")
    (info / "RECORD").write_text(RECORD.format(digest=HELLO))
    (package / "words.bin").write_text("hello")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return package / "words.bin"


def test_a_model_as_published_tells_its_version_and_digest(little: Path) -> None:
    finding = models.files("model: words", "little-model")
    assert (finding.state, finding.said) == (
        "ok",
        "little-model 1.2, 1 files as published (sha256 of their list 9751468cc62a349b…)",
    )


def test_a_changed_model_is_a_fault(little: Path) -> None:
    little.write_text("hullo")
    finding = models.files("model: words", "little-model")
    assert (finding.state, finding.said) == (
        "fault",
        "little-model 1.2: little_model/words.bin is not as it was published (1 in all)",
    )


def test_a_model_that_is_not_installed_is_worth_a_look() -> None:
    assert models.files("model: words", "no_such_model").state == "warning"


def test_a_model_that_can_not_be_loaded_is_a_fault_and_says_what_reads_instead() -> None:
    finding = models.reading("no_such_model")
    assert finding.state == "fault"
    assert "model no_such_model can't be loaded" in finding.said
    assert "a blank one stands in: words are matched, names of people and places are not seen" in finding.said


def test_blank_is_said_plainly() -> None:
    assert models.reading("blank").said == "server.model is `blank`: words are matched, names of people and places are not seen"
