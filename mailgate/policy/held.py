"""Held mails: an agent's mail that waits for the agent's own `#send` or `#drop`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mailgate.model.address import without_extension
from mailgate.model.decision import (
    AddEntry,
    Decision,
    Effect,
    EndHold,
    Judgement,
    PlaceHold,
    QueueNotice,
    RunAgain,
    SetTimer,
    SettleOther,
)
from mailgate.model.facts import Facts, TicketStory
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.model.suggestion import Suggestion
from mailgate.model.ticket import Hold
from mailgate.policy.commands import BY_WORD, Commands, Line, meant, not_yet
from mailgate.policy.confirming import confirmed, wrong
from mailgate.policy.entries import entry_of
from mailgate.policy.held_due import BY_ITS_LETTER, hold_timer
from mailgate.policy.notices import transcript
from mailgate.policy.released import shown

HELD_FOR = timedelta(days=7)
SPEAKS = ("reply", "resolve", "close", "use", "answer")  # beside these, words are for the customer
_GRAMMAR = r"[a-km-np-z2-9]{26}"  # of reply tokens: 26 of 32 letters and digits, whatever their case
_REPLY_ADDRESS = re.compile(
    rf"(?<![\w.'-])([\w.'-]{{1,64}})(?:\+|%2B){_GRAMMAR}(?:@|%40)([a-z0-9-]+(?:\.[a-z0-9-]+)*)", re.IGNORECASE
)
_REPLY_TAG = re.compile(rf"\[#(\d{{1,12}})[-.]{_GRAMMAR}\]", re.IGNORECASE)
_WORD = re.compile(r"[\w.+'@-]+")  # what an address may be made of; linear, whatever the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why a mail is held: unknown_command, stray_command, reply_token, agent_address, unseen_suggestion, many_customers,
    no_incident, failed_command or words_after_handing_on, and the words that caused it; `shown` is what its writer must know of
    it before it goes; `others` are the tickets besides its own that it would go to."""

    why: str
    words: tuple[str, ...]
    suggestion: str | None = None
    shown: tuple[str, tuple[str, ...]] | None = None
    others: tuple[int, ...] = ()


def doubt_of(found: Commands, rulebook: Rulebook, *, to_customer: bool) -> Doubt | None:
    """What must be asked before anything of this mail is done. Words that stay inside may name an agent's address."""
    if found.unknown:
        suggestion = None if two_commands(found.unknown[0]) else meant(found.unknown[0])
        return Doubt(why="unknown_command", words=found.unknown, suggestion=suggestion)
    if found.stray:
        return Doubt(why="stray_command", words=found.stray, suggestion=meant(found.stray[0]))
    if found.bare is not None:
        return Doubt(why="stray_command", words=(found.bare,), suggestion=meant(f"#{found.bare}"))
    if to_customer:
        tokens = reply_tokens(found.rest, rulebook)
        if tokens:
            return Doubt(why="reply_token", words=tokens)
    if to_customer and rulebook.agent_address_in_text == "hold":
        named = agent_addresses(found.rest, rulebook)
        if named:
            return Doubt(why="agent_address", words=named)
    return None


def two_commands(written: str) -> bool:
    """`#resolve #note`: a line of nothing but commands."""
    words = written.split()
    return len(words) > 1 and all(word[:1] == "#" and word[1:].casefold() in BY_WORD for word in words)


def doubt_of_handing_on(found: Commands, agent: Agent, rulebook: Rulebook) -> Doubt | None:
    """Words below commands that give the ticket on may be meant for who gets it. They go to the customer only where a command
    beside them says so, or their writer, asked."""
    given_on = tuple(line for line in found.lines if line.command.hands_on and not _to_oneself(line, agent, rulebook))
    if not given_on or found.named(*SPEAKS) or not found.rest.strip():
        return None
    return Doubt(why="words_after_handing_on", words=tuple(line.written for line in given_on))


def _to_oneself(line: Line, agent: Agent, rulebook: Rulebook) -> bool:
    name = line.argument.strip()
    return line.command.word == "assign" and (name.casefold() in ("me", "myself") or rulebook.agent_of(name) is agent)


def doubt_of_suggestion(line: Line, chosen: Suggestion) -> Doubt:
    """A suggestion is shown in full before it is sent."""
    told = f"{chosen.source} would go to the customer as it stands below."
    if chosen.private:
        told += f" Look at it well: {', '.join(chosen.private)} may be another customer's own."
    return Doubt(why="unseen_suggestion", words=(line.written,), shown=(told, ()))


def reply_tokens(text: str, rulebook: Rulebook) -> tuple[str, ...]:
    """The reply addresses and subject tags of ours that a text gives away, each once and without the token itself: who has it
    may write to the ticket in its owner's place."""
    shown: dict[str, None] = {}
    for local, domain in _REPLY_ADDRESS.findall(text):
        address = f"{local}@{domain}".lower()
        if rulebook.mailbox_of(address) is not None or domain.lower() == rulebook.domain.lower():
            shown[f"{local}+…@{domain}"] = None
    for number in _REPLY_TAG.findall(text):
        shown[f"[#{number}-…]"] = None
    return tuple(shown)


def agent_addresses(text: str, rulebook: Rulebook) -> tuple[str, ...]:
    """The agents' own addresses that a text names, each once."""
    words = (word.strip(".'-") for word in _WORD.findall(text) if "@" in word)
    return tuple(dict.fromkeys(w for w in words if _is_agents(w, rulebook)))


def _is_agents(address: str, rulebook: Rulebook) -> bool:
    known = rulebook.agent_of(address) or rulebook.agent_of(without_extension(address))
    return known is not None and rulebook.mailbox_of(address) is None


def held(
    doubt: Doubt, agent: Agent, story: TicketStory, arrival: Arrival, judgement: Judgement, *, would: Decision, worded: bool
) -> Decision:
    """Nothing of the mail is done; its writer is asked, and shown what letting it go `would` do."""
    now, ticket = judgement.now, story.ticket
    hold = Hold(
        ticket=ticket.number,
        inbox_id=arrival.inbox_id,
        why=doubt.why,
        for_whom=agent.address,
        until=now + HELD_FOR,
        worded=worded,
        others=doubt.others,
    )
    missing = tuple(dict.fromkeys(word for word in map(not_yet, doubt.words) if word))
    lines: list[dict[str, Any]] = [
        {"command": word, "ok": False, "text": "This command is not available yet."} for word in missing
    ]
    lines += [{"command": word, "ok": False, "text": "One command a line."} for word in doubt.words if two_commands(word)]
    if doubt.shown is not None:
        told, rows = doubt.shown
        lines.append({"command": doubt.words[0], "ok": False, "text": told} | ({"rows": list(rows)} if rows else {}))
    notice = transcript(
        ticket,
        agent,
        lines,
        now=now,
        cause=arrival.inbox_id,
        held=True,
        suggestion=doubt.suggestion,
        hold_words=doubt.words,
        would=shown(would),
        confirm=doubt.why in BY_ITS_LETTER,
        hold_why=doubt.why,
    )
    return Decision(
        outcome=f"held:{doubt.why}",
        reason=doubt.why,
        ticket=ticket.number,
        effects=(PlaceHold(hold=hold), QueueNotice(notice=notice), SetTimer(timer=hold_timer(hold, now))),
        because=("the agent may reply #send, #drop, or the mail as it should be",),
    )


def settled(
    found: Commands,
    agent: Agent,
    story: TicketStory,
    message: ParsedMessage,
    arrival: Arrival,
    facts: Facts,
    judgement: Judgement,
) -> Decision:
    """`#send` or `#drop`: the held mail whose letter is answered; where the answer names no such letter, the only one of this
    agent's on this ticket. `#confirm`, whatever stands above it: the one whose letter has the code. Where that leaves a doubt,
    nothing is settled. The mail that says so does nothing else, so that no word meant for the desk reaches the customer."""
    now, ticket = judgement.now, story.ticket
    line = next(iter(found.named("confirm") if facts.codes else ()), found.named("send", "drop", "confirm")[0])
    mine = held_of(agent, story)
    by_code = line.command.word == "confirm"
    hold = hold_of_code(mine, agent, facts) if by_code else hold_meant(mine, ticket.number, facts)
    effects: tuple[Effect, ...] = ()
    if by_code and wrong(agent, facts):
        lines = [{"command": "#confirm", "ok": False, "text": _WRONG}]
    elif hold is None or hold.inbox_id is None:
        lines = [{"command": line.written, "ok": False, "text": _USED if by_code else _which(mine)}]
    elif line.command.word in ("send", "confirm"):
        lines = [{"command": line.written, "ok": True, "text": "Your held mail goes out as its letter showed it."}]
        effects = (EndHold(hold=hold.id), RunAgain(inbox_id=hold.inbox_id))
    else:
        lines = [{"command": line.written, "ok": True, "text": "Your held mail is thrown away."}]
        effects = (EndHold(hold=hold.id), SettleOther(inbox_id=hold.inbox_id, outcome="ignored:dropped", reason="dropped"))
    others = (*(x.written for x in found.lines if x is not line), *found.unknown)
    lines += [{"command": written, "ok": False, "text": f"Not done: {line.written} stands alone."} for written in others]
    if found.rest.strip():
        lines.append({"command": "", "ok": False, "text": f"The words below {line.written} were not sent to anybody."})
    entry = entry_of(
        "command",
        message,
        arrival,
        now=now,
        ticket=ticket.number,
        by=agent.address,
        by_name=agent.name,
        text=f"#{line.command.word}",
        reason=f"held_{line.command.word}",
        attachments=False,
    )
    notice = transcript(ticket, agent, lines, now=now, cause=arrival.inbox_id)
    return Decision(
        outcome="commanded",
        reason=f"held_{line.command.word}",
        ticket=ticket.number,
        effects=(AddEntry(entry=entry), *effects, QueueNotice(notice=notice)),
        because=tuple(str(x["text"]) for x in lines),
    )


def held_of(agent: Agent, story: TicketStory) -> list[Hold]:
    """The agent's own mails that are held on this ticket."""
    return [h for h in story.holds if h.inbox_id is not None and (h.for_whom or "").lower() == agent.address.lower()]


def hold_of_code(mine: Sequence[Hold], agent: Agent, facts: Facts) -> Hold | None:
    """The hold that the code's own letter is about."""
    letter = confirmed(agent, facts)
    return next((h for h in mine if letter is not None and h.inbox_id == letter.cause), None)


_WRONG = (
    "That is no code of a held mail of yours, or it is older than a day. Reply #send to the letter that says your mail is held."
)
_USED = "The mail of that code is settled already."


def hold_meant(mine: Sequence[Hold], ticket: int, facts: Facts) -> Hold | None:
    """The hold that an answer speaks of. Every transcript is about one mail: an answer to the transcript of another mail
    means none of these. What can't be undone is let go only by an answer to its own letter, whose unguessable id is mailed to
    its agent alone and good for once, or by the code in it."""
    answered = next((k for k in facts.letters if k.ticket == ticket), None)
    if answered is not None and answered.template == "transcript" and answered.cause is not None:
        return next((h for h in mine if h.inbox_id == answered.cause), None)
    return mine[0] if len(mine) == 1 and mine[0].why not in BY_ITS_LETTER else None


def _which(mine: Sequence[Hold]) -> str:
    match len(mine):
        case 0:
            return "No mail of yours is held on this ticket."
        case 1:
            return "Nothing was done: you answered a letter about another mail. Reply to the letter that says your mail is held."
        case many:
            return f"Which one? {many} mails of yours are held here. Reply to the letter about the one that you mean."
