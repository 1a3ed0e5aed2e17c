"""The desk: every table of the first version."""

import sqlalchemy as sa

from alembic import op
from mailgate.adapters.store.columns import Id, Key, Plain, UtcDateTime, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correspondents",
        sa.Column("ticket", Id, autoincrement=False, nullable=False),
        sa.Column("key", Key(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "key", name=op.f("pk_correspondents")),
    )
    op.create_table(
        "counters",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("key", Key(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counters")),
    )
    with op.batch_alter_table("counters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_counters_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_counters_key_at"), ["key", "at"], unique=False)

    op.create_table(
        "desk_state",
        sa.Column("name", Key(), nullable=False),
        sa.Column("value", Words(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_desk_state")),
    )
    op.create_table(
        "events",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_at"), ["at"], unique=False)

    op.create_table(
        "incidents",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("what", Key(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incidents_ticket"), ["ticket"], unique=False)
        batch_op.create_index(batch_op.f("ix_incidents_what"), ["what"], unique=False)

    op.create_table(
        "namings",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("what", Key(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("customer_key", Key(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_namings")),
    )
    with op.batch_alter_table("namings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_namings_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_namings_what_at"), ["what", "at"], unique=False)

    op.create_table(
        "namings_hourly",
        sa.Column("what", Key(), nullable=False),
        sa.Column("hour", UtcDateTime(), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("what", "hour", name=op.f("pk_namings_hourly")),
    )
    with op.batch_alter_table("namings_hourly", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_namings_hourly_hour"), ["hour"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("customer_key", Key(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("comment", Words(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_ticket"), ["ticket"], unique=False)

    op.create_table(
        "holds",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("ticket", Id, nullable=True),
        sa.Column("inbox_id", Id, nullable=True),
        sa.Column("entry", Id, nullable=True),
        sa.Column("why", Words(), nullable=False),
        sa.Column("for_whom", Words(), nullable=True),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("worded", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("others", Plain(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holds_inbox_id"), ["inbox_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_holds_ticket"), ["ticket"], unique=False)

    op.create_table(
        "imap_cursors",
        sa.Column("name", Key(), nullable=False),
        sa.Column("uidvalidity", Id, nullable=False),
        sa.Column("uid", Id, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_imap_cursors")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("door", Words(), nullable=False),
        sa.Column("received", UtcDateTime(), nullable=False),
        sa.Column("envelope_from", Words(), nullable=True),
        sa.Column("envelope_to", Plain(), nullable=False),
        sa.Column("named_from", Words(), nullable=True),
        sa.Column("named_to", Words(), nullable=True),
        sa.Column("remote_key", Key(), nullable=True),
        sa.Column("evidence", Plain(), nullable=False),
        sa.Column("message_id", Key(), nullable=True),
        sa.Column("content_key", Key(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("blob", Words(), nullable=True),
        sa.Column("state", Words(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("released", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("outcome", Words(), nullable=True),
        sa.Column("reason", Words(), nullable=True),
        sa.Column("ticket", Id, nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("remote_key", name=op.f("uq_inbox_remote_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_outcome"), ["outcome"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_received"), ["received"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_ticket"), ["ticket"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("data", Plain(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("reason", Words(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobs_due"), ["due"], unique=False)

    op.create_table(
        "lessons",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("live", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("subject", Words(), nullable=False),
        sa.Column("intent", Key(), nullable=True),
        sa.Column("agent", Key(), nullable=True),
        sa.Column("source", Words(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("worth", sa.Float(), nullable=False),
        sa.Column("sender_key", Key(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("lessons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lessons_live_id"), ["live", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lessons_ticket_id"), ["ticket", "id"], unique=False)

    op.create_table(
        "letters",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("message_id", Key(), nullable=False),
        sa.Column("ticket", Id, nullable=True),
        sa.Column("conversation", Id, nullable=True),
        sa.Column("template", Words(), nullable=False),
        sa.Column("audience", Words(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("to", Words(), nullable=False),
        sa.Column("to_key", Key(), nullable=False),
        sa.Column("subject", Words(), nullable=False),
        sa.Column("shown_upto", Id, nullable=False),
        sa.Column("notice", Id, nullable=True),
        sa.Column("entry", Id, nullable=True),
        sa.Column("cause", Id, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("suggested", Plain(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letters_message_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letters_cause"), ["cause"], unique=False)
        batch_op.create_index(batch_op.f("ix_letters_notice"), ["notice"], unique=False)
        batch_op.create_index(batch_op.f("ix_letters_ticket_id"), ["ticket", "id"], unique=False)

    op.create_table(
        "message_ids",
        sa.Column("message_id", Key(), nullable=False),
        sa.Column("ticket", Id, autoincrement=False, nullable=False),
        sa.Column("cited", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "ticket", name=op.f("pk_message_ids")),
    )
    with op.batch_alter_table("message_ids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_ids_ticket"), ["ticket"], unique=False)

    op.create_table(
        "messages",
        sa.Column("content_key", Key(), nullable=False),
        sa.Column("inbox_id", Id, nullable=False),
        sa.Column("ticket", Id, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("content_key", name=op.f("pk_messages")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_inbox_id"), ["inbox_id"], unique=False)

    op.create_table(
        "model_versions",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("promoted_at", UtcDateTime(), nullable=True),
        sa.Column("upto", Id, nullable=False),
        sa.Column("embedder", Words(), nullable=False),
        sa.Column("why", Words(), nullable=False),
        sa.Column("card", Plain(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_versions")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notices",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("settled_because", Words(), nullable=True),
        sa.Column("template", Words(), nullable=False),
        sa.Column("to", Words(), nullable=False),
        sa.Column("to_name", Words(), nullable=True),
        sa.Column("audience", Words(), nullable=False),
        sa.Column("why", Words(), nullable=False),
        sa.Column("deliver_after", UtcDateTime(), nullable=False),
        sa.Column("cc", Plain(), nullable=False),
        sa.Column("ticket", Id, nullable=True),
        sa.Column("entry", Id, nullable=True),
        sa.Column("from_agent", Words(), nullable=True),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("bundle_key", Words(), nullable=True),
        sa.Column("undo_until", UtcDateTime(), nullable=True),
        sa.Column("cause", Id, nullable=True),
        sa.Column("data", Plain(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_cause"), ["cause"], unique=False)
        batch_op.create_index(batch_op.f("ix_notices_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_notices_ticket"), ["ticket"], unique=False)

    op.create_table(
        "organisations",
        sa.Column("key", Key(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("data", Plain(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_organisations")),
    )
    op.create_table(
        "people",
        sa.Column("key", Key(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("why", Words(), nullable=True),
        sa.Column("away_until", UtcDateTime(), nullable=True),
        sa.Column("away_why", Words(), nullable=True),
        sa.Column("password", Words(), nullable=True),
        sa.Column("wishes", Plain(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_people")),
    )
    op.create_table(
        "predictions",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("model", Words(), nullable=False),
        sa.Column("intent", Key(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("language", Words(), nullable=True),
        sa.Column("reading", Plain(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_predictions")),
    )
    with op.batch_alter_table("predictions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_predictions_ticket_id"), ["ticket", "id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("ticket", Id, autoincrement=False, nullable=False),
        sa.Column("state", Key(), nullable=False),
        sa.Column("proposal", Plain(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposals_state"), ["state"], unique=False)

    op.create_table(
        "routes",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("team", Words(), nullable=True),
        sa.Column("agent", Key(), nullable=True),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("mode", Words(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("route", Plain(), nullable=False),
        sa.Column("intent", Key(), nullable=True),
        sa.Column("by_model", Key(), nullable=True),
        sa.Column("resolved_by", Words(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("transfers", sa.Integer(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routes")),
    )
    with op.batch_alter_table("routes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_routes_intent_at"), ["intent", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_routes_ticket_id"), ["ticket", "id"], unique=False)

    op.create_table(
        "rulebooks",
        sa.Column("fingerprint", Key(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_rulebooks")),
    )
    op.create_table(
        "skills",
        sa.Column("agent", Key(), nullable=False),
        sa.Column("intent", Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", Plain(), nullable=False),
        sa.PrimaryKeyConstraint("agent", "intent", name=op.f("pk_skills")),
    )
    with op.batch_alter_table("skills", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skills_agent_version"), ["agent", "version"], unique=False)

    op.create_table(
        "ticket_links",
        sa.Column("ticket", Id, autoincrement=False, nullable=False),
        sa.Column("other", Id, autoincrement=False, nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "other", "kind", name=op.f("pk_ticket_links")),
    )
    with op.batch_alter_table("ticket_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_links_other"), ["other"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("number", Id, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("priority", Words(), nullable=False),
        sa.Column("subject", Words(), nullable=False),
        sa.Column("base_subject", Key(), nullable=False),
        sa.Column("mailbox", Words(), nullable=False),
        sa.Column("customer", Words(), nullable=False),
        sa.Column("customer_key", Key(), nullable=False),
        sa.Column("customer_name", Words(), nullable=True),
        sa.Column("organisation", Words(), nullable=True),
        sa.Column("tier", Words(), nullable=False),
        sa.Column("team", Key(), nullable=True),
        sa.Column("agent", Key(), nullable=True),
        sa.Column("intent", Key(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("language", Words(), nullable=True),
        sa.Column("tags", Plain(), nullable=False),
        sa.Column("impact", Words(), nullable=False),
        sa.Column("urgency", Words(), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=True),
        sa.Column("automation", sa.Boolean(), nullable=False),
        sa.Column("hold_for", Words(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("first_response_at", UtcDateTime(), nullable=True),
        sa.Column("waiting_since", UtcDateTime(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("resolved_by", Words(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("snoozed_until", UtcDateTime(), nullable=True),
        sa.Column("handed_over_at", UtcDateTime(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("transfers", sa.Integer(), nullable=False),
        sa.Column("promises", Plain(), nullable=False),
        sa.Column("also", Key(), nullable=True),
        sa.Column("passed", Plain(), nullable=False),
        sa.Column("waited", sa.Float(), nullable=False),
        sa.Column("sensitive", Words(), nullable=True),
        sa.Column("sensitive_because", Plain(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_tickets")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tickets_agent_handed_over_at"), ["agent", "handed_over_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_tickets_agent_state"), ["agent", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_tickets_customer_key_base_subject_number"), ["customer_key", "base_subject", "number"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_tickets_customer_key_number"), ["customer_key", "number"], unique=False)
        batch_op.create_index(batch_op.f("ix_tickets_intent_resolved_at"), ["intent", "resolved_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_tickets_opened_at"), ["opened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_tickets_state_number"), ["state", "number"], unique=False)

    op.create_table(
        "timers",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timers")),
        sa.UniqueConstraint("ticket", "kind", "name", name=op.f("uq_timers_ticket_kind_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_timers_due"), ["due"], unique=False)

    op.create_table(
        "tokens",
        sa.Column("hash", Words(), nullable=False),
        sa.Column("audience", Words(), nullable=False),
        sa.Column("principal", Key(), nullable=False),
        sa.Column("ticket", Id, nullable=True),
        sa.Column("conversation", Id, nullable=True),
        sa.Column("purpose", Words(), nullable=False),
        sa.Column("expires", UtcDateTime(), nullable=False),
        sa.Column("revoked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("letter", Id, nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_tokens")),
    )
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tokens_expires"), ["expires"], unique=False)
        batch_op.create_index(batch_op.f("ix_tokens_principal"), ["principal"], unique=False)
        batch_op.create_index(batch_op.f("ix_tokens_ticket"), ["ticket"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("thread_index", Words(), nullable=True),
        sa.Column("thread_topic", Words(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.number"], name=op.f("fk_conversations_ticket_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversations_ticket"), ["ticket"], unique=False)

    op.create_table(
        "entries",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", Words(), nullable=False),
        sa.Column("by_name", Words(), nullable=True),
        sa.Column("visibility", Words(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("inbox_id", Id, nullable=True),
        sa.Column("message_id", Words(), nullable=True),
        sa.Column("attachments", Plain(), nullable=False),
        sa.Column("data", Plain(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.number"], name=op.f("fk_entries_ticket_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entries_inbox_id"), ["inbox_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entries_ticket_id"), ["ticket", "id"], unique=False)

    op.create_table(
        "inbox_bytes",
        sa.Column("inbox_id", Id, autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_inbox_bytes_inbox_id_inbox"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("inbox_id", name=op.f("pk_inbox_bytes")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("letter_id", Id, nullable=False),
        sa.Column("to", Words(), nullable=False),
        sa.Column("sender", Words(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("reply", Words(), nullable=True),
        sa.Column("status", Words(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_outbox_letter_id_letters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "participants",
        sa.Column("conversation", Id, autoincrement=False, nullable=False),
        sa.Column("key", Key(), nullable=False),
        sa.Column("ticket", Id, nullable=False),
        sa.Column("address", Words(), nullable=False),
        sa.Column("name", Words(), nullable=True),
        sa.Column("role", Words(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], name=op.f("fk_participants_conversation_conversations")),
        sa.PrimaryKeyConstraint("conversation", "key", name=op.f("pk_participants")),
    )
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participants_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_ticket"), ["ticket"], unique=False)
