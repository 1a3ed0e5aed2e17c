"""One reading child: started, spoken to, stopped. Every way it can fail is a ChildFailed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait

from mailgate.adapters.nlp_child import Ready, Start, Taught, Teach
from mailgate.model.learning import NOTHING_LEARNT, Learnt
from mailgate.model.reading import Reading
from mailgate.reading.requests import Request

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
_KEPT_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "LD_PRELOAD", "FAKETIME")
_STOPS_WITHIN = 2.0  # seconds for a child to end by itself
_PAGE = os.sysconf("SC_PAGE_SIZE")


def environment() -> dict[str, str]:
    """A child's: none of the daemon's secrets, one thread, and its module path, so that it runs from a checkout too."""
    kept = {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
    return {**kept, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


class ChildFailed(Exception):
    """The child is of no more use; the text says why. `served` tells whether it had read anything."""

    def __init__(self, why: str, *, served: bool = False) -> None:
        super().__init__(why)
        self.served = served


class Bell:
    """Wakes who waits for a child to say something; rung from any thread."""

    def __init__(self) -> None:
        self._rope, self.ear = socket.socketpair()
        self._rope.setblocking(False)
        self.ear.setblocking(False)

    def ring(self) -> None:
        with suppress(OSError):  # full: it is awake already; closed: nobody is there
            self._rope.send(b"!")

    def close(self) -> None:
        self._rope.close()
        self.ear.close()


class StartedChild:
    """A process that loads the model, then answers batches. `ear` is a socket that wakes who waits for it to say something."""

    def __init__(
        self, start: Start, command: Sequence[str] | None, ear: socket.socket | None, learnt: Learnt = NOTHING_LEARNT
    ) -> None:
        ours, theirs = socket.socketpair()
        self._ear = ear
        self.start = start
        self.version = learnt.version  # what it was told to begin with
        self.upto = 0  # the last lesson it knows
        self.said: Ready | None = None
        argv = [*(command or (sys.executable, "-m", "mailgate.adapters.nlp_child")), str(theirs.fileno())]
        try:
            self._process = subprocess.Popen(  # noqa: S603 — our own interpreter and module
                argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=(theirs.fileno(),), env=environment()
            )
        except OSError as failed:
            ours.close()
            raise ChildFailed(f"can't start: {failed.strerror}") from failed
        finally:
            theirs.close()
        self._peer = Connection(ours.detach())
        with suppress(OSError):  # it died at once: wait_ready says so
            self._peer.send(replace(start, learnt=learnt))

    @property
    def pid(self) -> int:
        return self._process.pid

    def rss(self) -> int | None:
        """Resident memory in bytes (proc(5), statm)."""
        try:
            with open(f"/proc/{self._process.pid}/statm", encoding="ascii") as statm:
                return int(statm.read().split()[1]) * _PAGE
        except (OSError, IndexError, ValueError):
            return None

    def listen(self, ear: socket.socket) -> None:
        """Wake on this socket from now on."""
        self._ear = ear

    def wait_ready(self, within: float, given_up: Callable[[], bool]) -> Ready:
        """What it says when it is loaded. Raises ChildFailed if it doesn't in time, dies, or is given up."""
        waited = 0.0
        while not self._polled(0.25):
            waited += 0.25
            if given_up():
                raise ChildFailed("given up")
            if waited >= within:
                raise ChildFailed(f"not ready within {within:g} s")
        ready = self._heard()
        if not isinstance(ready, Ready):
            raise ChildFailed("spoke out of turn")
        self.said, self.upto = ready, ready.upto
        return ready

    def wait_idle(self) -> None:
        """Until the ear is rung. Raises ChildFailed if the child ends meanwhile."""
        listened: list[Connection | socket.socket] = [self._peer, *([self._ear] if self._ear else [])]
        if self._peer in wait(listened):
            self._heard()  # it has nothing to say now but its end
            raise ChildFailed("spoke out of turn")
        with suppress(BlockingIOError):
            while self._ear is not None and self._ear.recv(4096):
                continue

    def ask(self, requests: list[Request], deadline: float) -> list[Reading | None]:
        """The readings, in order. Raises ChildFailed after `deadline` seconds, or if it dies."""
        answer = self._asked(requests, deadline)
        if not isinstance(answer, list) or len(answer) != len(requests):
            raise ChildFailed("spoke out of turn")
        return answer

    def teach(self, teach: Teach, deadline: float) -> Taught:
        """What came of these lessons. Raises ChildFailed as `ask` does."""
        answer = self._asked(teach, deadline)
        if not isinstance(answer, Taught) or self.said is None:
            raise ChildFailed("spoke out of turn")
        self.upto, self.said = answer.upto, replace(self.said, model=answer.model, upto=answer.upto)
        return answer

    def _asked(self, what: list[Request] | Teach, deadline: float) -> object:
        try:
            self._peer.send(what)
        except OSError as failed:
            raise ChildFailed(self._ended()) from failed
        if not self._polled(deadline):
            self._process.kill()  # it is past heeding anything
            raise ChildFailed(f"no answer within {deadline:g} s")
        return self._heard()

    def stop(self) -> None:
        """End it: by closing its socket, and if it doesn't heed that, by force."""
        with suppress(OSError):
            self._peer.close()
        try:
            self._process.wait(timeout=_STOPS_WITHIN if self.said is not None and self._process.poll() is None else 0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _polled(self, seconds: float) -> bool:
        try:
            return self._peer.poll(seconds)
        except OSError as failed:
            raise ChildFailed(self._ended()) from failed

    def _heard(self) -> object:
        try:
            heard: object = self._peer.recv()
        except (EOFError, OSError) as failed:
            raise ChildFailed(self._ended()) from failed
        return heard

    def _ended(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        code = self._process.returncode
        return "ended" if code is None else f"killed by signal {-code}" if code < 0 else f"ended with status {code}"
