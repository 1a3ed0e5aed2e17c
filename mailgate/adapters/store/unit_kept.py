"""A decision's effects on what is kept to learn from, and on what is known of people."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from mailgate.adapters.store import unit_statements as q
from mailgate.adapters.store.codec import plain
from mailgate.adapters.store.discoveries import settle_proposal
from mailgate.adapters.store.namings import count_names
from mailgate.adapters.store.unit_underway import Stale, Underway
from mailgate.model import decision as d

OnKept = d.KeepReading | d.KeepRoute | d.KeepFeedback | d.Teach | d.LearnSkill | d.CountNames | d.SettleProposal
OnPeople = d.MarkAddress | d.SetAway | d.SetWish


def write_kept(unit: Underway, effect: OnKept) -> None:
    """Write it; lessons and skills are kept for the end. Stale where a proposal was settled already."""
    match effect:
        case d.KeepReading():
            _reading(unit, effect)
        case d.KeepRoute():
            _route(unit, effect)
        case d.KeepFeedback():
            _feedback(unit, effect)
        case d.Teach(lesson=lesson):
            unit.lessons.append(replace(lesson, ticket=unit.known(lesson.ticket)))
        case d.LearnSkill(outcome=outcome):
            unit.outcomes.append(replace(outcome, ticket=unit.known(outcome.ticket)))
        case d.CountNames(ticket=ticket, customer=customer, names=names):
            one_more = unit.statements.naming
            count_names(unit.connection, one_more, names, ticket=unit.known(ticket), customer=customer, at=unit.now)
        case d.SettleProposal(proposal=proposal):
            if not settle_proposal(unit.connection, proposal):
                raise Stale("proposal_settled")
        case _:
            assert_never(effect)


def write_people(unit: Underway, effect: OnPeople) -> None:
    match effect:
        case d.MarkAddress(address=address, state=state, why=why):
            row = {"key": address.lower(), "state": state, "why": why, "changed_at": unit.now}
            unit.run(unit.statements.address, row)
        case d.SetAway(agent=agent, until=until, why=why):
            away = {"away_until": until, "away_why": why, "changed_at": unit.now}
            unit.run(unit.statements.away, {"key": agent.lower(), "state": "ok", **away})
        case d.SetWish():
            _wish(unit, effect)
        case _:
            assert_never(effect)


def _reading(unit: Underway, kept: d.KeepReading) -> None:
    reading, best = kept.reading, kept.reading.intent
    row = {
        "ticket": unit.known(kept.ticket),
        "at": unit.now,
        "model": reading.model,
        "language": reading.language,
        "intent": best.name if best else None,
        "confidence": best.confidence if best else None,
        "reading": plain(replace(reading, vector=None)),
        "vector": reading.vector,
    }
    unit.run(q.INSERT_READING, row)


def _route(unit: Underway, kept: d.KeepRoute) -> None:
    route = kept.route
    row = {
        "ticket": unit.known(kept.ticket),
        "at": unit.now,
        "team": route.team,
        "agent": route.agent,
        "reason": route.reason,
        "mode": route.mode,
        "confidence": route.confidence,
        "route": plain(route),
        "intent": route.intent,
        "by_model": route.by_model,
    }
    unit.run(q.INSERT_ROUTE, row)


def _feedback(unit: Underway, kept: d.KeepFeedback) -> None:
    number = unit.known(kept.ticket)
    row = {
        "ticket": number,
        "customer_key": kept.customer.lower(),
        "score": kept.score,
        "comment": kept.comment,
        "at": kept.at,
    }
    unit.run(q.INSERT_FEEDBACK, row)
    unit.run(q.ROUTE_SCORED, {"b_ticket": number, "score": kept.score})


def _wish(unit: Underway, said: d.SetWish) -> None:
    """The others stay as they are."""
    agent = said.agent.lower()
    known = dict(unit.run(q.WISHES_OF, {"key": agent}).scalar() or {})
    known.pop(said.name, None)
    wishes = {**known, said.name: said.wish} if said.wish is not None else known
    unit.run(unit.statements.wishes, {"key": agent, "state": "ok", "wishes": wishes, "changed_at": unit.now})
