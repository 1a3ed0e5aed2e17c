"""Where a signature, a client's advertisement or a disclaimer begins under fresh words."""

from __future__ import annotations

import re
from itertools import chain

from mailgate.mail.cards import card_at
from mailgate.mail.html import SIGNATURE
from mailgate.mail.patterns.signatures import CLOSINGS, DISCLAIMERS, LEGAL, MAIL_APPS, PLAIN_DISCLAIMERS, SENT_FROM

MAX_LINES = 8_000  # of the beginning that are looked at, and so many of the end:
LAST_LINES = 200
MAX_SIGNATURE = 40  # lines; what is longer is somebody's text

_DASHES = re.compile(r"^\s{0,3}(?:--|—|––|__|-- -|–)\s*$")
_RULE = re.compile(r"^\s{0,3}[_*=-]{3,120}\s*$")
_SENT = tuple(
    sorted({words.replace("outlook", app) for every in SENT_FROM.values() for words in every for app in ("outlook", *MAIL_APPS)})
)
_ON_DEVICE = re.compile(r"\b(?:for|on|app)\s(?:the\s)?(?:android|ios|iphone|ipad|windows|mac|macos|mobile|desktop)\b")
_SENT_END = re.compile(r"(?:から送信|에서 보냄|gönderildi|küldve|보냈습니다|tik bidalia|से भेजा गया)[.。]?\s*$")
_LINK = re.compile(r"[<(\[]?https?://[^\s>)\]]{1,300}[>)\]]?")
_DEVICE = re.compile(
    r"phone|ipad|galaxy|\bcell\b|android|samsung|huawei|xiaomi|tablet|device|mobil|blackberry|outlook|mail|\bapp\b|handy|telefon|teléfono"
    r"|cellulare|dispositiv|puhelim|smartfon|телефон|手机|手機|スマ|휴대"
)
# `/John`, `//Anna`, `-Abhishek Kona`: a name alone in the last line, glued to its sign, which a list's item is not.
_SIGNED = re.compile(r"(?://?|[-–—~])[^\W\d_a-z][\w.'’-]{1,30}(?:\s[^\W\d_a-z][\w.'’-]{0,30}){0,2}")
_FROM_MY = ("from my ", "från min ")  # and nothing else: with more words they begin a sentence
_FIRST = " \t*_<[(-–—~\u200b"


def signature_at(lines: list[str], *, first: bool, last: bool) -> int:
    """The index of the line a signature begins with, or the number of lines. `first` and `last` say where between the
    quotes these lines stand: a signature alone is one only behind a quote."""
    end = len(lines)
    seen = 0 if first else 1
    final = end - 1 - _blank_end(lines)
    for at in chain(range(min(end, MAX_LINES)), range(max(MAX_LINES, end - LAST_LINES), end)):
        line = lines[at].lstrip("\u200b\u2060\ufeff")
        text = line.strip()
        if not text:
            continue
        if text == SIGNATURE:
            return at
        remaining = end - at
        if line.rstrip("\r") == "-- " and remaining <= MAX_SIGNATURE * 3:
            return at
        if _DASHES.match(line) and remaining <= MAX_SIGNATURE:
            return at
        if _is_sent_from(text):
            return at
        if remaining <= MAX_SIGNATURE and seen and _starts_paragraph(lines, at) and _is_disclaimer(lines, at):
            return at
        if seen and last and remaining <= MAX_CLOSED and _is_closing(lines, at):
            return at
        if seen and at == final and _SIGNED.fullmatch(text) and _stands_alone(lines, at):
            return at
        if _RULE.match(line) and seen and last and remaining <= 15 and _footer(lines[at + 1 :]):
            return _signed_above(lines, at)
        seen += 1
    card = card_at(lines, final + 1) if seen and last and end <= MAX_LINES else None
    return end if card is None else card


MAX_CLOSED = 14  # lines of closing words, name and address
_MAX_NAME = 60  # characters of a line under closing words


def _is_closing(lines: list[str], at: int) -> bool:
    """`Kind regards,` alone on a line with a name under it: only short lines that are no sentences follow."""
    folded = lines[at].strip(" \t,.!*_-–—，、。！\xa0").casefold()
    if folded not in CLOSINGS:
        return False
    under = [line.strip() for line in lines[at + 1 :] if line.strip()]
    return (
        0 < len(under) <= 8
        and all(len(line) <= _MAX_NAME and not line.endswith(("?", "...")) for line in under)
        and _is_name(under[0])
    )


def _stands_alone(lines: list[str], at: int) -> bool:
    """Behind an empty line, and not announced by a colon as a list is."""
    above = next((line.rstrip() for line in reversed(lines[max(0, at - 4) : at]) if line.strip()), "")
    return _starts_paragraph(lines, at) and not above.endswith((":", "："))


def _signed_above(lines: list[str], at: int) -> int:
    """The name (`-Anna Kona`) that stands alone above a list's footer begins the signature."""
    above = next((each for each in range(at - 1, max(0, at - 5), -1) if lines[each].strip()), 0)
    return above if above and _SIGNED.fullmatch(lines[above].strip()) and _stands_alone(lines, above) else at


def _blank_end(lines: list[str]) -> int:
    return next((count for count, line in enumerate(reversed(lines)) if line.strip()), len(lines))


def _is_name(line: str) -> bool:
    words = line.strip(" *_,.").split()
    return 0 < len(words) <= 5 and not any(word[:1].isdigit() for word in words)


def _is_sent_from(text: str) -> bool:
    if len(text) > 160:
        return False
    folded = _LINK.sub("", text.casefold().lstrip(_FIRST)).strip(" *_.>])")
    words = len(folded.split())
    if words > 14 or (words > 5 and ("," in folded or "?" in folded) and not _DEVICE.search(folded.partition(",")[0])):
        return False  # a sentence
    named = folded.startswith("sent from ") and (words <= 4 or (words <= 8 and _ON_DEVICE.search(folded) is not None))
    short = words <= 4 and folded.startswith(_FROM_MY) and text[-1] not in ".?!,:" and _DEVICE.search(folded) is not None
    return named or short or folded.startswith(_SENT) or _SENT_END.search(folded) is not None


def _is_disclaimer(lines: list[str], at: int) -> bool:
    folded = lines[at].strip()[:80].casefold().lstrip(_FIRST)
    if folded.startswith(PLAIN_DISCLAIMERS):
        return True
    if not folded.startswith(DISCLAIMERS):
        return False
    below = "\n".join(lines[at : at + 8])[:800].casefold()
    return any(words in below for words in LEGAL)


def _starts_paragraph(lines: list[str], at: int) -> bool:
    return at > 0 and not lines[at - 1].strip(" *_-=")


def _footer(lines: list[str]) -> bool:
    """What stands under a rule at the end is a footer if it is short and holds an address or a link, or is nothing."""
    text = "\n".join(lines)
    return not text.strip() or "@" in text or "http" in text or "www." in text
