"""`mailgate routing`: how far the model may act by intent, what came of it, and the desk's own changes of mode."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, fail, guarded, say, say_json
from mailgate.cli.house import opened

if TYPE_CHECKING:
    from mailgate.bootstrap import House

app = typer.Typer(help="How far the model may act.", invoke_without_command=True, pretty_exceptions_enable=False)
IntentArgument = Annotated[str, typer.Argument(help="An intent of the settings.")]


@app.callback()
def show(
    context: typer.Context,
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """The mode of every intent, and the model beside the rules by what became of the last four weeks' tickets."""
    if context.invoked_subcommand is None:
        guarded(lambda: _show(settings, json), debug=debug)


@app.command()
def promote(intent: IntentArgument, settings: SettingsOption = DEFAULT_SETTINGS, debug: DebugOption = False) -> None:
    """Route an intent one mode further (shadow, assist, live), without a change of the settings."""
    guarded(lambda: _promote(intent, settings), debug=debug)


@app.command()
def undo(intent: IntentArgument, settings: SettingsOption = DEFAULT_SETTINGS, debug: DebugOption = False) -> None:
    """Route an intent as the settings say again."""
    guarded(lambda: _undo(intent, settings), debug=debug)


def _show(settings: Path, json: bool) -> None:
    from mailgate.flows.comparing import made
    from mailgate.policy.compare_told import told
    from mailgate.policy.routing.modes import mode_of, pilot_of, written_mode

    with opened(settings) as house:
        rulebook, modes = house.in_force.rulebook, house.store.routing_modes
        kept = modes.all()
        found = {one.intent: one for one in made(modes, kept, rulebook, until=house.desk.clock())}
        for name, intent in rulebook.intents.items():
            mode, written = mode_of(intent, rulebook, kept), written_mode(intent, rulebook)
            pilot, one = pilot_of(intent, rulebook), found.get(name)
            if json:
                compared = asdict(one) if one is not None else None
                say_json({"intent": name, "mode": mode, "settings": written, "pilot": pilot, "compared": compared})
            elif one is not None:
                changed = f"  (the settings say {written}; since {kept[name].at.date().isoformat()})" if mode != written else ""
                say("\n".join(told(one)) + changed)
            else:
                say(f"{name} ({mode}): the model routes all of them.")
        if not rulebook.intents and not json:
            say("The settings name no intents, so there is nothing to route by.")


def _known(house: House, intent: str) -> None:
    from mailgate.settings.words import did_you_mean

    if intent not in house.in_force.rulebook.intents:
        fail(f"`{intent}` is no intent of the settings; {did_you_mean(intent, tuple(house.in_force.rulebook.intents))}")


def _promote(intent: str, settings: Path) -> None:
    from mailgate.model.facts import ModeKept
    from mailgate.policy.compare import next_mode
    from mailgate.policy.routing.modes import mode_of, written_mode

    with opened(settings) as house:
        _known(house, intent)
        rulebook, modes = house.in_force.rulebook, house.store.routing_modes
        asked = rulebook.intents[intent]
        mode = next_mode(mode_of(asked, rulebook, modes.all()))
        if mode is None:
            fail(f"{intent} is live already; its share is `pilot:` in the settings")
        kept = ModeKept(mode=mode, was=written_mode(asked, rulebook), at=house.desk.clock(), why="said at the terminal")
        modes.keep(intent, kept)
        say(f"{intent} is routed in {mode} from now on; `mailgate routing undo {intent}` takes it back")


def _undo(intent: str, settings: Path) -> None:
    with opened(settings) as house:
        _known(house, intent)
        if not house.store.routing_modes.forget(intent):
            fail(f"{intent} is routed as the settings say; there is nothing to take back")
        say(f"{intent} is routed as the settings say again")
