"""Mail from files through the very code that decides in earnest: what `explain` and `replay` share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mailgate.model.errors import Refused
from mailgate.model.message import Arrival, Evidence, RawMessage

if TYPE_CHECKING:
    from mailgate.flows.intake import Considered


def messages_of(paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every message: files, folders, each message of an .mbox, `-` for standard input. Raises Refused."""
    from mailgate.cli.inspect import messages

    for name, data in messages([str(path) for path in paths]):
        if data is None:
            raise Refused(f"{name} can't be read")
        yield name, data


def arrival_of(data: bytes, *, number: int, received: datetime) -> Arrival:
    """The message as if it had come in just now, from nobody known, to whomever it names."""
    from mailgate.mail.identity import identify

    raw = RawMessage(data=data, door="manual", received=received)
    return Arrival(
        inbox_id=number,
        raw=raw,
        evidence=Evidence(door="manual", because="read from a file"),
        content_key=identify(data, raw.envelope_from)[1],
    )


def line_of(name: str, considered: Considered, ticket: int | None) -> dict[str, Any]:
    """What `replay --json` says of one message (contract: one object a line)."""
    from mailgate.model.decision import ChangeTicket, KeepRoute, LinkTickets, OpenTicket, QueueNotice

    decision, reading = considered.decision, considered.reading
    tickets = [e.ticket for e in decision.effects if isinstance(e, (OpenTicket, ChangeTicket))]
    after = tickets[-1] if tickets else None
    routes = [e.route for e in decision.effects if isinstance(e, KeepRoute)]
    route = decision.route or (routes[-1] if routes else None)
    best = reading.intent
    return {
        "file": name,
        "kind": considered.message.kind,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "ticket": ticket,
        "related": [e.other for e in decision.effects if isinstance(e, LinkTickets)],
        "team": after.team if after else None,
        "agent": after.agent if after else None,
        "priority": after.priority if after else None,
        "intent": best.name if best else None,
        "confidence": round(best.confidence, 4) if best else None,
        "mode": route.mode if route else None,
        "letters": [{"to": e.notice.to, "template": e.notice.template} for e in decision.effects if isinstance(e, QueueNotice)],
    }


def chosen_of(considered: Considered) -> dict[str, Any]:
    """How it was chosen: the reason, who came next, and what the model and the rules say where both were asked."""
    route = considered.decision.route
    return {
        "route_reason": route.reason if route else None,
        "route_because": list(route.because) if route else [],
        "runner_up": route.runner_up if route else None,
        "sensitive": considered.reading.sensitive,
        "sensitive_because": list(considered.reading.sensitive_because),
        "by_model": route.by_model if route else None,
        "by_rules": route.by_rules if route else None,
    }


def candidates_of(considered: Considered) -> list[dict[str, Any]]:
    """Every candidate with every factor of the score."""
    route = considered.decision.route
    return [
        {
            "agent": c.agent,
            "score": round(c.score, 4),
            "available": c.available,
            "why_not": c.why_not,
            "factors": [
                {"name": f.name, "value": round(f.value, 4), "weight": f.weight, "because": f.because} for f in c.factors
            ],
        }
        for c in (route.candidates if route else ())
    ]


def refuse_missing(paths: Sequence[Path]) -> None:
    for path in paths:
        if str(path) != "-" and not path.exists():
            raise Refused(f"there is no file {path}")
