"""What all commands share: their options, one line for an error, one object a line for programs."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

SettingsOption = Annotated[Path, typer.Option("--settings", help="The settings file; paths in it are relative to it.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]

DEFAULT_SETTINGS = Path("settings.yaml")

FINE, FINDINGS, USAGE = 0, 1, 2

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def local(instant: str | datetime | None) -> str:
    """An instant (of a row: ISO with its offset) to the minute, on the clock of this terminal, with the zone's name."""
    if instant is None:
        return "–"
    at = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return f"{at.astimezone():%Y-%m-%d %H:%M %Z}"


def me() -> str:
    """How this program is called here: `mailgate` where it is on the path, else the file beside this Python."""
    found = shutil.which("mailgate")
    own = Path(sys.executable).parent / "mailgate"
    if found and Path(found).resolve() == own.resolve():
        return "mailgate"
    try:
        return str(own.relative_to(Path.cwd()))
    except ValueError:
        return str(own)


def say(text: str = "", *, style: str | None = None) -> None:
    """A line for the person."""
    out.print(text, style=style, markup=False)


def say_json(value: object) -> None:
    """One object a line, UTF-8, keys in their given order."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def warn(what: str) -> None:
    """One line on standard error; the command goes on."""
    err.print(f"mailgate: {what}", markup=False)


def fail(what: str, *, code: int = FINDINGS) -> NoReturn:
    """End the command with one line on standard error that says what is wrong and what to do."""
    err.print(f"mailgate: {what}", markup=False)
    raise typer.Exit(code)


def guarded(run: Callable[[], Any], *, debug: bool) -> Any:
    """Run, turning every error into one line; a traceback only with --debug."""
    from mailgate.model.errors import MailgateError

    try:
        return run()
    except MailgateError as error:
        if debug:
            raise
        for line in str(error).splitlines()[:-1]:
            err.print(f"mailgate: {line}", markup=False)
        fail(str(error).splitlines()[-1] if str(error) else type(error).__name__)
    except (typer.Exit, KeyboardInterrupt):
        raise
    except Exception as error:
        if debug:
            raise
        fail(
            f"this should not have happened: {type(error).__name__}: {error}; run it again with --debug and report what it shows"
        )
