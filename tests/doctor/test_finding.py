"""How checks are run."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from mailgate.adapters.examinations import Check, Finding, examined
from mailgate.adapters.examinations.finding import ok
from mailgate.model.errors import Refused


async def found(*checks: Check, secrets: Sequence[str] = ()) -> list[Finding]:
    return [finding async for finding in examined(checks, secrets=secrets)]


async def fine() -> list[Finding]:
    return [ok("disk", "much room")]


async def test_a_check_that_breaks_is_a_fault_and_stops_no_other() -> None:
    async def broken() -> list[Finding]:
        raise ZeroDivisionError("division by zero")

    async def refused() -> list[Finding]:
        raise Refused("the server says no")

    one, two, three = await found(
        Check(name="a", examine=broken),
        Check(name="b", examine=refused),
        Check(name="disk", examine=fine),
    )
    assert (one.state, one.said) == ("fault", "the check itself failed: ZeroDivisionError: division by zero")
    assert (two.state, two.said) == ("fault", "the server says no")
    assert three == ok("disk", "much room")


async def test_a_check_that_does_not_end_is_a_fault_after_its_deadline() -> None:
    async def endless() -> list[Finding]:
        await asyncio.Event().wait()
        return []

    (finding,) = await found(Check(name="imap support", examine=endless, patience=0.02))
    assert (finding.name, finding.state, finding.said) == ("imap support", "fault", "no answer within 0.02 s")


async def test_checks_run_side_by_side_and_are_told_in_their_order() -> None:
    met = asyncio.Event()

    async def waits() -> list[Finding]:
        await met.wait()
        return [ok("first", "met")]

    async def comes() -> list[Finding]:
        met.set()
        return [ok("second", "came")]

    assert [f.name for f in await found(Check(name="1", examine=waits), Check(name="2", examine=comes))] == ["first", "second"]


async def test_no_secret_and_no_control_character_comes_out() -> None:
    async def says() -> list[Finding]:
        return [Finding(name="x", state="fault", said="535 hunter22 is wrong\r\n\x1b[2J", fix="not hunter22 but another")]

    (finding,) = await found(Check(name="x", examine=says), secrets=("hunter22", "a"))
    assert (finding.said, finding.fix) == ("535 [hidden] is wrong \\x1b[2J", "not [hidden] but another")
