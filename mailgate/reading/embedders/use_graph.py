"""The part of the Universal Sentence Encoder that looks at every piece, as a graph that computes in whole numbers.

Three branches look at two, three and five pieces at once, twice; around each text stand zeros. The weights are rounded to bytes
as they were when they were published (cosine to the float result above .99)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from mailgate.reading.embedders.onnx_file import Array, Node, model_of

PIECE, _BRANCH = 512, 256  # columns
_BRANCHES = ((2, 0), (3, 1), (5, 2))  # pieces that are looked at, and how many of them stand before
TOLD = PIECE + _BRANCH * len(_BRANCHES)
_OURS = "com.microsoft"


def graph(weights: Mapping[str, Array]) -> bytes:
    """A model that takes pieces and answers with features of each. Raises KeyError where a weight is missing."""
    kept: dict[str, Array] = {"axis": np.array([1]), "start": np.array([0]), "shift": np.array([0])}
    nodes: list[Node] = []
    parts = []
    orders = [order for order, _ in _BRANCHES]
    for name, whole in (("proj", 1), ("proj_b", 0), ("ln_g", 0), ("ln_b", 0)):
        kept[f"all_{name}"] = np.concatenate([weights[f"{name}{order}"] for order in orders], axis=whole)
    epsilon = float(weights["eps"])
    nodes += _times("given", kept.pop("all_proj"), "projected", kept)
    nodes += [
        Node(op="Add", inputs=("projected", "all_proj_b"), outputs=("moved",)),
        _norm("moved", "normed", "all_ln", epsilon),
    ]
    for branch, (order, before) in enumerate(_BRANCHES):
        first = f"in{order}"
        kept[f"from{order}"], kept[f"to{order}"] = np.array([branch * _BRANCH]), np.array([(branch + 1) * _BRANCH])
        nodes.append(_slice("normed", first, f"from{order}", f"to{order}", "columns"))
        for step in (1, 2):
            nodes += _looked(order, before, step, weights, kept)
        parts.append(f"out{order}_2")
    kept["columns"] = np.array([2])
    kept["ln_g"], kept["ln_b"] = weights["ln_g"], weights["ln_b"]
    nodes.append(Node(op="Concat", inputs=("given", *parts), outputs=("beside",), numbers={"axis": 2}))
    nodes.append(_norm("beside", "told", "ln", epsilon))
    return model_of(nodes, kept, given=("given", PIECE), told=("told", TOLD))


def _looked(order: int, before: int, step: int, weights: Mapping[str, Array], kept: dict[str, Array]) -> Iterator[Node]:
    """Each piece with its neighbours, through one layer, added to itself."""
    own = f"{order}_{step}"
    given = f"in{order}" if step == 1 else f"out{order}_1"
    kept[f"around{order}"] = np.array([0, before, 0, 0, order - 1 - before, 0])
    yield Node(op="Pad", inputs=(given, f"around{order}"), outputs=(f"padded{own}",))
    beside = []
    for place in range(order):
        kept[f"at{place}"], kept[f"until{order - place}"] = np.array([place]), np.array([place + 1 - order or 2**31])
        beside.append(f"place{own}_{place}")
        yield _slice(f"padded{own}", beside[-1], f"at{place}", f"until{order - place}", "axis")
    yield Node(op="Concat", inputs=beside, outputs=(f"window{own}",), numbers={"axis": 2})
    yield from _times(f"window{own}", weights[f"w{step}_{order}"], f"product{own}", kept)
    kept[f"bias{own}"] = weights[f"b{step}_{order}"]
    yield Node(op="Add", inputs=(f"product{own}", f"bias{own}"), outputs=(f"sum{own}",))
    yield Node(op="Relu", inputs=(f"sum{own}",), outputs=(f"bent{own}",))
    yield Node(op="Add", inputs=(f"bent{own}", given), outputs=(f"out{own}",))


def _times(given: str, matrix: Array, output: str, kept: dict[str, Array]) -> Iterator[Node]:
    """Each column of the matrix is rounded to 255 steps of its own size."""
    steps = np.maximum(np.abs(matrix).max(axis=0) / 127, np.float32(1e-12)).astype(np.float32)
    kept[f"{output}_q"], kept[f"{output}_scale"] = np.rint(matrix / steps).astype(np.int8), steps
    yield Node(op="DynamicQuantizeMatMul", inputs=(given, f"{output}_q", f"{output}_scale"), outputs=(output,), domain=_OURS)


def _slice(given: str, output: str, start: str, end: str, axis: str) -> Node:
    return Node(op="Slice", inputs=(given, start, end, axis), outputs=(output,))


def _norm(given: str, output: str, part: str, epsilon: float) -> Node:
    inputs = (given, f"{part}_g", f"{part}_b")
    return Node(op="LayerNormalization", inputs=inputs, outputs=(output,), numbers={"axis": -1, "epsilon": epsilon})
