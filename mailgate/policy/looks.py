"""What an agent's mail asks of the past: known from its commands before anything is decided."""

from __future__ import annotations

import re

from mailgate.model.decision import AgentMail, Kind
from mailgate.model.facts import Facts
from mailgate.model.looking import Wanted
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.policy.agreeing import may_agree
from mailgate.policy.commands import Commands, Line, parse

ASKED = 3  # searches and numbers of one mail
READS = frozenset({"why", "misroute", "intent", "agree", "skills"})
ENDS = frozenset({"resolve", "close"})  # these ask what it was of a ticket that changed hands: it teaches that
OFFERS = frozenset({"use"})
INCIDENTS = frozenset({"incident", "answer"})
PROPOSALS = frozenset({"propose", "decline"})


def wanted_of(kind: Kind, message: ParsedMessage, arrival: Arrival, facts: Facts) -> Wanted | None:
    """None where nothing is asked, so that a plain answer costs nothing."""
    if not isinstance(kind, AgentMail):
        return None
    found = parse(message.reply, lenient=arrival.released)
    lines = found.lines
    words = {line.command.word for line in lines}
    wanted = Wanted(
        agent=kind.agent,
        ticket=kind.ticket,
        letter=_letter(kind, facts),
        reading=bool(words & READS) or (bool(words & ENDS) and _passed_on(kind, facts)) or _may_agree(found, kind, facts),
        similar="similar" in words or "why" in words,
        history="history" in words,
        mine="mine" in words or "away" in words,
        offered=bool(words & OFFERS),
        numbers=tuple(n for line in _named(lines, "status") if (n := number_in(line.argument)) is not None),
        incident=bool(words & INCIDENTS),
        proposal=bool(words & PROPOSALS),
        searches=tuple(line.argument for line in _named(lines, "search") if line.argument),
    )
    nothing = Wanted(agent=wanted.agent, ticket=wanted.ticket, letter=wanted.letter)
    return None if wanted == nothing else wanted


def number_in(argument: str) -> int | None:
    """The ticket's number of `1042` or `#1042`."""
    match = re.fullmatch(r"#?(\d{1,12})", argument.strip())
    return int(match[1]) if match else None


def _named(lines: tuple[Line, ...], word: str) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.command.word == word)[:ASKED]


def _passed_on(kind: AgentMail, facts: Facts) -> bool:
    story = facts.tickets.get(kind.ticket)
    return story is not None and story.ticket.transfers > 0


def _may_agree(found: Commands, kind: AgentMail, facts: Facts) -> bool:
    story = facts.tickets.get(kind.ticket)
    return story is not None and may_agree(found, kind.agent, story.ticket, facts)


def _letter(kind: AgentMail, facts: Facts) -> int | None:
    """The letter that is answered: the nearest in its references, else the one its reply token belongs to."""
    cited = (k.letter_id for k in facts.letters if k.ticket == kind.ticket and k.audience == "agent")
    by_token = (t.letter for t in facts.tokens if t.ticket == kind.ticket and t.audience == "agent")
    return next((n for n in (*cited, *by_token) if n is not None), None)
