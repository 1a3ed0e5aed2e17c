"""What becomes of tickets in agents' hands, as the desk learns it: who solved, who gave on, whose answer did not hold.

Only what people do teaches: agents by acting, customers by coming back and by marks. A ticket whose kind nobody knows says
nothing of anybody's skill."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailgate.model.decision import LearnSkill
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.promise import Promise
from mailgate.model.rules import Rulebook
from mailgate.model.skill import ANYTHING, How
from mailgate.model.ticket import Ticket
from mailgate.policy.hours import worked
from mailgate.policy.routing.expected import outcome_of
from mailgate.policy.routing.judged import judged, task_now
from mailgate.policy.routing.load import hours_of
from mailgate.policy.spiked import INCIDENT

Learned = tuple[LearnSkill, ...]

LONGEST = 40.0  # hours of work that one ticket is believed to take: more was waiting
PRAISE, BLAME = 0.75, 0.3  # shares of the feedback scale from which, and up to which, a mark says something


def acted(before: Ticket, after: Ticket, by: Agent, *, misrouted: bool, past: Past, rulebook: Rulebook, now: datetime) -> Learned:
    """What an agent's mail taught: they solved it, or had it and gave it on. Who only moves what others have teaches nothing
    of these; and where the label was wrong, it is the desk that was, not the agent who had it."""
    if after.ended and not before.ended:
        return _solved(before, after, by, past, rulebook, now)
    had = rulebook.agent_of(before.agent)
    if had is not by or after.agent == before.agent:
        return ()
    if misrouted or after.intent != before.intent:
        return _outcome(after, by, "misrouted", None, past, rulebook, now)
    return _outcome(before, by, "given_on", hours_of_work(before, by, past, rulebook, now), past, rulebook, now)


def came_back(ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> Learned:
    """The customer came back: what was counted as solved was not. What many tickets shared was counted once for all of them, so
    that one of them comes back takes nothing away; nor does its mark."""
    if INCIDENT in ticket.tags:
        return ()
    return _outcome(ticket, rulebook.agent_of(ticket.resolved_by), "reopened", None, past, rulebook, now)


def broke(ticket: Ticket, promise: Promise, past: Past, rulebook: Rulebook, now: datetime) -> Learned:
    """A promise was broken in this agent's hands, who had the ticket for at least half of its time."""
    got = ticket.handed_over_at or ticket.opened_at
    if promise.since is not None and promise.due - got < (promise.due - promise.since) / 2:
        return ()
    return _outcome(ticket, rulebook.agent_of(ticket.agent), "escalated", None, past, rulebook, now)


def marked(ticket: Ticket, score: int, past: Past, rulebook: Rulebook, now: datetime) -> Learned:
    """What a customer's mark says of who solved it; one in the middle says nothing."""
    share = (score - 1) / max(1, rulebook.feedback.scale - 1)
    how: How | None = "praised" if share >= PRAISE else "blamed" if share <= BLAME else None
    if how is None or INCIDENT in ticket.tags:
        return ()
    return _outcome(ticket, rulebook.agent_of(ticket.resolved_by), how, None, past, rulebook, now)


def hours_of_work(ticket: Ticket, agent: Agent, past: Past, rulebook: Rulebook, now: datetime) -> float | None:
    """The working hours the ticket took its agent: from when it came, or from when the agent was done with the one before
    it, to now, or to the answer that the customer was left with; without the share of the time that was the customer's."""
    if ticket.handed_over_at is None or rulebook.agent_of(ticket.agent) is not agent:
        return None
    came = ticket.handed_over_at
    end = ticket.waiting_since if ticket.waiting_since is not None and ticket.waiting_since > came else now
    last = past.skills.get((agent.address.lower(), ANYTHING))
    start = max(came, min(last.at, end)) if last is not None else came
    whole = (end - came).total_seconds()
    ours = 1.0 - min(1.0, ticket.waited / whole) if whole > 0 else 1.0
    took = worked(hours_of(agent, ticket.team, rulebook), start, end) / timedelta(hours=1) * ours
    return min(LONGEST, took)


def _solved(before: Ticket, after: Ticket, by: Agent, past: Past, rulebook: Rulebook, now: datetime) -> Learned:
    """Closed without any answer it was no solution: spam, a repetition, a mistake."""
    if after.first_response_at is None and after.state == "closed":
        return ()
    at_once = before.first_response_at is None and before.transfers == 0 and before.reopened == 0
    how: How = "solved_at_once" if at_once else "solved"
    return _outcome(after, by, how, hours_of_work(before, by, past, rulebook, now), past, rulebook, now)


def _outcome(
    ticket: Ticket, agent: Agent | None, how: How, hours: float | None, past: Past, rulebook: Rulebook, now: datetime
) -> Learned:
    if agent is None or ticket.intent not in rulebook.intents:
        return ()
    task = task_now(ticket, rulebook)
    skills = judged(past, rulebook, now)
    return (LearnSkill(outcome=outcome_of(skills, task, agent=agent.address.lower(), how=how, hours=hours, at=now)),)
