"""What is left of a file without its faulty values, so that one look finds the other faults too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mailgate.settings.tree import Block, Items, text_in

Loc = tuple[int | str, ...]

# Where one of these is faulty as a whole, or misspelt, everything that names what stands in it would look wrong too.
_NAMING = ("mailboxes", "hours", "teams", "agents", "intents")


class Pruned:
    """A copy of a tree, to cut from. `loose` says that names may be missing that the file meant to give."""

    def __init__(self, tree: Block, file: Path) -> None:
        self.tree: Any = _copied(tree)
        self.loose = False
        self._file = file
        self._touched: list[Any] = []

    def news(self, error: ValidationError) -> list[ErrorDetails]:
        """The faults that do not merely follow from what was cut."""
        found = error.errors(include_url=False)
        return [fault for fault in found if not any(self._at(self._standing(fault["loc"])) is each for each in self._touched)]

    def cut(self, error: ValidationError) -> bool:
        """Take every faulty value out; False when what is left can't be settings."""
        faults = error.errors(include_url=False)
        if any(fault["type"] == "missing" and fault["loc"] == ("server", "domain") for fault in faults):
            self.tree["server"]["domain"] = text_in(self._file, "missing.invalid")
            faults = [fault for fault in faults if fault["loc"] != ("server", "domain")]
        places = {tuple(self._standing(fault["loc"])): fault["type"] for fault in faults}
        outermost = [place for place in places if not any(place[:n] in places for n in range(len(place)))]
        if any(place in ((), ("server",), ("desk",), ("desk", "mailboxes")) for place in outermost):
            return False
        for place in sorted(outermost, key=_sortable, reverse=True):
            if place[0] == "desk" and len(place) == 2:
                self.loose = self.loose or place[1] in _NAMING or places[place] == "extra_forbidden"
            parent = self._at(place[:-1])
            del parent[place[-1]]
            if isinstance(parent, Items):
                del parent.items_at[int(place[-1])]
            self._touched.append(parent)
        return True

    def _at(self, place: Sequence[Any]) -> Any:
        here: Any = self.tree
        for part in place:
            here = here[part]
        return here

    def _standing(self, loc: Loc) -> list[Any]:
        """The parts of `loc` that lead somewhere in what is left of the tree."""
        here: Any = self.tree
        standing: list[Any] = []
        for part in loc:
            if part in here if isinstance(here, dict) else isinstance(here, list) and isinstance(part, int) and part < len(here):
                standing.append(part)
                here = here[part]
        return standing


def _sortable(loc: Loc) -> tuple[tuple[int, int, str], ...]:
    """Later items of a list first, so that cutting one does not move the next."""
    return tuple((1, part, "") if isinstance(part, int) else (0, 0, part) for part in loc)


def _copied(tree: Any) -> Any:
    if isinstance(tree, Block):
        block = Block({key: _copied(value) for key, value in tree.items()})
        block.place, block.keys_at = tree.place, dict(tree.keys_at)
        return block
    if isinstance(tree, Items):
        items = Items(_copied(value) for value in tree)
        items.place, items.items_at = tree.place, list(tree.items_at)
        return items
    return tree
