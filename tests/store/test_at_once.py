"""Mails taken in at the same moment: each decides on the same past, and together they keep to what one alone must keep to."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, cast

from mailgate.adapters.store import SqlStore
from mailgate.flows.desk import Desk
from mailgate.flows.intake import Settled, take_in
from mailgate.model.message import Arrival, Evidence, RawMessage
from mailgate.model.reading import NOTHING_READ, Reading
from tests.store.desk_day import ALICE, LEASE, MARIA, NOON, RULEBOOK, SUPPORT

MAILS = 6


class Together:
    """Reads once every mail has gathered its facts; so none of them saw what another one did."""

    model = "none"

    def __init__(self) -> None:
        self._all_here = threading.Barrier(MAILS)
        self._mine = threading.local()

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = "") -> Reading:
        if not getattr(self._mine, "met", False):
            self._mine.met = True
            self._all_here.wait(30)
        return NOTHING_READ


def desk_of(store: SqlStore) -> Desk:
    return Desk(
        store=store,
        reader=Together(),
        writer=cast(Any, None),
        carrier=cast(Any, None),
        clock=lambda: NOON,
        rulebook=lambda: RULEBOOK,
        wake=lambda _: None,
    )


def waiting(store: SqlStore, subjects: list[str], sender: str = MARIA) -> list[Arrival]:
    for n, subject in enumerate(subjects):
        head = f"From: {sender}\r\nTo: {SUPPORT}\r\nMessage-ID: <{n}@example.org>\r\nSubject: {subject}\r\n"
        data = f"{head}\r\nHelp {n}\r\n".encode()
        mail = RawMessage(data=data, door="smtp", received=NOON, envelope_from=sender, envelope_to=(SUPPORT,))
        store.accept(mail, Evidence(door="smtp"), message_id=f"{n}@example.org", content_key=f"key{n}").result(10)
    return list(store.claim_arrivals(limit=MAILS, now=NOON, lease=LEASE))


def taken_in_at_once(store: SqlStore, subjects: list[str], sender: str = MARIA) -> list[str]:
    """The outcomes; all of them decide before any of them is written."""
    desk = desk_of(store)

    def one(arrival: Arrival) -> str:
        settled = take_in(arrival, desk)
        assert isinstance(settled, Settled)
        return settled.considered.decision.outcome

    with ThreadPoolExecutor(MAILS) as hands:
        return sorted(hands.map(one, waiting(store, subjects, sender)))


def letters(store: SqlStore, template: str) -> int:
    return [one.template for one in store.claim_notices(limit=100, now=NOON, lease=LEASE)].count(template)


def test_six_mails_about_the_same_open_one_ticket_and_get_one_acknowledgement(store: SqlStore) -> None:
    subjects = ["The printer in room 7"] * 3 + ["Re: The printer in room 7"] * 3
    assert taken_in_at_once(store, subjects) == [*["appended"] * 5, "opened"]
    assert len(store.views.tickets()) == 1
    assert letters(store, "acknowledgement") == 1


def test_a_subject_that_everybody_uses_opens_a_ticket_each_and_is_acknowledged_once(store: SqlStore) -> None:
    assert taken_in_at_once(store, ["Help"] * MAILS) == ["opened"] * MAILS
    assert letters(store, "acknowledgement") == 1


def test_a_sender_nobody_authenticated_gets_three_acknowledgements_a_day_however_they_come(store: SqlStore) -> None:
    assert taken_in_at_once(store, [f"Broken thing number {n} of mine" for n in "abcdef"]) == ["opened"] * MAILS
    assert letters(store, "acknowledgement") == 3


def test_an_agent_hears_once_an_hour_that_a_mail_was_not_acted_on(store: SqlStore) -> None:
    assert taken_in_at_once(store, [f"Broken thing number {n} of mine" for n in "abcdef"], ALICE) == ["opened"] * MAILS
    assert letters(store, "not_acted_on") == 1
