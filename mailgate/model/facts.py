"""Facts: what the past knows of one message, one snapshot; and what it says of its reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from mailgate.model.delivery import TokenMeaning
from mailgate.model.people import Wish
from mailgate.model.rules import RouteMode
from mailgate.model.skill import SkillRecord
from mailgate.model.ticket import Entry, Hold, Participant, Ticket

if TYPE_CHECKING:
    from mailgate.model.looking import Looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The same message, taken in before."""

    inbox_id: int
    ticket: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLetter:
    """A letter of ours that the message answers or returns, by its Message-ID or bounce token."""

    message_id: str
    letter_id: int
    ticket: int | None
    audience: str  # customer | agent | team | third_party | admin
    to: str
    template: str
    delivery_id: int | None = None  # its outbox row for `to`
    entry: int | None = None
    cause: int | None = None  # the inbox row that led to it


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMessage:
    """A Message-ID we know but did not mint: a message of the ticket has it, or cites it."""

    message_id: str
    ticket: int
    cited_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStory:
    """A ticket a clue leads to. `correspondents` were written to or Cc'd by a participant before (keys, lower case).
    `pending` are its entries that wait to be let in; `holds` the open holds."""

    ticket: Ticket
    participants: tuple[Participant, ...] = ()
    correspondents: frozenset[str] = frozenset()
    pending: tuple[Entry, ...] = ()
    holds: tuple[Hold, ...] = ()
    first_text: str = ""  # the opening mail's words, for lessons
    feedback_given: bool = False
    feedback_asked: bool = False
    feedback_asked_at: datetime | None = None  # when this customer was last asked, on any ticket (`feedback-asked:ADDR`)

    def participant(self, address: str) -> Participant | None:
        wanted = address.lower()
        return next((p for p in self.participants if p.address.lower() == wanted and p.state == "active"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often things happened lately; the caps of contract §6 and the loop limits are held against these."""

    acks_to_sender_today: int = 0  # acknowledgements to this address in 24 h
    acks_same_subject_3h: int = 0  # the same, for this base subject, in 3 h
    tickets_from_sender_hour: int = 0
    tickets_hour: int = 0  # all new tickets of the desk
    automatic_to_sender_3h: int = 0  # all automatic letters to this address
    automatic_on_ticket_hour: int = 0
    denials_told_hour: int = 0  # "your mail was not acted on" letters to this agent
    flood_told_hour: int = 0
    feedback_asked: datetime | None = None  # when this customer was last asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One read of the store about one message. `tickets` holds the story of every ticket any clue names."""

    duplicate_of: Seen | None = None
    parent_in_flight: bool = False
    tokens: tuple[TokenMeaning, ...] = ()  # live ones found in the recipients or the subject
    dead_tokens: int = 0  # tokens that are unknown, expired or revoked
    letters: tuple[KnownLetter, ...] = ()  # ours, cited in In-Reply-To or References, nearest first
    known: tuple[KnownMessage, ...] = ()
    tagged: int | None = None  # the ticket of the subject's tag, if it exists
    same_subject: int | None = None  # newest ticket of this sender and base subject within 14 days
    returned: KnownLetter | None = None  # what a bounce returns
    proven_return: bool = False  # the bounce came back to its unguessable envelope sender
    own_message_id: bool = False  # the message's own Message-ID is one we minted
    address_state: str = "ok"  # ok | suspect | undeliverable
    tickets: Mapping[int, TicketStory] = field(default_factory=dict)
    counts: Counts = Counts()
    replayed: bool = False  # the same signed message acted before
    codes: int = 0  # one-time codes that the mail names (`#confirm`), good or not
    confirmed: tuple[KnownLetter, ...] = ()  # the letters whose live code it names
    form_told: bool = False  # of this web form, or of enough others today, the lead was told; asked only where it looks like one
    wrong_codes: int = 0  # how many wrong ones its agent sent within a day; asked only where it names one
    let_go: Hold | None = None  # what held it until a person let it go; asked only of what was released


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentState:
    """What an agent is doing now. `load` counts open tickets that wait for the agent."""

    address: str
    load: int = 0
    away_until: datetime | None = None
    week: int = 0  # tickets given in the last seven days
    undeliverable: bool = False
    open: Mapping[str, int] = field(default_factory=dict)  # what `load` is about: tickets by intent, "" where none is known
    wishes: Mapping[str, Wish] = field(default_factory=dict)  # what the agent said of skills and intents: `#skills NAME want|no`


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTicket:
    number: int
    subject: str
    state: str
    intent: str | None
    agent: str | None
    resolved_by: str | None
    opened_at: datetime
    resolved_at: datetime | None
    reopened: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SolvedBefore:
    """A solved ticket like the one at hand, with what solved it: the last answer its customer got, in full in `answer` and
    in one line in `words`. `similarity` is a cosine, None where only the intent, or a code, is the same."""

    number: int
    subject: str
    resolved_by: str | None
    resolved_at: datetime
    words: str
    answer: str = ""
    customer: str = ""
    customer_name: str | None = None
    similarity: float | None = None
    language: str | None = None
    named: str | None = None  # a code that both name …
    incident: str | None = None  # … and that belonged to this incident, which has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalates:
    """Of so many solved tickets of an intent, how many were given on, escalated or opened again."""

    hard: int
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeKept:
    """The desk itself routes an intent in another mode than the settings say; it holds while they still say `was`."""

    mode: RouteMode
    was: RouteMode
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """How often something was named by new tickets: in the window that ends now (`since` the first of them), in the same hour
    of the `days` before it, and in all hours of those days."""

    what: str
    tickets: int
    customers: int
    since: datetime
    same_hour: int = 0
    all_hours: int = 0
    days: float = 0.0
    told: bool = False  # the lead heard of it a short while ago
    tickets_named: tuple[tuple[int, str], ...] = ()  # number and subject of those that named it, the first of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An open incident that a new ticket belongs to: it names what the incident's tickets name."""

    ticket: int
    name: str
    tickets: int  # that belong to it so far


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What a ticket shares with others just now: the open incident that it belongs to, else what so many new tickets name that
    its lead was told (`spike`), and how many they were in the last hour."""

    incident: Incident | None = None
    spike: str | None = None
    tickets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A moment that people marked: a release, a move."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the past says of the reading: the agents' state, the customer's story (newest first)."""

    agents: Mapping[str, AgentState] = field(default_factory=dict)
    story: tuple[PastTicket, ...] = ()
    looked: Looked | None = None  # what an agent's commands asked for
    skills: Mapping[tuple[str, str], SkillRecord] = field(default_factory=dict)  # by agent and intent
    modes: Mapping[str, ModeKept] = field(default_factory=dict)  # by intent, where the desk changed it
    queues_told: Mapping[str, datetime] = field(default_factory=dict)  # by team: when it last heard of what waits for room
    risks: Mapping[str, Escalates] = field(default_factory=dict)  # intents that escalate clearly more often than others
    lately: tuple[Lately, ...] = ()  # what this mail names, where enough others name it too
    incident: Incident | None = None  # the newest open one of what this mail names
    events: tuple[Event, ...] = ()  # of the last day, newest first; asked only where something stands out
