import numpy as np

from mailgate.reading.embedders.half_bytes import HalfBytes


def parts() -> list[np.ndarray]:
    """Three parts of four rows each: numbers about 20, 40 and 5, and some that are as far from them as can be."""
    chance = np.random.default_rng(7)
    made = [np.clip(chance.normal(middle, 3, (4, 32)).round(), 0, 63).astype(np.uint8) for middle in (20, 40, 5)]
    made[0][1, 3], made[0][1, 31], made[1][0, 0], made[2][3, 10] = 63, 0, 0, 63
    return made


def test_every_row_comes_back_as_it_was() -> None:
    given = parts()
    rows = HalfBytes(given, 3).rows(np.arange(12))
    for place in range(12):
        assert rows[place].tolist() == given[place % 3][place // 3].tolist()


def test_rows_come_in_the_order_they_are_asked_for_and_as_often() -> None:
    rows = HalfBytes(parts(), 3).rows(np.array([11, 3, 11]))
    assert rows[0].tolist() == rows[2].tolist() == parts()[2][3].tolist()
    assert rows[1].tolist() == parts()[0][1].tolist()


def test_a_table_without_strangers_has_nothing_aside() -> None:
    even = [np.full((2, 4), 9, dtype=np.uint8)]
    assert HalfBytes(even, 1).rows(np.array([1])).tolist() == [[9, 9, 9, 9]]
