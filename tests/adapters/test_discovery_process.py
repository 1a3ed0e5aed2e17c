"""Discovery runs in a process of its own; what goes wrong there is said."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest

from mailgate.adapters.discovery_process import DiscoveryFailed, DiscoveryProcess
from mailgate.model.discovery import Unsure
from mailgate.model.errors import GivenUp
from tests.policy.desk import MONDAY_10

ONE_WAY = b"\x00\x3c\x00\x00"


def unsure(number: int, text: str, vector: bytes = ONE_WAY) -> Unsure:
    return Unsure(
        ticket=number,
        at=MONDAY_10 - timedelta(days=1),
        customer=f"c{number}@example.org",
        subject="",
        text=text,
        vector=vector,
        model="sm + use-m + v1 @ 3",
    )


TICKETS = [unsure(n, f"The barcode scanner refuses label {'abcdefgh'[n]}") for n in range(8)]


def test_the_groups_come_back_from_there() -> None:
    (cluster,) = DiscoveryProcess()([*TICKETS, unsure(9, "Hello", b"\x00\x00\x00\x3c")], (), (), now=MONDAY_10)
    assert [one.ticket for one in cluster.tickets] == [0, 1, 2, 3, 4, 5, 6, 7]


def test_what_breaks_there_is_told() -> None:
    with pytest.raises(DiscoveryFailed, match=r"^discovery failed: ValueError"):
        DiscoveryProcess()([*TICKETS, unsure(9, "x", b"\x00")], (), (), now=MONDAY_10)
    ends = DiscoveryProcess(command=(sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(DiscoveryFailed, match=r"^the discovery process ended with status 3$"):
        ends(TICKETS, (), (), now=MONDAY_10)


def test_a_daemon_that_ends_does_not_wait_for_it() -> None:
    sleeps = (sys.executable, "-c", "import sys; sys.stdin.read(); import threading; threading.Event().wait()")
    with pytest.raises(GivenUp, match="the discovery is done another time"):
        DiscoveryProcess(command=sleeps, given_up=lambda: True)(TICKETS, (), (), now=MONDAY_10)
