"""First aid: one document in the acknowledgement, and a word that closes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailgate.model.decision import AddEntry, CancelNotices, Decision, Teach
from mailgate.model.documents import Documents, FirstAid, FoundPassage, Passage
from mailgate.model.message import Attachment
from mailgate.model.people import Organisation
from mailgate.model.reading import Mood, Reading, Urgency
from mailgate.model.rules import Actions, Condition, Intent, Rule
from mailgate.policy.first_aid import SENT, SOLVED
from mailgate.policy.solved_words import says_solved
from tests.policy.desk import ALICE, read, rulebook
from tests.policy.mails import (
    MARIA,
    arrived,
    decided,
    effects,
    facts,
    judged,
    mail,
    notices,
    story,
    sure_of,
    the_ticket,
    token,
    told,
)

FORGOTTEN = Passage(
    document="passwords.md", line=3, title="Passwords", heading="Forgotten", text="Choose “Forgot”.", language="en"
)
OTHER = Passage(document="invoices.md", line=1, title="Invoices", text="Under Billing.")
BOOK = Documents(passages=(FORGOTTEN, OTHER), first_aid=FirstAid(threshold=0.75))
KNOWN = arrived(sure_of(MARIA))


def found(score: float, document: str = "passwords.md", line: int = 3) -> FoundPassage:
    return FoundPassage(document=document, line=line, score=score)


def asks(**changes: Any) -> Reading:
    return read(("account.access", 0.9), **{"language": "en", "documents": (found(0.9),)} | changes)


def opened(reading: Reading, arrival: Any = KNOWN, **book: Any) -> Decision:
    return decided(mail(), arrival=arrival, reading=reading, judgement=judged(**{"documents": BOOK} | book))


def carried(decision: Decision) -> Any:
    return next(n.data for n in notices(decision) if n.template == "acknowledgement").get("first_aid")


def test_the_acknowledgement_carries_the_one_section_that_answers() -> None:
    decision = opened(asks())
    assert carried(decision) == {"name": "Passwords – Forgotten", "text": "Choose “Forgot”."}
    assert the_ticket(decision).tags == (SENT,)
    entry = effects(decision, AddEntry)[0].entry
    assert (entry.kind, entry.reason, entry.data["document"], entry.data["score"]) == ("event", "first_aid", "passwords.md", 0.9)
    assert effects(decision, AddEntry)[-1].entry.kind == "mail"
    assert [n.data["first_aid"] for n in notices(decision) if n.template == "handover"] == ["Passwords – Forgotten"]


SENSITIVE = {"account.access": Intent(name="account.access", team="helpdesk", sensitive=True)}
HUMAN = Rule(name="No machine", when=Condition(), then=Actions(automation=False))
SILENT = Rule(name="No letter", when=Condition(), then=Actions(acknowledge=False))


@pytest.mark.parametrize(
    ("reading", "book"),
    [
        (asks(documents=(found(0.74),)), {}),
        (asks(documents=(found(0.9), found(0.85, "invoices.md", 1))), {}),
        (asks(documents=(found(0.9, line=77),)), {}),
        (asks(language="it"), {}),
        (asks(sensitive="privacy"), {}),
        (asks(mood=Mood(frustrated=True)), {}),
        (asks(urgency=Urgency(level="critical")), {}),
        (asks(known=0.2), {"documents": replace(BOOK, passages=(replace(FORGOTTEN, intents=("account.access",)),))}),
        (asks(), {"documents": replace(BOOK, first_aid=None)}),
        (asks(), {"documents": replace(BOOK, passages=(replace(FORGOTTEN, public=False),))}),
        (asks(), {"documents": replace(BOOK, passages=(replace(FORGOTTEN, intents=("billing.refund",)),))}),
        (asks(), {"documents": replace(BOOK, passages=(replace(FORGOTTEN, text="word " * 600),))}),
        (asks(), {"customers": {"example.org": Organisation(key="example.org", name="Example", tier="vip")}}),
        (asks(), {"intents": SENSITIVE}),
    ],
)
def test_where_there_is_any_doubt_nothing_is_carried(reading: Reading, book: dict[str, Any]) -> None:
    decision = opened(reading, **book)
    assert carried(decision) is None
    assert SENT not in the_ticket(decision).tags


def test_an_unlikely_intent_says_nothing() -> None:
    unlikely = read(("account.access", 0.03), language="en", documents=(found(0.9),))
    assert carried(opened(unlikely, intents=SENSITIVE)) is not None
    for_access = replace(BOOK, passages=(replace(FORGOTTEN, intents=("account.access",)),))
    assert carried(opened(unlikely, documents=for_access)) is None
    assert carried(opened(asks(known=0.9), documents=for_access)) is not None


@pytest.mark.parametrize("rule", [HUMAN, SILENT])
def test_where_no_machine_may_write_nothing_is_marked(rule: Rule) -> None:
    decision = opened(asks(), rules=(rule,))
    assert "acknowledgement" not in [t for t, _ in told(decision)]
    assert SENT not in the_ticket(decision).tags


def test_a_sender_nobody_authenticated_gets_none() -> None:
    assert carried(opened(asks(), arrived())) is None


# -- "that solved it" ------------------------------------------------------------------------------------------------

AIDED = story(state="new", waiting_since=None, tags=(SENT,))


def answered(text: str, known: Any = AIDED, **changes: Any) -> Decision:
    arrival = changes.pop("arrival", KNOWN)
    tokens = changes.pop("tokens", (token("customer", MARIA),))
    return decided(mail(text=text, **changes), facts(known, tokens=tokens), arrival, judgement=judged(documents=BOOK))


def test_that_solved_it_closes_and_counts_and_who_has_it_hears() -> None:
    decision = answered("That solved it, thanks!")
    after = the_ticket(decision)
    assert (decision.outcome, decision.reason) == ("appended", "first_aid_solved")
    assert (after.state, after.resolved_by, after.tags) == ("closed", "mailgate", (SENT, SOLVED))
    assert told(decision) == [("rule_notice", ALICE), ("closed", MARIA)]
    assert ("handover", "waiting_reminder") in [e.templates for e in effects(decision, CancelNotices)]
    assert effects(decision, Teach) == []


def test_a_live_token_is_enough_and_an_unproven_sender_is_not() -> None:
    assert the_ticket(answered("solved", arrival=arrived())).state == "closed"
    by_id = decided(
        mail(text="solved", in_reply_to="theirs@example.org"),
        facts(AIDED, same_subject=1042),
        arrived(),
        judgement=judged(documents=BOOK),
    )
    assert by_id.reason != "first_aid_solved"


@pytest.mark.parametrize(
    "known",
    [
        story(state="new", waiting_since=None),
        story(state="waiting", tags=(SENT,), first_response_at=story().ticket.opened_at),
        story(state="new", waiting_since=None, tags=(SENT,), customer="else@example.org"),
    ],
)
def test_it_closes_only_what_first_aid_was_given_to_and_nobody_answered(known: Any) -> None:
    assert answered("That solved it", known).reason != "first_aid_solved"


def test_a_mail_with_a_file_is_read_by_people() -> None:
    file = Attachment(name="a.png", type="image/png", data=b"x", sha256="ab")
    assert answered("solved", attachments=(file,)).reason != "first_aid_solved"


@pytest.mark.parametrize(
    "text",
    [
        "That solved it",
        "solved",
        "Solved!",
        "Thanks, that solved it.",
        "Hi,\n\nit works now, thank you very much!\n\nMaria Lopez",
        "this fixed my problem - thanks",
        "Hallo,\ndas hat geholfen, vielen Dank!\nMaria",
        "Risolto, grazie mille!",
        "Merci, c'est réglé",
        "Gracias, está resuelto",
        "yes it helped",
        "“solved”",
        "Guten Tag,\n\ngelöst, vielen Dank!\n\nMit freundlichen Grüßen\nMaria Lopez",
        "„gelöst“",
        "geloest",
        "Das hat das Problem gelöst.\nViele Grüße\nMaria",
        "Es funktioniert wieder, danke für die schnelle Hilfe",
        "«\u00a0résolu\u00a0»",
        "Bonjour,\n\nproblème résolu, merci beaucoup !\n\nBien cordialement,\nMaria Lopez",
        "Re\u0301solu",
        "Resolu",
        "Ça marche maintenant, merci pour votre aide.",
        "«Resuelto»",
        "¡Resuelto! Muchas gracias por su ayuda.\n\nUn saludo,\nMaria",
        "Buenos días:\n\nYa está solucionado.\n\nSaludos cordiales",
        "Ya funciona, gracias",
        "Yes that worked perfectly, thank you so much",
        "It works great now!",
        "Das hat perfekt geklappt, danke!",
        "Ha funzionato perfettamente, grazie",
        "Ça a parfaitement marché, merci",
        "Ha funcionado perfectamente, gracias",
    ],
)
def test_it_is_said_in_many_ways(text: str) -> None:
    assert says_solved(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thanks!",
        "That did not solve it",
        "That didn't help",
        "solved?",
        "It works now, but the invoices are still missing.",
        "That solved it. I have another question about my invoice",
        "Please get this solved today",
        "Has this been solved",
        "solved " * 100,
        "My colleague wants this solved by Monday, please call me back",
        "Das ist noch nicht gelöst",
        "Gelöst, aber die Rechnung fehlt",
        "Es hat nicht geholfen",
        "Bitte lösen Sie das Problem",
        "Ce n'est pas résolu",
        "Quand est-ce que ce sera résolu",
        "Todavía no está resuelto",
        "Resuelto el problema, pero falta la factura",
        "Wann ist das gelöst",
    ],
)
def test_anything_else_is_read_by_a_person(text: str) -> None:
    assert not says_solved(text)


def test_the_rulebook_of_a_desk_without_documents_sends_none() -> None:
    assert rulebook().documents.first_aid is None
