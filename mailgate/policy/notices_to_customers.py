"""Notices to customers: who must hear what, as small builders. Those to agents stand in `notices.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mailgate.model.delivery import Notice
from mailgate.model.documents import Passage
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import NEW, Participant, Ticket
from mailgate.policy.whom import answerable


def acknowledgement(
    ticket: Ticket,
    *,
    answer_by: datetime | None,
    nobody_in: bool,
    back_at: datetime | None = None,
    plain: bool,
    now: datetime,
    cause: int | None,
    aid: Passage | None = None,
    written: datetime | None = None,
) -> Notice:
    """We have it. `answer_by`: by when a person answers; `back_at`: when somebody is in again. `plain`: the sender is not
    authenticated, so none of their text. `aid`: a section of a document that may answer it. When they need it by is told
    beside, and `late` where a person answers only after it. `written`: the mail's own date, on whose clock they are told
    times."""
    data: dict[str, Any] = {
        "answer_by": answer_by.isoformat() if answer_by else None,
        "nobody_in": nobody_in,
        "plain": plain,
    }
    if ticket.deadline is not None and ticket.deadline > now:
        within = max((t for t in (answer_by, back_at) if t is not None), default=None)
        late = within is None or within.replace(second=0, microsecond=0) > ticket.deadline  # letters tell minutes
        data |= {"needed_by": ticket.deadline.isoformat(), "late": late}
    if back_at is not None and answer_by is None:
        data["back_at"] = back_at.isoformat()
    offset = written.utcoffset() if written is not None else None
    if offset is not None and (offset or "needed_by" in data):  # many programs write UTC wherever they are
        data["offset"] = round(offset.total_seconds() / 60)
    if aid is not None and not plain:
        data["first_aid"] = {"name": aid.name, "text": aid.text}
    return _to_customer("acknowledgement", ticket, "opened", now, cause, entry=NEW, data=data)


def answer(
    ticket: Ticket,
    agent: Agent,
    participants: Sequence[Participant],
    rulebook: Rulebook,
    *,
    resolves: bool,
    now: datetime,
    cause: int | None,
) -> Notice:
    """An agent's own words (the entry this decision adds), to the customer and the other active participants."""
    others = tuple(
        p.address
        for p in participants
        if p.state == "active"
        and p.role != "third_party"
        and p.address.lower() != ticket.customer.lower()
        and answerable(p.address, rulebook)
    )
    return Notice(
        template="answer",
        to=ticket.customer,
        to_name=ticket.customer_name,
        cc=others,
        audience="customer",
        why="answer",
        deliver_after=now,
        ticket=ticket.number,
        entry=NEW,
        from_agent=agent.address,
        automatic=False,
        cause=cause,
        data={"resolves": resolves},
    )


def status_changed(ticket: Ticket, by: str | None, *, now: datetime, cause: int | None = None) -> Notice:
    """Its state is another one now, by a rule, a trigger or the desk's terminal."""
    return _to_customer("status_changed", ticket, "status_changed", now, cause, data={"state": ticket.state, "by_name": by})


def resolved(ticket: Ticket, by: Agent | None, *, now: datetime, cause: int | None = None) -> Notice:
    """It is resolved; `by` None: by itself."""
    return _to_customer("resolved", ticket, "resolved", now, cause, data={"by_name": by.name if by else None})


def closed(ticket: Ticket, by: Agent | None, *, now: datetime, cause: int | None = None) -> Notice:
    """It is closed; `by` None: by itself."""
    return _to_customer("closed", ticket, "closed", now, cause, data={"by_name": by.name if by else None})


def waiting_reminder(ticket: Ticket, step: int, *, now: datetime) -> Notice:
    """They owe us an answer; `step`: for the how-manieth time they hear it."""
    return _to_customer("waiting_reminder", ticket, "reminded", now, None, data={"step": step})


def feedback_request(ticket: Ticket, scale: int, *, now: datetime) -> Notice:
    """How did it go, in marks up to `scale`?"""
    return _to_customer("feedback_request", ticket, "feedback_asked", now, None, data={"scale": scale})


def feedback_thanks(ticket: Ticket, to: str, score: int, scale: int, *, now: datetime, cause: int | None) -> Notice:
    """Thanks for the mark."""
    return Notice(
        template="feedback_thanks",
        to=to,
        audience="customer",
        why="feedback",
        deliver_after=now,
        ticket=ticket.number,
        cause=cause,
        data={"score": score, "scale": scale},
    )


def _to_customer(
    template: str,
    ticket: Ticket,
    why: str,
    now: datetime,
    cause: int | None,
    *,
    data: Mapping[str, Any],
    entry: int | None = None,
) -> Notice:
    return Notice(
        template=template,
        to=ticket.customer,
        to_name=ticket.customer_name,
        audience="customer",
        why=why,
        deliver_after=now,
        ticket=ticket.number,
        entry=entry,
        cause=cause,
        data=data,
    )
