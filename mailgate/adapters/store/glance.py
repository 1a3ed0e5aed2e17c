"""What a ledger line shows of raw bytes: the addresses of From and To, read without parsing the mail."""

from __future__ import annotations

import re

LIMIT = 64 * 1024  # bytes looked at

_END = re.compile(rb"\r?\n\r?\n")
_FROM = re.compile(rb"^from[ \t]*:((?:[^\n]|\n[ \t])*)", re.IGNORECASE | re.MULTILINE)
_TO = re.compile(rb"^to[ \t]*:((?:[^\n]|\n[ \t])*)", re.IGNORECASE | re.MULTILINE)
_BRACKETED = re.compile(rb"<([^\s<>]{1,320}@[^\s<>]{1,255})>")
_ADDRESS = re.compile(rb"[^\s<>,;:\"()\[\]@]{1,64}@[^\s<>,;:\"()\[\]@]{1,255}")


def addresses_of(data: bytes) -> tuple[str | None, str | None]:
    """(first address of the first From, first of the first To), as written; None where there is none. Total."""
    end = _END.search(data, 0, LIMIT)
    block = data[: end.start() if end else LIMIT]
    return _first(_FROM, block), _first(_TO, block)


def _first(header: re.Pattern[bytes], block: bytes) -> str | None:
    value = header.search(block)
    if value is None:
        return None
    bracketed = _BRACKETED.search(value[1])
    found = bracketed[1] if bracketed else (_ADDRESS.findall(value[1]) or [None])[0]
    return found.decode("utf-8", "replace") if found else None
