"""Authentication-Results, read (RFC 8601). Tolerant, because real writers are: Microsoft 365 names nobody, Yahoo forgets a
semicolon, comments stay open. Whether to believe one is for `authenticity` to say. Total and pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_VALUE = 16 * 1024  # characters of a value that are read
_ID = re.compile(r"[^\s;=]+")
_PAIR = re.compile(  # possessive: no text makes it try twice
    r"(?<![\w.-])([A-Za-z0-9][\w.-]*+)(?:\s*+/\s*+\d++)?\s*+=\s*+(\"(?:[^\"\\]|\\.)*+\"|[^\s;]*+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodResult:
    """One `method=result` with its properties, such as ("header.d", "example.org"); all in lower case but the values."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...] = ()

    def property(self, name: str) -> str | None:
        return next((value for key, value in self.properties if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticationResults:
    """One header, read. `authserv_id` is None where its writer left it out (Microsoft 365 does)."""

    authserv_id: str | None
    results: tuple[MethodResult, ...] = ()


def parse_authentication_results(value: str) -> AuthenticationResults:
    """Read one header value (folded or not). Comments are dropped, and what can't be understood is left out; text after an
    unclosed comment or quote is never read as a result."""
    head, *rest = _segments(without_comments(value[:_VALUE]))
    first = head.strip()
    named = _ID.match(first)
    authserv_id: str | None = None
    if named and not _PAIR.match(first):
        authserv_id = named[0].lower().rstrip(".")
        rest = [first[named.end() :], *rest]  # Yahoo writes no semicolon after its name
    else:
        rest = [head, *rest]
    results = tuple(result for result in map(_result, rest) if result is not None)
    return AuthenticationResults(authserv_id=authserv_id, results=results)


def _result(segment: str) -> MethodResult | None:
    pairs = [(key.lower(), _unquoted(word)) for key, word in _PAIR.findall(segment)]
    if not pairs:
        return None
    (method, result), *properties = pairs
    return MethodResult(method=method, result=result.lower(), properties=tuple(properties))


def _unquoted(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word[:1] == '"' else word


def without_comments(value: str) -> str:
    """Comments of RFC 5322 §3.2.2 become a space; they nest, and a backslash quotes the next character."""
    kept: list[str] = []
    depth = 0
    quoted = False
    skip = False
    for index, char in enumerate(value):
        if skip:
            skip = False
            if not depth:
                kept.append(char)
        elif char == "\\" and index + 1 < len(value) and (depth or quoted):
            skip = True
            if not depth:
                kept.append(char)
        elif quoted:
            quoted = char != '"'
            kept.append(char)
        elif char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            kept.append(" ")
        elif not depth:
            quoted = char == '"'
            kept.append(char)
    return "".join(kept)


def _segments(value: str) -> list[str]:
    """Split at semicolons outside quotes. An unclosed quote swallows the rest."""
    found = [""]
    quoted = skip = False
    for char in value:
        if char == ";" and not quoted:
            found.append("")
            continue
        if skip:
            skip = False
        elif quoted and char == "\\":
            skip = True
        elif char == '"':
            quoted = not quoted
        found[-1] += char
    if quoted:
        found[-1] = found[-1].partition('"')[0]
    return found
