"""`mailgate agent`: submission passwords, live tokens, who is away."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, guarded, local, say, say_json
from mailgate.cli.house import opened

if TYPE_CHECKING:
    from mailgate.model.people import Agent

app = typer.Typer(help="Agents: passwords, tokens, who is away.", no_args_is_help=True, pretty_exceptions_enable=False)

Who = Annotated[str, typer.Argument(help="An agent's address or name.")]
OPEN = ("new", "open", "waiting", "on_hold", "snoozed")
SHORTEST = 12  # characters of a password that a person chose


@app.command("list")
def list_(settings: SettingsOption = DEFAULT_SETTINGS, json: JsonOption = False, debug: DebugOption = False) -> None:
    """Every agent: open tickets, whether there is a password, live tokens, away until when."""

    def look() -> None:
        with opened(settings) as house:
            now, people = house.desk.clock(), house.store.people
            states = {row["address"]: row for row in people.states()}
            for agent in house.in_force.rulebook.agents.values():
                mine = states.get(agent.address.lower(), {})
                row = {
                    "agent": agent.address,
                    "name": agent.name,
                    "teams": list(agent.teams),
                    "open": len(house.store.views.tickets(states=OPEN, agent=agent.address)),
                    "capacity": agent.capacity,
                    "password": bool(mine.get("has_password")),
                    "tokens": len(people.live_tokens(agent.address, now=now)),
                    "away_until": mine.get("away_until"),
                }
                if json:
                    say_json(row)
                    continue
                words = [f"{row['open']} of {agent.capacity} open", "password set" if row["password"] else "no password"]
                words += [f"away until {local(mine.get('away_until'))}"] if row["away_until"] else []
                say(f"{agent.address:<30} {agent.name:<12} {', '.join(agent.teams) or '–':<20} {' · '.join(words)}")

    guarded(look, debug=debug)


@app.command()
def password(
    who: Who,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read the password from standard input instead of making one.")] = False,
    settings: SettingsOption = DEFAULT_SETTINGS,
    debug: DebugOption = False,
) -> None:
    """Set an agent's submission password; without --stdin one is made and printed once."""

    def do() -> None:
        from mailgate.adapters.passwords import hash_password, new_password
        from mailgate.cli.run import passwords_file, replace_kept
        from mailgate.model.errors import Refused

        chosen = sys.stdin.readline().rstrip("\r\n") if stdin else new_password()
        if len(chosen) < SHORTEST:
            raise Refused(f"a password needs {SHORTEST} characters or more; leave --stdin out and one is made")
        with opened(settings) as house:
            agent = agent_named(who, house.in_force.rulebook.agents)
            house.store.people.set_password(agent.address, hash_password(chosen), now=house.desk.clock())
            kept = replace_kept(passwords_file(house.settings), agent.address, chosen)
        say(f"the password of {agent.address} is set" if stdin else f"{agent.address}  {chosen}")
        if kept:
            say(f"the earlier one is gone; {kept} has the new one")

    guarded(do, debug=debug)


@app.command()
def revoke(who: Who, settings: SettingsOption = DEFAULT_SETTINGS, debug: DebugOption = False) -> None:
    """End an agent's password and every live token at once."""

    def do() -> None:
        with opened(settings) as house:
            agent = agent_named(who, house.in_force.rulebook.agents)
            had, tokens = house.store.people.revoke(agent.address, now=house.desk.clock())
        say(f"{agent.address}: {'the password and ' if had else ''}{tokens} live tokens ended")

    guarded(do, debug=debug)


def agent_named(who: str, agents: Mapping[str, Agent]) -> Agent:
    """The agent of this address, name or local part, whatever its case. Refused with the nearest one."""
    import difflib

    from mailgate.model.errors import Refused

    wanted = who.strip().lower()
    for agent in agents.values():
        if wanted in (*(a.lower() for a in agent.addresses), agent.name.lower(), agent.address.partition("@")[0].lower()):
            return agent
    names = [agent.address for agent in agents.values()]
    near = difflib.get_close_matches(wanted, [*names, *(n.partition("@")[0] for n in names)], n=1)
    raise Refused(f"nobody is called {who}; " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"))
