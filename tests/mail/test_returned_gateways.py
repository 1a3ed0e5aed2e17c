"""Returned mail through gateways, scanners and aliases: whom it names, and that it is one at all."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse
from mailgate.model.message import FailedRecipient, ParsedMessage

TO = "To: support@example.com\nDate: Mon, 9 Nov 2026 10:00:00 +0000\n"
LIST = "Precedence: bulk\nList-Id: users <users.example.com>\n"  # a list's header, kept by the list that got the report


def mail(text: str) -> ParsedMessage:
    return parse((TO + text).replace("\n", "\r\n").encode())


def failed(text: str) -> tuple[FailedRecipient, ...]:
    message = mail(text)
    assert message.kind == "bounce"
    assert message.bounce is not None
    return message.bounce.recipients


STATUS = """\
From: postmaster@mx.example
Subject: Delivery Notification
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Original-Recipient: rfc822; joe@b.example
Final-Recipient: rfc822; joe.smith@mailstore-3
Action: failed
Status: 5.2.2
--b--
"""


def test_the_address_that_we_wrote_to_failed_not_what_an_alias_made_of_it() -> None:
    assert [each.address for each in failed(STATUS)] == ["joe@b.example"]


def test_a_report_inside_a_scanners_empty_report_is_read() -> None:
    inner = STATUS.replace("--b--", "--b--\n--o--").replace("boundary=b", "boundary=b")
    text = (
        "From: postmaster@mx.example\nSubject: Delivery Status Notification (Failure)\n"
        f"Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: message/rfc822\n\n{inner}"
    )
    assert [(each.address, each.status) for each in failed(text)] == [("joe@b.example", "5.2.2")]


def test_a_report_whose_status_part_is_broken_is_read_by_its_words() -> None:
    text = (
        "Subject: Utilisateur inconnu\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nA message could not be delivered to:\njoe@b.example\n\n"
        "--b\nContent-Type: message/delivery-status\nReporting-MTA: mx.example\n\n--b--\n"
    )
    assert [each.address for each in failed(text)] == ["joe@b.example"]


@pytest.mark.parametrize(
    "names",
    [
        "joe@b.example on Mon, 9 Nov 2026 10:00:02 +0000",
        "c=US;a= ;p=B;o=X2;dda:SMTP=joe@b.example; on Mon, 9 Nov 2026 10:00:02 +0000",
    ],
)
def test_the_recipient_of_the_letter_that_came_back_is_not_the_failed_one(names: str) -> None:
    text = (
        "From: System Administrator <postmaster@b.example>\nSubject: Undeliverable: Hello\n\nYour message\n\n"
        "  To:      users@lists.example\n  Subject: Hello\n  Sent:    Mon, 9 Nov 2026 10:00:00 +0000\n\n"
        f"did not reach the following recipient(s):\n\n{names}\n    The recipient name is not recognized\n"
    )
    assert [each.address for each in failed(text)] == ["joe@b.example"]


def test_who_got_no_copy_of_a_message_is_named_below_not_returned() -> None:
    text = (
        "From: MDaemon@mx.example\nSubject: Permanent Delivery Failure\n" + LIST + "\nYOUR MESSAGE WAS NOT DELIVERED!\n\n"
        "The following addresses did NOT receive a copy of your message:\n\n> joe@b.example\n\n--- Session Transcript ---\n"
        " RCPT To:<joe@b.example>\n 552 Message for <joe@b.example> would exceed mailbox quota\n"
    )
    assert [(each.address, each.smtp_code) for each in failed(text)] == [("joe@b.example", 552)]


def test_the_senders_own_details_below_the_report_are_not_the_failed_recipient() -> None:
    text = (
        "From: MAILER-DAEMON <mailer-daemon@mx.example>\nSubject: Undeliverable: Hello\n\n"
        'Delivery has failed to these recipients:\n\nServer "192.0.2.1:25" returned an error:\n\n'
        "\t* [joe@b.example]: 550 joe@b.example...User account is overquota\n\n\nOriginal message details:\n\n"
        "\t* From: support@example.com\n\t* To: all@b.example\n\t* Subject: Hello\n"
    )
    assert [each.address for each in failed(text)] == ["joe@b.example"]


@pytest.mark.parametrize(
    "text",
    [
        'From: <"System Administrator"@mx.example>\nSubject: Delivery Failure\n\nCould not deliver message to the following '
        "recipient(s):\n\nFailed Recipient: joe@b.example\nReason: Remote host said: 550 unknown user <joe@b.example>\n",
        "From: scanner_for_gateways@mx.example\nSubject: Delivery failure notification\n\nYour message with Subject: Hello\n"
        "could not be delivered to the following recipients:\n\njoe@b.example\n\nPlease do not resend your original message.\n",
        "From: relay4@bank.example\nSubject: RE: Hello : non remis (delivery failed)\n\n*****************\n"
        "Votre message n'a pas pu etre delivre a\njoe@b.example\n\n*****************\n",
        "From: admin@b.example\nSubject: Non-Delivery: Hello\n" + LIST + "\n--- Non-Delivery Report ---\n"
        'The email below could not be delivered to the following user:\n\n"joe" <joe@b.example>\n\nOld message:\n\nHello\n',
        "From: MAILER-DAEMON@b.example\nSubject: Processing Error\n"
        + LIST
        + "\nIntended recipient: joe@b.example\n\nThe following "
        "mail has been returned because it encountered an error\nwhile being processed.\n\n--------RETURNED MAIL\nx\n",
    ],
    ids=["quoted name", "scanner", "bank relay", "admin", "list header"],
)
def test_a_report_is_one_whoever_signs_it(text: str) -> None:
    assert [each.address for each in failed(text)] == ["joe@b.example"]


@pytest.mark.parametrize(
    "words",
    [
        "Delivery attempts will continue to be made for 5 day(s).",
        "It has been postponed due to a full mailbox.",
        "server too busy",
    ],
)
def test_what_will_be_tried_again_did_not_fail_for_good(words: str) -> None:
    text = f"From: Postmaster <postmaster@b.example>\nSubject: Delivery failure\n\nNot delivered to\njoe@b.example\n\n{words}\n"
    assert [each.permanent for each in failed(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Subject: Delivery failure\n\nHello,\n\nmy mail to joe@b.example could not be delivered. What can I do?\n",
        "Subject: Delivery failed\n\nYour parcel to us could not be delivered?\nWe wait at\njoe@b.example\n",
        "Subject: returned mail\n\nHi,\nsince Monday this comes back:\n\njoe@b.example\n\nIt could not be delivered. Help!\n",
    ],
)
def test_a_person_who_tells_of_returned_mail_is_a_person(text: str) -> None:
    assert mail("From: Maria <maria@example.org>\n" + text).kind == "human"
