"""Letters and facts that the tests of this folder share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from mailgate.model.address import Address
from mailgate.model.delivery import Delivery, Letter, Notice

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def notice(**changed: Any) -> Notice:
    base = Notice(template="answer", to="maria@example.org", audience="customer", why="answered", deliver_after=NOW, ticket=1042)
    return replace(base, **changed)


def letter(**changed: Any) -> Letter:
    base = Letter(
        notice=notice(),
        message_id="abcdefghijkmnpqrstuvwxyz23@support.example.com",
        sender=Address(address="support@example.com", name="Alice at Example Support"),
        to=(Address(address="maria@example.org", name="Maria Lopez"),),
        subject="Re: I can't log in [#1042]",
        text="Hello Maria,\n\nplease try again.\n",
        date=NOW,
    )
    return replace(base, **changed)


def delivery(**changed: Any) -> Delivery:
    base = Delivery(
        id=7, letter_id=3, ticket=1042, template="answer", audience="customer", to="maria@example.org",
        envelope_from="bounce+abcdefghijkmnpqrstuvwxyz23@support.example.com",
        message_id="abcdefghijkmnpqrstuvwxyz23@support.example.com",
        data=b"From: support@example.com\r\nSubject: Hello\r\n\r\nHello\r\n.\r\nbye\r\n", created=NOW,
    )
    return replace(base, **changed)
