"""What was thought of tickets, when it has grown old: of archived tickets the readings and routes go, of all others the readings'
vectors. The newest lessons' readings stay, for refits are examined by them.

Tables are gone through from their oldest row on, some pages a round, so that a round costs the same however large they are; a
walk that has come to what is young begins again a day later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.hands import Hands

PAGE, PAGES = 500, 20  # rows in one transaction, and transactions in a round
YOUNG = timedelta(days=180)  # discovery, comparisons and reports look back less far
REST = timedelta(days=1)
EXAMINED = 1_000  # newest lessons whose tickets' readings stay: an exam and the look for what got worse need no more

LESSONS = select(s.lessons.c.ticket).where(s.lessons.c.live).order_by(s.lessons.c.id.desc()).limit(EXAMINED)
_ids: Any = bindparam("ids", expanding=True)
FORGET_VECTORS = update(s.predictions).where(s.predictions.c.id.in_(_ids)).values(vector=None)
_OVER = "archived"


def _page(table: Any, *more: Any) -> Any:
    """The next rows behind a mark, each with whether its ticket's story is over."""
    over = or_(s.tickets.c.number.is_(None), s.tickets.c.state == _OVER)
    return (
        select(table.c.id, table.c.ticket, table.c.at, over.label("over"), *more)
        .select_from(table.outerjoin(s.tickets, s.tickets.c.number == table.c.ticket))
        .where(table.c.id > bindparam("mark"))
        .order_by(table.c.id)
        .limit(PAGE)
    )


READINGS = _page(s.predictions, s.predictions.c.vector.is_not(None).label("vector"))
ROUTES = _page(s.routes)
DROP = {table: delete(table).where(table.c.id.in_(_ids)) for table in (s.predictions, s.routes)}


@dataclass(slots=True)
class _Walk:
    mark: int = 0
    rests_until: datetime | None = None

    def behind(self, rows: Sequence[Any], now: datetime) -> list[Any]:
        """The old ones of a page; where they end the walk does."""
        old = [row for row in rows if row.at < now - YOUNG]
        if len(old) < PAGE:
            self.mark, self.rests_until = 0, now + REST
        else:
            self.mark = old[-1].id
        return old

    def rests(self, now: datetime) -> bool:
        return self.rests_until is not None and now < self.rests_until


class Ageing:
    """The walks of this process; another begins its own, which harms nothing."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._readings, self._routes = _Walk(), _Walk()

    def step(self, *, now: datetime) -> dict[str, int]:
        """One round; how many rows of each kind went."""
        return {
            "predictions": self._round(self._readings, self._old_readings, now),
            "routes": self._round(self._routes, self._old_routes, now),
        }

    def _round(self, walk: _Walk, page: Callable[[datetime], int], now: datetime) -> int:
        gone = 0
        for _ in range(PAGES):
            if walk.rests(now):
                break
            gone += page(now)
        return gone

    def _old_readings(self, now: datetime) -> int:
        asked = {"mark": self._readings.mark}

        def look(connection: Connection) -> tuple[Sequence[Any], set[int]]:
            rows = connection.execute(READINGS, asked).all()
            needed = set(connection.execute(LESSONS).scalars()) if any(row.over for row in rows) else set()
            return rows, needed

        rows, needed = self._hands.read(look)
        old = self._readings.behind(rows, now)
        gone = {row.id for row in old if row.over and row.ticket not in needed}
        bare = [row.id for row in old if row.vector and row.id not in gone]

        def work(connection: Connection) -> None:
            if gone:
                connection.execute(DROP[s.predictions], {"ids": sorted(gone)})
            if bare:
                connection.execute(FORGET_VECTORS, {"ids": bare})

        if gone or bare:
            self._hands.write(work)
        return len(gone)

    def _old_routes(self, now: datetime) -> int:
        asked = {"mark": self._routes.mark}
        rows = self._hands.read(lambda connection: connection.execute(ROUTES, asked).all())
        gone = [row.id for row in self._routes.behind(rows, now) if row.over]
        if gone:
            self._hands.write(lambda connection: connection.execute(DROP[s.routes], {"ids": gone}))
        return len(gone)
