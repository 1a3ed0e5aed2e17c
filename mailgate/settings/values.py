"""The small types of settings: durations, sizes, shares, addresses, switches; and the block they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from mailgate.settings.tree import plain


def wrong(what: str) -> PydanticCustomError:
    """A fault in words that are shown as they are."""
    return PydanticCustomError("mailgate", "{what}", {"what": what})


@dataclass(frozen=True, slots=True)
class Says:
    """What the paper calls a type."""

    name: str


class BlockModel(BaseModel):
    """A block of settings: frozen, no unknown keys; a key with nothing after it counts as left out."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True, hide_input_in_errors=True
    )

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_left_out(cls, data: Any) -> Any:
        if data is None:
            return {}
        if isinstance(data, dict):
            known = {field.alias or name for name, field in cls.model_fields.items()}
            return {key: value for key, value in data.items() if value is not None or key not in known}
        return data


# -- time and size ---------------------------------------------------------------------------------------------------

_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)")
_UNITS = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1), **dict.fromkeys(("m", "min", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hour", "hours"), 3600), **dict.fromkeys(("d", "day", "days"), 86400),
    **dict.fromkeys(("w", "week", "weeks"), 604800),
}  # fmt: skip
_LONGEST = 100 * 365 * 86400.0


def parse_duration(value: object) -> timedelta:
    """`90s`, `15m`, `1h`, `3d`, `2w`, `1d 4h` as a span; ValueError says what to write."""
    if isinstance(value, timedelta):
        return value
    written = str(value).strip().lower()
    if re.fullmatch(r"\d+(\.\d+)?", written) and written.strip("0."):
        raise ValueError(f"`{written}` has no unit; write {written}s, {written}m, {written}h, {written}d or {written}w")
    parts = _SPAN.findall(written)
    if not parts or _SPAN.sub("", written).strip(" ,") or any(unit not in _UNITS for _, unit in parts):
        raise ValueError(f"`{value}` is not a span of time; write 90s, 15m, 1h, 3d, 2w or 1d 4h")
    seconds = sum(float(number) * _UNITS[unit] for number, unit in parts)
    if not 0 < seconds <= _LONGEST:
        raise ValueError(f"`{value}` is out of range; a span is longer than nothing and at most 100 years, such as 4h")
    return timedelta(seconds=seconds)


def parse_patience(value: object) -> timedelta | None:
    """A span, or None for `never`; ValueError says what to write."""
    if str(value).strip().lower() in ("never", "false"):  # YAML reads a bare `off` as false
        return None
    try:
        return parse_duration(value)
    except ValueError as error:
        raise ValueError(f"{error}, or never") from None


_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)i?b?", re.IGNORECASE)
_SIZES = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}


def parse_size(value: object) -> int:
    """`25MB`, `512KB`, `1GB` in bytes (1 KB = 1024 bytes); ValueError says what to write."""
    match = _SIZE.fullmatch(str(value).strip())
    size = int(float(match[1]) * _SIZES[match[2].lower()]) if match else 0
    if not 0 < size <= 1024**4:
        raise ValueError(f"`{value}` is not a size; write 512KB, 25MB or 1GB")
    return size


def parse_share(value: object) -> float:
    """`75%` or `0.75` as a share of one (at most 100 times); ValueError says what to write."""
    written = str(value).strip()
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(%?)", written)
    if not match:
        raise ValueError(f"`{value}` is not a share; write 75% or 0.75")
    share = float(match[1]) / (100 if match[2] else 1)
    if share > 100:
        raise ValueError(f"`{value}` is out of range; write 75% or 0.75")
    return share


def asked(parse: Callable[[object], Any]) -> BeforeValidator:
    """Reads one value by `parse`, whose ValueError is the fault."""

    def checked(value: object) -> Any:
        if isinstance(value, dict | list):
            raise wrong("one value is expected here, not a list or a block")
        try:
            return parse(value)
        except (ValueError, OverflowError) as error:
            raise wrong(str(error)) from None

    return BeforeValidator(checked)


Duration = Annotated[timedelta, asked(parse_duration), Says("duration")]
Patience = Annotated[timedelta | None, asked(parse_patience), Says("duration, or never")]
Size = Annotated[int, asked(parse_size), Says("size")]
Share = Annotated[float, asked(parse_share), Says("share")]


def parse_keeper(value: object) -> str | None:
    """The name of who keeps something, or None for `off`."""
    written = str(value).strip() if value is not None and value is not False else "off"  # YAML reads a bare `off` as false
    if value is True or not written:
        raise ValueError("name an agent or a team here, or write off")
    return None if written.lower() in ("off", "never", "nobody", "none") else written


Keeper = Annotated[str | None, asked(parse_keeper), Says("agent or team, or off")]


# -- names and addresses ---------------------------------------------------------------------------------------------

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
_DOMAIN = re.compile(r"(?=.{1,253}$)[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)*")


def is_address(value: str) -> bool:
    """A bare address, `local@domain`, without a name or angle brackets."""
    return bool(_ADDRESS.fullmatch(value)) and bool(_DOMAIN.fullmatch(value.rpartition("@")[2]))


def parse_address(value: object) -> str:
    written = str(value).strip().lower()
    if not is_address(written):
        raise ValueError(f"`{value}` is not an address; write alice@example.com")
    return written


def parse_domain(value: object) -> str:
    written = str(value).strip().lower().rstrip(".")
    if not _DOMAIN.fullmatch(written):
        raise ValueError(f"`{value}` is not a domain; write support.example.com")
    return written


Address = Annotated[str, asked(parse_address), Says("address")]
Domain = Annotated[str, asked(parse_domain), Says("domain")]


def _one_or_many(value: object) -> object:
    """One thing stands for a list of it."""
    if value is None:
        return []
    if isinstance(value, str | dict):
        return [value]
    return value


OneOrMany = BeforeValidator(_one_or_many)
Names = Annotated[tuple[str, ...], OneOrMany, Says("list of words")]
Addresses = Annotated[tuple[Address, ...], OneOrMany, Says("list of addresses")]


# -- switches and raw data -------------------------------------------------------------------------------------------

ON, OFF = ("on", "true", "yes"), ("off", "false", "no")


def parse_switch(value: object) -> bool:
    """`on`/`off`, also true/false and yes/no."""
    if isinstance(value, bool):
        return value
    written = str(value).strip().lower()
    if written not in ON + OFF:
        raise ValueError(f"`{value}` is neither on nor off; write on or off")
    return written in ON


Switch = Annotated[bool, asked(parse_switch), Says("on or off")]
Plain = Annotated[Any, BeforeValidator(plain), Says("data")]
