"""People of the desk, as the settings name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Wish = Literal["want", "no"]  # an agent would like work that takes a skill, or asks not to get it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One of our addresses, with its brand."""

    address: str
    name: str  # the brand's name, as customers see it
    team: str
    lists: tuple[str, ...] = ()  # List-Ids that are only transport to this mailbox
    tokens: Literal["address", "subject"] = "address"
    hours: str = "always"
    language: str = "en"
    templates: str | None = None  # folder of templates of its own, tried first


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    address: str
    name: str
    also: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    skills: Mapping[str, float] = field(default_factory=dict)
    capacity: int = 8
    languages: tuple[str, ...] = ("en",)
    wants: tuple[str, ...] = ()
    senior: bool = False
    hours: str | None = None  # None: the team's
    require: Literal["proven", "strict"] = "proven"

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.address, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    name: str
    lead: str | None = None
    hours: str = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A customer of the settings' `customers:`, by domain or full address."""

    key: str
    name: str
    tier: str = "standard"
    value: float | None = None
    plan: str | None = None
    trial_until: date | None = None
    departments: Mapping[str, str] = field(default_factory=dict)  # address → department
