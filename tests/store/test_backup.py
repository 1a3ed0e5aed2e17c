from __future__ import annotations

from pathlib import Path

import pytest

from mailgate.adapters.blobs import open_blobs
from mailgate.adapters.store import backup, open_store
from mailgate.adapters.store.dialect import is_sqlite
from mailgate.model import decision as d
from mailgate.model.errors import Refused
from tests.servers import postgres
from tests.store.desk_day import LEASE, NOON, is_frozen, letter, notice, opened


def test_a_copy_taken_while_the_desk_runs_is_whole_and_sends_nothing_by_itself(
    url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store = open_store(url)
    opened(store, d.QueueNotice(notice=notice(ticket=0)))
    (due,) = store.claim_notices(limit=1, now=NOON, lease=LEASE)
    store.post([letter(due)], [b"x"], now=NOON)
    open_blobs(str(tmp_path / "blobs")).put("raw/a.eml", b"mail")
    backup.backup(url, tmp_path / "copy", blobs=tmp_path / "blobs")
    store.close()
    with pytest.raises(Refused, match="not empty"):
        backup.backup(url, tmp_path / "copy")
    with pytest.raises((Refused, Exception), match=r"there is a database|failed"):
        backup.restore(url, tmp_path / "copy")

    if is_sqlite(url):
        fresh = f"sqlite:///{tmp_path}/elsewhere/desk.db"
    else:
        server: postgres.Postgres = request.getfixturevalue("server")
        fresh = server.database()
    backup.restore(fresh, tmp_path / "copy", blobs=tmp_path / "blobs2")
    restored = open_store(fresh)
    assert [line["outcome"] for line in restored.views.ledger()] == ["opened"]
    assert is_frozen(restored)
    assert restored.claim_deliveries(limit=5, now=NOON, lease=LEASE) == []
    restored.keeping.freeze_outbox(frozen=False)
    assert len(restored.claim_deliveries(limit=5, now=NOON, lease=LEASE)) == 1
    assert open_blobs(str(tmp_path / "blobs2")).get("raw/a.eml") == b"mail"
    restored.close()


def test_what_is_no_backup_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="name the folder"):
        backup.restore(url, tmp_path)
