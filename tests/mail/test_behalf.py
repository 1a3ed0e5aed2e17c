"""On whose behalf a mail was sent, as lists and web forms say it."""

from __future__ import annotations

import time

import pytest

from mailgate.mail.behalf import name_before_via
from mailgate.mail.parse import parse
from mailgate.model.address import Address
from tests.mail import form_mails as mails

JANE = Address(address="jane@example.org", name="Jane Doe")


def behalf(head: str, text: str = "Hello") -> Address | None:
    return parse(f"To: support@example.com\nSubject: x\n{head}\n\n{text}\n".encode()).on_behalf_of


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ("From: \"'Jane Doe' via Support\" <support@example.com>\nX-Original-From: Jane Doe <jane@example.org>", JANE),
        ("From: support@example.com\nX-Original-Sender: jane@example.org", Address(address="jane@example.org")),
        ("From: Jane Doe <jane@list.example>\nOriginal-From: Jane Doe <jane@example.org>", JANE),
        ("From: Jane Doe via Users <users@list.example>\nReply-To: Jane Doe <jane@example.org>", JANE),
        ("From: Jane Doe via Users <users@list.example>\nReply-To: jane@example.org", JANE),
        (
            "From: Jane Doe via Users <users@list.example>\nReply-To: Users <users@list.example>, Jane Doe <jane@example.org>",
            JANE,
        ),
        (
            "From: Jane Doe via Users <users@list.example>\nReply-To: users@list.example\nCc: Jane Doe <jane@example.org>",
            JANE,
        ),
        ("From: Jane Doe via groups.io <jane=example.org@groups.io>\nReply-To: main@team.groups.io", JANE),
        ("From: Jane Doe <jane=40example.org@dmarc.ietf.org>", JANE),
        ("From: =?utf-8?Q?Jane_Doe_=C3=BCber_Support?= <support@example.com>\nReply-To: jane@example.org", JANE),
        ("From: Jane Doe tramite Assistenza <support@example.com>\nReply-To: jane@example.org", JANE),
        ("From: =?utf-8?Q?Jane_Doe_a_trav=C3=A9s_de_Soporte?= <support@example.com>\nReply-To: jane@example.org", JANE),
        ("From: Jane Doe <jane@example.org>", None),
        ("From: Jane Doe <jane@example.org>\nX-Original-From: jane@example.org", None),
        ("From: Olivia Viall <o@example.org>\nReply-To: jane@example.org", None),
        ("From: Shop via Mailer <news@shop.example>\nReply-To: a@shop.example, b@shop.example", None),
        ("From: SRS0=abc=de=example.org=jane@forward.example", None),
        ("From: prvs=123=jane=example.org@x.example", None),
        ("From: a=b.example@tracker.example", None),
        ("X-Original-From: nobody", None),
    ],
)
def test_whom_a_list_writes_for(head: str, meant: Address | None) -> None:
    assert behalf(head) == meant


FORM = "E-Mail: jane@example.org\nMessage: my order never came"
REPLY = "Reply-To: Jane Doe <jane@example.org>"


@pytest.mark.parametrize(
    ("head", "text", "meant"),
    [
        (f"From: WordPress <wordpress@shop.example>\n{REPLY}", FORM, JANE),
        (f"From: noreply@shop.example\n{REPLY}", FORM, JANE),
        (f"From: support@example.com\n{REPLY}", FORM, JANE),
        (f"From: shop@web7.host.example\nX-PHP-Originating-Script: 33:form.php\n{REPLY}", FORM, JANE),
        (f"From: anne@shop.example\nX-Mailer: PHPMailer 6.9\n{REPLY}", FORM, JANE),
        (f"From: noreply@shop.example\n{REPLY}", "Our sale ends today!", None),
        (f"From: Jane <jane.doe@company.example>\n{REPLY}", "My other address is jane@example.org", None),
        (f"From: noreply@shop.example\nIn-Reply-To: <a@b>\n{REPLY}", FORM, None),
        (f"From: noreply@shop.example\nList-Id: <news.shop.example>\n{REPLY}", FORM, None),
        ("From: noreply@shop.example\nReply-To: help@shop.example", "help@shop.example", None),
        (f"From: noreply@shop.example\n{REPLY}, bob@example.net", FORM, None),
    ],
)
def test_whom_a_web_form_writes_for(head: str, text: str, meant: Address | None) -> None:
    assert behalf(head, text) == meant


def test_a_contact_form_of_wordpress_is_its_visitors() -> None:
    assert parse(mails.CONTACT_FORM_7).on_behalf_of == Address(address="maria@example.org")


def test_long_names_cost_little() -> None:
    begin = time.process_time()
    for name in ("a via " * 50_000, "a " * 200_000, "via" * 100_000, "' " * 100_000):
        name_before_via(name)
    assert time.process_time() - begin < 10
