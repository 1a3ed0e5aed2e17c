"""What is told of a mail, a timer, the reading and the learning, each in one line for a person.

A mail reads `#1 opened · account.access 0.93 · critical, due 15:00 · Alice (skill .9, load 0/8) · letters: maria, alice`;
what was not done says why, and the fix."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from mailgate.model.decision import ChangeTicket, CustomerMail, Decision, Kind, OpenTicket, QueueNotice, Route, UnprovenAgentMail
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.promises import due
from mailgate.policy.routing.explain import in_short

NAMES = 120  # characters of a mail's line for its letters


def mail_line(
    decision: Decision,
    kind: Kind,
    reading: Reading | None,
    ticket: int | None,
    rulebook: Rulebook,
    *,
    now: datetime,
    zone: tzinfo | None = None,
) -> str:
    """One mail in one line, for its owner's eyes. Times are of `zone`, None: the machine's own."""
    state = ticket_of(decision)
    parts = [f"#{ticket} {decision.outcome}" if ticket else decision.outcome]
    if decision.outcome == "opened" and state is not None:
        parts += _understood(reading, state, now, zone)
    if decision.route is not None:
        parts.append(_goes_to(decision.route, rulebook))
    denied = kind if isinstance(kind, UnprovenAgentMail) else kind.denied if isinstance(kind, CustomerMail) else None
    if not isinstance(kind, UnprovenAgentMail):
        parts += _why(decision)
    if denied is not None:
        parts.append(f"not acted on as {_local(denied.agent)}: {denied.why} · fix: {denied.fix}")
    if letters := letters_of(decision):
        parts.append(f"letters: {letters}")
    return " · ".join(parts)


def reading_line(word: str, said: Mapping[str, Any]) -> str:
    """What the reading process does, and what that means for mail."""
    fix = "fix: `mailgate doctor` starts it and says what is wrong"
    match word:
        case "reading_ready":
            degraded = said.get("degraded")
            return f"reading by {said.get('model')}" + (f" · degraded: {degraded} · {fix}" if degraded else "")
        case "reading_stopped":
            again = f"it is started again in {said.get('pause'):g} s" if said.get("pause") else "it is started again at once"
            return f"the reading process stopped: {said.get('why')} · {again}, rules read meanwhile · {fix}, if it goes on"
        case "reading_reloaded":
            if not said.get("new_rules"):
                return "another reading process took over"
            return f"reading by the new rules, {said.get('after_s')} s after they were in force"
        case "reading_reload_failed":
            return f"the reading process could not take the new rules: {said.get('why')} · it reads by the old ones · {fix}"
        case _:
            return f"a text could not be read: {said.get('error')} · its ticket says so · fix: please report this"


def learning_line(word: str, said: Mapping[str, Any]) -> str:
    """What was learned, and what became of it."""
    match word:
        case "taught":
            what = ", ".join(f"{many} {source}" for source, many in said["sources"].items())
            return f"learned {what} · up to lesson {said['upto']}"
        case "model_promoted" | "model_kept":
            what = "promoted" if word == "model_promoted" else "kept as a candidate"
            return f"{said['version']} of {said['lessons']} lessons {what} · {said['why']}"
        case "model_taken_up":
            return f"reading from {said['version']} on, after {said['was']}"
        case _:
            return f"learning failed: {said.get('error')} · what was learned before stays · fix: {said.get('fix')}"


def timer_line(decision: Decision, kind: str, ticket: int) -> str:
    """`#7 promise_broken · first_response of standard due … · letters: dana`."""
    letters = letters_of(decision)
    return " · ".join(
        (
            f"#{ticket} {decision.reason}" if decision.reason != "stale_timer" else f"#{ticket} {kind} no longer due",
            *decision.because,
            *((f"letters: {letters}",) if letters else ()),
        )
    )


def ticket_of(decision: Decision) -> Ticket | None:
    """The ticket as the decision leaves it."""
    written = [e.ticket for e in decision.effects if isinstance(e, (OpenTicket, ChangeTicket))]
    return written[-1] if written else None


def letters_of(decision: Decision) -> str:
    """Who hears of it, by local part, each once."""
    names = ", ".join(dict.fromkeys(_local(e.notice.to) for e in decision.effects if isinstance(e, QueueNotice)))
    return names if len(names) <= NAMES else names[: NAMES - 1] + "…"


def _understood(reading: Reading | None, ticket: Ticket, now: datetime, zone: tzinfo | None) -> list[str]:
    best = reading.intent if reading else None
    words = [f"{best.name} {best.confidence:.2f}" if best else "no intent"]
    owed = due(ticket)
    words.append(ticket.urgency + (f", due {_clock_time(owed, now, zone)}" if owed else ""))
    return words


def _goes_to(route: Route, rulebook: Rulebook) -> str:
    if route.agent is None:
        return f"queue of {route.team} ({route.reason})"
    agent = rulebook.agent_of(route.agent)
    return f"{agent.name if agent else _local(route.agent)} ({in_short(route)})"


def _why(decision: Decision) -> list[str]:
    """Of what went its usual way only what was left undone or is kept for a person by its class; of all else the reason, with its
    words."""
    if decision.outcome in ("opened", "appended"):
        return [words for words in decision.because if words.startswith(("not ", "no ", "sensitive: "))]
    plain = decision.outcome.partition(":")[2] or decision.outcome
    said = [decision.reason] if decision.reason and decision.reason != plain else []
    return [": ".join((*said, "; ".join(decision.because)))] if decision.because else said


def _clock_time(at: datetime, now: datetime, zone: tzinfo | None) -> str:
    """`15:00` today, else `Mon 23 Nov 09:00`."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    return local.strftime("%H:%M") if local.date() == today.date() else local.strftime("%a %d %b %H:%M")


def _local(address: str) -> str:
    """`maria+x@example.org` → `maria`."""
    return address.partition("@")[0].partition("+")[0]
