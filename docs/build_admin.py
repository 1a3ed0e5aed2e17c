"""Writes the reference part of docs/admin.md from the settings' own models: `python docs/build_admin.py`.

Each setting's type, default and sentence stand once, in `mailgate/settings`; a test holds the paper to them."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mailgate.settings import Settings
from mailgate.settings.rules import Then, When
from mailgate.settings.values import Says

PAPER = Path(__file__).parent / "admin.md"
BEGIN = "<!-- From here to the end mark: written by docs/build_admin.py. Change mailgate/settings instead. -->"
END = "<!-- end of what docs/build_admin.py writes -->"

_UNITS = (("d", 86400), ("h", 3600), ("m", 60), ("s", 1))
_PLAIN = {str: "text", int: "whole number", float: "number", bool: "on or off"}


def reference() -> str:
    """The whole reference: a table for each block, in the order of the file."""
    return "\n".join((BEGIN, *_blocks(Settings, ""), END)) + "\n"


def written(paper: str) -> str:
    """The paper with its reference made anew."""
    before, _, rest = paper.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + reference().rstrip("\n") + (after or "\n")


def _blocks(model: type[BaseModel], path: str, seen: set[type] | None = None) -> Iterator[str]:
    seen = set() if seen is None else seen
    inner: list[tuple[type[BaseModel], str]] = []
    if path:
        yield from (f"### `{path}`", "", _summary(model), "", "| setting | type | default | |", "|---|---|---|---|")
    for name, field in model.model_fields.items():
        shown = field.alias or name
        if path and not (model.__name__ == "Hours" and name == "days"):
            yield f"| `{shown}` | {_cell(_type_of(field))} | {_default(field)} | {_cell(field.description or '')} |"
        elif path:
            yield f"| `mon`, `mon-fri`, `sat, sun` … | text | – | {_cell(field.description or '')} |"
        for found, keyed in _models_in(field.annotation):
            inner.append((found, f"{path}.{shown}".lstrip(".") + keyed))
    yield ""
    for found, at in inner:
        if found in (When, Then) or found not in seen:
            if found in (When, Then):
                if found in seen:
                    continue
                at = found.__name__.lower()
            seen.add(found)
            yield from _blocks(found, at, seen)


def _summary(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split())


def _models_in(annotation: Any, keyed: str = "") -> Iterator[tuple[type[BaseModel], str]]:
    origin = get_origin(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, keyed
    elif origin is Annotated:
        yield from _models_in(get_args(annotation)[0], keyed)
    elif origin in (Union, types.UnionType):
        for each in get_args(annotation):
            via = f" (via: {each.__name__.removesuffix('Delivery').lower()})" if _is_delivery(each) else ""
            yield from _models_in(each, keyed + via)
    elif origin is dict:
        yield from _models_in(get_args(annotation)[1], ".NAME")
    elif origin is tuple:
        yield from _models_in(get_args(annotation)[0], "[]")


def _is_delivery(kind: Any) -> bool:
    return isinstance(kind, type) and kind.__name__.endswith("Delivery")


def _type_of(field: FieldInfo) -> str:
    said = next((each.name for each in field.metadata if isinstance(each, Says)), None)
    return (said or _type(field.annotation)) + _bounds(field.metadata)


def _type(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return next((each.name for each in inner[1:] if isinstance(each, Says)), None) or _type(inner[0]) + _bounds(inner[1:])
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(_type(each) for each in inner if each is not type(None)))
    if origin is Literal:
        return " | ".join(f"`{word}`" for word in inner)
    if origin is tuple:
        return f"list of {_type(inner[0])}s"
    if origin is dict:
        return f"block: {_type(inner[0])} → {_type(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "block"
    return _PLAIN.get(annotation, "date" if getattr(annotation, "__name__", "") == "date" else "data")


def _bounds(metadata: Any) -> str:
    low = next((each.ge for each in metadata if hasattr(each, "ge")), None)
    high = next((each.le for each in metadata if hasattr(each, "le")), None)
    if low is not None and high is not None:
        return f", {low} to {high}"
    return f", at least {low}" if low is not None else ""


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**needed**"
    value = field.get_default(call_default_factory=True)
    if value is None or value in ((), {}) or isinstance(value, BaseModel):
        return "–"
    return f"`{_shown(value, size='size' in _type_of(field))}`"


def _shown(value: Any, *, size: bool = False) -> str:
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return next(f"{seconds // size_of}{unit}" for unit, size_of in _UNITS if seconds % size_of == 0)
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {each}" for key, each in value.items()) + "}"
    return f"{value // 1024**2}MB" if size else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAPER.write_text(written(PAPER.read_text(encoding="utf-8")), encoding="utf-8")
