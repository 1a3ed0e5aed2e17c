"""Watching files for changes, by the operating system's own notice (inotify and the like), else by looking again.

Folders are watched, not files: editors and package managers put a new file in the old one's place. A change is told a
little after it happened, once for all that changed together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from watchfiles import Change, awatch

QUIET = 200  # milliseconds without a further change
LOOKS_AGAIN = 2000  # milliseconds between looks where nothing tells us

Paths = Callable[[], Iterable[Path]]


async def watch(changed: Callable[[], Awaitable[object]], *, files: Paths, folders: Paths = tuple) -> None:
    """Await `changed()` once when watching begins, and whenever one of `files`, or anything under `folders`, has changed,
    appeared or gone; ends only by cancellation. Both are asked again after each change, so that a newly included file is
    watched too. A folder that does not exist is watched from the change on after which it does."""
    while True:
        places = _places(files, folders)
        moved = asyncio.Event()

        async def heard(places: tuple[set[Path], set[Path]] = places, moved: asyncio.Event = moved) -> None:
            await changed()
            if _places(files, folders) != places:
                moved.set()

        near, deep = places
        watchers = [
            asyncio.create_task(_watching(near, lambda path: path in _spelt(files()), heard, recursive=False)),
            asyncio.create_task(_watching(deep, lambda path: True, heard, recursive=True)),
            asyncio.create_task(_ended(moved)),
        ]
        try:
            await asyncio.sleep(0)  # the watchers begin to look
            await changed()  # what happened before, since the files were read
            if _places(files, folders) != places:
                continue
            done, _ = await asyncio.wait(watchers, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in watchers:
                task.cancel()
            await asyncio.gather(*watchers, return_exceptions=True)


def _places(files: Paths, folders: Paths) -> tuple[set[Path], set[Path]]:
    """The folders to watch: those the files stand in, and those watched as a whole."""
    near = {path.parent for path in _spelt(files()) if path.parent.is_dir()}
    return near, {folder.absolute() for folder in folders() if folder.is_dir()}


def _spelt(files: Iterable[Path]) -> set[Path]:
    """Each file by its name and by where a link leads: either may be replaced."""
    return {spelling for path in files for spelling in (path.absolute(), path.resolve())}


async def _watching(
    places: set[Path], wanted: Callable[[Path], bool], heard: Callable[[], Awaitable[None]], *, recursive: bool
) -> None:
    if not places:
        await asyncio.Event().wait()  # nothing to watch: for ever
    polling: bool | None = None
    while True:
        try:
            async for _ in awatch(
                *sorted(places),
                watch_filter=lambda change, path: _is_wanted(change, path, wanted),
                recursive=recursive,
                step=QUIET,
                force_polling=polling,
                poll_delay_ms=LOOKS_AGAIN,
                ignore_permission_denied=True,
            ):
                await heard()
        except (OSError, RuntimeError):
            if polling:
                raise
            polling = True  # no inotify, or its watches are used up
        else:
            return  # a stop signal ended it


def _is_wanted(change: Change, path: str, wanted: Callable[[Path], bool]) -> bool:
    return wanted(Path(path))


async def _ended(event: asyncio.Event) -> None:
    await event.wait()
