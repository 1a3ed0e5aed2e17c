"""The LMTP and the submission door."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme

from mailgate.adapters.doors.config import DoorLimits, Listen, LmtpDoor, SubmissionDoor, TlsFiles
from mailgate.adapters.doors.lmtp_in import LmtpIn
from mailgate.adapters.doors.submission_in import SubmissionIn
from tests.doors.wire import Kept, Wire, connected

MAIL = b"From: maria@example.org\r\nSubject: x\r\n\r\n.\r\n"


@asynccontextmanager
async def lmtp(kept: Kept, listen: Listen) -> AsyncIterator[Wire]:
    door = LmtpIn(LmtpDoor(listen=listen, domain="support.example.com"), kept.handed())
    await door.start()
    try:
        async with connected(door.listening, hello="LHLO relay") as wire:
            yield wire
    finally:
        await door.stop(1.0)


async def test_lmtp_answers_once_for_each_recipient(kept: Kept, tmp_path: Path) -> None:
    async with lmtp(kept, Listen(path=tmp_path / "lmtp.sock")) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        assert [(await wire.say(f"RCPT TO:<{who}@example.com>"))[:9] for who in ("support", "nobody", "billing")] == [
            "250 2.1.5",
            "550 5.1.1",
            "250 2.1.5",
        ]
        await wire.say("DATA")
        wire.write(MAIL)
        assert [await wire.line(), await wire.line()] == 2 * ["250 2.0.0 Ok: queued as 1"]
        assert (await wire.say("NOOP")).startswith("250")
        assert (await wire.say("HELO x")).startswith("500")
    assert kept.raw.envelope_to == ("support@example.com", "billing@example.com")
    assert (kept.evidence.door, kept.evidence.relay, kept.evidence.peer) == ("lmtp", True, "local socket")


async def test_lmtp_believes_its_relay(kept: Kept) -> None:
    async with lmtp(kept, Listen()) as wire:
        await wire.mail(b"Authentication-Results: mx; dkim=pass header.d=example.org\r\nReceived: by mx\r\n" + MAIL)
    assert kept.evidence.dkim_domains == ("example.org",)


async def test_a_fault_of_ours_is_temporary_for_each_recipient(kept: Kept) -> None:
    kept.fault = RuntimeError("secret")
    async with lmtp(kept, Listen()) as wire:
        assert await wire.mail(MAIL) == "451 4.3.0 Local error, please try again later"


async def test_the_socket_of_a_dead_daemon_is_replaced_and_a_living_ones_is_not(kept: Kept, tmp_path: Path) -> None:
    listen = Listen(path=tmp_path / "lmtp.sock", mode=0o600)
    first = LmtpIn(LmtpDoor(listen=listen, domain="support.example.com"), kept.handed())
    await first.start()
    assert (tmp_path / "lmtp.sock").stat().st_mode & 0o777 == 0o600
    with pytest.raises(OSError, match="another program listens there"):
        await LmtpIn(LmtpDoor(listen=listen, domain="support.example.com"), kept.handed()).start()
    await first.stop(1.0)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "lmtp.sock"))
    assert (tmp_path / "lmtp.sock").exists()
    async with lmtp(kept, listen) as wire:
        assert (await wire.say("NOOP")).startswith("250")
    assert not (tmp_path / "lmtp.sock").exists()


async def test_lmtp_never_listens_to_strangers(kept: Kept) -> None:
    with pytest.raises(ValueError, match="loopback"):
        await LmtpIn(LmtpDoor(listen=Listen(host="0.0.0.0"), domain="support.example.com"), kept.handed()).start()


# -- submission --------------------------------------------------------------------------------------------------------


async def verify(user: str, password: str) -> str | None:
    if user == "broken":
        raise RuntimeError("secret")
    return "alice@example.com" if (user, password) == ("alice", "pässword") else None


@asynccontextmanager
async def submission(kept: Kept, **settings: Any) -> AsyncIterator[SubmissionIn]:
    door = SubmissionIn(SubmissionDoor(listen=Listen(), domain="support.example.com", **settings), kept.handed(), verify)
    await door.start()
    try:
        yield door
    finally:
        await door.stop(1.0)


def plain(user: str, password: str) -> str:
    return "AUTH PLAIN " + base64.b64encode(f"\0{user}\0{password}".encode()).decode()


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


async def test_an_agent_who_logs_in_is_known(kept: Kept) -> None:
    async with submission(kept) as door, connected(door.listening, hello="") as wire:
        await wire.line()
        wire.write(b"EHLO me\r\n")
        assert "250-AUTH PLAIN LOGIN" in await wire.reply()
        assert await wire.say("MAIL FROM:<alice@example.com>") == "530 5.7.0 Authentication required"
        assert await wire.say(plain("alice", "pässword")) == "235 2.7.0 Authentication successful"
        assert (await wire.mail(MAIL)).startswith("250")
        assert (await wire.say(plain("alice", "pässword"))).startswith("503 5.5.1")
    assert kept.evidence.authenticated_as == "alice@example.com"
    assert kept.evidence.because == "logged in as alice@example.com"
    assert kept.raw.door == "submission"


@pytest.mark.parametrize(
    ("header", "reply"),
    [
        (b"From: Bob <bob@example.com>\r\n", "553 5.7.1 you are logged in as alice@example.com; write From that address"),
        (b"From: maria@example.org\r\n", "553 5.7.1 you are logged in as alice@example.com; write From that address"),
        (b"From: =?utf-8?q?Al?= <Alice.Also@example.com>\r\n", "250 2.0.0 Ok: queued as 1"),
        (b"From: maria@example.org\r\nResent-From: alice@example.com\r\n", "250 2.0.0 Ok: queued as 1"),
        (b"From: bob@example.com, alice@example.com\r\n", "250 2.0.0 Ok: queued as 1"),
        (b"Subject: nobody\r\n", "250 2.0.0 Ok: queued as 1"),
    ],
)
async def test_agents_write_from_their_own_addresses_only(kept: Kept, header: bytes, reply: str) -> None:
    def owns(user: str, address: str) -> bool:
        return user == "alice@example.com" and address.lower() in ("alice@example.com", "alice.also@example.com")

    door = SubmissionIn(SubmissionDoor(listen=Listen(), domain="support.example.com"), kept.handed(), verify, owns)
    await door.start()
    try:
        async with connected(door.listening) as wire:
            await wire.say(plain("alice", "pässword"))
            assert await wire.mail(header + b"\r\nx\r\n.\r\n") == reply
            assert (await wire.say("NOOP")).startswith("250")
    finally:
        await door.stop(1.0)
    assert len(kept.messages) == int(reply.startswith("250"))


async def test_agents_write_to_our_own_addresses_only(kept: Kept) -> None:
    async with submission(kept) as door, connected(door.listening) as wire:
        await wire.say(plain("alice", "pässword"))
        await wire.say("MAIL FROM:<alice@example.com>")
        assert await wire.say("RCPT TO:<friend@elsewhere.example>") == "550 5.7.1 Relaying denied"


async def test_both_mechanisms_work_step_by_step(kept: Kept) -> None:
    async with submission(kept) as door:
        async with connected(door.listening) as wire:
            assert await wire.say("AUTH LOGIN") == "334 VXNlcm5hbWU6"
            assert await wire.say(b64("alice")) == "334 UGFzc3dvcmQ6"
            assert (await wire.say(b64("pässword"))).startswith("235")
        async with connected(door.listening) as wire:
            assert await wire.say("auth plain") == "334 "
            assert (await wire.say(b64("\0alice\0pässword"))).startswith("235")
        async with connected(door.listening) as wire:
            assert await wire.say(f"AUTH LOGIN {b64('alice')}") == "334 UGFzc3dvcmQ6"
            assert (await wire.say(b64("pässword"))).startswith("235")


async def test_broken_log_ins_are_answered(kept: Kept) -> None:
    async with submission(kept) as door, connected(door.listening) as wire:
        assert await wire.say("AUTH PLAIN !!!") == "501 5.5.2 Not valid base64"
        assert await wire.say(f"AUTH PLAIN {b64('no nul')}") == "501 5.5.2 Not valid base64"
        assert (await wire.say("AUTH CRAM-MD5")).startswith("504 5.5.4")
        await wire.say("AUTH LOGIN")
        assert await wire.say("*") == "501 5.7.0 Authentication aborted"
        assert await wire.say(plain("alice", "wrong")) == "535 5.7.8 Wrong user or password"
        assert await wire.say(plain("broken", "x")) == "454 4.7.0 Temporary authentication failure"


async def test_guessing_ends_after_five_a_minute(kept: Kept) -> None:
    asked = []

    async def count(user: str, password: str) -> str | None:
        asked.append(user)
        return None

    door = SubmissionIn(SubmissionDoor(listen=Listen(), domain="support.example.com"), kept.handed(), count)
    await door.start()
    for attempt in range(8):
        async with connected(door.listening) as wire:
            reply = await wire.say(plain(f"user{attempt}", "x"))
            if attempt >= 5:
                assert reply.startswith("454 4.7.0")
    await door.stop(1.0)
    assert len(asked) == 5


async def test_many_right_log_ins_at_once_all_succeed(kept: Kept) -> None:
    async with submission(kept, limits=DoorLimits(guesses_a_minute=2)) as door:

        async def logged_in() -> str:
            async with connected(door.listening) as wire:
                return await wire.say(plain("alice", "pässword"))

        replies = await asyncio.gather(*(logged_in() for _ in range(8)))
        assert [reply[:3] for reply in replies] == ["235"] * 8


async def test_logging_in_rightly_is_no_guess(kept: Kept) -> None:
    async with submission(kept, limits=DoorLimits(guesses_a_minute=2)) as door:
        for _ in range(6):
            async with connected(door.listening) as wire:
                assert (await wire.say(plain("alice", "pässword"))).startswith("235")


async def test_passwords_never_cross_a_network_in_clear(kept: Kept, tls_files: TlsFiles) -> None:
    config = SubmissionDoor(listen=Listen(host="0.0.0.0"), domain="support.example.com")
    with pytest.raises(ValueError, match="in clear"):
        await SubmissionIn(config, kept.handed(), verify).start()
    config = SubmissionDoor(listen=Listen(host="0.0.0.0"), domain="support.example.com", tls=tls_files)
    door = SubmissionIn(config, kept.handed(), verify)
    await door.start()
    async with connected(("127.0.0.1", door.listening[1]), hello="") as wire:
        await wire.line()
        wire.write(b"EHLO me\r\n")
        assert not [line for line in await wire.reply() if "AUTH" in line]
        assert (await wire.say(plain("alice", "pässword"))).startswith("538 5.7.11")
    await door.stop(1.0)


async def test_tls_from_the_first_byte_or_by_starttls(kept: Kept, tls_files: TlsFiles, authority: trustme.CA) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    how = {"ssl": context, "server_hostname": "localhost"}
    async with submission(kept, tls=tls_files, implicit=True) as door, connected(door.listening, **how) as wire:
        assert (await wire.say(plain("alice", "pässword"))).startswith("235")
        assert (await wire.mail(MAIL)).startswith("250")
    assert kept.evidence.tls
    async with submission(kept, tls=tls_files) as door, connected(door.listening) as wire:
        await wire.start_tls(context)
        await wire.say("EHLO me")
        assert (await wire.say(plain("alice", "pässword"))).startswith("235")
        assert (await wire.mail(MAIL)).startswith("250")
    assert kept.evidence.tls
