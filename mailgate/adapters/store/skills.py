"""What outcomes taught, as rows: one for each agent and intent, read whole and kept in memory until one of them changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal, null, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import plain, rebuild
from mailgate.adapters.store.dialect import Upserts, one_at_a_time
from mailgate.model.skill import ANYBODY, SkillOutcome, SkillRecord
from mailgate.policy.routing.remembered import learned

Records = Mapping[tuple[str, str], SkillRecord]

LOCK = "skills"  # rows of an intent as a whole are everybody's: outcomes of all nodes are learned one after the other
OF_AGENTS = select(s.skills).where(s.skills.c.agent.in_(bindparam("agents", expanding=True)))
# what changed since it was read last, as a part of the one statement of `past.py`
VERSIONS = select(literal("skills"), s.skills.c.agent, null(), null(), null(), func.sum(s.skills.c.version)).group_by(
    s.skills.c.agent
)


def keeping(upserts: Upserts) -> Any:
    """The statement that writes a record, counting how often it was written."""
    insert = upserts.into(s.skills)
    new = {"record": insert.excluded["record"], "version": s.skills.c.version + 1}
    return insert.on_conflict_do_update(index_elements=[s.skills.c.agent, s.skills.c.intent], set_=new)


def learn(connection: Connection, keep: Any, outcomes: Sequence[SkillOutcome]) -> None:
    """Learn outcomes, in their order, on what the records say now. The last thing of a transaction: it waits for others."""
    one_at_a_time(connection, [LOCK])
    for outcome in outcomes:
        records = learned(_of(connection, (outcome.agent, ANYBODY)), outcome)
        rows = [{"agent": r.agent, "intent": r.intent, "version": 1, "record": plain(r)} for r in records]
        if rows:
            connection.execute(keep, rows)


def _of(connection: Connection, agents: Sequence[str]) -> dict[tuple[str, str], SkillRecord]:
    rows = connection.execute(OF_AGENTS, {"agents": sorted(agents)})
    return {(row.agent, row.intent): rebuild(SkillRecord, row.record) for row in rows}


@dataclass(slots=True)
class SkillsKnown:
    """All records as they were read last. `at` reads anew what others changed; threads may share it, since what is handed
    out is never changed."""

    _last: tuple[Mapping[str, int], Records] = field(default_factory=lambda: ({}, {}))

    def at(self, connection: Connection, versions: Mapping[str, int]) -> Records:
        """The records of this snapshot, whose sums of versions by agent these are."""
        known, records = self._last
        if known != versions:
            changed = sorted(agent for agent, version in versions.items() if known.get(agent) != version)
            kept = {key: one for key, one in records.items() if key[0] in versions and key[0] not in changed}
            records = kept | (_of(connection, changed) if changed else {})
            self._last = dict(versions), records
        return records
