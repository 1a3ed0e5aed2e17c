"""What a check found, and how checks are run: side by side, each with a deadline, none able to stop the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mailgate.adapters.redaction import HIDDEN, escaped
from mailgate.model.errors import MailgateError

State = Literal["ok", "warning", "fault", "skipped"]

PATIENCE = 20.0  # seconds for one check
LONGEST = 400  # characters of one sentence: servers' own words may be endless
_TOO_SHORT_TO_HIDE = 4  # characters: hiding `a` would make the text unreadable and reveal the secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line for a person: what was looked at, how it is, and the fix where there is one."""

    name: str
    state: State
    said: str
    fix: str = ""


Examine = Callable[[], Awaitable[Sequence[Finding]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something to look at. `examine` may raise: that is a fault too."""

    name: str
    examine: Examine
    patience: float = PATIENCE


def ok(name: str, said: str) -> Finding:
    return Finding(name=name, state="ok", said=said)


def warning(name: str, said: str, fix: str) -> Finding:
    return Finding(name=name, state="warning", said=said, fix=fix)


def fault(name: str, said: str, fix: str) -> Finding:
    return Finding(name=name, state="fault", said=said, fix=fix)


def skipped(name: str, said: str, fix: str = "") -> Finding:
    return Finding(name=name, state="skipped", said=said, fix=fix)


def in_thread(look: Callable[[], Sequence[Finding]]) -> Examine:
    """A check that blocks, run beside the others."""

    async def examine() -> Sequence[Finding]:
        return await asyncio.to_thread(look)

    return examine


async def examined(checks: Sequence[Check], *, secrets: Sequence[str] = ()) -> AsyncIterator[Finding]:
    """The findings of all checks, in the order of the checks, each as soon as it and those before it are there. No secret of
    `secrets` and no control character comes out."""
    tasks = [asyncio.create_task(_outcome(check)) for check in checks]
    try:
        for task in tasks:
            for finding in await task:
                yield replace(finding, said=fit_to_print(finding.said, secrets), fix=fit_to_print(finding.fix, secrets))
    finally:
        for task in tasks:
            task.cancel()


async def _outcome(check: Check) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(check.patience):
            return await check.examine()
    except TimeoutError:
        return [fault(check.name, f"no answer within {check.patience:g} s", "look at the network, and at what is asked there")]
    except MailgateError as error:
        return [fault(check.name, str(error), "mend that, then run `mailgate doctor` again")]
    except Exception as error:  # a check that breaks is told like any fault: the others go on
        return [fault(check.name, f"the check itself failed: {type(error).__name__}: {error}", "please report this")]


def fit_to_print(text: str, secrets: Sequence[str] = ()) -> str:
    """One line without these secrets and without control characters."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _TOO_SHORT_TO_HIDE:
            text = text.replace(secret, HIDDEN)
    text = escaped(" ".join(text.split()))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
