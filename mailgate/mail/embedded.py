"""Files written into a text: uuencode (POSIX, with its base64 and named forms) and yEnc. Linear in the length of the text."""

from __future__ import annotations

import binascii
import re

from mailgate.mail.words import unbase64

MAX_FILES = 100  # of one text; what is beyond stays in it

# `begin 644 name`, `begin-base64 644 name`; GNU's `begin-encoded` has the name in base64.
_BEGIN = re.compile(rb"^begin(-base64)?(-encoded)? [0-7]{3,4} ([^\r\n]{1,255})\r?\n", re.MULTILINE)
_BASE64_END = re.compile(rb"^====[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def uudecoded(body: bytes) -> bytes:
    """The content of the first uuencoded file in a body, or the body where there is none."""
    found = _BEGIN.search(body)
    return _content(body, found)[0] if found else body


def uu_files(data: bytes) -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
    """A text body's uuencoded files cut out of it: the rest, and (name, content) of each."""
    if b"begin" not in data:
        return data, ()
    rest, at, wasted = bytearray(), 0, 0
    files: list[tuple[bytes, bytes]] = []
    while len(files) < MAX_FILES and wasted <= len(data) and (found := _BEGIN.search(data, at)):
        content, stop, whole = _content(data, found)
        if not content or not whole:
            wasted += stop - found.end()  # what looks like files and is none may be read twice, not a hundred times
            rest += data[at : found.end()]
            at = found.end()
            continue
        rest += data[at : found.start()]
        name = found[3].strip()
        files.append((unbase64(name) if found[2] else name, content))
        at = stop
    return bytes(rest + data[at:]), tuple(files)


def _content(data: bytes, found: re.Match[bytes]) -> tuple[bytes, int, bool]:
    """The content of the file that begins so, how far it was read, and whether its last line was there."""
    if found[1]:
        end = _BASE64_END.search(data, found.end())
        stop = end.start() if end else len(data)
        return unbase64(data[found.end() : stop]), end.end() if end else stop, end is not None
    out, at = bytearray(), found.end()
    while at < len(data):
        stop = data.find(b"\n", at)
        stop = len(data) if stop < 0 else stop + 1
        line = data[at:stop].rstrip(b"\r\n")
        at = stop
        if line.rstrip() == b"end":
            return bytes(out), at, True
        if not line or line[0] in (0x20, 0x60):
            continue
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            size = (((line[0] - 32) & 63) * 4 + 5) // 3  # some encoders add check characters
            try:
                out += binascii.a2b_uu(line[:size])
            except binascii.Error:
                break
    return bytes(out), at, False


_YENC = re.compile(rb"^=ybegin [^\r\n]{0,200}?name=([^\r\n]{1,255})\r?\n", re.MULTILINE)
_YENC_END = re.compile(rb"^=yend[^\r\n]{0,200}(?:\r?\n|\Z)", re.MULTILINE)


def yenc_files(data: bytes) -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
    """A text body's yEnc blocks cut out of it (yenc.org, draft 1.3): the rest, and (name, the block as it stands) of each."""
    rest, at = bytearray(), 0
    files: list[tuple[bytes, bytes]] = []
    while len(files) < 100 and (found := _YENC.search(data, at)) and (end := _YENC_END.search(data, found.end())):
        rest += data[at : found.start()]
        files.append((found[1].strip() + b".ync", data[found.start() : end.end()]))
        at = end.end()
    return bytes(rest + data[at:]), tuple(files)
