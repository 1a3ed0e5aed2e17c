"""What was learned, beside the settings it is told by, and what it changes in a reading.

The settings' own sentences are learned first, so that a text may be known by its meaning before there is any lesson. Lessons
then count as far as they speak of a text: where many tickets like it were solved, they say what it is; far from all of them
the settings do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mailgate.model.reading import IntentScore, Reading
from mailgate.model.rules import Intent
from mailgate.reading.embedders.steady import SteadyEmbedder
from mailgate.reading.intents import IntentsRead
from mailgate.reading.learning import Example, Learned, Prediction
from mailgate.reading.prototypes import IntentChances, Prototypes, Taught
from mailgate.reading.teaching import taught_sentences

_SENTENCE, _PHRASE = 0.5, 0.3  # the worth of a settings' sentence, and of one of three words or fewer
_MEANT_AT_MOST = 0.95  # without a rule nothing is surer
_OVER = 0.8  # what is taken from a text that says that all of it is over
_STRANGE = 0.3  # `known` below which a text without a rule is the less believed
_MANY = 100  # lessons from which a text unlike all of them is strange
_SAID = 0.08  # confidence that is worth telling
_AT_MOST = 6  # intents told of one text


@dataclass(frozen=True, slots=True)
class Told:
    """What the learned says of a text, and the text's embedding."""

    prediction: Prediction
    vector: bytes | None


class Knowledge:
    """The learned state of one reader. Not safe for use from several threads at once."""

    def __init__(self, intents: Mapping[str, Intent], embedder: str, data: bytes | None) -> None:
        """Raises DumpFault where `data` can't be used. An embedder that is missing is said in `degraded`."""
        self._intents = intents
        self.embedder = SteadyEmbedder(embedder)
        self.learned = Learned.empty(self.embedder) if data is None else Learned.load(data, self.embedder)
        sentences = settings_examples(intents) if self.embedder.dim else []
        self.learned.settings(sentences, sorted(intents))
        taught = [
            Taught(one.text, self.learned.sentence(one), frozenset(filter(None, (one.intent, *one.also)))) for one in sentences
        ]
        self._prototypes = Prototypes(intents, taught, self.embedder.parts, across=self.embedder.name.startswith("use-m"))

    @property
    def degraded(self) -> str | None:
        """An embedder that is missing, or that failed at a text."""
        return self.embedder.degraded

    def told(self, texts: Sequence[str], subjects: Sequence[str], languages: Sequence[str | None]) -> Sequence[Told | None]:
        """None for each where there is no embedder and nothing was learned."""
        if not self.embedder.dim and not len(self.learned):
            return [None] * len(texts)
        features = self.learned.featured(texts, subjects, languages)
        return [Told(self.learned.predict_featured(one), _kept(one.vector)) for one in features]

    def learn(self, example: Example) -> None:
        self.learned.learn(example)

    def weighed_in(self, reading: Reading, told: Told, read: IntentsRead) -> Reading:
        """The reading with what the learned says of it."""
        prediction, lessons = told.prediction, len(self.learned)
        # without a vector (no embedder, or one that failed at this text) words alone say what it is
        understood = not self.embedder.name.startswith("minilm") or reading.language in ("en", None)
        found = {score.name: score for score in reading.intents}
        meant = self._prototypes.of(_unpacked(told.vector), read.learnt) if told.vector is not None and understood else None
        scores = []
        for name in sorted(self._intents):
            before = found.get(name, IntentScore(name=name, confidence=0.0))
            written = read.written.get(name, 0.0)
            chance = meant.chances[name] * read.less.get(name, 1.0) if meant is not None else 0.0
            cold = _cold(chance, written, read.over) if meant is not None else before.confidence
            confidence = believed(cold, prediction, name)
            if prediction.known is not None and lessons >= _MANY and not written:
                confidence *= 0.6 + 0.4 * min(1.0, prediction.known / _STRANGE)
            if self._intents[name].sensitive:
                confidence = max(confidence, written)  # whatever the lessons say
            scores.append(_score(before, confidence, prediction, meant))
        scores.sort(key=lambda score: (-score.confidence, score.name))
        return replace(
            reading,
            intents=tuple(one for i, one in enumerate(scores[:_AT_MOST]) if i == 0 or one.confidence >= _SAID),
            known=prediction.known if lessons else None,
            similar=prediction.neighbours,
            weighed=prediction.weighed if lessons else (),
            vector=told.vector,
        )


def _cold(chance: float, written: float, over: float) -> float:
    """The confidence in an intent from the settings alone: what it means, or phrases and patterns that name it."""
    return 1.0 - (1.0 - written) * (1.0 - min(_MEANT_AT_MOST, chance) * (1.0 - _OVER * over))


def believed(cold: float, prediction: Prediction, name: str) -> float:
    """The confidence in an intent after what was learned. Lessons near the text move it towards what they say, up sooner than
    down: a ticket is solved as one thing, which speaks little against what else it was."""
    said = prediction.of(name) * (prediction.known or 0.0)
    trust = prediction.near / (prediction.near + 1.0)
    if said < cold:
        trust *= trust
    return (1.0 - trust) * cold + trust * said


def settings_examples(intents: Mapping[str, Intent]) -> list[Example]:
    """The settings' sentences, for the learner."""
    return [
        Example(
            text=text,
            intent=min(names) if names else None,
            also=tuple(sorted(names)[1:]),
            worth=_SENTENCE if len(text.split()) > 3 else _PHRASE,
        )
        for text, names in taught_sentences(intents)
    ]


def _score(before: IntentScore, confidence: float, prediction: Prediction, meant: IntentChances | None) -> IntentScore:
    best = prediction.best
    words = " … ".join(prediction.weighed[:3])
    because = before.because
    if best is not None and best[0] == before.name and words and confidence > before.confidence + 0.05:
        because = (*because[:3], words) if words not in because else because
    if meant is not None and before.name in meant.like and confidence > before.confidence + 0.05:
        because = (*because[:3], f"like: {meant.like[before.name]}")
    return replace(before, confidence=round(min(0.99, confidence), 4), because=because)


def _unpacked(vector: bytes) -> npt.NDArray[np.float32]:
    return np.frombuffer(vector, dtype="<f2").astype(np.float32)


def _kept(vector: npt.NDArray[np.float32]) -> bytes | None:
    return vector.astype("<f2").tobytes() if vector.any() else None
