"""What breaks around the desk, and what becomes of the mail: power cuts, locks, full disks, dead processes, broken settings."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailgate.cli.mail_client import new_mail, send
from mailgate.model.errors import Refused
from tests.desk.running import RunningDesk

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


class Load:
    """Senders that write mail after mail, each from an address of its own, until told to stop. A mail counts only with 250."""

    def __init__(self, desk: RunningDesk, senders: int = 2) -> None:
        self.kept: list[str] = []
        self._desk = desk
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(n,)) for n in range(senders)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, sender: int) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            who = f"c{sender}-{number}@example.org"
            try:
                mail = new_mail(who, "support@example.com", f"Question {sender}-{number}", "How does it work?\n")
                self._desk.customer_writes(mail)
            except (Refused, OSError, EOFError):
                self._stop.wait(0.05)  # the power is off
            else:
                self.kept.append(who)
                self._stop.wait(0.02)


def killed_often(desk: RunningDesk, kills: int) -> None:
    """Cut the power so often under load; then every mail with a 250 is one ticket, and acknowledged."""
    with Load(desk) as load:
        for n in range(kills):
            mark = len(load.kept)
            desk.until(lambda mark=mark, n=n: len(load.kept) > mark + n % 4, "mail to get in between two power cuts")
            desk.kill()
            desk.start()
    desk.until(lambda: not desk.health()["queues"]["inbox"]["depth"], "every mail to be settled")
    rows = desk.ledger()
    heard = Counter(row["from"] for row in rows)
    assert set(load.kept) <= set(heard)
    assert {row["outcome"] for row in rows} <= {"opened", "duplicate"}
    opened = Counter(row["from"] for row in rows if row["outcome"] == "opened")
    assert set(opened) == set(heard)
    assert set(opened.values()) == {1}
    assert len({row["ticket"] for row in rows}) == len(opened)
    desk.until(lambda: not any(desk.health()["queues"][q]["depth"] for q in ("notices", "outbox")), "every letter to leave")
    letters = {who: desk.letters_to(who) for who in opened}
    more = sum(len(found) - 1 for found in letters.values() if found)
    assert more <= kills
    assert all(len({m.message_id for m in found}) <= 1 for found in letters.values())
    assert sum(not found for found in letters.values()) <= kills


@pytest.mark.timeout(300)
def test_fifteen_power_cuts_under_load_lose_and_repeat_nothing(desk: RunningDesk) -> None:
    killed_often(desk, 15)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_two_hundred_power_cuts_under_load_lose_and_repeat_nothing(desk: RunningDesk) -> None:
    killed_often(desk, 200)


def test_a_locked_database_is_a_temporary_refusal_and_heals_by_itself(desk: RunningDesk) -> None:
    desk.new_customer("maria@example.org", "Locked out", "I can't log in.\n")
    other = sqlite3.connect(desk.folder / "var" / "mailgate.db", isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Refused, match=r"451 4\.3"):
            desk.customer_writes(new_mail("paul@example.org", "support@example.com", "Export", "How does it work?\n"))
    finally:
        other.execute("ROLLBACK")
        other.close()

    desk.until(lambda: _taken(desk, "paul@example.org"), "mail to be taken again")
    desk.letter_to("paul@example.org")
    assert Counter(desk.outcomes()) == {"opened": 2}


def _many_large_mails(desk: RunningDesk) -> None:
    for n in range(50):
        desk.customer_writes(new_mail(f"p{n}@example.org", "support@example.com", f"Log {n}", "a log line\n" * 9000))


def _taken(desk: RunningDesk, who: str) -> bool:
    try:
        desk.customer_writes(new_mail(who, "support@example.com", "Export", "How does it work?\n"))
    except Refused:
        return False
    return True


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], capture_output=True).returncode:
        pytest.skip("needs to mount a tmpfs")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@AS_ROOT
def test_a_full_disk_is_a_temporary_refusal_and_heals_by_itself(small_disk: Path) -> None:
    desk = RunningDesk(small_disk)
    desk.start()
    try:
        desk.new_customer("maria@example.org", "Locked out", "I can't log in.\n")
        with (small_disk / "rubbish").open("wb", buffering=0) as rubbish:  # nothing is left to be written when it is closed
            try:
                while True:
                    rubbish.write(b"x" * 65536)
            except OSError:
                pass
        with pytest.raises(Refused, match=r"45[12] 4\.3"):
            _many_large_mails(desk)
        assert desk.process is not None
        assert desk.process.poll() is None

        (small_disk / "rubbish").unlink()
        desk.until(lambda: _taken(desk, "paul@example.org"), "mail to be taken again")
        desk.letter_to("paul@example.org")
        desk.until(lambda: set(desk.outcomes()) == {"opened"}, "everything that was taken to be worked on")
    finally:
        desk.kill()


def test_a_killed_reading_process_costs_no_mail_and_comes_back(reading_desk: RunningDesk) -> None:
    desk = reading_desk
    desk.until(lambda: desk.health()["reading"] == "ok", "reading")
    assert desk.process is not None
    for child in _below(desk.process.pid):
        os.kill(child, signal.SIGKILL)
    desk.new_customer("maria@example.org", "Locked out", "I can't log in since this morning.\n")
    assert desk.outcomes() == ["opened"]

    desk.until(lambda: desk.health()["reading"] == "ok", "reading to come back")
    desk.new_customer("paul@example.org", "Locked out too", "I can't log in since this morning.\n")
    assert desk.ticket(2)["intent"] == "account.access"


def _below(pid: int) -> list[int]:
    """The children of a process."""
    return [int(p) for t in Path(f"/proc/{pid}/task").iterdir() for p in (t / "children").read_text().split()]


def test_a_client_that_hangs_up_right_after_the_dot_is_heard_once(desk: RunningDesk) -> None:
    mail = new_mail("maria@example.org", "support@example.com", "Locked out", "I can't log in.\n").as_bytes()
    with socket.create_connection(("127.0.0.1", desk.smtp)) as s, s.makefile("rwb") as wire:
        wire.readline()
        for line in (b"HELO localhost", b"MAIL FROM:<maria@example.org>", b"RCPT TO:<support@example.com>", b"DATA"):
            wire.write(line + b"\r\n")
            wire.flush()
            wire.readline()
        wire.write(mail + b"\r\n.\r\n")
        wire.flush()
        s.shutdown(socket.SHUT_RDWR)
    desk.customer_writes(new_mail("paul@example.org", "support@example.com", "Export", "How does it work?\n"))
    desk.letter_to("paul@example.org")
    opened = [row["from"] for row in desk.ledger() if row["outcome"] == "opened"]
    assert opened.count("paul@example.org") == 1
    assert opened.count("maria@example.org") <= 1


def test_an_orderly_end_under_load_is_quick_and_loses_nothing(desk: RunningDesk) -> None:
    with Load(desk, senders=4) as load:
        desk.until(lambda: len(load.kept) > 30, "load")
        assert desk.process is not None
        desk.process.send_signal(signal.SIGTERM)
        assert desk.process.wait(timeout=30) == 0
    assert "Traceback" not in desk.log()
    desk.start()
    desk.until(lambda: not desk.health()["queues"]["inbox"]["depth"], "the rest to be worked on")
    assert sorted(row["from"] for row in desk.ledger() if row["outcome"] == "opened") == sorted(load.kept)


def test_a_second_daemon_on_the_same_database_says_so_in_one_line(desk: RunningDesk) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mailgate", "run", "--settings", str(desk.settings)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 75
    assert "another daemon works on" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_broken_settings_keep_the_old_rules_and_the_admin_hears_which_line(desk: RunningDesk) -> None:
    desk.change("helpdesk: {lead: dana@example.com}", "helpdesk: {laed: dana@example.com}")
    line = next(n for n, text in enumerate(desk.settings.read_text().splitlines(), 1) if "laed" in text)
    told = desk.letter_to("dana@example.com", "laed")
    assert f"settings.yaml:{line}" in told.text
    desk.new_customer("maria@example.org", "Locked out", "I can't log in.\n")

    desk.change("laed", "lead")
    desk.change("name: Example Support", "name: Acme Care")
    desk.until(lambda: "rules_swapped" in desk.log(), "the new settings")
    assert "Acme Care" in str(desk.new_customer("paul@example.org", "Export", "How does it work?\n").message["From"])


def test_a_fault_in_a_file_that_is_included_for_the_first_time_is_mended_there(desk: RunningDesk) -> None:
    rules = desk.folder / "more.yaml"
    rules.write_text("desk:\n  lifecycle: {archive_after: sometimes}\n")
    desk.settings.write_text("include: more.yaml\n" + desk.settings.read_text())
    assert "more.yaml:2" in desk.letter_to("dana@example.com", "sometimes").text

    rules.write_text("desk:\n  lifecycle: {archive_after: 100d}\n")
    desk.until(lambda: "rules_swapped" in desk.log(), "the new settings", seconds=20)


def test_a_template_with_an_error_keeps_the_old_letters_and_the_admin_hears_which_line(desk: RunningDesk) -> None:
    ours = desk.folder / "ours" / "en"
    ours.mkdir(parents=True)
    builtin = Path(__file__).parents[2] / "templates" / "en" / "acknowledgement.txt.j2"
    shutil.copy(builtin, ours)
    (ours / builtin.name).write_text(builtin.read_text() + "\n{% if %}\n")
    line = len((ours / builtin.name).read_text().splitlines())
    desk.change("  name: Example Support\n", "  name: Example Support\n  templates: ours\n")
    told = desk.letter_to("dana@example.com", builtin.name)
    assert f"{builtin.name}:{line}" in told.text
    desk.new_customer("maria@example.org", "Locked out", "I can't log in.\n")

    (ours / builtin.name).write_text(builtin.read_text() + "\nWritten by hand.\n")
    askers = (f"c{n}@example.org" for n in range(1000))
    told = "Written by hand."
    desk.until(lambda: told in desk.new_customer(next(askers), "Export", "How?\n").text, "the new letter", seconds=20)


@AS_ROOT
@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare")
def test_without_any_network_the_desk_starts_and_works(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode:
        pytest.skip("needs network namespaces")
    script = (
        "import sys; from pathlib import Path; from tests.desk.running import RunningDesk\n"
        "d = RunningDesk(Path(sys.argv[1]), reading='on'); d.start()\n"
        "try:\n"
        "    print(d.new_customer('maria@example.org', 'Locked out', 'I cannot log in.').subject)\n"
        "finally:\n"
        "    d.kill()\n"
    )
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    assert "[#1]" in done.stdout


def test_the_load_of_the_tests_refuses_nothing_itself(desk: RunningDesk) -> None:
    """The instrument: with the power on, every mail of the load is kept."""
    with Load(desk) as load:
        desk.until(lambda: len(load.kept) >= 10, "ten mails")
    send(new_mail("last@example.org", "support@example.com", "Last", "Last.\n"), ("127.0.0.1", desk.smtp))
    desk.letter_to("last@example.org")
    assert len(load.kept) >= 10
