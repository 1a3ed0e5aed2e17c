"""What is wrong with a desk, where, and the names it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import re2

from mailgate.model.reading import SENSITIVE
from mailgate.model.rules import Pattern
from mailgate.settings import Settings
from mailgate.settings.values import is_address
from mailgate.settings.words import SURELY, did_you_mean, nearest

Loc = tuple[int | str, ...]

_MAX_MEMORY = 8 * 1024 * 1024


@dataclass(slots=True)
class Faults:
    """Gathers faults and warnings, each with its place: `file:line:column: what; what to do`."""

    settings: Settings
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def wrong(self, loc: Loc, what: str, *, key: bool = False) -> None:
        self.faults.append(f"{self.settings.at(*loc, key=key)}: {_dotted(loc)}: {what}")

    def warn(self, loc: Loc, what: str, *, key: bool = False) -> None:
        self.warnings.append(f"{self.settings.at(*loc, key=key)}: {_dotted(loc)}: {what}")

    def pattern(self, loc: Loc, written: str, *, case: bool) -> Pattern | None:
        """The compiled RE2 expression, or a fault."""
        options = re2.Options()
        options.max_mem = _MAX_MEMORY
        options.log_errors = False
        options.case_sensitive = case
        try:
            compiled: Pattern = re2.compile(written, options)
        except re2.error as error:
            said = error.args[0] if error.args else "it can't be read"
            self.wrong(loc, f"`{written}` is not an RE2 expression: {_in_words(said)}")
            return None
        return compiled


def _in_words(said: object) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    if "invalid perl operator: (?" in text or "(?=" in text or "(?!" in text or "(?<" in text:
        return f"{text}; RE2 has no look-around, write what shall be found"
    if "invalid escape sequence" in text:
        return f"{text}; RE2 has no back-references, and a plain backslash is written \\\\"
    if "bad repetition" in text or "repetition size" in text:
        return f"{text}; at most 1000 repetitions are allowed"
    if "too large" in text:
        return f"{text}; write it shorter, or with fewer repetitions"
    return f"{text}; mend it, or put \\Q…\\E around what is meant literally"


def _dotted(loc: Loc) -> str:
    return ".".join(part for part in loc if isinstance(part, str))  # of a list, the line says which one


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names a desk knows. `agents` maps every address and unambiguous name of an agent, folded, to the main address.
    A desk that names no team has one, `desk`, that everybody is in: then `named_teams` is False."""

    named_teams: bool
    teams: tuple[str, ...]
    agents: Mapping[str, str]
    hours: tuple[str, ...]
    intents: tuple[str, ...]
    mailboxes: tuple[str, ...]
    forms: tuple[str, ...] = ()
    classes: tuple[str, ...] = SENSITIVE  # of sensitive mail

    def team(self, name: str, loc: Loc, faults: Faults) -> str:
        if name not in self.teams:
            faults.wrong(loc, f"there is no team `{name}`; {did_you_mean(name, self.teams)}")
        return name

    def hour(self, name: str, loc: Loc, faults: Faults) -> str:
        if name not in self.hours:
            faults.wrong(loc, f"there are no hours `{name}`; {did_you_mean(name, self.hours)}")
        return name

    def mailbox(self, name: str, loc: Loc, faults: Faults) -> str:
        if name.lower() not in self.mailboxes:
            faults.wrong(loc, f"there is no mailbox `{name}`; {did_you_mean(name, self.mailboxes)}")
        return name.lower()

    def form(self, name: str, loc: Loc, faults: Faults) -> str:
        if name not in self.forms:
            faults.wrong(loc, f"there is no form `{name}`; {did_you_mean(name, self.forms)}")
        return name

    def agent(self, name: str, loc: Loc, faults: Faults) -> str:
        """The main address of the agent named by an address or a name."""
        found = self.agents.get(name.casefold())
        if found is None:
            faults.wrong(loc, f"there is no agent `{name}`; {did_you_mean(name, self.agents)}")
        return found or name

    def agent_or_team(self, name: str, loc: Loc, faults: Faults) -> str:
        """As `triage`, `hold_for` and `lead` name them; an agent comes as the main address."""
        if name in self.teams:
            return name
        found = self.agents.get(name.casefold())
        if found is None:
            faults.wrong(loc, f"`{name}` is neither an agent nor a team; {did_you_mean(name, (*self.agents, *self.teams))}")
        return found or name

    def somebody(self, name: str, loc: Loc, faults: Faults) -> str:
        """As `notify` names them: agent, lead, an agent, a team, or any address."""
        if name in ("agent", "lead") or name in self.teams:
            return name
        found = self.agents.get(name.casefold())
        if found is not None:
            return found
        if is_address(name):
            return name.lower()
        near = nearest(name, ("agent", "lead", *self.agents, *self.teams))
        hint = f"did you mean `{near}`?" if near else "write agent, lead, an agent, a team or an address"
        faults.wrong(loc, f"`{name}` is nobody we can write to; {hint}")
        return name

    def intent_set(self, name: str, loc: Loc, faults: Faults) -> str:
        """An intent that is given: it has to exist."""
        if name not in self.intents:
            faults.wrong(loc, f"there is no intent `{name}`; {did_you_mean(name, self.intents)}")
        return name

    def intent_asked(self, name: str, loc: Loc, faults: Faults) -> str:
        """An intent that is asked for: one that is misspelt is a fault; one that nobody taught us yet never holds."""
        if name not in self.intents:
            near = nearest(name, self.intents, at_least=SURELY)
            if near is not None:
                faults.wrong(loc, f"there is no intent `{name}`; did you mean `{near}`?")
            else:
                faults.warn(loc, f"this never holds: `{name}` is not among the intents; add it there")
        return name


def names_of(settings: Settings, faults: Faults) -> Names:
    """The desk's names; a team that only agents name exists, unless it looks like a misspelt one."""
    desk = settings.desk
    teams = dict.fromkeys(desk.teams)
    for address, agent in desk.agents.items():
        for i, name in enumerate(agent.teams):
            near = nearest(name, desk.teams, at_least=SURELY) if name not in desk.teams else None
            if near is not None:
                faults.wrong(("desk", "agents", address, "teams", i), f"there is no team `{name}`; did you mean `{near}`?")
            elif name not in teams:
                teams[name] = None
    return Names(
        named_teams=bool(teams),
        teams=tuple(teams) or ("desk",),
        agents=_agents(settings, faults),
        hours=("always", *desk.hours),
        intents=tuple(desk.intents),
        mailboxes=tuple(desk.mailboxes),
        forms=tuple(form.name or next(iter(form.from_), "") for form in desk.forms),
        classes=tuple(
            dict.fromkeys((*SENSITIVE, *(n.partition(".")[0].lower() for n, i in desk.intents.items() if i.sensitive)))
        ),
    )


def _agents(settings: Settings, faults: Faults) -> dict[str, str]:
    desk = settings.desk
    found: dict[str, str] = {}
    spoken: dict[str, set[str]] = {}
    for address, agent in desk.agents.items():
        for i, each in enumerate((address, *agent.also)):
            loc: Loc = ("desk", "agents", address) if i == 0 else ("desk", "agents", address, "also", i - 1)
            if each in desk.mailboxes:
                what = "is a mailbox of the desk, so its mail would run in circles; use the agent's own address"
                faults.wrong(loc, f"{each} {what}", key=i == 0)
            elif found.get(each, address) != address:
                faults.wrong(loc, f"{each} is {found[each]}'s already; an address belongs to one agent", key=i == 0)
            found.setdefault(each, address)
        if agent.name:
            spoken.setdefault(agent.name.casefold(), set()).add(address)
    return {**{name: min(addresses) for name, addresses in spoken.items() if len(addresses) == 1}, **found}


def listed(value: Any) -> list[Any]:
    """One thing stands for a list of it."""
    return list(value) if isinstance(value, list | tuple) else [value]
