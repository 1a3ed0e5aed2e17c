"""A customer's mail: opened, appended, reopened, pending; and who hears of it (contract §5 and §6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mailgate.model.address import Address
from mailgate.model.decision import (
    AddEntry,
    AddParticipant,
    CancelNotices,
    ChangeTicket,
    CountEvent,
    KeepReading,
    KeepRoute,
    KnowMessage,
    LinkTickets,
    OpenTicket,
    SetTimer,
    StopTimers,
)
from mailgate.model.facts import AgentState, Counts, Facts, Past
from mailgate.model.message import Forwarded
from mailgate.model.people import Mailbox, Organisation
from mailgate.model.reading import Reading, Urgency
from mailgate.model.rules import Actions, Clause, Condition, RouteMode, RoutingSettings, Rule, Test, Trigger
from mailgate.model.ticket import NEW, Participant
from tests.policy.desk import ALICE, BOB, DANA, LEGAL, read
from tests.policy.mails import (
    MALLORY,
    MARIA,
    NOW,
    arrived,
    decided,
    effects,
    facts,
    from_alice,
    judged,
    known,
    letter,
    mail,
    notices,
    password_of,
    story,
    sure_of,
    the_ticket,
    token,
    told,
)

LOGIN = read(("account.access", 0.93), urgency=Urgency(level="critical", score=0.9, because=("in an hour",)))
KNOWN = arrived(sure_of(MARIA))
JOINS = facts(story(), letters=(letter("customer", MARIA),))


def rule(name: str, **then: object) -> Rule:
    return Rule(name=name, when=Condition(), then=Actions(**then))  # type: ignore[arg-type]


def acknowledged(decision: object) -> list[bool]:
    """Whether each acknowledgement is plain."""
    return [n.data["plain"] for n in notices(decision) if n.template == "acknowledgement"]  # type: ignore[arg-type]


# -- opened ----------------------------------------------------------------------------------------------------------


def test_a_new_mail_opens_a_ticket_with_all_that_belongs_to_it() -> None:
    decision = decided(mail(), arrival=KNOWN, reading=LOGIN)
    assert (decision.outcome, decision.reason, decision.ticket) == ("opened", "new", 0)
    ticket = the_ticket(decision)
    assert (ticket.state, ticket.priority, ticket.intent, ticket.team, ticket.agent) == (
        "new",
        "urgent",
        "account.access",
        "helpdesk",
        ALICE,
    )
    assert (ticket.customer, ticket.mailbox, ticket.verified, ticket.subject) == (
        MARIA,
        "support@example.com",
        True,
        "I can't log in",
    )
    assert [p.name for p in ticket.promises] == ["first_response", "resolution"]
    assert told(decision) == [("acknowledgement", MARIA), ("handover", ALICE)]
    assert len(effects(decision, KeepReading)) == len(effects(decision, KeepRoute)) == 1
    assert all(t.timer.ticket == 0 for t in effects(decision, SetTimer))


def test_the_opening_entry_is_public_and_says_whether_it_is_verified() -> None:
    entry = effects(decided(mail()), AddEntry)[0].entry
    assert (entry.kind, entry.visibility, entry.verified, entry.text, entry.inbox_id) == (
        "mail",
        "public",
        False,
        "I can't log in",
        7,
    )


def test_the_message_and_those_it_was_written_to_are_remembered() -> None:
    message = mail(cc=(Address(address="Boss@example.org"), Address(address=BOB)), references=("a@example.org",))
    assert effects(decided(message), KnowMessage) == [
        KnowMessage(ticket=0, message_id="m1@example.org", cited=("a@example.org",), correspondents=("boss@example.org",))
    ]


def test_the_acknowledgement_says_when_a_person_answers() -> None:
    notice = notices(decided(mail(), arrival=KNOWN, reading=LOGIN))[0]
    assert notice.data == {"answer_by": "2026-11-23T13:00:00+00:00", "nobody_in": False, "plain": False}


def test_the_hand_over_says_why() -> None:
    data = notices(decided(mail(), arrival=KNOWN, reading=LOGIN))[1].data
    assert data["priority_because"] == ["urgency critical: “in an hour”", "impact medium"]
    assert (data["queue"], data["again"]) == (None, False)


def test_a_tag_of_another_ticket_is_not_kept_in_a_new_ones_subject() -> None:
    message = mail(subject="Re: [#1042] Still broken", base_subject="Still broken")
    decision = decided(message, facts(tagged=1042))
    assert the_ticket(decision).subject == "Re: Still broken"
    assert decision.reason == "possibly_related"
    assert effects(decision, LinkTickets) == [LinkTickets(ticket=0, other=1042, kind="related")]


@pytest.mark.parametrize(
    ("base", "kept"),
    [
        ("I can't log in", {}),
        ("i can't LOG in", {}),
        ("I can't log in – how did it go?", {}),  # a letter of the desk's about it
        ("", {}),
        ("Cancel my contract", {"subject": "Cancel my contract"}),
    ],
)
def test_a_reply_keeps_a_subject_that_is_not_the_tickets(base: str, kept: dict[str, str]) -> None:
    decision = decided(mail(base_subject=base), JOINS, KNOWN)
    (entry,) = (e.entry for e in effects(decision, AddEntry))
    assert (decision.outcome, entry.data) == ("appended", kept)


def test_a_stranger_with_the_tag_hears_nothing_of_that_ticket() -> None:
    decision = decided(mail(MALLORY), facts(tagged=1042), arrived(sure_of(MALLORY)))
    assert told(decision)[0] == ("acknowledgement", MALLORY)
    assert effects(decision, ChangeTicket) == []


def test_a_mail_that_could_not_be_read_is_a_ticket_with_the_whole_message() -> None:
    decision = decided(mail(kind="unreadable", unreadable="no header ends", subject="", reply="", text=""))
    entry = effects(decision, AddEntry)[0].entry
    assert (decision.outcome, decision.reason) == ("opened", "unreadable")
    assert entry.text == "This message could not be read (no header ends); it is attached whole."
    assert entry.attachments[0][:3] == ("message.eml", "message/rfc822", 3)
    assert the_ticket(decision).subject == "This message could not be read"


def test_the_customers_organisation_and_tier_come_from_the_settings() -> None:
    acme = Organisation(key="example.org", name="Acme", tier="vip")
    ticket = the_ticket(decided(mail(), judgement=judged(customers={"example.org": acme})))
    assert (ticket.organisation, ticket.tier) == ("example.org", "vip")


def test_one_mail_to_two_of_our_mailboxes_is_one_ticket_in_the_first() -> None:
    boxes = {
        a: Mailbox(address=a, name="Example", team=t)
        for a, t in (("support@example.com", "helpdesk"), ("billing@example.com", "billing"))
    }
    message = mail(to=(Address(address="billing+abc@example.com"), Address(address="support@example.com")))
    decision = decided(message, judgement=judged(mailboxes=boxes))
    assert the_ticket(decision).mailbox == "billing@example.com"
    assert len(effects(decision, OpenTicket)) == 1


def test_a_forward_by_an_agent_opens_the_customers_ticket_and_keeps_the_comment_inside() -> None:
    forwarded = Forwarded(sender=Address(address=MARIA, name="Maria"), subject="Locked out", text="I can't log in")
    decision = decided(from_alice("Please look", forwarded=forwarded), arrival=arrived(password_of(ALICE)))
    note, entry = (e.entry for e in effects(decision, AddEntry))
    assert (note.kind, note.visibility, note.by, note.text) == ("note", "internal", ALICE, "Please look")
    assert (entry.kind, entry.visibility, entry.by, entry.text) == ("mail", "public", MARIA, "I can't log in")
    assert (the_ticket(decision).customer, the_ticket(decision).subject) == (MARIA, "Locked out")


def test_an_agent_who_writes_as_a_customer_is_not_handed_the_ticket() -> None:
    decision = decided(from_alice("My chair is broken"), arrival=arrived(password_of(ALICE)), reading=LOGIN)
    assert (decision.reason, the_ticket(decision).customer) == ("agent_as_customer", ALICE)
    assert the_ticket(decision).agent == DANA


# -- rules -----------------------------------------------------------------------------------------------------------


def test_rules_set_priority_team_and_tags() -> None:
    rules = (rule("billing", team="billing", priority="low", tags=("refund",)),)
    ticket = the_ticket(decided(mail(), reading=LOGIN, judgement=judged(rules=rules)))
    assert (ticket.team, ticket.priority, ticket.tags) == ("billing", "low", ("refund",))


def test_a_rule_that_ignores_ends_in_the_ledger_alone() -> None:
    decision = decided(mail(), judgement=judged(rules=(rule("newsletter", ignore=True),)))
    assert (decision.outcome, decision.effects, decision.because) == ("ignored:rule", (), ("rule “newsletter”",))


def test_a_rule_holds_a_ticket_for_a_person_and_nothing_automatic_is_sent() -> None:
    decision = decided(mail(), arrival=KNOWN, judgement=judged(rules=(rule("Legal", hold_for=LEGAL, automation=False),)))
    ticket = the_ticket(decision)
    assert (ticket.agent, ticket.hold_for, ticket.automation) == (LEGAL, LEGAL, False)
    assert told(decision) == [("handover", LEGAL)]
    assert "not acknowledged: automation is off for this ticket" in decision.because


def test_a_rule_may_tell_the_lead_and_any_address() -> None:
    decision = decided(mail(), judgement=judged(rules=(rule("VIP", notify=("lead", "boss@example.net")),)))
    assert [(n.to, n.audience, n.data["rule"]) for n in notices(decision) if n.template == "rule_notice"] == [
        (DANA, "agent", "VIP"),
        ("boss@example.net", "admin", "VIP"),
    ]


def test_triggers_on_created_fire() -> None:
    trigger = Trigger(on="created", when=Condition(), then=Actions(priority="high", notify=("lead",)), name="wake")
    decision = decided(mail(), judgement=judged(triggers=(trigger,)))
    assert the_ticket(decision).priority == "high"
    assert ("rule_notice", DANA) in told(decision)


# -- acknowledgements and their caps ---------------------------------------------------------------------------------


def test_a_sender_nobody_authenticated_gets_a_plain_acknowledgement() -> None:
    decision = decided(mail())
    assert acknowledged(decision) == [True]
    assert [e.key for e in effects(decision, CountEvent)] == [
        "ticket:maria@example.org",
        "ticket",
        "ack:maria@example.org",
        "ack_subject:maria@example.org:i can't log in",
    ]


@pytest.mark.parametrize(
    ("counts", "arrival", "sent"),
    [
        (Counts(acks_to_sender_today=2), arrived(), 1),
        (Counts(acks_to_sender_today=3), arrived(), 0),
        (Counts(acks_to_sender_today=3), KNOWN, 1),
        (Counts(acks_to_sender_today=40), KNOWN, 0),
        (Counts(acks_same_subject_3h=1), arrived(), 0),
        (Counts(acks_same_subject_3h=1), KNOWN, 1),
        (Counts(automatic_to_sender_3h=30), KNOWN, 0),
        (Counts(tickets_from_sender_hour=20), KNOWN, 0),
        (Counts(tickets_hour=1000), KNOWN, 0),
    ],
)
def test_above_its_caps_a_ticket_opens_without_acknowledgement(counts: Counts, arrival: object, sent: int) -> None:
    decision = decided(mail(), Facts(counts=counts), arrival)  # type: ignore[arg-type]
    assert decision.outcome == "opened"
    assert len(acknowledged(decision)) == sent
    assert sent or any(line.startswith("not acknowledged: ") for line in decision.because)


def test_in_a_flood_the_lead_gets_one_mail() -> None:
    first = decided(mail(), Facts(counts=Counts(tickets_from_sender_hour=20)))
    assert ("admin_notice", DANA) in told(first)
    assert "flood" in [e.key for e in effects(first, CountEvent)]
    later = decided(mail(), Facts(counts=Counts(tickets_from_sender_hour=21, flood_told_hour=1)))
    assert ("admin_notice", DANA) not in told(later)


@pytest.mark.parametrize(
    "address",
    [
        "no-reply@shop.example",
        "noreply@shop.example",
        "MAILER-DAEMON@mx.example",
        "do-not-reply@a.example",
        "noreply-orders@a.example",
        "postmaster@a.example",
        "support@example.com",
        "support+x@example.com",
    ],
)
def test_robots_and_we_ourselves_are_never_answered(address: str) -> None:
    decision = decided(mail(address), arrival=arrived(sure_of(address)))
    assert decision.outcome == "opened"
    assert acknowledged(decision) == []


@pytest.mark.parametrize("address", ["bouncer@club.example", "rooty@a.example", "replyall@a.example", "norepl@a.example"])
def test_people_whose_address_only_looks_like_a_robots_are_answered(address: str) -> None:
    assert acknowledged(decided(mail(address), arrival=arrived(sure_of(address)))) == [False]


def test_an_address_that_bounces_is_not_written_to() -> None:
    assert acknowledged(decided(mail(), Facts(address_state="undeliverable"))) == []


def test_a_null_envelope_sender_is_never_answered() -> None:
    arrival = replace(KNOWN, raw=replace(KNOWN.raw, envelope_from=""))
    assert acknowledged(decided(mail(), arrival=arrival)) == []


def test_a_mail_to_a_bounce_address_is_never_acknowledged() -> None:
    live = decided(mail(), Facts(tokens=(token("bounce", MARIA),)), arrived(sure_of(MARIA)))
    expired = decided(mail(recipients_named=(f"bounce+{'a' * 26}@Support.Example.com",)), arrival=arrived(sure_of(MARIA)))
    for decision in (live, expired):
        assert (decision.outcome, acknowledged(decision)) == ("opened", [])
        assert "not acknowledged: it came to an address for returned mail" in decision.because


def test_a_mail_with_two_senders_is_not_acknowledged() -> None:
    decision = decided(mail(identity=None, ambiguous=True), arrival=arrived(sure_of(MARIA)))
    assert (decision.outcome, acknowledged(decision)) == ("opened", [])
    assert "not acknowledged: it does not say plainly who sent it" in decision.because


def test_a_stranger_in_an_agents_name_gets_no_acknowledgement_but_the_agent_hears_of_it() -> None:
    decision = decided(from_alice("Please close #1042"))
    assert (decision.outcome, decision.reason) == ("opened", "origin_unproven")
    assert told(decision) == [("handover", DANA), ("not_acted_on", ALICE)]
    assert (notices(decision)[1].ticket, notices(decision)[1].data["kept"]) == (NEW, "opened")


def test_mere_commands_of_an_agent_that_answer_no_letter_open_nothing_and_the_agent_hears_of_it() -> None:
    decision = decided(from_alice("#resolve"), arrival=arrived(password_of(ALICE)))
    assert (decision.outcome, decision.ticket, told(decision)) == ("ignored:no_possession", None, [("not_acted_on", ALICE)])
    assert (notices(decision)[0].ticket, notices(decision)[0].data["kept"]) == (None, "aside")


# -- participants ----------------------------------------------------------------------------------------------------


def people(sender: str, cc: str, policy: str, *, sure: bool = True) -> list[tuple[str, str]]:
    arrival = arrived(sure_of(sender)) if sure else arrived()
    decision = decided(mail(sender, cc=(Address(address=cc),)), arrival=arrival, judgement=judged(participants_cc=policy))
    return [(p.address, p.state) for p in effects(decision, OpenTicket)[0].participants]


@pytest.mark.parametrize(
    ("cc", "policy", "state"),
    [
        ("boss@example.org", "same_organisation", "active"),
        ("boss@elsewhere.example", "same_organisation", "pending"),
        ("boss@elsewhere.example", "all", "active"),
        ("boss@example.org", "ask", "pending"),
    ],
)
def test_who_of_a_cc_joins(cc: str, policy: str, state: str) -> None:
    assert people(MARIA, cc, policy) == [(MARIA, "active"), (cc, state)]


def test_nobody_joins_by_a_mail_whose_sender_is_not_authenticated() -> None:
    assert people(MARIA, "boss@elsewhere.example", "all", sure=False)[1] == ("boss@elsewhere.example", "pending")
    assert people(MARIA, "boss@example.org", "same_organisation", sure=False)[1] == ("boss@example.org", "pending")


def test_two_addresses_of_a_public_provider_are_no_organisation() -> None:
    assert people("maria@gmail.com", "mallory@gmail.com", "same_organisation")[1] == ("mallory@gmail.com", "pending")


def test_agents_and_our_mailboxes_in_cc_are_no_participants() -> None:
    assert people(MARIA, ALICE, "all") == people(MARIA, "support@example.com", "all") == [(MARIA, "active")]


# -- appended --------------------------------------------------------------------------------------------------------


def test_a_reply_is_added_and_its_agent_hears_of_it() -> None:
    decision = decided(mail(text="Still broken"), JOINS, KNOWN)
    assert (decision.outcome, decision.reason, decision.ticket) == ("appended", "own_message_id", 1042)
    assert told(decision) == [("customer_replied", ALICE)]
    assert (the_ticket(decision).state, the_ticket(decision).version) == ("open", 3)
    assert effects(decision, AddEntry)[0].entry.text == "Still broken"


def test_a_reply_ends_reminders_that_are_not_written_yet() -> None:
    decision = decided(mail(), JOINS, KNOWN)
    assert "waiting_reminder" in effects(decision, CancelNotices)[0].templates
    assert "remind_waiting" in effects(decision, StopTimers)[0].kinds


def test_an_unverified_reply_is_marked_and_still_stops_the_pause() -> None:
    decision = decided(mail(), JOINS)
    assert effects(decision, AddEntry)[0].entry.verified is False
    assert notices(decision)[0].data == {"unverified": True}
    assert the_ticket(decision).state == "open"


def test_nobody_gets_an_automatic_answer_to_a_reply() -> None:
    assert [to for _, to in told(decided(mail(), JOINS, KNOWN))] == [ALICE]


def test_a_reply_to_a_queue_is_told_to_the_team() -> None:
    past = facts(story(agent=None), letters=(letter("customer", MARIA),))
    assert told(decided(mail(), past, KNOWN)) == [("customer_replied", ALICE), ("customer_replied", DANA)]


def test_who_is_away_hears_nothing_of_what_a_queue_gets_while_a_colleague_is_there() -> None:
    def read_by(*away: str) -> list[tuple[str, str]]:
        past = Past(agents={a: AgentState(address=a, away_until=NOW + timedelta(days=3)) for a in away})
        return told(decided(mail(), facts(story(agent=None), letters=(letter("customer", MARIA),)), KNOWN, past=past))

    everybody = {to for _, to in read_by()}
    assert len(everybody) > 1
    assert {to for _, to in read_by(ALICE)} == everybody - {ALICE}
    assert {to for _, to in read_by(*everybody)} == everybody


@pytest.mark.parametrize(
    "state", [AgentState(address=ALICE, away_until=NOW + timedelta(days=3)), AgentState(address=ALICE, undeliverable=True)]
)
def test_when_the_agent_is_out_of_reach_somebody_else_gets_it(state: AgentState) -> None:
    decision = decided(mail(), JOINS, KNOWN, past=Past(agents={ALICE: state}))
    assert the_ticket(decision).agent not in (ALICE, None)
    handover = notices(decision)[0]
    assert (handover.template, handover.to, handover.data["again"]) == ("handover", the_ticket(decision).agent, True)


def test_a_new_cc_in_a_reply_nobody_authenticated_has_to_wait() -> None:
    message = mail(cc=(Address(address="boss@example.org"),))
    unsure, sure = decided(message, JOINS), decided(message, JOINS, KNOWN)
    assert effects(unsure, AddParticipant)[0].participant.state == "pending"
    assert effects(sure, AddParticipant)[0].participant.state == "active"


def test_a_cc_who_has_left_is_not_brought_back() -> None:
    people_ = (Participant(address=MARIA), Participant(address="boss@example.org", role="cc", state="left"))
    past = facts(story(participants=people_), letters=(letter("customer", MARIA),))
    assert effects(decided(mail(cc=(Address(address="boss@example.org"),)), past, KNOWN), AddParticipant) == []


def test_triggers_on_replied_know_that_the_customer_wrote() -> None:
    by = Clause(field="by", any_of=(Test(kind="equals", value="customer"),))
    trigger = Trigger(on="replied", when=Condition(clauses=(by,)), then=Actions(tags=("wrote",)))
    assert the_ticket(decided(mail(), JOINS, KNOWN, judgement=judged(triggers=(trigger,)))).tags == ("wrote",)


# -- after the end ---------------------------------------------------------------------------------------------------


def ended(days: float, state: str = "closed") -> Facts:
    past = NOW - timedelta(days=days)
    return facts(
        story(state=state, closed_at=past if state == "closed" else None, resolved_at=past), letters=(letter("customer", MARIA),)
    )


def test_who_is_handed_a_reopened_ticket_gets_no_second_mail_by_a_rule() -> None:
    """Nor does a rule that names somebody else lose its letter."""
    trigger = Trigger(on="reopened", when=Condition(), then=Actions(notify=("agent", BOB)), name="came back")
    resolved = story(state="resolved", resolved_at=NOW - timedelta(days=1))
    past = facts(resolved, tokens=(token("customer", MARIA),))
    decision = decided(mail(), past, arrived(sure_of(MARIA)), judgement=judged(triggers=(trigger,)))
    assert told(decision) == [("handover", ALICE), ("rule_notice", BOB)]


def test_thanks_for_a_resolved_ticket_reach_the_agent_by_the_rule_alone() -> None:
    trigger = Trigger(on="replied", when=Condition(), then=Actions(notify=("agent",)), name="came back")
    resolved = story(state="resolved", resolved_at=NOW - timedelta(days=1))
    past = facts(resolved, tokens=(token("customer", MARIA),))
    thanks = Reading(model="test", courtesy=True)
    decision = decided(mail(), past, arrived(sure_of(MARIA)), judgement=judged(triggers=(trigger,)), reading=thanks)
    assert told(decision) == [("rule_notice", ALICE)]


@pytest.mark.parametrize("state", ["resolved", "closed"])
def test_a_reply_within_the_time_reopens_and_hands_over_again(state: str) -> None:
    decision = decided(mail(text="It is back"), ended(29, state))
    assert (decision.outcome, decision.reason, decision.ticket) == ("appended", "reopened", 1042)
    assert (the_ticket(decision).state, the_ticket(decision).reopened) == ("open", 1)
    assert told(decision) == [("handover", ALICE)]
    assert notices(decision)[0].data["again"] is True


def test_a_later_reply_opens_a_linked_ticket() -> None:
    decision = decided(mail(text="It is back"), ended(31), KNOWN)
    assert (decision.outcome, decision.reason) == ("opened", "follow_up")
    assert effects(decision, LinkTickets) == [LinkTickets(ticket=0, other=1042, kind="follow_up")]


@pytest.mark.parametrize("days", [1, 31])
def test_mere_thanks_does_neither(days: int) -> None:
    decision = decided(mail(text="Thanks, works!"), ended(days), reading=Reading(courtesy=True))
    assert (decision.outcome, decision.reason) == ("appended", "courtesy")
    assert effects(decision, AddEntry)[0].entry.text == "Thanks, works!"
    assert effects(decision, ChangeTicket) == told(decision) == []


def test_a_trigger_sees_the_state_in_which_the_customer_wrote() -> None:
    was = Clause(field="state", any_of=(Test(kind="equals", value="closed"),))
    trigger = Trigger(on="replied", when=Condition(clauses=(was,)), then=Actions(notify=("lead",)))
    thanks = decided(mail(), ended(1), reading=Reading(courtesy=True), judgement=judged(triggers=(trigger,)))
    assert told(thanks) == [("rule_notice", DANA)]
    assert told(decided(mail(), ended(1), judgement=judged(triggers=(trigger,)))) == [("handover", ALICE), ("rule_notice", DANA)]


# -- pending ---------------------------------------------------------------------------------------------------------


def test_a_non_participants_mail_waits_and_only_agents_hear_of_it() -> None:
    decision = decided(mail(MALLORY), facts(tokens=(token("customer", MARIA),)), arrived(sure_of(MALLORY)))
    assert (decision.outcome, decision.reason, decision.ticket) == ("pending", "not_a_participant", 1042)
    entry = effects(decision, AddEntry)[0].entry
    assert (entry.visibility, entry.by) == ("pending", MALLORY)
    assert told(decision) == [("pending_mail", ALICE)]
    assert effects(decision, ChangeTicket) == effects(decision, AddParticipant) == []


def test_a_pending_mail_makes_nobody_a_correspondent() -> None:
    message = mail(MALLORY, cc=(Address(address="eve@elsewhere.example"),))
    decision = decided(message, facts(tokens=(token("customer", MARIA),)))
    assert effects(decision, KnowMessage)[0].correspondents == ()


def test_a_stranger_who_cites_a_known_message_gets_a_linked_ticket_of_their_own() -> None:
    decision = decided(mail(MALLORY), facts(known=(known(),)))
    assert (decision.outcome, decision.reason) == ("opened", "possibly_related")


@pytest.mark.parametrize(("mode", "suggested"), [("shadow", None), ("assist", ALICE)])
def test_only_where_the_model_assists_a_hand_over_names_its_choice(mode: RouteMode, suggested: str | None) -> None:
    decision = decided(mail(), reading=read(("account.access", 0.9)), judgement=judged(routing=RoutingSettings(mode=mode)))
    assert decision.route is not None
    assert decision.route.suggested == ALICE
    assert {n.data["suggested"] for n in notices(decision) if n.template == "handover"} == {suggested}
