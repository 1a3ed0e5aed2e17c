from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from mailgate.model.learning import Lesson, ModelVersion, Outcome, Refit, Refitted
from mailgate.model.rules import Intent, Rulebook
from mailgate.policy.model_card import card_of, lines_of
from mailgate.policy.promotion import Verdict

NOW = datetime(2026, 11, 21, 3, 10, tzinfo=UTC)
INTENTS = {name: Intent(name=name) for name in ("billing", "technical", "access")}
RULES = Rulebook(fingerprint="f", name="D", domain="e.com", mailboxes={}, hours={}, teams={}, agents={}, intents=INTENTS)


def card() -> dict[str, Any]:
    named = ["billing"] * 3 + ["technical", "old.stuff"]
    lessons = tuple(
        Lesson(id=n, ticket=n, text="x", intent=name, agent=None, source="resolved", at=NOW) for n, name in enumerate(named)
    )

    def told(predicted: str) -> Outcome:
        return Outcome(ticket=1, predicted=predicted, confidence=0.75, intent="billing", at=NOW)

    made = Refitted(
        data=b"x" * 2_000_000,
        upto=4,
        embedder="use-m",
        model="spacy",
        then=(told("technical"), told("billing")),
        now=(told("billing"), told("billing")),
        seconds=12.34,
        memory=300_000_000,
    )
    before = ModelVersion(id=6, at=NOW, state="promoted", upto=2, embedder="use-m", card={"intents": {"billing": 2, "gone": 1}})
    refit = Refit(lessons=lessons, predicted=())
    return card_of(refit, made, Verdict(promote=True, why="better"), before, RULES, worse=("access",), now=NOW)


def test_a_card_says_what_it_was_made_of_how_good_it_is_and_what_changed() -> None:
    told = card()
    assert json.loads(json.dumps(told)) == told
    assert (told["lessons"], told["sources"], told["intents"]) == (
        5,
        {"resolved": 5},
        {"billing": 3, "old.stuff": 1, "technical": 1},
    )
    assert (told["not_in_settings"], told["untaught"]) == (["old.stuff"], ["access"])
    assert told["changed"] == {
        "since_version": "v6",
        "lessons": 2,
        "new_intents": ["old.stuff", "technical"],
        "gone_intents": ["gone"],
    }
    assert (told["exam"]["before"]["right"], told["exam"]["after"]["right"]) == (0.5, 1.0)
    assert (told["exam"]["after"]["ece"], told["worse"], told["memory_mb"]) == (0.25, ["access"], 300)


def test_a_card_reads_in_a_few_lines() -> None:
    version = ModelVersion(
        id=7, at=NOW, state="rolled_back", upto=4, embedder="use-m", why="rolled back", kept=False, card=card()
    )
    assert lines_of(version) == [
        "v7 · rolled back: rolled back",
        "  made 2026-11-21 of 5 lessons from 2026-11-21 to 2026-11-21 (5 resolved)",
        "  read by spacy; 2.0 MB, 12.3 s of computing",
        "  since v6: +2 lessons; new: old.stuff, technical; gone: gone",
        "  exam on the 2 newest tickets: right 100.0 % (before 50.0 %), calibration error 0.250 (0.250), Brier 0.062 (0.312)",
        "  intent                           tickets   found (before) of those said as sure as",
        "  billing                                2   100 %     50 %         100 %       75 %",
        "  taught but not in the settings: old.stuff",
        "  never taught: access",
        "  only this card is kept; its bytes are gone",
    ]


def test_a_version_without_an_exam_says_so() -> None:
    assert lines_of(ModelVersion(id=1, at=NOW, state="candidate", upto=0, embedder="none", why="too few"))[-1] == (
        "  exam: no ticket to tell by"
    )
