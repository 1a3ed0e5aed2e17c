"""Text in, Reading out: language, intents, entities, urgency with its deadline, mood, each with its evidence.

Deterministic: the same words, dates, rules and model give the same reading. Total: any string is read, in time linear in
its length."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import re2

from mailgate.model.reading import Reading
from mailgate.reading.courtesy import is_courtesy
from mailgate.reading.documents import DocumentIndex
from mailgate.reading.entities import EntityPatterns
from mailgate.reading.heard import heard
from mailgate.reading.intents import IntentReader, PatternHit
from mailgate.reading.knowledge import Knowledge, Told
from mailgate.reading.language import language_of
from mailgate.reading.learning import Example
from mailgate.reading.linguist import Linguist, Seen
from mailgate.reading.meaning import heads_for, pressing_for
from mailgate.reading.requests import DEFAULT_MODEL, RULES_ONLY, PlainRules, ReadingRules, Request
from mailgate.reading.sensitive import sensitive_class
from mailgate.reading.subjects import topic
from mailgate.reading.urgency import urgency_of
from mailgate.reading.words import readable

__all__ = ["DEFAULT_MODEL", "RULES_ONLY", "Pipeline", "PlainRules", "ReadingRules", "Request"]

_REPLY = re2.compile(r"(?i)^\s*(?:(?:re|aw|antw|fwd?|wg|tr|rv|r|i|sv|vs|rif|resp?)(?:\[\d+\])?\s*:\s*|\[[^\]]{1,40}\]\s*)+")
_IS_REPLY = re2.compile(r"(?i)^\s*(?:\[[^\]]{1,40}\]\s*)*(?:re|aw|antw|r|sv|rif)(?:\[\d+\])?\s*:")


class Pipeline:
    """Reads by one set of rules and one model; made once for each, as making it takes a second."""

    def __init__(
        self,
        rules: ReadingRules | None = None,
        model: str = DEFAULT_MODEL,
        embedder: str = "none",
        learned: bytes | None = None,
    ) -> None:
        """`model` is an installed spaCy pipeline, `blank` (patterns but no names), or `rules` (no spaCy); `embedder` is one of
        `mailgate.reading.embedders`; `learned` what `dump` gave. A model or an embedder that is missing is said in
        `degraded`. Raises DumpFault where `learned` can't be used."""
        plain = PlainRules.of(rules)
        self._known = plain.intents
        self._hours, self._hours_at = plain.hours, plain.hours_at
        self._entities = EntityPatterns.of(plain.entities)
        self._intents = IntentReader(plain.intents)
        self._linguist = Linguist(plain.intents, model) if model != RULES_ONLY else None
        self._knowledge = Knowledge(plain.intents, embedder, learned)
        embeds = self._knowledge.embedder
        self._heads = heads_for(embeds.across) if embeds.across else None
        self._pressing = pressing_for(embeds.across) if embeds.across else None
        self._documents = DocumentIndex(plain.documents.passages, embeds.embed if embeds.dim else None)

    @property
    def model(self) -> str:
        """Names and versions of model and embedder, as predictions are kept with."""
        named = self._linguist.model if self._linguist else RULES_ONLY
        embedder = self._knowledge.embedder
        return f"{named} + {embedder.name}" if embedder.dim else named

    @property
    def degraded(self) -> str | None:
        missing = (self._linguist.degraded if self._linguist else None, self._knowledge.degraded)
        return "; ".join(why for why in missing if why) or None

    def learn(self, examples: Sequence[Example]) -> None:
        """Learn from these, one by one in their order: each is known in the next reading."""
        for example in examples:
            self._knowledge.learn(example)

    def forget(self, ticket: int) -> None:
        """What this ticket taught is taken back."""
        self._knowledge.learned.forget(ticket)

    def dump(self) -> bytes:
        """Everything learned, for another one to begin with."""
        return self._knowledge.learned.dump()

    def read(
        self,
        text: str,
        subject: str = "",
        *,
        sent: datetime | None = None,
        now: datetime,
        sender: str = "",
        mailbox: str = "",
    ) -> Reading:
        request = Request(text=text, subject=subject, sent=sent, now=now, sender=sender, mailbox=mailbox)
        return self.read_many([request])[0]

    def read_many(self, requests: Sequence[Request]) -> list[Reading]:
        """The readings, in order."""
        texts = [readable(request.text) for request in requests]
        titles = [readable(request.subject[:1000]) for request in requests]
        subjects = [_REPLY.sub("", title) for title in titles]
        codes = [_language(text, subject) for text, subject in zip(texts, subjects, strict=True)]
        seen, trouble = self._seen(texts, codes)
        trouble = "; ".join(why for why in (trouble, self._knowledge.degraded) if why) or None
        topics = [topic(subject, text) for subject, text in zip(subjects, texts, strict=True)]
        told = self._knowledge.told(texts, topics, codes)
        readings = [
            self._reading(request, text, subject, _IS_REPLY.search(title) is not None, code, found, trouble, one)
            for request, text, title, subject, code, found, one in zip(
                requests, texts, titles, subjects, codes, seen, told, strict=True
            )
        ]
        return [
            self._documents.answered(reading, text, subject)
            for reading, text, subject in zip(readings, texts, subjects, strict=True)
        ]

    def _seen(self, texts: Sequence[str], codes: Sequence[str | None]) -> tuple[list[Seen], str | None]:
        if self._linguist is None:
            return [Seen()] * len(texts), None
        try:
            return self._linguist.see(texts, codes), self._linguist.degraded
        except Exception as failed:  # a text spaCy stumbles over is read by the rest of us
            return [Seen()] * len(texts), f"{type(failed).__name__} in the language model"

    def _reading(
        self,
        request: Request,
        text: str,
        subject: str,
        answers: bool,
        code: str | None,
        seen: Seen,
        degraded: str | None,
        told: Told | None,
    ) -> Reading:
        found = heard(
            text,
            subject,
            answers=answers,
            language=code,
            sent=_sent(request),
            hours=self._hours_at.get(request.mailbox.lower(), self._hours),
            heads=self._heads,
            embed=self._knowledge.embedder.embed_across,
        )
        patterns = [PatternHit(name, found.folded.place(start), found.folded.place(end)) for name, start, end in seen.patterns]
        read = self._intents.read(found.body, found.headline if topic(subject, text) else None, patterns)
        words = found.words
        sensitive = sensitive_class(words.folded, found.signals, read.scores, self._known, words.meanings, read.written)
        reading = Reading(
            language=code,
            intents=read.scores,
            entities=self._entities.find(text, seen.entities),
            urgency=urgency_of(words, self._pressing),
            mood=words.mood,
            sensitive=sensitive.name,
            sensitive_because=sensitive.because,
            courtesy=not words.mood.frustrated
            and is_courtesy(found.folded, found.signals, list(found.body.concepts), found.meant),
            degraded=degraded,
            model=self.model,
        )
        return self._knowledge.weighed_in(reading, told, read) if told is not None else reading


def _language(text: str, subject: str) -> str | None:
    """Of the text; of both where the text is too short to tell."""
    if len(text.split()) >= 6:
        return language_of(text) or language_of(subject)
    return language_of(f"{text}\n{subject}")


def _sent(request: Request) -> datetime:
    """The mail's own date, aware; now, in the sender's zone, where it has none or one from the future."""
    now = request.now if request.now.tzinfo else request.now.replace(tzinfo=UTC)
    if request.sent is None:
        return now
    sent = request.sent if request.sent.tzinfo else request.sent.replace(tzinfo=UTC)
    try:
        return now.astimezone(sent.tzinfo) if sent > now + timedelta(hours=1) else sent
    except OverflowError:
        return now
