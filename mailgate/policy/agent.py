"""An agent's mail with both proofs: commands, and words to the customer or for the file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mailgate.model.decision import (
    AddEntry,
    AddParticipant,
    AgentMail,
    CancelNotices,
    ChangeTicket,
    Decision,
    Effect,
    Judgement,
    KnowMessage,
    QueueNotice,
    Teach,
)
from mailgate.model.facts import Facts
from mailgate.model.learning import Lesson
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.ticket import Participant
from mailgate.policy import promises
from mailgate.policy.acts import Acting, act, taken
from mailgate.policy.commands import Commands, parse
from mailgate.policy.entries import entry_of
from mailgate.policy.held import doubt_of, held, settled
from mailgate.policy.notices import answer, closed, lifecycle_allowed, resolved, transcript
from mailgate.policy.rules import rule_facts
from mailgate.policy.triggers import fire
from mailgate.policy.whom import answerable


def on_agent_mail(kind: AgentMail, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement) -> Decision:
    """Commands are done in their order, then the text: with `#note` it is kept, else it goes to the customer. A mail in doubt
    is held whole and its writer asked; one that a person released is done as it stands."""
    rulebook = judgement.rulebook
    agent, story = rulebook.agents[kind.agent.lower()], facts.tickets[kind.ticket]
    found = parse(message.reply, lenient=arrival.released)
    if not arrival.released:
        doubt = doubt_of(found, rulebook, to_customer=not found.named("note", "send", "drop"))
        if doubt is not None:
            return held(doubt, agent, story, arrival, judgement)
    if found.named("send", "drop"):
        return settled(found, agent, story, message, arrival, judgement)
    acting = Acting(agent=agent, story=story, ticket=story.ticket, rulebook=rulebook, now=judgement.now, cause=arrival.inbox_id)
    for line in found.lines:
        acting = act(line, acting)
    if found.named("note"):
        return _noted(found, acting, message, arrival, facts, judgement)
    files = any(not a.inline for a in message.attachments)
    if found.rest.strip() or (files and not found.lines):
        return _answered(found, acting, message, arrival, facts, judgement)
    if found.lines:
        acting = _ended(acting, facts, judgement, by_text=False)
        return _decided("commanded", "commands", acting, found, message, arrival)
    return _empty(acting, arrival, judgement)


def _noted(
    found: Commands, acting: Acting, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement
) -> Decision:
    """The words stay inside."""
    lines = found.named("note")
    words = "\n".join(part for part in (*(line.argument for line in lines), found.rest.strip()) if part)
    if not words and not message.attachments:
        acting = acting.said(lines[0], "There were no words to note.", ok=False)
        acting = _ended(acting, facts, judgement, by_text=False)
        return _decided("commanded", "commands", acting, found, message, arrival)
    acting = acting.said(lines[0], "Your words are an internal note; the customer does not see them.")
    if acting.ticket.state == "new":
        acting = replace(acting, ticket=acting.ticket.taken_up(acting.now))
    acting = _ended(acting, facts, judgement, by_text=False)
    note = entry_of(
        "note",
        message,
        arrival,
        now=acting.now,
        ticket=acting.ticket.number,
        by=acting.agent.address,
        by_name=acting.agent.name,
        text=words,
        reason="note",
    )
    return _decided("noted", "note", acting, found, message, arrival, AddEntry(entry=note))


def _answered(
    found: Commands, acting: Acting, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement
) -> Decision:
    """The words go to the customer from the desk. Who answers a ticket that nobody has, takes it."""
    if not answerable(acting.ticket.customer, judgement.rulebook):
        return _nowhere(found, acting, message, arrival, facts, judgement)
    now, agent = acting.now, acting.agent
    if acting.ticket.agent is None and not found.named("assign", "unassign"):
        acting = taken(acting)
    if not acting.ticket.ended:
        ticket, effects = promises.after_answer(acting.ticket.answered(now), judgement.rulebook, now)
        acting = replace(acting, ticket=ticket).with_effects(*effects)
    acting = acting.with_effects(CancelNotices(ticket=acting.ticket.number, templates=("waiting_reminder",)))
    acting = _ended(acting, facts, judgement, by_text=True)
    letter = answer(
        acting.ticket,
        agent,
        _people(acting),
        judgement.rulebook,
        resolves=acting.ends is not None,
        now=now,
        cause=arrival.inbox_id,
    )
    entry = entry_of(
        "answer",
        message,
        arrival,
        now=now,
        ticket=acting.ticket.number,
        by=agent.address,
        by_name=agent.name,
        visibility="public",
        text=found.rest,
        reason="answer",
    )
    acting = replace(acting, lines=(*acting.lines, {"command": "", "ok": True, "text": f"Your words went to {letter.to}."}))
    return _decided(
        "answered",
        "resolved" if acting.ends else "answer",
        acting,
        found,
        message,
        arrival,
        AddEntry(entry=entry),
        QueueNotice(notice=letter),
    )


def _people(acting: Acting) -> tuple[Participant, ...]:
    """The participants, with those that this very mail lets in."""
    let_in = {e.participant.address.lower(): e.participant for e in acting.effects if isinstance(e, AddParticipant)}
    kept = (let_in.pop(p.address.lower(), p) for p in acting.story.participants)
    return (*kept, *let_in.values())


def _ended(acting: Acting, facts: Facts, judgement: Judgement, *, by_text: bool) -> Acting:
    """Resolved or closed, where a command says so. The customer is told by the answer itself, else by a letter of its own."""
    before, now, rulebook = acting.ticket, acting.now, judgement.rulebook
    if acting.ends is None or before.state == acting.ends:
        return acting
    if acting.ends == "resolved":
        ticket, effects = promises.after_resolved(before.resolved(acting.agent.address, now), rulebook, now)
    else:
        solver = before.resolved_by or acting.agent.address
        closing = replace(before, resolved_by=solver, resolved_at=before.resolved_at or now).closed(now)
        ticket, effects = promises.after_closed(closing, rulebook, now)
    acting = replace(acting, ticket=ticket).with_effects(
        *effects, CancelNotices(ticket=ticket.number, templates=("waiting_reminder",)), *_lesson(acting)
    )
    unsaid = "told by the answer" if by_text else lifecycle_allowed(ticket, facts, judgement)
    if unsaid is not None:
        return acting
    letter = (resolved if acting.ends == "resolved" else closed)(ticket, acting.agent, now=now, cause=acting.cause)
    return acting.with_effects(QueueNotice(notice=letter))


def _lesson(acting: Acting) -> tuple[Effect, ...]:
    """Who solved what: the opening words, the intent it has in the end, and the agent."""
    if not acting.story.first_text or acting.story.ticket.ended:
        return ()
    return (
        Teach(
            lesson=Lesson(
                ticket=acting.ticket.number,
                text=acting.story.first_text,
                intent=acting.ticket.intent,
                agent=acting.agent.address,
                source="resolved",
                at=acting.now,
            )
        ),
    )


def _decided(
    outcome: str,
    reason: str,
    acting: Acting,
    found: Commands,
    message: ParsedMessage,
    arrival: Arrival,
    *last: Effect,
) -> Decision:
    """The ticket, the commands' entry, their effects, the triggers, the transcript, and `last` the words."""
    now, number = acting.now, acting.ticket.number
    acting, because = _triggered(acting, answered=outcome == "answered")
    written: list[Effect] = []
    if found.lines:
        entry = entry_of(
            "command",
            message,
            arrival,
            now=now,
            ticket=number,
            by=acting.agent.address,
            by_name=acting.agent.name,
            text="\n".join(line.written for line in found.lines),
            reason="commands",
            data={"lines": list(acting.lines)},
            attachments=False,
        )
        written.append(AddEntry(entry=entry))
    told = QueueNotice(notice=transcript(acting.ticket, acting.agent, acting.lines, now=now, cause=arrival.inbox_id))
    return Decision(
        outcome=outcome,
        reason=reason,
        ticket=number,
        effects=(
            *((ChangeTicket(ticket=acting.ticket),) if acting.ticket != acting.story.ticket else ()),
            *written,
            KnowMessage(ticket=number, message_id=message.message_id),
            *acting.effects,
            *last,
            *((told,) if found.lines else ()),
        ),
        because=(*(_in_short(line) for line in acting.lines), *because),
    )


def _in_short(line: dict[str, Any]) -> str:
    """One line of the transcript without the agent's words: it stands in logs."""
    what = str(line["command"]).partition(" ")[0] or "words to the customer"
    return what if line["ok"] else f"{what}: not done"


def _triggered(acting: Acting, *, answered: bool) -> tuple[Acting, tuple[str, ...]]:
    """The triggers on what has happened, each seeing the ticket as the one before left it."""
    was = acting.story.ticket
    because: list[str] = []
    happened = (
        ("reopened", acting.reopened),
        ("replied", answered),
        ("resolved", acting.ticket.state == "resolved" and was.state != "resolved"),
        ("closed", acting.ticket.state == "closed" and was.state != "closed"),
    )
    for on in (word for word, did in happened if did):
        facts = rule_facts(rulebook=acting.rulebook, now=acting.now, ticket=acting.ticket, by=acting.agent.address)
        fired = fire(on, acting.ticket, facts, acting.rulebook, acting.now, acting.cause)
        acting = replace(acting, ticket=fired.ticket).with_effects(*fired.effects)
        because += fired.because
    return acting, tuple(because)


def _nowhere(
    found: Commands, acting: Acting, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement
) -> Decision:
    """There is nobody to send an answer to: the words are kept as a note and the agent is told."""
    note = entry_of(
        "note",
        message,
        arrival,
        now=acting.now,
        ticket=acting.ticket.number,
        by=acting.agent.address,
        by_name=acting.agent.name,
        text=found.rest,
        reason="no_recipient",
    )
    text = f"Your words were not sent: {acting.ticket.customer} takes no mail. They are kept as a note."
    acting = replace(acting, lines=(*acting.lines, {"command": "", "ok": False, "text": text}))
    acting = _ended(acting, facts, judgement, by_text=True)
    decision = _decided("noted", "no_recipient", acting, found, message, arrival, AddEntry(entry=note))
    if found.lines:
        return decision
    told = transcript(acting.ticket, acting.agent, acting.lines, now=acting.now, cause=arrival.inbox_id)
    return replace(decision, effects=(*decision.effects, QueueNotice(notice=told)))


def _empty(acting: Acting, arrival: Arrival, judgement: Judgement) -> Decision:
    """No words, no commands, no files: nothing is done, and the agent hears it."""
    line = {"command": "", "ok": False, "text": "Your mail had no words of its own above the quoted text, so nothing was done."}
    told = transcript(acting.ticket, acting.agent, (line,), now=judgement.now, cause=arrival.inbox_id)
    return Decision(
        outcome="ignored:empty",
        reason="empty",
        ticket=acting.ticket.number,
        effects=(QueueNotice(notice=told),),
        because=("the mail has no words of its own",),
    )
