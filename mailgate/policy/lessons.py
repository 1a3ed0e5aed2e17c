"""Which outcome teaches what: an agent's act becomes a lesson, the opening words and what they meant in the end.

| source | what happened | it teaches | worth |
|---|---|---|---|
| relabelled | an agent said what it is (`#intent x`) | that intent | 1 |
| misrouted | an agent said where it belongs (`#misroute x`) | that intent; the likeliest one of that team | 0.9; 0.6 |
| imported | history from a file | its category | 0.8 |
| resolved | an agent resolved it as it was labelled | that intent | 0.7, half if nobody was sure of the label |
| escalated | the same, after a senior had to take it | that intent | 0.5 |
| transferred | another team resolved it than its label's | its only intent, or the one its reading clearly thought of | 0.5 |
| reopened | an agent opened it again | the same intent, in doubt | 0.3 |

What customers do teaches nothing: that a ticket came back, or how it was rated, only takes from the worth of what agents
taught (`doubted`), at the next refit. So nobody outside teaches a class; and of one sender's tickets (`sender_key`) the learner
lets only the newest few count."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from mailgate.model.learning import Lesson
from mailgate.model.people import Agent
from mailgate.model.reading import IntentScore
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket

WORTH: dict[str, float] = {
    "relabelled": 1.0,
    "misrouted": 0.9,
    "imported": 0.8,
    "resolved": 0.7,
    "escalated": 0.5,
    "transferred": 0.5,
    "reopened": 0.3,
}
MISROUTED_TO_TEAM = 0.6
CLEAR, THOUGHT_OF = 2.0, 0.08  # an intent of a team tells, if it is so many times as sure as the next, and was thought of at all
UNSURE = 0.5  # times, where the label was below the routing's confidence
CONFIRMS = frozenset({"resolved", "escalated", "transferred"})  # these say again what the ticket's label says
LONGEST = 8_000  # characters of a lesson's text
CAME_BACK, RATED_LOW, LOW = 0.7, 0.7, 0.3  # times; LOW: the share of the scale up to which a mark is low


def resolved(
    ticket: Ticket, first_text: str, agent: Agent, rulebook: Rulebook, now: datetime, likely: Sequence[str] = ()
) -> Lesson | None:
    """What it teaches that this agent resolved the ticket as it now stands. `likely`: the intents its reading thought of,
    best first. None where it doesn't tell what the ticket was."""
    label = rulebook.intents.get(ticket.intent or "")
    own_team = label.team if label is not None and label.team in rulebook.teams else None
    if ticket.transfers and own_team is not None and ticket.team not in (None, own_team):
        intent = intent_of_team(ticket.team, rulebook, likely)
        return _lesson(ticket, first_text, intent, agent.address, "transferred", now) if intent else None
    if ticket.intent is None:
        return None
    if ticket.transfers and agent.senior:
        return _lesson(ticket, first_text, ticket.intent, agent.address, "escalated", now)
    sure = ticket.confidence is None or ticket.confidence >= rulebook.routing.min_confidence
    worth = WORTH["resolved"] * (1.0 if sure else UNSURE)
    return _lesson(ticket, first_text, ticket.intent, agent.address, "resolved", now, worth)


def relabelled(ticket: Ticket, first_text: str, intent: str, agent: Agent, now: datetime) -> Lesson | None:
    """An agent says what the ticket is."""
    return _lesson(ticket, first_text, intent, agent.address, "relabelled", now)


def misrouted(
    ticket: Ticket, first_text: str, to: str, agent: Agent, rulebook: Rulebook, now: datetime, likely: Sequence[str] = ()
) -> Lesson | None:
    """An agent says where it belongs: `to` is an intent's name or a team's. None where a team has several intents and
    nothing tells which."""
    if to in rulebook.intents:
        return _lesson(ticket, first_text, to, agent.address, "misrouted", now)
    intent = intent_of_team(to, rulebook, likely)
    return _lesson(ticket, first_text, intent, agent.address, "misrouted", now, MISROUTED_TO_TEAM) if intent else None


def reopened(ticket: Ticket, first_text: str, agent: Agent, now: datetime) -> Lesson | None:
    """An agent opened it again: its label may have been wrong."""
    return _lesson(ticket, first_text, ticket.intent, agent.address, "reopened", now) if ticket.intent else None


def imported(
    text: str, intent: str | None, *, at: datetime, agent: str | None = None, subject: str = "", sender: str | None = None
) -> Lesson:
    """A row of history. The same words are the same lesson, however often they are imported: its last category counts."""
    words = f"{subject}\0{text}".encode(errors="replace")
    number = int.from_bytes(hashlib.blake2b(words, digest_size=8).digest()) >> 1
    return Lesson(
        ticket=-(number or 1),
        text=text[:LONGEST],
        subject=subject,
        intent=intent,
        agent=agent,
        source="imported",
        at=at,
        worth=WORTH["imported"],
        sender_key=sender_key(sender) if sender else None,
    )


def intent_of_team(team: str | None, rulebook: Rulebook, likely: Sequence[str] = ()) -> str | None:
    """The intent that a ticket of this team most likely has: the first of `likely` that is the team's; else its only one."""
    own = [intent.name for intent in rulebook.intents.values() if intent.team == team and not intent.sensitive]
    return next((name for name in likely if name in own), own[0] if len(own) == 1 else None)


def clearly(team: str | None, rulebook: Rulebook, scores: Sequence[IntentScore]) -> tuple[str, ...]:
    """The intent of this team that a reading clearly thought of before the team's others; nothing where none stands out."""
    own = {intent.name for intent in rulebook.intents.values() if intent.team == team and not intent.sensitive}
    ranked = sorted((score for score in scores if score.name in own), key=lambda score: (-score.confidence, score.name))
    if not ranked or ranked[0].confidence < THOUGHT_OF:
        return ()
    next_one = ranked[1].confidence if len(ranked) > 1 else 0.0
    return (ranked[0].name,) if ranked[0].confidence >= CLEAR * next_one else ()


def sender_key(address: str) -> str:
    """Stands for a sender in what is learned: the same for every spelling and `+tag` of an address."""
    local, _, domain = address.strip().lower().rpartition("@")
    return hashlib.blake2b(f"{local.partition('+')[0]}@{domain}".encode(errors="replace"), digest_size=8).hexdigest()


def doubted(worth: float, *, came_back: bool, mark: int | None, scale: int) -> float:
    """The worth of a lesson after what its customer did since. It never rises."""
    if came_back:
        worth *= CAME_BACK
    if mark is not None and (mark - 1) / max(1, scale - 1) <= LOW:
        worth *= RATED_LOW
    return worth


def adds(lesson: Lesson, before: Lesson | None) -> bool:
    """Whether it says more than what the ticket taught before: to say the same again adds nothing, and to confirm a label
    takes nothing from who gave it."""
    if before is None or (before.intent, before.text) != (lesson.intent, lesson.text):
        return True
    return before.source != lesson.source and (lesson.source not in CONFIRMS or lesson.worth > before.worth)


def _lesson(
    ticket: Ticket, first_text: str, intent: str | None, agent: str, source: str, now: datetime, worth: float | None = None
) -> Lesson | None:
    """None for a ticket without words."""
    if not (first_text.strip() or ticket.subject.strip()):
        return None
    return Lesson(
        ticket=ticket.number,
        text=first_text[:LONGEST],
        subject=ticket.subject,
        intent=intent,
        agent=agent,
        source=source,
        at=now,
        worth=WORTH[source] if worth is None else worth,
        sender_key=sender_key(ticket.customer),
    )
