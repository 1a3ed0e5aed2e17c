"""Take in: parse, gather, screen, read, gather again, decide, apply. One message, one committed decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from mailgate.flows.admins import tell_admins
from mailgate.flows.assigning import frees
from mailgate.flows.desk import Desk
from mailgate.flows.teaching import teaches
from mailgate.mail.forms import with_form
from mailgate.mail.parse import parse
from mailgate.model.decision import Applied, Conflict, CustomerMail, Decision, Kind, Waiting
from mailgate.model.errors import Temporary
from mailgate.model.facts import Facts, Past
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.reading import NOTHING_READ, Reading
from mailgate.model.rules import Rulebook
from mailgate.policy.decide import decide
from mailgate.policy.forms import standing_of, with_fields
from mailgate.policy.looks import wanted_of
from mailgate.policy.screen import screen
from mailgate.policy.senders import mailbox_for

PARENT_WAIT = timedelta(seconds=60)  # a reply waits so long for a parent that is still in flight
LOOK_AGAIN = timedelta(seconds=1)
LEASE = timedelta(minutes=2)  # far longer than taking in ever lasts; what a killed node had comes back after it
STRIKES = 4  # attempts at which a failing message is buried: its third try, since a second claim counts as one by itself
DEATHS = 30  # so is one that was begun this often and never ended, as what kills the process does; power cuts are rarer
RETRY_AFTER = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
TRIES_ON_CONFLICT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """Everything that was known and decided about one message; what `explain` shows."""

    message: ParsedMessage
    facts: Facts
    kind: Kind
    reading: Reading
    past: Past
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    considered: Considered
    ticket: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Not now: it waits for its parent."""

    why: str


def consider(arrival: Arrival, desk: Desk) -> Considered | Again:
    """All of taking in but the last step: nothing is written."""
    judgement = desk.judgement()
    arrival = replace(arrival, waited=judgement.now - arrival.raw.received > PARENT_WAIT)
    with desk.turn:
        message = read_as_form(parse(arrival.raw.data), arrival, judgement.rulebook)
        facts = desk.store.facts_about(message, arrival, rulebook=judgement.rulebook, now=judgement.now)
        kind = screen(message, facts, arrival, judgement)
    if isinstance(kind, Waiting):
        return Again(why=kind.why)
    sender = kind.sender if isinstance(kind, CustomerMail) else (message.sender.address if message.sender else "")
    mailbox = mailbox_for(message, arrival, judgement.rulebook)
    reading = read(message, sender, mailbox.address, desk) if kind.needs_reading else NOTHING_READ
    wanted = wanted_of(kind, message, arrival, facts)
    looked = desk.store.look_up(wanted, rulebook=judgement.rulebook, now=judgement.now) if wanted is not None else None
    with desk.turn:
        past = replace(desk.store.past_of(reading, sender, rulebook=judgement.rulebook, now=judgement.now), looked=looked)
        decision = decide(kind, message, arrival, reading, facts, past, judgement)
    return Considered(message=message, facts=facts, kind=kind, reading=reading, past=past, decision=decision)


def take_in(arrival: Arrival, desk: Desk) -> Settled | Again:
    """Turn one accepted message into one committed decision, or ask to be called again. Decides afresh when what it was
    decided on has changed meanwhile."""
    for _ in range(TRIES_ON_CONFLICT):
        considered = consider(arrival, desk)
        if isinstance(considered, Again):
            return considered
        applied = desk.store.apply(considered.decision, settles=arrival, now=desk.clock())
        if isinstance(applied, Applied):
            return Settled(considered=considered, ticket=applied.ticket)
        assert isinstance(applied, Conflict)
    raise Temporary(f"message {arrival.inbox_id} met a change {TRIES_ON_CONFLICT} times over; it will be tried again")


def read(message: ParsedMessage, sender: str, mailbox: str, desk: Desk) -> Reading:
    """Read the fresh words; of a forward without a comment, the forwarded ones."""
    words = message.form.words if message.form is not None and message.form.words else message.reply or message.text
    if message.forwarded is not None and message.forwarded.text:
        words = f"{message.reply}\n{message.forwarded.text}".strip()
    reading = desk.reader.read(words, message.subject, sent=message.date, now=desk.clock(), sender=sender, mailbox=mailbox)
    return with_fields(reading, message)


def read_as_form(message: ParsedMessage, arrival: Arrival, rulebook: Rulebook) -> ParsedMessage:
    """The message as a form of the settings means it, if it is of one."""
    if not rulebook.forms:
        return message
    return with_form(message, rulebook.forms, rulebook.entities, standing_of(message, arrival.evidence))


def handle(arrival: Arrival, desk: Desk) -> None:
    """Take one claimed message in and tell what became of it. Never raises: what fails waits and is tried again, what
    fails for good is buried with its reason, whole and findable."""
    desk.give_way()
    try:
        _handle(arrival, desk)
    except Exception as error:  # the store itself is away: the lease ends, and it is claimed again
        desk.tell("temporary", inbox=arrival.inbox_id, error=error, again_in=LEASE)


def _handle(arrival: Arrival, desk: Desk) -> None:
    if arrival.attempts > 1:
        desk.store.begin_arrival(arrival.inbox_id)
        arrival = replace(arrival, attempts=arrival.attempts + 1)
    if arrival.attempts > DEATHS:
        _bury(arrival, desk, "poison", None)
        return
    try:
        settled = take_in(arrival, desk)
    except Temporary as error:
        _wait(arrival, desk, "temporary", error, counted=False)
        return
    except Exception as error:
        if arrival.attempts < STRIKES:
            _wait(arrival, desk, "failed", error, counted=True)
        else:
            _bury(arrival, desk, f"error_{type(error).__name__.lower()}", error)
        return
    if isinstance(settled, Again):
        desk.store.wait_arrival(arrival.inbox_id, until=desk.clock() + LOOK_AGAIN, counted=False)
        desk.tell("waits", inbox=arrival.inbox_id, why=settled.why)
        return
    desk.tell("settled", inbox=arrival.inbox_id, arrival=arrival, settled=settled)
    desk.wake("notices")
    if teaches(settled.considered.decision):
        desk.wake("teaching")
    if frees(settled.considered.decision, settled.considered.facts.tickets):
        desk.wake("assigning")


def _wait(arrival: Arrival, desk: Desk, word: str, error: Exception, *, counted: bool) -> None:
    pause = RETRY_AFTER[min(arrival.attempts, len(RETRY_AFTER)) - 1]
    desk.store.wait_arrival(arrival.inbox_id, until=desk.clock() + pause, counted=counted)
    desk.tell(word, inbox=arrival.inbox_id, error=error, again_in=pause)


def _bury(arrival: Arrival, desk: Desk, reason: str, error: Exception | None) -> None:
    fix = f"look with `mailgate ledger --buried`, run it again with `mailgate ledger retry {arrival.inbox_id}`"
    desk.store.bury_arrival(arrival.inbox_id, reason=reason, now=desk.clock())
    desk.tell("buried", inbox=arrival.inbox_id, reason=reason, error=error, fix=fix, trace=True)
    tell_admins(
        desk, "buried", f"Message {arrival.inbox_id} could not be handled", (f"It is kept whole, as buried:{reason}.", fix)
    )
