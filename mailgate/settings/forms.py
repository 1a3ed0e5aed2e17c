"""Forms: mails whose text is fields, of web forms and of monitoring."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from mailgate.settings.rules import Priority
from mailgate.settings.values import Addresses, BlockModel, Names, Says, Switch, wrong

Level = Literal["critical", "high", "normal", "low"]
FieldNames = Annotated[Names, Says("field or list of fields")]


class FormFields(BlockModel):
    """Which field means what. A field that the text lacks is looked for among the mail's headers; case, colons and stars of a
    name don't count."""

    customer: FieldNames = Field(
        default=(),
        description="The customer's address; the first that holds one, else the mail's Reply-To. Left out: a machine tells of "
        "itself, and is never written to.",
    )
    name: FieldNames = Field(default=(), description="The customer's name; of several fields one after the other.")
    subject: FieldNames = Field(default=(), description="The ticket's subject; left out: the mail's.")
    text: FieldNames = Field(
        default=(), description="The customer's own words, many lines; left out: the whole mail. The other fields stand below."
    )
    entities: dict[str, FieldNames] = Field(
        default_factory=dict, description="Entities by type: {ORDER: Order number}; of a type with a pattern, what it finds."
    )
    tags: FieldNames = Field(default=(), description="Fields whose values become tags. From a proven sender only.")
    priority: dict[str, dict[str, Priority]] = Field(
        default_factory=dict, description="Field → value → priority: {State: {DOWN: urgent}}. From a proven sender only."
    )
    urgency: dict[str, dict[str, Level]] = Field(
        default_factory=dict, description="Field → value → urgency: {Severity: {page: critical}}. From a proven sender only."
    )

    @model_validator(mode="after")
    def _names_something(self) -> FormFields:
        if not self.model_fields_set:
            raise wrong("no field is named; write what they mean, such as {customer: E-Mail, text: Message}")
        return self


class Form(BlockModel):
    """A web form or a monitoring system. The first form that a mail fits is its form; a mail with none of its fields is an
    ordinary one."""

    from_: Addresses = Field(alias="from", description="Whose mails they are.")
    name: str | None = Field(default=None, description="What people and rules call it; left out: the sender's address.")
    mailbox: Names = Field(default=(), description="Only mails to these mailboxes of ours.")
    subject: str | None = Field(
        default=None,
        description="Only mails in whose subject this RE2 expression is found, upper and lower case alike; its named groups, "
        "`(?P<Host>\\S+)`, are fields.",
    )
    fields: FormFields = Field(description="Which field means what.")
    group_by: FieldNames = Field(
        default=(), description="Mails with the same values in these fields join one open ticket: [Host, Service]."
    )
    recovered: dict[str, Names] = Field(
        default_factory=dict,
        description="Field → values that say it is over: {State: [OK, UP]}. The ticket gets the tag `recovered`.",
    )
    resolve: Switch = Field(default=False, description="on: what is over is resolved. From a proven sender only.")
    proven_only: Switch = Field(
        default=False, description="on: of a sender nobody has proven, nothing is believed at all; the mail is an ordinary one."
    )
