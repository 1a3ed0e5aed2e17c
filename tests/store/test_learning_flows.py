"""The flows of learning on real databases: lessons to a reader, refits to versions."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mailgate.adapters.no_reader import NoReader
from mailgate.adapters.refit_child import refit
from mailgate.adapters.store import SqlStore, open_store
from mailgate.bootstrap import NoCarrier
from mailgate.flows.desk import Desk
from mailgate.flows.refitting import Refitting
from mailgate.flows.teaching import Teaching
from mailgate.model.decision import KeepFeedback, KeepReading
from mailgate.model.errors import GivenUp, MailgateError
from mailgate.model.learning import Lesson, Refit, Refitted
from mailgate.model.reading import IntentScore, Reading
from mailgate.model.rules import Intent, Rulebook
from tests.adapters.sick_refit import ByHeart
from tests.store.desk_day import NOON, RULEBOOK, opened
from tests.store.test_lessons import lesson

RULES = replace(RULEBOOK, admins=("admin@example.com",), intents={n: Intent(name=n) for n in ("billing", "technical")})


@dataclass
class Heard:
    words: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __call__(self, word: str, /, **said: Any) -> None:
        self.words.append((word, said))


@dataclass
class Turned:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


def desk_on(store: SqlStore, heard: Heard, clock: Turned) -> Desk:
    return Desk(
        store=store,
        reader=NoReader(),
        writer=None,  # type: ignore[arg-type]
        carrier=NoCarrier(),
        clock=clock,
        rulebook=lambda: RULES,
        wake=lambda queue: None,
        tell=heard,
    )


@dataclass
class Pupil:
    """A reading process that takes note of what it is taught."""

    version: str | None = None
    upto: int | None = 0
    known: list[int] = field(default_factory=list)
    renewed: int = 0
    deaf: bool = False

    def teach(self, lessons: Sequence[Lesson], *, after: int) -> bool:
        assert after == self.upto
        if self.deaf:
            return False
        self.known += [one.id for one in lessons]
        self.upto = lessons[-1].id
        return True

    def renew(self) -> object:
        self.renewed += 1
        return threading.Thread()


def test_new_lessons_are_taught_in_order_and_once(store: SqlStore) -> None:
    heard, pupil = Heard(), Pupil()
    desk = desk_on(store, heard, Turned())
    teaching = Teaching(desk=desk, learner=pupil, lessons=store.lessons, versions=store.model_versions)
    assert teaching.step() == 0
    store.lessons.teach([lesson(n) for n in range(1, 121)])
    assert [teaching.step() for _ in range(4)] == [50, 50, 20, 0]
    assert pupil.known == list(range(1, 121))
    assert heard.words[0] == ("taught", {"lessons": 50, "upto": 50, "sources": {"resolved": 50}})


def test_a_reader_that_is_starting_or_deaf_is_asked_again_later(store: SqlStore) -> None:
    pupil = Pupil(upto=None)
    teaching = Teaching(
        desk=desk_on(store, Heard(), Turned()), learner=pupil, lessons=store.lessons, versions=store.model_versions
    )
    store.lessons.teach([lesson(1)])
    assert teaching.step() == 0
    pupil.upto, pupil.deaf = 0, True
    assert teaching.step() == 0
    pupil.deaf = False
    assert teaching.step() == 1


def test_a_version_promoted_elsewhere_is_taken_up_once_a_minute_at_most(store: SqlStore, url: str) -> None:
    heard, pupil, clock = Heard(), Pupil(), Turned()
    teaching = Teaching(desk=desk_on(store, heard, clock), learner=pupil, lessons=store.lessons, versions=store.model_versions)
    other = open_store(url)
    number = other.model_versions.add(at=NOON, upto=0, embedder="none", card={}, data=b"", why="")
    other.model_versions.promote(number, why="by hand", now=NOON)
    other.close()
    teaching.step()
    teaching.step()
    assert (pupil.renewed, heard.words) == (1, [("model_taken_up", {"version": "v1", "was": "v0"})])
    clock.now += timedelta(minutes=2)
    teaching.step()
    assert pupil.renewed == 2
    pupil.version = "v1"
    clock.now += timedelta(minutes=2)
    teaching.step()
    assert pupil.renewed == 2


# -- refits ------------------------------------------------------------------------------------------------------------


@dataclass
class Fits:
    """Learns by heart, here; or fails."""

    error: MailgateError | None = None
    asked: list[Refit] = field(default_factory=list)

    def __call__(self, ask: Refit, rulebook: Rulebook) -> Refitted:
        self.asked.append(ask)
        if self.error is not None:
            raise self.error
        return refit(ask, ByHeart())


def refitting(store: SqlStore, heard: Heard, clock: Turned, fits: Fits) -> Refitting:
    desk = desk_on(store, heard, clock)
    return Refitting(desk=desk, lessons=store.lessons, versions=store.model_versions, fits=fits)


def told(store: SqlStore) -> list[str]:
    """Subjects of the letters to the admins."""
    return [one.data["subject"] for one in store.claim_notices(limit=9, now=NOON + timedelta(days=9), lease=timedelta(1))]


def history(store: SqlStore, many: int, *, right: bool = False) -> None:
    """Tickets that were read as billing, or as what they were, and were technical in the end."""
    for n in range(many):
        predicted = "technical" if right else "billing"
        reading = Reading(intents=(IntentScore(name=predicted, confidence=0.9),))
        number = opened(store, KeepReading(ticket=0, reading=reading), key=f"k{n}", message_id=f"{n}@x.y")
        store.lessons.teach([lesson(number, "technical", text="crashes often", at=NOON + timedelta(minutes=n))])


def test_a_refit_that_is_better_is_promoted(store: SqlStore) -> None:
    heard = Heard()
    history(store, 100)
    version = refitting(store, heard, Turned(), Fits()).now()
    assert (version.name, version.state) == ("v1", "promoted")
    assert version.why == "better: right on 100.0 % of the 50 newest tickets, the desk was on 0.0 %"
    assert store.model_versions.learnt().data == b"crashes technical"
    assert store.model_versions.learnt().upto == 100
    card = version.card
    assert (card["lessons"], card["sources"], card["exam"]["tickets"]) == (100, {"resolved": 100}, 50)
    assert card["exam"]["before"]["ece"] == pytest.approx(0.9)
    assert card["exam"]["after"]["intents"]["technical"] == {
        "tickets": 50,
        "recall": 1.0,
        "predicted": 50,
        "precision": 1.0,
        "confidence": 0.9,
    }
    assert card["untaught"] == ["billing"]
    assert [word for word, _ in heard.words] == ["model_promoted"]
    assert told(store) == []


def test_a_refit_that_is_not_better_is_kept_as_a_candidate(store: SqlStore) -> None:
    heard = Heard()
    history(store, 100, right=True)
    version = refitting(store, heard, Turned(), Fits()).now()
    assert version.state == "candidate"
    assert store.model_versions.learnt().version is None
    assert [word for word, _ in heard.words] == ["model_kept"]


def test_a_refit_that_loses_an_intent_is_kept_and_the_admins_are_told(store: SqlStore) -> None:
    history(store, 100, right=True)
    unlucky = Fits()
    wrong = replace(RULES, fingerprint="g")

    def forgets(ask: Refit, rulebook: Rulebook) -> Refitted:
        made = unlucky(ask, wrong)
        return replace(made, now=tuple(replace(one, predicted="billing") for one in made.now))

    desk = desk_on(store, Heard(), Turned())
    version = Refitting(desk=desk, lessons=store.lessons, versions=store.model_versions, fits=forgets).now()
    assert (version.state, version.card["lost"]) == ("candidate", ["technical"])
    assert told(store) == ["Learning would lose technical"]


def test_what_customers_did_since_takes_from_the_worth_of_lessons(store: SqlStore) -> None:
    fits = Fits()
    opened(store, key="a", message_id="a@x.y", reopened=1)
    opened(store, key="b", message_id="b@x.y")
    opened(store, KeepFeedback(ticket=0, customer="maria@example.org", score=1, comment="", at=NOON), key="c", message_id="c@x.y")
    store.lessons.teach([lesson(n, worth=1.0) for n in (1, 2, 3)])
    refitting(store, Heard(), Turned(), fits).now()
    assert [one.worth for one in fits.asked[0].lessons] == [0.7, 1.0, 0.7]


def test_every_night_one_node_makes_it_when_there_is_something_new(store: SqlStore, url: str) -> None:
    other, clock, heard = open_store(url), Turned(), Heard()
    nodes = [refitting(one, heard, clock, Fits()) for one in (store, other)]
    store.lessons.teach([lesson(n, text="card lost") for n in range(1, 121)])

    def night() -> list[str | None]:
        clock.now += timedelta(days=1)
        made = [node.nightly() for node in nodes for _ in range(2)]
        return [one.name if one is not None else None for one in made]

    try:
        assert [node.nightly() for node in nodes] == [None, None]  # a new desk's first night is the next
        assert night() == ["v1", None, None, None]
        assert night() == [None] * 4  # nothing new
        store.lessons.teach([lesson(200)])
        assert night() == ["v2", None, None, None]
    finally:
        other.close()


def test_a_refit_at_ten_past_three_of_the_desks_night(store: SqlStore) -> None:
    clock = Turned(datetime(2026, 11, 21, 3, 9, tzinfo=UTC))
    node = refitting(store, Heard(), clock, Fits())
    store.lessons.teach([lesson(n, text="card lost") for n in range(1, 121)])
    assert node.nightly() is None
    assert node.nightly() is None
    clock.now += timedelta(minutes=1)
    assert node.nightly() is not None


def test_a_refit_that_fails_is_told_and_what_is_in_force_stays(store: SqlStore) -> None:
    heard, clock = Heard(), Turned()
    node = refitting(store, heard, clock, Fits(error=MailgateError("no memory")))
    node.nightly()
    store.lessons.teach([lesson(n) for n in range(1, 121)])
    clock.now += timedelta(days=1)
    assert node.nightly() is None
    assert [word for word, _ in heard.words] == ["refit_failed"]
    assert told(store) == ["The nightly learning failed"]


def test_a_refit_cut_short_by_the_end_of_the_daemon_is_made_by_the_next(store: SqlStore) -> None:
    heard, clock = Heard(), Turned()
    cut, next_ = (refitting(store, heard, clock, fits) for fits in (Fits(error=GivenUp("ends")), Fits()))
    cut.nightly()
    store.lessons.teach([lesson(n) for n in range(1, 121)])
    clock.now += timedelta(days=1)
    assert cut.nightly() is None
    assert told(store) == []
    assert next_.nightly() is not None
