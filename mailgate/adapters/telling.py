"""What flows tell, as a log line and a number: one fixed word, once.

A mail on a terminal reads
`#1 opened · account.access 0.93 · critical, due 15:00 · Alice (skill .9, load 0/8) · letters: maria, alice`;
what was not done says why, and the fix.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

import structlog

from mailgate.adapters.denials import FIXES, OURS, WORDS, denial_line, denial_of
from mailgate.adapters.metrics import Metrics
from mailgate.model.decision import ChangeTicket, CustomerMail, Decision, Kind, OpenTicket, QueueNotice, Route, UnprovenAgentMail
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.promises import due
from mailgate.policy.routing.explain import in_short

QUIET = frozenset({"waits", "letter_sent"})  # said at debug level only
GRAVE = frozenset(
    {
        "buried",
        "queue_failed",
        "queue_stuck",
        "store_sick",
        "timer_failed",
        "failed",
        "letter_dropped",
        "letter_failure_untold",
    }
)
WARNED = frozenset(
    {
        "queue_waits",
        "temporary",
        "blobs_away",
        "rules_kept",
        "restart_needed",
        "mailbox_trouble",
        "admins_not_told",
        "template_failed",
        "letter_failed",
        "letter_without_files",
        "reading_stopped",
        "reading_failed",
        "reading_reload_failed",
        "lesson_left_out",
        "refit_failed",
        "model_worse",
        *OURS,
    }
)
LETTERS = {"letter_sent": "sent", "letter_waits": "retry", "letter_failed": "dead", "letter_dropped": "dropped"}
REFITS = {"model_promoted": "promoted", "model_kept": "kept", "refit_failed": "failed"}
NAMES = 120  # characters of a mail's line for its letters


class Telling:
    """The desk's `tell`. Never raises: a line that can't be made is told as its bare word."""

    def __init__(self, metrics: Metrics, rulebook: Callable[[], Rulebook], clock: Callable[[], datetime]) -> None:
        self._metrics, self._rulebook, self._clock = metrics, rulebook, clock
        self._log = structlog.get_logger()

    def __call__(self, word: str, /, **said: Any) -> None:
        try:
            match word:
                case "settled":
                    self._settled(said["inbox"], said["arrival"], said["settled"])
                case "timer":
                    self._timer(said)
                case _ if word in WORDS:
                    self._denied(word, said)
                case "mailbox_recovered":
                    self._trouble(word, {**said, "line": f"{said['mailbox']} · its mail is fetched again"})
                case "mailbox_trouble":
                    self._trouble(word, {**said, "line": f"{said['mailbox']} · {said['what']} · fix: {said['fix']}"})
                case "reading_ready" | "reading_stopped" | "reading_failed" | "reading_reload_failed":
                    self._reading(word, said)
                case "taught" | "model_promoted" | "model_kept" | "model_taken_up" | "refit_failed":
                    self._learning(word, said)
                case _:
                    self._trouble(word, said)
        except Exception as error:  # a log line must never undo what is done
            self._log.error("not_told", word=word, error=error, trace=True)

    def _settled(self, inbox: int, arrival: Any, settled: Any) -> None:
        considered, ticket = settled.considered, settled.ticket
        decision: Decision = considered.decision
        now = self._clock()
        door = arrival.raw.door
        self._metrics.settled(door, decision.outcome, decision.reason, seconds=(now - arrival.raw.received).total_seconds())
        self._log.info(
            "settled",
            inbox=inbox,
            door=door,
            outcome=decision.outcome,
            reason=decision.reason,
            ticket=ticket,
            **_facts(decision, considered.reading),
            line=mail_line(decision, considered.kind, considered.reading, ticket, self._rulebook(), now=now)
            + _way_on(decision.outcome, inbox),
        )

    def _timer(self, said: dict[str, Any]) -> None:
        decision: Decision = said["decision"]
        self._metrics.timer(said["timer"], decision.reason)
        log = self._log.debug if decision.outcome.startswith("ignored:") else self._log.info
        log(
            "timer",
            timer=said["timer"],
            name=said.get("name") or None,
            ticket=said["ticket"],
            outcome=decision.outcome,
            reason=decision.reason,
            **_facts(decision, None),
            line=timer_line(decision, said["timer"], said["ticket"]),
        )

    def _denied(self, word: str, said: dict[str, Any]) -> None:
        denial, reason = denial_of(word, said)
        if denial.reply:
            self._metrics.refused(str(said.get("door", "")), reason, denial.reply)
        if word in OURS:
            self._metrics.failure(word)
        log = self._log.warning if word in OURS else self._log.info
        more = {"reply": denial.reply} if denial.reply else {}
        log(word, **{**said, **more, "why": reason}, fix=denial.fix, line=denial_line(word, said))

    def _reading(self, word: str, said: dict[str, Any]) -> None:
        """The reading process: whether it is up, and what is read meanwhile."""
        if word == "reading_ready":
            self._metrics.reading(up=not said.get("degraded"))
            if said.get("restarts"):
                self._metrics.reading_restarted()
        elif word == "reading_stopped":
            self._metrics.reading(up=False)
        self._trouble(word, {**said, "line": reading_line(word, said)})

    def _learning(self, word: str, said: dict[str, Any]) -> None:
        """Lessons, refits and versions."""
        if word == "taught":
            self._metrics.taught(said["sources"])
        elif word in REFITS:
            self._metrics.refitted(REFITS[word])
        self._trouble(word, {**said, "line": learning_line(word, said)})

    def _trouble(self, word: str, said: dict[str, Any]) -> None:
        if word in FIXES:
            said.setdefault("fix", FIXES[word])
        if word == "buried":
            self._metrics.buried(str(said.get("reason") or f"error_{type(said.get('error')).__name__.lower()}"))
        if word in LETTERS:
            written = said.pop("written", None)
            taken = (self._clock() - written).total_seconds() if written is not None and word == "letter_sent" else None
            self._metrics.letter(str(said.get("template", "")), LETTERS[word], seconds=taken)
        elif word in GRAVE or word in WARNED:
            self._metrics.failure(word)
        log = (
            self._log.error
            if word in GRAVE
            else self._log.warning
            if word in WARNED
            else self._log.debug
            if word in QUIET
            else self._log.info
        )
        log(word, **said)


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


def _way_on(outcome: str, inbox: int) -> str:
    """What can be done with a mail that waits for a person."""
    match outcome.partition(":")[0]:
        case "quarantined":
            return f" · fix: if it is a real mail, `mailgate ledger release {inbox}` lets it through"
        case "held":
            return f" · fix: `mailgate ledger release {inbox}` lets it through, `drop {inbox}` ends it"
        case _:
            return ""


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
    """Of what went its usual way only what was left undone; of all else the reason, with its words."""
    if decision.outcome in ("opened", "appended"):
        return [words for words in decision.because if words.startswith(("not ", "no "))]
    plain = decision.outcome.partition(":")[2] or decision.outcome
    said = [decision.reason] if decision.reason and decision.reason != plain else []
    return [": ".join((*said, "; ".join(decision.because)))] if decision.because else said


def _clock_time(at: datetime, now: datetime, zone: tzinfo | None) -> str:
    """`15:00` today, else `Mon 23 Nov 09:00`."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    return local.strftime("%H:%M") if local.date() == today.date() else local.strftime("%a %d %b %H:%M")


def _facts(decision: Decision, reading: Reading | None) -> dict[str, object]:
    """What programs want to know of it, without names."""
    ticket, route = ticket_of(decision), decision.route
    best = reading.intent if reading else None
    facts: dict[str, object] = {
        "team": route.team if route else ticket.team if ticket else None,
        "agent": route.agent if route else ticket.agent if ticket else None,
        "mode": route.mode if route else None,
        "priority": ticket.priority if ticket else None,
        "intent": best.name if best else None,
        "confidence": round(best.confidence, 3) if best else None,
        "letters": [{"to": e.notice.to, "template": e.notice.template} for e in decision.effects if isinstance(e, QueueNotice)],
    }
    return {name: value for name, value in facts.items() if value not in (None, [])}


def _local(address: str) -> str:
    """`maria+x@example.org` → `maria`."""
    return address.partition("@")[0].partition("+")[0]
