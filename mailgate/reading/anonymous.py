"""Texts that name nobody, to be shown as examples: without greeting, closing, addresses, links and numbers, without the names
that greetings and closings bear, and with those capitalised words alone that several customers use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import re2

from mailgate.model.discovery import Said, Unsure
from mailgate.reading.salutation import bare, ordinary
from mailgate.reading.words import fold, readable, sentences

GAP = "…"
USED_BY = 3  # customers who write a word that begins with a capital: it is no one's name
LONGEST = 200  # characters of an example
_LEAST = 3  # words of one
_WRAPPED = 45  # characters of a line from which the next one goes on with its sentence
_LOOKED_AT = 2_000
_PLACES = re2.compile(r"(?i)\b(?:https?|ftp)://\S+|\bwww\.\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/\S*|\S*\d\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GAPS = re.compile(r"(?:\s*…[\s,;:]*)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymous:
    """`common`: words in lower case that USED_BY customers write. `names`: folded words by which somebody is greeted, signs or is
    introduced, unless USED_BY customers write them in small letters."""

    common: frozenset[str]
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[Said], tickets: Iterable[Unsure] = ()) -> Anonymous:
        """By what each customer said (a subject, a line end, the words of the mail), and how those of the tickets are called."""
        by: defaultdict[str, set[str]] = defaultdict(set)
        small: defaultdict[str, set[str]] = defaultdict(set)
        tickets = tuple(tickets)
        names = {fold(name).text for one in tickets for name in _person_names(one)}
        for one in (*texts, *(Said(customer=one.customer, text=f"{one.subject}\n{one.text}") for one in tickets)):
            subject, _, text = _headed(one.text)
            said, customer = bare(text), one.customer.lower()
            names |= said.names
            for word in _WORD.findall(f"{subject}\n{said.text}"):
                for users in (by[word.lower()], *((small[fold(word).text],) if word == word.lower() else ())):
                    if len(users) < USED_BY:
                        users.add(customer)
        return cls(
            common=frozenset(word for word, users in by.items() if len(users) >= USED_BY),
            names=frozenset(name for name in names - ordinary() if len(small[name]) < USED_BY),
        )

    def plain(self, text: str, never: frozenset[str] = frozenset()) -> str:
        """Without all that may tell who wrote it; a gap stands where something was. `never`: words that are gone in any case."""

        def kept(match: re.Match[str]) -> str:
            word, low = match[0], match[0].lower()
            folded = fold(word).text
            if low in never or folded in self.names:
                return GAP
            return word if word == low or low in self.common or folded in ordinary() else GAP

        text = _without(_PLACES, readable(text[:_LOOKED_AT]))
        return " ".join(_GAPS.sub(f" {GAP} ", _WORD.sub(kept, text)).split()).strip()

    def said(self, one: Unsure) -> str:
        """Subject and words of a ticket, without its greeting, closing and names."""
        never = _own_names(one)
        return f"{self.plain(one.subject, never)} {GAP} {self.plain(_body(one.text), never)}"

    def example(self, one: Unsure) -> str:
        """Its first sentences of which nothing had to be taken out, else its subject if that is whole; empty where neither is."""
        never = _own_names(one)
        found: list[str] = []
        for sentence in _sentences(_body(one.text)):
            if GAP in (plain := self.plain(sentence, never)) or len(_WORD.findall(plain)) < _LEAST:
                continue
            if len(" ".join((*found, plain))) > LONGEST:
                break
            found.append(plain)
        subject = self.plain(one.subject, never)
        return " ".join(found) or ("" if GAP in subject or len(_WORD.findall(subject)) < _LEAST else subject)

    def gapped(self, one: Unsure) -> str:
        """Its words with gaps where something was taken out, for tickets of which no sentence is whole."""
        text = self.plain(_body(one.text), _own_names(one))
        if len(text) > LONGEST:
            text = f"{text[: text.rfind(' ', 0, LONGEST)].strip(f' {GAP},;:')} {GAP}"
        return text if len(_WORD.findall(text)) >= _LEAST else ""


def _without(pattern: Any, text: str) -> str:
    """With gaps for the matches (re2's own `sub` takes a replacement in ASCII only)."""
    parts, at = [], 0
    for match in pattern.finditer(text):
        parts += [text[at : match.start()], GAP]
        at = match.end()
    return "".join((*parts, text[at:]))


def _headed(text: str) -> tuple[str, str, str]:
    subject, line_end, rest = readable(text[:_LOOKED_AT]).partition("\n")
    return (subject, line_end, rest) if line_end else ("", "", subject)


def _body(text: str) -> str:
    return bare(readable(text[:_LOOKED_AT])).text


def _sentences(text: str) -> list[str]:
    """As they were written, also those that go on in the next line."""
    lines = text.split("\n")
    whole = lines[0]
    for before, line in pairwise(lines):
        goes_on = len(before.rstrip()) >= _WRAPPED and line.strip() and before.rstrip()[-1:] not in ".!?:"
        whole += f" {line.lstrip()}" if goes_on else f"\n{line}"
    folded = fold(whole)
    return [" ".join(whole[slice(*folded.span(*span))].split()) for span in sentences(folded).spans]


def _own_names(one: Unsure) -> frozenset[str]:
    local = one.customer.partition("@")[0]
    words = _WORD.findall(f"{one.customer_name or ''} {local.replace('.', ' ').replace('_', ' ')}")
    return frozenset(word.lower() for word in words if len(word) > 1)


def _person_names(one: Unsure) -> frozenset[str]:
    """Of these what looks like a person's: "Jane Oldcastle", "jane.oldcastle@", not "Orders" or "scanner@"."""
    local = re.split(r"[._]", one.customer.partition("@")[0].lower())
    called = _WORD.findall((one.customer_name or "").lower())
    return frozenset(
        name for names in (local, called) if 1 < len(names) < 4 for name in names if len(name) > 1 and name.isalpha()
    )
