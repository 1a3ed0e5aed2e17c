"""Model versions: what readers start from, one of them promoted at a time, and the way back.

Promoting and rolling back change rows under a lock, so that of two nodes the second sees what the first did. The bytes of a
version are read by readers that start; lists read the rest of the row only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import plain
from mailgate.adapters.store.dialect import new_id, one_at_a_time
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.rows import Row
from mailgate.model.errors import Refused
from mailgate.model.learning import NOTHING_LEARNT, Learnt, ModelVersion

LOCK = "model_versions"
TURN = "refit"  # the row of desk_state that says for which night the last refit was
KEPT = 5  # versions whose bytes stay, beside the promoted one and the one a rollback leads to

_c = s.model_versions.c
_told = (_c.id, _c.at, _c.state, _c.promoted_at, _c.upto, _c.embedder, _c.why, _c.card, _c.data.is_not(None).label("kept"))
ALL = select(*_told).order_by(_c.id.desc())
ONE = select(*_told).where(_c.id == bindparam("row"))
PROMOTED = select(*_told).where(_c.state == "promoted").order_by(_c.id.desc()).limit(1)
PROMOTED_ID = select(_c.id).where(_c.state == "promoted").order_by(_c.id.desc()).limit(1)
STATE = select(_c.id, _c.upto, _c.data).where(_c.state == "promoted").order_by(_c.id.desc()).limit(1)
BEFORE = (  # where a rollback leads: what was promoted last among those that left in good standing
    select(*_told)
    .where(_c.state == "retired", _c.data.is_not(None), _c.promoted_at.is_not(None))
    .order_by(_c.promoted_at.desc(), _c.id.desc())
    .limit(1)
)
FLOOR = select(func.min(_c.upto)).where(_c.data.is_not(None))
INSERT = insert(s.model_versions)
LEAVES = update(s.model_versions).where(_c.state == "promoted").values(state=bindparam("becomes"), why=bindparam("because"))
COMES = (
    update(s.model_versions)
    .where(_c.id == bindparam("row"))
    .values(state="promoted", promoted_at=bindparam("now_"), why=bindparam("because"))
)
DROP = update(s.model_versions).where(_c.id.in_(bindparam("rows", expanding=True))).values(data=None)
TURN_OF = select(s.desk_state.c.value).where(s.desk_state.c.name == TURN)
MOVE_TURN = (
    update(s.desk_state)
    .where(s.desk_state.c.name == TURN, s.desk_state.c.value == bindparam("was"))
    .values(value=bindparam("to"))
)


class ModelVersions:
    """The versions of one database."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def add(
        self, *, at: datetime, upto: int, embedder: str, card: Mapping[str, Any], data: bytes, why: str, promote: bool = False
    ) -> int:
        """A new version; its number. A candidate, or promoted in the same transaction: a better one that a power cut left a
        candidate would stay one until somebody taught something new."""
        row = {"at": at, "state": "candidate", "upto": upto, "embedder": embedder, "why": why, "card": plain(card), "data": data}

        def work(connection: Connection) -> int:
            if promote:
                one_at_a_time(connection, (LOCK,))
            number = new_id(connection.execute(INSERT, row))
            if promote:
                _promote(connection, number, why=why, now=at)
            return number

        return self._hands.write(work)

    def all(self) -> list[ModelVersion]:
        """The newest first."""
        return self._hands.read(lambda connection: [version_of(row) for row in connection.execute(ALL).mappings()])

    def get(self, version: int) -> ModelVersion | None:
        return self._hands.read(lambda connection: _one(connection, ONE, {"row": version}))

    def promoted(self) -> ModelVersion | None:
        return self._hands.read(lambda connection: _one(connection, PROMOTED))

    def promoted_name(self) -> str | None:
        """Cheap: pollers ask it."""
        found = self._hands.read(lambda connection: connection.execute(PROMOTED_ID).scalar())
        return f"v{found}" if found is not None else None

    def learnt(self) -> Learnt:
        """What readers start from now."""
        row = self._hands.read(lambda connection: connection.execute(STATE).first())
        return Learnt(version=f"v{row.id}", upto=row.upto, data=row.data) if row is not None else NOTHING_LEARNT

    def promote(self, version: int, *, why: str, now: datetime) -> ModelVersion:
        """Readers start from this one from now on. Refused for one that is not there, is promoted, or has no bytes left."""

        def work(connection: Connection) -> ModelVersion:
            one_at_a_time(connection, (LOCK,))
            wanted = _one(connection, ONE, {"row": version})
            if wanted is None:
                raise Refused(f"there is no version v{version}; `mailgate model list` shows them all")
            if wanted.state == "promoted":
                raise Refused(f"{wanted.name} is promoted already")
            if not wanted.kept:
                raise Refused(f"of {wanted.name} only the card is kept; `mailgate teach --refit` makes a new version")
            _promote(connection, version, why=why, now=now)
            return _known(connection, version)

        return self._hands.write(work)

    def rollback(self, *, now: datetime) -> tuple[ModelVersion, ModelVersion | None]:
        """Back to what was promoted before; (what left, what readers start from now). None: from the settings alone, and all
        lessons. Refused where nothing is promoted."""

        def work(connection: Connection) -> tuple[ModelVersion, ModelVersion | None]:
            one_at_a_time(connection, (LOCK,))
            left = _one(connection, PROMOTED)
            if left is None:
                raise Refused("no version is promoted, so there is nothing to roll back")
            before = _one(connection, BEFORE)
            connection.execute(LEAVES, {"becomes": "rolled_back", "because": "rolled back"})
            if before is not None:
                connection.execute(COMES, {"row": before.id, "now_": now, "because": f"{left.name} was rolled back"})
            return _known(connection, left.id), _known(connection, before.id) if before is not None else None

        return self._hands.write(work)

    def prune(self) -> int:
        """Drop the bytes of old versions; their cards stay. Kept are the promoted one, the one a rollback leads to, and the
        newest few. How many were dropped."""

        def work(connection: Connection) -> int:
            one_at_a_time(connection, (LOCK,))
            kept = [v for v in (version_of(row) for row in connection.execute(ALL).mappings()) if v.kept]
            before = _one(connection, BEFORE)
            spared = {v.id for v in kept if v.state == "promoted"} | ({before.id} if before is not None else set())
            gone = [v.id for v in [v for v in kept if v.id not in spared][KEPT:]]
            if gone:
                connection.execute(DROP, {"rows": gone})
            return len(gone)

        return self._hands.write(work)

    def floor(self) -> int:
        """The oldest lesson a reader may start behind; 0 while nothing is promoted, for then they start from the first."""

        def work(connection: Connection) -> int:
            promoted = connection.execute(PROMOTED_ID).scalar()
            return int(connection.execute(FLOOR).scalar() or 0) if promoted is not None else 0

        return self._hands.read(work)

    # -- whose turn the nightly refit is -------------------------------------------------------------------------------

    def turn(self) -> datetime | None:
        """For which night the last refit was."""
        found = self._hands.read(lambda connection: connection.execute(TURN_OF).scalar())
        return datetime.fromisoformat(found) if found is not None else None

    def take_turn(self, was: datetime | None, at: datetime) -> bool:
        """Whether this caller makes the refit of that night: of many nodes one."""

        def work(connection: Connection) -> bool:
            if was is None:
                insert_it = self._hands.upserts.or_nothing(s.desk_state).returning(s.desk_state.c.name)
                return connection.execute(insert_it, {"name": TURN, "value": at.isoformat()}).first() is not None
            return connection.execute(MOVE_TURN, {"was": was.isoformat(), "to": at.isoformat()}).rowcount == 1

        return self._hands.write(work)


def version_of(row: Row) -> ModelVersion:
    return ModelVersion(
        id=row["id"],
        at=row["at"],
        state=row["state"],
        upto=row["upto"],
        embedder=row["embedder"],
        why=row["why"],
        promoted_at=row["promoted_at"],
        kept=bool(row["kept"]),
        card=row["card"],
    )


def _one(connection: Connection, statement: Any, values: Mapping[str, Any] | None = None) -> ModelVersion | None:
    row = connection.execute(statement, dict(values or {})).mappings().first()
    return version_of(row) if row is not None else None


def _promote(connection: Connection, version: int, *, why: str, now: datetime) -> None:
    """Under the lock: it takes the place of the one that is promoted."""
    connection.execute(LEAVES, {"becomes": "retired", "because": f"v{version} took its place"})
    connection.execute(COMES, {"row": version, "now_": now, "because": why})


def _known(connection: Connection, version: int) -> ModelVersion:
    found = _one(connection, ONE, {"row": version})
    assert found is not None
    return found
