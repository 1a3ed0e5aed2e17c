"""Notices that are due become letters: claim, gather, write, encode, post in one commit.

A notice whose letter can't be written is dropped with its reason, and the admins are told; it never holds up the others.
A letter whose files are gone leaves without them; its author and the admins are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from mailgate.flows.desk import Desk
from mailgate.mail.compose import encode
from mailgate.model.decision import Decision, QueueNotice
from mailgate.model.delivery import Letter, LetterFacts, Notice
from mailgate.model.errors import Temporary
from mailgate.policy.notices import admin_notice

LEASE = timedelta(minutes=2)  # a notice whose writing fails is tried again after it
LINES_TOLD = 20


@dataclass(slots=True)
class _Batch:
    letters: list[Letter] = field(default_factory=list)
    encoded: list[bytes] = field(default_factory=list)
    failed: list[tuple[Notice, str]] = field(default_factory=list)
    without: list[tuple[Notice, tuple[str, ...]]] = field(default_factory=list)  # and the names of the files it lacks


def write_due(desk: Desk, limit: int) -> int:
    """Write up to `limit` letters that are due; how many notices were claimed. Raises only what is temporary: then the
    notices stay leased and come back."""
    notices = desk.store.claim_notices(limit=limit, now=desk.clock(), lease=LEASE)
    if not notices:
        return 0
    batch = _written(desk, notices, desk.store.letter_facts(notices))
    if batch.letters:
        _post(desk, batch)
        desk.wake("outbox")
    for notice, reason in batch.failed:
        desk.store.drop_notice(notice.id, reason=reason, now=desk.clock())
        desk.tell("letter_dropped", notice=notice.id, template=notice.template, ticket=notice.ticket, reason=reason)
    _tell_failed(desk, batch.failed)
    _tell_without(desk, batch.without)
    return len(notices)


def _written(desk: Desk, notices: Sequence[Notice], known: Sequence[LetterFacts]) -> _Batch:
    batch = _Batch()
    rulebook = desk.rulebook()
    for notice, facts in zip(notices, known, strict=True):
        try:
            letter = desk.writer.write(notice, facts, rulebook=rulebook, now=desk.clock())
            encoded = encode(letter)
        except Temporary:
            raise
        except Exception as error:  # one letter's trouble is its own, whatever it is
            batch.failed.append((notice, _reason(error)))
        else:
            batch.letters.append(letter)
            batch.encoded.append(encoded)
            if facts.lost_files:
                batch.without.append((notice, facts.lost_files))
    return batch


def _post(desk: Desk, batch: _Batch) -> None:
    """All in one commit; if the store refuses the batch for one letter's sake, one by one."""
    try:
        desk.store.post(batch.letters, batch.encoded, now=desk.clock())
    except Temporary:
        raise
    except Exception:
        for letter, encoded in zip(batch.letters, batch.encoded, strict=True):
            try:
                desk.store.post([letter], [encoded], now=desk.clock())
            except Temporary:
                raise
            except Exception as error:
                batch.failed.append((letter.notice, _reason(error)))


def _reason(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def _tell_failed(desk: Desk, failed: Sequence[tuple[Notice, str]]) -> None:
    """One mail about a batch. What fails to tell the admins is not told to the admins."""
    lines = [f"{_letter(notice)}: {reason}" for notice, reason in failed if notice.template != "admin_notice"]
    _tell(desk, "letter_dropped", "Letters could not be written", lines, desk.rulebook().admins)


def _tell_without(desk: Desk, without: Sequence[tuple[Notice, tuple[str, ...]]]) -> None:
    """Whoever wrote such a letter must hear that its files did not go with it; so must those who look after the bytes."""
    for notice, files in without:
        desk.tell("letter_without_files", notice=notice.id, template=notice.template, ticket=notice.ticket, files=len(files))
        line = f"{_letter(notice)} went without {', '.join(files)}: the message they came with is gone. Send them again."
        authors = (notice.from_agent,) if notice.from_agent else ()
        _tell(desk, "letter_without_files", "A letter went without its files", [line], (*authors, *desk.rulebook().admins))


def _letter(notice: Notice) -> str:
    return f"{notice.template} to {notice.to}" + (f" about #{notice.ticket}" if notice.ticket else "")


def _tell(desk: Desk, why: str, subject: str, lines: Sequence[str], whom: Sequence[str]) -> None:
    if not lines:
        return
    more = [f"… and {len(lines) - LINES_TOLD} more"] if len(lines) > LINES_TOLD else []
    told = tuple(
        QueueNotice(notice=admin_notice(to, why, subject, [*lines[:LINES_TOLD], *more], now=desk.clock()))
        for to in dict.fromkeys(whom)
    )
    if told:
        desk.store.apply(Decision(outcome="noted", reason=why, effects=told), settles=None, now=desk.clock())
        desk.wake("notices")
