"""Letters leave: claim (which marks them `sending`, durably), hand over, settle; then tell whom it concerns.

A crash between the server's 250 and the settlement leaves the row `sending`: it comes back in doubt, and is sent again with
the same Message-ID and bytes, or dropped if it is a mere acknowledgement. Not so with a carrier that writes a letter once
however often it is carried. A row is marked with its batch, before the first of them is handed over: what was claimed and
not begun when the process died is in doubt as well, for a mark of its own would cost each letter a commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from mailgate.flows.desk import Desk
from mailgate.model.decision import Applied, Decision
from mailgate.model.delivery import Dead, Delivery, Dropped, Retry, Settlement
from mailgate.policy.backoff import IN_DOUBT, is_dropped, is_worth_telling, settle
from mailgate.policy.undelivered import on_undelivered

LEASE = timedelta(minutes=30)  # longer than a server may take to answer (RFC 5321 §4.5.3.2.6), times a few
GRACE = 20.0  # seconds to finish in after being cancelled
TRIES_ON_CONFLICT = 20


async def send_due(desk: Desk, limit: int) -> int:
    """Send up to `limit` deliveries that are due; how many were claimed. When cancelled it finishes what it has in hand,
    for GRACE seconds at most, so that an orderly stop leaves nothing in doubt."""
    claimed = await asyncio.to_thread(_claim, desk, limit)
    if not claimed:
        return 0
    sending = asyncio.create_task(_send(desk, claimed))
    try:
        await asyncio.shield(sending)
    except asyncio.CancelledError:
        await asyncio.wait({sending}, timeout=GRACE)
        sending.cancel()
        raise
    return len(claimed)


async def _send(desk: Desk, claimed: Sequence[Delivery]) -> None:
    carrier = desk.carrier
    if carrier.idempotent:
        claimed = [replace(one, in_doubt=False) for one in claimed]
    dropped = [one for one in claimed if is_dropped(one)]
    going = [one for one in claimed if not is_dropped(one)]
    attempts = await carrier.carry(going) if going else ()
    now = desk.clock()
    settled: list[tuple[Delivery, Settlement]] = [(one, Dropped(reply=IN_DOUBT)) for one in dropped]
    settled += [(one, settle(attempt, one, now)) for one, attempt in zip(going, attempts, strict=True)]
    await asyncio.to_thread(_settle, desk, settled)


def _claim(desk: Desk, limit: int) -> Sequence[Delivery]:
    return desk.store.claim_deliveries(limit=limit, now=desk.clock(), lease=LEASE)


def _settle(desk: Desk, settled: Sequence[tuple[Delivery, Settlement]]) -> None:
    desk.store.settle_deliveries(settled, now=desk.clock())
    worth = False
    for delivery, settlement in settled:
        said: dict[str, object] = {"delivery": delivery.id, "template": delivery.template, "ticket": delivery.ticket}
        if isinstance(settlement, Dropped):
            said |= {"why": "in_doubt", "to": delivery.to}
        desk.tell(_word(settlement), **said, reply=settlement.reply, written=delivery.created)
        if is_worth_telling(settlement):
            worth = True
            _follow(desk, delivery, settlement)
    if worth:
        desk.wake("notices")


def _word(settlement: Settlement) -> str:
    match settlement:
        case Dead():
            return "letter_failed"
        case Dropped():
            return "letter_dropped"
        case Retry():
            return "letter_waits"
        case _:
            return "letter_sent"


def _follow(desk: Desk, delivery: Delivery, settlement: Settlement) -> Decision:
    """Decide what a failure means for its ticket, and commit it; afresh when the ticket changed meanwhile."""
    for _ in range(TRIES_ON_CONFLICT):
        story = desk.store.ticket_story(delivery.ticket) if delivery.ticket is not None else None
        decision = on_undelivered(delivery, settlement, story, desk.judgement())
        if not decision.effects or isinstance(desk.store.apply(decision, settles=None, now=desk.clock()), Applied):
            return decision
    desk.tell("letter_failure_untold", delivery=delivery.id, ticket=delivery.ticket)
    return decision
