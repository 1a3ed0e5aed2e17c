from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.running import RunningDesk
from tests.servers import postgres


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[RunningDesk]:
    """A running desk on SQLite, reading off."""
    running = RunningDesk(tmp_path)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def reading_desk(tmp_path: Path) -> Iterator[RunningDesk]:
    """A running desk on SQLite that reads what it is written."""
    running = RunningDesk(tmp_path, reading="on")
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def database_server() -> Iterator[postgres.Postgres]:
    with postgres.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def either_desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RunningDesk]:
    """A running desk that reads, on each kind of database."""
    server = request.getfixturevalue("database_server") if request.param == "postgresql" else None
    running = RunningDesk(tmp_path, reading="on", database=server.database() if server else None)
    running.start()
    yield running
    running.kill()
