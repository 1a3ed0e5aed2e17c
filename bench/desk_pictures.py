"""What bench.desk found, drawn as SVG by hand: by week, by seed, and what was learned beside what was hidden."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from html import escape

from bench.desk_play import BASELINES, ORACLE, OURS, Score, closed

AIM_TIME, AIM_TRANSFERS = 0.85, 0.65
INK, PALE, PAPER = "#1f2933", "#c9d1d9", "#ffffff"
COLOURS = {"round robin": "#b7791f", "least loaded": "#8a63d2", "static skills": "#6b7280", ORACLE: "#2f855a", OURS: "#d1495b"}
TIME, FEW = "#d1495b", "#3f7fbf"


def drawn(seeds: Sequence[int], results: Sequence[dict[str, Score]], *, drift: bool) -> dict[str, str]:
    """File name to SVG."""
    return {
        "routing-weeks.svg": by_week(results, drift),
        "routing-gap.svg": by_seed(seeds, results),
        "routing-learned.svg": learned(seeds[0], results[0][OURS]),
    }


# -- by week -----------------------------------------------------------------------------------------------------------------


def by_week(results: Sequence[dict[str, Score]], drift: bool) -> str:
    names = [name for name in (*BASELINES, ORACLE, OURS) if name != "round robin"]
    weeks = min(len(scores[name].weeks) for scores in results for name in names)
    hours = {name: _means(results, name, lambda s: s.weeks, weeks) for name in names}
    few = {name: _means(results, name, lambda s: s.week_transfers, weeks) for name in names}
    parts = [
        *_panel(hours, 70, "Hours from arrival to resolution, mean by week of arrival", weeks, drift),
        *_panel(few, 350, "Transfers a ticket", weeks, drift),
        _text(450, 615, "week (40 hours of work each); round robin drowns and is left out", anchor="middle", size=13),
    ]
    for n, name in enumerate(names):
        x = 90 + n * 190
        parts += [_line(x, 26, x + 28, 26, COLOURS[name], 4), _text(x + 36, 31, name, size=15)]
    return _svg(900, 635, parts)


def _means(results: Sequence[dict[str, Score]], name: str, of: Callable[[Score], list[float]], weeks: int) -> list[float]:
    return [statistics.fmean(of(scores[name])[week] for scores in results) for week in range(weeks)]


def _panel(lines: dict[str, list[float]], top: float, title: str, weeks: int, drift: bool) -> Iterable[str]:
    left, width, height = 70.0, 800.0, 220.0
    most = max(max(line) for line in lines.values()) * 1.05
    step = next(s for s in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0) if most / s <= 6)
    yield _text(left, top - 10, title, size=15, weight="600")
    for n in range(int(most / step) + 1):
        y = top + height * (1 - n * step / most)
        yield _line(left, y, left + width, y, PALE, 1)
        yield _text(left - 8, y + 5, f"{n * step:g}", anchor="end", size=13)
    x = left + width * ((weeks - 1) / 2) / max(1, weeks - 1)
    if drift:
        yield _dashes(x, top, x, top + height, INK)
        yield _text(x + 6, top + height - 10, "a product changes, an agent is replaced", size=13)
    for week in range(0, weeks, 2):
        yield _text(left + width * week / max(1, weeks - 1), top + height + 18, str(week + 1), anchor="middle", size=12)
    for name, line in lines.items():
        points = " ".join(
            f"{left + width * n / max(1, weeks - 1):.1f},{top + height * (1 - value / most):.1f}" for n, value in enumerate(line)
        )
        yield f'<polyline fill="none" stroke="{COLOURS[name]}" stroke-width="{3.5 if name == OURS else 2}" points="{points}"/>'


# -- by seed -----------------------------------------------------------------------------------------------------------------


def by_seed(seeds: Sequence[int], results: Sequence[dict[str, Score]]) -> str:
    left, top, width, height = 70.0, 60.0, 800.0, 260.0
    time = [max(0.0, closed(scores, lambda s: s.late)) for scores in results]  # nothing is drawn where there is no gap
    few = [max(0.0, closed(scores, lambda s: s.transfers)) for scores in results]
    most = max(1.2, *time, *few) * 1.05

    def at(value: float) -> float:
        return top + height * (1 - max(0.0, value) / most)

    parts = [_text(left, 26, "Share of the gap between the best baseline and the oracle that is closed", size=15, weight="600")]
    for n in range(int(most / 0.25) + 1):
        parts += [_line(left, at(n / 4), left + width, at(n / 4), PALE, 1)]
        parts += [_text(left - 8, at(n / 4) + 5, f"{n * 25} %", anchor="end", size=13)]
    slot = width / len(seeds)
    for n, seed in enumerate(seeds):
        for k, (value, colour) in enumerate(((time[n], TIME), (few[n], FEW))):
            x = left + slot * n + slot * (0.12 + 0.38 * k)
            parts.append(_box(x, at(value), slot * 0.36, at(0) - at(value), colour))
        parts.append(_text(left + slot * (n + 0.5), top + height + 18, str(seed), anchor="middle", size=12))
    parts += [_dashes(left, at(aim), left + width, at(aim), colour) for aim, colour in ((AIM_TIME, TIME), (AIM_TRANSFERS, FEW))]
    legend = (
        (TIME, f"mean time to resolution, last half: {statistics.fmean(time):.0%} (aim {AIM_TIME:.0%})"),
        (FEW, f"transfers a ticket, whole run: {statistics.fmean(few):.0%} (aim {AIM_TRANSFERS:.0%})"),
    )
    for n, (colour, words) in enumerate(legend):
        parts += [_box(left + 410 * n, 38, 14, 14, colour), _text(left + 410 * n + 20, 50, words, size=13)]
    parts.append(_text(left + width / 2, top + height + 40, "seed", anchor="middle", size=13))
    return _svg(900, 375, parts)


# -- what was learned --------------------------------------------------------------------------------------------------------


def learned(seed: int, score: Score) -> str:
    found = score.learned or {}
    agents, intents = found["agents"], found["intents"]
    cell, gap = 20.0, 36.0
    wide, high = cell * len(intents), cell * len(agents)
    parts = [_text(20, 26, f"The chance that an agent solves an intent, at the end of seed {seed}", size=15, weight="600")]
    for n, (key, title) in enumerate((("said", "the settings say"), ("thought", "the desk thinks"), ("true", "hidden truth"))):
        left, top = 84 + n * (wide + gap), 72.0
        parts.append(_text(left, top - 14, title, size=14, weight="600"))
        for row, agent in enumerate(agents):
            if n == 0:
                parts.append(_text(left - 8, top + cell * row + 14, agent, anchor="end", size=11))
            for column in range(len(intents)):
                parts.append(_box(left + cell * column, top + cell * row, cell - 1, cell - 1, _shade(found[key][row][column])))
        for column, intent in enumerate(intents):
            short = intent.removeprefix("intent")
            parts.append(_text(left + cell * (column + 0.5) - 1, top + high + 14, short, anchor="middle", size=11))
    y = 72 + high + 44
    parts.append(_text(84, y, "0 %", size=12))
    parts += [_box(112 + n * 12, y - 12, 12, 14, _shade(n / 20)) for n in range(21)]
    parts.append(_text(112 + 21 * 12 + 8, y, "100 %; columns are intents", size=12))
    return _svg(84 + 3 * wide + 2 * gap + 20, y + 20, parts)


def _shade(value: float) -> str:
    """White to deep blue-green."""
    low, high = (247, 250, 252), (12, 92, 110)
    return "#" + "".join(f"{round(a + (b - a) * min(1.0, max(0.0, value))):02x}" for a, b in zip(low, high, strict=True))


# -- SVG ---------------------------------------------------------------------------------------------------------------------


def _svg(width: float, height: float, parts: Iterable[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="system-ui, sans-serif">'
    return "\n".join([head, _box(0, 0, width, height, PAPER), *parts, "</svg>", ""])


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 14, weight: str = "400") -> str:
    style = f'text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="{INK}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width:g}"/>'


def _dashes(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return _line(x1, y1, x2, y2, colour, 1.5).replace("/>", ' stroke-dasharray="6 4"/>')


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'
