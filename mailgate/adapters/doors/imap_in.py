"""The IMAP door: reads one mailbox, and marks or moves a message only when it is durable with us.

Which messages are new is our own bookkeeping (UIDVALIDITY and UID), never \\Seen. A message that is read twice is recognised
by its remote key, so every fault is answered by beginning again at the cursor. Nothing that one message does stops the others.
"""

from __future__ import annotations

import asyncio
import contextlib
import re

from mailgate.adapters.doors.config import ImapDoor, ImapHanded
from mailgate.adapters.doors.errors import NeedsAdmin
from mailgate.adapters.doors.imap_mailbox import ImapMailbox, LoginRefused
from mailgate.adapters.doors.imap_sweep import Sweeper
from mailgate.model.errors import MailgateError, StoreUnavailable

_PATIENCE = 5  # of the waits, while the store is away or we are busy


class ImapIn:
    """The running IMAP door of one mailbox."""

    def __init__(self, config: ImapDoor, handed: ImapHanded) -> None:
        if config.tls == "none" and config.host not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError(f"imap {config.host}: passwords would cross the network in clear; set tls: implicit or starttls")
        texts = (config.user, config.password or "", config.folder, config.after.folder)
        if any(re.search(r"[\x00\r\n]", text) for text in texts):
            raise ValueError(f"imap {config.host}: user, password and folders are one line each")
        self._config = config
        self._handed = handed
        self._stopping = asyncio.Event()
        self._sweeper = Sweeper(config, handed, self._stopping)
        self._task: asyncio.Task[None] | None = None
        self._told: str | None = None  # the trouble the admin knows of
        self._token_refused = False
        self._failures = 0
        self._last_success = 0.0
        self.connected = False

    async def start(self) -> None:
        """Begin to read, and go on until `stop`: a server that is away now is tried again."""
        self._last_success = asyncio.get_running_loop().time()
        self._task = asyncio.create_task(self._run(), name=f"imap {self._config.name}")

    async def stop(self, grace: float) -> None:
        """Finish the messages at hand, for at most `grace` seconds."""
        self._stopping.set()
        if self._task is not None:
            _, late = await asyncio.wait({self._task}, timeout=grace)
            if late:
                self._task.cancel()
                await asyncio.wait({self._task}, timeout=1.0)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            began = loop.time()
            try:
                await self._attend()
            except Exception as error:
                if loop.time() - began > self._config.limits.healthy:
                    self._failures = 0
                if self.connected:
                    self._last_success = loop.time()
                self._note(error)
                await self._pause(self._wait_after(error))
            finally:
                self.connected = False

    async def _attend(self) -> None:
        """One connection, until it is lost or we stop."""
        mailbox = await ImapMailbox.connect(self._config)
        try:
            await self._log_in(mailbox)
            await mailbox.select(self._config.folder)
            self._in_order()
            delayed = 0
            while not self._stopping.is_set():
                if await self._swept(mailbox):
                    delayed = 0
                    await mailbox.wait_for_news(self._stopping)
                else:
                    delayed = min(delayed + 1, len(self._config.limits.waits), _PATIENCE)
                    await self._pause(self._config.limits.waits[delayed - 1])
        finally:
            await mailbox.close()

    async def _swept(self, mailbox: ImapMailbox) -> bool:
        """Whether all that is new was taken in. A store that can't keep mail now is no reason to leave the server."""
        try:
            return await self._sweeper.sweep(mailbox)
        except StoreUnavailable as error:
            self._handed.said("imap_failed", mailbox=self._config.name, error=error)
            return False

    async def _log_in(self, mailbox: ImapMailbox) -> None:
        if self._handed.token is None:
            await mailbox.login(self._config.password or "")
            return
        fresh = self._token_refused
        self._token_refused = True  # until the server has taken one
        try:
            await mailbox.login_with_token(await self._handed.token(fresh))
        except LoginRefused:  # it may have been revoked before its time
            if fresh:
                raise
            await mailbox.login_with_token(await self._handed.token(True))
        self._token_refused = False

    # -- what became of it ---------------------------------------------------------------------------------------------

    def _in_order(self) -> None:
        self.connected = True
        self._last_success = asyncio.get_running_loop().time()
        self._handed.said("imap_connected", mailbox=self._config.name)
        if self._told is not None:
            self._told = None
            self._handed.recovered(self._config.mailbox)

    def _note(self, error: Exception) -> None:
        self._failures += 1
        self._handed.said("imap_failed", mailbox=self._config.name, error=error)
        silent = asyncio.get_running_loop().time() - self._last_success
        if isinstance(error, NeedsAdmin):
            self._tell(error.what, error.fix)
        elif silent > self._config.limits.silent_failures:
            said = str(error) if isinstance(error, MailgateError) else type(error).__name__
            self._tell(f"no mail could be fetched for {silent / 60:.0f} minutes ({said})", "check the network and the server")

    def _tell(self, what: str, fix: str) -> None:
        """Once for each trouble, not for each try."""
        kind = what.partition(":")[0].partition("(")[0]
        kind = "silence" if kind.startswith("no mail could be fetched") else kind
        if kind != self._told:
            self._told = kind
            self._handed.trouble(self._config.mailbox, what, fix)

    def _wait_after(self, error: Exception) -> float:
        waits = self._config.limits.waits
        longest = waits[-1] if isinstance(error, NeedsAdmin) else waits[min(self._failures, len(waits)) - 1]
        return longest * (0.5 + self._handed.chance() / 2)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
