"""What speaks for an agent: the factors, each 0..1 times its weight from the settings, with words for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from mailgate.model.decision import Factor
from mailgate.model.facts import AgentState, Past, PastTicket
from mailgate.model.people import Agent, Wish
from mailgate.model.reading import Reading
from mailgate.model.rules import RoutingSettings, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.expected import long
from mailgate.policy.routing.judged import Ability
from mailgate.policy.routing.load import free_share, state_of
from mailgate.policy.routing.skills import Need

USUAL_WEIGHTS = RoutingSettings().weights
TEAM_WEIGHT = 1.0  # being of the team counts like speaking the language, unless the settings say more
MORE_WEIGHTS = {"team": TEAM_WEIGHT, "time": 4.0, "fairness": 2.0, "tier": 2.0}  # of factors the settings may leave out
MODEST = frozenset({"standard", "free", "basic", "trial", ""})  # tiers that ask for nobody in particular
USUAL_CAPACITY = 8
HOURS_A_WEIGHT = 0.25  # what a factor of weight 1 is worth, in hours until it is solved
OF_TIME = frozenset({"skill", "time", "load", "tier"})  # what the expected time is made of; the others come on top of it
EVEN = 3.0  # so few tickets in a week make no difference worth speaking of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """One ticket and all who could take it: what every factor looks at. `able` by agent (key)."""

    ticket: Ticket
    team: str | None
    needs: tuple[Need, ...]
    able: dict[str, Ability]
    reading: Reading
    past: Past
    rulebook: Rulebook
    now: datetime
    hard: Callable[[str], float]  # how much work an intent is, in usual tickets
    judged: bool  # it takes a skill, or outcomes tell who solves it
    timed: float  # how far hours are known: 0 of nobody, 1 from ENOUGH_TIMED outcomes on
    week: float  # tickets given this week to an agent of usual capacity, on average; 0: to nobody

    @property
    def language(self) -> str | None:
        return self.reading.language or self.ticket.language


Found = tuple[float, str] | None


def factors_of(agent: Agent, choosing: Choosing) -> tuple[Factor, ...]:
    """Every factor that can be told of this ticket, heaviest idea first; what is unknown of it is left out for all
    agents alike, so scores stay comparable."""
    told = ((name, factor(agent, choosing)) for name, factor in FACTORS)
    return tuple(
        Factor(name=name, value=round(found[0], 4), weight=_weight(name, choosing), because=found[1])
        for name, found in told
        if found is not None
    )


def _weight(name: str, choosing: Choosing) -> float:
    """What the settings say; of hours that few tickets tell of, a part of it."""
    weight = weight_of(name, choosing.rulebook)
    return round(weight * choosing.timed, 2) if name == "time" else weight


def scores_of(factors: Mapping[str, tuple[Factor, ...]], choosing: Choosing) -> dict[str, float]:
    """0..1, by agent. Where hours are known: the least expected cost next to theirs, in hours until it is solved, with what
    else speaks against them on top. Else, and with `time: 0`, the weighted mean of all factors; between the two as far as
    hours are known."""
    means = {key: score_of(told) for key, told in factors.items()}
    costs = {key: cost for key, told in factors.items() if (cost := _cost(told, choosing.able[key], choosing)) is not None}
    if len(costs) < len(factors):
        return means
    least, far = min(costs.values(), default=0.0), choosing.timed
    shares = {key: least / cost if cost > 0.0 else 1.0 for key, cost in costs.items()}
    return {key: round(far * share + (1.0 - far) * means[key], 4) for key, share in shares.items()}


def _cost(factors: tuple[Factor, ...], able: Ability, choosing: Choosing) -> float | None:
    """Hours until it is solved in their hands, and more for whatever speaks against them."""
    weight = weight_of("time", choosing.rulebook)
    if weight <= 0.0 or able.until is None or not any(f.name == "time" for f in factors):
        return None
    against = sum((1.0 - f.value) * f.weight for f in factors if f.name not in OF_TIME)
    return able.until * weight / MORE_WEIGHTS["time"] + against * HOURS_A_WEIGHT


def dear_of(ticket: Ticket, rulebook: Rulebook) -> float:
    """How much handing it on counts: the weight of `skill`, and for important customers that of `tier`."""
    important = weight_of("tier", rulebook) / MORE_WEIGHTS["tier"] if ticket.tier.casefold() not in MODEST else 0.0
    return weight_of("skill", rulebook) / USUAL_WEIGHTS["skill"] * (1.0 + important)


def busy_of(rulebook: Rulebook) -> float:
    """How much the work before it counts: the weight of `load`."""
    return weight_of("load", rulebook) / USUAL_WEIGHTS["load"]


def score_of(factors: tuple[Factor, ...]) -> float:
    """The weighted mean, 0..1."""
    weights = sum(f.weight for f in factors)
    return round(sum(f.value * f.weight for f in factors) / weights, 4) if weights > 0 else 0.0


def weight_of(name: str, rulebook: Rulebook) -> float:
    default = MORE_WEIGHTS.get(name, USUAL_WEIGHTS.get(name, 0.0))
    return max(0.0, rulebook.routing.weights.get(name, default))


# -- the factors ------------------------------------------------------------------------------------------------------


def _skill(agent: Agent, choosing: Choosing) -> Found:
    """The chance that they solve it."""
    if not choosing.judged:
        return None
    able = choosing.able[agent.address.lower()]
    return able.value, able.because


def _time(agent: Agent, choosing: Choosing) -> Found:
    """How soon it is solved in their hands, next to the soonest: what waits for them, the work, what follows if they can't."""
    mine = choosing.able[agent.address.lower()]
    if not choosing.judged or not mine.until or not mine.hours:
        return None
    soonest = min(one.until for one in choosing.able.values() if one.until)
    return soonest / mine.until, f"about {long(mine.hours)} of work, likely solved within {long(mine.until)}"


def _team(agent: Agent, choosing: Choosing) -> Found:
    if choosing.team is None:
        return None
    return (1.0, f"in {choosing.team}") if choosing.team in agent.teams else (0.0, f"not in {choosing.team}")


def _tier(agent: Agent, choosing: Choosing) -> Found:
    """For who matters more to the desk, the most capable: how far behind the best of all they are."""
    tier = choosing.ticket.tier
    best = max((one.value for one in choosing.able.values()), default=0.0)
    if tier.casefold() in MODEST or not choosing.judged or best <= 0.0:
        return None
    share = min(1.0, choosing.able[agent.address.lower()].value / best)
    return share * share, f"the most capable, for {tier}" if share >= 1.0 else f"others are more capable, for {tier}"


def _history(agent: Agent, choosing: Choosing) -> Found:
    """Who helped this customer last, and whether it held."""
    last = next((t for t in choosing.past.story if (t.resolved_by or t.agent) and t.number != choosing.ticket.number), None)
    if last is None:
        return None
    known = (choosing.rulebook.agent_of(last.resolved_by) or choosing.rulebook.agent_of(last.agent)) is agent
    if not known:
        return 0.0, "has not met them lately"
    return (
        (0.5, f"knows them from #{last.number}, which came back")
        if _came_back(last)
        else (1.0, f"knows them from #{last.number}")
    )


def _came_back(ticket: PastTicket) -> bool:
    return ticket.reopened > 0


def _load(agent: Agent, choosing: Choosing) -> Found:
    return free_share(agent, choosing.past, choosing.hard)


def _fairness(agent: Agent, choosing: Choosing) -> Found:
    """Whoever got more than the others this week, by what they can carry, comes later: a little more hardly counts, double
    does."""
    if not choosing.week:
        return None
    state = state_of(agent, choosing.past)
    usual = choosing.week * agent.capacity / USUAL_CAPACITY
    return 1.0 / (1.0 + (state.week / (usual + EVEN)) ** 2), f"got {state.week} this week"


def week_of(state: AgentState, agent: Agent) -> float:
    """Tickets of the week, as for somebody of usual capacity."""
    return state.week * USUAL_CAPACITY / agent.capacity if agent.capacity > 0 else float(state.week)


def _language(agent: Agent, choosing: Choosing) -> Found:
    language = choosing.language
    if not language:
        return None
    return (1.0, f"speaks {language}") if language in agent.languages else (0.0, f"does not speak {language}")


def _growth(agent: Agent, choosing: Choosing) -> Found:
    if not choosing.needs:
        return None
    wanted = next((name for need in choosing.needs if (name := wished(agent, need, choosing.past, "want"))), None)
    return (1.0, f"wants {wanted}") if wanted else (0.0, "has not asked for it")


def wished(agent: Agent, need: Need, past: Past, wish: Wish) -> str | None:
    """The name by which an agent wished so of a need: their word by mail counts before the settings, the intent's own name
    before the skills it takes, and these before its parents."""
    said = {**dict.fromkeys(agent.wants, "want"), **state_of(agent, past).wishes}
    nearest = next((name for name in (need.intent.name, *need.names) if name in said), None)
    return nearest if nearest is not None and said[nearest] == wish else None


# The order is that of the words in a hand-over: what matters most comes first.
FACTORS: tuple[tuple[str, Callable[[Agent, Choosing], Found]], ...] = (
    ("skill", _skill),
    ("time", _time),
    ("team", _team),
    ("tier", _tier),
    ("history", _history),
    ("load", _load),
    ("fairness", _fairness),
    ("language", _language),
    ("growth", _growth),
)
