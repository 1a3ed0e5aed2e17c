"""What each command does to a ticket. Every act leaves one line of the transcript: what was done, or what was not and why."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from mailgate.model.decision import AddParticipant, Effect, KeepRoute, QueueNotice, RevealEntry, Route, Teach
from mailgate.model.people import Agent
from mailgate.model.rules import Priority
from mailgate.model.ticket import Participant
from mailgate.policy import acts_discovery, acts_incident, acts_looking, acts_routing, acts_self, acts_use, lessons, promises
from mailgate.policy.acting import Acting
from mailgate.policy.commands import COMMANDS, Line, usage
from mailgate.policy.notices import handover
from mailgate.policy.rules import rule_facts
from mailgate.policy.whom import of_queue


def act(line: Line, acting: Acting) -> Acting:
    """Carry out one command."""
    if line.command.who == "senior" and not acting.agent.senior:
        return acting.said(line, "Only senior agents may do that.", ok=False)
    if line.command.argument == "required" and not line.argument:
        return acting.said(line, f"It needs more: {usage(line.command)}.", ok=False)
    return ACTS[line.command.word](line, acting)


def taken(acting: Acting) -> Acting:
    """It is this agent's now."""
    team = acting.ticket.team if acting.ticket.team in acting.agent.teams else next(iter(acting.agent.teams), acting.ticket.team)
    ticket = acting.ticket.handed_to(acting.agent.address, team, acting.now)
    return replace(acting, ticket=ticket.taken_up(acting.now) if ticket.state in ("new", "snoozed") else ticket)


def _take(line: Line, acting: Acting) -> Acting:
    if acting.ticket.agent == acting.agent.address and acting.ticket.state == "snoozed":
        return replace(acting, ticket=acting.ticket.taken_up(acting.now)).said(line, "It is open again.")
    if acting.ticket.agent == acting.agent.address:
        return acting.said(line, "It is yours already.")
    before = acting.rulebook.agent_of(acting.ticket.agent)
    return taken(acting).said(line, f"It is yours now; {before.name} had it." if before else "It is yours now.")


def _assign(line: Line, acting: Acting) -> Acting:
    name, rulebook = line.argument.strip().strip("@.,").casefold(), acting.rulebook
    if name in ("me", "myself") or rulebook.agent_of(line.argument.strip()) is acting.agent:
        return _take(line, acting)
    team = next((t for t in rulebook.teams if t.casefold() == name), None)
    people = tuple(rulebook.agents.values())
    agent = rulebook.agent_of(line.argument.strip())
    exact = [a for a in people if name in (a.name.casefold(), a.address.partition("@")[0].casefold())]
    begins = [a for a in people if a.name.casefold().startswith(name)]
    found = [agent] if agent else exact or ([] if team else begins)
    if len(found) > 1:
        return acting.said(line, f"Which one: {', '.join(a.address for a in found)}?", ok=False)
    if found:
        return _handed(line, acting, found[0], None)
    if team is not None:
        return _handed(line, acting, None, team)
    return acting.said(line, _nobody_called(name, acting), ok=False)


NAMED = 8  # people and teams that an `#assign` of nobody names


def _nobody_called(name: str, acting: Acting) -> str:
    """With who may have been meant, else those there are, the most alike first."""
    people = {a.name.casefold(): a.name for a in acting.rulebook.agents.values()}
    teams = {t.casefold(): f"team {t}" for t in acting.rulebook.teams}
    known = {**teams, **people}
    close = difflib.get_close_matches(name, list(known), n=1)
    if close:
        return f"Nobody is called that; did you mean {known[close[0]]}?"
    nearest = difflib.get_close_matches(name, list(known), n=NAMED, cutoff=0.0)
    more = f" and {len(known) - len(nearest)} more" if len(known) > len(nearest) else ""
    return f"Nobody is called that; there are {', '.join(known[one] for one in nearest)}{more}."


def _handed(line: Line, acting: Acting, agent: Agent | None, team: str | None) -> Acting:
    """Given to an agent, or to a team's queue; they hear of it."""
    ticket, now = acting.ticket, acting.now
    if agent is not None:
        team = ticket.team if ticket.team in agent.teams else next(iter(agent.teams), ticket.team)
    if agent is not None and ticket.agent == agent.address:
        return acting.said(line, f"{agent.name} has it already.")
    ticket = ticket.handed_to(agent.address if agent else None, team, now)
    route = Route(team=team, agent=ticket.agent, reason="assigned", because=(f"{acting.agent.name} assigned it",))
    readers = (agent,) if agent else tuple(a for a in of_queue(team, acting.rulebook, acting.past) if a is not acting.agent)
    acting = replace(acting, ticket=ticket, given_away=True).with_effects(
        KeepRoute(ticket=ticket.number, route=route),
        *(QueueNotice(notice=handover(ticket, to, route, now=now, cause=acting.cause, again=True, entry=None)) for to in readers),
    )
    return acting.said(line, f"{agent.name if agent else f'Team {team}'} has it now{_but_away(agent, acting)}.")


def _but_away(agent: Agent | None, acting: Acting) -> str:
    state = acting.past.agents.get(agent.address) if agent is not None else None
    until = state.away_until if state is not None else None
    return f", but is away until {until.date().isoformat()}" if until is not None and until > acting.now else ""


def _unassign(line: Line, acting: Acting) -> Acting:
    if acting.ticket.agent is None:
        return acting.said(line, "Nobody has it: it is in the queue already.")
    return _handed(line, acting, None, acting.ticket.team)


def _resolve(line: Line, acting: Acting) -> Acting:
    if acting.ticket.ended:
        return acting.said(line, f"It is {acting.ticket.state} already.")
    return replace(acting.said(line, _with_others("It is resolved.", "They are all resolved.", acting)), ends="resolved")


def _close(line: Line, acting: Acting) -> Acting:
    if acting.ticket.state in ("closed", "archived"):
        return acting.said(line, f"It is {acting.ticket.state} already.")
    return replace(acting.said(line, _with_others("It is closed.", "They are all closed.", acting)), ends="closed")


def _with_others(one: str, all_of_them: str, acting: Acting) -> str:
    """`#answer` beside it ends every ticket that gets the words."""
    others = len(acts_incident.others_of(acting)) if acting.found.named("answer") else 0
    return f"{all_of_them.removesuffix('.')}, {others + 1} tickets." if others else one


def _reopen(line: Line, acting: Acting) -> Acting:
    if not acting.ticket.ended:
        return acting.said(line, "It is open already.")
    reopened = acting.ticket.reopened_at(acting.now)
    ticket, effects = promises.after_reopened(reopened, acting.rule_facts(), acting.rulebook, acting.now)
    taught = lessons.reopened(ticket, acting.story.first_text, acting.agent, acting.now)
    taught_by = (Teach(lesson=taught),) if taught is not None else ()
    return replace(acting, ticket=ticket, reopened=True).with_effects(*effects, *taught_by).said(line, "It is open again.")


def _priority(line: Line, acting: Acting) -> Acting:
    wanted = next((p for p in get_args(Priority) if p == line.argument.casefold()), None)
    if wanted is None:
        return acting.said(line, f"A priority is one of {', '.join(get_args(Priority))}.", ok=False)
    ticket = replace(acting.ticket, priority=wanted, changed_at=acting.now)
    return replace(acting, ticket=ticket).said(line, f"Its priority is {wanted}.")


def _tag(line: Line, acting: Acting) -> Acting:
    tags = tuple(dict.fromkeys((*acting.ticket.tags, *_words(line.argument))))
    return _tagged(line, acting, tags)


def _untag(line: Line, acting: Acting) -> Acting:
    gone = set(_words(line.argument))
    tags = tuple(t for t in acting.ticket.tags if t.casefold() not in gone)
    if tags == acting.ticket.tags:
        return acting.said(line, f"It has no such tag; its tags: {', '.join(tags) or 'none'}.", ok=False)
    return _tagged(line, acting, tags)


def _tagged(line: Line, acting: Acting, tags: tuple[str, ...]) -> Acting:
    ticket = replace(acting.ticket, tags=tags, changed_at=acting.now)
    return replace(acting, ticket=ticket).said(line, f"Its tags: {', '.join(tags) or 'none'}.")


def _accept(line: Line, acting: Acting) -> Acting:
    """Lets waiting mails in, and who wrote them; with an address only that person's, or a person who merely waits. Without any
    waiting mail, the people in Cc who wait."""
    wanted = line.argument.strip("<>,. ").casefold()
    number, story = acting.ticket.number, acting.story
    entries = [e for e in story.pending if wanted in ("", e.by.casefold())]
    people = {e.by.casefold(): Participant(address=e.by, name=e.by_name, role="cc") for e in entries}
    for person in story.participants:
        key = person.address.casefold()
        if person.state == "pending" and (key == wanted or (not wanted and not entries)):
            people.setdefault(key, replace(person, state="active"))
    if not people:
        return acting.said(line, f"Nothing waits from {wanted}." if wanted else "Nothing waits to be let in.", ok=False)
    ticket = acting.ticket
    promised: tuple[Effect, ...] = ()
    if entries and ticket.state == "waiting":
        facts = rule_facts(rulebook=acting.rulebook, now=acting.now, ticket=ticket, by="customer")
        ticket, promised = promises.after_customer_wrote(ticket.taken_up(acting.now), facts, acting.rulebook, acting.now)
    return (
        replace(acting, ticket=ticket)
        .with_effects(
            *(AddParticipant(ticket=number, participant=p) for p in people.values()),
            *(RevealEntry(ticket=number, entry=e.id) for e in entries),
            *promised,
        )
        .said(line, f"{', '.join(p.address for p in people.values())} is in the conversation now.")
    )


def _help(line: Line, acting: Acting) -> Acting:
    return acting.said(line, "All commands:", [f"{usage(c)} – {c.does}" for c in COMMANDS])


def _text(line: Line, acting: Acting) -> Acting:
    """`#note` and `#reply` speak of the text, which is dealt with after all commands."""
    return acting


def _words(argument: str) -> list[str]:
    return [w for w in argument.casefold().replace(",", " ").replace("#", " ").split() if w]


# fmt: off
ACTS: dict[str, Callable[[Line, Acting], Acting]] = {
    "take": _take, "assign": _assign, "unassign": _unassign, "resolve": _resolve, "close": _close, "reopen": _reopen,
    "priority": _priority, "tag": _tag, "untag": _untag, "accept": _accept, "help": _help, "note": _text, "reply": _text,
    "intent": acts_routing.intent, "misroute": acts_routing.misroute, "agree": acts_routing.agree, "use": acts_use.use,
    "why": acts_looking.tell_why, "similar": acts_looking.similar, "history": acts_looking.history,
    "status": acts_looking.status, "mine": acts_looking.mine, "search": acts_looking.search,
    "skills": acts_self.skills, "away": acts_self.away, "back": acts_self.back, "snooze": acts_self.snooze,
    "incident": acts_incident.incident, "answer": acts_incident.answer,
    "propose": acts_discovery.propose, "decline": acts_discovery.decline,
}
# fmt: on
