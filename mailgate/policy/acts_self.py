"""Commands about the agent: away, back, skills; and snooze, which puts a ticket aside."""

from __future__ import annotations

import difflib
from dataclasses import replace

from mailgate.model.decision import SetAway, SetTimer, SetWish
from mailgate.model.people import Wish
from mailgate.model.promise import Timer
from mailgate.policy import promises
from mailgate.policy.acting import Acting
from mailgate.policy.commands import Line
from mailgate.policy.instants import MORNING, instant_of, told, zone_of
from mailgate.policy.skilled import names_of, skilled

_HOW = "write it as `until monday`, `until 24 dec` or `2 weeks`"
WISHES: dict[str, Wish | None] = {
    "want": "want",
    "wants": "want",
    "yes": "want",
    "more": "want",
    "no": "no",
    "not": "no",
    "less": "no",
    "clear": None,
    "any": None,
    "whatever": None,
}


def away(line: Line, acting: Acting) -> Acting:
    """Nothing new until then. What the agent has touched, stays; what is untouched and owed before, and a customer who comes
    back, is handed on."""
    zone = zone_of(acting.agent, acting.rulebook)
    until = instant_of(line.argument, acting.now, zone)
    if until is None:
        return acting.said(line, f"“{line.argument}” is no time to come; {_HOW}.", ok=False)
    waiting = sum(t.state in ("new", "open") for t in acting.looked.mine)
    have = "One open ticket is yours" if waiting == 1 else f"{waiting} open tickets are yours"
    kept = f" {have}: what you have not touched and is owed before goes to others, and you hear of it." if waiting else ""
    hand_on = " #assign TEAM in its letter gives on what stays with you." if waiting else ""
    acting = acting.with_effects(SetAway(agent=acting.agent.address, until=until, why="command"))
    return acting.said(line, f"You are away until {told(until, zone)}; #back ends it.{kept}{hand_on}")


def back(line: Line, acting: Acting) -> Acting:
    state = acting.past.agents.get(acting.agent.address)
    if state is None or state.away_until is None or state.away_until <= acting.now:
        return acting.said(line, "You were not away.")
    acting = acting.with_effects(SetAway(agent=acting.agent.address, until=None, why="command"))
    return acting.said(line, "You are back; new tickets may come to you.")


def snooze(line: Line, acting: Acting) -> Acting:
    """Out of sight until then, or until the customer writes. Promises go on: the customer still waits."""
    ticket, zone = acting.ticket, zone_of(acting.agent, acting.rulebook)
    if ticket.ended:
        return acting.said(line, f"It is {ticket.state}; there is nothing to put aside.", ok=False)
    until = instant_of(line.argument, acting.now, zone, day_begins=MORNING)
    if until is None:
        return acting.said(
            line, f"“{line.argument}” is no time to come; write it as `2d`, `monday` or `tomorrow 14:00`.", ok=False
        )
    aside = replace(ticket, state="snoozed", snoozed_until=until, changed_at=acting.now)
    due = promises.due(aside)
    owed = f" Its promises go on: the next is due {told(due, zone)}." if due is not None and due < until else ""
    acting = replace(acting, ticket=aside).with_effects(
        SetTimer(timer=Timer(kind="wake_snoozed", ticket=ticket.number, due=until))
    )
    return acting.said(line, f"It is put aside until {told(until, zone)}; #take or the customer's next mail wakes it.{owed}")


def skills(line: Line, acting: Acting) -> Acting:
    """Alone: what the desk thinks. With a name and a word: what the agent wants, which routing weighs from now on."""
    agent, rulebook = acting.agent, acting.rulebook
    if not line.argument:
        return acting.said(line, f"What the desk thinks you can, {agent.name}", skilled(agent, acting.past, rulebook, acting.now))
    name, _, word = line.argument.strip(" .,;").casefold().rpartition(" ")
    if word not in WISHES or not name.strip():
        return acting.said(line, "Write it as `#skills billing want`, `#skills billing no` or `#skills billing clear`.", ok=False)
    known = {one.casefold(): one for one in names_of(rulebook)}
    if name.strip() not in known:
        close = [known[one] for one in difflib.get_close_matches(name.strip(), list(known), n=2)]
        hint = f"; did you mean {' or '.join(close)}?" if close else f"; there are {', '.join(sorted(known.values()))}."
        return acting.said(line, f"Nothing is called “{name.strip()}” here{hint}", ok=False)
    wished, wish = known[name.strip()], WISHES[word]
    acting = acting.with_effects(SetWish(agent=agent.address, name=wished, wish=wish))
    undo = f"; #skills {wished} clear takes it back" if wish is not None else ""
    heard = {
        "want": f"You would like {wished}: such tickets come to you more often",
        "no": f"You would rather not have {wished}: such tickets come to you only where nobody else can",
        None: f"Of {wished} you want neither more nor less",
    }[wish]
    return acting.said(line, f"Heard. {heard}{undo}.")
