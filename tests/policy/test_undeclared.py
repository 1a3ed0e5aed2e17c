"""A web form that the settings don't name: its Reply-To is shown, never believed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailgate.model.address import Address
from mailgate.model.decision import AddParticipant, CountEvent, Decision, OpenTicket
from mailgate.model.facts import Facts
from mailgate.policy.undeclared import told_behind
from tests.policy.desk import ALICE, DANA, read
from tests.policy.mails import MARIA, arrived, decided, effects, facts, mail, notices, story, sure_of, the_ticket, told

SITE = "wordpress@site.example"
LOGIN = read(("account.access", 0.9))


def form_mail(sender: str = SITE, reply_to: str = MARIA, **changes: Any) -> Decision:
    known = changes.pop("known", Facts())
    written = mail(sender, reply_to=(Address(address=reply_to, name="Maria"),), **changes)
    return decided(written, known, arrived(sure_of(sender)), reading=LOGIN)


@pytest.mark.parametrize("local", ["wordpress", "noreply", "no-reply", "www-data", "contact-form", "webform", "apache"])
def test_the_ticket_is_the_forms_own_and_the_person_hears_nothing(local: str) -> None:
    decision = form_mail(f"{local}@site.example")
    assert (decision.outcome, decision.reason) == ("opened", "undeclared_form")
    assert the_ticket(decision).customer == f"{local}@site.example"
    assert [p.address for p in effects(decision, OpenTicket)[0].participants] == [f"{local}@site.example"]
    assert effects(decision, AddParticipant) == []
    assert told(decision) == [("handover", ALICE), ("admin_notice", DANA)]
    assert MARIA not in [to for _, to in told(decision)]


def test_the_agent_sees_the_person_and_explain_says_what_would_be_needed() -> None:
    decision = form_mail()
    assert notices(decision)[0].data["behind"] == MARIA
    assert (
        "it looks like a web form for maria@example.org (its Reply-To); name wordpress@site.example under desk.forms and "
        "they are answered"
    ) in decision.because


def test_the_ticket_keeps_for_whom_the_form_speaks() -> None:
    assert the_ticket(form_mail(reply_to="Maria@Example.org")).tags == ("form-for:maria@example.org",)
    assert told_behind(the_ticket(form_mail())) == MARIA
    assert told_behind(replace(the_ticket(form_mail()), tags=())) is None
    assert told_behind(replace(the_ticket(form_mail()), customer=MARIA)) is None


def test_the_lead_hears_once_what_the_settings_need() -> None:
    first = form_mail()
    lines = notices(first)[1].data["lines"]
    assert "        - {from: wordpress@site.example, fields: {customer: E-Mail, text: Message}}" in lines
    assert [e.key for e in effects(first, CountEvent)][-2:] == ["form-hint:wordpress@site.example", "form-hint"]
    assert told(form_mail(known=Facts(form_told=True))) == [("handover", ALICE)]


@pytest.mark.parametrize(
    ("sender", "changes"),
    [
        ("jane@site.example", {}),  # a person with another address to answer to
        (SITE, {"reply_to": "other@site.example"}),  # the site itself
        (SITE, {"reply_to": ALICE}),
        (SITE, {"reply_to": "support@example.com"}),
        (SITE, {"reply_to": "no-reply@shop.example"}),
        (SITE, {"references": ("x@site.example",)}),
        (SITE, {"list_id": "news.site.example"}),
        ("support@example.com", {}),  # our own mailbox: read on behalf, as ever
    ],
)
def test_what_is_no_such_form_is_an_ordinary_mail(sender: str, changes: dict[str, Any]) -> None:
    assert form_mail(sender, **changes).reason != "undeclared_form"


def test_a_reply_to_lets_nobody_into_a_conversation() -> None:
    decision = form_mail(known=facts(story(), same_subject=1042))
    assert (decision.outcome, the_ticket(decision).customer) == ("opened", SITE)
