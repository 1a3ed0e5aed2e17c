"""What agents ask and say by mail about understanding and routing, on a real daemon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailgate.cli.mail_client import Mail, new_mail, reply_to
from tests.desk.running import RunningDesk

MARIA = "Maria Lopez <maria@example.org>"
CARL = "Carl Jung <carl@example.net>"
ALICE, DANA = "alice@example.com", "dana@example.com"


def asked(desk: RunningDesk, mail: Mail, who: str, words: str) -> Mail:
    """An agent's mail in answer to a letter; the transcript that comes back."""
    before = len([m for m in desk.letters_to(who) if "your commands" in m.subject])
    desk.agent_writes(reply_to(mail.message, who, words), who)

    def found() -> Mail | None:
        told = [m for m in desk.letters_to(who) if "your commands" in m.subject or "held" in m.subject]
        return told[-1] if len(told) > before else None

    transcript: Mail = desk.until(found, f"the transcript of {words!r}")
    return transcript


def test_why_tells_the_same_each_time_and_who_else_could_have_it(either_desk: RunningDesk) -> None:
    desk = either_desk
    desk.new_customer(MARIA, "Locked out", "I can't log in since this morning, and I have a presentation in an hour.\n")
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "a presentation in an hour")
    first, second = (asked(desk, handover, agent, "#why").text for _ in range(2))
    assert "About: account.access" in first
    assert "it says “can't log in”" in first
    assert "Who could have it, best first:" in first
    assert first.partition("About")[2] == second.partition("About")[2]
    assert desk.ticket(1)["state"] == "new"


def test_misroute_moves_the_ticket_hands_it_over_and_teaches(either_desk: RunningDesk) -> None:
    desk = either_desk
    desk.new_customer(MARIA, "Locked out", "I can't log in: it says that my invoice is not paid.\n")
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "my invoice is not paid")
    other = DANA if agent == ALICE else ALICE
    told = asked(desk, handover, agent, "#misroute billing.question")
    assert "and the desk learns it" in told.text
    moved = desk.ticket(1)
    assert (moved["agent"], moved["intent"]) == (other, "billing.question")
    assert "my invoice is not paid" in desk.letter_to(other, "says it belongs to billing.question").text


def test_skills_are_told_and_wishes_heard(reading_desk: RunningDesk) -> None:
    desk = reading_desk
    desk.new_customer(MARIA, "Locked out", "I can't log in since this morning.\n")
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "since this morning")
    assert "Heard." in asked(desk, handover, agent, "#skills billing want").text
    told = asked(desk, handover, agent, "#skills").text
    assert "account.access:" in told
    assert "billing" in told


def test_away_keeps_new_tickets_from_an_agent_until_back(reading_desk: RunningDesk) -> None:
    desk = reading_desk
    desk.new_customer(MARIA, "Locked out", "I can't log in since this morning.\n")
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "since this morning")
    assert "You are away until" in asked(desk, handover, agent, "#away 2 weeks").text
    desk.new_customer(CARL, "Also locked out", "I am locked out, can't log in either.\n")
    assert desk.agent_of(2) != agent
    assert "You are back" in asked(desk, handover, agent, "#back").text


def test_use_answers_with_what_solved_a_ticket_like_it(either_desk: RunningDesk) -> None:
    desk = either_desk
    desk.new_customer(CARL, "Locked out", "I can't log in since this morning.\n")
    agent = desk.agent_of(1)
    first = desk.letter_to(agent, "since this morning")
    desk.agent_writes(
        reply_to(
            first.message, agent, "#resolve\n\nHello Carl,\n\nthe lock was left over from the old password. It is gone now."
        ),
        agent,
    )
    desk.letter_to("carl@example.net", "the lock was left over")

    desk.new_customer(MARIA, "No access", "I can't log in any more, please help.\n")
    agent = desk.agent_of(2)
    handover = desk.letter_to(agent, "I can't log in any more")
    assert "(#use 1):\n> the lock was left over from the old password. It is gone now." in handover.text
    asked(desk, handover, agent, "#use 1\n#resolve\nHello Maria,")
    answer = desk.letter_to("maria@example.org", "the lock was left over from the old password")
    assert "Hello Maria," in answer.text
    assert "Carl" not in answer.text
    assert agent not in answer.path.read_text()
    assert desk.ticket(2)["state"] == "resolved"


def test_an_answer_that_names_another_customer_is_shown_before_it_goes(reading_desk: RunningDesk) -> None:
    desk = reading_desk
    desk.new_customer(CARL, "Locked out", "I can't log in since this morning.\n")
    agent = desk.agent_of(1)
    first = desk.letter_to(agent, "since this morning")
    desk.agent_writes(reply_to(first.message, agent, "#resolve\n\nWe have unlocked Mr Jung's account, order A-1042."), agent)
    desk.letter_to("carl@example.net", "unlocked Mr Jung's account")
    desk.new_customer(MARIA, "No access", "I can't log in any more, please help.\n")
    agent = desk.agent_of(2)
    handover = desk.letter_to(agent, "I can't log in any more")
    assert "May be another customer’s own: Jung, A-1042." in handover.text
    held = asked(desk, handover, agent, "#use 1")
    assert desk.outcomes()[-1] == "held:unseen_suggestion"
    assert "> We have unlocked Mr Jung's account" in held.text
    desk.agent_writes(reply_to(held.message, agent, "#drop"), agent)
    desk.until(lambda: "ignored:dropped" in desk.outcomes(), "the held mail to be dropped")
    assert not [m for m in desk.letters_to("maria@example.org") if "Jung" in m.text]


@pytest.fixture
def helping_desk(tmp_path: Path) -> Iterator[RunningDesk]:
    """A desk with documents, that believes its relay."""
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "export.md").write_text("# Export your data\n\nOpen Settings, Data and choose **Export**.\n")
    (tmp_path / "help" / "invoices.md").write_text("# Where invoices are\n\nUnder Billing.\n")
    running = RunningDesk(tmp_path, reading="on", relays="[127.0.0.1]")
    with running.settings.open("a") as settings:
        settings.write("  documents: {folder: help, first_aid: on, threshold: 50%}\n")
    running.start()
    running.until(lambda: "reading_ready" in running.log(), "the reading process", seconds=120)
    yield running
    running.kill()


def known_customer(sender: str, subject: str, text: str) -> object:
    mail = new_mail(sender, "support@example.com", subject, text)
    mail["Authentication-Results"] = "mx.example.com; dmarc=pass header.from=example.org"
    return mail


def test_first_aid_answers_at_once_and_that_solved_it_closes_and_counts(helping_desk: RunningDesk) -> None:
    desk = helping_desk
    desk.customer_writes(known_customer(MARIA, "Export", "How can I export our data?\n"))  # type: ignore[arg-type]
    acknowledgement = desk.letter_to("maria@example.org")
    assert "> Open Settings, Data and choose Export." in acknowledgement.text
    agent = desk.ticket(1)["agent"] or ALICE
    assert "as first aid" in desk.letter_to(agent, "How can I export our data?").text

    done = reply_to(acknowledgement.message, MARIA, "That solved it, thanks!")
    desk.customer_writes(done)
    desk.until(lambda: desk.ticket(1)["state"] == "closed", "the ticket to be closed")
    desk.letter_to(agent, "the document we sent solved #1")
    report = desk.rows("report")[0]
    assert (report["first_aid"], report["first_aid_solved"]) == (1, 1)


def test_a_changed_document_is_picked_up_and_strangers_get_none(helping_desk: RunningDesk) -> None:
    desk = helping_desk
    (desk.folder / "help" / "export.md").write_text("# Export your data\n\nOpen Settings and choose Export now.\n")
    desk.until(lambda: "rules_swapped" in desk.log(), "the document to be picked up")
    desk.until(lambda: "reading_reloaded" in desk.log(), "the reading to know it", seconds=120)
    desk.customer_writes(known_customer(MARIA, "Export", "How can I export our data?\n"))  # type: ignore[arg-type]
    assert "Open Settings and choose Export now." in desk.letter_to("maria@example.org").text
    desk.customer_writes(new_mail("Eve <eve@elsewhere.example>", "support@example.com", "Export", "How can I export our data?\n"))
    assert "Open Settings" not in desk.letter_to("eve@elsewhere.example").text
