"""The exam itself: rows from CSV files, learned and asked with a clock beside them."""

from __future__ import annotations

import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mailgate.cli.table_head import head_fault
from mailgate.model.errors import MailgateError

if TYPE_CHECKING:
    from mailgate.reading.embedders import Embedder
    from mailgate.reading.learning import Example, Featured, Learned, Prediction
    from mailgate.reading.learning.figures import Figures

Any_ = TypeVar("Any_")
_LONGEST = 1 << 20  # characters of a field
_AT_ONCE = 64  # texts embedded at once
_UPDATES = 200  # examples learned one by one, to time an update where the rest is learned together
_LEARNED_AT = datetime(2000, 1, 1, tzinfo=UTC)  # of all rows: an exam knows no age


class ExamFault(MailgateError):
    """A file that can't be examined; the sentence names it, and the line."""


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    figures: Figures
    embedder: str
    n_train: int
    n_test: int
    update_ms: float
    predict_ms: float
    train_s: float
    rss_mb: float
    before: float | None  # accuracy of the predictions made before each row was learned

    def row(self) -> dict[str, Any]:
        def short(value: float | None) -> float | None:
            return None if value is None else round(value, 5)

        figures = self.figures
        return {
            "accuracy": short(figures.accuracy),
            "macro_f1": short(figures.macro_f1),
            "ece": short(figures.ece),
            "oos_recall": short(figures.oos_recall),
            "oos_auroc": short(figures.oos_auroc),
            "coverage_at_precision": {name: short(value) for name, value in figures.coverage_at_precision.items()},
            "update_ms": round(self.update_ms, 3),
            "predict_ms": round(self.predict_ms, 3),
            "train_s": round(self.train_s, 2),
            "rss_mb": round(self.rss_mb, 1),
            "n_train": self.n_train,
            "n_test": self.n_test,
            "embedder": self.embedder,
            "prequential_accuracy": short(self.before),
        }


def rows_of(file: Path) -> list[Row]:
    """The rows of a CSV file with the columns text and category, in order. Raises ExamFault."""
    csv.field_size_limit(_LONGEST)
    rows: list[Row] = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            reader.fieldnames = [str(name).strip().casefold() for name in reader.fieldnames or ()]
            _check_head(file, reader.fieldnames)
            for found in reader:
                text, category = found["text"], found["category"]
                if category is None or not category.strip():
                    raise ExamFault(f"{file}:{reader.line_num}: this row has no category (`-` is out of scope)")
                if None in found:
                    raise ExamFault(f"{file}:{reader.line_num}: this row has too many columns; put a text with commas in quotes")
                rows.append(Row(text, category.strip()))
    except csv.Error as fault:
        raise ExamFault(f"{file}:{reader.line_num}: {fault}; is a quote left open?") from None
    except UnicodeDecodeError as fault:
        raise ExamFault(f"{file}: this is not UTF-8 (byte {fault.start}); save it as UTF-8") from None
    except OSError as fault:
        raise ExamFault(f"{file}: {fault.strerror or fault}") from None
    if not rows:
        raise ExamFault(f"{file}: there are no rows")
    return rows


def _check_head(file: Path, names: Sequence[str]) -> None:
    fault = head_fault(file, names)
    if fault is not None:
        raise ExamFault(fault)
    missing = [name for name in ("text", "category") if name not in names]
    if missing:
        raise ExamFault(f"{file}:1: there is no column `{missing[0]}`; the first line has to be text,category")


def chosen(rows: Sequence[Row], shots: int | None, seed: int, *, shuffle: bool = False) -> list[Row]:
    """The first `shots` rows of each category after a shuffle of all; without `shots` all, as they stand or shuffled."""
    shuffled = list(rows)
    if shuffle or shots is not None:
        random.Random(seed).shuffle(shuffled)
    if shots is None:
        return shuffled
    taken: Counter[str] = Counter()
    kept = []
    for row in shuffled:
        taken[row.category] += 1
        if taken[row.category] <= shots:
            kept.append(row)
    return kept


def examined(
    train: Sequence[Row], test: Sequence[Row], embedder: str, *, shots: int | None = None, seed: int = 0, online: bool = False
) -> Examined:
    """Learn the first, ask the second. The same files, seed and embedder give the same figures. Raises EmbedderMissing."""
    from mailgate.reading.embedders import embedder_named
    from mailgate.reading.learning import NOTHING, Example
    from mailgate.reading.learning.figures import Answer, figures_of

    rows = chosen(train, shots, seed, shuffle=online)  # mail doesn't come sorted by category, as such files often are
    if not any(row.category != NOTHING for row in rows):
        raise ExamFault("there is nothing to learn: no row of the training file has a category other than `-`")
    examples = [
        Example(ticket=n, text=row.text, intent=None if row.category == NOTHING else row.category, at=_LEARNED_AT)
        for n, row in enumerate(rows, start=1)
    ]
    made = embedder_named(embedder)
    began = time.process_time()
    features = _featured(made, [row.text for row in rows], "learning")
    before = None
    if online:
        learned, before, update_ms = _online(examples, features, made)
    else:
        learned, update_ms = _fitted(examples, features, made)
    train_s = time.process_time() - began
    asked = _featured(made, [row.text for row in test], "asking")
    began = time.process_time()
    predictions = [learned.predict_featured(one, explained=False) for one in asked]
    predict_ms = (time.process_time() - began) / len(test) * 1e3
    answers = [
        Answer(right=row.category, given=best[0] if best else None, confidence=best[1] if best else 0.0, score=one.score)
        for row, one in zip(test, predictions, strict=True)
        for best in [one.best]
    ]
    return Examined(
        figures=figures_of(answers, list(learned.scopes.inside)),
        embedder=made.name,
        n_train=len(rows),
        n_test=len(test),
        update_ms=update_ms,
        predict_ms=predict_ms,
        train_s=train_s,
        rss_mb=_rss(),
        before=before,
    )


def _online(examples: Sequence[Example], features: Sequence[Featured], embedder: Embedder) -> tuple[Learned, float, float]:
    """Each predicted, then learned: the learned, how many predictions were right, milliseconds an update."""
    from mailgate.reading.learning import NOTHING, Learned

    learned, right, spent = Learned.empty(embedder, keep=max(len(examples), 1)), 0, 0.0
    with _watched(list(zip(examples, features, strict=True)), "learning one by one") as pairs:
        for example, one in pairs:
            told: Prediction = learned.predict_featured(one, explained=False)
            right += (told.best[0] if told.best else NOTHING) == (example.intent or NOTHING)
            began = time.process_time()
            learned.learn(example, one)
            spent += time.process_time() - began
    return learned, right / len(examples), spent / len(examples) * 1e3


def _fitted(examples: Sequence[Example], features: Sequence[Featured], embedder: Embedder) -> tuple[Learned, float]:
    """All learned together; then the last ones are taught once more to a copy, as a correction is, to time an update."""
    from mailgate.reading.learning import Learned, fit

    learned = fit(examples, embedder, now=_LEARNED_AT, keep=len(examples), featured=features)
    copy = Learned.load(learned.dump(), embedder)
    again = list(zip(examples, features, strict=True))[-_UPDATES:]
    began = time.process_time()
    for example, one in again:
        copy.learn(example, one)
    return learned, (time.process_time() - began) / len(again) * 1e3


def _featured(embedder: Embedder, texts: Sequence[str], what: str) -> list[Featured]:
    from mailgate.reading.learning import Learned

    maker, found = Learned.empty(embedder), []
    with _watched(range(0, len(texts), _AT_ONCE), what) as starts:
        for start in starts:
            found += maker.featured(texts[start : start + _AT_ONCE])
    return found


@contextmanager
def _watched(items: Sequence[Any_], what: str) -> Iterator[Iterator[Any_]]:
    """The items, with a bar on a terminal."""
    if not sys.stderr.isatty():
        yield iter(items)
        return
    from rich.progress import Progress

    from mailgate.cli.common import err

    with Progress(console=err, transient=True) as progress:
        yield iter(progress.track(items, description=what))


def _rss() -> float:
    """Resident memory of this process, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6
