"""The MIME tree of a message, from bytes, with its limits built in (RFC 2045, 2046).

Regions are cut from the outside in: a parent's delimiters bound its children, so a missing inner end can't swallow an
outer part. No recursion deeper than the depth limit, one search of the bytes per level, no copy but of the leaves.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field

from mailgate.mail.embedded import uudecoded
from mailgate.mail.headers import Field, TooMuch, as_text, split_fields
from mailgate.mail.parameters import parameters
from mailgate.mail.words import unbase64

MAX_DEPTH = 30
MAX_PARTS = 500

_SINGLETONS = ("content-type", "content-transfer-encoding", "content-disposition")
_ENCODINGS = frozenset({"7bit", "8bit", "binary", "quoted-printable", "base64", "x-uuencode", "uuencode", "x-uue", "uue", ""})
_LOST = re.compile(r"\?\?|\ufffd")
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One entity. `body` is the raw content of a leaf (decode with `content`); of a container, what follows its parts."""

    fields: tuple[Field, ...]
    type: str  # lower case, `text/plain` where missing or senseless
    params: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    disposition_params: dict[str, str] = field(default_factory=dict)
    encoding: str = "7bit"
    body: bytes = field(default=b"", repr=False)
    parts: tuple[Part, ...] = ()
    defects: tuple[str, ...] = ()  # what makes two readers see different mails
    declared: bool = True  # the type was stated

    def text_of(self, name: str) -> str:
        """The first field of that name as text, or ""."""
        wanted = name.lower()
        return next((as_text(each.value) for each in self.fields if each.name.lower() == wanted), "")

    @property
    def filename(self) -> str:
        """The name as stated: Content-Disposition's first (RFC 2183 §2.3), then Content-Type's; the one that lost nothing, if
        one did; "" where there is none."""
        named, other = self.disposition_params.get("filename", ""), self.params.get("name", "")
        if other and _LOST.search(named) and not _LOST.search(other):
            return other  # written once in a charset too small for it, once in one that was not
        return named or other or self.disposition_params.get("name") or ""

    @property
    def content_id(self) -> str | None:
        return self.text_of("content-id").strip().strip("<>").strip() or None


@dataclass(slots=True)
class _Count:
    parts: int = 0


def parse_tree(data: bytes) -> Part:
    """The tree of a whole message. Raises TooMuch("mime_depth" | "mime_parts" | "header_size" | "header_fields")."""
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")  # old Macintosh line ends
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while data[start : start + 1] in (b"\n", b"\r"):
        start += 1
    return _entity(data, start, len(data), 0, _Count(), "text/plain")


def _entity(data: bytes, start: int, end: int, depth: int, count: _Count, default: str) -> Part:
    if depth > MAX_DEPTH:
        raise TooMuch("mime_depth")
    count.parts += 1
    if count.parts > MAX_PARTS:
        raise TooMuch("mime_parts")
    fields, body, sound = split_fields(data, start, end)
    raw = {name: [each.value for each in fields if each.name.lower() == name] for name in _SINGLETONS}
    stated = as_text(raw["content-type"][0]) if raw["content-type"] else ""
    kind, params = parameters(stated)
    encoding = parameters(as_text(raw["content-transfer-encoding"][0]))[0] if raw["content-transfer-encoding"] else "7bit"
    disposition, named = parameters(as_text(raw["content-disposition"][0])) if raw["content-disposition"] else ("", {})
    defects = [f"duplicate {name}" for name in _SINGLETONS if len(raw[name]) > 1]
    defects += [] if sound or depth else ["header_malformed"]
    defects += [] if encoding in _ENCODINGS else ["encoding_unknown"]
    if stated and not _TYPE.fullmatch(kind):
        kind = _repaired(kind)
        defects.append("content_type_malformed")
    kind = kind or default
    if kind.startswith("multipart/") and encoding in ("base64", "quoted-printable"):
        defects.append("encoded_multipart")  # forbidden by RFC 2045 §6.4: readers differ
    lead = -1
    if depth and kind.startswith("multipart/") and len(raw["content-type"]) > 1:
        lead = _swallowed(data, start, body)
    parts, content = _inside(data, body, end, kind, params, encoding, depth, count, defects, lead)
    return Part(
        fields=fields,
        type=kind,
        params=params,
        disposition=disposition,
        disposition_params=named,
        encoding=encoding,
        body=content,
        parts=parts,
        defects=tuple(defects),
        declared=bool(stated),
    )


_CONTENT_TYPE = re.compile(rb"^content-type[ \t]*:[ \t]*(\S{0,20})", re.IGNORECASE | re.MULTILINE)


def _swallowed(data: bytes, start: int, stop: int) -> int:
    """Where the header of the first part begins that stands in its container's header, since the delimiter between them
    got lost: at a second Content-Type that is no multipart; -1 where there is none. Without it the part's text would be."""
    found = list(_CONTENT_TYPE.finditer(data, start, stop))
    if len(found) < 2 or found[1][1].lower().startswith(b"multipart/"):
        return -1
    return found[1].start()


def _repaired(kind: str) -> str:
    kind = kind.strip().strip('"').replace(" ", "")
    if kind.startswith("multipart"):
        return "multipart/mixed"
    if kind in ("text", "html"):
        return f"text/{'html' if kind == 'html' else 'plain'}"
    return kind if _TYPE.fullmatch(kind) else ("text/plain" if "/" not in kind else "application/octet-stream")


def _inside(
    data: bytes,
    start: int,
    end: int,
    kind: str,
    params: dict[str, str],
    encoding: str,
    depth: int,
    count: _Count,
    defects: list[str],
    lead: int = -1,
) -> tuple[tuple[Part, ...], bytes]:
    if kind.startswith("multipart/"):
        boundary = params.get("boundary", "").rstrip()
        regions, closed = _regions(data, start, end, boundary, lead) if boundary else ([], None)
        if not regions and (guess := _guessed_boundary(data, start, end)):
            defects.append("boundary_wrong" if boundary else "boundary_missing")
            regions, closed = _regions(data, start, end, guess)
        if regions:
            if closed is None:
                defects.append("boundary_unclosed")
            if (
                closed is not None
                and data.count(b"\n--" + boundary.encode("utf-8", "surrogateescape") + b"--", start, closed) > 1
            ):
                defects.append("boundary_reused")
            inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"  # RFC 2046 §5.1.5
            after = data[closed:end] if closed is not None else b""
            return tuple(_entity(data, low, high, depth + 1, count, inner) for low, high in regions), after
        defects.append("boundary_missing")
        return (), data[start:end]
    if kind in ("message/rfc822", "message/global", "message/news"):
        if encoding in ("base64", "quoted-printable"):
            defects.append("encoded_message")
            inner_data = content_of(data[start:end], encoding)
            return (_entity(inner_data, 0, len(inner_data), depth + 1, count, "text/plain"),), inner_data
        while start < end and data[start : start + 1] in (b"\n", b"\r"):
            start += 1
        return (_entity(data, start, end, depth + 1, count, "text/plain"),), data[start:end]
    return (), data[start:end]


def _regions(data: bytes, start: int, end: int, boundary: str, lead: int = -1) -> tuple[list[tuple[int, int]], int | None]:
    """Where the parts between the delimiter lines lie (RFC 2046 §5.1.1), and where the closing one ends (None: it isn't there).
    The line end before a delimiter belongs to it. `lead` is where a first part begins that has no delimiter."""
    mark = b"--" + boundary.encode("utf-8", "surrogateescape")
    regions: list[tuple[int, int]] = []
    open_at, at = lead, start
    while True:
        found = data.find(mark, at, end)
        if found < 0:
            break
        at = found + len(mark)
        if found > start and data[found - 1 : found] != b"\n":
            continue
        stop = data.find(b"\n", at, end)
        stop = end if stop < 0 else stop
        rest = data[at:stop].strip()
        closing = rest.startswith(b"--")
        if rest and not closing:
            continue  # another, longer boundary
        if open_at >= 0:
            regions.append((open_at, _before(data, open_at, found)))
            if len(regions) > MAX_PARTS:
                raise TooMuch("mime_parts")
        if closing and not _goes_on(data, mark, stop, end):
            return regions, min(stop + 1, end)
        open_at = min(stop + 1, end)
        at = open_at
    if open_at >= 0 and data[open_at:end].strip():
        regions.append((open_at, end))
    return regions, None


def _goes_on(data: bytes, mark: bytes, at: int, end: int) -> bool:
    """More parts follow a closing delimiter: an inner multipart took its container's boundary and closed it."""
    found = data.find(b"\n" + mark, at, end)
    if found < 0:
        return False
    line = data.find(b"\n", found + 1, end)
    return line >= 0 and not data[found + 1 + len(mark) : line].strip() and data[line + 1 : line + 9].lower() == b"content-"


def _before(data: bytes, low: int, high: int) -> int:
    if high > low and data[high - 1 : high] == b"\n":
        high -= 1
        if high > low and data[high - 1 : high] == b"\r":
            high -= 1
    return high


_DELIMITER = re.compile(rb"^--([^\s][^\r\n]{0,180}?)[ \t]*\r?\n(?:Content-|content-|CONTENT-)", re.MULTILINE)


def _guessed_boundary(data: bytes, start: int, end: int) -> str | None:
    found = _DELIMITER.search(data, start, min(end, start + 262_144))
    return found[1].decode("utf-8", "surrogateescape") if found else None


def content_of(body: bytes, encoding: str) -> bytes:
    """The content behind a transfer encoding (RFC 2045 §6); unknown encodings are left as they stand."""
    if encoding == "base64":
        return unbase64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return uudecoded(body)
    return body
