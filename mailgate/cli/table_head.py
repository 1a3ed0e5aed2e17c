"""What is wrong with the first line of a table of texts and categories, in the same words wherever one is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def head_fault(file: Path, names: Sequence[str]) -> str | None:
    """Why these are no column names: the file is empty, or its columns are parted by something else than commas."""
    if not names:
        return f"{file}: the file is empty; its first line has to be text,category"
    for mark, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and mark in names[0]:
            return f"{file}:1: the columns are parted by {called}; part them by commas: text,category"
    return None
