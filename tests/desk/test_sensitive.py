"""Sensitive mail on a real daemon that reads: to the person named, nothing automatic, whatever it was taken for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailgate.cli.mail_client import Mail, new_mail, reply_to
from tests.desk.running import RunningDesk

MARIA, PRESS = "Maria Lopez <maria@example.org>", "press@example.com"
AGENT = "    press@example.com: {name: Press}\n    legal@example.com: {name: Legal, teams: []}\n"
NAMED = "routing: {triage: dana@example.com, sensitive: {press: press@example.com, safety: dana@example.com, executive: off}}"


def number_in(letter: Mail) -> int:
    found = re.search(r"\[#(\d+)", letter.subject)
    assert found is not None
    return int(found[1])


def plain(letter: Mail) -> str:
    return " ".join(letter.text.split())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    folder: Path = tmp_path_factory.mktemp("sensitive")
    running = RunningDesk(folder, reading="on")
    running.change("    legal@example.com: {name: Legal, teams: []}\n", AGENT)
    running.change("routing: {triage: dana@example.com}", NAMED)
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize(
    ("words", "name", "agent"),
    [
        ("I am a journalist writing an article about your last invoice. May I ask you some questions?", "press", PRESS),
        ("Ich bin Journalist, schreibe einen Artikel und kann mich nicht anmelden.", "press", PRESS),
        ("I was charged twice. My lawyer has been informed.", "legal", "legal@example.com"),
        ("Ich kann mich nicht anmelden und werde meinen Anwalt einschalten.", "legal", "legal@example.com"),
        ("The charger caught fire and now I am locked out.", "safety", "dana@example.com"),
        ("Das Ladegerät hat Feuer gefangen.", "safety", "dana@example.com"),
        ("Please delete my personal data under GDPR, and my invoice.", "privacy", "dana@example.com"),
        ("Ich verlange Auskunft nach DSGVO.", "privacy", "dana@example.com"),
    ],
)
def test_the_person_named_gets_it_and_the_customer_no_automatic_letter(
    desk: RunningDesk, words: str, name: str, agent: str
) -> None:
    customer = f"{words[:12].replace(' ', '').replace(',', '').lower()}@example.org"
    desk.customer_writes(new_mail(f"Maria <{customer}>", "support@example.com", "A question", words))
    handover = desk.letter_to(agent, words[:30])
    ticket = desk.ticket(number_in(handover))
    assert (ticket["agent"], ticket["sensitive"]) == (agent, name)
    assert f"sensitive: {name} – “" in plain(handover)
    assert desk.letters_to(customer) == []


def test_a_class_that_is_switched_off_is_like_any_mail(desk: RunningDesk) -> None:
    words = "I am the CEO of Acme, I can't log in, and want to speak to your management."
    number = number_in(desk.new_customer("Bo <bo@example.org>", "Hello", words))
    assert (desk.ticket(number)["agent"], desk.ticket(number)["sensitive"]) == ("alice@example.com", None)


def test_an_open_ticket_that_turns_sensitive_changes_hands(desk: RunningDesk) -> None:
    acknowledgement = desk.new_customer(MARIA, "Locked out", "I can't log in since this morning.")
    number = number_in(acknowledgement)
    assert desk.ticket(number)["agent"] == "alice@example.com"
    desk.customer_writes(reply_to(acknowledgement.message, MARIA, "Still nothing. You will hear from my lawyer."))
    desk.letter_to("legal@example.com", "You will hear from my lawyer")
    told = desk.letter_to("alice@example.com", "from now on")
    assert "is with Legal from now on" in plain(told)
    assert (desk.ticket(number)["agent"], desk.ticket(number)["sensitive"]) == ("legal@example.com", "legal")
