import numpy as np
import pytest

from mailgate.reading.learning.packed import ZERO
from mailgate.reading.learning.products import Products

ROWS = np.array([[0, 128, 255], [128, 128, 128], [129, 127, 130]], dtype=np.uint8)
COLUMN = np.array([128 - 63, 128, 128 + 63], dtype=np.uint8)


@pytest.mark.parametrize("many", [1, 1 << 30], ids=["onnxruntime", "numpy"])
def test_steps_are_multiplied_as_what_they_stand_for(many: int) -> None:
    assert Products(many=many).of(ROWS, COLUMN).tolist() == [63 * 128 + 63 * 127, 0, -63 + 2 * 63]


def test_the_largest_products_there_can_be_are_the_same_both_ways() -> None:
    chance = np.random.default_rng(3)
    rows = chance.integers(0, 2, (300, 1024)).astype(np.uint8) * 255
    column = (ZERO + 63 * (2 * chance.integers(0, 2, 1024) - 1)).astype(np.uint8)
    rows[0], exact = (column > ZERO) * 255, (rows.astype(int) - ZERO) @ (column.astype(int) - ZERO)
    assert Products(many=1).of(rows, column)[1:].tolist() == exact[1:].tolist()
    assert Products(many=1).of(rows, column).tolist() == Products(many=1 << 30).of(rows, column).tolist()


def test_no_rows_have_no_products() -> None:
    assert Products().of(ROWS[:0], COLUMN).tolist() == []
