"""PGP inside a text (RFC 9580 §7): signed words without their armour. No signature is judged."""

from __future__ import annotations

import base64
import re

_BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_END = "-----END PGP SIGNATURE-----"
_HEADER = re.compile(r"(?:Hash|Charset|NotDashEscaped|Comment|Version): ?[^\n]{0,200}|\S{1,40}: [^\n]{0,200}")
_ARMOUR = re.compile(r"^-----BEGIN PGP MESSAGE-----\s*\n(?:[^\n:]{1,40}: [^\n]{0,200}\n)*\s*\n?([A-Za-z0-9+/]{4})", re.MULTILINE)
_NOT_SECRET = frozenset({2, 4, 8, 11})  # packets (RFC 9580 §5): signature, one-pass signature, compressed, literal
MOST = 50  # signed blocks of one text


def unsigned(text: str) -> tuple[str, bool]:
    """The text with the words of each signed block in the block's place, and whether there was one. What isn't whole stays."""
    if _BEGIN not in text:
        return text, False
    out: list[str] = []
    lines, at, found = text.split("\n"), 0, 0
    while at < len(lines):
        block = _block(lines, at) if found < MOST and lines[at].rstrip() == _BEGIN else None
        if block is None:
            out.append(lines[at])
            at += 1
        else:
            words, at = block
            out.extend(words)
            found += 1
    return "\n".join(out), found > 0


def _block(lines: list[str], at: int) -> tuple[list[str], int] | None:
    """The words of the block that begins here, without the dashes put before theirs (§7.2), and where it ends."""
    begin = at + 1
    while begin < len(lines) and begin - at < 20 and _HEADER.fullmatch(lines[begin].rstrip()):
        begin += 1
    if begin >= len(lines) or lines[begin].strip():
        return None
    words: list[str] = []
    for place in range(begin + 1, len(lines)):
        line = lines[place]
        if line.rstrip() == _SIGNATURE:
            end = next((n for n in range(place, min(len(lines), place + 500)) if lines[n].rstrip() == _END), None)
            return (words, end + 1) if end is not None else None
        if line.startswith("-----BEGIN PGP "):
            return None
        words.append(line.removeprefix("- "))
    return None


def armoured(text: str) -> str | None:
    """What a block of PGP in a text is: encrypted, or packed (a signed or compressed one); None where there is none."""
    if "-----BEGIN PGP MESSAGE-----" not in text:
        return None
    found = _ARMOUR.search(text)
    first = base64.b64decode(found[1])[0] if found is not None else 0
    tag = (first & 0x3F) if first & 0x40 else (first & 0x3C) >> 2
    return "packed" if first & 0x80 and tag in _NOT_SECRET else "encrypted"
