"""Which sections of the documents may answer a mail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mailgate.model.documents import Documents, Passage
from mailgate.reading.documents import DocumentIndex
from mailgate.reading.pipeline import RULES_ONLY, Pipeline, PlainRules
from tests.policy.desk import MONDAY_10, rulebook

PASSAGES = tuple(
    Passage(document=f"{n}.md", line=1, title=title, heading=heading, text=text)
    for n, (title, heading, text) in enumerate(
        [
            ("Passwords", "Forgotten", "Open the sign-in page and choose “Forgot password”. We send a mail with a link."),
            ("Passwords", "The account is locked", "After five wrong passwords the account is locked for an hour."),
            ("Invoices", "Where to find them", "All invoices stand in your account under Billing, as PDF files."),
            ("Refunds", "How long they take", "A refund takes five to ten working days, depending on your bank."),
            ("Export", "Export your data", "Open Settings, Data and choose Export. We send a ZIP file with everything as CSV."),
        ]
    )
)


def best(text: str, subject: str = "", **changes: object) -> tuple[str | None, float]:
    found = DocumentIndex(PASSAGES).find(text, subject, **changes)  # type: ignore[arg-type]
    return (found[0].document, found[0].score) if found else (None, 0.0)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("Hello, my account is locked after I mistyped my password. Can you unlock it please?", "1.md"),
        ("Where can I find the invoice for October?", "2.md"),
        ("You promised me a refund last week. How long does it take until it is on my bank account?", "3.md"),
        ("Is there a way to export all of our data as CSV?", "4.md"),
        ("The dashboard shows a white page since this morning for all of us.", None),
        ("Thank you for the nice webinar!", None),
        ("", None),
    ],
)
def test_words_alone_find_the_section_that_speaks_of_it(text: str, document: str | None) -> None:
    assert best(text)[0] == document


def test_scores_are_shares_and_the_same_each_time() -> None:
    index = DocumentIndex(PASSAGES)
    first = index.find("How do I export my data?")
    assert first == index.find("How do I export my data?")
    assert all(0.0 <= one.score <= 1.0 for one in first)
    assert [one.score for one in first] == sorted((one.score for one in first), reverse=True)


def test_meaning_finds_what_words_do_not() -> None:
    near = np.eye(len(PASSAGES), 8, dtype=np.float32)
    index = DocumentIndex(PASSAGES, lambda texts: near[: len(texts)])
    vector = near[3].astype("<f2").tobytes()
    assert index.find("Wo bleibt mein Geld?", vector=vector)[0].document == "3.md"
    assert index.find("Wo bleibt mein Geld?", vector=near[0][:4].astype("<f2").tobytes()) == ()  # of another embedder


def test_a_section_in_another_language_counts_less() -> None:
    italian = replace(PASSAGES[4], language="it")
    index = DocumentIndex((italian,))
    text = "How do I export my data?"
    assert index.find(text, language="it")[0].score == 2 * index.find(text, language="en")[0].score


def test_a_reading_tells_the_sections_of_its_rules() -> None:
    rules = PlainRules.of(rulebook(documents=Documents(passages=PASSAGES)))
    reading = Pipeline(rules, RULES_ONLY).read("How do I export our data?", now=MONDAY_10)
    assert reading.documents[0].document == "4.md"
    assert Pipeline(PlainRules.of(rulebook()), RULES_ONLY).read("How do I export our data?", now=MONDAY_10).documents == ()
