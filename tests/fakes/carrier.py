"""A carrier in memory: it keeps what it was given and answers as it is told. For the tests of flows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mailgate.model.delivery import Accepted, Attempt, Delivery


class MemoryCarrier:
    """Accepts everything, or answers with what `answer` says of a delivery."""

    idempotent = False

    def __init__(self, answer: Callable[[Delivery], Attempt] | None = None) -> None:
        self.answer = answer or (lambda delivery: Accepted(reply="250 kept in memory"))
        self.carried: list[Delivery] = []
        self.closed = False

    async def carry(self, deliveries: Sequence[Delivery]) -> Sequence[Attempt]:
        self.carried += deliveries
        return [self.answer(one) for one in deliveries]

    async def close(self) -> None:
        self.closed = True
