"""`mailgate db upgrade`, `mailgate backup`, `mailgate restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, fail, guarded, say, say_json

if TYPE_CHECKING:
    from mailgate.settings import Server

app = typer.Typer(help="The database.", no_args_is_help=True)


def _server(settings: Path) -> Server:
    from mailgate.settings import load

    return load(settings).server


def _blob_folder(blobs: str) -> Path | None:
    return None if "://" in blobs else Path(blobs)


@app.callback()
def _group() -> None:
    """The database."""


@app.command("upgrade")
def upgrade(settings: SettingsOption = DEFAULT_SETTINGS, as_json: JsonOption = False, debug: DebugOption = False) -> None:
    """Make the database, or bring it to this version's schema. Whole or not at all."""

    def run() -> bool:
        from mailgate.adapters import store

        return store.upgrade(_server(settings).database)

    done = guarded(run, debug=debug)
    if as_json:
        say_json({"upgraded": done})
    else:
        say("The database is ready." if done else "The database was up to date.")


def backup(
    target: Annotated[Path, typer.Argument(help="A new folder for the copy.")],
    settings: SettingsOption = DEFAULT_SETTINGS,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Copy the database and the blobs into a new folder, also while the desk runs."""

    def run() -> list[Path]:
        from mailgate.adapters.store import backup as copies

        server = _server(settings)
        written = copies.backup(server.database, target, blobs=_blob_folder(server.blobs))
        if not as_json and _blob_folder(server.blobs) is None:
            say(f"The blobs stay in {server.blobs}: keep copies of that bucket as well.")
        return written

    written = guarded(run, debug=debug)
    if as_json:
        say_json({"written": [str(path) for path in written]})
    else:
        for path in written:
            say(f"written: {path}")


def restore(
    source: Annotated[Path | None, typer.Argument(help="The folder that `mailgate backup` wrote.")] = None,
    release: Annotated[bool, typer.Option("--release", help="Let its unsent letters go out.")] = False,
    settings: SettingsOption = DEFAULT_SETTINGS,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Put a backup in place. Its unsent letters stay unsent, for the original may have sent them, until `--release`."""
    if source is None and not release:
        fail("name the folder to restore, or --release to let the letters of a restored desk go", code=2)

    def run() -> None:
        from mailgate.adapters.store import backup as copies
        from mailgate.adapters.store import open_store

        server = _server(settings)
        if source is not None:
            copies.restore(server.database, source, release=release, blobs=_blob_folder(server.blobs))
            return
        store = open_store(server.database)
        try:
            store.keeping.freeze_outbox(frozen=False)
        finally:
            store.close()

    guarded(run, debug=debug)
    if as_json:
        say_json({"restored": source is not None and str(source), "outbox": "released" if release else "frozen"})
    elif release:
        say("The letters go out." if source is None else "Restored; its letters go out.")
    else:
        say("Restored. Its unsent letters wait; `mailgate restore --release` lets them go.")
