"""One thread for linear algebra: a mail's matrices are small, and threads that wait for each other burn the other core."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def one_thread() -> Any:
    """Hold this process's BLAS to one thread from now on. Where threadpoolctl is missing, OPENBLAS_NUM_THREADS=1 does the same,
    if it is set before the process starts."""
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        return None
    import numpy as np  # noqa: F401 — a library that isn't loaded yet can't be held

    return threadpool_limits(limits=1, user_api="blas")
