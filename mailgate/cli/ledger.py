"""`mailgate ledger`: every message and what became of it; and a person's word for those that wait for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, guarded, local, say, say_json
from mailgate.cli.house import opened, views_of

if TYPE_CHECKING:
    from mailgate.bootstrap import House

app = typer.Typer(help="Every message and what became of it.", invoke_without_command=True, pretty_exceptions_enable=False)

SAID = {
    "courtesy": "mere thanks",
    "undeclared_form": "a web form that the settings don't name: put its sender under desk.forms, and its people are answered",
}

Number = Annotated[int, typer.Argument(help="The message's number in the ledger.")]


@app.callback()
def show(
    context: typer.Context,
    settings: SettingsOption = DEFAULT_SETTINGS,
    buried: Annotated[bool, typer.Option("--buried", help="Only what could not be handled.")] = False,
    quarantined: Annotated[bool, typer.Option("--quarantined", help="Only what is kept for a person to look at.")] = False,
    held: Annotated[bool, typer.Option("--held", help="Only what waits for a person's word.")] = False,
    last: Annotated[int | None, typer.Option("--last", help="Only the newest so many.")] = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """The ledger, oldest first; `retry`, `release` and `drop` settle what waits."""
    if context.invoked_subcommand is not None:
        return
    chosen = [word for word, wanted in (("buried", buried), ("quarantined", quarantined), ("held", held)) if wanted]

    def look() -> None:
        with views_of(settings) as views:
            rows = views.ledger(limit=last)
        rows = [row for row in rows if not chosen or str(row["outcome"] or "").partition(":")[0] in chosen]
        for row in rows:
            say_json(row) if json else say(line_of(row))
        if not rows and not json:
            say("nothing here")

    guarded(look, debug=debug)


def line_of(row: dict[str, Any]) -> str:
    """One message for a person."""
    ticket = f"#{row['ticket']}" if row["ticket"] else "–"
    letters = ", ".join(f"{letter['to']} {letter['template']} {letter['state']}" for letter in row["letters"])
    outcome = row["outcome"] or "on its way"
    reason = SAID.get(row["reason"], row["reason"])
    why = f" ({reason})" if reason and reason not in outcome else ""
    return (
        f"{row['id']:>5}  {local(row['received'])}  {row['door']:<10} {row['from'] or '<>':<28} {ticket:>6}  {outcome}{why}"
        + (f"  → {letters}" if letters else "")
    )


@app.command()
def retry(number: Number, settings: SettingsOption = DEFAULT_SETTINGS, debug: DebugOption = False) -> None:
    """Take a buried, quarantined or held message in again, or one that was wrongly taken for a duplicate."""
    _settle(
        lambda house: house.store.keeping.retry(number, now=house.desk.clock()),
        f"message {number} is taken in again",
        settings,
        debug,
    )


@app.command()
def release(number: Number, settings: SettingsOption = DEFAULT_SETTINGS, debug: DebugOption = False) -> None:
    """Let a held or quarantined message through."""
    _settle(
        lambda house: house.store.keeping.release(number, now=house.desk.clock()), f"message {number} may pass", settings, debug
    )


@app.command()
def drop(number: Number, settings: SettingsOption = DEFAULT_SETTINGS, debug: DebugOption = False) -> None:
    """End a buried, quarantined or held message; its bytes stay."""
    _settle(
        lambda house: house.store.keeping.drop(number, now=house.desk.clock()), f"message {number} is dropped", settings, debug
    )


def _settle(act: Callable[[House], None], done: str, settings: Any, debug: bool) -> None:
    def do() -> None:
        with opened(settings) as house:
            act(house)
        say(done)

    guarded(do, debug=debug)
