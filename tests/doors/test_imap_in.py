"""The IMAP door against a real Dovecot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mailgate.adapters.doors.config import After, Cursor, ImapDoor, ImapHanded, ImapLimits, MailboxTrust, OAuthGrant, TlsFiles
from mailgate.adapters.doors.imap_in import ImapIn
from mailgate.adapters.doors.oauth import TokenSource
from mailgate.model.errors import StoreUnavailable
from mailgate.model.message import Evidence, RawMessage
from tests.doors.wire import NOW, Kept
from tests.servers import dovecot as server
from tests.servers.tokens import TokenServer, token_server

pytestmark = pytest.mark.skipif(not server.PRESENT, reason="needs Debian's dovecot-imapd")

QUICK = ImapLimits(waits=(0.01, 0.05), idle=30.0, silent_failures=0.0, command=10.0)


class Desk(Kept):
    """Keeps messages, cursors and what the admin was told; a row with the same remote key is written once."""

    def __init__(self) -> None:
        super().__init__()
        self.cursors: dict[str, Cursor] = {}
        self.told: list[tuple[str, str]] = []
        self.changed = asyncio.Event()

    async def __call__(self, raw: RawMessage, evidence: Evidence) -> int:
        if self.fault is not None:
            self.changed.set()
            raise self.fault
        known = [kept.remote_key for kept, _ in self.messages]
        if raw.remote_key in known:
            return known.index(raw.remote_key) + 1
        self.messages.append((raw, evidence))
        self.changed.set()
        return len(self.messages)

    async def read_cursor(self, name: str) -> Cursor | None:
        return self.cursors.get(name)

    async def write_cursor(self, name: str, cursor: Cursor) -> None:
        self.cursors[name] = cursor
        self.changed.set()

    def trouble(self, mailbox: str, what: str, fix: str, /) -> None:
        assert mailbox == "support@example.com"
        self.told.append((what, fix))
        self.changed.set()

    def recovered(self, mailbox: str) -> None:
        self.told.append(("recovered", mailbox))
        self.changed.set()

    def said(self, word: str, /, **fields: object) -> None:
        super().said(word, **fields)
        self.changed.set()

    def imap(self, **more: Any) -> ImapHanded:
        return ImapHanded(
            accept=self,
            clock=lambda: NOW,
            read_cursor=self.read_cursor,
            write_cursor=self.write_cursor,
            trouble=self.trouble,
            recovered=self.recovered,
            said=self.said,
            busy=lambda: self.is_busy,
            **more,
        )

    @property
    def bodies(self) -> list[bytes]:
        return [raw.data for raw, _ in self.messages]

    async def until(self, holds: Callable[[], bool], *, seconds: float = 20.0) -> None:
        async with asyncio.timeout(seconds):
            while not holds():
                self.changed.clear()
                await self.changed.wait()

    async def settled(self, uid: int) -> None:
        """Until the cursor stands at this UID."""
        await self.until(lambda: any(cursor.uid >= uid for cursor in self.cursors.values()))


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    with token_server() as running:
        yield running


@pytest.fixture(autouse=True)
def _willing(tokens: TokenServer) -> None:
    tokens.answer = None


@pytest.fixture(scope="module")
def dovecot(tls_files: TlsFiles, tokens: TokenServer) -> Iterator[server.Dovecot]:
    users = dict.fromkeys((f"user{number}" for number in range(40)), "secret")
    odd = {'od"d\\user': 'pass "word\\ {5}', "jörg": "geheim ü", "locked": "other"}
    with server.dovecot(
        {**users, **odd},
        certificate=tls_files.certificate,
        key=tls_files.key,
        token_url=tokens.introspection_url,
        extra="auth_username_chars =",
    ) as running:
        yield running


_users = iter(range(40))


@pytest.fixture
def user(dovecot: server.Dovecot) -> str:
    name = f"user{next(_users)}"
    dovecot.deliver(name)
    return name


def config(dovecot: server.Dovecot, user: str, **settings: Any) -> ImapDoor:
    plain: dict[str, Any] = {
        "name": "support",
        "host": "127.0.0.1",
        "port": dovecot.port,
        "tls": "none",
        "mailbox": "support@example.com",
        "user": user,
        "password": "secret",
        "limits": QUICK,
    }
    return ImapDoor(**{**plain, **settings})


@asynccontextmanager
async def reading(desk: Desk, door: ImapDoor, **handed: Any) -> AsyncIterator[ImapIn]:
    imap = ImapIn(door, desk.imap(**handed))
    await imap.start()
    try:
        yield imap
    finally:
        await imap.stop(5.0)


def mail(subject: str) -> bytes:
    return f"From: maria@example.org\r\nTo: support@example.com\r\nSubject: {subject}\r\n\r\nHello\r\n".encode()


async def test_what_is_in_the_mailbox_is_taken_in_whole(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    dovecot.deliver(user, mail("one"), b"Subject: * x\r\n\r\n* not untagged\r\nA1 OK\r\n{3}\r\n\xff)\r\n", b"\r\n")
    async with reading(desk, config(dovecot, user)):
        await desk.settled(3)
    assert desk.bodies == [mail("one"), b"Subject: * x\r\n\r\n* not untagged\r\nA1 OK\r\n{3}\r\n\xff)\r\n", b"\r\n"]
    raw, evidence = desk.messages[0]
    validity = desk.cursors["support"].uidvalidity
    assert (raw.door, raw.envelope_from, raw.envelope_to) == ("imap", None, ("support@example.com",))
    assert raw.remote_key == f"imap:support:{validity}:1"
    assert raw.received == NOW
    assert (evidence.door, evidence.dmarc) == ("imap", None)


async def test_new_mail_is_pushed(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    async with reading(desk, config(dovecot, user)):
        await desk.until(lambda: ("imap_connected", {"mailbox": "support"}) in desk.words)
        for number in range(1, 4):
            dovecot.deliver(user, mail(f"number {number}"))
            await desk.settled(number)
    assert desk.bodies == [mail("number 1"), mail("number 2"), mail("number 3")]


async def test_a_restart_reads_nothing_twice_and_loses_nothing(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    dovecot.deliver(user, mail("one"))
    async with reading(desk, config(dovecot, user)):
        await desk.settled(1)
    dovecot.deliver(user, mail("two"))
    for path in (dovecot.maildir(user) / "new").iterdir():  # somebody reads it meanwhile
        path.rename(dovecot.maildir(user) / "cur" / f"{path.name}:2,S")
    async with reading(desk, config(dovecot, user)):
        await desk.settled(2)
    assert desk.bodies == [mail("one"), mail("two")]


async def test_fifteen_hundred_messages_come_in_order(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    mails = [mail(f"number {number}") for number in range(1500)]
    dovecot.deliver(user, *mails)
    async with reading(desk, config(dovecot, user, after=After(do="move", folder="Done"))):
        await desk.until(lambda: len(desk.cursors) == 1 and desk.cursors["support"].uid >= 1500, seconds=60)
    assert desk.bodies == mails
    assert dovecot.messages(user) == []
    assert len(dovecot.messages(user, "Done")) == 1500


@pytest.mark.parametrize("folder", ["Done", "Erledigt &- Größe 10", 'odd "name" \\ here'])
async def test_it_is_moved_into_a_folder_of_any_name(desk: Desk, dovecot: server.Dovecot, user: str, folder: str) -> None:
    dovecot.deliver(user, mail("one"))
    async with reading(desk, config(dovecot, user, after=After(do="move", folder=folder))):
        await desk.settled(1)
        dovecot.deliver(user, mail("two"))
        await desk.settled(2)
    assert dovecot.messages(user) == []
    assert len([path for part in ("new", "cur") for path in dovecot.maildir(user).glob(f".*/{part}/*")]) == 2
    assert desk.told == []


async def test_it_is_flagged_or_left(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    dovecot.deliver(user, mail("one"))
    async with reading(desk, config(dovecot, user)):
        await desk.settled(1)
    assert [path.name for path in (dovecot.maildir(user) / "cur").iterdir() if "S" in path.name.partition(":2,")[2]] == []
    desk.cursors.clear()
    async with reading(desk, config(dovecot, user, after=After(do="flag"))):
        await desk.settled(1)
    (name,) = [path.name for path in (dovecot.maildir(user) / "cur").iterdir()]
    assert name.endswith(":2,FS")


async def test_nothing_is_moved_before_it_is_durable(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    dovecot.deliver(user, mail("one"))
    desk.fault = StoreUnavailable("locked")
    async with reading(desk, config(dovecot, user, after=After(do="move", folder="Done"))):
        await desk.until(lambda: sum(word == "imap_failed" for word, _ in desk.words) > 2)
        assert sum(word == "imap_connected" for word, _ in desk.words) == 1
        assert len(dovecot.messages(user)) == 1
        desk.fault = None
        await desk.settled(1)
    assert dovecot.messages(user) == []
    assert desk.bodies == [mail("one")]


async def test_a_new_uidvalidity_means_reading_everything_again(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    dovecot.deliver(user, mail("one"), mail("two"))
    async with reading(desk, config(dovecot, user)):
        await desk.settled(2)
    before = desk.cursors["support"]
    desk.cursors["support"] = replace(before, uidvalidity=before.uidvalidity + 1, uid=500)  # as if it had been another
    async with reading(desk, config(dovecot, user)):
        await desk.until(lambda: desk.cursors["support"] == before)
    assert ("imap_uidvalidity_changed", {"mailbox": "support"}) in desk.words
    dovecot.forget_uids(user)
    dovecot.deliver(user, mail("three"))
    async with reading(desk, config(dovecot, user)):
        await desk.until(lambda: mail("three") in desk.bodies)


async def test_what_is_too_big_is_passed_over_and_told(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    dovecot.deliver(user, mail("one"), b"Subject: big\r\n\r\n" + b"x" * 3_000_000, mail("three"))
    async with reading(desk, config(dovecot, user, max_size=2 * 1024 * 1024)):
        await desk.settled(3)
    assert desk.bodies == [mail("one"), mail("three")]
    assert desk.told == [
        (
            "a mail in INBOX (UID 2) is 2.9 MB, above the limit of 2 MB",
            "it stays there: look at it in a mail client",
        )
    ]


async def test_a_large_mail_comes_whole(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    big = b"Subject: big\r\n\r\n" + b"0123456789abcdef\r\n" * 700_000
    dovecot.deliver(user, big)
    async with reading(desk, config(dovecot, user)):
        await desk.settled(1)
    assert desk.bodies == [big]


async def test_starttls_and_implicit_tls(desk: Desk, dovecot: server.Dovecot, user: str, tls_files: TlsFiles) -> None:
    authority: Path = tls_files.certificate.parent / "ca.pem"
    dovecot.deliver(user, mail("one"))
    async with reading(desk, config(dovecot, user, host="localhost", tls="starttls", ca_file=authority)):
        await desk.settled(1)
    dovecot.deliver(user, mail("two"))
    async with reading(desk, config(dovecot, user, tls="implicit", port=dovecot.tls_port, ca_file=authority)):
        await desk.settled(2)
    assert desk.bodies == [mail("one"), mail("two")]


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
async def test_an_unproven_server_gets_no_password(desk: Desk, dovecot: server.Dovecot, user: str, tls: str) -> None:
    port = dovecot.tls_port if tls == "implicit" else dovecot.port
    async with reading(desk, config(dovecot, user, tls=tls, port=port)):
        await desk.until(lambda: bool(desk.told))
    what, fix = desk.told[0]
    assert what.startswith(f"the certificate of 127.0.0.1:{port} is not valid for it")
    assert "ca_file" in fix


async def test_a_tls_port_spoken_to_in_clear_is_given_up(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    limits = replace(QUICK, connect=0.3)
    async with reading(desk, config(dovecot, user, port=dovecot.tls_port, limits=limits)):
        await desk.until(lambda: bool(desk.told))
    assert "is tls: none right?" in desk.told[0][0]


async def test_a_port_in_clear_spoken_to_in_tls_says_so(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    async with reading(desk, config(dovecot, user, tls="implicit")):
        await desk.until(lambda: bool(desk.told))
    assert "is tls: implicit right for this port?" in desk.told[0][0]


async def test_a_refused_log_in_is_told_once_and_so_is_the_recovery(desk: Desk, dovecot: server.Dovecot) -> None:
    dovecot.deliver("locked")
    async with reading(desk, config(dovecot, "locked")):
        await desk.until(lambda: sum(word == "imap_failed" for word, _ in desk.words) > 3)
        assert len(desk.told) == 1
        what, fix = desk.told[0]
        assert what.startswith("the server refuses the log-in of locked: [AUTHENTICATIONFAILED]")
        assert "app password" in fix
        users = dovecot.folder / "users"
        users.write_text(users.read_text().replace("locked:other\n", "locked:secret\n"))
        await desk.until(lambda: desk.told[-1] == ("recovered", "support@example.com"))


async def test_odd_characters_in_user_and_password_are_quoted(desk: Desk, dovecot: server.Dovecot) -> None:
    dovecot.deliver('od"d\\user', mail("one"))
    async with reading(desk, config(dovecot, 'od"d\\user', password='pass "word\\ {5}')):
        await desk.settled(1)


async def test_a_password_beyond_ascii_works(desk: Desk, dovecot: server.Dovecot) -> None:
    dovecot.deliver("jörg", mail("one"))
    async with reading(desk, config(dovecot, "jörg", password="geheim ü")):
        await desk.settled(1)


async def test_a_missing_folder_is_told(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    async with reading(desk, config(dovecot, user, folder="Nowhere")):
        await desk.until(lambda: bool(desk.told))
    assert desk.told[0][0].startswith("the folder Nowhere can't be opened")


async def test_a_server_that_is_away_is_told_tried_again_and_found(desk: Desk) -> None:
    port = server.free_port()
    door = ImapDoor(
        name="support",
        host="127.0.0.1",
        port=port,
        tls="none",
        mailbox="support@example.com",
        user="late",
        password="secret",
        limits=QUICK,
    )
    async with reading(desk, door):
        await desk.until(lambda: bool(desk.told))
        assert desk.told[0][0].startswith("no mail could be fetched for 0 minutes (can't connect to 127.0.0.1")
        with server.dovecot({"late": "secret"}, port=port) as late:
            late.deliver("late", mail("one"))
            await desk.settled(1)
    assert desk.told[1:] == [("recovered", "support@example.com")]


async def test_gmails_verdicts_count_in_a_gmail_mailbox(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    dovecot.deliver(user, b"Authentication-Results: mx.google.com; dmarc=pass header.from=example.org\r\n" + mail("one"))
    async with reading(desk, config(dovecot, user, trust=MailboxTrust(provider="google"))):
        await desk.settled(1)
    assert desk.evidence.dmarc == "pass"


async def test_a_token_logs_in_and_a_refused_one_is_renewed_once(
    desk: Desk, dovecot: server.Dovecot, user: str, tokens: TokenServer
) -> None:
    tokens.user = user
    grant = OAuthGrant(provider="microsoft", client_id="id", refresh_token="r", token_url=tokens.token_url)
    source = TokenSource(grant, monotonic=asyncio.get_running_loop().time)
    dovecot.deliver(user, mail("one"))
    before = len(tokens.asked)
    async with reading(desk, config(dovecot, user, password=None), token=source.token):
        await desk.settled(1)
    tokens.valid.clear()  # revoked before its time
    dovecot.deliver(user, mail("two"))
    async with reading(desk, config(dovecot, user, password=None), token=source.token):
        await desk.settled(2)
    assert len(tokens.asked) == before + 2
    assert desk.told == []


async def test_a_refused_token_is_told_and_hangs_nothing(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    asked: list[bool] = []

    async def token(fresh: bool) -> str:
        asked.append(fresh)
        return "revoked"

    async with reading(desk, config(dovecot, user, password=None), token=token):
        await desk.until(lambda: bool(desk.told))
    assert asked[:2] == [False, True]
    assert desk.told[0][0].startswith(f"the server refuses the log-in of {user}")


async def test_a_refused_grant_is_told_with_its_fix(desk: Desk, dovecot: server.Dovecot, user: str, tokens: TokenServer) -> None:
    tokens.answer = (400, {"error": "invalid_grant"})
    grant = OAuthGrant(provider="google", client_id="id", refresh_token="r", token_url=tokens.token_url)
    source = TokenSource(grant, monotonic=asyncio.get_running_loop().time)
    async with reading(desk, config(dovecot, user, password=None), token=source.token):
        await desk.until(lambda: bool(desk.told))
        assert desk.told[0][0] == "google refuses a token: invalid_grant"
        tokens.answer, tokens.user = None, user
        await desk.until(lambda: desk.told[-1] == ("recovered", "support@example.com"))


async def test_stopping_is_quick_while_idle(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    imap = ImapIn(config(dovecot, user), desk.imap())
    await imap.start()
    await desk.until(lambda: imap.connected)
    async with asyncio.timeout(3):
        await imap.stop(10.0)
    assert not imap.connected


async def test_busy_means_later(desk: Desk, dovecot: server.Dovecot, user: str) -> None:
    desk.is_busy = True
    dovecot.deliver(user, mail("one"))
    async with reading(desk, config(dovecot, user)) as imap:
        await desk.until(lambda: imap.connected)
        assert desk.messages == []
        desk.is_busy = False
        await desk.settled(1)


def test_a_password_never_crosses_a_network_in_clear(desk: Desk) -> None:
    door = ImapDoor(name="x", host="imap.example.com", tls="none", mailbox="support@example.com", user="u", password="p")
    with pytest.raises(ValueError, match="in clear"):
        ImapIn(door, desk.imap())


@pytest.mark.parametrize("setting", ["user", "password", "folder"])
def test_no_setting_smuggles_a_command_in(desk: Desk, setting: str) -> None:
    door = ImapDoor(name="x", host="imap.example.com", mailbox="support@example.com", user="u", password="p")
    with pytest.raises(ValueError, match="one line each"):
        ImapIn(replace(door, **{setting: 'X" \r\nA1 DELETE INBOX'}), desk.imap())
