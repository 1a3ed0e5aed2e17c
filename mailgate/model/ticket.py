"""Tickets: the work, its conversations, and the story so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from mailgate.model.promise import Promise
from mailgate.model.reading import UrgencyLevel
from mailgate.model.rules import Impact, Priority

TicketState = Literal["new", "open", "waiting", "on_hold", "snoozed", "resolved", "closed", "archived"]
ENDED: frozenset[str] = frozenset({"resolved", "closed", "archived"})
Visibility = Literal["public", "internal", "pending"]
EntryKind = Literal["mail", "answer", "note", "event", "bounce", "away", "feedback", "command"]
Role = Literal["customer", "cc", "third_party"]
ParticipantState = Literal["active", "pending", "left"]

NEW = 0  # the ticket or entry that this decision itself writes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One piece of work. `version` counts writes: a decision made on an older one is made afresh.
    `automation` False means nothing automatic is sent or done for it. `hold_for` names the person it is kept for."""

    number: int = NEW
    version: int = 0
    state: TicketState = "new"
    priority: Priority = "normal"
    subject: str = ""
    mailbox: str  # the address of ours it lives in
    customer: str
    customer_name: str | None = None
    organisation: str | None = None  # key in the settings' customers
    tier: str = "standard"
    team: str | None = None
    agent: str | None = None
    intent: str | None = None
    confidence: float | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    impact: Impact = "medium"
    urgency: UrgencyLevel = "normal"
    deadline: datetime | None = None  # what the customer said they need it by
    automation: bool = True
    hold_for: str | None = None
    verified: bool = False  # the customer's first mail was authenticated
    opened_at: datetime
    changed_at: datetime
    first_response_at: datetime | None = None
    waiting_since: datetime | None = None  # since when we wait for the customer
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    closed_at: datetime | None = None
    snoozed_until: datetime | None = None
    handed_over_at: datetime | None = None  # when `agent` got it
    reopened: int = 0
    transfers: int = 0
    promises: tuple[Promise, ...] = ()
    also: str | None = None  # a second intent that it takes as well
    passed: tuple[str, ...] = ()  # who had it and gave it on, or did not react (keys): it does not come back to them by itself
    sensitive: str | None = None  # the class that it is kept for somebody by (`policy.sensitive`)
    sensitive_because: tuple[str, ...] = ()  # what of the customer's words says so
    waited: float = 0.0  # seconds we waited for the customer since its agent got it

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    def promise(self, name: str) -> Promise | None:
        return next((p for p in self.promises if p.name == name), None)

    def with_promise(self, promise: Promise) -> Ticket:
        """The same ticket with this promise put in the place of the one of its name."""
        others = tuple(p for p in self.promises if p.name != promise.name)
        return replace(self, promises=(*others, promise))

    def handed_to(self, agent: str | None, team: str | None, now: datetime, *, absent: bool = False) -> Ticket:
        """Given to an agent, or to a team's queue when agent is None. Counts a transfer when it leaves another agent. Who was
        `absent` has not given it on: it may come back to them."""
        moved = self.agent is not None and agent != self.agent
        had = (*self.passed, self.agent.lower()) if moved and self.agent and not absent else self.passed
        return replace(
            self,
            agent=agent,
            team=team or self.team,
            handed_over_at=now,
            changed_at=now,
            transfers=self.transfers + (1 if moved else 0),
            passed=tuple(dict.fromkeys(one for one in had if agent is None or one != agent.lower())),
            waited=0.0 if agent != self.agent else self.waited,
        )

    def taken_up(self, now: datetime) -> Ticket:
        """Somebody works on it, or the customer wrote again."""
        waited = (now - self.waiting_since).total_seconds() if self.waiting_since else 0.0
        return replace(
            self, state="open", waiting_since=None, snoozed_until=None, changed_at=now, waited=self.waited + max(0.0, waited)
        )

    def answered(self, now: datetime) -> Ticket:
        """An agent wrote to the customer: now we wait for them."""
        return replace(
            self,
            state="waiting",
            waiting_since=now,
            changed_at=now,
            snoozed_until=None,
            first_response_at=self.first_response_at or now,
        )

    def resolved(self, by: str, now: datetime) -> Ticket:
        return replace(self, state="resolved", resolved_at=now, resolved_by=by, waiting_since=None, changed_at=now)

    def closed(self, now: datetime) -> Ticket:
        return replace(self, state="closed", closed_at=now, waiting_since=None, changed_at=now)

    def archived(self, now: datetime) -> Ticket:
        return replace(self, state="archived", changed_at=now)

    def reopened_at(self, now: datetime) -> Ticket:
        """The customer came back after it was resolved or closed."""
        return replace(
            self,
            state="open",
            reopened=self.reopened + 1,
            resolved_at=None,
            closed_at=None,
            waiting_since=None,
            changed_at=now,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    address: str
    name: str | None = None
    role: Role = "customer"
    state: ParticipantState = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened, append-only. `by` is an address, or `mailgate`. `reason` is the decision's fixed word.
    Text of a mail is its fresh words. `pending` entries are seen by agents only, until let in.
    `attachments` are (name, type, size, sha256); the bytes stay in the raw message `inbox_id`."""

    kind: EntryKind
    ticket: int = NEW
    id: int = NEW
    at: datetime
    by: str
    by_name: str | None = None
    visibility: Visibility = "internal"
    verified: bool = True
    text: str = ""
    reason: str = ""
    inbox_id: int | None = None
    message_id: str | None = None
    attachments: tuple[tuple[str, str, int, str], ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A mail or an act that waits for a person: why, until when, who may release it (an agent's address or a team)."""

    id: int = NEW
    ticket: int | None
    inbox_id: int | None
    entry: int | None = None
    why: str
    for_whom: str | None
    until: datetime
    worded: bool = True  # it has words or files of its own, not commands alone
    others: tuple[int, ...] = ()  # the tickets besides its own that its writer was shown it would answer
