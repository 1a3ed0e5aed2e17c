"""Faults of the models in words that a person can act on."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mailgate.settings.tree import Block, Items, Place, Text, place_of
from mailgate.settings.words import did_you_mean, nearest

Loc = tuple[int | str, ...]

_PLAIN_WORDS = {
    "string_type": "text is expected here; put it in quotes",
    "int_type": "a whole number is expected here, such as 8",
    "int_parsing": "a whole number is expected here, such as 8",
    "int_from_float": "a whole number is expected here, such as 8",
    "float_type": "a number is expected here, such as 0.5",
    "float_parsing": "a number is expected here, such as 0.5",
    "finite_number": "a number is expected here, such as 0.5",
    "date_type": "a date is expected here, such as 2026-12-31",
    "date_parsing": "a date is expected here, such as 2026-12-31",
    "date_from_datetime_parsing": "a date is expected here, such as 2026-12-31",
    "date_from_datetime_inexact": "a date without a time is expected here, such as 2026-12-31",
    "tuple_type": "a list is expected here; write [one, two]",
    "list_type": "a list is expected here; write [one, two]",
    "dict_type": "a block is expected here; write {key: value}, or lines `key: value` indented under it",
    "model_type": "a block is expected here; write {key: value}, or lines `key: value` indented under it",
    "model_attributes_type": "a block is expected here; write {key: value}, or lines `key: value` indented under it",
    "too_short": "at least one is needed here",
}


def told(error: ValidationError, tree: Block | None, model: type[BaseModel]) -> list[str]:
    """One line for each fault: `file:line:column: what is wrong; what to do`."""
    return [f"{_place(fault, tree)}: {_words(fault, tree, model)}" for fault in error.errors(include_url=False)]


def _place(fault: ErrorDetails, tree: Block | None) -> Place:
    at_key = fault["type"] == "extra_forbidden" or fault["loc"][-1:] == ("[key]",)
    return place_of(tree, fault["loc"], key=at_key) or Place("settings", 1, 1)


def _words(fault: ErrorDetails, tree: Block | None, model: type[BaseModel]) -> str:
    kind, loc = fault["type"], fault["loc"]
    ctx: dict[str, Any] = fault.get("ctx") or {}
    named = _named(loc, tree)
    value = fault["input"]
    if kind == "mailgate":
        return f"{named}: {ctx['what']}" if named else str(ctx["what"])
    if kind == "extra_forbidden":
        return _unknown_key(loc, model)
    if kind == "missing":
        where = _named(loc[:-1], tree)
        return f"`{loc[-1]}:` is missing{f' under {where}' if where else ''}; add it"
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        known = re.findall(r"'([^']*)'", str(ctx.get("expected") or ctx.get("expected_tags") or ""))
        written = str(ctx.get("tag", value))
        return f"{named}: `{written}` is none of the words it may be; {did_you_mean(written, known)}"
    if kind == "union_tag_not_found":
        return f"{named}: `via:` is missing; add via: maildir or via: smtp"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = "at least" if kind == "greater_than_equal" else "at most"
        return f"{named}: {value} is out of range; it is {bound} {ctx.get('ge', ctx.get('le'))}"
    return f"{named}: {_PLAIN_WORDS.get(kind) or fault['msg'][:1].lower() + fault['msg'][1:]}"


def _named(loc: Loc, tree: Block | None) -> str:
    """The setting's name as an admin would say it: the parts of `loc` that stand in the file."""
    parts: list[str] = []
    here: Any = tree
    for part in loc:
        if isinstance(here, Block) and isinstance(part, str) and part in here:
            parts.append(str(part))
            here = here[part]
        elif isinstance(here, Items) and isinstance(part, int) and part < len(here):
            parts.append(str(part + 1))
            here = here[part]
        elif tree is None:
            parts.append(str(part))
    return ".".join(parts)


def _unknown_key(loc: Loc, model: type[BaseModel]) -> str:
    key = str(loc[-1])
    known: set[str] = set()
    for found in _models_at(loc[:-1], model):
        known |= {f.alias or name for name, f in found.model_fields.items()}
    known -= {"days"}
    near = nearest(key, known)
    if near is None:
        for name, block in model.model_fields.items():
            inner = block.annotation
            if isinstance(inner, type) and issubclass(inner, BaseModel) and key in inner.model_fields and loc[:-1] != (name,):
                return f"`{key}` is not a setting here; it belongs under `{name}:`"
    where = ".".join(str(p) for p in loc[:-1])
    return f"`{key}` is not a setting{f' of {where}' if where else ''}; {did_you_mean(key, known)}"


def _models_at(loc: Loc, model: type[BaseModel]) -> list[type[BaseModel]]:
    """The models that may stand at `loc`."""
    here: list[Any] = [model]
    for part in loc:
        deeper: list[Any] = []
        for kind in here:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                field = kind.model_fields.get(str(part)) or next((f for f in kind.model_fields.values() if f.alias == part), None)
                if field is not None:
                    deeper.extend(_alternatives(field.annotation))
            elif get_origin(kind) is tuple or get_origin(kind) is list:
                deeper.extend(_alternatives(get_args(kind)[0]))
            elif get_origin(kind) is dict:
                deeper.extend(_alternatives(get_args(kind)[1]))
        # A part that names nothing is a model's own word for one of its alternatives.
        here = deeper or here
    return [kind for kind in here if isinstance(kind, type) and issubclass(kind, BaseModel)]


def _alternatives(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for each in get_args(annotation):
            yield from _alternatives(each)
    elif annotation is not type(None):
        yield annotation


class Pruned:
    """A copy of the tree from which faulty values are cut, so that the rest can be looked at further."""

    def __init__(self, tree: Block) -> None:
        self.tree: Any = _copied(tree)
        self.loose = False

    def cut(self, error: ValidationError) -> bool:
        """Take every faulty value out; False when nothing could be taken out."""
        done = False
        for fault in sorted(error.errors(include_url=False), key=lambda f: _sortable(f["loc"]), reverse=True):
            loc = self._standing(fault["loc"])
            # Without a whole block, much of what names it would look wrong as well.
            self.loose = self.loose or len(loc) <= 2 or fault["type"] == "missing"
            if loc:
                parent: Any = self.tree
                for part in loc[:-1]:
                    parent = parent[part]
                del parent[loc[-1]]
                done = True
        return done

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
    return tuple((1, part, "") if isinstance(part, int) else (0, 0, part) for part in loc)


def _copied(tree: Any) -> Any:
    if isinstance(tree, Text):
        return tree
    if isinstance(tree, dict):
        return {key: _copied(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_copied(value) for value in tree]
    return tree
