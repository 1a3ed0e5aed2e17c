"""The LMTP door (RFC 2033): a front MTA hands mail over, and hears of each recipient by itself.

Whoever can connect is a trusted relay: listen on a unix socket or on loopback only.
"""

from __future__ import annotations

from mailgate.adapters.doors.config import Handed, LmtpDoor
from mailgate.adapters.doors.listener import Listener
from mailgate.adapters.doors.smtp_connection import Dialect
from mailgate.adapters.doors.smtp_in import Intake, quiet_library
from mailgate.adapters.doors.smtp_protocol import GateProtocol
from mailgate.mail.authenticity import relay_source


class LmtpIn:
    """The running LMTP door."""

    def __init__(self, config: LmtpDoor, handed: Handed) -> None:
        self._config = config
        self._listener = Listener(listen=config.listen, limits=config.limits, handed=handed.at("lmtp"))
        self._intake = Intake(
            door="lmtp", domain=config.domain, listener=self._listener, source=relay_source(config.trust.authserv_ids)
        )

    @property
    def listening(self) -> tuple[str, int]:
        """Host and port, or the socket's path and 0."""
        return self._listener.listening

    @property
    def connections(self) -> int:
        """Open now."""
        return len(self._listener.conversations)

    async def start(self) -> None:
        """Listen; OSError says why it can't. ValueError for an address that strangers could reach."""
        if not self._config.listen.loopback:
            raise ValueError("lmtp: listen on a unix socket or on loopback; everybody who can connect is trusted")
        quiet_library()
        await self._listener.start(self._protocol)

    async def stop(self, grace: float) -> None:
        await self._listener.stop(grace)

    def _protocol(self) -> GateProtocol:
        dialect = Dialect(domain=self._config.domain, max_size=self._config.max_size, lmtp=True)
        return GateProtocol(self._intake, dialect, self._listener)
