"""How far the model may act, by intent: shadow (the rules act, its choice is noted), assist (suggested), live."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from mailgate.model.facts import ModeKept
from mailgate.model.rules import Intent, RouteMode, Rulebook

LADDER: tuple[RouteMode, ...] = ("shadow", "assist", "live")


def written_mode(intent: Intent | None, rulebook: Rulebook) -> RouteMode:
    """What the settings say."""
    return intent.mode if intent is not None and intent.mode is not None else rulebook.routing.mode


def mode_of(intent: Intent | None, rulebook: Rulebook, kept: Mapping[str, ModeKept]) -> RouteMode:
    """What holds: the settings' word, unless the desk changed it since and the settings still say what they said then."""
    written = written_mode(intent, rulebook)
    changed = kept.get(intent.name) if intent is not None else None
    return changed.mode if changed is not None and changed.was == written else written


def pilot_of(intent: Intent | None, rulebook: Rulebook) -> float:
    """The share of tickets that `live` holds for."""
    return intent.pilot if intent is not None and intent.pilot is not None else rulebook.routing.pilot


def mode_for(customer: str, intent: Intent | None, rulebook: Rulebook, kept: Mapping[str, ModeKept]) -> RouteMode:
    """The mode for one ticket. Outside the pilot's share a live model only assists; the share is drawn by a stable hash of
    the customer and the intent, so a customer with the same wish always gets the same, and the two groups are comparable."""
    mode, pilot = mode_of(intent, rulebook, kept), pilot_of(intent, rulebook)
    if mode != "live" or pilot >= 1.0:
        return mode
    key = f"{intent.name if intent else ''}\n{customer.lower()}".encode()
    drawn = int.from_bytes(hashlib.sha256(key).digest()[:8], "big") / 2**64
    return "live" if drawn < pilot else "assist"
