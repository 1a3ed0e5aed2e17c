"""Real reading processes on real databases: whoever learns, when and however interrupted, knows the same."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from mailgate.adapters.nlp_process import ReadingProcess
from mailgate.adapters.refit_process import RefitProcess
from mailgate.adapters.store import SqlStore, open_store
from mailgate.bootstrap import Knowledge
from mailgate.flows.refitting import Refitting
from mailgate.model.learning import Lesson, ModelVersion
from mailgate.model.rules import Intent
from mailgate.reading.pipeline import PlainRules
from tests.store.desk_day import NOON, RULEBOOK
from tests.store.test_learning_flows import Heard, Turned, desk_on
from tests.store.test_lessons import lesson

pytestmark = pytest.mark.timeout(300)  # each process takes seconds to load

THINGS = ("dongle", "printer", "router", "scanner", "tablet")
INTENTS = {name: Intent(name=name, phrases=(f"about {name}",)) for name in ("hardware", "paper", "network")}
OF = {"dongle": "hardware", "printer": "paper", "router": "network", "scanner": "paper", "tablet": "hardware"}


def history(many: int) -> list[Lesson]:
    """Lessons about things, in turns; every seventh corrects the one before it."""
    lessons = []
    for n in range(1, many + 1):
        thing = THINGS[n % len(THINGS)]
        ticket = n - 1 if n % 7 == 0 else n
        intent = "network" if n % 7 == 0 else OF[thing]
        lessons.append(lesson(ticket, intent, text=f"My {thing} is broken, says light number {n}", source="relabelled"))
    return lessons


Start = Callable[..., ReadingProcess]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[ReadingProcess] = []

    def begin(store: SqlStore, **more: Any) -> ReadingProcess:
        process = ReadingProcess(
            PlainRules(intents=INTENTS), model="blank", embedder="none", source=Knowledge(store), backoff=(0.0,), **more
        )
        started.append(process)
        assert process.wait_ready(120)
        return process

    yield begin
    for process in started:
        process.close()


@pytest.fixture
def here() -> Iterator[SqlStore]:
    """Where the database is no matter."""
    opened = open_store("sqlite://")
    yield opened
    opened.close()


def knows(process: ReadingProcess) -> list[tuple[str, list[tuple[str, float]]]]:
    """Everything it says of five texts."""
    readings = [process.read(f"the {t} is broken", "", sent=None, now=NOON, sender="") for t in THINGS]
    assert [reading.degraded for reading in readings] == [None] * len(readings)
    return [(reading.model, [(score.name, score.confidence) for score in reading.intents]) for reading in readings]


def refitted(store: SqlStore) -> ModelVersion:
    """A version made by the real learner in its own process."""
    desk = desk_on(store, Heard(), Turned())
    desk.rulebook = lambda: replace(RULEBOOK, intents=INTENTS)
    fits = RefitProcess(model="blank", embedder="none", clock=lambda: NOON)
    return Refitting(desk=desk, lessons=store.lessons, versions=store.model_versions, fits=fits).now()


def test_who_was_killed_who_came_late_and_who_was_there_all_along_know_the_same(store: SqlStore, url: str, start: Start) -> None:
    lessons = history(70)
    store.lessons.teach(lessons[:30])
    there, killed = start(store), start(store)
    store.lessons.teach(lessons[30:])
    new = store.lessons.after(30, 100)
    assert there.teach(new[:10], after=30)
    assert there.teach(new[10:], after=new[9].id)

    teaching = threading.Thread(target=lambda: killed.teach(new, after=30))
    teaching.start()
    assert killed.pid is not None
    os.kill(killed.pid, signal.SIGKILL)
    teaching.join(60)
    restarted = threading.Event()
    while killed.restarts == 0 or not killed.ready():
        restarted.wait(0.05)
    other_node = open_store(url)
    late = start(other_node)

    assert knows(there) == knows(killed) == knows(late)
    assert there.upto == killed.upto == late.upto == 70
    assert knows(there)[0][0].endswith(" + v0 @ 70")
    assert knows(there)[0][1][0][0] == "hardware"
    late.close()
    other_node.close()


def test_a_promoted_version_is_taken_up_live_and_a_rollback_brings_back_what_was(store: SqlStore, start: Start) -> None:
    store.lessons.teach(history(40))
    process = start(store)
    before = knows(process)
    version = refitted(store)
    assert (version.state, version.upto, version.card["lessons"]) == ("candidate", 40, 35)
    store.lessons.teach([lesson(900, "network", text="The tablet is broken as well", source="relabelled")])

    store.model_versions.promote(version.id, why="by hand", now=NOON)
    renewing = process.renew()
    assert renewing is not None
    renewing.join(60)
    assert process.wait_ready(60)
    promoted = knows(process)
    assert (process.version, process.upto) == ("v1", 41)
    assert promoted[0][0].endswith(" + v1 @ 41")
    assert promoted == knows(start(store))

    store.model_versions.rollback(now=NOON)
    again = process.renew()
    assert again is not None
    again.join(60)
    assert process.wait_ready(60)
    assert (process.version, process.upto) == (None, 41)
    rolled_back = knows(process)
    assert rolled_back == knows(start(store))
    assert rolled_back != before  # it knows the last lesson
    assert rolled_back[0][0].endswith(" + v0 @ 41")


def test_a_damaged_version_is_told_and_everything_is_learned_anew(here: SqlStore, start: Start) -> None:
    store = here
    store.lessons.teach(history(20))
    number = store.model_versions.add(at=NOON, upto=20, embedder="none", card={}, data=b"rotten", why="")
    store.model_versions.promote(number, why="by hand", now=NOON)
    process = start(store)
    assert process.degraded == "v1 can't be used: this is not something that mailgate learned"
    assert (process.version, process.upto) == ("v1", 20)
    reading = process.read("the dongle is broken", "", sent=None, now=NOON, sender="")
    assert reading.intents[0].name == "hardware"


def test_reading_goes_on_while_lessons_are_learned(here: SqlStore, start: Start) -> None:
    store = here
    process = start(store)
    store.lessons.teach(history(200))
    lessons = store.lessons.after(0, 300)
    teaching = threading.Thread(target=lambda: process.teach(lessons, after=0, patience=120))
    teaching.start()
    read = 0
    while teaching.is_alive():
        assert process.read("the dongle is broken", "", sent=None, now=NOON, sender="").degraded is None
        read += 1
    assert read >= 20  # a text waits for a few lessons at most
    assert process.upto == 200
