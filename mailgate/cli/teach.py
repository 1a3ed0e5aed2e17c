"""`mailgate teach`: learn from what has not been taught yet, from history in a file, and everything afresh."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, err, fail, guarded, say, say_json

if TYPE_CHECKING:
    from mailgate.bootstrap import House
    from mailgate.model.learning import ModelVersion

PAGE = 500
LEAST = 20  # lessons below which nothing can be learned afresh


def teach(
    history: Annotated[
        Path | None,
        typer.Option(
            "--import", help="History as .csv or .jsonl: text, category (`-`: none of the intents), subject, agent, at."
        ),
    ] = None,
    refit: Annotated[
        bool, typer.Option("--refit", help="Then learn everything afresh and examine it; promoted if it is better.")
    ] = False,
    discover: Annotated[
        bool, typer.Option("--discover", help="Only show which new intents would be proposed now, of what nobody understood.")
    ] = False,
    send: Annotated[bool, typer.Option("--send", help="With --discover: propose them now, to who triages.")] = False,
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Teach the desk outcomes it has not learned from; a running desk knows them in a moment."""
    if discover and (history is not None or refit):
        fail("--discover stands alone or with --send")
    if send and not discover:
        fail("--send goes with --discover")
    if discover:
        from mailgate.cli.discover import discover as found

        guarded(lambda: found(settings, send, json), debug=debug)
    else:
        guarded(lambda: _teach(history, refit, settings, json), debug=debug)


def _teach(history: Path | None, refit: bool, settings: Path, json: bool) -> None:
    from mailgate.cli.house import opened

    with opened(settings) as house:
        told: dict[str, Any] = {"taught": _outcomes(house)}
        if history is not None:
            told |= _imported(house, history)
        told["lessons"] = house.store.lessons.count()
        version = _refitted(house, told["lessons"]) if refit else None
        if json:
            say_json({**told, **({"version": version.name, "state": version.state, "why": version.why} if version else {})})
            return
        _say(told, version, tuple(house.in_force.rulebook.intents))


def _outcomes(house: House) -> int:
    """Lessons of tickets that agents resolved and that taught nothing yet; how many."""
    from mailgate.policy.lessons import resolved

    store, rulebook, many, after = house.store, house.in_force.rulebook, 0, 0
    while page := store.lessons.untaught(after, PAGE):
        after = page[-1][0].number
        found = []
        for ticket, text in page:
            agent = rulebook.agent_of(ticket.resolved_by)
            lesson = resolved(ticket, text, agent, rulebook, ticket.resolved_at or ticket.changed_at) if agent else None
            if lesson is not None:
                found.append(lesson)
        many += store.lessons.teach(found)
    return many


def _imported(house: House, file: Path) -> dict[str, Any]:
    """The rows of a file, all or none."""
    from mailgate.cli.history import FAULTS_SHOWN, history_of

    intents = house.in_force.rulebook.intents
    history = history_of(file, intents, house.desk.clock())
    if history.faults:
        for fault in history.faults[:FAULTS_SHOWN]:
            err.print(f"mailgate: {fault}", markup=False)
        more = len(history.faults) - FAULTS_SHOWN
        fail(f"nothing was imported{f'; {more} more rows are like that' if more > 0 else ''}; mend the file and try again")
    if not history.lessons:
        fail(f"{file} has no rows")
    new = house.store.lessons.teach(history.lessons)
    counts = Counter(lesson.intent for lesson in history.lessons)
    unknown = {str(name): many for name, many in sorted(counts.items(), key=str) if name is not None and name not in intents}
    return {
        "rows": len(history.lessons),
        "imported": new,
        "categories": len(counts),
        "not_in_settings": unknown if intents else {},
    }


def _refitted(house: House, lessons: int) -> ModelVersion:
    from mailgate.bootstrap import refit_of
    from mailgate.flows.refitting import Refitting
    from mailgate.model.errors import Refused

    if not house.settings.server.reading:
        raise Refused("server.reading is off, so nothing can be learned; switch it on in the settings")
    if lessons < LEAST:
        raise Refused(f"there are {lessons} lessons, and {LEAST} are needed to learn afresh; --import brings history in")
    fits = refit_of(house.settings, clock=house.desk.clock)
    store = house.store
    refitting = Refitting(desk=house.desk, lessons=store.lessons, versions=store.model_versions, fits=fits)
    if not sys.stderr.isatty():
        return refitting.now()
    with err.status(f"learning {lessons} lessons afresh …"):
        return refitting.now()


def _say(told: dict[str, Any], version: ModelVersion | None, intents: Sequence[str]) -> None:
    from mailgate.policy.model_card import lines_of

    if "imported" in told:
        known = told["rows"] - told["imported"]
        before = "" if not known else "; one was known already" if known == 1 else f"; {known} were known already"
        say(f"{_many(told['imported'], 'row')} imported, of {_many(told['categories'], 'category', 'categories')}{before}.")
        for name, many in told["not_in_settings"].items():
            close = difflib.get_close_matches(name.casefold(), intents, n=1, cutoff=0.75)
            meant = f"did you mean {close[0]}? If not, " if close else ""
            kept = "it is" if many == 1 else "they are"
            say(f"  {many} of {name}: the settings have no such intent; {meant}{kept} kept until there is one")
    if told["taught"] or "imported" not in told:
        say(f"{_many(told['taught'], 'lesson')} from outcomes that had taught nothing yet.")
    hold = "holds" if told["lessons"] == 1 else "hold"
    say(f"{_many(told['lessons'], 'lesson')} {hold}. A running desk knows them in a moment.")
    if version is not None:
        say("\n".join(lines_of(version)))
    elif told.get("imported", 0) > PAGE:
        say("`mailgate teach --refit` learns them all at once, which is quicker and better than one by one.")


def _many(count: int, one: str, more: str | None = None) -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"
