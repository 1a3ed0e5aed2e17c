"""Subjects: what is left when the clients' and gateways' additions are taken away, and our ticket tag."""

from __future__ import annotations

import re

from mailgate.mail.patterns.subjects import BANNERS, FORWARD, REPLY
from mailgate.mail.tokens import ALPHABET, LENGTH

MAX_SUBJECT = 2000  # characters that are looked at

_TAG = re.compile(rf"\[#(\d{{1,12}})(?:[-.][{ALPHABET}]{{{LENGTH}}})?\]", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def _words(table: dict[str, tuple[str, ...]]) -> str:
    every = {word for words in table.values() for word in words}
    return "|".join(re.escape(word) for word in sorted(every, key=lambda word: (-len(word), word)))


# `Re: `, `RE : `, `Re[2]: `, `AW(3): `, `回复：`; at most a short counter between word and colon.
_PREFIX = re.compile(rf"({_words(REPLY)}|{_words(FORWARD)})\.?\s{{0,3}}(?:[\[(^*]?\d{{1,3}}[\])]?)?\s{{0,3}}[:：]", re.IGNORECASE)
_FORWARD = re.compile(rf"(?:{_words(FORWARD)})\.?\s{{0,3}}(?:\[\d{{1,3}}\])?\s{{0,3}}[:：]", re.IGNORECASE)
_BLOB = re.compile(
    r"\[([^\[\]]{1,60})\]|\*{1,4}\s{0,2}([^*]{1,60}?)\s{0,2}\*{1,4}|<([^<>]{1,40})>|\{([^{}]{1,40})\}|【([^】]{1,40})】|\(([^()]{1,40})\)"
)
_BARE_BANNER = re.compile(
    r"(?:external|caution|spam|extern|externe|esterno|externo|ext)(?:\s(?:e-?mail|sender|mail))?\s?[:：]\s", re.IGNORECASE
)


def base_subject(subject: str) -> str:
    """The subject without reply and forward prefixes, gateway banners and our tag; blanks collapsed, spelling kept.

    List tags such as `[users]` stay, prefixes behind them go. Compare base subjects with `casefold`."""
    rest = _SPACES.sub(" ", _TAG.sub(" ", subject[:MAX_SUBJECT])).strip()
    kept = ""
    while True:
        prefix = _PREFIX.match(rest) or _BARE_BANNER.match(rest)
        if prefix:
            rest = rest[prefix.end() :].lstrip()
            continue
        blob = _BLOB.match(rest)
        if blob is None:
            break
        if _is_banner(blob):
            rest = _behind(rest, blob.end())
        elif blob[1] and not kept and _PREFIX.match(rest[blob.end() :].lstrip()):
            kept, rest = blob[0] + " ", rest[blob.end() :].lstrip()
        else:
            break
    while rest.lower().endswith("(fwd)"):
        rest = rest[:-5].rstrip()
    return (kept + rest).strip()


def _behind(text: str, at: int) -> str:
    """What follows a banner; a colon or dash glued to it goes with it."""
    return text[at + (text[at : at + 1] in ("-", ":")) :].lstrip()


def _is_banner(blob: re.Match[str]) -> bool:
    inside = next(group for group in blob.groups() if group is not None)
    return _SPACES.sub(" ", inside).strip(" *!:-").casefold() in BANNERS


def without_banners(subject: str) -> str:
    """The subject without what gateways put in front of it; prefixes and tag stay."""
    rest = subject.strip()
    while True:
        blob = _BLOB.match(rest[:100])
        found = blob.end() if blob and _is_banner(blob) else 0
        if not found:
            return rest
        rest = _behind(rest, found)


def is_forward(subject: str) -> bool:
    """The outermost prefix says that it was forwarded."""
    rest = without_banners(_TAG.sub(" ", subject[:MAX_SUBJECT]).strip())
    return _FORWARD.match(rest) is not None or rest.lower().rstrip().endswith("(fwd)")


def is_reply(subject: str) -> bool:
    """The outermost prefix says that it answers."""
    rest = without_banners(_TAG.sub(" ", subject[:MAX_SUBJECT]).strip())
    return _PREFIX.match(rest) is not None and _FORWARD.match(rest) is None


def tag_of(subject: str) -> int | None:
    """The ticket number of the first `[#1042]` or `[#1042-TOKEN]`."""
    found = _TAG.search(subject[:MAX_SUBJECT])
    return int(found[1]) if found else None
