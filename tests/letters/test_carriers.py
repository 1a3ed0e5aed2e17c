"""What every carrier promises, the one in memory as well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mailgate.adapters.maildir_out import MaildirCarrier
from mailgate.adapters.smtp_out import Smarthost, SmtpCarrier
from mailgate.flows.desk import Carrier
from mailgate.model.delivery import Accepted
from tests.fakes.carrier import MemoryCarrier
from tests.fakes.smtp_server import serving
from tests.letters.making import delivery


@pytest.fixture(params=["memory", "maildir", "smtp"])
async def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Carrier]:
    if request.param == "memory":
        yield MemoryCarrier()
    elif request.param == "maildir":
        yield MaildirCarrier(tmp_path)
    else:
        async with serving() as server:
            made = SmtpCarrier(Smarthost(host="127.0.0.1", port=server.port, tls="none"))
            yield made
            await made.close()


async def test_nothing_to_carry_is_carried(carrier: Carrier) -> None:
    assert list(await carrier.carry([])) == []


async def test_each_delivery_has_its_attempt_in_order(carrier: Carrier) -> None:
    attempts = await carrier.carry([delivery(id=n, to=f"person{n}@example.org") for n in range(25)])
    assert [type(one) for one in attempts] == [Accepted] * 25


async def test_a_carrier_can_be_used_again_and_closed_twice(carrier: Carrier) -> None:
    await carrier.carry([delivery()])
    await carrier.close()
    assert [type(one) for one in await carrier.carry([delivery(id=8)])] == [Accepted]
    await carrier.close()
    await carrier.close()
