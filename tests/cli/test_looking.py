"""Commands that only look: they start with little, say whose clock they show, and work while the settings are being mended."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mailgate.cli.ticket import happened
from tests.desk.running import RunningDesk

HEAVY = {
    "numpy",
    "spacy",
    "onnxruntime",
    "jinja2",
    "css_inline",
    "structlog",
    "obstore",
    "alembic",
    "holidays",
    "resiliparse",
    "mailgate.adapters.store.store",
    "mailgate.bootstrap",
    "mailgate.mail.parse",
    "mailgate.policy.decide",
    "mailgate.reading.pipeline",
}
SHIPPED = Path(__file__).parents[2] / "settings.yaml"
SAYS_WHAT_IT_IMPORTED = """
import sys
from mailgate.cli.app import main
try:
    main()
finally:
    sys.stderr.write("imported: " + " ".join(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with one ticket, reading off, nothing running."""
    folder = tmp_path_factory.mktemp("desk")
    RunningDesk(folder)
    (folder / "one.eml").write_text("From: maria@example.org\nTo: support@example.com\nSubject: Hi\n\nI can't log in.\n")
    said = run(folder, "ticket", "new", "rita@example.org", "My invoice is wrong")
    assert said.stdout.startswith("ticket #1 opened"), said
    return folder


def run(folder: Path, *arguments: str, code: str | None = None, zone: str = "UTC") -> subprocess.CompletedProcess[str]:
    program = ["-c", code] if code else ["-m", "mailgate"]
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "TZ": zone},
    )


@pytest.mark.parametrize(
    ("command", "allowed"),
    [
        ("--help", set()),
        ("ledger", set()),
        ("ledger --json", set()),
        ("ticket list", set()),
        ("ticket show 1", set()),
        ("letters", set()),
        ("check", {"jinja2", "css_inline", "structlog", "mailgate.bootstrap"}),  # it proves the letters' templates
        ("inspect --no-reading one.eml", {"resiliparse", "mailgate.mail.parse"}),
        ("inspect --settings settings.yaml one.eml", {"resiliparse", "mailgate.mail.parse"}),
    ],
)
def test_a_command_imports_only_what_it_needs(folder: Path, command: str, allowed: set[str]) -> None:
    said = run(folder, *command.split(), code=SAYS_WHAT_IT_IMPORTED)
    assert said.returncode == 0, said.stderr
    imported = set(said.stderr.rpartition("imported: ")[2].split())
    assert (HEAVY - allowed) & imported == set()


def test_proving_what_ships_asks_no_model(folder: Path) -> None:
    said = run(folder, "check", "--settings", str(SHIPPED), code=SAYS_WHAT_IT_IMPORTED)
    assert said.returncode == 0, said.stderr
    assert {"spacy", "numpy", "onnxruntime"} & set(said.stderr.rpartition("imported: ")[2].split()) == set()


def test_deciding_with_reading_off_loads_no_model(folder: Path) -> None:
    for command in (("replay", "one.eml", "--fresh"), ("explain", "one.eml")):
        said = run(folder, *command, code=SAYS_WHAT_IT_IMPORTED)
        assert said.returncode == 0, said.stderr
        imported = set(said.stderr.rpartition("imported: ")[2].split())
        assert {"spacy", "onnxruntime", "mailgate.reading.pipeline"} & imported == set()


def test_times_are_told_on_the_clock_of_the_terminal_with_its_name(folder: Path) -> None:
    for command in (("ledger",), ("ticket", "show", "1")):
        assert " UTC" in run(folder, *command).stdout
        assert " JST" in run(folder, *command, zone="Asia/Tokyo").stdout
    assert '"received": "' in run(folder, "ledger", "--json", zone="Asia/Tokyo").stdout
    assert "+00:00" in run(folder, "ledger", "--json", zone="Asia/Tokyo").stdout


@pytest.mark.parametrize(
    ("mended", "faulty"),
    [
        ("desk:", "desk:\n  nmae: x"),
        ("desk:", "desk:\n  rules: [{when: {intent: x}, then: {priority: very}}]"),
        ("desk:", "desk: [broken\n  {"),
        ("reading: off", "reading: off\n  smpt: 5"),
    ],
)
def test_looking_works_while_the_settings_are_faulty_and_says_so_in_a_line(
    folder: Path, tmp_path: Path, mended: str, faulty: str
) -> None:
    text = (folder / "settings.yaml").read_text()
    assert mended in text
    (tmp_path / "var").symlink_to(folder / "var")
    (tmp_path / "settings.yaml").write_text(text.replace(mended, faulty, 1))
    for command in (("ledger",), ("ticket", "list"), ("ticket", "show", "1"), ("letters",)):
        said = run(tmp_path, *command)
        assert said.returncode == 0, said.stderr
        assert "rita@example.org" in said.stdout or command == ("letters",)
        (line,) = said.stderr.splitlines()
        assert "which `mailgate check` names; a running desk keeps its last good settings" in line


def test_other_rules_are_replayed_while_the_settings_are_faulty(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text((folder / "settings.yaml").read_text())
    (tmp_path / "settings.yaml").write_text("desk: [")
    (tmp_path / "one.eml").write_bytes((folder / "one.eml").read_bytes())
    said = run(tmp_path, "replay", "--fresh", "--rules", "good.yaml", "one.eml")
    assert (said.returncode, "one.eml" in said.stdout) == (0, True), said.stderr
    assert said.stderr == (
        "mailgate: settings.yaml is faulty, as `mailgate check` tells; there is nothing to compare with, so only "
        "good.yaml is shown\n"
    )
    assert run(tmp_path, "replay", "--fresh", "one.eml").returncode == 1


def test_where_the_desk_is_kept_must_be_plain(folder: Path, tmp_path: Path) -> None:
    text = (folder / "settings.yaml").read_text()
    (tmp_path / "settings.yaml").write_text(text.replace("reading: off", "reading: off\n  blobs: {a: 1}", 1))
    said = run(tmp_path, "ledger")
    assert (said.returncode, said.stdout) == (1, "")
    assert "server.blobs" in said.stderr


def test_what_happened_by_itself_is_told_in_a_line() -> None:
    event = {"kind": "event", "reason": "given_out", "data": {"was": None, "agent": "erik@example.com", "team": "billing"}}
    assert happened(event) == "given out: agent erik@example.com, team billing"
    assert happened({"kind": "event", "reason": "closed_by_itself", "data": {}}) == "closed by itself"
    assert happened({"kind": "mail", "reason": "new", "data": {}}) == ""
