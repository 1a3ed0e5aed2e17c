"""Products of many rows of bytes with one column, exactly: by onnxruntime where there are many, which has operators for it."""

from __future__ import annotations

from importlib import util
from typing import Any

import numpy as np
import numpy.typing as npt

from mailgate.reading.learning.grams import Floats
from mailgate.reading.learning.packed import ZERO, Steps

_MANY = 1 << 19  # bytes from which onnxruntime is asked: its loading takes memory, which who embeds has spent already
_COPIED = 2048  # rows that onnxruntime takes at once: it copies them
_AT_ONCE = 128  # rows that are made floats at once: they stay in the processor's cache


class Products:
    """Both ways give the same: whole numbers below 2**24, which floats of single precision hold."""

    def __init__(self, *, many: int = _MANY) -> None:
        self._many = many
        self._session: Any = None

    def of(self, rows: Steps, column: Steps) -> Floats:
        """Of what the steps stand for; those of `column` are at most 63 from ZERO, and there are 1024 of them at most."""
        asked = column.astype(np.int16) - ZERO
        found = self._by_onnxruntime(rows, asked) if self._has_many(rows) else _by_numpy(rows, asked)
        return found - np.float32(ZERO * int(asked.sum()))

    def _has_many(self, rows: Steps) -> bool:
        return rows.size >= self._many and util.find_spec("onnxruntime") is not None

    def _by_onnxruntime(self, rows: Steps, asked: npt.NDArray[np.int16]) -> Floats:
        if self._session is None:
            from mailgate.reading.embedders.onnx_file import products_of_bytes
            from mailgate.reading.embedders.running import session

            self._session = session(products_of_bytes())
        found, column = np.empty(len(rows), dtype=np.float32), asked.astype(np.int8)[:, None]
        for first in range(0, len(rows), _COPIED):
            some = rows[first : first + _COPIED]
            found[first : first + _COPIED] = self._session.run(None, {"rows": some, "column": column})[0][:, 0]
        return found


def _by_numpy(rows: Steps, asked: npt.NDArray[np.int16]) -> Floats:
    found = np.empty(len(rows), dtype=np.float32)
    floats, column = np.empty((min(_AT_ONCE, len(rows)), rows.shape[1]), dtype=np.float32), asked.astype(np.float32)
    for first in range(0, len(rows), _AT_ONCE):
        last = min(first + _AT_ONCE, len(rows))
        some = floats[: last - first]
        np.copyto(some, rows[first:last])
        np.dot(some, column, out=found[first:last])
    return found
