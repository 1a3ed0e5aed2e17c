"""Forwarded mail: the original apart from the forwarder's words."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse
from mailgate.model.message import Forwarded, ParsedMessage

FORWARDS = {
    "gmail": (
        "---------- Forwarded message ---------\nFrom: Maria Lopez <maria@example.org>\nDate: Mon, Nov 9, 2026 at 4:05 PM\n"
        "Subject: Login\nTo: <alice@example.com>\n\n\nIt does not work.\n"
    ),
    "gmail de": (
        "---------- Forwarded message ---------\nVon: Maria Lopez <maria@example.org>\nDate: Mo., 9. Nov. 2026 um 16:05 Uhr\n"
        "Subject: Login\nTo: <alice@example.com>\n\nIt does not work.\n"
    ),
    "apple mail": (
        "Begin forwarded message:\n\n> From: Maria Lopez <maria@example.org>\n"
        "> Subject: Login\n> Date: 9. November 2026 16:05:00 GMT+1\n"
        "> To: alice@example.com\n> \n> It does not work.\n"
    ),
    "apple mail fr": (
        "Début du message réexpédié :\n\nDe: Maria Lopez <maria@example.org>\n"
        "Objet: Login\nDate: 9 novembre 2026 à 16:05:00 UTC+1\n"
        "À: alice@example.com\n\nIt does not work.\n"
    ),
    "thunderbird": (
        "-------- Forwarded Message --------\nSubject: \tLogin\nDate: \tMon, "
        "9 Nov 2026 16:05:00 +0100\nFrom: \tMaria Lopez <maria@example.org>\n"
        "To: \talice@example.com\n\n\nIt does not work.\n"
    ),
    "thunderbird it": (
        "-------- Messaggio Inoltrato --------\nOggetto: \tLogin\n"
        "Data: \tMon, 9 Nov 2026 16:05:00 +0100\nMittente: \tMaria Lopez "
        "<maria@example.org>\nA: \talice@example.com\n\nIt does not work.\n"
    ),
    "outlook": (
        "From: Maria Lopez <maria@example.org>\nSent: Monday, November 9, "
        "2026 4:05 PM\nTo: Alice <alice@example.com>\nSubject: Login\n\n"
        "It does not work.\n"
    ),
    "outlook de": (
        "Von: Maria Lopez <maria@example.org>\nGesendet: Montag, 9. November "
        "2026 16:05\nAn: Alice <alice@example.com>\nBetreff: Login\n\n"
        "It does not work.\n"
    ),
    "outlook old": (
        "-----Original Message-----\nFrom: Maria Lopez [mailto:maria@example.org]\n"
        "Sent: Monday, November 9, 2026 4:05 PM\nTo: Alice\n"
        "Subject: Login\n\nIt does not work.\n"
    ),
    "yahoo": (
        "----- Forwarded Message -----\nFrom: Maria Lopez <maria@example.org>\n"
        "To: Alice <alice@example.com>\nSent: Monday, November 9, 2026 at "
        "04:05:00 PM GMT+1\nSubject: Login\n\nIt does not work.\n"
    ),
}


def forwarded(text: str, subject: str = "Fwd: Login", more: str = "") -> ParsedMessage:
    return parse(
        f"From: Alice <alice@example.com>\nSubject: {subject}\n{more}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()
    )


@pytest.mark.parametrize("text", FORWARDS.values(), ids=FORWARDS.keys())
def test_the_original_is_read_and_the_comment_kept_apart(text: str) -> None:
    message = forwarded(f"Please look.\n\n{text}")
    assert message.reply == "Please look."
    found = message.forwarded
    assert isinstance(found, Forwarded)
    assert found.sender is not None
    assert (found.sender.name, found.sender.address) == ("Maria Lopez", "maria@example.org")
    assert (found.subject, found.text) == ("Login", "It does not work.")
    assert found.date is not None
    assert found.date.date().isoformat() == "2026-11-09"


def test_a_reply_prints_the_same_header_and_is_no_forward() -> None:
    message = forwarded(f"Thanks.\n\n{FORWARDS['outlook']}", subject="RE: Login", more="In-Reply-To: <a@example.org>\n")
    assert (message.forwarded, message.reply) == (None, "Thanks.")


def test_what_a_quote_holds_is_not_forwarded_by_the_one_who_quotes_it() -> None:
    text = f"Thanks.\n\nOn Mon, Nov 9, 2026 at 5:00 PM Bob <bob@example.com> wrote:\n> {FORWARDS['gmail']}"
    assert forwarded(text, subject="Re: Login").forwarded is None


def test_a_message_attached_under_such_a_subject_is_forwarded() -> None:
    data = (
        b"From: alice@example.com\nSubject: WG: Login\nContent-Type: multipart/mixed; "
        b"boundary=b\n\n--b\n\nsee\n--b\nContent-Type: message/rfc822\n\n"
        b"From: Maria Lopez <maria@example.org>\nSubject: Login\n\nIt does not work.\n--b--\n"
    )
    message = parse(data)
    assert message.forwarded is not None
    assert message.forwarded.text == "It does not work."
    assert message.reply == "see"


def test_a_html_forward_is_read() -> None:
    html = (
        '<div>Please look.</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: '
        "<strong>Maria</strong> &lt;maria@example.org&gt;<br>Date: Mon, 9 "
        "Nov 2026 at 16:05<br>Subject: Login<br>To: &lt;a@example.com&gt;<br>"
        "</div><br><div>It does not work.</div></div>"
    )
    message = parse(f"From: a@example.com\nSubject: Fwd: Login\nContent-Type: text/html; charset=utf-8\n\n{html}".encode())
    assert message.forwarded is not None
    assert (message.forwarded.subject, message.forwarded.text, message.reply) == ("Login", "It does not work.", "Please look.")
