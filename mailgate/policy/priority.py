"""Priority: how urgent it is to the customer, and how much it touches (ITIL's urgency × impact)."""

from __future__ import annotations

from collections.abc import Mapping

from mailgate.model.reading import Reading
from mailgate.model.rules import Impact, Priority, Rulebook

# What a desk gets that names no matrix of its own (contract §3): urgency → impact → priority.
USUAL: Mapping[str, Mapping[str, Priority]] = {
    "critical": {"high": "urgent", "medium": "urgent", "low": "high"},
    "high": {"high": "urgent", "medium": "high", "low": "normal"},
    "normal": {"high": "high", "medium": "normal", "low": "normal"},
    "low": {"high": "normal", "medium": "low", "low": "low"},
}


def impact_of(reading: Reading, rulebook: Rulebook) -> Impact:
    """The impact the settings give the best intent; medium if it is unknown or too unsure to route by."""
    best = reading.intent
    if best is None or best.confidence < rulebook.routing.min_confidence:
        return "medium"
    intent = rulebook.intents.get(best.name)
    return intent.impact if intent else "medium"


def priority_of(reading: Reading, impact: Impact, rulebook: Rulebook) -> tuple[Priority, tuple[str, ...]]:
    """The matrix' answer with its reasons for people. A row or column missing in the settings takes the usual value."""
    level = reading.urgency.level
    priority = rulebook.priorities.get(level, {}).get(impact) or USUAL[level][impact]
    because = [f"urgency {level}"]
    if reading.urgency.because:
        because[0] += ": " + ", ".join(f"“{words}”" for words in reading.urgency.because)
    because.append(f"impact {impact}" + (f" of {reading.intent.name}" if reading.intent and impact != "medium" else ""))
    return priority, tuple(because)
