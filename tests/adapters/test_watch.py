"""Files are watched however an editor replaces them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from mailgate.adapters.watch import watch

LONG = 10.0  # seconds; a change is seen within a fraction of one


@asynccontextmanager
async def watched(files: Callable[[], list[Path]], *folders: Path) -> AsyncIterator[asyncio.Event]:
    """Watches; the event is set at each change. Writes a marker until the first is seen, so that no test begins too early."""
    seen = asyncio.Event()

    async def changed() -> None:
        seen.set()

    task = asyncio.create_task(watch(changed, files=files, folders=lambda: folders))
    try:
        async with asyncio.timeout(LONG):
            while not seen.is_set():
                files()[0].touch()
                try:
                    async with asyncio.timeout(0.5):
                        await seen.wait()
                except TimeoutError:
                    continue
            # What was touched meanwhile settles.
            while seen.is_set():
                seen.clear()
                try:
                    async with asyncio.timeout(0.6):
                        await seen.wait()
                except TimeoutError:
                    break
        yield seen
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def soon(seen: asyncio.Event) -> None:
    async with asyncio.timeout(LONG):
        await seen.wait()
    seen.clear()


async def test_a_change_made_before_anybody_looked_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.touch()
    seen = asyncio.Event()

    async def changed() -> None:
        seen.set()

    task = asyncio.create_task(watch(changed, files=lambda: [file]))
    await soon(seen)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_file_put_in_the_place_of_another_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.touch()
    async with watched(lambda: [file]) as seen:
        (tmp_path / "new").write_text("a: 1\n")
        (tmp_path / "new").replace(file)
        await soon(seen)


async def test_a_neighbour_that_is_none_of_ours_is_not(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.touch()
    async with watched(lambda: [file]) as seen:
        (tmp_path / "mailgate.db").write_text("busy")
        try:
            async with asyncio.timeout(0.8):
                await seen.wait()
        except TimeoutError:
            return
        raise AssertionError("a change of another file was told")


async def test_a_folder_is_watched_to_its_depth(tmp_path: Path) -> None:
    file, folder = tmp_path / "settings.yaml", tmp_path / "templates"
    file.touch()
    (folder / "en").mkdir(parents=True)
    async with watched(lambda: [file], folder) as seen:
        (folder / "en" / "answer.txt.j2").write_text("Subject: x\n")
        await soon(seen)


async def test_a_file_that_is_named_later_is_watched_from_then_on(tmp_path: Path) -> None:
    file, other = tmp_path / "settings.yaml", tmp_path / "conf" / "more.yaml"
    other.parent.mkdir()
    file.touch()
    files = [file]
    async with watched(lambda: files) as seen:
        files.append(other)
        file.write_text("include: conf/more.yaml\n")
        await soon(seen)  # the change itself
        await soon(seen)  # what happened while the watch moved
        async with asyncio.timeout(LONG):
            while not seen.is_set():
                other.write_text("desk: {}\n")
                try:
                    async with asyncio.timeout(0.5):
                        await seen.wait()
                except TimeoutError:
                    continue


async def test_a_link_that_is_turned_to_another_file_is_seen(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "settings.yaml").touch()
    link = tmp_path / "settings.yaml"
    link.symlink_to("one/settings.yaml")
    async with watched(lambda: [link]) as seen:
        (tmp_path / "new").symlink_to("one/other.yaml")
        (tmp_path / "new").replace(link)
        await soon(seen)
