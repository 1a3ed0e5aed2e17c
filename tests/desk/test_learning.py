"""The desk learns, seen from outside: an agent says by mail what a ticket is, and the next like it is read so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mailgate.cli.mail_client import Mail, new_mail, reply_to
from tests.desk.running import RunningDesk

pytestmark = pytest.mark.timeout(300)  # readers are started several times over

DONGLE = "Since yesterday the dongle blinks purple and hums, whatever I plug it into.\n"
LIKE_IT = "Good morning, my dongle hums and blinks purple whenever it is plugged in.\n"
AGENTS = ("alice@example.com", "dana@example.com")


def events(desk: RunningDesk, word: str) -> list[dict[str, Any]]:
    """What the daemon logged under this word."""
    lines = (json.loads(line) for line in desk.log().splitlines() if line.startswith("{"))
    return [line for line in lines if line["event"] == word]


def read_as(desk: RunningDesk, sender: str, text: str) -> tuple[int, str]:
    """A new mail's ticket, and the intent it was read as."""
    desk.new_customer(sender, "Dongle", text)
    number = int(re.findall(r"\[#(\d+)", desk.letters_to(sender)[-1].subject)[0])
    (settled,) = desk.until(lambda: [e for e in events(desk, "settled") if e["ticket"] == number], "its line in the log")
    return number, str(settled.get("intent"))


def says(desk: RunningDesk, number: int, words: str) -> None:
    """Its agent answers the hand-over."""

    def found() -> tuple[str, Mail] | None:
        letters = ((who, mail) for who in AGENTS for mail in desk.letters_to(who))
        return next(((who, mail) for who, mail in letters if f"[#{number}" in mail.subject), None)

    agent, handover = desk.until(found, f"the hand-over of #{number}")
    desk.agent_writes(reply_to(handover.message, agent, words), agent)


def another(intent: str) -> str:
    """An intent that these words do not suggest."""
    return "account.access" if intent == "billing.question" else "billing.question"


def learned(desk: RunningDesk, lesson: int) -> None:
    desk.until(lambda: [e for e in events(desk, "taught") if e["upto"] == lesson], f"lesson {lesson} to be learned")


def ready(desk: RunningDesk, times: int = 1) -> None:
    desk.until(lambda: len(events(desk, "reading_ready")) >= times, "the reading process", seconds=120)


def test_what_an_agent_says_a_ticket_is_the_next_like_it_is(either_desk: RunningDesk) -> None:
    desk = either_desk
    ready(desk)
    first, intent = read_as(desk, "maria@example.org", DONGLE)
    says(desk, first, f"#intent {another(intent)}\n#resolve\n\nHello Maria, it is dealt with.")
    learned(desk, 1)
    assert read_as(desk, "bob@example.net", LIKE_IT)[1] == another(intent)

    desk.stop()
    desk.start()  # what was learned is the store's, not the process's
    ready(desk, 2)
    assert read_as(desk, "eve@example.com", LIKE_IT)[1] == another(intent)


def test_a_correction_is_a_difference(reading_desk: RunningDesk) -> None:
    desk = reading_desk
    ready(desk)
    first, intent = read_as(desk, "maria@example.org", DONGLE)
    says(desk, first, "#intent legal.threat")
    learned(desk, 1)
    says(desk, first, f"#intent {another(intent)}")
    learned(desk, 2)
    assert read_as(desk, "bob@example.net", LIKE_IT)[1] == another(intent)


def old_mail(folder: Path) -> Path:
    """Twenty rows of history."""
    rows = [(f"The dongle hums, {n} times", "billing.question") for n in range(8)]
    rows += [(f"The printer eats paper, {n} sheets", "account.access") for n in range(8)]
    rows += [(f"Where is the bus, line {n}?", "-") for n in range(4)]
    file = folder / "old.csv"
    file.write_text("text,category\n" + "".join(f'"{text}",{category}\n' for text, category in rows))
    return file


@pytest.fixture
def words_desk(tmp_path: Path) -> Iterator[RunningDesk]:
    """A desk that reads by words alone, which loads quickly; not started."""
    desk = RunningDesk(tmp_path, reading="on", more="  model: blank\n  embedder: none\n")
    yield desk
    desk.kill()


def test_a_version_made_and_promoted_outside_is_taken_up_by_the_running_desk(words_desk: RunningDesk, tmp_path: Path) -> None:
    desk = words_desk
    desk.start()
    ready(desk)
    file = old_mail(tmp_path)
    (made,) = desk.rows("teach", "--import", str(file), "--refit")
    assert (made["imported"], made["version"], made["state"]) == (20, "v1", "candidate")
    assert made["why"] == "too few new tickets to tell by: 10 of 50"
    desk.mailgate("model", "promote", "v1")
    desk.until(lambda: events(desk, "reading_reloaded"), "the version to be taken up", seconds=120)
    assert read_as(desk, "maria@example.org", "The dongle hums again.\n")[1] == "billing.question"
    assert desk.rows("model", "rollback") == [{"rolled_back": "v1", "in_force": None}]


def test_explain_and_replay_read_with_what_the_desk_has_learned(words_desk: RunningDesk, tmp_path: Path) -> None:
    desk = words_desk
    mail = tmp_path / "one.eml"
    mail.write_bytes(new_mail("maria@example.org", "support@example.com", "Dongle", "The dongle hums again.\n").as_bytes())
    before = desk.rows("explain", str(mail))[0]
    desk.mailgate("teach", "--import", str(old_mail(tmp_path)))
    after, replayed = desk.rows("explain", str(mail))[0], desk.rows("replay", str(mail))[0]
    assert (after["intent"], replayed["intent"]) == ("billing.question", "billing.question")
    assert (before["intent"], before["confidence"]) != ("billing.question", after["confidence"])
