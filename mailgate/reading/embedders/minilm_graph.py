"""MiniLM's six layers as a graph that computes in whole numbers: a third of the time that the package's own takes.

The package keeps its weights as bytes and turns them into floats to compute with. Here they are multiplied as they are, by
onnxruntime's operators for it; what goes in is rounded to bytes on the way (cosine to the float result .994 on mails)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from mailgate.reading.embedders.onnx_file import Array, Node, model_of

WIDTH, _LAYERS, _HEADS, _INNER = 384, 6, 12, 1536
_TINY = 1e-12  # what BERT's layer norm adds to the variance
_OURS = "com.microsoft"


def graph(weights: Mapping[str, Array]) -> bytes:
    """A model that takes embedded pieces and answers with their states. Raises KeyError or ValueError if weights are missing."""
    matrices = _matrices(weights)
    kept: dict[str, Array] = {name: array for name, array in weights.items() if _is_kept(name)}
    nodes = [_norm("given", "x0", "inner.embeddings.LayerNorm")]
    for layer in range(_LAYERS):
        nodes += _layer(layer, next(matrices), weights, kept)
    return model_of(nodes, kept, given=("given", WIDTH), told=(f"x{_LAYERS}", WIDTH))


def _is_kept(name: str) -> bool:
    """Layer norms and biases stand in the graph as they are."""
    return name.startswith("inner.") and name.endswith((".bias", "LayerNorm.weight"))


def _matrices(weights: Mapping[str, Array]) -> Iterator[list[str]]:
    """The names of query, key, value, output, and the two inner ones, layer by layer. They have numbers for names, in order."""
    names = [name.removesuffix("_q") for name in weights if name.startswith("val_") and name.endswith("_q")]
    shapes = [(WIDTH, WIDTH)] * 4 + [(WIDTH, _INNER), (_INNER, WIDTH)]
    if [weights[f"{name}_q"].shape for name in names] != shapes * _LAYERS:
        raise ValueError("not the layers that were expected")
    return (names[at : at + len(shapes)] for at in range(0, len(names), len(shapes)))


def _layer(layer: int, names: list[str], weights: Mapping[str, Array], kept: dict[str, Array]) -> Iterator[Node]:
    own, x = f"inner.encoder.layer.{layer}", f"x{layer}"
    heads = [f"{own}.attention.self.{part}.bias" for part in ("query", "key", "value")]
    kept[f"w{layer}"] = np.concatenate([weights[f"{name}_q"] for name in names[:3]], axis=1)
    kept[f"scale{layer}"] = np.concatenate([weights[f"{name}_scale"][0] for name in names[:3]])
    kept[f"bias{layer}"] = np.concatenate([kept.pop(name) for name in heads])
    kept[f"zero{layer}"] = np.zeros(3 * WIDTH, dtype=np.int8)

    def times(given: str, matrix: str, output: str) -> Node:
        kept[f"{matrix}_q"], kept[f"{matrix}_scale"] = weights[f"{matrix}_q"], weights[f"{matrix}_scale"][0]
        return Node(op="DynamicQuantizeMatMul", inputs=(given, f"{matrix}_q", f"{matrix}_scale"), outputs=(output,), domain=_OURS)

    _, _, _, out, wide, narrow = names
    bytes_of = (f"bytes{layer}", f"step{layer}", f"middle{layer}")
    yield Node(op="DynamicQuantizeLinear", inputs=(x,), outputs=bytes_of)
    yield Node(
        op="QAttention",
        inputs=(bytes_of[0], f"w{layer}", f"bias{layer}", bytes_of[1], f"scale{layer}", "", bytes_of[2], f"zero{layer}"),
        outputs=(f"heads{layer}",),
        domain=_OURS,
        numbers={"num_heads": _HEADS},
    )
    yield times(f"heads{layer}", out, f"said{layer}")
    yield from _added(f"said{layer}", x, f"y{layer}", f"{own}.attention.output")
    yield times(f"y{layer}", wide, f"wide{layer}")
    yield Node(op="BiasGelu", inputs=(f"wide{layer}", f"{own}.intermediate.dense.bias"), outputs=(f"bent{layer}",), domain=_OURS)
    yield times(f"bent{layer}", narrow, f"narrow{layer}")
    yield from _added(f"narrow{layer}", f"y{layer}", f"x{layer + 1}", f"{own}.output")


def _added(new: str, before: str, output: str, part: str) -> Iterator[Node]:
    """In three steps: onnxruntime's operator for all of it (SkipLayerNormalization) takes twice as long."""
    yield Node(op="Add", inputs=(new, before), outputs=(f"{output}_sum",))
    yield Node(op="Add", inputs=(f"{output}_sum", f"{part}.dense.bias"), outputs=(f"{output}_moved",))
    yield _norm(f"{output}_moved", output, f"{part}.LayerNorm")


def _norm(given: str, output: str, part: str) -> Node:
    inputs = (given, f"{part}.weight", f"{part}.bias")
    return Node(op="LayerNormalization", inputs=inputs, outputs=(output,), numbers={"axis": -1, "epsilon": _TINY})
