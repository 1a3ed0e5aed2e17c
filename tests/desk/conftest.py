from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.running import RunningDesk


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
