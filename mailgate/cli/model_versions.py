"""`mailgate model list`, `show`, `promote`, `rollback`: what was learned, and which of it is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, fail, guarded, say, say_json

if TYPE_CHECKING:
    from mailgate.model.learning import ModelVersion

VersionArgument = Annotated[str, typer.Argument(help="A version, such as v7.")]
IN_A_MOMENT = "a running desk reads from it in a moment"


app = typer.Typer(help="What the desk has learned.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """What the desk has learned."""


@app.command("list")
def list_(settings: SettingsOption = DEFAULT_SETTINGS, json: JsonOption = False, debug: DebugOption = False) -> None:
    """All versions, the newest first."""

    def run() -> None:
        from mailgate.cli.house import opened

        with opened(settings) as house:
            versions, lessons = house.store.model_versions.all(), house.store.lessons.count()
        if json:
            for version in versions:
                say_json(_row(version))
            return
        for version in versions:
            say(_line(version))
        if not any(version.state == "promoted" for version in versions):
            say(f"No version is in force: the desk reads by its settings and {lessons} lessons, learned one by one.")

    guarded(run, debug=debug)


@app.command("show")
def show(
    version: Annotated[str | None, typer.Argument(help="A version, such as v7; left out: the one in force.")] = None,
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """The card of a version: what it was made of, how good it is, intent by intent, and what changed."""

    def run() -> None:
        from mailgate.cli.house import opened
        from mailgate.policy.model_card import lines_of

        with opened(settings) as house:
            versions = house.store.model_versions
            found = (
                versions.get(_number(version)) if version is not None else versions.promoted() or next(iter(versions.all()), None)
            )
        if found is None:
            fail(
                f"there is no version {version}; `mailgate model list` shows them all"
                if version is not None
                else "there is no version yet; the first is made one night, or by `mailgate teach --refit`"
            )
        say_json({**_row(found), "card": dict(found.card)}) if json else say("\n".join(lines_of(found)))

    guarded(run, debug=debug)


@app.command("promote")
def promote(
    version: VersionArgument, settings: SettingsOption = DEFAULT_SETTINGS, json: JsonOption = False, debug: DebugOption = False
) -> None:
    """Put a version in force, whatever its exam said."""

    def run() -> None:
        from mailgate.cli.house import opened

        with opened(settings) as house:
            found = house.store.model_versions.promote(_number(version), why="promoted by hand", now=house.desk.clock())
        say_json(_row(found)) if json else say(f"{found.name} is in force; {IN_A_MOMENT}.")

    guarded(run, debug=debug)


@app.command("rollback")
def rollback(settings: SettingsOption = DEFAULT_SETTINGS, json: JsonOption = False, debug: DebugOption = False) -> None:
    """Back to the version that was in force before; lessons since are learned on top of it."""

    def run() -> None:
        from mailgate.cli.house import opened

        with opened(settings) as house:
            left, now = house.store.model_versions.rollback(now=house.desk.clock())
        if json:
            say_json({"rolled_back": left.name, "in_force": now.name if now is not None else None})
        elif now is not None:
            say(f"{left.name} is rolled back; {now.name} is in force again, {IN_A_MOMENT}.")
        else:
            say(f"{left.name} is rolled back, and there is none before it: the desk reads by its settings and all lessons.")

    guarded(run, debug=debug)


def _number(version: str) -> int:
    digits = version.strip().lower().removeprefix("v")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        fail(f"`{version}` is no version; write one such as v7 (`mailgate model list`)", code=2)
    return int(digits)


def _row(version: ModelVersion) -> dict[str, Any]:
    exam = version.card.get("exam", {})
    return {
        "version": version.name,
        "state": version.state,
        "made": version.at.isoformat(),
        "promoted": version.promoted_at.isoformat() if version.promoted_at else None,
        "lessons": version.card.get("lessons"),
        "upto": version.upto,
        "embedder": version.embedder,
        "exam": {
            "tickets": exam.get("tickets", 0),
            "right": _of(exam, "after", "right"),
            "before": _of(exam, "before", "right"),
            "ece": _of(exam, "after", "ece"),
        },
        "why": version.why,
        "kept": version.kept,
    }


def _of(exam: dict[str, Any], side: str, what: str) -> float | None:
    found = exam.get(side, {}).get(what) if exam.get("tickets") else None
    return float(found) if found is not None else None


def _line(version: ModelVersion) -> str:
    row = _row(version)
    exam = row["exam"]
    scores = (
        f"right {100 * exam['right']:.1f} % (before {100 * exam['before']:.1f} %), calibration error {exam['ece']:.3f}"
        if exam["right"] is not None
        else "not examined"
    )
    state = version.state.replace("_", " ") + ("" if version.kept else ", card only")
    return f"{version.name:<5} {state:<20} {version.at:%Y-%m-%d %H:%M}  {row['lessons'] or 0} lessons  {scores}  · {version.why}"
