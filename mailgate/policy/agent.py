"""An agent's mail with both proofs: commands, and words to the customer or for the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailgate.model.decision import (
    AddEntry,
    AddParticipant,
    AgentMail,
    CancelNotices,
    Decision,
    Judgement,
    LearnSkill,
    QueueNotice,
)
from mailgate.model.facts import Facts, Past
from mailgate.model.message import Arrival, Attachment, ParsedMessage
from mailgate.model.people import Agent
from mailgate.model.ticket import Entry, EntryKind, Participant, Visibility
from mailgate.policy import promises
from mailgate.policy.acting import Acting, concluded, decided
from mailgate.policy.acts import act, taken
from mailgate.policy.acts_incident import others_of, unconfirmed
from mailgate.policy.acts_use import chosen_by, unseen
from mailgate.policy.agreeing import agreeing
from mailgate.policy.commands import Commands, parse
from mailgate.policy.entries import entry_of
from mailgate.policy.held import Doubt, doubt_of, doubt_of_handing_on, doubt_of_suggestion, held, settled
from mailgate.policy.held_corrected import replacing
from mailgate.policy.notices import answered_for, transcript
from mailgate.policy.notices_to_customers import answer
from mailgate.policy.outgoing import Files, files_for_customer
from mailgate.policy.spiked import INCIDENT
from mailgate.policy.whom import answerable


def on_agent_mail(
    kind: AgentMail, message: ParsedMessage, arrival: Arrival, facts: Facts, past: Past, judgement: Judgement
) -> Decision:
    """Commands are done in their order, then the text: with `#note` it is kept, else it goes to the customer. A mail in doubt
    is held whole and its writer asked, who may let it go as they are shown it, or correct it."""
    agent, story = judgement.rulebook.agents[kind.agent.lower()], facts.tickets[kind.ticket]
    found = parse(message.reply, lenient=arrival.released)
    if found.named("send", "drop", "confirm"):
        return settled(found, agent, story, message, arrival, facts, judgement)
    acting = Acting(
        agent=agent,
        story=story,
        ticket=story.ticket,
        found=found,
        message=message,
        arrival=arrival,
        facts=facts,
        past=past,
        judgement=judgement,
    )
    if arrival.released:
        shown = facts.let_go.others if facts.let_go is not None else ()
        return _acted(_done(replace(acting, among=frozenset(shown))))
    asked = agreeing(acting)
    if isinstance(asked, Doubt):
        worded, decision = False, _held(asked, acting, worded=False)  # a command in reply to its letter takes its place
    else:
        found, acting = asked.found, asked
        worded = bool(found.rest.strip() or message.attachments or any(line.argument for line in found.named("note")))
        decision = _held_or_acted(acting, worded=worded)
    return replacing(decision, agent, story, arrival, facts, judgement, worded=worded)


def _held_or_acted(acting: Acting, *, worded: bool) -> Decision:
    """As it is, if nothing of it must be asked first; with the doubt that weighs most."""
    noted = bool(acting.found.named("note"))
    doubt = doubt_of(acting.found, acting.rulebook, to_customer=not noted) or (_unsaid(acting) if not noted else None)
    many = unconfirmed(acting) if not noted else None
    if many is not None:  # before any other: what can't be undone is never let go as something less
        doubt = many if doubt is None else replace(many, words=(*many.words, *doubt.words), suggestion=doubt.suggestion)
    if doubt is None:
        done = _done(acting)
        if not noted:
            doubt = _undone(done) or doubt_of_handing_on(acting.found, acting.agent, acting.rulebook)
        if doubt is None:
            return _acted(done)
    return _held(doubt, acting, worded=worded)


def _held(doubt: Doubt, acting: Acting, *, worded: bool) -> Decision:
    """With what would become of it if its writer let it go."""
    released = replace(acting, found=parse(acting.message.reply, lenient=True), arrival=replace(acting.arrival, released=True))
    would = _acted(_done(released))
    return held(doubt, acting.agent, acting.story, acting.arrival, acting.judgement, would=would, worded=worded)


def _done(acting: Acting) -> Acting:
    """The commands, one after the other; of a mail that was let go also what was left out of it."""
    left = tuple({"command": row, "ok": False, "text": _LEFT_OUT} for row in acting.found.left_out)
    acting = replace(acting, lines=(*acting.lines, *left))
    for line in acting.found.lines:
        acting = act(line, acting)
    return acting


_LEFT_OUT = "Left out: nothing is done for it, and the customer does not see it."


def _acted(acting: Acting) -> Decision:
    """The words, once the commands are done."""
    message, rulebook, found = acting.message, acting.rulebook, acting.found
    if found.named("note"):
        return _noted(acting)
    files = files_for_customer(message, rulebook)
    acting = _told_of(files, acting)
    if _words_of(acting) or (any(not a.inline for a in files.kept) and not found.lines):
        return _answered(acting, files) if answerable(acting.ticket.customer, rulebook) else _nowhere(acting)
    if found.lines:
        return decided("commanded", acting.word, concluded(acting))
    return _empty(acting)


def _undone(acting: Acting) -> Doubt | None:
    """A command that could not be done leaves the words below it in doubt: they may have been meant for whom it named."""
    failed = next((line for line in acting.lines if not line["ok"]), None)
    if failed is None or not acting.found.rest.strip():
        return None
    told = f"{failed['text']} So nothing of your mail was done or sent."
    return Doubt(why="failed_command", words=(str(failed["command"]),), shown=(told, ()))


def _unsaid(acting: Acting) -> Doubt | None:
    """Why what this mail would send must be looked at first."""
    found = unseen(acting.found, acting)
    if found is not None:
        return doubt_of_suggestion(*found)
    offered = acting.looked.offered
    texts = [one.text for line in acting.found.named("use") if not isinstance(one := chosen_by(line, offered), str)]
    return doubt_of(Commands(rest="\n".join(texts)), acting.rulebook, to_customer=True)


def _words_of(acting: Acting) -> str:
    """What goes to the customer: the agent's own words, then those a command adds."""
    return "\n\n".join(part for part in (acting.found.rest.rstrip(), acting.words) if part.strip())


def _noted(acting: Acting) -> Decision:
    """The words stay inside."""
    lines = acting.found.named("note")
    words = "\n".join(part for part in (*(line.argument for line in lines), acting.found.rest.strip()) if part)
    if not words and not acting.message.attachments:
        acting = acting.said(lines[0], "There were no words to note.", ok=False)
        return decided("commanded", "commands", concluded(acting))
    acting = acting.said(lines[0], "Your words are an internal note; the customer does not see them.")
    if acting.ticket.state == "new":
        acting = replace(acting, ticket=acting.ticket.taken_up(acting.now))
    note = _entry(acting, "note", "internal", words, "note")
    return decided("noted", "note", concluded(acting), AddEntry(entry=note))


def _told_of(files: Files, acting: Acting) -> Acting:
    for name in files.inside:
        acting = acting.noticed(f"Not sent: {name} is a letter of the desk, or names a reply address of it.", ok=False)
    return acting


def _answered(acting: Acting, files: Files) -> Decision:
    """The words go to the customer from the desk. Who answers a ticket that nobody has, takes it."""
    now, rulebook = acting.now, acting.rulebook
    holder = _holder(acting)
    if acting.ticket.agent is None and not acting.given_away:
        acting = taken(acting)
    if not acting.ticket.ended:
        aside = acting.ticket.snoozed_until if acting.found.named("snooze") else None
        ticket, effects = promises.after_answer(acting.ticket.answered(now), rulebook, now)
        if aside is not None:
            ticket = replace(ticket, state="snoozed", snoozed_until=aside)
        acting = replace(acting, ticket=ticket).with_effects(*effects)
    acting = acting.with_effects(CancelNotices(ticket=acting.ticket.number, templates=("waiting_reminder",)))
    acting = concluded(acting)
    letter = answer(
        acting.ticket, acting.agent, _people(acting), rulebook, resolves=acting.ends is not None, now=now, cause=acting.cause
    )
    acting = acting.noticed(f"Your words went to {letter.to}.")
    if holder is not None:
        acting = acting.noticed(f"{holder.name} has this ticket, and hears that you answered.").with_effects(
            QueueNotice(notice=answered_for(acting.ticket, holder, acting.agent, rulebook, now=now, cause=acting.cause))
        )
    entry = _entry(acting, "answer", "public", _words_of(acting), "answer", files.kept)
    decision = decided("answered", acting.ends or "answer", acting, AddEntry(entry=entry), QueueNotice(notice=letter))
    decision = _with_transcript(decision, acting) if files.inside or holder is not None else decision
    return _to_all(decision, acting, files) if acting.found.named("answer") else decision


def _holder(acting: Acting) -> Agent | None:
    """The colleague who has the ticket that this mail answers: an old letter of the queue, or of a ticket that moved on, may be
    answered long after somebody else took it."""
    holder = acting.rulebook.agent_of(acting.story.ticket.agent)
    mine = holder is None or holder is acting.agent or acting.ticket.agent != holder.address or acting.story.ticket.ended
    return None if mine else holder


def _to_all(decision: Decision, acting: Acting, files: Files) -> Decision:
    """The same words on every other ticket of the incident, each in its own thread, as if they had been written there. What it
    says of who can solve what it says once, of the ticket that was answered."""
    written = {acting.ticket.number: decision.effects}
    for story in others_of(acting):
        there = replace(
            acting,
            story=story,
            ticket=replace(story.ticket, tags=tuple(dict.fromkeys((*story.ticket.tags, INCIDENT)))),
            found=Commands(rest=acting.found.rest),
            effects=(),
            lines=(),
            reopened=False,
            given_away=False,
        )
        effects = _answered(there, replace(files, inside=())).effects  # whoever has it hears
        written[story.ticket.number] = tuple(effect for effect in effects if not isinstance(effect, LearnSkill))
    # by number, whichever of them the agent wrote to: two such answers at once never wait for each other
    return replace(decision, effects=tuple(effect for number in sorted(written) for effect in written[number]))


def _nowhere(acting: Acting) -> Decision:
    """There is nobody to send an answer to: the words are kept as a note and the agent is told."""
    text = f"Your words were not sent: {acting.ticket.customer} takes no mail. They are kept as a note."
    if acting.ends is not None:
        text += " The ticket stays as it is, since nobody was told."
    acting = replace(acting, ends=None).noticed(text, ok=False)
    note = _entry(acting, "note", "internal", _words_of(acting), "no_recipient")
    return _with_transcript(decided("noted", "no_recipient", acting, AddEntry(entry=note)), acting)


def _with_transcript(decision: Decision, acting: Acting) -> Decision:
    """With the transcript that a mail without commands doesn't get by itself."""
    if acting.told:
        return decision
    told = transcript(acting.ticket, acting.agent, acting.lines, now=acting.now, cause=acting.cause)
    return replace(decision, effects=(*decision.effects, QueueNotice(notice=told)))


def _empty(acting: Acting) -> Decision:
    """No words, no commands, no files: nothing is done, and the agent hears it."""
    acting = acting.noticed("Your mail had no words of its own above the quoted text, so nothing was done.", ok=False)
    told = transcript(acting.ticket, acting.agent, acting.lines, now=acting.now, cause=acting.cause)
    return Decision(
        outcome="ignored:empty",
        reason="empty",
        ticket=acting.ticket.number,
        effects=(QueueNotice(notice=told),),
        because=("the mail has no words of its own",),
    )


def _people(acting: Acting) -> tuple[Participant, ...]:
    """The participants, with those that this very mail lets in."""
    let_in = {e.participant.address.lower(): e.participant for e in acting.effects if isinstance(e, AddParticipant)}
    kept = tuple(let_in.pop(p.address.lower(), p) for p in acting.story.participants)
    return *kept, *let_in.values()


def _entry(
    acting: Acting,
    kind: EntryKind,
    visibility: Visibility,
    text: str,
    reason: str,
    attachments: bool | Sequence[Attachment] = True,
) -> Entry:
    agent = acting.agent
    return entry_of(
        kind,
        acting.message,
        acting.arrival,
        now=acting.now,
        ticket=acting.ticket.number,
        by=agent.address,
        by_name=agent.name,
        visibility=visibility,
        text=text,
        reason=reason,
        attachments=attachments,
    )
