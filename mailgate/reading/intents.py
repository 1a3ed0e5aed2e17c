"""What a text asks for: phrases and patterns that were written down, and what the learner makes of each sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import re2

from mailgate.model.reading import IntentScore
from mailgate.model.rules import Intent
from mailgate.reading.features import Featured, featured
from mailgate.reading.learner import Learner
from mailgate.reading.patterns import cost_of as patterns_cost
from mailgate.reading.phrases import Phrases
from mailgate.reading.signals import Hit, Signals
from mailgate.reading.symptoms import MONEY, OUTAGE, PAYMENTS, TECHNICAL, Symptoms, meant_by, symptoms_of
from mailgate.reading.teaching import taught
from mailgate.reading.words import Folded, Sentences, Token

_AT_MOST = 6  # intents told of one text
_WORTH_TELLING = 0.08
_PHRASE = (0.0, 0.4, 0.7, 0.82)  # what a phrase of one, two, three and more words says by itself
_PATTERN = 0.8
_DENIED = 0.2  # what remains of evidence that the sentence takes back
_NOT_WANTED = 0.4  # what remains of the likeness to an intent that the text says it does not want
_UNWANTED = re2.compile(  # "I do not want a refund"; who did not get one wants it
    r"\b(?:(?:not|\w+n't|dont|never) (?:want|need|ask(?:ed|ing)? for|looking for|after)|no need for|brauche\w* (?:kein|nicht)\w*"
    r"|(?:will|mochte|wollen|mochten) kein\w*|(?:veux|voulons|souhaite|demande) pas|pas besoin"
    r"|no (?:quiero|queremos|necesito|pido)|non (?:voglio|vogliamo|chiedo|mi serve|ci serve))\b[^.!?;,\n]*$"
)
_SHOWN, _BOTH = 0.75, 0.6  # what it says that software shows it fails; and of payments, that these fail since it changed
_BESIDE = 0.35  # what remains of money that is only named with what fails
_SENTENCES = 60  # looked at, from the top
_LEARNT_AT_MOST = 0.95  # the learner alone is never surer
_OVERALL = 0.75  # what the text as a whole says beside its best sentence


@dataclass(frozen=True, slots=True)
class PatternHit:
    """A Matcher pattern of `name` matched here (folded places)."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text with all that was found in it so far."""

    folded: Folded
    tokens: Sequence[Token]
    sentences: Sentences
    concepts: Sequence[Hit]
    over: Sequence[Hit]  # "works again", "no longer broken"
    signals: Signals


@dataclass(slots=True)
class _Evidence:
    """What speaks for one intent: the chance that none of it is right, and the words."""

    doubt: float = 1.0
    because: list[str] = field(default_factory=list)

    def add(self, weight: float, words: str) -> None:
        self.doubt *= 1.0 - weight
        if words and not any(words.lower() in known.lower() for known in self.because):
            self.because.append(words)


@dataclass(frozen=True, slots=True)
class IntentsRead:
    """Best first; equal ones by name. `written`: how sure phrases and patterns alone are of the intents they name; `learnt`:
    how sure the sentences' concepts and words are of each; `over`: the share of sentences that say it is over."""

    scores: tuple[IntentScore, ...]
    written: Mapping[str, float] = field(default_factory=dict)
    learnt: Mapping[str, float] = field(default_factory=dict)
    over: float = 0.0
    less: Mapping[str, float] = field(default_factory=dict)  # what remains of the likeness to intents that are only named


@dataclass(frozen=True, slots=True)
class _Best:
    """The sentence that a name is surest of, and how sure."""

    value: float
    part: ReadText
    features: Featured


class IntentReader:
    """Reads intents by one set of them; made once a rulebook."""

    def __init__(self, intents: Mapping[str, Intent]) -> None:
        self._names = tuple(sorted(intents))
        self._phrases = Phrases({name: intent.phrases for name, intent in intents.items()})
        self._learner = taught(intents)
        self._technical = meant_by(self._names, frozenset({TECHNICAL}))
        self._payments = meant_by(self._names, frozenset({PAYMENTS})) if self._technical else frozenset()
        self._outage = meant_by(self._names, frozenset({OUTAGE})) if self._technical else frozenset()
        self._money = meant_by(self._names, MONEY) if self._technical else frozenset()

    def read(self, text: ReadText, subject: ReadText | None, patterns: Sequence[PatternHit] = ()) -> IntentsRead:
        """An unknown topic leaves low confidences, never a guess dressed as knowledge."""
        if not self._names:
            return IntentsRead(())
        found = {name: _Evidence() for name in self._names}
        parts = [part for part in (text, subject) if part is not None]
        shown = symptoms_of(text.folded, text.sentences, text.concepts, text.over, text.signals)
        less = dict.fromkeys(self._money if shown.beside else (), _BESIDE)
        self._shown(text, shown, found)
        for part, patterned in ((text, patterns), (subject, ())):
            if part is not None:
                self._written(part, patterned, found, less)
        written = {name: round(1.0 - evidence.doubt, 4) for name, evidence in found.items() if evidence.doubt < 1.0}
        learnt = self._learnt(parts, found, less)
        scores = [
            IntentScore(name=name, confidence=round(min(0.99, 1.0 - evidence.doubt), 4), because=tuple(evidence.because[:4]))
            for name, evidence in found.items()
        ]
        scores.sort(key=lambda score: (-score.confidence, score.name))
        told = tuple(score for i, score in enumerate(scores[:_AT_MOST]) if i == 0 or score.confidence >= _WORTH_TELLING)
        return IntentsRead(told, written, learnt, _over(parts), less | dict.fromkeys(self._unwanted(parts), _NOT_WANTED))

    def _unwanted(self, parts: Sequence[ReadText]) -> frozenset[str]:
        named: dict[str, bool] = {}
        for part in parts:
            for hit in self._phrases.find(part.tokens):
                before = part.folded.text[max(0, hit.start - 40) : hit.start]
                named[hit.name] = named.get(hit.name, True) and _UNWANTED.search(before) is not None
        return frozenset(name for name, unwanted in named.items() if unwanted)

    def _shown(self, part: ReadText, shown: Symptoms, found: dict[str, _Evidence]) -> None:
        for place in (shown.shown or (shown.both,))[:1]:
            if place is not None:
                for name in self._technical | (self._outage if shown.wide else frozenset()):
                    found[name].add(_SHOWN, part.folded.words(*place))
        if shown.both is not None:
            for name in self._payments:
                found[name].add(_BOTH, part.folded.words(*shown.both))

    def _written(
        self, part: ReadText, patterns: Sequence[PatternHit], found: dict[str, _Evidence], less: Mapping[str, float]
    ) -> None:
        """Phrases and patterns, each intent's strongest once; what a negation or a happy end takes back counts little."""
        longest = len(_PHRASE) - 1
        hits = [(hit.name, hit.start, hit.end, _PHRASE[min(hit.words, longest)]) for hit in self._phrases.find(part.tokens)]
        hits += [(hit.name, hit.start, hit.end, _PATTERN) for hit in patterns]
        told: dict[str, int] = {}
        for name, start, end, weight in sorted(hits, key=lambda hit: (-hit[3], hit[1])):
            taken_back = part.signals.denied(part.folded.text, start) or _is_over(part, start)
            told[name] = told.get(name, 0) + 1
            weight *= (_DENIED if taken_back else less.get(name, 1.0)) * 0.4 ** (told[name] - 1)
            found[name].add(weight, part.folded.words(start, end))

    def _learnt(self, parts: Sequence[ReadText], found: dict[str, _Evidence], less: Mapping[str, float]) -> dict[str, float]:
        """The best sentence decides; all words together may only confirm. How sure it is of each."""
        best: dict[str, _Best] = {}
        for part in parts:
            for first, last in part.sentences.spans[:_SENTENCES]:
                features = _features_of(part, first, last)
                weight = _DENIED if _is_over(part, first) else 1.0
                self._consider(part, features, weight, best)
            if len(part.sentences.spans) > 1:
                weight = _OVERALL * (_DENIED if part.over else 1.0)
                self._consider(part, _features_of(part, 0, len(part.folded.text)), weight, best)
        for name, one in best.items():
            told = one.value > _WORTH_TELLING and not found[name].because
            words = _weighty_words(one.part, one.features, self._learner, name) if told else ""
            found[name].add(min(one.value, _LEARNT_AT_MOST) * less.get(name, 1.0), words)
        return {name: min(one.value, _LEARNT_AT_MOST) for name, one in best.items()}

    def _consider(self, part: ReadText, features: Featured, weight: float, best: dict[str, _Best]) -> None:
        if not features.concepts and not features.ngrams:
            return
        for name, probability in zip(self._learner.names, self._learner.probabilities(features), strict=True):
            value = float(probability) * weight
            if value > (best[name].value if name in best else 0.0) + 1e-9:
                best[name] = _Best(value, part, features)


def _weighty_words(part: ReadText, features: Featured, learner: Learner, name: str) -> str:
    """The words of the sentence that spoke most for an intent, in the order they were written."""
    places: list[tuple[int, int]] = []
    for feature, _ in learner.weighed(features, name):
        span = features.words.get(feature)
        if feature in part.signals.lexicon.common:
            continue
        if span and not any(start < span[1] and span[0] < end for start, end in places):
            places.append(span)
        if len(places) == 3:
            break
    return " … ".join(part.folded.words(start, end) for start, end in sorted(places))[:120]


def _features_of(part: ReadText, first: int, last: int) -> Featured:
    starts = [token.start for token in part.tokens]
    words = part.tokens[bisect_left(starts, first) : bisect_left(starts, last)]
    return featured(words, [hit for hit in part.concepts if first <= hit.start < last])


def _over(parts: Sequence[ReadText]) -> float:
    every = sum(len(part.sentences.spans) for part in parts)
    over = sum(len({part.sentences.of(hit.start) for hit in part.over}) for part in parts)
    return over / every if every else 0.0


def _is_over(part: ReadText, place: int) -> bool:
    if not part.over:
        return False
    sentence = part.sentences.of(place)
    return any(part.sentences.of(hit.start) == sentence for hit in part.over)


def cost_of(intent: Intent) -> str | None:
    """What an intent's patterns cost beyond splitting words, as a sentence for `check`; None if nothing."""
    return patterns_cost(intent.patterns)
