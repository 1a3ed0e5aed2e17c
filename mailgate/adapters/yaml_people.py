"""Mailboxes, teams, agents and customers of the desk, as the rulebook knows them."""

from __future__ import annotations

from mailgate.adapters.yaml_faults import Faults, Loc, Names
from mailgate.model.people import Agent, Mailbox, Organisation, Team
from mailgate.settings import desk as blocks
from mailgate.settings.values import is_address, parse_domain


def mailboxes_of(desk: blocks.Desk, names: Names, faults: Faults) -> dict[str, Mailbox]:
    """The mailboxes by address. One without a team belongs to the first."""
    found: dict[str, Mailbox] = {}
    for address, box in desk.mailboxes.items():
        loc: Loc = ("desk", "mailboxes", address)
        if box.team is not None:
            team = names.team(box.team, (*loc, "team"), faults)
        else:
            team = names.teams[0]
            if len(names.teams) > 1:
                faults.warn(loc, f"no team is named, so its mail goes to {team}; add team: {team}", key=True)
        found[address] = Mailbox(
            address=address,
            name=box.name or desk.name,
            team=team,
            lists=box.lists,
            tokens=box.tokens,
            hours=names.hour(box.hours, (*loc, "hours"), faults),
            language=box.language,
            templates=str(box.templates) if box.templates else None,
        )
        if box.templates is not None and not box.templates.is_dir():
            faults.wrong((*loc, "templates"), f"there is no folder {box.templates}; make it, or leave the line out")
        if "+" in address:
            faults.wrong(loc, "a mailbox has no +extension; that part is for reply tokens", key=True)
    return found


def teams_of(desk: blocks.Desk, names: Names, faults: Faults) -> dict[str, Team]:
    """The teams by name; those that only agents name take the defaults."""
    found: dict[str, Team] = {}
    for name in names.teams:
        loc: Loc = ("desk", "teams", name)
        block = desk.teams.get(name)
        if block is None and names.named_teams:
            faults.warn(("desk", "teams"), f"the team {name} is not written here, so it has no lead and is always in", key=True)
        team = block or blocks.Team()
        found[name] = Team(
            name=name,
            hours=names.hour(team.hours, (*loc, "hours"), faults),
            lead=None if team.lead is None else names.agent_or_team(team.lead, (*loc, "lead"), faults),
        )
        if names.named_teams and not any(name in agent.teams for agent in desk.agents.values()):
            faults.warn(loc, "no agent is in this team, so its mail waits; add it to an agent's teams:", key=True)
    return found


def agents_of(desk: blocks.Desk, names: Names, faults: Faults) -> dict[str, Agent]:
    """The agents by main address."""
    found: dict[str, Agent] = {}
    if not desk.agents:
        faults.warn(("desk",), "there are no agents, so nobody answers; add agents:", key=True)
    for address, agent in desk.agents.items():
        loc: Loc = ("desk", "agents", address)
        found[address] = Agent(
            address=address,
            name=agent.name or _name_of(address),
            also=agent.also,
            skills=agent.skills,
            teams=agent.teams if names.named_teams else names.teams,
            capacity=agent.capacity,
            languages=agent.languages,
            wants=agent.wants,
            senior=agent.senior,
            hours=None if agent.hours is None else names.hour(agent.hours, (*loc, "hours"), faults),
            require="strict" if "strict" in (agent.require, desk.require) else "proven",
        )
    return found


def customers_of(desk: blocks.Desk, faults: Faults) -> dict[str, Organisation]:
    """The customers by lower-case domain or address."""
    found: dict[str, Organisation] = {}
    for written, customer in desk.customers.items():
        key, loc = written.lower(), ("desk", "customers", written)
        if not _is_key(key):
            what = "is neither a domain nor an address; write acme.example or maria@example.org"
            faults.wrong(loc, f"`{written}` {what}", key=True)
        if key in found:
            faults.wrong(loc, f"`{written}` is there already, in other letters; keep one of them", key=True)
        found[key] = Organisation(
            key=key,
            name=customer.name or written,
            tier=customer.tier,
            value=customer.value,
            plan=customer.plan,
            trial_until=customer.trial_until,
            departments=customer.departments,
        )
    return found


def _is_key(key: str) -> bool:
    if "@" in key:
        return is_address(key)
    try:
        return parse_domain(key) == key
    except ValueError:
        return False


def _name_of(address: str) -> str:
    """alice.smith@… → Alice Smith."""
    local = address.partition("@")[0].partition("+")[0]
    return " ".join(word.capitalize() for word in local.replace("_", ".").replace("-", ".").split(".") if word) or local
