"""Questions that often escalate are flagged as they open."""

from __future__ import annotations

from mailgate.model.decision import OpenTicket
from mailgate.model.facts import Escalates, Past
from mailgate.policy.risky import flagged, risky
from tests.policy.desk import MONDAY_10, read, ticket
from tests.policy.mails import decided, effects, mail, notices

LINE = "questions like this often escalate: 9 of 21 lately"
PAST = Past(risks={"account.access": Escalates(hard=9, tickets=21)})


def of(hard: int, tickets: int) -> Escalates:
    return Escalates(hard=hard, tickets=tickets)


def test_an_intent_clearly_above_the_others_is_risky() -> None:
    counted = {"a": of(9, 21), "b": of(10, 100), "c": of(5, 80)}
    assert risky(counted) == {"a": of(9, 21)}


def test_a_little_more_than_others_is_not() -> None:
    assert risky({"a": of(4, 21), "b": of(10, 100)}) == {}


def test_few_tickets_say_nothing() -> None:
    assert risky({"a": of(19, 19), "b": of(10, 100)}) == {}


def test_a_desk_with_one_intent_has_nothing_to_compare() -> None:
    assert risky({"a": of(40, 50)}) == {}


def test_a_new_ticket_of_it_has_the_tag_and_the_line() -> None:
    assert flagged(ticket(intent="account.access", tags=("vip",)), PAST) == (
        ticket(intent="account.access", tags=("vip", "escalation_risk")),
        (LINE,),
    )
    assert flagged(ticket(intent="billing.refund"), PAST) == (ticket(intent="billing.refund"), ())


def test_the_hand_over_says_so() -> None:
    decision = decided(mail(date=MONDAY_10), reading=read(("account.access", 0.9)), past=PAST)
    (opened,) = effects(decision, OpenTicket)
    assert opened.ticket.tags == ("escalation_risk",)
    handed = [one for one in notices(decision) if one.template == "handover"]
    assert handed
    assert all(LINE in one.data["because"] for one in handed)
