"""What a log may say: no password, no token, no full address, no control character, nothing long.

An address becomes a keyed hash and its domain, so that one person's lines can be found together by who has the key and
by nobody else. On a terminal, where its owner looks, the local part is shown and the domain is not.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

CAP = 512  # characters of one value
DEPTH = 4  # containers within containers
ITEMS = 50  # members of one container
HIDDEN = "[hidden]"

_SECRET_NAME = re.compile(r"pass(word|wd|phrase)?|secret|token|authorization|credential|api_?key|cookie|otp", re.IGNORECASE)
_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=://)[^\s/@]{1,200}@"), HIDDEN + "@"),  # user:password in a URL
    (
        re.compile(r"\b(Bearer|Basic|XOAUTH2|AUTH (?:PLAIN|LOGIN|XOAUTH2))\s+[A-Za-z0-9+/=._~-]{4,}", re.IGNORECASE),
        r"\1 " + HIDDEN,
    ),
    (
        re.compile(
            r"\b(password|passwd|secret|token|api_?key)(\"?\s*[=:]\s*)(\"[^\"]{1,200}\"|'[^']{1,200}'|[^\s,;&)]{1,200})",
            re.IGNORECASE,
        ),
        r"\1\2" + HIDDEN,
    ),
)
_TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{26}(?![A-Za-z0-9])")
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:@]{1,128}@([A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?)")

_HARMLESS = re.compile(r"[A-Za-z0-9_.,/+-]{0,25}", re.ASCII)  # no pattern above finds anything in such words; most are

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Redactor:
    """Makes values fit to be logged. `key` is the desk's own; without it hashes can't be guessed from a list of addresses.
    `open_eyes`: for the terminal, local parts instead of hashes."""

    key: bytes = field(repr=False)
    open_eyes: bool = False

    def value(self, value: object, *, name: str = "", depth: int = 0) -> object:
        """The same value, fit to be logged; containers whole up to a few levels, anything unknown by its class alone."""
        if value is not None and _names_secret(name):
            return HIDDEN
        match value:
            case None | bool() | int() | float():
                return value
            case str():
                return self.text(value)
            case datetime() | date():
                return value.isoformat()
            case timedelta():
                return value.total_seconds()
            case bytes() | bytearray() | memoryview():
                return f"[{len(value)} bytes]"
            case BaseException():
                return self.text(f"{type(value).__name__}: {value}")
            case Mapping() if depth < DEPTH:
                members = list(value.items())[:ITEMS]
                return {self.text(str(k)): self.value(v, name=str(k), depth=depth + 1) for k, v in members}
            case Sequence() | set() | frozenset() if depth < DEPTH:
                return [self.value(v, depth=depth + 1) for v in list(value)[:ITEMS]]
            case _:
                return f"[{type(value).__name__}]"

    def text(self, text: str) -> str:
        """One line without secrets, addresses or control characters, of at most 512 characters."""
        if _HARMLESS.fullmatch(text):
            return text
        text = text[: 8 * CAP]  # what is cut off anyway is not searched
        for pattern, instead in _SECRETS:
            text = pattern.sub(instead, text)
        text = _ADDRESS.sub(self._person, text)
        text = escaped(_TOKEN.sub("[token]", text))
        return text if len(text) <= CAP else text[: CAP - 1] + "…"

    def _person(self, match: re.Match[str]) -> str:
        domain = match[1].lower()
        local = match[0].rpartition("@")[0]
        if self.open_eyes:
            return _TOKEN.sub("[token]", local.partition("+")[0]) + "@…"
        digest = hmac.new(self.key, f"{local.lower()}@{domain}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
        return f"{digest[:10]}@{domain}"


@lru_cache(maxsize=1024)
def _names_secret(name: str) -> bool:
    return any(_SECRET_NAME.fullmatch(part) for part in (name, name.rpartition("_")[2]))


def escaped(text: str) -> str:
    """Control, format (bidirectional and zero-width) and surrogate characters as `\\x1b` or `\\u202e`: a log line stays one
    line, and a terminal obeys no mail."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else _code(c) for c in text)


def _code(c: str) -> str:
    if c in _SHORT:
        return _SHORT[c]
    point = ord(c)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
