"""use-m for every language, and minilm beside it for English: the best of both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mailgate.reading.embedders import Vectors
from mailgate.reading.embedders.minilm import MiniLmEmbedder
from mailgate.reading.embedders.use import UseEmbedder
from mailgate.reading.language import language_of
from mailgate.reading.words import readable

_LOOKED_AT = 200  # code points tell the language

_MINILM = 0.8  # of the product of two English texts: where examples are few it is worth two points over half and half


class BothEmbedders:
    """First use-m's columns, then minilm's; these are zeros for a text in another language, which minilm knows little of. The
    product of two English rows is a mean of what both say; that of a row in another language is use-m's alone, scaled."""

    def __init__(self) -> None:
        self.use, self._minilm = UseEmbedder(), MiniLmEmbedder()
        self.parts = (self.use.dim, self._minilm.dim)
        self.dim = sum(self.parts)
        self.name = f"{self.use.name} + {self._minilm.name}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        meant = self.use.embed(texts)
        english = [i for i, text in enumerate(texts) if language_of(readable(text[:_LOOKED_AT])) in ("en", None)]
        said = np.zeros((len(texts), self._minilm.dim), dtype=np.float32)
        said[english] = self._minilm.embed([texts[i] for i in english])
        meant[english] *= np.float32((1.0 - _MINILM) ** 0.5)
        return np.hstack([meant, said * np.float32(_MINILM**0.5)])
