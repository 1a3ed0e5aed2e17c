"""What software shows when it fails, whatever the page is about; and money that is only named with it."""

from __future__ import annotations

import pytest

from mailgate.model.rules import Intent
from mailgate.reading.pipeline import Pipeline
from mailgate.reading.requests import Request
from mailgate.reading.signals import signals_of
from mailgate.reading.symptoms import Symptoms, symptoms_of
from mailgate.reading.words import fold, sentences
from tests.policy.desk import MONDAY_10

INTENTS = {
    "technical.error": Intent(name="technical.error", phrases=("error message",)),
    "billing": Intent(name="billing", phrases=("invoice", "payment method")),
    "refund": Intent(name="refund", phrases=("refund", "money back")),
}


class Rules:
    intents = INTENTS
    entities = ()


@pytest.fixture(scope="module")
def reader() -> Pipeline:
    return Pipeline(Rules(), "rules")


def symptoms(text: str, language: str) -> Symptoms:
    folded, signals = fold(text), signals_of(language)
    return symptoms_of(folded, sentences(folded), signals.find(signals.concepts, folded.text), (), signals)


def confidences(reader: Pipeline, text: str) -> dict[str, float]:
    (reading,) = reader.read_many([Request(text=text, now=MONDAY_10)])
    return {score.name: score.confidence for score in reading.intents}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The receipts tab shows a spinner and nothing else."),
        ("en", "The button for invoices does not respond."),
        ("de", "Der Knopf für die Rechnung reagiert nicht."),
        ("de", "Die Abrechnungsseite bleibt leer."),
        ("fr", "La page des factures reste vide."),
        ("es", "El botón de la factura no responde."),
        ("it", "La schermata delle fatture resta bianca."),
    ],
)
def test_a_page_that_fails_is_a_symptom_and_money_stands_beside_it(language: str, text: str) -> None:
    found = symptoms(text, language)
    assert found.shown
    assert found.beside


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "There is an error on my invoice."),
        ("en", "I was billed twice."),
        ("en", "How do I get a blank page into the report?"),
        ("en", "The parcel was empty when it came."),
        ("de", "Auf der Rechnung ist ein Fehler."),
        ("fr", "Le montant de la facture est faux."),
        ("es", "El importe de la factura es incorrecto."),
        ("it", "L'importo della fattura è sbagliato."),
    ],
)
def test_what_is_wrong_on_paper_is_none(language: str, text: str) -> None:
    assert symptoms(text, language).shown == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Just closing the loop: all sites are green again and we lost nothing."),
        ("de", "Wir brauchen Ihr Programm dann nicht mehr."),
        ("fr", "Nous ne voulons plus de votre application."),
    ],
)
def test_who_is_done_with_a_program_shows_none(language: str, text: str) -> None:
    assert symptoms(text, language).shown == ()


def test_what_fails_for_many_may_be_an_outage() -> None:
    assert symptoms("None of our branches gets past the spinning wheel.", "en").wide
    assert not symptoms("I don't get past the spinning wheel.", "en").wide


def test_who_wants_money_because_software_fails_wants_money() -> None:
    found = symptoms("I want a refund because the app crashes.", "en")
    assert (bool(found.shown), found.beside) == (True, False)
    assert not symptoms("The app crashes. And my invoice is wrong.", "en").beside


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Cards are declined since version 5.1."),
        ("en", "You rolled out an update on Monday. Every payment fails."),
        ("de", "Seit dem Update wird jede Kartenzahlung abgelehnt."),
        ("fr", "Depuis la mise à jour, les paiements sont refusés."),
        ("es", "Desde la actualización se rechazan las tarjetas."),
        ("it", "Dopo l'aggiornamento i pagamenti vengono rifiutati."),
    ],
)
def test_payments_that_fail_since_something_changed_need_both(language: str, text: str) -> None:
    assert symptoms(text, language).both is not None


def test_a_card_that_is_declined_is_a_matter_of_money() -> None:
    assert symptoms("My card was declined, can I pay by bank transfer?", "en").both is None


def test_the_intents_follow(reader: Pipeline) -> None:
    page = confidences(reader, 'Clicking on "Payment method" gives a spinner forever.')
    assert page["technical.error"] >= 0.75
    assert page.get("billing", 0.0) < 0.55
    both = confidences(reader, "Checkout declines every card since version 5.1 was rolled out.")
    assert min(both["technical.error"], both["billing"]) >= 0.55
    twice = confidences(reader, "I was billed twice.")
    assert twice["billing"] > twice.get("technical.error", 0.0)
