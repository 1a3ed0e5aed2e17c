"""Learns how pressing mails are from the written ones, and says how well it tells what was left out.

    python -m bench.pressing            measures, and writes pressing.npz
    python -m bench.pressing --dry      only measures

`bench/written/*.jsonl` are mails that were written for this, each with the levels that a careful agent would give it, best first.
How a mail looks from afar is told by the others (leave one out), so that evidence is weighed beside what would be known of a new
one. A tenth of the mails is left out in turn for the measure."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mailgate.reading.embedders.use import UseEmbedder
from mailgate.reading.heard import heard
from mailgate.reading.language import language_of
from mailgate.reading.meaning import heads_for
from mailgate.reading.meaning.heads import shortened
from mailgate.reading.meaning.pressing import FILE, STEPS, WIDTH, Pressing, most_pressing, saved
from mailgate.reading.threads import one_thread
from mailgate.reading.urgency import EVIDENCE, SOOTHING, evidence_of
from mailgate.reading.words import readable

Array = npt.NDArray[np.float64]

FOLDER = Path(__file__).parent / "written"
LEVELS = ("low", "normal", "high", "critical")
_RIDGE, _LOGISTIC_RIDGE, _AXES, _PARTS = 0.15, 0.5, 192, 10
_SIGNS = np.array([*(-1.0 if name in SOOTHING else 1.0 for name in EVIDENCE), 1.0, 1.0])


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMail:
    file: str
    subject: str
    body: str
    date: str
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """Rows are mails: their vectors, their evidence, and the share of their levels above each step. `sentences` has a table of
    vectors for each mail."""

    mails: list[WrittenMail]
    vectors: Array
    sentences: list[Array]
    evidence: Array
    above: Array

    def part(self, which: npt.NDArray[np.bool_]) -> Listened:
        kept = np.flatnonzero(which)
        return Listened(
            mails=[self.mails[place] for place in kept],
            vectors=self.vectors[which],
            sentences=[self.sentences[place] for place in kept],
            evidence=self.evidence[which],
            above=self.above[which],
        )


def written_mails(folder: Path = FOLDER) -> list[WrittenMail]:
    """Those with a level, by file and in their order."""
    return [
        WrittenMail(
            file=file.stem,
            subject=row["subject"],
            body=row["body"],
            date=row["date"],
            levels=tuple(LEVELS.index(level) for level in row["urgency"]),
        )
        for file in sorted(folder.glob("*.jsonl"))
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
        if row.get("urgency")
    ]


def fingerprint(mails: Sequence[WrittenMail]) -> str:
    """What was learned from, in 16 letters."""
    told = json.dumps([[mail.subject, mail.body, mail.date, mail.levels] for mail in mails], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def listened(mails: list[WrittenMail], embedder: UseEmbedder) -> Listened:
    """Every mail as the desk hears it."""
    heads = heads_for(embedder.name)
    vectors, sentences, evidence = [], [], []
    for mail in mails:
        text, subject = readable(mail.body), readable(mail.subject)
        words = heard(
            text,
            subject,
            answers=subject.lower().startswith("re:"),
            language=language_of(text) or language_of(f"{text}\n{subject}"),
            sent=parsedate_to_datetime(mail.date),
            hours=None,
            heads=heads,
            embed=embedder.sentences,
        ).words
        whole = words.meanings.whole
        rows = words.meanings.sentences
        vectors.append(np.zeros(embedder.dim) if whole is None else whole.astype(np.float64))
        sentences.append(np.zeros((0, embedder.dim)) if rows is None else rows.astype(np.float64))
        given = evidence_of(words)[0]
        evidence.append([given.get(name, 0.0) for name in EVIDENCE])
    above = np.array([[np.mean([level > step for level in mail.levels]) for step in range(STEPS)] for mail in mails])
    return Listened(mails=mails, vectors=np.array(vectors), sentences=sentences, evidence=np.array(evidence), above=above)


def learned(given: Listened, embedder: str) -> bytes:
    """The file's bytes."""
    axes = np.linalg.svd(given.vectors, full_matrices=False)[2][:_AXES].T
    short = shortened(given.vectors, axes).astype(np.float64)
    near = np.exp(WIDTH * (short @ short.T - 1.0))
    inverse = np.linalg.inv(near + _RIDGE * np.eye(len(near)))
    middle = given.above.mean(axis=0)
    weights = inverse @ (given.above - middle)
    # what each mail, and its most pressing sentence, looks like from afar to those that don't know it
    afar = given.above - weights / np.diag(inverse)[:, None]
    most = np.array(
        [
            most_pressing(
                np.exp(WIDTH * (shortened(rows, axes) @ short.T - 1.0))
                @ (weights - np.outer(inverse[:, place], weights[place] / inverse[place, place]))
                + middle,
                afar[place],
            )
            for place, rows in enumerate(given.sentences)
        ]
    )
    lines = [
        _weighed(np.column_stack([given.evidence, afar[:, step], most[:, step]]), given.above[:, step]) for step in range(STEPS)
    ]
    return saved(
        evidence=EVIDENCE,
        axes=axes,
        mails=short,
        weights=weights,
        middle=middle,
        shares=np.column_stack([shares for shares, _ in lines]),
        offset=np.array([offset for _, offset in lines]),
        embedder=embedder,
        learned_of=fingerprint(given.mails),
    )


def _weighed(given: Array, truth: Array) -> tuple[Array, float]:
    """Logistic regression with a small ridge, each weight of the sign that its evidence has: by accelerated gradients."""
    middle = given.mean(axis=0)
    turned = (given - middle) * _SIGNS
    steepest = 0.25 * np.linalg.norm(turned.T @ turned, 2) + _LOGISTIC_RIDGE
    shares = ahead = np.zeros(given.shape[1])
    offset, pace = 0.0, 1.0
    for _ in range(3000):
        missed = 1 / (1 + np.exp(-np.clip(turned @ ahead + offset, -30, 30))) - truth
        further = np.maximum(ahead - (turned.T @ missed + _LOGISTIC_RIDGE * ahead) / steepest, 0.0)
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead, shares, pace = further + (pace - 1) / faster * (further - shares), further, faster
        offset -= float(missed.sum()) / (0.25 * len(truth))
    signed = shares * _SIGNS
    return signed, offset - float(middle @ signed)


def level_of(score: float) -> int:
    return (score > 0.15) + (score >= 0.5) + (score >= 0.75)


def left_out(given: Listened, embedder: str) -> Iterator[tuple[WrittenMail, int]]:
    """Each mail, and the level that those of the other tenths tell."""
    turns = np.random.default_rng(0).permutation(len(given.mails)) % _PARTS
    for turn in range(_PARTS):
        knows = Pressing(learned(given.part(turns != turn), embedder))
        asked = given.part(turns == turn)
        for mail, whole, rows, evidence in zip(asked.mails, asked.vectors, asked.sentences, asked.evidence, strict=True):
            named = dict(zip(EVIDENCE, map(float, evidence), strict=True))
            yield mail, level_of(knows.of(rows.astype(np.float32), whole.astype(np.float32), named).score)


def main(dry: bool) -> None:
    one_thread()
    embedder = UseEmbedder()
    given = listened(written_mails(), embedder)
    right: Counter[str] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for mail, level in left_out(given, embedder.name):
        right[mail.file] += level in mail.levels
        if level not in mail.levels:
            missed[LEVELS[mail.levels[0]], LEVELS[level]] += 1
    every = Counter(mail.file for mail in given.mails)
    print(f"{len(given.mails)} mails, a tenth left out: {sum(right.values()) / len(given.mails):.3f} of a level that fits")
    for file, count in every.items():
        print(f"  {file:12} {right[file] / count:.3f} of {count}")
    for (wanted, told), count in sorted(missed.items()):
        print(f"  {wanted} told as {told}: {count}")
    data = learned(given, embedder.name)
    knows = Pressing(data)
    for name, shares in zip((*EVIDENCE, "the whole", "a sentence"), knows._shares.tolist(), strict=True):
        print(f"  {name:14} {' '.join(f'{share:6.2f}' for share in shares)}")
    if not dry:
        FILE.write_bytes(data)
        print(f"{FILE.name}: {FILE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main("--dry" in sys.argv[1:])
