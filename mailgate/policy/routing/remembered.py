"""What an outcome changes in what is remembered: sums that fade slowly, and a doubt that makes them fade at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import log

from mailgate.model.skill import ANYBODY, ANYTHING, How, SkillOutcome, SkillRecord

Records = Mapping[tuple[str, str], SkillRecord]  # by agent and intent

HALF_LIFE = timedelta(days=180)  # products and people change slowly even where nothing tells of it
RECENT = 0.75  # what is left of the last few with each new one
KEPT, KEPT_MOST = 0.1, 1.0  # what is left of everything older once something has changed, and of how many tickets at most
ENOUGH_DOUBT = 6.0  # the odds are 400 to 1 against all being as it was
TRUSTS = (0.02, 0.06, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.88, 0.94, 0.98, 0.995)  # how often readings may be right
SHORTEST, LONGEST = 0.02, 100.0  # hours: a ticket that took less or more says no more than these
FAR = log(3.0)  # hours further from what was expected say no more: such a ticket was trivial, or lay
LEAST, MOST = 0.02, 0.98  # no chance is taken for surer than this


@dataclass(frozen=True, slots=True)
class Says:
    """How much a kind of outcome says, in tickets."""

    solved: float = 0.0
    failed: float = 0.0
    timed: bool = False  # its hours are the time such work takes


SAYS: Mapping[How, Says] = {
    "solved": Says(solved=1.0, timed=True),
    "solved_at_once": Says(solved=1.2, timed=True),  # one answer was enough
    "given_on": Says(failed=1.0, timed=True),
    "misrouted": Says(failed=0.1),  # the desk was wrong, more than the agent
    "reopened": Says(solved=-1.0, failed=1.0),  # what was counted as solved was not
    "escalated": Says(failed=0.5),
    "praised": Says(solved=0.5),
    "blamed": Says(failed=0.5),
}


def faded(record: SkillRecord, at: datetime) -> SkillRecord:
    """The record as it counts at an instant: everything in it halves in HALF_LIFE."""
    left = fade(record, at)
    return scaled(record, left) if left < 1.0 else record


def fade(record: SkillRecord, at: datetime) -> float:
    """How much of it is left."""
    left: float = 0.5 ** max(0.0, (at - record.at) / HALF_LIFE)
    return left


def scaled(record: SkillRecord, by: float) -> SkillRecord:
    return replace(
        record,
        solved=record.solved * by,
        failed=record.failed * by,
        timed_solved=record.timed_solved * by,
        timed_failed=record.timed_failed * by,
        hours_solved=record.hours_solved * by,
        hours_failed=record.hours_failed * by,
        logs_solved=record.logs_solved * by,
        logs_failed=record.logs_failed * by,
        squares=record.squares * by,
    )


def standing(record: SkillRecord, records: Records) -> SkillRecord:
    """What still stands of a cell after what is known to have changed since: of the agent or of the intent. The last few
    outcomes stay, since it is they that told of the change; of the older a little."""
    changes = [r.changed for key in whole_of(record) if (r := records.get(key)) is not None and r.changed is not None]
    if not any(record.at <= changed for changed in changes):
        return record
    left = min(KEPT, KEPT_MOST / max(record.solved + record.failed, 1e-9))
    kept = scaled(record, left)
    return replace(
        kept,
        solved=kept.solved + min(record.recent_solved, record.solved) * (1 - left),
        failed=kept.failed + min(record.recent_failed, record.failed) * (1 - left),
    )


def whole_of(record: SkillRecord) -> tuple[tuple[str, str], tuple[str, str]]:
    """The keys of the rows that a cell is part of: the agent as a whole, the intent as a whole."""
    return (record.agent, ANYTHING), (ANYBODY, record.intent)


def trust_key(confidence: float) -> tuple[str, str]:
    """The row of the tickets that were read with about this confidence: `solved` counts them."""
    return ANYBODY, f"~{min(9, max(0, int(confidence * 10)))}"


def learned(records: Records, outcome: SkillOutcome) -> tuple[SkillRecord, ...]:
    """The rows that an outcome changes, as they are after it; `records` needs those of the outcome's agent, those of ANYBODY,
    and no others. Pure: the caller stores them."""
    says = SAYS[outcome.how]
    rows = [_cell(records, outcome, says, share.intent, share.share) for share in outcome.shares if share.intent != ANYTHING]
    rows.append(_whole(records, outcome, says, (outcome.agent, ANYTHING), 1.0))
    rows += [
        _whole(records, outcome, says, (ANYBODY, share.intent), share.share)
        for share in outcome.shares
        if share.intent != ANYTHING
    ]
    if outcome.confidence is not None and outcome.as_read is not None and outcome.otherwise is not None:
        rows.append(_trust(records, outcome.confidence, outcome.as_read, outcome.otherwise, outcome.at))
    return tuple(rows)


def _cell(records: Records, outcome: SkillOutcome, says: Says, intent: str, share: float) -> SkillRecord:
    empty = SkillRecord(agent=outcome.agent, intent=intent, at=outcome.at)
    known = faded(standing(records.get((outcome.agent, intent), empty), records), outcome.at)
    return _added(known, outcome, says, share)


def _added(known: SkillRecord, outcome: SkillOutcome, says: Says, share: float) -> SkillRecord:
    solved, failed = says.solved * share, says.failed * share
    left = RECENT**share  # half a ticket pushes out half as much
    added = replace(
        known,
        at=max(known.at, outcome.at),
        solved=max(0.0, known.solved + solved),
        failed=max(0.0, known.failed + failed),
        recent_solved=max(0.0, known.recent_solved * left + solved),
        recent_failed=max(0.0, known.recent_failed * left + failed),
    )
    if not says.timed or outcome.hours is None or outcome.hours <= 0.0:
        return added
    hours = min(LONGEST, max(SHORTEST, outcome.hours))
    ln = _within_reach(log(hours), outcome.usual)
    if says.solved > 0:
        added = replace(
            added,
            timed_solved=added.timed_solved + share,
            hours_solved=added.hours_solved + share * hours,
            logs_solved=added.logs_solved + share * ln,
        )
    else:
        added = replace(
            added,
            timed_failed=added.timed_failed + share,
            hours_failed=added.hours_failed + share * hours,
            logs_failed=added.logs_failed + share * ln,
        )
    return replace(added, squares=added.squares + share * ln * ln)


def _within_reach(ln: float, usual: float | None) -> float:
    """One ticket says little against what was expected of its hours; many that agree move what is expected."""
    if usual is None or usual <= 0.0:
        return ln
    return min(log(usual) + FAR, max(log(usual) - FAR, ln))


def _whole(records: Records, outcome: SkillOutcome, says: Says, key: tuple[str, str], share: float) -> SkillRecord:
    """An agent or an intent as a whole: its sums, and the doubt that it is still what it was (a one-sided CUSUM of the log
    odds between knowing nothing of it and what was expected; Page 1954)."""
    empty = SkillRecord(agent=key[0], intent=key[1], at=outcome.at)
    row = _added(faded(records.get(key, empty), outcome.at), outcome, says, share)
    if outcome.expected is None or outcome.vague is None or says.solved == says.failed:
        return row
    known, vague = (min(MOST, max(LEAST, chance)) for chance in (outcome.expected, outcome.vague))
    solved = says.solved > says.failed
    surprise = log(vague / known) if solved else log((1 - vague) / (1 - known))
    doubt = max(0.0, row.doubt + share * abs(says.solved - says.failed) * surprise)
    if doubt < ENOUGH_DOUBT:
        return replace(row, doubt=doubt)
    return replace(row, doubt=0.0, changed=outcome.at)


def _trust(records: Records, confidence: float, as_read: float, otherwise: float, at: datetime) -> SkillRecord:
    """One ticket more of those read with about this confidence: how likely it is for each share of them that may be right."""
    key = trust_key(confidence)
    known = records.get(key, SkillRecord(agent=key[0], intent=key[1], at=at))
    left, before = fade(known, at), known.trust or (0.0,) * len(TRUSTS)
    likely = tuple(log(max(1e-9, share * as_read + (1 - share) * otherwise)) for share in TRUSTS)
    trust = tuple(left * old + new for old, new in zip(before, likely, strict=True))
    return replace(known, at=max(known.at, at), solved=known.solved * left + 1.0, trust=trust)
