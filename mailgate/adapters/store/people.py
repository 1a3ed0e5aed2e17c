"""People's rows that no decision writes: submission passwords, live tokens; and the places of the IMAP readers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.hands import Hands, Json

PASSWORD = select(s.people.c.password).where(s.people.c.key == bindparam("key"))
CURSOR = select(s.imap_cursors.c.uidvalidity, s.imap_cursors.c.uid).where(s.imap_cursors.c.name == bindparam("name"))
REVOKE_PASSWORD = update(s.people).where(s.people.c.key == bindparam("who")).values(password=None, changed_at=bindparam("at"))
REVOKE_TOKENS = (
    update(s.tokens).where(s.tokens.c.principal == bindparam("who"), s.tokens.c.revoked.is_(False)).values(revoked=True)
)
LIVE_TOKENS = (
    select(s.tokens.c.audience, s.tokens.c.principal, s.tokens.c.ticket, s.tokens.c.purpose, s.tokens.c.expires)
    .where(s.tokens.c.principal == bindparam("who"), s.tokens.c.revoked.is_(False), s.tokens.c.expires > bindparam("now"))
    .order_by(s.tokens.c.ticket, s.tokens.c.expires)
)


class People:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._keep_password: Any = hands.upserts.or_replace(s.people, [s.people.c.key], ["password", "changed_at"])
        self._keep_cursor: Any = hands.upserts.or_replace(s.imap_cursors, [s.imap_cursors.c.name], ["uidvalidity", "uid"])

    # -- passwords -----------------------------------------------------------------------------------------------------

    def set_password(self, address: str, hashed: str, *, now: datetime) -> None:
        """Keep the scrypt hash of this agent's submission password, in place of an earlier one."""
        row = {"key": address.lower(), "state": "ok", "password": hashed, "changed_at": now}
        self._hands.write(lambda connection: connection.execute(self._keep_password, row))

    def password_hash(self, address: str) -> str | None:
        """The hash kept for this address; None where there is none, or it was revoked."""
        found = self._hands.read(lambda connection: connection.execute(PASSWORD, {"key": address.lower()}).scalar())
        return None if found is None else str(found)

    def revoke(self, address: str, *, now: datetime) -> tuple[bool, int]:
        """End the password and every live token of this address; (whether there was a password, how many tokens)."""
        who = address.lower()

        def work(connection: Connection) -> tuple[bool, int]:
            had = connection.execute(PASSWORD, {"key": who}).scalar() is not None
            connection.execute(REVOKE_PASSWORD, {"who": who, "at": now})
            return had, connection.execute(REVOKE_TOKENS, {"who": who}).rowcount

        return self._hands.write(work)

    # -- states --------------------------------------------------------------------------------------------------------

    def states(self) -> list[Json]:
        """Everybody with something to say: address, state, why, away_until (ISO), away_why, has_password."""

        def work(connection: Connection) -> list[Json]:
            return [
                {
                    "address": row.key,
                    "state": row.state,
                    "why": row.why,
                    "away_until": row.away_until.isoformat() if row.away_until else None,
                    "away_why": row.away_why,
                    "has_password": row.password is not None,
                }
                for row in connection.execute(select(s.people).order_by(s.people.c.key))
            ]

        return self._hands.read(work)

    def live_tokens(self, address: str, *, now: datetime) -> list[Json]:
        """The live tokens of this principal (an address, or a team's name)."""

        def work(connection: Connection) -> list[Json]:
            who = address.lower() if "@" in address else address
            return [
                {**row, "expires": row["expires"].isoformat()}
                for row in connection.execute(LIVE_TOKENS, {"who": who, "now": now}).mappings()
            ]

        return self._hands.read(work)

    # -- IMAP ----------------------------------------------------------------------------------------------------------

    def imap_cursor(self, name: str) -> tuple[int, int] | None:
        """(UIDVALIDITY, last UID taken) of this mailbox."""
        row = self._hands.read(lambda connection: connection.execute(CURSOR, {"name": name}).first())
        return None if row is None else (row.uidvalidity, row.uid)

    def set_imap_cursor(self, name: str, uidvalidity: int, uid: int) -> None:
        """Begin anew at this place, also backwards (a new UIDVALIDITY)."""
        row = {"name": name, "uidvalidity": uidvalidity, "uid": uid}
        self._hands.write(lambda connection: connection.execute(self._keep_cursor, row))

    def advance_cursor(self, connection: Connection, name: str, uidvalidity: int, uid: int) -> None:
        """Within the accept's own transaction: forwards only, unless UIDVALIDITY changed."""
        known = connection.execute(CURSOR, {"name": name}).first()
        if known is None or known.uidvalidity != uidvalidity or known.uid < uid:
            connection.execute(self._keep_cursor, {"name": name, "uidvalidity": uidvalidity, "uid": uid})
