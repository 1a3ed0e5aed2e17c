"""The report: what a span's rows add up to. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from mailgate.model.delivery import Notice
from mailgate.model.promise import Hours, Promise
from mailgate.model.report import Count, Group, Marks, Moment, PromiseCount, Report, ReportPlan, ReportRows, Spread, TicketRow
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import ENDED
from mailgate.policy.first_aid import SENT, SOLVED
from mailgate.policy.hours import worked
from mailgate.policy.schedule import written

TOP = 10  # groups named of each kind
STATES = ("new", "open", "waiting", "on_hold", "snoozed")
PROMISES = ("first_response", "next_response", "resolution")
# how long ago a ticket was opened that is not resolved yet: less than …
AGES = (
    ("under_1d", timedelta(days=1)),
    ("under_3d", timedelta(days=3)),
    ("under_7d", timedelta(days=7)),
    ("under_30d", timedelta(days=30)),
    ("older", timedelta.max),
)

Within = Callable[[datetime | None], bool]


def report_of(rows: ReportRows, *, what: str, since: datetime, until: datetime, rulebook: Rulebook, now: datetime) -> Report:
    """The figures of [since, until), and of what is unresolved now."""

    def within(at: datetime | None) -> bool:
        return at is not None and since <= at < until

    unresolved = [t for t in rows.tickets if t.state not in ENDED]
    resolved = [t for t in rows.tickets if within(t.resolved_at)]
    states = Counter(t.state for t in unresolved)
    responses = _responses(rows.tickets, within, rulebook)
    groups = _Groups(rows.tickets, within, rulebook, responses)
    return Report(
        what=what,
        since=since,
        until=until,
        made=now,
        opened=sum(within(t.opened_at) for t in rows.tickets),
        resolved=len(resolved),
        closed=sum(within(t.closed_at) for t in rows.tickets),
        reopened=rows.reopened,
        unresolved=len(unresolved),
        unassigned=sum(t.agent is None for t in unresolved),
        overdue=sum(any(_overdue(p, now) for p in t.promises) for t in unresolved),
        states=tuple(Count(name=name, count=states[name]) for name in STATES if states[name]),
        ages=_ages(unresolved, now),
        first_response=_spread(responses.values()),
        resolution=_spread([_took(t, "resolution", t.resolved_at, rulebook) for t in resolved if t.resolved_at]),
        promises=_promises(rows.tickets, within, now),
        transfers=sum(t.transfers for t in resolved),
        first_contact=sum(t.answers == 1 and t.reopened == 0 for t in resolved),
        first_aid=sum(SENT in t.tags and within(t.opened_at) for t in rows.tickets),
        first_aid_solved=sum(SOLVED in t.tags and within(t.closed_at) for t in rows.tickets),
        feedback=_marks(rows, rulebook),
        events=tuple(Moment(name=event.name, at=event.at.isoformat()) for event in rows.events),
        messages=tuple(Count(name=name, count=n) for name, n in sorted(rows.messages.items(), key=lambda m: (-m[1], m[0]))),
        letters_sent=rows.letters_sent,
        letters_failed=rows.letters_failed,
        teams=groups.by(lambda t: t.team),
        agents=groups.by(lambda t: t.agent, solver=True),
        intents=groups.by(lambda t: t.intent),
        tiers=groups.by(lambda t: t.tier),
    )


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain JSON: instants as ISO strings, spans in seconds."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(report).items()}


def report_notice(report: Report, to: str, why: str, rulebook: Rulebook, now: datetime) -> Notice:
    """The letter that carries it: to an agent in their words, to anybody else as to an admin."""
    agent = rulebook.agent_of(to)
    return Notice(
        template="report",
        to=agent.address if agent else to,
        to_name=agent.name if agent else None,
        audience="agent" if agent else "admin",
        why=why,
        deliver_after=now,
        data=as_json(report),
    )


def turn_name(plan: ReportPlan, to: str) -> str:
    """What tells one recipient's scheduled report from all others."""
    return f"report:{written(plan.every)}:{plan.what}:{to.lower()}"


# -- times -----------------------------------------------------------------------------------------------------------


def _responses(tickets: Iterable[TicketRow], within: Within, rulebook: Rulebook) -> dict[int, float]:
    """Seconds to the first response by ticket, of those that got theirs within the span."""
    return {
        t.number: _took(t, "first_response", t.first_response_at, rulebook)
        for t in tickets
        if t.first_response_at is not None and within(t.first_response_at)
    }


def _took(ticket: TicketRow, name: str, end: datetime, rulebook: Rulebook) -> float:
    """Seconds from opening to `end`: of the promise's business hours, else plain ones. Waiting for the customer counts."""
    promise = next((p for p in ticket.promises if p.name == name), None)
    hours = rulebook.hours.get(promise.hours) if promise is not None else None
    return worked(hours or Hours(name="always"), ticket.opened_at, end).total_seconds()


def _spread(seconds: Iterable[float]) -> Spread:
    ordered = sorted(seconds)
    if not ordered:
        return Spread()
    return Spread(count=len(ordered), median=float(median(ordered)), p90=ordered[-(-9 * len(ordered) // 10) - 1])


# -- promises --------------------------------------------------------------------------------------------------------


def _overdue(promise: Promise, now: datetime) -> bool:
    return promise.since is not None and (promise.state == "broken" or (promise.state == "running" and promise.due < now))


def _promises(tickets: Iterable[TicketRow], within: Within, now: datetime) -> tuple[PromiseCount, ...]:
    """A promise counts when it was settled: a broken one at its due time, a kept one when it was done."""
    settled = Counter(
        (p.name, _broken(p, now))
        for t in tickets
        for p in t.promises
        if (_broken(p, now) and within(p.due)) or (p.state == "kept" and within(_kept_at(p, t)))
    )
    counted = (PromiseCount(name=n, kept=settled[n, False], broken=settled[n, True]) for n in PROMISES)  # type: ignore[index]
    return tuple(one for one in counted if one.kept or one.broken)


def _broken(promise: Promise, now: datetime) -> bool:
    return promise.state == "broken" or (promise.state == "running" and promise.due < now)


def _kept_at(promise: Promise, ticket: TicketRow) -> datetime | None:
    match promise.name:
        case "first_response":
            return ticket.first_response_at
        case "next_response":
            return min(promise.due, ticket.answered_at or promise.due)
        case "resolution":
            return ticket.resolved_at or ticket.closed_at


# -- the rest --------------------------------------------------------------------------------------------------------


def _ages(unresolved: Iterable[TicketRow], now: datetime) -> tuple[Count, ...]:
    counted = Counter(next(name for name, most in AGES if now - t.opened_at < most) for t in unresolved)
    return tuple(Count(name=name, count=counted[name]) for name, _ in AGES)


def _marks(rows: ReportRows, rulebook: Rulebook) -> Marks:
    average = round(rows.marks_sum / rows.marks, 2) if rows.marks else None
    return Marks(count=rows.marks, average=average, scale=rulebook.feedback.scale)


class _Groups:
    """The same tickets, counted by one thing or another."""

    def __init__(self, tickets: Sequence[TicketRow], within: Within, rulebook: Rulebook, responses: Mapping[int, float]) -> None:
        self._tickets, self._within, self._rulebook, self._responses = tickets, within, rulebook, responses

    def by(self, name: Callable[[TicketRow], str | None], *, solver: bool = False) -> tuple[Group, ...]:
        """The biggest groups; with `solver` a resolved ticket counts for the agent who resolved it."""
        opened = Counter(name(t) for t in self._tickets if self._within(t.opened_at))
        resolved = Counter(self._solver(t) if solver else name(t) for t in self._tickets if self._within(t.resolved_at))
        unresolved = Counter(name(t) for t in self._tickets if t.state not in ENDED)
        took: defaultdict[str | None, list[float]] = defaultdict(list)
        for t in self._tickets:
            if t.number in self._responses:
                took[name(t)].append(self._responses[t.number])
        biggest = sorted(opened | resolved | unresolved, key=lambda n: (-opened[n], -resolved[n], -unresolved[n], n or "~"))
        return tuple(
            Group(
                name=n,
                opened=opened[n],
                resolved=resolved[n],
                unresolved=unresolved[n],
                first_response=_spread(took[n]).median,
            )
            for n in biggest[:TOP]
        )

    def _solver(self, ticket: TicketRow) -> str | None:
        agent = self._rulebook.agent_of(ticket.resolved_by)
        return agent.address if agent else ticket.agent
