"""Whose scheduled report has been sent up to when: one row of `desk_state` for each, moved in the same transaction that
queues the letter. So a report is sent once, however often the desk restarts and however many nodes look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import key_form
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.rows import notice_row
from mailgate.adapters.store.unit_statements import INSERT_NOTICE
from mailgate.model.delivery import Notice

PREFIX = "report:"

TURNS = select(s.desk_state.c.name, s.desk_state.c.value).where(s.desk_state.c.name.startswith(PREFIX, autoescape=True))
MOVE = (
    update(s.desk_state)
    .where(s.desk_state.c.name == bindparam("turn"), s.desk_state.c.value == bindparam("was"))
    .values(value=bindparam("at"))
)
FORGET = delete(s.desk_state).where(s.desk_state.c.name.in_(bindparam("turns", expanding=True)))


class ReportTurns:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def known(self, names: Sequence[str]) -> dict[str, datetime]:
        """Up to when each of these reports was sent. The marks of all others are forgotten, so that a report that comes back
        into the settings begins anew."""
        found = self._hands.read(lambda connection: {row.name: row.value for row in connection.execute(TURNS)})
        keys = {key_form(name): name for name in names}
        gone = sorted(set(found) - set(keys))
        if gone:
            self._hands.write(lambda connection: connection.execute(FORGET, {"turns": gone}))
        return {keys[key]: datetime.fromisoformat(value) for key, value in found.items() if key in keys}

    def begin(self, name: str, now: datetime) -> None:
        """From now on: what fell due before is not sent. Nothing if another node began it."""
        row = {"name": name, "value": now.isoformat()}
        insert = self._hands.upserts.or_nothing(s.desk_state)
        self._hands.write(lambda connection: connection.execute(insert, row))

    def take(self, name: str, notice: Notice, *, was: datetime, at: datetime) -> bool:
        """Queue the report that fell due `at`, unless somebody has since the mark was `was`; whether it was queued."""
        moved = {"turn": name, "was": was.isoformat(), "at": at.isoformat()}

        def work(connection: Connection) -> bool:
            if connection.execute(MOVE, moved).rowcount == 0:
                return False
            connection.execute(INSERT_NOTICE, notice_row(notice))
            return True

        return self._hands.write(work)
