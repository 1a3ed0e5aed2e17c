"""The nearest right word."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SURELY = 0.8  # so alike that it is rather a slip of the pen than a word of its own


def nearest(word: str, known: Iterable[str], *, at_least: float = 0.6) -> str | None:
    """The known word a person most likely meant, or None when none is near."""
    by_fold = {k.casefold(): k for k in known}
    found = get_close_matches(word.casefold(), list(by_fold), n=1, cutoff=at_least)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean X?`, else the words there are, else that there are none."""
    there_are = sorted(set(known))
    near = nearest(word, there_are)
    if near is not None:
        return f"did you mean `{near}`?"
    if not there_are:
        return "there are none"
    shown = ", ".join(there_are[:12]) + (" …" if len(there_are) > 12 else "")
    return f"known are: {shown}"
