"""Routing settings that are allowed but surely not meant: modes and shares without effect, walls around no team."""

from __future__ import annotations

from mailgate.adapters.yaml_faults import Faults, Loc
from mailgate.model.rules import Rulebook

HERE: Loc = ("desk", "routing")


def warn_of_routing(rulebook: Rulebook, faults: Faults) -> None:
    """What `mailgate check` says of routing beyond single values."""
    _modes(rulebook, faults)
    _walls(rulebook, faults)
    untouched = rulebook.routing.untouched
    shortest = min((p.first_response for p in rulebook.sla if p.first_response is not None), default=None)
    if untouched is not None and shortest is None and untouched.total_seconds() < 300:
        what = "in so short a time nobody has read their mail; tickets will wander. Write 1h or more"
        faults.warn((*HERE, "untouched"), what)


def _modes(rulebook: Rulebook, faults: Faults) -> None:
    """A pilot counts only in live; promotion needs something that is not live yet."""
    routing, intents = rulebook.routing, rulebook.intents.values()
    for intent in intents:
        mode = intent.mode or routing.mode
        if intent.pilot is not None and mode != "live":
            what = f"a pilot counts only where the mode is live, and here it is {mode}"
            faults.warn(("desk", "intents", intent.name, "pilot"), what)
    live = [routing.mode == "live" and routing.pilot >= 1.0]
    live += [(i.mode or routing.mode) == "live" and (routing.pilot if i.pilot is None else i.pilot) >= 1.0 for i in intents]
    if all(live):
        for name, given in (("auto_promote", routing.auto_promote), ("report_to", bool(routing.report_to))):
            if given:
                what = "every intent is live already, so nothing is compared; write mode: shadow or assist, or pilot: 50%"
                faults.warn((*HERE, name), what)


def _walls(rulebook: Rulebook, faults: Faults) -> None:
    """`teams: strict` needs a team."""
    for intent in rulebook.intents.values():
        if intent.teams == "strict" and intent.team is None:
            loc: Loc = ("desk", "intents", intent.name, "teams")
            faults.warn(loc, "strict keeps it within its team, and it names none; add team:")
