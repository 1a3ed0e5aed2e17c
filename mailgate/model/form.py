"""Forms: mails of machines whose text is fields, and what one such mail says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mailgate.model.address import Address
from mailgate.model.reading import UrgencyLevel
from mailgate.model.rules import Pattern, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRule:
    """A form of the settings. The tuples are names of fields as the settings write them, in the order they are tried.
    `subject_of` must be found in the subject of its mails; its named groups are fields. `priority` and `urgency` map
    (field, value) to ours; keys are folded by `mail.form_fields.folded`."""

    name: str
    senders: tuple[str, ...]  # lower case
    mailboxes: tuple[str, ...] = ()
    subject_of: Pattern | None = field(default=None, compare=False)
    customer: tuple[str, ...] = ()
    customer_name: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    entities: tuple[tuple[str, tuple[str, ...]], ...] = ()  # type → fields
    tags: tuple[str, ...] = ()
    priority: Mapping[tuple[str, str], Priority] = field(default_factory=dict)
    urgency: Mapping[tuple[str, str], UrgencyLevel] = field(default_factory=dict)
    group_by: tuple[str, ...] = ()
    recovered: tuple[tuple[str, tuple[str, ...]], ...] = ()  # field → the values that say it is over
    resolve: bool = False
    proven_only: bool = False

    @property
    def of_machine(self) -> bool:
        """Whether it names no customer: a machine tells of itself, and nobody is there to be answered."""
        return not self.customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form mail says. All of it is data of a stranger: `customer` is nobody proven. `group` is an id of our own making,
    the same for all mails of one matter; what only a proven sender may say is empty where `proven` is not set."""

    rule: str
    proven: bool
    customer: Address | None = None
    words: str = ""  # the mapped text alone, with which the message's `reply` begins
    entities: tuple[tuple[str, str], ...] = ()  # (type, text)
    tags: tuple[str, ...] = ()
    priority: Priority | None = None
    urgency: UrgencyLevel | None = None
    group: str | None = None
    recovered: bool = False
    resolve: bool = False
    fields: tuple[tuple[str, str], ...] = ()  # as they stand in the mail, those that the settings name
