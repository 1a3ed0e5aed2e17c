from __future__ import annotations

import asyncio
import base64
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from mailgate.adapters.smtp_out import Smarthost, SmtpCarrier, good_address
from mailgate.model.delivery import Accepted, Attempt, Deferred, Delivery, Rejected
from mailgate.model.errors import Refused
from tests.fakes.smtp_server import DROP, ScriptedServer, serving
from tests.letters.making import delivery


async def carried(server: ScriptedServer, *deliveries: Delivery, **settings: Any) -> list[Attempt]:
    host = {"host": "127.0.0.1", "port": server.port, "tls": "none", "connections": 1, "hello": "support.example.com"}
    carrier = SmtpCarrier(Smarthost(**(host | settings)))
    try:
        return list(await carrier.carry(deliveries or [delivery()]))
    finally:
        await carrier.close()


async def test_a_letter_arrives_whole_with_its_envelope() -> None:
    async with serving() as server:
        assert await carried(server) == [Accepted(reply="250 2.0.0 queued")]
    [kept] = server.kept
    assert kept.recipient == "maria@example.org"
    assert kept.sender == "bounce+abcdefghijkmnpqrstuvwxyz23@support.example.com"
    assert kept.data == delivery().data
    assert kept.options == f"SIZE={len(delivery().data)}"
    assert server.commands[0] == "EHLO support.example.com"


async def test_many_letters_share_one_connection() -> None:
    async with serving() as server:
        attempts = await carried(server, *(delivery(id=n) for n in range(20)))
    assert all(isinstance(one, Accepted) for one in attempts)
    assert server.connections == 1


async def test_a_pool_opens_no_more_connections_than_it_may() -> None:
    async with serving() as server:
        await carried(server, *(delivery(id=n) for n in range(20)), connections=3)
    assert 1 < server.connections <= 3
    assert len(server.kept) == 20


async def test_a_refused_recipient_fails_alone() -> None:
    def say(verb: str, argument: str) -> str | None:
        return "550 5.1.1 no such user" if verb == "RCPT" and "gone" in argument else None

    async with serving(say) as server:
        attempts = await carried(server, delivery(), delivery(to="gone@example.org"), delivery(to="dana@example.org"))
    assert [type(one) for one in attempts] == [Accepted, Rejected, Accepted]
    assert attempts[1] == Rejected(reply="550 5.1.1 no such user", status="5.1.1")
    assert server.connections == 1


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "."])
async def test_a_4xx_anywhere_defers_that_letter_only(verb: str) -> None:
    async with serving(lambda now, argument: "451 4.7.1 greylisted" if now == verb else None) as server:
        attempts = await carried(server)
    assert attempts == [Deferred(reply="451 4.7.1 greylisted")]


async def test_a_421_means_the_whole_server() -> None:
    async with serving(lambda verb, argument: "421 4.3.2 shutting down" if verb == "MAIL" else None) as server:
        attempts = await carried(server, delivery(), delivery(id=8), delivery(id=9))
    assert attempts == [Deferred(reply="421 4.3.2 shutting down", connection=True)] * 3
    assert server.connections == 1


async def test_a_connection_lost_after_the_dot_is_in_doubt() -> None:
    async with serving(lambda verb, argument: DROP if verb == "." else None) as server:
        [attempt] = await carried(server)
    assert isinstance(attempt, Deferred)
    assert attempt.in_doubt
    assert len(server.kept) == 1


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
async def test_a_connection_lost_before_the_dot_is_not_in_doubt(verb: str) -> None:
    async with serving(lambda now, argument: DROP if now == verb else None) as server:
        [attempt] = await carried(server)
    assert isinstance(attempt, Deferred)
    assert not attempt.in_doubt
    assert server.kept == []


async def test_a_kept_connection_that_died_meanwhile_is_replaced_at_once() -> None:
    mails = 0

    def say(verb: str, argument: str) -> str | None:
        nonlocal mails
        mails += verb == "MAIL"
        return DROP if verb == "MAIL" and mails == 2 else None

    async with serving(say) as server:
        attempts = await carried(server, delivery(), delivery(id=8))
    assert [type(one) for one in attempts] == [Accepted, Accepted]
    assert server.connections == 2


async def test_nobody_listening_defers_all_after_one_look() -> None:
    async with serving() as server:
        port = server.port
    started = time.monotonic()
    carrier = SmtpCarrier(Smarthost(host="127.0.0.1", port=port, tls="none"))
    attempts = await carrier.carry([delivery(id=n) for n in range(50)])
    assert all(isinstance(one, Deferred) and one.connection and not one.in_doubt for one in attempts)
    assert time.monotonic() - started < 60  # one look, not fifty waits of a minute


@pytest.mark.parametrize("reply", ["250", "250-\r\n250 ok", "999 what", "0 nonsense", "x" * 9000, "250-a\r\n" * 4000])
async def test_odd_answers_never_raise(reply: str) -> None:
    async with serving(lambda verb, argument: reply if verb == "RCPT" else None) as server:
        [attempt] = await carried(server)
    assert isinstance(attempt, (Accepted, Deferred))


@pytest.mark.parametrize(
    "address",
    [
        "maria@example.org>\r\nRSET",
        "a b@example.org",
        "maria@example.org\n",
        "maria",
        "@example.org",
        "maria@",
        "<maria@example.org>",
        "a@b@c",
        "maria@exam ple.org",
        "maria@-example.org",
        "ma..ria@example.org",
        ".maria@example.org",
        "x" * 65 + "@example.org",
        "maria@example..org",
        "maria@" + "a" * 64 + ".org",
        "maria@example.org SIZE=1",
        "\x00@example.org",
        "maria@" + "a." * 130 + "org",
    ],
)
async def test_what_is_no_address_never_reaches_the_wire(address: str) -> None:
    async with serving() as server:
        [attempt] = await carried(server, delivery(to=address))
    assert isinstance(attempt, Rejected)
    assert attempt.reply.startswith("bad_address")
    assert server.commands == []


def test_ordinary_addresses_are_good() -> None:
    for address in ("maria.lopez+x@example.org", "o'neil@sub.example.co.uk", "jörg@bücher.example", "root@[127.0.0.1]", "a@box"):
        assert good_address(address), address


async def test_an_address_outside_ascii_needs_smtputf8() -> None:
    async with serving() as server:
        assert [type(one) for one in await carried(server, delivery(to="jörg@example.org"))] == [Accepted]
        assert "SMTPUTF8" in server.kept[0].options
    async with serving(extensions=()) as server:
        attempts = await carried(server, delivery(to="jörg@example.org"), delivery(to="joerg@bücher.example"))
    assert [type(one) for one in attempts] == [Rejected, Accepted]
    assert server.kept[0].recipient == "joerg@xn--bcher-kva.example"


async def test_the_null_sender_is_written_as_one() -> None:
    async with serving() as server:
        await carried(server, delivery(envelope_from=""))
    assert server.commands[1].startswith("MAIL FROM:<>")


async def test_an_authentication_failure_concerns_the_server_not_the_letters() -> None:
    async with serving(lambda verb, argument: "535 5.7.8 no" if verb == "AUTH" else None, extensions=("AUTH PLAIN",)) as server:
        attempts = await carried(server, delivery(), delivery(id=8), user="desk", password="wrong")
    assert all(isinstance(one, Deferred) and one.connection for one in attempts)


async def test_a_password_logs_in() -> None:
    async with serving(lambda verb, argument: "235 in" if verb == "AUTH" else None, extensions=("AUTH PLAIN",)) as server:
        attempts = await carried(server, user="desk", password="secret")
    assert isinstance(attempts[0], Accepted)
    [auth] = [one for one in server.commands if one.startswith("AUTH")]
    assert base64.b64decode(auth.split()[-1]) == b"\0desk\0secret"


async def test_an_oauth_token_logs_in() -> None:
    async def token() -> str:
        return "ya29.token"

    async with serving(lambda verb, argument: "235 in" if verb == "AUTH" else None, extensions=("AUTH XOAUTH2",)) as server:
        attempts = await carried(server, user="desk@example.com", token=token)
    assert isinstance(attempts[0], Accepted)
    [auth] = [one for one in server.commands if one.startswith("AUTH")]
    assert base64.b64decode(auth.split()[-1]) == b"user=desk@example.com\x01auth=Bearer ya29.token\x01\x01"


def test_a_password_is_never_sent_in_clear_over_a_network() -> None:
    with pytest.raises(Refused, match="loopback"):
        SmtpCarrier(Smarthost(host="smtp.example.com", port=25, tls="none"))


# -- TLS -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def authority(tmp_path: Path) -> tuple[trustme.CA, Path]:
    ca = trustme.CA()
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    return ca, tmp_path / "ca.pem"


def context_for(ca: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(name).configure_cert(context)
    return context


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
async def test_letters_travel_encrypted(tls: str, authority: tuple[trustme.CA, Path]) -> None:
    ca, file = authority
    async with serving(**{tls: context_for(ca, "127.0.0.1")}) as server:  # type: ignore[arg-type]
        assert [type(one) for one in await carried(server, tls=tls, ca=file)] == [Accepted]


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
async def test_a_wrong_name_gets_no_password(tls: str, authority: tuple[trustme.CA, Path]) -> None:
    ca, file = authority
    async with serving(**{tls: context_for(ca, "mail.elsewhere.example")}, extensions=("AUTH PLAIN",)) as server:  # type: ignore[arg-type]
        [attempt] = await carried(server, tls=tls, ca=file, user="desk", password="secret")
    assert isinstance(attempt, Deferred)
    assert attempt.connection
    assert not any(one.startswith(("AUTH", "MAIL")) for one in server.commands)


async def test_a_stripped_starttls_gets_no_password(authority: tuple[trustme.CA, Path]) -> None:
    async with serving(extensions=("AUTH PLAIN",)) as server:
        [attempt] = await carried(server, tls="starttls", ca=authority[1], user="desk", password="secret")
    assert isinstance(attempt, Deferred)
    assert not any(one.startswith(("AUTH", "MAIL")) for one in server.commands)


# -- a real sink -----------------------------------------------------------------------------------------------------


@pytest.fixture
def sink() -> Iterator[int]:
    program = shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin")
    if program is None:
        pytest.skip("smtp-sink is not installed (Debian package postfix)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen([program, *user, f"127.0.0.1:{port}", "100"])
    try:
        _until_listening(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _until_listening(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("smtp-sink did not start")


async def test_postfix_own_sink_takes_our_letters(sink: int) -> None:
    carrier = SmtpCarrier(Smarthost(host="127.0.0.1", port=sink, tls="none", connections=2))
    attempts = await carrier.carry([delivery(id=n) for n in range(50)])
    await carrier.close()
    assert all(isinstance(one, Accepted) for one in attempts)


async def test_a_cancelled_attempt_leaves_no_connection_behind() -> None:
    reached = asyncio.Event()

    def say(verb: str, argument: str) -> str | None:
        if verb == ".":
            reached.set()
            return "250-still"  # never finished: the client waits
        return None

    async with serving(say) as server:
        carrier = SmtpCarrier(Smarthost(host="127.0.0.1", port=server.port, tls="none", connections=1))
        task = asyncio.create_task(carrier.carry([delivery()]))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await carrier.close()
