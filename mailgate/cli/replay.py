"""`mailgate replay`: mail through the rules without sending, and the difference that other rules make."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, fail, guarded, say, say_json, warn

if TYPE_CHECKING:
    from mailgate.adapters.store import SqlStore
    from mailgate.bootstrap import House
    from mailgate.flows.desk import Reader
    from mailgate.model.rules import Rulebook
    from mailgate.settings import Settings

COMPARED = ("outcome", "team", "agent", "priority", "intent", "letters")


def replay(
    files: Annotated[list[Path] | None, typer.Argument(help="Messages: files, folders, .mbox files, or `-`.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Instead of files: what came in since, such as 30d.")] = None,
    rules: Annotated[
        Path | None, typer.Option("--rules", help="Another settings file; the difference to --settings is shown.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="On an empty store that is thrown away, not on a copy of the desk's.")
    ] = False,
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Run mail through the rules; nothing is sent and nothing of the desk is changed."""
    if bool(files) == bool(since):
        fail("name messages, or --since 30d", code=2)
    guarded(lambda: _replay(files or [], since, rules, fresh, settings, json), debug=debug)


def _replay(files: list[Path], since: str | None, rules: Path | None, fresh: bool, settings: Path, json: bool) -> None:
    from mailgate.adapters.yaml_rules import load_desk
    from mailgate.bootstrap import reader_of, silence
    from mailgate.cli.house import WHOLLY
    from mailgate.model.errors import SettingsFault

    try:
        chosen, rulebook = load_desk(settings if settings.exists() or not fresh else _shipped())
    except SettingsFault:
        if rules is None:
            raise
        warn(f"{settings} is faulty, as `mailgate check` tells; there is nothing to compare with, so only {rules} is shown")
        chosen, rulebook, rules = *load_desk(rules)[:2], None
    known = None if fresh else _known(chosen)
    reader = reader_of(chosen, rulebook, silence, known, catch_up_within=WHOLLY)
    try:
        _wait_ready(reader)
        mails = _stored(chosen, since) if since else _given(files)
        before = list(_played(chosen, rulebook, reader, mails, fresh))
        if rules is None:
            for row in before:
                say_json(row) if json else say(_line(row))
            return
        other, other_rules = load_desk(rules)
        swap = getattr(reader, "reload", None)
        if swap is not None:
            swap(other_rules)
            _wait_ready(reader)
        _show_difference(before, list(_played(other, other_rules, reader, mails, fresh)), json)
    finally:
        close = getattr(reader, "close", None)
        if close is not None:
            close()
        if known is not None:
            known.close()


def _known(settings: Settings) -> SqlStore | None:
    """The desk's store, for what was learned; None where there is no database yet."""
    from mailgate.adapters.store import open_store
    from mailgate.adapters.store.dialect import file_of

    file = file_of(settings.server.database)
    return open_store(settings.server.database) if file is None or file.exists() else None


def _wait_ready(reader: Reader | None) -> None:
    from mailgate.cli.house import WHOLLY

    wait = getattr(reader, "wait_ready", None)
    if wait is not None:
        wait(60.0 + WHOLLY)


def _shipped() -> Path:
    """The settings that come with the program: a fresh replay needs no file of one's own."""
    from mailgate.adapters.store import data_root

    return data_root() / "settings.yaml"


def _given(files: list[Path]) -> list[tuple[str, bytes]]:
    from mailgate.cli.considered import messages_of, refuse_missing

    refuse_missing(files)
    return list(messages_of(files))


def _stored(settings: Settings, since: str | None) -> list[tuple[str, bytes]]:
    """What the desk took in since then, oldest first."""
    from datetime import datetime

    from mailgate.adapters.clock import system_clock
    from mailgate.adapters.store import open_store
    from mailgate.bootstrap import blobs_of
    from mailgate.settings.values import parse_duration

    begin = system_clock() - parse_duration(since)
    store = open_store(settings.server.database, blobs=blobs_of(settings))
    try:
        rows = [row for row in store.views.ledger() if datetime.fromisoformat(str(row["received"])) >= begin]
        return [(f"ledger:{row['id']}", data) for row in rows if (data := store.raw_message(row["id"])) is not None]
    finally:
        store.close()


@contextmanager
def _scratch(settings: Settings, rulebook: Rulebook, reader: Reader | None, fresh: bool) -> Iterator[House]:
    """A desk on a store that is thrown away afterwards: empty, or a copy of the real one."""
    from mailgate.adapters.store import open_store, upgrade
    from mailgate.adapters.store.dialect import file_of
    from mailgate.bootstrap import house_of

    with tempfile.TemporaryDirectory(prefix="mailgate-replay-") as folder:
        file = Path(folder) / "replay.db"
        source = file_of(settings.server.database)
        if not fresh and source is not None and source.exists():
            from mailgate.adapters.store.backup import backup

            file = next(iter(backup(settings.server.database, Path(folder) / "copy")))
        upgrade(f"sqlite:///{file}")
        store = open_store(f"sqlite:///{file}")
        try:
            yield house_of(settings, rulebook, reader=reader, store=store)
        finally:
            store.close()


def _played(
    settings: Settings, rulebook: Rulebook, reader: Reader | None, mails: list[tuple[str, bytes]], fresh: bool
) -> Iterator[dict[str, Any]]:
    from mailgate.cli.considered import arrival_of, line_of
    from mailgate.flows.intake import LEASE, Again, take_in
    from mailgate.mail.identity import identify

    with _scratch(settings, rulebook, reader, fresh) as house:
        for name, data in mails:
            now = house.desk.clock()
            made = arrival_of(data, number=0, received=now)
            message_id, key = identify(data, made.raw.envelope_from)
            house.store.accept(made.raw, made.evidence, message_id=message_id, content_key=key).result()
            for arrival in house.store.claim_arrivals(limit=1, now=now, lease=LEASE):
                settled = take_in(arrival, house.desk)
                if isinstance(settled, Again):  # nothing else is in flight here: it need not wait
                    late = replace(arrival, raw=replace(arrival.raw, received=now - timedelta(hours=1)))
                    settled = take_in(late, house.desk)
                if not isinstance(settled, Again):
                    yield line_of(name, settled.considered, settled.ticket)


def _line(row: dict[str, Any]) -> str:
    ticket = f"#{row['ticket']}" if row["ticket"] else "–"
    who = row["agent"] or (f"queue of {row['team']}" if row["team"] else "")
    letters = ", ".join(f"{letter['template']} → {letter['to']}" for letter in row["letters"])
    parts = [f"{row['file']}: {ticket} {row['outcome']}", row["reason"], row["intent"] or "", row["priority"] or "", who, letters]
    return " · ".join(part for part in parts if part)


def _show_difference(before: list[dict[str, Any]], after: list[dict[str, Any]], json: bool) -> None:
    changed = 0
    for old, new in zip(before, after, strict=True):
        differs = {key: {"before": old[key], "after": new[key]} for key in COMPARED if old[key] != new[key]}
        if json:
            say_json({**new, "changed": differs})
        elif differs:
            say(f"{new['file']}: " + "; ".join(f"{key} {v['before']} → {v['after']}" for key, v in differs.items()))
        changed += bool(differs)
    if not json:
        say(f"{changed} of {len(after)} mails would be treated otherwise")
