"""Something learned as bytes, and back, exactly: a head that says what it is, and arrays, compressed one by one, with a digest.

Arrays are unpacked one after the other, so that taking up a state needs little more room than the state."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mailgate.reading.embedders import Embedder
from mailgate.reading.learning.calibration import Pair, Pairs, Scope, Scopes, Weights
from mailgate.reading.learning.example import DumpFault
from mailgate.reading.learning.learned import Learned

_MARK = b"mailgate learned "
FORMAT = 2
_LARGEST = 1 << 30  # bytes of a part that are unpacked
_LENGTH = struct.Struct("<Q")
_ROWS = 1000  # whose words make a part
_KEPT = (  # of the memory, as they stand
    *("tickets", "lessons", "orders", "senders", "times", "worths", "shared", "cold", "labels", "vectors", "steps"),
)

Array = npt.NDArray[Any]


def dumped(learned: Learned) -> bytes:
    """The same state gives the same bytes."""
    memory, n = learned.memory, len(learned.memory)
    pairs = learned.pairs.newest
    head = {
        "embedder": learned.embedder.name,
        "dim": learned.embedder.dim,
        "names": learned.names,
        "columns": learned.columns,
        "width": learned.linear.columns,
        "keep": learned.keep,
        "version": learned.version,
        "lesson": learned.lesson,
        "taught": learned.taught,
        "asked": learned.asked,
        "clock": memory.clock,
        "rows": n,
        "weights": [learned.weights.linear, learned.weights.memory],
        "scope": [learned.scope.slope, learned.scope.middle],
        "inside": list(learned.scopes.inside),
        "outside": list(learned.scopes.outside),
        "rights": [pair.right for pair in pairs],
        "live": [len(pair.linear) for pair in pairs],
    }
    arrays = [getattr(memory, name)[:n] for name in _KEPT]
    arrays += [learned.alphas[:n], learned.linear.weights]
    arrays += [_joined([getattr(pair, name) for pair in pairs]) for name in ("linear", "memory")]
    arrays += [np.array([len(words) for words in memory.words], dtype=np.uint32)]
    body = bytearray(_part(json.dumps(head).encode()))
    for array in arrays:
        body += _part(np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes())
    for first in range(0, n, _ROWS):
        body += _part(b"".join(memory.words[first : first + _ROWS]))
    return _MARK + f"{FORMAT} {hashlib.sha256(body).hexdigest()}\n".encode() + body


def loaded(data: bytes, embedder: Embedder) -> Learned:
    """What was dumped. Raises DumpFault with a sentence that says what is wrong with it."""
    first, _, _ = data[:200].partition(b"\n")
    if not first.startswith(_MARK):
        raise DumpFault("this is not something that mailgate learned")
    words = first[len(_MARK) :].split()
    if len(words) != 2 or words[0] != str(FORMAT).encode():
        found = words[0].decode("ascii", "replace") if words else "none"
        raise DumpFault(f"it was learned by another version of mailgate (format {found}, not {FORMAT}); learn it again")
    body = memoryview(data)[len(first) + 1 :]
    if hashlib.sha256(body).hexdigest().encode() != words[1]:
        raise DumpFault("it is damaged: its digest is another one; take an earlier version or learn it again")
    try:
        parts = _parts(body)
        head = json.loads(next(parts))
        if (head["embedder"], head["dim"]) != (embedder.name, embedder.dim):
            raise DumpFault(
                f"it was learned with the embedder {head['embedder']}, and this one is {embedder.name}; learn it again"
            )
        return _restored(head, parts, embedder)
    except DumpFault:
        raise
    except Exception as sick:
        raise DumpFault(
            f"it is damaged: {type(sick).__name__} where it was read; take an earlier version or learn it again"
        ) from sick


def _restored(head: dict[str, Any], parts: Iterator[bytes], embedder: Embedder) -> Learned:
    learned, n, width = Learned.empty(embedder, head["names"], keep=head["keep"]), head["rows"], head["width"]
    learned.memory.reserve(n)
    for name in _KEPT:
        _fill(getattr(learned.memory, name)[:n], next(parts))
    learned.alphas = np.zeros((len(learned.memory.tickets), width), dtype=np.float32)
    _fill(learned.alphas[:n], next(parts))
    learned.linear.widen(width)
    _fill(learned.linear.weights, next(parts))
    scores = [_split(next(parts), head["live"]) for _ in ("linear", "memory")]
    lengths = np.frombuffer(next(parts), dtype="<u4")
    learned.version, learned.lesson = head["version"], head["lesson"]
    learned.taught, learned.asked, learned.memory.clock = head["taught"], head["asked"], head["clock"]
    learned.columns = list(head["columns"])
    learned.weights, learned.scope = Weights(*head["weights"]), Scope(*head["scope"])
    learned.scopes = Scopes(head["inside"], head["outside"])
    learned.pairs = Pairs(Pair(*pair) for pair in zip(*scores, head["rights"], strict=True))
    learned.take_over(_words(parts, lengths))
    if len(learned.memory) != n:
        raise ValueError("rows are missing")
    return learned


def _words(parts: Iterator[bytes], lengths: Array) -> Iterator[bytes]:
    """Of each row, in order."""
    for first, part in zip(range(0, len(lengths), _ROWS), parts, strict=True):
        ends = np.cumsum(lengths[first : first + _ROWS])
        for start, end in zip((0, *ends[:-1]), ends, strict=True):
            yield part[start:end]


def _part(data: bytes) -> bytes:
    small = zlib.compress(data, 1)
    return _LENGTH.pack(len(small)) + small


def _parts(body: memoryview) -> Iterator[bytes]:
    at = 0
    while at < len(body):
        (length,) = _LENGTH.unpack_from(body, at)
        at += _LENGTH.size + length
        yield zlib.decompressobj().decompress(body[at - length : at], _LARGEST)


def _fill(array: Array, data: bytes) -> Array:
    array[:] = np.frombuffer(data, dtype=array.dtype.newbyteorder("<")).reshape(array.shape)
    return array


def _joined(parts: Sequence[Array]) -> Array:
    return np.concatenate([np.zeros(0, dtype=np.float32), *parts])


def _split(data: bytes, lengths: Sequence[int]) -> list[Array]:
    return np.split(np.frombuffer(data, dtype="<f4"), np.cumsum(lengths)[:-1]) if lengths else []
