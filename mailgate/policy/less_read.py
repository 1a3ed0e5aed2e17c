"""What was missing when a text was read, as a sentence for people."""

from __future__ import annotations

from mailgate.model.reading import Reading

# How a reading process ends, as its keeper says it.
_ENDED = ("killed by", "ended", "not ready", "no answer", "can't start", "spoke out", "given up")


def by_rules(reading: Reading) -> bool:
    """Whether no model read it at all."""
    return reading.degraded is not None and reading.model in ("rules", "none")


def why_less(reading: Reading) -> str:
    """Why it was read with less than the settings ask for; empty where it wasn't."""
    why = reading.degraded or ""
    return f"the reading process: {why}" if why.startswith(_ENDED) else why


def less_read(reading: Reading) -> str:
    """`read by rules only: the reading process is late`; empty where nothing was missing."""
    why = why_less(reading)
    return f"{'read by rules only' if by_rules(reading) else 'not read in full'}: {why}" if why else ""
