"""Greetings and closings are known wherever they stand, and so are the names they bear."""

from __future__ import annotations

import pytest

from mailgate.reading.salutation import bare


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Hi Alice the scanner is broken.", "the scanner is broken.", {"alice"}),
        ("Hi the scanner is broken.", "the scanner is broken.", set()),
        ("Hello scanner is broken, please help", "scanner is broken, please help", set()),
        ("Hello, zebra crossing in the parcel was broken. Kind regards Ann", "zebra crossing in the parcel was broken.", {"ann"}),
        ("the parcel was broken kind regards ann", "the parcel was broken", {"ann"}),
        ("It broke. Best, Ann", "It broke.", {"ann"}),
        ("It broke. Thanks", "It broke.", set()),
        ("Guten Tag Frau Meier, der Drucker klemmt. Viele Grüße, Jörg", "der Drucker klemmt.", {"meier", "jorg"}),
        (
            "Sehr geehrte Damen und Herren,\nder Ton fehlt. Mit freundlichen Grüßen Anna Müller",
            "der Ton fehlt.",
            {"anna", "muller"},
        ),
        ("Bonjour Marie, le colis est cassé. Cordialement, Luc Dupont", "le colis est cassé.", {"marie", "luc", "dupont"}),
        ("Hola Ana, el paquete llegó roto. Un saludo, Pepe", "el paquete llegó roto.", {"ana", "pepe"}),
        ("Buongiorno, il pacco è rotto. Cordiali saluti Mario Rossi", "il pacco è rotto.", {"mario", "rossi"}),
        ("It broke.\n--\nAnn Smith\nFirm", "It broke.", {"ann", "smith"}),
        ("My name is Jane Oldcastle and it broke", "My name is Jane Oldcastle and it broke", {"jane", "oldcastle"}),
    ],
)
def test_greeting_and_closing_are_cut(text: str, words: str, names: set[str]) -> None:
    found = bare(text)
    assert (found.text, set(found.names)) == (words, names)


@pytest.mark.parametrize(
    "text",
    [
        "With regards to the invoice",
        "I have a question with regards to invoices",
        "Thanks for the parcel. It is broken.",
        "The best option fails.",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert bare(text).text == text
