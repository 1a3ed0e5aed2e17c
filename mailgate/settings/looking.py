"""What commands that only look need of a settings file: where the desk is kept, however faulty the rest of the file is.

The daemon goes on with its last good settings while a file is being mended; looking at what it does must work then, too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from mailgate.model.errors import SettingsFault
from mailgate.settings.files import Reader
from mailgate.settings.loading import Settings, beside_the_file, read
from mailgate.settings.server import Server
from mailgate.settings.tree import Block

WHERE = re.compile(r": server\.(?:database|blobs|delivery)\b")  # faults of what says where the desk is kept
_SERVER = re.compile(r"^server:.*\n(?:(?:[ \t#].*)?\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookable:
    """`settings` is the file without its faulty values; None where the file is no YAML. `faults` are those it has."""

    server: Server
    settings: Settings | None
    faults: tuple[str, ...] = ()


def lookable(path: Path | str) -> Lookable:
    """Enough of a file to look at its desk. SettingsFault where even that is faulty."""
    found = read(path)
    if any(WHERE.search(fault) for fault in found.faults):
        raise SettingsFault(found.faults)
    if found.settings is not None:
        return Lookable(server=found.settings.server, settings=found.settings, faults=found.faults)
    server = _server_alone(Path(path))
    if server is None:
        raise SettingsFault(found.faults)
    return Lookable(server=server, settings=None, faults=found.faults)


def _server_alone(path: Path) -> Server | None:
    """The `server:` block of a file whose other blocks can't be read."""
    try:
        block = _SERVER.search(path.read_text(encoding="utf-8-sig") + "\n")
    except (OSError, ValueError):
        return None
    tree = Reader().text(block[0], path) if block is not None else None
    if tree is None or not isinstance(tree.get("server"), Block):
        return None
    beside_the_file(tree, path.resolve())
    try:
        return Server.model_validate(tree["server"])
    except ValidationError:
        return None
