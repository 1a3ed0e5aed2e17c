"""Form mails: a message of a form that the settings name, as the message of the customer it names.

Everything in it is data: nothing that a form says proves who sent it, names a ticket or reaches a header. What only the
desk's own machine may say (tags, priority, urgency, that it is over) counts from a proven sender alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from mailgate.mail import html
from mailgate.mail.addresses import addresses_in, identity_of
from mailgate.mail.form_fields import Found, fields_in, folded, parts_of
from mailgate.mail.subject import base_subject
from mailgate.model.address import Address, key_of, without_extension
from mailgate.model.form import Form, FormRule
from mailgate.model.message import ParsedMessage
from mailgate.model.reading import UrgencyLevel
from mailgate.model.rules import EntityRule, Priority

Standing = Literal["proven", "unknown", "contradicted"]

MAX_SUBJECT = 200
MAX_ENTITY = 200
MAX_TAG = 40
MAX_ALERTS = 50  # of one mail

_NOT_IN_TAGS = re.compile(r"[^\w.-]+")
_LOOSE_ADDRESS = re.compile(r"[^\s<>\"'(),;:\[\]]{1,64}@[^\s<>\"'(),;:\[\]]{3,190}")


def form_of(message: ParsedMessage, rules: Sequence[FormRule]) -> FormRule | None:
    """The first form of the settings that this message is one of, by its From, its recipients and its subject."""
    if message.sender is None or message.kind in ("bounce", "unreadable") or message.report is not None:
        return None
    if message.identity is None and message.ambiguous:
        return None
    sender = key_of(message.identity or message.sender.address)
    named = {*(one.key for one in (*message.to, *message.cc)), *map(key_of, message.recipients_named)}
    named |= {without_extension(one) for one in named}
    for rule in rules:
        if sender not in rule.senders or (rule.mailboxes and not named & set(rule.mailboxes)):
            continue
        if rule.subject_of is None or rule.subject_of.search(message.subject) is not None:
            return rule
    return None


def with_form(
    message: ParsedMessage, rules: Sequence[FormRule], entities: Sequence[EntityRule], standing: Standing
) -> ParsedMessage:
    """The message as its form means it: on whose behalf, under which subject, with which words; unchanged where it is of no form
    or holds none of its fields. `standing` says what is known of the sender; a contradicted one's fields are not believed."""
    rule = form_of(message, rules)
    if rule is None:
        return message
    if standing == "contradicted" or (rule.proven_only and standing != "proven"):
        return _warned(message, f"not read as the form {rule.name}: its sender is not proven")
    found = _found(message, rule)
    if not any(found.values.values()):
        return _warned(message, f"not read as the form {rule.name}: none of its fields is in it")
    return _read(message, rule, found, entities, proven=standing == "proven")


def _warned(message: ParsedMessage, what: str) -> ParsedMessage:
    return replace(message, warnings=(*message.warnings, what))


def _read(message: ParsedMessage, rule: FormRule, found: Found, entities: Sequence[EntityRule], *, proven: bool) -> ParsedMessage:
    words = "\n\n".join(value for name in rule.text if (value := _value(message, found, name)))
    customer = _customer(message, rule, found)
    every = alerts_in(message, rule, found)
    alerts = [each.found for each in every if not each.over] or [each.found for each in every]
    subject = " / ".join(value for name in rule.subject if (value := _value(message, alerts[0], name)))
    subject = " ".join(subject.split())[:MAX_SUBJECT] or message.subject
    subject = f"{subject} (+{len(alerts) - 1})" if len(alerts) > 1 else subject
    form = Form(
        rule=rule.name,
        proven=proven,
        customer=customer,
        words=words,
        entities=tuple(dict.fromkeys(one for each in alerts for one in _entities(message, rule, each, entities))),
        tags=tuple(dict.fromkeys(_tags(message, rule, alerts))) if proven else (),
        priority=_gravest(message, alerts, rule.priority, get_args(Priority)) if proven else None,
        urgency=_gravest(message, alerts, rule.urgency, get_args(UrgencyLevel)) if proven else None,
        group=_group(message, rule, [each.found for each in every], customer),
        recovered=all(_recovered(message, rule, each) for each in alerts),
        resolve=rule.resolve and proven,
        fields=tuple((each.labels.get(name, name), value) for each in alerts for name, value in each.values.items() if value),
    )
    return replace(
        message,
        form=form,
        kind="human" if not rule.of_machine else message.kind,
        kind_because=(f"form {rule.name} of the settings",) if not rule.of_machine else message.kind_because,
        on_behalf_of=customer or message.on_behalf_of,
        subject=subject,
        base_subject=base_subject(subject),
        reply="\n\n".join(part for part in (words, found.rest) if part) or message.text,
        signature=None,
        quoted=None,
        forwarded=None,
        away_until=None,
    )


def _found(message: ParsedMessage, rule: FormRule) -> Found:
    """The fields of the plain text; those of the HTML where they are more."""
    wanted = _wanted(rule)
    long = {folded(name) for name in rule.text}
    found = fields_in(message.text, wanted, long)
    if message.html and not message.html_only and len(found.values) < len(wanted):
        other = fields_in(html.plain(html.marked(message.html)), wanted, long)
        if _filled(other) > _filled(found):
            found = other
    return _with_groups(message, rule, found)


def _wanted(rule: FormRule) -> set[str]:
    """The folded names of all fields that a form asks for."""
    named = (*rule.customer, *rule.customer_name, *rule.subject, *rule.text, *rule.tags, *rule.group_by)
    named += tuple(name for _, names in rule.entities for name in names) + tuple(name for name, _ in rule.recovered)
    return {folded(name) for name in named} | {name for name, _ in (*rule.priority, *rule.urgency)}


def _with_groups(message: ParsedMessage, rule: FormRule, found: Found) -> Found:
    for name, value in _named_groups(rule, message.subject).items():
        found.values.setdefault(folded(name), " ".join(str(value or "").split()))
    return found


@dataclass(frozen=True, slots=True)
class _Alert:
    found: Found
    over: bool = False


def alerts_in(message: ParsedMessage, rule: FormRule, found: Found) -> list[_Alert]:
    """Each alert of a machine's mail that tells of several, by the fields that its form groups by; else what was found."""
    anew = frozenset(folded(name) for name in rule.group_by)
    if not rule.of_machine or not anew:
        return [_Alert(found)]
    over = frozenset(folded(value) for _, values in rule.recovered for value in values)
    parts = parts_of(message.text, anew, over)[:MAX_ALERTS]
    if len(parts) == 1:
        return [_Alert(found)]
    wanted, alerts = _wanted(rule) - {folded(name) for name in rule.text}, dict[frozenset[tuple[str, str]], _Alert]()
    for text, ended in parts:
        each = fields_in(text, wanted)
        key = frozenset((name, each.values[name]) for name in anew if each.values.get(name))
        alerts.setdefault(key, _Alert(_with_groups(message, rule, each), ended))
    # What names less than another does is the head above it.
    return [each for key, each in alerts.items() if key and not any(key < other for other in alerts)] or [_Alert(found)]


def _filled(found: Found) -> int:
    return sum(bool(value) for value in found.values.values())


def _named_groups(rule: FormRule, subject: str) -> dict[str, Any]:
    match: Any = rule.subject_of.search(subject) if rule.subject_of is not None else None
    return dict(match.groupdict()) if match is not None else {}


def _value(message: ParsedMessage, found: Found, name: str) -> str:
    """A field of the text; else the header of that name."""
    return found.values.get(folded(name)) or (message.header(name.strip()) or "").strip()


def _customer(message: ParsedMessage, rule: FormRule, found: Found) -> Address | None:
    """Whom the form names: a plain address that isn't the form's own; else the one Reply-To."""
    if rule.of_machine:
        return None
    named = " ".join(_one_line(_value(message, found, name)) for name in rule.customer_name).strip()
    own = {*rule.senders, *(one.key for one in message.to)}
    for name in rule.customer:
        value = _one_line(_value(message, found, name))
        for one in _addresses(value):
            if one.key not in own and one.address in value and _is_plain(one):
                return Address(address=one.address, name=named[:200] or one.name)
    if len(message.reply_to) == 1 and message.reply_to[0].key not in own:
        return Address(address=message.reply_to[0].address, name=named[:200] or message.reply_to[0].name)
    return None


def _addresses(value: str) -> Iterable[Address]:
    yield from (one for one in addresses_in(value) if "@" in one.address)
    yield from (Address(address=one.strip(".").removeprefix("mailto:")) for one in _LOOSE_ADDRESS.findall(value))


def _is_plain(one: Address) -> bool:
    return (
        "." in one.domain and "@" not in (one.name or "") and identity_of((one.address.encode("utf-8", "replace"),)) is not None
    )


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _entities(message: ParsedMessage, rule: FormRule, found: Found, known: Sequence[EntityRule]) -> Iterable[tuple[str, str]]:
    """What the fields hold; of a type that the desk has a pattern for, what it finds in them."""
    patterns = {one.type: one.compiled for one in known}
    for kind, names in rule.entities:
        for name in names:
            value = _one_line(_value(message, found, name))
            pattern = patterns.get(kind)
            if pattern is not None:
                match: Any = pattern.search(value)
                value = str(match[0]) if match is not None else ""
            if value:
                yield kind, value[:MAX_ENTITY]


def _tag(value: str) -> str:
    return _NOT_IN_TAGS.sub("-", value.casefold()).strip("-.")[:MAX_TAG]


def _tags(message: ParsedMessage, rule: FormRule, alerts: Sequence[Found]) -> Iterable[str]:
    return filter(None, (_tag(_value(message, each, name)) for each in alerts for name in rule.tags))


def _gravest(message: ParsedMessage, alerts: Sequence[Found], choices: Any, order: Sequence[str]) -> Any:
    """Ours for the first field whose value the settings know; of several alerts the gravest."""
    chosen = [ours for each in alerts if (ours := _chosen(message, each, choices)) is not None]
    return min(chosen, key=order.index, default=None)


def _chosen(message: ParsedMessage, found: Found, choices: Any) -> Any:
    """Ours for the first field whose value the settings know."""
    for (name, value), ours in choices.items():
        if folded(_value(message, found, name)) == value:
            return ours
    return None


def _recovered(message: ParsedMessage, rule: FormRule, found: Found) -> bool:
    return any(folded(_value(message, found, name)) in {folded(value) for value in values} for name, values in rule.recovered)


def _group(message: ParsedMessage, rule: FormRule, alerts: Sequence[Found], customer: Address | None) -> str | None:
    """The same id for all mails of this form and person about the same; None where no field of the group is filled. Of several
    alerts the one whose values come first in the alphabet, in whatever order they stand in the mail."""
    every = ([folded(_value(message, each, name)) for name in rule.group_by] for each in alerts)
    values = min((each for each in every if any(each)), default=None)
    if values is None:
        return None
    whose = customer.key if customer is not None else rule.senders[0]
    digest = hashlib.sha256("\0".join((rule.name, whose, *values)).encode("utf-8", "replace")).hexdigest()[:40]
    return f"{digest}@form.invalid"
