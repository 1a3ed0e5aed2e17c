"""Days at a desk, replayed: the real flows on a real store, with a clock that the test turns."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from mailgate.adapters.store import SqlStore
from mailgate.adapters.templates import LetterWriter
from mailgate.cli.mail_client import new_mail, reply_to
from mailgate.flows.assigning import Assigning
from mailgate.flows.desk import Desk
from mailgate.flows.intake import handle
from mailgate.flows.notices import write_due
from mailgate.flows.outbox import send_due
from mailgate.flows.promises import fire_due
from mailgate.model.delivery import Delivery
from mailgate.model.message import Evidence, RawMessage
from mailgate.model.reading import IntentScore, Reading
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from tests.fakes.carrier import MemoryCarrier

LEASE = timedelta(minutes=2)


@dataclass
class BySubject:
    """Reads what the subject begins with, surely."""

    intents: Mapping[str, str]
    model: str = "by subject"

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = "") -> Reading:
        found = next((name for word, name in self.intents.items() if subject.lower().startswith(word)), None)
        return Reading(intents=(IntentScore(name=found, confidence=0.95),) if found else (), model=self.model, language="en")


@dataclass
class Replay:
    """A desk whose clock stands still until it is told to `pass_`. Letters are carried at once."""

    store: SqlStore
    rules: Rulebook
    now: datetime
    intents: Mapping[str, str]
    carrier: MemoryCarrier = field(default_factory=MemoryCarrier)
    mails: int = 0

    def __post_init__(self) -> None:
        self.desk = Desk(
            store=self.store,
            reader=BySubject(self.intents),
            writer=LetterWriter(domain=self.rules.domain),
            carrier=self.carrier,
            clock=lambda: self.now,
            rulebook=lambda: self.rules,
            wake=lambda _: None,
        )

    # -- what people do ----------------------------------------------------------------------------------------------

    def customer(self, name: str, subject: str) -> int:
        """A new mail; the number of its ticket."""
        known = self._numbers()
        self._arrives(new_mail(f"{name}@example.org", "support@example.com", subject, f"Please help me, {name}.", date=self.now))
        (number,) = self._numbers() - known
        return number

    def agent(self, who: str, number: int, text: str) -> None:
        """Their reply to the newest letter about a ticket that they got."""
        letter = self.letters(who, ticket=number)[-1]
        self._arrives(reply_to(cast(EmailMessage, _parsed(letter)), who, text, date=self.now), agent=who)

    def pass_(self, span: timedelta, *, step: timedelta = timedelta(minutes=5)) -> None:
        """Time goes by; the desk does what falls due, and looks at its queues, at every step."""
        end = self.now + span
        while self.now < end:
            self.now = min(end, self.now + step)
            self.settle()

    # -- what is seen ------------------------------------------------------------------------------------------------

    def tickets(self) -> list[Ticket]:
        return [self.ticket(number) for number in sorted(self._numbers())]

    def _numbers(self) -> set[int]:
        return {row["ticket"] for row in self.store.views.tickets()}

    def ticket(self, number: int) -> Ticket:
        story = self.store.ticket_story(number)
        assert story is not None
        return story.ticket

    def letters(self, to: str, template: str | None = None, *, ticket: int | None = None) -> list[Delivery]:
        return [
            one
            for one in self.carrier.carried
            if one.to == to and template in (None, one.template) and ticket in (None, one.ticket)
        ]

    def text(self, letter: Delivery) -> str:
        part = cast(EmailMessage, _parsed(letter)).get_body(preferencelist=("plain",))
        assert part is not None
        return str(part.get_content())

    def open_at(self, agent: str) -> int:
        return len(self.store.views.tickets(states=("new", "open"), agent=agent))

    # -- the desk's own work -----------------------------------------------------------------------------------------

    def settle(self) -> None:
        """What the daemon's loops do at this instant, until nothing more is due."""
        while fire_due(self.desk, 100):
            pass
        Assigning(desk=self.desk, rows=self.store.waiting, locks=self.store.locks).step()
        while write_due(self.desk, 100):
            pass
        while asyncio.run(send_due(self.desk, 100)):
            pass

    def _arrives(self, mail: EmailMessage, *, agent: str | None = None) -> None:
        self.mails += 1
        key = f"replayed{self.mails}"
        raw = RawMessage(
            data=mail.as_bytes(policy=policy.SMTP),
            door="submission" if agent else "smtp",
            received=self.now,
            envelope_from=str(mail["From"]),
            envelope_to=(str(mail["To"]),),
        )
        evidence = Evidence(door=raw.door, authenticated_as=agent)
        self.store.accept(raw, evidence, message_id=str(mail["Message-ID"]).strip("<>"), content_key=key).result(10)
        for arrival in self.store.claim_arrivals(limit=10, now=self.now, lease=LEASE):
            handle(arrival, self.desk)
        self.settle()


def _parsed(letter: Delivery) -> object:
    return message_from_bytes(letter.data, policy=policy.default)
