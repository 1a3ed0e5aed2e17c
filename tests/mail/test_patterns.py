"""The tables of words: what is compared with case-folded text must itself be folded, or it is never found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import mailgate.mail.patterns

TABLES = [
    (module.name, name)
    for module in pkgutil.iter_modules(mailgate.mail.patterns.__path__)
    for name in vars(importlib.import_module(f"mailgate.mail.patterns.{module.name}"))
    if name.isupper()
]


def words_in(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for words in table.values():
            yield from words_in(words)
    elif isinstance(table, (tuple, list, set, frozenset)):
        for each in table:
            yield from words_in(each)


@pytest.mark.parametrize(("module", "table"), TABLES)
def test_words_are_case_folded(module: str, table: str) -> None:
    """ß is ss and the final sigma a sigma once folded: `grüße` and `στις` would match no text."""
    words = list(words_in(getattr(importlib.import_module(f"mailgate.mail.patterns.{module}"), table)))
    assert words
    assert [word for word in words if word != word.casefold()] == []
