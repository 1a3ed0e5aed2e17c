"""Every command starts, helps, and says what the contract says a program may rely on."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mailgate.cli.app import COMMANDS
from mailgate.cli.house import opened
from mailgate.cli.ticket import _accepted
from mailgate.flows.accept import Acceptor
from mailgate.flows.intake import LEASE, handle
from mailgate.model.message import Evidence, RawMessage
from tests.desk.running import RunningDesk

LOCKED_OUT = (
    "From: Maria <maria@example.org>\r\nTo: support@example.com\r\nSubject: Locked out\r\nMessage-ID: <m1@example.org>\r\n"
    "Date: Sat, 21 Nov 2026 10:00:00 +0000\r\n\r\nI can't log in since this morning.\r\n"
)
REPLY = (
    "From: Maria <maria@example.org>\r\nTo: support@example.com\r\nSubject: Re: Locked out\r\nMessage-ID: <m2@example.org>\r\n"
    "In-Reply-To: <m1@example.org>\r\nDate: Sat, 21 Nov 2026 11:00:00 +0000\r\n\r\nStill locked out.\r\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk's folder, reading off, nothing running."""
    RunningDesk(tmp_path)  # writes the settings; nothing is started
    (tmp_path / "one.eml").write_bytes(LOCKED_OUT.encode())
    (tmp_path / "two.eml").write_bytes(REPLY.encode())
    return tmp_path


def mailgate(folder: Path, *arguments: str, status: int = 0) -> str:
    done = subprocess.run([sys.executable, "-m", "mailgate", *arguments], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == status, done.stderr
    return done.stdout


def rows(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in mailgate(folder, *arguments, "--json").splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps(folder: Path, command: str) -> None:
    assert "Usage: mailgate" in mailgate(folder, command, "--help")


def test_the_program_lists_its_commands(folder: Path) -> None:
    said = mailgate(folder, "--help")
    assert [command for command in COMMANDS if command not in said] == []


def test_a_ticket_by_hand_takes_the_road_of_mail(folder: Path) -> None:
    assert rows(folder, "ticket", "new", "rita@example.org", "My invoice is wrong") == [{"ticket": 1, "outcome": "opened"}]
    ticket = rows(folder, "ticket", "show", "1")[0]
    assert {
        "ticket",
        "state",
        "priority",
        "team",
        "agent",
        "customer",
        "participants",
        "intent",
        "language",
        "tags",
        "promises",
        "links",
        "entries",
        "route",
    } <= set(ticket)
    assert {"id", "at", "kind", "by", "visibility", "verified", "text", "letters"} <= set(ticket["entries"][0])
    assert list(rows(folder, "ticket", "list")[0]) == [
        "ticket",
        "state",
        "priority",
        "team",
        "agent",
        "customer",
        "participants",
        "intent",
    ]
    ledger = rows(folder, "ledger")[0]
    assert {"id", "door", "received", "message_id", "from", "to", "outcome", "reason", "ticket", "letters"} <= set(ledger)
    assert (ledger["door"], ledger["outcome"]) == ("manual", "opened")
    mailgate(folder, "ticket", "close", "1")
    assert rows(folder, "ticket", "show", "1")[0]["state"] == "closed"


@pytest.mark.parametrize("how", [["--fresh"], []])
def test_a_replay_threads_and_changes_nothing(folder: Path, how: list[str]) -> None:
    mailgate(folder, "ticket", "new", "rita@example.org", "My invoice is wrong")
    lines = rows(folder, "replay", *how, "one.eml", "two.eml")
    first = 1 if how else 2
    assert [(line["outcome"], line["ticket"]) for line in lines] == [("opened", first), ("appended", first)]
    assert {
        "file",
        "kind",
        "outcome",
        "reason",
        "ticket",
        "related",
        "team",
        "agent",
        "priority",
        "intent",
        "confidence",
        "mode",
        "letters",
    } <= set(lines[0])
    assert len(rows(folder, "ledger")) == 1


def test_what_came_in_lately_is_replayed(folder: Path) -> None:
    mailgate(folder, "ticket", "new", "rita@example.org", "My invoice is wrong")
    assert [line["file"] for line in rows(folder, "replay", "--since", "1d", "--fresh")] == ["ledger:1"]


def test_explain_shows_every_candidate_and_changes_nothing(folder: Path) -> None:
    line = rows(folder, "explain", "one.eml")[0]
    assert (line["outcome"], {"score", "factors", "agent"} <= set(line["candidates"][0])) == ("opened", True)
    assert rows(folder, "ledger") == []


def test_a_password_is_made_and_printed_once(folder: Path) -> None:
    assert mailgate(folder, "agent", "password", "alice").startswith("alice@example.com  ")
    assert [row["password"] for row in rows(folder, "agent", "list")] == [True, False, False]


def test_a_slip_is_met_with_the_nearest_name(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mailgate", "agent", "password", "alcie"], cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (1, "mailgate: nobody is called alcie; did you mean alice?\n")


def test_moments_are_marked_and_listed(folder: Path) -> None:
    assert "release 4.2" in mailgate(folder, "event", "release 4.2", "--at", "2026-11-20T14:30+01:00")
    assert rows(folder, "event") == [{"event": "release 4.2", "at": "2026-11-20T13:30:00+00:00"}]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("event", " "), "an event needs a name of 1 to 200 characters"),
        (("event", "x", "--at", "yesterday"), "“yesterday” is no instant; write it as 2026-11-20T14:30+01:00"),
        (("event", "x", "--at", "2199-01-01"), "2199-01-01 is still to come; mark it when it happens"),
    ],
)
def test_a_moment_that_is_none_is_refused_in_one_line(folder: Path, arguments: tuple[str, ...], fault: str) -> None:
    done = subprocess.run([sys.executable, "-m", "mailgate", *arguments], cwd=folder, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr.strip().splitlines()[-1].endswith(fault)) == (1, True), done.stderr


def test_explain_speaks_in_the_desks_words(folder: Path) -> None:
    said = mailgate(folder, "explain", "one.eml")
    assert "it is a mail of maria@example.org, who counts as authenticated" in said
    assert "CustomerMail" not in said


def take_in(folder: Path, mail: str) -> None:
    with opened(folder / "settings.yaml") as house:
        raw = RawMessage(data=mail.encode(), door="manual", received=house.desk.clock())
        asyncio.run(_accepted(Acceptor(house.store, lambda _: None), raw, Evidence(door="manual")))
        for arrival in house.store.claim_arrivals(limit=5, now=house.desk.clock(), lease=LEASE):
            handle(arrival, house.desk)


def test_explain_names_the_first_of_two_mails_and_its_ticket(folder: Path) -> None:
    take_in(folder, LOCKED_OUT)
    said = mailgate(folder, "explain", "one.eml")
    assert "it is a mail that was taken in before: its content is the same" in said
    assert "the first is message 1 of " in said
    assert "by manual: opened, ticket #1" in said
    (row,) = rows(folder, "explain", "one.eml")
    assert (row["outcome"], row["duplicate_of"], row["ticket"]) == ("duplicate", 1, 1)


def test_by_faulty_settings_explain_tells_what_a_mail_got_when_it_came(folder: Path) -> None:
    take_in(folder, LOCKED_OUT)
    settings = folder / "settings.yaml"
    settings.write_text(settings.read_text().replace("desk:", "desk:\n  nmae: x", 1))
    said = " ".join(mailgate(folder, "explain", "one.eml").split())
    assert "what it would get now can't be told by faulty settings; this is what it got" in said
    assert "manual maria@example.org #1 opened" in said
    assert "routed because: " in said
    (row,) = rows(folder, "explain", "one.eml")
    assert (row["file"], row["kept"], row["outcome"], row["ticket"], row["route"]["team"]) == (
        "one.eml",
        True,
        "opened",
        1,
        "helpdesk",
    )


def test_by_faulty_settings_a_new_mail_is_not_explained(folder: Path) -> None:
    settings = folder / "settings.yaml"
    settings.write_text(settings.read_text().replace("desk:", "desk:\n  nmae: x", 1))
    done = subprocess.run(
        [sys.executable, "-m", "mailgate", "explain", "two.eml"], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "two.eml was never taken in, and what it would get can't be told by faulty settings; mend them first" in done.stderr


def test_explaining_a_mail_that_was_taken_in_starts_no_reader(folder: Path) -> None:
    take_in(folder, LOCKED_OUT)
    settings = folder / "settings.yaml"
    settings.write_text(settings.read_text().replace("reading: off", "reading: on", 1))
    code = "import sys; from mailgate.cli.explain import _explain; from pathlib import Path; "
    code += "_explain(Path('one.eml'), Path('settings.yaml'), False); print('mailgate.adapters.nlp_process' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120)
    assert "taken in before" in done.stdout
    assert done.stdout.splitlines()[-1] == "False"
