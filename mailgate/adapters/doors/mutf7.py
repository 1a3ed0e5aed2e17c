"""Modified UTF-7, the spelling of folder names in IMAP (RFC 3501 §5.1.3). Pure."""

from __future__ import annotations

import binascii
import re

_RUN = re.compile(r"[^\x20-\x7e]+")
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def encode(name: str) -> str:
    """`Entwürfe & mehr` → `Entw&APw-rfe &- mehr`."""
    return _RUN.sub(lambda run: f"&{_base64(run[0])}-", name.replace("&", "&-"))


def decode(name: str) -> str:
    """The readable name; what is no modified UTF-7 stays as it is."""
    return _SHIFTED.sub(lambda shifted: _text(shifted[1]) if shifted[1] else "&", name)


def _base64(text: str) -> str:
    encoded = binascii.b2a_base64(text.encode("utf-16-be", "surrogatepass"), newline=False)
    return encoded.rstrip(b"=").replace(b"/", b",").decode("ascii")


def _text(encoded: str) -> str:
    try:
        padded = encoded.replace(",", "/") + "=" * (-len(encoded) % 4)
        return binascii.a2b_base64(padded).decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return f"&{encoded}-"
