"""A new intent is proposed as ready YAML; agents say yes or no by mail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ruamel.yaml import YAML

from mailgate.model.decision import ChangeTicket, Decision, SettleProposal
from mailgate.model.discovery import Cluster, Proposal, Unsure
from mailgate.model.facts import Past
from mailgate.model.looking import Looked
from mailgate.model.reading import IntentScore, Reading
from mailgate.model.rules import Intent
from mailgate.policy.discovered import HEAD, accepted, entry_of, known_as, proposal_of, told, understood
from tests.policy.desk import ALICE, BOB, DANA, rulebook
from tests.policy.mails import NOW, answered_by_alice, effects, notices

SOLVED = (("helpdesk", ALICE), ("billing", BOB), ("billing", BOB), ("helpdesk", None), ("helpdesk", None))
TICKETS = tuple(
    Unsure(
        ticket=1040 + n, at=NOW, customer=f"c{n}@example.org", subject="x", text="x", vector=b"", model="m",
        team=team, solver=solver,
    )
    for n, (team, solver) in enumerate(SOLVED)
)  # fmt: skip
CLUSTER = Cluster(
    tickets=TICKETS,
    words=("scanner", "barcode", "labels"),
    phrases=("barcode scanner",),
    examples=('The scanner says: "no" # ever', "It refuses: labels"),
    centroid=b"\0\0",
    embedder="use-m",
)


def proposed(**changes: Any) -> Proposal:
    return replace(proposal_of(CLUSTER, rulebook(), (), now=NOW), **changes)


def said(text: str, proposal: Proposal | None) -> Decision:
    return answered_by_alice(text, past=Past(looked=Looked(proposal=proposal)))


def lines(decision: Decision) -> list[tuple[bool, str]]:
    (transcript,) = [one for one in notices(decision) if one.template == "transcript"]
    return [(line["ok"], line["text"]) for line in transcript.data["lines"]]


def test_it_is_named_by_its_words_and_goes_to_the_team_that_solved_most() -> None:
    made = proposed()
    assert (made.name, made.team, made.solvers) == ("scanner_barcode", "billing", (("Bob", 2), ("Alice", 1)))
    assert (made.ticket, made.customers, made.lately) == (1044, 5, 5)
    assert proposal_of(CLUSTER, rulebook(), ("scanner_barcode",), now=NOW).name == "scanner_barcode_2"


def test_what_the_settings_have_as_a_phrase_is_known() -> None:
    barcodes = replace(rulebook(), intents={"labels": Intent(name="labels", phrases=("Barcode-Scanner", "labels"))})
    assert known_as(CLUSTER, barcodes) == "labels"
    assert known_as(replace(CLUSTER, phrases=("barcode labels",)), barcodes) is None


def test_what_most_tickets_are_read_as_by_now_is_understood() -> None:
    sure = Reading(intents=(IntentScore(name="labels", confidence=0.7),))
    strange = replace(sure, known=0.2)
    assert understood([sure, sure, Reading()], 0.55)
    assert not understood([sure, Reading()], 0.55)
    assert not understood([sure, strange, strange], 0.55)
    assert not understood([sure], 0.75)


def test_what_is_added_to_the_file_is_yaml_of_the_settings() -> None:
    text = HEAD + entry_of(proposed()) + entry_of(proposed(name="another"))
    assert YAML(typ="safe").load(text)["desk"]["intents"]["scanner_barcode"] == {
        "team": "billing",
        "phrases": ["barcode scanner"],
        "examples": ['The scanner says: "no" # ever', "It refuses: labels"],
    }
    assert "# the newest is #1044. Solved by: Bob (2), Alice (1)\n" in text
    assert list(YAML(typ="safe").load(text)["desk"]["intents"]) == ["scanner_barcode", "another"]


def test_who_triages_hears_of_it_on_the_newest_ticket() -> None:
    (notice,) = told(proposed(), rulebook(), now=NOW)
    assert (notice.to, notice.template, notice.audience, notice.ticket) == (DANA, "discovery", "agent", 1044)
    assert notice.data["yaml"][2] == '"scanner_barcode":'


def test_where_nobody_triages_the_admins_hear_of_it() -> None:
    book = rulebook(routing=replace(rulebook().routing, triage=None), admins=("root@example.com",))
    (notice,) = told(proposed(), book, now=NOW)
    assert (notice.to, notice.template, notice.ticket) == ("root@example.com", "admin_notice", None)
    assert '    "scanner_barcode":' in notice.data["lines"]


def test_one_reply_accepts_it_under_the_name_that_the_agent_gives() -> None:
    decision = said("#propose Shipping: Labels", proposed())
    assert effects(decision, SettleProposal) == [
        SettleProposal(proposal=proposed(name="shipping_labels", state="accepted", by=ALICE))
    ]
    assert effects(decision, ChangeTicket) == []
    assert lines(decision) == [
        (True, "Within two minutes the intent shipping_labels stands in intents.proposed.yaml, and the admins hear that it does.")
    ]


def test_no_means_never_again_and_later_answers_hear_so() -> None:
    assert effects(said("#decline", proposed()), SettleProposal) == [
        SettleProposal(proposal=proposed(state="declined", by=ALICE))
    ]
    late = said("#propose", proposed(state="declined", by=BOB))
    assert (effects(late, SettleProposal), lines(late)) == ([], [(False, "Bob declined scanner_barcode already.")])


def test_an_intent_that_there_is_can_not_be_proposed() -> None:
    decision = said("#propose account.access", proposed())
    assert effects(decision, SettleProposal) == []
    assert lines(decision)[0][1].startswith("There is an intent account.access already;")


def test_on_any_other_ticket_nothing_was_proposed() -> None:
    assert lines(said("#propose", None))[0] == (
        False,
        "No new intent was proposed on this ticket; the letter that proposes one is the one to answer.",
    )


def test_the_admins_hear_who_proposed_it_and_how_to_use_the_file() -> None:
    (notice,) = accepted(proposed(by=ALICE), rulebook(admins=("root@example.com",)), True, now=NOW)
    assert notice.data["subject"] == "Alice proposes the intent scanner_barcode"
    assert any("`include: intents.proposed.yaml` at the top of settings.yaml" in line for line in notice.data["lines"])
    (unkept,) = accepted(proposed(by=ALICE), rulebook(admins=("root@example.com",)), False, now=NOW)
    assert unkept.data["lines"][-1].startswith("It could not be written to intents.proposed.yaml")
