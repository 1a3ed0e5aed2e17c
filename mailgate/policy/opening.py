"""A ticket opens: rules, priority, route, promises, and who hears of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailgate.model.address import Address
from mailgate.model.decision import (
    CountEvent,
    Decision,
    Effect,
    KeepReading,
    KeepRoute,
    LinkTickets,
    OpenTicket,
    QueueNotice,
    Route,
)
from mailgate.model.documents import Passage
from mailgate.model.rules import Actions, Rule
from mailgate.model.ticket import NEW, Ticket
from mailgate.policy import counters, first_aid, promises, queue_told, sensitive, undeclared
from mailgate.policy.acknowledge import Acknowledged, acknowledged, flood
from mailgate.policy.classes import said_of
from mailgate.policy.incoming import Incoming, blank, entries, known_by, participants, same_subject
from mailgate.policy.notices import KeptAs, admin_notice, handover, not_acted_on, rule_notice
from mailgate.policy.priority import history_of, impact_of, priority_of, standing_of
from mailgate.policy.risky import flagged
from mailgate.policy.routing.choice import route
from mailgate.policy.rules import combined, fired
from mailgate.policy.spiked import spiked
from mailgate.policy.triggers import fire, in_state
from mailgate.policy.untouched import watched
from mailgate.policy.whom import addresses_named, told_of, unseen


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """A ticket as it opens, and what follows from each step of making it."""

    ticket: Ticket
    rules: tuple[Rule, ...]
    route: Route
    priority_because: tuple[str, ...]
    stands_out: tuple[str, ...]  # that others name the same, or that such tickets escalate
    acknowledged: Acknowledged
    aid: Passage | None
    behind: Address | None  # for whom it speaks, where it looks like a web form that the settings don't name
    before: tuple[Effect, ...]  # first aid that was given: it stands before the mail's own entry
    life: tuple[Effect, ...]  # promises, and the watch over a ticket that nobody touches
    signals: tuple[Effect, ...]  # of spikes and triggers
    trigger_because: tuple[str, ...]

    @property
    def by_rules(self) -> tuple[str, ...]:
        return tuple(f"rule “{rule.name}”" for rule in self.rules)


def opened(mail: Incoming, related: tuple[int, ...], follow_up_of: int | None) -> Decision:
    """Open a ticket. New tickets are never refused; above the caps they are opened without acknowledgement."""
    rules = fired(mail.rulebook.rules, mail.rule_facts())
    actions = combined(rules)
    if actions.ignore:
        names = tuple(f"rule “{rule.name}”" for rule in rules if rule.then.ignore)
        return Decision(outcome="ignored:rule", reason="rule", because=names)
    made = _made(mail, rules, actions, sensitive.kept(mail, rules))
    links = tuple(f"possibly related to #{n}" for n in related)
    if follow_up_of is not None:
        links = (f"follow-up of #{follow_up_of}",)
    return Decision(
        outcome="opened",
        reason=undeclared.REASON if made.behind is not None else _reason(mail, related, follow_up_of),
        ticket=NEW,
        effects=_effects(mail, made, related, follow_up_of),
        route=made.route,
        because=(
            *made.priority_because,
            *made.route.because,
            *made.by_rules,
            *made.stands_out,
            *made.trigger_because,
            *links,
            *made.acknowledged.because,
        ),
    )


def _made(mail: Incoming, rules: tuple[Rule, ...], actions: Actions, kept: sensitive.Kept | None) -> _Opening:
    """Each step works on what the ones before it made of the ticket: their order is policy."""
    actions = actions if kept is None else kept.actions
    rulebook, now, past, cause = mail.rulebook, mail.judgement.now, mail.past, mail.arrival.inbox_id
    ticket, because = _prioritised(blank(mail, actions), mail, actions)
    if kept is not None:
        ticket, because = kept.marked(ticket), (*because, *kept.urgent_because)
    without = _themselves(mail)
    where = route(ticket=ticket, reading=mail.reading, past=past, actions=actions, rulebook=rulebook, now=now, without=without)
    if kept is not None:
        where = replace(where, because=(said_of(kept.name, kept.because), *where.because))
    ticket = ticket.handed_to(where.agent, where.team, now)
    ticket, promised = promises.made(ticket, mail.rule_facts(ticket), rulebook, now)
    ticket, stated = in_state(ticket, actions.state, rulebook, now)
    ticket, spike, stands_out = spiked(ticket, mail.reading, past, rulebook, now=now, cause=cause)
    ticket, at_risk = flagged(ticket, past)
    triggers = fire("created", ticket, mail.rule_facts(ticket), rulebook, now, cause)
    ticket = triggers.ticket
    aid = first_aid.first_aid(ticket, mail.reading, mail.kind, rulebook)
    ack = acknowledged(mail.kind, mail.message, mail.arrival, ticket, where, actions, mail.facts, mail.judgement, aid)
    behind = undeclared.person_behind(mail.message, rulebook) if mail.kind.why == "customer" else None
    if behind is not None:  # whoever reads what a form's address gets, it isn't the customer
        ack = Acknowledged(because=(undeclared.because(mail.message, behind),))
        ticket = undeclared.marked(ticket, behind)
    aid = aid if ack.effects else None
    before: tuple[Effect, ...] = ()
    if aid is not None:
        ticket, given = first_aid.given(ticket, aid, mail.reading, now)
        before = (given,)
    return _Opening(
        ticket=ticket,
        rules=rules,
        route=where,
        priority_because=because,
        stands_out=(*stands_out, *at_risk),
        acknowledged=ack,
        aid=aid,
        behind=behind,
        before=before,
        life=(*promised, *watched(ticket, past, rulebook, now), *stated),
        signals=(*spike, *triggers.effects),
        trigger_because=triggers.because,
    )


def _effects(mail: Incoming, made: _Opening, related: tuple[int, ...], follow_up_of: int | None) -> tuple[Effect, ...]:
    now, only = mail.judgement.now, None if follow_up_of else same_subject(mail)
    kept = replace(made.route, rules=tuple(rule.name for rule in made.rules), priority_because=made.priority_because)
    return (
        OpenTicket(ticket=made.ticket, participants=participants(mail), same_subject=only),
        *made.before,
        *entries(mail),
        known_by(mail),
        KeepReading(ticket=NEW, reading=mail.reading),
        KeepRoute(ticket=NEW, route=kept),
        *(LinkTickets(ticket=NEW, other=n, kind="related") for n in related if n != follow_up_of),
        *((LinkTickets(ticket=NEW, other=follow_up_of, kind="follow_up"),) if follow_up_of is not None else ()),
        *made.life,
        CountEvent(key=counters.ticket_from(mail.kind.sender), at=now),
        CountEvent(key=counters.TICKET, at=now),
        *made.acknowledged.effects,
        *_handed_over(mail, made),
        *queue_told.marked(made.route, mail.past, mail.rulebook, now),
        *told_by_rules(made.ticket, made.rules, mail),
        *made.signals,
        *flood(mail.kind, made.ticket, mail.facts, mail.judgement, mail.arrival.inbox_id),
        *claim_denied(mail),
        *(_hinted(mail, made, made.behind) if made.behind is not None else ()),
    )


def _hinted(mail: Incoming, made: _Opening, behind: Address) -> tuple[Effect, ...]:
    now, cause = mail.judgement.now, mail.arrival.inbox_id
    return undeclared.hinted(mail.message, behind, made.ticket, mail.facts, mail.rulebook, now, cause)


def claim_denied(mail: Incoming, ticket: int = NEW) -> tuple[Effect, ...]:
    """The agent whose name a mail carried without proof hears of it, and of the ticket that it opened or is on, at most once an
    hour."""
    denied, now = mail.kind.denied, mail.judgement.now
    agent = mail.rulebook.agents.get(denied.agent.lower()) if denied is not None else None
    if denied is None or agent is None or mail.facts.counts.denials_told_hour > 0:
        return ()
    kept: KeptAs = "opened" if ticket == NEW else "on_ticket"
    notice = not_acted_on(agent, ticket, denied.why, denied.fix, now=now, cause=mail.arrival.inbox_id, kept=kept)
    return QueueNotice(notice=notice), counters.once_an_hour(counters.denial(agent.address), now)


def _reason(mail: Incoming, related: tuple[int, ...], follow_up_of: int | None) -> str:
    if mail.kind.why == "unreadable":
        return "unreadable"
    if mail.kind.denied is not None:
        return mail.kind.denied.why
    if follow_up_of is not None:
        return "follow_up"
    if related:
        return "possibly_related"
    return mail.kind.why if mail.kind.why != "customer" else "new"


def _themselves(mail: Incoming) -> frozenset[str]:
    """An agent who writes as a customer is not handed their own ticket."""
    agent = mail.rulebook.agent_of(mail.kind.sender)
    return frozenset({agent.address}) if agent is not None else frozenset()


def _prioritised(ticket: Ticket, mail: Incoming, actions: Actions) -> tuple[Ticket, tuple[str, ...]]:
    named = mail.rulebook.intents.get(actions.intent) if actions.intent else None
    impact = named.impact if named else impact_of(mail.reading, mail.rulebook)
    now, organisation = mail.judgement.now, mail.rulebook.organisation_of(mail.kind.sender)
    history, standing = history_of(mail.past.story, now), standing_of(organisation, now)
    priority, because = priority_of(mail.reading, impact, mail.rulebook, history=history, standing=standing)
    form = mail.message.form
    if form is not None and form.priority is not None:
        priority, because = form.priority, (f"the form {form.rule} says so",)
    if actions.priority is not None:
        priority, because = actions.priority, ("a rule sets it",)
    return replace(ticket, impact=impact, priority=priority), because


def _handed_over(mail: Incoming, made: _Opening) -> tuple[QueueNotice, ...]:
    """To the agent, or to each of the queue; where nobody is, to the lead; where there is none, to the admins."""
    ticket, where, now, cause = made.ticket, made.route, mail.judgement.now, mail.arrival.inbox_id
    readers = told_of(where, mail.rulebook, mail.past)
    if not readers and not unseen(where):
        subject = f"Nobody to hand {ticket.customer}'s ticket to"
        lines = (f"Team {where.team or '-'} has no agents and no lead.", "Name agents for it in the settings.")
        return tuple(
            QueueNotice(notice=admin_notice(to, "nobody_to_hand_over", subject, lines, now=now, cause=cause))
            for to in mail.rulebook.admins
        )
    besides, because = (*made.by_rules, *made.stands_out), made.priority_because
    letters = (
        handover(
            ticket,
            to,
            where,
            now=now,
            cause=cause,
            because=besides,
            priority_because=because,
            aid=made.aid,
            behind=made.behind,
        )
        for to in (*readers, *sensitive.beside(ticket, where, mail.rulebook))
    )
    return tuple(QueueNotice(notice=letter) for letter in letters)


def told_by_rules(ticket: Ticket, rules: tuple[Rule, ...], mail: Incoming) -> tuple[QueueNotice, ...]:
    told = dict.fromkeys(
        (to, rule.name) for rule in rules for who in rule.then.notify for to in addresses_named(who, ticket, mail.rulebook)
    )
    return tuple(
        QueueNotice(
            notice=rule_notice(
                ticket, to, name, f"rule “{name}”", mail.rulebook, now=mail.judgement.now, cause=mail.arrival.inbox_id
            )
        )
        for to, name in told
    )
