from collections.abc import Sequence

import numpy as np
import pytest

from mailgate.reading.embedders import Vectors, steady
from mailgate.reading.embedders.steady import SteadyEmbedder


class Stumbling:
    name, dim = "stumbling 1", 2

    def embed(self, texts: Sequence[str]) -> Vectors:
        if "banana" in texts:
            raise MemoryError
        return np.ones((len(texts), 2), dtype=np.float32)


def test_a_missing_embedder_has_no_columns_and_is_said() -> None:
    embedder = SteadyEmbedder("bert")
    assert (embedder.name, embedder.dim) == ("none", 0)
    assert embedder.embed(["Hello"]).shape == (1, 0)
    assert (
        embedder.degraded == "there is no embedder `bert`; there are both, use-m, minilm, none; intents are told by words alone"
    )


def test_a_text_it_stumbles_over_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steady, "embedder_named", lambda name: Stumbling())
    embedder = SteadyEmbedder("any")
    assert embedder.embed(["apple"]).tolist() == [[1, 1]]
    assert embedder.degraded is None
    assert embedder.embed(["apple", "banana"]).tolist() == [[1, 1], [0, 0]]
    assert embedder.embed([]).shape == (0, 2)
    assert embedder.degraded == (
        "embedder stumbling 1 failed at a text (MemoryError); intents are told by words alone where it does"
    )
