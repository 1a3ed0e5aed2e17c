"""Attachments: safe names, content, and what hides in Outlook's winmail.dat."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from mailgate.mail.headers import as_text
from mailgate.mail.mime import Part, content_of
from mailgate.mail.words import decode_words
from mailgate.model.message import Attachment

MAX_NAME = 255  # characters; what is beyond is cut before the extension
MAX_TNEF = 30_000_000

_EXTENSIONS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "application/pdf": ".pdf", "text/plain": ".txt",
    "text/html": ".html", "text/calendar": ".ics", "message/rfc822": ".eml", "message/global": ".eml",
    "message/delivery-status": ".txt", "text/rfc822-headers": ".txt", "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s", "application/pkcs7-mime": ".p7m", "application/x-pkcs7-signature": ".p7s",
    "application/x-pkcs7-mime": ".p7m", "application/ms-tnef": ".dat", "application/zip": ".zip", "text/csv": ".csv",
    "message/external-body": ".url",
}  # fmt: skip
_TNEF = b"\x78\x9f\x3e\x22"


def safe_name(name: str) -> str:
    """A name to show and to offer for saving: NFC, no control, format or direction characters, no path, 255 characters."""
    if "=?" in name:
        name = decode_words(name)
    if re.search(r"%[0-9A-Fa-f]{2}%[0-9A-Fa-f]{2}", name) and " " not in name:
        from urllib.parse import unquote

        name = unquote(name)
    name = unicodedata.normalize("NFC", name)
    name = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    name = name.replace("\\", "/").rstrip("/").rpartition("/")[2].strip().strip("\"'")
    if len(name) > MAX_NAME:
        stem, dot, ending = name.rpartition(".")
        name = stem[: MAX_NAME - len(ending) - 1] + dot + ending if dot and len(ending) < 12 else name[:MAX_NAME]
    return "" if name in (".", "..") else name


def name_of(part: Part, number: int) -> str:
    """The name of an attachment; one that has none is called by its type and number, a message by its subject."""
    if part.type == "message/external-body":
        return decode_words(part.filename or part.params.get("url", ""))[:MAX_NAME] or f"attachment-{number}.url"
    stated = safe_name(part.filename)
    if stated:
        return stated
    if part.parts and part.type.startswith("message/"):
        subject = safe_name(re.sub(r"[/\\:*?\"<>|]", " ", decode_words(part.parts[0].text_of("subject")))[:100])
        if subject:
            return f"{subject}.eml"
    return f"attachment-{number}{_EXTENSIONS.get(part.type, '')}"


def attachment_of(part: Part, number: int, *, inline: bool) -> Attachment:
    """The attachment a part is, decoded. Lines that came as they are end with LF, whichever door they came by: IMAP gives
    CRLF, a pipe LF, and it is one file with one hash."""
    data = part.body if part.parts else content_of(part.body, part.encoding)
    if part.encoding in ("7bit", "") and not part.parts and data.isascii():
        data = data.replace(b"\r\n", b"\n")
    return made(name_of(part, number), part.type, data, inline=inline, content_id=part.content_id)


def made(name: str, kind: str, data: bytes, *, inline: bool = False, content_id: str | None = None) -> Attachment:
    return Attachment(
        name=name, type=kind, data=data, sha256=hashlib.sha256(data).hexdigest(), inline=inline, content_id=content_id
    )


def uu_attachment(name: bytes, data: bytes, number: int) -> Attachment:
    """A uuencoded file out of a text."""
    return made(safe_name(as_text(name)) or f"attachment-{number}", "application/octet-stream", data)


def is_tnef(part: Part, data: bytes) -> bool:
    return data.startswith(_TNEF) and (
        part.type in ("application/ms-tnef", "application/vnd.ms-tnef") or part.filename.lower() == "winmail.dat"
    )


def tnef_content(data: bytes) -> tuple[str | None, str | None, tuple[Attachment, ...]] | None:
    """Text, HTML and files of a TNEF blob (MS-OXTNEF), or None where it can't be opened."""
    if len(data) > MAX_TNEF:
        return None
    try:
        from tnefparse import TNEF

        opened = TNEF(data)
        files = tuple(
            made(
                safe_name(str(each.long_filename() or each.name or "")) or f"attachment-{number}",
                "application/octet-stream",
                bytes(each.data),
            )
            for number, each in enumerate(opened.attachments, 1)
            if each.data
        )
        text, html = opened.body, opened.htmlbody
    except Exception:  # the library raises whatever a broken blob leads it to
        return None
    return (_text(text), _text(html), files) if text or html or files else None


def _text(value: object) -> str | None:
    return (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")) or None
