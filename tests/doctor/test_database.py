"""The database, real ones."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from mailgate.adapters.examinations.database import database
from mailgate.adapters.store import upgrade
from mailgate.adapters.store.schema import HEAD
from tests.servers import postgres


def test_one_that_is_not_there_yet_is_fine_and_is_not_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/var/mailgate.db"
    finding = database(url, url)
    assert finding.state == "ok"
    assert finding.said.endswith("is not there yet; the first `mailgate run` makes it")
    assert list(tmp_path.iterdir()) == []


def test_a_good_one_tells_its_schema_and_how_it_is_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/mailgate.db"
    upgrade(url)
    before = sorted(path.name for path in tmp_path.iterdir())
    finding = database(url, url)
    assert finding.state == "ok"
    assert f"opens, schema {HEAD}, WAL, written with synchronous=FULL, " in finding.said
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_one_of_a_newer_mailgate_is_a_fault(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/mailgate.db"
    upgrade(url)
    with sqlite3.connect(tmp_path / "mailgate.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    finding = database(url, url)
    assert finding.state == "fault"
    assert finding.said.endswith("has schema 9999, which this mailgate does not know")


def test_one_of_an_unreleased_mailgate_is_a_fault(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/mailgate.db"
    upgrade(url)
    with sqlite3.connect(tmp_path / "mailgate.db") as connection:
        connection.execute("ALTER TABLE holds DROP COLUMN worded")
    connection.close()
    finding = database(url, "it")
    assert finding.state == "fault"
    assert finding.said == "it was made by an unreleased version of mailgate: it lacks holds.worded"


def test_a_file_that_is_no_database_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "mailgate.db").write_text("hello " * 1000)
    finding = database(f"sqlite:///{tmp_path}/mailgate.db", "it")
    assert finding.state == "fault"
    assert "file is not a database" in finding.said


def test_a_postgresql_that_forgets_at_a_power_cut_is_a_fault() -> None:
    with postgres.running() as server:
        url = server.database()
        upgrade(url)
        finding = database(url, "pg")
    assert finding.state == "fault"
    assert "with fsync=off, full_page_writes=on: a power cut loses mail" in finding.said


def test_a_postgresql_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    finding = database(f"postgresql://desk@/desk?host={tmp_path}", "pg")
    assert finding.state == "fault"
    assert finding.said.startswith("pg: the database can't be used now: ")
