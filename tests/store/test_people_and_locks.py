from __future__ import annotations

from datetime import timedelta

from mailgate.adapters.store import SqlStore, open_store
from mailgate.model import decision as d
from mailgate.model.people import Wish
from mailgate.model.reading import NOTHING_READ
from tests.policy.desk import BOB, rulebook
from tests.store.desk_day import ALICE, NOON


def test_one_holds_a_lock_at_a_time_and_another_node_gets_it_afterwards(store: SqlStore, url: str) -> None:
    other = open_store(url)
    held = store.locks.try_hold("imap:support")
    assert held is not None
    assert held.alive()
    assert store.locks.try_hold("imap:support") is None
    if not store.engines.alone:
        assert other.locks.try_hold("imap:support") is None
    billing = store.locks.try_hold("imap:billing")
    assert billing is not None
    billing.release()
    held.release()
    held.release()
    again = other.locks.try_hold("imap:support")
    assert again is not None
    again.release()
    other.close()


def test_a_password_is_kept_replaced_and_revoked(store: SqlStore) -> None:
    assert store.people.password_hash(ALICE) is None
    store.people.set_password("Alice@Example.com", "scrypt$1", now=NOON)
    store.people.set_password(ALICE, "scrypt$2", now=NOON)
    assert store.people.password_hash(ALICE) == "scrypt$2"
    assert store.people.revoke(ALICE, now=NOON) == (True, 0)
    assert store.people.password_hash(ALICE) is None


def test_going_away_and_coming_back_leaves_the_password_alone(store: SqlStore) -> None:
    store.people.set_password(ALICE, "scrypt$1", now=NOON)
    until = NOON + timedelta(days=1)
    away = d.Decision(outcome="away", reason="r", effects=(d.SetAway(agent=ALICE, until=until, why="holiday"),))
    store.apply(away, settles=None, now=NOON)
    (state,) = store.people.states()
    assert (state["address"], state["away_until"], state["has_password"]) == (ALICE, until.isoformat(), True)
    back = d.Decision(outcome="commanded", reason="back", effects=(d.SetAway(agent=ALICE, until=None, why="back"),))
    store.apply(back, settles=None, now=NOON)
    assert store.people.states()[0]["away_until"] is None
    assert store.people.password_hash(ALICE) == "scrypt$1"


def test_an_imap_place_may_begin_anew(store: SqlStore) -> None:
    store.people.set_imap_cursor("support", 7, 100)
    store.people.set_imap_cursor("support", 8, 3)
    assert store.imap_cursor("support") == (8, 3)


def test_what_agents_wish_is_kept_by_name_and_read_with_their_state(store: SqlStore) -> None:
    def says(name: str, wish: Wish | None) -> None:
        wished = d.Decision(outcome="commanded", reason="r", effects=(d.SetWish(agent=ALICE, name=name, wish=wish),))
        store.apply(wished, settles=None, now=NOON)

    says("billing", "want")
    says("login", "no")
    says("billing", None)
    past = store.past_of(NOTHING_READ, "maria@example.org", rulebook=rulebook(), now=NOON)
    assert past.agents[ALICE].wishes == {"login": "no"}
    assert past.agents[BOB].wishes == {}
