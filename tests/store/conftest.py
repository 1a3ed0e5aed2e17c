"""Every test that asks for `store` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailgate.adapters.store import SqlStore, open_store, upgrade
from tests.servers import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Postgres]:
    with postgres.running() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/desk.db"
    server: postgres.Postgres = request.getfixturevalue("server")
    return server.database()


@pytest.fixture
def url(empty_url: str) -> str:
    upgrade(empty_url)
    return empty_url


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = open_store(url)
    yield opened
    opened.close()
