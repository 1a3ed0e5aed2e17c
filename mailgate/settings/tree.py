"""A file as a tree of plain values that know where they stand.

Scalars stay the text that was written (`NO`, `012` and `1:30` mean what they show); the models give them their type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Text(str):
    """A scalar as it was written. `plain` is its YAML value (bool, int, float, str); `folder` where its file stands."""

    __slots__ = ("folder", "place", "plain")
    plain: Any
    place: Place
    folder: Path


class Block(dict[str, Any]):
    """A mapping that knows where it and its keys stand."""

    place: Place
    keys_at: dict[str, Place]


class Items(list[Any]):
    """A sequence that knows where it and its items stand."""

    place: Place
    items_at: list[Place]


def text_in(file: Path, written: str) -> Text:
    """A scalar as if it stood at the top of the file."""
    text = Text(written)
    text.place, text.folder, text.plain = Place(str(file), 1, 1), file.parent, written
    return text


def is_text(value: object) -> TypeGuard[Text]:
    return isinstance(value, Text)


def plain(value: Any) -> Any:
    """The tree as ordinary Python values, for what is handed on as data."""
    if isinstance(value, Text):
        return value.plain
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value


def place_of(tree: Any, loc: Sequence[int | str], *, key: bool = False) -> Place | None:
    """Where `loc` stands in the tree: its value, or its key with `key`. Parts that name nothing in the tree (a model's
    own words for its alternatives) are passed over."""
    place: Place | None = getattr(tree, "place", None)
    for part in loc:
        if isinstance(tree, Block) and isinstance(part, str) and part in tree:
            child = tree[part]
            place = tree.keys_at[part] if key or child is None else child.place
            tree = child
        elif isinstance(tree, Items) and isinstance(part, int) and part < len(tree):
            child = tree[part]
            place = tree.items_at[part] if child is None else child.place
            tree = child
    return place
