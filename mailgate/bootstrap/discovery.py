"""The nightly discovery of intents, with what it needs."""

from __future__ import annotations

from collections.abc import Callable

from mailgate.adapters.discovery_process import DiscoveryProcess
from mailgate.adapters.proposed_intents import add_to
from mailgate.bootstrap import House
from mailgate.flows.discovering import Discovering
from mailgate.policy.discovered import FILE


def discovering_of(house: House, given_up: Callable[[], bool] = lambda: False) -> Discovering:
    """Of this house; the file stands beside its settings. `given_up`: whether nobody waits for it any more."""
    file = house.settings.folder / FILE
    return Discovering(
        desk=house.desk,
        rows=house.store.discoveries,
        risks=house.store.risks,
        find=DiscoveryProcess(given_up=given_up),
        add=lambda head, text: add_to(file, head, text),
    )
