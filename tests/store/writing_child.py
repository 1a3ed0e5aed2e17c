"""Accepts and settles mails without end, naming each on standard output once it is durable. Meant to be killed."""

from __future__ import annotations

import sys
import threading

from mailgate.adapters.store import SqlStore, open_store
from mailgate.model.message import Evidence
from tests.store.desk_day import LEASE, NOON, opening, raw


def work(store: SqlStore, thread: int, prefix: str) -> None:
    for n in range(100_000):
        key = f"{prefix}-{thread}-{n}"
        row = store.accept(raw(key), Evidence(door="smtp"), message_id=key, content_key=key).result(30)
        sys.stdout.write(f"accepted {row} {key}\n")
        sys.stdout.flush()
        for arrival in store.claim_arrivals(limit=1, now=NOON, lease=LEASE):
            store.apply(opening(message_id=arrival.content_key), settles=arrival, now=NOON)


if __name__ == "__main__":
    opened = open_store(sys.argv[1])
    opened.give_back_leases(now=NOON)
    threads = [threading.Thread(target=work, args=(opened, n, sys.argv[2])) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
