"""History from a file: texts and what they were, as CSV with a header or as JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mailgate.cli.table_head import head_fault
from mailgate.model.errors import Refused

if TYPE_CHECKING:
    from mailgate.model.learning import Lesson

COLUMNS = ("text", "category", "subject", "agent", "at", "sender")
NEEDED = ("text", "category")
NONE_OF_THEM = "-"  # the category of what belongs to no intent
FAULTS_SHOWN = 10
_FIELD = 10_000_000  # characters of one cell


@dataclass(slots=True)
class History:
    """What a file held: `lessons` in the order to learn them, and `faults`, one line each."""

    lessons: list[Lesson] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def history_of(file: Path, intents: Mapping[str, object], now: datetime) -> History:
    """Read the whole file. Rows without `at` count as of now and come in an order of their own, so that a file sorted by
    category does not teach one after the other. Refused where it isn't such a file."""
    from mailgate.policy.lessons import imported

    names = {name.casefold(): name for name in intents}
    found = History()
    dated: list[Lesson] = []
    undated: list[Lesson] = []
    for line, row in _rows(file):
        text, category = str(row.get("text") or "").strip(), str(row.get("category") or "").strip()
        subject = str(row.get("subject") or "").strip()
        at = _instant(row.get("at"))
        if not (text or subject) or not category or isinstance(at, str):
            why = at if isinstance(at, str) else f"no {'text' if category else 'category'}"
            found.faults.append(f"{file}:{line}: {why}")
            continue
        intent = None if category == NONE_OF_THEM else names.get(category.casefold(), category)
        agent, sender = str(row.get("agent") or "").strip().lower() or None, str(row.get("sender") or "").strip() or None
        lesson = imported(text, intent, at=at or now, agent=agent, subject=subject, sender=sender)
        (dated if at is not None else undated).append(lesson)
    dated.sort(key=lambda lesson: lesson.at)
    undated.sort(key=lambda lesson: lesson.ticket)
    found.lessons = [*dated, *undated]
    return found


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(line, row) of every row."""
    read: Callable[[Iterator[str], Path], Iterator[tuple[int, Mapping[str, Any]]]]
    read = _csv if file.suffix.lower() == ".csv" else _json if file.suffix.lower() in (".jsonl", ".ndjson", ".json") else _unknown
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            yield from read(lines, file)
    except FileNotFoundError:
        raise Refused(f"there is no file {file}") from None
    except UnicodeDecodeError:
        raise Refused(f"{file} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise Refused(f"{file} can't be read: {error.strerror}") from None


def _csv(lines: Iterator[str], file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    csv.field_size_limit(_FIELD)
    reader = csv.DictReader(lines)
    try:
        names = [str(name).strip().casefold() for name in reader.fieldnames or ()]
        fault = head_fault(file, names)
        if fault is not None:
            raise Refused(fault)
        _proved(names, f"{file}: its header names {', '.join(names)}")
        reader.fieldnames = names
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise Refused(f"{file}:{reader.line_num}: {error}") from None


def _json(lines: Iterator[str], file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise Refused(f"{file}:{number}: not a JSON object; write one object a line") from None
        if not isinstance(row, dict):
            raise Refused(f"{file}:{number}: not a JSON object; write one object a line")
        _proved(list(row), f"{file}:{number}: it has {', '.join(row) or 'nothing'}")
        yield number, row


def _unknown(lines: Iterator[str], file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    raise Refused(f"{file} is neither .csv nor .jsonl")


def _proved(names: list[str], said: str) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    missing = [name for name in NEEDED if name not in names]
    if unknown or missing:
        raise Refused(f"{said}; it needs {' and '.join(NEEDED)}, and may have {', '.join(COLUMNS[2:])}")


def _instant(written: object) -> datetime | str | None:
    """Aware, UTC where it names no zone; None for none; a string that says what is wrong with it."""
    if written is None or not str(written).strip():
        return None
    try:
        at = datetime.fromisoformat(str(written).strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return f"`{str(written)[:40]}` is no time; write 2026-11-21 or 2026-11-21T14:00:00+01:00"
