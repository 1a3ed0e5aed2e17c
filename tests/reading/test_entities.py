import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.model.rules import EntityRule
from mailgate.reading.entities import EntityPatterns
from mailgate.reading.pipeline import Pipeline, PlainRules
from tests.reading.conftest import NOW, Read

OURS = EntityPatterns.of(())


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("My order A-1042 is late", "ORDER", "A-1042"),
        ("Bestellung Nr. 4711-2 fehlt", "ORDER", "4711-2"),
        ("order number: 123456", "ORDER", "123456"),
        ("invoice #20261104", "INVOICE", "20261104"),
        ("Rechnung RE-2026-11", "INVOICE", "RE-2026-11"),
        ("we see PAY-503 now", "ERROR_CODE", "PAY-503"),
        ("it says error 500.", "ERROR_CODE", "500"),
        ("ERR_CONNECTION_REFUSED", "ERROR_CODE", "ERR_CONNECTION_REFUSED"),
        ("a NullPointerException came", "ERROR_CODE", "NullPointerException"),
        ("on v2.3.1 it works", "VERSION", "v2.3.1"),
        ("in version 2.3 too", "VERSION", "2.3"),
        ("I paid $1,049.99.", "MONEY", "$1,049.99"),
        ("49,90 € zu viel", "MONEY", "49,90 €"),
        ("see https://example.com/a?b=1.", "URL", "https://example.com/a?b=1"),
        ("from 10.0.0.12, they say", "IP", "10.0.0.12"),
        ("write to maria@example.org please", "EMAIL", "maria@example.org"),
        ("call +39 06 1234 5678 now", "PHONE", "+39 06 1234 5678"),
        ("DE89 3704 0044 0532 0130 00", "IBAN", "DE89 3704 0044 0532 0130 00"),
    ],
)
def test_numbers_and_codes_every_desk_meets(text: str, type_: str, value: str) -> None:
    assert (type_, value) in [(entity.type, entity.text) for entity in OURS.find(text)]


def test_names_are_seen_and_news_habits_are_corrected(read: Read) -> None:
    text = "Good morning, Maria Lopez from Acme Corp in Berlin here. Jira on Windows 11 can't reach the API."
    found = {(entity.type, entity.text) for entity in read(text).entities}
    assert {("PERSON", "Maria Lopez"), ("GPE", "Berlin"), ("PRODUCT", "Jira"), ("PRODUCT", "Windows 11")} <= found
    assert not {"API", "Good morning"} & {text for _, text in found}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Hier ist Anna Müller von der Schmidt & Söhne GmbH. Herr Dr. Becker fragt.",
            [("PERSON", "Anna Müller"), ("ORG", "Schmidt & Söhne GmbH"), ("PERSON", "Becker")],
        ),
        ("Klaus Weber, Siemens AG", [("ORG", "Siemens AG")]),
        ("Je suis Jean-Luc d'Arc. Madame Lefèvre attend.", [("PERSON", "Jean-Luc"), ("PERSON", "Lefèvre")]),
        ("Soy Carlos García de Muebles Sol S.L. en Madrid", [("PERSON", "Carlos García"), ("ORG", "Muebles Sol S.L")]),
        (
            "Sono Giulia Rossi della Bianchi S.r.l., il signor e la Signora Conti",
            [("PERSON", "Giulia Rossi"), ("ORG", "Bianchi S.r.l"), ("PERSON", "Conti")],
        ),
        ("Ahmed Khan\nContoso Ltd.\nLondon", [("ORG", "Contoso Ltd")]),
        ("soy cliente nuevo, sono in ritardo, je suis Client", []),
        ("the agency said so, ltd or not", []),
    ],
)
def test_names_that_say_so_themselves_are_seen_without_a_model(text: str, names: list[tuple[str, str]]) -> None:
    assert [(entity.type, entity.text) for entity in OURS.find(text)] == names


def test_the_admins_pattern_wins_over_ours_and_the_models() -> None:
    pipeline = Pipeline(PlainRules(entities=(EntityRule(type="DEVICE", pattern=r"\bPAY-\d+\b"),)), "rules")
    found = pipeline.read("Device PAY-503 is dead", now=NOW).entities
    assert [(entity.type, entity.text, entity.start, entity.end) for entity in found] == [("DEVICE", "PAY-503", 7, 14)]


def test_a_pattern_that_does_not_compile_leaves_the_others_alone() -> None:
    rules = (EntityRule(type="BAD", pattern="("), EntityRule(type="GOOD", pattern="x+"))
    assert [entity.type for entity in EntityPatterns.of(rules).find("xx")] == ["GOOD"]


@pytest.mark.parametrize(
    "text",
    [
        "Ich hätte gern Büroräume für Order A-1042, bitte – 👩‍👩‍👧 sagt Anna Weiß.",
        "e\u0301te\u0301: order A-1042, v2.3.1 İstanbul PAY-503",
        "“I can’t” said Maria Lopez — order A-1042… on 10.0.0.1",
    ],
)
def test_places_are_exact_whatever_stands_before(read: Read, text: str) -> None:
    entities = read(text).entities
    assert ("ORDER", "A-1042") in [(entity.type, entity.text) for entity in entities]
    assert [text[entity.start : entity.end] for entity in entities] == [entity.text for entity in entities]


@given(st.text(st.sampled_from("Aa1-4 .,$€é😀@:/\n_v"), max_size=120))
def test_entities_never_overlap_and_stand_where_they_say(text: str) -> None:
    found = OURS.find(text)
    assert all(text[entity.start : entity.end] == entity.text and entity.text for entity in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
