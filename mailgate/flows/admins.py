"""Telling the admins by mail what the desk can't mend itself."""

from __future__ import annotations

from collections.abc import Sequence

from mailgate.flows.desk import Desk
from mailgate.model.decision import Decision, QueueNotice
from mailgate.policy.notices import admin_notice


def tell_admins(desk: Desk, why: str, subject: str, lines: Sequence[str]) -> None:
    """Queue one letter to each admin of the rulebook in force. Raises StoreUnavailable."""
    now = desk.clock()
    effects = tuple(QueueNotice(notice=admin_notice(to, why, subject, lines, now=now)) for to in desk.rulebook().admins)
    if effects:
        desk.store.apply(Decision(outcome="noted", reason=why, effects=effects), settles=None, now=now)
        desk.wake("notices")
