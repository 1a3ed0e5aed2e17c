"""SMTP AUTH (RFC 4954): PLAIN (RFC 4616) and LOGIN, checked by the function the door was handed, and guesses counted."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from mailgate.adapters.doors import replies

if TYPE_CHECKING:
    from mailgate.adapters.doors.smtp_protocol import GateProtocol


async def authenticate(server: GateProtocol, arg: str) -> None:
    """Carry out one AUTH command and answer it."""
    if server.authenticated_as is not None or server.envelope.mail_from is not None:
        await server.push("503 Error: AUTH not allowed now")
        return
    if not server.auth_allowed:
        await server.push(replies.TLS_NEEDED)
        return
    mechanism, _, initial = arg.partition(" ")
    if mechanism.upper() == "PLAIN":
        login = await _plain(server, initial.strip())
    elif mechanism.upper() == "LOGIN":
        login = await _login(server, initial.strip())
    else:
        await server.push("504 5.5.4 Unrecognised authentication type")
        return
    if login is not None:
        await _check(server, *login)


async def _plain(server: GateProtocol, initial: str) -> tuple[str, str] | None:
    answer = await _answer(server, "") if not initial else await _decoded(server, initial)
    if answer is None:
        return None
    parts = answer.split("\0")
    if len(parts) != 3:
        await server.push(replies.NO_BASE64)
        return None
    return parts[1], parts[2]


async def _login(server: GateProtocol, initial: str) -> tuple[str, str] | None:
    user = await _answer(server, "Username:") if not initial else await _decoded(server, initial)
    if user is None:
        return None
    password = await _answer(server, "Password:")
    return None if password is None else (user, password)


async def _answer(server: GateProtocol, question: str) -> str | None:
    """Ask, and decode the answer; None if that was answered with a refusal already."""
    await server.push("334 " + base64.b64encode(question.encode()).decode())
    line = await server.read_line()
    if line is None:
        await server.push(replies.LINE_TOO_LONG)
        return None
    if line == b"*":
        await server.push(replies.AUTH_ABORTED)
        return None
    return await _decoded(server, line.decode("utf-8", "replace"))


async def _decoded(server: GateProtocol, text: str) -> str | None:
    try:
        return base64.b64decode("" if text == "=" else text, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        await server.push(replies.NO_BASE64)
        return None


async def _check(server: GateProtocol, user: str, password: str) -> None:
    listener = server.listener
    # the account as this address names it: nobody can lock an agent out from elsewhere
    keys = (f"account {user.strip().lower()} {server.bucket}", f"address {server.bucket}")
    async with listener.checking:  # one after the other, so that many at once are no way around the limit
        if not listener.guesses.may_try(*keys):
            listener.handed.said("auth_refused", why="too_many_guesses")
            await server.push(replies.TOO_MANY_GUESSES)
            return
        try:
            agent = await server.dialogue.verify(user, password)
        except Exception as error:
            listener.handed.said("door_failed", error=error)
            await server.push(replies.AUTH_LATER)
            return
        if agent is None:
            listener.guesses.was_wrong(*keys)
            listener.handed.said("auth_refused", why="wrong_password")
            await server.push(replies.WRONG_PASSWORD)
            return
    server.authenticated_as = agent
    server.session.authenticated = True
    await server.push("235 2.7.0 Authentication successful")
