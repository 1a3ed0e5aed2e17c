import numpy as np
import pytest

from mailgate.reading.learning.grams import SKETCH
from mailgate.reading.learning.memory import Memory, Row
from mailgate.reading.learning.packed import packed

NO_WORDS = packed(np.zeros(0, dtype=np.uint16), np.zeros(0, dtype=np.uint16), np.zeros(0, dtype=np.float32))


def memory(*rows: tuple[int, float]) -> Memory:
    """Rows of two columns: their label, and the angle of their vector in degrees."""
    made = Memory(2)
    for n, (label, degrees) in enumerate(rows, start=1):
        vector = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))], dtype=np.float32)
        row = Row(ticket=n, lesson=n, order=n, at=0.0, worth=1.0, sender=0, cold=False, labels=(label,))
        made.add(row, vector, NO_WORDS)
    return made


def alike(made: Memory, label: int) -> float:
    asked = np.array([1.0, 0.0], dtype=np.float32)
    return made.alike(made.near(made.sought(asked, np.zeros(SKETCH, dtype=np.float32))), label)


def test_rows_of_an_intent_are_as_alike_as_the_nearest_of_them_commonly_are() -> None:
    made = memory((1, 0), (1, 60), (1, 120), (2, 0), (2, 1))
    assert alike(made, 1) == pytest.approx(0.5, abs=0.005)
    assert alike(made, 2) == pytest.approx(1.0, abs=0.001)


def test_a_lone_row_is_measured_by_all_around() -> None:
    assert alike(memory((1, 0), (2, 60)), 1) == pytest.approx(0.5, abs=0.005)


def test_one_row_has_nothing_to_be_compared_with() -> None:
    assert alike(memory((1, 0)), 1) == 1.0
    assert alike(memory(), 1) == 1.0
