"""`mailgate run`: the daemon. On a new folder it makes everything it needs and says how to send the first mail."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, SettingsOption, fail, guarded, me, say

if TYPE_CHECKING:
    from mailgate.adapters.metrics import Metrics
    from mailgate.adapters.yaml_rules import Proof
    from mailgate.bootstrap import House
    from mailgate.daemon import Daemon
    from mailgate.flows.desk import Reader
    from mailgate.flows.reload import Reloaded
    from mailgate.model.rules import Rulebook
    from mailgate.settings import Settings

RolesOption = Annotated[
    str, typer.Option("--roles", help="What this process does: doors, work, send, clock, learn; with commas. Left out: all.")
]
BUSY = 75  # EX_TEMPFAIL: another daemon has this database


def run(settings: SettingsOption = DEFAULT_SETTINGS, roles: RolesOption = "", debug: DebugOption = False) -> None:
    """Start the desk."""
    guarded(lambda: _run(settings, roles), debug=debug)


def _run(path: Path, roles: str) -> None:
    from mailgate.adapters.only_one import OnlyOne
    from mailgate.adapters.yaml_rules import load_desk
    from mailgate.daemon import ROLES
    from mailgate.model.errors import Refused, SettingsFault

    chosen = tuple(word.strip() for word in roles.split(",") if word.strip()) or ROLES
    if unknown := [word for word in chosen if word not in ROLES]:
        fail(f"`{unknown[0]}` is no role; there are {', '.join(ROLES)}", code=2)
    settings, rulebook = load_desk(path)
    if missing := settings.unset_secrets():
        raise SettingsFault(missing)
    try:
        with OnlyOne(settings.server.database):
            serve(settings, rulebook, chosen)
    except Refused as error:
        fail(str(error), code=BUSY)
    except OSError as error:
        fail(f"{error.strerror or error}; is another program listening there? See server: in {path}")


def serve(settings: Settings, rulebook: Rulebook, roles: tuple[str, ...]) -> None:
    """Make what is missing, then run until told to stop."""
    from mailgate.adapters import logs
    from mailgate.adapters.clock import system_clock
    from mailgate.adapters.measured import MeasuredReader
    from mailgate.adapters.metrics import Metrics
    from mailgate.adapters.telling import Telling
    from mailgate.bootstrap import house_of, log_key, reader_of, state_folder, store_of
    from mailgate.bootstrap.delivery import carrier_of

    logs.configure(sys.stdout, level=settings.server.log, key=log_key(settings))
    metrics = Metrics()
    house: House | None = None
    telling = Telling(metrics, lambda: house.in_force.rulebook if house else rulebook, system_clock)
    store = store_of(settings)
    reader = reader_of(settings, rulebook, telling, store)
    measured = MeasuredReader(reader, metrics.read) if reader is not None else None
    house = house_of(
        settings,
        rulebook,
        tell=telling,
        reader=measured,
        carrier=carrier_of(settings, state_folder(settings)),
        store=store,
    )
    fresh = _passwords_of_first_start(house)
    try:
        asyncio.run(_serve(house, metrics, roles, reader, fresh))
    finally:
        house.store.close()


async def _serve(house: House, metrics: Metrics, roles: tuple[str, ...], reader: Reader | None, fresh: dict[str, str]) -> None:
    from mailgate.adapters.systemd import Systemd
    from mailgate.adapters.watch import watch
    from mailgate.bootstrap import refit_of, watched_folders
    from mailgate.daemon import Daemon

    if house.settings.server.database.startswith("sqlite"):
        house.store.give_back_leases(now=house.desk.clock())
    listen = house.settings.server.http
    reload = reloader(house, reader)

    def looked_at() -> list[Settings]:
        return [house.in_force.settings or house.settings, *([house.in_force.asked] if house.in_force.asked else [])]

    async def watching() -> None:
        await watch(
            lambda: asyncio.to_thread(reload),
            files=lambda: [*(house.in_force.settings or house.settings).files, *house.in_force.asked_files],
            folders=lambda: [folder for one in looked_at() for folder in watched_folders(one)],
        )

    refits = refit_of(house.settings, clock=house.desk.clock, given_up=lambda: daemon.stop.is_set())
    daemon = Daemon(
        house=house,
        metrics=metrics,
        roles=roles,
        reader=reader,  # type: ignore[arg-type]
        systemd=Systemd.of(os.environ),
        reload=reload,
        watch=watching,
        refits=refits if reader is not None else None,
        http=(listen.host or "127.0.0.1", listen.port) if listen else None,
    )
    daemon.listen_to_signals()
    await daemon.run(lambda running: _greet(running, fresh))


def reloader(house: House, reader: Reader | None) -> Callable[[], Reloaded]:
    """The function that proves the files again and swaps everything, or keeps it and tells the admins."""
    from mailgate.adapters.yaml_rules import prove
    from mailgate.bootstrap import writer_of
    from mailgate.cli.check import letter_faults
    from mailgate.flows.reload import reload

    def again() -> Reloaded:
        def proved() -> Proof:
            return prove(house.settings.file or DEFAULT_SETTINGS)

        def swap(settings: Settings) -> None:
            house.letters.writer = writer_of(settings, house.desk.tell)

        take = getattr(reader, "reload", None)
        return reload(
            house.desk,
            house.in_force,
            prove=proved,
            prove_letters=letter_faults,
            swap_letters=swap,
            swapped=take if take is not None else lambda rulebook: None,
        )

    return again


def _passwords_of_first_start(house: House) -> dict[str, str]:
    """On the embedded default and a database where nobody has one: a submission password for each agent, kept in a file
    only its owner can read."""
    from mailgate.adapters.passwords import hash_password, new_password
    from mailgate.settings import SmtpDelivery

    people, agents = house.store.people, house.in_force.rulebook.agents
    file = passwords_file(house.settings)
    if isinstance(house.settings.server.delivery, SmtpDelivery) or file.exists() or any(people.password_hash(a) for a in agents):
        return {}
    made = {address: new_password() for address in agents}
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.writelines(f"{address} {password}\n" for address, password in made.items())
    for address, password in made.items():
        people.set_password(address, hash_password(password), now=house.desk.clock())
    return made


def passwords_file(settings: Settings) -> Path:
    """Where the example agents' passwords stand: beside the database, else in var/."""
    from mailgate.bootstrap import state_folder

    return state_folder(settings) / "agent-passwords"


def replace_kept(file: Path, address: str, password: str) -> Path | None:
    """Where the example agents' passwords are kept and this agent is among them: the new one in place of the old. The file's
    path then, else None."""
    lines = file.read_text().splitlines() if file.exists() else []
    if not any(line.split(" ")[0] == address for line in lines):
        return None
    new = "".join(f"{address} {password}\n" if line.split(" ")[0] == address else f"{line}\n" for line in lines)
    beside = file.with_name(f"{file.name}.new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(new)
    beside.replace(file)
    return file


def _greet(daemon: Daemon, fresh: dict[str, str]) -> None:
    """What a person reads when the desk is open."""
    settings = daemon.house.settings
    if not sys.stdout.isatty() and not fresh:
        return
    for name, door in daemon.doors.items():
        at = getattr(door, "listening", None)
        where = f"{at[0]}:{at[1]}" if at and at[1] else str(at[0]) if at else "fetching"
        say(f"mailgate: {name} door open, {where}")
    if daemon.http:
        say(f"mailgate: health and metrics at http://{daemon.http[0]}:{daemon.http[1]}/health")
    if fresh:
        say(f"mailgate: passwords of the agents (shown once, kept in {passwords_file(settings)}):")
        for address, password in fresh.items():
            say(f"    {address}  {password}")
    say("mailgate: the desk is open. In another terminal:")
    say(f'    {me()} try customer "I can\'t log in and I have a presentation in an hour"')
    say(f"    {me()} letters")
    say(f"    {me()} try agent alice")
