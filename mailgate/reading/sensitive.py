"""Classes of mail that go to named people, whatever else is in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mailgate.model.reading import SENSITIVE, IntentScore
from mailgate.model.rules import Intent
from mailgate.reading.meaning import UNKNOWN, Meanings, quoted
from mailgate.reading.signals import Hit, Signals, quotes
from mailgate.reading.words import Folded, sentences

_SURE = 0.6
# The chance of a meaning, from which it counts: so that of ordinary mails less than one in a hundred is taken for any of them
_MEANT = {"safety": 0.65, "legal": 0.75, "privacy": 0.85, "press": 0.7, "executive": 0.5}
_UNHEARD = 0.1  # the chance of a meaning, below which likeness of words alone is not believed
_QUOTED = 120  # characters of a sentence that words stand in


@dataclass(frozen=True, slots=True)
class Sensitive:
    """The class, if any, and what says so, as it was written."""

    name: str | None = None
    because: tuple[str, ...] = ()


def sensitive_class(
    folded: Folded,
    signals: Signals,
    intents: tuple[IntentScore, ...],
    known: Mapping[str, Intent],
    meanings: Meanings = UNKNOWN,
    written: Mapping[str, float] = MappingProxyType({}),
) -> Sensitive:
    """The class by its words (none that a negation takes back) or by what a sentence means, else by an intent that the settings
    call sensitive: one whose phrases stand there (`written`), or which no meaning denies."""
    hits = signals.find(signals.sensitive, folded.text)
    said = [hit for hit in hits if not signals.denied(folded.text, hit.start)]
    found = {hit.name for hit in said}
    taken_back = {hit.name for hit in hits} - found
    meant = [name for name in SENSITIVE if meanings.most(name)[0] >= _MEANT[name]]
    for name in SENSITIVE:
        if name in found:
            return Sensitive(name, _in_its_sentence(folded, [hit for hit in said if hit.name == name]))
        if name in meant and (name == "safety" or not found):
            sentence = meanings.most(name)[1]
            return Sensitive(name, (quoted(folded, sentence),) if sentence is not None else ())
    for score in intents:
        intent = known.get(score.name)
        name_of_intent = score.name.partition(".")[0]
        doubted = name_of_intent in taken_back or (
            score.name not in written
            and name_of_intent in SENSITIVE
            and meanings.known
            and meanings.most(name_of_intent)[0] < _UNHEARD
        )
        if intent is not None and intent.sensitive and score.confidence >= _SURE and not doubted:
            return Sensitive(name_of_intent, score.because[:2])
    return Sensitive()


def _in_its_sentence(folded: Folded, hits: list[Hit]) -> tuple[str, ...]:
    """The sentence of the first word that says it: a person judges by it whether it is meant. Of a long one the words alone."""
    first = hits[0]
    spans = sentences(folded).spans
    start, end = next(((start, end) for start, end in spans if start <= first.start < end), (first.start, first.end))
    sentence = " ".join(folded.words(start, end).split()).strip(" -–,;.")
    return (sentence,) if sentence and len(sentence) <= _QUOTED else tuple(quotes(folded, hits, 2))
