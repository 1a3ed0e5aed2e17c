"""Statements that were compiled once say the same, and are refused the same, as SQLAlchemy's own on both engines."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from mailgate.adapters.store import SqlStore, open_store, upgrade
from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import KEY_LIMIT
from mailgate.adapters.store.dialect import Upserts
from mailgate.adapters.store.prepared import insert_one, run, run_many
from mailgate.model.errors import MailgateError

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
COUNT = insert(s.counters)
KEYS = select(s.counters.c.key, s.counters.c.at).where(s.counters.c.key.in_(bindparam("keys", expanding=True)))
IN_ORDER = KEYS.order_by(s.counters.c.at)
LATER = update(s.counters).where(s.counters.c.key == bindparam("b_key")).values(at=bindparam("at"))
KEEP = insert(s.desk_state)
KEPT = select(s.desk_state.c.value).where(s.desk_state.c.name == bindparam("name"))
PERSON = insert(s.people)
WISHES = select(s.people.c.key, s.people.c.wishes, s.people.c.away_until).where(s.people.c.key == bindparam("key"))


def counted(store: SqlStore, *keys: str) -> list[tuple[str, datetime]]:
    return store.read(lambda c: [(row.key, row.at) for row in run(c, IN_ORDER, {"keys": list(keys)})])


def test_instants_come_back_as_they_were_whatever_zone_they_were_written_in(store: SqlStore) -> None:
    rome = NOON.astimezone(timezone(timedelta(hours=1)))
    store.write(lambda c: run_many(c, COUNT, [{"key": "a", "at": rome}, {"key": "b", "at": NOON + timedelta(microseconds=7)}]))
    assert counted(store, "a", "b") == [("a", NOON), ("b", datetime(2026, 11, 21, 12, 0, 0, 7, tzinfo=UTC))]


def test_what_is_written_prepared_is_read_by_sqlalchemy_and_the_other_way_round(store: SqlStore) -> None:
    store.write(lambda c: run(c, COUNT, {"key": "ours", "at": NOON}))
    store.write(lambda c: c.execute(COUNT, {"key": "theirs", "at": NOON + timedelta(hours=1)}))
    both = [("ours", NOON), ("theirs", NOON + timedelta(hours=1))]
    assert counted(store, "ours", "theirs") == both
    assert store.read(lambda c: [tuple(row) for row in c.execute(IN_ORDER, {"keys": ["ours", "theirs"]})]) == both


def test_a_naive_instant_is_refused_before_anything_is_written(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="naive"):
        store.write(lambda c: run(c, COUNT, {"key": "a", "at": datetime(2026, 11, 21)}))
    assert counted(store, "a") == []


@pytest.mark.parametrize("keys", [[], ["a"], ["a", "b"], ["a", "b", "c"], [f"k{n}" for n in range(300)]])
def test_a_list_may_have_any_length(store: SqlStore, keys: list[str]) -> None:
    store.write(lambda c: run_many(c, COUNT, [{"key": key, "at": NOON} for key in keys]))
    for _ in range(2):
        found = store.read(lambda c: run(c, KEYS, {"keys": keys}))
        assert sorted(row.key for row in found) == sorted(keys)


def test_lists_of_all_lengths_share_a_few_texts(tmp_path: Path) -> None:
    """A trace shows the values in their places, so texts of the same list differ by its length alone."""
    url = f"sqlite:///{tmp_path}/desk.db"
    upgrade(url)
    store = open_store(url)
    texts: list[str] = []

    def ask(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        driver.set_trace_callback(texts.append)
        for length in range(1, 257):
            run(connection, KEYS, {"keys": ["k"] * length})
        driver.set_trace_callback(None)

    store.read(ask)
    store.close()
    assert len(texts) == 256
    assert sorted({text.count("'k'") for text in texts}) == [1, 2, 4, 8, 16, 32, 64, 128, 256]


def test_a_padded_list_finds_and_changes_what_it_names_once(store: SqlStore) -> None:
    mark = update(s.counters).where(s.counters.c.key.in_(bindparam("keys", expanding=True))).values(at=NOON)
    store.write(lambda c: run_many(c, COUNT, [{"key": key, "at": NOON} for key in "abcde"]))
    for _ in range(2):
        assert store.read(lambda c: [row.key for row in run(c, IN_ORDER, {"keys": ["a", "b", "e"]})]) == ["a", "b", "e"]
        assert store.write(lambda c: run(c, mark, {"keys": ["c", "d", "e"]}).rowcount) == 3


def test_a_change_says_how_many_rows_it_met(store: SqlStore) -> None:
    store.write(lambda c: run_many(c, COUNT, [{"key": "a", "at": NOON}, {"key": "a", "at": NOON}]))
    later = NOON + timedelta(hours=1)
    assert store.write(lambda c: run(c, LATER, {"b_key": "a", "at": later}).rowcount) == 2
    assert store.write(lambda c: run(c, LATER, {"b_key": "nobody", "at": later}).rowcount) == 0


def test_no_rows_are_no_answer(store: SqlStore) -> None:
    def ask(name: str) -> tuple[Any, Any, Any]:
        found = store.read(lambda c: run(c, KEPT, {"name": name}))
        return found.first(), found.scalar(), found.mappings()

    assert ask("none") == (None, None, [])
    store.write(lambda c: run(c, KEEP, {"name": "one", "value": "1"}))
    first, scalar, mappings = ask("one")
    assert (first.value, scalar, mappings) == ("1", "1", [{"value": "1"}])


def test_plain_data_long_keys_and_texts_no_database_takes_are_kept_as_ever(store: SqlStore) -> None:
    key = "x" * (KEY_LIMIT + 1)
    row = {"key": key, "state": "a\0b", "wishes": {"api": "più"}, "away_until": None, "changed_at": NOON}
    store.write(lambda c: run(c, PERSON, row))
    found = store.read(lambda c: run(c, WISHES, {"key": key}).one())
    assert (found.wishes, found.away_until, len(found.key)) == ({"api": "più"}, None, KEY_LIMIT)
    assert store.read(lambda c: c.execute(select(s.people.c.state)).scalar_one()) == "a\ufffdb"


def test_an_inserted_row_says_its_id(store: SqlStore) -> None:
    row = {
        "ticket": None,
        "inbox_id": None,
        "entry": None,
        "why": "w",
        "for_whom": None,
        "until": NOON,
        "worded": True,
        "others": [],
    }
    first = store.write(lambda c: insert_one(c, insert(s.holds), row))
    assert store.read(lambda c: c.execute(select(s.holds.c.id)).scalar_one()) == first


def test_a_refused_row_undoes_its_own_closure_alone_and_says_no_words_of_people(store: SqlStore) -> None:
    store.write(lambda c: run(c, KEEP, {"name": "one", "value": "kept"}))
    with pytest.raises(MailgateError, match="refused a row") as refused:
        store.write(lambda c: run(c, KEEP, {"name": "one", "value": "a secret of Maria's"}))
    assert isinstance(refused.value.__cause__, IntegrityError)
    assert "Maria" not in str(refused.value) + str(refused.value.__cause__)
    assert store.read(lambda c: run(c, KEPT, {"name": "one"}).scalar()) == "kept"
    assert store.sick is None


@pytest.mark.parametrize("many", [1, 2, 31, 32, 33, 70])
def test_rows_written_together_are_all_there_in_their_order(store: SqlStore, many: int) -> None:
    rows = [{"key": "k", "at": NOON + timedelta(seconds=n)} for n in range(many)]
    for _ in range(2):
        store.write(lambda c: c.execute(s.counters.delete()))
        store.write(lambda c: run_many(c, COUNT, rows))
        assert [at for _, at in counted(store, "k")] == [NOON + timedelta(seconds=n) for n in range(many)]


def test_an_upsert_of_several_rows_gives_each_its_own_values(store: SqlStore) -> None:
    keep = Upserts(store.engines.write.dialect.name).or_replace(s.desk_state, [s.desk_state.c.name], ["value"])
    store.write(lambda c: run(c, KEEP, {"name": "b", "value": "old"}))
    store.write(lambda c: run_many(c, keep, [{"name": name, "value": f"{name}'s"} for name in "abc"]))
    assert store.read(lambda c: [run(c, KEPT, {"name": name}).scalar() for name in "abc"]) == ["a's", "b's", "c's"]


def test_the_first_of_a_transaction_that_fails_leaves_nothing_and_those_behind_it_are_written(store: SqlStore) -> None:
    gate = threading.Event()

    def hold(connection: Connection) -> None:
        gate.wait(10)

    def fail(connection: Connection) -> None:
        run(connection, KEEP, {"name": "failed", "value": "x"})
        raise LookupError

    held = store._writer.submit(hold)  # what is queued behind it shares a transaction
    queued = [store._writer.submit(work) for work in (fail, lambda c: run(c, KEEP, {"name": "good", "value": "y"}), fail)]
    gate.set()
    held.result(10)
    first, second, third = (one.exception(10) for one in queued)
    assert (type(first), second, type(third)) == (LookupError, None, LookupError)
    names = store.read(lambda c: [run(c, KEPT, {"name": name}).scalar() for name in ("failed", "good")])
    assert names == [None, "y"]
