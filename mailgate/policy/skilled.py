"""What the desk thinks an agent can, with the evidence: what the settings say, what outcomes taught, what the agent wants."""

from __future__ import annotations

from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.reading import IntentScore
from mailgate.model.rules import Rulebook
from mailgate.model.skill import ANYTHING, SkillRecord
from mailgate.policy.routing.skills import needs_of, skill_for

LEAST = 0.5  # tickets, as they fade; fewer are no evidence to speak of


def skilled(agent: Agent, past: Past, rulebook: Rulebook) -> tuple[str, ...]:
    """A line for each intent that the agent may get, the best known first; then the skills that no intent asks for."""
    lines = [
        (_weight(record), line)
        for name in rulebook.intents
        if (line := _intent(name, agent, past, rulebook)) is not None
        for record in (_record(agent, name, past),)
    ]
    told = [line for _, line in sorted(lines, key=lambda pair: -pair[0])]
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
        f"you want {name}: {'more' if wish == 'want' else 'rather not'}"
        for name, wish in wishes.items()
        if name not in rulebook.intents
    ]
    if not told:
        return ("nothing yet: the settings name no skill of yours, and you have solved nothing since",)
    return (*told, "A word changes it: #skills NAME want, #skills NAME no.")


def names_of(rulebook: Rulebook) -> tuple[str, ...]:
    """What an agent may want or not: every intent, and every skill that anybody has or an intent asks for."""
    skills = (name for agent in rulebook.agents.values() for name in (*agent.skills, *agent.wants))
    asked = (name for intent in rulebook.intents.values() for name in intent.skills)
    return tuple(dict.fromkeys((*rulebook.intents, *skills, *asked)))


def _intent(name: str, agent: Agent, past: Past, rulebook: Rulebook) -> str | None:
    """None where there is nothing to say: nobody expects it of the agent, and the agent never did it."""
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
    wish = _wishes(agent, past).get(name)
    if wish is not None:
        parts.append("you want more of it" if wish == "want" else "you would rather not")
    return f"{name}: {'; '.join(parts)}" if parts else None


def _outcomes(record: SkillRecord) -> str:
    total = record.solved + record.failed
    hours = f", about {record.hours_solved / record.timed_solved:.1f} h each" if record.timed_solved >= LEAST else ""
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
