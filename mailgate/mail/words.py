"""Encoded words (RFC 2047) and the encodings under them, forgivingly. Linear in the length of the text."""

from __future__ import annotations

import binascii
import re

from mailgate.mail.charsets import codec_of, decoded

_BREAKS = re.compile(r"[\r\n\0]+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")


def decode_words(text: str) -> str:
    """Undo RFC 2047 encoded words, also in their usual broken forms: blanks or `?` inside, missing padding, a character
    split over two words, words glued to text. What can't be undone stays as it stands."""
    if "=?" not in text:
        return text
    out: list[str] = []
    pending: list[tuple[str, bytes]] = []  # adjacent words: blanks between them don't count (§6.2)
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
        mode = text[head + 1 : head + 3].lower() if head > 0 else ""
        if head > 0 and mode in ("q?", "b?") and " " not in text[start + 2 : head].strip():
            stop = text.find("?=", head + 3)
            if stop < 0:
                return None
            data = _unword(text[head + 3 : stop], mode[0])
            if data is not None:
                return start, stop + 2, text[start + 2 : head].strip().split("*")[0], data
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
            out.extend(decoded(piece, charset)[0] for piece in pieces)  # each word ends in ASCII mode (RFC 1468)
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
