"""`desk:` — who answers what, how and by when. Picked up live."""

from __future__ import annotations

import datetime
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from mailgate.policy.schedule import schedule_of, written
from mailgate.settings.documents import DocumentSettings
from mailgate.settings.forms import Form
from mailgate.settings.places import FilePath
from mailgate.settings.rules import Escalation, Given, Priority, Rule, Sla, Trigger
from mailgate.settings.values import (
    Address,
    Addresses,
    BlockModel,
    Duration,
    Keeper,
    Names,
    OneOrMany,
    Patience,
    Plain,
    Says,
    Share,
    Switch,
    wrong,
)

Mode = Literal["shadow", "assist", "live"]
Level = Literal["critical", "high", "normal", "low"]
Impact = Literal["high", "medium", "low"]
Tenth = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(ge=0, le=100)]


def at_most_all(share: float | None) -> float | None:
    """The share, if it is one of a whole."""
    if share is not None and share > 1:
        raise wrong("this is at most 100%; write 55% or 0.55")
    return share


class Mailbox(BlockModel):
    """One of our addresses. A brand is a mailbox with its own name, templates and hours."""

    name: str | None = Field(default=None, description="The brand's name as customers see it; left out: the desk's.")
    team: str | None = Field(default=None, description="Who gets its mail when nothing else decides; left out: the first team.")
    lists: Names = Field(
        default=(), description="List-Ids that are only transport to this mailbox, so their mail is a customer's."
    )
    tokens: Literal["address", "subject"] = Field(
        default="address",
        description="Where the reply token stands: address (support+TOKEN@), or subject where there are no plus addresses.",
    )
    hours: str = Field(default="always", description="When someone is there, for the acknowledgement.")
    language: str = Field(default="en", description="The language of letters when the customer's own has no templates.")
    templates: FilePath | None = Field(default=None, description="A folder of templates of its own, tried first.")


class Hours(BlockModel):
    """Business hours. Any of the day keys; a span per day or several: "09:00-12:30, 13:30-18:00"; 22:00-06:00 runs overnight."""

    timezone: str = Field(default="UTC", description="The time zone, such as Europe/Rome.")
    days: dict[str, str] = Field(
        default_factory=dict,
        description="Spans by day: `mon`, `mon-fri`, `sat, sun` … A later line wins; a day without spans is closed.",
    )
    holidays: Given = Field(
        default=None, description="A country (IT), a list of dates, or {country, region, extra: [dates], except: [dates]}."
    )


class Team(BlockModel):
    """People who answer together."""

    lead: str | None = Field(default=None, description="The agent (or team) who hears of escalations and what goes wrong.")
    hours: str = Field(default="always", description="When the team is in.")


class Agent(BlockModel):
    """A person who answers."""

    name: str | None = Field(default=None, description="The name customers see; left out: made of the address.")
    also: Addresses = Field(default=(), description="Other addresses the agent writes from.")
    teams: Names = Field(default=(), description="The teams the agent is in.")
    skills: dict[str, Tenth] = Field(default_factory=dict, description="What the agent is good at, from 0 to 1.")
    capacity: Annotated[int, Field(ge=0, le=10_000)] = Field(default=8, description="How many open tickets at once.")
    languages: Names = Field(default=("en",), description="Languages the agent answers in.")
    wants: Names = Field(default=(), description="Skills the agent would like to learn.")
    senior: Switch = Field(default=False, description="Takes what is hard, and what nobody else can.")
    hours: str | None = Field(default=None, description="When the agent is in; left out: the team's hours.")
    require: Literal["proven", "strict"] | None = Field(
        default=None,
        description="strict: only the submission password or a signature proves a mail is theirs. Left out: the desk's.",
    )


class Customer(BlockModel):
    """A customer known by domain or address."""

    name: str | None = Field(default=None, description="The organisation's name; left out: the key.")
    tier: str = Field(default="standard", description="A word of yours for rules and promises, such as vip.")
    value: Annotated[float, Field(ge=0)] | None = Field(default=None, description="What the customer is worth a year.")
    plan: str | None = Field(default=None, description="A word of yours, such as pro.")
    trial_until: datetime.date | None = Field(default=None, description="The last day of a trial.")
    departments: dict[Address, str] = Field(default_factory=dict, description="Department by address.")


class Participants(BlockModel):
    """Who joins a conversation."""

    cc: Literal["ask", "same_organisation", "all"] = Field(
        default="same_organisation", description="Who of a mail's Cc joins by itself."
    )


class Intent(BlockModel):
    """A thing that customers want."""

    team: str | None = Field(default=None, description="Who answers it.")
    skills: Names = Field(default=(), description="What it takes.")
    impact: Impact = Field(default="medium", description="How much stands still; with the urgency it makes the priority.")
    phrases: Names = Field(default=(), description="Words that say it.")
    patterns: Annotated[tuple[Plain, ...], Says("list of spaCy Matcher patterns")] = Field(
        default=(), description="spaCy Matcher patterns."
    )
    examples: Names = Field(default=(), description="Whole sentences that mean it; what is learned comes on top.")
    sensitive: Switch = Field(
        default=False,
        description="A mail that surely is this goes to the person of `routing.sensitive` that the first part of its name says, "
        "and nothing is answered by itself; rules that ask for it hold from half of min_confidence on.",
    )
    teams: Literal["open", "strict"] = Field(default="open", description="strict: only agents of `team` get it.")
    mode: Mode | None = Field(default=None, description="Its own routing mode; left out: the desk's.")
    pilot: Share | None = Field(
        default=None, description="The share of its tickets that `live` holds for, such as 20%; left out: the desk's."
    )

    @field_validator("pilot")
    @classmethod
    def _at_most_all(cls, value: float | None) -> float | None:
        return at_most_all(value)


class Entity(BlockModel):
    """A thing that texts name, such as an order number."""

    pattern: str = Field(description="An RE2 expression, upper and lower case told apart.")


class Weights(BlockModel):
    """How much each factor of a candidate counts."""

    skill: Weight = Field(default=4.0, description="Being good at what it takes.")
    history: Weight = Field(default=2.0, description="Knowing this customer.")
    load: Weight = Field(default=3.0, description="Having room.")
    language: Weight = Field(default=1.0, description="Answering in the customer's language.")
    growth: Weight = Field(default=0.5, description="Wanting to learn it.")
    team: Weight | None = Field(default=None, description="Being of its team; left out: 1.")
    time: Weight | None = Field(default=None, description="Solving it soon, by what outcomes taught; left out: 4.")
    tier: Weight | None = Field(
        default=None, description="Being the most capable, where the customer's tier is an important one; left out: 2."
    )
    fairness: Weight | None = Field(default=None, description="Having got less than the others this week; left out: 2.")


class Routing(BlockModel):
    """Who gets a ticket."""

    mode: Mode = Field(default="live", description="shadow: only noted; assist: suggested to the team; live: given to the agent.")
    pilot: Share = Field(default=1.0, description="The share of tickets that `live` holds for; the rest is assisted.")
    min_confidence: Share = Field(default=0.55, description="An intent less certain than this goes to triage.")
    triage: str | None = Field(
        default=None,
        description="The agent or team for what we aren't sure of; left out: the first team's lead, else the first senior agent.",
    )
    sensitive: dict[str, Keeper] = Field(
        default_factory=dict,
        description="Who gets mail of a sensitive class (safety, legal, privacy, press, executive), whatever else it is about; "
        "nothing is sent or done about it by itself. off: nobody, on purpose. A class left out goes where a rule keeps its "
        "intent, to that intent's team, or to triage.",
    )
    weights: Weights = Field(default=Weights(), description="How much each factor counts.")
    untouched: Patience = Field(
        default=timedelta(hours=4),
        description="A ticket whose agent did not touch it goes to somebody else after this much of the agent's working time, "
        "and after half of what is left of its promise, whichever is first.",
    )
    at_hand: Annotated[int, Field(ge=1, le=10_000)] | None = Field(
        default=None,
        description="While the agent who would solve a new ticket soonest has so many open tickets, it waits undecided for "
        "whoever is free first, unless it is urgent; left out: it is handed over at once, up to the agent's capacity.",
    )
    queue_mail: Duration = Field(
        default=timedelta(hours=1),
        description="While nobody has room, a team hears at once of the first ticket that waits, and of the others by one mail "
        "that lists them, at most this often. Urgent ones are told at once.",
    )
    report_to: Addresses = Field(
        default=(), description="Who gets the weekly comparison of the model with the rules; left out: the admins."
    )
    auto_promote: Switch = Field(
        default=False,
        description="An intent whose outcomes are surely better by the model's choice goes one mode up by itself (shadow, "
        "assist, live). It is told by mail, and `mailgate routing undo INTENT` takes it back.",
    )

    @field_validator("min_confidence", "pilot")
    @classmethod
    def _at_most_all(cls, value: float) -> float:
        at_most_all(value)
        return value


class Lifecycle(BlockModel):
    """What time does to a ticket."""

    remind_waiting: Annotated[tuple[Duration, ...], OneOrMany, Says("list of durations")] = Field(
        default=(timedelta(days=3), timedelta(days=7)),
        description="Remind a customer we wait for, after these times; [] for never.",
    )
    close_resolved_after: Duration = Field(default=timedelta(days=4), description="A resolved ticket is closed after this time.")
    reopen_within: Duration = Field(
        default=timedelta(days=30),
        description="A reply to a closed ticket reopens it within this time; later it opens a linked one.",
    )
    archive_after: Duration = Field(default=timedelta(days=365), description="A closed ticket is archived after this time.")


class Feedback(BlockModel):
    """Asking how it went."""

    after_close: Duration | None = Field(default=None, description="How long after closing to ask; left out: never.")
    scale: Annotated[int, Field(ge=2, le=10)] = Field(default=5, description="The best mark.")
    at_most_every: Duration = Field(default=timedelta(days=30), description="No customer is asked more often.")


class Report(BlockModel):
    """A report by mail."""

    to: Addresses = Field(description="Who gets it.")
    every: str = Field(
        default="monday 08:00",
        description="`day`, a weekday, `month` (its first day) or `month 15`, and the time, "
        "by the clock of the first business hours.",
    )
    what: Literal["day", "week", "month"] = Field(
        default="week", description="What it covers: the day, week or month up to then."
    )

    @field_validator("every")
    @classmethod
    def _a_time(cls, value: str) -> str:
        schedule = schedule_of(value)
        if schedule is None:
            raise wrong(f"`{value}` is not a time to send a report; write `monday 08:00`, `day 18:00` or `month 07:00`")
        return written(schedule)


def _pattern_alone(value: object) -> object:
    return {"pattern": value} if isinstance(value, str) else value


def _spans_by_day(value: object) -> object:
    """Gathers the day keys (`mon-fri`) of hours under `days`."""
    if not isinstance(value, dict):
        return value
    fields = {name for name in Hours.model_fields if name != "days"}
    days = {k: "" if v is None else v for k, v in value.items() if k not in fields}
    return {**{k: v for k, v in value.items() if k in fields}, "days": days}


HoursBlock = Annotated[Hours, BeforeValidator(_spans_by_day)]
EntityBlock = Annotated[Entity, BeforeValidator(_pattern_alone)]


class Desk(BlockModel):
    """Who answers what, how and by when. A change is picked up live; a faulty file changes nothing."""

    name: str = Field(default="Support", description="The desk's name, as customers see it.")
    admins: Addresses = Field(default=(), description="Who hears of the desk's own troubles; left out: triage and the leads.")
    templates: FilePath | None = Field(
        default=None, description="A folder of letter templates of your own, tried before the built-in ones."
    )
    mailboxes: Annotated[dict[Address, Mailbox], Field(min_length=1)] = Field(description="Our addresses.")
    hours: dict[str, HoursBlock] = Field(default_factory=dict, description="Business hours by name; `always` is built in.")
    teams: dict[str, Team] = Field(default_factory=dict, description="Teams by name.")
    agents: dict[Address, Agent] = Field(default_factory=dict, description="The people who answer, by address.")
    customers: dict[str, Customer] = Field(default_factory=dict, description="Customers by domain or address.")
    forms: Annotated[tuple[Form, ...], OneOrMany] = Field(
        default=(), description="Web forms and monitoring systems whose mails are fields, in order."
    )
    participants: Participants = Field(default=Participants(), description="Who joins a conversation.")
    require: Literal["proven", "strict"] = Field(
        default="proven", description="What proves that a mail is an agent's, for all agents."
    )
    agent_address_in_text: Literal["hold", "allow"] = Field(
        default="hold", description="An agent's own address inside a sentence to a customer: hold the mail and ask, or allow it."
    )
    intents: dict[str, Intent] = Field(default_factory=dict, description="What customers want, by name.")
    entities: dict[str, EntityBlock] = Field(default_factory=dict, description="What texts name, by type.")
    priorities: dict[Level, dict[Impact, Priority]] = Field(
        default_factory=dict, description="Urgency → impact → priority; what is left out is as in the settings.yaml that ships."
    )
    rules: Annotated[tuple[Rule, ...], OneOrMany] = Field(default=(), description="What is done with a new ticket, in order.")
    triggers: Annotated[tuple[Trigger, ...], OneOrMany] = Field(default=(), description="What follows when something happens.")
    routing: Routing = Field(default=Routing(), description="Who gets a ticket.")
    sla: dict[str, Sla] = Field(default_factory=dict, description="Promises by name, in order; the first that holds is made.")
    escalation: Annotated[tuple[Escalation, ...], OneOrMany] = Field(
        default=(), description="Who hears when a promise comes near or is broken."
    )
    lifecycle: Lifecycle = Field(default=Lifecycle(), description="What time does to a ticket.")
    feedback: Feedback = Field(default=Feedback(), description="Asking how it went.")
    reports: Annotated[tuple[Report, ...], OneOrMany] = Field(default=(), description="Reports by mail.")
    documents: DocumentSettings | None = Field(default=None, description="Documents that answer questions; left out: none.")
