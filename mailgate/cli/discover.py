"""`mailgate teach --discover`: which new intents would be proposed now, of tickets that nobody understood."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mailgate.cli.common import err, fail, say, say_json

if TYPE_CHECKING:
    from mailgate.flows.discovering import Discovering
    from mailgate.model.discovery import Proposal


def discover(settings: Path, send: bool, json: bool) -> None:
    """Show them; with `send` also propose them, as a night does. Raises MailgateError."""
    from mailgate.bootstrap.discovery import discovering_of
    from mailgate.cli.house import opened

    with opened(settings, reading=True) as house:
        discovering = discovering_of(house)
        found = _found(discovering)
        if send and found and not discovering.send(found):
            fail("the nightly search began meanwhile and proposes what it finds; nothing was sent twice")
        if json:
            say_json({"proposed": [_plain(one) for one in found], "sent": send and bool(found)})
            return
        _say(found, send, house.in_force.rulebook.routing.triage)


def _found(discovering: Discovering) -> Sequence[Proposal]:
    if not sys.stderr.isatty():
        return discovering.found()
    with err.status("looking through what nobody understood …"):
        return discovering.found()


def _say(found: Sequence[Proposal], sent: bool, triage: str | None) -> None:
    from mailgate.policy.discovered import yaml_of
    from mailgate.reading.discovery import CUSTOMERS, GREW, TICKETS

    if not found:
        say(
            f"Nothing to propose: there is no group of {TICKETS} tickets or more, of {CUSTOMERS} customers, {GREW} of them in the"
            " last 14 days, that mean the same and that neither the settings nor an earlier proposal name."
        )
        return
    for one in found:
        say("\n".join(yaml_of(one)) + "\n")
    who = triage or "the admins"
    if sent:
        say(f"Proposed to {who}; a running desk sends the letters in a moment.")
    else:
        say(f"Nothing was sent. `mailgate teach --discover --send` proposes {'it' if len(found) == 1 else 'them'} to {who} now.")


def _plain(one: Proposal) -> dict[str, object]:
    return {
        "name": one.name, "team": one.team, "phrases": one.phrases, "examples": one.examples, "words": one.words,
        "tickets": one.tickets, "customers": one.customers, "lately": one.lately, "solvers": one.solvers,
    }  # fmt: skip
