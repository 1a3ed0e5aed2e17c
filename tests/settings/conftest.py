"""Settings files written for a test, and what they are found to mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from mailgate.adapters.yaml_rules import prove
from mailgate.model.rules import Rulebook

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file (settings.yaml) into the folder the test works in, and gives its relative path."""
    monkeypatch.chdir(tmp_path)

    def written(text: str, name: str = "settings.yaml") -> Path:
        (tmp_path / name).write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return Path(name)

    return written


@pytest.fixture
def desk(write: Write) -> Callable[[str], Path]:
    """A small desk with more lines under `desk:`, which begin in line 10."""

    def written(more: str) -> Path:
        head = """
            server: {domain: desk.example}
            desk:
              mailboxes: {support@desk.example: {team: helpdesk}}
              teams: {helpdesk: {lead: dana@desk.example}, billing: }
              agents:
                alice@desk.example: {name: Alice, teams: [helpdesk]}
                dana@desk.example: {name: Dana, teams: [billing], also: [dana@home.example]}
              customers: {acme.example: {tier: vip, plan: pro}}
              intents: {refund: {team: billing, phrases: [refund]}, outage: {phrases: [is down]}}
            """
        return write(dedent(head).lstrip("\n") + "".join(f"  {line}\n" for line in dedent(more).strip("\n").splitlines()))

    return written


@pytest.fixture
def faults_of(desk: Callable[[str], Path]) -> Callable[[str], tuple[str, ...]]:
    return lambda more: prove(desk(more)).faults


@pytest.fixture
def warnings_of(desk: Callable[[str], Path]) -> Callable[[str], tuple[str, ...]]:
    return lambda more: prove(desk(more)).warnings


@pytest.fixture
def rulebook_of(desk: Callable[[str], Path]) -> Callable[[str], Rulebook]:
    def made(more: str) -> Rulebook:
        proof = prove(desk(more))
        assert proof.faults == ()
        assert proof.rulebook is not None
        return proof.rulebook

    return made
