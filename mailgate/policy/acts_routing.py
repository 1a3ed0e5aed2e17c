"""Commands that say what a ticket is and whose: intent, misroute, agree. They teach, for an agent's word is a lesson."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from mailgate.model.decision import KeepRoute, QueueNotice, Route, Teach
from mailgate.model.learning import Lesson
from mailgate.model.people import Agent
from mailgate.model.reading import NOTHING_READ, IntentScore, Reading
from mailgate.model.rules import Actions, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy import lessons
from mailgate.policy.acting import Acting
from mailgate.policy.agreeing import suggested_in
from mailgate.policy.classes import keeper_of
from mailgate.policy.commands import Line
from mailgate.policy.notices import handover
from mailgate.policy.routing.choice import route
from mailgate.policy.rules import combined, fired, rule_facts
from mailgate.policy.whom import agents_named, told_of
from mailgate.policy.why import name_of

Meant = tuple[Literal["intent", "team"], str]


def intent(line: Line, acting: Acting) -> Acting:
    """It is about that: the label changes, the ticket stays where it is."""
    meant = meant_by(line.argument, acting.rulebook, teams=False)
    if isinstance(meant, str):
        return acting.said(line, meant, ok=False)
    name, before = meant[1], acting.ticket.intent
    if before == name and acting.ticket.confidence is None:
        return acting.said(line, f"It is {name} already.")
    taught = lessons.relabelled(acting.ticket, acting.story.first_text, name, acting.agent, acting.now)
    labelled = replace(_labelled(acting.ticket, name, acting.rulebook), changed_at=acting.now)
    acting = _taught(replace(acting, ticket=labelled), taught)
    reading = _read_as(name, acting.looked.reading or NOTHING_READ)
    kept = _kept_for(labelled, reading, acting)
    if not labelled.ended and kept.hold_for is not None and acting.agent not in agents_named(kept.hold_for, acting.rulebook):
        return _given_to_keeper(line, acting, kept, reading)
    undo = f"; #intent {before} takes it back" if before and before in acting.rulebook.intents and before != name else ""
    return acting.said(line, f"It is {name} now, and the desk learns it{undo}. It stays where it is.")


def misroute(line: Line, acting: Acting) -> Acting:
    """It belongs elsewhere: it goes to who is best there, never back to who gave it on; and the desk learns. A team alone says
    only where it belongs: what it is about is taken from the reading, where that clearly thought of one of the team's intents,
    and stays as uncertain as it was read."""
    ticket, rulebook = acting.ticket, acting.rulebook
    meant = meant_by(line.argument, rulebook, teams=True)
    if isinstance(meant, str):
        return acting.said(line, meant, ok=False)
    if not _may_move(acting):
        return acting.said(line, f"It is kept for {name_of(ticket.hold_for, rulebook)}: only they may move it.", ok=False)
    kind, name = meant
    reading = acting.looked.reading or NOTHING_READ
    likely = lessons.clearly(name, rulebook, reading.intents) if kind == "team" else ()
    taught = lessons.misrouted(ticket, acting.story.first_text, name, acting.agent, rulebook, acting.now, likely)
    acting = _taught(acting, taught)
    thought = next((one for one in reading.intents if taught is not None and one.name == taught.intent), None)
    label = name if kind == "intent" else thought.name if thought is not None else None
    blank = replace(ticket, intent=None, also=None, confidence=None)
    labelled = _labelled(ticket, label, rulebook) if label is not None else blank
    if kind == "team" and thought is not None:
        labelled = replace(labelled, confidence=thought.confidence)
    if ticket.ended:
        acting = replace(acting, ticket=replace(labelled, changed_at=acting.now))
        learns = f"the desk learns that it was {name}'s" if taught is not None else f"{name} alone says too little to learn"
        return acting.said(line, f"It is {ticket.state} and stays where it is; {learns}.")
    reading = replace(reading, intents=(thought,)) if kind == "team" and thought is not None else _read_as(label, reading)
    kept = _kept_for(labelled, reading, acting)
    # whoever said that it is not theirs is not asked again
    not_again = frozenset({acting.agent.address.lower(), *ticket.passed}) - {
        a.address.lower() for a in agents_named(kept.hold_for, rulebook)
    }
    where = route(
        ticket=replace(kept, agent=None),
        reading=reading,
        past=acting.past,
        actions=Actions(team=name if kind == "team" else None, intent=label, hold_for=kept.hold_for),
        rulebook=rulebook,
        now=acting.now,
        without=not_again,
    )
    read = f"{label} 1.00"  # the agent's own word once more, as if it had been read
    said = (f"{acting.agent.name} says it belongs to {name}", *(why for why in where.because if why != read))
    where = replace(where, because=said)
    return _moved(line, acting, kept, where, not_again, learns=taught is not None)


def _given_to_keeper(line: Line, acting: Acting, kept: Ticket, reading: Reading) -> Acting:
    """What a rule keeps for one person is theirs from the moment that somebody says what it is."""
    where = route(
        ticket=replace(kept, agent=None),
        reading=reading,
        past=acting.past,
        actions=Actions(intent=kept.intent, hold_for=kept.hold_for),
        rulebook=acting.rulebook,
        now=acting.now,
    )
    because = (f"{acting.agent.name} says it is {kept.intent}", *where.because)
    return _moved(line, acting, kept, replace(where, because=because), frozenset())


def agree(line: Line, acting: Acting) -> Acting:
    """Whom the model would have chosen, where it only assists."""
    agent = acting.rulebook.agent_of(suggested_in(acting.looked.routes))
    if agent is None:
        return acting.said(line, "Nobody is suggested for it; #assign WHO gives it to somebody.", ok=False)
    if acting.ticket.agent == agent.address:
        return acting.said(line, f"{agent.name} has it already.")
    where = Route(
        team=_team_of(agent, acting.ticket),
        agent=agent.address,
        reason="suggested",
        mode="assist",
        because=(f"{acting.agent.name} agreed to the desk's suggestion",),
    )
    return _moved(line, acting, acting.ticket, where, frozenset())


def meant_by(argument: str, rulebook: Rulebook, *, teams: bool) -> Meant | str:
    """The intent or the team that a word names, or the sentence that says why it names none. An intent's last part is
    enough where it is the only one."""
    word = argument.strip().strip("@.,;:“”\"'").casefold()
    known = {name.casefold(): name for name in rulebook.intents}
    if word in known:
        return "intent", known[word]
    of_team = {name.casefold(): name for name in rulebook.teams} if teams else {}
    if word in of_team:
        return "team", of_team[word]
    short = [name for key, name in known.items() if key.rpartition(".")[2] == word]
    if len(short) == 1:
        return "intent", short[0]
    what = "intent or team" if teams else "intent"
    close = _close(word, {**known, **of_team})
    among = short or close
    person = _person(word, rulebook) if teams else None
    if person is not None:
        return f"{person.name} is a person: #assign {argument.strip()} gives it to them. #misroute takes an {what}."
    there = dict.fromkeys([*rulebook.intents, *of_team.values()])
    hint = f"; did you mean {' or '.join(among)}?" if among else f"; there are {', '.join([*there][:30])}."
    return f"There is no {what} “{argument.strip()}”{hint}"


def _person(word: str, rulebook: Rulebook) -> Agent | None:
    people = rulebook.agents.values()
    return next(
        (a for a in people if word in (a.name.casefold(), a.address.casefold(), a.address.partition("@")[0].casefold())), None
    )


def _close(word: str, known: dict[str, str]) -> list[str]:
    return [known[one] for one in difflib.get_close_matches(word, list(known), n=2, cutoff=0.6)]


def _taught(acting: Acting, lesson: Lesson | None) -> Acting:
    return acting.with_effects(Teach(lesson=lesson)) if lesson is not None else acting


def _labelled(ticket: Ticket, name: str, rulebook: Rulebook) -> Ticket:
    """A person said so: nothing is more certain, so there is no confidence."""
    known = rulebook.intents[name]
    return replace(ticket, intent=name, also=None, confidence=None, impact=known.impact)


def _read_as(label: str | None, reading: Reading) -> Reading:
    """What a person says in place of what was read. Where only a team is known, what was read is no guide."""
    said = () if label is None else (IntentScore(name=label, confidence=1.0, because=("an agent says so",)),)
    return replace(reading, intents=said)


def _may_move(acting: Acting) -> bool:
    """What is kept for one person or team is theirs to give on."""
    keeper = acting.ticket.hold_for
    if keeper is None:
        return True
    return acting.agent in agents_named(keeper, acting.rulebook)


def _kept_for(ticket: Ticket, reading: Reading, acting: Acting) -> Ticket:
    """The rules have their say on what it is now: what they keep for a person stays human, whoever moved it here. What was only
    read as sensitive no longer is: a person looked."""
    ticket, was = replace(ticket, sensitive=None, sensitive_because=()), ticket.sensitive
    reading = replace(reading, sensitive=None, sensitive_because=())
    facts = rule_facts(rulebook=acting.rulebook, now=acting.now, ticket=ticket, reading=reading, by=acting.agent.address)
    actions = combined(fired(acting.rulebook.rules, facts))
    keeper = actions.hold_for or keeper_of(ticket.intent, acting.rulebook)
    automation = actions.automation
    if automation is None:
        automation = False if keeper is not None and actions.hold_for is None else ticket.automation or was is not None
    return replace(ticket, hold_for=keeper, automation=automation)


def _moved(line: Line, acting: Acting, ticket: Ticket, where: Route, without: Iterable[str], *, learns: bool = True) -> Acting:
    """To where the route says; they hear of it. `learns`: what was said of it is a lesson."""
    rulebook, now = acting.rulebook, acting.now
    passed = () if where.agent == acting.agent.address else (acting.agent.address.lower(),)
    moved = ticket.handed_to(where.agent, where.team, now)
    if line.command.word == "misroute":
        moved = replace(moved, passed=tuple(dict.fromkeys((*moved.passed, *passed))))
    readers = told_of(where, rulebook, acting.past)
    told = [a for a in readers if a.address.lower() not in without] or list(readers)
    letters = [QueueNotice(notice=handover(moved, to, where, now=now, cause=acting.cause, again=True, entry=None)) for to in told]
    acting = replace(
        acting, ticket=moved, given_away=where.agent != acting.agent.address, word=_WORDS.get(line.command.word, acting.word)
    )
    acting = acting.with_effects(KeepRoute(ticket=moved.number, route=where), *letters)
    to = name_of(where.agent, rulebook) if where.agent else f"the queue of {where.team}"
    why = f" ({where.reason.replace('_', ' ')})" if where.reason not in ("best", "suggested") else ""
    lesson = ", and the desk learns it" if learns and line.command.word in ("misroute", "intent") else ""
    return acting.said(line, f"{to} has it now{why}{lesson}.")


_WORDS = {"misroute": "misrouted", "agree": "suggested"}


def _team_of(agent: Agent, ticket: Ticket) -> str | None:
    return ticket.team if ticket.team in agent.teams else next(iter(agent.teams), ticket.team)
