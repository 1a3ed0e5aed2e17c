"""All commands of `mailgate`. Only the module of the command that was asked for is imported, so that each starts fast."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import typer

HELP = 'mailgate: an e-mail-first help desk. Start with `mailgate run`, then `mailgate try customer "I can\'t log in"`.'

# command → module under mailgate.cli; the module's `app` (a group) or the function of the command's name
COMMANDS: dict[str, str] = {
    "run": "run",
    "try": "try_",
    "letters": "letters",
    "demo": "demo",
    "check": "check",
    "doctor": "doctor",
    "inspect": "inspect",
    "explain": "explain",
    "replay": "replay",
    "ticket": "ticket",
    "agent": "agent",
    "ledger": "ledger",
    "event": "event",
    "report": "report",
    "routing": "routing",
    "teach": "teach",
    "model": "model",
    "db": "db",
    "backup": "db",
    "restore": "db",
    "template": "template",
}


def build(names: Sequence[str]) -> typer.Typer:
    """The application with these commands."""
    app = typer.Typer(
        help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    app.callback()(_version)
    for name in names:
        module = import_module(f"mailgate.cli.{COMMANDS[name]}")
        group = getattr(module, "app", None)
        if group is not None and name not in vars(module):
            app.add_typer(group, name=name)
        else:
            app.command(name)(getattr(module, name))
    return app


def _version(
    version: bool = typer.Option(False, "--version", help="Show the version.", is_eager=True),
) -> None:
    if version:
        from mailgate import __version__

        sys.stdout.write(f"mailgate {__version__}\n")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command named by the arguments."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = next((word for word in given if not word.startswith("-")), None)
    names = [asked] if asked in COMMANDS else list(COMMANDS)
    build(names)(args=given, prog_name="mailgate")
