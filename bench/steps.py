"""Where the time goes: CPU a mail by step, one mail after the other in one process, the store's own threads included.

Nothing waits for doors here and nothing competes, so the sum is what a mail costs at least; a running desk adds the SMTP session,
log lines and the changes between threads.
"""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bench.load import mail
from mailgate.adapters.maildir_out import MaildirCarrier
from mailgate.adapters.yaml_rules import load_desk
from mailgate.bootstrap import House, house_of
from mailgate.flows.intake import LEASE, take_in
from mailgate.flows.notices import write_due
from mailgate.flows.outbox import send_due
from mailgate.mail.identity import identify
from mailgate.model.message import Evidence, RawMessage

STEPS = {
    "accept": "identify, store the row and its bytes",
    "claim": "claim messages",
    "pure": "parse, screen, decide, route",
    "facts_about": "read what the past knows of the message",
    "past_of": "read the agents' state and the customer's story",
    "apply": "write the decision",
    "claim_notices": "claim notices",
    "letter_facts": "read what letters need to know",
    "write": "render letters",
    "encode": "letters to bytes",
    "post": "store letters",
    "send": "claim deliveries, write into Maildirs, settle",
}


@dataclasses.dataclass(slots=True)
class Watch:
    """Adds up process time by step; of nested steps the inner one has it."""

    spent: defaultdict[str, float] = dataclasses.field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        before, inner = time.process_time(), sum(self.spent.values())
        try:
            yield
        finally:
            self.spent[name] += time.process_time() - before - (sum(self.spent.values()) - inner)


class Watched:
    """Anything, its methods of these names timed."""

    def __init__(self, inner: Any, watch: Watch) -> None:
        self._inner, self._watch = inner, watch

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._timed(name, found) if name in STEPS else found

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            with self._watch.step(name):
                return function(*arguments, **named)

        return run


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one mail: milliseconds of CPU by step, SQL statements, and commits."""

    milliseconds: dict[str, float]
    written: float
    read: float
    commits: float


def cost_of(folder: Path, settings: Path, mails: int) -> Cost:
    """Of a mail, after a warm-up. Statements are counted in a run of their own, since counting costs time."""
    loaded, rulebook = load_desk(settings)
    house = house_of(loaded, rulebook, carrier=MaildirCarrier(folder / "sent"))
    try:
        _all(house, Watch(), range(50))
        watch = Watch()
        _all(house, watch, range(50, 50 + mails))
        counted = _count(house)
        commits = house.store.commits
        _all(house, Watch(), range(50 + mails, 50 + 2 * mails))
        return Cost(
            milliseconds={name: 1000 * watch.spent[name] / mails for name in STEPS},
            written=counted["write"] / mails,
            read=counted["read"] / mails,
            commits=(house.store.commits - commits) / mails,
        )
    finally:
        house.store.close()


def _count(house: House) -> Counter[str]:
    """What SQLite is asked from now on, by the engine it is asked through."""
    counted: Counter[str] = Counter()

    def listen(name: str, engine: Engine) -> None:
        def traced(driver: Any, _record: object, _proxy: object) -> None:
            driver.set_trace_callback(lambda _sql: counted.update((name,)))

        event.listen(engine, "checkout", traced)

    listen("write", house.store.engines.write)
    listen("read", house.store.engines.read)
    return counted


def _all(house: House, watch: Watch, numbers: range) -> None:
    store = Watched(house.store, watch)
    desk = dataclasses.replace(house.desk, store=store, writer=Watched(house.desk.writer, watch))
    with watch.step("accept"):
        for future in [_accepted(house, n) for n in numbers]:
            future.result()
    with watch.step("claim"):
        while claimed := house.store.claim_arrivals(limit=16, now=desk.clock(), lease=LEASE):
            for arrival in claimed:
                with watch.step("pure"):
                    take_in(arrival, desk)
    with watch.step("encode"):
        while write_due(desk, 16):
            pass

    async def sent() -> None:
        while await send_due(house.desk, 64):
            pass

    with watch.step("send"):
        asyncio.run(sent())


def _accepted(house: House, n: int) -> Any:
    data = mail(n)
    message_id, content_key = identify(data)
    raw = RawMessage(
        data=data,
        door="smtp",
        received=house.desk.clock(),
        envelope_from=f"c{n}@load.example.org",
        envelope_to=("support@example.com",),
    )
    return house.store.accept(raw, Evidence(door="smtp"), message_id=message_id, content_key=content_key)
