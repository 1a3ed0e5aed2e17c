"""Something learned as bytes, and back, exactly: a head that says what it is, and arrays, compressed, with their digest."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from typing import Any

import numpy as np

from mailgate.reading.embedders import Embedder
from mailgate.reading.learning.calibration import Pair, Pairs, Scope, Scopes, Weights
from mailgate.reading.learning.example import DumpFault
from mailgate.reading.learning.learned import Learned
from mailgate.reading.learning.memory import Row

_MARK = b"mailgate learned "
FORMAT = 1
_LARGEST = 1 << 30  # bytes that are unpacked


def dumped(learned: Learned) -> bytes:
    """The same state gives the same bytes."""
    rows = learned.memory.rows
    n = len(rows)
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
        "clock": learned.memory.clock,
        "weights": [learned.weights.linear, learned.weights.memory],
        "scope": [learned.scope.slope, learned.scope.middle],
        "inside": list(learned.scopes.inside),
        "outside": list(learned.scopes.outside),
        "rights": [pair.right for pair in learned.pairs.newest],
        "senders": [row.sender for row in rows],
        "mates": learned.mates(),
    }
    arrays = {
        "ticket": np.array([row.ticket for row in rows], dtype="<i8"),
        "lesson": np.array([row.lesson for row in rows], dtype="<i8"),
        "at": np.array([row.at for row in rows], dtype="<f8"),
        "worth": np.array([row.worth for row in rows], dtype="<f8"),
        "cold": np.array([row.cold for row in rows], dtype=bool),
        "labels": learned.memory.labels[:n],
        "worths": learned.memory.worths[:n],
        "vectors": learned.memory.vectors[:n, : learned.embedder.dim].astype("<f2"),
        "alphas": learned.alphas[:n],
        "linear": learned.linear.weights,
        **_joined("places", [row.places for row in rows], "<u2"),
        **_joined("values", [row.values for row in rows], "<f2"),
        **_joined("grams", [row.grams for row in rows], "<u2"),
        **_joined("pair_linear", [pair.linear for pair in learned.pairs.newest], "<f4"),
        **_joined("pair_memory", [pair.memory for pair in learned.pairs.newest], "<f4"),
    }
    packed = io.BytesIO()
    np.savez(packed, allow_pickle=False, head=np.frombuffer(json.dumps(head).encode(), dtype=np.uint8), **arrays)
    body = zlib.compress(packed.getvalue(), 1)
    return _MARK + f"{FORMAT} {hashlib.sha256(body).hexdigest()}\n".encode() + body


def loaded(data: bytes, embedder: Embedder) -> Learned:
    """What was dumped. Raises DumpFault with a sentence that says what is wrong with it."""
    first, _, body = data[:200].partition(b"\n")
    if not first.startswith(_MARK):
        raise DumpFault("this is not something that mailgate learned")
    words = first[len(_MARK) :].split()
    if len(words) != 2 or words[0] != str(FORMAT).encode():
        found = words[0].decode("ascii", "replace") if words else "none"
        raise DumpFault(f"it was learned by another version of mailgate (format {found}, not {FORMAT}); learn it again")
    body = data[len(first) + 1 :]
    if hashlib.sha256(body).hexdigest().encode() != words[1]:
        raise DumpFault("it is damaged: its digest is another one; take an earlier version or learn it again")
    try:
        unpacked = zlib.decompressobj().decompress(body, _LARGEST)
        with np.load(io.BytesIO(unpacked), allow_pickle=False) as arrays:
            held = {name: arrays[name] for name in arrays.files}
        head = json.loads(held["head"].tobytes())
        if (head["embedder"], head["dim"]) != (embedder.name, embedder.dim):
            raise DumpFault(
                f"it was learned with the embedder {head['embedder']}, and this one is {embedder.name}; learn it again"
            )
        return _restored(head, held, embedder)
    except DumpFault:
        raise
    except Exception as sick:
        raise DumpFault(
            f"it is damaged: {type(sick).__name__} where it was read; take an earlier version or learn it again"
        ) from sick


def _restored(head: dict[str, Any], held: dict[str, Any], embedder: Embedder) -> Learned:
    learned = Learned.empty(embedder, head["names"], keep=head["keep"])
    learned.version, learned.lesson = head["version"], head["lesson"]
    learned.columns = list(head["columns"])
    learned.linear.weights = held["linear"].astype(np.float32)
    places, values, grams = (_split(name, held) for name in ("places", "values", "grams"))
    rows = [
        Row(
            ticket=int(held["ticket"][i]),
            lesson=int(held["lesson"][i]),
            at=float(held["at"][i]),
            worth=float(held["worth"][i]),
            sender=head["senders"][i],
            cold=bool(held["cold"][i]),
            labels=tuple(int(label) for label in held["labels"][i] if label >= 0),
            places=places[i],
            values=values[i],
            grams=grams[i],
        )
        for i in range(len(held["ticket"]))
    ]
    learned.take_over(rows, held["vectors"], held["worths"], held["alphas"].astype(np.float32), head["mates"])
    learned.taught, learned.asked, learned.memory.clock = head["taught"], head["asked"], head["clock"]
    learned.weights, learned.scope = Weights(*head["weights"]), Scope(*head["scope"])
    learned.scopes = Scopes(head["inside"], head["outside"])
    both = zip(_split("pair_linear", held), _split("pair_memory", held), head["rights"], strict=True)
    learned.pairs = Pairs(Pair(linear, memory, right) for linear, memory, right in both)
    return learned


def _joined(name: str, parts: list[Any], kind: str) -> dict[str, Any]:
    """Arrays of many lengths as one, and where each ends."""
    ends = np.cumsum([len(part) for part in parts], dtype="<i8")
    return {name: np.concatenate([np.zeros(0, dtype=kind), *parts]).astype(kind), f"{name}_ends": ends}


def _split(name: str, held: dict[str, Any]) -> list[Any]:
    ends = held[f"{name}_ends"]
    return np.split(held[name], ends[:-1]) if len(ends) else []
