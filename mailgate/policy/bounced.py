"""A letter of ours came back, or is late. A report is believed for what it returns, and is never answered."""

from __future__ import annotations

from mailgate.model.decision import AddEntry, Bounce, Decision, Effect, Judgement, MarkAddress, MarkDelivery, QueueNotice
from mailgate.model.facts import Facts, KnownLetter
from mailgate.model.message import Arrival, FailedRecipient, ParsedMessage
from mailgate.model.ticket import Entry, Ticket
from mailgate.policy.entries import entry_of
from mailgate.policy.lost import WORK_LETTERS, owed_again, rerouted
from mailgate.policy.notices import admin_notice, delivery_failure
from mailgate.policy.whom import readers_of


def on_bounce(kind: Bounce, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement) -> Decision:
    """Match it to the letter it returns. A failure marks the delivery and, if it is permanent, the address, and somebody hears
    of it; a hand-over goes to the lead instead. A delay is only noted. What returns no letter of ours is ignored: anybody
    can write one."""
    letter = facts.returned
    failed = _failed(message, letter)
    if letter is None or failed is None:
        return Decision(outcome="ignored:unmatched_bounce", reason="unmatched_bounce", because=("it returns no letter of ours",))
    story = facts.tickets.get(letter.ticket) if letter.ticket is not None else None
    ticket = story.ticket if story else None
    reason = "delayed" if _is_delay(failed) else "undeliverable"
    words = failed.reason or failed.status or "no reason given"
    effects: list[Effect] = []
    if ticket is not None:
        effects.append(AddEntry(entry=_entry(letter, failed, reason, words, ticket, message, arrival, judgement)))
    if reason == "undeliverable":
        effects += [*_marks(letter, failed, facts), *_followed(letter, failed, words, ticket, arrival, judgement)]
    unproven = () if facts.proven_return else ("not to its own envelope sender: the address is not marked",)
    return Decision(
        outcome="bounced",
        reason=reason,
        ticket=letter.ticket,
        effects=tuple(effects),
        because=(f"{letter.template} {'is late' if reason == 'delayed' else 'came back'}: {words}", *unproven),
    )


def _failed(message: ParsedMessage, letter: KnownLetter | None) -> FailedRecipient | None:
    """What is said of the letter's own recipient. A report that names several others says nothing of it; one that names one
    other means the address it was forwarded to; one that names nobody means the letter."""
    if letter is None:
        return None
    named = message.bounce.recipients if message.bounce is not None else ()
    own = next((r for r in named if (r.address or "").lower() == letter.to.lower()), None)
    nameless = next((r for r in named if r.address is None), None)
    if not named:
        return FailedRecipient(address=letter.to)
    return own or nameless or (named[0] if len(named) == 1 else None)


def _is_delay(failed: FailedRecipient) -> bool:
    """Whether they still try (RFC 3464 §2.3.3). `failed` with a 4.x.x status means that they gave up."""
    return failed.action == "delayed" or (failed.action != "failed" and failed.permanent is False)


def _entry(
    letter: KnownLetter,
    failed: FailedRecipient,
    reason: str,
    words: str,
    ticket: Ticket,
    message: ParsedMessage,
    arrival: Arrival,
    judgement: Judgement,
) -> Entry:
    return entry_of(
        "bounce",
        message,
        arrival,
        now=judgement.now,
        ticket=ticket.number,
        by="mailgate",
        attachments=False,
        text=f"{letter.template} to {letter.to} {'is delayed' if reason == 'delayed' else 'came back'}: {words}",
        reason=reason,
        data={"recipient": letter.to, "status": failed.status, "template": letter.template},
    )


def _marks(letter: KnownLetter, failed: FailedRecipient, facts: Facts) -> tuple[Effect, ...]:
    """An address is undeliverable when a report that came back to its unguessable envelope sender says that it does not exist
    (5.1.x, RFC 3463), or fails for the second time; else it is only suspect. Otherwise anybody could silence a customer."""
    why = failed.status or "bounced"
    came_back = () if letter.delivery_id is None else (MarkDelivery(delivery=letter.delivery_id, why=why),)
    if not (facts.proven_return and failed.permanent):
        return came_back
    gone = why.startswith("5.1.") or facts.address_state == "suspect"
    return *came_back, MarkAddress(address=letter.to, state="undeliverable" if gone else "suspect", why=why)


def _followed(
    letter: KnownLetter, failed: FailedRecipient, words: str, ticket: Ticket | None, arrival: Arrival, judgement: Judgement
) -> tuple[Effect, ...]:
    """Who must act now, and what becomes of the ticket."""
    rulebook, now, cause = judgement.rulebook, judgement.now, arrival.inbox_id
    if ticket is not None and letter.audience in ("customer", "third_party"):
        notices = (
            delivery_failure(
                to, ticket, recipient=letter.to, status=failed.status, reply=words, what=letter.template, now=now, cause=cause
            )
            for to in readers_of(ticket, rulebook)
        )
        return *owed_again(letter.template, letter.to, ticket, judgement), *(QueueNotice(notice=n) for n in notices)
    unreached = rulebook.agent_of(letter.to)
    if ticket is not None and unreached is not None and letter.template in WORK_LETTERS:
        return rerouted(ticket, unreached, words, judgement, cause)
    lines = (f"{letter.template} to {letter.to}: {words}",)
    return tuple(
        QueueNotice(notice=admin_notice(to, "undeliverable", "A letter came back", lines, now=now, cause=cause))
        for to in rulebook.admins
        if to.lower() != letter.to.lower()
    )
