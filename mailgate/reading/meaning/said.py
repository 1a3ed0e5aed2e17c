"""What the sentences of one text mean, each in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mailgate.reading.embedders import Vectors
from mailgate.reading.meaning.heads import BY_PASSAGES, Heads, Meant
from mailgate.reading.words import Folded, Sentences

_AT_MOST = 14  # sentences of a text, from the top: each costs half a millisecond
_NEIGHBOURS = (2, 3)  # sentences that are looked at together, beside all of them
JUDGED = 400  # characters of a sentence: the rest of it is not looked at
_OFFERED = 0.4  # the chance of an advertisement, from which a sentence is one
_LEANING = 0.1  # the chance from which a sentence confirms what a shorter one offers
_OFFER = 24  # characters of the shortest one
_QUOTED = 120  # characters of a sentence that stand in a reason


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence (a span of the folded text) and what it means."""

    start: int
    end: int
    meant: Meant


@dataclass(frozen=True, slots=True)
class Meanings:
    """Those of a text, in its order. None where nobody can tell: no embedder, or another one than the heads know. `passages` are
    neighbouring sentences together, and tell only what takes several to say."""

    said: tuple[Said, ...] = ()
    known: bool = False
    passages: tuple[Said, ...] = ()
    vectors: Vectors | None = None  # a row for each sentence and passage; the last is that of all together

    @property
    def sentences(self) -> Vectors | None:
        """The vectors of the single ones."""
        return self.vectors[: len(self.said)] if self.vectors is not None else None

    @property
    def whole(self) -> Vectors | None:
        """The vector of all sentences together."""
        return self.vectors[-1] if self.vectors is not None and len(self.vectors) else None

    def most(self, facet: str) -> tuple[float, Said | None]:
        """The chance that any sentence or passage means it, and which; the first of those that mean it alike."""
        asked = (*self.said, *self.passages) if facet in BY_PASSAGES else self.said
        best = max(asked, key=lambda one: one.meant.of(facet), default=None)
        return (best.meant.of(facet), best) if best is not None else (0.0, None)

    def offers(self) -> list[Said]:
        """The sentences that want to sell us something; a few words may mean anything, unless others lean to it."""
        found = [one for one in self.said if one.meant.of("ad") >= _OFFERED]
        leaning = sum(one.meant.of("ad") >= _LEANING for one in self.said) > 1
        return [one for one in found if leaning or one.end - one.start >= _OFFER]

    def after(self, place: int) -> Meanings:
        """Those from a place of the folded text on, and places counted from there."""
        said, passages = (
            tuple(Said(one.start - place, one.end - place, one.meant) for one in some if one.end > place)
            for some in (self.said, self.passages)
        )
        return Meanings(said, self.known, passages)

    def together(self) -> Meant | None:
        """What all sentences mean as one: of what passages tell."""
        last = (*self.said[:1], *self.passages)[-1:]
        return last[0].meant if last else None

    def at(self, place: int) -> Meant | None:
        """What the sentence at a place of the folded text means."""
        return next((one.meant for one in self.said if one.start <= place < one.end), None)


UNKNOWN = Meanings()


def said_of(
    folded: Folded,
    sentences: Sentences,
    heads: Heads | None,
    embed: Callable[[Sequence[str], Sequence[tuple[int, int]]], Vectors],
) -> Meanings:
    """Without heads, nothing. A line of one word, or "Dear Anna,", says nothing. `embed` takes sentences, and which of them
    (from, to) belong together."""
    if heads is None:
        return UNKNOWN
    spans = [(start, end) for start, end in sentences.spans if _has_words(folded.text[start:end])][:_AT_MOST]
    runs = _runs(len(spans))
    vectors = embed([folded.words(start, end)[:JUDGED] for start, end in spans], runs)
    meant = [*heads.meant(vectors[: len(spans)]), *heads.meant_by_passages(vectors[len(spans) :])]
    said = [Said(spans[first][0], spans[last - 1][1], one) for (first, last), one in zip(runs, meant, strict=True)]
    return Meanings(tuple(said[: len(spans)]), known=True, passages=tuple(said[len(spans) :]), vectors=vectors)


def _runs(count: int) -> list[tuple[int, int]]:
    """Each sentence, then its neighbours with it, then all together."""
    sizes = [1, *(size for size in _NEIGHBOURS if size < count), *([count] if count > 1 else [])]
    return [(first, first + size) for size in sizes for first in range(count - size + 1)]


def quoted(folded: Folded, said: Said) -> str:
    """The sentence as it was written, or its beginning."""
    words = folded.words(said.start, said.end).strip(" -–,;.")
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rsplit(maxsplit=1)[0]} …"


def _has_words(text: str) -> bool:
    words = len(text.split())
    greets = words < 5 and text.rstrip().endswith(",")
    return words > 1 and not greets and any(char.isalpha() for char in text)
