"""Who wrote a message: people, answering machines, lists, mail systems; and what returned mail says."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse
from mailgate.model.message import FailedRecipient, ParsedMessage

PERSON = "From: Maria Lopez <maria@example.org>\nTo: support@example.com\nDate: Mon, 9 Nov 2026 10:00:00 +0000\n"
DAEMON = "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example.net>\nTo: support@example.com\n"


def mail(text: str) -> ParsedMessage:
    return parse(text.replace("\n", "\r\n").encode())


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated (failure)",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        "X-Loop: desk",
        "Subject: Automatic reply: Login",
        "Subject: Re: [desk] AutoReply: Login",
        "Subject: Automatische Antwort: Login",
        "Subject: Réponse automatique : Login",
        "Subject: Respuesta automática: Login",
        "Subject: Risposta automatica: Login",
        "Subject: Resposta automática: Login",
        "Subject: Automatisch antwoord: Login",
        "Subject: Autosvar: Login",
        "Subject: Automaattinen vastaus: Login",
        "Subject: Automatyczna odpowiedź: Login",
        "Subject: Automatická odpověď: Login",
        "Subject: Автоматический ответ: Login",
        "Subject: Otomatik yanıt: Login",
        "Subject: 自动答复: Login",
        "Subject: 自動応答: Login",
        "Subject: 자동 회신: Login",
        "Subject: Out of office\nX-Auto-Response-Suppress: All",
        "Subject: Abwesend bis Montag\nAuto-Submitted: auto-replied",
        "Subject: In ferie\nReturn-Path: <>",
    ],
)
def test_answering_machines_are_known_by_header_or_subject(header: str) -> None:
    assert mail(f"{PERSON}{header}\n\nThank you.\n").kind == "auto_reply"


@pytest.mark.parametrize(
    "text",
    [
        "Subject: Login\n\nAutomatic replies don't work in your product.",
        "Subject: holiday hours?\n\nAre you out of office on Friday?",
        "Subject: In ferie\n\nsono in ferie, posso entrare lo stesso?",
        "Subject: Undelivered Mail Returned to Sender\nUser-Agent: x\n\nI got this. What does 550 5.1.1 user unknown mean?",
        "Subject: Fwd: Undelivered Mail Returned to Sender\n\nCan you help?",
        "Subject: Delivery failure of my order\n\nThe parcel could not be delivered.",
        "Subject: x\nAuto-Submitted: no\n\nhi",
        "Subject: x\nPrecedence: normal\n\nhi",
        "Subject: x\nX-Auto-Response-Suppress: OOF\n\nhi",
        "Subject: x\nAuto-Submitted: auto-forwarded\n\nhi",
    ],
)
def test_a_person_who_writes_about_machines_is_a_person(text: str) -> None:
    assert mail(PERSON + text).kind == "human"


def test_a_parcel_that_could_not_be_delivered_is_no_bounce() -> None:
    text = (
        "From: no-reply@parcels.example\n"
        "To: support@example.com\nSubject: "
        "Delivery notification\n\nYour "
        "parcel could not be delivered.\n"
    )
    assert mail(text).kind == "human"


@pytest.mark.parametrize(
    "header", ["List-Id: Users <users.example.org>", "Precedence: list", "X-Mailing-List: users", "List-Post: <mailto:u@x>"]
)
def test_lists_are_known_by_their_headers(header: str) -> None:
    assert mail(f"{PERSON}{header}\nSubject: x\n\nhi").kind == "list"


def test_the_id_of_a_list_is_read() -> None:
    assert mail(f"{PERSON}List-Id: =?utf-8?q?Us=C3=A9rs?= <Users.Example.ORG>\n\nhi").list_id == "users.example.org"


DSN = """\
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

I'm sorry to have to inform you that your message could not be delivered.

<nobody@example.org>: host mx.example.org said: 550 5.1.1 no such user
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; nobody@example.org
Action: ACTION
Status: STATUS
Diagnostic-Code: smtp; CODE
--b
Content-Type: message/rfc822

Message-ID: <letter@support.example.com>
Subject: Re: Login

hi
--b--
"""


def dsn(action: str = "failed", status: str = "5.1.1", code: str = "550 5.1.1 no such user") -> ParsedMessage:
    return mail(DAEMON + DSN.replace("ACTION", action).replace("STATUS", status).replace("CODE", code))


def test_a_delivery_status_names_recipient_status_and_letter() -> None:
    message = dsn()
    assert (message.kind, message.report) == ("bounce", None)
    assert message.bounce is not None
    assert message.bounce.original_message_id == "letter@support.example.com"
    assert message.bounce.recipients == (
        FailedRecipient(
            address="nobody@example.org",
            status="5.1.1",
            smtp_code=550,
            permanent=True,
            action="failed",
            reason="550 5.1.1 no such user",
        ),
    )


def test_the_remote_servers_status_beats_the_summary() -> None:
    bounce = dsn(status="5.0.0", code="552 5.2.2 mailbox full").bounce
    assert bounce is not None
    assert bounce.recipients[0].status == "5.2.2"


@pytest.mark.parametrize(
    ("action", "kind", "report"), [("delayed", "bounce", "delayed"), ("delivered", "auto_reply", "delivered")]
)
def test_delays_and_successes_are_told_apart(action: str, kind: str, report: str) -> None:
    message = dsn(action=action, status="4.0.0" if action == "delayed" else "2.0.0", code="")
    assert (message.kind, message.report) == (kind, report)


FREE = {
    "qmail": (
        "Subject: failure notice\n\nHi. This is the qmail-send program at "
        "mx.example.net.\nI'm afraid I wasn't able to deliver your message.\n\n"
        "<nobody@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 unknown user\n\n"
        "--- Below this line is a copy of the message.\n\nReturn-Path: "
        "<support@example.com>\nMessage-ID: <letter@support.example.com>\n"
    ),
    "exim": (
        "X-Failed-Recipients: nobody@example.org\nSubject: Mail delivery "
        "failed: returning message to sender\n\nThis message was created "
        "automatically by mail delivery software.\nA message that you sent "
        "could not be delivered.\n\n  nobody@example.org\n    host mx said: "
        "550 5.1.1 unknown user\n\n------ This is a copy of the message, including "
        "all the headers. ------\n\nMessage-ID: <letter@support.example.com>\n"
    ),
    "sendmail": (
        "Subject: Returned mail: User unknown\n\n   ----- The following "
        "addresses had permanent fatal errors -----\n<nobody@example.org>\n\n"
        "   ----- Transcript of session follows -----\n>>> RCPT To:<nobody@example.org>\n<<< 550 5.1.1 User unknown\n\n"
        "   ----- Original message follows -----\n\nMessage-ID: <letter@support.example.com>\n"
    ),
    "exchange": (
        "Subject: Undeliverable: Login\n\nYour message did not reach "
        "some or all of the intended recipients.\n\n      Subject: Login\n"
        "      Sent: 9.11.2026\n\nThe following recipient(s) cannot be "
        "reached:\n\n      nobody@example.org on 9.11.2026\n            "
        "550 5.1.1 unknown\n\n----- Original message -----\nMessage-ID: <letter@support.example.com>\n"
    ),
}


@pytest.mark.parametrize("text", FREE.values(), ids=FREE.keys())
def test_returned_mail_in_free_words_names_its_recipient(text: str) -> None:
    message = mail(DAEMON + text)
    assert message.kind == "bounce"
    assert message.bounce is not None
    (found,) = message.bounce.recipients
    assert (found.address, found.status, found.smtp_code, found.permanent) == ("nobody@example.org", "5.1.1", 550, True)
    assert message.bounce.original_message_id == "letter@support.example.com"


def test_an_ses_notification_is_a_bounce() -> None:
    told = (
        '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"nobody@example.org",'
        '"action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{"messageId":"0100"}}'
    )
    message = mail(f"From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message\n\n{told}\n")
    assert message.bounce is not None
    assert (message.bounce.recipients[0].address, message.bounce.original_message_id) == ("nobody@example.org", "0100")


@pytest.mark.parametrize(
    ("kind", "report"),
    [("disposition-notification", "read"), ("feedback-report", "abuse")],
)
def test_receipts_and_complaints_are_reports_not_bounces(kind: str, report: str) -> None:
    text = f"{PERSON}Content-Type: multipart/report; report-type={kind}; boundary=b\n\n--b\n\nx\n--b--\n"
    message = mail(text)
    assert (message.kind, message.report) == ("auto_reply", report)


def test_a_challenge_is_a_report() -> None:
    text = (
        f"{PERSON}Subject: Re: Login\n\nPlease confirm that you sent this mail: click http://x.example to confirm your message.\n"
    )
    assert mail(text).report == "challenge"


def test_the_answer_to_an_invitation_is_automatic() -> None:
    text = (
        f"{PERSON}Subject: Accepted: Planning\n"
        f"Content-Type: text/calendar; "
        f"method=REPLY\n\nBEGIN:VCALENDAR\n"
        f"METHOD:REPLY\nEND:VCALENDAR\n"
    )
    assert mail(text).kind == "auto_reply"


def test_an_out_of_office_says_until_when() -> None:
    away = mail(f"{PERSON}Subject: Automatic reply: Login\n\nI am out of the office until 16 November 2026.\n").away_until
    assert away is not None
    assert away.isoformat() == "2026-11-16T00:00:00+00:00"


TRACE = "Received: from a by b; Mon, 9 Nov 2026 10:00:01 +0000\n"


def test_what_a_forwarder_puts_above_the_authors_header_says_nothing_of_the_author() -> None:
    assert mail(f"{TRACE}Precedence: bulk\n{TRACE}{PERSON}Subject: Re: Login\n\nIt works.\n").kind == "human"
    assert mail(f"{TRACE}{PERSON}Precedence: bulk\n\nHi\n").kind == "auto_reply"


@pytest.mark.parametrize(
    "words", ["Я сейчас в отпуске.", "Sono fuori sede questa settimana.", "現在休暇中のため、返信できません。"]
)
def test_who_says_to_be_away_with_the_null_return_path_is_a_machine(words: str) -> None:
    head = f"Return-Path: <>\n{PERSON}Subject: Re: Login\nContent-Type: text/plain; charset=utf-8\n\n"
    assert mail(f"{head}{words}\n").kind == "auto_reply"
