"""What a new ticket's spike leads to: the ticket bears a tag, and the lead hears of it once, with all that may explain it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from mailgate.model.decision import CountEvent, CountNames, Effect, LinkTickets, QueueNotice
from mailgate.model.delivery import Notice
from mailgate.model.facts import Incident, Lately, Past
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import NEW, Ticket
from mailgate.policy import counters
from mailgate.policy.spikes import QUIET, Spike, named_by, spikes
from mailgate.policy.whom import leads_of

TAG: Final = "spike"
INCIDENT: Final = "incident"
_SUBJECTS = 3


def spiked(
    ticket: Ticket, reading: Reading, past: Past, rulebook: Rulebook, *, now: datetime, cause: int | None
) -> tuple[Ticket, tuple[Effect, ...], tuple[str, ...]]:
    """The ticket, what is to be done, and why. Of several things that stand out at once the least likely is told."""
    names = named_by(reading)
    counted: tuple[Effect, ...] = (CountNames(ticket=NEW, customer=ticket.customer, names=names),) if names else ()
    if past.incident is not None:
        return _joined(ticket, past.incident, counted)
    found = spikes(past.lately)
    if not found:
        return ticket, counted, ()
    first, known = found[0], {one.what: one for one in past.lately}
    tagged = replace(ticket, tags=tuple(dict.fromkeys((*ticket.tags, TAG))))
    because = (first.told(now),)
    if any(known[one.what].told for one in found):
        return tagged, counted, because
    told = tuple(
        QueueNotice(notice=_notice(to, tagged, first, known[first.what], past, now=now, cause=cause))
        for to in _readers(tagged, rulebook)
    )
    once = tuple(CountEvent(key=counters.spike(one.what), at=now, at_most=1, since=now - QUIET) for one in found)
    return tagged, (*counted, *told, *once), because


def _joined(
    ticket: Ticket, incident: Incident, counted: tuple[Effect, ...]
) -> tuple[Ticket, tuple[Effect, ...], tuple[str, ...]]:
    """It names what an open incident is about: it belongs to it, and nobody needs to be told of a spike."""
    tagged = replace(ticket, tags=tuple(dict.fromkeys((*ticket.tags, INCIDENT))))
    because = f"belongs to the incident “{incident.name}” (#{incident.ticket}) with {incident.tickets + 1} other tickets"
    return tagged, (*counted, LinkTickets(ticket=NEW, other=incident.ticket, kind=INCIDENT)), (because,)


def _readers(ticket: Ticket, rulebook: Rulebook) -> tuple[tuple[str, str | None], ...]:
    """Who leads the team; else whom the desk is entrusted to."""
    leads = tuple((agent.address, agent.name) for agent in leads_of(ticket.team, rulebook))
    return leads or tuple((address, None) for address in rulebook.admins)


def _notice(
    to: tuple[str, str | None], ticket: Ticket, spike: Spike, lately: Lately, past: Past, *, now: datetime, cause: int | None
) -> Notice:
    address, name = to
    return Notice(
        template="spike",
        to=address,
        to_name=name,
        audience="agent" if name is not None else "admin",
        why="spike",
        deliver_after=now,
        ticket=ticket.number,
        cause=cause,
        data={
            "told": spike.told(now),
            "customers": spike.customers,
            "named": spike.words,
            "tickets": [number for number, _ in lately.tickets_named],
            "subjects": list(dict.fromkeys(subject for _, subject in lately.tickets_named if subject))[:_SUBJECTS],
            "events": [{"name": event.name, "at": event.at.isoformat()} for event in past.events[:_SUBJECTS]],
        },
    )
