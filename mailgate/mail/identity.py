"""What makes two messages the same: their content, not their Message-ID alone.

Trace headers differ from copy to copy (two doors, two of our addresses), so they don't count. The key covers From,
Message-ID, Date, Subject and the body with its line ends and trailing blanks evened out. A stranger who sends a known
Message-ID first has another body, hence another key, and suppresses nothing.

A message that names neither its author nor itself, or whose headers no blank line ends, is the same only byte by byte and
from the same envelope sender. One with neither Message-ID nor Date (a device's) says the same words anew each time they
are true: its key is LOOSE, and the store takes it for a repetition within REPEATED only.
"""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

HEADER_LIMIT = 256 * 1024  # bytes looked at for headers; what stands behind is body
LOOSE = "loose:"  # begins the key of a message that nothing tells from its repetition
REPEATED = timedelta(hours=1)  # how far apart two arrivals with the same loose key are still one message

_BREAK = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_BLANKS = re.compile(rb"(?<![ \t])[ \t]+(?=\r?\n)|\r(?=\n)")  # begun once a run: else each blank of a long one would be tried
_MESSAGE_ID = re.compile(rb"<([^<>\s]+)>")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_MBOX = (b"From ", b">From ")  # a separator line (RFC 4155) is no part of the message
_COUNTED = (b"from", b"message-id", b"date", b"subject")


def identify(data: bytes, envelope_from: str | None = None) -> tuple[str | None, str]:
    """(Message-ID without brackets or None, content key: 64 hexadecimal digits, after LOOSE where it is). Total, linear in
    the size."""
    block, body = _split(data)
    headers, stray = _counted_headers(block)
    named = _MESSAGE_ID.search(headers.get(b"message-id", b""))
    bare = headers.get(b"message-id", b"").strip()
    message_id = named[1] if named else bare if bare and not re.search(rb"[\s<>]", bare) else None
    digest = hashlib.sha256()
    if body is None or not (bare or headers.get(b"from", b"").strip()):
        digest.update(b"sender:" + (envelope_from or "").lower().encode("utf-8", "replace") + b"\n" + data)
    else:
        for name in _COUNTED:
            digest.update(name + b":" + b" ".join(headers.get(name, b"").split()) + b"\n")
        for line in stray:
            digest.update(line.strip() + b"\n")
        digest.update(_BLANKS.sub(b"", body).rstrip())
    loose = "" if bare or headers.get(b"date", b"").strip() else LOOSE
    return (message_id.decode("utf-8", "replace") if message_id else None), loose + digest.hexdigest()


def _split(data: bytes) -> tuple[bytes, bytes | None]:
    """The header block and the body, begun and broken as `mime.parse_tree` has it; no body where no blank line ends the
    headers."""
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while data[start : start + 1] in (b"\n", b"\r"):
        start += 1
    end = _BREAK.search(data, start, start + HEADER_LIMIT)
    if end is not None:
        return data[start : end.start()], data[end.end() :]
    behind = data[start + HEADER_LIMIT :]
    return data[start : start + HEADER_LIMIT], behind or None


def _counted_headers(block: bytes) -> tuple[dict[bytes, bytes], list[bytes]]:
    """The first of each counted header, unfolded (RFC 5322 §2.2.3), and the lines that are no header at all: to a lenient
    reader the body may begin there."""
    found: dict[bytes, bytes] = {}
    stray: list[bytes] = []
    for line in _FOLD.sub(b" ", block).splitlines():
        field = _FIELD.match(line)
        if field is None:
            if not line.startswith(_MBOX):
                stray.append(line)
            continue
        key = field[1].lower()
        if key in _COUNTED and key not in found:
            found[key] = line[field.end() :]
    return found, stray
