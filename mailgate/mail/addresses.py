"""Addresses in headers: a forgiving reader for people, and the strict From grammar for identity."""

from __future__ import annotations

import re

from mailgate.mail.words import decode_words
from mailgate.model.address import Address

MAX_ADDRESSES = 200
MAX_LENGTH = 64 * 1024

_TOKEN = re.compile(r'"|\(|<|,|;|:|[^"(<,;:]+')
# Begun only where a word begins: else each letter of a long word without "@" would be tried as a beginning.
_ADDRESS = re.compile(r"(?<![^\s<>\"(),;:@])[^\s<>\"(),;:@]+@[^\s<>\"(),;:@]+")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDR_SPEC = re.compile(rf"(?=.{{3,254}}\Z){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~. \t\u0080-\U0010ffff-]*")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def addresses_in(text: str) -> tuple[Address, ...]:
    """Every mailbox of an address list, groups opened (RFC 5322 §3.4), at most 200. What names no address is left out;
    quotes, comments, missing brackets and encoded words around addresses are forgiven."""
    found = _scan(text[:MAX_LENGTH])
    if not found and "=?" in text:
        found = _scan(decode_words(text[:MAX_LENGTH]))
    return tuple(found)


def _scan(text: str) -> list[Address]:
    found: list[Address] = []
    phrase: list[str] = []
    comment: list[str] = []
    angle: str | None = None
    at, length = 0, len(text)
    broken = False  # something is never closed: from here on quotes and comments are text

    def finish() -> None:
        nonlocal angle
        made = _mailbox("".join(phrase), angle, " ".join(comment))
        if made is not None:
            found.append(made)
        phrase.clear()
        comment.clear()
        angle = None

    while at < length and len(found) < MAX_ADDRESSES:
        token = _TOKEN.match(text, at)
        if token is None:
            at += 1
            continue
        piece = token[0]
        at = token.end()
        if broken and piece in '"(':
            phrase.append(" ")
        elif piece == '"':
            inner, stop = _quoted(text, at)
            broken, at = stop < 0, max(at, stop)
            phrase.append(inner if "@" not in inner or text[at : at + 1] != "@" else f'"{inner}"')
        elif piece == "(":
            inner, stop = _comment(text, at)
            broken, at = stop < 0, max(at, stop)
            comment.append(inner)
        elif piece == "<":
            close = text.find(">", at)
            inner = text[at:] if close < 0 else text[at:close]
            at = length if close < 0 else close + 1
            nested = inner.rfind("<")
            angle = inner[nested + 1 :] if angle is None or "@" in inner else angle
        elif piece in ",;":
            finish()
        elif piece == ":":
            if angle is None and "@" not in "".join(phrase):
                phrase.clear()  # a group's name
            else:
                phrase.append(":")
        else:
            phrase.append(piece)
    if len(found) < MAX_ADDRESSES:
        finish()
    return found


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The quoted string from `at` and where it ends; -1 where it never does (then it is a stray sign)."""
    out: list[str] = []
    while at < len(text):
        letter = text[at]
        if letter == "\\" and at + 1 < len(text):
            out.append(text[at + 1])
            at += 2
        elif letter == '"':
            return "".join(out), at + 1
        else:
            out.append(letter)
            at += 1
    return "", -1


def _comment(text: str, at: int) -> tuple[str, int]:
    depth, start = 1, at
    while at < len(text):
        letter = text[at]
        if letter == "\\":
            at += 1
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
            if depth == 0:
                return text[start:at], at + 1
        at += 1
    return "", -1


def _mailbox(phrase: str, angle: str | None, comment: str) -> Address | None:
    if angle is not None:
        address = _clean(angle)
        name = phrase
        if "@" not in address and not address:
            inside = _ADDRESS.search(phrase)
            if inside is None:
                return None
            address, name = inside[0], ""
    else:
        inside = _ADDRESS.search(phrase)
        if inside is None:
            word = phrase.strip()
            if not word or len(word.split()) != 1 or "=?" in word:
                return None
            address, name = _clean(word), comment  # a local name without domain
        else:
            address = inside[0]
            name = (phrase[: inside.start()] + phrase[inside.end() :]).strip(" <>'\"") or comment
    shown = _INVISIBLE.sub("", decode_words(name)).strip().strip('"').strip()
    shown = " ".join(shown.split())
    if len(shown) > 1 and shown[0] == shown[-1] == "'":
        shown = shown[1:-1].strip()
    return Address(address=address, name=shown[:500] or None) if address and len(address) <= 998 else None


def _clean(address: str) -> str:
    address = _INVISIBLE.sub("", address.strip())
    if address.lower().startswith(("mailto:", "smtp:")):
        address = address.partition(":")[2]
    if address.startswith("@") and ":" in address:
        address = address.partition(":")[2]  # a source route (RFC 5322 §4.4)
    if "=?" in address:
        address = decode_words(address)
    return re.sub(r"\s+", "", address).strip("'")


def identity_of(froms: tuple[bytes, ...]) -> str | None:
    """The address of a From that can be read only one way: exactly one field, `[display-name] <addr-spec>` or a bare
    addr-spec, dot-atom local part, letter-digit-hyphen domain, nothing left over; else None (RFC 5322 §3.4, without obs-)."""
    if len(froms) != 1:
        return None
    try:
        text = froms[0].decode("utf-8")
    except UnicodeDecodeError:
        return None
    text = re.sub(r"\n(?=[ \t])", "", text)
    if len(text) > 2048 or re.search(r"[\r\n\0]", text):
        return None
    text = text.strip(" \t")
    if _ADDR_SPEC.fullmatch(text):
        return text
    if not text.endswith(">"):
        return None
    if text.startswith('"'):
        close = 1
        while close < len(text) and text[close] != '"':
            close += 2 if text[close] == "\\" else 1
        display_rest = text[close + 1 :].lstrip(" \t") if close < len(text) else ""
        if not display_rest.startswith("<"):
            return None
        inner = display_rest[1:-1]
    else:
        phrase, opened, inner = text.partition("<")
        inner = inner[:-1]
        if not opened or not _PHRASE.fullmatch(phrase):
            return None
    return inner if _ADDR_SPEC.fullmatch(inner) else None
