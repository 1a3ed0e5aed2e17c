"""Incidents by mail: one ticket stands for many, and one answer goes to all of them."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import (
    AddEntry,
    ChangeTicket,
    Decision,
    LearnSkill,
    LinkTickets,
    OpenIncident,
    PlaceHold,
    RunAgain,
    Teach,
)
from mailgate.model.facts import Incident, KnownLetter, Past, TicketStory
from mailgate.model.looking import IncidentFound, Looked
from mailgate.model.ticket import Hold, Participant
from tests.policy.desk import ALICE, BOB
from tests.policy.mails import NOW, answered_by_alice, arrived, effects, notices, password_of, story, the_ticket

CODE = "ERROR_CODE:PAY-503"
OPEN = story(state="open", waiting_since=None)


def of(customer: str, number: int, **changes: object) -> TicketStory:
    made = story(number, customer=customer, state="open", waiting_since=None, agent=None, **changes)
    return replace(made, participants=(Participant(address=customer),))


FOUND = IncidentFound(
    ticket=1042,
    name="Payments",
    names=(CODE,),
    waiting=(OPEN, of("rita@example.org", 1043), of("paul@example.net", 1044)),
)


def said(text: str, found: IncidentFound, *, released: tuple[int, ...] | None = None) -> Decision:
    """Alice's mail; `released`: let go, after it was shown to go to these; empty: it never was."""
    arrival = replace(arrived(password_of(ALICE)), released=released is not None)
    shown = Hold(ticket=1042, inbox_id=7, why="many_customers", for_whom=ALICE, until=NOW, others=released or ())
    return answered_by_alice(
        text, OPEN, arrival=arrival, past=Past(looked=Looked(incident=found)), let_go=shown if released else None
    )


def lines(decision: Decision) -> list[str]:
    (transcript,) = [one for one in notices(decision) if one.template == "transcript"]
    return [line["text"] for line in transcript.data["lines"]]


def test_a_ticket_becomes_an_incident_with_those_that_name_the_same() -> None:
    decision = said("#incident Payments are down", IncidentFound(names=(CODE,), alike=(1043, 1044)))
    assert effects(decision, OpenIncident) == [OpenIncident(ticket=1042, name="Payments are down", names=(CODE,))]
    assert [(one.ticket, one.other, one.kind) for one in effects(decision, LinkTickets)] == [
        (1043, 1042, "incident"),
        (1044, 1042, "incident"),
    ]
    assert the_ticket(decision).tags == ("incident",)
    assert lines(decision) == [
        "It is the incident “Payments are down” now, with #1043, #1044. New tickets that name PAY-503 join it. "
        "#answer above your words answers them all."
    ]


def test_who_makes_an_incident_of_what_was_one_before_hears_it() -> None:
    decision = said("#incident", IncidentFound(names=(CODE,), before=Incident(ticket=7, name="Payments down", tickets=13)))
    assert lines(decision)[0].endswith("The same was the incident “Payments down” (#7) before; #similar shows what solved it.")
    assert "with no other open ticket that names the same" in lines(decision)[0]


def test_without_a_name_it_is_called_by_what_it_names() -> None:
    decision = said("#incident", IncidentFound(names=(CODE,)))
    assert effects(decision, OpenIncident)[0].name == "PAY-503"


def test_a_ticket_of_an_incident_does_not_open_another() -> None:
    decision = said("#incident Again", FOUND)
    assert (effects(decision, OpenIncident), lines(decision)) == ([], ["It belongs to the incident “Payments” (#1042) already."])


def test_an_answer_to_many_is_shown_first_and_nothing_is_sent() -> None:
    decision = said("#answer\n\nIt works again.", FOUND)
    assert decision.outcome == "held:many_customers"
    assert [one.hold.others for one in effects(decision, PlaceHold)] == [(1043, 1044)]
    assert [one.template for one in notices(decision)] == ["transcript"]
    (line,) = notices(decision)[0].data["lines"]
    assert line["text"] == "Your words would go to 3 customers of the incident “Payments”: #1043, #1044 and this one."
    assert line["rows"][1:] == [
        "#1043 I can't log in · rita@example.org",
        "#1044 I can't log in · paul@example.net",
    ]
    would = notices(decision)[0].data["would"]
    assert (would["to"], would["words"]) == (["maria@example.org", "rita@example.org", "paul@example.net"], ["It works again."])
    assert notices(decision)[0].data["confirm"] is True


def test_an_answer_to_many_with_a_misspelt_command_waits_for_what_cannot_be_undone() -> None:
    decision = said("#answer\n#resovle\n\nIt works again.", FOUND)
    assert decision.outcome == "held:many_customers"
    data = notices(decision)[0].data
    assert (data["suggestion"], data["hold_words"]) == ("#resolve", ["#answer", "#resovle"])
    assert [(line["command"], line["ok"]) for line in data["would"]["lines"]] == [("#resovle", False), ("#answer", True)]


def test_confirmed_each_customer_gets_it_in_their_own_thread() -> None:
    decision = said("#answer\n#resolve\n\nIt works again.", FOUND, released=(1043, 1044))
    answers = [(one.ticket, one.to, one.cc) for one in notices(decision) if one.template == "answer"]
    assert answers == [
        (1042, "maria@example.org", ()),
        (1043, "rita@example.org", ()),
        (1044, "paul@example.net", ()),
    ]
    assert {(one.ticket.number, one.ticket.state) for one in effects(decision, ChangeTicket)} == {
        (1042, "resolved"),
        (1043, "resolved"),
        (1044, "resolved"),
    }
    entries = [(one.entry.ticket, one.entry.text) for one in effects(decision, AddEntry) if one.entry.kind == "answer"]
    assert entries == [(1042, "It works again."), (1043, "It works again."), (1044, "It works again.")]


def test_who_joined_since_it_was_shown_does_not_get_it_and_is_told() -> None:
    more = replace(FOUND, waiting=(*FOUND.waiting, of("late@example.org", 1045), of("later@example.org", 1046)))
    decision = said("#answer\n\nIt works again.", more, released=(1043, 1044, 1099))
    assert [one.to for one in notices(decision) if one.template == "answer"] == [
        "maria@example.org",
        "rita@example.org",
        "paul@example.net",
    ]
    assert lines(decision)[0] == (
        "Your words go to 3 customers of the incident “Payments”: #1043, #1044 and this one. "
        "Not to #1045, #1046, which you were not shown (they joined since, or were too many): say it again for them."
    )


def test_what_nobody_was_shown_goes_to_nobody_else() -> None:
    decision = said("#answer\n\nIt works again.", FOUND, released=())
    assert [one.to for one in notices(decision) if one.template == "answer"] == ["maria@example.org"]


def test_what_resolves_many_says_how_many() -> None:
    decision = said("#answer\n#resolve\n\nIt works again.", FOUND)
    would = next(n.data["would"] for n in notices(decision) if n.template == "transcript")
    assert [line["text"] for line in would["lines"] if line["command"] == "#resolve"] == ["They are all resolved, 3 tickets."]


def test_one_answer_to_many_says_once_who_can_solve_it() -> None:
    solved = story(state="open", waiting_since=None, intent="account.access", confidence=0.9)
    others = tuple(
        replace(one, ticket=replace(one.ticket, intent="account.access", confidence=0.9, agent=BOB)) for one in FOUND.waiting
    )
    shown = Hold(ticket=1042, inbox_id=7, why="many_customers", for_whom=ALICE, until=NOW, others=(1043, 1044))
    decision = answered_by_alice(
        "#answer\n#resolve\n\nIt works again.",
        solved,
        arrival=replace(arrived(password_of(ALICE)), released=True),
        past=Past(looked=Looked(incident=replace(FOUND, waiting=others))),
        let_go=shown,
    )
    assert [one.ticket for one in notices(decision) if one.template == "answer"] == [1042, 1043, 1044]
    assert [(e.outcome.ticket, e.outcome.agent) for e in effects(decision, LearnSkill)] == [(1042, ALICE)]
    assert len(effects(decision, Teach)) == 3


def test_a_ticket_that_is_kept_for_somebody_else_is_not_answered() -> None:
    kept = replace(FOUND, waiting=(of("rita@example.org", 1043, hold_for="legal@example.com"),))
    decision = said("#answer\n\nIt works again.", kept, released=(1043,))
    assert [one.to for one in notices(decision) if one.template == "answer"] == ["maria@example.org"]


def test_without_an_incident_the_words_wait_for_a_second_thought() -> None:
    decision = said("#answer\n\nIt works again.", IncidentFound())
    assert decision.outcome == "held:no_incident"


def test_a_send_that_does_not_answer_the_letter_about_it_lets_nothing_go() -> None:
    hold = Hold(id=5, ticket=1042, inbox_id=77, why="many_customers", for_whom=ALICE, until=NOW)
    decision = answered_by_alice("#send", story(state="open", waiting_since=None, holds=(hold,)))
    assert (effects(decision, RunAgain), lines(decision)) == (
        [],
        ["Nothing was done: you answered a letter about another mail. Reply to the letter that says your mail is held."],
    )


def test_a_send_that_answers_it_does() -> None:
    hold = Hold(id=5, ticket=1042, inbox_id=77, why="many_customers", for_whom=ALICE, until=NOW)
    asked = KnownLetter(message_id="t@x", letter_id=9, ticket=1042, audience="agent", to=ALICE, template="transcript", cause=77)
    decision = answered_by_alice("#send", story(state="open", waiting_since=None, holds=(hold,)), letters=(asked,))
    assert effects(decision, RunAgain) == [RunAgain(inbox_id=77)]
