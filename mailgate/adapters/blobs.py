"""The blob store: raw messages that left the database, in a folder, in an S3-compatible bucket (also gs:// and az://), or
in memory.

A local put is flushed to the disk, file and folders, before it returns; the object stores promise that themselves.
Errors: StoreUnavailable for whatever goes wrong; BytesGone, which is one too, for a missing blob.
"""

from __future__ import annotations

import os
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from mailgate.model.errors import BytesGone, DiskFull, Refused, StoreUnavailable

_FULL = ("os error 28", "os error 122")  # ENOSPC, EDQUOT, as obstore words them


class Blobs:
    """Bytes by key. Keys are relative paths; `folder` is where they lie when that is on this machine."""

    def __init__(self, store: ObjectStore, *, folder: Path | None = None) -> None:
        self._store = store
        self.folder = folder

    def put(self, key: str, data: bytes) -> None:
        """Write whole and durably; what was there under this key is replaced."""
        try:
            obstore.put(self._store, key, data)
            if self.folder is not None:
                _flush(self.folder, key)
        except (BaseError, OSError, ValueError) as error:
            raise _ours(error, f"blob {key} can't be written") from error

    def get(self, key: str) -> bytes:
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError as error:
            if self.folder is not None and not (self.folder / key.partition("/")[0]).exists():
                raise _ours(error, f"blob {key} can't be read, nor any other") from error  # perhaps not mounted
            raise BytesGone(f"blob {key} can't be read: there is none") from error
        except (BaseError, OSError, ValueError) as error:
            raise _ours(error, f"blob {key} can't be read") from error

    def delete(self, key: str) -> None:
        """Remove it; one that is not there is no error."""
        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return
        except (BaseError, OSError, ValueError) as error:
            raise _ours(error, f"blob {key} can't be removed") from error


def open_blobs(where: str) -> Blobs:
    """The blobs at a folder (made if missing), `s3://bucket/prefix`, `gs://…`, `az://…` or `memory://`. Keys and regions of
    object stores come from their usual environment variables (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL and the like)."""
    try:
        if where == "memory://":
            return Blobs(MemoryStore())
        if "://" in where and not where.startswith("file://"):
            return Blobs(from_url(where))
        folder = Path(where.removeprefix("file://"))
        folder.mkdir(parents=True, exist_ok=True)
        return Blobs(LocalStore(prefix=folder), folder=folder)
    except OSError as error:
        raise StoreUnavailable(f"the blob folder {where} can't be used: {error.strerror or error}") from error
    except (BaseError, ValueError) as error:
        raise Refused(f"{where} is no blob store we can open: {_line(error)}") from error


def _flush(folder: Path, key: str) -> None:
    """fsync the file, then each folder that may have got a new name (LocalStore itself flushes nothing)."""
    place = folder / key
    while True:
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if place == folder:
            return
        place = place.parent


def _ours(error: Exception, what: str) -> StoreUnavailable:
    full = any(mark in str(error) for mark in _FULL)
    return (DiskFull if full else StoreUnavailable)(f"{what}: {_line(error)}")


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
