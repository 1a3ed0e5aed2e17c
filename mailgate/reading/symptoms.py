"""Software that fails shows it: a page that stays white, a button that does nothing. Whatever the page is about.

"The invoice page stays blank" names an invoice and asks for nothing of accounting; "cards are declined since the update" needs
who knows payments and who knows the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mailgate.reading.builtin import OTHER_NAMES
from mailgate.reading.lexicon.shape import alternation
from mailgate.reading.lexicon.symptoms import SYMPTOMS
from mailgate.reading.signals import Hit, Signals
from mailgate.reading.words import Folded, Sentences

TECHNICAL = "technical.error"
PAYMENTS = "billing"
OUTAGE = "outage"
MONEY = frozenset({"billing", "refund", "cancel"})  # intents that a page, a button or a form may be about
_OF_MONEY = frozenset({"invoice", "payment", "amount", "refund", "cancel", "subscription"})  # concepts
_SENTENCES = 60  # looked at, from the top
_ASKED = frozenset({"howto", "feature"})


@dataclass(frozen=True, slots=True)
class Symptoms:
    """`shown`: where a sentence says that software fails (folded places). `both`: that payments fail since something changed.
    `beside`: the text names money only where it names what fails. `wide`: it fails for many."""

    shown: tuple[tuple[int, int], ...] = ()
    both: tuple[int, int] | None = None
    beside: bool = False
    wide: bool = False


def meant_by(intents: Sequence[str], builtin: frozenset[str]) -> frozenset[str]:
    """Those of the settings' intents that are called like these."""
    return frozenset(name for name in intents if OTHER_NAMES.get(name, name) in builtin)


def symptoms_of(folded: Folded, sentences: Sentences, concepts: Sequence[Hit], over: Sequence[Hit], signals: Signals) -> Symptoms:
    """Of a text. What is over, and what is asked about ("how do I get a blank page?"), shows nothing."""
    words = _compiled(signals.language)
    finished = {sentences.of(hit.start) for hit in over}
    shown: dict[int, tuple[int, int]] = {}
    changed = refused = None
    for n, (start, end) in enumerate(sentences.spans[:_SENTENCES]):
        said = folded.text[start:end]
        if n in finished or (
            said.rstrip().endswith("?") and any(hit.name in _ASKED and start <= hit.start < end for hit in concepts)
        ):
            continue
        if found := _shown(said, words):
            shown[n] = (start + found[0], start + found[1])
        since = words["since"].search(said)
        changed = (start + since.start(), start + since.end()) if since is not None else changed
        if words["pays"].search(said) and words["refused"].search(said):
            refused = n
    money = {sentences.of(hit.start) for hit in concepts if hit.name in _OF_MONEY}
    beside = (
        bool(shown)
        and money <= shown.keys()
        and not any(words["owed"].search(folded.text[slice(*sentences.spans[n])]) for n in shown)
    )
    both = changed if refused is not None and changed is not None else None
    wide = any(signals.urgency["breadth"].search(folded.text[slice(*sentences.spans[n])]) for n in shown)
    return Symptoms(tuple(shown.values()), both, beside and both is None, wide)


def _shown(said: str, words: Mapping[str, Any]) -> tuple[int, int] | None:
    crashes = words["crashes"].search(said)
    if crashes is not None:
        return int(crashes.start()), int(crashes.end())
    for fails in words["fails"].finditer(said):
        for thing in words["thing"].finditer(said):
            if thing.end() <= fails.start() or fails.end() <= thing.start():
                return min(int(thing.start()), int(fails.start())), max(int(thing.end()), int(fails.end()))
    return None


@lru_cache(maxsize=len(SYMPTOMS))
def _compiled(language: str) -> Mapping[str, Any]:
    words = SYMPTOMS[language if language in SYMPTOMS else "en"]
    return {name: alternation(getattr(words, name)) for name in ("thing", "fails", "crashes", "since", "pays", "refused", "owed")}
