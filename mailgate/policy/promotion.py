"""When a refit takes the place of what is in force.

It is examined on the newest tickets, which it has not seen; it predicts each as it came, then learns it, as a reader does.
Held against that is what the desk predicted for the same tickets when they came. It is promoted

1. if it is right clearly more often: the tickets that only it has right outnumber those that only the desk had right by more
   than the square root of both together (a paired test, McNemar 1947, at one standard error);
2. or if it is right no less often and its confidence is clearly better (Brier score lower by `BRIER`);
3. or if it is right no less often and readers that start have more than `BEHIND` lessons to catch up on;

and in no case if an intent loses clearly (`lost`), or with fewer than `ENOUGH` tickets to tell by. Else it is kept as a
candidate, and a person may promote it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mailgate.model.learning import Lesson, Outcome
from mailgate.policy.calibration import OfIntent, brier, by_intent

ENOUGH = 50  # tickets of an exam that tells anything
LARGEST = 400  # tickets of an exam
SHARE = 0.2  # of all lessons that are examined on; never more than half
LEAST = 2 * ENOUGH  # lessons below which a nightly refit isn't worth its time
BRIER = 0.005
BEHIND = 1_000
LOSES, OF_TICKETS = 0.15, 10  # an intent loses clearly: so much recall, of at least so many tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether to promote, and why in a sentence; `lost` the intents that lose clearly."""

    promote: bool
    why: str
    lost: tuple[str, ...] = ()


def parted(
    lessons: Sequence[Lesson], predicted: Collection[int], seen: int, intents: Collection[str] = ()
) -> tuple[tuple[Lesson, ...], tuple[Lesson, ...]]:
    """(what to learn from first, the exam): the newest lessons that tell one of the intents and can be held against something:
    what was `predicted` for their tickets, or what is in force, which began with the lessons up to `seen`. Lessons come in
    their order, and stay in it."""
    most = min(LARGEST, max(ENOUGH, int(len(lessons) * SHARE)), len(lessons) // 2)
    told = [one for one in lessons if one.intent is not None and (not intents or one.intent in intents)]
    fit = [one for one in told if one.ticket in predicted or one.id > seen]
    chosen = frozenset(one.id for one in sorted(fit, key=lambda one: (one.at, one.id))[-most:])
    return tuple(one for one in lessons if one.id not in chosen), tuple(one for one in lessons if one.id in chosen)


def verdict(then: Sequence[Outcome], now: Sequence[Outcome], *, behind: int, intents: Collection[str]) -> Verdict:
    """By the rule above. `then` and `now` are of the same tickets in the same order; `behind` counts the lessons that readers
    have to catch up on; `intents` are those of the settings."""
    many = len(then)
    if many < ENOUGH:
        return Verdict(promote=False, why=f"too few new tickets to tell by: {many} of {ENOUGH}")
    gained = sum(n.right and not t.right for t, n in zip(then, now, strict=True))
    missed = sum(t.right and not n.right for t, n in zip(then, now, strict=True))
    told = f"right on {_share(now)} of the {many} newest tickets, the desk was on {_share(then)}"
    lost = losing(by_intent(then), by_intent(now), intents)
    if lost:
        return Verdict(promote=False, why=f"{', '.join(lost)} would lose clearly ({told})", lost=lost)
    if gained - missed > math.sqrt(gained + missed):
        return Verdict(promote=True, why=f"better: {told}")
    if gained < missed:
        return Verdict(promote=False, why=f"not better: {told}")
    sharper = brier(then) - brier(now)
    if sharper >= BRIER:
        return Verdict(promote=True, why=f"as good and surer of itself where it is right (Brier {sharper:.3f} lower): {told}")
    if behind > BEHIND:
        return Verdict(promote=True, why=f"as good, and readers have {behind} lessons less to catch up on: {told}")
    return Verdict(promote=False, why=f"not clearly better: {told}")


def losing(before: Mapping[str, OfIntent], after: Mapping[str, OfIntent], intents: Collection[str]) -> tuple[str, ...]:
    """The intents of the settings that are found clearly less often than before."""
    return tuple(
        name
        for name in sorted(before)
        if name in intents
        and min(before[name].tickets, after[name].tickets if name in after else 0) >= OF_TICKETS
        and (before[name].recall or 0.0) - (after[name].recall or 0.0) > LOSES
    )


def worse_lately(outcomes: Sequence[Outcome], intents: Collection[str]) -> tuple[str, ...]:
    """The intents that the desk itself finds clearly less often in the newer half of these outcomes than in the older, by more
    than two standard errors."""
    half = len(outcomes) // 2
    before, after = by_intent(outcomes[:half]), by_intent(outcomes[half:])
    return tuple(name for name in losing(before, after, intents) if _beyond_chance(before[name], after[name]))


def _beyond_chance(before: OfIntent, after: OfIntent) -> bool:
    first, second = before.recall or 0.0, after.recall or 0.0
    both = (first * before.tickets + second * after.tickets) / (before.tickets + after.tickets)
    return first - second > 2 * math.sqrt(both * (1 - both) * (1 / before.tickets + 1 / after.tickets))


def _share(outcomes: Sequence[Outcome]) -> str:
    return f"{100 * sum(o.right for o in outcomes) / len(outcomes):.1f} %"
