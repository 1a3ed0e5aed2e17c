"""What a message is: every screen, their order, and the two proofs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mailgate.model.address import Address
from mailgate.model.decision import (
    AgentMail,
    AutoReply,
    Bounce,
    CustomerMail,
    Duplicate,
    Feedback,
    Ignored,
    UnprovenAgentMail,
    Waiting,
)
from mailgate.model.facts import Facts, Seen
from mailgate.model.message import Arrival, Evidence, Forwarded
from mailgate.model.people import Agent, Mailbox
from mailgate.policy.senders import answered_address
from tests.policy.desk import ALICE, BOB, DANA, rulebook
from tests.policy.mails import (
    MALLORY,
    MARIA,
    NOW,
    arrived,
    facts,
    from_alice,
    judged,
    kind_of,
    known,
    letter,
    mail,
    password_of,
    story,
    sure_of,
    token,
)

POSSESSED = facts(tokens=(token("agent", ALICE),))


def test_a_repeated_message_is_a_duplicate_whatever_it_is() -> None:
    past = Facts(duplicate_of=Seen(inbox_id=3, ticket=1042), own_message_id=True)
    assert kind_of(mail(kind="bounce"), past) == Duplicate(of=3, ticket=1042, why="same_content")


def test_a_message_id_we_minted_means_it_is_our_own() -> None:
    assert kind_of(mail(), Facts(own_message_id=True)) == Ignored(why="own")


def test_our_address_in_from_alone_does_not_make_it_our_own() -> None:
    assert isinstance(kind_of(mail("support@example.com"), Facts()), CustomerMail)


def test_a_reply_that_overtook_its_parent_waits() -> None:
    assert kind_of(mail(), Facts(parent_in_flight=True)) == Waiting(why="parent_in_flight")


def test_it_does_not_wait_for_ever() -> None:
    assert isinstance(kind_of(mail(), Facts(parent_in_flight=True), arrived(waited=True)), CustomerMail)


def test_a_delivery_report_is_a_bounce() -> None:
    assert kind_of(mail("mailer-daemon@mx.example.net", kind="bounce"), Facts()) == Bounce(why="delivery_report")


def test_a_vacation_reply_of_a_customer() -> None:
    assert kind_of(mail(kind="auto_reply"), Facts()) == AutoReply(agent=None, why="auto_reply")


def test_a_vacation_reply_that_answers_a_letter_to_the_agent_is_the_agents() -> None:
    past = facts(letters=(letter("agent", ALICE, template="handover"),))
    assert kind_of(from_alice("I am away", kind="auto_reply"), past) == AutoReply(agent=ALICE, why="agent_auto_reply")


def test_a_forged_vacation_reply_sends_no_agent_away() -> None:
    assert kind_of(from_alice("I am away", kind="auto_reply"), facts()) == AutoReply(agent=None, why="auto_reply")


def test_a_vacation_reply_never_acts_even_with_both_proofs() -> None:
    message = from_alice("#close", kind="auto_reply")
    assert isinstance(kind_of(message, POSSESSED, arrived(password_of(ALICE))), AutoReply)


def test_a_foreign_list_is_ignored() -> None:
    assert kind_of(mail(kind="list", list_id="news.example.net"), Facts()) == Ignored(why="list")


def test_a_list_that_is_only_the_way_to_our_mailbox_is_transport() -> None:
    box = Mailbox(address="support@example.com", name="Example", team="helpdesk", lists=("support.lists.example.com",))
    message = mail(kind="list", list_id="<Support.lists.example.com>")
    assert isinstance(kind_of(message, Facts(), judgement=judged(mailboxes={box.address: box})), CustomerMail)


def test_an_answer_to_us_that_went_through_a_list_is_still_an_answer() -> None:
    past = facts(letters=(letter("customer", MARIA),))
    assert isinstance(kind_of(mail(kind="list", list_id="team.example.org"), past), CustomerMail)


def test_what_we_cannot_read_is_a_customers_mail_and_nobody_is_verified_by_it() -> None:
    message = mail(kind="unreadable", unreadable="no header ends")
    expected = CustomerMail(sender=MARIA, sender_name=None, verified=False, why="unreadable")
    assert kind_of(message, Facts(), arrived(sure_of(MARIA))) == expected


def test_a_message_without_any_from_is_from_its_envelope() -> None:
    kind = kind_of(mail(None), Facts())
    assert isinstance(kind, CustomerMail)
    assert kind.sender == MARIA


@pytest.mark.parametrize(
    ("evidence", "verified"),
    [
        (sure_of(MARIA), True),
        (Evidence(door="smtp", spf="pass", spf_domain="example.org"), True),
        (Evidence(door="smtp", spf="pass", spf_domain="elsewhere.example"), False),
        (Evidence(door="smtp", dkim="pass", dkim_domains=("example.org",)), True),
        (Evidence(door="smtp"), False),
        (Evidence(door="manual"), True),
    ],
)
def test_a_customer_is_verified_by_evidence_about_their_own_domain(evidence: Evidence, verified: bool) -> None:
    kind = kind_of(mail(), Facts(), arrived(evidence))
    assert kind == CustomerMail(sender=MARIA, sender_name=None, verified=verified, why="customer")


def test_a_from_that_is_our_mailbox_is_read_on_behalf_of_its_reply_to() -> None:
    message = mail("support@example.com", reply_to=(Address(address=MARIA, name="Maria"),))
    kind = kind_of(message, Facts(), arrived(sure_of("support@example.com")))
    assert kind == CustomerMail(sender=MARIA, sender_name="Maria", verified=False, why="on_behalf_of")


def test_caps_are_counted_for_who_would_be_answered() -> None:
    form = mail("support@example.com", reply_to=(Address(address=MALLORY),))
    forward = from_alice("Please look", forwarded=Forwarded(sender=Address(address=MARIA), text="I can't log in"))
    assert [answered_address(m, arrived(), rulebook()) for m in (form, forward, mail())] == [MALLORY, MARIA, MARIA]


def test_reply_to_is_never_identity() -> None:
    message = mail(MALLORY, reply_to=(Address(address=ALICE),))
    kind = kind_of(message, POSSESSED, arrived(sure_of(MALLORY)))
    assert isinstance(kind, CustomerMail)
    assert kind.sender == MALLORY


# -- two proofs ------------------------------------------------------------------------------------------------------


def test_password_and_token_prove_an_agent() -> None:
    kind = kind_of(from_alice("Hello"), POSSESSED, arrived(password_of(ALICE)))
    assert kind == AgentMail(agent=ALICE, ticket=1042, why="submission")


def test_a_trusted_relays_word_and_a_reply_to_our_letter_prove_an_agent() -> None:
    past = facts(letters=(letter("agent", ALICE, template="handover"),))
    kind = kind_of(from_alice("Hello"), past, arrived(sure_of(ALICE)))
    assert kind == AgentMail(agent=ALICE, ticket=1042, why="signature")


def test_a_token_of_the_agents_team_is_possession() -> None:
    past = facts(tokens=(token("team", "helpdesk"),))
    assert isinstance(kind_of(from_alice("Hello"), past, arrived(password_of(ALICE))), AgentMail)


def test_a_token_of_another_team_is_not() -> None:
    past = facts(tokens=(token("team", "billing"),))
    kind = kind_of(from_alice("Hello"), past, arrived(password_of(ALICE)))
    assert isinstance(kind, UnprovenAgentMail)
    assert kind.why == "no_possession"


def test_from_may_be_another_address_of_the_agent_who_gave_the_password() -> None:
    agents = dict(rulebook().agents)
    agents[ALICE] = replace(agents[ALICE], also=("alice@home.example",))
    kind = kind_of(mail("alice@home.example"), POSSESSED, arrived(password_of(ALICE)), judged(agents=agents))
    assert kind == AgentMail(agent=ALICE, ticket=1042, why="submission")


def test_the_password_of_another_agent_proves_nothing() -> None:
    kind = kind_of(from_alice("Hello"), POSSESSED, arrived(replace(password_of(BOB), dmarc="pass")))
    assert isinstance(kind, UnprovenAgentMail)
    assert (kind.why, kind.ticket) == ("origin_unproven", 1042)


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(door="smtp"),
        Evidence(door="smtp", spf="pass", spf_domain="example.com"),
        Evidence(door="smtp", dkim="pass", dkim_domains=("elsewhere.example",)),
        Evidence(door="manual"),
    ],
)
def test_without_origin_a_live_token_acts_on_nothing(evidence: Evidence) -> None:
    kind = kind_of(from_alice("#close"), POSSESSED, arrived(evidence))
    assert isinstance(kind, UnprovenAgentMail)
    assert (kind.agent, kind.ticket, kind.why) == (ALICE, 1042, "origin_unproven")


def test_anothers_token_is_not_possession_even_with_the_password() -> None:
    past = facts(tokens=(token("agent", BOB),))
    kind = kind_of(from_alice("#close"), past, arrived(password_of(ALICE)))
    assert isinstance(kind, UnprovenAgentMail)
    assert (kind.ticket, kind.why) == (1042, "no_possession")


def test_a_from_of_two_readings_is_nobody() -> None:
    kind = kind_of(from_alice("#close", identity=None), POSSESSED, arrived(password_of(ALICE)))
    assert isinstance(kind, UnprovenAgentMail)
    assert kind.why == "from_not_plain"


def test_an_ambiguous_mail_acts_on_nothing() -> None:
    kind = kind_of(from_alice("#close", ambiguous=True), POSSESSED, arrived(password_of(ALICE)))
    assert isinstance(kind, UnprovenAgentMail)
    assert kind.why == "ambiguous"


@pytest.mark.parametrize(("hours", "fresh"), [(71, True), (-71, True), (73, False), (-73, False)])
def test_a_signature_is_good_for_three_days(hours: int, fresh: bool) -> None:
    kind = kind_of(from_alice("Hello", date=NOW - timedelta(hours=hours)), POSSESSED, arrived(sure_of(ALICE)))
    assert isinstance(kind, AgentMail) is fresh


def test_the_password_needs_no_fresh_date() -> None:
    assert isinstance(kind_of(from_alice("Hello", date=None), POSSESSED, arrived(password_of(ALICE))), AgentMail)


def test_the_same_signed_mail_acts_once() -> None:
    kind = kind_of(from_alice("Hello"), replace(POSSESSED, replayed=True), arrived(sure_of(ALICE)))
    assert isinstance(kind, UnprovenAgentMail)
    assert kind.why == "replayed"


def test_strict_agents_need_their_password() -> None:
    agents = {ALICE: Agent(address=ALICE, name="Alice", teams=("helpdesk",), require="strict")}
    kind = kind_of(from_alice("Hello"), POSSESSED, arrived(sure_of(ALICE)), judged(agents=agents))
    assert isinstance(kind, UnprovenAgentMail)
    assert kind.why == "strict_required"
    assert isinstance(kind_of(from_alice("Hello"), POSSESSED, arrived(password_of(ALICE)), judged(agents=agents)), AgentMail)


def test_an_agent_who_was_removed_is_a_stranger() -> None:
    kind = kind_of(from_alice("#close"), POSSESSED, arrived(password_of(ALICE)), judged(agents={}))
    assert isinstance(kind, CustomerMail)


def test_tokens_of_two_tickets_are_too_many() -> None:
    past = facts(story(1), story(2), tokens=(token("agent", ALICE, 1), token("agent", ALICE, 2)))
    kind = kind_of(from_alice("#close"), past, arrived(password_of(ALICE)))
    assert isinstance(kind, UnprovenAgentMail)
    assert kind.why == "two_tickets"


def test_a_token_of_a_customer_is_not_an_agents() -> None:
    past = facts(tokens=(token("customer", MARIA),))
    kind = kind_of(from_alice("#close\nDone."), past, arrived(password_of(ALICE)))
    assert isinstance(kind, CustomerMail)


# -- agents without a ticket -----------------------------------------------------------------------------------------


def test_a_known_agent_who_answers_nothing_writes_as_a_customer() -> None:
    kind = kind_of(from_alice("My chair is broken"), Facts(), arrived(password_of(ALICE)))
    assert kind == CustomerMail(sender=ALICE, sender_name=None, verified=True, why="agent_as_customer")


def test_an_agent_who_is_a_tickets_customer_answers_as_one() -> None:
    hers = story(customer=ALICE, participants=(story().participants[0].__class__(address=ALICE),))
    past = facts(hers, letters=(letter("customer", ALICE),))
    kind = kind_of(from_alice("Still broken"), past)
    assert kind == CustomerMail(sender=ALICE, sender_name=None, verified=False, why="agent_as_customer")


def test_a_stranger_in_an_agents_name_is_a_stranger_and_the_agent_hears_of_it() -> None:
    kind = kind_of(from_alice("Please close #1042"), Facts())
    assert isinstance(kind, CustomerMail)
    assert (kind.sender, kind.verified) == (ALICE, False)
    assert kind.denied is not None
    assert (kind.denied.agent, kind.denied.why) == (ALICE, "origin_unproven")


def test_a_known_agent_with_only_the_tag_meant_to_act() -> None:
    kind = kind_of(from_alice("#close\nDone."), facts(tagged=1042), arrived(password_of(ALICE)))
    assert isinstance(kind, CustomerMail)
    assert kind.denied is not None
    assert kind.denied.why == "no_possession"


def test_so_did_one_whose_new_mail_begins_with_a_command() -> None:
    kind = kind_of(from_alice("#resolve\nIt works again."), Facts(), arrived(password_of(ALICE)))
    assert isinstance(kind, CustomerMail)
    assert (kind.why, kind.denied is not None) == ("no_possession", True)


@pytest.mark.parametrize("arrival", [arrived(password_of(ALICE)), arrived()])
def test_mere_commands_that_answer_no_letter_are_no_customers_mail(arrival: Arrival) -> None:
    assert isinstance(kind_of(from_alice("#assign bob\n#resolve"), facts(tagged=1042), arrival), UnprovenAgentMail)


def test_commands_above_a_mail_that_an_agent_sends_on_do_not_keep_it_out() -> None:
    forwarded = Forwarded(sender=Address(address=MARIA), subject="Locked out", text="I can't log in")
    kind = kind_of(from_alice("#take", forwarded=forwarded), Facts(), arrived(password_of(ALICE)))
    assert isinstance(kind, CustomerMail)
    assert (kind.sender, kind.why) == (MARIA, "forwarded_by_agent")


def test_an_expired_token_says_so() -> None:
    kind = kind_of(from_alice("#close\nDone."), Facts(dead_tokens=1), arrived(password_of(ALICE)))
    assert isinstance(kind, CustomerMail)
    assert kind.denied is not None
    assert kind.denied.why == "dead_token"


def test_a_forward_by_a_known_agent_is_the_customers() -> None:
    forwarded = Forwarded(sender=Address(address=MARIA, name="Maria"), subject="Help", text="I can't log in")
    kind = kind_of(from_alice("Please look", forwarded=forwarded), Facts(), arrived(password_of(ALICE)))
    expected = CustomerMail(sender=MARIA, sender_name="Maria", verified=False, why="forwarded_by_agent", forwarded_by=ALICE)
    assert kind == expected


def test_a_forward_in_an_agents_name_without_origin_is_a_strangers() -> None:
    forwarded = Forwarded(sender=Address(address=MARIA), subject="Help", text="I can't log in")
    kind = kind_of(from_alice("Please look", forwarded=forwarded), Facts())
    assert isinstance(kind, CustomerMail)
    assert (kind.sender, kind.forwarded_by) == (ALICE, None)


# -- feedback --------------------------------------------------------------------------------------------------------

ASKED = facts(story(state="closed"), letters=(letter("customer", MARIA, template="feedback_request"),))


def test_a_number_on_top_of_an_answer_to_our_question_is_feedback() -> None:
    kind = kind_of(mail(text="5\n\nVery kind people"), ASKED)
    assert kind == Feedback(ticket=1042, sender=MARIA, score=5, comment="Very kind people", why="answers_feedback_request")


def test_a_token_of_the_question_is_enough() -> None:
    past = facts(story(state="closed"), tokens=(token("customer", MARIA, purpose="feedback"),))
    assert isinstance(kind_of(mail(text="4/5"), past), Feedback)


@pytest.mark.parametrize("text", ["6", "0", "It is broken again", "3 of my files are gone", "4/10", ""])
def test_without_a_mark_within_the_scale_it_is_a_mail(text: str) -> None:
    assert isinstance(kind_of(mail(text=text), ASKED), CustomerMail)


def test_a_number_that_answers_no_question_is_a_mail() -> None:
    assert isinstance(kind_of(mail(text="5"), facts(letters=(letter("customer", MARIA),))), CustomerMail)


def test_a_strangers_mark_is_a_mail() -> None:
    assert isinstance(kind_of(mail(MALLORY, "5"), ASKED), CustomerMail)


def test_known_messages_never_prove_an_agent() -> None:
    kind = kind_of(from_alice("#close\nDone."), facts(known=(known(),)), arrived(password_of(DANA)))
    assert isinstance(kind, CustomerMail)
