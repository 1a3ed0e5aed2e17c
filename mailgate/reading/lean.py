"""Memory that loading took and left behind goes back to the system."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress


def give_back() -> None:
    """Once, when everything is loaded: what is there now is never looked at by the collector again, and what is free is given
    back (glibc keeps it otherwise; elsewhere nothing happens)."""
    gc.collect()
    gc.freeze()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
