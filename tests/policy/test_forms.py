"""What becomes of form mails: whose ticket, which ticket, who hears of it, and what a forged one can't do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mailgate.model.address import Address
from mailgate.model.decision import AddEntry, AddParticipant, ChangeTicket, Decision, KnowMessage, LinkTickets, OpenTicket
from mailgate.model.facts import Facts, KnownMessage, TicketStory
from mailgate.model.form import Form, FormRule
from mailgate.model.message import Evidence, ParsedMessage
from mailgate.model.reading import Entity, Reading
from mailgate.model.rules import Clause, Condition, Test
from mailgate.model.ticket import Participant
from mailgate.policy.forms import standing_of, with_fields
from mailgate.policy.rules import holds, rule_facts
from tests.policy.desk import ALICE
from tests.policy.mails import MARIA, NOW, arrived, decided, effects, facts, judged, mail, notices, story, sure_of, token

FORMS, NAGIOS = "forms@shop.example", "nagios@mon.example"
SHOP = FormRule(name="shop", senders=(FORMS,), customer=("E-Mail",))
MONITOR = FormRule(name="nagios", senders=(NAGIOS,), group_by=("Host",))
GROUP = "0123@form.invalid"
DESK = judged(forms=(SHOP, MONITOR))


def form_mail(customer: str | None = MARIA, **said: Any) -> ParsedMessage:
    """A web form's mail in Maria's name."""
    form = Form(rule="shop", proven=True, customer=Address(address=customer, name="Maria") if customer else None, **said)
    return mail(FORMS, "I can't log in\n\nE-Mail: maria@example.org", form=form, references=())


def alert(**said: Any) -> ParsedMessage:
    form = Form(rule="nagios", proven=True, group=GROUP, **said)
    return mail(NAGIOS, "Host: web01", subject="web01 is down", base_subject="web01 is down", form=form)


def of_nagios(number: int = 1042, **changes: Any) -> TicketStory:
    return story(number, customer=NAGIOS, participants=(Participant(address=NAGIOS),), **changes)


def seen(*stories: TicketStory) -> Facts:
    known = tuple(KnownMessage(message_id=GROUP, ticket=s.ticket.number, cited_only=True) for s in stories)
    return facts(*stories, known=known)


def told(message: ParsedMessage, known: Facts | None = None, sender: str | None = None) -> Decision:
    evidence = sure_of(message.identity or "") if sender is None else Evidence(door="smtp")
    return decided(message, known or Facts(), arrived(evidence), judgement=DESK)


def test_a_web_form_opens_the_ticket_of_the_customer_it_names_unverified() -> None:
    decision = told(form_mail(tags=("sale",), priority="high"))
    (opened,) = effects(decision, OpenTicket)
    assert (decision.outcome, decision.reason) == ("opened", "form")
    assert (opened.ticket.customer, opened.ticket.customer_name, opened.ticket.verified) == (MARIA, "Maria", False)
    assert (opened.ticket.tags, opened.ticket.priority) == (("sale",), "high")
    assert [p.address for p in opened.participants] == [MARIA]
    (entry,) = effects(decision, AddEntry)
    assert (entry.entry.by, entry.entry.verified) == (MARIA, False)


def test_its_acknowledgement_goes_to_the_customer_and_repeats_nothing() -> None:
    (letter,) = [n for n in notices(told(form_mail())) if n.template == "acknowledgement"]
    assert (letter.to, letter.data["plain"]) == (MARIA, True)


def test_a_form_that_names_us_is_its_own_senders() -> None:
    decision = told(form_mail("support@example.com"))
    (opened,) = effects(decision, OpenTicket)
    assert opened.ticket.customer == FORMS
    assert [n.template for n in notices(decision)] == ["handover"]


def test_nothing_a_form_holds_leads_to_a_ticket() -> None:
    """Neither the customer's token, nor a tag, nor the ids it cites, nor the same subject."""
    known = facts(
        story(),
        tokens=(token("customer", MARIA),),
        known=(KnownMessage(message_id="theirs@example.org", ticket=1042, cited_only=False),),
        tagged=1042,
        same_subject=1042,
    )
    decision = told(form_mail(), known)
    assert decision.outcome == "opened"
    assert [link.other for link in effects(decision, LinkTickets)] == [1042]


def test_a_form_brings_nobody_along() -> None:
    decision = told(replace(form_mail(), cc=(Address(address="boss@example.org"),)))
    assert [p.address for p in effects(decision, OpenTicket)[0].participants] == [MARIA]
    assert effects(decision, AddParticipant) == []
    assert effects(decision, KnowMessage)[0].correspondents == ()


def test_an_agents_address_in_a_form_acts_as_nobody() -> None:
    decision = told(replace(form_mail(ALICE), reply="#close"), facts(story(), tokens=(token("agent", ALICE),)))
    assert (decision.outcome, decision.reason) == ("opened", "form")


def test_the_first_alert_opens_a_ticket_and_nobody_acknowledges_it() -> None:
    decision = told(alert())
    (opened,) = effects(decision, OpenTicket)
    assert (opened.ticket.customer, opened.ticket.verified) == (NAGIOS, True)
    assert [n.template for n in notices(decision)] == ["handover"]
    assert effects(decision, KnowMessage)[0].cited == (GROUP,)


def test_the_next_alert_joins_it_without_a_letter() -> None:
    decision = told(alert(), seen(of_nagios()))
    assert (decision.outcome, decision.reason, decision.ticket) == ("appended", "repeated", 1042)
    assert notices(decision) == []
    assert effects(decision, ChangeTicket) == []


def test_that_it_is_over_is_told_and_tagged() -> None:
    decision = told(alert(recovered=True), seen(of_nagios()))
    assert (decision.outcome, decision.reason) == ("appended", "recovered")
    assert [(n.template, n.to) for n in notices(decision)] == [("customer_replied", ALICE)]
    (changed,) = effects(decision, ChangeTicket)
    assert (changed.ticket.tags, changed.ticket.state) == (("recovered",), "waiting")


def test_that_it_is_over_twice_is_told_once() -> None:
    assert notices(told(alert(recovered=True), seen(of_nagios(tags=("recovered",))))) == []


def test_that_it_is_there_again_is_told() -> None:
    decision = told(alert(), seen(of_nagios(tags=("a", "recovered"))))
    assert [n.template for n in notices(decision)] == ["customer_replied"]
    assert effects(decision, ChangeTicket)[0].ticket.tags == ("a",)


def test_what_is_over_is_resolved_where_the_settings_say_so() -> None:
    decision = told(alert(recovered=True, resolve=True), seen(of_nagios()))
    (changed,) = effects(decision, ChangeTicket)
    assert (changed.ticket.state, changed.ticket.resolved_by) == ("resolved", "mailgate")
    assert [n.template for n in notices(decision)] == ["customer_replied"]


def test_nobody_unproven_resolves() -> None:
    decision = told(alert(recovered=True, resolve=True), seen(of_nagios()), sender="unknown")
    assert effects(decision, ChangeTicket)[0].ticket.state == "waiting"


def test_a_solved_problem_that_comes_back_is_a_new_ticket_beside_the_old_one() -> None:
    decision = told(alert(), seen(of_nagios(state="closed", closed_at=NOW)))
    assert decision.outcome == "opened"
    assert [link.other for link in effects(decision, LinkTickets)] == [1042]


def test_what_is_over_and_had_no_ticket_opens_none() -> None:
    assert told(alert(recovered=True)).outcome == "ignored:recovered"


def test_a_late_recovery_is_kept_with_the_ticket_it_is_about() -> None:
    decision = told(alert(recovered=True), seen(of_nagios(state="resolved", resolved_at=NOW)))
    assert (decision.outcome, decision.ticket, notices(decision)) == ("appended", 1042, [])


def test_somebody_elses_ticket_that_cites_the_group_is_not_joined() -> None:
    """Anybody can write an id into References; the ticket must be the machine's own."""
    decision = told(alert(), seen(story()))
    assert decision.outcome == "opened"


def test_a_strangers_mail_that_cites_the_group_joins_nothing() -> None:
    decision = decided(mail(MARIA, references=(GROUP,)), seen(of_nagios()), arrived(sure_of(MARIA)), judgement=DESK)
    assert decision.outcome == "opened"


def test_how_far_a_sender_is_believed() -> None:
    message = form_mail()
    assert standing_of(message, Evidence(door="smtp", dmarc="pass")) == "proven"
    assert standing_of(message, Evidence(door="smtp", spf="pass", spf_domain="shop.example")) == "proven"
    assert standing_of(message, Evidence(door="smtp", spf="pass", spf_domain="mass.example")) == "unknown"
    assert standing_of(message, Evidence(door="smtp")) == "unknown"
    assert standing_of(message, Evidence(door="smtp", dmarc="fail")) == "contradicted"
    assert standing_of(message, Evidence(door="smtp", spf="fail")) == "contradicted"
    assert standing_of(replace(message, identity=None), Evidence(door="smtp", dmarc="pass")) == "unknown"


def test_a_forms_entities_and_urgency_join_what_was_read() -> None:
    read = Reading(entities=(Entity(type="ORDER", text="A-1", start=3, end=6),))
    message = replace(
        form_mail(entities=(("ORDER", "A-1"), ("HOST", "maria")), urgency="critical"), reply="see A-1\n\nHost: maria"
    )
    found = with_fields(read, message)
    assert found.entities[1:] == (Entity(type="HOST", text="maria", start=15, end=20),)
    assert (found.urgency.level, found.urgency.because) == ("critical", ("the form shop says so",))


def test_rules_can_ask_by_which_form_a_mail_came() -> None:
    by_form = Condition(clauses=(Clause(field="form", any_of=(Test(kind="equals", value="shop"),)),))
    facts_of = rule_facts(rulebook=DESK.rulebook, now=NOW, message=form_mail())
    assert holds(by_form, facts_of)
    assert not holds(by_form, rule_facts(rulebook=DESK.rulebook, now=NOW, message=alert()))
    assert not holds(by_form, rule_facts(rulebook=DESK.rulebook, now=NOW, message=mail()))
