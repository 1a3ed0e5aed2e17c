"""The content inside an opaque S/MIME signature (RFC 8551 §3.5.2), without judging the signature."""

from __future__ import annotations

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2
_DATA = bytes.fromhex("2a864886f70d010701")  # 1.2.840.113549.1.7.1
# What a CMS ContentInfo holds: RFC 5652 §5 and §6, RFC 5083, RFC 3274, RFC 5652 §7 and §8.
_HELD = (
    (_SIGNED_DATA, "signed"),
    (bytes.fromhex("2a864886f70d010703"), "encrypted"),
    (bytes.fromhex("2a864886f70d0109100117"), "encrypted"),
    (bytes.fromhex("2a864886f70d0109100109"), "compressed"),
    (bytes.fromhex("2a864886f70d010706"), "encrypted"),
)
_STATED = {"signed-data": "signed", "compressed-data": "compressed", "certs-only": "certificates", "signed-receipt": "receipt"}
_MAX_PIECES = 100_000


def wrapped_in(der: bytes, stated: str) -> str:
    """What a CMS object is, by its own type, else by what the header states: signed, certificates (signed without content),
    compressed, receipt, encrypted (also what can't be told)."""
    word = _STATED.get(stated.strip().lower(), "encrypted" if stated else "")
    held = next((kind for oid, kind in _HELD if b"\x06" + bytes([len(oid)]) + oid in der[:32]), None)
    if held == "signed":
        return "signed" if opaque_content(der) is not None else word if word in ("certificates", "receipt") else "certificates"
    return held or word or "encrypted"


def opaque_content(der: bytes) -> bytes | None:
    """The MIME entity that a CMS SignedData wraps (RFC 5652 §5.1), or None where there is none or the bytes are not CMS."""
    head = der[:64]
    if not der.startswith(b"\x30") or _SIGNED_DATA not in head:
        return None
    found = der.find(b"\x06\x09" + _DATA, 0, 4096)
    if found < 0:
        return None
    at = found + 11
    if der[at : at + 1] != b"\xa0":
        return None
    inner = _header(der, at)
    return _octets(der, inner[0]) if inner else None


def _header(der: bytes, at: int) -> tuple[int, int] | None:
    """Where a value's content starts and how long it is; -1 for the indefinite form."""
    if at + 2 > len(der):
        return None
    first = der[at + 1]
    if first < 0x80:
        return at + 2, first
    if first == 0x80:
        return at + 2, -1
    size = first & 0x7F
    if size > 6 or at + 2 + size > len(der):
        return None
    return at + 2 + size, int.from_bytes(der[at + 2 : at + 2 + size], "big")


def _octets(der: bytes, at: int) -> bytes | None:
    """An OCTET STRING, primitive or constructed of pieces (BER, X.690 §8.7)."""
    tag = der[at : at + 1]
    head = _header(der, at)
    if head is None or tag not in (b"\x04", b"\x24"):
        return None
    start, length = head
    if tag == b"\x04":
        return der[start : start + length] if length >= 0 else None
    out = bytearray()
    stop = len(der) if length < 0 else start + length
    for _ in range(_MAX_PIECES):
        if start >= stop or der[start : start + 1] != b"\x04":
            break
        piece = _header(der, start)
        if piece is None or piece[1] < 0:
            return None
        out += der[piece[0] : piece[0] + piece[1]]
        start = piece[0] + piece[1]
    return bytes(out) or None
