"""The whole road on a real daemon: real SMTP in, Maildirs out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailgate.cli.mail_client import new_mail, reply_to
from tests.desk.running import RunningDesk
from tests.servers import postgres

MARIA = "Maria Lopez <maria@example.org>"
ALICE = "Alice <alice@example.com>"


def test_a_mail_becomes_a_ticket_is_answered_resolved_and_thanked_for(either_desk: RunningDesk) -> None:
    desk = either_desk
    desk.customer_writes(new_mail(MARIA, "support@example.com", "Locked out", "I can't log in since this morning.\n"))
    acknowledgement = desk.letter_to("maria@example.org")
    assert "[#1]" in acknowledgement.subject

    agent = desk.ticket(1)["agent"]
    handover = desk.letter_to(agent, "I can't log in since this morning.")
    words = "#resolve\n\nHello Maria, your access works again.\n-- \nAlice, desk 4"
    desk.agent_writes(reply_to(handover.message, agent, words), agent)

    answer = desk.letter_to("maria@example.org", "your access works again")
    raw = answer.path.read_text()
    assert agent not in raw
    assert "#resolve" not in raw
    assert "desk 4" not in raw
    assert "support" in str(answer.message["From"])
    assert desk.ticket(1)["state"] == "resolved"
    desk.letter_to(agent, "#resolve")

    desk.customer_writes(reply_to(answer.message, MARIA, "Thanks, works!"))
    desk.until(lambda: len(desk.outcomes()) == 3, "the third mail in the ledger")
    assert sorted(desk.outcomes()) == ["answered", "appended", "opened"]
    assert desk.ticket(1)["state"] == "resolved"


def test_a_forged_agent_mail_reaches_no_customer(desk: RunningDesk) -> None:
    desk.customer_writes(new_mail(MARIA, "support@example.com", "Locked out", "I can't log in.\n"))
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "I can't log in.")
    before = len(desk.letters_to("maria@example.org"))

    desk.customer_writes(reply_to(handover.message, agent, "#close\nSend your password to evil@example.net."))

    told = desk.letter_to(agent, "not acted on")
    assert "Send your password" not in told.text
    assert desk.outcomes()[-1] == "noted"
    assert desk.ticket(1)["state"] not in ("closed", "resolved")
    assert len(desk.letters_to("maria@example.org")) == before


def test_a_misspelt_command_holds_the_mail_until_it_is_sent(either_desk: RunningDesk) -> None:
    desk = either_desk
    desk.customer_writes(new_mail(MARIA, "support@example.com", "Locked out", "I can't log in.\n"))
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "I can't log in.")
    desk.agent_writes(reply_to(handover.message, agent, "#resovle\nTry again now, please."), agent)

    asked = desk.letter_to(agent, "Your mail waits")
    assert desk.outcomes()[-1] == "held:unknown_command"
    assert "this goes to maria@example.org:\n> Try again now, please." in asked.text
    assert not [m for m in desk.letters_to("maria@example.org") if "Try again now" in m.text]

    desk.agent_writes(reply_to(asked.message, agent, "#send"), agent)
    desk.letter_to("maria@example.org", "Try again now, please.")
    desk.until(lambda: "answered" in desk.outcomes(), "the held mail to be answered")
    assert not [m for m in desk.letters_to("maria@example.org") if "resovle" in m.text]


def test_the_mail_as_it_should_be_takes_the_place_of_the_held_one(either_desk: RunningDesk) -> None:
    desk = either_desk
    desk.customer_writes(new_mail(MARIA, "support@example.com", "Locked out", "I can't log in.\n"))
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "I can't log in.")
    desk.agent_writes(reply_to(handover.message, agent, "#resovle\nTry agian."), agent)
    asked = desk.letter_to(agent, "Your mail waits")
    desk.agent_writes(reply_to(asked.message, agent, "#resolve\nTry again."), agent)
    desk.letter_to("maria@example.org", "Try again.")
    desk.until(lambda: desk.ticket(1)["state"] == "resolved", "it is resolved")
    assert not [m for m in desk.letters_to("maria@example.org") if "agian" in m.text]
    assert sorted(desk.outcomes()) == ["answered", "ignored:replaced", "opened"]


@pytest.mark.parametrize("cut", ["stop", "kill"])
def test_what_was_accepted_is_worked_on_after_the_daemon_ended(desk: RunningDesk, cut: str) -> None:
    for n in range(5):
        desk.customer_writes(new_mail(f"c{n}@example.org", "support@example.com", f"Question {n}", "How does the export work?\n"))
    getattr(desk, cut)()
    desk.start()
    desk.until(lambda: desk.outcomes() == ["opened"] * 5, "all five tickets")
    for n in range(5):
        assert len(desk.until(lambda n=n: desk.letters_to(f"c{n}@example.org"), "an acknowledgement")) == 1


def test_on_postgresql_what_was_accepted_is_worked_on_after_an_orderly_end(
    tmp_path: Path, database_server: postgres.Postgres
) -> None:
    desk = RunningDesk(tmp_path, database=database_server.database())
    desk.start()
    try:
        for n in range(5):
            desk.customer_writes(new_mail(f"c{n}@example.org", "support@example.com", f"Question {n}", "How does it work?\n"))
        assert desk.stop() == 0
        desk.start()
        desk.until(lambda: desk.outcomes() == ["opened"] * 5, "all five tickets")
        for n in range(5):
            assert len(desk.until(lambda n=n: desk.letters_to(f"c{n}@example.org"), "an acknowledgement")) == 1
    finally:
        desk.kill()


def test_a_customers_files_reach_the_agent_and_are_never_mailed_back(desk: RunningDesk) -> None:
    mail = new_mail(MARIA, "support@example.com", "Screenshot", "I can't log in, see the picture.\n")
    mail.add_attachment(b"\x89PNG not really", maintype="image", subtype="png", filename="shot.png")
    desk.customer_writes(mail)

    acknowledgement = desk.letter_to("maria@example.org")
    handover = desk.letter_to(desk.agent_of(1), "see the picture")

    assert [part.get_filename() for part in acknowledgement.message.iter_attachments()] == []
    assert [part.get_filename() for part in handover.message.iter_attachments()] == ["shot.png"]
