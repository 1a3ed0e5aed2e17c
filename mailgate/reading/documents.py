"""Which sections of the documents may answer a text: by its words and, where there is an embedder, by its meaning.

`score` is 0..1. Words: the share of what the section is about (its names and its rare words) that the text says too, and the
other way round. Meaning: the cosine of the vectors, stretched over the range that it has in practice. Deterministic; time
linear in the text and in the number of sections."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import log

import numpy as np
import numpy.typing as npt

from mailgate.model.documents import FoundPassage, Passage
from mailgate.model.reading import Reading

FOUND = 5
LEAST = 0.2  # lower scores are not told
READ = 4_000  # characters of a text that are looked at
EMBEDDED = 1_200  # characters of a section that are embedded, behind its names
STEM = 6  # letters by which forms of a word are taken for one
NAME_WORTH = 3.0  # a word of a title or a heading counts so many times
FAR, NEAR = 0.10, 0.62  # cosines of a text and a section that have nothing to do with each other, and that say the same
MEANING = 0.6  # the share of the meaning in the score
OTHER_LANGUAGE = 0.5  # times, for a section in another language than the text's

Vectors = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_SAYING_NOTHING = """
    a about after all also am an and any are as at be because been but by can could did do does for from get had has have hello
    hi how i if in into is it its just me my need no not now of on once only or our out please regards so some thank thanks that
    the their them then there they this to too up us use want was we were what when where which who why will with would you your
    der die das ein eine und oder ist sind nicht mit von für auf im zu den dem des ich wir sie ihr mein meine bitte danke hallo
    il lo la gli le un una e o è sono non con di da per su nel che mi ti si ci mio mia grazie ciao salve
    les une et ou est sont ne pas avec de du pour sur dans que je nous vous mon ma merci bonjour
    el los las uno y es son del para por en yo su gracias hola
"""
_STOP = frozenset(_SAYING_NOTHING.split())


class DocumentIndex:
    """Made once for each set of sections. `embed` gives vectors of length 1, one a text; None: by words alone."""

    def __init__(self, passages: Sequence[Passage], embed: Embed | None = None) -> None:
        self._passages = tuple(passages)
        self._terms = [_terms_of(passage) for passage in passages]
        many = len(self._terms)
        seen = Counter(term for terms in self._terms for term in terms)
        self._weight = {term: log(1.0 + many / count) for term, count in seen.items()}
        self._unknown = log(1.0 + many)
        self._names = [sum(self._weight[term] for term, count in terms.items() if count >= NAME_WORTH) for terms in self._terms]
        self._where: dict[str, list[int]] = {}  # by term, the sections that have it
        for n, terms in enumerate(self._terms):
            for term in terms:
                self._where.setdefault(term, []).append(n)
        self._vectors = embed([_embedded(passage) for passage in passages]) if embed is not None and passages else None

    def __len__(self) -> int:
        return len(self._passages)

    def answered(self, reading: Reading, text: str, subject: str) -> Reading:
        """The reading with the sections that may answer it."""
        if not self._passages:
            return reading
        return replace(reading, documents=self.find(text, subject, language=reading.language, vector=reading.vector))

    def find(
        self, text: str, subject: str = "", *, language: str | None = None, vector: bytes | None = None
    ) -> tuple[FoundPassage, ...]:
        """The best sections, best first; of one section only once. `vector` is the text's embedding as `Reading.vector`."""
        if not self._passages:
            return ()
        said = Counter(dict.fromkeys(_words(f"{subject}\n{text}"[:READ]), 1.0))
        words = self._alike(said)
        meaning = self._meaning(vector)
        scores = words if meaning is None else MEANING * meaning + (1.0 - MEANING) * words
        scores = scores * np.array([OTHER_LANGUAGE if _foreign(one, language) else 1.0 for one in self._passages])
        best = sorted(range(len(scores)), key=lambda n: (-scores[n], n))[:FOUND]
        return tuple(
            FoundPassage(
                document=self._passages[n].document, line=self._passages[n].line, score=round(float(min(1.0, scores[n])), 4)
            )
            for n in best
            if scores[n] >= LEAST
        )

    def _alike(self, said: Mapping[str, float]) -> npt.NDArray[np.float64]:
        """By section, the geometric mean of two shares: of the section's names that the text says, and of the text's own words
        that the section knows."""
        asked = sum(self._weight.get(term, self._unknown) for term in said)
        known, spoken = [0.0] * len(self._passages), [0.0] * len(self._passages)
        for term in said:
            for n in self._where.get(term, ()):
                known[n] += self._weight[term]
                if self._terms[n][term] >= NAME_WORTH:
                    spoken[n] += self._weight[term]
        shares = np.array(known) / (asked or 1.0)
        names = np.array(self._names)
        told = np.where(names > 0.0, np.array(spoken) / np.where(names > 0.0, names, 1.0), shares)
        alike: npt.NDArray[np.float64] = np.minimum(1.0, np.sqrt(told * np.minimum(1.0, 2.0 * shares)))
        return alike

    def _meaning(self, vector: bytes | None) -> npt.NDArray[np.float64] | None:
        if vector is None or self._vectors is None:
            return None
        asked = np.frombuffer(vector, dtype="<f2").astype(np.float32)
        if asked.shape[0] != self._vectors.shape[1]:
            return None  # of another embedder
        near: npt.NDArray[np.float64] = np.clip((self._vectors @ asked - FAR) / (NEAR - FAR), 0.0, 1.0).astype(np.float64)
        return near


def _terms_of(passage: Passage) -> dict[str, float]:
    terms: Counter[str] = Counter(_words(passage.text[:READ]))
    counted = {term: min(2.0, float(count)) for term, count in terms.items()}
    for term in dict.fromkeys(_words(f"{passage.title} {passage.heading}")):
        counted[term] = counted.get(term, 0.0) + NAME_WORTH
    return counted


def _words(text: str) -> list[str]:
    """Stems of the words that say something: without case, accents and the commonest words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [word[:STEM] for word in _WORD.findall(plain) if len(word) > 1 and word not in _STOP]


def _embedded(passage: Passage) -> str:
    return ". ".join(part for part in (passage.title, passage.heading, passage.text[:EMBEDDED]) if part)


def _foreign(passage: Passage, language: str | None) -> bool:
    return passage.language is not None and language is not None and passage.language != language
