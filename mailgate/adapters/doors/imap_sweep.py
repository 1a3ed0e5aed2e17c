"""One look through a mailbox's folder: what is new is kept with us, then marked or moved, then the cursor goes on."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from mailgate.adapters.doors.config import Cursor, ImapDoor, ImapHanded
from mailgate.adapters.doors.imap_mailbox import ImapMailbox
from mailgate.adapters.doors.imap_session import ImapLost, ImapRefused
from mailgate.mail.authenticity import evidence_from, header_fields, mailbox_source
from mailgate.model.message import RawMessage


class Sweeper:
    """Sweeps one folder, again and again. It remembers over which messages connections were lost."""

    def __init__(self, config: ImapDoor, handed: ImapHanded, stopping: asyncio.Event) -> None:
        self._config = config
        self._handed = handed
        self._stopping = stopping
        self._source = mailbox_source(config.trust.authserv_ids, config.trust.provider)
        self._strikes: Counter[tuple[int, int]] = Counter()
        self._told: set[object] = set()  # what the admin heard of already

    async def sweep(self, mailbox: ImapMailbox) -> bool:
        """Take in what is new. True: all of it; False: we are too busy, or stopping. Errors of `accept` and ImapLost pass
        through; what was kept before them is kept, and read again harmlessly."""
        config = self._config
        selected = await mailbox.select(config.folder)
        cursor = await self._handed.read_cursor(config.name)
        if cursor is not None and cursor.uidvalidity != selected.uidvalidity:
            self._handed.said("imap_uidvalidity_changed", mailbox=config.name)
            cursor = None
        uids = await mailbox.uids_after(cursor.uid if cursor else 0)
        for start in range(0, len(uids), config.limits.batch):
            if self._stopping.is_set() or self._handed.busy():
                return False
            await self._batch(mailbox, selected.uidvalidity, uids[start : start + config.limits.batch])
        return not self._stopping.is_set()

    async def _batch(self, mailbox: ImapMailbox, uidvalidity: int, uids: Sequence[int]) -> None:
        sizes = await mailbox.sizes(uids)
        keeping: dict[int, asyncio.Future[int]] = {}
        held = 0
        last = 0
        try:
            for uid in uids:
                if self._stopping.is_set():
                    break
                body = await self._fetch(mailbox, uidvalidity, uid, sizes.get(uid))
                last = uid
                if body is None:
                    continue
                keeping[uid] = asyncio.ensure_future(self._keep(uidvalidity, uid, body))
                held += len(body)
                if held > self._config.limits.batch_bytes:
                    await asyncio.wait(keeping.values())
                    held = 0
        finally:
            if keeping:
                await asyncio.wait(keeping.values())
                failed = [error for one in keeping.values() if (error := one.exception()) is not None]
        if keeping and failed:
            raise failed[0]
        await self._settle(mailbox, list(keeping))
        if last:
            await self._handed.write_cursor(self._config.name, Cursor(uidvalidity=uidvalidity, uid=last))

    async def _fetch(self, mailbox: ImapMailbox, uidvalidity: int, uid: int, size: int | None) -> bytes | None:
        """The message, or None if it is to be passed over (its reason is told)."""
        if size is None:
            self._handed.said("imap_skipped", mailbox=self._config.name, uid=uid, why="gone")
            return None
        if size > self._config.max_size:
            limit = f"{self._config.max_size / 1_048_576:.0f} MB"
            self._skip(uid, "too_big", f"is {size / 1_048_576:.1f} MB, above the limit of {limit}")
            return None
        if self._strikes[uidvalidity, uid] >= self._config.limits.strikes:
            self._skip(uid, "unreadable", "could not be fetched: each time the connection was lost over it")
            return None
        try:
            body = await mailbox.body(uid, size=size)
        except ImapLost:
            self._strikes[uidvalidity, uid] += 1
            raise
        except ImapRefused as refusal:
            self._skip(uid, "refused", f"could not be fetched: {refusal}")
            return None
        if body is None:
            self._handed.said("imap_skipped", mailbox=self._config.name, uid=uid, why="gone")
        return body

    def _skip(self, uid: int, why: str, what: str) -> None:
        config = self._config
        self._handed.said("imap_skipped", mailbox=config.name, uid=uid, why=why)
        self._tell(uid, f"a mail in {config.folder} (UID {uid}) {what}", "it stays there: look at it in a mail client")

    def _tell(self, about: object, what: str, fix: str) -> None:
        if about not in self._told:
            self._told.add(about)
            self._handed.trouble(self._config.mailbox, what, fix)

    async def _keep(self, uidvalidity: int, uid: int, body: bytes) -> int:
        config = self._config
        raw = RawMessage(
            data=body,
            door="imap",
            received=self._handed.clock(),
            envelope_to=(config.mailbox,),
            remote_key=f"imap:{config.name}:{uidvalidity}:{uid}",
        )
        return await self._handed.accept(raw, evidence_from(header_fields(body), door="imap", source=self._source))

    async def _settle(self, mailbox: ImapMailbox, uids: list[int]) -> None:
        """Mark or move what is durable with us. A refusal is told, and stops nothing."""
        after = self._config.after
        if not uids or after.do == "leave":
            return
        try:
            await (mailbox.flag(uids) if after.do == "flag" else mailbox.move(uids, after.folder))
            self._told.discard("after")
        except ImapRefused as refusal:
            done = "flagged" if after.do == "flag" else f"moved to {after.folder}"
            self._handed.said("imap_after_refused", mailbox=self._config.name)
            self._tell(
                "after",
                f"mail that was taken in could not be {done} ({refusal})",
                "check after: in the settings, and the rights on that folder",
            )
