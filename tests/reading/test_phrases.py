"""Phrases are found wherever their words are parted."""

from __future__ import annotations

import pytest

from mailgate.reading.phrases import Phrases
from mailgate.reading.words import fold, tokens


def found(phrase: str, text: str) -> list[tuple[str, int]]:
    folded = fold(text)
    return [(folded.words(hit.start, hit.end), hit.words) for hit in Phrases({"x": [phrase]}).find(tokens(folded))]


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("two-factor code", "My two factor code is late", "two factor code"),
        ("two-factor code", "My two-factor-code is late", "two-factor-code"),
        ("two factor code", "My twofactor code is late", "twofactor code"),
        ("e-mail", "an email came", "email"),
        ("email", "an E-Mail came", "E-Mail"),
        ("can't log in", "I cannot login", "cannot login"),
        ("login", "my log-in fails", "log-in"),
    ],
)
def test_hyphens_and_gaps_do_not_count(phrase: str, text: str, words: str) -> None:
    assert [said for said, _ in found(phrase, text)] == [words]


@pytest.mark.parametrize(("phrase", "text"), [("is down", "it is downloading"), ("bug", "debug it"), ("in voice", "invoices")])
def test_a_phrase_begins_and_ends_with_a_word(phrase: str, text: str) -> None:
    assert found(phrase, text) == []


def test_it_weighs_what_it_was_written_with() -> None:
    assert found("log in", "a login") == [("login", 2)]


def test_a_phrase_of_two_intents_is_found_for_both() -> None:
    hits = Phrases({"a": ["log in"], "b": ["log-in"]}).find(tokens(fold("my login")))
    assert sorted(hit.name for hit in hits) == ["a", "b"]
