"""Embedders: a text becomes a vector, so that texts that mean the same lie close together.

The weights are installed packages; nothing is fetched. One thread, deterministic, and time bounded by what is embedded: the
beginning of a text. A mail says what it wants early, and words after the first hundred and fifty change its place little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, get_args

import numpy as np
import numpy.typing as npt

from mailgate.reading.threads import one_thread
from mailgate.reading.words import readable

Vectors = npt.NDArray[np.float32]
EmbedderName = Literal["both", "use-m", "minilm", "none"]
EMBEDDERS: tuple[str, ...] = get_args(EmbedderName)


class EmbedderMissing(Exception):
    """It is not installed, or its files are sick; the sentence says which."""


class Embedder(Protocol):
    """`name` tells package and version apart as well: vectors of different names are not to be compared."""

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length `dim` for each text: of length 1, or zeros where the text has no word. A row depends on its text
        alone, not on what is embedded with it."""
        ...


def embedder_of(model: str) -> str:
    """The embedder's name in `LANGUAGE-MODEL + EMBEDDER [+ EMBEDDER] [+ VERSION @ LESSON]`, as readings name their model."""
    return " + ".join(part for part in model.split(" + ")[1:] if "@" not in part)


def beginning(text: str, characters: int) -> str:
    """Of at most so many characters, up to the end of a word; empty where there is no word."""
    cut = readable(text[: characters + 1])
    if len(cut) > characters:
        cut = cut[:characters].rsplit(maxsplit=1)[0] if len(cut.split(maxsplit=1)) > 1 else cut[:characters]
    return cut if any(char.isalnum() for char in cut) else ""


class SentenceEmbedder(Embedder, Protocol):
    def sentences(self, texts: Sequence[str], runs: Sequence[tuple[int, int]] | None = None) -> Vectors:
        """As `embed`, of the sentences of one mail, for less. A row may differ in its last digit with what stands beside it.
        With `runs`, one row for each instead: the sentences from its first place to before its second, nearly as if they were
        one text."""
        ...


class NoEmbedder:
    """No vectors: whoever reads goes by words alone."""

    name = "none"
    dim = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), 0), dtype=np.float32)

    def sentences(self, texts: Sequence[str], runs: Sequence[tuple[int, int]] | None = None) -> Vectors:
        return np.zeros((len(texts if runs is None else runs), 0), dtype=np.float32)


def embedder_named(name: str) -> Embedder:
    """The embedder, loaded: that takes up to two seconds, and 60 to 190 MB. Raises EmbedderMissing."""
    one_thread()
    # imported here: a daemon without the packages works
    if name == "both":
        from mailgate.reading.embedders.both import BothEmbedders

        return BothEmbedders()
    if name == "use-m":
        from mailgate.reading.embedders.use import UseEmbedder

        return UseEmbedder()
    if name == "minilm":
        from mailgate.reading.embedders.minilm import MiniLmEmbedder

        return MiniLmEmbedder()
    if name == "none":
        return NoEmbedder()
    raise EmbedderMissing(f"there is no embedder `{name}`; there are {', '.join(EMBEDDERS)}")
