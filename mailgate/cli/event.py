"""`mailgate event`: mark a moment, such as a release, so that what stands out afterwards is told beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, guarded, say, say_json
from mailgate.cli.house import opened

LONGEST = 200  # characters of a name
_SHOWN = timedelta(days=90)

Name = Annotated[str | None, typer.Argument(help="What happened, such as “release 4.2”; without it the moments are listed.")]
At = Annotated[str | None, typer.Option("--at", help="When, as 2026-11-20T14:30+01:00; without it, now.")]


def event(
    name: Name = None,
    at: At = None,
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Mark a moment: spikes and reports name it. Without a name, list the moments of the last 90 days."""

    def do() -> None:
        from mailgate.cli.instants import instant_of
        from mailgate.model.errors import Refused

        words = " ".join((name or "").split())
        if name is not None and not 0 < len(words) <= LONGEST:
            raise Refused(f"an event needs a name of 1 to {LONGEST} characters")
        with opened(settings) as house:
            now = house.desk.clock()
            if words:
                moment = instant_of(at, now)
                house.store.events.mark(words, at=moment)
                row = {"event": words, "at": moment.isoformat()}
                say_json(row) if json else say(f"marked: {words}, {moment:%Y-%m-%d %H:%M} UTC")
                return
            found = house.store.events.since(now - _SHOWN)
        for one in found:
            row = {"event": one.name, "at": one.at.isoformat()}
            say_json(row) if json else say(f"{one.at:%Y-%m-%d %H:%M} UTC  {one.name}")
        if not found and not json:
            say('no moment is marked yet; `mailgate event "release 4.2"` marks one')

    guarded(do, debug=debug)
