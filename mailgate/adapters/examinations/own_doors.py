"""Our own doors: whether they can be opened, or our daemon has them open already."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket

from mailgate.adapters.examinations.finding import Finding, fault, ok
from mailgate.adapters.examinations.machine import folder
from mailgate.settings import Listen

_GREETING_WITHIN = 5.0  # seconds
_PRIVILEGED = 1024


async def door(name: str, listen: Listen) -> Finding:
    """Bind and let go at once; where something listens, look who it is."""
    if listen.path is not None:
        return await _socket(name, listen)
    host = listen.host or "127.0.0.1"
    try:
        await asyncio.to_thread(_bind, host, listen.port)
    except socket.gaierror:
        return fault(name, f"{host} is no address of this machine", "listen on 127.0.0.1, on 0.0.0.0, or on one of its addresses")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return await _taken(name, listen, host)
        return fault(name, f"can't listen at {listen}: {error.strerror}", _fix(error, listen.port))
    return ok(name, f"{listen} is free; the daemon will listen there")


def _bind(host: str, port: int) -> None:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(address)


def _fix(error: OSError, port: int) -> str:
    if error.errno in (errno.EACCES, errno.EPERM) and port < _PRIVILEGED:
        return "allow it with AmbientCapabilities=CAP_NET_BIND_SERVICE, or listen above 1024 behind a mail server"
    if error.errno == errno.EADDRNOTAVAIL:
        return "listen on 127.0.0.1, on 0.0.0.0, or on an address of this machine"
    return "choose another address or port under server:"


async def _taken(name: str, listen: Listen, host: str) -> Finding:
    reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 — compared, not listened at
    try:
        async with asyncio.timeout(_GREETING_WITHIN):
            reader, writer = await asyncio.open_connection(reach, listen.port)
            said = await _greeting(reader, writer, asks=name == "http")
    except (OSError, TimeoutError):
        said = ""
    return _whose(name, str(listen), said)


async def _socket(name: str, listen: Listen) -> Finding:
    path = listen.path
    assert path is not None
    try:
        async with asyncio.timeout(_GREETING_WITHIN):
            reader, writer = await asyncio.open_unix_connection(str(path))
            said = await _greeting(reader, writer, asks=False)
    except (ConnectionRefusedError, FileNotFoundError):
        place = await asyncio.to_thread(folder, name, path.parent)
        return ok(name, f"{listen} is free; the daemon will listen there") if place.state != "fault" else place
    except TimeoutError:
        said = ""
    except OSError as error:
        return fault(name, f"{listen}: {error.strerror or error}", "run as the service's user, or name another socket")
    return _whose(name, str(listen), said)


async def _greeting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, asks: bool) -> str:
    """What a server says first; of a web server, its answer to /health."""
    try:
        if asks:
            writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return (await reader.read(4096)).decode("utf-8", "replace")
        return (await reader.readline()).decode("utf-8", "replace")
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def _whose(name: str, where: str, said: str) -> Finding:
    ours = '"queues"' in said if name == "http" else said.rstrip().endswith(" mailgate")
    if ours:
        return ok(name, f"our daemon listens at {where}")
    words = said.splitlines()[0][:80] if said.strip() else "says nothing"
    return fault(name, f"another program listens at {where} ({words})", "stop it, or choose another port under server:")
