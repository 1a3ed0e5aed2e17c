"""`mailgate doctor`: try the real world, one readable line for each thing tried. Nothing is sent, changed or kept."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, FINDINGS, DebugOption, JsonOption, SettingsOption, guarded, say, say_json

if TYPE_CHECKING:
    from datetime import datetime

    from mailgate.adapters.examinations import Check, Finding
    from mailgate.adapters.examinations.names import Domain, Resolver
    from mailgate.settings import Imap, Settings

STYLES = {"ok": "green", "warning": "yellow", "fault": "red", "skipped": "dim"}
READING_WITHIN = 75.0  # seconds: it loads a language model


def doctor(settings: SettingsOption = DEFAULT_SETTINGS, json: JsonOption = False, debug: DebugOption = False) -> None:
    """Try the real world: log-ins, TLS, DNS, disk, database, models, clock. Changes and sends nothing."""
    guarded(lambda: _doctor(settings, as_json=json), debug=debug)


def _doctor(path: Path, *, as_json: bool) -> None:
    from mailgate.settings import load

    found = asyncio.run(_examined(load(path), as_json=as_json))
    if not as_json:
        say(_summary(found), style=STYLES["fault" if found["fault"] else "ok"])
    if found["fault"]:
        raise typer.Exit(FINDINGS)


async def _examined(settings: Settings, *, as_json: bool) -> Counter[str]:
    from mailgate.adapters.clock import system_clock
    from mailgate.adapters.examinations import examined
    from mailgate.adapters.examinations.names import Resolver

    found: Counter[str] = Counter()
    async for finding in examined(checks(settings, system_clock(), Resolver()), secrets=_secrets(settings)):
        found[finding.state] += 1
        if as_json:
            say_json(asdict(finding))
        else:
            _show(finding)
    return found


def _show(finding: Finding) -> None:
    say(f"{finding.state:<8} {finding.name}: {finding.said}", style=STYLES[finding.state])
    if finding.fix:
        say(f"{'':<8}   → {finding.fix}")


def _summary(found: Counter[str]) -> str:
    worth = {"ok": "fine", "warning": "to look at", "fault": "wrong", "skipped": "left out"}
    return ", ".join(f"{found[state]} {word}" for state, word in worth.items() if found[state]) + "."


def checks(settings: Settings, now: datetime, resolver: Resolver) -> list[Check]:
    """Everything there is to try with these settings, what is nearest first."""
    return [*_machine(settings), *_doors(settings, now), *_world(settings, now, resolver)]


def _machine(settings: Settings) -> list[Check]:
    from mailgate.adapters.examinations import Check, blob_store, database, machine, models
    from mailgate.adapters.examinations.finding import in_thread
    from mailgate.adapters.store.dialect import file_of
    from mailgate.cli.check import bare_secrets
    from mailgate.settings import SmtpDelivery

    server = settings.server
    file, state = file_of(server.database), _state(settings)
    found = [
        Check(name="python", examine=in_thread(lambda: [machine.python()])),
        Check(name="user", examine=in_thread(lambda: [machine.user(state)])),
        Check(name="clock", examine=in_thread(lambda: [machine.clock(state)])),
        Check(name="secrets", examine=in_thread(lambda: machine.secrets(settings, bare_secrets(settings)))),
        Check(name="disk: database", examine=in_thread(lambda: [machine.folder("disk: database", state)])),
    ]
    if "://" in server.blobs:
        found.append(Check(name="blobs", examine=in_thread(lambda: [blob_store.bucket(server.blobs)])))
    else:
        found.append(Check(name="disk: blobs", examine=in_thread(lambda: [machine.folder("disk: blobs", Path(server.blobs))])))
    if not isinstance(server.delivery, SmtpDelivery):
        kept = server.delivery.path
        found.append(Check(name="disk: letters", examine=in_thread(lambda: [machine.folder("disk: letters", kept)])))
    if file is not None:
        found.append(Check(name="disk: kind", examine=in_thread(lambda: [machine.network_disk("disk: kind", state)])))
    found.append(
        Check(
            name="database",
            examine=in_thread(lambda: [database.database(server.database, server.database_shown)]),
        )
    )
    if server.reading:
        found += [
            Check(
                name="model",
                examine=in_thread(
                    lambda: [*models.words(server.model), *models.embedder(server.embedder), models.language_files()]
                ),
            ),
            Check(
                name="reading",
                examine=in_thread(lambda: [models.reading(server.model, server.embedder)]),
                patience=READING_WITHIN,
            ),
        ]
    else:
        found.append(Check(name="reading", examine=in_thread(lambda: [models.off()])))
    return found


def _doors(settings: Settings, now: datetime) -> list[Check]:
    from mailgate.adapters.examinations import Check, certificates, own_doors
    from mailgate.adapters.examinations.finding import in_thread
    from mailgate.settings import Listen, Tls

    server = settings.server
    found: list[Check] = []

    def listens(name: str, listen: Listen) -> None:
        async def examine() -> list[Finding]:
            return [await own_doors.door(name, listen)]

        found.append(Check(name=name, examine=examine))

    def certified(name: str, tls: Tls) -> None:
        found.append(Check(name=name, examine=in_thread(lambda: [certificates.own_certificate(name, tls.cert, tls.key, now)])))

    for name, door in (("smtp", server.smtp), ("lmtp", server.lmtp), ("submission", server.submission)):
        if door is not None:
            listens(name, door.listen)
    if server.http is not None:
        listens("http", server.http)
    for name, guarded_door in (("smtp", server.smtp), ("submission", server.submission)):
        if guarded_door is not None and guarded_door.tls is not None:
            certified(f"tls {name}", guarded_door.tls)
    return found


def _world(settings: Settings, now: datetime, resolver: Resolver) -> list[Check]:
    from mailgate.adapters.examinations import Check, names

    found = [_mailbox(box, _state(settings), now) for box in settings.server.imap]
    found.append(_delivery(settings))

    async def asked() -> list[Finding]:
        return await names.domains(our_domains(settings), resolver)

    found.append(Check(name="dns", examine=asked, patience=60.0))
    return found


def _mailbox(box: Imap, state: Path, now: datetime) -> Check:
    from mailgate.adapters.examinations import Check

    async def examine() -> list[Finding]:
        from mailgate.adapters.examinations.finding import skipped
        from mailgate.adapters.examinations.mailboxes import mailbox
        from mailgate.bootstrap.delivery import tokens_of
        from mailgate.bootstrap.doors import imap_door

        if _unset(box):
            return [skipped(f"imap {box.mailbox}", "its secret is not set, so the log-in can't be tried")]
        token = None
        if box.oauth is not None:  # what replaces a refresh token must be kept, or we are locked out
            await asyncio.to_thread(state.mkdir, parents=True, exist_ok=True)
            token = tokens_of(box.oauth, state).token
        return [await mailbox(imap_door(box), token, now)]

    return Check(name=f"imap {box.mailbox}", examine=examine, patience=60.0)


def _state(settings: Settings) -> Path:
    """Where the desk keeps its own small files; not made here."""
    from mailgate.adapters.store.dialect import file_of

    file = file_of(settings.server.database)
    return file.parent if file is not None else settings.folder / "var"


def _unset(login: object) -> bool:
    """Whether a secret of this log-in is missing; the check of the secrets says which."""
    oauth = getattr(login, "oauth", None)
    secrets = (getattr(login, "password", None), getattr(oauth, "client_secret", None), getattr(oauth, "refresh_token", None))
    return any(secret is not None and secret.fault is not None for secret in secrets)


def _delivery(settings: Settings) -> Check:
    from mailgate.adapters.examinations import Check, sending
    from mailgate.adapters.examinations.finding import skipped
    from mailgate.settings import SmtpDelivery

    delivery = settings.server.delivery

    async def examine() -> list[Finding]:
        from mailgate.adapters.smtp_out import SmtpCarrier
        from mailgate.bootstrap.delivery import carrier_of

        if not isinstance(delivery, SmtpDelivery):
            return [sending.maildir(delivery)]
        if _unset(delivery):
            return [skipped("delivery", "its secret is not set, so the log-in can't be tried")]
        carrier = carrier_of(settings, _state(settings))
        assert isinstance(carrier, SmtpCarrier)
        return [await sending.smarthost(delivery, carrier)]

    return Check(name="delivery", examine=examine, patience=60.0)


def our_domains(settings: Settings) -> list[Domain]:
    """Each domain once, with what it is used for."""
    from mailgate.adapters.examinations.names import Domain

    boxes = {address.rpartition("@")[2].lower() for address in settings.desk.mailboxes}
    server = settings.server
    signed = server.delivery.envelope == "signed"
    return [
        Domain(name=name, receives=name in boxes, sends_as=name in boxes, returns=name == server.domain.lower() and signed)
        for name in sorted({*boxes, server.domain.lower()})
    ]


def _secrets(settings: Settings) -> list[str]:
    """All that must not be printed."""
    from urllib.parse import unquote, urlsplit

    password = urlsplit(settings.server.database).password
    values = [secret.get_secret_value() for secret in settings.server.secrets() if secret.fault is None]
    return [value for value in (*values, password, unquote(password) if password else None) if value]
