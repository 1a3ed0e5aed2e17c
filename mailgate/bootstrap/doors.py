"""The doors of the settings: each told its plain values, handed the functions it needs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from mailgate.adapters.doors import config as c
from mailgate.adapters.doors.imap_in import ImapIn
from mailgate.adapters.doors.lmtp_in import LmtpIn
from mailgate.adapters.doors.one_reader import OneReader
from mailgate.adapters.doors.smtp_in import SmtpIn
from mailgate.adapters.doors.submission_in import SubmissionIn
from mailgate.adapters.passwords import verify_password
from mailgate.bootstrap import House, state_folder
from mailgate.bootstrap.delivery import secret_of, tokens_of
from mailgate.settings import Imap, Listen, Tls

Troubled = Callable[[str, str, str], None]  # which mailbox, what is wrong, the fix
Recovered = Callable[[str], None]
BUSY = 1000  # writes that wait for the database, from which senders are asked to come later


class DoorPort(Protocol):
    """What the daemon needs of a door."""

    async def start(self) -> None: ...

    async def stop(self, grace: float) -> None: ...


def doors_of(house: House, accept: c.Accept, troubled: Troubled, recovered: Recovered) -> dict[str, DoorPort]:
    """Every door of the settings by its name, shut. `troubled` hears of a mailbox that can't be read."""
    server = house.settings.server
    trust = c.Trust(relays=tuple(str(r) for r in server.trust.relays), authserv_ids=server.trust.authserv_ids)
    handed = c.Handed(
        accept=accept,
        known_recipient=known_recipient(house),
        local_domain=local_domain(house),
        clock=house.desk.clock,
        busy=lambda: house.store.waiting_writes > BUSY,
        said=house.desk.tell,
    )
    doors: dict[str, DoorPort] = {}
    if server.smtp is not None:
        smtp = c.SmtpDoor(
            listen=_listen(server.smtp.listen),
            domain=server.domain,
            max_size=server.smtp.max_size,
            tls=_tls(server.smtp.tls),
            trust=trust,
        )
        doors["smtp"] = SmtpIn(smtp, handed)
    if server.lmtp is not None:
        lmtp = c.LmtpDoor(listen=_listen(server.lmtp.listen), domain=server.domain, max_size=server.lmtp.max_size, trust=trust)
        doors["lmtp"] = LmtpIn(lmtp, handed)
    if server.submission is not None:
        submission = c.SubmissionDoor(
            listen=_listen(server.submission.listen),
            domain=server.domain,
            max_size=server.submission.max_size,
            tls=_tls(server.submission.tls),
        )
        doors["submission"] = SubmissionIn(submission, handed, verifier(house), owner(house))
    for box in server.imap:
        doors[f"imap:{box.mailbox}"] = _imap(house, box, accept, troubled, recovered)
    return doors


def _imap(house: House, box: Imap, accept: c.Accept, troubled: Troubled, recovered: Recovered) -> OneReader:
    handed = _handed_to_imap(house, box, accept, troubled, recovered)
    lock = f"imap:{box.name}"
    return OneReader(lambda: ImapIn(imap_door(box), handed), lambda: house.store.locks.try_hold(lock), house.desk.tell)


def imap_door(box: Imap) -> c.ImapDoor:
    """One mailbox as its door is told."""
    return c.ImapDoor(
        name=box.name,
        host=box.host,
        mailbox=box.mailbox,
        user=box.user,
        port=box.at_port,
        tls=box.tls,
        password=secret_of(box.password),
        folder=box.folder,
        after=c.After(do=box.after.action, folder=box.after.folder or ""),
        trust=c.MailboxTrust(authserv_ids=box.trust.authserv_ids, provider=box.trust.provider),
        ca_file=box.ca,
        limits=c.ImapLimits(poll=box.poll.total_seconds(), idle=max(60.0, box.poll.total_seconds())),
    )


def _handed_to_imap(house: House, box: Imap, accept: c.Accept, troubled: Troubled, recovered: Recovered) -> c.ImapHanded:
    people = house.store.people

    async def read_cursor(name: str) -> c.Cursor | None:
        found = await asyncio.to_thread(people.imap_cursor, name)
        return c.Cursor(uidvalidity=found[0], uid=found[1]) if found else None

    async def write_cursor(name: str, cursor: c.Cursor) -> None:
        await asyncio.to_thread(people.set_imap_cursor, name, cursor.uidvalidity, cursor.uid)

    return c.ImapHanded(
        accept=accept,
        clock=house.desk.clock,
        read_cursor=read_cursor,
        write_cursor=write_cursor,
        trouble=troubled,
        recovered=recovered,
        token=tokens_of(box.oauth, state_folder(house.settings)).token if box.oauth else None,
        said=house.desk.tell,
    )


def known_recipient(house: House) -> Callable[[str], bool]:
    """Whether an address is a mailbox of ours, by the rulebook in force."""
    return lambda address: house.in_force.rulebook.mailbox_of(address) is not None


def local_domain(house: House) -> Callable[[str], bool]:
    """Whether a domain is ours at all."""

    def ours(domain: str) -> bool:
        wanted = domain.lower()
        boxes = house.in_force.rulebook.mailboxes
        return wanted == house.settings.server.domain.lower() or any(box.rpartition("@")[2] == wanted for box in boxes)

    return ours


def verifier(house: House) -> Callable[[str, str], Awaitable[str | None]]:
    """Checks a submission password: the agent's main address, or None. Takes as long for anybody."""

    def check(user: str, password: str) -> str | None:
        agent = house.in_force.rulebook.agent_of(user)
        kept = house.store.people.password_hash(agent.address) if agent else None
        return agent.address if verify_password(password, kept) and agent else None

    async def verify(user: str, password: str) -> str | None:
        return await asyncio.to_thread(check, user, password)

    return verify


def owner(house: House) -> Callable[[str, str], bool]:
    """Whether an address is one of an agent's, by the rulebook in force."""

    def owns(user: str, address: str) -> bool:
        agent = house.in_force.rulebook.agent_of(address)
        return agent is not None and agent is house.in_force.rulebook.agent_of(user)

    return owns


def _listen(listen: Listen) -> c.Listen:
    return c.Listen(host=listen.host or "127.0.0.1", port=listen.port, path=listen.path)


def _tls(tls: Tls | None) -> c.TlsFiles | None:
    return c.TlsFiles(certificate=tls.cert, key=tls.key) if tls else None
