"""What flows tell, as a log line and a number: one fixed word, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog

from mailgate.adapters.denials import FIXES, OURS, WORDS, denial_line, denial_of
from mailgate.adapters.log_lines import learning_line, mail_line, reading_line, ticket_of, timer_line
from mailgate.adapters.metrics import Metrics
from mailgate.model.decision import Decision, QueueNotice
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook

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
                case "reading_ready" | "reading_reloaded" | "reading_stopped" | "reading_failed" | "reading_reload_failed":
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


def _way_on(outcome: str, inbox: int) -> str:
    """What can be done with a mail that waits for a person."""
    match outcome.partition(":")[0]:
        case "quarantined":
            return f" · fix: if it is a real mail, `mailgate ledger release {inbox}` lets it through"
        case "held":
            return f" · fix: `mailgate ledger release {inbox}` lets it through, `drop {inbox}` ends it"
        case _:
            return ""


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
        "sensitive": ticket.sensitive if ticket else None,
        "degraded": reading.degraded if reading else None,
        "letters": [{"to": e.notice.to, "template": e.notice.template} for e in decision.effects if isinstance(e, QueueNotice)],
    }
    return {name: value for name, value in facts.items() if value not in (None, [])}
