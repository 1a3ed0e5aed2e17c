from typing import Any

import pytest
import spacy

from mailgate.model.rules import Intent
from mailgate.reading import linguist as linguist_module
from mailgate.reading.linguist import Linguist

PATTERN = Intent(name="kettle", patterns=([{"LEMMA": "explode"}], [{"LOWER": "kessel"}]))
PRODUCTS = {
    "en": "Outlook on Windows 11 and an iPhone 15",
    "de": "Outlook auf Windows 11 und ein iPhone 15",
    "fr": "Outlook sous Windows 11 et un iPhone 15",
    "es": "Outlook en Windows 11 y un iPhone 15",
    "it": "Outlook su Windows 11 e un iPhone 15",
    "xq": "Outlook zu Windows 11 ze iPhone 15",
}


@pytest.fixture(scope="module")
def linguist() -> Linguist:
    return Linguist({"kettle": PATTERN}, "auto")


def test_products_and_systems_are_seen_in_every_language(linguist: Linguist) -> None:
    seen = linguist.see(list(PRODUCTS.values()), list(PRODUCTS))
    assert {tuple(entity.text for entity in one.entities if entity.type == "PRODUCT") for one in seen} == {
        ("Outlook", "Windows 11", "iPhone 15")
    }


def test_patterns_match_where_the_language_has_what_they_ask_for(linguist: Linguist) -> None:
    english, german = linguist.see(["It exploded", "Der Kessel explodierte"], ["en", "de"])
    assert english.patterns == (("kettle", 3, 11),)
    assert german.patterns == (("kettle", 4, 10),)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Good afternoon, Maria Lopez here. Jira fails.", [("PERSON", "Maria Lopez"), ("PRODUCT", "Jira")]),
        ("The API and our VPN fail in Berlin. Cheers, Tom Miller", [("GPE", "Berlin"), ("PERSON", "Tom Miller")]),
        ("Salesforce lost what Sarah Connor from Northwind Traders wrote", [
            ("PRODUCT", "Salesforce"), ("PERSON", "Sarah Connor"), ("ORG", "Northwind Traders"),
        ]),
    ],
)  # fmt: skip
def test_what_the_model_would_get_wrong_is_set_before_it_looks(
    linguist: Linguist, text: str, names: list[tuple[str, str]]
) -> None:
    assert [(entity.type, entity.text) for entity in linguist.see([text], ["en"])[0].entities] == names


def test_a_long_batch_goes_through_in_parts_and_in_order(linguist: Linguist) -> None:
    texts = [f"Maria Lopez{' and so on' * 400}", "no name", "x" * 30_000, "Outlook fails"] * 3
    assert linguist.see(texts, ["en"] * 12) == [linguist.see([text], ["en"])[0] for text in texts]


def test_a_model_that_sees_names_in_its_own_way_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(name: str, parts: object) -> Any:
        nlp = spacy.blank("en")
        nlp.add_pipe("entity_ruler", name="ner").add_patterns([{"label": "ORG", "pattern": "Acme"}])
        return nlp

    monkeypatch.setattr(linguist_module, "load", other)
    seen = Linguist({}, "auto").see(["Acme uses Outlook"], ["en"])[0]
    assert [(entity.type, entity.text) for entity in seen.entities] == [("ORG", "Acme"), ("PRODUCT", "Outlook")]
