"""Teaching: new lessons reach the reading process a moment after their commit, and a version promoted anywhere is taken up.

The lessons of the store are the truth and the reading process knows how far it is; so nothing is kept in between, and what is
cut short is found again at the next look. Rung by decisions of this process, and every POLL for those of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from mailgate.flows.desk import Desk
from mailgate.model.decision import Decision
from mailgate.model.decision import Teach as TeachEffect
from mailgate.model.learning import Lesson

PAGE = 50  # lessons taught in one step
RENEWS = timedelta(minutes=1)  # between two tries to start from another version


@runtime_checkable
class Learner(Protocol):
    """The reading process."""

    @property
    def version(self) -> str | None:
        """What it started from; None: the settings alone."""
        ...

    @property
    def upto(self) -> int | None:
        """The last lesson it knows; None while it can't be taught."""
        ...

    def teach(self, lessons: Sequence[Lesson], *, after: int) -> bool:
        """Learn these, the next ones behind `after`; blocks, and says whether they were learned."""
        ...

    def renew(self) -> object | None:
        """Start from what is promoted now, in the background."""
        ...


class Lessons(Protocol):
    def after(self, lesson: int, limit: int) -> Sequence[Lesson]: ...


class Versions(Protocol):
    def promoted_name(self) -> str | None: ...


@dataclass(slots=True, kw_only=True)
class Teaching:
    """Keeps one reading process where the store is."""

    desk: Desk
    learner: Learner
    lessons: Lessons
    versions: Versions
    _renewed: datetime | None = None

    def step(self) -> int:
        """Teach the next few lessons; how many. Raises StoreUnavailable."""
        upto = self.learner.upto
        if upto is None:
            return 0  # it is starting, and catches up by itself
        self._follow()
        found = self.lessons.after(upto, PAGE)
        if not found or not self.learner.teach(found, after=upto):
            return 0
        self.desk.tell("taught", lessons=len(found), upto=found[-1].id, sources=dict(Counter(one.source for one in found)))
        return len(found)

    def _follow(self) -> None:
        """Another version was promoted, here or elsewhere: take it up."""
        promoted, now = self.versions.promoted_name(), self.desk.clock()
        if promoted == self.learner.version or (self._renewed is not None and now - self._renewed < RENEWS):
            return
        if self.learner.renew() is not None:
            self._renewed = now
            self.desk.tell("model_taken_up", version=promoted or "v0", was=self.learner.version or "v0")


def teaches(decision: Decision) -> bool:
    """Whether a decision has a lesson in it."""
    return any(isinstance(effect, TeachEffect) for effect in decision.effects)
