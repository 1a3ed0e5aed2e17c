"""A remote mailbox: connect, TLS, log in, open the folder without changing anything, and what its server can do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from mailgate.adapters.doors import mutf7
from mailgate.adapters.doors.config import ImapDoor
from mailgate.adapters.doors.errors import NeedsAdmin
from mailgate.adapters.doors.imap_mailbox import ImapMailbox
from mailgate.adapters.doors.imap_session import ImapLost, ImapRefused, in_quotes
from mailgate.adapters.doors.oauth import OAuthUnavailable
from mailgate.adapters.examinations.certificates import SOON, lasting
from mailgate.adapters.examinations.finding import Finding, fault, ok, warning

Token = Callable[[], Awaitable[str]]


class Looked(ImapMailbox):
    """A connection that only looks."""

    @property
    def capabilities(self) -> frozenset[str]:
        return self._capabilities

    @property
    def certificate(self) -> dict[str, Any] | None:
        """The server's, as `getpeercert()` tells it; None without TLS."""
        encrypted = self._protocol.transport.get_extra_info("ssl_object")
        return dict(encrypted.getpeercert()) if encrypted is not None else None

    async def examine(self, folder: str) -> int:
        """How many messages a folder holds (EXAMINE, RFC 3501 §6.3.2). NeedsAdmin if it can't be opened."""
        answer = await self._protocol.run("EXAMINE", in_quotes(mutf7.encode(folder)), seconds=self._seconds)
        if answer.result != "OK":
            raise NeedsAdmin(f"the folder {folder} can't be opened: {answer.text[:200]}", "check folder: in the settings")
        counts = [line.split()[0] for line in map(bytes, answer.lines) if line.upper().endswith(b" EXISTS")]
        return int(counts[-1]) if counts else 0

    async def has(self, folder: str) -> bool:
        """Whether there is such a folder (STATUS, §6.3.10)."""
        answer = await self._protocol.run("STATUS", in_quotes(mutf7.encode(folder)), "(MESSAGES)", seconds=self._seconds)
        return bool(answer.result == "OK")


async def mailbox(config: ImapDoor, token: Token | None, now: datetime) -> Finding:
    """Everything the IMAP door will need of this mailbox, tried in its order."""
    name = f"imap {config.mailbox}"
    try:
        looked = await Looked.connect(config)
        assert isinstance(looked, Looked)
        try:
            await _log_in(looked, config, token)
            return await _seen(name, looked, config, now)
        finally:
            await looked.close()
    except NeedsAdmin as error:
        return fault(name, error.what, error.fix)
    except OAuthUnavailable as error:
        return fault(name, str(error), "check the network, and oauth: token_url if it is set")
    except (ImapLost, ImapRefused) as error:
        return fault(name, str(error), "check host:, port: and tls:, and that this machine may connect there")


async def _log_in(looked: Looked, config: ImapDoor, token: Token | None) -> None:
    if token is None:
        await looked.login(config.password or "")
    else:
        await looked.login_with_token(await token())


async def _seen(name: str, looked: Looked, config: ImapDoor, now: datetime) -> Finding:
    messages = await looked.examine(config.folder)
    said = [f"logged in at {config.host}:{config.port}", f"{config.folder} holds {messages} messages"]
    worry, fix = "", ""
    if (told := looked.certificate) is not None:
        lasts = lasting(name, "its certificate", told, now)
        said.append(lasts.said)
        if lasts.state != "ok":
            worry, fix = f"its certificate ends within {SOON} days", "tell the server's admin to renew it"
    lacking = [word for word in ("IDLE", "MOVE", "UIDPLUS") if word not in looked.capabilities]
    said.append(f"it can {', '.join(word for word in ('IDLE', 'MOVE', 'UIDPLUS') if word not in lacking) or 'the bare minimum'}")
    if config.after.do == "move":
        if not await looked.has(config.after.folder):
            said.append(f"the folder {config.after.folder} will be made")
        if "MOVE" in lacking and "UIDPLUS" in lacking:
            worry = worry or "it has neither MOVE nor UIDPLUS: what is moved stays here too, marked as deleted"
            fix = fix or "use after: flag, or have the server empty the folder"
    if "IDLE" in lacking:
        worry = worry or f"it has no IDLE: new mail is seen every {config.limits.poll:g} s"
        fix = fix or "lower poll: if that is too slow"
    return warning(name, ", ".join((*said, worry)), fix) if worry else ok(name, ", ".join(said))
