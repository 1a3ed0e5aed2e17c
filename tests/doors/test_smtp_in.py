"""The SMTP door, spoken to over raw sockets."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import trustme

from mailgate.adapters.doors.config import DoorLimits, Listen, SmtpDoor, TlsFiles, Trust
from mailgate.adapters.doors.smtp_in import SmtpIn
from mailgate.model.errors import DiskFull, StoreUnavailable
from tests.doors.wire import NOW, Kept, Wire, connected

LOCAL = Trust(relays=("127.0.0.0/8",))
TOKEN = "abcdefghijkmnpqrstuvwxyz23"


@asynccontextmanager
async def door(kept: Kept, **settings: Any) -> AsyncIterator[SmtpIn]:
    smtp = SmtpIn(SmtpDoor(listen=Listen(), domain="support.example.com", **settings), kept.handed())
    await smtp.start()
    try:
        yield smtp
    finally:
        await smtp.stop(1.0)


@asynccontextmanager
async def client(kept: Kept, **settings: Any) -> AsyncIterator[Wire]:
    async with door(kept, **settings) as smtp, connected(smtp.listening) as wire:
        yield wire


async def test_a_mail_is_kept_exactly_as_it_was_sent(kept: Kept) -> None:
    async with client(kept) as wire:
        reply = await wire.mail(b"From: maria@example.org\r\nSubject: Hi\r\n\r\n..dot\r\n...two\r\nend \xff\r\n.\r\n")
    assert reply == "250 2.0.0 Ok: queued as 1"
    assert kept.raw.data == b"From: maria@example.org\r\nSubject: Hi\r\n\r\n.dot\r\n..two\r\nend \xff\r\n"
    assert (kept.raw.door, kept.raw.envelope_from) == ("smtp", "maria@example.org")
    assert kept.raw.envelope_to == ("support@example.com",)
    assert kept.raw.received == NOW
    assert (kept.evidence.peer, kept.evidence.relay, kept.evidence.tls) == ("127.0.0.1", False, False)


async def test_what_is_offered_is_announced(kept: Kept, tls_files: TlsFiles) -> None:
    async with door(kept, tls=tls_files) as smtp, connected(smtp.listening, hello="") as wire:
        assert await wire.reply() == ["220 support.example.com ESMTP mailgate"]
        wire.write(b"EHLO client\r\n")
        assert await wire.reply() == [
            "250-support.example.com",
            "250-PIPELINING",
            "250-SIZE 26214400",
            "250-STARTTLS",
            "250-ENHANCEDSTATUSCODES",
            "250-8BITMIME",
            "250 SMTPUTF8",
        ]


async def test_everything_may_come_in_one_burst(kept: Kept) -> None:
    async with door(kept) as smtp, connected(smtp.listening, hello="") as wire:
        one = b"MAIL FROM:<a@b.example>\r\nRCPT TO:<support@example.com>\r\nDATA\r\nSubject: x\r\n\r\nbody\r\n.\r\n"
        wire.write(b"HELO me\r\n" + 3 * one + b"QUIT\r\n")
        wire.writer.write_eof()
        replies = (await asyncio.wait_for(wire.reader.read(), 5)).decode().split("\r\n")
    assert [line[:3] for line in replies] == ["220", "250", *3 * ["250", "250", "354", "250"], "221", ""]
    assert len(kept.messages) == 3


@pytest.mark.parametrize(
    ("fault", "reply"),
    [
        (RuntimeError("postgresql://user:secret@host/db"), "451 4.3.0 Local error, please try again later"),
        (StoreUnavailable("locked"), "451 4.3.0 Local error, please try again later"),
        (DiskFull("no room"), "452 4.3.1 No space, please try again later"),
    ],
)
async def test_a_fault_of_ours_is_never_permanent_and_never_told(kept: Kept, fault: Exception, reply: str) -> None:
    kept.fault = fault
    async with client(kept) as wire:
        assert await wire.mail(b"Subject: x\r\n\r\n.\r\n") == reply
        kept.fault = None
        assert await wire.mail(b"Subject: x\r\n\r\n.\r\n") == "250 2.0.0 Ok: queued as 1"
    assert ("accept_failed", {"door": "smtp", "error": fault}) in kept.words


async def test_a_recipient_check_that_fails_is_answered_451(kept: Kept) -> None:
    def broken(address: str) -> bool:
        raise RuntimeError("rulebook gone")

    handed = kept.handed()
    object.__setattr__(handed, "known_recipient", broken)
    smtp = SmtpIn(SmtpDoor(listen=Listen(), domain="support.example.com"), handed)
    await smtp.start()
    async with connected(smtp.listening) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        assert await wire.say("RCPT TO:<support@example.com>") == "451 4.3.0 Local error, please try again later"
    await smtp.stop(1.0)


@pytest.mark.parametrize("how", ["close", "half_close", "reset"])
async def test_a_message_is_kept_though_its_sender_vanished_after_the_dot(kept: Kept, how: str) -> None:
    kept.gate = asyncio.Event()
    async with client(kept) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        await wire.say("RCPT TO:<support@example.com>")
        await wire.say("DATA")
        wire.write(b"Subject: x\r\n\r\nbody\r\n.\r\n")
        await asyncio.wait_for(kept.asked.wait(), 5)
        if how == "half_close":
            wire.writer.write_eof()
        elif how == "reset":
            linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
            wire.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            wire.writer.transport.abort()
        else:
            wire.writer.close()
        kept.gate.set()
        await asyncio.wait_for(kept.arrived.wait(), 5)
        if how == "half_close":
            assert await wire.line() == "250 2.0.0 Ok: queued as 1"
    assert [raw.data for raw, _ in kept.messages] == [b"Subject: x\r\n\r\nbody\r\n"]


async def test_half_a_message_is_no_message(kept: Kept) -> None:
    async with client(kept) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        await wire.say("RCPT TO:<support@example.com>")
        await wire.say("DATA")
        wire.write(b"Subject: x\r\n\r\nbody\r\n.")
        wire.writer.write_eof()
        assert await wire.line() == ""
    assert kept.messages == []


@pytest.mark.parametrize("length", [1_200, 60_000, 300_000])
async def test_long_lines_are_taken_as_they_are(kept: Kept, length: int) -> None:
    async with client(kept) as wire:
        assert (await wire.mail(b"Subject: x\r\n\r\n" + b"y" * length + b"\r\n.\r\n")).startswith("250")
    assert kept.raw.data == b"Subject: x\r\n\r\n" + b"y" * length + b"\r\n"


async def test_bare_line_feeds_become_line_ends(kept: Kept) -> None:
    async with client(kept) as wire:
        await wire.mail(b"Subject: x\n\nbody\n.\r\n.\r\n")
    assert kept.raw.data == b"Subject: x\r\n\r\nbody\r\n.\r\n"


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n\0.\r\n"])
async def test_no_second_message_is_smuggled_in(kept: Kept, end: bytes) -> None:
    smuggled = b"MAIL FROM:<ceo@example.com>\r\nRCPT TO:<support@example.com>\r\nDATA\r\nSubject: forged\r\n\r\n"
    async with client(kept) as wire:
        assert (await wire.mail(b"Subject: x\r\n\r\nbody" + end + smuggled + b"\r\n.\r\n")).startswith("250")
        assert (await wire.say("NOOP")).startswith("250")
    assert len(kept.messages) == 1
    assert b"Subject: forged" in kept.raw.data


async def test_an_empty_message_is_a_message(kept: Kept) -> None:
    async with client(kept) as wire:
        assert (await wire.mail(b".\r\n")).startswith("250")
    assert kept.raw.data == b""


async def test_the_null_sender_is_empty(kept: Kept) -> None:
    async with client(kept) as wire:
        await wire.mail(b"Subject: bounce\r\n\r\n.\r\n", sender="")
    assert kept.raw.envelope_from == ""


async def test_a_declared_size_above_the_limit_is_refused_at_once(kept: Kept) -> None:
    async with client(kept, max_size=1000) as wire:
        assert (await wire.say("MAIL FROM:<a@b.example> SIZE=1001")).startswith("552 5.3.4")
        assert (await wire.say("MAIL FROM:<a@b.example> SIZE=1000 BODY=8BITMIME SMTPUTF8 AUTH=<>")).startswith("250")


async def test_a_message_above_the_limit_is_refused_and_the_next_one_taken(kept: Kept) -> None:
    async with client(kept, max_size=100_000) as wire:
        assert await wire.mail(b"y" * 150_000 + b"\r\n.\r\n") == "552 5.3.4 Message too big"
        assert (await wire.mail(b"Subject: small\r\n\r\n.\r\n")).startswith("250")


async def test_twice_the_limit_and_more_is_cut_off(kept: Kept) -> None:
    async with client(kept, max_size=1_000_000) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        await wire.say("RCPT TO:<support@example.com>")
        await wire.say("DATA")

        async def pour() -> None:
            for _ in range(1000):
                wire.write(b"y" * 65_536)
                await wire.writer.drain()

        with pytest.raises(ConnectionError):
            await asyncio.wait_for(pour(), 10)
    assert kept.messages == []


async def test_messages_in_flight_share_their_room(kept: Kept) -> None:
    async with client(kept, limits=DoorLimits(in_flight=50_000)) as wire:
        assert (await wire.mail(b"y" * 60_000 + b"\r\n.\r\n")).startswith("451 4.3.2")
        assert (await wire.mail(b"y" * 40_000 + b"\r\n.\r\n")).startswith("250")
        assert (await wire.mail(b"y" * 40_000 + b"\r\n.\r\n")).startswith("250")


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        ("support@example.com", "250 2.1.5"),
        (f"Support+{TOKEN}@Example.com", "250 2.1.5"),
        ("postmaster", "250 2.1.5"),
        ("Postmaster@support.example.com", "250 2.1.5"),
        ("postmaster@example.com", "250 2.1.5"),
        (f"bounce+{TOKEN}@support.example.com", "250 2.1.5"),
        ("bounce+short@support.example.com", "550 5.1.1"),
        ("bounce@support.example.com", "550 5.1.1"),
        (f"bounce+{TOKEN}@example.com", "550 5.1.1"),
        ("nobody@example.com", "550 5.1.1"),
        ("support%example.com@example.com", "550 5.1.1"),
        ("postmaster@elsewhere.example", "550 5.7.1"),
        ("someone@elsewhere.example", "550 5.7.1"),
        ("support@example.com@elsewhere.example", "553 5.1.3"),
        ('"support@example.com"@elsewhere.example', "550 5.7.1"),
        ("elsewhere.example!user", "550 5.1.1"),
        ("user@[127.0.0.1]", "550 5.7.1"),
    ],
)
async def test_only_our_own_addresses_are_recipients(kept: Kept, recipient: str, code: str) -> None:
    async with client(kept) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        assert (await wire.say(f"RCPT TO:<{recipient}>")).startswith(code)


async def test_malformed_addresses_are_refused(kept: Kept) -> None:
    async with client(kept) as wire:
        wire.write(b"MAIL FROM:<a\xff@b.example>\r\n")
        assert (await wire.line()).startswith("553 5.1.7")
        await wire.say("MAIL FROM:<a@b.example>")
        wire.write(b"RCPT TO:<a\x00@example.com>\r\n")
        assert (await wire.line()).startswith("553 5.1.3")


async def test_too_many_recipients_come_in_a_second_transaction(kept: Kept) -> None:
    async with client(kept, limits=DoorLimits(recipients=2)) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        replies = [await wire.say(f"RCPT TO:<support+{n}@example.com>") for n in range(3)]
    assert [reply[:9] for reply in replies] == ["250 2.1.5", "250 2.1.5", "452 4.5.3"]


async def test_a_mail_that_went_in_circles_is_refused(kept: Kept) -> None:
    async with client(kept) as wire:
        assert (await wire.mail(30 * b"Received: by a\r\n" + b"\r\n.\r\n")).startswith("250")
        assert await wire.mail(31 * b"Received: by a\r\n" + b"\r\n.\r\n") == "554 5.4.6 Too many hops"
        assert (await wire.mail(b"Subject: x\r\n\r\n" + 31 * b"Received: by a\r\n" + b".\r\n")).startswith("250")


async def test_busy_is_said_at_mail(kept: Kept) -> None:
    kept.is_busy = True
    async with client(kept) as wire:
        assert await wire.say("MAIL FROM:<a@b.example>") == "451 4.3.2 Too busy, please try again later"


async def test_what_is_not_kept_in_time_is_answered_451(kept: Kept) -> None:
    kept.gate = asyncio.Event()
    async with client(kept, limits=DoorLimits(accept=0.05)) as wire:
        assert (await wire.mail(b"Subject: x\r\n\r\n.\r\n")).startswith("451 4.3.0")
        kept.gate.set()
        await asyncio.wait_for(kept.arrived.wait(), 5)


async def test_strangers_get_so_many_connections_and_relays_as_many_as_they_want(kept: Kept) -> None:
    few = DoorLimits(per_address=2)
    async with contextlib.AsyncExitStack() as stack:
        where = (await stack.enter_async_context(door(kept, limits=few))).listening
        for _ in range(2):
            await stack.enter_async_context(connected(where))
        third = await stack.enter_async_context(connected(where, hello=""))
        assert await third.line() == "421 4.7.0 Too many connections"
        assert await third.line() == ""
        where = (await stack.enter_async_context(door(kept, limits=few, trust=LOCAL))).listening
        for _ in range(5):
            relay = await stack.enter_async_context(connected(where))
            assert (await relay.say("NOOP")).startswith("250")


async def test_a_connection_that_ends_makes_room_for_the_next(kept: Kept) -> None:
    async with door(kept, limits=DoorLimits(per_address=1)) as smtp:
        for _ in range(5):
            async with connected(smtp.listening) as wire:
                assert await wire.say("QUIT") == "221 2.0.0 Bye"
                assert await wire.line() == ""


async def test_talking_without_sending_ends(kept: Kept) -> None:
    async with client(kept, limits=DoorLimits(idle_commands=3)) as wire:
        assert [(await wire.say("NOOP"))[:3] for _ in range(2)] == ["250", "250"]
        await wire.say("NOOP")
        assert await wire.line() == "421 4.7.0 Too many commands without a message"
        assert await wire.line() == ""


async def test_commands_that_send_are_not_counted(kept: Kept) -> None:
    async with client(kept, limits=DoorLimits(idle_commands=3)) as wire:
        for _ in range(10):
            assert (await wire.mail(b"Subject: x\r\n\r\n.\r\n")).startswith("250")


async def test_a_stranger_may_not_stay_for_ever_and_a_relay_may(kept: Kept) -> None:
    async with client(kept, limits=DoorLimits(session=0.0, idle_commands=3), trust=LOCAL) as wire:
        for _ in range(10):
            assert (await wire.say("NOOP")).startswith("250")
    async with door(kept, limits=DoorLimits(session=0.0)) as smtp, connected(smtp.listening, hello="") as wire:
        assert (await wire.line()).startswith("220")
        assert await wire.line() == "421 4.4.2 Timeout, closing connection"


async def test_trying_one_recipient_after_another_gets_slow(kept: Kept) -> None:
    async with client(kept, limits=DoorLimits(unknown_delay=60.0)) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        for _ in range(3):
            assert (await wire.say("RCPT TO:<nobody@example.com>")).startswith("550 5.1.1")
        wire.write(b"RCPT TO:<support@example.com>\r\n")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(wire.reader.readline(), 0.1)


async def test_silence_ends_with_a_421(kept: Kept) -> None:
    async with client(kept, limits=DoorLimits(command=0.1)) as wire:
        assert await wire.line() == "421 4.4.2 Timeout, closing connection"
        assert await wire.line() == ""


async def test_dripping_data_ends_with_a_421(kept: Kept) -> None:
    async with client(kept, limits=DoorLimits(data_start=0.1)) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        await wire.say("RCPT TO:<support@example.com>")
        await wire.say("DATA")
        wire.write(b"Sub")
        assert await wire.line() == "421 4.4.2 Timeout, closing connection"


async def test_command_lines_are_bounded(kept: Kept) -> None:
    async with client(kept) as wire:
        assert await wire.say("NOOP " + "x" * 3000) == "500 5.5.2 Line too long"
        assert await wire.say("NOOP " + "x" * 300_000) == "500 5.5.2 Line too long"
        assert await wire.say("MAIL FROM:<" + "x" * 1000 + "@b.example>") == "250 2.1.0 Ok"


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("VRFY support@example.com", "252 2.0.0"),
        ("EXPN all", "502 5.5.1"),
        ("HELP", "214 2.0.0"),
        ("XCLIENT NAME=x", "500 5.5.1"),
        ("BDAT 10", "500 5.5.1"),
        ("DATA", "503 5.5.1"),
        ("AUTH PLAIN x", "500 5.5.1"),
        ("STARTTLS", "500 5.5.1"),
        ("", "500 5.5.1"),
        ("RCPT TO:<support@example.com>", "503 5.5.1"),
        ("MAIL FROM <a@b>", "501 5.5.4"),
        ("LHLO x", "500 5.5.1"),
        ("MAIL FROM:<a@b.example> RET=FULL", "555 5.5.4"),
        ("RSET", "250 2.0.0"),
    ],
)
async def test_every_reply_carries_an_enhanced_status_code(kept: Kept, command: str, reply: str) -> None:
    async with client(kept) as wire:
        assert (await wire.say(command))[:9] == reply


async def test_starttls_encrypts_and_forgets_what_came_before(kept: Kept, tls_files: TlsFiles, authority: trustme.CA) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    async with client(kept, tls=tls_files) as wire:
        await wire.start_tls(context)
        assert (await wire.say("MAIL FROM:<a@b.example>")).startswith("503 5.5.1")
        assert (await wire.say("EHLO again")).startswith("250")
        assert (await wire.say("STARTTLS")).startswith("503 5.5.1")
        assert (await wire.mail(b"Subject: x\r\n\r\n.\r\n")).startswith("250")
    assert kept.evidence.tls


async def test_commands_injected_before_the_handshake_are_dropped(kept: Kept, tls_files: TlsFiles, authority: trustme.CA) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    async with client(kept, tls=tls_files) as wire:
        wire.write(b"STARTTLS\r\nNOOP\r\n")
        assert (await wire.line()).startswith("220")
        await wire.writer.start_tls(context, server_hostname="localhost")
        assert (await wire.say("EHLO after")) == "250 SMTPUTF8"


async def test_stopping_says_goodbye_and_keeps_what_is_being_kept(kept: Kept) -> None:
    kept.gate = asyncio.Event()
    async with door(kept) as smtp, connected(smtp.listening) as idle, connected(smtp.listening) as busy:
        sending = asyncio.create_task(busy.mail(b"Subject: x\r\n\r\n.\r\n"))
        await asyncio.wait_for(kept.asked.wait(), 5)
        stopping = asyncio.create_task(smtp.stop(5.0))
        assert await idle.line() == "421 4.3.2 Service shutting down"
        kept.gate.set()
        assert await sending == "250 2.0.0 Ok: queued as 1"
        assert await busy.line() == "421 4.3.2 Service shutting down"
        await asyncio.wait_for(stopping, 5)


async def test_stopping_waits_for_nobody_longer_than_its_grace(kept: Kept) -> None:
    async with door(kept) as smtp, connected(smtp.listening) as wire:
        await wire.say("MAIL FROM:<a@b.example>")
        await wire.say("RCPT TO:<support@example.com>")
        await wire.say("DATA")
        assert smtp.connections == 1
        async with asyncio.timeout(5):
            await smtp.stop(0.05)
        assert await wire.line() == ""
    assert smtp.connections == 0


# -- evidence -------------------------------------------------------------------------------------------------------------

RESULTS = b"Authentication-Results: mx.example.com; dmarc=pass header.from=example.org; spf=pass smtp.mailfrom=example.org\r\n"
MAIL = b"From: maria@example.org\r\nSubject: x\r\n\r\n.\r\n"


async def test_a_trusted_relays_verdict_counts(kept: Kept) -> None:
    async with client(kept, trust=LOCAL) as wire:
        await wire.mail(RESULTS + b"Received: by mx.example.com\r\n" + MAIL)
    assert (kept.evidence.relay, kept.evidence.dmarc, kept.evidence.spf, kept.evidence.spf_domain) == (
        True,
        "pass",
        "pass",
        "example.org",
    )
    assert kept.evidence.because == "Authentication-Results of mx.example.com: spf=pass, dmarc=pass"


async def test_a_strangers_verdict_does_not(kept: Kept) -> None:
    async with client(kept) as wire:
        await wire.mail(RESULTS + MAIL)
    assert (kept.evidence.relay, kept.evidence.dmarc) == (False, None)
    assert kept.evidence.because == "nothing vouches for the sender (smtp from 127.0.0.1)"


async def test_a_verdict_below_the_relays_received_is_the_senders_own_word(kept: Kept) -> None:
    async with client(kept, trust=LOCAL) as wire:
        await wire.mail(b"Received: from evil by mx.example.com\r\n" + RESULTS + MAIL)
    assert kept.evidence.dmarc is None


async def test_with_listed_ids_only_those_count(kept: Kept) -> None:
    async with client(kept, trust=Trust(relays=("127.0.0.1",), authserv_ids=("mx.example.com",))) as wire:
        await wire.mail(RESULTS + MAIL)
        assert kept.evidence.dmarc == "pass"
        await wire.mail(RESULTS.replace(b"mx.example.com", b"mx.evil.example") + MAIL)
        assert kept.evidence.dmarc is None
