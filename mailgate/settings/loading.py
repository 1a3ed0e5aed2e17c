"""A file → Settings, or all its faults at once, each with file, line, column and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, PrivateAttr, ValidationError

from mailgate.model.errors import SettingsFault
from mailgate.settings.desk import Desk
from mailgate.settings.files import Reader
from mailgate.settings.pruned import Pruned
from mailgate.settings.server import Server
from mailgate.settings.told import told
from mailgate.settings.tree import Block, Place, place_of, text_in
from mailgate.settings.values import BlockModel


class Settings(BlockModel):
    """The whole file."""

    server: Server = Field(description="Where mail comes in, where it is kept, where it goes out.")
    desk: Desk = Field(description="Who answers what, how and by when.")

    _tree: Block | None = PrivateAttr(default=None)
    _file: Path | None = PrivateAttr(default=None)
    _files: tuple[Path, ...] = PrivateAttr(default=())

    @property
    def file(self) -> Path | None:
        """The file these were read from, absolute; None when they were made in code."""
        return self._file

    @property
    def files(self) -> tuple[Path, ...]:
        """That file and everything it includes, absolute."""
        return self._files

    @property
    def folder(self) -> Path:
        """The folder that relative paths mean."""
        return self._file.parent if self._file else Path()

    def at(self, *loc: int | str, key: bool = False) -> Place:
        """Where this value (or its key) is written; the nearest thing around it when it is left out."""
        return place_of(self._tree, loc, key=key) or Place("settings", 1, 1)

    def is_bare(self, *loc: int | str) -> bool:
        """Whether this secret is written out in the file."""
        here: Any = self._tree
        for part in loc:
            if isinstance(here, dict):
                here = here if part == 0 else here.get(part)  # a list of one may be written without its dash
            elif isinstance(here, list) and isinstance(part, int) and part < len(here):
                here = here[part]
            else:
                return False
        return isinstance(here, str) and not here.startswith("file:") and "${" not in here

    def unset_secrets(self) -> tuple[str, ...]:
        """A fault for each secret whose variable or file is missing now."""
        return tuple(secret.fault for secret in self.server.secrets() if secret.fault is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file gave: its faults, and the settings of all that is not faulty, if enough is left to go on looking.
    Settings with faults are for finding further faults only. `loose` says that a whole block had to be left out;
    `files` are all that were looked at, absolute."""

    settings: Settings | None
    faults: tuple[str, ...]
    loose: bool = False
    files: tuple[Path, ...] = ()


def load(path: Path | str) -> Settings:
    """The settings of a file; SettingsFault names every fault. Secrets that are missing don't fail here but when
    they are asked for (see `Settings.unset_secrets`)."""
    found = read(path)
    if found.faults or found.settings is None:
        raise SettingsFault(found.faults)
    return found.settings


def read(path: Path | str) -> Found:
    """Everything that can be learned of a file; never raises for what is in it."""
    path = Path(path)
    reader = Reader()
    tree = reader.file(path)
    if tree is None:
        return Found(settings=None, faults=tuple(reader.faults), files=tuple(reader.files))
    pruned = Pruned(tree, path.resolve())
    beside_the_file(pruned.tree, path.resolve())
    faults, settings = list(reader.faults), None
    for _ in range(4):  # a value that is cut may uncover a fault of what it stands in
        try:
            settings = Settings.model_validate(pruned.tree)
        except ValidationError as error:
            faults += told(pruned.news(error), pruned.tree, Settings)
            if not pruned.cut(error):
                break
        else:
            settings._tree, settings._file, settings._files = pruned.tree, path.resolve(), tuple(reader.files)
            break
    return Found(settings=settings, faults=in_order(faults), loose=pruned.loose, files=tuple(reader.files))


def beside_the_file(tree: dict[str, Any], file: Path) -> None:
    """Paths that are left out lie beside the file, as those do that are written in it."""
    server = tree.get("server")
    if isinstance(server, dict):
        for name in ("database", "blobs"):
            if server.get(name) is None:
                server[name] = text_in(file, Server.model_fields[name].default)
        if server.get("delivery") is None:
            server["delivery"] = {"via": "maildir", "path": text_in(file, "var/sent")}


def in_order(faults: Iterable[str]) -> tuple[str, ...]:
    """By file, line and column, each once."""

    def place(fault: str) -> tuple[str, int, int]:
        file, line, column = [*fault.split(": ", 1)[0].rsplit(":", 2), "0", "0"][:3]
        return file, int(line) if line.isdecimal() else 0, int(column) if column.isdecimal() else 0

    return tuple(sorted(dict.fromkeys(faults), key=place))
