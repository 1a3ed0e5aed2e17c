"""What makes two messages the same: their content, not their Message-ID alone.

Trace headers differ from copy to copy (two doors, two of our addresses), so they don't count. The key covers From,
Message-ID, Date, Subject and the body with its line ends and trailing blanks evened out. A stranger who sends a known
Message-ID first has another body, hence another key, and suppresses nothing.
"""

from __future__ import annotations

import hashlib
import re

HEADER_LIMIT = 256 * 1024            # bytes looked at for headers; what stands behind is body

_BREAK = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_BLANKS = re.compile(rb"[ \t]+(?=\r?\n)|\r(?=\n)")
_MESSAGE_ID = re.compile(rb"<([^<>\s]+)>")
_COUNTED = (b"from", b"message-id", b"date", b"subject")


def identify(data: bytes) -> tuple[str | None, str]:
    """(Message-ID without brackets or None, content key as 64 hexadecimal digits). Total, linear in the size."""
    end = _BREAK.search(data, 0, HEADER_LIMIT)
    block, body = (data[: end.start()], data[end.end():]) if end else (data[:HEADER_LIMIT], data[HEADER_LIMIT:])
    headers = _counted_headers(block)
    digest = hashlib.sha256()
    for name in _COUNTED:
        digest.update(name + b":" + b" ".join(headers.get(name, b"").split()) + b"\n")
    digest.update(_BLANKS.sub(b"", body).rstrip())
    named = _MESSAGE_ID.search(headers.get(b"message-id", b""))
    bare = headers.get(b"message-id", b"").strip()
    message_id = named[1] if named else bare if bare and not re.search(rb"[\s<>]", bare) else None
    return (message_id.decode("utf-8", "replace") if message_id else None), digest.hexdigest()


def _counted_headers(block: bytes) -> dict[bytes, bytes]:
    """The first of each counted header, unfolded (RFC 5322 §2.2.3)."""
    found: dict[bytes, bytes] = {}
    for line in _FOLD.sub(b" ", block).splitlines():
        name, colon, value = line.partition(b":")
        key = name.strip().lower()
        if colon and key in _COUNTED and key not in found:
            found[key] = value
    return found
