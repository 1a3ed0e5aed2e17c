"""Looking things up: what an agent's commands ask of the past, and what it answers. One question, one read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mailgate.model.decision import Route
from mailgate.model.discovery import Proposal
from mailgate.model.facts import Incident, PastTicket, SolvedBefore, TicketStory
from mailgate.model.reading import Reading
from mailgate.model.suggestion import Suggestion
from mailgate.model.ticket import Entry, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFound:
    """The open incident of a ticket, if it is part of one: its own ticket, its name, and the stories of its tickets that wait
    for the desk. `names` is what the ticket is counted under, `alike` are the open tickets that named any of it lately,
    `before` is the newest ended incident of any of it."""

    ticket: int | None = None
    name: str | None = None
    waiting: tuple[TicketStory, ...] = ()
    names: tuple[str, ...] = ()
    alike: tuple[int, ...] = ()
    before: Incident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked, by `agent` about `ticket`. `letter` is the letter of ours that the mail answers, for its suggestions."""

    agent: str
    ticket: int
    letter: int | None = None
    reading: bool = False  # with the routes
    similar: bool = False
    history: bool = False
    mine: bool = False
    offered: bool = False
    numbers: tuple[int, ...] = ()
    searches: tuple[str, ...] = ()
    incident: bool = False
    proposal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found. Tickets that are kept for somebody else (`hold_for`) are not among the results of a search.

    `offered` is what the letter suggested, in its order; `offered_here` says that the mail answers that very letter."""

    reading: Reading | None = None
    routes: tuple[Route, ...] = ()  # oldest first
    similar: tuple[SolvedBefore, ...] = ()
    entries: tuple[Entry, ...] = ()  # of the ticket, oldest first
    story: tuple[PastTicket, ...] = ()  # the customer's other tickets, newest first
    mine: tuple[Ticket, ...] = ()
    offered: tuple[Suggestion, ...] = ()
    offered_here: bool = False
    numbers: Mapping[int, Ticket] = field(default_factory=dict)
    searches: Mapping[str, tuple[Ticket, ...]] = field(default_factory=dict)
    incident: IncidentFound = IncidentFound()
    proposal: Proposal | None = None


NOTHING_LOOKED_UP = Looked()
