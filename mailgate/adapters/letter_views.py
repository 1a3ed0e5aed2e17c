"""What templates may know: plain values, picked by who reads the letter.

A customer's letter is rendered from `customer_values`, which holds nothing internal: no agent's address, no note, no route.
So nothing internal can leak by a template, however it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mailgate.adapters.letter_parts import (
    bare_subject,
    document_shown,
    entry_shown,
    past_shown,
    reading_shown,
    route_shown,
    shared_shown,
    solved_shown,
    suggestion_shown,
    ticket_shown,
)
from mailgate.adapters.letter_report import report_shown
from mailgate.adapters.letter_words import Reader, first_name, shortened, shown_name
from mailgate.model.delivery import LetterFacts, Notice
from mailgate.model.people import Mailbox
from mailgate.model.rules import Rulebook
from mailgate.model.suggestion import Suggestion
from mailgate.model.ticket import Entry, Ticket
from mailgate.policy.undeclared import told_behind

# Every key a template may ask of `data`, so that one that is not said reads as "no".
DATA: Mapping[str, tuple[str, ...]] = {
    "acknowledgement": ("answer_by", "back_at", "nobody_in", "plain", "first_aid", "needed_by", "late"),
    "handover": ("because", "priority_because", "reason", "queue", "again", "suggested", "first_aid", "behind"),
    "customer_replied": ("unverified", "behind"),
    "pending_mail": ("sender", "sender_name"),
    "answer": ("resolves",),
    "status_changed": ("state", "by_name"),
    "waiting_reminder": ("step",),
    "resolved": ("by_name",),
    "closed": ("by_name",),
    "feedback_request": ("scale",),
    "feedback_thanks": ("score", "scale"),
    "sla_warning": ("promise", "due", "fraction", "behind"),
    "escalation": ("promise", "due", "step", "overdue", "behind"),
    "transcript": ("lines", "held", "suggestion", "hold_words", "hold_why", "would", "confirm"),
    "not_acted_on": ("why", "fix", "kept"),
    "delivery_failure": ("recipient", "status", "reply", "what", "subject", "delayed"),
    "rule_notice": ("rule", "because"),
    "spike": ("told", "customers", "named", "tickets", "subjects", "events"),
    "queue_waiting": ("team", "many", "tickets", "more", "people"),
    "discovery": ("name", "many", "customers", "lately", "words", "tickets", "yaml"),
    "admin_notice": ("subject", "lines"),
    "report": ("what",),
}
SHOWS_LAST_MAIL = frozenset({"sla_warning", "escalation", "rule_notice", "handover"})  # where the notice names no entry
EARLIER_SHOWN = 8
STORY_SHOWN = 3

_DATES = frozenset({"answer_by", "back_at", "needed_by", "due", "until", "at", "retry_at"})


def customer_values(
    notice: Notice, facts: LetterFacts, *, rulebook: Rulebook, mailbox: Mailbox, reader: Reader, tag: str
) -> dict[str, Any]:
    ticket: Ticket | None = facts.ticket
    plain = bool(notice.data.get("plain"))
    writer = rulebook.agent_of(notice.from_agent or (ticket.agent if ticket else None))
    name = "" if plain else shown_name(notice.to_name or _name_of(notice.to, facts))
    return _common(notice, rulebook=rulebook, mailbox=mailbox, reader=reader, tag=tag) | {
        "reader": {"name": name, "first": first_name(name)},
        "agent": {"name": shown_name(writer.name) if writer else ""},
        "ticket": ticket
        and {
            "number": ticket.number,
            "subject": "" if plain else bare_subject(ticket.subject),
            "state": ticket.state,
            "opened": reader.moment(ticket.opened_at),
        },
        "entry": _customer_entry(facts.entry, reader),
        "scores": _scores(notice.data.get("scale")),
    }


def _scores(scale: Any) -> tuple[str, ...]:
    """ "1" … the scale, for the buttons of the feedback request."""
    return tuple(str(one + 1) for one in range(min(scale, 10))) if isinstance(scale, int) and scale > 0 else ()


def agent_values(
    notice: Notice,
    facts: LetterFacts,
    *,
    rulebook: Rulebook,
    mailbox: Mailbox,
    reader: Reader,
    tag: str,
    left_out: Sequence[str] = (),
    suggested: Sequence[Suggestion] = (),
) -> dict[str, Any]:
    ticket: Ticket | None = facts.ticket
    agent = rulebook.agent_of(notice.to)
    name = agent.name if agent else shown_name(notice.to_name)
    entry = facts.entry or (_last_mail(facts.entries) if notice.template in SHOWS_LAST_MAIL else None)
    others = [one for one in facts.entries if _worth_showing(one) and not _same(one, entry)]
    past = [one for one in facts.story if not ticket or one.number != ticket.number]
    own = {one.lower() for one in (agent.addresses if agent else (notice.to,))}
    fresh = [
        entry for entry in facts.fresh if _worth_showing(entry) and not _same(entry, facts.entry) and entry.by.lower() not in own
    ]
    documents = facts.reading.documents if facts.reading is not None and notice.template == "handover" else ()
    similar = tuple(solved_shown(one, rulebook, reader, suggested) for one in facts.similar)
    common = _common(notice, rulebook=rulebook, mailbox=mailbox, reader=reader, tag=tag)
    if ticket and not common["data"].get("behind"):  # whoever gets the ticket later is warned as the first was
        common["data"]["behind"] = told_behind(ticket)
    return common | {
        "reader": {"name": name, "first": first_name(name), "address": notice.to},
        "ticket": ticket and ticket_shown(ticket, rulebook, reader),
        "entry": entry_shown(entry, rulebook, reader),
        "earlier": tuple(entry_shown(entry, rulebook, reader, most=2000) for entry in others[-EARLIER_SHOWN:]),
        "earlier_left_out": max(0, len(others) - EARLIER_SHOWN),
        "fresh": tuple(entry_shown(entry, rulebook, reader, most=2000) for entry in fresh[-EARLIER_SHOWN:]),
        "participants": tuple(
            {"name": shown_name(one.name), "address": one.address, "state": one.state, "role": one.role}
            for one in facts.participants
        ),
        "route": route_shown(facts.route, notice.to if agent is None else agent.address, rulebook),
        "reading": reading_shown(facts.reading, reader, ticket),
        "story": tuple(past_shown(one, rulebook, reader) for one in past[:STORY_SHOWN]),
        "story_total": len(past),
        "similar": similar,
        "shared": shared_shown(facts.shared, similar, ticket),
        "suggestions": tuple(suggestion_shown(n, one) for n, one in enumerate(suggested, 1)),
        "documents": tuple(one for found in documents if (one := document_shown(found, rulebook, suggested)) is not None),
        "commands": _commands(notice, suggested),
        "left_out": tuple(left_out),
        "code": "",
        "report": report_shown(notice.data, rulebook, reader) if notice.template == "report" else None,
    }


def _commands(notice: Notice, suggested: Sequence[Suggestion]) -> tuple[str, ...]:
    """The words worth knowing with this letter; `w.command` says what each does."""
    if notice.template != "handover":
        return ("#note", "#resolve", "#assign", "#help")
    use = ("#use 1",) if suggested else ()
    agree = ("#agree",) if notice.data.get("suggested") else ()
    take = ("#take",) if notice.data.get("queue") else ()
    return (*agree, *take, *use, "#note", "#resolve", "#assign", "#misroute", "#why", "#help")


def _common(notice: Notice, *, rulebook: Rulebook, mailbox: Mailbox, reader: Reader, tag: str) -> dict[str, Any]:
    return {
        "desk": {"name": rulebook.name},
        "mailbox": {"name": mailbox.name, "address": mailbox.address},
        "language": reader.language,
        "now": reader.moment(reader.now),
        "tag": tag,
        "template": notice.template,
        "for_customer": notice.audience in ("customer", "third_party"),
        "data": dict.fromkeys(DATA.get(notice.template, ()))
        | {key: _plain(key, value, reader) for key, value in notice.data.items()},
    }


def _plain(key: str, value: Any, reader: Reader) -> Any:
    if isinstance(value, Mapping):
        return {str(inner): _plain(str(inner), one, reader) for inner, one in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_plain("", one, reader) for one in value)
    if key in _DATES and isinstance(value, str):
        try:
            return reader.moment(datetime.fromisoformat(value))
        except ValueError:
            return value
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _name_of(address: str, facts: LetterFacts) -> str | None:
    wanted = address.lower()
    named = next((one.name for one in facts.participants if one.address.lower() == wanted and one.name), None)
    ticket: Ticket | None = facts.ticket
    return named or (ticket.customer_name if ticket and ticket.customer.lower() == wanted else None)


def _customer_entry(entry: Entry | None, reader: Reader) -> dict[str, Any] | None:
    """What a customer may see of an entry: a public one's words, and a first name at most."""
    if entry is None or entry.visibility != "public":
        return None
    return {"text": shortened(entry.text), "at": reader.moment(entry.at)}


def _last_mail(entries: Sequence[Entry]) -> Entry | None:
    return next((entry for entry in reversed(entries) if entry.kind == "mail" and entry.visibility == "public"), None)


def _worth_showing(entry: Entry) -> bool:
    return entry.kind in ("mail", "answer", "note") and bool(entry.text.strip())


def _same(entry: Entry, other: Entry | None) -> bool:
    return other is not None and (entry is other or (entry.id != 0 and entry.id == other.id))
