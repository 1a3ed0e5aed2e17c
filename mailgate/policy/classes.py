"""The classes of sensitive mail: how they are told, which comes first, and whose a sensitive intent is."""

from __future__ import annotations

from collections.abc import Sequence

from mailgate.model.reading import SENSITIVE
from mailgate.model.rules import Rulebook

SAFETY = "safety"


def said_of(name: str | None, because: Sequence[str]) -> str:
    """`sensitive: press – “Our podcast would like an interview”`."""
    words = ", ".join(f"“{words}”" for words in because)
    return f"sensitive: {name}{f' – {words}' if words else ''}"


def keeper_of(intent: str | None, rulebook: Rulebook) -> str | None:
    """Who gets what a person calls a sensitive intent: those named for its class, `legal` of `legal.threat`."""
    known = rulebook.intents.get(intent or "")
    return rulebook.routing.sensitive.get(known.name.partition(".")[0].lower()) if known is not None and known.sensitive else None


def rank(name: str | None) -> int:
    """The less, the more it matters; classes of intents that the settings call sensitive come after ours."""
    if name is None:
        return len(SENSITIVE) + 1
    return next((place for place, known in enumerate(SENSITIVE) if known == name), len(SENSITIVE))
