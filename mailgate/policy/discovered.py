"""What is proposed of tickets that nobody understood: a new intent as ready YAML, told to who triages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from mailgate.model.delivery import Notice
from mailgate.model.discovery import Cluster, Proposal
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.policy.notices import admin_notice
from mailgate.policy.whom import agents_named

FILE: Final = "intents.proposed.yaml"  # beside the settings
LATELY = timedelta(days=14)
KNOWN: Final = 0.5  # the chance that it is any of the intents, below which nobody knows what it is
_SOLVERS = 3
_LONGEST = 60  # characters of a name


def proposal_of(cluster: Cluster, rulebook: Rulebook, names: Collection[str], *, now: datetime) -> Proposal:
    """Of these tickets. `names` are taken already, besides those of the settings."""
    tickets = cluster.tickets
    solvers = Counter(one.solver for one in tickets if one.solver is not None)
    teams = Counter(one.team for one in tickets if one.solver is not None) or Counter(one.team for one in tickets)
    team = next((team for team, _ in teams.most_common() if team in rulebook.teams), None)
    called = ((agent.name if (agent := rulebook.agent_of(who)) else who, many) for who, many in solvers.most_common(_SOLVERS))
    return Proposal(
        ticket=tickets[-1].ticket,
        at=now,
        name=free_name(name_of("_".join(cluster.words[:2])), {*rulebook.intents, *names}),
        tickets=tuple(one.ticket for one in tickets),
        customers=len({one.customer.lower() for one in tickets}),
        lately=sum(1 for one in tickets if now - LATELY < one.at),
        words=cluster.words,
        phrases=cluster.phrases or cluster.words[:2],
        examples=cluster.examples,
        team=team,
        solvers=tuple(called),
        centroid=cluster.centroid,
        embedder=cluster.embedder,
    )


def known_as(cluster: Cluster, rulebook: Rulebook) -> str | None:
    """The intent of the settings one of whose phrases, of two words or more, is what the tickets have in common."""
    said = [f" {_spelt(one)} " for one in cluster.phrases]
    for name, intent in rulebook.intents.items():
        spelt = (_spelt(phrase) for phrase in intent.phrases)
        if any(" " in phrase and f" {phrase} " in one for phrase in spelt for one in said):
            return name
    return None


def understood(readings: Sequence[Reading], sure: float) -> bool:
    """Whether most of a group's tickets, read by what is in force now, are an intent that the desk is sure of."""
    known = [
        one for one in readings if one.intent and one.intent.confidence >= sure and (one.known is None or one.known >= KNOWN)
    ]
    return 2 * len(known) > len(readings)


def name_of(words: str) -> str:
    """What a person or the desk calls it, as intents are called: lower case, letters, digits, dots and underscores."""
    spelt = "".join(char if char.isalnum() or char in "._" else "_" for char in words.strip().lower())
    while "__" in spelt:
        spelt = spelt.replace("__", "_")
    return spelt[:_LONGEST].strip("._")


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it where another intent has it."""
    name = name or "new_intent"
    return next(one for n in range(1, len(taken) + 2) if (one := name if n == 1 else f"{name}_{n}") not in taken)


def yaml_of(proposal: Proposal) -> tuple[str, ...]:
    """The lines of the intent, as they stand under `intents:`. Strings are quoted as in JSON, which is YAML."""
    solved = ", ".join(f"{name} ({many})" for name, many in proposal.solvers) or "nobody yet"
    lines = [
        f"# {len(proposal.tickets)} tickets of {proposal.customers} customers, {proposal.lately} of them in the last 14 days;",
        f"# the newest is #{proposal.ticket}. Solved by: {' '.join(solved.split())}",
        f"{_quoted(proposal.name)}:",
        *((f"  team: {_quoted(proposal.team)}",) if proposal.team is not None else ()),
        "  phrases:",
        *(f"    - {_quoted(one)}" for one in proposal.phrases),
        "  examples:",
        *(f"    - {_quoted(one)}" for one in proposal.examples),
    ]
    return tuple(lines)


def told(proposal: Proposal, rulebook: Rulebook, *, now: datetime) -> tuple[Notice, ...]:
    """To who triages, about the newest of the tickets, so that their answer is about it; else to the admins, who can't answer
    for an agent."""
    agents = agents_named(rulebook.routing.triage, rulebook)
    if not agents:
        subject, lines = _admin_letter(proposal, f"{len(proposal.tickets)} tickets may be a new intent", None)
        return tuple(admin_notice(to, "intent_discovered", subject, lines, now=now) for to in rulebook.admins)
    data = {
        "name": proposal.name,
        "many": len(proposal.tickets),
        "customers": proposal.customers,
        "lately": proposal.lately,
        "words": list(proposal.words),
        "tickets": list(proposal.tickets[-12:]),
        "yaml": list(yaml_of(proposal)),
    }
    return tuple(
        Notice(
            template="discovery",
            to=agent.address,
            to_name=agent.name,
            audience="agent",
            why="intent_discovered",
            deliver_after=now,
            ticket=proposal.ticket,
            data=data,
        )
        for agent in agents
    )


def accepted(proposal: Proposal, rulebook: Rulebook, kept: bool, *, now: datetime) -> tuple[Notice, ...]:
    """An agent said yes: the admins get it. `kept`: it stands in FILE now."""
    agent = rulebook.agent_of(proposal.by)
    subject, lines = _admin_letter(proposal, f"{agent.name if agent else proposal.by} proposes the intent {proposal.name}", kept)
    return tuple(admin_notice(to, "intent_proposed", subject, lines, now=now) for to in rulebook.admins)


def entry_of(proposal: Proposal) -> str:
    """What is added to FILE."""
    return "".join(f"    {line}\n" for line in yaml_of(proposal))


HEAD: Final = (
    "# Intents that agents proposed; the desk adds to the end of this file and changes nothing else in it.\n"
    f"# `include: {FILE}` at the top of settings.yaml puts them in force.\n"
    "# Move what you like to your own settings, and out of here.\n"
    "desk:\n"
    "  intents:\n"
)


def _admin_letter(proposal: Proposal, subject: str, kept: bool | None) -> tuple[str, Sequence[str]]:
    """`kept`: whether it is in the file; None: nobody asked for that."""
    how: tuple[str, ...] = ("Put it under `desk: intents:` in your settings, under the name you like, if it is one.",)
    if kept:
        how = (
            f"It stands at the end of {FILE} beside your settings, which the desk alone writes.",
            f"`include: {FILE}` at the top of settings.yaml puts everything in it in force; or move it to your own intents,",
            "out of that file. `mailgate check` says whether all is well; the desk learns the new intent at once.",
        )
    elif kept is False:
        how = (f"It could not be written to {FILE} beside your settings; put it under `desk: intents:` yourself.",)
    return subject, ("Ready for `desk: intents:`", "", *(f"    {line}" for line in yaml_of(proposal)), "", *how)


def _spelt(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
