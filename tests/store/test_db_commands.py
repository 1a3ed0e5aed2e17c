from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailgate.adapters.store import open_store
from mailgate.cli.app import build
from tests.store.desk_day import is_frozen

SETTINGS = """\
server: {domain: support.example.com}
desk:
  name: Example Support
  mailboxes: {support@example.com: {team: helpdesk}}
  teams: {helpdesk: {}}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "settings.yaml"
    file.write_text(SETTINGS)
    return file


def run(settings: Path, *words: str, status: int = 0) -> str:
    done = CliRunner().invoke(build(["db", "backup", "restore"]), [*words, "--settings", str(settings)])
    assert done.exit_code == status, done.output
    return done.output


def test_upgrade_makes_the_database_beside_the_settings(settings: Path) -> None:
    assert json.loads(run(settings, "db", "upgrade", "--json")) == {"upgraded": True}
    assert json.loads(run(settings, "db", "upgrade", "--json")) == {"upgraded": False}
    assert (settings.parent / "var" / "mailgate.db").is_file()


def test_a_backup_is_restored_frozen_and_then_released(settings: Path, tmp_path: Path) -> None:
    run(settings, "db", "upgrade")
    run(settings, "backup", str(tmp_path / "copy"))
    run(settings, "restore", str(tmp_path / "copy"), status=1)
    database = tmp_path / "var" / "mailgate.db"
    database.rename(tmp_path / "old.db")
    run(settings, "restore", str(tmp_path / "copy"))
    assert frozen(database)
    run(settings, "restore", "--release")
    assert not frozen(database)


def frozen(database: Path) -> bool:
    store = open_store(f"sqlite:///{database}")
    try:
        return is_frozen(store)
    finally:
        store.close()


def test_restoring_nothing_is_wrong_usage(settings: Path) -> None:
    run(settings, "restore", status=2)


def test_there_is_nothing_to_copy_before_the_first_start(settings: Path, tmp_path: Path) -> None:
    run(settings, "backup", str(tmp_path / "copy"), status=1)
