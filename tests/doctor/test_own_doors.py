"""Whether our doors can be opened."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from mailgate.adapters.examinations.own_doors import door
from mailgate.settings import Listen


async def listening(says: bytes) -> tuple[asyncio.Server, int]:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(says)
        await writer.drain()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


async def test_a_free_port_is_fine_and_stays_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    finding = await door("smtp", Listen("127.0.0.1", port))
    assert (finding.state, finding.said) == ("ok", f"127.0.0.1:{port} is free; the daemon will listen there")
    with socket.socket() as again:
        again.bind(("127.0.0.1", port))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("smtp", b"220 support.example.com ESMTP mailgate\r\n"),
        ("http", b'HTTP/1.1 200 OK\r\n\r\n{"ok": true, "queues": {}}\n'),
    ],
)
async def test_our_own_daemon_behind_a_port_is_fine(name: str, says: bytes) -> None:
    server, port = await listening(says)
    async with server:
        finding = await door(name, Listen("127.0.0.1", port))
    assert (finding.state, finding.said) == ("ok", f"our daemon listens at 127.0.0.1:{port}")


async def test_another_program_behind_a_port_is_a_fault_with_its_greeting() -> None:
    server, port = await listening(b"220 mx.example.com ESMTP Postfix\r\n")
    async with server:
        finding = await door("smtp", Listen("127.0.0.1", port))
    assert finding.state == "fault"
    assert finding.said == f"another program listens at 127.0.0.1:{port} (220 mx.example.com ESMTP Postfix)"


async def test_an_address_of_another_machine_is_a_fault() -> None:
    finding = await door("smtp", Listen("192.0.2.1", 2525))
    assert finding.state == "fault"
    assert finding.fix == "listen on 127.0.0.1, on 0.0.0.0, or on an address of this machine"


async def test_a_unix_socket_without_a_listener_is_free(tmp_path: Path) -> None:
    assert (await door("lmtp", Listen(path=tmp_path / "lmtp.sock"))).state == "ok"
    assert list(tmp_path.iterdir()) == []


async def test_a_unix_socket_of_our_daemon_is_fine(tmp_path: Path) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 support.example.com LMTP mailgate\r\n")
        await reader.read()
        writer.close()

    async with await asyncio.start_unix_server(greet, str(tmp_path / "lmtp.sock")):
        finding = await door("lmtp", Listen(path=tmp_path / "lmtp.sock"))
    assert finding.said == f"our daemon listens at unix:{tmp_path}/lmtp.sock"
