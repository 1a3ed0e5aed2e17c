"""Telling systemd how we are (sd_notify(3)): one datagram to the socket named in NOTIFY_SOCKET.

Without systemd nothing happens, and nothing here ever raises: a service manager that can't be reached is no reason to stop.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

STATUS_CAP = 200  # characters: what `systemctl status` shows on one line


@dataclass(frozen=True, slots=True)
class Systemd:
    """The service manager, if there is one. `watchdog` is the span within which it wants to be fed; feed at half of it."""

    address: str | None = None
    watchdog: timedelta | None = None

    @classmethod
    def of(cls, environ: Mapping[str, str], pid: int | None = None) -> Systemd:
        """From the environment; the watchdog counts only for the process it is meant for (WATCHDOG_PID)."""
        meant = environ.get("WATCHDOG_PID", "")
        mine = not meant or meant == str(os.getpid() if pid is None else pid)
        microseconds = environ.get("WATCHDOG_USEC", "")
        watched = mine and microseconds.isdecimal() and int(microseconds) > 0
        return cls(
            address=environ.get("NOTIFY_SOCKET") or None,
            watchdog=timedelta(microseconds=int(microseconds)) if watched else None,
        )

    def ready(self, status: str = "ready") -> bool:
        """Every door is open."""
        return self._say("READY=1", _status(status))

    def stopping(self, status: str = "finishing what is in hand") -> bool:
        return self._say("STOPPING=1", _status(status))

    def feed(self) -> bool:
        """Still well: to be called only while the queues move and the database can be written."""
        return self._say("WATCHDOG=1")

    def status(self, text: str) -> bool:
        """One line for people, in `systemctl status`."""
        return self._say(_status(text))

    def _say(self, *lines: str) -> bool:
        """Whether it was told."""
        if self.address is None or self.address[0] not in "@/":
            return False
        address = "\0" + self.address[1:] if self.address.startswith("@") else self.address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
                sender.settimeout(1.0)
                sender.sendto("\n".join(lines).encode(), address)
        except OSError:
            return False
        return True


def _status(text: str) -> str:
    """A status can't smuggle in another assignment: one line, without control characters."""
    return "STATUS=" + "".join(c if c.isprintable() else " " for c in text)[:STATUS_CAP]
