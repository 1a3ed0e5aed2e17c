"""A mail's HTML as it is shown: in a letter of ours, with its pictures as parts of that letter, and by `inspect`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import unquote

from mailgate.mail import html
from mailgate.mail.attachments import made
from mailgate.mail.safe_html import Safe, safe_html
from mailgate.mail.words import unbase64
from mailgate.model.message import Attachment, ParsedMessage

MAX_IN_LETTER = 60_000  # characters: Gmail cuts a letter at 102 KB, and what a reply does stands below
MAX_PICTURE = 2_000_000  # octets of one
MAX_PICTURES = 8_000_000  # octets of all of them
MANY_PICTURES = 30
ENOUGH = 0.9  # of the text's letters must stand in the HTML, or the two are different mails

_DATA = re.compile(r"data:(image/(?:png|gif|jpeg|jpg|webp))(?:;[\w=.-]{1,40}){0,3};base64,", re.IGNORECASE)
# What a picture's first bytes must be, whatever it calls itself: nothing that can run (SVG) or be read as something else.
_BEGINS = (b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff")
_ASIDE = re.compile(
    r"\[(?:cid|image|bild|immagine|imagen|photo)\b[^\]\n]{0,300}\]|<?(?:https?://|mailto:)[^\s>]{1,2000}>?", re.IGNORECASE
)
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """HTML for a letter, and the pictures that are its parts; their `content_id` is ours."""

    html: str
    pictures: tuple[Attachment, ...] = ()


def inspected(message: ParsedMessage) -> str | None:
    """The safe HTML of all of a message, pictures by the ids the message gave them."""
    if not message.html or message.kind == "unreadable":
        return None
    known = {one.content_id.lower(): one.content_id for one in message.attachments if one.content_id and _is_picture(one.data)}

    def picture(source: str) -> str | None:
        if source[:4].lower() == "cid:":
            found = known.get(unquote(source[4:]).lower())
            return f"cid:{found}" if found else None
        data = _data_picture(source)
        return source if data is not None else None

    safe = safe_html(message.html, picture)
    return safe.html if safe is not None else None


def for_letter(message: ParsedMessage, words: str) -> Shown | None:
    """The HTML that an agent sees instead of `words`, the entry's text: what is fresh of it, where that has all of these words,
    else all of it. None where there is none, where it says something else, where it is too large, or where it shows nothing
    that the text does not."""
    if not message.html or message.kind == "unreadable":
        return None
    for fresh in (True, False):
        if fresh and message.quoted is None:
            continue
        pictures = _Pictures(message.attachments)
        safe = safe_html(message.html, pictures.take, fresh=fresh, most=MAX_IN_LETTER)
        if safe is not None and _has(safe, words):
            return Shown(html=safe.html, pictures=tuple(pictures.taken.values())) if safe.formatted else None
    return None


class _Pictures:
    """Hands out the pictures a document shows, each once, within limits, under ids of our own."""

    def __init__(self, attachments: tuple[Attachment, ...]) -> None:
        self.by_id = {one.content_id.lower(): one for one in attachments if one.content_id}
        self.taken: dict[str, Attachment] = {}
        self.room = MAX_PICTURES

    def take(self, source: str) -> str | None:
        if source[:4].lower() == "cid:":
            one = self.by_id.get(unquote(source[4:]).lower())
            name, data = (one.name, one.data) if one is not None else ("", b"")
        else:
            data = _data_picture(source) or b""
            name = "picture"
        if not _is_picture(data) or len(data) > MAX_PICTURE:
            return None
        content_id = f"{hashlib.sha256(data).hexdigest()[:32]}@picture.invalid"
        if content_id not in self.taken:
            if len(data) > self.room or len(self.taken) >= MANY_PICTURES:
                return None
            self.room -= len(data)
            self.taken[content_id] = made(name, _type_of(data), data, inline=True, content_id=content_id)
        return f"cid:{content_id}"


def _data_picture(source: str) -> bytes | None:
    """The bytes of a `data:` picture (RFC 2397), or None where it is anything else."""
    head = _DATA.match(source)
    if head is None or len(source) > MAX_PICTURE * 2:
        return None
    data = unbase64(unquote(source[head.end() :]).encode("ascii", "ignore"))
    return data if _is_picture(data) else None


def _is_picture(data: bytes) -> bool:
    return data.startswith(_BEGINS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _type_of(data: bytes) -> str:
    return {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"RIFF": "image/webp"}.get(data[:4], "image/jpeg")


def _has(safe: Safe, words: str) -> bool:
    """Whether what is shown says what the text says: agents must not be shown another mail than the one that was read."""
    shown = _squeezed(html.plain(html.marked(safe.html)))
    lines = [squeezed for line in words.split("\n") if (squeezed := _squeezed(_ASIDE.sub(" ", line)))]
    total = sum(map(len, lines))
    return total > 0 and sum(len(line) for line in lines if line in shown) >= ENOUGH * total


def _squeezed(text: str) -> str:
    return _LETTERS.sub("", text).casefold()
