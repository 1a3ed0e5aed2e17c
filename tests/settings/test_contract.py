"""The example of the contract, and what its values come to."""

from __future__ import annotations

from datetime import date, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from mailgate.adapters.yaml_rules import load_desk, prove
from mailgate.model.errors import SettingsFault
from mailgate.model.promise import EscalationStep
from mailgate.settings import After, Listen, load

EXAMPLE = Path(__file__).parent / "contract.yaml"
SHIPPED = Path(__file__).parents[2] / "settings.yaml"


def test_every_value_of_the_server_block_has_its_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAP_PASSWORD", "canary")
    server = load(EXAMPLE).server
    assert server.domain == "support.example.com"
    assert server.database == f"sqlite:///{EXAMPLE.parent}/var/mailgate.db"
    assert server.blobs == f"{EXAMPLE.parent}/var/blobs"
    assert server.smtp is not None
    assert (server.smtp.listen, server.smtp.max_size) == (Listen("127.0.0.1", 2525), 26214400)
    assert server.lmtp is not None
    assert server.lmtp.listen == Listen(path=EXAMPLE.parent / "var/lmtp.sock")
    imap = server.imap[0]
    assert imap.password is not None
    assert imap.password.get_secret_value() == "canary"
    assert (imap.at_port, imap.after, imap.trust.authserv_ids) == (993, After("move", "Done"), ("mx.example.com",))
    assert server.trust.relays == (ip_network("127.0.0.1/32"), ip_network("::1/128"))
    assert server.delivery.via == "maildir"
    assert server.http == Listen("127.0.0.1", 8025)


def test_the_desk_block_becomes_a_rulebook() -> None:
    _, book = load_desk(EXAMPLE)
    assert book.domain == "support.example.com"
    assert book.agents["alice@example.com"].skills == {"api": 0.9, "billing": 0.3}
    assert book.agents["dana@example.com"].teams == ("helpdesk", "billing")
    assert book.teams["helpdesk"].lead == "dana@example.com"
    assert book.hours["office"].week is not None
    assert book.hours["office"].week[0] == ((540, 1080),)
    assert book.hours["office"].week[6] == ()
    assert date(2026, 12, 25) in book.hours["office"].holidays
    assert date(2026, 12, 24) not in book.hours["office"].holidays
    assert book.customers["acme.example"].trial_until == date(2026, 12, 31)
    assert book.intents["account.access"].patterns == (
        [{"LOWER": {"IN": ["access", "open", "enter"]}}, {"IS_PUNCT": False, "OP": "?"}, {"LOWER": "account"}],
    )
    assert book.rules[0].then.hold_for == "legal@example.com"
    assert book.rules[0].then.automation is False
    assert book.sla[0].first_response == timedelta(hours=1)
    assert book.escalation[2] == EscalationStep(notify="manager@example.com", after=timedelta(hours=2))
    assert book.routing.triage == "dana@example.com"
    assert book.admins == ("dana@example.com",)
    assert book.priorities["critical"] == {"high": "urgent", "medium": "urgent", "low": "high"}


def test_what_the_example_leaves_open_is_a_warning() -> None:
    name = str(EXAMPLE)
    assert prove(EXAMPLE).warnings == (
        f"{name}:23:3: desk.teams: the team billing is not written here, so it has no lead and is always in",
        f"{name}:45:22: desk.rules.when.intent: this never holds: `legal.threat` is not among the intents; add it there",
    )


def test_the_file_that_ships_has_neither_faults_nor_warnings() -> None:
    proof = prove(SHIPPED)
    assert (proof.faults, proof.warnings) == ((), ())
    assert proof.rulebook is not None
    assert [a.name for a in proof.rulebook.agents.values()] == ["Alice", "Dana", "Legal"]


def test_blocks_left_out_take_the_values_of_the_contract(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("server: {domain: d.example}\ndesk:\n  mailboxes: {a@d.example: }\n  agents: {x@d.example: }\n")
    settings, book = load_desk(file)
    assert settings.server.database == f"sqlite:///{tmp_path}/var/mailgate.db"
    assert settings.server.delivery.via == "maildir"
    assert settings.server.delivery.path == tmp_path / "var/sent"
    assert (book.routing.mode, book.routing.pilot, book.routing.min_confidence) == ("live", 1.0, 0.55)
    assert book.routing.weights == {"skill": 4.0, "history": 2.0, "load": 3.0, "language": 1.0, "growth": 0.5}
    assert book.routing.triage == "x@d.example"
    assert book.lifecycle.remind_waiting == (timedelta(days=3), timedelta(days=7))
    assert book.participants_cc == "same_organisation"
    assert book.priorities["low"] == {"high": "normal", "medium": "low", "low": "low"}
    assert (book.rules, book.sla, book.escalation, book.feedback.after_close) == ((), (), (), None)


def test_a_desk_without_teams_is_one_team(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("server: {domain: d.example}\ndesk:\n  mailboxes: {a@d.example: }\n  agents: {x.y@d.example: }\n")
    _, book = load_desk(file)
    assert book.mailboxes["a@d.example"].team == "desk"
    assert book.agents["x.y@d.example"].teams == ("desk",)
    assert book.agents["x.y@d.example"].name == "X Y"
    assert prove(file).warnings == ()


def test_a_missing_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsFault) as raised:
        load_desk("settings.yaml")
    assert raised.value.faults == (
        "settings.yaml:1:1: there is no such file; name one with --settings FILE, or copy the settings.yaml we ship",
    )
