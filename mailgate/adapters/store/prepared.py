"""Statements that run for every mail, compiled once and then run as plain SQL.

SQLAlchemy's own way from a statement to the driver costs some 80 µs each time, the driver's work five, and a mail takes three
dozen statements. So on SQLite the text, the order of the parameters and the conversions of both directions are kept, and only
the driver runs. On PostgreSQL, where the way to the server counts, SQLAlchemy runs the statement as ever. What is asked and
what comes back is the same on both; errors are SQLAlchemy's.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import Insert

from mailgate.adapters.store.dialect import new_id

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]
TOGETHER = 32  # rows of one INSERT: each step of the driver hands the interpreter to another thread and asks for it again
LONGEST = 256  # values of one IN (…) whose text is kept
LENGTHS = frozenset((0, 1, 2, 4, 8, 16, 32, 64, 128, LONGEST))  # each has a text of its own, so there are few; others are padded
KEPT = 4096  # texts; there are a few hundred


def run(connection: Connection, statement: Any, values: Values | None = None) -> Rows:
    """Run it once. `statement` is one of those that are made once and kept, for its compiled form is kept as well."""
    if connection.dialect.name != "sqlite":
        return _of_server(connection.execute(statement, values or {}))
    values = _padded(statement, values or {})
    plan = _plan(connection.dialect, statement, values)
    return plan.rows(_driven(connection, plan.sql, plan.bound(values)))


def run_many(connection: Connection, statement: Any, rows: Sequence[Values]) -> None:
    """Run it for each of these rows, which name the same columns. Does nothing for none."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(statement, rows)
        return
    plan = _plan(connection.dialect, statement, rows[0])
    for start in range(0, len(rows), TOGETHER):
        portion = rows[start : start + TOGETHER]
        bound = [value for row in portion for value in plan.bound(row)]
        if len(portion) == 1:
            _driven(connection, plan.sql, bound)
        elif isinstance(statement, Insert):
            _driven(connection, _of_several(connection.dialect, statement, portion), bound)
        else:
            _driven(connection, plan.sql, [plan.bound(row) for row in portion], many=True)


def insert_one(connection: Connection, statement: Insert, values: Values) -> int:
    """Insert a row; the id that the database drew for it."""
    if connection.dialect.name != "sqlite":
        return new_id(connection.execute(statement, values))
    plan = _plan(connection.dialect, statement, values)
    drawn = _driven(connection, plan.sql, plan.bound(values)).lastrowid
    assert drawn is not None
    return drawn


def command(connection: Connection, sql: str) -> None:
    """Run a word that takes no values and answers nothing, such as SAVEPOINT."""
    if connection.dialect.name == "sqlite":
        _driven(connection, sql, ())
    else:
        connection.exec_driver_sql(sql)


# -- what comes back ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of an answer, each readable by attribute; `mappings` by key. `rowcount` is that of a change. The methods are
    those of SQLAlchemy's results."""

    rows: Sequence[Any]
    rowcount: int
    names: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def first(self) -> Any | None:
        return self.rows[0] if self.rows else None

    def one(self) -> Any:
        """The only row. ValueError where there is none or another."""
        (row,) = self.rows
        return row

    def scalar(self) -> Any:
        """The first value of the first row, None where there is no row."""
        return self.rows[0][0] if self.rows else None

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalars(self) -> list[Any]:
        return [row[0] for row in self.rows]

    def mappings(self) -> list[dict[str, Any]]:
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]


def _of_server(result: Any) -> Rows:
    if not result.returns_rows:
        return Rows((), result.rowcount)
    names = tuple(result.keys())
    return Rows(result.all(), result.rowcount, names)


# -- a compiled statement ----------------------------------------------------------------------------------------------


_Place = tuple[str | None, int | None, Convert | None, Any]  # (name, index in its list, how it is converted), or a constant


@dataclass(frozen=True, slots=True)
class _Plan:
    """One statement for one set of parameters: its text, and how values go in and come out."""

    sql: str
    names: tuple[str, ...]
    places: tuple[_Place, ...]
    converted: tuple[tuple[int, Convert], ...]
    make: Callable[[Sequence[Any]], Any] = field(default=tuple)

    def bound(self, values: Values) -> list[Any]:
        bound = []
        for key, index, convert, constant in self.places:
            if key is None:
                bound.append(constant)
                continue
            value = values[key] if index is None else values[key][index]
            bound.append(value if convert is None else convert(value))
        return bound

    def rows(self, cursor: sqlite3.Cursor) -> Rows:
        if not self.names:
            return Rows((), cursor.rowcount)
        found: Sequence[Any] = cursor.fetchall()
        if found and self.converted:
            found = [self._converted(row) for row in found]
        return Rows([self.make(row) for row in found], cursor.rowcount, self.names)

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        whole = list(row)
        for place, convert in self.converted:
            whole[place] = convert(whole[place])
        return whole


_LISTS: dict[Any, tuple[str, ...]] = {}  # by statement, the parameters that are lists of an IN (…)
_PLANS: dict[Any, _Plan] = {}
_SEVERAL: dict[Any, str] = {}  # by statement and number of rows


def _padded(statement: Any, values: Values) -> Values:
    """The same values, each list as long as one of LENGTHS: its last is repeated, which changes no IN (…). How long lists are
    is for those to say who write to us, and each length that is kept takes room from others."""
    lists = _LISTS.get(statement, ())
    return {**values, **{name: _stretched(values[name]) for name in lists}} if lists else values


def _stretched(listed: Sequence[Any]) -> Sequence[Any]:
    count = len(listed)
    if count in LENGTHS or count > LONGEST:
        return listed
    return [*listed, *[listed[-1]] * ((1 << count.bit_length()) - count)]


def _plan(dialect: Dialect, statement: Any, values: Values) -> _Plan:
    lists = _LISTS.get(statement, ())
    shape = (statement, *values, *(len(values[name]) for name in lists))
    plan = _PLANS.get(shape)
    return plan if plan is not None else _compiled(dialect, statement, values)


def _compiled(dialect: Dialect, statement: Any, values: Values) -> _Plan:
    keys = list(values) if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    state = compiled.construct_expanded_state(values)
    columns = list(getattr(statement, "exported_columns", None) or ())
    names = tuple(str(column.key) for column in columns)
    readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    row = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # its fields are the statement's
    plan = _Plan(
        sql=state.statement,
        names=names,
        places=_places(dialect, compiled, state, values),
        converted=tuple((place, convert) for place, convert in enumerate(readers) if convert is not None),
        make=row._make,
    )
    lists = tuple(name for name in state.parameter_expansion if name in values)
    _LISTS[statement] = lists
    if len(_PLANS) < KEPT and all(len(values[name]) in LENGTHS for name in lists):
        _PLANS[statement, *values, *(len(values[name]) for name in lists)] = plan
    return plan


def _of_several(dialect: Dialect, statement: Insert, rows: Sequence[Values]) -> str:
    """The text that inserts so many rows; their values follow each other as in the text for one."""
    shape = (statement, *rows[0], len(rows))
    text = _SEVERAL.get(shape)
    if text is None:
        text = str(statement.values([dict.fromkeys(row) for row in rows]).compile(dialect=dialect))
        if len(_SEVERAL) < KEPT:
            _SEVERAL[shape] = text
    return text


def _places(dialect: Dialect, compiled: Any, state: Any, values: Values) -> tuple[_Place, ...]:
    """For each `?` what stands there."""
    within = {one: (name, at) for name, many in state.parameter_expansion.items() for at, one in enumerate(many)}
    places: list[_Place] = []
    for name in state.positiontup or ():
        key, index = within.get(name, (name, None))
        convert = compiled.binds[key].type.dialect_impl(dialect).bind_processor(dialect)
        if key in values:
            places.append((key, index, convert, None))
        else:
            constant = state.parameters[name]
            places.append((None, None, None, constant if convert is None else convert(constant)))
    return tuple(places)


def _driven(connection: Connection, sql: str, values: Any, *, many: bool = False) -> sqlite3.Cursor:
    driver: Any = connection.connection.dbapi_connection
    try:
        cursor: sqlite3.Cursor = driver.executemany(sql, values) if many else driver.execute(sql, values)
    except sqlite3.Error as error:
        raise DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True, dialect=connection.dialect) from error
    return cursor
