"""A remote mailbox, on a real Dovecot with a real certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from mailgate.adapters.clock import system_clock
from mailgate.adapters.doors.config import After, ImapDoor, ImapLimits, OAuthGrant
from mailgate.adapters.doors.oauth import TokenSource
from mailgate.adapters.examinations.mailboxes import mailbox
from tests.servers import dovecot as server
from tests.servers.tokens import TokenServer, token_server

pytestmark = pytest.mark.skipif(not server.PRESENT, reason="needs Debian's dovecot-imapd")

MAIL = b"From: maria@example.org\r\nTo: support@example.com\r\nSubject: Hello\r\n\r\nHello\r\n"


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    with token_server() as running:
        running.user = "support"
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="module")
def dovecot(folder: Path, tokens: TokenServer) -> Iterator[server.Dovecot]:
    authority = trustme.CA()
    made = authority.issue_cert("localhost", "127.0.0.1", not_after=system_clock() + timedelta(days=61, hours=12))
    (folder / "cert.pem").write_bytes(b"".join(blob.bytes() for blob in made.cert_chain_pems))
    made.private_key_pem.write_to_path(folder / "key.pem")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    users = {"support": "right secret"}
    with server.dovecot(
        users, certificate=folder / "cert.pem", key=folder / "key.pem", token_url=tokens.introspection_url
    ) as running:
        running.deliver("support", MAIL, MAIL)
        yield running


@pytest.fixture
def door(dovecot: server.Dovecot, folder: Path) -> ImapDoor:
    return ImapDoor(
        name="support",
        host="127.0.0.1",
        port=dovecot.tls_port,
        mailbox="support@example.com",
        user="support",
        password="right secret",
        ca_file=folder / "ca.pem",
        limits=ImapLimits(connect=5.0, command=10.0),
    )


async def test_a_mailbox_in_order_says_so_and_nothing_in_it_is_touched(dovecot: server.Dovecot, door: ImapDoor) -> None:
    new = dovecot.maildir("support") / "new"
    before = sorted(path.name for path in new.iterdir())
    finding = await mailbox(door, None, system_clock())
    assert (finding.name, finding.state) == ("imap support@example.com", "ok")
    assert f"logged in at 127.0.0.1:{dovecot.tls_port}, INBOX holds 2 messages, its certificate" in finding.said
    assert "lasts 61 more days" in finding.said
    assert finding.said.endswith("it can IDLE, MOVE, UIDPLUS")
    assert sorted(path.name for path in new.iterdir()) == before


async def test_starttls_is_tried_as_well(dovecot: server.Dovecot, door: ImapDoor) -> None:
    finding = await mailbox(replace(door, port=dovecot.port, tls="starttls"), None, system_clock())
    assert finding.state == "ok"
    assert "lasts 61 more days" in finding.said


async def test_a_certificate_that_ends_soon_is_worth_a_look(door: ImapDoor) -> None:
    finding = await mailbox(door, None, system_clock() + timedelta(days=50))
    assert (finding.state, finding.fix) == ("warning", "tell the server's admin to renew it")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "wrong secret"}, "the server refuses the log-in of support: "),
        ({"folder": "Nowhere"}, "the folder Nowhere can't be opened: "),
        ({"ca_file": None}, "the certificate of 127.0.0.1:"),
    ],
)
async def test_what_is_wrong_is_a_fault_with_a_fix(door: ImapDoor, change: dict[str, Any], said: str) -> None:
    finding = await mailbox(replace(door, **change), None, system_clock())
    assert finding.state == "fault"
    assert finding.said.startswith(said)
    assert finding.fix
    assert "secret" not in finding.said


async def test_a_server_that_is_not_there_is_a_fault(door: ImapDoor) -> None:
    finding = await mailbox(replace(door, port=server.free_port()), None, system_clock())
    assert finding.state == "fault"
    assert "can't connect to 127.0.0.1:" in finding.said


async def test_the_folder_that_mail_is_moved_to_is_looked_for_and_not_made(dovecot: server.Dovecot, door: ImapDoor) -> None:
    finding = await mailbox(replace(door, after=After(do="move", folder="Done")), None, system_clock())
    assert finding.state == "ok"
    assert "the folder Done will be made" in finding.said
    assert not dovecot.maildir("support", "Done").exists()


async def test_a_log_in_by_oauth_is_tried_whole(door: ImapDoor, tokens: TokenServer) -> None:
    grant = OAuthGrant(provider="microsoft", client_id="desk", client_secret="s", token_url=tokens.token_url)
    oauth = replace(door, password=None, oauth=grant)
    tokens.answer = None
    finding = await mailbox(oauth, TokenSource(grant, monotonic=lambda: 0.0).token, system_clock())
    assert finding.state == "ok"
    tokens.answer = (400, {"error": "invalid_grant", "error_description": "revoked"})
    finding = await mailbox(oauth, TokenSource(grant, monotonic=lambda: 0.0).token, system_clock())
    assert (finding.state, finding.said) == ("fault", "microsoft refuses a token: invalid_grant revoked")
