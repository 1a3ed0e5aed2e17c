"""What agents' commands ask of the past, read in one snapshot. Every list is bounded, and a search looks at the newest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import rebuild
from mailgate.adapters.store.discoveries import proposal_on
from mailgate.adapters.store.incidents import incident_found
from mailgate.adapters.store.past import customer_story
from mailgate.adapters.store.rows import entry_of, ticket_of
from mailgate.adapters.store.similar import solved_before
from mailgate.model.decision import Route
from mailgate.model.looking import IncidentFound, Looked, Wanted
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.model.suggestion import Suggestion
from mailgate.model.ticket import Ticket

ROUTES = 20  # of one ticket, the newest
ENTRIES = 200
MINE = 100
FOUND = 20  # tickets of one search
WORDS = 8  # of one search
LOOKED_THROUGH = 50_000  # entries and tickets, the newest, that a search reads: a quarter of a second a word

TICKET = select(s.tickets).where(s.tickets.c.number == bindparam("ticket"))
NUMBERED = select(s.tickets).where(s.tickets.c.number.in_(bindparam("numbers", expanding=True)))
READING = (
    select(s.predictions.c.reading)
    .where(s.predictions.c.ticket == bindparam("ticket"))
    .order_by(s.predictions.c.id.desc())
    .limit(1)
)
ROUTES_OF = select(s.routes.c.route).where(s.routes.c.ticket == bindparam("ticket")).order_by(s.routes.c.id.desc()).limit(ROUTES)
ENTRIES_OF = select(s.entries).where(s.entries.c.ticket == bindparam("ticket")).order_by(s.entries.c.id.desc()).limit(ENTRIES)
MINE_OF = (
    select(s.tickets)
    .where(s.tickets.c.agent == bindparam("agent"), s.tickets.c.state.in_(("new", "open", "waiting", "on_hold", "snoozed")))
    .order_by(s.tickets.c.number)
    .limit(MINE)
)
OFFER = select(s.letters.c.id, s.letters.c.suggested).where(
    s.letters.c.ticket == bindparam("ticket"), s.letters.c.to_key == bindparam("agent"), s.letters.c.template == "handover"
)
THIS_OFFER = OFFER.where(s.letters.c.id == bindparam("letter"))
LAST_OFFER = OFFER.order_by(s.letters.c.id.desc()).limit(1)


def looked_up(connection: Connection, wanted: Wanted, rulebook: Rulebook, *, now: datetime) -> Looked:
    """What was asked for; of a ticket that isn't there, nothing."""
    asked = {"ticket": wanted.ticket}
    row = connection.execute(TICKET, asked).mappings().first()
    ticket = ticket_of(row) if row is not None else None
    reading = _reading(connection, wanted.ticket) if wanted.reading or wanted.similar else None
    offered, here = _offered(connection, wanted) if wanted.offered else ((), False)
    return Looked(
        reading=reading,
        routes=tuple(rebuild(Route, route) for route in reversed(connection.execute(ROUTES_OF, asked).scalars().all()))
        if wanted.reading
        else (),
        similar=solved_before(connection, ticket, reading) if wanted.similar and ticket is not None else (),
        entries=tuple(entry_of(row) for row in reversed(connection.execute(ENTRIES_OF, asked).mappings().all()))
        if wanted.history
        else (),
        story=tuple(past for past in customer_story(connection, ticket.customer) if past.number != ticket.number)
        if wanted.history and ticket is not None
        else (),
        mine=tuple(ticket_of(row) for row in connection.execute(MINE_OF, {"agent": wanted.agent}).mappings())
        if wanted.mine
        else (),
        offered=offered,
        offered_here=here,
        numbers=_numbered(connection, wanted, rulebook),
        incident=incident_found(connection, wanted.ticket, now=now) if wanted.incident else IncidentFound(),
        proposal=proposal_on(connection, wanted.ticket) if wanted.proposal else None,
        searches={words: _search(connection, words, wanted.agent, rulebook) for words in wanted.searches},
    )


def _reading(connection: Connection, ticket: int) -> Reading | None:
    kept = connection.execute(READING, {"ticket": ticket}).scalar()
    return rebuild(Reading, kept) if kept is not None else None


def _offered(connection: Connection, wanted: Wanted) -> tuple[tuple[Suggestion, ...], bool]:
    """Of the letter that is answered, if it is a hand-over of this ticket to this agent; else of their newest one."""
    asked = {"ticket": wanted.ticket, "agent": wanted.agent.lower()}
    row = None
    if wanted.letter is not None:
        row = connection.execute(THIS_OFFER, {**asked, "letter": wanted.letter}).first()
    here = row is not None
    row = row or connection.execute(LAST_OFFER, asked).first()
    kept = row.suggested if row is not None else None
    return tuple(rebuild(Suggestion, one) for one in kept or ()), here


def _numbered(connection: Connection, wanted: Wanted, rulebook: Rulebook) -> dict[int, Ticket]:
    if not wanted.numbers:
        return {}
    rows = connection.execute(NUMBERED, {"numbers": sorted(set(wanted.numbers))[:FOUND]}).mappings()
    return {t.number: t for t in map(ticket_of, rows) if _may_see(t, wanted.agent, rulebook)}


def _search(connection: Connection, words: str, agent: str, rulebook: Rulebook) -> tuple[Ticket, ...]:
    """The newest tickets that have all the words, each somewhere: subject, customer, intent, tags, or what was written."""
    terms = list(dict.fromkeys(words.split()))[:WORDS]
    if not terms:
        return ()
    tickets, entries = s.tickets.c, s.entries
    newest = select(func.max(entries.c.id)).scalar_subquery() - LOOKED_THROUGH
    newest_ticket = select(func.max(tickets.number)).scalar_subquery() - LOOKED_THROUGH
    fields = (tickets.subject, tickets.customer, tickets.customer_name, tickets.intent, tickets.agent)
    written = and_(entries.c.id > newest, entries.c.kind.in_(("mail", "answer", "note")))
    query = (
        select(s.tickets)
        .where(
            tickets.number > newest_ticket,
            *(
                or_(
                    *(field.icontains(term, autoescape=True) for field in fields),
                    tickets.number.in_(select(entries.c.ticket).where(written, entries.c.text.icontains(term, autoescape=True))),
                )
                for term in terms
            ),
        )
        .order_by(tickets.number.desc())
        .limit(FOUND * 5)
    )
    seen = (ticket_of(row) for row in connection.execute(query).mappings())
    return tuple(t for t in seen if _may_see(t, agent, rulebook))[:FOUND]


def _may_see(ticket: Ticket, agent: str, rulebook: Rulebook) -> bool:
    """What is kept for one person or team is for them alone."""
    if ticket.hold_for is None:
        return True
    who = rulebook.agent_of(agent)
    keeper: Any = rulebook.agent_of(ticket.hold_for)
    return who is not None and (keeper is who or ticket.hold_for in who.teams or ticket.agent == who.address)
