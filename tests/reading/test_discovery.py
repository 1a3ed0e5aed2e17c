"""What nobody understood is gathered by meaning, told by its words, and shown without names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from mailgate.model.discovery import Cluster, Proposal, Said, Unsure
from mailgate.reading.discovery import discovered

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
BARRED = (
    "The barcode scanner refuses our labels since the weekend.",
    "Our barcode scanner refuses every label with a beep.",
    "Since Monday the barcode scanner refuses labels, what can we do?",
    "The barcode scanner refuses labels at the gate.",
)
OTHERS = tuple(
    Said(customer=f"c{n}@example.org", text="I was billed twice, what can you do? The invoice is wrong.") for n in range(30)
)


def vector(*at: float) -> bytes:
    made = np.zeros(8)
    made[: len(at)] = at
    return (made / np.linalg.norm(made)).astype("<f2").tobytes()


def unsure(number: int, **changes: object) -> Unsure:
    made = Unsure(
        ticket=number,
        at=NOW - timedelta(days=number % 20),
        customer=f"person{number}@firm{number}.example",
        subject="Scanner",
        text=BARRED[number % 4],
        vector=vector(1, 0.1 * (number % 3)),
        model="en_core_web_sm 3.8.0 + use-m + v3@17",
        team="helpdesk",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def found(*tickets: Unsure, earlier: tuple[Proposal, ...] = ()) -> tuple[Cluster, ...]:
    return discovered(tickets, OTHERS, earlier, now=NOW)


MANY = tuple(unsure(n) for n in range(1, 11))
NOISE = tuple(unsure(n, vector=vector(*(0.0,) * (n - 20), 1), text="Something else") for n in range(22, 27))


def test_tickets_that_mean_the_same_are_one_group_and_others_are_none() -> None:
    (group,) = found(*MANY, *NOISE)
    assert [one.ticket for one in group.tickets] == list(range(1, 11))
    assert group.embedder == "use-m"


def test_its_words_are_those_that_other_tickets_do_not_have() -> None:
    (group,) = found(*MANY)
    assert set(group.words[:4]) == {"barcode", "scanner", "refuses", "labels"}
    assert "barcode scanner" in group.phrases


def test_few_tickets_or_few_customers_are_no_group() -> None:
    assert found(*MANY[:7]) == ()
    assert found(*(replace(one, customer=f"same{one.ticket % 4}@example.org") for one in MANY)) == ()


def test_what_grows_no_more_is_no_group() -> None:
    assert found(*(replace(one, at=NOW - timedelta(days=20)) for one in MANY)) == ()


def test_vectors_of_another_embedder_are_not_compared() -> None:
    assert found(*(replace(one, model="en_core_web_sm 3.8.0 + minilm") for one in MANY[:5]), *MANY[5:]) == ()


def test_what_is_near_an_earlier_proposal_is_not_told_again() -> None:
    (group,) = found(*MANY)
    before = Proposal(
        ticket=1, at=NOW, name="x", tickets=(), customers=5, lately=3, words=(), phrases=(), examples=(), team=None, solvers=(),
        centroid=group.centroid, embedder="use-m",
    )  # fmt: skip
    assert found(*MANY, earlier=(replace(before, tickets=(901, 902, 903)),)) == ()
    elsewhere = replace(before, tickets=(901, 902, 903), centroid=vector(0, 0, 1))
    assert found(*MANY, earlier=(elsewhere,)) == (group,)
    assert found(*MANY, earlier=(replace(elsewhere, embedder="minilm", tickets=(1, 2, 900)),)) == ()


def test_examples_name_nobody() -> None:
    text = (
        "Dear Alice,\n\nthis is Jane Oldcastle. Our barcode scanner refuses labels. Call +44 20 7946 0991, "
        "write to jane@firm1.example or see https://firm1.example/x?id=7. Bartholomew saw order 4711 too."
        "\n\nKind regards\nJane Oldcastle\nFirm Ltd"
    )
    one = unsure(30, text=text, customer="jane.oldcastle@firm1.example", customer_name="Jane Oldcastle", vector=vector(1, 0.1))
    (group,) = found(*MANY, one)
    assert "Our barcode scanner refuses labels." in group.examples
    for name in ("Alice", "Jane", "Oldcastle", "7946", "firm1", "http", "Bartholomew", "4711", "regards", "Ltd"):
        assert name not in " ".join(group.examples)


def test_a_name_in_the_closing_of_a_line_is_no_word_of_the_group_and_its_examples_are_whole() -> None:
    signed = ("Kind regards Ann", "kind regards ann", "Thanks, Ann", "Best, Ann", "Cordiali saluti Ann Brown")
    tickets = tuple(replace(one, text=f"Hello Ann, {one.text} {signed[n % 5]}") for n, one in enumerate(MANY))
    (group,) = found(*tickets)
    assert set(group.examples) == set(BARRED)
    for gram in (*group.words, *group.phrases):
        assert not {"ann", "brown", "regards", "kind", "saluti", "thanks", "hello"} & set(gram.split())


def test_sentences_of_which_something_was_taken_are_no_examples_where_others_are_whole() -> None:
    told = "Bartholomew said it is fine. Our barcode scanner refuses labels at the gate."
    (group,) = found(*(replace(one, text=told) for one in MANY[:1]), *MANY[1:])
    assert "Our barcode scanner refuses labels at the gate." in group.examples
    only = tuple(replace(one, text=f"Order {one.ticket} brings the barcode scanner down") for one in MANY)
    assert set(found(*only)[0].examples) == {"Order … brings the barcode scanner down"}


def test_the_same_tickets_in_any_order_give_the_same_groups() -> None:
    assert found(*MANY, *NOISE) == found(*reversed((*MANY, *NOISE)))
