"""The small types of settings: durations, sizes, shares, clocks, addresses to listen at, secrets."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, SecretStr, model_validator
from pydantic_core import PydanticCustomError

from mailgate.model.errors import SettingsFault
from mailgate.settings.tree import Text, plain


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
            return {key: value for key, value in data.items() if value is not None}
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


def _asked(parse: Callable[[object], Any]) -> BeforeValidator:
    def checked(value: object) -> Any:
        if isinstance(value, dict | list):
            raise wrong("one value is expected here, not a list or a block")
        try:
            return parse(value)
        except (ValueError, OverflowError) as error:
            raise wrong(str(error)) from None

    return BeforeValidator(checked)


Duration = Annotated[timedelta, _asked(parse_duration), Says("duration")]
Size = Annotated[int, _asked(parse_size), Says("size")]
Share = Annotated[float, _asked(parse_share), Says("share")]


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


Address = Annotated[str, _asked(parse_address), Says("address")]
Domain = Annotated[str, _asked(parse_domain), Says("domain")]


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

_ON, _OFF = ("on", "true", "yes"), ("off", "false", "no")


def parse_switch(value: object) -> bool:
    """`on`/`off`, also true/false and yes/no."""
    if isinstance(value, bool):
        return value
    written = str(value).strip().lower()
    if written not in _ON + _OFF:
        raise ValueError(f"`{value}` is neither on nor off; write on or off")
    return written in _ON


Switch = Annotated[bool, _asked(parse_switch), Says("on or off")]
Plain = Annotated[Any, BeforeValidator(plain), Says("data")]


# -- where to listen and to write ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listen:
    """An address to listen at: `host` and `port`, or `path` of a Unix socket."""

    host: str | None = None
    port: int = 0
    path: Path | None = None

    @property
    def loopback(self) -> bool:
        """Only this machine can reach it."""
        return self.path is not None or is_loopback(self.host or "")

    def __str__(self) -> str:
        if self.path is not None:
            return f"unix:{self.path}"
        return f"[{self.host}]:{self.port}" if ":" in (self.host or "") else f"{self.host}:{self.port}"


def is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _beside(value: object, path: str) -> Path:
    """A path as the person means it: relative to the file it is written in."""
    folder = value.folder if isinstance(value, Text) else Path()
    return folder / Path(path).expanduser()


def parse_listen(value: object) -> Listen:
    """`127.0.0.1:2525`, `[::1]:2525`, `:2525` (every address) or `unix:PATH`."""
    if isinstance(value, Listen):
        return value
    written = str(value).strip()
    if written.startswith("unix:") and len(written) > 5:
        return Listen(path=_beside(value, written[5:]))
    host, colon, port = written.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 65535 or any(c.isspace() or c in "/@" for c in host):
        raise ValueError(f"`{value}` is not an address to listen at; write 127.0.0.1:2525 or unix:var/lmtp.sock")
    return Listen(host=host or "::", port=int(port))


def _parse_path(value: object) -> Path:
    if isinstance(value, Path):
        return value
    if not str(value).strip() or "\0" in str(value):
        raise ValueError("a path is expected here, such as var/sent")
    return _beside(value, str(value).strip())


def _parse_listen_or_off(value: object) -> Listen | None:
    return None if value is None or str(value).strip().lower() in _OFF else parse_listen(value)


def parse_database(value: object) -> str:
    """A database URL; the path of an SQLite file is made absolute."""
    written = expanded(str(value).strip())
    if written.startswith("sqlite:///") and written != "sqlite:///:memory:":
        path = written.removeprefix("sqlite:///")
        if not path:
            raise ValueError("this names no file; write sqlite:///var/mailgate.db")
        return f"sqlite:///{_beside(value, path)}"
    if not re.match(r"(sqlite://|postgres(ql)?(\+\w+)?://.)", written):
        raise ValueError("this is not a database; write sqlite:///var/mailgate.db or postgresql://user@host/name")
    return written


def parse_blobs(value: object) -> str:
    """A folder (made absolute) or `s3://bucket/prefix`."""
    written = str(value).strip()
    if re.match(r"[a-z0-9]+://", written):
        if not re.match(r"(s3|gs|az|file|memory)://", written):
            raise ValueError(f"`{written}` is no store we know; write var/blobs or s3://bucket/prefix")
        return written
    return str(_parse_path(value))


ListenAt = Annotated[Listen, _asked(parse_listen), Says("address to listen at")]
ListenOrOff = Annotated[Listen | None, _asked(_parse_listen_or_off), Says("address to listen at, or off")]
FilePath = Annotated[Path, _asked(_parse_path), Says("path")]
Database = Annotated[str, _asked(parse_database), Says("database URL")]
Blobs = Annotated[str, _asked(parse_blobs), Says("folder or s3://bucket/prefix")]


@dataclass(frozen=True, slots=True)
class After:
    """What becomes of a mail in a remote mailbox once we have it: leave, flag, or move to `folder`."""

    action: Literal["leave", "flag", "move"] = "leave"
    folder: str | None = None

    def __str__(self) -> str:
        return f"{self.action} {self.folder}" if self.folder else self.action


def parse_after(value: object) -> After:
    if isinstance(value, After):
        return value
    action, _, folder = str(value).strip().partition(" ")
    if action == "move" and folder.strip():
        return After("move", folder.strip())
    if action in ("leave", "flag") and not folder:
        return After("leave" if action == "leave" else "flag")
    raise ValueError(f"`{value}` is not what can be done afterwards; write leave, flag or `move Done`")


AfterFetch = Annotated[After, _asked(parse_after), Says("leave, flag or move FOLDER")]


# -- what must not stand in the file ---------------------------------------------------------------------------------

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def expanded(written: str) -> str:
    """`${NAME}` replaced from the environment; ValueError names the one that isn't set."""
    unset = [name for name in _VARIABLE.findall(written) if name not in os.environ]
    if unset:
        raise ValueError(f"{unset[0]} is not set in the environment; set it for the service, or write file:PATH for a secret")
    return _VARIABLE.sub(lambda match: os.environ[match[1]], written)


class Secret(SecretStr):
    """A secret that never prints. One that can't be read now (its variable or file is missing) keeps the fault, so that
    commands which don't need it still run; asking for its value raises SettingsFault."""

    def __init__(self, value: str, *, fault: str | None = None) -> None:
        super().__init__(value)
        self.fault = fault

    def get_secret_value(self) -> str:
        if self.fault is not None:
            raise SettingsFault((self.fault,))
        return super().get_secret_value()


def parse_secret(value: object) -> Secret:
    """`${NAME}`, `file:PATH` (its last line end is dropped), or the secret itself."""
    if isinstance(value, Secret):
        return value
    if isinstance(value, dict | list) or not str(value):
        raise wrong("a secret is expected here; write ${NAME} for one from the environment or file:PATH")
    written, place = str(value), getattr(value, "place", None)
    try:
        if written.startswith("file:"):
            return Secret(_beside(value, written[5:].strip()).read_text(encoding="utf-8").rstrip("\r\n"))
        return Secret(expanded(written))
    except OSError as error:
        fault = f"the secret's file {written[5:]} can't be read: {error.strerror}; make it, readable by the service's user only"
    except UnicodeDecodeError:
        fault = f"the secret's file {written[5:]} is not text; write the secret into it as UTF-8"
    except ValueError as error:
        fault = str(error)
    return Secret("", fault=f"{place}: {fault}" if place else fault)


SecretText = Annotated[Secret, PlainValidator(parse_secret), Says("secret")]


def _expand(value: object) -> object:
    if isinstance(value, dict | list):
        return value
    try:
        return expanded(str(value))
    except ValueError as error:
        raise wrong(str(error)) from None


Env = Annotated[str, BeforeValidator(_expand), Says("text")]
