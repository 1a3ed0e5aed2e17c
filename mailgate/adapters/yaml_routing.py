"""Routing settings that are allowed but surely not meant: modes and shares without effect, walls around no team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mailgate.adapters.yaml_faults import Faults, Loc, Names
from mailgate.model.rules import Intent, Rule, Rulebook
from mailgate.settings.desk import Routing
from mailgate.settings.words import did_you_mean

HERE: Loc = ("desk", "routing")


def sensitive_of(
    routing: Routing, triage: str | None, intents: Mapping[str, Intent], rules: Sequence[Rule], names: Names, faults: Faults
) -> dict[str, str]:
    """Who gets each class of sensitive mail: as written; else who a rule keeps its sensitive intent for, that intent's team, or
    triage. A class that was switched off is left out."""
    for name in routing.sensitive:
        if name.lower() not in names.classes:
            hint = did_you_mean(name, names.classes)
            faults.wrong((*HERE, "sensitive", name), f"there is no sensitive class `{name}`; {hint}", key=True)
    written = {name.lower(): (name, who) for name, who in routing.sensitive.items()}
    found: dict[str, str | None] = {}
    for name in names.classes:
        if name in written:
            key, who = written[name]
            found[name] = who if who is None else names.agent_or_team(who, (*HERE, "sensitive", key), faults)
        else:
            found[name] = _by_its_intent(name, intents, rules) or triage
    return {name: who for name, who in found.items() if who is not None}


def _by_its_intent(name: str, intents: Mapping[str, Intent], rules: Sequence[Rule]) -> str | None:
    """Who the settings already give a sensitive intent of this class to."""
    own = {key.casefold(): one for key, one in intents.items() if one.sensitive and key.partition(".")[0].lower() == name}
    for rule in rules:
        asked = {str(test.value).casefold() for clause in rule.when.clauses if clause.field == "intent" for test in clause.any_of}
        if rule.then.hold_for is not None and asked & own.keys():
            return rule.then.hold_for
    return next((one.team for one in own.values() if one.team is not None), None)


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
