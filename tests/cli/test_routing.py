"""`mailgate routing`: the modes, and how they are changed and taken back; `mailgate explain` tells all of a choice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from mailgate.cli.explain import explain
from mailgate.cli.routing import app

DESK = """
server: {domain: support.example.com, database: sqlite:///var/desk.db, reading: off, delivery: {via: maildir, path: var/sent}}
desk:
  name: Example Support
  mailboxes: {support@example.com: {team: helpdesk}}
  teams: {helpdesk: {lead: dana@example.com}}
  agents:
    dana@example.com: {name: Dana, teams: [helpdesk], senior: true}
    alice@example.com: {name: Alice, teams: [helpdesk], skills: {login: 0.9}}
  intents:
    account.access: {team: helpdesk, skills: [login], phrases: [can't log in]}
    how-to: {team: helpdesk, mode: live, phrases: [how do I]}
  rules: [{name: Log-ins, when: {subject: log in}, then: {intent: account.access}}]
  routing: {mode: shadow}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "settings.yaml"
    file.write_text(DESK)
    return file


def ran(settings: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--settings", str(settings)])


def modes(settings: Path) -> dict[str, tuple[str, str]]:
    rows = [json.loads(line) for line in ran(settings, "--json").stdout.splitlines()]
    return {row["intent"]: (row["mode"], row["settings"]) for row in rows}


def test_every_intent_is_shown_with_its_mode_and_what_is_known(settings: Path) -> None:
    assert ran(settings).stdout.splitlines() == [
        "account.access (shadow): 0 tickets (0 resolved) the model's way, 0 tickets (0 resolved) another; by who had them first, "
        "so people's own choice shows in it too.",
        "    Too few to tell: 20 resolved tickets of each kind are needed.",
        "how-to (live): the model routes all of them.",
    ]


def test_an_intent_goes_one_mode_up_and_comes_back(settings: Path) -> None:
    said = ran(settings, "promote", "account.access")
    assert (said.exit_code, "is routed in assist from now on" in said.stdout) == (0, True)
    assert modes(settings)["account.access"] == ("assist", "shadow")
    assert ran(settings, "undo", "account.access").exit_code == 0
    assert modes(settings)["account.access"] == ("shadow", "shadow")


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("promote", "how-to"), "how-to is live already; its share is `pilot:` in the settings"),
        (("undo", "how-to"), "how-to is routed as the settings say; there is nothing to take back"),
        (("promote", "howto"), "`howto` is no intent of the settings; did you mean `how-to`?"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_why(settings: Path, arguments: tuple[str, ...], fault: str) -> None:
    said = ran(settings, *arguments)
    assert (said.exit_code, said.stderr.strip()) == (1, f"mailgate: {fault}")


def test_a_change_of_the_settings_ends_the_desks_own(settings: Path) -> None:
    ran(settings, "promote", "account.access")
    settings.write_text(DESK.replace("mode: shadow", "mode: live"))
    assert modes(settings)["account.access"] == ("live", "live")


def explained(settings: Path, tmp_path: Path, *arguments: str) -> str:
    mail = tmp_path / "mail.eml"
    mail.write_text("From: maria@example.org\nTo: support@example.com\nSubject: I can't log in\n\nPlease help.\n")
    one = typer.Typer()
    one.command()(explain)
    return CliRunner().invoke(one, [str(mail), "--settings", str(settings), *arguments]).stdout


def test_explain_shows_every_factor_of_every_candidate_and_both_choices(settings: Path, tmp_path: Path) -> None:
    told = json.loads(explained(settings, tmp_path, "--json"))
    assert (told["mode"], told["by_model"], told["by_rules"]) == ("shadow", "alice@example.com", "helpdesk")
    assert (told["agent"], told["route_reason"], told["runner_up"]) == (None, "rule", "dana@example.com")
    assert {c["agent"]: [f["name"] for f in c["factors"]] for c in told["candidates"]} == {
        "alice@example.com": ["skill", "team", "load", "growth"],
        "dana@example.com": ["skill", "team", "load", "growth"],
    }
    words = " ".join(explained(settings, tmp_path).split())
    assert "the model would have chosen alice@example.com; the rules say helpdesk" in words
    assert "skill 0.90 × 4: skill login 0.9" in words


def test_explained_twice_is_explained_the_same(settings: Path, tmp_path: Path) -> None:
    assert explained(settings, tmp_path, "--json") == explained(settings, tmp_path, "--json")
