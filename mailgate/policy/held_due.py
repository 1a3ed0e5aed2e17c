"""A held mail that waits too long: its writer is told again, then who leads the team. It stays held, whoever is silent."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailgate.model.decision import Decision, Effect, QueueNotice, SetTimer
from mailgate.model.facts import TicketStory
from mailgate.model.promise import Timer
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Hold, Ticket
from mailgate.policy.escalation import event, stale
from mailgate.policy.notices import held_too_long, transcript
from mailgate.policy.whom import leads_of

BY_ITS_LETTER = frozenset({"many_customers"})  # what can't be undone
TOLD_AGAIN_AFTER = timedelta(days=1)


def hold_timer(hold: Hold, now: datetime) -> Timer:
    """Looks after a hold that was just placed. Its name is the inbox row of the held mail."""
    return Timer(kind="held", ticket=hold.ticket or 0, due=min(now + TOLD_AGAIN_AFTER, hold.until), name=str(hold.inbox_id))


def on_held_due(timer: Timer, story: TicketStory, rulebook: Rulebook, now: datetime) -> Decision:
    """Before the hold's `until` a word to the writer, and the timer again at `until`; then one to the lead, or the admins."""
    ticket = story.ticket
    hold = next((h for h in story.holds if str(h.inbox_id) == timer.name), None)
    if hold is None:
        return stale(ticket)
    agent = rulebook.agent_of(hold.for_whom)
    if now < hold.until:
        again = Timer(kind="held", ticket=ticket.number, due=hold.until, name=timer.name)
        told: tuple[Effect, ...] = ()
        if agent is not None:
            line = {"command": "", "ok": False, "text": "It waits since yesterday or longer, and the customer has nothing of it."}
            code = hold.why in BY_ITS_LETTER
            notice = transcript(ticket, agent, (line,), now=now, cause=hold.inbox_id, held=True, confirm=code)
            told = (QueueNotice(notice=notice),)
        entry = event(ticket, "held_reminded", now, why=hold.why)
        return _decided("held_reminded", ticket, (entry, *told, SetTimer(timer=again)))
    name = agent.name if agent else hold.for_whom or "nobody we know"
    readers = tuple(a.address for a in leads_of(ticket.team, rulebook) if a is not agent) or rulebook.admins
    letters = (QueueNotice(notice=held_too_long(ticket, to, name, rulebook, now=now)) for to in readers)
    return _decided("held_too_long", ticket, (event(ticket, "held_too_long", now, why=hold.why), *letters))


def _decided(reason: str, ticket: Ticket, effects: tuple[Effect, ...]) -> Decision:
    return Decision(outcome="fired", reason=reason, ticket=ticket.number, effects=effects)
