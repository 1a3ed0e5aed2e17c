"""Decisions: all that is to be done, and the reason. Effects stand alone: each carries every key it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mailgate.model.delivery import Notice
from mailgate.model.discovery import Proposal
from mailgate.model.learning import Lesson
from mailgate.model.people import Wish
from mailgate.model.promise import Timer, TimerKind
from mailgate.model.reading import Reading
from mailgate.model.rules import RouteMode, Rulebook
from mailgate.model.skill import SkillOutcome
from mailgate.model.ticket import Entry, Hold, Participant, Ticket

# -- what kind of thing a message is (policy.screen) ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMail:
    """A person's mail to the desk. `sender` is who it is from or on whose behalf; `verified` says we know it is them.
    `forwarded_by` is the agent who sent a customer's mail on to the desk; `denied` an agent's claim in it, not proven."""

    sender: str
    sender_name: str | None
    verified: bool
    why: str
    forwarded_by: str | None = None
    denied: UnprovenAgentMail | None = None
    needs_reading = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentMail:
    """A mail with both proofs: it acts as `agent` on `ticket`."""

    agent: str
    ticket: int
    why: str
    needs_reading = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnprovenAgentMail:
    """A mail that claims to be an agent's. With a live token of a ticket it is kept there as an unverified note."""

    agent: str
    ticket: int | None
    why: str  # the fixed word of the missing proof
    fix: str  # what the agent can do, one sentence
    needs_reading = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    why: str
    needs_reading = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoReply:
    """A machine's answer: of a customer, or of an agent (then they are away)."""

    agent: str | None
    why: str
    needs_reading = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """An answer to our question how it went."""

    ticket: int
    sender: str
    score: int
    comment: str
    why: str
    needs_reading = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    of: int  # the first one's inbox row
    ticket: int | None
    why: str
    needs_reading = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """Own mail come back, a foreign list, a rule that says so: kept in the ledger, nothing more."""

    why: str
    needs_reading = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicious:
    """Kept whole for a person to look at: outcome quarantined."""

    why: str
    needs_reading = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Its parent is still in flight: to be taken in again a little later."""

    why: str
    needs_reading = False


Kind = CustomerMail | AgentMail | UnprovenAgentMail | Bounce | AutoReply | Feedback | Duplicate | Ignored | Suspicious | Waiting

# -- routes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One factor of a candidate's score: `value` 0..1, times `weight`."""

    name: str  # skill | history | load | language | growth …
    value: float
    weight: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    agent: str
    score: float
    factors: tuple[Factor, ...] = ()
    available: bool = True
    # away | off_hours | full | strict_team | undeliverable | had_it | lacks_skill | asked_not | other_language
    why_not: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a ticket goes and why. `agent` None means the team's queue. `reason` is a fixed word: best, kept, rule, triage,
    queue_nobody_in, queue_full, queue_turn (until whoever is best has fewer at hand), hold. `runner_up` is the next best
    candidate. `answer_by` is when a person is in."""

    team: str | None
    agent: str | None
    reason: str
    mode: RouteMode = "live"
    confidence: float | None = None
    because: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    runner_up: str | None = None
    suggested: str | None = None  # what the model would have done, in shadow and assist
    intent: str | None = None  # what it was routed by
    by_model: str | None = None  # whom the model chose, in every mode; None: nobody, or it was not asked
    by_rules: str | None = None  # where the rules would have sent it: an agent or a team
    room: int | None = None  # it rests on fewer than so many open tickets waiting for `agent`; None: it does not matter
    in_at: datetime | None = None  # when the next person is in, if nobody is now
    listed: bool = False  # the queue's people hear of it with the next mail that lists what waits
    rules: tuple[str, ...] = ()  # the rules that fired when the ticket was opened
    priority_because: tuple[str, ...] = ()  # why it got its priority then


# -- effects ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SameSubject:
    """What was known of this sender's tickets about this subject: the newest of those that changed since `since`."""

    sender: str
    subject: str
    since: datetime
    newest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTicket:
    """Write a new ticket (its number is drawn then). Later effects of the same decision name it NEW. Where `same_subject`
    isn't true any more, the whole decision is a conflict: the mail may belong to the ticket opened meanwhile."""

    ticket: Ticket
    participants: tuple[Participant, ...]
    same_subject: SameSubject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTicket:
    """Replace the ticket; `ticket.version` is the version it was decided on."""

    ticket: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEntry:
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealEntry:
    """Let a pending entry in: it becomes public, and its inbox row ends as `appended`."""

    ticket: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddParticipant:
    """Add or change a participant of the ticket's main conversation."""

    ticket: int
    participant: Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowMessage:
    """Remember the Message-ID of the message being settled, and those it cites, as belonging to the ticket;
    `correspondents` are the addresses it was written or Cc'd to, when a participant wrote it."""

    ticket: int
    message_id: str | None
    cited: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    thread_index: str | None = None
    thread_topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTickets:
    ticket: int
    other: int
    kind: Literal["related", "follow_up", "merged", "split", "incident"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueNotice:
    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelNotices:
    """Notices of the ticket with these templates that are not written yet will not be."""

    ticket: int
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTimer:
    """Set a timer; one of the same ticket, kind and name is replaced."""

    timer: Timer


@dataclass(frozen=True, slots=True, kw_only=True)
class StopTimers:
    ticket: int
    kinds: tuple[TimerKind, ...]
    name: str | None = None  # None: all names


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    hold: Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class EndHold:
    hold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAgain:
    """Take a held, quarantined or buried message in again, with a person's word that it may pass."""

    inbox_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleOther:
    """Give another inbox row its final outcome, such as a held one that is dropped."""

    inbox_id: int
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepReading:
    ticket: int
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class CountNames:
    """What a new ticket names, for spikes (`policy/spikes.py`)."""

    ticket: int
    customer: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIncident:
    """An agent says that a ticket stands for many: new tickets that name any of `names` belong to it."""

    ticket: int
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleProposal:
    """An agent said yes or no to a new intent that was proposed; a conflict where another was first."""

    proposal: Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRoute:
    ticket: int
    route: Route


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnSkill:
    """What became of a ticket in an agent's hands; learned on what the records say when it is written."""

    outcome: SkillOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Teach:
    lesson: Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAddress:
    address: str
    state: Literal["ok", "suspect", "undeliverable"]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDelivery:
    """A letter that was sent came back."""

    delivery: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAway:
    agent: str
    until: datetime | None  # None: back
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWish:
    """An agent said what they want of a skill or an intent; None takes it back."""

    agent: str
    name: str
    wish: Wish | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountEvent:
    """Something that a cap counts: `key` such as `ack:maria@example.org`. With `at_most` it is one of so many since `since`:
    where others came first meanwhile, the whole decision is a conflict."""

    key: str
    at: datetime
    at_most: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepFeedback:
    ticket: int
    customer: str
    score: int
    comment: str
    at: datetime


Effect = (
    OpenTicket
    | ChangeTicket
    | AddEntry
    | RevealEntry
    | AddParticipant
    | KnowMessage
    | LinkTickets
    | QueueNotice
    | CancelNotices
    | SetTimer
    | StopTimers
    | PlaceHold
    | EndHold
    | RunAgain
    | SettleOther
    | KeepReading
    | CountNames
    | OpenIncident
    | SettleProposal
    | KeepRoute
    | LearnSkill
    | Teach
    | MarkAddress
    | MarkDelivery
    | SetAway
    | SetWish
    | CountEvent
    | KeepFeedback
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from one wake-up. `outcome` is the ledger's word (opened, appended, … `ignored:list`); `reason` the fixed
    word that is the log line, the entry and the metric label; `ticket` the ticket concerned (NEW: the one opened here)."""

    outcome: str
    reason: str
    ticket: int | None = None
    effects: tuple[Effect, ...] = ()
    because: tuple[str, ...] = ()  # for people: `explain` and the terminal line
    route: Route | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A decision that is committed. `ticket` is the real number."""

    ticket: int | None
    notices: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Something it was decided on has changed meanwhile: decide afresh."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Limits that end every loop and flood (contract §6; values of Zammad, FreeScout and OTRS)."""

    acks_a_day: int = 3  # to a sender nobody authenticated
    acks_a_day_known: int = 40
    tickets_a_sender_hour: int = 20  # above: opened without acknowledgement
    tickets_an_hour: int = 1000
    automatic_to_address_3h: int = 30
    automatic_on_ticket_hour: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one decision is made with: one rulebook, one model, one instant."""

    rulebook: Rulebook
    now: datetime
    model: str = "none"
    caps: Caps = Caps()
