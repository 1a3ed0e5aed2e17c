"""One line that says what a calendar part asks or answers (RFC 5545, 5546)."""

from __future__ import annotations

import re

MAX_BYTES = 100_000

_METHODS = {
    "REQUEST": "invitation",
    "REPLY": "answer to an invitation",
    "CANCEL": "cancelled meeting",
    "COUNTER": "counter-proposal",
    "PUBLISH": "event",
}
_LINE = re.compile(r"^(SUMMARY|DTSTART|LOCATION|METHOD)(?:;[^:\n]{0,200})?:([^\n]{0,500})$", re.MULTILINE)


def method_of(data: bytes) -> str | None:
    """The METHOD of a calendar object, upper case."""
    found = re.search(rb"^METHOD:([A-Za-z-]{3,20})\s*$", data[:MAX_BYTES], re.MULTILINE)
    return found[1].decode("ascii").upper() if found else None


def summary_of(data: bytes) -> str | None:
    """`calendar: invitation "Planning", 20261124T090000Z, Room 4`; None where there is no event."""
    text = data[:MAX_BYTES].decode("utf-8", "replace").replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    event = text.find("BEGIN:VEVENT")
    if event < 0:
        return None
    seen = {
        found[1]: found[2].strip().replace("\\,", ",").replace("\\n", " ")
        for found in reversed(list(_LINE.finditer(text, event)))
    }
    kind = _METHODS.get(method_of(data) or "PUBLISH", "event")
    said = [f'{kind} "{seen["SUMMARY"]}"' if seen.get("SUMMARY") else kind, seen.get("DTSTART", ""), seen.get("LOCATION", "")]
    return "calendar: " + ", ".join(each for each in said if each)
