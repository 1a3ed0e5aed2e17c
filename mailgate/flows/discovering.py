"""Every night the tickets that nobody understood are gathered by meaning, and what grows is proposed as a new intent; what an
agent accepted is written down for the admins. Mark, proposals and letters move in one commit, so it happens once a night."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Protocol

from mailgate.flows.desk import Desk
from mailgate.model.delivery import Notice
from mailgate.model.discovery import Cluster, Proposal, Said, Unsure
from mailgate.model.errors import GivenUp, MailgateError
from mailgate.model.facts import Escalates
from mailgate.model.report import Schedule
from mailgate.policy.discovered import HEAD, accepted, entry_of, free_name, known_as, proposal_of, told, understood
from mailgate.policy.risky import risky
from mailgate.policy.schedule import last_at, zone_of

EVERY = timedelta(minutes=1)  # how often it is looked for what agents accepted
NIGHT = Schedule(every="day", at=time(4, 20))  # by the clock of the first business hours, after the nightly refit
SPAN = timedelta(days=60)
RISKS_SPAN = timedelta(days=90)
MOST = 5_000  # tickets that are looked at
READ = 12  # of a group's tickets, the newest, that are read once more
A_NIGHT = 3  # proposals of one night, the largest; the others have the next one


class Discoveries(Protocol):
    def found_in(self, *, since: datetime, sure: float, limit: int) -> tuple[Sequence[Unsure], Sequence[Said]]: ...
    def proposals(self) -> Sequence[Proposal]: ...
    def accepted(self) -> Sequence[Proposal]: ...
    def turn(self) -> datetime | None: ...
    def begin(self, at: datetime) -> None: ...
    def take(self, proposals: Sequence[Proposal], notices: Sequence[Notice], *, was: datetime, at: datetime) -> bool: ...
    def keep(self, proposal: Proposal, notices: Sequence[Notice]) -> bool: ...


class Risks(Protocol):
    def counted(self, *, since: datetime) -> Mapping[str, Escalates]:
        """By intent, of the tickets opened since and solved."""
        ...

    def keep(self, risks: Mapping[str, Escalates]) -> None: ...


class Find(Protocol):
    def __call__(
        self, unsure: Sequence[Unsure], others: Sequence[Said], earlier: Sequence[Proposal], *, now: datetime
    ) -> Sequence[Cluster]:
        """The groups worth a proposal, the largest first. Raises MailgateError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovering:
    """`add` writes text at the end of the file of proposed intents, with a head where it is new; what stands there already is
    not written twice. Raises OSError."""

    desk: Desk
    rows: Discoveries
    risks: Risks
    find: Find
    add: Callable[[str, str], None]

    def step(self) -> int:
        """Write down what was accepted, then look for more if a night has begun; how many were kept or proposed."""
        return self.write_down() + self.nightly()

    def nightly(self) -> int:
        """The search of the night that is due, unless another node makes it."""
        rulebook, now = self.desk.rulebook(), self.desk.clock()
        night, was = last_at(NIGHT, zone_of(rulebook), now), self.rows.turn()
        if was is None:  # a new desk: its first night is the next one
            self.rows.begin(night)
            return 0
        if night <= was:
            return 0
        self.risks.keep(risky(self.risks.counted(since=now - RISKS_SPAN)))
        try:
            made = list(self.found())
        except GivenUp:
            return 0  # whoever runs next looks
        except MailgateError as error:
            self.desk.tell("discovery_failed", error=error, fix="the next night looks again")
            made = []
        return len(made) if self._taken(made, was=was, at=night) else 0

    def send(self, proposals: Sequence[Proposal]) -> bool:
        """Propose these now; the nights go on as they were. False when one began meanwhile."""
        was = self.rows.turn()
        if was is None:
            was = last_at(NIGHT, zone_of(self.desk.rulebook()), self.desk.clock())
            self.rows.begin(was)
        return self._taken(proposals, was=was, at=was)

    def found(self) -> Sequence[Proposal]:
        """What would be proposed now, the largest first; nothing is kept or sent. What the settings in force say already, or
        understand, is left out. Raises MailgateError."""
        rulebook, now = self.desk.rulebook(), self.desk.clock()
        unsure, others = self.rows.found_in(since=now - SPAN, sure=rulebook.routing.min_confidence, limit=MOST)
        earlier = self.rows.proposals()
        names, made = {one.name for one in earlier}, list[Proposal]()
        for cluster in self.find(unsure, others, earlier, now=now) if unsure else ():
            if known_as(cluster, rulebook) is not None or self._is_understood(cluster, rulebook.routing.min_confidence):
                continue
            made.append(proposal_of(cluster, rulebook, names, now=now))
            names.add(made[-1].name)
            if len(made) == A_NIGHT:
                break
        return made

    def _is_understood(self, cluster: Cluster, sure: float) -> bool:
        """The tickets were read when they came; intents that were written since, and what was learned, may know them now."""
        read, now = self.desk.reader.read, self.desk.clock()
        readings = [read(one.text, one.subject, sent=one.at, now=now, sender=one.customer) for one in cluster.tickets[-READ:]]
        return understood(readings, sure)

    def _taken(self, made: Sequence[Proposal], *, was: datetime, at: datetime) -> bool:
        rulebook, now = self.desk.rulebook(), self.desk.clock()
        notices = [notice for one in made for notice in told(one, rulebook, now=now)]
        if not self.rows.take(made, notices, was=was, at=at):
            return False
        for one in made:
            self.desk.tell("intent_discovered", ticket=one.ticket, intent=one.name, tickets=len(one.tickets))
        if notices:
            self.desk.wake("notices")
        return True

    def write_down(self) -> int:
        """Keep what agents accepted: in the file first, so that the letter to the admins says what is true."""
        waiting = self.rows.accepted()
        taken = {one.name for one in self.rows.proposals() if one.state == "kept"} if waiting else set()
        for found in waiting:
            rulebook, now = self.desk.rulebook(), self.desk.clock()
            one = replace(found, name=free_name(found.name, {*rulebook.intents, *taken}), state="kept")
            taken.add(one.name)
            kept = True
            try:
                self.add(HEAD, entry_of(one))
            except OSError as error:
                kept = False
                self.desk.tell("proposal_not_written", intent=one.name, error=error, fix="the admins have it by mail")
            if self.rows.keep(one, accepted(one, rulebook, kept, now=now)):
                self.desk.tell("intent_proposed", ticket=one.ticket, intent=one.name)
                self.desk.wake("notices")
        return len(waiting)
