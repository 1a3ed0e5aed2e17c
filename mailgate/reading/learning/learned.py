"""All that was learned: rows in memory, weights over words, and how far both are to be believed.

The state follows from the settings' sentences and the examples in their order, and from nothing else: no clock, no chance.
Forgetting takes an example's part out again; what a ticket taught later takes the place of what it taught before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from mailgate.reading.embedders import Embedder
from mailgate.reading.learning.calibration import Pairs, Scope, Scopes, Weights
from mailgate.reading.learning.example import NOTHING, Example, Featured, Prediction
from mailgate.reading.learning.gist import gist_of, said
from mailgate.reading.learning.grams import Floats, Places, Rarity, grams_of
from mailgate.reading.learning.linear import Linear
from mailgate.reading.learning.memory import LABELS, Memory, Row
from mailgate.reading.learning.packed import packed
from mailgate.reading.learning.telling import asked, predicted

KEEP = 20_000  # examples
_OF_ONE_SENDER = 8  # newest examples of one sender for one intent that are kept; the n-th newest counts 1/n
_REPLAYED = 3  # examples gone over again after each new one
_ASKED_FIRST, _ASKED_THEN = 64, 6  # predictions made before learning: of the first so many all, then each sixth
_FITTED_EVERY = 48  # such predictions
_COLUMNS = 8  # room for intents grows in steps


class Learned:
    """Made by `empty`, `fit` or `load`. Not safe for use from several threads at once."""

    def __init__(self, embedder: Embedder, *, names: Sequence[str] = (), keep: int = KEEP) -> None:
        """`names`: the intents there are; without them, those that were taught."""
        self.embedder = embedder
        self.names = tuple(names)
        self.keep = keep
        self.version = ""  # of the promoted version it started from
        self.lesson = 0  # the last lesson in it
        self.taught = 0  # examples ever learned: chooses what is gone over again
        self.asked = 0  # predictions made before learning
        self.columns: list[str] = [NOTHING]
        self.memory = Memory(embedder.dim)
        self.linear = Linear(embedder.dim, _COLUMNS)
        self.alphas = np.zeros((0, _COLUMNS), dtype=np.float32)
        self.rarity = Rarity()
        self.pairs = Pairs()
        self.scopes = Scopes()
        self.weights = Weights()
        self.scope = Scope()
        self.counts: list[int] = [0]  # rows of each column
        self._lessons = 0

    @staticmethod
    def empty(embedder: Embedder, names: Sequence[str] = (), *, keep: int = KEEP) -> Learned:
        return Learned(embedder, names=names, keep=keep)

    def __len__(self) -> int:
        """Lessons kept, without the settings' sentences."""
        return self._lessons

    def dump(self) -> bytes:
        """Everything, for `load`."""
        from mailgate.reading.learning.dump import dumped

        return dumped(self)

    @staticmethod
    def load(data: bytes, embedder: Embedder) -> Learned:
        """What was dumped: it tells and learns as that one. Raises DumpFault for what is damaged or of another kind."""
        from mailgate.reading.learning.dump import loaded

        return loaded(data, embedder)

    # -- telling ------------------------------------------------------------------------------------------------------

    def featured(
        self, texts: Sequence[str], subjects: Sequence[str] | None = None, languages: Sequence[str | None] | None = None
    ) -> list[Featured]:
        """What `predict_featured` takes; embeds, which is what costs. `languages` save finding them out."""
        mails = list(zip(texts, subjects or [""] * len(texts), strict=True))
        codes = languages or [None] * len(texts)
        vectors = self.embedder.embed([gist_of(*mail, code) for mail, code in zip(mails, codes, strict=True)])
        return [Featured(grams_of(said(*mail)), _kept(vector)) for mail, vector in zip(mails, vectors, strict=True)]

    def predict(self, texts: Sequence[str], subjects: Sequence[str] | None = None) -> list[Prediction]:
        return [self.predict_featured(featured) for featured in self.featured(texts, subjects)]

    def predict_featured(self, featured: Featured, *, explained: bool = True) -> Prediction:
        """`explained`: with neighbours and words."""
        return predicted(self, featured, explained=explained)

    # -- learning -----------------------------------------------------------------------------------------------------

    def learn(self, example: Example, featured: Featured | None = None) -> None:
        """In place of what the same ticket taught before. `featured` saves the embedding, if it is at hand."""
        if featured is None:
            featured = self.features_of([example])[0]
        self.forget(example.ticket) if example.ticket else self._take(True, _cold_key(example))
        labels = self._labels(example)
        self.taught += 1
        if len(self.memory) and (self.asked < _ASKED_FIRST or not self.taught % _ASKED_THEN):
            self._ask(*self.rarity.weighed(featured.grams), featured.vector, labels)
        self.rarity.count(featured.grams.places, 1)
        at = self._put(example, featured, labels)
        self._step(at)
        chance = np.random.default_rng(self.taught)
        for other in chance.integers(0, len(self.memory), _REPLAYED):
            self._step(int(other))
        self._bound()

    def features_of(self, examples: Sequence[Example]) -> list[Featured]:
        """Embeds those that bring no vector."""
        bare = [i for i, example in enumerate(examples) if not self._brings(example)]
        gists = [gist_of(examples[i].text, examples[i].subject) for i in bare]
        vectors = dict(zip(bare, self.embedder.embed(gists), strict=True)) if bare else {}
        return [
            Featured(
                grams_of(said(example.text, example.subject)),
                _kept(vectors[i]) if i in vectors else np.frombuffer(example.vector or b"", dtype="<f2").astype(np.float32),
            )
            for i, example in enumerate(examples)
        ]

    def _brings(self, example: Example) -> bool:
        return example.vector is not None and len(example.vector) == 2 * self.embedder.dim

    def forget(self, ticket: int) -> None:
        """As if it had not taught anything; nothing for a ticket that didn't."""
        self._take(False, ticket)

    def settings(self, examples: Iterable[Example], names: Sequence[str]) -> None:
        """What the settings say now, in place of what they said before: their intents and sentences (ticket 0)."""
        self.names = tuple(names)
        wanted = {_cold_key(example): example for example in examples}
        held = {int(key) for key in self.memory.tickets[: len(self.memory)][self.memory.cold[: len(self.memory)]]}
        for key in sorted(held - wanted.keys()):
            self._take(True, key)
        new = [example for key, example in sorted(wanted.items()) if key not in held]
        for example, featured in zip(new, self.features_of(new), strict=True):
            self.learn(example, featured)

    def sentence(self, example: Example) -> Floats:
        """The embedding of a sentence that the settings teach. KeyError for another one."""
        at = self.memory.place_of(_cold_key(example), cold=True)
        if at is None:
            raise KeyError(example.text)
        return self.memory.features(at)[2]

    def _labels(self, example: Example) -> tuple[int, ...]:
        names = list(dict.fromkeys([example.intent or NOTHING, *example.also]))[:LABELS]
        return tuple(self._column(name) for name in names)

    def _column(self, name: str) -> int:
        if name not in self.columns:
            self.columns.append(name)
            self.counts.append(0)
            if len(self.columns) > self.linear.columns:
                self.linear.widen(self.linear.columns + max(_COLUMNS, self.linear.columns // 2))
                self.alphas = np.pad(self.alphas, ((0, 0), (0, self.linear.columns - self.alphas.shape[1])))
        return self.columns.index(name)

    def remember(self, examples: Sequence[Example], featured: Sequence[Featured]) -> None:
        """Rows for all of them, of tickets that have none; the weights over words stay as they are."""
        for one in featured:
            self.rarity.count(one.grams.places, 1)
        for example, one in zip(examples, featured, strict=True):
            self.taught += 1
            self._put(example, one, self._labels(example))

    def take_over(self, words: Iterable[bytes]) -> None:
        """Rows of another one, whose arrays stand in memory already, by the words of each."""
        for one in words:
            self.rarity.count(self.memory.grams(self.memory.keep(one)), 1)
        n = len(self.memory)
        self.counts = np.bincount(self.memory.labels[:n].ravel() + 1, minlength=len(self.columns) + 1)[1:].tolist()
        self._lessons = n - int(self.memory.cold[:n].sum())

    def _put(self, example: Example, featured: Featured, labels: tuple[int, ...]) -> int:
        """A new row, whose grams are counted already; its place."""
        cold = example.ticket == 0
        row = Row(
            ticket=_cold_key(example) if cold else example.ticket,
            lesson=example.lesson,
            order=self.taught,
            at=example.at.timestamp(),
            worth=min(1.0, max(0.0, example.worth)),
            sender=_number(example.sender_key) if example.sender_key is not None else 0,
            cold=cold,
            labels=labels,
        )
        at = self.memory.add(row, featured.vector, packed(featured.grams.places, *self.rarity.weighed(featured.grams)))
        if at >= len(self.alphas):
            more = np.zeros((len(self.memory.tickets), self.linear.columns), dtype=np.float32)
            more[: len(self.alphas)] = self.alphas
            self.alphas = more
        self.alphas[at] = 0.0
        for label in labels:
            self.counts[label] += 1
        self.lesson = max(self.lesson, example.lesson)
        if not cold:
            self._lessons += 1
            self.memory.clock = max(self.memory.clock, row.at)
            self._share(row.sender, labels[0])
        moved = self.memory.place_of(row.ticket) if len(self.memory) <= at else None  # an older one of the sender went
        return at if moved is None else moved

    def _take(self, cold: bool, key: int) -> None:
        """Remove a row and its part in everything; nothing where there is none."""
        at = self.memory.place_of(key, cold=cold)
        if at is not None:
            self._remove(at)

    def _remove(self, at: int) -> None:
        memory, labels = self.memory, self.memory.labels_of(at)
        sender, cold = int(memory.senders[at]), bool(memory.cold[at])
        self.linear.remove(*memory.features(at), self.alphas[at], np.array(labels, dtype=np.intp))
        self.rarity.count(memory.grams(at), -1)
        for label in labels:
            self.counts[label] -= 1
        memory.remove(at)
        self.alphas[at] = self.alphas[len(memory)]
        if not cold:
            self._lessons -= 1
            self._share(sender, labels[0])

    def _share(self, sender: int, label: int) -> None:
        """One sender's examples of one intent count 1, 1/2, 1/3 …, the newest first; older ones than _OF_ONE_SENDER go."""
        if not sender:
            return
        mates = self.memory.mates(sender, label)
        self.memory.shared[mates] = self.memory.worths[mates] / np.arange(len(mates), 0, -1)
        if len(mates) > _OF_ONE_SENDER:
            self._remove(int(mates[0]))

    def _step(self, at: int) -> None:
        weight = float(self.memory.weights(np.array([at]))[0])
        wanted = np.array(self.memory.labels_of(at), dtype=np.intp)
        self.alphas[at] = self.linear.step(*self.memory.features(at), self.alphas[at], wanted, weight)

    def _ask(self, places: Places, values: Floats, vector: Floats, labels: tuple[int, ...]) -> None:
        """What would have been said of a text whose answer is about to be learned."""
        said_of_it = asked(self, (places, values, vector), labels)
        if said_of_it is None:
            return
        self.asked += 1
        self.pairs.newest.append(said_of_it.pair)
        self.scopes.add(said_of_it.inside, said_of_it.outside)
        if not self.asked % _FITTED_EVERY:
            self.weights, self.scope = self.pairs.fitted(), self.scopes.fitted()

    def _bound(self) -> None:
        """The oldest of the intent with the most rows goes; sentences of the settings stay."""
        memory = self.memory
        while len(self) > self.keep:
            first = memory.labels[: len(memory), 0][~memory.cold[: len(memory)]]
            self._remove(memory.oldest(int(np.bincount(first).argmax())))


def _kept(vector: Floats) -> Floats:
    """As it is stored: what is learned must not change when it is stored and loaded."""
    return vector.astype(np.float16).astype(np.float32)


def _cold_key(example: Example) -> int:
    return _number("\0".join([example.intent or NOTHING, *example.also, example.text]))


def _number(words: str) -> int:
    """Stands for these words; above zero."""
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()) >> 1 or 1
