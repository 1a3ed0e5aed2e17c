import numpy as np
import pytest

from mailgate.reading.learning.packed import from_steps, grams_in, in_steps, packed, unpacked


def places(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.uint16)


@pytest.mark.parametrize(
    "grams",
    [(), (0,), (254,), (255,), (256,), (0, 255, 510), (3, 4, 5), (1, 32767), (12, 267, 521, 1288)],
    ids=lambda grams: " ".join(map(str, grams)) or "none",
)
def test_grams_come_back_as_they_were(grams: tuple[int, ...]) -> None:
    kept = packed(places(*grams), places(*grams), np.ones(len(grams), dtype=np.float32))
    assert tuple(grams_in(kept)) == grams
    found, values = unpacked(kept)
    assert tuple(found) == grams
    assert values.tolist() == [1.0] * len(grams)


def test_of_many_grams_the_heaviest_have_values() -> None:
    found, values = unpacked(packed(places(7, 300, 301, 9000), places(300, 9000), np.array([0.5, 1.0], dtype=np.float32)))
    assert found.tolist() == [300, 9000]
    assert values.tolist() == pytest.approx([0.5, 1.0], abs=0.003)


def test_a_gram_near_the_next_takes_a_byte() -> None:
    every = np.arange(0, 30_000, 30, dtype=np.uint16)
    assert len(packed(every, every[:0], np.zeros(0, dtype=np.float32))) == 8 + 1000 + 125


def test_a_vector_in_steps_points_where_it_pointed() -> None:
    vector = np.sin(np.arange(384, dtype=np.float32)) / 14
    steps, size = in_steps(vector)
    again = from_steps(steps, size)
    assert steps.dtype == np.uint8
    assert float(vector @ again) / float(np.linalg.norm(vector) * np.linalg.norm(again)) > 0.9999
    assert again == pytest.approx(vector, abs=0.0003)


def test_nothing_has_no_steps() -> None:
    assert from_steps(*in_steps(np.zeros(3, dtype=np.float32))).tolist() == [0.0, 0.0, 0.0]
