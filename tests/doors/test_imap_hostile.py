"""The IMAP door against a server that does what it shouldn't."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from mailgate.adapters.doors.config import After, ImapDoor
from tests.doors.test_imap_in import QUICK, Desk, mail, reading

CAPABILITY = b"* CAPABILITY IMAP4rev1 IDLE UIDPLUS AUTH=XOAUTH2\r\n"


class Script:
    """A server that knows one mailbox of mails, and misbehaves where `odd` says so: it is asked before each command, and
    answers True if it has dealt with it."""

    def __init__(self, *mails: bytes) -> None:
        self.mails = dict(enumerate(mails, start=1))
        self.moved: list[bytes] = []
        self.heard: list[bytes] = []
        self.greeting = b"* OK ready\r\n"
        self.capability = CAPABILITY
        self.folders = {b'"INBOX"'}
        self.odd: Callable[[bytes, bytes, asyncio.StreamWriter], Awaitable[bool]] | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(self.greeting)
            idle = b""
            while line := await reader.readline():
                tag, _, command = line.rstrip(b"\r\n").partition(b" ")
                self.heard.append(command)
                if tag == b"DONE":
                    tag = idle
                idle = tag if command == b"IDLE" else b""
                if self.odd is None or not await self.odd(tag, command, writer):
                    writer.write(self.answer(tag, command))
                await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def answer(self, tag: bytes, command: bytes) -> bytes:
        ok = tag + b" OK done\r\n"
        if command == b"CAPABILITY":
            return self.capability + ok
        if command.startswith(b"SELECT"):
            return b"* %d EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n" % len(self.mails) + ok
        if command.startswith(b"UID SEARCH"):
            return b"* SEARCH " + b" ".join(b"%d" % uid for uid in self.mails) + b"\r\n" + ok
        if b"RFC822.SIZE" in command:
            return b"".join(b"* %d FETCH (UID %d RFC822.SIZE %d)\r\n" % (u, u, len(m)) for u, m in self.mails.items()) + ok
        if b"BODY.PEEK[]" in command:
            uid = int(command.split()[2])
            body = self.mails[uid]
            return b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (uid, uid, len(body), body) + ok
        if command.startswith((b"UID COPY", b"UID MOVE")) and command.split()[-1] not in self.folders:
            return tag + b" NO [TRYCREATE] no such folder\r\n"
        if command.startswith(b"CREATE"):
            if b"INBOX." not in command:
                return tag + b" NO [CANNOT] prefix needed\r\n"
            self.folders.add(command.split()[-1])
        if command == b"NAMESPACE":
            return b'* NAMESPACE (("INBOX." ".")) NIL NIL\r\n' + ok
        return b"+ idling\r\n" if command == b"IDLE" else ok


@asynccontextmanager
async def playing(script: Script, desk: Desk, **settings: object) -> AsyncIterator[None]:
    server = await asyncio.start_server(script.serve, "127.0.0.1", 0)
    door = ImapDoor(
        name="support",
        host="127.0.0.1",
        port=server.sockets[0].getsockname()[1],
        tls="none",
        mailbox="support@example.com",
        user="u",
        password="p4ssword",
        limits=replace(QUICK, command=0.5, connect=1.0),
    )
    try:
        async with reading(desk, replace(door, **settings)):  # type: ignore[arg-type]
            yield
    finally:
        server.close()


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def failures(desk: Desk, number: int = 1) -> list[str]:
    await desk.until(lambda: sum(word == "imap_failed" for word, _ in desk.words) >= number)
    return [str(fields["error"]) for word, fields in desk.words if word == "imap_failed"]


async def test_a_server_that_logs_us_in_itself_gets_nothing(desk: Desk) -> None:
    script = Script()
    script.greeting = b"* PREAUTH welcome\r\n"
    async with playing(script, desk, tls="starttls"):
        assert "PREAUTH" in (await failures(desk))[0]
    assert b"p4ssword" not in b"".join(script.heard)


async def test_a_server_without_starttls_gets_nothing(desk: Desk) -> None:
    script = Script()
    async with playing(script, desk, tls="starttls"):
        await failures(desk, 2)
    assert desk.told[0] == ("the server offers no STARTTLS", "set tls: implicit (port 993), or check the server")
    assert set(script.heard) == {b"CAPABILITY"}


async def test_fifty_thousand_lines_at_once_are_read(desk: Desk) -> None:
    script = Script(mail("one"))

    async def flood(tag: bytes, command: bytes, writer: asyncio.StreamWriter) -> bool:
        if command.startswith(b"UID SEARCH"):
            writer.write(b"* 1 FETCH (FLAGS (\\Seen))\r\n" * 50_000)
        return False

    script.odd = flood
    async with playing(script, desk, limits=QUICK):
        await desk.settled(1)
    assert desk.bodies == [mail("one")]


@pytest.mark.parametrize("announced", [b"4294967296", b"99999999999999999999"])
async def test_a_literal_bomb_ends_the_connection_and_after_three_times_the_mail_is_passed_over(
    desk: Desk, announced: bytes
) -> None:
    script = Script(mail("one"), mail("two"))

    async def bomb(tag: bytes, command: bytes, writer: asyncio.StreamWriter) -> bool:
        if command == b"UID FETCH 1 (UID BODY.PEEK[])":
            writer.write(b"* 1 FETCH (UID 1 BODY[] {" + announced + b"}\r\n" + b"x" * 1_000_000)
            return True
        return False

    script.odd = bomb
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with playing(script, desk):
        await desk.settled(2)
    assert desk.bodies == [mail("two")]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes
    assert len(await failures(desk)) == 3
    assert "beyond every bound" in (await failures(desk))[0]
    assert [what for what, _ in desk.told if "UID 1" in what] == [
        "a mail in INBOX (UID 1) could not be fetched: each time the connection was lost over it"
    ]


async def test_a_dripping_literal_ends_at_its_deadline(desk: Desk) -> None:
    script = Script(mail("one"))
    dripping = asyncio.Event()

    async def drip(tag: bytes, command: bytes, writer: asyncio.StreamWriter) -> bool:
        if b"BODY.PEEK[]" in command and not dripping.is_set():
            dripping.set()
            writer.write(b"* 1 FETCH (UID 1 BODY[] {1000}\r\n")
            try:
                while True:
                    writer.write(b"x")
                    await writer.drain()
                    await asyncio.sleep(0.05)
            except ConnectionError:
                return True
        return False

    script.odd = drip
    async with playing(script, desk):
        assert (await failures(desk))[0] == "no answer to FETCH in 0.5 s"
        await desk.settled(1)
    assert desk.bodies == [mail("one")]


async def test_silence_after_a_command_ends_at_its_deadline(desk: Desk) -> None:
    script = Script()

    async def silent(tag: bytes, command: bytes, writer: asyncio.StreamWriter) -> bool:
        return command.startswith(b"SELECT")

    script.odd = silent
    async with playing(script, desk):
        assert (await failures(desk))[0] == "no answer to SELECT in 0.5 s"


async def test_a_goodbye_while_idle_is_followed_by_a_new_connection(desk: Desk) -> None:
    script = Script(mail("one"))

    async def leave(tag: bytes, command: bytes, writer: asyncio.StreamWriter) -> bool:
        if command == b"IDLE":
            writer.write(b"+ idling\r\n* BYE server restarts\r\n")
            writer.close()
            return True
        return False

    script.odd = leave
    async with playing(script, desk, limits=replace(QUICK, command=0.5, silent_failures=5.0)):
        assert (await failures(desk, 2))[:2] == ["BYE server restarts"] * 2
    assert desk.bodies == [mail("one")]
    assert desk.told == []  # a connection that ends is nothing to write home about


async def test_a_connection_cut_inside_a_mail_loses_and_repeats_nothing(desk: Desk) -> None:
    script = Script(mail("one"), mail("two"))
    cuts = iter([10, 60, 0])

    async def cut(tag: bytes, command: bytes, writer: asyncio.StreamWriter) -> bool:
        if command == b"UID FETCH 2 (UID BODY.PEEK[])" and (length := next(cuts, 0)):
            writer.write(script.answer(tag, command)[:length])
            writer.close()
            return True
        return False

    script.odd = cut
    async with playing(script, desk):
        await desk.settled(2)
    assert desk.bodies == [mail("one"), mail("two")]


async def test_a_mail_the_server_refuses_to_give_stops_no_other(desk: Desk) -> None:
    script = Script(mail("one"), mail("two"), mail("three"))

    async def refuse(tag: bytes, command: bytes, writer: asyncio.StreamWriter) -> bool:
        if command == b"UID FETCH 1 (UID BODY.PEEK[])":
            writer.write(tag + b" NO [SERVERBUG] can't read it\r\n")
        elif command == b"UID FETCH 2 (UID BODY.PEEK[])":
            writer.write(tag + b" OK gone meanwhile\r\n")
        else:
            return False
        return True

    script.odd = refuse
    async with playing(script, desk):
        await desk.settled(3)
    assert desk.bodies == [mail("three")]
    assert [what for what, _ in desk.told] == ["a mail in INBOX (UID 1) could not be fetched: FETCH: [SERVERBUG] can't read it"]


async def test_an_answer_to_another_command_ends_the_connection(desk: Desk) -> None:
    script = Script()

    async def confused(tag: bytes, command: bytes, writer: asyncio.StreamWriter) -> bool:
        if command.startswith(b"LOGIN"):
            writer.write(b"XX99 OK logged in\r\n")
            return True
        return False

    script.odd = confused
    async with playing(script, desk):
        assert "unexpected tagged response" in (await failures(desk))[0]


async def test_without_move_it_is_copied_marked_and_expunged_under_the_users_prefix(desk: Desk) -> None:
    script = Script(mail("one"), mail("two"))
    script.capability = b"* CAPABILITY IMAP4rev1 IDLE UIDPLUS NAMESPACE\r\n"
    async with playing(script, desk, after=After(do="move", folder="Done")):
        await desk.settled(2)
    verbs = (b"UID COPY", b"CREATE", b"NAMESPACE", b"UID STORE", b"UID EXPUNGE", b"UID MOVE")
    assert [command for command in script.heard if command.startswith(verbs)] == [
        b'UID COPY 1:2 "Done"',
        b'CREATE "Done"',
        b"NAMESPACE",
        b'CREATE "INBOX.Done"',
        b'UID COPY 1:2 "INBOX.Done"',
        b"UID STORE 1:2 +FLAGS.SILENT (\\Deleted)",
        b"UID EXPUNGE 1:2",
    ]
    assert desk.told == []


async def test_a_move_that_is_refused_is_told_once_and_stops_nothing(desk: Desk) -> None:
    script = Script(mail("one"), mail("two"))
    async with playing(script, desk, after=After(do="move", folder="Done"), limits=replace(QUICK, command=0.5, batch=1)):
        await desk.settled(2)
    assert desk.bodies == [mail("one"), mail("two")]
    assert [what for what, _ in desk.told] == [
        "mail that was taken in could not be moved to Done (COPY: [TRYCREATE] no such folder)"
    ]


async def test_a_server_without_idle_is_polled(desk: Desk) -> None:
    script = Script(mail("one"))
    script.capability = b"* CAPABILITY IMAP4rev1\r\n"
    async with playing(script, desk, limits=replace(QUICK, poll=0.05)):
        await desk.settled(1)
        script.mails[2] = mail("two")
        await desk.settled(2)
    assert desk.bodies == [mail("one"), mail("two")]
    assert b"IDLE" not in script.heard
