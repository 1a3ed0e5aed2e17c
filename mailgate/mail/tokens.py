"""Reply tokens: opaque random ids in our addresses, or in brackets of the subject where a provider has no plus addresses.

A token is 26 characters of Crockford-like base32 (letters and digits, case-blind), 130 bits; its meaning is a row, found
by its hash. This module knows only the grammar.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

LENGTH = 26
CODE_LENGTH = 10
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0, 1: read aloud without doubt
BOUNCE_LOCAL = "bounce"  # bounce+TOKEN@server.domain

_TOKEN = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}", re.IGNORECASE)
_SUBJECT = re.compile(rf"\[#\d{{1,12}}[-.]([{ALPHABET}]{{{LENGTH}}})\]", re.IGNORECASE)


def token_from(chance: bytes) -> str:
    """The token that 26 or more random bytes make. Chance is the caller's; 32 symbols divide 256, so none is favoured."""
    if len(chance) < LENGTH:
        raise ValueError(f"a token needs {LENGTH} random bytes")
    return "".join(ALPHABET[byte & 31] for byte in chance[:LENGTH])


def code_from(chance: bytes) -> str:
    """A one-time code for people to type, `abcde-fghjk`, of as many random bytes: 50 bits, enough for what lives a day and is
    tried a few times."""
    if len(chance) < CODE_LENGTH:
        raise ValueError(f"a code needs {CODE_LENGTH} random bytes")
    written = "".join(ALPHABET[byte & 31] for byte in chance[:CODE_LENGTH])
    return f"{written[: CODE_LENGTH // 2]}-{written[CODE_LENGTH // 2 :]}"


def code_token(written: str) -> str | None:
    """The token that a code is kept as, however it was typed; None where it can be no code."""
    letters = "".join(one for one in written.lower() if one.isalnum())
    return f"code:{letters}" if len(letters) == CODE_LENGTH and set(letters) <= set(ALPHABET) else None


def hash_of(token: str) -> str:
    """What the store keeps of a token: SHA-256, hexadecimal, of its lower-case form."""
    return hashlib.sha256(token.lower().encode("ascii")).hexdigest()


def with_token(address: str, token: str) -> str:
    """`support@example.com` → `support+TOKEN@example.com` (RFC 5233 subaddress)."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


def tokens_in(addresses: Iterable[str], subject: str = "") -> tuple[str, ...]:
    """Every token named by these addresses or by the subject's brackets, lower case, in order, each once."""
    found: dict[str, None] = {}
    for address in addresses:
        extension = address.rpartition("@")[0].partition("+")[2]
        if _TOKEN.fullmatch(extension):
            found[extension.lower()] = None
    for match in _SUBJECT.finditer(subject):
        found[match[1].lower()] = None
    return tuple(found)
