"""Header fields: finding them in bytes, RFC 2047 words, RFC 2231 parameters, dates and ids. Linear in their length."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from urllib.parse import unquote_to_bytes

from mailgate.mail.charsets import codec_of, decoded

MAX_BLOCK = 256 * 1024             # bytes of one header block
MAX_FIELDS = 1000
MAX_VALUE = 64 * 1024              # characters of one value that we decode
MAX_STRUCTURED = 8 * 1024          # of a Content-* value that we look into
MAX_PARAMETERS = 100

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_BREAKS = re.compile(r"[\r\n\0]+")
_ID = re.compile(r"<([^<>\s]{1,998})>")
_BARE_ID = re.compile(r"[^<>\s,;\"()]+@[^<>\s,;\"()]+")


class TooMuch(Exception):
    """A limit of reading is passed; the argument is its fixed word."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str                      # as written
    value: bytes                   # unfolded, stripped


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
            if not bare.strip():                                  # a line of blanks ends the header for most readers
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
            fields.append((found[1].decode("ascii"), bytearray(bare[found.end():])))
        elif bare.startswith((b"From ", b">From ")) and not fields:
            pass                                                  # mbox separator (RFC 4155)
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
    """More of the header follows behind a line that is none of it: a well-known field within 30 lines and before any blank one."""
    for _ in range(30):
        stop = data.find(b"\n", at, end)
        line = data[at:end if stop < 0 else stop][:300]
        if not line.strip() or stop < 0:
            return False
        if _KNOWN.match(line):
            return True
        at = stop + 1
    return False


def _looks_like_field(data: bytes, start: int, end: int) -> bool:
    found = _FIELD.match(data, start, min(end, start + 250))
    return found is not None and data[found.end():found.end() + 2] != b"//"


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


def decode_words(text: str) -> str:
    """Undo RFC 2047 encoded words, also in their usual broken forms: blanks or `?` inside, missing padding, a character
    split over two words, words glued to text. What can't be undone stays as it stands."""
    if "=?" not in text:
        return text
    out: list[str] = []
    pending: list[tuple[str, bytes]] = []                         # adjacent words: blanks between them don't count (§6.2)
    at = 0
    while True:
        word = _next_word(text, at)
        if word is None:
            break
        start, stop, charset, data = word
        between = text[at:start]
        if not pending or between.strip(" \t"):
            _flush(pending, out)
            out.append(between)
        pending.append((charset, data))
        at = stop
    _flush(pending, out)
    out.append(text[at:])
    return _BREAKS.sub(" ", "".join(out))


def _next_word(text: str, at: int) -> tuple[int, int, str, bytes] | None:
    while True:
        start = text.find("=?", at)
        if start < 0:
            return None
        head = text.find("?", start + 2, start + 80)
        mode = text[head + 1:head + 3].lower() if head > 0 else ""
        if head > 0 and mode in ("q?", "b?") and " " not in text[start + 2:head].strip():
            stop = text.find("?=", head + 3)
            if stop < 0:
                return None
            data = _unword(text[head + 3:stop], mode[0])
            if data is not None:
                return start, stop + 2, text[start + 2:head].strip().split("*")[0], data
            at = stop + 2
        else:
            at = start + 2


def _unword(payload: str, mode: str) -> bytes | None:
    if not payload.isascii():
        return payload.encode("utf-8", "replace") if mode == "q" else None
    if mode == "b":
        return unbase64(payload.encode("ascii"))
    try:
        return binascii.a2b_qp(payload.encode("ascii").replace(b" ", b"_").replace(b"_", b"=20"))
    except (binascii.Error, ValueError):
        return None


def _flush(pending: list[tuple[str, bytes]], out: list[str]) -> None:
    while pending:
        charset = pending[0][0]
        same = 1
        while same < len(pending) and pending[same][0].lower() == charset.lower():
            same += 1
        pieces = [data for _, data in pending[:same]]
        if codec_of(charset) and (codec_of(charset) or "").startswith("iso2022"):
            out.extend(decoded(piece, charset)[0] for piece in pieces)    # each word ends in ASCII mode (RFC 1468)
        else:
            out.append(decoded(b"".join(pieces), charset)[0])
        del pending[:same]


def unbase64(data: bytes) -> bytes:
    """Base64 as found in mail (RFC 2045 §6.8): foreign characters are skipped, padding forgiven wherever it stands or lacks."""
    clean = data.translate(None, b" \t\r\n\x0b\x0c")
    try:
        return binascii.a2b_base64(clean, strict_mode=True)
    except (binascii.Error, ValueError):
        pass
    clean = _NOT_BASE64.sub(b"", clean)
    out = bytearray()
    for piece in clean.split(b"="):
        usable = piece[: len(piece) - (1 if len(piece) % 4 == 1 else 0)]
        if usable:
            try:
                out += binascii.a2b_base64(usable + b"=" * (-len(usable) % 4))
            except (binascii.Error, ValueError):
                continue
    return bytes(out)


_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")


def parameters(text: str) -> tuple[str, dict[str, str]]:
    """A structured value and its parameters, names lower case (RFC 2045 §5.1), with RFC 2231 continuations and charsets
    and RFC 2047 words where they don't belong but are. The first of two like-named parameters counts."""
    value, pieces = _split_parameters(text[:MAX_STRUCTURED])
    plain: dict[str, str] = {}
    extended: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, content in pieces:
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(base, decode_words(content))
            continue
        number = rest.rstrip("*")
        index = int(number) if number.isdigit() and len(number) < 5 else 0
        extended.setdefault(base, {}).setdefault(index, (content, rest.endswith("*") or rest == ""))
    for base, parts in extended.items():
        plain[base] = _rfc2231(parts)
    return value.strip().lower(), plain


def _rfc2231(parts: dict[int, tuple[str, bool]]) -> str:
    charset, out = None, bytearray()
    for order, index in enumerate(sorted(parts)):
        content, encoded = parts[index]
        if encoded and order == 0 and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        out += unquote_to_bytes(content) if encoded else content.encode("utf-8", "replace")
    if charset is None:
        return decode_words(decoded(bytes(out), None)[0])
    return decoded(bytes(out), charset)[0]


def _split_parameters(text: str) -> tuple[str, list[tuple[str, str]]]:
    pieces: list[tuple[str, str]] = []
    chunks = _chunks(text)
    value = chunks[0] if chunks else ""
    for chunk in chunks[1:MAX_PARAMETERS + 1]:
        name, equals, content = chunk.partition("=")
        if not equals:
            continue
        content = content.strip()
        if content.startswith('"'):
            content = _unquoted(content)
        elif " (" in content:
            content = content.split(" (", 1)[0].strip()           # a comment behind a token
        pieces.append((name.strip().lower(), content))
    if "(" in value:
        value = value.split("(", 1)[0]
    if "=" in value and pieces == []:
        value = value.split(";")[0]
    return value.strip().strip('"'), pieces


def _chunks(text: str) -> list[str]:
    """Split at `;` outside quotes; a quote only opens right after `=`, and an unclosed one ends at the next `;`."""
    chunks: list[str] = []
    start = at = 0
    length = len(text)
    while at < length:
        letter = text[at]
        if letter == ";":
            chunks.append(text[start:at])
            start = at + 1
        elif letter == '"' and text[start:at].rstrip().endswith("="):
            close = _closing(text, at + 1)
            if close < 0:
                break
            at = close
        at += 1
        if len(chunks) > MAX_PARAMETERS:
            return chunks
    tail = text[start:]
    return chunks + (tail.split(";") if '"' in tail and _closing(tail, tail.find('"') + 1) < 0 else [tail])


def _closing(text: str, at: int) -> int:
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == '"':
            return at
        else:
            at += 1
    return -1


def _unquoted(content: str) -> str:
    close = _closing(content, 1)
    inner = content[1:close] if close > 0 else content[1:]
    # Windows paths are written with single backslashes: only \" and \\ are escapes.
    return inner.replace('\\"', '"').replace("\\\\", "\\")


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
            found = _ID.findall(re.sub(r"\s+", "", text))          # an id folded in its middle
    else:
        found = []
    if not found:
        found = [word for word in text.replace("<", " ").replace(">", " ").split() if _BARE_ID.fullmatch(word)] or (
            text.split()[:1] if "<" not in text else []
        )
    return tuple(dict.fromkeys(found[-limit:] if len(found) > limit else found))
