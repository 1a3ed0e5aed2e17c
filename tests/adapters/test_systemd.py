"""What systemd hears, and how much it locks away."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mailgate.adapters.systemd import Systemd

UNIT = Path(__file__).parents[2] / "systemd" / "mailgate.service"


@pytest.fixture(params=["path", "abstract"])
def manager(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, socket.socket]]:
    """A service manager's socket, in the file system or abstract, and its name as NOTIFY_SOCKET has it."""
    name = str(tmp_path / "notify") if request.param == "path" else f"@mailgate-test-{tmp_path.name}-{id(tmp_path)}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name.replace("@", "\0", 1) if name.startswith("@") else name)
        listening.settimeout(5)
        yield name, listening


def test_systemd_hears_that_we_are_ready_well_and_stopping(manager: tuple[str, socket.socket]) -> None:
    name, listening = manager
    systemd = Systemd.of({"NOTIFY_SOCKET": name})
    heard = []
    for told in (systemd.ready("3 doors open"), systemd.feed(), systemd.stopping(), systemd.status("2 mails\nREADY=0 in hand")):
        assert told
        heard.append(listening.recv(1000).decode())
    assert heard == [
        "READY=1\nSTATUS=3 doors open",
        "WATCHDOG=1",
        "STOPPING=1\nSTATUS=finishing what is in hand",
        "STATUS=2 mails READY=0 in hand",
    ]


def test_without_systemd_nothing_happens() -> None:
    assert not Systemd.of({}).ready()
    assert not Systemd.of({"NOTIFY_SOCKET": "/nowhere/at/all"}).feed()
    assert not Systemd.of({"NOTIFY_SOCKET": "vsock:2:1"}).feed()


def test_the_watchdog_is_ours_only_if_it_names_us() -> None:
    told = {"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "60000000"}
    assert Systemd.of(told).watchdog == timedelta(minutes=1)
    assert Systemd.of(told | {"WATCHDOG_PID": "12"}, pid=12).watchdog == timedelta(minutes=1)
    assert Systemd.of(told | {"WATCHDOG_PID": "13"}, pid=12).watchdog is None
    assert Systemd.of({"WATCHDOG_USEC": "often"}).watchdog is None


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_unit_is_exposed_at_most_one_and_a_half() -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(UNIT)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    ).stdout
    score = re.search(r"Overall exposure level for mailgate\.service: ([\d.]+)", said)
    assert score is not None, said[-500:]
    assert float(score[1]) <= 1.5


def test_the_unit_has_room_for_the_models_and_starts_the_daemon() -> None:
    unit = UNIT.read_text()
    assert int(re.findall(r"^MemoryHigh=(\d+)M$", unit, re.M)[0]) >= 450 + 150 + 400
    assert "ExecStart=/opt/mailgate/.venv/bin/mailgate run --settings /etc/mailgate/settings.yaml\n" in unit
