"""Rules: which conditions hold for what we know, and what follows.

Facts are plain values by the names of the settings' `when:`. A fact that isn't known makes no comparison true, except
`false` (`trial: false`, `attachments: false`), which holds for what isn't there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import assert_never

from mailgate.model.message import ParsedMessage
from mailgate.model.reading import Reading
from mailgate.model.rules import Actions, Clause, Condition, Rule, Rulebook, Test, Trigger
from mailgate.model.ticket import Ticket
from mailgate.policy.hours import is_open

RuleFacts = Mapping[str, object]

# A sensitive intent counts from this share of `min_confidence` on: a person rather looks once too often.
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


def holds(condition: Condition, facts: RuleFacts) -> bool:
    """Whether every clause holds; a condition without clauses always does."""
    # With a confidence of its own, a condition asks for the best guess, however sure we are.
    guess = any(clause.field == "confidence" for clause in condition.clauses)
    return all(_clause_holds(clause, facts, guess=guess) for clause in condition.clauses)


def fired(rules: Iterable[Rule], facts: RuleFacts) -> tuple[Rule, ...]:
    """The rules that hold, in order, up to one that stops. What a rule sets (team, agent, intent, tags) holds for the
    rules after it."""
    found: list[Rule] = []
    for rule in rules:
        if holds(rule.when, facts):
            found.append(rule)
            if rule.stop:
                break
            facts = _after(rule.then, facts)
    return tuple(found)


def combined(rules: Iterable[Rule | Trigger]) -> Actions:
    """What they do together: later wins where they touch the same, lists add up without repeating."""
    total = Actions()
    for rule in rules:
        then = rule.then
        total = Actions(
            team=then.team or total.team,
            agent=then.agent or total.agent,
            priority=then.priority or total.priority,
            intent=then.intent or total.intent,
            tags=_joined(total.tags, then.tags),
            notify=_joined(total.notify, then.notify),
            hold_for=then.hold_for or total.hold_for,
            automation=total.automation if then.automation is None else then.automation,
            state=then.state or total.state,
            acknowledge=total.acknowledge if then.acknowledge is None else then.acknowledge,
            ignore=then.ignore or total.ignore,
            template=then.template or total.template,
        )
    return total


def triggered(triggers: Iterable[Trigger], on: str, facts: RuleFacts) -> tuple[Trigger, ...]:
    """The triggers for what happened whose condition holds, in order."""
    return tuple(trigger for trigger in triggers if trigger.on == on and holds(trigger.when, facts))


# -- one clause ------------------------------------------------------------------------------------------------------


def _clause_holds(clause: Clause, facts: RuleFacts, *, guess: bool) -> bool:
    inside = any(_test_holds(test, clause, facts, guess=guess) for test in clause.any_of)
    return not inside if (clause.field, clause.key) == ("hours", "outside") else inside


def _test_holds(test: Test, clause: Clause, facts: RuleFacts, *, guess: bool) -> bool:
    match test.kind:
        case "equals":
            wanted = str(test.value).casefold()
            return any(word.casefold() == wanted for word in _words(clause, facts, guess=guess))
        case "pattern":
            return any(_found(test, word) for word in _words(clause, facts, guess=guess))
        case "at_least":
            number = _number(clause, facts)
            return number is not None and number >= float(test.value)
        case "below":
            number = _number(clause, facts)
            return number is not None and number < float(test.value)
        case "is_set":
            there = bool(_words(clause, facts, guess=guess)) if clause.field != "trial" else facts.get("trial") is True
            return there == bool(test.value)
        case _:
            assert_never(test.kind)


def _found(test: Test, text: str) -> bool:
    # RE2 takes whole characters only; what a broken mail left of one becomes a question mark.
    whole = text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
    return test.pattern is not None and test.pattern.search(whole) is not None


def _words(clause: Clause, facts: RuleFacts, *, guess: bool) -> tuple[str, ...]:
    """The words the fact stands for; with a key, those under it."""
    fact = facts.get("intent_guess" if guess and clause.field == "intent" else clause.field)
    if clause.key is not None and clause.field in ("header", "entity"):
        fact = facts.get(f"{clause.field}_values")
        fact = fact.get(clause.key.lower()) if isinstance(fact, Mapping) else None
    if isinstance(fact, str):
        return (fact,)
    if isinstance(fact, tuple):
        return tuple(str(word) for word in fact)
    return ()


def _number(clause: Clause, facts: RuleFacts) -> float | None:
    """The number the fact stands for: its score, how many there are, or itself."""
    fact = facts.get(f"{clause.field}_score", facts.get(clause.field))
    if isinstance(fact, tuple):
        return float(len(fact))
    return float(fact) if isinstance(fact, int | float) else None


def _after(then: Actions, facts: RuleFacts) -> RuleFacts:
    changed: dict[str, object] = {}
    if then.team:
        changed["team"] = then.team
    if then.agent:
        changed["agent"] = then.agent
    if then.intent:
        changed["intent"] = (then.intent,)
        changed["intent_guess"] = (then.intent,)
    if then.tags:
        tags = facts.get("tags")
        changed["tags"] = _joined(tags if isinstance(tags, tuple) else (), then.tags)
    return {**facts, **changed} if changed else facts


def _joined(one: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *more)))


# -- what the facts are made of --------------------------------------------------------------------------------------


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
    """What it is about, surest first: all that we are sure enough of, and what is sensitive from half of that on."""
    sure = rulebook.routing.min_confidence
    named: list[str] = [ticket.intent] if ticket is not None and ticket.intent else []
    for score in reading.intents if reading is not None else ():
        known = rulebook.intents.get(score.name)
        needed = sure * SENSITIVE_SHARE if known is not None and known.sensitive else sure
        if score.confidence >= needed:
            named.append(score.name)
    return _joined((), tuple(named))


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
