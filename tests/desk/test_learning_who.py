"""A real desk learns from its agents who solves what, and gives out what waits when somebody becomes free."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailgate.cli.mail_client import Mail, new_mail, reply_to
from tests.desk.running import RunningDesk

ALICE, BOB = "alice@example.com", "bob@example.com"
TWO = """    alice@example.com: {name: Alice, teams: [helpdesk], skills: {login: 0.5}, capacity: 2}
    bob@example.com: {name: Bob, teams: [helpdesk], skills: {login: 0.5}, capacity: 2}
"""
THEIRS = "    alice@example.com: {name: Alice, teams: [helpdesk], skills: {login: 0.9, technical: 0.8}, capacity: 50}\n"
DANAS = "    dana@example.com: {name: Dana, teams: [helpdesk, billing], senior: true, skills: {billing: 0.8}, capacity: 50}\n"
RULE = "  rules:\n    - {name: Log-ins, when: {subject: log in}, then: {intent: account.access}}\n"


def two_alike(folder: Path) -> RunningDesk:
    """Two agents who are alike; a rule says what mails are about, so nothing needs to be read."""
    running = RunningDesk(folder)
    running.change(THEIRS, TWO)
    running.change(DANAS, "    dana@example.com: {name: Dana, teams: [billing]}\n")
    running.change("  rules:\n", RULE)
    return running


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[RunningDesk]:
    running = two_alike(tmp_path)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def one_at_hand(tmp_path: Path) -> Iterator[RunningDesk]:
    running = two_alike(tmp_path)
    running.change("triage: dana@example.com", "triage: dana@example.com, at_hand: 1")
    running.start()
    yield running
    running.kill()


def writes(desk: RunningDesk, number: int) -> None:
    sender = f"C{number} <c{number}@example.org>"
    desk.customer_writes(new_mail(sender, "support@example.com", "I can't log in", f"Please help me, says number {number}.\n"))


def handed(desk: RunningDesk, agent: str, number: int) -> Mail:
    return desk.letter_to(agent, f"says number {number}.")


def test_who_gives_a_ticket_on_is_not_the_first_to_get_the_next(pair: RunningDesk) -> None:
    writes(pair, 1)
    assert pair.agent_of(1) == ALICE
    pair.agent_writes(reply_to(handed(pair, ALICE, 1).message, ALICE, "#assign bob"), ALICE)
    pair.until(lambda: pair.agent_of(1) == BOB, "the ticket to be Bob's")
    pair.agent_writes(reply_to(handed(pair, BOB, 1).message, BOB, "#resolve\nYour account is open again."), BOB)
    pair.until(lambda: pair.ticket(1)["state"] == "resolved", "the first ticket to be resolved")

    writes(pair, 2)
    assert pair.agent_of(2) == BOB
    told = pair.ticket(2)["route"]
    skills = {c["agent"]: next(f for f in c["factors"] if f["name"] == "skill") for c in told["candidates"]}
    assert skills[BOB]["value"] > 0.5 > skills[ALICE]["value"]
    assert "solved 1 of 1 account.access" in skills[BOB]["because"]
    assert "solved 0 of 1 account.access" in skills[ALICE]["because"]


def test_a_full_queue_drains_when_somebody_resolves(pair: RunningDesk) -> None:
    agents = []
    for number in range(1, 5):
        writes(pair, number)
        agents.append(pair.agent_of(number))
    assert sorted(agents) == [ALICE, ALICE, BOB, BOB]
    writes(pair, 5)
    handed(pair, BOB, 5)  # the whole team hears of it
    assert (pair.ticket(5)["agent"], pair.ticket(5)["team"]) == (None, "helpdesk")

    mine = agents.index(ALICE) + 1
    pair.agent_writes(reply_to(handed(pair, ALICE, mine).message, ALICE, "#resolve\nDone."), ALICE)

    assert pair.agent_of(5) == ALICE
    assert "it waited in the queue" in pair.ticket(5)["route"]["because"]
    letter = pair.until(lambda: [m for m in pair.letters_to(ALICE) if "says number 5" in m.text][1:], "the second hand-over")
    assert letter


def test_with_one_at_hand_the_next_waits_unseen_until_somebody_is_done(one_at_hand: RunningDesk) -> None:
    desk = one_at_hand
    agents = []
    for number in (1, 2):
        writes(desk, number)
        agents.append(desk.agent_of(number))
    assert sorted(agents) == [ALICE, BOB]
    writes(desk, 3)
    desk.letter_to("c3@example.org")
    waiting = desk.ticket(3)
    assert (waiting["agent"], waiting["team"], waiting["route"]["reason"]) == (None, "helpdesk", "queue_turn")

    mine = agents.index(BOB) + 1
    desk.agent_writes(reply_to(handed(desk, BOB, mine).message, BOB, "#resolve\nDone."), BOB)

    assert desk.agent_of(3) == BOB
    assert handed(desk, BOB, 3)
    assert [m for m in desk.letters_to(ALICE) if "says number 3" in m.text] == []
