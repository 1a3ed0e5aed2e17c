"""Letters and facts that the tests of this folder share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mailgate.adapters.letter_samples import sample, sample_rulebook
from mailgate.adapters.templates import LetterWriter
from mailgate.model.address import Address
from mailgate.model.delivery import Delivery, Letter, Notice
from mailgate.model.rules import Rulebook

LANGUAGES = ("de", "en", "es", "fr", "it")  # that letters ship in
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
        id=7,
        letter_id=3,
        ticket=1042,
        template="answer",
        audience="customer",
        to="maria@example.org",
        envelope_from="bounce+abcdefghijkmnpqrstuvwxyz23@support.example.com",
        message_id="abcdefghijkmnpqrstuvwxyz23@support.example.com",
        data=b"From: support@example.com\r\nSubject: Hello\r\n\r\nHello\r\n.\r\nbye\r\n",
        created=NOW,
    )
    return replace(base, **changed)


WRITER = LetterWriter(domain="support.example.com")


def written(
    template: str, *, language: str = "en", writer: LetterWriter = WRITER, rulebook: Rulebook | None = None, **changed: Any
) -> Letter:
    """The letter of a sample; `notice_…` changes the notice, `data` its data, anything else the facts."""
    notice, facts = sample(template, language=language)
    own = {key.removeprefix("notice_"): changed.pop(key) for key in list(changed) if key.startswith("notice_")}
    data = {**notice.data, **changed.pop("data", {})}
    desk = rulebook or sample_rulebook()
    if language != "en":
        desk = replace(desk, agents={key: replace(one, languages=(language,)) for key, one in desk.agents.items()})
    return writer.write(replace(notice, data=data, **own), replace(facts, **changed), rulebook=desk, now=notice.deliver_after)


def own(folder: Path, name: str, text: str, language: str = "en") -> Path:
    (folder / language).mkdir(parents=True, exist_ok=True)
    file = folder / language / f"{name}.txt.j2"
    file.write_text(text)
    return file
