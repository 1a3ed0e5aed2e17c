"""The written examples: sentences, and what each says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "sentences"
_NOTHING = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """`section` and `place` tell where in its file: neighbours are alike, and to be left out together."""

    language: str
    facets: tuple[str, ...]
    text: str
    section: int
    place: int


def written(folder: Path = _FOLDER) -> list[Written]:
    """All examples, by language and in their order. Raises ValueError for a sentence before the first heading."""
    found: list[Written] = []
    for file in sorted(folder.glob("*.txt")):
        facets: tuple[str, ...] | None = None
        section = place = 0
        for line in map(str.strip, file.read_text("utf-8").splitlines()):
            if not line or line.startswith("#"):
                continue
            if line.startswith("[") and line.endswith("]"):
                facets = tuple(name for name in line[1:-1].split() if name != _NOTHING)
                section, place = section + 1, 0
                continue
            if facets is None:
                raise ValueError(f"{file.name}: {line!r} stands before the first heading")
            found.append(Written(language=file.stem, facets=facets, text=line, section=section, place=place))
            place += 1
    return found


def fingerprint(examples: list[Written]) -> str:
    """Of the sentences and what they say, so that heads that were learned of others are known."""
    told = "\n".join(f"{one.language} {' '.join(one.facets)} {one.text}" for one in examples)
    return hashlib.sha256(told.encode()).hexdigest()
