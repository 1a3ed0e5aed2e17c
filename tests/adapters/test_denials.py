"""Every denial is one readable line that says why and the fix, and a number."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from mailgate.adapters import doors
from mailgate.adapters.denials import DENIALS, denial_line, denial_of
from mailgate.adapters.logs import configure
from mailgate.adapters.metrics import Metrics
from mailgate.adapters.telling import Telling
from mailgate.model.decision import Decision, Ignored
from mailgate.model.errors import DiskFull, StoreUnavailable
from tests.policy.desk import MONDAY_10, rulebook


class Desk:
    """A telling desk with its terminal and its JSON log."""

    def __init__(self) -> None:
        self.metrics = Metrics()
        self.tell = Telling(self.metrics, rulebook, lambda: MONDAY_10 + timedelta(seconds=7))

    def on_terminal(self, word: str, **said: Any) -> str:
        return self._said(word, said, terminal=True)[10:].rstrip("\n")

    def in_json(self, word: str, **said: Any) -> dict[str, Any]:
        line: dict[str, Any] = json.loads(self._said(word, said, terminal=False))
        return line

    def _said(self, word: str, said: dict[str, Any], *, terminal: bool) -> str:
        stream = io.StringIO()
        configure(stream, key=b"key", terminal=terminal)
        self.tell = Telling(self.metrics, rulebook, lambda: MONDAY_10 + timedelta(seconds=7))
        self.tell(word, **said)
        return stream.getvalue()

    def count(self, series: str) -> str | None:
        return next((line for line in self.metrics.text().decode().splitlines() if line.startswith(series)), None)


@pytest.fixture
def desk() -> Iterator[Desk]:
    root = logging.getLogger()
    was, level = root.handlers[:], root.level
    yield Desk()
    structlog.reset_defaults()
    root.handlers[:] = was
    root.setLevel(level)


@pytest.mark.parametrize(
    ("word", "said", "line"),
    [
        (
            "refused",
            {"door": "smtp", "why": "unknown_recipient"},
            "smtp refused · unknown_recipient: a mail to an address of ours that is no mailbox · fix: if it should be one, "
            "add it to desk.mailboxes",
        ),
        (
            "connection_refused",
            {"door": "lmtp", "why": "too_many"},
            "lmtp connection refused · too_many: too many connections at once · fix: if it is your own mail server, "
            "list it in server.trust.relays",
        ),
        (
            "auth_refused",
            {"door": "submission", "why": "wrong_password"},
            "submission auth refused · wrong_password: a log-in with a wrong user or password · fix: if it was an agent: "
            "`mailgate agent password WHO` makes a new one",
        ),
        (
            "accept_failed",
            {"door": "smtp", "error": DiskFull("no room left")},
            "warning: smtp accept failed · disk_full: a mail could not be kept: the disk is full (no room left) · "
            "fix: free some space; senders try again by themselves",
        ),
        (
            "accept_failed",
            {"door": "smtp", "error": StoreUnavailable("locked")},
            "warning: smtp accept failed · a mail could not be kept (locked) · fix: senders try again by themselves; "
            "`mailgate doctor` looks at disk and database",
        ),
        (
            "mailbox_trouble",
            {"mailbox": "support@example.com", "what": "the log-in is refused", "fix": "check password:"},
            "warning: support@… · the log-in is refused · fix: check password:",
        ),
        ("mailbox_recovered", {"mailbox": "support@example.com"}, "support@… · its mail is fetched again"),
        (
            "rules_kept",
            {"faults": 2, "first": "settings.yaml:7:3: desk.rules: …"},
            "warning: rules_kept  faults=2 first=settings.yaml:7:3: desk.rules: … · fix: `mailgate check` names every fault; "
            "until then the old rules stay in force",
        ),
        (
            "queue_stuck",
            {"queues": ("intake",)},
            'error: queue_stuck  queues=["intake"] · fix: '
            "systemd starts the desk anew if it lasts; please report this with the log",
        ),
    ],
)
def test_a_denial_says_why_and_the_fix_on_one_line(desk: Desk, word: str, said: dict[str, Any], line: str) -> None:
    assert desk.on_terminal(word, **said) == line


def test_a_program_reads_the_reason_the_reply_and_the_fix(desk: Desk) -> None:
    line = desk.in_json("refused", door="smtp", why="relay")
    assert {name: line[name] for name in ("level", "event", "door", "why", "reply")} == {
        "level": "info",
        "event": "refused",
        "door": "smtp",
        "why": "relay",
        "reply": 550,
    }
    assert line["fix"] == "if the domain is yours, add its mailbox to desk.mailboxes"


def test_denials_are_counted_by_door_reason_and_reply(desk: Desk) -> None:
    desk.tell("refused", door="smtp", why="too_big")
    desk.tell("accept_failed", door="smtp", error=StoreUnavailable("locked"))
    desk.tell("imap_failed", mailbox="support@imap.example.com/INBOX", error=StoreUnavailable("away"))
    assert desk.count('mailgate_refused_total{door="smtp",reason="too_big"') == (
        'mailgate_refused_total{door="smtp",reason="too_big",reply="552"} 1.0'
    )
    assert desk.count('mailgate_refused_total{door="smtp",reason="accept_failed",reply="451"}') is not None
    assert desk.count('mailgate_failures_total{what="imap_failed"}') == 'mailgate_failures_total{what="imap_failed"} 1.0'


def test_every_word_a_door_says_of_a_denial_is_known_here() -> None:
    said = "".join(path.read_text() for path in Path(doors.__path__[0]).glob("*.py"))
    for word in (
        "refused",
        "connection_refused",
        "auth_refused",
        "accept_late",
        "accept_failed",
        "door_failed",
        "imap_failed",
        "imap_skipped",
        "imap_after_refused",
    ):
        assert f'said("{word}"' in said
        assert any(known == word for known, _ in DENIALS), word


def test_an_unknown_reason_is_still_a_line() -> None:
    assert denial_of("refused", {"why": "full_moon"})[1] == "full_moon"
    assert denial_line("refused", {"door": "smtp", "why": "full_moon"}) == "smtp refused · full_moon"


@pytest.mark.parametrize(
    ("outcome", "fix"),
    [
        ("quarantined:forged_from", " · fix: if it is a real mail, `mailgate ledger release 7` lets it through"),
        ("held:unknown_command", " · fix: `mailgate ledger release 7` lets it through, `drop 7` ends it"),
        ("ignored:list", ""),
    ],
)
def test_a_mail_that_waits_for_a_person_says_how_it_goes_on(desk: Desk, outcome: str, fix: str) -> None:
    decision = Decision(outcome=outcome, reason=outcome.partition(":")[2], ticket=None)
    considered = SimpleNamespace(decision=decision, reading=None, kind=Ignored(why="list"))
    arrival = SimpleNamespace(raw=SimpleNamespace(door="smtp", received=MONDAY_10))
    line = desk.on_terminal("settled", inbox=7, arrival=arrival, settled=SimpleNamespace(considered=considered, ticket=None))
    assert line == outcome + fix


# -- the reading process and letters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "said", "line"),
    [
        ("reading_ready", {"model": "en_core_web_sm 3.8.0", "degraded": None, "restarts": 0}, "reading by en_core_web_sm 3.8.0"),
        ("reading_reloaded", {"new_rules": True, "after_s": 8.4}, "reading by the new rules, 8.4 s after they were in force"),
        (
            "reading_stopped",
            {"why": "killed by signal 9", "pause": 5.0},
            "warning: the reading process stopped: killed by signal 9 · it is started again in 5 s, rules read meanwhile · "
            "fix: `mailgate doctor` starts it and says what is wrong, if it goes on",
        ),
    ],
)
def test_the_reading_process_says_what_it_does(desk: Desk, word: str, said: dict[str, Any], line: str) -> None:
    assert desk.on_terminal(word, **said) == line


def test_its_state_and_its_restarts_are_numbers(desk: Desk) -> None:
    desk.tell("reading_ready", model="m", degraded=None, restarts=0)
    assert desk.count("mailgate_reading_up") == "mailgate_reading_up 1.0"
    desk.tell("reading_stopped", why="ended", pause=0.0)
    assert desk.count("mailgate_reading_up") == "mailgate_reading_up 0.0"
    desk.tell("reading_ready", model="m", degraded=None, restarts=1)
    assert desk.count("mailgate_reading_restarts_total") == "mailgate_reading_restarts_total 1.0"


def test_how_long_a_letter_took_is_measured_when_it_is_sent(desk: Desk) -> None:
    desk.tell("letter_waits", delivery=1, template="answer", ticket=7, reply="451", written=MONDAY_10)
    assert desk.count("mailgate_queued_to_sent_seconds_count") == "mailgate_queued_to_sent_seconds_count 0.0"
    desk.tell("letter_sent", delivery=1, template="answer", ticket=7, reply="250 ok", written=MONDAY_10)
    assert desk.count("mailgate_queued_to_sent_seconds_sum") == "mailgate_queued_to_sent_seconds_sum 7.0"
