"""What waits for room, told to its team: the first ticket by itself, the others by one mail that lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from mailgate.model.decision import CountEvent, Decision, QueueNotice, Route
from mailgate.model.delivery import Notice
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy import counters
from mailgate.policy.routing.queues import Queued, without_room
from mailgate.policy.routing.whereabouts import whereabouts
from mailgate.policy.whom import leads_of, team_agents

FULL = "queue_full"
LISTED = 30  # of more the number is told
LATE = timedelta(minutes=1)  # what was decided so long before a list may have been written after it


def lately(team: str | None, past: Past, rulebook: Rulebook, now: datetime) -> bool:
    """Whether its people just heard of what waits there."""
    told = past.queues_told.get(team or "")
    return told is not None and now < told + rulebook.routing.queue_mail


def marked(where: Route, past: Past, rulebook: Rulebook, now: datetime) -> tuple[CountEvent, ...]:
    """A ticket that waits for room was told by itself: for a while the others are listed."""
    if where.agent is not None or where.reason != FULL or where.team is None or lately(where.team, past, rulebook, now):
        return ()
    return (counters.queue(where.team, now, rulebook.routing.queue_mail),)


def owed_a_list(newest: Mapping[str, datetime], past: Past, rulebook: Rulebook, now: datetime) -> tuple[str, ...]:
    """The teams that something waits at of which they haven't heard, and that haven't heard lately. `newest` is by team when
    the newest of what waits for room came there. What came another way than by a new mail was told by itself."""
    span = rulebook.routing.queue_mail
    told = {team: past.queues_told.get(team, newest[team]) for team in newest if team in rulebook.teams}
    return tuple(team for team, last in told.items() if now >= last + span and newest[team] > last - LATE)


def listed(team: str, queued: Sequence[Queued], past: Past, rulebook: Rulebook, now: datetime) -> Decision | None:
    """One mail to each of the team, or to who leads it, with all that waits for room there, the oldest first. None where
    somebody has room for all of it: they get it piece by piece."""
    here = [one for one in queued if one.ticket.team == team and one.reason == FULL]
    who = without_room(here, past, rulebook, now)
    waits = sorted((one for one in here if one.ticket.number in who), key=_first)
    if not waits:
        return None
    could = {agent.address: agent for one in waits for agent in who[one.ticket.number]}
    data = {
        "team": team,
        "many": len(waits),
        "tickets": [_shown(one.ticket, one.since) for one in waits[:LISTED]],
        "more": max(0, len(waits) - LISTED),
        "people": whereabouts(could.values(), team, past, rulebook, now),
    }
    readers = team_agents(team, rulebook) or leads_of(team, rulebook)
    notices = tuple(QueueNotice(notice=_notice(to, data, now)) for to in readers)
    return Decision(
        outcome="noted",
        reason="queue_listed",
        effects=(counters.queue(team, now, rulebook.routing.queue_mail), *notices),
        because=(f"{len(waits)} wait for room in {team}",),
    )


def _first(one: Queued) -> tuple[datetime, int]:
    return one.since, one.ticket.number


def _shown(ticket: Ticket, since: datetime) -> dict[str, object]:
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "customer": ticket.customer,
        "priority": ticket.priority,
        "at": since.isoformat(),
    }


def _notice(to: Agent, data: Mapping[str, object], now: datetime) -> Notice:
    return Notice(
        template="queue_waiting",
        to=to.address,
        to_name=to.name,
        audience="agent",
        why=FULL,
        deliver_after=now,
        data=dict(data),
    )
