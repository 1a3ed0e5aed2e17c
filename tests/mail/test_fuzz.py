"""The harness of `make fuzz` itself, and some of its messages in every test run."""

from __future__ import annotations

import random

from tests.fuzz.__main__ import corpus, findings, trouble
from tests.fuzz.mutants import MAX_SIZE, generated, mutant


def test_mutants_are_read_without_a_finding() -> None:
    assert [(number, wrong) for number, wrong in findings(range(400), 3, corpus()) if wrong] == []


def test_a_number_names_one_message() -> None:
    seeds = corpus()
    assert mutant(5, 1, seeds) == mutant(5, 1, seeds)
    assert mutant(5, 1, seeds) != mutant(5, 2, seeds)
    assert all(len(mutant(number, 1, seeds)) <= MAX_SIZE for number in range(50))


def test_generated_messages_begin_with_a_header() -> None:
    assert generated(random.Random(1)).startswith(b"From: A <a@example.org>\r\n")


def test_a_limit_is_an_outcome_and_not_a_finding() -> None:
    assert trouble(b"X: y\r\n" * 5000) is None
