"""The nightly discovery of intents, with what it needs; numpy is loaded when there is something to gather."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailgate.adapters.proposed_intents import add_to
from mailgate.bootstrap import House
from mailgate.flows.discovering import Discovering
from mailgate.model.discovery import Cluster, Proposal, Said, Unsure
from mailgate.policy.discovered import FILE


def discovering_of(house: House) -> Discovering:
    """Of this house; the file stands beside its settings."""
    file = house.settings.folder / FILE
    return Discovering(
        desk=house.desk,
        rows=house.store.discoveries,
        risks=house.store.risks,
        find=_find,
        add=lambda head, text: add_to(file, head, text),
    )


def _find(unsure: Sequence[Unsure], others: Sequence[Said], earlier: Sequence[Proposal], *, now: datetime) -> Sequence[Cluster]:
    from mailgate.reading.discovery import discovered

    return discovered(unsure, others, earlier, now=now)
