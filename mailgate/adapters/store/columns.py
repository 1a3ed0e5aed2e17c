"""Column types that refuse what a database would quietly spoil: naive times, NULs, lone surrogates, oversized keys."""

from __future__ import annotations

import hashlib
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


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Naive values are refused with ValueError; what comes back is aware UTC on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the store")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text of any length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)


class Key(TypeDecorator[str]):
    """Text that is looked up: bounded, so that it fits an index."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else key_form(value)


class Plain(TypeDecorator[Any]):
    """Plain JSON data: dicts, lists, strings, numbers. JSONB on PostgreSQL."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())
