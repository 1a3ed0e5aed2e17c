"""How able an agent is at what a ticket needs: what the settings say of them, first form."""

from __future__ import annotations

from dataclasses import dataclass

from mailgate.model.people import Agent
from mailgate.model.reading import IntentScore, Reading
from mailgate.model.rules import Intent, Rulebook

SENIOR = 0.5  # a senior is moderately able at everything
SECOND = 0.3  # a second intent speaks for who can do both from this confidence on, …
SECOND_SHARE = 0.5  # … if it is at least half as sure as the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one intent asks for: any of `names`, the better the closer. The intent's own name is a skill, and so are its
    dotted parents (`billing` for `billing.refund`)."""

    intent: Intent
    names: tuple[str, ...]


def strong_intents(reading: Reading, rulebook: Rulebook) -> tuple[IntentScore, ...]:
    """The intents the ticket is about: the best, if it is sure enough to route by, and a second that is nearly as sure.
    Names the settings don't know are left out."""
    known = tuple(i for i in reading.intents if i.name in rulebook.intents)
    if not known or known[0].confidence < rulebook.routing.min_confidence:
        return ()
    best = known[0]
    second = known[1:2]
    if second and second[0].confidence >= SECOND and second[0].confidence >= SECOND_SHARE * best.confidence:
        return (best, second[0])
    return (best,)


def second_of(reading: Reading, rulebook: Rulebook) -> str | None:
    """The second intent that the ticket is about as well, if it surely is."""
    sure = sure_of(strong_intents(reading, rulebook), rulebook)
    return sure[1].name if len(sure) > 1 else None


def sure_of(intents: tuple[IntentScore, ...], rulebook: Rulebook) -> tuple[IntentScore, ...]:
    """What somebody must be able to do to get it: the first, and a second that is as sure as a first one has to be. A guess
    keeps nobody from it."""
    return (*intents[:1], *(one for one in intents[1:] if one.confidence >= rulebook.routing.min_confidence))


def needs_of(intents: tuple[IntentScore, ...], rulebook: Rulebook) -> tuple[Need, ...]:
    """What each intent needs, once: two intents that need the same are one need. An intent that names no skills, and that
    nobody names as a skill, needs nothing particular: anybody of its team can do it, so it is kept from nobody."""
    named = frozenset(skill for agent in rulebook.agents.values() for skill in agent.skills)
    needs: list[Need] = []
    for scored in intents:
        intent = rulebook.intents[scored.name]
        names = (*intent.skills, intent.name, *_parents(intent.name))
        same = any(need.intent.skills == intent.skills != () for need in needs)
        if not same and (intent.skills or not named.isdisjoint(names)):
            needs.append(Need(intent=intent, names=names))
    return tuple(needs)


def skill_for(agent: Agent, need: Need) -> tuple[float, str]:
    """How able, 0..1, and the words for people. An intent's own name says most; else the mean of its skills, where one
    that is missing counts nothing; a senior is at least moderately able."""
    value, name = _prior(agent, need)
    if agent.senior and value < SENIOR:
        return SENIOR, "senior"
    return value, f"skill {name} {value:.2g}"


def skill_of(agent: Agent, needs: tuple[Need, ...]) -> tuple[float, str]:
    """Able at all of it: the weakest of the needed skills counts, so somebody with both beats a master of one."""
    if not needs:
        return 0.0, "nothing particular needed"
    each = [skill_for(agent, need) for need in needs]
    return min(value for value, _ in each), ", ".join(dict.fromkeys(words for _, words in each))


def _prior(agent: Agent, need: Need) -> tuple[float, str]:
    if need.intent.name in agent.skills:
        return _share(agent.skills[need.intent.name]), need.intent.name
    if need.intent.skills:
        mean = sum(_share(agent.skills.get(name, 0.0)) for name in need.intent.skills) / len(need.intent.skills)
        if mean > 0.0:
            return mean, " and ".join(name for name in need.intent.skills if name in agent.skills)
    for name in _parents(need.intent.name):
        if name in agent.skills:
            return _share(agent.skills[name]), name
    return 0.0, need.intent.skills[0] if need.intent.skills else need.intent.name


def _parents(name: str) -> tuple[str, ...]:
    """`a.b.c` → `a.b`, `a`."""
    parts = name.split(".")
    return tuple(".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
