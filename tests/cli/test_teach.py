"""`mailgate teach` and `mailgate model …`, as a person runs them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mailgate.adapters.store import SqlStore, open_store, upgrade
from mailgate.cli.history import history_of
from mailgate.model.errors import Refused
from tests.desk.running import RunningDesk

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
INTENTS = {"billing.question": None, "account.access": None}


def mailgate(folder: Path, *arguments: str, status: int = 0) -> str:
    done = subprocess.run([sys.executable, "-m", "mailgate", *arguments], cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr


def rows(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in mailgate(folder, *arguments, "--json").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    RunningDesk(tmp_path)  # writes the settings; nothing is started
    return tmp_path


def store_of(folder: Path) -> SqlStore:
    (folder / "var").mkdir(exist_ok=True)
    upgrade(f"sqlite:///{folder}/var/mailgate.db")
    return open_store(f"sqlite:///{folder}/var/mailgate.db")


# -- history ------------------------------------------------------------------------------------------------------------


def test_history_is_read_from_csv_and_json_lines(tmp_path: Path) -> None:
    table = tmp_path / "old.csv"
    with table.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows(
            [
                ("Text", "category", "agent", "at"),
                ("Invoice twice,\nsays my bank", "Billing.Question", "Alice@Example.com", "2025-03-01"),
                ("Hello", "-", "", "2025-02-01T10:00:00+01:00"),
            ]
        )
    lines = tmp_path / "old.jsonl"
    lines.write_text('{"text": "Locked out", "category": "account.access", "subject": "Help"}\n\n')
    first, second = history_of(table, INTENTS, NOW).lessons
    assert (first.text, first.intent, first.at) == ("Hello", None, datetime(2025, 2, 1, 9, tzinfo=UTC))
    assert (second.text, second.intent) == ("Invoice twice,\nsays my bank", "billing.question")
    assert (second.agent, second.source, second.worth) == ("alice@example.com", "imported", 0.8)
    (third,) = history_of(lines, INTENTS, NOW).lessons
    assert (third.subject, third.intent, third.at) == ("Help", "account.access", NOW)


def test_a_file_sorted_by_category_is_not_learned_in_that_order(tmp_path: Path) -> None:
    file = tmp_path / "sorted.csv"
    file.write_text("text,category\n" + "".join(f"text {n},{'ab'[n // 50]}\n" for n in range(100)))
    order = [one.intent for one in history_of(file, {}, NOW).lessons]
    assert 15 < order[:50].count("a") < 35


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.csv", "words,category\na,b\n", "x.csv: its header names words, category; it needs text and category"),
        ("x.csv", "", "x.csv: the file is empty; its first line has to be text,category"),
        ("x.csv", "text;category\na;b\n", "x.csv:1: the columns are parted by semicolons; part them by commas: text,category"),
        ("x.jsonl", '{"text": "a"}\n', "x.jsonl:1: it has text; it needs text and category"),
        ("x.jsonl", "[1]\n", "x.jsonl:1: not a JSON object"),
        ("x.txt", "a", "x.txt is neither .csv nor .jsonl"),
    ],
)
def test_what_is_no_history_is_refused_with_its_place(tmp_path: Path, name: str, content: str, why: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(Refused, match=why.replace(".", r"\.")):
        history_of(tmp_path / name, INTENTS, NOW)


def test_what_would_be_discovered_is_shown_and_goes_alone(folder: Path) -> None:
    assert mailgate(folder, "teach", "--discover").startswith("Nothing to propose: there is no group of 8 tickets or more")
    assert rows(folder, "teach", "--discover", "--send") == [{"proposed": [], "sent": False}]
    assert "--discover stands alone or with --send" in mailgate(folder, "teach", "--discover", "--refit", status=1)
    assert "--send goes with --discover" in mailgate(folder, "teach", "--send", status=1)


def test_every_bad_row_is_named_and_nothing_is_imported(folder: Path) -> None:
    (folder / "bad.csv").write_text("text,category,at\ngood,a,2025-01-01\nno category,,\nno time,a,yesterday\n")
    said = mailgate(folder, "teach", "--import", "bad.csv", status=1)
    assert "bad.csv:3: no category" in said
    assert "bad.csv:4: `yesterday` is no time; write 2026-11-21 or 2026-11-21T14:00:00+01:00" in said
    assert "nothing was imported; mend the file and try again" in said
    assert rows(folder, "teach") == [{"taught": 0, "lessons": 0}]


# -- the commands -------------------------------------------------------------------------------------------------------


def test_history_is_imported_once_however_often_it_is_given(folder: Path) -> None:
    (folder / "old.csv").write_text("text,category\nInvoice twice,billing.question\nHello,-\nBroken,crashes\n")
    expected = {"taught": 0, "rows": 3, "imported": 3, "categories": 3, "not_in_settings": {"crashes": 1}, "lessons": 3}
    assert rows(folder, "teach", "--import", "old.csv") == [expected]
    assert rows(folder, "teach", "--import", "old.csv") == [{**expected, "imported": 0}]
    assert "0 rows imported, of 3 categories; 3 were known already." in mailgate(folder, "teach", "--import", "old.csv")
    (folder / "old.csv").write_text("text,category\nInvoice twice,account.access\n")
    assert rows(folder, "teach", "--import", "old.csv")[0]["lessons"] == 3
    store = store_of(folder)
    assert [one.intent for one in store.lessons.live(1)] == ["account.access"]
    assert store.lessons.last() == 4
    store.close()


def test_a_misspelt_category_is_asked_about(folder: Path) -> None:
    (folder / "old.csv").write_text("text,category\nInvoice twice,billing.questions\n")
    told = mailgate(folder, "teach", "--import", "old.csv")
    assert "1 row imported, of 1 category." in told
    assert "  1 of billing.questions: the settings have no such intent; did you mean billing.question? If not, it is kept" in told
    assert "1 lesson holds." in told


def test_versions_are_listed_shown_promoted_and_rolled_back(folder: Path) -> None:
    assert "No version is in force" in mailgate(folder, "model", "list")
    store = store_of(folder)
    for number in (1, 2):
        store.model_versions.add(at=NOW, upto=0, embedder="none", card={"lessons": number}, data=b"x", why="too few")
    store.close()
    assert [row["version"] for row in rows(folder, "model", "list")] == ["v2", "v1"]
    assert mailgate(folder, "model", "promote", "v1") == "v1 is in force; a running desk reads from it in a moment.\n"
    assert rows(folder, "model", "promote", "2")[0]["state"] == "promoted"
    assert rows(folder, "model", "show")[0]["card"] == {"lessons": 2}
    assert "v1 · retired: v2 took its place" in mailgate(folder, "model", "show", "v1")
    assert rows(folder, "model", "rollback") == [{"rolled_back": "v2", "in_force": "v1"}]
    assert [(row["version"], row["state"]) for row in rows(folder, "model", "list")] == [
        ("v2", "rolled_back"),
        ("v1", "promoted"),
    ]
    assert "there is none before it" in mailgate(folder, "model", "rollback")


@pytest.mark.parametrize(
    ("arguments", "status", "why"),
    [
        (("model", "show"), 1, "there is no version yet; the first is made one night, or by `mailgate teach --refit`"),
        (("model", "show", "v3"), 1, "there is no version v3; `mailgate model list` shows them all"),
        (("model", "promote", "v3"), 1, "there is no version v3; `mailgate model list` shows them all"),
        (("model", "promote", "best"), 2, "`best` is no version; write one such as v7 (`mailgate model list`)"),
        (("model", "rollback"), 1, "no version is promoted, so there is nothing to roll back"),
        (("teach", "--refit"), 1, "server.reading is off, so nothing can be learned; switch it on in the settings"),
        (("teach", "--import", "none.csv"), 1, "there is no file none.csv"),
    ],
)
def test_what_can_not_be_done_is_one_line_that_says_what_to_do(
    folder: Path, arguments: tuple[str, ...], status: int, why: str
) -> None:
    assert mailgate(folder, *arguments, status=status) == f"mailgate: {why}\n"
