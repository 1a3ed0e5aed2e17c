"""A process that does one thing for the desk can't hold it up, whatever it does or leaves undone."""

from __future__ import annotations

import sys

import pytest

from mailgate.adapters.own_process import answered
from mailgate.model.errors import GivenUp, MailgateError

MUCH = "x" * 8_000_000  # far more than a socket holds
NEVER_READS = "import threading; threading.Event().wait()"
STOPS_IN_MID_ANSWER = f"import os, sys; os.write(int(sys.argv[1]), bytes([0, 0, 1, 0, 7])); {NEVER_READS}"
READS_ALL = """
import sys
from multiprocessing.connection import Connection
peer = Connection(int(sys.argv[1]))
peer.send(len(peer.recv()))
"""


class Failed(MailgateError):
    """What this caller makes of a failure."""


def ask(child: str, question: object, *, within: float = 600.0, given_up: bool = False) -> object:
    command = (sys.executable, "-c", child)
    return answered(command, question, what="counting", within=within, given_up=lambda: given_up, failed=Failed)


def test_a_large_question_arrives_whole() -> None:
    assert ask(READS_ALL, MUCH) == 8_000_000


@pytest.mark.parametrize(("child", "question"), [(NEVER_READS, MUCH), (NEVER_READS, ""), (STOPS_IN_MID_ANSWER, "")])
def test_a_child_that_hangs_is_ended_at_the_limit(child: str, question: str) -> None:
    with pytest.raises(Failed, match=r"^counting took longer than 0 minutes and was ended$"):
        ask(child, question, within=0.0)


def test_a_child_that_never_reads_does_not_hold_up_a_daemon_that_ends() -> None:
    with pytest.raises(GivenUp, match="the counting is done another time"):
        ask(NEVER_READS, MUCH, given_up=True)


def test_a_child_that_ends_before_it_has_read_is_told() -> None:
    with pytest.raises(Failed, match=r"^the counting process ended with status 4$"):
        ask("raise SystemExit(4)", MUCH)


def test_a_question_that_cannot_be_sent_is_the_callers_fault() -> None:
    with pytest.raises(AttributeError, match="pickle"):
        ask(NEVER_READS, lambda: None)
