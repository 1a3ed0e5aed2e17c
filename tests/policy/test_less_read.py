"""What was missing when a text was read, in one plain line."""

from __future__ import annotations

import pytest

from mailgate.model.reading import Reading
from mailgate.policy.less_read import less_read


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (Reading(model="m"), ""),
        (Reading(model="rules", degraded="the reading process is late"), "read by rules only: the reading process is late"),
        (Reading(model="rules", degraded="killed by signal 9"), "read by rules only: the reading process: killed by signal 9"),
        (Reading(model="m", degraded="minilm is missing"), "not read in full: minilm is missing"),
    ],
)
def test_a_reading_says_what_it_lacked(reading: Reading, said: str) -> None:
    assert less_read(reading) == said
