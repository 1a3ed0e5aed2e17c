"""The header that Lotus Notes prints above what it quotes: who wrote and when, then labels alone above their values."""

from __future__ import annotations

import re

from mailgate.mail.blocks import TIME
from mailgate.mail.patterns.labels import SUBJECT, TO

_AROUND = " \t*_|\xa0"
_WITHIN = 14  # lines from the label of the recipient to that of the subject
_ABOVE = 10  # lines from the writer's name to the label of the recipient
_CLOCK = re.compile(r"\d\d?[:.]\d\d")
_NAME = 60  # characters of the writer's name
_LABEL = 20  # characters of a label


def notes_start(lines: list[str], at: int) -> int | None:
    """Where such a header begins whose label of the recipient stands alone in this line; None where it is none: it needs a
    subject's label below, alone in its line, and a date with its time above."""
    if not _is_label(lines[at], TO) or (at + 1 < len(lines) and not lines[at + 1].strip()):
        return None
    if not any(_is_label(line, SUBJECT) for line in lines[at + 2 : at + _WITHIN]):
        return None
    dated = next((each for each in range(at - 1, max(-1, at - _ABOVE), -1) if _is_date(lines[each])), None)
    if dated is None:
        return None
    above = [each for each in range(dated - 1, max(-1, dated - 5), -1) if lines[each].strip()]
    start, named = dated, False
    for each in above:
        if "@" in lines[each] or (not named and len(lines[each]) <= _NAME and lines[each].rstrip()[-1] not in ".!?,:;"):
            start, named = each, True
        else:
            break  # what the answer itself says
    return start


def _is_label(line: str, labels: frozenset[str]) -> bool:
    bare = line.strip(_AROUND)
    return len(bare) <= _LABEL and bare.casefold() in labels


def _is_date(line: str) -> bool:
    return len(line.strip()) <= 40 and TIME.search(line) is not None and _CLOCK.search(line) is not None
