"""What the desk thinks an agent can, with the evidence: what the settings say, what outcomes taught, what the agent wants."""

from __future__ import annotations

from datetime import datetime

from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.reading import IntentScore
from mailgate.model.rules import Rulebook
from mailgate.model.skill import ANYTHING, SkillRecord
from mailgate.policy.routing.expected import long
from mailgate.policy.routing.judged import judged
from mailgate.policy.routing.skills import needs_of, skill_for

LEAST = 0.5  # tickets, as they fade; fewer are no evidence to speak of


def skilled(agent: Agent, past: Past, rulebook: Rulebook, now: datetime) -> tuple[str, ...]:
    """A line for each intent that there is something to say of, the likeliest to be solved first; then the skills that no
    intent asks for, what all outcomes say together, and what the agent wants besides."""
    chances = _chances(agent, past, rulebook, now)
    said = {name: _intent(name, agent, past, rulebook) for name in rulebook.intents}
    known = sorted((name for name, parts in said.items() if parts), key=lambda name: -chances.get(name, 0.0))
    told = [f"{name}: {'; '.join((*_solves(chances.get(name)), *said[name]))}" for name in known]
    asked = {name for intent in rulebook.intents.values() for name in (*intent.skills, intent.name)}
    told += [
        f"{name}: {value:.2g} say the settings, and no intent asks for it"
        for name, value in agent.skills.items()
        if name not in asked
    ]
    whole = _record(agent, ANYTHING, past)
    if whole is not None and _weight(whole) >= LEAST:
        told.append(f"all together: {_outcomes(whole)}")
    wishes = _wishes(agent, past)
    told += [
        f"{name}: you {'want more of it' if wish == 'want' else 'would rather not'}"
        for name, wish in wishes.items()
        if name not in asked
    ]
    if not told:
        return ("nothing yet: the settings name no skill of yours, and you have solved nothing since",)
    return (*told, "A word changes it: #skills NAME want, #skills NAME no.")


def _chances(agent: Agent, past: Past, rulebook: Rulebook, now: datetime) -> dict[str, float]:
    """How likely the agent is to solve each intent, as routing reckons."""
    skills = judged(past, rulebook, now)
    key = agent.address.lower()
    if key not in skills.agents:
        return {}
    row = skills.chance[skills.agents.index(key)]
    return {name: float(row[n]) for n, name in enumerate(skills.intents)}


def _solves(chance: float | None) -> tuple[str, ...]:
    return () if chance is None else (f"solves {round(chance * 100)} %",)


def names_of(rulebook: Rulebook) -> tuple[str, ...]:
    """What an agent may want or not: every intent, and every skill that anybody has or an intent asks for."""
    skills = (name for agent in rulebook.agents.values() for name in (*agent.skills, *agent.wants))
    asked = (name for intent in rulebook.intents.values() for name in intent.skills)
    return tuple(dict.fromkeys((*rulebook.intents, *skills, *asked)))


def _intent(name: str, agent: Agent, past: Past, rulebook: Rulebook) -> tuple[str, ...]:
    """The evidence. Empty where there is none: nobody expects it of the agent, and the agent never did it."""
    record = _record(agent, name, past)
    needs = needs_of((IntentScore(name=name, confidence=1.0),), rulebook)
    value, said = skill_for(agent, needs[0]) if needs else (0.0, "")
    parts = []
    if record is not None and _weight(record) >= LEAST:
        parts.append(_outcomes(record))
    if value > 0.0:
        parts.append("you are senior, so moderately" if said == "senior" else f"the settings say {said.removeprefix('skill ')}")
    elif rulebook.intents[name].team in agent.teams and rulebook.intents[name].team is not None:
        parts.append(f"you are in {rulebook.intents[name].team}")
    wishes = _wishes(agent, past)
    by = next((one for one in (name, *rulebook.intents[name].skills) if one in wishes), None)
    if by is not None:
        said = "you want more of it" if wishes[by] == "want" else "you would rather not"
        parts.append(said if by == name else f"{said} ({by})")
    return tuple(parts)


def _outcomes(record: SkillRecord) -> str:
    total = record.solved + record.failed
    hours = f", about {long(record.hours_solved / record.timed_solved)} each" if record.timed_solved >= LEAST else ""
    return f"{_many(record.solved)} solved of {_many(total)}{hours}"


def _many(tickets: float) -> str:
    """Tickets count less as they fade and as they were about something else too."""
    return f"{tickets:.0f}" if tickets >= 10 else f"{tickets:.1f}".removesuffix(".0")


def _weight(record: SkillRecord | None) -> float:
    return record.solved + record.failed if record is not None else 0.0


def _record(agent: Agent, intent: str, past: Past) -> SkillRecord | None:
    return past.skills.get((agent.address.lower(), intent))


def _wishes(agent: Agent, past: Past) -> dict[str, str]:
    """What they said by mail counts before what the settings say."""
    state = past.agents.get(agent.address.lower())
    return {**dict.fromkeys(agent.wants, "want"), **(state.wishes if state is not None else {})}
