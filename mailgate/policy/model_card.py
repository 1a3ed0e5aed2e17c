"""Model cards (Mitchell et al., FAT* 2019): what a version was made of, how good it is, where it is not, and what changed.

Plain JSON, as `mailgate model show --json` gives it and the store keeps it; and the same in lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from mailgate.model.learning import ModelVersion, Refit, Refitted
from mailgate.model.rules import Rulebook
from mailgate.policy.calibration import Scores, scores_of
from mailgate.policy.promotion import Verdict

INTENTS_SHOWN = 40
NAMED = 8


def card_of(
    ask: Refit,
    made: Refitted,
    judged: Verdict,
    in_force: ModelVersion | None,
    rulebook: Rulebook,
    *,
    worse: Sequence[str] = (),
    now: datetime,
) -> dict[str, Any]:
    """The card of a version just made."""
    counts = Counter(lesson.intent for lesson in ask.lessons if lesson.intent is not None)
    instants = [lesson.at for lesson in ask.lessons]
    before = _counts_of(in_force)
    return {
        "made": now.isoformat(),
        "model": made.model,
        "embedder": made.embedder,
        "lessons": len(ask.lessons),
        "since": min(instants).isoformat() if instants else None,
        "until": max(instants).isoformat() if instants else None,
        "sources": dict(sorted(Counter(lesson.source for lesson in ask.lessons).items())),
        "intents": dict(sorted(counts.items())),
        "not_in_settings": sorted(name for name in counts if name not in rulebook.intents) if rulebook.intents else [],
        "untaught": sorted(name for name in rulebook.intents if name not in counts),
        "exam": {
            "tickets": len(made.now),
            "before": _plain(scores_of(made.then)),
            "after": _plain(scores_of(made.now)),
        },
        "changed": {
            "since_version": in_force.name if in_force is not None else None,
            "lessons": len(ask.lessons) - sum(before.values()),
            "new_intents": sorted(set(counts) - set(before)),
            "gone_intents": sorted(set(before) - set(counts)),
        },
        "promote": judged.promote,
        "why": judged.why,
        "lost": list(judged.lost),
        "worse": list(worse),
        "seconds": round(made.seconds, 1),
        "memory_mb": round(made.memory / 1e6),
        "bytes": len(made.data),
    }


def lines_of(version: ModelVersion) -> list[str]:
    """The card for people."""
    card = version.card
    exam, changed = card.get("exam", {}), card.get("changed", {})
    told = [
        f"{version.name} · {version.state.replace('_', ' ')}: {version.why}",
        f"  made {_day(card.get('made'))} of {card.get('lessons', 0)} lessons"
        f" from {_day(card.get('since'))} to {_day(card.get('until'))}"
        f" ({', '.join(f'{many} {source}' for source, many in card.get('sources', {}).items())})",
        f"  read by {card.get('model', '?')}; {card.get('bytes', 0) / 1e6:.1f} MB, {card.get('seconds', 0)} s of computing",
        f"  since {changed.get('since_version') or 'the settings alone'}: {changed.get('lessons', 0):+d} lessons"
        + _named("; new", changed.get("new_intents", []))
        + _named("; gone", changed.get("gone_intents", [])),
    ]
    told += [f"  {line}" for line in _exam_lines(exam)]
    for words, key in (("taught but not in the settings", "not_in_settings"), ("never taught", "untaught"), ("lost", "lost")):
        if card.get(key):
            told.append(_named(f"  {words}", card[key]))
    if not version.kept:
        told.append("  only this card is kept; its bytes are gone")
    return told


def _exam_lines(exam: Mapping[str, Any]) -> list[str]:
    if not exam.get("tickets"):
        return ["exam: no ticket to tell by"]
    before, after = exam["before"], exam["after"]
    told = [
        f"exam on the {exam['tickets']} newest tickets:"
        f" right {100 * after['right']:.1f} % (before {100 * before['right']:.1f} %), "
        f"calibration error {after['ece']:.3f} ({before['ece']:.3f}), Brier {after['brier']:.3f} ({before['brier']:.3f})",
        f"{'intent':<32} {'tickets':>7} {'found':>7} {'(before)':>8} {'of those said':>13} {'as sure as':>10}",
    ]
    rows = sorted(after["intents"].items(), key=lambda item: (-item[1]["tickets"], item[0]))
    for name, one in rows[:INTENTS_SHOWN]:
        earlier = before["intents"].get(name, {})
        told.append(
            f"{name[:32]:<32} {one['tickets']:>7} {_percent(one['recall']):>7} {_percent(earlier.get('recall')):>8} "
            f"{_percent(one['precision']):>13} {_percent(one['confidence']):>10}"
        )
    if len(rows) > INTENTS_SHOWN:
        told.append(f"… and {len(rows) - INTENTS_SHOWN} more; --json has them all")
    return told


def _plain(scores: Scores) -> dict[str, Any]:
    plain = asdict(scores)
    plain["since"] = scores.since.isoformat() if scores.since else None
    plain["until"] = scores.until.isoformat() if scores.until else None
    return plain


def _counts_of(version: ModelVersion | None) -> dict[str, int]:
    return dict(version.card.get("intents", {})) if version is not None else {}


def _percent(share: float | None) -> str:
    return f"{100 * share:.0f} %" if share is not None else "–"


def _day(written: str | None) -> str:
    return written[:10] if written else "?"


def _named(words: str, names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{words}: {', '.join(names[:NAMED])}{more}" if names else ""
