"""`mailgate template preview` and `mailgate letters`, as a person calls them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mailgate.adapters.letter_samples import ALICE, DATA
from mailgate.adapters.store import open_store, upgrade
from mailgate.cli.app import build
from mailgate.mail.compose import encode
from tests.letters.making import written

SETTINGS = """
server:
  domain: support.example.com
  database: sqlite:///var/mailgate.db
desk:
  name: Example Support
  mailboxes:
    support@example.com: {team: helpdesk}
  teams:
    helpdesk: {}
  agents:
    alice@example.com: {name: Alice, teams: [helpdesk]}
"""


def call(*arguments: str, folder: Path) -> Result:
    return CliRunner().invoke(build(["template", "letters"]), [*arguments, "--settings", str(folder / "settings.yaml")])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "settings.yaml").write_text(SETTINGS)
    return tmp_path


def test_preview_lists_every_template_with_its_subject(tmp_path: Path) -> None:
    result = call("template", "preview", folder=tmp_path)
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == sorted(DATA)


def test_preview_shows_one_in_the_language_asked_for(tmp_path: Path) -> None:
    result = call("template", "preview", "resolved", "--language", "it", folder=tmp_path)
    assert "Subject: Re: Non riesco ad accedere al mio account [#1042]" in result.output
    assert "Buongiorno Maria," in result.output


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Guten Tag Maria Lopez,"), ("fr", "Bonjour Maria,"), ("es", "Hola, Maria:"), ("it", "Buongiorno Maria,")],
)
def test_preview_speaks_every_language(language: str, said: str, tmp_path: Path) -> None:
    assert said in call("template", "preview", "closed", "--language", language, folder=tmp_path).output
    assert call("template", "preview", "--language", language, folder=tmp_path).output.count("\n") >= len(DATA)


def test_preview_writes_the_page_into_a_file(tmp_path: Path) -> None:
    assert call("template", "preview", "handover", "--html", str(tmp_path / "x.html"), folder=tmp_path).exit_code == 0
    assert "<title>[#1042] I can&#39;t access my account</title>" in (tmp_path / "x.html").read_text().replace("'", "&#39;")


def test_preview_of_a_misspelt_template_names_the_right_one(tmp_path: Path) -> None:
    result = call("template", "preview", "handovr", folder=tmp_path)
    assert result.exit_code == 1
    assert "did you mean `handover`?" in result.stderr


def test_preview_uses_the_desks_own_templates_and_says_where_they_fail(desk: Path) -> None:
    own = desk / "templates" / "en"
    own.mkdir(parents=True)
    (own / "resolved.txt.j2").write_text("Subject: Done\n\nAll done.\n")
    (own / "closed.txt.j2").write_text("Subject: Done\n\n{{ nonsense }}\n")
    assert "All done." in call("template", "preview", "resolved", folder=desk).output
    failed = call("template", "preview", "closed", folder=desk).output
    assert "closed.txt.j2:3: 'nonsense' is undefined; the built-in template was used instead" in failed.replace("\n", " ")
    assert "your request #1042 is closed" in failed


def test_letters_lists_and_opens_what_was_sent(desk: Path) -> None:
    url = f"sqlite:///{desk}/var/mailgate.db"
    upgrade(url)
    store = open_store(url)
    for minute, letter in enumerate((written("admin_notice"), written("admin_notice", notice_to=ALICE))):
        store.post([letter], [encode(letter)], now=letter.date + timedelta(minutes=minute))
    store.close()
    listed = call("letters", folder=desk).output.splitlines()
    assert len(listed) == 2
    assert "alice@example.com" in listed[1]
    assert len(call("letters", "alice", folder=desk).output.splitlines()) == 1
    assert json.loads(call("letters", "alice", "--json", folder=desk).output)["template"] == "admin_notice"
    opened = call("letters", "--open", "2", folder=desk).output
    assert opened.startswith("From:     Example Support <support@example.com>\nTo:       Alice <alice@example.com>\n")
    assert "settings.yaml:42:7: unknown key `phrase`" in opened
    assert call("letters", "--open", "2", "--html", str(desk / "x.html"), folder=desk).exit_code == 0
    assert "unknown key" in (desk / "x.html").read_text()


def test_letters_of_an_empty_desk_and_a_number_that_is_none(desk: Path) -> None:
    assert "nothing was sent yet" in call("letters", folder=desk).output
    result = call("letters", "--open", "7", folder=desk)
    assert result.exit_code == 1
    assert "there is no letter 7" in result.stderr
