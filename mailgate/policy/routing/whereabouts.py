"""Where everybody is who could have a ticket and can't now: `Alice is away until Monday 09:00`, `Bob has 8 of 8 open`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.policy.routing.load import in_at, state_of, why_not
from mailgate.policy.schedule import zone_of

NAMED = 4  # more are counted


def whereabouts(agents: Iterable[Agent], team: str | None, past: Past, rulebook: Rulebook, now: datetime) -> str:
    """Of each why they can't take anything now, in the given order; nothing of who can."""
    told = [said for agent in agents if (said := _of(agent, team, past, rulebook, now)) is not None]
    left_out = len(told) - NAMED
    more = [f"and {left_out} more can't take it either"] if left_out > 0 else []
    return ", ".join([*told[:NAMED], *more])


def _of(agent: Agent, team: str | None, past: Past, rulebook: Rulebook, now: datetime) -> str | None:
    match why_not(agent, team, past, rulebook, now):
        case "full":
            return f"{agent.name} has {state_of(agent, past).load} of {agent.capacity} open"
        case "away":
            return f"{agent.name} is away until {moment(in_at(agent, team, past, rulebook, now), zone_of(rulebook), now)}"
        case "off_hours":
            return f"{agent.name} is in from {moment(in_at(agent, team, past, rulebook, now), zone_of(rulebook), now)}"
        case "undeliverable":
            return f"letters to {agent.name} come back"
        case _:
            return None


def moment(at: datetime, zone: tzinfo, now: datetime) -> str:
    """`14:00`, `tomorrow 09:00`, `Monday 09:00`, `3 December 09:00`, on that clock; whole minutes, never before it."""
    local = (at + timedelta(minutes=1) - timedelta(microseconds=1)).astimezone(zone)
    days = (local.date() - now.astimezone(zone).date()).days
    if days <= 1:
        return f"tomorrow {local:%H:%M}" if days == 1 else f"{local:%H:%M}"
    return f"{local:%A %H:%M}" if days < 7 else f"{local.day} {local:%B %H:%M}"
