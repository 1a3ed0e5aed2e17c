"""Structured header values and their parameters (RFC 2045 §5.1, RFC 2231), forgivingly and in linear time."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from mailgate.mail.charsets import decoded
from mailgate.mail.words import decode_words

MAX_STRUCTURED = 8 * 1024  # characters of a value that we look into
MAX_PARAMETERS = 100

_QUOTED_PAIR = re.compile(r"\\(.)")  # RFC 5322 §3.2.1


def parameters(text: str) -> tuple[str, dict[str, str]]:
    """A structured value and its parameters, names lower case (RFC 2045 §5.1), with RFC 2231 continuations and charsets
    and RFC 2047 words where they don't belong but are. The first of two like-named parameters counts."""
    value, pieces = _split_parameters(text[:MAX_STRUCTURED])
    plain: dict[str, str] = {}
    extended: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, content in pieces:
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(base, decode_words(content))
            continue
        number = rest.rstrip("*")
        index = int(number) if number.isdigit() and len(number) < 5 else 0
        extended.setdefault(base, {}).setdefault(index, (content, rest.endswith("*") or rest == ""))
    for base, parts in extended.items():
        plain[base] = _rfc2231(parts)
    return value.strip().lower(), plain


def _rfc2231(parts: dict[int, tuple[str, bool]]) -> str:
    charset, out = None, bytearray()
    for order, index in enumerate(sorted(parts)):
        content, encoded = parts[index]
        if encoded and order == 0 and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        out += unquote_to_bytes(content) if encoded else content.encode("utf-8", "replace")
    if charset is None:
        return decode_words(decoded(bytes(out), None)[0])
    return decoded(bytes(out), charset)[0]


def _split_parameters(text: str) -> tuple[str, list[tuple[str, str]]]:
    pieces: list[tuple[str, str]] = []
    chunks = _chunks(text)
    value = chunks[0] if chunks else ""
    for chunk in chunks[1 : MAX_PARAMETERS + 1]:
        name, equals, content = chunk.partition("=")
        if not equals:
            continue
        content = content.strip()
        if content.startswith('"'):
            content = _unquoted(content)
        elif " (" in content:
            content = content.split(" (", 1)[0].strip()  # a comment behind a token
        pieces.append((name.strip().lower(), content))
    if "(" in value:
        value = value.split("(", 1)[0]
    if "=" in value and pieces == []:
        value = value.split(";")[0]
    return value.strip().strip('"'), pieces


def _chunks(text: str) -> list[str]:
    """Split at `;` outside quotes; a quote only opens right after `=`, and an unclosed one ends at the next `;`."""
    chunks: list[str] = []
    start = at = 0
    length = len(text)
    while at < length:
        letter = text[at]
        if letter == ";":
            chunks.append(text[start:at])
            start = at + 1
        elif letter == '"' and text[start:at].rstrip().endswith("="):
            close = _closing(text, at + 1)
            if close < 0:
                break
            at = close
        at += 1
        if len(chunks) > MAX_PARAMETERS:
            return chunks
    tail = text[start:]
    return chunks + (tail.split(";") if '"' in tail and _closing(tail, tail.find('"') + 1) < 0 else [tail])


def _closing(text: str, at: int) -> int:
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == '"':
            return at
        else:
            at += 1
    return -1


def _unquoted(content: str) -> str:
    close = _closing(content, 1)
    inner = content[1:close] if close > 0 else content[1:]
    return _QUOTED_PAIR.sub(r"\1", inner) if "\\" in inner else inner
