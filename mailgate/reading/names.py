"""spaCy's named-entity recogniser, decoded faster: the same entities for a third of the time.

spaCy walks through a text word by word and asks each of some 70 moves whether it is valid; that walk costs twice what the neural
network before it costs. But where no entity is open, a move's score depends on its word alone: all of these are computed at once,
and only the words inside of entities are walked. A test holds both to the same entities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
_NEVER = np.float32(-np.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What the network says of one text, and which moves are forbidden in it."""

    words: Floats  # by word and feature: what it adds to a state as the word at hand, the entity's first, the word before
    none: Floats  # what stands in for the last two where no entity is open
    space: Flags
    taken: Flags  # an entity stands there already
    stops: Flags  # by word, and the end: no entity reaches into it from before


class Names:
    """Finds what `ner` would, and writes it into the documents as that does."""

    def __init__(self, ner: Any) -> None:
        """Raises ValueError where the recogniser is built in another way than spaCy's usual one."""
        model = getattr(ner, "model", None)
        parts = ("tok2vec", "lower", "upper")
        if model is None or not all(model.has_ref(part) for part in parts) or not model.attrs.get("has_upper"):
            raise ValueError("a recogniser of another kind")
        if ner.cfg.get("beam_width", 1) != 1 or model.attrs.get("unseen_classes"):
            raise ValueError("a recogniser that decides in another way")
        self._tok2vec, self._lower, upper = (model.get_ref(part) for part in parts)
        if (self._lower.get_dim("nF"), self._lower.get_dim("nP")) != (3, 2):
            raise ValueError("a recogniser of another shape")
        self._bias: Floats = self._lower.get_param("b")
        self._weights: Floats = upper.get_param("W")
        self._weights_bias: Floats = upper.get_param("b")
        moves = [ner.moves.get_class_name(move).partition("-")[::2] for move in range(ner.moves.n_moves)]
        self._moves = moves
        # BILUO: outside and one-word entities may stand anywhere between entities, a beginning where a word follows
        self._inner = {label: (moves.index(("I", label)), moves.index(("L", label))) for kind, label in moves if kind == "B"}
        self._begins = np.array([kind == "B" for kind, _ in moves])
        self._outer = np.array([kind == "O" for kind, _ in moves])
        self._impossible = np.array([kind in "IL" or (kind, label) == ("U", "") for kind, label in moves])

    def write(self, docs: Sequence[Any]) -> None:
        """Set each document's entities beside those that stand there already, which stay."""
        from spacy.attrs import IS_SPACE, SENT_START
        from spacy.tokens import Span

        full = [doc for doc in docs if len(doc)]
        if not full:
            return
        states: Floats = self._lower.predict(self._tok2vec.predict(full))
        first = 1  # row 0 stands for "no word"
        for doc in full:
            marks = doc.to_array([IS_SPACE, SENT_START])
            taken, stops = np.zeros(len(doc), dtype=np.bool_), np.ones(len(doc) + 1, dtype=np.bool_)
            stops[:-1] = marks[:, 1] == 1
            for entity in doc.ents:
                taken[entity.start : entity.end] = stops[entity.start] = True
            text = _Text(words=states[first : first + len(doc)], none=states[0], space=marks[:, 0] != 0, taken=taken, stops=stops)
            first += len(doc)
            found = [Span(doc, start, end, label=label) for start, end, label in self._found(text)]
            doc.set_ents([*doc.ents, *found])

    def _found(self, text: _Text) -> Iterator[tuple[int, int, str]]:
        """First word, the one after the last, and label of each."""
        best = self._between(text).argmax(axis=1)
        end = 0
        for start in np.flatnonzero(~self._outer[best] & ~text.taken).tolist():
            if start < end:
                continue  # inside of the one before
            kind, label = self._moves[best[start]]
            end = start + 1 if kind == "U" else self._end(text, start, label)
            yield start, end, label

    def _between(self, text: _Text) -> Floats:
        """The score of every move at every word if no entity is open there; of invalid ones, minus infinity."""
        hidden = text.words[:, 0] + text.none[1] + text.none[2] + self._bias
        scores: Floats = hidden.max(axis=2) @ self._weights.T + self._weights_bias
        scores[:, self._impossible] = _NEVER
        scores[np.ix_(text.stops[1:], self._begins)] = _NEVER
        scores[np.ix_(text.space, ~self._outer)] = _NEVER
        return scores

    def _end(self, text: _Text, start: int, label: str) -> int:
        """Where the entity ends that begins there: at the first word that is rather its last than one within."""
        rows = self._inner[label]
        weights, bias = self._weights[rows, :], self._weights_bias[rows,]
        word = start + 1
        while not text.stops[word + 1]:
            hidden = text.words[word, 0] + text.words[start, 1] + text.words[word - 1, 2] + self._bias
            within, last = weights @ hidden.max(axis=1) + bias
            if last > within:
                break
            word += 1
        return word + 1
