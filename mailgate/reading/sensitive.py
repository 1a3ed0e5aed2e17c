"""Classes of mail that go to named people, whatever else is in them."""

from __future__ import annotations

from collections.abc import Mapping

from mailgate.model.reading import IntentScore
from mailgate.model.rules import Intent
from mailgate.reading.meaning import UNKNOWN, Meanings
from mailgate.reading.signals import Signals
from mailgate.reading.words import Folded

# Which one counts if several are named: lives first, then what has a deadline in law, then who asks.
ORDER = ("safety", "legal", "privacy", "press", "executive")
_SURE = 0.6
_MEANT = 0.55  # a person who looks in vain costs less than a threat that a machine answers


def sensitive_class(
    folded: Folded,
    signals: Signals,
    intents: tuple[IntentScore, ...],
    known: Mapping[str, Intent],
    meanings: Meanings = UNKNOWN,
) -> str | None:
    """The class by its words (none that a negation takes back) or by what a sentence means, else by an intent that the settings
    call sensitive."""
    hits = signals.find(signals.sensitive, folded.text)
    found = {hit.name for hit in hits if not signals.denied(folded.text, hit.start)}
    taken_back = {hit.name for hit in hits} - found
    meant = [name for name in ORDER if meanings.most(name)[0] >= _MEANT]
    for name in ORDER:
        if name in found or (name in meant and (name == "safety" or not found)):
            return name
    for score in intents:
        intent = known.get(score.name)
        name = score.name.partition(".")[0]
        if intent is not None and intent.sensitive and score.confidence >= _SURE and name not in taken_back:
            return name
    return None
