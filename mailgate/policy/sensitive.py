"""Sensitive mail goes to the people named for its class, and nothing about it is automatic: before intents, scores and modes.

What the settings' rules say of it comes first; what the model thinks that it is about says nothing here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailgate.model.decision import Route
from mailgate.model.people import Agent
from mailgate.model.rules import Actions, Rule, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.classes import SAFETY, rank, said_of
from mailgate.policy.incoming import Incoming
from mailgate.policy.rules import combined, fired
from mailgate.policy.whom import agents_named, leads_of, readers_of, told_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What follows of a mail's class: `person` gets it (an agent's address or a team), None where a rule said who; `actions` are
    the rules', with what the class adds."""

    name: str
    because: tuple[str, ...]
    person: str | None
    actions: Actions

    @property
    def urgent_because(self) -> tuple[str, ...]:
        """Where somebody may be in danger nothing is more urgent, unless a rule says how urgent it is."""
        return ("somebody may be in danger",) if self.name == SAFETY and self.actions.priority is None else ()

    def marked(self, ticket: Ticket) -> Ticket:
        """The ticket from now on."""
        marked = replace(ticket, sensitive=self.name, sensitive_because=self.because)
        return replace(marked, priority="urgent") if self.urgent_because else marked


def kept(mail: Incoming, rules: Sequence[Rule]) -> Kept | None:
    """Whom a mail is kept for, after these rules had their say, and what is done with it. None where it has no class, where the
    settings switched its class off, and of what a machine reports: nobody threatens by a monitoring system.

    A rule that keeps mail by its intent is believed where the intent is of the class; else the model would decide who gets it."""
    reading, form, actions = mail.reading, mail.message.form, combined(rules)
    person = mail.rulebook.routing.sensitive.get((reading.sensitive or "").lower())
    if reading.sensitive is None or person is None or (form is not None and form.customer is None):
        return None
    ruled = combined(rule for rule in rules if asks(rule))
    held = combined(rule for rule in rules if not _guesses(rule, reading.sensitive)).hold_for
    mine = held is None and ruled.agent is None and ruled.team is None
    return Kept(
        name=reading.sensitive,
        because=reading.sensitive_because,
        person=person if mine else None,
        actions=replace(
            actions,
            hold_for=person if mine else held,
            automation=False if actions.automation is None else actions.automation,
        ),
    )


def _guesses(rule: Rule, name: str) -> bool:
    """Whether a rule goes by what the model takes a mail for, and by no intent of this class: whom it names is not whom the class
    is for."""
    clauses = [clause for clause in rule.when.clauses if clause.field == "intent"]
    asked = [str(test.value).partition(".")[0].lower() for clause in clauses for test in clause.any_of]
    return bool(clauses) and name.lower() not in asked and not asks(rule)


def asks(rule: Rule) -> bool:
    """Whether a rule is about sensitive mail."""
    return any(clause.field == "sensitive" for clause in rule.when.clauses)


def beside(ticket: Ticket, where: Route, rulebook: Rulebook) -> tuple[Agent, ...]:
    """Who hears at once of danger to somebody, beside the person it is kept for: while that one isn't in, the team's lead and
    triage."""
    if ticket.sensitive != SAFETY or where.in_at is None:
        return ()
    told = told_of(where, rulebook)
    others = (*leads_of(ticket.team, rulebook), *agents_named(rulebook.routing.triage, rulebook))
    return tuple(one for place, one in enumerate(others) if one not in told and one not in others[:place])


# -- a ticket that turns sensitive -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A ticket whose customer now wrote something sensitive. `moves`: it goes to the person named, whoever has it; `also` are
    those who are told where it stays with somebody else it is kept for."""

    ticket: Ticket
    moves: bool
    also: tuple[Agent, ...]

    @property
    def said(self) -> str:
        return said_of(self.ticket.sensitive, self.ticket.sensitive_because)


def turned(ticket: Ticket, mail: Incoming) -> Turned | None:
    """The ticket as the mail leaves it, where it turns sensitive, or more so than it was. None where nothing changes."""
    asking = [rule for rule in mail.rulebook.rules if asks(rule)]
    found = kept(mail, fired(asking, mail.rule_facts(ticket)))
    if found is None or rank(found.name) >= rank(ticket.sensitive):
        return None
    person = found.actions.hold_for or found.actions.agent or found.actions.team
    keepers = agents_named(person, mail.rulebook)
    automation = ticket.automation and found.actions.automation is True
    after = replace(found.marked(ticket), hold_for=ticket.hold_for or person, automation=automation)
    if ticket.hold_for is None:
        here = mail.rulebook.agent_of(ticket.agent)
        return Turned(ticket=after, moves=here is None or here not in keepers, also=())
    readers = readers_of(ticket, mail.rulebook)
    return Turned(ticket=after, moves=False, also=tuple(agent for agent in keepers if agent not in readers))
