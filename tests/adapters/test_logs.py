"""What a log says, and what it must never say."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from mailgate.adapters.log_lines import mail_line
from mailgate.adapters.logs import bound, configure
from mailgate.adapters.metrics import Metrics
from mailgate.adapters.redaction import Redactor, escaped
from mailgate.adapters.telling import Telling
from mailgate.model.decision import (
    CustomerMail,
    Decision,
    Ignored,
    OpenTicket,
    QueueNotice,
    UnprovenAgentMail,
)
from mailgate.model.delivery import Notice
from mailgate.model.facts import Past
from mailgate.model.reading import Reading
from mailgate.model.rules import Actions
from mailgate.policy.routing.choice import route
from tests.policy.desk import ALICE, MONDAY_10, hour, read, rulebook, ticket

KEY = b"the desk's own key"
TOKEN = "abcdefghijkmnpqrstuvwxyz23"
MARIA = CustomerMail(sender="maria@example.org", sender_name="Maria", verified=True, why="customer")


@pytest.fixture
def restored() -> Iterator[None]:
    """The process' logging as it was."""
    root = logging.getLogger()
    was, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = was
    root.setLevel(level)


@pytest.fixture
def logged(restored: None) -> Callable[..., list[dict[str, Any]]]:
    stream = io.StringIO()
    configure(stream, key=KEY, terminal=False)

    def lines() -> list[dict[str, Any]]:
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    return lines


@pytest.fixture
def terminal(restored: None) -> io.StringIO:
    stream = io.StringIO()
    configure(stream, key=KEY, terminal=True)
    return stream


# -- redaction --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "logged_as"),
    [
        ("from maria@example.org today", "from 406e3ca4d0@example.org today"),
        ("postgresql://desk:hunter2@db/mailgate", "postgresql://[hidden]@db/mailgate"),
        ("AUTH PLAIN AGFsaWNlAGh1bnRlcjI=", "AUTH PLAIN [hidden]"),
        ("Authorization: Bearer ya29.a0AfH6SMB", "Authorization: Bearer [hidden]"),
        ("password=hunter2, user=alice", "password=[hidden], user=alice"),
        ('{"token": "s3cr3t"}', '{"token": [hidden]}'),
        (f"[#1042-{TOKEN}]", "[#1042-[token]]"),
        ("\x1b[2Jgone\nSettled: all", "\\x1b[2Jgone\\nSettled: all"),
        ("invoice\u202efdp.exe", "invoice\\u202efdp.exe"),
        ("größer als 中文", "größer als 中文"),
    ],
)
def test_what_is_private_or_dangerous_is_not_logged(written: str, logged_as: str) -> None:
    assert Redactor(KEY).text(written) == logged_as


def test_one_persons_lines_can_be_found_together_but_not_guessed() -> None:
    ours, theirs = Redactor(KEY), Redactor(b"another key")
    assert ours.text("Maria@Example.org") == ours.text("maria@example.org")
    assert ours.text("maria@example.org") != theirs.text("maria@example.org")
    assert ours.text("maria@example.org") != ours.text("mario@example.org")


def test_a_secret_is_hidden_by_its_name_whatever_it_is() -> None:
    said = Redactor(KEY).value({"imap_password": "hunter2", "api_key": b"x", "tokens": 3, "to": ("a", {"token": 1})})
    assert said == {"imap_password": "[hidden]", "api_key": "[hidden]", "tokens": 3, "to": ["a", {"token": "[hidden]"}]}


def test_nothing_is_longer_than_512_characters() -> None:
    assert len(Redactor(KEY).text("long " * 1000)) == 512


def test_bodies_and_unknown_things_are_named_not_shown() -> None:
    redactor = Redactor(KEY)
    assert redactor.value(b"Dear Sir") == "[8 bytes]"
    assert redactor.value(ticket()) == "[Ticket]"
    assert redactor.value(timedelta(minutes=2)) == 120.0
    assert redactor.value(ValueError("no such mail: maria@example.org")) != "no such mail: maria@example.org"


@given(st.text(max_size=300))
def test_a_log_line_is_always_one_line(text: str) -> None:
    assert len((escaped(text) + "x").splitlines()) == 1


@given(st.text(max_size=1200))
def test_redaction_takes_any_text(text: str) -> None:
    assert len(Redactor(KEY).text(text)) <= 512


# -- lines ------------------------------------------------------------------------------------------------------------


def test_a_line_is_one_json_object_with_its_ids_bound_once(logged: Callable[..., list[dict[str, Any]]]) -> None:
    log = structlog.get_logger()
    with bound(inbox=7):
        log.warning("waits", to="maria@example.org", again_in=timedelta(seconds=5))
    log.info("idle")
    first, second = logged()
    assert list(first)[:3] == ["time", "level", "event"]
    assert (first["event"], first["level"], first["inbox"], first["again_in"]) == ("waits", "warning", 7, 5.0)
    assert first["to"].endswith("@example.org")
    assert "maria" not in first["to"]
    assert "inbox" not in second


def test_less_grave_lines_than_asked_for_are_not_logged(restored: None) -> None:
    stream = io.StringIO()
    configure(stream, key=KEY, terminal=False, level="warning")
    structlog.get_logger().info("idle")
    assert stream.getvalue() == ""


def test_what_libraries_log_is_redacted_too(logged: Callable[..., list[dict[str, Any]]]) -> None:
    logging.getLogger("mail.log").warning("%r sent AUTH PLAIN %s", "maria@example.org", "AGFsaWNlAGh1bnRlcjI=")
    (line,) = logged()
    assert (line["event"], line["library"]) == ("library", "mail.log")
    assert "maria" not in line["said"]
    assert "AGFsaWNl" not in line["said"]


def test_a_traceback_names_places_and_no_values(logged: Callable[..., list[dict[str, Any]]]) -> None:
    try:
        int("maria@example.org")
    except ValueError as error:
        structlog.get_logger().error("failed", error=error, trace=True)
    (line,) = logged()
    assert line["trace"][-1].endswith("test_a_traceback_names_places_and_no_values")
    assert "maria" not in json.dumps(line)


def test_a_full_disk_does_not_stop_the_desk(restored: None) -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    configure(Full(), key=KEY, terminal=False)
    structlog.get_logger().error("still here")


def test_on_a_terminal_the_fix_comes_last_and_nothing_obeys_the_mail(terminal: io.StringIO) -> None:
    structlog.get_logger().warning("denied", fix="send it by submission", who="alice@example.com", said="\x1b]0;gone\x07")
    line = terminal.getvalue().strip()
    assert line[8:] == "  warning: denied  who=alice@… said=\\x1b]0;gone\\x07 · fix: send it by submission"


# -- a mail in one line -----------------------------------------------------------------------------------------------


def notice(to: str, template: str = "handover") -> QueueNotice:
    return QueueNotice(notice=Notice(template=template, to=to, audience="agent", why="opened", deliver_after=MONDAY_10))


def opened(**changes: Any) -> tuple[Decision, Reading]:
    reading = read(("account.access", 0.93))
    new = ticket(urgency="critical", deadline=hour(15), agent=ALICE)
    where = route(ticket=ticket(), reading=reading, past=Past(), actions=Actions(), rulebook=rulebook(), now=MONDAY_10)
    decision = Decision(
        outcome="opened",
        reason="new",
        ticket=0,
        route=where,
        because=where.because,
        effects=(OpenTicket(ticket=new, participants=()), notice("maria@example.org", "acknowledgement"), notice(ALICE)),
    )
    return replace(decision, **changes), reading


def said_of(decision: Decision, reading: Reading | None, kind: Any = MARIA, number: int | None = 1) -> str:
    return mail_line(decision, kind, reading, number, rulebook(), now=MONDAY_10, zone=UTC)


def test_a_mail_reads_as_one_line() -> None:
    assert said_of(*opened()) == (
        "#1 opened · account.access 0.93 · critical, due 15:00 · Alice (skill .9, load 0/8) · letters: maria, alice"
    )


def test_an_acknowledgement_that_was_not_sent_says_why() -> None:
    decision, reading = opened(because=("skill login 0.9", "not acknowledged: 3 a day to this address"))
    assert " · not acknowledged: 3 a day to this address · letters:" in said_of(decision, reading)


def test_a_denial_says_why_and_the_fix() -> None:
    kind = UnprovenAgentMail(agent=ALICE, ticket=1, why="no_token", fix="reply to the hand-over mail itself")
    decision = Decision(outcome="noted", reason="no_token", ticket=1)
    assert said_of(decision, None, kind) == (
        "#1 noted · not acted on as alice: no_token · fix: reply to the hand-over mail itself"
    )


def test_what_is_ignored_says_its_word_once() -> None:
    decision = Decision(outcome="ignored:list", reason="list", because=("List-Id: <news.example.org>",))
    assert said_of(decision, None, Ignored(why="list"), None) == "ignored:list · List-Id: <news.example.org>"


def test_a_due_time_of_another_day_names_the_day() -> None:
    decision, reading = opened()
    later = ticket(deadline=hour(8, 24))
    decision = replace(decision, effects=(OpenTicket(ticket=later, participants=()),))
    assert " · normal, due Tue 24 Nov 08:00 · " in said_of(decision, reading)


# -- telling ----------------------------------------------------------------------------------------------------------


def telling() -> tuple[Telling, Metrics]:
    metrics = Metrics()
    return Telling(metrics, rulebook, lambda: MONDAY_10 + timedelta(seconds=2)), metrics


def tell_opened(tell: Telling) -> None:
    decision, reading = opened()
    arrival = SimpleNamespace(raw=SimpleNamespace(door="smtp", received=MONDAY_10))
    considered = SimpleNamespace(decision=decision, reading=reading, kind=MARIA)
    tell("settled", inbox=7, arrival=arrival, settled=SimpleNamespace(considered=considered, ticket=1))


def test_a_settled_mail_is_a_line_and_a_number(logged: Callable[..., list[dict[str, Any]]]) -> None:
    tell, metrics = telling()
    tell_opened(tell)
    (line,) = logged()
    assert [line[key] for key in ("inbox", "outcome", "reason", "ticket")] == [7, "opened", "new", 1]
    assert (line["intent"], line["confidence"], line["team"]) == ("account.access", 0.93, "helpdesk")
    assert [letter["template"] for letter in line["letters"]] == ["acknowledgement", "handover"]
    assert "maria" not in json.dumps(line)
    assert "alice" not in json.dumps(line)
    assert 'mailgate_settled_total{door="smtp",outcome="opened",reason="new"} 1.0' in metrics.text().decode()
    assert "mailgate_accept_to_queued_seconds_sum 2.0" in metrics.text().decode()


def test_on_a_terminal_it_is_the_line_alone(terminal: io.StringIO) -> None:
    tell_opened(telling()[0])
    assert terminal.getvalue()[8:] == (
        "  #1 opened · account.access 0.93 · critical, due "
        + hour(15).astimezone().strftime("%H:%M")
        + " · Alice (skill .9, load 0/8) · letters: maria, alice\n"
    )


def test_a_timer_that_found_nothing_to_do_is_not_worth_a_line(logged: Callable[..., list[dict[str, Any]]]) -> None:
    tell, metrics = telling()
    stale = Decision(outcome="ignored:stale_timer", reason="stale_timer", ticket=7)
    tell("timer", timer="promise", name="resolution", ticket=7, decision=stale)
    assert logged() == []
    assert 'mailgate_timers_total{kind="promise",reason="stale_timer"} 1.0' in metrics.text().decode()


def test_what_was_buried_is_grave_and_counted(logged: Callable[..., list[dict[str, Any]]]) -> None:
    tell, metrics = telling()
    tell("buried", inbox=3, error=ValueError("x"), fix="look at it")
    assert (logged()[0]["level"], logged()[0]["fix"]) == ("error", "look at it")
    assert 'mailgate_buried_total{reason="error_valueerror"} 1.0' in metrics.text().decode()


def test_letters_are_counted_and_only_those_in_trouble_are_worth_a_line(logged: Callable[..., list[dict[str, Any]]]) -> None:
    tell, metrics = telling()
    tell("letter_sent", delivery=1, template="answer", ticket=7, reply="250 ok")
    tell("letter_failed", delivery=2, template="answer", ticket=7, reply="550 5.1.1 <maria@example.org>: no such user")
    (line,) = logged()
    assert (line["event"], line["level"]) == ("letter_failed", "warning")
    assert "maria" not in line["reply"]
    assert 'mailgate_letters_total{result="sent",template="answer"} 1.0' in metrics.text().decode()


def test_a_line_that_can_not_be_made_never_stops_the_flow(logged: Callable[..., list[dict[str, Any]]]) -> None:
    telling()[0]("settled", inbox=1, arrival=None, settled=None)
    assert logged()[0]["event"] == "not_told"


def test_the_clock_of_a_line_is_utc(logged: Callable[..., list[dict[str, Any]]]) -> None:
    structlog.get_logger().info("idle")
    assert datetime.fromisoformat(logged()[0]["time"]).utcoffset() == timedelta(0)


def test_what_is_learned_is_a_line_and_a_number(logged: Callable[..., list[dict[str, Any]]]) -> None:
    tell, metrics = telling()
    tell("taught", lessons=3, upto=9, sources={"relabelled": 1, "resolved": 2})
    tell("model_promoted", version="v7", lessons=900, why="better", seconds=12.5)
    tell("refit_failed", error=ValueError("no memory"), fix="run it")
    tell("lesson_left_out", lesson=4)
    assert [(line["event"], line["level"]) for line in logged()] == [
        ("taught", "info"),
        ("model_promoted", "info"),
        ("refit_failed", "warning"),
        ("lesson_left_out", "warning"),
    ]
    numbers = metrics.text().decode()
    assert 'mailgate_lessons_taught_total{source="resolved"} 2.0' in numbers
    assert 'mailgate_refits_total{result="promoted"} 1.0' in numbers
    assert 'mailgate_refits_total{result="failed"} 1.0' in numbers
    assert 'mailgate_failures_total{what="lesson_left_out"} 1.0' in numbers


def test_on_a_terminal_learning_reads_as_a_sentence(terminal: io.StringIO) -> None:
    tell, _ = telling()
    tell("taught", lessons=3, upto=9, sources={"relabelled": 1, "resolved": 2})
    tell("model_kept", version="v7", lessons=900, why="not better: right on 80.0 %", seconds=12.5)
    tell("model_taken_up", version="v7", was="v0")
    assert [line[8:].strip() for line in terminal.getvalue().splitlines()] == [
        "learned 1 relabelled, 2 resolved · up to lesson 9",
        "v7 of 900 lessons kept as a candidate · not better: right on 80.0 %",
        "reading from v7 on, after v0",
    ]
