"""The model beside the rules, by what became of the tickets: which intents deserve to be routed by the model.

Two groups of an intent's tickets are compared. Where a pilot draws by lot, those that the model routed with those that the
rules did. Where nothing is drawn, those that came first to whom the model would have chosen with those that went to somebody
else: honest as far as it goes, for people choose what they take. How sure a difference is, is said as a chance; of small
numbers it is never sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import erf, log, sqrt
from statistics import fmean, median, variance
from typing import Literal

from mailgate.model.facts import ModeKept
from mailgate.model.rules import RouteMode, Rulebook
from mailgate.policy.hours import worked
from mailgate.policy.routing.load import ALWAYS_OPEN
from mailgate.policy.routing.modes import LADDER, mode_of, pilot_of

ENOUGH = 20  # resolved tickets of each group; fewer say nothing
SURE, WORSE = 0.95, 0.8  # a chance to be better that is believed; a chance to be worse that holds it back
USUAL_SD = 1.0  # of the logarithm of hours, where a group is too small to tell
SHORTEST = 0.05  # hours

Verdict = Literal["promote", "keep", "worse", "too_few", "live"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """One ticket, how it was routed when it was opened, and what became of it. `first` is who had it first."""

    number: int
    intent: str
    mode: RouteMode
    by_model: str | None
    first: str | None
    team: str | None
    opened_at: datetime
    resolved_at: datetime | None
    transfers: int
    reopened: int
    score: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One group. `hours` are working hours of the team from opening to resolution, of the resolved ones, half of which took no
    longer; shares are of the resolved ones."""

    tickets: int = 0
    resolved: int = 0
    hours: float | None = None
    given_on: float | None = None
    came_back: float | None = None
    marks: int = 0
    mark: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`sooner`, `kept`, `held`: the chances that the model's tickets are really solved sooner, given on less, come back
    less. None where too little is known."""

    intent: str
    mode: RouteMode
    by_lot: bool
    model: Arm
    rules: Arm
    sooner: float | None
    kept: float | None
    held: float | None
    verdict: Verdict
    following: RouteMode | None = None  # the mode it deserves


def compared(routed: Iterable[Routed], kept: dict[str, ModeKept], rulebook: Rulebook) -> tuple[Comparison, ...]:
    """Every intent that is not routed by the model altogether, or of which both groups are known, in the settings' order."""
    by_intent: dict[str, list[Routed]] = {}
    for one in routed:
        by_intent.setdefault(one.intent, []).append(one)
    found = (_comparison(name, by_intent.get(name, ()), kept, rulebook) for name in rulebook.intents)
    return tuple(one for one in found if one is not None)


def _comparison(name: str, routed: Sequence[Routed], kept: dict[str, ModeKept], rulebook: Rulebook) -> Comparison | None:
    intent = rulebook.intents[name]
    mode = mode_of(intent, rulebook, kept)
    piloted = mode == "live" and pilot_of(intent, rulebook) < 1.0
    if mode == "live" and not piloted:
        return None
    by_lot = piloted and any(r.mode == "live" for r in routed) and any(r.mode != "live" for r in routed)
    model = [r for r in routed if (r.mode == "live" if by_lot else r.by_model is not None and r.first == r.by_model)]
    rules = [r for r in routed if (r.mode != "live" if by_lot else r.by_model is not None and r.first not in (None, r.by_model))]
    a, b = _arm(model, rulebook), _arm(rules, rulebook)
    few = min(a.resolved, b.resolved) < ENOUGH
    sooner = None if few else _sooner(_hours(model, rulebook), _hours(rules, rulebook))
    held_on = None if few else _less([r.transfers > 0 for r in _ended(model)], [r.transfers > 0 for r in _ended(rules)])
    stayed = None if few else _less([r.reopened > 0 for r in _ended(model)], [r.reopened > 0 for r in _ended(rules)])
    verdict = _verdict(mode, sooner, held_on, stayed)
    return Comparison(
        intent=name,
        mode=mode,
        by_lot=by_lot,
        model=a,
        rules=b,
        sooner=sooner,
        kept=held_on,
        held=stayed,
        verdict=verdict,
        following=next_mode(mode) if verdict == "promote" else None,
    )


def next_mode(mode: RouteMode) -> RouteMode | None:
    """One step up: shadow, assist, live."""
    return LADDER[LADDER.index(mode) + 1] if mode != "live" else None


def _verdict(mode: RouteMode, sooner: float | None, kept: float | None, held: float | None) -> Verdict:
    """Better for sure in time or in transfers, and likely worse in nothing."""
    if sooner is None or kept is None or held is None:
        return "too_few"
    chances = (sooner, kept, held)
    if any(1.0 - chance >= WORSE for chance in chances):
        return "worse"
    if max(sooner, kept) < SURE:
        return "keep"
    return "live" if mode == "live" else "promote"


# -- a group ------------------------------------------------------------------------------------------------------------


def _ended(routed: Iterable[Routed]) -> list[Routed]:
    return [r for r in routed if r.resolved_at is not None]


def _hours(routed: Iterable[Routed], rulebook: Rulebook) -> list[float]:
    """Working hours of the ticket's team."""
    found = []
    for one in _ended(routed):
        team = rulebook.teams.get(one.team or "")
        calendar = rulebook.hours.get(team.hours, ALWAYS_OPEN) if team else ALWAYS_OPEN
        took = worked(calendar, one.opened_at, one.resolved_at or one.opened_at)
        found.append(max(SHORTEST, took / timedelta(hours=1)))
    return found


def _arm(routed: Sequence[Routed], rulebook: Rulebook) -> Arm:
    ended, marks = _ended(routed), [r.score for r in routed if r.score is not None]
    hours = _hours(routed, rulebook)
    return Arm(
        tickets=len(routed),
        resolved=len(ended),
        hours=round(median(hours), 2) if hours else None,
        given_on=sum(r.transfers > 0 for r in ended) / len(ended) if ended else None,
        came_back=sum(r.reopened > 0 for r in ended) / len(ended) if ended else None,
        marks=len(marks),
        mark=round(fmean(marks), 2) if marks else None,
    )


# -- how sure -----------------------------------------------------------------------------------------------------------


def _sooner(model: list[float], rules: list[float]) -> float:
    """The chance that the model's tickets take less time (Welch's comparison of logarithms, which hours are even in)."""
    a, b = [log(h) for h in model], [log(h) for h in rules]
    spread = sum((variance(x) + USUAL_SD**2 / len(x)) / len(x) for x in (a, b))
    return round(_normal((fmean(b) - fmean(a)) / sqrt(spread)), 3)


def _less(model: list[bool], rules: list[bool]) -> float:
    """The chance that the model's share is smaller (two Beta posteriors from a flat prior, compared as normal)."""
    mean, spread = [], 0.0
    for group in (model, rules):
        yes, n = sum(group) + 1.0, len(group) + 2.0
        share = yes / n
        mean.append(share)
        spread += share * (1.0 - share) / (n + 1.0)
    return round(_normal((mean[1] - mean[0]) / sqrt(spread)), 3)


def _normal(z: float) -> float:
    return 0.5 * (1.0 + erf(z / sqrt(2.0)))
