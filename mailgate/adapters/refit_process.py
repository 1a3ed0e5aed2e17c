"""A refit in a process of its own, seen from who asks for it: nothing it does, or fails to do, touches the desk."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from multiprocessing.connection import Connection

from mailgate.adapters.nlp_started import environment
from mailgate.adapters.refit_child import Asked, Broke
from mailgate.model.errors import GivenUp, MailgateError
from mailgate.model.learning import Refit, Refitted
from mailgate.model.rules import Rulebook
from mailgate.reading.pipeline import PlainRules

WITHIN = 3600.0  # seconds; a refit of the most lessons takes a few minutes of a quiet machine
LOOK = 0.5  # seconds between two looks whether it is still wanted


class RefitFailed(MailgateError):
    """It could not be made; the text says why and what to do."""


class RefitProcess:
    """Starts a process for each refit. Fits the port `Fits`."""

    def __init__(
        self,
        *,
        model: str,
        embedder: str,
        clock: Callable[[], datetime],
        within: float = WITHIN,
        given_up: Callable[[], bool] = lambda: False,
        command: Sequence[str] | None = None,
    ) -> None:
        """`within` seconds it must be done; `given_up` is asked whether it is still wanted. `command` starts another child than
        ours, for tests."""
        self._model, self._embedder, self._clock = model, embedder, clock
        self._within, self._given_up = within, given_up
        self._command = tuple(command or (sys.executable, "-m", "mailgate.adapters.refit_child"))

    def __call__(self, ask: Refit, rulebook: Rulebook) -> Refitted:
        """Blocks until it is made. Raises RefitFailed, and GivenUp when it isn't wanted any more."""
        asked = Asked(refit=ask, rules=PlainRules.of(rulebook), model=self._model, embedder=self._embedder, now=self._clock())
        ours, theirs = socket.socketpair()
        try:
            process = subprocess.Popen(  # noqa: S603 — our own interpreter and module
                [*self._command, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=environment(),
            )
        except OSError as failed:
            ours.close()
            raise RefitFailed(f"the learning process can't start: {failed.strerror}") from failed
        finally:
            theirs.close()
        try:
            with Connection(ours.detach()) as peer:
                answer = self._answer(process, peer, asked)
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()
        if isinstance(answer, Broke):
            raise RefitFailed(f"learning failed: {answer.why}")
        if not isinstance(answer, Refitted):
            raise RefitFailed("the learning process spoke out of turn")
        return answer

    def _answer(self, process: subprocess.Popen[bytes], peer: Connection, asked: Asked) -> object:
        waited = 0.0
        try:
            peer.send(asked)
            while not peer.poll(LOOK):
                waited += LOOK
                if self._given_up():
                    raise GivenUp("the daemon ends; the learning is done another time")
                if waited >= self._within:
                    raise RefitFailed(f"learning took longer than {self._within / 60:g} minutes and was ended")
            answer: object = peer.recv()
        except (EOFError, OSError) as failed:
            raise RefitFailed(f"the learning process {_end_of(process)}") from failed
        return answer


def _end_of(process: subprocess.Popen[bytes]) -> str:
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)
    code = process.returncode
    if code is None:
        return "closed its ears"
    killed = f"was killed by signal {-code}" + ("; is there enough memory?" if code == -9 else "")
    return killed if code < 0 else f"ended with status {code}"
