"""As little of ONNX's file format (protocol buffers, onnx.proto3, IR version 8) as it takes to read weights and write a graph.

The package `onnx` does it as well, in thirty megabytes that nothing else here would use."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32] | npt.NDArray[np.int8] | npt.NDArray[np.int64]
_TYPES: Mapping[int, type[np.generic]] = {1: np.float32, 3: np.int8, 7: np.int64}
_FLOAT, _UNSIGNED, _SIGNED, _WHOLE = 1, 2, 3, 6  # of single precision, bytes, and 32 bits
_NUMBERS = {np.dtype(kind): number for number, kind in _TYPES.items()}
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5  # wire types


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One operation. Inputs left out in the middle are empty names."""

    op: str
    inputs: Sequence[str]
    outputs: Sequence[str]
    domain: str = ""
    numbers: Mapping[str, int | float] = field(default_factory=dict)


def weights_in(data: memoryview) -> dict[str, Array]:
    """The tensors of a model by name, as views of the file's bytes. Raises ValueError for what is no such file."""
    try:
        graph = next(part for number, part in _fields(data) if number == 7)
        return dict(_tensor(part) for number, part in _fields(graph) if number == 5)
    except (StopIteration, IndexError, AssertionError, TypeError, UnicodeError) as broken:
        raise ValueError("not a file of the expected kind") from broken


def model_of(nodes: Sequence[Node], weights: Mapping[str, Array], *, given: tuple[str, int], told: tuple[str, int]) -> bytes:
    """A model that makes one tensor of floats of another: `given` and `told` are names and widths; both are 1 × any × width."""
    (name, width), (out, wide) = given, told
    return _model(nodes, weights, [_value(name, _FLOAT, 1, "n", width)], _value(out, _FLOAT, 1, "n", wide))


def products_of_bytes() -> bytes:
    """A model that multiplies each of `rows`, n × k unsigned bytes, by `column`, k × 1 signed ones: `products`, n × 1, exact."""
    node = Node(op="MatMulInteger", inputs=("rows", "column"), outputs=("products",))
    given = [_value("rows", _UNSIGNED, "n", "k"), _value("column", _SIGNED, "k", 1)]
    return _model([node], {}, given, _value("products", _WHOLE, "n", 1))


def _model(nodes: Sequence[Node], weights: Mapping[str, Array], given: Sequence[bytes], told: bytes) -> bytes:
    graph = b"".join(
        (
            *(_field(1, _node(node)) for node in nodes),
            _field(2, b"mailgate"),
            *(_field(5, _written(name, array)) for name, array in weights.items()),
            *(_field(11, one) for one in given),
            _field(12, told),
        )
    )
    operators = _field(8, _int(2, 17)), _field(8, _field(1, b"com.microsoft") + _int(2, 1))
    return b"".join((_int(1, 8), _field(7, graph), *operators))


# -- reading ----------------------------------------------------------------------------------------------------------


def _fields(data: memoryview | int) -> Iterator[tuple[int, memoryview | int]]:
    """Number and content of each field of a message: bytes, or a whole number."""
    assert isinstance(data, memoryview)
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        match key & 7:
            case 0:  # varint
                number, at = _varint(data, at)
                yield key >> 3, number
            case 2:  # bytes
                length, at = _varint(data, at)
                yield key >> 3, data[at : at + length]
                at += length
            case 1 | 5 as kind:  # fixed: nothing that we read
                at += 8 if kind == _FIXED64 else 4
            case _:
                raise ValueError("not a file of the expected kind")


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, at
        shift += 7


def _tensor(data: memoryview | int) -> tuple[str, Array]:
    name, kind, shape = "", 0, []
    raw: memoryview | int = memoryview(b"")
    for number, part in _fields(data):
        match number:
            case 1:
                shape += [part] if isinstance(part, int) else list(_varints(part))
            case 2:
                assert isinstance(part, int)
                kind = part
            case 8:
                assert isinstance(part, memoryview)
                name = str(part, "utf-8")
            case 9:
                raw = part
    if kind not in _TYPES or isinstance(raw, int):
        return name, np.zeros(0, dtype=np.int64)  # none that we use
    return name, np.frombuffer(raw, dtype=_TYPES[kind]).reshape(shape if len(raw) else -1)


def _varints(data: memoryview) -> Iterator[int]:
    at = 0
    while at < len(data):
        number, at = _varint(data, at)
        yield number


# -- writing ----------------------------------------------------------------------------------------------------------


def _node(node: Node) -> bytes:
    numbers = (_field(5, _field(1, name.encode()) + _attribute(number)) for name, number in node.numbers.items())
    domain = (_field(7, node.domain.encode()),) if node.domain else ()
    inputs = (_field(1, name.encode()) for name in node.inputs)
    outputs = (_field(2, name.encode()) for name in node.outputs)
    return b"".join((*inputs, *outputs, _field(4, node.op.encode()), *numbers, *domain))


def _attribute(number: int | float) -> bytes:
    """Its value and its type."""
    return _float(2, number) + _int(20, 1) if isinstance(number, float) else _int(3, number) + _int(20, 2)


def _written(name: str, array: Array) -> bytes:
    shape = b"".join(_int(1, length) for length in array.shape)
    return shape + _int(2, _NUMBERS[array.dtype]) + _field(8, name.encode()) + _field(9, np.ascontiguousarray(array).tobytes())


def _value(name: str, kind: int, *shape: int | str) -> bytes:
    """A tensor; lengths with a name may be any."""
    lengths = (_field(2, length.encode()) if isinstance(length, str) else _int(1, length) for length in shape)
    dimensions = b"".join(_field(1, length) for length in lengths)
    return _field(1, name.encode()) + _field(2, _field(1, _int(1, kind) + _field(2, dimensions)))


def _field(number: int, content: bytes) -> bytes:
    return _encoded(number << 3 | _BYTES) + _encoded(len(content)) + content


def _int(number: int, value: int) -> bytes:
    return _encoded(number << 3 | _VARINT) + _encoded(value)


def _float(number: int, value: float) -> bytes:
    return _encoded(number << 3 | _FIXED32) + struct.pack("<f", value)


def _encoded(number: int) -> bytes:
    found = bytearray()
    number &= (1 << 64) - 1  # negative ones as two's complement
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)
    return bytes(found)
