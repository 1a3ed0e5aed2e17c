"""Faults of the models in words that a person can act on."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from mailgate.settings.tree import Block, Items, Place, place_of
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

_SHOWN = {"int_parsing", "float_parsing", "date_parsing", "date_from_datetime_parsing", "finite_number"}


def told(faults: Iterable[ErrorDetails], tree: Block | None, model: type[BaseModel]) -> list[str]:
    """One line for each fault: `file:line:column: what is wrong; what to do`."""
    return [f"{_place(fault, tree)}: {_words(fault, tree, model)}" for fault in faults]


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
    # Only numbers and dates are shown as written: anything else may be long, or a secret in the wrong place.
    shown = f"`{value}`: " if isinstance(value, str) and kind in _SHOWN else ""
    return f"{named}: {shown}{_PLAIN_WORDS.get(kind) or fault['msg'][:1].lower() + fault['msg'][1:]}"


def _named(loc: Loc, tree: Block | None) -> str:
    """The setting's name as an admin would say it: the parts of `loc` that stand in the file."""
    parts: list[str] = []
    here: Any = tree
    for part in loc:
        if isinstance(here, Block) and isinstance(part, str) and part in here:
            parts.append(str(part))
            here = here[part]
        elif isinstance(here, Items) and isinstance(part, int) and part < len(here):
            here = here[part]  # the line says which one
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
    where = ".".join(p for p in loc[:-1] if isinstance(p, str))
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
