"""Header values: words to the ASCII that headers carry, folded so that nothing is torn that must stay whole.

RFC 5322 §2.2.3 (folding), RFC 2047 (encoded words), RFC 2231 (parameters), RFC 6532 (UTF-8 in addresses).
Every value returned begins with a space or a fold and holds no line break but CRLF + space.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import quote

from mailgate.model.address import Address

FOLD = "\r\n "
WIDTH = 76

_PLAIN_WORD = re.compile(r"[!-~]{1,72}")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")  # RFC 5322 §3.2.3
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 !#$&+,;=@^_`{}~().'-]{1,60}")
_SPACES = re.compile(r"\s+")
# Controls, line breaks, bidirectional overrides and invisible joins: they hide or reorder what a person reads.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_BREAKS = re.compile("[\x00-\x1f\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"  # needed inside Persian and Indic words and in emoji


def safe_header(value: str) -> str:
    """One line of visible text: no line break, no control, no direction override; white space collapsed; NFC."""
    if value.isascii() and value.isprintable():
        return _SPACES.sub(" ", value).strip()
    seen = _HIDDEN.sub(lambda found: found[0] if found[0] in _JOINERS else "", _BREAKS.sub(" ", value))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", seen)).strip()


def unstructured(value: str, *, used: int) -> str:
    """A free text value (RFC 5322 §2.2.1). `used` is what the name and colon take of the first line."""
    text = safe_header(value)
    words = text.split(" ")
    if "=?" not in text and all(_PLAIN_WORD.fullmatch(word) for word in words):
        return tokens_folded(words, used=used)
    return tokens_folded(_encoded_words(text), used=used) if text else " "


def tokens_folded(tokens: Sequence[str], *, used: int) -> str:
    """Tokens joined by single spaces, a fold instead where the line would grow over 76 characters. No token is ever cut."""
    pieces: list[str] = []
    width = used
    for position, token in enumerate(tokens):
        if position and width + 1 + len(token) > WIDTH:
            pieces.append(FOLD + token)
            width = 1 + len(token)
        else:
            pieces.append(" " + token)
            width += 1 + len(token)
    return "".join(pieces)


def mailbox(address: Address) -> str:
    """`Name <local@domain>` as one To entry, beginning with a space."""
    spelled = f"<{spelled_address(address.address)}>"
    name = safe_header(address.name or "")
    if not name:
        return " " + spelled
    if _ATOMS.fullmatch(name) and "=?" not in name and len(name) <= 60:
        return tokens_folded([*name.split(" "), spelled], used=10)
    if name.isascii() and "=?" not in name and len(name) <= 60:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return tokens_folded([f'"{escaped}"', spelled], used=10)
    return tokens_folded([*_encoded_words(name), spelled], used=10)


def spelled_address(address: str) -> str:
    """The address as headers spell it: the domain in ASCII (IDNA), nothing that could close the angle brackets."""
    local, _, domain = address.strip().rpartition("@")
    if not domain.isascii():
        with suppress(UnicodeError):  # else it stays UTF-8, and the carrier refuses it
            domain = domain.encode("idna").decode("ascii")
    return _SPACES.sub("", _HIDDEN.sub("", f"{local}@{domain}")).replace("<", "").replace(">", "").replace(",", "")


def attribute(name: str, value: str) -> str:
    """`; name="value"` of a Content-Type or Content-Disposition; RFC 2231 where the value is not plain ASCII."""
    clean = safe_header(value).replace("/", "_").replace("\\", "_")[:200] or "attachment"
    if _PLAIN_NAME.fullmatch(clean):
        return f';{FOLD}{name}="{clean}"'
    encoded = quote(clean.encode("utf-8"), safe="!#$&+^_`{}~.-")
    pieces = [encoded[start : start + 60] for start in range(0, len(encoded), 60)]
    if len(pieces) == 1:
        return f";{FOLD}{name}*=utf-8''{encoded}"
    # RFC 2231 §3: continuations; a cut inside %XX is allowed, readers join before they decode
    pieces[0] = "utf-8''" + pieces[0]
    return "".join(f";{FOLD}{name}*{number}*={piece}" for number, piece in enumerate(pieces))


def _encoded_words(text: str) -> list[str]:
    """RFC 2047 words of 60 characters, cut between characters (36 octets of base64), so that a line with its name stays in 76."""
    words: list[str] = []
    chunk = bytearray()
    for character in text:
        octets = character.encode("utf-8", "replace")
        if len(chunk) + len(octets) > 36:
            words.append(_encoded_word(chunk))
            chunk = bytearray()
        chunk += octets
    words.append(_encoded_word(chunk))
    return words


def _encoded_word(octets: bytearray) -> str:
    return f"=?utf-8?b?{base64.b64encode(octets).decode('ascii')}?="
