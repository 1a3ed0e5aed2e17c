"""`when:` → Condition. Every field says what its values may be; what it can't read is a fault with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

from mailgate.adapters.yaml_faults import Faults, Loc, Names, listed
from mailgate.model.message import MessageKind
from mailgate.model.reading import UrgencyLevel
from mailgate.model.rules import ALWAYS, Clause, Condition, Test
from mailgate.model.ticket import TicketState
from mailgate.settings.rules import When
from mailgate.settings.values import is_address, parse_domain, parse_switch
from mailgate.settings.words import did_you_mean

_NUMBER = re.compile(r"(>=|≥|<=|≤|>|<|=)?\s*(-?\d+(?:\.\d+)?)\s*(%?)")
_MOODS = ("frustrated", "negative", "neutral", "positive")
_KINDS = (*get_args(MessageKind), "customer", "agent", "feedback")
_ACTORS = ("customer", "agent", "mailgate")

Read = Callable[[str, Loc, Names, Faults], Test | None]


def condition_of(when: When, loc: Loc, names: Names, faults: Faults) -> Condition:
    """The condition that `when` writes; clauses with faults are left out of it."""
    clauses: list[Clause] = []
    for name, field in When.model_fields.items():
        value = getattr(when, name)
        if value is not None:
            clauses.extend(_clauses(field.alias or name, value, (*loc, field.alias or name), names, faults))
    return Condition(clauses=tuple(clauses)) if clauses else ALWAYS


def _clauses(field: str, value: Any, loc: Loc, names: Names, faults: Faults) -> Iterator[Clause]:
    if isinstance(value, dict):
        yield from _keyed(field, value, loc, names, faults)
        return
    if field == "header":
        faults.wrong(loc, "name the header and what is found in it; write header: {X-Priority: '^1'}")
        return
    any_of: list[Test] = []
    for i, each in enumerate(listed(value)):
        here = (*loc, i) if isinstance(value, list | tuple) else loc
        if isinstance(each, dict | list | tuple) or each is None:
            faults.wrong(here, "a word is expected here")
            continue
        test = _READ[field](str(each).strip(), here, names, faults)
        if test is not None:
            any_of.append(test)
    if any_of:
        yield Clause(field=field, any_of=tuple(any_of))
    elif isinstance(value, list | tuple) and not value:
        faults.wrong(loc, "an empty list never holds; name what it may be, or leave the line out")


def _keyed(field: str, value: dict[str, Any], loc: Loc, names: Names, faults: Faults) -> Iterator[Clause]:
    """`header: {NAME: …}`, `entity: {TYPE: …}`, `hours: {outside: …}`."""
    if field not in ("header", "entity", "hours"):
        faults.wrong(loc, "a word or a list of words is expected here, not a block")
        return
    for key, wanted in value.items():
        here = (*loc, key)
        if field == "hours" and key not in ("inside", "outside"):
            faults.wrong(here, f"`{key}` is neither inside nor outside; {did_you_mean(key, ('inside', 'outside'))}", key=True)
            continue
        any_of: list[Test] = []
        for i, each in enumerate(listed(wanted)):
            there = (*here, i) if isinstance(wanted, list | tuple) else here
            if isinstance(each, dict | list) or each is None:
                faults.wrong(there, "a word is expected here", key=each is None)
                continue
            read = _hours if field == "hours" else _expression_or_there
            test = read(str(each), there, names, faults)
            if test is not None:
                any_of.append(test)
        if any_of:
            yield Clause(field=field, key=key, any_of=tuple(any_of))


# -- what one value may be -------------------------------------------------------------------------------------------


def _word(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    if not value:
        faults.wrong(loc, "a word is expected here")
        return None
    return Test(kind="equals", value=value)


def _one_of(*known: str) -> Read:
    def read(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
        if value.lower() not in known:
            faults.wrong(loc, f"`{value}` is none of the words it may be; {did_you_mean(value, known)}")
            return None
        return Test(kind="equals", value=value.lower())

    return read


def _expression(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    pattern = faults.pattern(loc, value, case=False)
    return Test(kind="pattern", value=value, pattern=pattern) if pattern is not None else None


def _expression_or_there(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    if value.lower() in ("true", "false"):
        return Test(kind="is_set", value=value.lower() == "true")
    return _expression(value, loc, names, faults)


def _address(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    if not is_address(value):
        faults.wrong(loc, f"`{value}` is not an address; write maria@example.org, or ask for its domain: with domain:")
        return None
    return Test(kind="equals", value=value.lower())


def _domain(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    try:
        return Test(kind="equals", value=parse_domain(value.removeprefix("@")))
    except ValueError as error:
        faults.wrong(loc, str(error))
        return None


def _switch(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    try:
        return Test(kind="is_set", value=parse_switch(value))
    except ValueError:
        faults.wrong(loc, f"`{value}` is neither true nor false; write true or false")
        return None


def _number(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    match = _NUMBER.fullmatch(value)
    sign = match[1] if match else None
    if match is None or sign in (">", "<=", "≤", "="):
        faults.wrong(loc, f'`{value}` is not a comparison; write ">=0.8" or "<0.5"')
        return None
    number = float(match[2]) / (100 if match[3] else 1)
    return Test(kind="below" if sign == "<" else "at_least", value=number)


def _word_or_number(*known: str) -> Read:
    words = _one_of(*known)

    def read(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
        return _number(value, loc, names, faults) if value[:1] in "<>≥≤=" else words(value, loc, names, faults)

    return read


def _form(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    return Test(kind="equals", value=names.form(value, loc, faults))


def _attachments(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    if value.lower() in ("true", "false"):
        return Test(kind="is_set", value=value.lower() == "true")
    if _NUMBER.fullmatch(value):
        return _number(value, loc, names, faults)
    return _expression(value, loc, names, faults)


def _by(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    return _address(value, loc, names, faults) if "@" in value else _one_of(*_ACTORS)(value, loc, names, faults)


def _intent(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    return Test(kind="equals", value=names.intent_asked(value, loc, faults))


def _mailbox(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    return Test(kind="equals", value=names.mailbox(value, loc, faults))


def _hours(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    return Test(kind="equals", value=names.hour(value, loc, faults))


def _team(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    return Test(kind="equals", value=names.team(value, loc, faults))


def _agent(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    return Test(kind="equals", value=names.agent(value, loc, faults))


def _sensitive(value: str, loc: Loc, names: Names, faults: Faults) -> Test | None:
    if value.lower() in ("true", "false"):
        return Test(kind="is_set", value=value.lower() == "true")
    return _one_of(*names.classes)(value, loc, names, faults)


_READ: dict[str, Read] = {
    "mailbox": _mailbox, "from": _address, "domain": _domain, "department": _word, "organisation": _word, "tier": _word,
    "trial": _switch, "plan": _word, "subject": _expression, "text": _expression, "intent": _intent, "confidence": _number,
    "entity": _word, "urgency": _word_or_number(*get_args(UrgencyLevel)), "mood": _word_or_number(*_MOODS), "language": _word,
    "form": _form, "kind": _one_of(*_KINDS), "attachments": _attachments, "hours": _hours, "team": _team, "agent": _agent,
    "sensitive": _sensitive, "state": _one_of(*get_args(TicketState)), "tags": _word, "by": _by,
}  # fmt: skip
