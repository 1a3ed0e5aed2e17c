"""Parsed messages read one by one, outside of a desk: what `mailgate inspect` and replays of files show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from mailgate.model.message import ParsedMessage
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.reading.pipeline import Pipeline
from mailgate.reading.requests import DEFAULT_MODEL, ReadingRules

_UNDATED = datetime(2000, 1, 3, tzinfo=UTC)


def reader_for_inspect(
    rules: ReadingRules | None = None, model: str = DEFAULT_MODEL, embedder: str = "none"
) -> Callable[[ParsedMessage], Reading]:
    """Reads parsed messages one by one: their fresh words, or all of them where a mail has none. What a mail without a date
    says of deadlines can't be placed in time and is left out."""
    pipeline = Pipeline(rules, model, embedder)

    def read(message: ParsedMessage) -> Reading:
        reading = pipeline.read(
            message.reply or message.text,
            message.subject,
            sent=message.date,
            now=message.date or _UNDATED,
            sender=message.sender.address if message.sender else "",
            mailbox=_mailbox_of(message, rules) if isinstance(rules, Rulebook) else "",
        )
        return reading if message.date else replace(reading, urgency=replace(reading.urgency, deadline=None))

    return read


def _mailbox_of(message: ParsedMessage, rules: Rulebook) -> str:
    """The mailbox of ours that a message names, the first where it names none."""
    named = (*(one.address for one in (*message.to, *message.cc)), *message.recipients_named)
    found = next((box for box in map(rules.mailbox_of, named) if box is not None), None)
    return found.address if found is not None else next(iter(rules.mailboxes), "")
