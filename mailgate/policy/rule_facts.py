"""What a rule may ask about: plain values by the names of the settings' `when:`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from mailgate.model.message import ParsedMessage
from mailgate.model.reading import SENSITIVE, IntentScore, Reading
from mailgate.model.rules import Intent, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.hours import is_open

RuleFacts = Mapping[str, object]

# A sensitive intent that words name counts from this share of `min_confidence` on: a person rather looks once too often.
SENSITIVE_SHARE = 0.5
# Characters of a mail that expressions look at: linear as they are, a hundred rules over 25 MB would still take seconds.
LOOKED_AT = 200_000
# Moods below and above these scores have a word.
NEGATIVE, POSITIVE = -0.3, 0.3


def rule_facts(
    *,
    rulebook: Rulebook,
    now: datetime,
    message: ParsedMessage | None = None,
    ticket: Ticket | None = None,
    reading: Reading | None = None,
    sender: str | None = None,
    verified: bool | None = None,
    team: str | None = None,
    agent: str | None = None,
    by: str | None = None,
    kind: object | None = None,
) -> RuleFacts:
    """What a `when:` may ask for, by its names. What is given by name wins over what the ticket says; a team that
    nobody names yet is the one the intent, else the mailbox, would give it to. `by` is customer, agent, mailgate or an
    address; `kind` a word or a Kind of decision."""
    address = sender or (ticket.customer if ticket else None) or _from(message)
    mailbox = _mailbox(message, ticket, rulebook)
    intents = _intents(reading, ticket, rulebook)
    facts: dict[str, object] = {
        "mailbox": mailbox,
        "verified": verified,
        "form": message.form.rule if message is not None and message.form is not None else None,
        "team": team or (ticket.team if ticket else None) or _team_of(intents, mailbox, rulebook),
        "agent": agent or (ticket.agent if ticket else None),
        "state": ticket.state if ticket else "new",
        "tags": ticket.tags if ticket else (),
        "by": _by(by, rulebook),
        "kind": _kind(kind, message),
        "hours": tuple(name for name, hours in rulebook.hours.items() if is_open(hours, now)),
        "intent": intents,
    }
    facts |= _sender_facts(address, ticket, rulebook, now)
    facts |= _reading_facts(reading, ticket)
    facts |= _message_facts(message, ticket)
    return facts


def _from(message: ParsedMessage | None) -> str | None:
    return message.sender.address if message is not None and message.sender is not None else None


def _mailbox(message: ParsedMessage | None, ticket: Ticket | None, rulebook: Rulebook) -> str | None:
    if ticket is not None:
        return ticket.mailbox.lower()
    for address in (*(a.address for a in (*message.to, *message.cc)), *message.recipients_named) if message else ():
        found = rulebook.mailbox_of(address)
        if found is not None:
            return found.address
    return next(iter(rulebook.mailboxes), None)


def _team_of(intents: tuple[str, ...], mailbox: str | None, rulebook: Rulebook) -> str | None:
    intent = rulebook.intents.get(intents[0]) if intents else None
    if intent is not None and intent.team:
        return intent.team
    box = rulebook.mailbox_of(mailbox)
    return box.team if box is not None else None


def _intents(reading: Reading | None, ticket: Ticket | None, rulebook: Rulebook) -> tuple[str, ...]:
    """What it is about, surest first: all that we are sure enough of, and what is sensitive from half of that on, if the mail
    says something sensitive or has one of its phrases. Likeness alone has to be as sure as any other."""
    sure = rulebook.routing.min_confidence
    named: list[str] = [ticket.intent] if ticket is not None and ticket.intent else []
    for score in reading.intents if reading is not None else ():
        known = rulebook.intents.get(score.name)
        said = reading is not None and (_is_of_class(score, reading.sensitive) or _has_phrase(score, known))
        needed = sure * SENSITIVE_SHARE if known is not None and known.sensitive and said else sure
        if score.confidence >= needed:
            named.append(score.name)
    return tuple(dict.fromkeys(named))


def _is_of_class(score: IntentScore, found: str | None) -> bool:
    """Whether an intent may be what was found sensitive: `legal.threat` in a legal mail, and not `privacy.request`."""
    name = score.name.partition(".")[0]
    return found is not None and (name == found or name not in SENSITIVE)


def _has_phrase(score: IntentScore, intent: Intent | None) -> bool:
    """Whether the reasons for an intent are phrases of the settings."""
    return intent is not None and not {words.lower() for words in score.because}.isdisjoint(map(str.lower, intent.phrases))


def _sender_facts(address: str | None, ticket: Ticket | None, rulebook: Rulebook, now: datetime) -> dict[str, object]:
    organisation = rulebook.organisation_of(address)
    if organisation is None:
        return {
            "from": (address or "").lower() or None,
            "domain": _domains(address),
            "tier": ticket.tier if ticket is not None else "standard",
            "trial": False,
        }
    departments = {key.lower(): name for key, name in organisation.departments.items()}
    return {
        "from": (address or "").lower(),
        "domain": _domains(address),
        "organisation": (organisation.key, organisation.name),
        "department": departments.get((address or "").lower()),
        "tier": organisation.tier,
        "plan": organisation.plan,
        "trial": organisation.trial_until is not None and now.date() <= organisation.trial_until,
    }


def _domains(address: str | None) -> tuple[str, ...]:
    """The address's domain and its parents, so that a rule for acme.example also holds for mail.acme.example."""
    labels = (address or "").lower().rpartition("@")[2].split(".")
    return tuple(".".join(labels[i:]) for i in range(len(labels) - 1)) or tuple(filter(None, labels))


def _reading_facts(reading: Reading | None, ticket: Ticket | None) -> dict[str, object]:
    if reading is None:
        return {
            "intent_guess": ticket.intent if ticket is not None else None,
            "confidence": ticket.confidence if ticket is not None else None,
            "urgency": ticket.urgency if ticket is not None else None,
            "urgency_score": None,
            "mood_score": None,
            "language": ticket.language if ticket is not None else None,
            "sensitive": ticket.sensitive if ticket is not None else None,
        }
    best = reading.intent
    return {
        "intent_guess": best.name if best is not None else None,
        "confidence": best.confidence if best is not None else None,
        "entity": tuple(dict.fromkeys(entity.type for entity in reading.entities)),
        "entity_values": _grouped((entity.type, entity.text) for entity in reading.entities),
        "urgency": reading.urgency.level,
        "urgency_score": reading.urgency.score,
        "mood": _moods(reading),
        "sensitive": reading.sensitive,
        "mood_score": reading.mood.score,
        "language": reading.language or (ticket.language if ticket is not None else None),
    }


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The values of each name, whatever its case, in their order."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name.lower(), []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def _moods(reading: Reading) -> tuple[str, ...]:
    score = reading.mood.score
    word = "negative" if score < NEGATIVE else "positive" if score > POSITIVE else "neutral"
    return ("frustrated", word) if reading.mood.frustrated else (word,)


def _message_facts(message: ParsedMessage | None, ticket: Ticket | None) -> dict[str, object]:
    if message is None:
        return {"subject": ticket.subject if ticket is not None else None}
    forwarded = message.forwarded.text if message.forwarded is not None else ""
    return {
        "subject": message.subject[:LOOKED_AT],
        "text": "\n".join(filter(None, (message.reply or message.text, forwarded)))[:LOOKED_AT],
        "header_values": _grouped((name, value[:LOOKED_AT]) for name, value in message.headers),
        "attachments": tuple(attachment.name or "unnamed" for attachment in message.attachments if not attachment.inline),
    }


def _kind(kind: object | None, message: ParsedMessage | None) -> tuple[str, ...]:
    """The kind's word (`CustomerMail` is customer), and what the message itself is."""
    words: list[str] = []
    if isinstance(kind, str):
        words.append(kind)
    elif kind is not None:
        name = type(kind).__name__.removesuffix("Mail")
        words.append("".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_"))
    if message is not None:
        words.append(message.kind)
    return tuple(dict.fromkeys(words))


def _by(by: str | None, rulebook: Rulebook) -> tuple[str, ...]:
    if by is None or "@" not in by:
        return (by,) if by else ()
    agent = rulebook.agent_of(by)
    return ("agent", agent.address, by.lower()) if agent is not None else ("customer", by.lower())
