"""An embedder that never fails: where it is missing or sick, texts are read by their words alone, and it is said."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from mailgate.reading.embedders import Embedder, EmbedderMissing, NoEmbedder, SentenceEmbedder, Vectors, embedder_named

_MEANWHILE = "intents are told by words alone"


def _loaded(name: str) -> tuple[Embedder, str | None]:
    """The embedder, and what is missing of it: of two that are to read together, the one that is whole reads alone."""
    try:
        return embedder_named(name), None
    except EmbedderMissing as missing:
        for alone in ("use-m", "minilm") if name == "both" else ():
            with suppress(EmbedderMissing):
                return embedder_named(alone), f"{missing}; {alone} reads alone"
        return NoEmbedder(), f"{missing}; {_MEANWHILE}"


class SteadyEmbedder:
    """Has no columns where it could not be loaded. A text that it stumbles over later has a row of zeros; `degraded` says so from
    then on."""

    def __init__(self, name: str) -> None:
        self._embedder, self.degraded = _loaded(name)
        self._across: SentenceEmbedder = getattr(self._embedder, "use", NoEmbedder())

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def dim(self) -> int:
        return self._embedder.dim

    @property
    def parts(self) -> tuple[int, ...]:
        """The columns of each embedder that a row is put together from."""
        return getattr(self._embedder, "parts", (self.dim,))

    @property
    def across(self) -> str:
        """The name of the one that sees sentences of all languages in one space; empty where there is none."""
        return self._across.name if self._across.dim else ""

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._embedded(self._embedder, texts)

    def embed_across(self, sentences: Sequence[str], runs: Sequence[tuple[int, int]] | None = None) -> Vectors:
        """Rows of the one that `across` names, one for each run of sentences; without columns where there is none."""
        try:
            return self._across.sentences(sentences, runs)
        except Exception:
            texts = sentences if runs is None else [" ".join(sentences[first:last]) for first, last in runs]
            return self._embedded(self._across, texts)

    def _embedded(self, embedder: Embedder, texts: Sequence[str]) -> Vectors:
        try:
            return embedder.embed(texts)
        except Exception:  # whatever it was: one by one, so that a text costs no other
            rows = [self._one(embedder, text) for text in texts]
            return np.vstack([np.zeros((0, embedder.dim), dtype=np.float32), *rows])

    def _one(self, embedder: Embedder, text: str) -> Vectors:
        try:
            return embedder.embed([text])
        except Exception as failed:
            self.degraded = f"embedder {self.name} failed at a text ({type(failed).__name__}); {_MEANWHILE} where it does"
            return np.zeros((1, embedder.dim), dtype=np.float32)
