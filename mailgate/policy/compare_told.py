"""The comparison of the model with the rules in words: the weekly mail, and what a terminal shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailgate.model.delivery import Notice
from mailgate.model.facts import ModeKept
from mailgate.model.rules import Rulebook
from mailgate.policy.compare import ENOUGH, Arm, Comparison
from mailgate.policy.notices import admin_notice
from mailgate.policy.routing.modes import written_mode


def told(one: Comparison) -> tuple[str, ...]:
    """The lines about one intent."""
    how = "drawn by lot" if one.by_lot else "by who had them first, so people's own choice shows in it too"
    model, rules = one.model, one.rules
    lines = [f"{one.intent} ({one.mode}): {_many(model)} the model's way, {_many(rules)} another; {how}."]
    if model.hours is not None and rules.hours is not None:
        sooner = _chance(one.sooner, "sooner")
        lines.append(f"    Solved: half within {model.hours:g} h, another way {rules.hours:g} h{sooner}.")
        given_on = f"{_percent(model.given_on)}, another way {_percent(rules.given_on)}{_chance(one.kept, 'less')}"
        came_back = f"{_percent(model.came_back)}, another way {_percent(rules.came_back)}{_chance(one.held, 'less')}"
        lines.append(f"    Given on: {given_on}. Came back: {came_back}.")
    if model.marks or rules.marks:
        lines.append(f"    Marks: {_mark(model)}, another way {_mark(rules)}.")
    return (*lines, f"    {verdict(one)}")


def verdict(one: Comparison) -> str:
    """What follows, in one sentence."""
    match one.verdict:
        case "promote":
            return f"It deserves {one.following}: write mode: {one.following} there, or `mailgate routing promote {one.intent}`."
        case "live":
            return "The pilot is better for sure: it may have all of them (pilot: 100%)."
        case "worse":
            return "The model's way is likely worse in something: leave it, and look at a few with `mailgate ticket show`."
        case "keep":
            return "No difference that is sure yet: leave it as it is."
        case "too_few":
            return f"Too few to tell: {ENOUGH} resolved tickets of each kind are needed."


def weekly(
    found: Sequence[Comparison],
    promoted: Sequence[tuple[str, ModeKept]],
    to: Sequence[str],
    rulebook: Rulebook,
    *,
    since: datetime,
    now: datetime,
) -> tuple[Notice, ...]:
    """The mail to everybody who gets it; none where nothing is compared and nothing changed."""
    if not found and not promoted:
        return ()
    ready = [one.intent for one in found if one.verdict == "promote"]
    lines = [f"What became of the tickets opened since {since.date().isoformat()}, by how they were routed.", ""]
    lines += [line for name, mode in promoted for line in _promoted(name, mode)]
    lines += [line for one in found for line in (*told(one), "")]
    subject = "routing by the model and by the rules"  # the letter puts the desk's name before it
    if ready:
        subject += (
            f", {', '.join(ready[:3])}{' and others' if len(ready) > 3 else ''} deserve{'s' if len(ready) == 1 else ''} more"
        )
    return tuple(admin_notice(one, "routing_compared", subject, lines, now=now) for one in dict.fromkeys(to))


def promotion(one: Comparison, rulebook: Rulebook, now: datetime) -> ModeKept | None:
    """The mode that the desk gives an intent by itself, if its outcomes deserve it."""
    if one.verdict != "promote" or one.following is None:
        return None
    why = f"{one.model.resolved} solved its way, {one.rules.resolved} another{_chance(one.sooner, 'sooner')}"
    return ModeKept(mode=one.following, was=written_mode(rulebook.intents[one.intent], rulebook), at=now, why=why)


def _promoted(name: str, mode: ModeKept) -> tuple[str, ...]:
    return (
        f"{name} is routed in {mode.mode} from now on (the settings say {mode.was}): {mode.why}.",
        f"    `mailgate routing undo {name}` takes it back; so does another mode in the settings.",
        "",
    )


def _many(arm: Arm) -> str:
    return f"{arm.tickets} ticket{'s' if arm.tickets != 1 else ''} ({arm.resolved} resolved)"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _mark(arm: Arm) -> str:
    return f"{arm.mark:.1f} of {arm.marks}" if arm.mark is not None else "none"


def _chance(chance: float | None, word: str) -> str:
    """How sure a difference is; what is near even says nothing."""
    if chance is None or 0.25 < chance < 0.75:
        return ""
    if chance >= 0.75:
        return f" ({word} with {min(chance, 0.99):.0%} certainty)"
    return f" (the other way {word} with {min(1 - chance, 0.99):.0%} certainty)"
