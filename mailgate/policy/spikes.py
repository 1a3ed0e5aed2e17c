"""Spikes: something is named by more tickets than an hour of its kind explains.

What is counted is what a new ticket names: a code or number of a kind that many customers can share, and its intent. Lately is
the last WINDOW; usual is the same hour of the days before, drawn towards the mean of all hours where days are few. A count is
a spike when a Poisson process of the usual rate would almost never make it, and enough different customers are behind it: one
who writes ten times is no spike."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailgate.model.facts import Lately
from mailgate.model.reading import Reading

WINDOW = timedelta(minutes=60)
HISTORY = timedelta(days=28)
QUIET = timedelta(hours=6)  # the same thing is told once in this time
ALMOST_NEVER = 1e-5  # a desk that counts a thousand things an hour hears a false word about once in four days
FEWEST_TICKETS, FEWEST_CUSTOMERS = 5, 4
INTENT_SURE = 0.6
YOUNG = 3.0  # days: before, nobody knows how often an intent is usual
_DRAWN = 3.0  # days of the overall mean that are mixed into the same hour's history
_LEAST = 0.2  # tickets a window that are usual for anything: what was never named before may be named
_OWN_TO_A_CUSTOMER = frozenset(
    {"URL", "EMAIL", "IP", "IBAN", "INVOICE", "ORDER", "MONEY", "PHONE", "PERSON", "ORG", "GPE", "LOC", "DATE", "TIME", "NORP",
     "CARDINAL", "ORDINAL", "PERCENT", "QUANTITY", "LANGUAGE", "FAC", "EVENT", "LAW", "WORK_OF_ART"}
)  # fmt: skip
_NAMED_AT_MOST = 6
CODE = "ERROR_CODE:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """`what` as counted; `tickets` lately with the one at hand, `usual` in such a time, `since` the first of them."""

    what: str
    tickets: int
    customers: int
    usual: float
    since: datetime

    @property
    def words(self) -> str:
        return words_of(self.what)

    def told(self, now: datetime) -> str:
        """`14 tickets name PAY-503 in 20 minutes, normal is 1`."""
        minutes = max(1, round((now - self.since).total_seconds() / 60))
        usual = "less than 1" if self.usual < 0.5 else str(round(self.usual))
        verb = "are about" if self.what.startswith("intent:") else "name"
        span = "a minute" if minutes == 1 else f"{minutes} minutes"
        return f"{self.tickets} tickets {verb} {self.words} in {span}, normal is {usual}"


def words_of(what: str) -> str:
    """What is counted, as people are told of it."""
    kind, _, value = what.partition(":")
    return value if kind != "intent" else f"the intent {value}"


def named_by(reading: Reading) -> tuple[str, ...]:
    """What a ticket is counted under: `intent:NAME` and `TYPE:VALUE` for what several customers may share, each once."""
    names: dict[str, None] = {}
    if reading.intent is not None and reading.intent.confidence >= INTENT_SURE:
        names[f"intent:{reading.intent.name}"] = None
    for entity in reading.entities:
        value = " ".join(entity.text.split()).upper()
        if entity.type not in _OWN_TO_A_CUSTOMER and 2 <= len(value) <= 60:
            names[f"{entity.type}:{value}"] = None
    return tuple(names)[:_NAMED_AT_MOST]


def shared_in(reading: Reading | None) -> tuple[str, ...]:
    """What it names and several customers may share, without its intent."""
    return tuple(name for name in named_by(reading) if not name.startswith("intent:")) if reading is not None else ()


def causes_in(reading: Reading | None) -> tuple[str, ...]:
    """The codes that mostly have one cause, so that what solved another ticket with it may solve this one. A number of three
    digits (403, 500) is what servers answer whatever the cause."""
    return tuple(name for name in shared_in(reading) if name.startswith(CODE) and not re.fullmatch(r"\d{1,3}", name[len(CODE) :]))


def usual(lately: Lately) -> float:
    """Tickets to be expected in a window: the same hour of the days before, mixed with the mean of all hours."""
    hours = WINDOW / timedelta(hours=1)
    overall = lately.all_hours / max(1.0, lately.days * 24.0)
    rate = (lately.same_hour + _DRAWN * overall) / (lately.days + _DRAWN)
    return max(_LEAST, rate * hours)


def spikes(counts: Iterable[Lately]) -> tuple[Spike, ...]:
    """What stands out, the least likely first. Counts include the ticket at hand."""
    found: list[tuple[float, Spike]] = []
    for lately in counts:
        expected = usual(lately)
        if lately.tickets < FEWEST_TICKETS or lately.customers < FEWEST_CUSTOMERS:
            continue
        if lately.what.startswith("intent:") and lately.days < YOUNG:
            continue
        chance = at_least(lately.tickets, expected)
        if chance <= ALMOST_NEVER:
            one = Spike(what=lately.what, tickets=lately.tickets, customers=lately.customers, usual=expected, since=lately.since)
            found.append((chance, one))
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].what)))


def at_least(count: int, mean: float) -> float:
    """P(X >= count) of a Poisson variable with this mean (> 0)."""
    if count <= 0:
        return 1.0
    if count > mean:  # the tail itself: no loss of digits far out
        term = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
        total, k = 0.0, count
        while term > total * 1e-12:
            total += term
            k += 1
            term *= mean / k
        return min(1.0, total)
    below, term = 0.0, math.exp(-mean)
    for k in range(count):
        below += term
        term *= mean / (k + 1)
    return max(0.0, 1.0 - below)
