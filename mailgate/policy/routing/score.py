"""What speaks for an agent: the factors, each 0..1 times its weight from the settings, with words for people."""

from __future__ import annotations

from mailgate.model.decision import Factor
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.reading import Reading
from mailgate.model.rules import RoutingSettings, Rulebook
from mailgate.policy.routing.load import free_share
from mailgate.policy.routing.skills import Need, skill_of

USUAL_WEIGHTS = RoutingSettings().weights
TEAM_WEIGHT = 1.0  # being of the team counts like speaking the language, unless the settings say more


def factors_of(
    agent: Agent, *, team: str | None, needs: tuple[Need, ...], reading: Reading, past: Past, rulebook: Rulebook
) -> tuple[Factor, ...]:
    """Every factor that can be told of this ticket, heaviest idea first; what is unknown of it is left out for all
    agents alike, so scores stay comparable."""
    factors: list[Factor] = []

    def add(name: str, value: float, because: str) -> None:
        factors.append(Factor(name=name, value=round(value, 4), weight=_weight(name, rulebook), because=because))

    if needs:
        add("skill", *skill_of(agent, needs))
    if team is not None:
        add("team", *((1.0, f"in {team}") if team in agent.teams else (0.0, f"not in {team}")))
    last = next((t for t in past.story if t.resolved_by or t.agent), None)
    if last is not None:
        known = (rulebook.agent_of(last.resolved_by) or rulebook.agent_of(last.agent)) is agent
        add("history", float(known), f"knows them from #{last.number}" if known else "has not met them lately")
    add("load", *free_share(agent, past))
    if reading.language:
        speaks = reading.language in agent.languages
        add("language", float(speaks), f"speaks {reading.language}" if speaks else f"does not speak {reading.language}")
    wanted = next((name for need in needs for name in need.names if name in agent.wants), None)
    if needs:
        add("growth", float(wanted is not None), f"wants {wanted}" if wanted else "has not asked for it")
    return tuple(factors)


def score_of(factors: tuple[Factor, ...]) -> float:
    """The weighted mean, 0..1."""
    weights = sum(f.weight for f in factors)
    return round(sum(f.value * f.weight for f in factors) / weights, 4) if weights > 0 else 0.0


def _weight(name: str, rulebook: Rulebook) -> float:
    default = TEAM_WEIGHT if name == "team" else USUAL_WEIGHTS.get(name, 0.0)
    return max(0.0, rulebook.routing.weights.get(name, default))
