"""What a mail says, gathered once for all who judge it: its parts, urgency words, what sentences mean, by when, in what mood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailgate.model.promise import Hours
from mailgate.reading.closing import said_before_closing
from mailgate.reading.deadline import deadlines
from mailgate.reading.embedders import Vectors
from mailgate.reading.intents import ReadText
from mailgate.reading.meaning import Heads, Meanings, said_of
from mailgate.reading.mood import mood_of
from mailgate.reading.signals import Hit, Signals, signals_of
from mailgate.reading.urgency import Words, hits_of, offer_in
from mailgate.reading.words import Folded, fold, sentences, tokens

_DENIABLE = frozenset({"legal", "security", "refund", "outage", "privacy"})  # "no refund needed" is about no refund


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """`folded` is the text alone, `ends` where its closing begins in it; `body` and `headline` are where intents are looked
    for; `words` is what urgency is judged by: the subject, if it is fresh, and the text."""

    folded: Folded
    ends: int
    signals: Signals
    body: ReadText
    headline: ReadText | None
    words: Words

    @property
    def meant(self) -> Meanings:
        """What the text's sentences mean, by their places in it, the subject's left out."""
        return self.words.meanings.after(len(self.words.folded.text) - len(self.folded.text[: self.ends]))


def heard(
    text: str,
    subject: str,
    *,
    answers: bool,
    language: str | None,
    sent: datetime,
    hours: Hours | None,
    heads: Heads | None,
    embed: Callable[[Sequence[str], Sequence[tuple[int, int]]], Vectors],
) -> Heard:
    """`answers`: the subject is an old one, and how urgent it was then says nothing now."""
    signals = signals_of(language)
    folded = fold(text)
    ends = said_before_closing(folded, signals)
    body = _part(folded, signals, ends)
    headline = _part(fold(subject), signals, len(subject)) if subject.strip() else None
    said = text[: folded.span(0, ends)[1]]
    fresh = fold(f"{subject}\n{said}" if subject.strip() and not answers else said)
    concepts: Sequence[Hit] = body.concepts if headline is None else (*headline.concepts, *body.concepts)
    spans = sentences(fresh)
    meanings = said_of(fresh, spans, heads, embed)
    hits = hits_of(fresh, spans, signals, concepts, meanings)
    offer = offer_in(spans, hits, meanings)
    named = deadlines(fresh, spans, signals, sent, hours, meanings) if offer is None else []
    words = Words(
        folded=fresh,
        sentences=spans,
        hits=hits,
        sent=sent,
        mood=mood_of(fresh, signals, hits.get("repeated", []), meanings),
        meanings=meanings,
        offer=offer,
        deadline=min(named, key=lambda deadline: deadline.at, default=None),
    )
    return Heard(folded=folded, ends=ends, signals=signals, body=body, headline=headline, words=words)


def _part(folded: Folded, signals: Signals, end: int) -> ReadText:
    """The words up to `end`, with what stands in them."""
    kept = Folded(folded.text[:end], folded.original, folded.places) if end < len(folded.text) else folded
    spans = sentences(kept)
    over = [
        hit
        for hit in signals.find({"over": signals.urgency["over"]}, kept.text)
        if not signals.denied(kept.text, hit.start) and not spans.asks(kept.text, hit.start)
    ]
    concepts = [
        hit
        for hit in signals.find(signals.concepts, kept.text)
        if hit.name not in _DENIABLE or not signals.denied(kept.text, hit.start)
    ]
    return ReadText(kept, tokens(kept), spans, concepts, over, signals)
