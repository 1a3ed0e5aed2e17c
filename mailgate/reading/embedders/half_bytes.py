"""A table of small whole numbers in half a byte each, and exactly: what is far from the commonest ones stands aside."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
_NEAR = 16  # numbers that half a byte tells apart
_BOTH = np.array([(byte & 15) | (byte >> 4) << 8 for byte in range(256)], dtype="<u2")  # the halves of a byte as two bytes


class HalfBytes:
    """Rows of an even number of columns."""

    def __init__(self, parts: Iterable[Bytes], count: int) -> None:
        """Row n is row n // `count` of part n % `count`; all parts have one shape, and numbers from 0 to 63."""
        asides: list[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Bytes]] = []
        self._lows = np.zeros(count, dtype=np.uint8)
        self._halves: Bytes = np.zeros((0, 0), dtype=np.uint8)
        for place, part in enumerate(parts):
            if not place:
                self._halves = np.empty((count * len(part), part.shape[1] // 2), dtype=np.uint8)
            counts = np.bincount(part.ravel(), minlength=64)
            low = np.uint8(np.convolve(counts, np.ones(_NEAR, dtype=np.int64), mode="valid").argmax())
            self._lows[place] = low
            near = part - low  # what is below wraps round, to far above
            rows, columns = np.nonzero(near >= _NEAR)
            asides.append((rows * count + place, columns, part[rows, columns]))
            near[rows, columns] = 0
            self._halves[place::count] = near[:, 0::2] | near[:, 1::2] << 4
        rows = np.concatenate([rows for rows, _, _ in asides])
        order = np.argsort(rows, kind="stable")
        self._starts = np.searchsorted(rows[order], np.arange(len(self._halves) + 1)).astype(np.int32)
        self._columns = np.concatenate([columns for _, columns, _ in asides])[order].astype(np.uint16)
        self._aside: Bytes = np.concatenate([numbers for _, _, numbers in asides])[order]

    def rows(self, places: npt.NDArray[np.intp]) -> Bytes:
        """As they were in the parts."""
        found: Bytes = _BOTH[self._halves[places]].view(np.uint8)
        found += self._lows[places % len(self._lows)][:, None]
        starts = self._starts[places]
        counts = self._starts[places + 1] - starts
        aside = np.arange(int(counts.sum())) + np.repeat(starts - np.cumsum(counts) + counts, counts)
        found[np.repeat(np.arange(len(places)), counts), self._columns[aside]] = self._aside[aside]
        return found
