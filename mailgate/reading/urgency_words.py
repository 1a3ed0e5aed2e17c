"""What the signals of urgency look at: words, and how far sentences mean something."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from mailgate.model.reading import Mood
from mailgate.reading.deadline import Deadline
from mailgate.reading.meaning import UNKNOWN, Meanings, Pressing, Said, quoted
from mailgate.reading.signals import Hit
from mailgate.reading.words import Folded, Sentences

# the chance of a meaning at which it begins to weigh, and at which it weighs all it can
_DOUBTED, _SURE = 0.3, 0.75
_SURER = {"security": 0.95, "safety": 0.95, "outage": 0.9, "urgent": 0.85}  # the same, where it weighs much by itself
_ONES_OWN = frozenset({"outage", "urgent", "loss"})
_PRESSING = ("outage", "breadth", "blocked", "loss", "security", "safety", "waiting", "explicit")
_ENDED = 0.6  # the chance of a sentence to say that all is well again, from which what stands before it is over
_ENDS = frozenset({"outage", "blocked", "breadth", "explicit", "loss", "waiting", "urgent"})
_SOOTHING = ("over", "calm", "wish")


@dataclass(frozen=True, slots=True)
class Words:
    """What the signals look at: urgency words by name, those taken back left out; what the sentences mean; and the deadline that
    comes first."""

    folded: Folded
    sentences: Sentences
    hits: dict[str, list[Hit]]
    deadline: Deadline | None
    sent: datetime
    mood: Mood
    meanings: Meanings = UNKNOWN
    offer: Said | None = None  # what the mail wants to sell us, if that is all it wants
    _known: dict[str, tuple[float, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def meant(self, facet: str) -> tuple[float, str]:
        """How far a meaning weighs, 0 to 1, and the sentence that has it. What is over, or said to have time, or asked of one's
        data, is no trouble."""
        if facet not in self._known:
            self._known[facet] = self._found(facet)
        return self._known[facet]

    def _found(self, facet: str) -> tuple[float, str]:
        calmed = {self.sentences.of(hit.start) for hit in self.hits.get("calm", [])}
        best, told = 0.0, None
        for said in self.meanings.said:
            chance = said.meant.of(facet)
            if facet not in _SOOTHING and (
                chance < max(map(said.meant.of, (*_SOOTHING, "privacy"))) or self.sentences.of(said.start) in calmed
            ):
                continue
            if facet in _ONES_OWN and said.meant.of("breadth") < _DOUBTED:
                chance = min(chance, 1.0 - said.meant.of("trouble"))  # a trouble of one's own is no failure of all
            if said.end <= self.settled and facet in _ENDS:
                continue
            if facet == "urgent" and self.deadline is not None and said.meant.of("due") >= max(map(said.meant.of, _PRESSING)):
                continue  # how near that date is has its own weight
            if chance > best:
                best, told = chance, said
        return _weighs(best, facet), quoted(self.folded, told) if isinstance(told, Said) else ""

    def most_pressing(self, pressing: Pressing) -> str:
        """The sentence that would be the most pressing mail if it stood alone."""
        rows = self.meanings.sentences
        if rows is None or not len(rows):
            return ""
        most = int(pressing.afar(rows).sum(axis=1).argmax())
        return quoted(self.folded, self.meanings.said[most])

    @property
    def settled(self) -> int:
        """Up to where what was wrong is said to be over."""
        return settled(self.hits.get("over", []), self.meanings)


def _weighs(chance: float, facet: str = "") -> float:
    sure = _SURER.get(facet, _SURE)
    return min(1.0, max(0.0, (chance - _DOUBTED) / (sure - _DOUBTED)))


def settled(over: list[Hit], meanings: Meanings) -> int:
    """The last place of a text where something is said to be over, in words or by what a sentence means."""
    meant = (one.start for one in meanings.said if one.meant.of("over") >= _ENDED)
    return max((*(hit.start for hit in over), *meant), default=0)
