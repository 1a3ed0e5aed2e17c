"""What a hand-over offers to answer with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailgate.model.documents import Documents, FoundPassage, Passage
from mailgate.model.facts import SolvedBefore
from mailgate.policy.suggesting import SHOWN, bare_answer, private_words, suggestions
from tests.policy.desk import ALICE, MONDAY_10, read

FORGOTTEN = Passage(document="passwords.md", line=3, title="Passwords", heading="Forgotten", text="Choose “Forgot” on the page.")
BOOK = Documents(passages=(FORGOTTEN, replace(FORGOTTEN, line=9, heading="For us", public=False)))


def solved(answer: str, **changes: Any) -> SolvedBefore:
    made = SolvedBefore(
        number=12,
        subject="Locked out",
        resolved_by=ALICE,
        resolved_at=MONDAY_10,
        words=answer,
        answer=answer,
        customer="bob.miller@example.net",
        customer_name="Bob Miller",
    )
    return replace(made, **changes)


def found(line: int, score: float) -> FoundPassage:
    return FoundPassage(document="passwords.md", line=line, score=score)


def test_documents_come_first_then_what_solved_tickets_like_it() -> None:
    offered = suggestions(read(documents=(found(3, 0.8),)), (solved("I have removed the lock."),), BOOK)
    assert [(one.kind, one.source, one.text, one.ready) for one in offered] == [
        ("document", "Passwords – Forgotten", "Choose “Forgot” on the page.", True),
        ("answer", "#12 Locked out", "I have removed the lock.", True),
    ]


def test_what_was_behind_the_same_code_comes_first_however_unsure_we_are_what_it_is_about() -> None:
    behind = solved("The gateway was down.", number=7, named="PAY-503", incident="Payments down")
    offered = suggestions(read(documents=(found(3, 0.8),)), (behind, solved("Pay again.")), BOOK, sure=False)
    assert [one.ticket for one in offered] == [7, None]


def test_what_is_internal_fits_badly_or_is_gone_is_not_offered() -> None:
    assert suggestions(read(documents=(found(9, 0.9), found(3, 0.2), found(77, 0.9))), (), BOOK) == ()


@pytest.mark.parametrize(
    "answer",
    [
        "You're welcome, Tom.",
        "Hello Bob,\n\nyou are very welcome! Have a nice day.\n\nKind regards\nAlice",
        "Great, glad to hear it works again. Let us know if you need anything else.",
        "Thanks for your patience, Bob!",
        "Gern geschehen, Frau Weber. Einen schönen Tag noch!",
        "Freut mich, dass es wieder geht.",
        "Prego, buona giornata!",
        "Je vous en prie. Bonne journée !",
        "De nada, me alegro de que funcione.",
    ],
)
def test_a_mere_courtesy_solved_nothing_and_is_not_offered(answer: str) -> None:
    assert suggestions(None, (solved(answer),), BOOK) == ()


@pytest.mark.parametrize(
    "answer",
    [
        "Thanks. I have removed the lock.",
        "No problem, switch it off and on again.",
        "Glad to help once you have sent the form.",
        "You're welcome. The code is 4711.",
        "Bitte starten Sie das Gerät neu.",
        "Please restart it.",
        "Great! Which printer is it?",
        "Please let us know the serial number of the device.",
        "I'm happy to tell you that your refund was sent.",
    ],
)
def test_what_says_more_is(answer: str) -> None:
    assert [one.kind for one in suggestions(None, (solved(answer),), BOOK)] == ["answer"]


def test_an_answer_in_another_language_than_the_customers_is_not_offered() -> None:
    both = (solved("C’est réparé.", language="fr"), solved("Ya está.", number=13, language="es"), solved("Done that.", number=14))
    assert [one.ticket for one in suggestions(None, both, BOOK, language="es")] == [13, 14]
    assert [one.ticket for one in suggestions(None, both, BOOK)] == [12, 13, 14]


def test_where_nobody_is_sure_what_it_is_about_only_a_document_that_fits_well_is_offered() -> None:
    answers = (solved("I have removed the lock."),)
    assert suggestions(read(documents=(found(3, 0.4),)), answers, BOOK, sure=False) == ()
    assert [one.kind for one in suggestions(read(documents=(found(3, 0.6),)), answers, BOOK, sure=False)] == ["document"]


def test_the_same_text_is_offered_once() -> None:
    twice = (solved("Try again."), solved("Try  again.", number=13))
    assert [one.ticket for one in suggestions(None, twice, BOOK)] == [12]


def test_greeting_and_end_of_anothers_answer_are_cut_off() -> None:
    assert (
        bare_answer("Hello Bob,\n\nI have removed the lock.\n\nKind regards,\nAlice", "Bob Miller") == "I have removed the lock."
    )
    assert bare_answer("Bob,\nthe lock is gone.\nSaluti", "Bob Miller") == "the lock is gone."
    assert bare_answer("Ciao Bob,\nCheers", "Bob") == ""


def test_nor_does_a_greeting_on_the_line_where_the_answer_begins() -> None:
    assert bare_answer("Hello Maria, I have reset your password.", "Bob") == "I have reset your password."
    assert bare_answer("Guten Tag Frau Müller, bitte starten Sie neu.", None) == "Bitte starten Sie neu."
    assert bare_answer("Hi! It works again.\nAlice", "Bob") == "It works again.\nAlice"
    assert bare_answer("Dear is what it costs you now: nothing else.", None) == "Dear is what it costs you now: nothing else."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I told Bob to wait", ("Bob",)),
        ("Mr Miller has it", ("Miller",)),
        ("your order A-1042 is on its way", ("A-1042",)),
        ("we pay back 49.90 € today", ("49.90 €",)),
        ("write to bob.miller@example.net", ("bob", "miller", "bob.miller@example.net")),
        ("open https://shop.example/pay?id=7f3", ("https://shop.example/pay?id=7f3",)),
        ("call 0123 456 789", ("0123 456 789",)),
        ("open https://shop.example/help and wait 24 h", ()),
        ("After five wrong passwords it is locked for an hour.", ()),
    ],
)
def test_what_may_be_another_customers_own_is_named(text: str, words: tuple[str, ...]) -> None:
    assert private_words(text, "bob.miller@example.net", "Bob Miller") == words


def test_an_answer_that_names_its_customer_is_not_sent_by_one_word() -> None:
    (offered,) = suggestions(None, (solved("Bob, your order A-1042 is unlocked."),), BOOK)
    assert (offered.ready, offered.private) == (False, ("Bob", "A-1042"))


def test_a_long_text_is_not_whole() -> None:
    (offered,) = suggestions(None, (solved("word " * SHOWN),), BOOK)
    assert not offered.whole


@pytest.mark.parametrize(
    ("language", "answer", "names"),
    [
        ("en", "I have added Peter Schmidt of Globex Corporation to your plan.", ("Peter Schmidt", "Globex Corporation")),
        ("en", "Tom has added it. Acme GmbH has three seats left.", ("Tom", "Acme GmbH")),
        ("en", "We have unlocked Mr Jung's account.", ("Jung",)),
        ("en", "Please ask Tomoko Ueda at Initech.", ("Tomoko Ueda", "Initech")),
        (
            "de",
            "Ich habe Peter Schmidt von der Acme GmbH hinzugefügt, Frau Weber weiß es.",
            ("Peter Schmidt", "Acme GmbH", "Weber"),
        ),
        ("es", "He añadido a Pedro García de Globex S.L. a su plan.", ("Pedro García", "Globex")),
        ("fr", "J'ai ajouté Pierre Dupont de la société Globex.", ("Pierre Dupont", "Globex")),
        ("it", "Ho aggiunto Paolo Rossi di Globex S.r.l. al piano.", ("Paolo Rossi", "Globex")),
        ("en", "Go to Settings, then Users, and click Invite. You can add five on the Team plan.", ()),
        ("en", "Open Settings > Billing and choose Download PDF. Reset it in Chrome, or try again on Monday.", ()),
        ("de", "Bitte öffnen Sie die Einstellungen und klicken Sie auf Benutzer einladen. Ihr Passwort ist neu.", ()),
        ("fr", "Ouvrez Paramètres, puis Utilisateurs, et cliquez sur Inviter.", ()),
        ("it", "Apra Impostazioni e scelga Utenti. La password è stata reimpostata.", ()),
    ],
)
def test_an_answer_that_names_people_or_firms_is_looked_at_first(language: str, answer: str, names: tuple[str, ...]) -> None:
    (offered,) = suggestions(None, (solved(answer, language=language),), BOOK)
    assert (offered.private, offered.ready) == (names, not names)


def test_the_firm_of_the_other_customer_is_their_own_and_a_mail_provider_nobodys() -> None:
    (offered,) = suggestions(None, (solved("It works at globex again.", customer="joe@globex.example"),), BOOK)
    assert offered.private == ("globex",)
    (offered,) = suggestions(None, (solved("Your gmail works again.", customer="joe@gmail.com"),), BOOK)
    assert offered.private == ()


def test_what_this_ticket_or_the_desk_names_is_nobody_elses() -> None:
    answer = solved("PAY-503 came from the bank. Peter Schmidt of Globex Corporation and Alice know.")
    known = "PAY-503 again, says Peter Schmidt of Globex Corporation.\nAlice"
    (offered,) = suggestions(None, (answer,), BOOK, known=known)
    assert offered.ready
    assert suggestions(None, (answer,), BOOK)[0].private == ("Peter Schmidt", "Globex Corporation", "Alice", "PAY-503")
