"""`mailgate inspect`: files, folders, mboxes and standard input to one JSON object a message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from mailgate.cli.inspect import inspect

MAIL = b"From: Maria <maria@example.org>\r\nTo: support@example.com\r\nSubject: Login\r\n\r\nHello\r\n"
KEYS = [
    "file", "kind", "kind_because", "report", "from", "to", "cc", "reply_to", "on_behalf_of", "subject", "date",
    "message_id", "in_reply_to", "references", "text", "reply", "signature", "quoted", "attachments", "bounce",
    "forwarded", "away_until", "form", "html", "authenticity", "reading", "warnings",
]  # fmt: skip

app = typer.Typer()
app.command()(inspect)


def seen(*arguments: str, stdin: bytes | None = None) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["--json", "--no-reading", *arguments], input=stdin)
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_key_is_always_there(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(MAIL)
    (line,) = seen(str(file))
    assert list(line) == KEYS
    assert line["from"] == {"name": "Maria", "address": "maria@example.org"}
    assert line["reading"] == {
        "language": None,
        "intents": [],
        "entities": [],
        "urgency": {"level": "normal", "score": 0.0, "deadline": None, "because": []},
        "mood": {"score": 0.0, "frustrated": False, "because": []},
        "sensitive": None,
        "sensitive_because": [],
        "courtesy": False,
    }


def test_an_unreadable_message_has_every_key_too(tmp_path: Path) -> None:
    file = tmp_path / "deep.eml"
    file.write_bytes(b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(99)))
    (line,) = seen(str(file))
    assert list(line) == KEYS
    assert (line["kind"], line["kind_because"]) == ("unreadable", ["mime_depth"])


def test_a_text_that_is_no_mail_is_warned_of(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"hello\n\nthis is a text\n")
    (line,) = seen(str(file))
    assert (line["kind"], line["warnings"]) == ("human", ["this is no mail: it has no headers"])
    file.write_bytes(MAIL)
    assert seen(str(file))[0]["warnings"] == []


def test_mere_bytes_are_unreadable(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(bytes(range(256)) * 4)
    result = CliRunner().invoke(app, ["--json", "--no-reading", str(file)])
    line = json.loads(result.stdout)
    assert (line["kind"], line["kind_because"], line["reply"]) == ("unreadable", ["no_mail"], "")
    assert "this is no mail: it has no headers" in line["warnings"]
    assert result.exit_code == 1


def test_faulty_settings_that_nobody_named_do_not_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.yaml").write_text("desk: [\n")
    (tmp_path / "a.eml").write_bytes(MAIL)
    result = CliRunner().invoke(app, ["--json", "a.eml"])
    assert json.loads(result.stdout)["subject"] == "Login"
    assert result.stderr.startswith(
        "mailgate: settings.yaml is faulty, as `mailgate check` tells; mail is read with the built-in"
    )
    assert CliRunner().invoke(app, ["--json", "--settings", "settings.yaml", "a.eml"]).exit_code == 1


def test_standard_input_is_a_dash() -> None:
    (line,) = seen("-", stdin=MAIL)
    assert (line["file"], line["subject"]) == ("-", "Login")


def test_an_mbox_is_each_of_its_messages(tmp_path: Path) -> None:
    file = tmp_path / "all.mbox"
    one = MAIL.replace(b"\r\n", b"\n")
    file.write_bytes(b"From a@b Mon Nov  9\n" + one + b">From here\n\nFrom a@b Mon Nov  9\n" + one + b"\nFrom now on it works\n")
    lines = seen(str(file))
    assert [line["file"] for line in lines] == [f"{file}#1", f"{file}#2"]
    assert [line["text"] for line in lines] == ["Hello\nFrom here", "Hello\n\nFrom now on it works"]


def test_a_folder_is_every_message_in_it(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    for name in ("b.eml", "a.eml", "new/c", ".hidden", "notes.md"):
        (tmp_path / name).write_bytes(MAIL)
    assert [Path(str(line["file"])).name for line in seen(str(tmp_path))] == ["a.eml", "b.eml", "c"]


def test_a_missing_file_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(MAIL)
    result = CliRunner().invoke(app, ["--json", "--no-reading", str(tmp_path / "none.eml"), str(file)])
    assert result.exit_code == 1
    assert "can't read" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_a_person_sees_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.eml").write_bytes(MAIL)
    result = CliRunner().invoke(app, ["--no-reading", "a.eml"])
    assert "from         Maria <maria@example.org>" in result.stdout
    assert "    Hello" in result.stdout
