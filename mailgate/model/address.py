"""Addresses: normalised once, compared one way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A mailbox address with an optional display name. `address` keeps its spelling; compare by `key`."""

    address: str
    name: str | None = None

    @property
    def key(self) -> str:
        """The spelling all comparisons use: lower case throughout (no desk relies on case in local parts)."""
        return self.address.lower()

    @property
    def domain(self) -> str:
        return self.key.rpartition("@")[2]

    @property
    def shown(self) -> str:
        """What a person reads: the name, else the address."""
        return self.name or self.address


def key_of(address: str) -> str:
    """The comparison key of a bare address string."""
    return address.strip().lower()


def without_extension(address: str) -> str:
    """`support+token@example.com` → `support@example.com` (RFC 5233 subaddressing with `+`)."""
    local, at, domain = address.partition("@")
    return local.partition("+")[0] + at + domain
