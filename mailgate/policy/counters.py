"""The keys of what caps count: a decision writes `CountEvent(key=…)`, the store counts the same keys for `Counts`."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailgate.model.decision import CountEvent


def acknowledgement(address: str) -> str:
    """An acknowledgement to this address: `Counts.acks_to_sender_today`."""
    return f"ack:{address.lower()}"


def acknowledgement_of_subject(address: str, base_subject: str) -> str:
    """An acknowledgement to this address for this base subject: `Counts.acks_same_subject_3h`."""
    return f"ack_subject:{address.lower()}:{base_subject.strip().lower()}"


def ticket_from(address: str) -> str:
    """A ticket this address opened: `Counts.tickets_from_sender_hour`."""
    return f"ticket:{address.lower()}"


TICKET = "ticket"  # any ticket opened: Counts.tickets_hour


def spike(what: str) -> str:
    """The lead was told that this stands out: `Lately.told`."""
    return f"spike:{what.lower()}"


FLOOD = "flood"  # the lead was told of a flood: Counts.flood_told_hour


QUEUE = "queue:"  # this team was told of what waits for room: `Past.queues_told`


def queue(team: str, now: datetime, span: timedelta) -> CountEvent:
    """Counts it, once in the span: of two decisions made at the same moment one is made afresh."""
    return CountEvent(key=f"{QUEUE}{team}", at=now, at_most=1, since=now - span)


def denial(agent: str) -> str:
    """This agent was told that a mail in their name was not acted on: `Counts.denials_told_hour`."""
    return f"denial:{agent.lower()}"


def wrong_code(agent: str) -> str:
    """This agent wrote a one-time code that is none: `Facts.wrong_codes`, over a day."""
    return f"wrong-code:{agent.lower()}"


FORM_HINT = "form-hint"  # the lead was told of a web form that the settings don't name: `Facts.form_told`


def form_hint(sender: str) -> str:
    """The lead was told of this web form."""
    return f"{FORM_HINT}:{sender.lower()}"


def form_hint_told(sender: str, now: datetime) -> tuple[CountEvent, CountEvent]:
    """Counts it: of two decisions made at the same moment one is made afresh."""
    told = CountEvent(key=form_hint(sender), at=now, at_most=1, since=now - timedelta(days=365))
    return told, CountEvent(key=FORM_HINT, at=now)


def once_an_hour(key: str, now: datetime) -> CountEvent:
    """Counts what may happen once an hour: of two decisions made at the same moment one is made afresh."""
    return CountEvent(key=key, at=now, at_most=1, since=now - timedelta(hours=1))
