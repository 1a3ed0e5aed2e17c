"""The tables.

Every queue (inbox, notices, outbox, timers, jobs) has a column `due`: when its row is to be looked at next. A lease moves
`due` to the lease's end, a settled row has none. So one small index finds the work, however many rows are settled.
`*_key` columns hold the lower-case spelling that comparisons use.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    false,
    true,
)

from mailgate.adapters.store.columns import Id, Key, Plain, UtcDateTime, Words

HEAD = "0001"  # the schema version this program needs

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id(name: str = "id") -> Column[int]:
    return Column(name, Id, primary_key=True, autoincrement=True)


# -- the spool ---------------------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    _id(),
    Column("door", Words, nullable=False),
    Column("received", UtcDateTime, nullable=False),
    Column("envelope_from", Words),
    Column("envelope_to", Plain, nullable=False),
    Column("named_from", Words),  # as the headers say; for the ledger
    Column("named_to", Words),
    Column("remote_key", Key),
    Column("evidence", Plain, nullable=False),
    Column("message_id", Key),
    Column("content_key", Key),
    Column("size", Integer, nullable=False),
    Column("blob", Words),  # where the bytes are once they left inbox_bytes
    Column("state", Words, nullable=False),  # pending | leased | done
    Column("due", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("released", Boolean, nullable=False, server_default=false()),
    Column("outcome", Words),
    Column("reason", Words),
    Column("ticket", Id),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("remote_key"),
    Index(None, "due"),
    Index(None, "message_id"),
    Index(None, "ticket"),
    Index(None, "outcome"),
    Index(None, "received"),
    sqlite_autoincrement=True,
)

# The bytes stand beside their row, written in the same transaction: leases and settlements then never rewrite them.
inbox_bytes = Table(
    "inbox_bytes",
    metadata,
    Column("inbox_id", Id, ForeignKey("inbox.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

messages = Table(  # what was taken in, once per content
    "messages",
    metadata,
    Column("content_key", Key, primary_key=True),
    Column("inbox_id", Id, nullable=False),
    Column("ticket", Id),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "inbox_id"),
)

message_ids = Table(
    "message_ids",
    metadata,
    Column("message_id", Key, primary_key=True),
    Column("ticket", Id, primary_key=True, autoincrement=False),
    Column("cited", Boolean, nullable=False),  # the ticket's messages cite it, none has it
    Index(None, "ticket"),
)

# -- tickets -----------------------------------------------------------------------------------------------------------

tickets = Table(
    "tickets",
    metadata,
    _id("number"),
    Column("version", Integer, nullable=False),
    Column("state", Words, nullable=False),
    Column("priority", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("base_subject", Key, nullable=False),
    Column("mailbox", Words, nullable=False),
    Column("customer", Words, nullable=False),
    Column("customer_key", Key, nullable=False),
    Column("customer_name", Words),
    Column("organisation", Words),
    Column("tier", Words, nullable=False),
    Column("team", Key),
    Column("agent", Key),
    Column("intent", Key),
    Column("confidence", Float),
    Column("language", Words),
    Column("tags", Plain, nullable=False),
    Column("impact", Words, nullable=False),
    Column("urgency", Words, nullable=False),
    Column("deadline", UtcDateTime),
    Column("automation", Boolean, nullable=False),
    Column("hold_for", Words),
    Column("verified", Boolean, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("first_response_at", UtcDateTime),
    Column("waiting_since", UtcDateTime),
    Column("resolved_at", UtcDateTime),
    Column("resolved_by", Words),
    Column("closed_at", UtcDateTime),
    Column("snoozed_until", UtcDateTime),
    Column("handed_over_at", UtcDateTime),
    Column("reopened", Integer, nullable=False),
    Column("transfers", Integer, nullable=False),
    Column("promises", Plain, nullable=False),
    Column("also", Key),
    Column("passed", Plain, nullable=False),
    Column("waited", Float, nullable=False),
    Column("sensitive", Words),
    Column("sensitive_because", Plain, nullable=False),
    Index(None, "customer_key", "number"),
    Index(None, "customer_key", "base_subject", "number"),
    Index(None, "agent", "state"),
    Index(None, "agent", "handed_over_at"),
    Index(None, "state", "number"),
    Index(None, "intent", "resolved_at"),
    Index(None, "opened_at"),
    sqlite_autoincrement=True,
)

conversations = Table(
    "conversations",
    metadata,
    _id(),
    Column("ticket", Id, ForeignKey("tickets.number"), nullable=False),
    Column("kind", Words, nullable=False),  # main | side
    Column("thread_index", Words),
    Column("thread_topic", Words),
    Index(None, "ticket"),
)

participants = Table(
    "participants",
    metadata,
    Column("conversation", Id, ForeignKey("conversations.id"), primary_key=True, autoincrement=False),
    Column("key", Key, primary_key=True),
    Column("ticket", Id, nullable=False),
    Column("address", Words, nullable=False),
    Column("name", Words),
    Column("role", Words, nullable=False),
    Column("state", Words, nullable=False),
    Index(None, "ticket"),
    Index(None, "key"),
)

correspondents = Table(  # whom a participant wrote to or Cc'd
    "correspondents",
    metadata,
    Column("ticket", Id, primary_key=True, autoincrement=False),
    Column("key", Key, primary_key=True),
)

entries = Table(
    "entries",
    metadata,
    _id(),
    Column("ticket", Id, ForeignKey("tickets.number"), nullable=False),
    Column("kind", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Words, nullable=False),
    Column("by_name", Words),
    Column("visibility", Words, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("text", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("inbox_id", Id),
    Column("message_id", Words),
    Column("attachments", Plain, nullable=False),
    Column("data", Plain, nullable=False),
    Index(None, "ticket", "id"),
    Index(None, "inbox_id"),
    sqlite_autoincrement=True,
)

ticket_links = Table(
    "ticket_links",
    metadata,
    Column("ticket", Id, primary_key=True, autoincrement=False),
    Column("other", Id, primary_key=True, autoincrement=False),
    Column("kind", Words, primary_key=True),
    Index(None, "other"),
)

holds = Table(
    "holds",
    metadata,
    _id(),
    Column("ticket", Id),
    Column("inbox_id", Id),
    Column("entry", Id),
    Column("why", Words, nullable=False),
    Column("for_whom", Words),
    Column("until", UtcDateTime, nullable=False),
    Column("worded", Boolean, nullable=False, server_default=true()),
    Column("others", Plain, nullable=False),
    Column("ended_at", UtcDateTime),
    Index(None, "ticket"),
    Index(None, "inbox_id"),
)

# -- letters -----------------------------------------------------------------------------------------------------------

tokens = Table(
    "tokens",
    metadata,
    Column("hash", Words, primary_key=True),
    Column("audience", Words, nullable=False),
    Column("principal", Key, nullable=False),
    Column("ticket", Id),
    Column("conversation", Id),
    Column("purpose", Words, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    Column("revoked", Boolean, nullable=False, server_default=false()),
    Column("letter", Id),
    Index(None, "principal"),
    Index(None, "ticket"),
    Index(None, "expires"),
)

notices = Table(
    "notices",
    metadata,
    _id(),
    Column("state", Words, nullable=False),  # pending | leased | written | dropped | cancelled
    Column("due", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("settled_because", Words),
    Column("template", Words, nullable=False),
    Column("to", Words, nullable=False),
    Column("to_name", Words),
    Column("audience", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("deliver_after", UtcDateTime, nullable=False),
    Column("cc", Plain, nullable=False),
    Column("ticket", Id),
    Column("entry", Id),
    Column("from_agent", Words),
    Column("automatic", Boolean, nullable=False),
    Column("bundle_key", Words),
    Column("undo_until", UtcDateTime),
    Column("cause", Id),
    Column("data", Plain, nullable=False),
    Index(None, "due"),
    Index(None, "ticket"),
    Index(None, "cause"),
    sqlite_autoincrement=True,
)

letters = Table(
    "letters",
    metadata,
    _id(),
    Column("message_id", Key, nullable=False),
    Column("ticket", Id),
    Column("conversation", Id),
    Column("template", Words, nullable=False),
    Column("audience", Words, nullable=False),
    Column("automatic", Boolean, nullable=False),
    Column("to", Words, nullable=False),
    Column("to_key", Key, nullable=False),
    Column("subject", Words, nullable=False),
    Column("shown_upto", Id, nullable=False),
    Column("notice", Id),
    Column("entry", Id),
    Column("cause", Id),
    Column("at", UtcDateTime, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("suggested", Plain),  # what this letter offers to answer with, in its order (`model.suggestion`)
    UniqueConstraint("message_id"),
    Index(None, "ticket", "id"),
    Index(None, "cause"),
    Index(None, "notice"),
    sqlite_autoincrement=True,
)

outbox = Table(  # one row for each recipient of a letter
    "outbox",
    metadata,
    _id(),
    Column("letter_id", Id, ForeignKey("letters.id"), nullable=False),
    Column("to", Words, nullable=False),
    Column("sender", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("due", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("in_doubt", Boolean, nullable=False),  # an earlier attempt may have been delivered
    Column("created", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("reply", Words),
    Column("status", Words),
    Index(None, "due"),
    Index(None, "letter_id"),
    sqlite_autoincrement=True,
)

# -- what waits --------------------------------------------------------------------------------------------------------

timers = Table(
    "timers",
    metadata,
    _id(),
    Column("ticket", Id, nullable=False),
    Column("kind", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),  # what was promised; `due` also serves leases
    Column("due", UtcDateTime, nullable=False),
    UniqueConstraint("ticket", "kind", "name"),
    Index(None, "due"),
    sqlite_autoincrement=True,
)

jobs = Table(
    "jobs",
    metadata,
    _id(),
    Column("kind", Words, nullable=False),
    Column("data", Plain, nullable=False),
    Column("state", Words, nullable=False),
    Column("due", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("reason", Words),
    Index(None, "due"),
    sqlite_autoincrement=True,
)

counters = Table(
    "counters",
    metadata,
    _id(),
    Column("key", Key, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "key", "at"),
    Index(None, "at"),
)

namings = Table(  # what new tickets name, for spikes: rows of a day
    "namings",
    metadata,
    _id(),
    Column("what", Key, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("ticket", Id, nullable=False),
    Column("customer_key", Key, nullable=False),
    Index(None, "what", "at"),
    Index(None, "at"),
)

namings_hourly = Table(  # how many in each hour (UTC) of the last weeks: what is usual
    "namings_hourly",
    metadata,
    Column("what", Key, primary_key=True),
    Column("hour", UtcDateTime, primary_key=True),
    Column("tickets", Integer, nullable=False),
    Index(None, "hour"),
)

incidents = Table(  # what agents say that many tickets share; `what` is counted as in namings. Members are linked: kind incident
    "incidents",
    metadata,
    _id(),
    Column("ticket", Id, nullable=False),  # the incident's own; the incident is open as long as this ticket is
    Column("name", Words, nullable=False),
    Column("what", Key),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "what"),
    Index(None, "ticket"),
)

events = Table(  # moments that people marked: a release, a move
    "events",
    metadata,
    _id(),
    Column("name", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "at"),
)

# -- people and learning -----------------------------------------------------------------------------------------------

people = Table(
    "people",
    metadata,
    Column("key", Key, primary_key=True),
    Column("state", Words, nullable=False),  # ok | suspect | undeliverable
    Column("why", Words),
    Column("away_until", UtcDateTime),
    Column("away_why", Words),
    Column("password", Words),
    Column("wishes", Plain),  # of an agent: {"billing": "want" | "no"}
    Column("changed_at", UtcDateTime),
)

organisations = Table(
    "organisations",
    metadata,
    Column("key", Key, primary_key=True),
    Column("name", Words, nullable=False),
    Column("data", Plain, nullable=False),
)

routes = Table(
    "routes",
    metadata,
    _id(),
    Column("ticket", Id, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("team", Words),
    Column("agent", Key),
    Column("reason", Words, nullable=False),
    Column("mode", Words, nullable=False),
    Column("confidence", Float),
    Column("route", Plain, nullable=False),
    Column("intent", Key),
    Column("by_model", Key),  # whom the model chose, in every mode
    Column("resolved_by", Words),  # the outcome, filled in later
    Column("resolved_at", UtcDateTime),
    Column("transfers", Integer),
    Column("reopened", Integer),
    Column("score", Integer),
    Index(None, "ticket", "id"),
    Index(None, "intent", "at"),
)

skills = Table(  # what outcomes taught of each agent at each intent; `version` counts writes, so that the sum tells of any
    "skills",
    metadata,
    Column("agent", Key, primary_key=True),
    Column("intent", Key, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("record", Plain, nullable=False),
    Index(None, "agent", "version"),
)

predictions = Table(
    "predictions",
    metadata,
    _id(),
    Column("ticket", Id, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("model", Words, nullable=False),
    Column("intent", Key),
    Column("confidence", Float),
    Column("language", Words),
    Column("reading", Plain, nullable=False),  # without its vector
    Column("vector", LargeBinary),
    Index(None, "ticket", "id"),
)

lessons = Table(  # what people in the end said that tickets were; kept in the order of their commits (see lessons.py)
    "lessons",
    metadata,
    _id(),
    Column("ticket", Id, nullable=False),  # below zero: imported history
    Column("live", Boolean, nullable=False, server_default=true()),  # false: a later one of the same ticket took its place
    Column("text", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("intent", Key),
    Column("agent", Key),
    Column("source", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("worth", Float, nullable=False),
    Column("sender_key", Key),
    Index(None, "ticket", "id"),
    Index(None, "live", "id"),
    sqlite_autoincrement=True,
)

feedback = Table(
    "feedback",
    metadata,
    _id(),
    Column("ticket", Id, nullable=False),
    Column("customer_key", Key, nullable=False),
    Column("score", Integer, nullable=False),
    Column("comment", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "ticket"),
)

model_versions = Table(  # what a reader starts from: everything learned up to one lesson
    "model_versions",
    metadata,
    _id(),
    Column("at", UtcDateTime, nullable=False),
    Column("state", Words, nullable=False),  # candidate | promoted | retired | rolled_back
    Column("promoted_at", UtcDateTime),
    Column("upto", Id, nullable=False),  # the last lesson in it; readers go on behind it
    Column("embedder", Words, nullable=False),
    Column("why", Words, nullable=False),  # of its state, in a sentence
    Column("card", Plain, nullable=False),
    Column("data", LargeBinary),  # none: pruned, only the card is left
    sqlite_autoincrement=True,
)

rulebooks = Table(
    "rulebooks",
    metadata,
    Column("fingerprint", Key, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Words, nullable=False),
)

imap_cursors = Table(
    "imap_cursors",
    metadata,
    Column("name", Key, primary_key=True),
    Column("uidvalidity", Id, nullable=False),
    Column("uid", Id, nullable=False),
)

proposals = Table(  # intents that were discovered, each on the ticket its letter is about
    "proposals",
    metadata,
    Column("ticket", Id, primary_key=True, autoincrement=False),
    Column("state", Key, nullable=False),
    Column("proposal", Plain, nullable=False),
    Index(None, "state"),
)

desk_state = Table(  # few switches of the whole desk: `outbox_frozen`
    "desk_state",
    metadata,
    Column("name", Key, primary_key=True),
    Column("value", Words, nullable=False),
)

__all__ = [
    "HEAD",
    "conversations",
    "correspondents",
    "counters",
    "desk_state",
    "entries",
    "events",
    "feedback",
    "holds",
    "imap_cursors",
    "inbox",
    "inbox_bytes",
    "incidents",
    "jobs",
    "lessons",
    "letters",
    "message_ids",
    "messages",
    "metadata",
    "model_versions",
    "namings",
    "namings_hourly",
    "notices",
    "organisations",
    "outbox",
    "participants",
    "people",
    "predictions",
    "proposals",
    "routes",
    "rulebooks",
    "skills",
    "ticket_links",
    "tickets",
    "timers",
    "tokens",
]
