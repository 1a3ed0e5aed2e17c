"""The composition root: settings → a House, a Desk with what it was made of. Only this package names concrete adapters."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mailgate.adapters.clock import system_clock
from mailgate.flows.desk import Carrier, Desk, Reader, Tell, Writer
from mailgate.flows.reload import InForce
from mailgate.model.delivery import Attempt, Deferred, Delivery, Letter, LetterFacts, Notice
from mailgate.model.learning import Learnt, Lesson
from mailgate.model.rules import Rulebook
from mailgate.settings import Settings

if TYPE_CHECKING:
    from mailgate.adapters.blobs import Blobs
    from mailgate.adapters.refit_process import RefitProcess
    from mailgate.adapters.store import SqlStore


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


class NoCarrier:
    """Sends nothing: for commands that only look, and for replays."""

    idempotent = False

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
    from mailgate.adapters.no_reader import NoReader

    store = store or store_of(settings)
    in_force, letters = InForce(rulebook, settings), LettersInForce(writer_of(settings, tell))
    bells = Bells()
    desk = Desk(
        store=store,
        reader=reader or NoReader(),
        writer=letters,
        carrier=carrier or NoCarrier(),
        clock=clock,
        rulebook=in_force,
        wake=bells.ring,
        tell=tell,
    )
    return House(settings=settings, desk=desk, store=store, in_force=in_force, letters=letters, bells=bells)


def store_of(settings: Settings) -> SqlStore:
    """The desk's store; its database is made and brought up to date first. Raises StoreUnavailable."""
    from mailgate.adapters.store import open_store, upgrade

    upgrade(settings.server.database)
    return open_store(settings.server.database, blobs=blobs_of(settings))


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
        [own] if own else [],
        domain=settings.server.domain,
        envelope=settings.server.delivery.envelope,
        base=settings.folder,
        tell=lambda fault: tell("template_failed", error=fault),
    )


def template_folders(settings: Settings) -> list[Path]:
    """The folders of the desk's own templates: its own, and those of its brands."""
    brands = [box.templates for box in settings.desk.mailboxes.values() if box.templates]
    return [*([settings.desk.templates] if settings.desk.templates else []), *brands]


def watched_folders(settings: Settings) -> list[Path]:
    """The folders whose every change counts: templates and documents."""
    documents = settings.desk.documents
    return [*template_folders(settings), *([documents.folder] if documents is not None else [])]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What reading processes begin with and go on from. Fits `Source`."""

    store: SqlStore

    def learnt(self) -> Learnt:
        return self.store.model_versions.learnt()

    def after(self, lesson: int, limit: int) -> Sequence[Lesson]:
        return self.store.lessons.after(lesson, limit)


def reader_of(
    settings: Settings, rulebook: Rulebook, tell: Tell, store: SqlStore | None = None, *, catch_up_within: float = 20.0
) -> Reader | None:
    """The reading process, started; None where reading is off. With a store it knows what the desk has learned, within so many
    seconds; what it has not caught up on by then is for who teaches it."""
    if not settings.server.reading:
        return None
    from mailgate.adapters.nlp_process import ReadingProcess

    return ReadingProcess(
        rulebook,
        model=settings.server.model,
        embedder=settings.server.embedder,
        source=Knowledge(store) if store is not None else None,
        tell=tell,
        catch_up_within=catch_up_within,
    )


def refit_of(settings: Settings, *, clock: Callable[[], datetime], given_up: Callable[[], bool] = lambda: False) -> RefitProcess:
    """What makes versions of what the desk was taught, as the reading process reads."""
    from mailgate.adapters.refit_process import RefitProcess

    return RefitProcess(model=settings.server.model, embedder=settings.server.embedder, clock=clock, given_up=given_up)
