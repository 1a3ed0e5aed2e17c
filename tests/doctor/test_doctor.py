"""`mailgate doctor`, as it is typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
NAMES = {"python", "clock", "secrets", "disk: database", "disk: blobs", "disk: letters", "database", "delivery", "dns", "smtp"}


def doctor(settings: Path, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mailgate", "doctor", "--settings", str(settings), *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={**os.environ, **environment},
    )


def shipped(folder: Path, *changes: tuple[str, str]) -> Path:
    """The settings that ship, on ports that are free, changed."""
    text = (ROOT / "settings.yaml").read_text()
    ports = (("127.0.0.1:2525", "127.0.0.1:0"), ("127.0.0.1:2587", "127.0.0.1:0"), ("127.0.0.1:8025", "127.0.0.1:0"))
    for old, new in (*ports, *changes):
        assert old in text
        text = text.replace(old, new, 1)
    file = folder / "settings.yaml"
    file.write_text(text)
    return file


def test_what_ships_is_fine_and_its_folder_stays_as_it_was(tmp_path: Path) -> None:
    file = shipped(tmp_path)
    done = doctor(file, "--json")
    findings: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stdout
    assert {finding["name"] for finding in findings} >= NAMES
    assert {finding["state"] for finding in findings} <= {"ok", "skipped", "warning"}
    assert all(set(finding) == {"name", "state", "said", "fix"} for finding in findings)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.yaml"]


def test_a_person_reads_a_line_each_with_the_fix_below_and_a_count_at_the_end(tmp_path: Path) -> None:
    done = doctor(shipped(tmp_path, ("  domain: support", "  reading: off\n  domain: support")))
    lines = done.stdout.splitlines()
    assert lines[0].startswith("ok       python: Python 3.")
    assert "skipped  dns: nothing to ask of example.com, support.example.com" in done.stdout
    assert "           → put your own domains into server.domain and desk.mailboxes" in lines
    assert lines[-1].endswith(", 2 left out.")
    assert "\x1b" not in done.stdout


def test_a_fault_is_exit_1_and_a_secret_is_never_shown(tmp_path: Path) -> None:
    mail = (
        "  reading: off\n  imap: [{host: 127.0.0.1, port: 1, tls: none, mailbox: support@example.com, user: desk, "
        "password: '${DESK_TEST_SECRET}'}]\n  domain: support"
    )
    file = shipped(tmp_path, ("  domain: support", mail))
    done = doctor(file, DESK_TEST_SECRET="hunter22")
    assert done.returncode == 1
    assert "fault    imap support@example.com: can't connect to 127.0.0.1:1: " in done.stdout
    assert "hunter22" not in done.stdout + done.stderr
    unset = doctor(file)
    assert "DESK_TEST_SECRET is not set" in unset.stdout
    assert "skipped  imap support@example.com: its secret is not set, so the log-in can't be tried" in unset.stdout


def test_settings_that_can_not_be_read_are_one_line_each(tmp_path: Path) -> None:
    file = shipped(tmp_path, ("  domain: support", "  domian: support"))
    done = doctor(file)
    assert done.returncode == 1
    assert "domian" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_settings_at_all_is_one_line(tmp_path: Path) -> None:
    done = doctor(tmp_path / "settings.yaml")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
