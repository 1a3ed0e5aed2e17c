"""What we do with an IMAP server: connect, log in, look for messages, fetch them, and mark or move them.

Every step has a deadline, and no secret is sent before the connection is encrypted and the server's name proven
(RFC 8314; a PREAUTH greeting and a missing STARTTLS end the attempt).
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import Iterable

from mailgate.adapters.doors import imap_lines, mutf7
from mailgate.adapters.doors.config import ImapDoor
from mailgate.adapters.doors.errors import NeedsAdmin
from mailgate.adapters.doors.imap_lines import Selected
from mailgate.adapters.doors.imap_session import Answer, ImapLost, ImapRefused, Protocol, in_quotes
from mailgate.adapters.doors.oauth import xoauth2

_PASSING = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "OVERQUOTA"})  # RFC 5530: not the password's fault
_SLACK = 1024 * 1024  # what a message may be larger than the server said


class LoginRefused(NeedsAdmin):
    """The server doesn't take this user with this password or token."""


class ImapMailbox:
    """An open connection."""

    def __init__(self, protocol: Protocol, config: ImapDoor) -> None:
        self._protocol = protocol
        self._config = config
        self._seconds = config.limits.command
        self._capabilities: frozenset[str] = frozenset()

    # -- getting in ----------------------------------------------------------------------------------------------------

    @classmethod
    async def connect(cls, config: ImapDoor) -> ImapMailbox:
        """Connect and encrypt. ImapLost: try later. NeedsAdmin: the certificate or the TLS setting is wrong."""
        self = cls(Protocol(max_literal=config.max_size + _SLACK), config)
        where = f"{config.host}:{config.port}"
        try:
            async with asyncio.timeout(config.limits.connect):
                await self._open(None if config.tls == "none" else _client_tls(config))
        except BaseException as error:
            self._protocol.end("given up")
            match error:
                case TimeoutError():
                    seconds = config.limits.connect
                    raise ImapLost(f"{where} gave no greeting in {seconds:g} s (is tls: {config.tls} right?)") from None
                case ssl.SSLCertVerificationError():
                    raise NeedsAdmin(
                        f"the certificate of {where} is not valid for it: {error.verify_message}",
                        "check host: in the settings, or name the authority's certificate with ca_file:",
                    ) from None
                case ssl.SSLError():
                    raise ImapLost(f"no TLS with {where}: {error.reason} (is tls: {config.tls} right for this port?)") from None
                case OSError():
                    raise ImapLost(f"can't connect to {where}: {error}") from None
            raise
        return self

    async def _open(self, context: ssl.SSLContext | None) -> None:
        config = self._config
        first = context if config.tls == "implicit" else None
        await asyncio.get_running_loop().create_connection(lambda: self._protocol, config.host, config.port, ssl=first)
        await self._greet(context)

    async def _greet(self, context: ssl.SSLContext | None) -> None:
        greeting = (await self._protocol.greeting).upper()
        if greeting.startswith(b"* PREAUTH"):
            raise NeedsAdmin("the server logged us in before any TLS (PREAUTH)", "check host: and port:")
        if not greeting.startswith(b"* OK"):
            raise ImapLost(f"the server greets with {greeting[:80]!r}")
        await self._learn_capabilities()
        if self._config.tls == "starttls" and context is not None:
            await self._start_tls(context)

    async def _start_tls(self, context: ssl.SSLContext) -> None:
        protocol = self._protocol
        if "STARTTLS" not in self._capabilities:
            raise NeedsAdmin("the server offers no STARTTLS", "set tls: implicit (port 993), or check the server")
        await self._ok("STARTTLS")
        if protocol._buffer:  # CVE-2011-0411: said in clear, obeyed as if encrypted
            raise ImapLost("the server sent more after STARTTLS")
        protocol.transport = await protocol.loop.start_tls(
            protocol.transport, protocol, context, server_hostname=self._config.host
        )
        await self._learn_capabilities()

    async def _learn_capabilities(self) -> None:
        self._capabilities = imap_lines.capabilities((await self._ok("CAPABILITY")).lines)

    async def login(self, password: str) -> None:
        """Log in with a password. LoginRefused or ImapLost."""
        user = self._config.user
        if not (user + password).isascii():
            words = [base64.b64encode(f"\0{user}\0{password}".encode())]
            answer = await self._authenticate("PLAIN", words)
        elif "LOGINDISABLED" in self._capabilities:
            raise NeedsAdmin("the server takes no password on this connection", "set tls: implicit or starttls, or use oauth:")
        else:
            answer = await self._protocol.run("LOGIN", in_quotes(user), in_quotes(password), seconds=self._seconds)
        await self._logged_in(answer, "check user: and password:; many providers want an app password or oauth:")

    async def login_with_token(self, token: str) -> None:
        """Log in with an OAuth access token (XOAUTH2). LoginRefused or ImapLost."""
        if "AUTH=XOAUTH2" not in self._capabilities:
            raise NeedsAdmin("the server takes no OAuth tokens (XOAUTH2)", "use password: instead of oauth:")
        words = [base64.b64encode(xoauth2(self._config.user, token).encode())]
        answer = await self._authenticate("XOAUTH2", words)
        await self._logged_in(answer, "check user:, the scope, and that IMAP is enabled for this mailbox at the provider")

    async def _authenticate(self, mechanism: str, words: list[bytes]) -> Answer:
        initial = "SASL-IR" in self._capabilities
        return await self._protocol.authenticate(mechanism, words, initial=initial, seconds=self._seconds)

    async def _logged_in(self, answer: Answer, fix: str) -> None:
        if answer.result != "OK":
            if imap_lines.code_of(answer.text) in _PASSING:
                raise ImapLost(f"log-in: {answer.text[:200]}")
            raise LoginRefused(f"the server refuses the log-in of {self._config.user}: {answer.text[:200]}", fix)
        await self._learn_capabilities()  # more are told after the log-in

    # -- messages ------------------------------------------------------------------------------------------------------

    async def select(self, folder: str) -> Selected:
        """Open a folder. NeedsAdmin if there is none."""
        answer = await self._protocol.run("SELECT", _name(folder), seconds=self._seconds)
        if answer.result != "OK" and imap_lines.code_of(answer.text) in _PASSING:
            raise ImapLost(f"SELECT: {answer.text[:200]}")
        if answer.result != "OK":
            raise NeedsAdmin(f"the folder {folder} can't be opened: {answer.text[:200]}", "check folder: in the settings")
        return imap_lines.selected(answer.lines)

    async def uids_after(self, uid: int) -> tuple[int, ...]:
        """The UIDs above this one, ascending. News is what comes after."""
        self._protocol.news.clear()
        answer = await self._ok("SEARCH", "UID", f"{uid + 1}:*", prefix="UID")
        return tuple(one for one in imap_lines.searched(answer.lines) if one > uid)  # `*` finds the last one always

    async def sizes(self, uids: Iterable[int]) -> dict[int, int]:
        """The sizes of those that still exist, in bytes."""
        answer = await self._ok("FETCH", imap_lines.uid_set(uids), "(UID RFC822.SIZE)", prefix="UID")
        return {one.uid: one.size for one in imap_lines.fetched(answer.lines) if one.size is not None}

    async def body(self, uid: int, *, size: int) -> bytes | None:
        """The whole message, not marked as read; None if it is gone. ImapRefused if the server won't give it."""
        seconds = self._seconds + size / self._config.limits.body_rate
        answer = await self._protocol.run("FETCH", str(uid), "(UID BODY.PEEK[])", prefix="UID", seconds=seconds)
        if answer.result != "OK":
            raise ImapRefused("FETCH", answer.text)
        return next((one.body for one in imap_lines.fetched(answer.lines) if one.uid == uid and one.body is not None), None)

    async def flag(self, uids: Iterable[int]) -> None:
        """Mark as read and flagged."""
        await self._ok("STORE", imap_lines.uid_set(uids), r"+FLAGS.SILENT (\Seen \Flagged)", prefix="UID")

    async def move(self, uids: Iterable[int], folder: str) -> None:
        """Move into a folder, which is made if it is missing. ImapRefused if the server won't."""
        which = imap_lines.uid_set(uids)
        verb = "MOVE" if "MOVE" in self._capabilities else "COPY"
        try:
            await self._ok(verb, which, _name(folder), prefix="UID")
        except ImapRefused as refusal:
            made = await self._make(folder, refusal)
            await self._ok(verb, which, _name(made), prefix="UID")
        if verb == "COPY":
            await self._ok("STORE", which, r"+FLAGS.SILENT (\Deleted)", prefix="UID")
            if "UIDPLUS" in self._capabilities:  # else they stay, marked as deleted: EXPUNGE would take others' too
                await self._ok("EXPUNGE", which, prefix="UID")

    async def _make(self, folder: str, refusal: ImapRefused) -> str:
        """Make a folder, under the user's own prefix if the server wants that; its name."""
        answer = await self._protocol.run("CREATE", _name(folder), seconds=self._seconds)
        if answer.result == "OK":
            return folder
        prefix = imap_lines.personal_prefix((await self._ok("NAMESPACE")).lines) if "NAMESPACE" in self._capabilities else ""
        if not prefix or folder.startswith(prefix):
            raise refusal
        await self._protocol.run("CREATE", _name(prefix + folder), seconds=self._seconds)  # NO: it is there already
        return prefix + folder

    async def wait_for_news(self, stopping: asyncio.Event) -> None:
        """Until the server speaks of a new message, or it is time to look anyway, or `stopping` is set."""
        limits = self._config.limits
        if "IDLE" in self._capabilities:
            await self._protocol.idle(until=stopping, seconds=limits.idle, command_seconds=self._seconds)
            return
        try:
            async with asyncio.timeout(limits.poll):
                await stopping.wait()
        except TimeoutError:
            await self._ok("NOOP")

    async def close(self) -> None:
        """Say goodbye if that is possible quickly, and close."""
        try:
            if self._protocol.pending_sync_command is None:
                await self._protocol.run("LOGOUT", seconds=1.0)
        except ImapLost:
            pass
        finally:
            self._protocol.end("closed")

    async def _ok(self, name: str, *args: str, prefix: str | None = None) -> Answer:
        answer = await self._protocol.run(name, *args, prefix=prefix, seconds=self._seconds)
        if answer.result != "OK":
            raise ImapRefused(name, answer.text)
        return answer


def _name(folder: str) -> str:
    return in_quotes(mutf7.encode(folder))


def _client_tls(config: ImapDoor) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(config.ca_file) if config.ca_file else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
