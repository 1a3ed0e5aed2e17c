"""The SMTP door: takes mail for our addresses from anybody, and believes trusted relays what they say of the sender.

Fails by answering 4xx: the sender keeps the message and tries again. 250 is said when `accept` has returned.
"""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Awaitable, Callable

from aiosmtpd.smtp import Envelope, Session

from mailgate.adapters.doors import replies
from mailgate.adapters.doors.config import Handed, SmtpDoor
from mailgate.adapters.doors.listener import Listener, server_tls
from mailgate.adapters.doors.recipients import refusal
from mailgate.adapters.doors.smtp_connection import Dialect
from mailgate.adapters.doors.smtp_protocol import GateProtocol, null_sender
from mailgate.mail.addresses import identity_of
from mailgate.mail.authenticity import Source, evidence_from, header_fields, relay_source
from mailgate.model.message import Door, RawMessage

Verify = Callable[[str, str], Awaitable[str | None]]
Owns = Callable[[str, str], bool]  # whether the second address is one of the agent's, whose main address is the first

_RECEIVED = re.compile(rb"(?im)^received[ \t]*:")


class Intake:
    """What the listening doors decide alike: who may be written to, and how a message is kept."""

    def __init__(
        self,
        *,
        door: Door,
        domain: str,
        listener: Listener,
        source: Source | None = None,
        verify: Verify | None = None,
        owns: Owns | None = None,
    ) -> None:
        self._door = door
        self._domain = domain
        self._listener = listener
        self._source = source
        self._verify = verify
        self._owns = owns

    async def handle_MAIL(
        self, server: GateProtocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._listener.handed.busy():
            self._listener.handed.said("refused", door=self._door, why="busy")
            return replies.BUSY
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(
        self, server: GateProtocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        handed = self._listener.handed
        if len(envelope.rcpt_tos) >= self._listener.limits.recipients:
            handed.said("refused", why="too_many_recipients")
            return replies.TOO_MANY_RECIPIENTS
        await server.hesitate()
        refused = refusal(address, domain=self._domain, known_recipient=handed.known_recipient, local_domain=handed.local_domain)
        if refused is not None:
            handed.said("refused", door=self._door, why="relay" if refused == replies.NO_RELAYING else "unknown_recipient")
            return refused
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def keep(self, server: GateProtocol, envelope: Envelope, data: bytes) -> str:
        if hops(data) > self._listener.limits.hops:
            self._listener.handed.said("refused", door=self._door, why="hops")
            return replies.TOO_MANY_HOPS
        user = server.authenticated_as
        if user is not None and self._owns is not None and not self._from_their_own(user, data, self._owns):
            self._listener.handed.said("refused", door=self._door, why="not_their_address")
            return replies.not_your_address(user)
        evidence = evidence_from(
            header_fields(data) if server.trusted else (),
            door=self._door,
            source=self._source if server.trusted else None,
            peer=server.peer,
            relay=server.trusted,
            tls=server.tls,
            authenticated_as=user,
        )
        raw = RawMessage(
            data=data,
            door=self._door,
            received=self._listener.handed.clock(),
            envelope_from=null_sender(envelope.mail_from),
            envelope_to=tuple(envelope.rcpt_tos),
        )
        return await self._listener.keep(raw, evidence)

    @staticmethod
    def _from_their_own(user: str, data: bytes, owns: Owns) -> bool:
        """A From that names nobody plainly is let in: what it is worth is told later. A mail that is only sent on keeps its own
        From and says in Resent-From who did (RFC 5322 §3.6.6)."""
        fields = header_fields(data)
        named = (identity_of(tuple(value.encode() for key, value in fields if key == name)) for name in ("from", "resent-from"))
        author, resent_by = named
        return author is None or owns(user, author) or (resent_by is not None and owns(user, resent_by))

    async def verify(self, user: str, password: str) -> str | None:
        return await self._verify(user, password) if self._verify else None


def hops(data: bytes) -> int:
    """How many Received fields the header has (RFC 5321 §6.3)."""
    end = data.find(b"\r\n\r\n")
    return len(_RECEIVED.findall(data if end < 0 else data[:end]))


class SmtpIn:
    """The running SMTP door."""

    def __init__(self, config: SmtpDoor, handed: Handed) -> None:
        self._config = config
        self._listener = Listener(
            listen=config.listen, limits=config.limits, handed=handed.at("smtp"), relays=config.trust.relays
        )
        self._intake = Intake(
            door="smtp", domain=config.domain, listener=self._listener, source=relay_source(config.trust.authserv_ids)
        )
        self._tls: ssl.SSLContext | None = None

    @property
    def listening(self) -> tuple[str, int]:
        return self._listener.listening

    @property
    def connections(self) -> int:
        """Open now."""
        return len(self._listener.conversations)

    async def start(self) -> None:
        """Listen; OSError (also ssl.SSLError) says why it can't."""
        quiet_library()
        self._tls = server_tls(self._config.tls) if self._config.tls else None
        await self._listener.start(self._protocol)

    async def stop(self, grace: float) -> None:
        await self._listener.stop(grace)

    def _protocol(self) -> GateProtocol:
        dialect = Dialect(domain=self._config.domain, max_size=self._config.max_size)
        return GateProtocol(self._intake, dialect, self._listener, tls=self._tls)


def quiet_library() -> None:
    """aiosmtpd logs every command, with addresses, and what it can't say otherwise we say ourselves."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
