"""Texts that name nobody, to be shown as examples: without greeting, closing, addresses, links and numbers, and with those
capitalised words alone that several customers use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import re2

from mailgate.model.discovery import Said, Unsure
from mailgate.reading.closing import said_before_closing
from mailgate.reading.language import language_of
from mailgate.reading.signals import signals_of
from mailgate.reading.words import fold, readable

GAP = "…"
USED_BY = 3  # customers who write a word that begins with a capital: it is no one's name
LONGEST = 200  # characters of an example
_LOOKED_AT = 2_000
_PLACES = re2.compile(r"(?i)\b(?:https?|ftp)://\S+|\bwww\.\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/\S*|\S*\d\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INTRODUCED = re2.compile(
    r"(?i)\b(?:my name is|this is|i am called|mein name ist|ich heiße|je m'appelle|mi chiamo|me llamo|mi nombre es)\s+"
    r"\p{L}+(?:\s+\p{Lu}[\p{L}'-]*)*"
)
_GREETED = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin|liebe[rs]?"
    r"|sehr geehrte[rs]?|bonjour|bonsoir|salut|ch(?:er|ère)s?|hola|buen[oa]s (?:días|tardes)|estimad[oa]s?|ciao"
    r"|buongiorno|salve|gentile|egregi[oa])\b"
    r"[^\n.!?,]{0,60}(?:[,!.:]|\n)\s*",
    re.IGNORECASE,
)
_GAPS = re.compile(r"(?:\s*…[\s,;:]*)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymous:
    """`common`: words in lower case that USED_BY customers write."""

    common: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[Said]) -> Anonymous:
        by: defaultdict[str, set[str]] = defaultdict(set)
        for one in texts:
            for word in _WORD.findall(one.text[:_LOOKED_AT]):
                if len(users := by[word.lower()]) < USED_BY:
                    users.add(one.customer.lower())
        return cls(common=frozenset(word for word, users in by.items() if len(users) >= USED_BY))

    def plain(self, text: str, never: frozenset[str] = frozenset()) -> str:
        """Without all that may tell who wrote it; a gap stands where something was. `never`: words that are gone in any case."""

        def kept(match: re.Match[str]) -> str:
            word = match[0]
            if word.lower() in never or (word != word.lower() and word.lower() not in self.common):
                return GAP
            return word

        text = _without(_INTRODUCED, _without(_PLACES, readable(text[:_LOOKED_AT])))
        return " ".join(_GAPS.sub(f" {GAP} ", _WORD.sub(kept, text)).split()).strip()

    def said(self, one: Unsure) -> str:
        """Subject and words of a ticket, without its greeting, closing and names."""
        never = _own_names(one)
        return f"{self.plain(one.subject, never)} {GAP} {self.plain(_body(one.text), never)}"

    def example(self, one: Unsure) -> str:
        """One or two sentences of it; its subject where the words say little; empty if neither says anything."""
        never = _own_names(one)
        for text in (self.plain(_body(one.text), never), self.plain(one.subject, never)):
            whole = _short(text)
            if len(_WORD.findall(whole)) >= 3:
                return whole
        return ""


def _without(pattern: Any, text: str) -> str:
    """With gaps for the matches (re2's own `sub` takes a replacement in ASCII only)."""
    parts, at = [], 0
    for match in pattern.finditer(text):
        parts += [text[at : match.start()], GAP]
        at = match.end()
    return "".join((*parts, text[at:]))


def _body(text: str) -> str:
    text = readable(text[:_LOOKED_AT])
    folded = fold(text)
    end = said_before_closing(folded, signals_of(language_of(text)))
    return _without_greeting(text[: folded.span(0, end)[1]]) if end else ""


def _without_greeting(text: str) -> str:
    greeted = _GREETED.match(text)
    return text[greeted.end() :] if greeted else text


def _own_names(one: Unsure) -> frozenset[str]:
    local = one.customer.partition("@")[0]
    words = _WORD.findall(f"{one.customer_name or ''} {local.replace('.', ' ').replace('_', ' ')}")
    return frozenset(word.lower() for word in words if len(word) > 1)


def _short(text: str) -> str:
    text = text.lstrip(f" {GAP},;:.!?)-")
    if len(text) <= LONGEST:
        return text.strip(f" {GAP},;:")
    cut = text[:LONGEST]
    at = max(cut.rfind(mark) for mark in (". ", "? ", "! "))
    cut = cut[: at + 1] if at >= LONGEST // 3 else cut[: cut.rfind(" ")]
    return cut.strip(f" {GAP},;:")
