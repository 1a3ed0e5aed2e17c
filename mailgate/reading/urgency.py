"""How soon someone must act: a tuple of signals, each with its words, added up.

Weights are shares of certainty, not of feelings: a deadline and an outage weigh, an exclamation mark does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailgate.model.reading import Mood, Urgency, UrgencyLevel
from mailgate.reading.deadline import Deadline
from mailgate.reading.signals import Hit, Signals, quotes
from mailgate.reading.words import Folded, Sentences

_USUAL = 0.25  # a mail that says nothing of urgency
_NO_MERE_WISH = frozenset({"outage", "blocked", "breadth", "security", "explicit", "loss", "present", "trouble", "repeated"})
_CRITICAL, _HIGH, _LOW = 0.75, 0.5, 0.15
# how near a deadline is, and what that weighs
_NEARNESS = ((timedelta(hours=4), 0.52), (timedelta(hours=26), 0.33), (timedelta(days=4), 0.2), (timedelta(days=366), 0.05))


@dataclass(frozen=True, slots=True)
class Words:
    """What the signals look at: urgency words by name, those taken back left out, and the deadline that comes first."""

    folded: Folded
    sentences: Sentences
    hits: dict[str, list[Hit]]
    deadline: Deadline | None
    sent: datetime
    mood: Mood


@dataclass(frozen=True, slots=True)
class Weighed:
    weight: float
    because: tuple[str, ...] = ()


def _time_pressure(words: Words) -> Weighed | None:
    if words.deadline is None:
        return None
    left = words.deadline.at - words.sent
    weight = next(weight for within, weight in _NEARNESS if left <= within)
    return Weighed(weight, (words.folded.words(words.deadline.start, words.deadline.end).rstrip(".,"),))


def _said(name: str, weight: float) -> Callable[[Words], Weighed | None]:
    def signal(words: Words) -> Weighed | None:
        hits = words.hits.get(name)
        return Weighed(weight, tuple(quotes(words.folded, hits, 2))) if hits else None

    return signal


def _breadth(words: Words) -> Weighed | None:
    """Many people weigh where something is wrong for them; "all our customers love it" is no trouble."""
    hits = words.hits.get("breadth")
    if not hits:
        return None
    troubled = bool(words.hits.keys() & {"outage", "blocked", "security", "explicit", "loss", "trouble"})
    return Weighed(0.25 if troubled else 0.05, tuple(quotes(words.folded, hits, 2)))


def _frustration(words: Words) -> Weighed | None:
    return Weighed(0.12, words.mood.because[:1]) if words.mood.frustrated else None


def _wish(words: Words) -> Weighed | None:
    """ "It would be nice if ..." waits, unless something else is said to be wrong or near."""
    hits = words.hits.get("wish")
    if not hits or words.deadline is not None or words.hits.keys() & _NO_MERE_WISH:
        return None
    return Weighed(-0.15, tuple(quotes(words.folded, hits, 1)))


# The order is that of the reasons a reader is told: what has a clock on it first, then what is wrong, then how it is said.
SIGNALS: tuple[Callable[[Words], Weighed | None], ...] = (
    _time_pressure,
    _said("security", 0.5),
    _said("outage", 0.42),
    _breadth,
    _said("loss", 0.3),
    _said("blocked", 0.15),
    _said("present", 0.25),
    _said("explicit", 0.35),
    _said("repeated", 0.15),
    _said("pressure", 0.08),
    _frustration,
    _said("calm", -0.3),
    _wish,
    _said("over", -0.2),
)
_TAKEN_BACK_BY_OVER = frozenset({"outage", "blocked", "breadth", "explicit", "loss", "present"})


def hits_of(folded: Folded, sentences: Sentences, signals: Signals, concepts: Sequence[Hit]) -> dict[str, list[Hit]]:
    """Urgency words by name. "Not urgent" is calm, not explicit; "no longer down" is over, not an outage."""
    found: dict[str, list[Hit]] = {}
    every = [
        hit
        for hit in signals.find(signals.urgency, folded.text)
        if hit.name != "over" or not sentences.asks(folded.text, hit.start)  # "does it work again?" is not over
    ]
    soothing = [hit for hit in every if hit.name in ("calm", "over")]
    for hit in every:
        covered = any(other is not hit and other.start <= hit.start and hit.end <= other.end for other in soothing)
        near = hit.name in ("explicit", "outage", "security") and signals.denied(folded.text, hit.start)
        if hit.name in ("calm", "over") or not (covered or near):
            found.setdefault(hit.name, []).append(hit)
    if "over" in found:
        ended = {sentences.of(hit.start) for hit in found["over"]}
        for name in _TAKEN_BACK_BY_OVER & found.keys():
            found[name] = [hit for hit in found[name] if sentences.of(hit.start) not in ended]
    if "calm" in found:
        found.pop("explicit", None)
    trouble = [hit for hit in concepts if hit.name in ("cannot", "broken", "error", "locked", "outage")]
    if trouble:
        found["trouble"] = trouble
    return {name: hits for name, hits in found.items() if hits}


def urgency_of(words: Words) -> Urgency:
    """The level, what it rests on, and the deadline."""
    score = _USUAL
    because: list[str] = []
    for signal in SIGNALS:
        weighed = signal(words)
        if weighed:
            score += weighed.weight
            because += [reason for reason in weighed.because if reason.lower() not in (known.lower() for known in because)]
    score = round(min(1.0, max(0.0, score)), 3)
    return Urgency(
        level=_level(score), score=score, deadline=words.deadline.at if words.deadline else None, because=tuple(because[:6])
    )


def _level(score: float) -> UrgencyLevel:
    if score >= _CRITICAL:
        return "critical"
    if score >= _HIGH:
        return "high"
    return "normal" if score > _LOW else "low"
