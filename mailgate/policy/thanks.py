"""A first mail that only thanks: kept as a ticket that is closed from the start. It asks for nothing, so nothing is promised,
nobody is disturbed and nobody is asked how it went; whatever the customer writes to it next opens it as any other."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import CountEvent, Decision, Effect, KeepReading, KnowMessage, LinkTickets, OpenTicket, SetTimer
from mailgate.model.promise import Timer
from mailgate.model.rules import Actions
from mailgate.model.ticket import NEW
from mailgate.policy import counters
from mailgate.policy.incoming import Incoming, blank, cited_by, entries, participants, same_subject
from mailgate.policy.opening import claim_denied, told_by_rules
from mailgate.policy.people_of_mail import written_to
from mailgate.policy.rules import combined, fired

ASKED = 0.4  # the confidence in an intent, from which the mail may want something
LONGEST = 300  # characters: who writes more also says something


def thanks_alone(mail: Incoming, related: tuple[int, ...]) -> Decision | None:
    """The decision on such a mail; None where anything at all speaks against it."""
    rules = fired(mail.rulebook.rules, mail.rule_facts())
    actions = combined(rules)
    if not _only_thanks(mail, actions):
        return None
    now = mail.judgement.now
    ticket = replace(blank(mail, actions), priority="low", urgency="low").closed(now)
    told = ("mere thanks: closed at once, nothing is promised and nobody is disturbed", *(f"rule “{r.name}”" for r in rules))
    before = mail.past.story[0].number if mail.past.story and mail.kind.verified else None
    links = dict.fromkeys((*related, *((before,) if before is not None else ())))
    archive = Timer(kind="archive", ticket=NEW, due=now + mail.rulebook.lifecycle.archive_after)
    effects: tuple[Effect, ...] = (
        OpenTicket(ticket=ticket, participants=participants(mail), same_subject=same_subject(mail)),
        *entries(mail),
        KnowMessage(
            ticket=NEW,
            message_id=mail.message.message_id,
            cited=cited_by(mail.message),
            correspondents=written_to(mail.message, mail.rulebook),
            thread_index=mail.message.thread_index,
            thread_topic=mail.message.thread_topic,
        ),
        KeepReading(ticket=NEW, reading=mail.reading),
        *(LinkTickets(ticket=NEW, other=n, kind="related") for n in links),
        SetTimer(timer=archive),
        CountEvent(key=counters.ticket_from(mail.kind.sender), at=now),
        CountEvent(key=counters.TICKET, at=now),
        *told_by_rules(ticket, rules, mail),
        *claim_denied(mail),
    )
    return Decision(outcome="opened", reason="courtesy", ticket=NEW, effects=effects, because=told)


def _only_thanks(mail: Incoming, actions: Actions) -> bool:
    """Whether a machine may be so sure. A rule that says what becomes of the mail counts for more."""
    reading, message = mail.reading, mail.message
    ruled = (actions.ignore, actions.hold_for, actions.state, actions.priority, actions.team, actions.intent)
    return (
        reading.courtesy
        and reading.sensitive is None
        and not reading.mood.frustrated
        and all(one.confidence < ASKED for one in reading.intents)
        and reading.urgency.level in ("low", "normal")
        and reading.urgency.deadline is None
        and not any(ruled)
        and message.form is None
        and not message.attachments
        and mail.kind.forwarded_by is None
        and mail.kind.why == "customer"
        and len(message.reply.strip()) <= LONGEST
        and not any(mark in message.reply for mark in "?？")
    )
