import numpy as np
import onnxruntime
import pytest

from mailgate.reading.embedders.onnx_file import Node, model_of, weights_in

WEIGHTS = {"w": np.array([[1, -2], [3, 4]], dtype=np.int8), "b": np.array([0.5, -0.5], dtype=np.float32)}
NODES = [
    Node(op="Cast", inputs=("w",), outputs=("f",), numbers={"to": 1}),
    Node(op="MatMul", inputs=("given", "f"), outputs=("m",)),
    Node(op="Add", inputs=("m", "b"), outputs=("a",)),
    Node(op="LeakyRelu", inputs=("a",), outputs=("out",), numbers={"alpha": 0.5}),
]


def test_what_is_written_is_computed_by_onnxruntime() -> None:
    model = model_of(NODES, WEIGHTS, given=("given", 2), told=("out", 2))
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    (out,) = session.run(None, {"given": np.array([[[1, 1], [0, -1]]], dtype=np.float32)})
    assert out.tolist() == [[[4.5, 1.5], [-1.25, -2.25]]]


def test_what_is_written_is_read_again() -> None:
    read = weights_in(memoryview(model_of(NODES, WEIGHTS, given=("given", 2), told=("out", 2))))
    assert {name: array.tolist() for name, array in read.items()} == {"w": [[1, -2], [3, 4]], "b": [0.5, -0.5]}


@pytest.mark.parametrize("data", [b"", b"hello", b"\xff\xff", b"\x3a\xff", b"\x3a\x03\x2a\x05\x08"])
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="expected kind"):
        weights_in(memoryview(data))
