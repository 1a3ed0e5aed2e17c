"""Priority: how urgent it is to the customer, and how much it touches (ITIL's urgency × impact)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from mailgate.model.facts import PastTicket
from mailgate.model.people import Organisation
from mailgate.model.reading import Reading, UrgencyLevel
from mailgate.model.rules import Impact, Priority, Rulebook

# What a desk gets that names no matrix of its own (contract §3): urgency → impact → priority.
USUAL: Mapping[str, Mapping[str, Priority]] = {
    "critical": {"high": "urgent", "medium": "urgent", "low": "high"},
    "high": {"high": "urgent", "medium": "high", "low": "normal"},
    "normal": {"high": "high", "medium": "normal", "low": "normal"},
    "low": {"high": "normal", "medium": "low", "low": "low"},
}


# What the customer's own tickets must look like for their next mail to count as repeated contact.
LATELY = timedelta(days=14)
UNSOLVED, REOPENED = 2, 2  # tickets still open; or how often they came back
TRIAL_ENDS = timedelta(days=3)
_HIGHER: Mapping[UrgencyLevel, UrgencyLevel] = {"low": "low", "normal": "high", "high": "critical", "critical": "critical"}


def history_of(story: tuple[PastTicket, ...], now: datetime) -> str | None:
    """Why this is repeated contact, if it is: several tickets of the last 14 days are unsolved, or came back."""
    lately = [ticket for ticket in story if timedelta(0) <= now - ticket.opened_at <= LATELY]
    unsolved = [
        ticket for ticket in lately if ticket.resolved_at is None and ticket.state not in ("resolved", "closed", "archived")
    ]
    reopened = sum(ticket.reopened for ticket in lately)
    if len(unsolved) >= UNSOLVED:
        numbers = ", ".join(f"#{ticket.number}" for ticket in unsolved[:3])
        return f"repeated contact: {len(unsolved)} unsolved tickets in 14 days ({numbers})"
    if reopened >= REOPENED:
        numbers = ", ".join(f"#{ticket.number}" for ticket in lately if ticket.reopened)
        return f"repeated contact: reopened {reopened} times in 14 days ({numbers})"
    return None


def standing_of(organisation: Organisation | None, now: datetime) -> tuple[str, ...]:
    """What of the customer's own entry makes a mail more urgent: a trial that ends within three days."""
    ends = organisation.trial_until if organisation is not None else None
    if ends is None or not timedelta(0) <= ends - now.date() <= TRIAL_ENDS:
        return ()
    return (f"trial ends on {ends.isoformat()}",)


def impact_of(reading: Reading, rulebook: Rulebook) -> Impact:
    """The impact the settings give the best intent; medium if it is unknown or too unsure to route by."""
    best = reading.intent
    if best is None or best.confidence < rulebook.routing.min_confidence:
        return "medium"
    intent = rulebook.intents.get(best.name)
    return intent.impact if intent else "medium"


def priority_of(
    reading: Reading, impact: Impact, rulebook: Rulebook, *, history: str | None = None, standing: tuple[str, ...] = ()
) -> tuple[Priority, tuple[str, ...]]:
    """The matrix' answer with its reasons for people. A row or column missing in the settings takes the usual value.
    Repeated contact makes urgency one level higher, unless they say themselves that it can wait; a trial that ends does so for
    what is of normal urgency. Only what made the priority is a reason for it: what a tier weighs is for the settings' rules to
    say, and what the customer is stands beside it anyway."""
    level = reading.urgency.level
    ends = next((why for why in standing if why.startswith("trial ends")), None)
    by_trial = ends is not None and level == "normal"
    raised = _HIGHER[level] if history is not None or by_trial else level
    priority = rulebook.priorities.get(raised, {}).get(impact) or USUAL[raised][impact]
    because = [f"urgency {raised}"]
    if reading.urgency.because:
        because[0] += ": " + ", ".join(f"“{words}”" for words in reading.urgency.because)
    because += [history] if history is not None else []
    because.append(f"impact {impact}" + (f" of {reading.intent.name}" if reading.intent and impact != "medium" else ""))
    return priority, (*because, *((ends,) if by_trial and ends is not None else ()))
