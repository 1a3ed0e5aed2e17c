"""Header fields: finding them in bytes, RFC 2047 words, RFC 2231 parameters, dates and ids. Linear in their length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from mailgate.mail.charsets import decoded

MAX_BLOCK = 256 * 1024  # bytes of one header block
MAX_FIELDS = 1000
MAX_VALUE = 64 * 1024  # characters of one value that we decode

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_BREAKS = re.compile(r"[\r\n\0]+")
_ID = re.compile(r"<([^<>\s]{1,998})>")
_BARE_ID = re.compile(r"[^<>\s,;\"()@]+@[^<>\s,;\"()]+")  # two classes that don't overlap: linear


class TooMuch(Exception):
    """A limit of reading is passed; the argument is its fixed word."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str  # as written
    value: bytes  # unfolded, stripped


def split_fields(data: bytes, start: int, end: int) -> tuple[tuple[Field, ...], int, bool]:
    """The header fields from `start` on, where the body begins, and whether the block was well formed (RFC 5322 §2.2).

    A line that is neither field nor continuation is skipped when more fields follow, else the body begins with it."""
    fields: list[tuple[str, bytearray]] = []
    at, sound, limit = start, True, start + MAX_BLOCK
    while at < end:
        stop = data.find(b"\n", at, end)
        stop = end if stop < 0 else stop + 1
        line = data[at:stop]
        bare = line.rstrip(b"\r\n")
        if not bare:
            at = stop
            break
        if at - start > MAX_BLOCK or stop > limit + MAX_BLOCK:
            raise TooMuch("header_size")
        if bare[:1] in (b" ", b"\t"):
            if not bare.strip():  # a line of blanks ends the header for most readers
                if not _looks_like_field(data, stop, end):
                    at = stop
                    break
            elif fields:
                fields[-1][1].extend(b"\n" + bare)
            at = stop
            continue
        found = _FIELD.match(bare)
        if found:
            if len(fields) >= MAX_FIELDS:
                raise TooMuch("header_fields")
            fields.append((found[1].decode("ascii"), bytearray(bare[found.end() :])))
        elif bare.startswith((b"From ", b">From ")) and not fields:
            pass  # mbox separator (RFC 4155)
        elif fields and _more_fields(data, stop, end):
            sound = False
        else:
            sound = False
            break
        at = stop
    return tuple(Field(name, bytes(value).strip()) for name, value in fields), at, sound


_KNOWN = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|mime-version|content-type|content-transfer-encoding|received|return-path|delivered-to"
    rb"|reply-to|sender|in-reply-to|references|dkim-signature|x-[a-z0-9-]{1,60})[ \t]*:",
    re.IGNORECASE,
)


def _more_fields(data: bytes, at: int, end: int) -> bool:
    """More of the header follows behind a line that is none of it: a well-known field within 30
    lines and before any blank one."""
    for _ in range(30):
        stop = data.find(b"\n", at, end)
        line = data[at : end if stop < 0 else stop][:300]
        if not line.strip() or stop < 0:
            return False
        if _KNOWN.match(line):
            return True
        at = stop + 1
    return False


def _looks_like_field(data: bytes, start: int, end: int) -> bool:
    found = _FIELD.match(data, start, min(end, start + 250))
    return found is not None and data[found.end() : found.end() + 2] != b"//"


def as_text(value: bytes) -> str:
    """A raw value as text on one line: folds are undone (RFC 5322 §2.2.3), 8-bit bytes are UTF-8 or guessed."""
    if b"\n" in value:
        value = _FOLD.sub(b"", value)
    if not value.isascii() and b"=?" in value:
        value = _RAW_WORD.sub(_quoted_bytes, value[:MAX_VALUE])
    text = value[:MAX_VALUE].decode("ascii") if value.isascii() else decoded(value[:MAX_VALUE], None)[0]
    return _BREAKS.sub(" ", text)


# A Q word with raw bytes in it: they are in the word's charset, so they are encoded before the rest is guessed at.
_RAW_WORD = re.compile(rb"(=\?[^?\s]{1,40}\?[qQ]\?)([^?]{1,200})(?=\?=)")


def _quoted_bytes(found: re.Match[bytes]) -> bytes:
    return found[1] + b"".join(b"=%02X" % byte if byte > 126 else bytes((byte,)) for byte in found[2])


def date_of(text: str) -> datetime | None:
    """An RFC 5322 date, forgivingly, as an aware instant in its own offset; None if there is none."""
    try:
        parsed = parsedate_tz(text[:120])
        if not parsed:
            return None
        offset = parsed[9] or 0
        if abs(offset) >= 86_400:
            offset = 0
        zone = UTC if offset == 0 else timezone(timedelta(seconds=offset))
        return datetime(*parsed[:6], tzinfo=zone) if 1970 <= parsed[0] <= 9000 else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def ids_in(text: str, *, limit: int = 200) -> tuple[str, ...]:
    """The message ids a value names, without brackets, in order, each once; bare ones where no brackets are (RFC 5322 §3.6.4)."""
    if "<" in text:
        found = _ID.findall(text.replace("> ", ">").replace("\t", " ") if "< " not in text else text.replace("< ", "<"))
        if not found:
            found = _ID.findall(re.sub(r"\s+", "", text))  # an id folded in its middle
    else:
        found = []
    if not found:
        found = [word for word in text.replace("<", " ").replace(">", " ").split() if _BARE_ID.fullmatch(word)] or (
            text.split()[:1] if "<" not in text else []
        )
    return tuple(dict.fromkeys(found[-limit:] if len(found) > limit else found))
