"""Reload: a changed file is proved whole; then everything is swapped at once, or nothing is and the admins hear why.

Decisions under way keep the rulebook they began with (`Judgement`), so a reload never splits one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Literal, Protocol

from mailgate.flows.desk import Desk
from mailgate.model.decision import Decision, QueueNotice
from mailgate.model.errors import Temporary
from mailgate.model.rules import Rulebook
from mailgate.policy.notices import admin_notice
from mailgate.settings import Settings

LINES_TOLD = 40  # of a faulty file, in one mail
MENDED = "The settings have no faults any more: what the file says now is in force."


class Proof(Protocol):
    """What proving the files found; with faults there is no rulebook."""

    @property
    def settings(self) -> Settings | None: ...
    @property
    def rulebook(self) -> Rulebook | None: ...
    @property
    def faults(self) -> tuple[str, ...]: ...
    @property
    def warnings(self) -> tuple[str, ...]: ...
    @property
    def files(self) -> tuple[Path, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reloaded:
    """What a reload did: `swapped`, `unchanged` (the same meaning), or `kept` the old rules because of `faults`.
    `restart` says that `server:` changed, which counts from the next start on."""

    outcome: Literal["swapped", "unchanged", "kept"]
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    restart: bool = False


@dataclass(slots=True)
class InForce:
    """The rulebook in force, and the settings it comes from: what a reload replaces. Call it to get the rulebook."""

    rulebook: Rulebook
    settings: Settings | None = None
    started: Settings | None = None  # whose `server:` counts until the next start
    asked: Settings | None = None  # those last proved, kept out or not: their templates are watched as well
    asked_files: tuple[Path, ...] = ()  # and all that was read for the last proof, with whatever faults
    _told: tuple[str, ...] = ()  # the faults the admins have heard of
    _turn: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.started = self.started or self.settings

    def __call__(self) -> Rulebook:
        return self.rulebook


def reload(
    desk: Desk,
    in_force: InForce,
    *,
    prove: Callable[[], Proof],
    prove_letters: Callable[[Settings], tuple[str, ...]] = lambda settings: (),
    swap_letters: Callable[[Settings], None] = lambda settings: None,
    swapped: Callable[[Rulebook], None] = lambda rulebook: None,
) -> Reloaded:
    """Prove settings, rules and templates (`prove_letters` names the templates' faults), then swap or keep and tell.

    `swap_letters` puts fresh templates in place; `swapped` hands the new rulebook to who holds one of its own (the
    reader). Blocking; runs one at a time."""
    with in_force._turn:
        proof = prove()
        faults, in_force.asked_files = proof.faults, proof.files
        if proof.settings is not None:
            in_force.asked = proof.settings
            faults = (*faults, *prove_letters(proof.settings))
        if faults or proof.rulebook is None or proof.settings is None:
            _tell_faults(desk, in_force, faults)
            desk.tell("rules_kept", faults=len(faults), first=faults[0] if faults else None)
            return Reloaded(outcome="kept", faults=faults, warnings=proof.warnings)
        restart = in_force.started is not None and in_force.started.server != proof.settings.server
        mended, in_force._told = bool(in_force._told), ()
        swap_letters(proof.settings)
        in_force.settings = proof.settings
        changed = proof.rulebook.fingerprint != in_force.rulebook.fingerprint
        if changed:
            swapped(proof.rulebook)
            in_force.rulebook = proof.rulebook
            desk.tell("rules_swapped", rulebook=proof.rulebook.fingerprint, warnings=len(proof.warnings))
        if restart:
            desk.tell("restart_needed", why="server: changed; it counts from the next start on")
        if mended:
            _tell_admins(desk, in_force, "Settings taken over", (MENDED,))
        return Reloaded(outcome="swapped" if changed else "unchanged", warnings=proof.warnings, restart=restart)


def _tell_faults(desk: Desk, in_force: InForce, faults: tuple[str, ...]) -> None:
    """One mail for each new set of faults, by the rules still in force."""
    if faults == in_force._told:
        return
    more = len(faults) - LINES_TOLD
    lines = (
        "The changed settings have faults, so the desk goes on with those it had:",
        *faults[:LINES_TOLD],
        *((f"… and {more} more",) if more > 0 else ()),
        "Mend the file; it is picked up by itself. `mailgate check` shows the same list.",
    )
    if _tell_admins(desk, in_force, "Settings not taken over", lines):
        in_force._told = faults  # else they hear when the next change is faulty too


def _tell_admins(desk: Desk, in_force: InForce, subject: str, lines: tuple[str, ...]) -> bool:
    """A mail to each of the rulebook in force; False where the store can't take it now."""
    now = desk.clock()
    effects = tuple(
        QueueNotice(notice=admin_notice(to, "settings_fault", subject, lines, now=now)) for to in in_force.rulebook.admins
    )
    try:
        if effects:
            desk.store.apply(Decision(outcome="noted", reason="settings_fault", effects=effects), settles=None, now=now)
            desk.wake("notices")
    except Temporary as error:
        desk.tell("admins_not_told", error=error)
        return False
    return True
