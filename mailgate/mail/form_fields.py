"""The fields of a text that a machine wrote: `key: value`, `key = value`, a key's line before its value's, lists, tables.

The names that are asked for are known, so a person's words between them are never taken for a field of their own: the value
of a long field goes on until the next name that is asked for, or the line that ends the letter. Linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

MAX_LINES = 20_000
MAX_KEY = 80  # characters of a name
MAX_VALUE = 200_000  # characters of one value

_SEPARATOR = re.compile(r"[:：=→]|\s-\s|\s–\s")
_BULLET = re.compile(r"^\s*(?:(?:[-*•·▪►‣○>]+|\d{1,3}[.)])\s+|[・■□●◆◇▼★]+\s*)")
_AROUND = " \t\u00a0*_#`\"'“”„»«[]()<>|:：=?？！!-–→."
_BORDER = re.compile(r"[\s|+:=_*~#.─━│┼┌┐└┘├┤┬┴═║-]*")
_END = re.compile(r"\s*(?:-- ?|_{10,}|-{5,})\s*")
_GAP = re.compile(r"\s{2,}|\t")
_HEADING = re.compile(r"[\s*#_]*(\[\d{1,5}\]\s*)?([^\W\d_]{3,20})[\s*:_]*")  # `[2] Resolved`, `**Firing**`
_GENERIC = re.compile(r"\s*[*_]{0,2}[^\W\d_][^:=：\n.!?;,]{0,40}[*_]{0,2}\s*[:：=](?!//)(?:\s|\Z)")


@dataclass(slots=True)
class Found:
    """`values` by folded name; `labels` are the names as the mail writes them; `rest` is all but the values of long fields."""

    values: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    rest: str = ""


def folded(name: str) -> str:
    """A field's name as names are compared: case, spaces, stars, colons and question marks around it don't count."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(plain.strip(_AROUND).split())


def fields_in(text: str, wanted: AbstractSet[str], long: AbstractSet[str] = frozenset()) -> Found:
    """The fields of a text whose folded names are `wanted`; the first of a name counts. Values of `long` ones have many lines."""
    reader = _Reader(wanted, long)
    for line in text.split("\n", MAX_LINES):
        reader.line(line)
    return reader.found()


def parts_of(text: str, anew: AbstractSet[str], over: AbstractSet[str]) -> list[tuple[str, bool]]:
    """A text cut where one of the fields `anew` begins once more, as in a mail of several alerts, and of each part whether it
    stands below a heading of those `over`: `[2] Resolved`. A text without repetition is one part."""
    parts: list[tuple[list[str], bool]] = []
    lines: list[str] = []
    seen: set[str] = set()
    ended = below = False
    for line in text.split("\n", MAX_LINES):
        heading = _HEADING.fullmatch(line[:MAX_KEY])
        named = None if heading else _Reader(anew, frozenset())._named(line)
        if heading and (heading[1] or folded(heading[2]) in over):
            below = folded(heading[2]) in over
        elif named is not None:
            if named[0] in seen:
                parts.append((lines, ended))
                lines, seen = [], set()
            ended = below if not seen else ended
            seen.add(named[0])
        lines.append(line)
    return [("\n".join(each), over) for each, over in (*parts, (lines, ended))]


class _Reader:
    def __init__(self, wanted: AbstractSet[str], long: AbstractSet[str]) -> None:
        self.wanted, self.long = wanted, long
        self.values: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}
        self.rest: list[str] = []
        self.open: str | None = None  # the field whose value may go on
        self.waits = False  # its value has not begun
        self.in_table = False  # it stood in a row of a table
        self.columns: list[str] = []  # the folded names of a table's head
        self.named_at = 0  # where in `rest` the open field's name stands
        self.beside = False  # some value stands in its name's own line, so an empty one is empty

    def line(self, line: str) -> None:
        cells = _cells(line)
        if len(cells) > 1 and self._row(cells, line):
            return
        if len(cells) <= 1 and (hit := self._named(line)):
            self._begin(*hit, line)
            return
        self._other(line)

    def _row(self, cells: list[str], line: str) -> bool:
        """A row of a table: a head, the values under one, or pairs of name and value. False: it is none of ours."""
        if self.columns and len(cells) == len(self.columns):
            for name, value in zip(self.columns, cells, strict=True):
                if name in self.wanted and name not in self.values:
                    self.values[name] = [value]
            self.rest.append(" | ".join(cells))
            self.columns, self.open = [], None
            return True
        names = [folded(cell) for cell in cells]
        fresh = [name in self.wanted and name not in self.values for name in names]
        if sum(fresh) > 1 and all(fresh[: min(len(fresh), 2)]):
            self.columns = names
            self.labels.update({name: cell.strip(_AROUND) for name, cell, new in zip(names, cells, fresh, strict=True) if new})
            self.rest.append(" | ".join(cells))
            self.open = None
            return True
        if self.open is not None and self.open in self.long and not self.in_table and not fresh[0]:
            return False  # a table inside a person's words
        pairs = [(at, at + 1) for at in range(0, len(cells) - 1, 2) if fresh[at]]
        if not pairs:
            self.rest.append(f"{cells[0].rstrip(' :')}: {' | '.join(cells[1:])}")
            self.open = None
            return True
        for at, beside in pairs:
            more = cells[beside:] if len(pairs) == 1 else cells[beside : beside + 1]
            self._begin(names[at], cells[at], " ".join(more), None, table=True)
        self.rest.append(f"{cells[0].rstrip(' :')}: {' | '.join(cells[1:])}" if names[0] not in self.long else "")
        return True

    def _named(self, line: str) -> tuple[str, str, str] | None:
        """(folded name, name as written, value) of a line that begins with a name we ask for and don't have yet."""
        bare = _BULLET.sub("", line, count=1).strip()
        if not bare:
            return None
        for tries, cut in enumerate(_SEPARATOR.finditer(bare[: MAX_KEY + 2])):
            if tries == 4:
                break
            name = folded(bare[: cut.start()])
            if name in self.wanted and name not in self.values:
                return name, bare[: cut.start()].strip(_AROUND), bare[cut.end() :].strip(" \t*_")
        if len(bare) <= MAX_KEY and (whole := folded(bare)) in self.wanted and whole not in self.values:
            return whole, bare.strip(_AROUND), ""
        gap = _GAP.search(bare, 0, MAX_KEY + 2)
        if gap and (name := folded(bare[: gap.start()])) in self.wanted and name not in self.values:
            return name, bare[: gap.start()].strip(_AROUND), bare[gap.end() :].strip()
        return None

    def _begin(self, name: str, label: str, value: str, line: str | None, *, table: bool = False) -> None:
        self.values[name] = [value] if value else []
        self.beside = self.beside or bool(value)
        self.labels[name] = label.strip(_AROUND)
        self.open, self.waits, self.in_table, self.columns = name, not value, table, []
        self.named_at = len(self.rest)
        if line is not None and name not in self.long:
            self.rest.append(line.rstrip())

    def _other(self, line: str) -> None:
        if self.open is None:
            self.rest.append(line.rstrip())
        elif self.open in self.long:
            if _END.fullmatch(line):
                self.open = None
                self.rest.append(line.rstrip())
            else:
                self.values[self.open].append(line.strip("|").rstrip())
        else:
            self._short(self.open, line)

    def _short(self, name: str, line: str) -> None:
        """A short value goes on in the lines right under its name, or in indented ones; a name of another field ends it."""
        self.rest.append(line.rstrip())
        if not line.strip():
            self.open = name if self.waits else None
        elif _BORDER.fullmatch(line) or (self.beside and _GENERIC.match(line)):
            self.open = None
        elif self.waits or line[:1] in " \t":
            value = _BULLET.sub("", line, count=1).strip() if self.waits else line.strip()
            self.values[name].append(value)
            if self.waits:
                self.rest[self.named_at :] = [f"{self.labels[name]}: {value}"]
            self.waits = False
        else:
            self.open = None

    def found(self) -> Found:
        made = {name: "\n".join(lines)[:MAX_VALUE].strip().strip("\n") for name, lines in self.values.items()}
        return Found(values=made, labels=self.labels, rest=_compact(self.rest))


def _cells(line: str) -> list[str]:
    """The cells of a table's row: between tabs (HTML tables as text), or between bars."""
    if "\t" in line.strip():
        return [cell.strip() for cell in line.strip().split("\t")]
    if line.count("|") > 1 and line.strip()[:1] == "|" and not _BORDER.fullmatch(line):
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return []


def _compact(lines: list[str]) -> str:
    """Without the borders of tables, and never two empty lines in a row."""
    out: list[str] = []
    for line in lines:
        if line.strip() and _BORDER.fullmatch(line) and not _END.fullmatch(line):
            continue
        if line.strip() or (out and out[-1]):
            out.append(line.strip("|").rstrip() if line.strip() else "")
    return "\n".join(out).strip("\n")
