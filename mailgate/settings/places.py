"""Where the desk listens and keeps things, and what must not stand in the file."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, SecretStr

from mailgate.model.errors import SettingsFault
from mailgate.settings.tree import Text
from mailgate.settings.values import OFF, Says, asked, wrong

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
    return None if value is None or str(value).strip().lower() in OFF else parse_listen(value)


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


ListenAt = Annotated[Listen, asked(parse_listen), Says("address to listen at")]
ListenOrOff = Annotated[Listen | None, asked(_parse_listen_or_off), Says("address to listen at, or off")]
FilePath = Annotated[Path, asked(_parse_path), Says("path")]
Database = Annotated[str, asked(parse_database), Says("database URL")]
Blobs = Annotated[str, asked(parse_blobs), Says("folder or s3://bucket/prefix")]


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


AfterFetch = Annotated[After, asked(parse_after), Says("leave, flag or move FOLDER")]


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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and (self.fault, self._secret_value) == (other.fault, other._secret_value)

    def __hash__(self) -> int:
        return hash((self.fault, self._secret_value))

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


SecretText = Annotated[Secret, PlainValidator(parse_secret), PlainSerializer(str), Says("secret")]


def _expand(value: object) -> object:
    if isinstance(value, dict | list):
        return value
    try:
        return expanded(str(value))
    except ValueError as error:
        raise wrong(str(error)) from None


Env = Annotated[str, BeforeValidator(_expand), Says("text")]
