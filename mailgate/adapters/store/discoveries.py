"""New intents that were discovered: the tickets they are found in, and what was proposed, a row of `proposals` each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, bindparam, func, or_, select, type_coerce, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import plain, rebuild
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.rows import notice_row
from mailgate.adapters.store.unit_statements import INSERT_NOTICE
from mailgate.model.delivery import Notice
from mailgate.model.discovery import Proposal, Said, Unsure
from mailgate.policy.discovered import KNOWN

NIGHT = "discoveries:night"
TEXT = 2_000  # characters of a ticket's first mail
TEXT_OF_OTHERS = 600

_state = s.desk_state.c
TURN = select(_state.value).where(_state.name == NIGHT)
MOVE = update(s.desk_state).where(_state.name == NIGHT, _state.value == bindparam("was")).values(value=bindparam("new"))

_proposals = s.proposals.c
ALL = select(_proposals.proposal).order_by(_proposals.ticket)
IN_STATE = select(_proposals.proposal).where(_proposals.state == bindparam("in_state")).order_by(_proposals.ticket)
ON_TICKET = select(_proposals.proposal).where(_proposals.ticket == bindparam("on"))
SETTLE = (
    update(s.proposals)
    .where(_proposals.ticket == bindparam("on"), _proposals.state == bindparam("expected"))
    .values(state=bindparam("state"), proposal=bindparam("proposal"))
)

_reading = type_coerce(s.predictions.c.reading, JSON)
_first_reading = select(func.min(s.predictions.c.id)).where(s.predictions.c.ticket == s.tickets.c.number).scalar_subquery()
_first_mail = (
    select(func.min(s.entries.c.id))
    .where(s.entries.c.ticket == s.tickets.c.number, s.entries.c.kind == "mail")
    .correlate(s.tickets)
    .scalar_subquery()
)
_said = s.tickets.join(s.entries, s.entries.c.id == _first_mail)
_corrected = (
    select(s.lessons.c.id)
    .where(s.lessons.c.ticket == s.tickets.c.number, s.lessons.c.live, s.lessons.c.source.in_(("relabelled", "misrouted")))
    .exists()
)
_since = s.tickets.c.opened_at >= bindparam("since", type_=UtcDateTime)
UNSURE = (
    select(
        *(s.tickets.c[name] for name in ("number", "opened_at", "customer", "customer_name", "subject", "team", "resolved_by")),
        func.substr(s.entries.c.text, 1, TEXT).label("text"),
        s.predictions.c.vector,
        s.predictions.c.model,
    )
    .select_from(_said.join(s.predictions, s.predictions.c.id == _first_reading.correlate(s.tickets)))
    .where(
        _since,
        s.tickets.c.hold_for.is_(None),  # what is kept for one person is no example for others
        or_(s.tickets.c.intent.is_(None), s.tickets.c.confidence.is_not(None)),  # neither a rule nor an agent said what it is
        or_(
            s.predictions.c.confidence.is_(None),
            s.predictions.c.confidence < bindparam("sure"),
            _reading["known"].as_float() < KNOWN,
        ),
        s.predictions.c.vector.is_not(None),
        ~_corrected,
    )
    .order_by(s.tickets.c.opened_at.desc(), s.tickets.c.number.desc())
    .limit(bindparam("limit"))
)
OTHERS = (
    select(
        s.tickets.c.number,
        s.tickets.c.customer,
        s.tickets.c.subject,
        func.substr(s.entries.c.text, 1, TEXT_OF_OTHERS).label("text"),
    )
    .select_from(_said)
    .where(_since, s.tickets.c.hold_for.is_(None))
    .order_by(s.tickets.c.opened_at.desc(), s.tickets.c.number.desc())
    .limit(bindparam("limit"))
)


class Discoveries:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._begin = hands.upserts.or_nothing(s.desk_state)
        self._propose = hands.upserts.or_nothing(s.proposals)

    def found_in(self, *, since: datetime, sure: float, limit: int) -> tuple[Sequence[Unsure], Sequence[Said]]:
        """The newest tickets that nobody understood, and the newest others, each at most `limit`. `sure`: the confidence from
        which an intent is understood."""
        asked = {"since": since, "sure": sure, "limit": limit}

        def work(connection: Connection) -> tuple[Sequence[Unsure], Sequence[Said]]:
            unsure = [_unsure(row) for row in connection.execute(UNSURE, asked)]
            theirs = {one.ticket for one in unsure}
            rows = connection.execute(OTHERS, {"since": since, "limit": 2 * limit})
            others = [Said(customer=row.customer, text=f"{row.subject}\n{row.text}") for row in rows if row.number not in theirs]
            return unsure, others[:limit]

        return self._hands.read(work)

    def proposals(self) -> Sequence[Proposal]:
        """All that were ever proposed."""
        return self._hands.read(lambda connection: [_proposal(value) for value in connection.execute(ALL).scalars()])

    def accepted(self) -> Sequence[Proposal]:
        """Those that an agent said yes to, and that nobody has written down."""
        asked = {"in_state": "accepted"}
        return self._hands.read(lambda connection: [_proposal(value) for value in connection.execute(IN_STATE, asked).scalars()])

    def turn(self) -> datetime | None:
        """The last night that was looked at."""
        value = self._hands.read(lambda connection: connection.execute(TURN).scalar())
        return datetime.fromisoformat(value) if value is not None else None

    def begin(self, at: datetime) -> None:
        """The first night, on a new desk."""
        self._hands.write(lambda connection: connection.execute(self._begin, {"name": NIGHT, "value": at.isoformat()}))

    def take(self, proposals: Sequence[Proposal], notices: Sequence[Notice], *, was: datetime, at: datetime) -> bool:
        """Move the mark, keep what is proposed and queue the letters: all or nothing; False when another did it."""
        moved = {"was": was.isoformat(), "new": at.isoformat()}

        def work(connection: Connection) -> bool:
            if connection.execute(MOVE, moved).rowcount == 0:
                return False
            if proposals:
                connection.execute(self._propose, [_row(one) for one in proposals])
            if notices:
                connection.execute(INSERT_NOTICE, [notice_row(one) for one in notices])
            return True

        return self._hands.write(work)

    def keep(self, proposal: Proposal, notices: Sequence[Notice]) -> bool:
        """What was accepted is kept now, and the admins are told; False when another did it."""

        def work(connection: Connection) -> bool:
            if not _moved(connection, proposal, "accepted"):
                return False
            if notices:
                connection.execute(INSERT_NOTICE, [notice_row(one) for one in notices])
            return True

        return self._hands.write(work)


def proposal_on(connection: Connection, ticket: int) -> Proposal | None:
    """What was proposed on this ticket."""
    value = connection.execute(ON_TICKET, {"on": ticket}).scalar()
    return _proposal(value) if value is not None else None


def settle_proposal(connection: Connection, proposal: Proposal) -> bool:
    """An agent said yes or no; False where another was first."""
    return _moved(connection, proposal, "told")


def _moved(connection: Connection, proposal: Proposal, expected: str) -> bool:
    changed = {"on": proposal.ticket, "expected": expected, "state": proposal.state, "proposal": plain(proposal)}
    return connection.execute(SETTLE, changed).rowcount > 0


def _row(proposal: Proposal) -> dict[str, Any]:
    return {"ticket": proposal.ticket, "state": proposal.state, "proposal": plain(proposal)}


def _proposal(value: Any) -> Proposal:
    return rebuild(Proposal, value)


def _unsure(row: Any) -> Unsure:
    return Unsure(
        ticket=row.number,
        at=row.opened_at,
        customer=row.customer,
        customer_name=row.customer_name,
        subject=row.subject,
        text=row.text,
        vector=row.vector,
        model=row.model,
        team=row.team,
        solver=row.resolved_by,
    )
