"""Model values as plain JSON and back, by their own annotations. Instants are ISO strings, spans seconds, bytes base64."""

from __future__ import annotations

import types
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from mailgate.adapters.store.columns import clean

T = TypeVar("T")
Make = Callable[[Any], Any]
_AS_THEY_ARE = frozenset({bool, int, float})


def plain(value: Any) -> Any:
    """Plain JSON for a model value. Total for what the model holds; TypeError for anything else."""
    kind = type(value)
    if kind is str:
        return clean(value)
    if value is None or kind in _AS_THEY_ARE:
        return value
    if kind in _NAMES:
        return {name: plain(getattr(value, name)) for name in _NAMES[kind]}
    if kind is tuple or kind is list:
        return [plain(item) for item in value]
    return _plain_of_others(value)


def _plain_of_others(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {clean(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list, frozenset, set)):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    raise TypeError(f"{type(value).__name__} can't be kept as JSON")


def rebuild(cls: type[T], data: Mapping[str, Any]) -> T:
    """The value that `plain` made this of. Fields the data doesn't have take their defaults; unknown ones are dropped, so
    rows of an older or newer version stay readable."""
    makers = _makers(cls)
    return cls(**{name: makers[name](item) for name, item in data.items() if name in makers})


_NAMES: dict[Any, tuple[str, ...]] = {}  # both filled once for each class
_MAKERS: dict[Any, dict[str, Make]] = {}


def _names(cls: Any) -> tuple[str, ...]:
    if cls not in _NAMES:
        _NAMES[cls] = tuple(field.name for field in fields(cls))
    return _NAMES[cls]


def _makers(cls: Any) -> dict[str, Make]:
    if cls not in _MAKERS:
        hints = get_type_hints(cls)
        _MAKERS[cls] = {name: _maker(hints[name]) for name in _names(cls)}
    return _MAKERS[cls]


def _same(value: Any) -> Any:
    return value


def _maker(hint: Any) -> Make:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(arguments)
    if origin in (tuple, frozenset, list):
        return _sequence(origin, arguments)
    if hint is datetime:
        return datetime.fromisoformat
    if hint is bytes:
        return b64decode
    if hint is date:
        return date.fromisoformat
    if hint is timedelta:
        return lambda seconds: timedelta(seconds=seconds)
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda data: rebuild(hint, data)
    return _same


def _optional(arguments: tuple[Any, ...]) -> Make:
    inner = [_maker(argument) for argument in arguments if argument is not type(None)]
    make = inner[0] if len(inner) == 1 else _same
    return lambda value: None if value is None else make(value)


def _sequence(origin: type, arguments: tuple[Any, ...]) -> Make:
    if origin is tuple and len(arguments) > 1 and arguments[-1] is not Ellipsis:
        inner = [_maker(argument) for argument in arguments]
        return lambda values: tuple(make(value) for make, value in zip(inner, values, strict=False))
    make = _maker(arguments[0]) if arguments else _same
    return lambda values: origin(make(value) for value in values)
