"""Letters to bytes: a MIME message whose headers are exactly the ones meant.

Written by hand because `email.message` folds long References inside an id (which breaks threading) and costs a
millisecond a letter. RFC 5322 (format), 2045-2049 (MIME), 2183 (disposition), 2231 (parameters), 6532 (UTF-8 addresses).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import format_datetime

from mailgate.mail.header_text import attribute, mailbox, tokens_folded, unstructured
from mailgate.model.address import Address
from mailgate.model.delivery import Letter
from mailgate.model.errors import MailgateError
from mailgate.model.message import Attachment

CRLF = "\r\n"
MAX_REFERENCES = 20

_FIELD_NAME = re.compile(r"[!-9;-~]{1,76}")  # RFC 5322 §3.6.8 ftext: printable ASCII without the colon
_ID = re.compile(r"[^\s<>\x00-\x1f\x7f]{1,900}")  # as forgiving as what mail carries, but never a way out of <…>
_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}")
_ENVELOPED = re.compile(r"(?i)(?:message|multipart)/")  # may not be base64 (RFC 2046 §5.2): they travel as plain files
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_BREAKS = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029")


class UnsafeHeader(MailgateError):
    """The written header block does not say what was meant; the letter must not be sent."""


def encode(letter: Letter) -> bytes:
    """The letter as it goes over the wire: CRLF everywhere, no bare CR, LF or NUL, no line over 998 octets.

    The same letter always gives the same bytes. Raises UnsafeHeader if a header could be read as something else.
    """
    fields = _fields(letter)
    boundary = "=_" + hashlib.sha256(letter.message_id.encode()).hexdigest()[:30]  # `=_` occurs in no encoded body
    content_fields, body = _body(letter, boundary)
    fields += content_fields
    block = "".join(f"{name}:{value}{CRLF}" for name, value in fields)
    _check(block, [name for name, _ in fields])
    return (block + CRLF).encode("utf-8") + body


def trimmed(ids: Sequence[str], most: int = MAX_REFERENCES) -> tuple[str, ...]:
    """At most `most` ids: the first, which names the thread, and the last ones (RFC 5537 §3.4.4 trims likewise)."""
    once = tuple(dict.fromkeys(ids))
    return once if len(once) <= most else (once[0], *once[-(most - 1) :])


def _fields(letter: Letter) -> list[tuple[str, str]]:
    fields = [("From", _mailboxes([letter.sender])), ("To", _mailboxes(letter.to))]
    if letter.cc:
        fields.append(("Cc", _mailboxes(letter.cc)))
    if letter.reply_to is not None:
        fields.append(("Reply-To", _mailboxes([letter.reply_to])))
    fields += [
        ("Subject", unstructured(letter.subject, used=8)),
        ("Date", " " + _date(letter.date)),
        ("Message-ID", _ids([letter.message_id], used=11)),
    ]
    if letter.in_reply_to and _ID.fullmatch(letter.in_reply_to):
        fields.append(("In-Reply-To", _ids([letter.in_reply_to], used=12)))
    if references := [one for one in trimmed(letter.references) if _ID.fullmatch(one)]:
        fields.append(("References", _ids(references, used=11)))
    for name, value in letter.headers:
        if not _FIELD_NAME.fullmatch(name):
            raise UnsafeHeader(f"no header can be called {name!r}")
        fields.append((name, unstructured(value, used=len(name) + 1)))
    return [*fields, ("MIME-Version", " 1.0")]


def _date(moment: datetime) -> str:
    return format_datetime(moment.replace(microsecond=0))


def _ids(ids: Iterable[str], *, used: int) -> str:
    """Message-IDs folded only at white space and never encoded, so that every reader finds them whole."""
    return tokens_folded([f"<{one}>" for one in ids], used=used)


def _mailboxes(addresses: Sequence[Address]) -> str:
    return ("," + CRLF).join(mailbox(one) for one in addresses)


def _check(block: str, meant: list[str]) -> None:
    """Split the block again as a reader would and compare the names: a value that opens a header of its own is caught here."""
    if "\x00" in block or "\r" in block.replace(CRLF, "") or "\n" in block.replace(CRLF, ""):
        raise UnsafeHeader("a header holds a bare line break or NUL")
    lines = block.split(CRLF)[:-1]
    found = [line.partition(":")[0] for line in lines if line[:1] not in (" ", "\t")]
    if found != meant:
        raise UnsafeHeader("the header block reads as other headers than those meant")
    if any(not line.strip() or len(line.encode("utf-8")) > 998 for line in lines):
        raise UnsafeHeader("a header line is empty or longer than 998 octets")


# -- bodies ----------------------------------------------------------------------------------------------------------


def _body(letter: Letter, boundary: str) -> tuple[list[tuple[str, str]], bytes]:
    plain = _text_part("plain", letter.text)
    fields, body = plain
    shown = [
        one for one in letter.attachments if one.inline and one.content_id and f"cid:{one.content_id}" in (letter.html or "")
    ]
    if letter.html is not None:
        page = _text_part("html", letter.html)
        if shown:  # RFC 2387: the page is the root, its pictures stand beside it
            page = _multipart("related", boundary + "r", [page, *map(_picture_part, shown)])
        fields, body = _multipart("alternative", boundary + "a", [plain, page])
    if files := [one for one in letter.attachments if one not in shown]:
        parts = [(fields, body), *map(_attachment_part, files)]
        fields, body = _multipart("mixed", boundary + "m", parts)
    return fields, body


Part = tuple[list[tuple[str, str]], bytes]


def _multipart(kind: str, boundary: str, parts: Sequence[Part]) -> Part:
    pieces = bytearray()
    for fields, body in parts:
        head = f"--{boundary}{CRLF}" + "".join(f"{name}:{value}{CRLF}" for name, value in fields) + CRLF
        pieces += head.encode("utf-8")
        pieces += body
        pieces += b"\r\n"  # belongs to the boundary (RFC 2046 §5.1.1), not to the part
    pieces += f"--{boundary}--{CRLF}".encode()
    return [("Content-Type", f' multipart/{kind};{CRLF} boundary="{boundary}"')], bytes(pieces)


def _text_part(kind: str, text: str) -> Part:
    """Text in UTF-8; 7bit if it is plain and its lines are short, else quoted-printable (RFC 2045 §6.7)."""
    lines = _LINE_BREAKS.sub("\n", text.replace("\x00", "")).rstrip("\n")
    data = lines.encode("utf-8", "replace").replace(b"\n", b"\r\n") + b"\r\n"
    plain = lines.isascii() and not _CONTROLS.search(lines)
    fields = [("Content-Type", f' text/{kind}; charset="utf-8"')]
    if plain and max(map(len, lines.split("\n"))) <= 78:
        return [*fields, ("Content-Transfer-Encoding", " 7bit")], data
    return [*fields, ("Content-Transfer-Encoding", " quoted-printable")], binascii.b2a_qp(data, istext=True)


def _picture_part(picture: Attachment) -> Part:
    """A picture that the page shows by its id (RFC 2392)."""
    (kind, disposition, encoding), data = _attachment_part(picture)
    inline = (disposition[0], disposition[1].replace(" attachment", " inline", 1))
    return [kind, ("Content-ID", f" <{picture.content_id}>"), inline, encoding], data


def _attachment_part(attachment: Attachment) -> Part:
    usable = _TYPE.fullmatch(attachment.type) and not _ENVELOPED.match(attachment.type)
    kind = attachment.type if usable else "application/octet-stream"
    fields = [
        ("Content-Type", f" {kind.lower()}"),
        ("Content-Disposition", " attachment" + attribute("filename", attachment.name)),
        ("Content-Transfer-Encoding", " base64"),
    ]
    return fields, base64.encodebytes(attachment.data).replace(b"\n", b"\r\n")
