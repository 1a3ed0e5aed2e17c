"""Once a night what nobody understood is gathered and proposed; what an agent accepts is kept in a file, and the admins hear."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from mailgate.adapters.proposed_intents import add_to
from mailgate.adapters.store import SqlStore
from mailgate.flows.desk import Desk
from mailgate.flows.discovering import Discovering
from mailgate.model.decision import Conflict, Decision, KeepReading, SettleProposal, Teach
from mailgate.model.discovery import Cluster, Proposal, Said, Unsure
from mailgate.model.errors import MailgateError
from mailgate.model.looking import Wanted
from mailgate.model.reading import IntentScore, Reading
from mailgate.policy.lessons import relabelled
from tests.policy.desk import ALICE, DANA, MONDAY_10, rulebook
from tests.store.conftest import empty_url, server, store, url  # noqa: F401 (fixtures)
from tests.store.desk_day import opened
from tests.store.desk_day import ticket as a_ticket

BOOK = rulebook(admins=("root@example.com",))
VECTOR = b"\x00\x3c\x00\x00"
UNSURE = Reading(
    intents=(IntentScore(name="billing.refund", confidence=0.3),), vector=VECTOR, model="sm + use-m + v1@3", known=0.9
)


def ticket(on: SqlStore, n: int, reading: Reading = UNSURE, *, sure: float | None = 0.3, **more: Any) -> int:
    return opened(
        on, KeepReading(ticket=0, reading=reading), key=f"k{n}", message_id=f"m{n}@example.org",
        **{"intent": "billing.refund", "confidence": sure, "customer": f"c{n}@example.org", **more},
    )  # fmt: skip


def one_group(unsure: Sequence[Unsure], others: Sequence[Said], earlier: Sequence[Proposal], *, now: datetime) -> list[Cluster]:
    """All that was not proposed yet."""
    if earlier:
        return []
    return [
        Cluster(
            tickets=tuple(sorted(unsure, key=lambda one: one.ticket)), words=("scanner", "barcode"), phrases=("barcode scanner",),
            examples=("The scanner refuses our labels.",), centroid=VECTOR, embedder="use-m",
        )
    ]  # fmt: skip


class Reads:
    """All alike."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.model = reading, "none"

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = "") -> Reading:
        return self.reading


def discovering(on: SqlStore, now: datetime, file: Path, reading: Reading = UNSURE) -> Discovering:
    desk = Desk(
        store=on,
        reader=Reads(reading),
        writer=cast(Any, None),
        carrier=cast(Any, None),
        clock=lambda: now,
        rulebook=lambda: BOOK,
        wake=lambda _: None,
    )
    return Discovering(
        desk=desk, rows=on.discoveries, risks=on.risks, find=one_group, add=lambda head, text: add_to(file, head, text)
    )


def letters(on: SqlStore) -> list[Any]:
    return list(on.claim_notices(limit=10, now=MONDAY_10 + timedelta(days=9), lease=timedelta(seconds=1)))


def proposed(on: SqlStore, file: Path) -> int:
    """A night with three tickets; the number of the newest."""
    numbers = [ticket(on, n) for n in range(3)]
    assert discovering(on, MONDAY_10 - timedelta(days=1), file).step() == 0  # the first look only begins
    assert discovering(on, MONDAY_10, file).step() == 1
    return numbers[-1]


def looked(on: SqlStore, number: int) -> Proposal:
    found = on.look_up(Wanted(agent=ALICE, ticket=number, proposal=True), rulebook=BOOK, now=MONDAY_10).proposal
    assert found is not None
    return found


def say(on: SqlStore, proposal: Proposal) -> object:
    decision = Decision(outcome="commanded", reason="test", effects=(SettleProposal(proposal=proposal),))
    return on.apply(decision, settles=None, now=MONDAY_10)


def test_it_is_proposed_once_to_who_triages_on_the_newest_ticket(store: SqlStore, tmp_path: Path) -> None:  # noqa: F811
    newest = proposed(store, tmp_path / "x.yaml")
    assert [(n.to, n.template, n.ticket) for n in letters(store)] == [(DANA, "discovery", newest)]
    assert discovering(store, MONDAY_10 + timedelta(hours=1), tmp_path / "x.yaml").step() == 0
    assert discovering(store, MONDAY_10 + timedelta(days=1), tmp_path / "x.yaml").step() == 0
    assert [one.name for one in store.discoveries.proposals()] == ["scanner_barcode"]
    assert looked(store, newest).centroid == VECTOR


def test_what_is_understood_by_now_is_not_proposed(store: SqlStore, tmp_path: Path) -> None:  # noqa: F811
    for n in range(3):
        ticket(store, n)
    known = replace(UNSURE, intents=(IntentScore(name="billing.refund", confidence=0.9),))
    assert list(discovering(store, MONDAY_10, tmp_path / "x.yaml", known).found()) == []
    assert [one.name for one in discovering(store, MONDAY_10, tmp_path / "x.yaml").found()] == ["scanner_barcode"]


def test_who_asks_now_is_shown_first_and_the_nights_go_on(store: SqlStore, tmp_path: Path) -> None:  # noqa: F811
    number = [ticket(store, n) for n in range(3)][-1]
    looking = discovering(store, MONDAY_10, tmp_path / "x.yaml")
    shown = looking.found()
    assert (letters(store), store.discoveries.proposals()) == ([], [])
    assert looking.send(shown)
    assert [(n.to, n.template, n.ticket) for n in letters(store)] == [(DANA, "discovery", number)]
    assert discovering(store, MONDAY_10 + timedelta(days=1), tmp_path / "x.yaml").step() == 0
    assert [one.name for one in store.discoveries.proposals()] == ["scanner_barcode"]


def test_what_an_agent_accepts_stands_in_the_file_and_the_admins_hear(store: SqlStore, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "intents.proposed.yaml"
    newest = proposed(store, file)
    letters(store)
    say(store, replace(looked(store, newest), state="accepted", by=ALICE, name="scanners"))
    assert discovering(store, MONDAY_10 + timedelta(minutes=1), file).step() == 1
    assert '    "scanners":\n' in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ("root@example.com", "intent_proposed") in [(n.to, n.why) for n in letters(store)]
    assert looked(store, newest).state == "kept"
    assert discovering(store, MONDAY_10 + timedelta(minutes=2), file).step() == 0


def test_a_night_that_fails_is_told_and_the_next_one_looks_again(store: SqlStore, tmp_path: Path) -> None:  # noqa: F811
    def breaks(*_: Any, now: datetime) -> list[Cluster]:
        raise MailgateError("no memory")

    def night(days: int, **changes: Any) -> int:
        made = discovering(store, MONDAY_10 + timedelta(days=days), tmp_path / "x.yaml")
        return replace(made, desk=replace(made.desk, tell=tell), **changes).step()

    def tell(word: str, /, **said: object) -> None:
        told.append(word)

    told: list[str] = []
    ticket(store, 1)
    assert (night(-1), night(0, find=breaks), night(0), night(1)) == (0, 0, 0, 1)
    assert told == ["discovery_failed", "intent_discovered"]


def test_of_two_answers_the_first_counts(store: SqlStore, tmp_path: Path) -> None:  # noqa: F811
    found = looked(store, proposed(store, tmp_path / "x.yaml"))
    say(store, replace(found, state="declined", by=DANA))
    assert say(store, replace(found, state="accepted", by=ALICE)) == Conflict(why="proposal_settled")


def test_a_file_that_can_not_be_written_is_told_to_the_admins(store: SqlStore, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "missing" / "x.yaml"
    newest = proposed(store, file)
    say(store, replace(looked(store, newest), state="accepted", by=ALICE))
    assert discovering(store, MONDAY_10 + timedelta(minutes=1), file).step() == 1
    (told,) = [n for n in letters(store) if n.why == "intent_proposed"]
    assert told.data["lines"][-1].startswith("It could not be written")


def test_only_what_nobody_understood_or_labelled_is_looked_at(store: SqlStore) -> None:  # noqa: F811
    plain = ticket(store, 1)
    sure = replace(UNSURE, intents=(IntentScore(name="billing.refund", confidence=0.9),))
    ticket(store, 2, sure, sure=0.9)
    out_of_scope = ticket(store, 3, replace(sure, known=0.1), sure=0.9)
    ticket(store, 4, sure=None)  # a rule said what it is
    ticket(store, 5, hold_for=DANA)
    ticket(store, 6, replace(UNSURE, vector=None))
    nameless = ticket(store, 7, replace(UNSURE, intents=()), intent=None, sure=None)
    labelled = ticket(store, 8)
    lesson = relabelled(replace(a_ticket(), number=labelled), "words", "account.access", rulebook().agents[ALICE], MONDAY_10)
    assert lesson is not None
    store.apply(Decision(outcome="commanded", reason="test", effects=(Teach(lesson=lesson),)), settles=None, now=MONDAY_10)
    unsure, others = store.discoveries.found_in(since=MONDAY_10 - timedelta(days=60), sure=0.55, limit=100)
    assert [one.ticket for one in unsure] == [nameless, out_of_scope, plain]
    assert (unsure[0].vector, unsure[0].model, unsure[0].text) == (VECTOR, "sm + use-m + v1@3", "I can't log in")
    assert len(others) == 4
    assert len(store.discoveries.found_in(since=MONDAY_10 - timedelta(days=60), sure=0.55, limit=1)[0]) == 1


def test_the_file_is_added_to_and_never_changed(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("# mine\ndesk:\n  intents:\n    a: {}")
    add_to(file, "head\n", "    b: {}\n")
    add_to(file, "head\n", "    b: {}\n")
    assert file.read_text() == "# mine\ndesk:\n  intents:\n    a: {}\n    b: {}\n"
