"""`mailgate demo`: a whole support day in about a minute, on the real daemon over real SMTP, with a clock that is turned.

The mails lie in Maildirs under var/demo until the next demo."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, SettingsOption, guarded, say
from mailgate.cli.demo_day import DAY
from mailgate.cli.demo_stage import PATIENCE, Stage

if TYPE_CHECKING:
    from mailgate.adapters.clock import TurnedClock


def demo(settings: SettingsOption = DEFAULT_SETTINGS, debug: DebugOption = False) -> None:
    """Play a whole support day and show it."""
    folder = settings.resolve().parent / "var" / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    guarded(lambda: asyncio.run(_demo(settings, folder)), debug=debug)


async def _demo(file: Path, folder: Path) -> None:
    from mailgate.adapters.clock import TurnedClock

    clock = TurnedClock()
    say("mailgate: setting the desk up (the language model takes a few seconds)")
    async with _open_desk(file, folder, clock) as (house, daemon):
        stage = Stage(house=house, daemon=daemon, clock=clock, mails=folder / "sent")
        await stage.prepare()
        for number, scene in enumerate(DAY, 1):
            await stage.play(number, scene)
        stage.close()
    say()
    say(f"The mails lie in {folder / 'sent'}, one Maildir per person; open one in a mail client:")
    say(f"    neomutt -f {folder / 'sent' / 'maria@example.org'}")
    say("or look with `mailgate letters` after `mailgate try customer` on the real desk.")


@contextlib.asynccontextmanager
async def _open_desk(file: Path, folder: Path, clock: TurnedClock) -> Any:
    """The desk of the settings on a database and ports of its own, letters into Maildirs."""
    from mailgate.adapters.maildir_out import MaildirCarrier
    from mailgate.adapters.metrics import Metrics
    from mailgate.adapters.yaml_rules import load_desk
    from mailgate.bootstrap import house_of, reader_of, silence, store_of
    from mailgate.daemon import Daemon
    from mailgate.settings import Listen, MaildirDelivery, Smtp, Submission

    settings, rulebook = load_desk(file)
    server = settings.server.model_copy(
        update={
            "database": f"sqlite:///{folder / 'mailgate.db'}",
            "blobs": str(folder / "blobs"),
            "imap": (),
            "lmtp": None,
            "http": None,
            "smtp": Smtp(listen=Listen("127.0.0.1", 0)),
            "submission": Submission(listen=Listen("127.0.0.1", 0)),
            "delivery": MaildirDelivery(via="maildir", path=folder / "sent"),
        }
    )
    settings = settings.model_copy(update={"server": server})
    store = store_of(settings)
    reader = reader_of(settings, rulebook, silence, store)
    wait = getattr(reader, "wait_ready", None)
    if wait is not None:
        await asyncio.to_thread(wait, PATIENCE)
    carrier = MaildirCarrier(folder / "sent")
    house = house_of(settings, rulebook, clock=clock, reader=reader, carrier=carrier, store=store)
    daemon = Daemon(house=house, metrics=Metrics(), reader=reader)  # type: ignore[arg-type]
    opened = asyncio.Event()
    running = asyncio.create_task(daemon.run(lambda _: opened.set()))
    waiting = asyncio.create_task(opened.wait())
    try:
        await asyncio.wait([waiting, running], return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        yield house, daemon
    finally:
        waiting.cancel()
        daemon.stop.set()
        await running
        house.store.close()
