"""The submission door (RFC 6409): agents log in, so that what they send is proven theirs. It takes mail to our own
addresses only, it is no way out, and from an address of theirs (RFC 6409 §6.1)."""

from __future__ import annotations

import ssl

from mailgate.adapters.doors.config import Handed, SubmissionDoor
from mailgate.adapters.doors.listener import Listener, server_tls
from mailgate.adapters.doors.smtp_connection import Dialect
from mailgate.adapters.doors.smtp_in import Intake, Owns, Verify, quiet_library
from mailgate.adapters.doors.smtp_protocol import GateProtocol


class SubmissionIn:
    """The running submission door. `verify` gives the agent's main address if user and password are theirs, else None;
    it must not block the loop (scrypt belongs in a thread). `owns` says whether an address in From is that agent's; what is
    another's is refused, so that who sent it hears of it and not who is named."""

    def __init__(self, config: SubmissionDoor, handed: Handed, verify: Verify, owns: Owns | None = None) -> None:
        self._config = config
        self._listener = Listener(listen=config.listen, limits=config.limits, handed=handed.at("submission"))
        self._intake = Intake(door="submission", domain=config.domain, listener=self._listener, verify=verify, owns=owns)
        self._tls: ssl.SSLContext | None = None

    @property
    def listening(self) -> tuple[str, int]:
        return self._listener.listening

    @property
    def connections(self) -> int:
        """Open now."""
        return len(self._listener.conversations)

    async def start(self) -> None:
        """Listen; OSError says why it can't. ValueError where passwords would cross a network in clear."""
        if self._config.tls is None and not self._config.listen.loopback:
            raise ValueError("submission: passwords would cross the network in clear; give it tls: {cert, key} or loopback")
        quiet_library()
        self._tls = server_tls(self._config.tls) if self._config.tls else None
        await self._listener.start(self._protocol, tls=self._tls if self._config.implicit else None)

    async def stop(self, grace: float) -> None:
        await self._listener.stop(grace)

    def _protocol(self) -> GateProtocol:
        config = self._config
        dialect = Dialect(domain=config.domain, max_size=config.max_size, authenticate=True, auth_in_clear=config.listen.loopback)
        return GateProtocol(self._intake, dialect, self._listener, tls=None if config.implicit else self._tls)
