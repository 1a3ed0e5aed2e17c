"""What an agent could answer with: the answers that solved tickets like this one, and sections of documents.

Another customer's answer may name them: its greeting and its end are cut off, and what looks like theirs is told, so that
nobody sends it unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mailgate.model.documents import Documents
from mailgate.model.facts import SolvedBefore
from mailgate.model.reading import Reading
from mailgate.model.suggestion import Suggestion
from mailgate.policy.commands import GREETING
from mailgate.policy.courtesies import mere_courtesy
from mailgate.policy.names_told import names_in
from mailgate.policy.organisations import PUBLIC_PROVIDERS

OFFERED = 5
DOCUMENTS = 2  # of these
SHOWN = 1_500  # characters of one that a letter shows; a longer one is shown in full before it goes
LONGEST = 6_000
FITS = 0.35  # a section that fits less is not shown
FITS_ALONE = 0.5  # and where nobody is sure what the mail is about
ENDINGS = re.compile(
    r"(?:(?:kind|best|warm|many)?\s*(?:regards|wishes)|sincerely|yours(?: sincerely| truly| faithfully)?|cheers|thanks|thank you|"
    r"all the best|mit freundlichen grüßen|viele grüße|beste grüße|liebe grüße|gruß|cordiali saluti|distinti saluti|saluti|"
    r"a presto|cordialement|bien à vous|saludos|un saludo|atentamente)\s*[,.!]?",
    re.IGNORECASE,
)
# "Hello Maria, I have reset…": the greeting of somebody else on the line where the answer begins
_GREETED = re.compile(GREETING.pattern.replace("{0,4}", "{0,3}").removesuffix(r"[,!:]?\s*") + r"[,!:]\s+(?=\S)", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w/.:-])(?:[A-Za-z]{1,4}-?)?\d[\d .-]{2,}\d(?!\w)|\b[A-Z]{1,4}-\d+\b")
_MONEY = re.compile(r"(?:[€$£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|(?:EUR|USD|GBP|CHF)\b))")
_LINK = re.compile(r"https?://[^\s<>\"]*[?#][^\s<>\"]+")  # a link with something behind it may be a person's own


def suggestions(
    reading: Reading | None,
    similar: Sequence[SolvedBefore],
    documents: Documents,
    *,
    language: str | None = None,
    sure: bool = True,
    known: str = "",
) -> tuple[Suggestion, ...]:
    """At most OFFERED, the best first: what solved tickets that name the same code, documents that fit well, then what solved
    tickets like it, each text once. An answer in another language than the customer's helps nobody, nor does a mere courtesy;
    and where nobody is `sure` what the mail is about, other tickets' answers are guesses. `known` is what this ticket and the
    desk name themselves: that is nobody else's own."""
    spoken = [one for one in similar if None in (language, one.language) or one.language == language]
    behind = [one for one in spoken if one.named is not None]  # the same code: whatever it is about, that is what was behind it
    answers = [one for one in spoken if one.named is None] if sure else []
    found = [
        *_of_answers(behind, known),
        *_of_documents(reading, documents, FITS if sure else FITS_ALONE),
        *_of_answers(answers, known),
    ]
    once: dict[str, Suggestion] = {}
    for one in found:
        once.setdefault(" ".join(one.text.split()).casefold(), one)
    return tuple(once.values())[:OFFERED]


def _of_documents(reading: Reading | None, documents: Documents, fits: float) -> list[Suggestion]:
    found = []
    for match in reading.documents if reading is not None else ():
        passage = documents.at(match.document, match.line)
        if passage is None or not passage.public or match.score < fits or not passage.text.strip():
            continue
        text = passage.text.strip()[:LONGEST]
        found.append(
            Suggestion(
                kind="document",
                text=text,
                source=passage.name,
                document=passage.document,
                line=passage.line,
                whole=len(text) <= SHOWN,
            )
        )
    return found[:DOCUMENTS]


def _of_answers(similar: Iterable[SolvedBefore], known: str) -> list[Suggestion]:
    found = []
    for one in similar:
        text = bare_answer(one.answer, one.customer_name)
        if not text or mere_courtesy(text):
            continue
        found.append(
            Suggestion(
                kind="answer",
                text=text,
                source=f"#{one.number} {' '.join(one.subject.split())[:80]}",
                ticket=one.number,
                whole=len(text) <= SHOWN,
                private=private_words(text, one.customer, one.customer_name, language=one.language, known=known),
            )
        )
    return found


def bare_answer(answer: str, name: str | None) -> str:
    """The answer without its greeting and its end, which are for the one it was written to."""
    lines = answer.strip()[:LONGEST].splitlines()
    while lines and (not lines[0].strip() or GREETING.fullmatch(lines[0]) or _only_name(lines[0], name)):
        lines.pop(0)
    if lines and (greeted := _GREETED.match(lines[0])) is not None:
        lines[0] = lines[0][greeted.end() :]
        lines[0] = lines[0][:1].upper() + lines[0][1:]
    for at in range(max(0, len(lines) - 4), len(lines)):
        if ENDINGS.fullmatch(lines[at].strip()):
            lines = lines[:at]
            break
    return "\n".join(lines).strip()


def private_words(text: str, customer: str, name: str | None, *, language: str | None = None, known: str = "") -> tuple[str, ...]:
    """Words of an answer that may be its customer's own: their name and firm, addresses, numbers, sums, personal links, and names
    of people and firms; without those that stand in `known`."""
    local, _, domain = customer.partition("@")
    parts = (*(name or "").replace(",", " ").split(), *re.split(r"[._+-]", local))
    names = [part for part in parts if len(part) > 1]
    found = [match[0] for part in names if (match := re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text, re.IGNORECASE))]
    firm = re.escape(domain.partition(".")[0]) if domain.lower() not in PUBLIC_PROVIDERS else ""
    if len(firm) > 1 and (match := re.search(rf"(?<![\w@./-]){firm}(?!\w)", text, re.IGNORECASE)) is not None:
        found.append(match[0])
    named = names_in(text, language=language, known=known)
    found = [*(word for word in found if not any(word in one for one in named)), *named]
    for pattern in (_ADDRESS, _LINK, _MONEY, _NUMBER):
        words = (match[0].strip() for match in pattern.finditer(text))
        found += [word for word in words if not any(word in one for one in found)]
    own = [word for word in found if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", known, re.IGNORECASE)]
    return tuple(dict.fromkeys(own))[:8]


def _only_name(line: str, name: str | None) -> bool:
    words = line.strip(" ,!:").casefold()
    return bool(name) and words in {name.casefold(), name.casefold().partition(" ")[0]} if name else False
