"""Column types that refuse what a database would quietly spoil: naive times, NULs, lone surrogates, oversized keys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

KEY_LIMIT = 240  # code points; PostgreSQL refuses index rows above about 2,700 bytes

Id = BigInteger().with_variant(Integer, "sqlite")


def clean(text: str) -> str:
    """Text that every database takes: NUL and lone surrogates become U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def key_form(text: str) -> str:
    """The form a key is stored and looked up in: as it is, or its beginning and SHA-256 when it is very long."""
    text = clean(text)
    if len(text) <= KEY_LIMIT:
        return text
    return text[: KEY_LIMIT - 41] + "#" + hashlib.sha256(text.encode()).hexdigest()[:40]


def _instant_as_text(value: datetime | None) -> str | None:
    """As SQLAlchemy writes instants into SQLite."""
    if value is None:
        return None
    if value.tzinfo is not UTC:
        value = _aware(value)
    return value.isoformat(" ", "microseconds")[:26]


def _instant_of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a naive datetime has no place in the store")
    return value.astimezone(UTC)


def _clean_or_none(value: str | None) -> str | None:
    return None if value is None else clean(value)


def _key_or_none(value: str | None) -> str | None:
    return None if value is None else key_form(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Naive values are refused with ValueError; what comes back is aware UTC on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _aware(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """The shorter way for SQLite: a mail binds some fifty instants."""
        return _instant_as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return _instant_of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


class Words(TypeDecorator[str]):
    """Text of any length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _clean_or_none(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return _clean_or_none  # no engine's text needs more


class Key(TypeDecorator[str]):
    """Text that is looked up: bounded, so that it fits an index."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _key_or_none(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return _key_or_none


class Plain(TypeDecorator[Any]):
    """Plain JSON data: dicts, lists, strings, numbers. JSONB on PostgreSQL."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())
