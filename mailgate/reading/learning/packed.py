"""What is kept of a text in few bytes: its grams as the gaps between their buckets, and numbers as whole steps of a size.

Twenty thousand lessons are kept by every process that reads; as arrays of their own they would take three times as much."""

from __future__ import annotations

import struct

import numpy as np
import numpy.typing as npt

from mailgate.reading.learning.grams import Floats, Places

Steps = npt.NDArray[np.uint8]  # ZERO stands for none
ZERO, MOST = 128, 127
_HEAD = struct.Struct("<HHf")  # bytes of gaps, values, the size of a value's step
_FAR = 255  # a gap's byte that only says: so far on
_LARGEST = 255


def packed(grams: Places, places: Places, values: Floats) -> bytes:
    """`grams` in order, each once; `places` are some of them, in order too, with `values` from 0 on, which are rounded to 255
    steps."""
    gaps = grams.astype(np.int64)
    gaps[1:] -= grams[:-1]
    many = gaps // _FAR
    said = np.full(len(gaps) + int(many.sum()), _FAR, dtype=np.uint8)
    said[np.cumsum(many + 1) - 1] = gaps % _FAR
    step = np.float32(values.max() / _LARGEST) if len(values) else np.float32(0.0)
    rounded = np.rint(values / step).astype(np.uint8) if step else np.zeros(len(values), dtype=np.uint8)
    chosen = np.zeros(len(grams) if len(places) < len(grams) else 0, dtype=np.bool_)
    if len(chosen):
        chosen[np.searchsorted(grams, places)] = True
    return b"".join((_HEAD.pack(len(said), len(values), step), said.tobytes(), rounded.tobytes(), np.packbits(chosen).tobytes()))


def grams_in(data: bytes) -> Places:
    """All grams that were packed."""
    length, _, _ = _HEAD.unpack_from(data)
    said = np.frombuffer(data, dtype=np.uint8, count=length, offset=_HEAD.size)
    places: Places = np.cumsum(said, dtype=np.uint16)[said < _FAR]
    return places


def unpacked(data: bytes) -> tuple[Places, Floats]:
    """The places, and their values as they were rounded."""
    length, count, step = _HEAD.unpack_from(data)
    grams, at = grams_in(data), _HEAD.size + length
    values = np.frombuffer(data, dtype=np.uint8, count=count, offset=at) * np.float32(step)
    if count < len(grams):
        chosen = np.unpackbits(np.frombuffer(data, dtype=np.uint8, offset=at + count), count=len(grams))
        grams = grams[chosen.view(np.bool_)]
    return grams, values


def in_steps(vector: Floats, most: int = MOST) -> tuple[Steps, np.float32]:
    """A vector rounded to whole steps, and their size: `most` to its largest number. The cosine of two vectors of length 1
    changes by less than a thousandth."""
    step = np.float32(np.abs(vector).max() / most) if len(vector) else np.float32(0.0)
    if not step:
        return np.full(len(vector), ZERO, dtype=np.uint8), np.float32(0.0)
    return (np.rint(vector / step) + ZERO).astype(np.uint8), step


def from_steps(steps: Steps, size: Floats | np.float32) -> Floats:
    """One vector, or rows of them with a size each as a column."""
    found: Floats = (steps - np.float32(ZERO)) * size
    return found
