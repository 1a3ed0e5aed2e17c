"""An agent's mail while it is carried out, and what concludes it: ending, triggers, transcript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from mailgate.model.decision import (
    AddEntry,
    CancelNotices,
    ChangeTicket,
    Decision,
    Effect,
    Judgement,
    KnowMessage,
    QueueNotice,
    StopTimers,
    Teach,
)
from mailgate.model.facts import Facts, Past, TicketStory
from mailgate.model.looking import NOTHING_LOOKED_UP, Looked
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy import lessons, promises
from mailgate.policy.commands import Commands, Line
from mailgate.policy.entries import entry_of
from mailgate.policy.notices import transcript
from mailgate.policy.outcomes import acted
from mailgate.policy.rules import RuleFacts, rule_facts
from mailgate.policy.triggers import fire
from mailgate.policy.untouched import watched

Ending = Literal["resolved", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """An agent at work on a ticket: what it has become, the effects besides writing it, the transcript so far.
    `ends`: it is to be resolved or closed once its text is dealt with; `reopened`: it was opened again; `given_away`: it is
    another's now by this very mail; `among`: the other tickets that an `#answer` was shown to go to, None while it is only shown;
    `words`: what a command adds to the answer; `word`: the reason of the entry."""

    agent: Agent
    story: TicketStory
    ticket: Ticket
    found: Commands
    message: ParsedMessage
    arrival: Arrival
    facts: Facts
    past: Past
    judgement: Judgement
    effects: tuple[Effect, ...] = ()
    lines: tuple[dict[str, Any], ...] = ()
    ends: Ending | None = None
    reopened: bool = False
    given_away: bool = False
    among: frozenset[int] | None = None
    words: str = ""
    word: str = "commands"

    @property
    def looked(self) -> Looked:
        """What the commands of the mail asked of the past."""
        return self.past.looked or NOTHING_LOOKED_UP

    @property
    def told(self) -> bool:
        """Whether its writer gets a transcript: commands do, done or left out."""
        return bool(self.found.lines or self.found.left_out)

    @property
    def now(self) -> datetime:
        return self.judgement.now

    @property
    def rulebook(self) -> Rulebook:
        return self.judgement.rulebook

    @property
    def cause(self) -> int:
        return self.arrival.inbox_id

    def rule_facts(self) -> RuleFacts:
        """What conditions may ask about the ticket as it is now."""
        return rule_facts(rulebook=self.rulebook, now=self.now, ticket=self.ticket, by=self.agent.address)

    def said(self, line: Line, text: str, rows: Sequence[str] = (), *, ok: bool = True) -> Acting:
        """With one more line in the transcript: what a command did, or why it did not; `rows` are told below it."""
        told = {"command": line.written, "ok": ok, "text": text} | ({"rows": list(rows)} if rows else {})
        return replace(self, lines=(*self.lines, told))

    def noticed(self, text: str, *, ok: bool = True) -> Acting:
        """With a line in the transcript that no command caused."""
        return replace(self, lines=(*self.lines, {"command": "", "ok": ok, "text": text}))

    def with_effects(self, *effects: Effect) -> Acting:
        return replace(self, effects=(*self.effects, *effects))


def concluded(acting: Acting) -> Acting:
    """Resolved or closed, where a command says so. The answer itself tells the customer; a mail of commands only writes
    nothing to them."""
    before, now, rulebook = acting.ticket, acting.now, acting.rulebook
    if acting.ends is None or before.state == acting.ends:
        return acting
    if acting.ends == "resolved":
        ticket, effects = promises.after_resolved(before.resolved(acting.agent.address, now), rulebook, now)
    else:
        by, at = before.resolved_by or acting.agent.address, before.resolved_at or now
        ticket, effects = promises.after_closed(replace(before, resolved_by=by, resolved_at=at).closed(now), rulebook, now)
    outdated = CancelNotices(ticket=ticket.number, templates=("waiting_reminder",))
    return replace(acting, ticket=ticket).with_effects(*effects, outdated, *_lesson(acting))


def decided(outcome: str, reason: str, acting: Acting, *last: Effect) -> Decision:
    """The ticket, the commands' entry, their effects, `last` the words, and the transcript, which only commands get."""
    acting, because = _triggered(acting, answered=outcome == "answered")
    now, number, agent, lines = acting.now, acting.ticket.number, acting.agent, acting.found.lines
    effects: list[Effect] = []
    if acting.ticket != acting.story.ticket:
        effects.append(ChangeTicket(ticket=acting.ticket))
    if lines:
        entry = entry_of(
            "command",
            acting.message,
            acting.arrival,
            now=now,
            ticket=number,
            by=agent.address,
            by_name=agent.name,
            text="\n".join(line.written for line in lines),
            reason=acting.word,
            data={"lines": [{name: line[name] for name in ("command", "ok", "text")} for line in acting.lines]},
            attachments=False,
        )
        effects.append(AddEntry(entry=entry))
    effects += [KnowMessage(ticket=number, message_id=acting.message.message_id), *acting.effects, *_hands(acting), *last]
    if acting.told:
        effects.append(QueueNotice(notice=transcript(acting.ticket, agent, acting.lines, now=now, cause=acting.cause)))
    return Decision(
        outcome=outcome,
        reason=reason,
        ticket=number,
        effects=tuple(effects),
        because=(*(_in_short(line) for line in acting.lines), *because),
    )


def _hands(acting: Acting) -> tuple[Effect, ...]:
    """What the desk learns of who solves what; and whether somebody must be watched who has it now."""
    before, after, past = acting.story.ticket, acting.ticket, acting.past
    misrouted = acting.word == "misrouted"
    taught = acted(before, after, acting.agent, misrouted=misrouted, past=past, rulebook=acting.rulebook, now=acting.now)
    if not after.ended and after.agent != before.agent and after.agent != acting.agent.address:
        return (*taught, *watched(after, past, acting.rulebook, acting.now))
    if after.agent == acting.agent.address and not after.ended:
        return (*taught, StopTimers(ticket=after.number, kinds=("untouched",)))  # whatever it was, it was touched
    return taught


def _lesson(acting: Acting) -> tuple[Effect, ...]:
    """Who solved what: the opening words, the intent it has in the end, and the agent. Once for each solution."""
    if acting.story.ticket.ended and not acting.reopened:
        return ()
    thought = acting.looked.reading.intents if acting.looked.reading is not None else ()
    likely = lessons.clearly(acting.ticket.team, acting.rulebook, thought)
    lesson = lessons.resolved(acting.ticket, acting.story.first_text, acting.agent, acting.rulebook, acting.now, likely)
    return (Teach(lesson=lesson),) if lesson is not None else ()


def _triggered(acting: Acting, *, answered: bool) -> tuple[Acting, tuple[str, ...]]:
    """The triggers on what has happened, each seeing the ticket as the one before left it."""
    was, after = acting.story.ticket.state, acting.ticket.state
    happened = (
        ("reopened", acting.reopened),
        ("replied", answered),
        ("resolved", after == "resolved" != was),
        ("closed", after == "closed" != was),
    )
    because: list[str] = []
    for on in (word for word, did in happened if did):
        fired = fire(on, acting.ticket, acting.rule_facts(), acting.rulebook, acting.now, acting.cause)
        acting = replace(acting, ticket=fired.ticket).with_effects(*fired.effects)
        because += fired.because
    return acting, tuple(because)


def _in_short(line: dict[str, Any]) -> str:
    """One line of the transcript without the agent's words: it stands in logs."""
    what = str(line["command"]).partition(" ")[0] or "words to the customer"
    return what if line["ok"] else f"{what}: not done"
