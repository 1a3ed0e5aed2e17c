"""Counting what one address may do: connections at once, and password guesses a minute."""

from __future__ import annotations

import ipaddress
from collections import Counter, deque
from collections.abc import Callable, Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(written: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks as written in settings. ValueError names a wrong one."""
    return tuple(ipaddress.ip_network(one.strip(), strict=False) for one in written)


def address_of(peer: object) -> Address | None:
    """The address of a socket's peer name; an IPv4 address inside an IPv6 one comes out as IPv4. None for unix sockets."""
    if not isinstance(peer, (tuple, list)) or not peer:
        return None
    try:
        address = ipaddress.ip_address(str(peer[0]).partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def within(address: Address | None, trusted: Iterable[Network]) -> bool:
    return address is not None and any(address in network for network in trusted)


def bucket_of(address: Address | None) -> str:
    """Whom a limit counts as one: an IPv4 address, or an IPv6 /64."""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


class Connections:
    """Connections at once, in all and per address."""

    def __init__(self, *, total: int, per_address: int) -> None:
        self._total = total
        self._per_address = per_address
        self._open: Counter[str] = Counter()

    def enter(self, bucket: str) -> bool:
        """Count one in, unless that would be too many."""
        if self._open.total() >= self._total or self._open[bucket] >= self._per_address:
            return False
        self._open[bucket] += 1
        return True

    def leave(self, bucket: str) -> None:
        self._open[bucket] -= 1
        if self._open[bucket] <= 0:
            del self._open[bucket]


class Guesses:
    """Failed password guesses in the last minute, per key (an account or an address)."""

    WINDOW = 60.0
    KEYS = 10_000  # so that guessing account names costs us no memory

    def __init__(self, *, a_minute: int, monotonic: Callable[[], float]) -> None:
        self._limit = a_minute
        self._monotonic = monotonic
        self._tried: dict[str, deque[float]] = {}

    def may_try(self, *keys: str) -> bool:
        """Whether none of these keys has had too many wrong guesses. A right password is never held against anybody."""
        now = self._monotonic()
        return all(len(self._recent(key, now)) < self._limit for key in keys)

    def was_wrong(self, *keys: str) -> None:
        """Count a wrong guess for each key."""
        now = self._monotonic()
        if len(self._tried) > self.KEYS:
            self._tried = {key: times for key, times in self._tried.items() if times[-1] > now - self.WINDOW}
        for key in keys:
            times = self._recent(key, now)
            times.append(now)
            self._tried[key] = times

    def _recent(self, key: str, now: float) -> deque[float]:
        times = self._tried.get(key, deque())
        while times and times[0] <= now - self.WINDOW:
            times.popleft()
        return times
