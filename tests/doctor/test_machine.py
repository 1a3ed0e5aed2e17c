"""This machine: Python, disk, clock, secrets."""

from __future__ import annotations

import pwd
from pathlib import Path

import pytest

from mailgate.adapters.examinations import machine
from mailgate.adapters.examinations.finding import ok
from mailgate.cli.check import bare_secrets
from mailgate.settings import load

SETTINGS = """\
server:
  domain: support.example.com
  database: {database}
  imap: [{{host: 127.0.0.1, mailbox: support@example.com, user: support, password: "{password}", tls: none}}]
desk:
  mailboxes: {{support@example.com: {{team: helpdesk}}}}
  teams: {{helpdesk: {{}}}}
  agents: {{alice@example.com: {{name: Alice, teams: [helpdesk]}}}}
"""


def settings_file(folder: Path, *, password: str = "${MAILGATE_TEST_SECRET}", database: str = "sqlite:///var/m.db") -> Path:
    file = folder / "settings.yaml"
    file.write_text(SETTINGS.format(password=password, database=database))
    return file


def test_an_old_python_is_a_fault() -> None:
    assert machine.python((3, 10, 9)).said == "Python 3.10.9 is too old"
    assert machine.python((3, 11, 0)).state == "ok"


def test_root_is_told_that_the_service_is_somebody_else(tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    finding = machine.user(tmp_path, me=0, owner=nobody)
    assert (finding.state, finding.fix) == ("warning", "sudo -u nobody mailgate doctor")
    assert machine.user(tmp_path, me=nobody, owner=nobody) == ok("user", "nobody")
    assert machine.user(tmp_path).state == "ok"


def test_a_folder_that_will_be_made_is_fine_and_is_not_made(tmp_path: Path) -> None:
    finding = machine.folder("disk: blobs", tmp_path / "var" / "blobs")
    assert finding.state == "ok"
    assert finding.said.startswith(f"{tmp_path}/var/blobs (it will be made): writable, ")
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_that_can_not_be_written_is_a_fault() -> None:
    finding = machine.folder("disk: blobs", Path("/proc/mailgate"))
    assert finding.state == "fault"
    assert finding.said.startswith("/proc can't be written: ")


def test_the_clocks_of_this_machine_agree(tmp_path: Path) -> None:
    assert machine.clock(tmp_path).state == "ok"


def test_sqlite_on_a_network_disk_is_a_fault(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nnas:/desk {tmp_path} nfs4 rw 0 0\n")
    assert machine.network_disk("disk: kind", tmp_path / "var", mounts).state == "fault"
    assert machine.network_disk("disk: kind", Path("/nowhere"), mounts).said == "/nowhere lies on ext4"


def test_a_secret_that_is_not_set_is_a_fault_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAILGATE_TEST_SECRET", raising=False)
    (finding,) = machine.secrets(load(settings_file(tmp_path)), ())
    assert finding.state == "fault"
    assert "MAILGATE_TEST_SECRET is not set" in finding.said
    assert ":4:" in finding.said


def test_a_bare_secret_of_an_only_mailbox_written_as_a_block_is_found_too(tmp_path: Path) -> None:
    file = settings_file(tmp_path, password="hunter22")
    file.write_text(file.read_text().replace("imap: [{", "imap: {").replace("}]\ndesk", "}\ndesk"))
    file.chmod(0o644)
    settings = load(file)
    (finding,) = machine.secrets(settings, bare_secrets(settings))
    assert finding.said.endswith("server.imap.password: the secret stands in this file, which others can read")


def test_a_bare_secret_in_a_file_others_can_read_is_told_but_not_shown(tmp_path: Path) -> None:
    file = settings_file(tmp_path, password="hunter22", database="postgresql://desk:s3same@localhost/desk")
    file.chmod(0o644)
    settings = load(file)
    imap, database = machine.secrets(settings, bare_secrets(settings))
    assert (imap.state, database.state) == ("warning", "warning")
    assert imap.said.endswith("server.imap.password: the secret stands in this file, which others can read")
    assert database.said.endswith(":3:13: the database's password stands in this file, which others can read")
    assert not any(secret in f"{f}" for f in (imap, database) for secret in ("hunter22", "s3same"))
    file.chmod(0o600)
    assert machine.secrets(settings, bare_secrets(settings))[0].said == "1 set, none readable by others"
