"""Form mails through a running desk: a web form's customer, and a monitoring system's one ticket for one problem."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.desk.running import RunningDesk
from tests.mail import form_mails as mails

FORMS = """\
  forms:
    - name: shop
      from: forms@shop.example
      fields: {customer: E-Mail, name: Name, subject: Betreff, text: Nachricht, entities: {ORDER: Bestellnummer}}
    - name: nagios
      from: nagios@mon.example
      fields: {subject: [Host, Service], priority: {State: {CRITICAL: urgent}}}
      group_by: [Host, Service]
      recovered: {Notification Type: RECOVERY}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[RunningDesk]:
    running = RunningDesk(tmp_path, relays='["127.0.0.1"]')
    running.change("  routing: {triage", f"{FORMS}  routing: {{triage")
    running.start()
    yield running
    running.kill()


def post(desk: RunningDesk, data: bytes, sender: str) -> None:
    with smtplib.SMTP("127.0.0.1", desk.smtp) as client:
        client.sendmail(sender, ["support@example.com"], data)


def vouched(data: bytes, number: int) -> bytes:
    """As the trusted relay hands it on, each mail with an id of its own."""
    fresh = data.replace(b"<1@forms.example>", b"<%d@forms.example>" % number)
    return b"Authentication-Results: mx.example.com; dmarc=pass header.from=mon.example\r\n" + fresh


def test_a_web_form_is_the_customers_ticket(desk: RunningDesk) -> None:
    post(desk, mails.WPFORMS, "bounce@shop.example")
    desk.until(lambda: desk.outcomes() == ["opened"], "the ticket")
    shown = desk.ticket(1)
    assert shown["customer"] == "juergen@example.de"
    (entry,) = [e for e in shown["entries"] if e["kind"] == "mail"]
    assert (entry["by"], entry["verified"]) == ("juergen@example.de", False)
    assert entry["text"].startswith("Auf der Rechnung steht der falsche Betrag.\n\nBitte um Korrektur.\n\n")


def settled(desk: RunningDesk, many: int) -> bool:
    return len([word for word in desk.outcomes() if word]) == many


def test_one_problem_is_one_ticket_however_often_it_is_told(desk: RunningDesk) -> None:
    told = (
        mails.nagios(),
        mails.nagios(info="still refused"),
        mails.nagios("RECOVERY", "OK"),
        mails.nagios(info="refused again"),
    )
    for number, data in enumerate(told):
        post(desk, vouched(data, number), "nagios@mon.example")
        desk.until(partial(settled, desk, number + 1), "the mail to be settled")
    rows = sorted(desk.ledger(), key=lambda row: row["id"])
    assert [(row["outcome"], row["reason"], row["ticket"]) for row in rows] == [
        ("opened", "form", 1),
        ("appended", "repeated", 1),
        ("appended", "recovered", 1),
        ("appended", "form_group", 1),
    ]
    shown = desk.ticket(1)
    assert (shown["priority"], shown["customer"], shown["tags"]) == ("urgent", "nagios@mon.example", [])
    assert [entry["verified"] for entry in shown["entries"] if entry["kind"] == "mail"] == [True] * 4
    desk.until(lambda: len(desk.letters_to(desk.agent_of(1))) == 3, "the hand-over, that it is over, and that it is there again")
    assert desk.letters_to("nagios@mon.example") == []
