"""A report's figures as a letter or a terminal shows them: sections of rows, each with a value and the length of its bar.

`key` names a word that the language has (`w.report(key)`), `name` is shown as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mailgate.adapters.letter_words import Reader
from mailgate.model.rules import Rulebook

Shown = dict[str, Any]


def sections(data: Mapping[str, Any], rulebook: Rulebook) -> tuple[Shown, ...]:
    """The sections of `policy.report.as_json`'s data, empty ones left out."""
    names = {agent.address.lower(): agent.name for agent in rulebook.agents.values()}
    found = (
        _section("tickets", _barred((key, data[key]) for key in ("opened", "resolved", "closed", "reopened"))),
        _section(
            "now",
            [
                _row("unresolved", data["unresolved"]),
                *(_row(one["name"], one["count"]) for one in data["states"]),
                _row("unassigned", data["unassigned"]),
                _row("overdue", data["overdue"]),
            ],
        ),
        _section("backlog", _barred((one["name"], one["count"]) for one in data["ages"]) if data["unresolved"] else []),
        _section(
            "times",
            [
                _row(f"{name}_{what}", span(data[name][what]))
                for name in ("first_response", "resolution")
                if data[name]["count"]
                for what in ("median", "p90")
            ],
        ),
        _section("promises", [_share(one["name"], one["kept"], one["kept"] + one["broken"]) for one in data["promises"]]),
        _section("quality", _quality(data)),
        _section("events", [_row("", one["at"][:16].replace("T", " "), name=one["name"]) for one in data.get("events", ())]),
        _section("messages", _barred((one["name"], one["count"]) for one in data["messages"])),
        _section("letters", [_row("letters_sent", data["letters_sent"]), _row("letters_failed", data["letters_failed"])]),
        *(
            _section(kind, _groups(data[kind], names if kind == "agents" else {}))
            for kind in ("teams", "agents", "intents", "tiers")
        ),
    )
    return tuple(one for one in found if one["rows"])


def report_shown(data: Mapping[str, Any], rulebook: Rulebook, reader: Reader) -> Shown:
    """What the template `report` knows beside the letter's other values."""
    since, until = (datetime.fromisoformat(data[name]) for name in ("since", "until"))
    return {
        "what": data["what"],
        "since": reader.moment(since),
        "until": reader.moment(until),
        "sections": sections(data, rulebook),
        "headline": tuple(_row(key, data[key]) for key in ("opened", "resolved", "unresolved", "overdue")),
    }


def _section(key: str, rows: Iterable[Shown]) -> Shown:
    return {"key": key, "rows": tuple(rows)}


def _row(key: str, value: object, *, bar: int | None = None, name: str = "") -> Shown:
    return {"key": key, "name": name, "value": str(value), "bar": bar}


def _barred(counts: Iterable[tuple[str, int]]) -> list[Shown]:
    counted = list(counts)
    most = max((count for _, count in counted), default=0)
    return [_row(key, count, bar=_percent(count, most)) for key, count in counted]


def _share(key: str, part: int, whole: int) -> Shown:
    """`92 % (11/12)`; a share of nothing is not made."""
    share = _percent(part, whole)
    return _row(key, f"{share} % ({part}/{whole})", bar=share)


def _quality(data: Mapping[str, Any]) -> list[Shown]:
    rows = []
    if data["resolved"]:
        rows += [_share("first_contact", data["first_contact"], data["resolved"]), _row("transfers", data["transfers"])]
    if data.get("first_aid") or data.get("first_aid_solved"):
        rows += [_row("first_aid", data["first_aid"]), _row("first_aid_solved", data["first_aid_solved"])]
    marks = data["feedback"]
    if marks["count"]:
        rows.append(_row("feedback", f"{marks['average']}/{marks['scale']} ({marks['count']})"))
    return rows


def _groups(groups: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[Shown]:
    """Each group as `opened · resolved · unresolved · first response`, its bar by what was opened."""
    counted = list(groups)
    most = max((one["opened"] for one in counted), default=0)
    return [
        _row(
            "" if one["name"] else "none",
            " · ".join((str(one["opened"]), str(one["resolved"]), str(one["unresolved"]), span(one["first_response"]))),
            name=names.get(str(one["name"]).lower(), one["name"]) if one["name"] else "",
            bar=_percent(one["opened"], most),
        )
        for one in counted
    ]


def span(seconds: float | None) -> str:
    """`< 1 min`, `25 min`, `1 h 55 min`, `120 h`, the minute begun not counted. Never days: a business day is no 24 hours."""
    if seconds is None:
        return "–"
    hours, minutes = divmod(int(seconds) // 60, 60)
    if not hours:
        return f"{minutes} min" if minutes else "< 1 min"
    return f"{hours} h {minutes} min" if minutes and hours < 100 else f"{hours} h"


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
