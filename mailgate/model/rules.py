"""Rules as data: conditions, actions, and the whole rulebook the desk decides by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, Protocol

from mailgate.model.documents import NO_DOCUMENTS, Documents

if TYPE_CHECKING:
    from mailgate.model.form import FormRule
    from mailgate.model.people import Agent, Mailbox, Organisation, Team
    from mailgate.model.promise import EscalationStep, Hours, SlaPolicy
    from mailgate.model.report import ReportPlan

RouteMode = Literal["shadow", "assist", "live"]
Priority = Literal["urgent", "high", "normal", "low"]
Impact = Literal["high", "medium", "low"]


class Pattern(Protocol):
    """A compiled linear-time pattern (RE2)."""

    def search(self, text: str, /) -> object | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One thing a fact may be compared with: equal (case-blind), matching a pattern, at least or below a number, or set."""

    __test__ = False  # not a pytest class

    kind: Literal["equals", "pattern", "at_least", "below", "is_set"]
    value: str | float | bool
    pattern: Pattern | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One line of a `when:`; any of its tests may hold. `header` and `entity` clauses carry the name in `key`."""

    field: str
    any_of: tuple[Test, ...]
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """All clauses must hold; no clause means always."""

    clauses: tuple[Clause, ...] = ()


ALWAYS = Condition()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """What a rule's or trigger's `then:` does. None or empty means: not touched."""

    team: str | None = None
    agent: str | None = None
    priority: Priority | None = None
    intent: str | None = None
    tags: tuple[str, ...] = ()
    notify: tuple[str, ...] = ()
    hold_for: str | None = None
    automation: bool | None = None  # False: nothing automatic is sent or done
    state: str | None = None
    acknowledge: bool | None = None
    ignore: bool = False
    template: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    name: str
    when: Condition
    then: Actions
    stop: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """`on` is created, replied, resolved, closed, reopened or due."""

    on: str
    when: Condition
    then: Actions
    name: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A thing customers want. `patterns` are spaCy Matcher patterns as plain data."""

    name: str
    team: str | None = None
    skills: tuple[str, ...] = ()
    impact: Impact = "medium"
    phrases: tuple[str, ...] = ()
    patterns: tuple[object, ...] = ()
    examples: tuple[str, ...] = ()
    sensitive: bool = False
    teams: Literal["open", "strict"] = "open"
    mode: RouteMode | None = None
    pilot: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRule:
    type: str
    pattern: str
    compiled: Pattern | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingSettings:
    mode: RouteMode = "live"
    pilot: float = 1.0
    min_confidence: float = 0.55
    triage: str | None = None  # an agent's address or a team
    sensitive: Mapping[str, str] = field(default_factory=dict)  # by class, who gets it; a class that isn't there is switched off
    weights: Mapping[str, float] = field(
        default_factory=lambda: {"skill": 4.0, "history": 2.0, "load": 3.0, "language": 1.0, "growth": 0.5}
    )
    untouched: timedelta | None = timedelta(hours=4)  # of the agent's working time; None: never
    queue_mail: timedelta = timedelta(hours=1)  # while nobody has room, a team hears of what waits at most this often
    report_to: tuple[str, ...] = ()  # who gets the weekly comparison; empty: the admins
    auto_promote: bool = False
    at_hand: int | None = None  # open tickets an agent has, from which on a new one waits for whoever is free; None: capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    remind_waiting: tuple[timedelta, ...] = (timedelta(days=3), timedelta(days=7))
    close_resolved_after: timedelta = timedelta(days=4)
    reopen_within: timedelta = timedelta(days=30)
    archive_after: timedelta = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSettings:
    after_close: timedelta | None = None  # None: never asked
    scale: int = 5
    at_most_every: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything the desk decides by: the `desk:` block, compiled. Immutable; swapped whole on reload.
    Keys of mailboxes, agents and customers are lower case."""

    fingerprint: str
    name: str
    domain: str  # server.domain: Message-IDs and signed envelopes live there
    mailboxes: Mapping[str, Mailbox]
    hours: Mapping[str, Hours]  # `always` is among them
    teams: Mapping[str, Team]
    agents: Mapping[str, Agent]
    customers: Mapping[str, Organisation] = field(default_factory=dict)
    forms: tuple[FormRule, ...] = ()  # in order; the first that a mail fits counts
    participants_cc: Literal["ask", "same_organisation", "all"] = "same_organisation"
    agent_address_in_text: Literal["hold", "allow"] = "hold"
    intents: Mapping[str, Intent] = field(default_factory=dict)
    entities: tuple[EntityRule, ...] = ()
    priorities: Mapping[str, Mapping[str, Priority]] = field(default_factory=dict)  # urgency → impact → priority
    rules: tuple[Rule, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    routing: RoutingSettings = RoutingSettings()
    sla: tuple[SlaPolicy, ...] = ()  # in order; the first whose `when` holds counts
    escalation: tuple[EscalationStep, ...] = ()
    lifecycle: Lifecycle = Lifecycle()
    feedback: FeedbackSettings = FeedbackSettings()
    admins: tuple[str, ...] = ()  # who hears of the desk's own troubles
    reports: tuple[ReportPlan, ...] = ()
    documents: Documents = NO_DOCUMENTS

    def agent_of(self, address: str | None) -> Agent | None:
        """The agent one of whose addresses this is."""
        if not address:
            return None
        wanted = address.lower()
        if wanted in self.agents:
            return self.agents[wanted]
        return next((a for a in self.agents.values() if wanted in (o.lower() for o in a.also)), None)

    def organisation_of(self, address: str | None) -> Organisation | None:
        """The customer entry for this address: the full address first, then its domain and parent domains."""
        if not address:
            return None
        wanted = address.lower()
        if wanted in self.customers:
            return self.customers[wanted]
        domain = wanted.rpartition("@")[2]
        while "." in domain:
            if domain in self.customers:
                return self.customers[domain]
            domain = domain.partition(".")[2]
        return None

    def mailbox_of(self, address: str | None) -> Mailbox | None:
        """The mailbox an address names, with or without a +extension."""
        if not address:
            return None
        local, _, domain = address.lower().partition("@")
        return self.mailboxes.get(f"{local}@{domain}") or self.mailboxes.get(f"{local.partition('+')[0]}@{domain}")

    def hours_of(self, name: str | None) -> Hours:
        return self.hours[name or "always"]
