"""The embedded default's carrier: one Maildir per recipient, readable by every mail client.

A letter is written to `tmp`, fsynced, renamed into `new`, and its folder fsynced, as maildir(5) has it. If the machine dies
the letter is whole or absent; done again it is the same file. A full disk defers the letter.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

from mailgate.model.delivery import Accepted, Attempt, Deferred, Delivery

_UNSAFE = re.compile(rb"[^a-z0-9@._+=-]")
_LONGEST = 120


class MaildirCarrier:
    """Fits the port `Carrier`. Every recipient has a Maildir under `path`, named by its address. A letter's file has
    one name, so it is written once however often it is carried."""

    idempotent = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._made: set[Path] = set()

    async def carry(self, deliveries: Sequence[Delivery]) -> Sequence[Attempt]:
        return await asyncio.to_thread(self._carry, deliveries)

    async def close(self) -> None:
        return None

    def _carry(self, deliveries: Sequence[Delivery]) -> list[Attempt]:
        attempts: list[Attempt] = []
        touched: dict[Path, list[int]] = {}  # folders whose entries must be durable, and for which letters
        made: dict[Path, int] = {}
        for position, delivery in enumerate(deliveries):
            folder = self._path / folder_name(delivery.to)
            try:
                fresh = folder not in self._made and folder not in made
                if fresh:
                    _make(folder)
                self._write(folder, delivery)
            except OSError as error:
                attempts.append(_deferred(error))
                continue
            attempts.append(Accepted(reply=f"kept in {folder.name}"))
            if fresh:
                made[folder] = position
            for changed in (folder / "new", folder, self._path) if folder in made else (folder / "new",):
                touched.setdefault(changed, []).append(position)
        for changed, positions in touched.items():  # a folder's letters share the fsync of its entries
            try:
                _sync_folder(changed)
            except OSError as error:
                for position in positions:
                    attempts[position] = _deferred(error)
        self._made |= {folder for folder, position in made.items() if isinstance(attempts[position], Accepted)}
        return attempts

    def _write(self, folder: Path, delivery: Delivery) -> None:
        name = file_name(delivery)
        if delivery.attempts > 1 and any((folder / "cur").glob(f"{name}*")):
            return  # an earlier attempt got there and the reader has seen it
        head = f"Return-Path: <{_one_line(delivery.envelope_from)}>\r\nDelivered-To: {_one_line(delivery.to)}\r\n"
        unwritten = folder / "tmp" / name
        with open(unwritten, "wb") as file:
            os.chmod(file.fileno(), 0o600)
            file.write((head.encode("utf-8") + delivery.data).replace(b"\r\n", b"\n"))
            file.flush()
            os.fsync(file.fileno())
        os.rename(unwritten, folder / "new" / name)


def _make(folder: Path) -> None:
    """A Maildir, where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("tmp", "new", "cur"):
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder / part, 0o700)


def folder_name(address: str) -> str:
    """An address as a folder's name: lower case, anything unusual as %XX, never hidden, never a way out of the path."""
    spelled = address.strip().lower().encode("utf-8", "replace")
    name = _UNSAFE.sub(lambda found: f"%{found[0][0]:02x}".encode(), spelled).decode("ascii")
    name = re.sub(r"^[.-]", lambda found: f"%{ord(found[0]):02x}", name) or "%"
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 17]}%{hashlib.sha256(spelled).hexdigest()[:16]}"


def file_name(delivery: Delivery) -> str:
    """Unique and repeatable: time of writing, delivery, letter."""
    letter = hashlib.sha256(delivery.message_id.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{int(delivery.created.timestamp())}.{delivery.id}_{letter}.mailgate"


def _one_line(value: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", "", value)


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _deferred(error: OSError) -> Deferred:
    return Deferred(reply=f"the Maildir could not be written: {error.strerror or error}", connection=True)
