"""Discovery itself: `python -m mailgate.adapters.discovery_child FD` hears one Looked over the inherited socket FD, answers it
with the groups it found or with why it found none, and ends. It gives way to everything else on the machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection

from mailgate.model.discovery import Proposal, Said, Unsure

_NICE = 15
_WARNS = 200  # characters of an error that are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    unsure: Sequence[Unsure]
    others: Sequence[Said]
    earlier: Sequence[Proposal]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """It could not be done; `why` for the log."""

    why: str


def serve(fd: int) -> None:
    """Hear, look, answer."""
    with suppress(OSError):
        os.nice(_NICE)
    with Connection(fd) as peer, suppress(EOFError, ConnectionError):
        asked: Looked = peer.recv()
        try:
            from mailgate.reading.discovery import discovered

            answer: object = discovered(asked.unsure, asked.others, asked.earlier, now=asked.now)
        except Exception as error:
            answer = Failed(why=" ".join(f"{type(error).__name__}: {error}".split())[:_WARNS])
        peer.send(answer)


if __name__ == "__main__":
    # what is pickled must bear the module's name, not __main__
    from mailgate.adapters import discovery_child

    discovery_child.serve(int(sys.argv[1]))
