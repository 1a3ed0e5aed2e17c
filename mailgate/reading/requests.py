"""What a reader is asked: which rules and which model it reads by, and the texts. Plain data, for another process may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from mailgate.model.documents import NO_DOCUMENTS, Documents
from mailgate.model.promise import Hours
from mailgate.model.rules import EntityRule, Intent, Rulebook
from mailgate.reading.builtin import BUILTIN_INTENTS
from mailgate.reading.business_day import desk_hours, hours_by_mailbox
from mailgate.reading.patterns import plain_pattern

DEFAULT_MODEL = "auto"
RULES_ONLY = "rules"  # no spaCy at all: what a process without the model falls back to


class ReadingRules(Protocol):
    """What of a rulebook the reading goes by."""

    @property
    def intents(self) -> Mapping[str, Intent]: ...

    @property
    def entities(self) -> tuple[EntityRule, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRules:
    """The same as data that can be sent to another process: patterns are strings."""

    intents: Mapping[str, Intent] = field(default_factory=dict)
    entities: tuple[EntityRule, ...] = ()
    documents: Documents = NO_DOCUMENTS
    hours: Hours | None = None  # the desk's
    hours_at: Mapping[str, Hours] = field(default_factory=dict)  # by mailbox, where they are known

    @staticmethod
    def of(rules: ReadingRules | None) -> PlainRules:
        """Without rules, or with none for intents, the built-in intents are read."""
        intents = dict(rules.intents) if rules is not None else {}
        entities = rules.entities if rules is not None else ()
        return PlainRules(
            intents={
                name: replace(intent, patterns=tuple(plain_pattern(pattern) for pattern in intent.patterns))
                for name, intent in (intents or BUILTIN_INTENTS).items()
            },
            entities=tuple(EntityRule(type=rule.type, pattern=rule.pattern) for rule in entities),
            documents=getattr(rules, "documents", NO_DOCUMENTS),
            hours=_hours_of(rules),
            hours_at=_hours_at(rules),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One text to be read. `sent` is the mail's own date in the sender's zone; `now` stands in where it has none. `mailbox` is
    the one of ours that it came to."""

    text: str
    subject: str = ""
    sent: datetime | None = None
    now: datetime
    sender: str = ""
    mailbox: str = ""


def _hours_of(rules: ReadingRules | None) -> Hours | None:
    """A rulebook's desk hours; what is already plain has them named."""
    if isinstance(rules, PlainRules):
        return rules.hours
    return desk_hours(rules.mailboxes, rules.teams, rules.hours) if isinstance(rules, Rulebook) else None


def _hours_at(rules: ReadingRules | None) -> Mapping[str, Hours]:
    if isinstance(rules, PlainRules):
        return rules.hours_at
    return hours_by_mailbox(rules.mailboxes, rules.teams, rules.hours) if isinstance(rules, Rulebook) else {}
