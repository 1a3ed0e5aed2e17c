"""The nightly refit: everything the desk was taught, learned afresh, examined, and promoted if it is better.

Of many nodes one makes it; its computing is another process's. What fails leaves what is in force in force: the admins are
told, and the next night tries again. A version is one row: written whole as a candidate, then promoted or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from mailgate.flows.admins import tell_admins
from mailgate.flows.desk import Desk
from mailgate.model.errors import GivenUp, MailgateError
from mailgate.model.learning import Learnt, Lesson, ModelVersion, Outcome, Refit, Refitted
from mailgate.model.report import Schedule
from mailgate.model.rules import Rulebook
from mailgate.policy.lessons import doubted
from mailgate.policy.model_card import card_of
from mailgate.policy.promotion import LEAST, Verdict, verdict, worse_lately
from mailgate.policy.schedule import last_at, zone_of

NIGHT = Schedule(every="day", at=time(3, 10))  # by the clock on the desk's wall
EVERY = timedelta(minutes=5)  # how often the clock is looked at
LARGEST = 20_000  # lessons of one version, the newest
LOOKS_BACK = 600  # outcomes held against each other, newer against older


class Lessons(Protocol):
    def live(self, limit: int) -> Sequence[Lesson]: ...
    def last(self) -> int: ...
    def count(self) -> int: ...
    def outcomes(self, limit: int) -> Sequence[Outcome]: ...
    def doubted(self) -> dict[int, tuple[int, int | None]]: ...
    def prune(self, *, behind: int, now: datetime) -> int: ...


class Versions(Protocol):
    def all(self) -> Sequence[ModelVersion]: ...
    def promoted(self) -> ModelVersion | None: ...
    def learnt(self) -> Learnt: ...
    def add(
        self, *, at: datetime, upto: int, embedder: str, card: Mapping[str, Any], data: bytes, why: str, promote: bool = False
    ) -> int: ...
    def get(self, version: int) -> ModelVersion | None: ...
    def prune(self) -> int: ...
    def floor(self) -> int: ...
    def turn(self) -> datetime | None: ...
    def take_turn(self, was: datetime | None, at: datetime) -> bool: ...


class Fits(Protocol):
    def __call__(self, ask: Refit, rulebook: Rulebook) -> Refitted:
        """Learn afresh and examine, in a process of its own; blocks. Raises MailgateError with why it could not."""
        ...


@dataclass(slots=True, kw_only=True)
class Refitting:
    """Makes versions, of what the store knows."""

    desk: Desk
    lessons: Lessons
    versions: Versions
    fits: Fits

    def nightly(self) -> ModelVersion | None:
        """The refit of the night that is due, if it is, no other node makes it, and there is something new to learn."""
        now = self.desk.clock()
        night, was = last_at(NIGHT, zone_of(self.desk.rulebook()), now), self.versions.turn()
        if was is None:  # a new desk: its first night is the next one
            self.versions.take_turn(None, night)
            return None
        if night <= was or not self.versions.take_turn(was, night):
            return None
        try:
            newest = next(iter(self.versions.all()), None)
            if self.lessons.count() < LEAST or (newest is not None and newest.upto >= self.lessons.last()):
                return None
            return self.now()
        except GivenUp:
            self.versions.take_turn(night, was)  # whoever runs next makes it
            return None
        except MailgateError as error:
            self.desk.tell("refit_failed", error=error, fix="run `mailgate teach --refit`; it says more")
            lines = (str(error), "What was learned before stays in force. `mailgate teach --refit` tries again.")
            tell_admins(self.desk, "refit_failed", "The nightly learning failed", lines)
            return None

    def now(self) -> ModelVersion:
        """Make a version of everything taught so far; promoted if it is better. Raises MailgateError."""
        rulebook, in_force = self.desk.rulebook(), self.versions.promoted()
        ask = Refit(
            lessons=weighed(self.lessons.live(LARGEST), self.lessons.doubted(), rulebook.feedback.scale),
            predicted=tuple(self.lessons.outcomes(LARGEST)),
            in_force=self.versions.learnt(),
            intents=frozenset(rulebook.intents),
        )
        made = self.fits(ask, rulebook)
        intents = ask.intents or {one.intent for one in ask.lessons if one.intent is not None}
        usable = in_force is not None and in_force.embedder == made.embedder
        behind = sum(1 for one in ask.lessons if one.id > (in_force.upto if in_force is not None and usable else 0))
        judged = verdict(made.then, made.now, behind=behind, intents=intents)
        worse = worse_lately(ask.predicted[-LOOKS_BACK:], intents)
        newest = next(iter(self.versions.all()), None)
        told = newest.card.get("worse", []) if newest is not None else []
        now = self.desk.clock()
        card = card_of(ask, made, judged, in_force, rulebook, worse=worse, now=now)
        version = self._kept(made, judged, card, now)
        word = "model_promoted" if judged.promote else "model_kept"
        self.desk.tell(word, version=version.name, lessons=len(ask.lessons), why=judged.why, seconds=round(made.seconds, 1))
        self.desk.wake("teaching")
        if judged.lost:
            self._tell_lost(version, judged)
        if fresh := [name for name in worse if name not in told]:
            self._tell_worse(fresh)
        return version

    def _kept(self, made: Refitted, judged: Verdict, card: dict[str, Any], now: datetime) -> ModelVersion:
        """The version as a row, promoted or not; old ones cut back."""
        number = self.versions.add(
            at=now, upto=made.upto, embedder=made.embedder, card=card, data=made.data, why=judged.why, promote=judged.promote
        )
        self.versions.prune()
        self.lessons.prune(behind=self.versions.floor(), now=now)
        version = self.versions.get(number)
        assert version is not None
        return version

    def _tell_lost(self, version: ModelVersion, judged: Verdict) -> None:
        lines = (
            f"{version.name} was learned and not promoted: {judged.why}.",
            f"`mailgate model show {version.name}` has the numbers; `mailgate model promote {version.name}` takes it anyway.",
        )
        tell_admins(self.desk, "model_lost", f"Learning would lose {', '.join(judged.lost)}", lines)

    def _tell_worse(self, intents: Sequence[str]) -> None:
        self.desk.tell("model_worse", intents=list(intents))
        lines = (
            f"Tickets of {', '.join(intents)} are recognised clearly less often than before, by what agents said of them.",
            "Something has changed: a product, a word, or how agents label. More phrases in the settings help at once,",
            "and `#intent NAME` in answers teaches. `mailgate model show` has the numbers.",
        )
        tell_admins(self.desk, "model_worse", f"{', '.join(intents)}: recognised worse than before", lines)


def weighed(lessons: Sequence[Lesson], since: dict[int, tuple[int, int | None]], scale: int) -> tuple[Lesson, ...]:
    """The lessons at their worth after what customers did since: tickets that came back, and marks."""
    found = ((lesson, since.get(lesson.ticket, (0, None))) for lesson in lessons)
    return tuple(
        replace(lesson, worth=doubted(lesson.worth, came_back=back > 0, mark=mark, scale=scale)) for lesson, (back, mark) in found
    )
