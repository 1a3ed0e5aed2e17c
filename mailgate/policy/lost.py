"""A letter is lost for good, by a bounce or by the next hop's refusal: what becomes of its ticket."""

from __future__ import annotations

from mailgate.model.decision import ChangeTicket, Effect, Judgement, KeepRoute, QueueNotice, Route
from mailgate.model.people import Agent
from mailgate.model.ticket import Ticket
from mailgate.policy import promises
from mailgate.policy.notices import admin_notice, handover
from mailgate.policy.rules import rule_facts
from mailgate.policy.whom import leads_of, team_agents

WORK_LETTERS = frozenset({"handover", "customer_replied", "pending_mail"})  # without these, nobody works on the ticket


def owed_again(template: str, to: str, ticket: Ticket, judgement: Judgement) -> tuple[Effect, ...]:
    """An answer that did not arrive is no answer: we don't wait for the customer, somebody must act."""
    if template != "answer" or ticket.state != "waiting" or to.lower() != ticket.customer.lower():
        return ()
    facts = rule_facts(rulebook=judgement.rulebook, now=judgement.now, ticket=ticket, by="mailgate")
    opened, effects = promises.after_customer_wrote(ticket.taken_up(judgement.now), facts, judgement.rulebook, judgement.now)
    return ChangeTicket(ticket=opened), *effects


def rerouted(ticket: Ticket, unreached: Agent, words: str, judgement: Judgement, cause: int | None) -> tuple[Effect, ...]:
    """A letter of work that an agent did not get. The agent's own ticket goes to the lead; where that is the very person, to the
    rest of the team. A queue keeps it while anybody else of the team was told. The admins hear of it."""
    rulebook, now = judgement.rulebook, judgement.now
    lines = (f"Mail to {unreached.name} does not arrive: {words}", "Their tickets go to the team's lead until it does.")
    told = tuple(
        QueueNotice(notice=admin_notice(to, "undeliverable", "An agent can't be reached", lines, now=now, cause=cause))
        for to in rulebook.admins
        if rulebook.agent_of(to) is not unreached
    )
    team = tuple(a for a in team_agents(ticket.team, rulebook) if a is not unreached)
    if ticket.ended or ticket.agent not in (None, unreached.address) or (ticket.agent is None and team):
        return told
    lead = next((a for a in leads_of(ticket.team, rulebook) if a is not unreached), None)
    changed = ticket.handed_to(lead.address if lead else None, ticket.team, now)
    because = (f"mail to {unreached.name} does not arrive",)
    route = Route(team=changed.team, agent=changed.agent, reason="undeliverable", because=because)
    readers = (lead,) if lead else team
    letters = (handover(changed, to, route, now=now, cause=cause, again=True, entry=None) for to in readers)
    return (
        ChangeTicket(ticket=changed),
        KeepRoute(ticket=ticket.number, route=route),
        *(QueueNotice(notice=n) for n in letters),
        *told,
    )
