"""When a letter is tried again, and when we give up.

The shape is Postfix's (300 s doubling to 4,000 s, five days), quicker at first because a desk's letters are waited for.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never

from mailgate.model.delivery import Accepted, Attempt, Dead, Deferred, Delivery, Dropped, Rejected, Retry, Sent, Settlement

STEPS = tuple(timedelta(seconds=s) for s in (30, 120, 300, 600, 1200, 2400, 3600))  # the last one is repeated
PROBE = timedelta(minutes=5)  # with the whole server down: tried no later than this, so that a queue drains soon
LIFETIME = timedelta(days=5)
LATE = timedelta(hours=1)  # the agent is told
JITTER = 0.2  # ± a fifth, so that what failed together does not return together

# A second acknowledgement annoys more than a lost one harms; everything else is sent again with its old Message-ID.
NOT_REPEATED = frozenset({"acknowledgement", "feedback_thanks"})
IN_DOUBT = "it may have been delivered before the connection was lost; letters of this kind are not repeated"
EXPIRED = "4.4.7"  # RFC 3463: delivery time expired


def settle(attempt: Attempt, delivery: Delivery, now: datetime) -> Settlement:
    """What follows from one attempt. A 5xx is never tried again; anything else is, until five days after it was written."""
    match attempt:
        case Accepted(reply=reply):
            return Sent(reply=reply)
        case Rejected(reply=reply, status=status):
            return Dead(reply=reply, status=status)
        case Deferred(reply=reply, in_doubt=in_doubt, connection=connection):
            if in_doubt and delivery.template in NOT_REPEATED:
                return Dropped(reply=IN_DOUBT)
            age = now - delivery.created
            if age >= LIFETIME:
                return Dead(reply=f"given up after five days: {reply}", status=EXPIRED)
            at = now + wait(delivery.id, delivery.attempts, connection=connection)
            return Retry(at=at, reply=reply, in_doubt=in_doubt or delivery.in_doubt, warn=_newly_late(delivery, age))
        case _:
            assert_never(attempt)


def wait(delivery: int, attempts: int, *, connection: bool = False) -> timedelta:
    """How long to wait after this attempt. The jitter comes from the delivery's id: same delivery, same wait."""
    step = STEPS[min(max(attempts, 1), len(STEPS)) - 1]
    return (min(step, PROBE) if connection else step) * (1 + JITTER * _share(delivery, attempts))


def is_dropped(delivery: Delivery) -> bool:
    """An acknowledgement whose earlier attempt may have been delivered is not tried again (reliability: the in-doubt rule)."""
    return delivery.in_doubt and delivery.template in NOT_REPEATED


def is_worth_telling(settlement: Settlement) -> bool:
    """Whether a person should hear of it: it is dead, or it is late."""
    return isinstance(settlement, Dead) or (isinstance(settlement, Retry) and settlement.warn)


def _newly_late(delivery: Delivery, age: timedelta) -> bool:
    """True at the first attempt after the hour: the one before was planned a wait ago, and was not late then."""
    before = age - wait(delivery.id, delivery.attempts - 1) if delivery.attempts > 1 else timedelta(0)
    return age >= LATE > before


def _share(delivery: int, attempts: int) -> float:
    """-1 … 1, spread evenly over ids and attempts (Knuth's multiplicative hash)."""
    mixed = (delivery * 2654435761 + attempts * 40503) & 0xFFFFFFFF
    return mixed / 0xFFFFFFFF * 2 - 1
