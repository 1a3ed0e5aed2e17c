"""Incidents by mail: `#incident` says that a ticket stands for many, `#answer` answers them all.

An answer to many customers can't be taken back, so the mail is held first: the agent sees to whom it would go, and a reply to
that letter, which nobody else has, or the one-time code in it, lets it go, to those tickets and no others."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import LinkTickets, OpenIncident
from mailgate.model.facts import TicketStory
from mailgate.model.looking import IncidentFound
from mailgate.policy.acting import Acting
from mailgate.policy.commands import Line
from mailgate.policy.held import Doubt
from mailgate.policy.spiked import INCIDENT
from mailgate.policy.whom import answerable

MOST = 100  # tickets that one mail answers
_LONGEST = 80  # characters of a name
_SHOWN = 12


def incident(line: Line, acting: Acting) -> Acting:
    """The ticket becomes an incident's own, and those that name the same today become its tickets."""
    found, ticket = acting.looked.incident, acting.ticket
    if found.ticket is not None:
        return acting.said(line, f"It belongs to the incident “{found.name}” (#{found.ticket}) already.")
    if ticket.ended:
        return acting.said(line, f"It is {ticket.state}; #reopen it first.", ok=False)
    named = [name.partition(":")[2] for name in found.names]
    name = " ".join(line.argument.split())[:_LONGEST] or ", ".join(named) or ticket.subject[:_LONGEST]
    tagged = replace(ticket, tags=tuple(dict.fromkeys((*ticket.tags, INCIDENT))), changed_at=acting.now)
    links = (LinkTickets(ticket=number, other=ticket.number, kind=INCIDENT) for number in found.alike)
    joins = (
        f" New tickets that name {' or '.join(named)} join it." if named else " Nothing that it names would bring others to it."
    )
    return (
        replace(acting, ticket=tagged)
        .with_effects(OpenIncident(ticket=ticket.number, name=name, names=found.names), *links)
        .said(
            line,
            f"It is the incident “{name}” now, {_with(found.alike)}.{joins} #answer above your words answers them all."
            f"{_once(found)}",
        )
    )


def answer(line: Line, acting: Acting) -> Acting:
    """Says to whom the words below go; the answer itself is the mail's."""
    found = acting.looked.incident
    if found.ticket is None:
        return acting.said(line, "This ticket belongs to no incident: your words go to its customer alone.", ok=False)
    others = others_of(acting)
    told = f"Your words go to {len(others) + 1} customers of the incident “{found.name}”: {_listed(others)} and this one."
    going = {story.ticket.number for story in others}
    left = tuple(story for story in _waiting(acting) if story.ticket.number not in going)
    if left and acting.among is None:
        told += f" {len(left)} tickets more wait; say it again for them."
    elif left:
        told += f" Not to {_listed(left)}, which you were not shown (they joined since, or were too many): say it again for them."
    return acting.said(line, told)


def unconfirmed(acting: Acting) -> Doubt | None:
    """An answer to many is shown first: to whom it goes, and what they get."""
    lines = acting.found.named("answer")
    if not lines:
        return None
    found = acting.looked.incident
    if found.ticket is None:
        told = "This ticket belongs to no incident (#incident makes it one): your words would go to its customer alone."
        return Doubt(why="no_incident", words=(lines[0].written,), shown=(told, ()))
    others = others_of(acting)
    told = f"Your words would go to {len(others) + 1} customers of the incident “{found.name}”: {_listed(others)} and this one."
    tickets = tuple(f"#{s.ticket.number} {s.ticket.subject} · {s.ticket.customer}" for s in (acting.story, *others))
    numbers = tuple(story.ticket.number for story in others)
    return Doubt(why="many_customers", words=(lines[0].written,), shown=(told, tickets), others=numbers)


def others_of(acting: Acting) -> tuple[TicketStory, ...]:
    """The tickets that an `#answer` goes to besides this one: those of the incident that wait for the desk, may be acted on
    by this agent, and whose customer takes mail; the oldest first, at most MOST. Once it is let go, only those that its writer
    was shown: an answer can't be taken back, and more tickets may have joined since."""
    among = acting.among
    return tuple(s for s in _waiting(acting) if among is None or s.ticket.number in among)[:MOST]


def _waiting(acting: Acting) -> tuple[TicketStory, ...]:
    found: IncidentFound = acting.looked.incident
    mine = {acting.agent.address.lower(), *acting.agent.teams}
    return tuple(
        story
        for story in found.waiting
        if story.ticket.number != acting.ticket.number
        and (story.ticket.hold_for is None or story.ticket.hold_for.lower() in mine)
        and answerable(story.ticket.customer, acting.rulebook)
    )


def _once(found: IncidentFound) -> str:
    """That it happened before, and how to see what was found then."""
    if found.before is None:
        return ""
    return f" The same was the incident “{found.before.name}” (#{found.before.ticket}) before; #similar shows what solved it."


def _with(numbers: tuple[int, ...]) -> str:
    if not numbers:
        return "with no other open ticket that names the same"
    shown = ", ".join(f"#{number}" for number in numbers[:_SHOWN])
    return f"with {shown}" + (f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else "")


def _listed(stories: tuple[TicketStory, ...]) -> str:
    shown = ", ".join(f"#{story.ticket.number}" for story in stories[:_SHOWN]) or "no other ticket"
    return shown + (f", {len(stories) - _SHOWN} more" if len(stories) > _SHOWN else "")
