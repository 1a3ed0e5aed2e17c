from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from mailgate.adapters.store import open_store, upgrade
from mailgate.adapters.store.dialect import engines_of
from mailgate.adapters.store.migrate import alembic_config
from mailgate.adapters.store.schema import HEAD, metadata
from mailgate.model.errors import Refused, StoreUnavailable
from tests.store.desk_day import NOON, RULEBOOK, arrived, opened, parsed


def test_upgrading_makes_the_database_and_then_has_nothing_to_do(empty_url: str) -> None:
    assert upgrade(empty_url) is True
    assert upgrade(empty_url) is False
    open_store(empty_url).close()


def test_migrations_make_exactly_the_tables_of_the_code(url: str) -> None:
    engines = engines_of(url)
    with engines.write.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        drift = compare_metadata(context, metadata)
    engines.dispose()
    assert drift == []


def test_the_newest_migration_is_the_one_the_code_needs() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    engines = engines_of(url)
    with engines.write.connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engines.dispose()
    with pytest.raises(Refused, match="newer mailgate"):
        upgrade(url)
    with pytest.raises(Refused, match="schema 9999, this mailgate needs"):
        open_store(url)


def test_a_database_of_an_unreleased_version_is_refused_and_says_what_it_lacks(url: str) -> None:
    engines = engines_of(url)
    with engines.write.connect() as connection, connection.begin():
        connection.execute(text("ALTER TABLE holds DROP COLUMN worded"))
    told = r"^this database was made by an unreleased version of mailgate: it lacks holds\.worded; make a new one"
    with pytest.raises(Refused, match=told):
        upgrade(url)
    with pytest.raises(Refused, match=told):
        open_store(url)
    with engines.write.connect() as connection, connection.begin():
        for column in ("text", "reason", "by_name"):
            connection.execute(text(f"ALTER TABLE entries DROP COLUMN {column}"))
        connection.execute(text("DROP TABLE desk_state"))
    engines.dispose()
    with pytest.raises(Refused, match=r"it lacks entries\.by_name, entries\.text, entries\.reason and 3 more; make"):
        upgrade(url)


def test_a_database_may_have_more_than_we_know(url: str) -> None:
    engines = engines_of(url)
    with engines.write.connect() as connection, connection.begin():
        connection.execute(text("ALTER TABLE holds ADD COLUMN theirs INTEGER"))
        connection.execute(text("CREATE TABLE theirs (name INTEGER)"))
    engines.dispose()
    assert upgrade(url) is False
    open_store(url).close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_url: str) -> None:
    engines = engines_of(empty_url)
    with engines.write.connect() as connection, connection.begin():
        connection.execute(text("CREATE TABLE tickets (number INTEGER)"))  # in the way of ours
    with pytest.raises(Exception, match="tickets"):
        upgrade(empty_url)
    with engines.write.connect() as connection, connection.begin():
        connection.execute(text("DROP TABLE tickets"))
    engines.dispose()
    assert upgrade(empty_url) is True


def test_a_missing_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="run `mailgate db upgrade`"):
        open_store(f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(Refused, match=r"write sqlite:///var/mailgate\.db or postgresql://"):
        open_store("mysql://x/y")


def test_a_store_in_memory_is_made_at_once() -> None:
    store = open_store("sqlite://")
    number = opened(store)
    facts = store.facts_about(parsed(in_reply_to="m1@example.org"), arrived(store, key="k2"), rulebook=RULEBOOK, now=NOON)
    assert [known.ticket for known in facts.known] == [number]
    store.close()


def test_the_database_is_for_its_owner_only(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/var/desk.db")
    assert (tmp_path / "var" / "desk.db").stat().st_mode & 0o777 == 0o600
