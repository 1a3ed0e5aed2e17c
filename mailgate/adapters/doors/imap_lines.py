"""What an IMAP server said (RFC 3501 §7): response lines in, plain values out. Pure, and never fails on what it can't read.

Lines come as aioimaplib gives them, without `* `: `bytes` for text, `bytearray` for a literal, whose announcement ends the
text before it and whose rest is the text after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailgate.adapters.doors import mutf7

Line = bytes | bytearray
Token = bytes | None | list["Token"]

_TOKEN = re.compile(
    rb'\s+|(?P<open>\()|(?P<close>\))|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<literal>\{\d+\+?\}\Z)'
    rb'|(?P<atom>[^\s()\[\]"]*\[[^\]]{0,1000}\][^\s()]*|[^\s()"]+)|(?P<stray>")'
)
_DEPTH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A folder that was opened. `uidvalidity` 0: the server gave none."""

    uidvalidity: int
    exists: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One FETCH response with a UID; what it doesn't tell is None."""

    uid: int
    size: int | None = None
    body: bytes | None = None


def responses(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Each untagged response with its literals."""
    current: list[Line] = []
    for line in lines:
        goes_on = isinstance(line, bytearray) or (current and isinstance(current[-1], bytearray))
        if current and not goes_on:
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def tokens(response: Iterable[Line]) -> list[Token]:
    """Words, strings and literals of one response as bytes, NIL as None, parentheses as lists."""
    stack: list[list[Token]] = [[]]
    for part in response:
        if isinstance(part, bytearray):
            stack[-1].append(bytes(part))
            continue
        for found in _TOKEN.finditer(part):
            kind = found.lastgroup
            if kind == "open" and len(stack) < _DEPTH:
                inner: list[Token] = []
                stack[-1].append(inner)
                stack.append(inner)
            elif kind == "close" and len(stack) > 1:
                stack.pop()
            elif kind == "quoted":
                stack[-1].append(re.sub(rb"\\(.)", rb"\1", found["quoted"]))
            elif kind == "atom":
                stack[-1].append(None if found["atom"].upper() == b"NIL" else found["atom"])
    return stack[0]


def selected(lines: Sequence[Line]) -> Selected:
    """What SELECT told."""
    validity = exists = 0
    for line in lines:
        if found := re.match(rb"(\d{1,10}) EXISTS\b", line, re.IGNORECASE):
            exists = int(found[1])
        elif found := re.match(rb"OK \[UIDVALIDITY (\d{1,10})\]", line, re.IGNORECASE):
            validity = int(found[1])
    return Selected(uidvalidity=validity, exists=exists)


def searched(lines: Sequence[Line]) -> tuple[int, ...]:
    """The numbers that SEARCH found, ascending, each once."""
    found = (word for line in lines if line[:6].upper() == b"SEARCH" for word in bytes(line).split()[1:])
    return tuple(sorted({int(word) for word in found if word.isdigit() and len(word) <= 10}))


def fetched(lines: Sequence[Line]) -> tuple[Fetched, ...]:
    """The FETCH responses that name a UID. Others (a flag somebody changed) are left out."""
    told = (_fetched(tokens(response)) for response in responses(lines))
    return tuple(one for one in told if one is not None)


def _fetched(words: list[Token]) -> Fetched | None:
    match words:
        case [bytes(), bytes() as name, list(items), *_] if name.upper() == b"FETCH":
            pass
        case _:
            return None
    values = {key.upper(): value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, bytes)}
    uid = _number(values.get(b"UID"))
    if uid is None:
        return None
    body = next((value for key, value in values.items() if key.startswith(b"BODY[]")), None)
    return Fetched(uid=uid, size=_number(values.get(b"RFC822.SIZE")), body=body if isinstance(body, bytes) else None)


def _number(value: Token) -> int | None:
    return int(value) if isinstance(value, bytes) and value.isdigit() and len(value) <= 20 else None


def folders(lines: Sequence[Line]) -> tuple[str, ...]:
    """The folder names that LIST told, readable."""
    told = (tokens(response) for response in responses(lines))
    names = (words[3] for words in told if len(words) >= 4 and words[0] == b"LIST")
    return tuple(mutf7.decode(name.decode("utf-8", "replace")) for name in names if isinstance(name, bytes))


def personal_prefix(lines: Sequence[Line]) -> str:
    """The prefix of a user's own folders, from NAMESPACE (RFC 2342); "" where there is none."""
    for response in responses(lines):
        match tokens(response):
            case [b"NAMESPACE", [[bytes() as prefix, *_], *_], *_]:
                return mutf7.decode(prefix.decode("utf-8", "replace"))
    return ""


def capabilities(lines: Sequence[Line]) -> frozenset[str]:
    """Upper case, of the last CAPABILITY told."""
    found: frozenset[str] = frozenset()
    for line in lines:
        if line[:10].upper() == b"CAPABILITY":
            found = frozenset(bytes(line).decode("ascii", "replace").upper().split()[1:])
    return found


def code_of(text: str) -> str:
    """The response code of a status text: `[TRYCREATE] No such mailbox` → `TRYCREATE`; "" if it has none (RFC 5530)."""
    found = re.match(r"\[([A-Za-z0-9-]+)", text)
    return found[1].upper() if found else ""


def uid_set(uids: Iterable[int]) -> str:
    """`[1, 2, 3, 7]` → `1:3,7`."""
    runs: list[list[int]] = []
    for uid in sorted(set(uids)):
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in runs)
