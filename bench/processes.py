"""What the processes of a running desk use: CPU and memory of each, from /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Of one process: seconds of CPU in its own code and in the kernel, and how often a thread had to wait or was moved off."""

    name: str
    own: float
    kernel: float
    changes: int

    def since(self, before: Used | None, mails: int) -> str:
        """What was used since then, a mail."""
        before = before or Used(name=self.name, own=0.0, kernel=0.0, changes=0)
        own, kernel = (1000 * seconds / mails for seconds in (self.own - before.own, self.kernel - before.kernel))
        changes = (self.changes - before.changes) / mails
        return f"{self.name} {own + kernel:.1f} ms ({own:.1f} own, {kernel:.1f} kernel; {changes:.0f} changes of threads)"


def used(pid: int) -> dict[int, Used]:
    """Of a daemon and the processes it started, by process id."""
    names = {pid: "daemon"} | dict.fromkeys(children_of(pid), "reading")
    return {one: _used(one, name) for one, name in names.items()}


def memory_of(pid: int) -> str:
    """Resident megabytes of the daemon and of the processes it started."""
    return f"daemon {_rss(pid)} MB" + "".join(f", reading {_rss(child)} MB" for child in children_of(pid))


def children_of(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for thread in threads for child in (thread / "children").read_text().split()]


def _used(pid: int, name: str) -> Used:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = os.sysconf("SC_CLK_TCK")
    lines = [line for thread in Path(f"/proc/{pid}/task").iterdir() for line in (thread / "status").read_text().splitlines()]
    changes = sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
    return Used(name=name, own=int(fields[11]) / ticks, kernel=int(fields[12]) / ticks, changes=changes)


def _rss(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // (1 << 20)
