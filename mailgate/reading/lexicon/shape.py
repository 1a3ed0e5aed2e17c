"""What a language's lexicon holds, and its compiled form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import re2


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words of one language as RE2 fragments over folded text (lower case, no accents, plain apostrophes).
    The names of signals, classes and concepts are the same in every language."""

    language: str
    common: frozenset[str]  # frequent small words: they tell the language of a short text
    negation: tuple[str, ...]  # stands shortly before what it denies
    concepts: Mapping[str, tuple[str, ...]]  # what a sentence is about
    urgency: Mapping[str, tuple[str, ...]]
    angry: tuple[str, ...]
    unhappy: tuple[str, ...]
    happy: tuple[str, ...]
    let_down: tuple[str, ...]  # disappointment: nobody has to shout to mean it
    promised: tuple[str, ...]  # what we said we would do
    unkept: tuple[str, ...]  # with it: that we did not
    sensitive: Mapping[str, tuple[str, ...]]
    thanks: tuple[str, ...]
    courteous: tuple[str, ...]  # what else a mere thanks may consist of
    sign_offs: tuple[str, ...]
    greetings: tuple[str, ...]
    spoken: tuple[str, ...] = field(default=())  # where a quoted or past thing begins: not now, not ours


def alternation(patterns: tuple[str, ...]) -> Any:
    """One linear-time pattern for whole words, the longest alternative first where they begin alike."""
    options = re2.Options()
    options.longest_match = True
    options.log_errors = False
    return re2.compile(r"(?:^|\b)(?:" + "|".join(patterns) + r")(?:\b|$)", options)
