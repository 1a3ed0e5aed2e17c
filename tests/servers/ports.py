"""Ports for the servers that tests start."""

from __future__ import annotations

import itertools
import os
import re
import socket

# Below the ephemeral range (Linux: 32768-60999), from which an outgoing connection may be given a port before it is bound.
FIRST, LAST = 10_000, 32_000
WORKERS = 16

_worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "0")) or 0) % WORKERS
_size = (LAST - FIRST) // WORKERS
_start = os.getpid() * 37 % _size
_ours = itertools.cycle(FIRST + _worker * _size + (_start + n) % _size for n in range(_size))


def free_port() -> int:
    """A loopback port nobody listens on, and that neither another worker of these tests nor an outgoing connection will take."""
    for _ in range(_size):
        port = next(_ours)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port in {FIRST}-{LAST}")
