"""What reading costs: CPU a mail, and the memory of the process that reads.

`python -m bench --only reading`; `--mails 100000` for the long run of memory. CPU is the process's own time in one thread, warm,
by the shipped rules, over 200 mails of 110 to 130 words; the median counts, as a busy machine makes single readings look dear.
Memory is that of a real reading process, fed short mails that are all different."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.mails import mails
from mailgate.adapters.nlp_process import ReadingProcess
from mailgate.adapters.yaml_rules import load_desk
from mailgate.model.rules import Intent, Rulebook
from mailgate.reading.embedders import EMBEDDERS, embedder_named
from mailgate.reading.pipeline import Pipeline, PlainRules

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
SETTINGS = Path(__file__).parent.parent / "settings.yaml"
_WARM = 20
_LEMMAS = Intent(name="kettle", patterns=([{"LEMMA": "explode"}, {"LOWER": "kettle"}],))
_SAID = (
    "can't log in since",
    "was charged twice for",
    "the export fails with",
    "when do you deliver",
    "please cancel",
    "how do I use",
)


def cpu(count: int = 200) -> Iterator[str]:
    """A line for each way of reading."""
    read = mails(count + _WARM)
    rules = _rulebook()
    for embedder in EMBEDDERS:
        reads = Pipeline(rules, embedder=embedder)
        yield f"reading with {embedder}: {_spent(lambda mail, reads=reads: reads.read(mail[1], mail[0], now=NOW), read)}"
    plain = PlainRules.of(rules)
    lemmas = replace(plain, intents={**plain.intents, "kettle": _LEMMAS})
    asked = Pipeline(lemmas, embedder="both")
    yield f"reading with both, a rule asks for lemmas: {_spent(lambda mail: asked.read(mail[1], mail[0], now=NOW), read)}"
    for name in EMBEDDERS[:-1]:
        embedder = embedder_named(name)
        yield f"{name} alone: {_spent(lambda mail, embed=embedder.embed: embed([mail[0] + chr(10) + mail[1]]), read)}"


def memory(count: int, embedder: str = "both") -> Iterator[str]:
    """A line for each tenth of the mails."""
    reading = ReadingProcess(_rulebook(), embedder=embedder)
    try:
        if not reading.wait_ready(300):
            yield f"the reading process does not start: {reading.degraded}"
            return
        yield f"{reading.model}{f' ({reading.degraded})' if reading.degraded else ''}"
        chance, began = random.Random(7), time.perf_counter()
        with ThreadPoolExecutor(8) as pool:
            for tenth in range(11):
                if tenth:
                    list(
                        pool.map(
                            lambda text: reading.read(text, "", sent=NOW, now=NOW, sender=""), _different(chance, count // 10)
                        )
                    )
                rss, seconds = (reading.rss or 0) / (1 << 20), time.perf_counter() - began
                yield f"{tenth * (count // 10):7} mails: {rss:5.0f} MB   {seconds:6.0f} s   restarts {reading.restarts}"
    finally:
        reading.close()


def _rulebook() -> Rulebook:
    return load_desk(SETTINGS)[1]


def _different(chance: random.Random, count: int) -> list[str]:
    """Words that no vocabulary knows, so that one that grows is seen."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ("".join(chance.choices(letters, k=chance.randint(4, 10))) for _ in iter(int, 1))
    return [
        f"Hello, I {chance.choice(_SAID)} {next(words)} {next(words)}, {next(words).title()} of {next(words).title()} Ltd"
        for _ in range(count)
    ]


def _spent(does: Callable[[tuple[str, str]], object], read: Sequence[tuple[str, str]]) -> str:
    spent = []
    for mail in read:
        before = time.process_time()
        does(mail)
        spent.append(1000 * (time.process_time() - before))
    spent = sorted(spent[_WARM:])
    return f"median {statistics.median(spent):5.1f} ms   p90 {spent[int(0.9 * len(spent))]:5.1f} ms"


def show(count: int) -> None:
    print("\nreading: CPU a mail of 110 to 130 words, one thread, warm, the shipped rules")
    for line in cpu():
        print(f"  {line}", flush=True)
    print(f"\nreading: memory over {count} short mails")
    for line in memory(count):
        print(f"  {line}", flush=True)
    print(f"  load {os.getloadavg()[0]:.1f}")
