"""What of an agent's mail goes to the customer besides the words: the files, without what is only for the desk."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from mailgate.model.message import Attachment, ParsedMessage
from mailgate.model.rules import Rulebook
from mailgate.policy.held import reply_tokens

_MAILS = (".eml", ".msg", ".mht", ".mhtml", ".mbox")
_IMAGE = re.compile(r"""<img\b[^>]{0,4000}?\bcid:([^\s"'<>)]{1,250})[^>]*>""", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MARK = "\ufffc"  # stands for one picture (U+FFFC, object replacement character)
MAX_HTML = 2_000_000  # characters of HTML that are looked through for pictures
BEGINNING = 24  # letters by which the cut part is found again


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """`kept` go out; `inside` are letters of the desk that stay here; pictures of a signature or a quote are just left out."""

    kept: tuple[Attachment, ...]
    inside: tuple[str, ...]


def files_for_customer(message: ParsedMessage, rulebook: Rulebook) -> Files:
    """Of the attachments, what a customer may have."""
    below = pictures_below(message)
    inside = tuple(a for a in message.attachments if is_internal(a, rulebook))
    kept = tuple(a for a in message.attachments if a not in inside and (a.content_id or "").lower() not in below)
    return Files(kept=kept, inside=tuple(a.name for a in inside))


def is_internal(file: Attachment, rulebook: Rulebook) -> bool:
    """Whether a file is a letter of the desk, or names a reply address of ours: either may be an agent's key to a ticket."""
    mail = file.type.startswith("message/") or file.name.lower().endswith(_MAILS)
    if not mail and not file.type.startswith("text/"):
        return False
    text = file.data.replace(b"\0", b"").decode("latin-1")  # of UTF-16, as in Outlook's .msg, the letters stay
    ours = rf"^message-id:\s*<?[^\s<>]{{1,250}}@{re.escape(rulebook.domain)}\b"
    return bool(reply_tokens(text, rulebook)) or (mail and re.search(ours, text, re.IGNORECASE | re.MULTILINE) is not None)


def pictures_below(message: ParsedMessage) -> frozenset[str]:
    """The Content-IDs (lower case) of pictures that the HTML shows only behind the beginning of the signature or the quote.
    A file that the HTML doesn't show at all was attached on purpose."""
    document = message.html or ""
    cut = _squashed(message.signature or message.quoted or "")[:BEGINNING]
    if not cut or len(document) > MAX_HTML:
        return frozenset()
    shown = [found.lower() for found in _IMAGE.findall(document)]
    if not shown:
        return frozenset()
    text = _squashed(html.unescape(_TAG.sub(" ", _IMAGE.sub(_MARK, document.replace(_MARK, " ")))))
    words, end = text.replace(_MARK, ""), _squashed(message.reply)[-BEGINNING:]
    begins = words.find(cut, max(words.find(end), 0) if end else 0)
    if begins < 0:
        return frozenset()
    above = _marks_above(text, begins)
    return frozenset(shown[above:]) - frozenset(shown[:above])


def _marks_above(text: str, letters: int) -> int:
    """How many pictures stand before so many letters have gone by."""
    seen = marks = 0
    for letter in text:
        if letter == _MARK:
            marks += 1
        elif seen == letters:
            break
        else:
            seen += 1
    return marks


def _squashed(text: str) -> str:
    return re.sub(r"[\s>\u00ad\u200b\u200c\u200d\u2060\ufeff]+", "", text)
