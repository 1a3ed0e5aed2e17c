"""Subjects that say nothing weigh nothing; those that name a topic do."""

from __future__ import annotations

import pytest

from mailgate.reading.pipeline import Pipeline
from mailgate.reading.requests import Request
from mailgate.reading.subjects import topic
from tests.reading.conftest import NOW

TEXT = "Boil the pasta for eight minutes."


@pytest.mark.parametrize(
    "subject",
    [
     "Question", "Quick question!", "PROBLEM", "Help please", "Hello", "Hi there, a question", "Kurze Frage", "Anfrage",
     "Hilfe!!",
     "Bonjour, une question", "Demande de renseignements", "Pregunta", "Hola", "Domanda", "Buongiorno", "Urgent", "Dringend",
     "Support request", "Problème", "..."],
)  # fmt: skip
def test_an_empty_subject_says_nothing(subject: str) -> None:
    assert topic(subject, TEXT) == ""


@pytest.mark.parametrize("subject", ["Refund", "Invoice problem", "Login", "Frage zur Rechnung", "Problème de connexion", "Bug"])
def test_a_topic_stays(subject: str) -> None:
    assert topic(subject, TEXT) == subject


def test_where_the_text_is_empty_the_subject_has_to_do() -> None:
    assert topic("Help", "") == "Help"


def test_an_empty_subject_changes_no_confidence() -> None:
    reader = Pipeline(None, "rules")
    bare, asked = reader.read_many([Request(text=TEXT, now=NOW), Request(text=TEXT, subject="Problem", now=NOW)])
    assert asked.intents == bare.intents
