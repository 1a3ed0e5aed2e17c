"""The written examples: sentences, passages of a mail, and what each says."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_FOLDERS = ("sentences", "passages")
_NOTHING = "-"
_HEADING = re.compile(r"\[([^\]]*)\] *(\w*)")  # what they say, and of which trade they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """`section` and `place` tell where in its file: neighbours are alike, and to be left out together. A passage stands for what
    is told by passages alone, and comes from a `trade`."""

    language: str
    facets: tuple[str, ...]
    text: str
    section: int
    place: int
    passage: bool = False
    trade: str = ""


def written(folder: Path = _FOLDER) -> list[Written]:
    """All examples, sentences first, by language and in their order. Raises ValueError for one before the first heading."""
    return [
        one for kind in _FOLDERS for file in sorted((folder / kind).glob("*.txt")) for one in _of_file(file, kind == "passages")
    ]


def _of_file(file: Path, passage: bool) -> list[Written]:
    found: list[Written] = []
    facets: tuple[str, ...] | None = None
    trade, section, place = "", 0, 0
    for line in map(str.strip, file.read_text("utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        if heading := _HEADING.fullmatch(line):
            facets, trade = tuple(name for name in heading[1].split() if name != _NOTHING), heading[2]
            section, place = section + 1, 0
            continue
        if facets is None:
            raise ValueError(f"{file.name}: {line!r} stands before the first heading")
        found.append(
            Written(
                language=file.stem, facets=facets, text=line, section=section, place=place, passage=passage, trade=trade
            )
        )  # fmt: skip
        place += 1
    return found


def fingerprint(examples: list[Written]) -> str:
    """Of the sentences and what they say, so that heads that were learned of others are known."""
    told = "\n".join(f"{one.language} {' '.join(one.facets)} {one.passage} {one.text}" for one in examples)
    return hashlib.sha256(told.encode()).hexdigest()
