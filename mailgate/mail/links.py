"""Links shown honestly: which targets may be followed, and whether a link's words name another place than it goes to."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urlsplit

MAX_TARGET = 2_000

_SCHEME = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_NOT_IN_TARGETS = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff<>\"'`\\^{|}]")
_PLACE = re.compile(r"(?:https?://|www\.)?((?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?:[/:?#]\S*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@((?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})", re.IGNORECASE)


def safe_target(href: str) -> str | None:
    """A target that a reader may follow: the web, a mail address, a telephone number; else None. What a browser would leave out
    of it is left out, so that it reads as it works."""
    target = _NOT_IN_TARGETS.sub("", href)[: MAX_TARGET + 1]
    if len(target) > MAX_TARGET or _SCHEME.match(target) is None:
        return None
    if target.lower().startswith("http"):
        return target if host_of(target) else None
    return target.partition("?")[0]  # a mail with a subject and words of the sender's is theirs, not the agent's


def host_of(target: str) -> str | None:
    """The host a web target goes to, in lower case and in the letters that DNS uses; None where it has none."""
    try:
        host = urlsplit(target).hostname or ""
        return host.encode("idna").decode("ascii") if not host.isascii() else host or None
    except ValueError:
        return None


def where_it_goes(words: str, target: str) -> str | None:
    """The host or address to show behind a link's words: where they name another one, or where it is written in letters that may
    look like others. None where the words don't deceive."""
    said = " ".join(unescape(words).split())
    if target.lower().startswith("mailto:"):
        address = unquote(target[7:]).lower()
        named = _ADDRESS.search(said)
        return address[:100] if (named and named[0].lower() != address) or (not named and _PLACE.search(said)) else None
    host = host_of(target)
    if host is None:
        return None
    goes = host.removeprefix("www.")
    for named in _PLACE.finditer(said[:2000]):
        place = named[1].lower().removeprefix("www.")
        if not place.isascii():
            return host[:100]
        if place != goes and not goes.endswith("." + place) and "@" not in said[max(0, named.start() - 1) : named.start()]:
            return host[:100]
    mailed = _ADDRESS.search(said)
    return host[:100] if "xn--" in host or mailed else None
