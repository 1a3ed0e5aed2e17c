"""`mailgate report`: on screen, as JSON, as a page, by mail."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from mailgate.adapters.letter_report import sections
from mailgate.adapters.letter_samples import DATA, sample_rulebook
from mailgate.adapters.store import open_store
from mailgate.adapters.template_files import built_in_folder
from mailgate.cli.report import GROUPS, WORDS, report
from mailgate.model.report import Moment
from tests.letters.making import LANGUAGES

DESK = """
server: {domain: support.example.com, database: sqlite:///var/desk.db, delivery: {via: maildir, path: var/sent}}
desk:
  name: Example Support
  mailboxes: {support@example.com: {team: helpdesk}}
  teams: {helpdesk: {lead: dana@example.com}}
  agents: {dana@example.com: {name: Dana, teams: [helpdesk]}}
"""

EVERYTHING = sections(
    {
        **DATA["report"][1],
        "events": [asdict(Moment(name="release 4.2", at="2026-11-20T14:30:00+00:00"))],
        "first_aid": 5,
        "first_aid_solved": 2,
    },
    sample_rulebook(),
)
SECTIONS = [one["key"] for one in EVERYTHING]

app = typer.Typer()
app.command()(report)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "settings.yaml"
    file.write_text(DESK)
    return file


def ran(settings: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--settings", str(settings), *arguments])


def test_an_empty_desk_has_a_report_of_zeros(settings: Path) -> None:
    seen = ran(settings)
    assert seen.exit_code == 0
    lines = [" ".join(line.split()) for line in seen.stdout.splitlines()]
    assert lines[0].startswith("Example Support: ")
    assert "opened 0" in lines
    assert "unresolved 0" in lines
    assert "\x1b" not in seen.stdout


def test_programs_get_one_object(settings: Path, tmp_path: Path) -> None:
    data = json.loads(ran(settings, "--json", "--since", "30d", "--html", str(tmp_path / "r.html")).stdout)
    assert (data["what"], data["opened"], data["messages"], data["teams"]) == ("span", 0, [], [])


def test_the_page_is_written_into_a_file(settings: Path, tmp_path: Path) -> None:
    assert ran(settings, "--span", "month", "--html", str(tmp_path / "report.html")).exit_code == 0
    assert "The month" in (tmp_path / "report.html").read_text()


def test_a_marked_moment_stands_in_it(settings: Path) -> None:
    assert ran(settings).exit_code == 0
    store = open_store(f"sqlite:///{settings.parent}/var/desk.db")
    store.events.mark("release [4.2]", at=datetime.now(UTC) - timedelta(hours=1))
    store.close()
    seen = ran(settings)
    assert seen.exit_code == 0, seen.stderr
    assert "Marked moments (UTC)" in seen.stdout
    assert "release [4.2]" in seen.stdout


def test_every_section_has_words_on_screen() -> None:
    assert "events" in SECTIONS
    assert "first_aid_solved" in {row["key"] for one in EVERYTHING for row in one["rows"]}
    assert [key for key in SECTIONS if key not in WORDS and key not in GROUPS] == []
    assert WORDS["first_aid_solved"] == "of these closed by the customer"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_words_in_the_letter(language: str) -> None:
    words = (built_in_folder() / language / "_words.j2").read_text(encoding="utf-8")
    (macro,) = re.findall(r"{% macro report\(l\) %}.*", words)
    assert [key for key in SECTIONS if f'l == "{key}"' not in macro] == []


def test_by_mail_it_waits_for_the_running_desk(settings: Path) -> None:
    seen = ran(settings, "--mail", "Boss@Elsewhere.example")
    assert seen.stdout == "queued for boss@elsewhere.example; the running desk sends it\n"
    store = open_store(f"sqlite:///{settings.parent}/var/desk.db")
    depth, _ = store.views.depths()["notices"]
    store.close()
    assert depth == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--since", "5"), 2, "mailgate: --since: `5` has no unit; write 5s, 5m, 5h, 5d or 5w\n"),
        (("--mail", "nobody"), 2, "mailgate: --mail: `nobody` is not an address; write alice@example.com\n"),
    ],
)
def test_what_nobody_understands_is_refused_in_one_line(settings: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    seen = ran(settings, *arguments)
    assert (seen.exit_code, seen.stderr) == (code, said)


def test_a_page_that_cannot_be_written_says_so(settings: Path, tmp_path: Path) -> None:
    seen = ran(settings, "--html", str(tmp_path / "nowhere" / "r.html"))
    assert seen.exit_code == 1
    assert "can't be written (No such file or directory); choose another place" in seen.stderr
