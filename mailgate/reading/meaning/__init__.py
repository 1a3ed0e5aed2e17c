"""What sentences mean beyond their words: that many are hit, that money runs away, that a date is the writer's own, that praise
is bitter. Told by their nearness to written examples, in every language that use-m knows.

`sentences/` are the examples, one file a language; `heads.npz` is what was learned of them, by `bench/meaning.py`; `heads`
reads it."""

from mailgate.reading.meaning.heads import Heads, Meant, heads_for
from mailgate.reading.meaning.pressing import Pressed, Pressing, pressing_for
from mailgate.reading.meaning.said import JUDGED, UNKNOWN, Meanings, Said, quoted, said_of

__all__ = [
    "JUDGED",
    "UNKNOWN",
    "Heads",
    "Meanings",
    "Meant",
    "Pressed",
    "Pressing",
    "Said",
    "heads_for",
    "pressing_for",
    "quoted",
    "said_of",
]
