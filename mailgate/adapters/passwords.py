"""Submission passwords: kept as scrypt hashes (RFC 7914), never in clear. Checking costs about 50 ms: do it in a thread."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_N, _R, _P = 2**14, 8, 1
_MEMORY = 64 * 1024 * 1024
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0, 1: read aloud without doubt


def new_password() -> str:
    """A fresh password of 20 letters and digits in four groups: 100 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def hash_password(password: str) -> str:
    """`scrypt$N$r$p$salt$hash`, to be kept. The salt is fresh."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${_text(salt)}${_text(_derived(password, salt, _N, _R, _P))}"


def verify_password(password: str, kept: str | None) -> bool:
    """Whether it is the password that `kept` was made of. None (nobody by that name, or no password) takes as long and is
    False, so that nobody learns by the time who exists. A `kept` that is not ours is False."""
    scheme, *rest = (kept or _NOBODY).split("$")
    try:
        n, r, p = (int(number) for number in rest[:3])
        salt, wanted = (base64.b64decode(part) for part in rest[3:])
        right = hmac.compare_digest(_derived(password, salt, n, r, p), wanted)
    except ValueError:
        return False
    return right and kept is not None and scheme == "scrypt"


def _derived(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "surrogateescape"), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


_NOBODY = f"scrypt${_N}${_R}${_P}${_text(bytes(16))}${_text(bytes(32))}"
