"""`documents:` in the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mailgate.adapters.yaml_rules import prove


def test_documents_are_part_of_the_rulebook_and_of_its_fingerprint(desk: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "hours.md").write_text("# Our hours\n\nNine to six.")
    path = desk("documents: {folder: help, first_aid: on, threshold: 80%}")
    before = prove(path).rulebook
    assert before is not None
    assert [p.text for p in before.documents.passages] == ["Nine to six."]
    assert before.documents.first_aid is not None
    assert (before.documents.first_aid.threshold, before.documents.first_aid.except_tiers) == (0.8, ("vip",))

    (tmp_path / "help" / "hours.md").write_text("# Our hours\n\nTen to six.")
    after = prove(path).rulebook
    assert after is not None
    assert after.fingerprint != before.fingerprint


def test_without_first_aid_only_agents_are_shown_them(desk: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "hours.md").write_text("Nine to six.")
    rulebook = prove(desk("documents: {folder: help}")).rulebook
    assert rulebook is not None
    assert rulebook.documents.first_aid is None


def test_what_is_wrong_with_documents_is_told_and_holds_up_nothing(desk: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "hours.md").write_text("---\nintents: nothing.known\n---\nNine to six.")
    proof = prove(desk("documents: {folder: help}"))
    assert proof.rulebook is not None
    assert [w for w in proof.warnings if "hours.md:2: there is no intent `nothing.known`" in w]


def test_an_empty_folder_is_warned_of_and_a_missing_one_is_a_fault(desk: Callable[[str], Path], tmp_path: Path) -> None:
    path = desk("documents: {folder: help}")
    assert [f for f in prove(path).faults if "there is no folder" in f]
    (tmp_path / "help").mkdir()
    assert [w for w in prove(path).warnings if "there is no document in" in w]


def test_a_threshold_that_fits_everything_is_a_fault(desk: Callable[[str], Path]) -> None:
    assert [f for f in prove(desk("documents: {folder: ., threshold: 10%}")).faults if "between 30% and 100%" in f]
