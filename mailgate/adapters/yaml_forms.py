"""`desk.forms` → the forms that mails are held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from mailgate.adapters.yaml_faults import Faults, Loc, Names
from mailgate.mail.form_fields import folded
from mailgate.model.form import FormRule
from mailgate.settings import desk as blocks
from mailgate.settings.forms import Form

Word = TypeVar("Word", bound=str)


def forms_of(desk: blocks.Desk, names: Names, faults: Faults) -> tuple[FormRule, ...]:
    """The forms in order. A form that an earlier one always takes the mails of is a fault, as is an agent's address."""
    found: list[FormRule] = []
    for i, form in enumerate(desk.forms):
        loc: Loc = ("desk", "forms", i)
        _check_senders(form, loc, names, faults)
        rule = _rule(form, loc, names, faults)
        if any(rule.name == other.name for other in found):
            faults.wrong(loc, f"there is a form `{rule.name}` already; give this one a name: of its own", key=True)
        for other in found:
            everything = other.subject_of is None and (
                not other.mailboxes or set(rule.mailboxes) <= set(other.mailboxes) != set()
            )
            if everything and (not other.mailboxes or rule.mailboxes) and set(rule.senders) <= set(other.senders):
                what = f"no mail gets here, the form `{other.name}` takes them all"
                faults.wrong(loc, f"{what}; put this one first, or tell them apart by subject: or mailbox:", key=True)
                break
        found.append(rule)
    return tuple(found)


def _check_senders(form: Form, loc: Loc, names: Names, faults: Faults) -> None:
    if not form.from_:
        faults.wrong((*loc, "from"), "name the address that the mails come from")
    for address in form.from_:
        if address in names.agents:
            what = "is an agent's address, and an agent's mail is never read as a form's; let the form send from another"
            faults.wrong((*loc, "from"), f"{address} {what}")


def _rule(form: Form, loc: Loc, names: Names, faults: Faults) -> FormRule:
    fields = form.fields
    if form.resolve and not form.recovered:
        faults.wrong((*loc, "resolve"), "nothing says what is over; add recovered: {State: [OK, UP]}", key=True)
    if form.recovered and not form.group_by:
        faults.wrong((*loc, "recovered"), "nothing says which ticket it is about; add group_by: [Host, Service]", key=True)
    if form.recovered and fields.customer:
        faults.warn((*loc, "recovered"), "a form with a customer is answered by people; recovered: does nothing in it", key=True)
    for at, group in (
        (("fields", "customer"), fields.customer),
        (("fields", "text"), fields.text),
        (("group_by",), form.group_by),
    ):
        if any(not folded(name) for name in group):
            faults.wrong((*loc, *at), "this names no field; write it as the mails do")
    return FormRule(
        name=form.name or next(iter(form.from_), ""),
        senders=form.from_,
        mailboxes=tuple(names.mailbox(box, (*loc, "mailbox"), faults) for box in form.mailbox),
        subject_of=None if form.subject is None else faults.pattern((*loc, "subject"), form.subject, case=False),
        customer=fields.customer,
        customer_name=fields.name,
        subject=fields.subject,
        text=fields.text,
        entities=tuple(fields.entities.items()),
        tags=fields.tags,
        priority=_choices(fields.priority),
        urgency=_choices(fields.urgency),
        group_by=form.group_by,
        recovered=tuple(form.recovered.items()),
        resolve=form.resolve,
        proven_only=form.proven_only,
    )


def _choices(written: Mapping[str, Mapping[str, Word]]) -> dict[tuple[str, str], Word]:
    return {(folded(name), folded(value)): ours for name, values in written.items() for value, ours in values.items()}
