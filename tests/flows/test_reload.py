"""A changed file is taken over whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from mailgate.adapters.yaml_rules import load_desk, prove
from mailgate.flows.desk import Desk
from mailgate.flows.reload import InForce, Reloaded, reload
from mailgate.model.decision import Applied, Decision, QueueNotice
from mailgate.model.delivery import Notice
from mailgate.model.errors import StoreUnavailable

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GOOD = """
server: {{domain: {domain}}}
desk:
  mailboxes: {{support@desk.example: }}
  agents: {{dana@desk.example: {{name: Dana}}, alice@desk.example: {{name: {name}}}}}
"""


@dataclass
class Written:
    """A store that keeps what it is told to do."""

    decisions: list[Decision] = field(default_factory=list)
    away: bool = False

    def apply(self, decision: Decision, **_: object) -> Applied:
        if self.away:
            raise StoreUnavailable("locked")
        self.decisions.append(decision)
        return Applied(ticket=None)

    @property
    def notices(self) -> list[Notice]:
        return [effect.notice for d in self.decisions for effect in d.effects if isinstance(effect, QueueNotice)]


@dataclass
class Room:
    file: Path
    store: Written
    desk: Desk
    in_force: InForce
    said: list[str]
    swapped: list[str]

    def write(self, *, name: str = "Alice", domain: str = "desk.example", more: str = "") -> None:
        self.file.write_text(GOOD.format(name=name, domain=domain) + more)

    def reload(self, **given: Any) -> Reloaded:
        return reload(
            self.desk,
            self.in_force,
            prove=lambda: prove(self.file),
            **({"swapped": lambda rulebook: self.swapped.append(rulebook.fingerprint)} | given),
        )

    @property
    def alice(self) -> str:
        return self.in_force().agents["alice@desk.example"].name


@pytest.fixture
def room(tmp_path: Path) -> Room:
    file = tmp_path / "settings.yaml"
    file.write_text(GOOD.format(name="Alice", domain="desk.example"))
    settings, rulebook = load_desk(file)
    store, said, nobody = Written(), [], cast("Any", None)
    in_force = InForce(rulebook, settings)
    desk = Desk(
        store=cast("Any", store),
        reader=nobody,
        writer=nobody,
        carrier=nobody,
        clock=lambda: NOW,
        rulebook=in_force,
        wake=lambda queue: None,
        tell=cast("Any", lambda word, **_: said.append(word)),
    )
    return Room(file, store, desk, in_force, said, [])


def test_a_good_file_is_swapped_in(room: Room) -> None:
    room.write(name="Alicia")
    assert room.reload() == Reloaded(outcome="swapped")
    assert room.alice == "Alicia"
    assert room.swapped == [room.in_force().fingerprint]
    assert room.said == ["rules_swapped"]
    assert room.store.notices == []


def test_the_same_meaning_changes_nothing(room: Room) -> None:
    before = room.in_force()
    room.write(more="# a comment\n")
    assert room.reload() == Reloaded(outcome="unchanged")
    assert room.in_force() is before
    assert room.swapped == []


def test_a_bad_file_changes_nothing_and_the_admins_hear_every_fault(room: Room) -> None:
    before = room.in_force()
    room.write(name="Alicia", more="  tems: {}\n  lifecycle: {archive_after: soon}\n")
    done = room.reload()
    assert done.outcome == "kept"
    assert room.in_force() is before
    (notice,) = room.store.notices
    assert (notice.template, notice.to, notice.why) == ("admin_notice", "dana@desk.example", "settings_fault")
    assert notice.data["lines"] == [
        "The changed settings have faults, so the desk goes on with those it had:",
        f"{room.file}:6:3: `tems` is not a setting of desk; did you mean `teams`?",
        f"{room.file}:7:30: desk.lifecycle.archive_after: `soon` is not a span of time; write 90s, 15m, 1h, 3d, 2w or 1d 4h",
        "Mend the file; it is picked up by itself. `mailgate check` shows the same list.",
    ]
    assert room.said == ["rules_kept"]


def test_the_same_faults_are_told_once_until_they_are_mended(room: Room) -> None:
    for more in ("  tems: {}\n", "  tems: {}\n# still\n"):
        room.write(more=more)
        room.reload()
    assert len(room.store.notices) == 1
    room.write()
    room.reload()
    room.write(more="  tems: {}\n")
    room.reload()
    assert [notice.data["subject"] for notice in room.store.notices] == [
        "Settings not taken over",
        "Settings taken over",
        "Settings not taken over",
    ]


def test_the_admins_hear_once_that_what_was_faulty_is_in_force(room: Room) -> None:
    room.write(more="  tems: {}\n")
    room.reload()
    for name in ("Alicia", "Alice"):
        room.write(name=name)
        room.reload()
    told = room.store.notices[1:]
    assert [(notice.to, notice.data["lines"]) for notice in told] == [
        ("dana@desk.example", ["The settings have no faults any more: what the file says now is in force."])
    ]


def test_when_the_admins_cannot_be_told_they_hear_the_next_time(room: Room) -> None:
    room.write(more="  tems: {}\n")
    room.store.away = True
    assert room.reload().outcome == "kept"
    room.store.away = False
    room.reload()
    assert len(room.store.notices) == 1


def test_a_faulty_template_keeps_the_rules_too(room: Room) -> None:
    room.write(name="Alicia")
    fault = "templates/en/answer.txt.j2:3: unexpected end; close the block"
    done = room.reload(prove_letters=lambda settings: (fault,))
    assert done == Reloaded(outcome="kept", faults=(fault,))
    assert room.alice == "Alice"


def test_changed_templates_are_taken_over_though_the_rules_are_the_same(room: Room) -> None:
    taken: list[object] = []
    assert room.reload(swap_letters=taken.append).outcome == "unchanged"
    assert taken == [room.in_force.settings]


def test_a_change_of_server_asks_for_a_restart_until_then(room: Room) -> None:
    room.write(domain="new.example")
    assert room.reload().restart is True
    assert room.reload().restart is True
    assert room.said[-1] == "restart_needed"


def test_a_newly_included_file_belongs_to_the_settings_in_force(room: Room) -> None:
    (room.file.parent / "more.yaml").write_text("desk: {feedback: {scale: 10}}\n")
    room.file.write_text("include: more.yaml\n" + room.file.read_text())
    room.reload()
    assert room.in_force.settings is not None
    assert [path.name for path in room.in_force.settings.files] == ["settings.yaml", "more.yaml"]
    assert room.in_force().feedback.scale == 10
