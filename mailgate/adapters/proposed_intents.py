"""The file of proposed intents beside the settings: added to at its end, never changed, readable by its owner only."""

from __future__ import annotations

import os
from pathlib import Path


def add_to(file: Path, head: str, text: str) -> None:
    """Add the text, with the head before it where the file is new, durably; nothing where the text stands there already.
    Raises OSError; a file that was written in part is cut back."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "r+b") as out:
        before = out.read()
        if text.encode() in before:
            return
        more = text if before.strip() else head + text
        if before.strip() and not before.endswith(b"\n"):
            more = "\n" + more
        try:
            out.write(more.encode())
            out.flush()
            os.fsync(out.fileno())
        except OSError:
            os.truncate(file, len(before))
            raise
