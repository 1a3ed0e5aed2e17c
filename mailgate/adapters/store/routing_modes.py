"""Modes of routing that the desk itself changed: a row of `desk_state` for each intent. The settings stay the admin's."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, bindparam, delete, literal, null, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import plain, rebuild
from mailgate.adapters.store.dialect import Upserts
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.rows import notice_row
from mailgate.adapters.store.unit_statements import INSERT_NOTICE
from mailgate.model.delivery import Notice
from mailgate.model.facts import ModeKept

MODE = "mode:"

# a part of the one statement of `past.py`
MODES = select(literal("mode"), s.desk_state.c.name, s.desk_state.c.value, null(), null(), literal(0)).where(
    s.desk_state.c.name.startswith(MODE, autoescape=True)
)
ALL = select(s.desk_state.c.name, s.desk_state.c.value).where(s.desk_state.c.name.startswith(MODE, autoescape=True))
FORGET = delete(s.desk_state).where(s.desk_state.c.name == bindparam("key"))


def mode_of(value: str) -> ModeKept:
    return rebuild(ModeKept, json.loads(value))


class RoutingModes:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._keep = _keeping(hands.upserts)

    def all(self) -> dict[str, ModeKept]:
        """By intent."""
        rows = self._hands.read(lambda connection: connection.execute(ALL).all())
        return {row.name.removeprefix(MODE): mode_of(row.value) for row in rows}

    def keep(self, intent: str, mode: ModeKept, *, told: tuple[Notice, ...]) -> None:
        """Route this intent so from now on, and tell of it: both or neither."""
        row = {"name": MODE + intent, "value": json.dumps(plain(mode))}

        def work(connection: Connection) -> None:
            connection.execute(self._keep, row)
            if told:
                connection.execute(INSERT_NOTICE, [notice_row(one) for one in told])

        self._hands.write(work)

    def forget(self, intent: str) -> bool:
        """Back to what the settings say; whether there was anything to take back."""
        return self._hands.write(lambda connection: connection.execute(FORGET, {"key": MODE + intent}).rowcount > 0)


def _keeping(upserts: Upserts) -> Any:
    return upserts.or_replace(s.desk_state, [s.desk_state.c.name], ["value"])
