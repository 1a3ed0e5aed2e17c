"""From a notice to a letter that has left, on a real database with the real writer and a carrier in memory."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest

from mailgate.adapters.letter_samples import ALICE, BOX, DANA, MARIA, NOW, sample_rulebook
from mailgate.adapters.maildir_out import MaildirCarrier
from mailgate.adapters.store import SqlStore, open_store
from mailgate.adapters.templates import LetterWriter
from mailgate.flows.desk import Desk
from mailgate.flows.notices import write_due
from mailgate.flows.outbox import send_due
from mailgate.model.decision import AddEntry, Applied, Decision, Effect, OpenTicket, QueueNotice
from mailgate.model.delivery import Accepted, Attempt, Deferred, Delivery, Letter, Notice, Rejected
from mailgate.model.ticket import Entry, Participant, Ticket
from tests.fakes.carrier import MemoryCarrier
from tests.letters.making import letter as a_letter


class Blind:
    model = "none"


class Room:
    """A desk whose clock and next hop the test holds."""

    def __init__(self, store: SqlStore) -> None:
        self.now = NOW
        self.rulebook = sample_rulebook()
        self.told: list[tuple[str, Any]] = []
        self.woken: list[str] = []
        self.carrier = MemoryCarrier()
        self.writer: Any = LetterWriter(domain="support.example.com")
        self.desk = Desk(
            store=store,
            reader=cast(Any, Blind()),
            writer=self,
            carrier=self.carrier,
            clock=lambda: self.now,
            rulebook=lambda: self.rulebook,
            wake=self.woken.append,
            tell=self.hear,
        )

    def hear(self, word: str, /, **said: Any) -> None:
        self.told.append((word, said.get("why")))

    @property
    def said(self) -> list[str]:
        return [word for word, _ in self.told]

    def write(self, *arguments: Any, **named: Any) -> Letter:
        return cast(Letter, self.writer.write(*arguments, **named))

    def opened(self, *effects: Effect, **changed: Any) -> Ticket:
        ticket = Ticket(
            subject="I can't log in",
            mailbox=BOX,
            customer=MARIA,
            customer_name="Maria Lopez",
            team="helpdesk",
            agent=ALICE,
            state="waiting",
            opened_at=NOW,
            changed_at=NOW,
            waiting_since=NOW,
        )
        ticket = replace(ticket, **changed)
        entry = Entry(kind="answer", at=NOW, by=ALICE, by_name="Alice", visibility="public", text="Please try again.")
        opened = OpenTicket(ticket=ticket, participants=(Participant(address=MARIA, name="Maria Lopez"),))
        applied = self.apply(opened, AddEntry(entry=entry), *effects)
        return self.ticket(cast(int, applied.ticket))

    def apply(self, *effects: Effect) -> Applied:
        applied = self.desk.store.apply(
            Decision(outcome="answered", reason="test", ticket=0, effects=effects), settles=None, now=self.now
        )
        assert isinstance(applied, Applied)
        return applied

    def ticket(self, number: int) -> Ticket:
        story = self.desk.store.ticket_story(number)
        assert story is not None
        return story.ticket

    def send(self, at: datetime | None = None) -> int:
        self.now = at or self.now
        return asyncio.run(send_due(self.desk, 50))

    def sent(self) -> list[tuple[str, str]]:
        return [(one.template, one.to) for one in self.carrier.carried]

    def queued(self) -> list[tuple[str, str]]:
        """Templates and readers of the notices that are due and not written."""
        claimed = self.desk.store.claim_notices(limit=50, now=self.now, lease=timedelta(0))
        return sorted((one.template, one.to) for one in claimed)


@pytest.fixture
def room() -> Iterator[Room]:
    store = open_store("sqlite://")
    yield Room(store)
    store.close()


def answer(to: str = MARIA, **changed: Any) -> QueueNotice:
    notice = Notice(
        template="answer",
        to=to,
        audience="customer",
        why="answered",
        deliver_after=NOW,
        ticket=0,
        entry=0,
        from_agent=ALICE,
        automatic=False,
        data={"resolves": False},
    )
    return QueueNotice(notice=replace(notice, **changed))


def acknowledgement() -> QueueNotice:
    return answer(template="acknowledgement", from_agent=None, automatic=True, data={"answer_by": None})


def words_of(delivery: Delivery) -> str:
    message = email.message_from_bytes(delivery.data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def test_a_due_notice_becomes_a_letter_that_leaves(room: Room) -> None:
    ticket = room.opened(answer())
    assert write_due(room.desk, 50) == 1
    assert "outbox" in room.woken
    assert room.send() == 1
    [delivery] = room.carrier.carried
    message = email.message_from_bytes(delivery.data)
    assert message["Subject"] == f"Re: I can't log in [#{ticket.number}]"
    assert message["From"] == "Alice at Example Support <support@example.com>"
    assert words_of(delivery).splitlines()[0] == "Please try again."
    assert room.send() == 0
    assert write_due(room.desk, 50) == 0


def test_every_recipient_has_a_row_of_its_own_and_the_same_letter(room: Room) -> None:
    room.opened(answer(cc=("paul@partner.example",)))
    write_due(room.desk, 50)
    room.send()
    assert room.sent() == [("answer", MARIA), ("answer", "paul@partner.example")]
    assert len({one.data for one in room.carrier.carried}) == 1
    assert len({one.envelope_from for one in room.carrier.carried}) == 2


def test_a_notice_that_is_not_due_waits(room: Room) -> None:
    room.opened(answer(deliver_after=NOW + timedelta(hours=1)))
    assert write_due(room.desk, 50) == 0
    room.now = NOW + timedelta(hours=1)
    assert write_due(room.desk, 50) == 1


def test_a_letter_that_cannot_be_written_is_dropped_with_its_reason_and_the_admin_hears_of_it(room: Room) -> None:
    room.opened(answer(template="nowhere"), answer())
    assert write_due(room.desk, 50) == 2
    assert "letter_dropped" in room.said
    assert room.queued() == [("admin_notice", "admin@example.com")]
    room.send()
    assert room.sent() == [("answer", MARIA)]
    assert write_due(room.desk, 50) == 1
    room.send()
    assert "there is no template 'nowhere'; make templates/en/nowhere.txt.j2" in words_of(room.carrier.carried[-1])
    assert write_due(room.desk, 50) == 0


def test_trouble_with_telling_the_admin_makes_no_further_mail(room: Room) -> None:
    class Broken:
        def write(self, *arguments: Any, **named: Any) -> Letter:
            raise RuntimeError("no words")

    room.writer = Broken()
    room.opened(answer())
    assert [write_due(room.desk, 50) for _ in range(3)] == [1, 1, 0]


def test_a_letter_that_would_open_a_header_of_its_own_never_leaves(room: Room) -> None:
    class Hostile:
        def write(self, notice: Notice, *arguments: Any, **named: Any) -> Letter:
            return replace(a_letter(notice=notice), headers=(("X: y\r\nBcc", "v@x"),))

    room.writer = Hostile()
    room.opened(answer())
    write_due(room.desk, 50)
    assert room.send() == 0
    assert "letter_dropped" in room.said


def test_a_4xx_is_tried_again_with_the_same_bytes(room: Room) -> None:
    room.carrier.answer = lambda one: Deferred(reply="451 later") if one.attempts == 1 else Accepted(reply="250 ok")
    room.opened(answer())
    write_due(room.desk, 50)
    room.send()
    assert room.send() == 0
    assert room.send(NOW + timedelta(minutes=1)) == 1
    first, second = room.carrier.carried
    assert (first.data, first.message_id) == (second.data, second.message_id)
    assert room.send(NOW + timedelta(days=1)) == 0


def test_an_answer_that_is_refused_is_owed_again_and_its_agent_hears_of_it(room: Room) -> None:
    room.carrier.answer = lambda one: Rejected(reply="550 5.1.1 no such user", status="5.1.1")
    ticket = room.opened(answer())
    write_due(room.desk, 50)
    room.send()
    assert room.ticket(ticket.number).state == "open"
    assert room.queued() == [("delivery_failure", ALICE)]
    room.carrier.answer = lambda one: Accepted(reply="250 ok")
    write_due(room.desk, 50)
    room.send()
    assert "550 5.1.1 no such user" in words_of(room.carrier.carried[-1])
    assert room.send(NOW + timedelta(days=1)) == 0


def test_one_refused_recipient_does_not_touch_the_other(room: Room) -> None:
    def say(one: Delivery) -> Attempt:
        return Rejected(reply="550 no", status=None) if one.to.startswith("paul") else Accepted(reply="250 ok")

    room.carrier.answer = say
    ticket = room.opened(answer(cc=("paul@partner.example",)))
    write_due(room.desk, 50)
    room.send()
    assert room.ticket(ticket.number).state == "waiting"
    assert room.queued() == [("delivery_failure", ALICE)]


def test_a_hand_over_that_is_refused_goes_to_the_lead(room: Room) -> None:
    room.carrier.answer = lambda one: Rejected(reply="550 5.1.1 gone", status="5.1.1") if one.to == ALICE else Accepted()
    ticket = room.opened(
        answer(
            template="handover",
            to=ALICE,
            audience="agent",
            from_agent=None,
            data={"because": [], "priority_because": []},
        )
    )
    write_due(room.desk, 50)
    room.send()
    assert room.ticket(ticket.number).agent == DANA
    assert room.queued() == [("admin_notice", "admin@example.com"), ("handover", DANA)]
    write_due(room.desk, 50)
    room.send()
    assert room.sent()[-1] in (("handover", DANA), ("admin_notice", "admin@example.com"))


def test_in_doubt_an_answer_goes_again_and_an_acknowledgement_does_not(room: Room) -> None:
    room.carrier.answer = lambda one: Deferred(reply="connection lost", in_doubt=True)
    room.opened(answer(), acknowledgement())
    write_due(room.desk, 50)
    room.send()
    room.carrier.answer = lambda one: Accepted(reply="250 ok")
    room.send(NOW + timedelta(minutes=1))
    assert sorted(room.sent()) == [("acknowledgement", MARIA), ("answer", MARIA), ("answer", MARIA)]
    assert room.queued() == []


def test_an_answer_whose_files_are_gone_leaves_without_them_and_its_author_and_the_admin_hear_of_it(room: Room) -> None:
    files = (("invoice.pdf", "application/pdf", 3, "00" * 32),)
    entry = Entry(kind="answer", at=NOW, by=ALICE, visibility="public", text="See the file.", inbox_id=77, attachments=files)
    room.opened(AddEntry(entry=entry), answer())
    assert write_due(room.desk, 50) == 1
    room.send()
    assert room.sent() == [("answer", MARIA)]
    assert room.said == ["letter_without_files", "letter_sent"]
    assert room.queued() == [("admin_notice", "admin@example.com"), ("admin_notice", ALICE)]
    write_due(room.desk, 50)
    room.send()
    assert f"answer to {MARIA} about #1 went without invoice.pdf" in " ".join(words_of(room.carrier.carried[-1]).split())


def killed_while_sending(room: Room) -> None:
    """What a process that dies between the server's 250 and the settlement leaves behind."""
    room.desk.store.claim_deliveries(limit=50, now=room.now, lease=timedelta(0))


def test_an_acknowledgement_left_in_doubt_is_dropped_and_told_and_the_queue_stays_awake(room: Room) -> None:
    room.opened(acknowledgement())
    write_due(room.desk, 50)
    killed_while_sending(room)
    assert room.send() == 1
    assert room.sent() == []
    assert room.told == [("letter_dropped", "in_doubt")]
    [row] = cast(SqlStore, room.desk.store).views.letters()
    assert (row["state"], row["reply"]) == (
        "cancelled",
        "it may have been delivered before the connection was lost; letters of this kind are not repeated",
    )
    assert room.send() == 0


def test_nothing_is_in_doubt_where_a_letter_carried_twice_arrives_once(room: Room, tmp_path: Path) -> None:
    carrier = MaildirCarrier(tmp_path)
    room.opened(acknowledgement())
    write_due(room.desk, 50)
    asyncio.run(carrier.carry(room.desk.store.claim_deliveries(limit=50, now=room.now, lease=timedelta(0))))
    room.desk.carrier = carrier
    assert room.send() == 1
    assert room.told == [("letter_sent", None)]
    assert len(list((tmp_path / MARIA / "new").iterdir())) == 1
    [row] = cast(SqlStore, room.desk.store).views.letters()
    assert row["state"] == "sent"


def test_the_agent_is_told_once_that_an_answer_is_late(room: Room) -> None:
    room.carrier.answer = lambda one: Deferred(reply="451 later")
    ticket = room.opened(answer())
    write_due(room.desk, 50)
    late = 0
    for minutes in range(0, 600, 10):
        room.send(NOW + timedelta(minutes=minutes))
        late += sum(template == "delivery_failure" for template, _ in room.queued())
        write_due(room.desk, 50)
    assert late == 1
    assert room.ticket(ticket.number).state == "waiting"


def test_the_same_is_never_sent_by_two_at_once(room: Room) -> None:
    room.opened(answer())
    write_due(room.desk, 50)

    async def both() -> list[int]:
        return list(await asyncio.gather(send_due(room.desk, 50), send_due(room.desk, 50)))

    assert sum(asyncio.run(both())) == 1
    assert len(room.carrier.carried) == 1


def test_an_orderly_stop_finishes_what_is_in_hand(room: Room) -> None:
    class Slow(MemoryCarrier):
        def __init__(self) -> None:
            super().__init__()
            self.begun, self.go_on = asyncio.Event(), asyncio.Event()

        async def carry(self, deliveries: Sequence[Delivery]) -> Sequence[Attempt]:
            self.begun.set()
            await self.go_on.wait()
            return await super().carry(deliveries)

    room.opened(answer())
    write_due(room.desk, 50)

    async def stopped() -> None:
        room.desk.carrier = slow = Slow()
        task = asyncio.create_task(send_due(room.desk, 50))
        await slow.begun.wait()
        task.cancel()
        await asyncio.sleep(0)
        slow.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(stopped())
    room.desk.carrier = room.carrier
    assert room.send(NOW + timedelta(days=2)) == 0
