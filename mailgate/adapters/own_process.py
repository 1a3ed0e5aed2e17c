"""One question to a process of its own, seen from who asks it: nothing it does, or fails to do, touches the desk."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from multiprocessing.connection import Connection

from mailgate.adapters.nlp_started import environment
from mailgate.model.errors import GivenUp, MailgateError

LOOK = 0.5  # seconds between two looks whether it is still wanted


def answered(
    command: Sequence[str],
    question: object,
    *,
    what: str,
    within: float,
    given_up: Callable[[], bool],
    failed: Callable[[str], MailgateError],
) -> object:
    """Start `command` with the number of a socket behind it, send `question`, and give back what it sends. Blocks. Raises what
    `failed` makes of a sentence, and GivenUp when it isn't wanted any more. `what` is done there, for sentences; `within` so many
    seconds."""
    ours, theirs = socket.socketpair()
    try:
        process = subprocess.Popen(  # noqa: S603 — our own interpreter and module
            [*command, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            env=environment(),
        )
    except OSError as error:
        ours.close()
        raise failed(f"the {what} process can't start: {error.strerror}") from error
    finally:
        theirs.close()
    # the talk has a thread, for a child that neither hears nor ends its answer would hold up whoever talks to it
    with ours, Connection(ours.dup().detach()) as peer, ThreadPoolExecutor(1) as aside:
        try:
            talk, waited = aside.submit(_talk, peer, question), 0.0
            while not wait((talk,), timeout=LOOK).done:
                waited += LOOK
                if given_up():
                    raise GivenUp(f"the daemon ends; the {what} is done another time")
                if waited >= within:
                    raise failed(f"{what} took longer than {within / 60:g} minutes and was ended")
            return talk.result()
        except (EOFError, OSError) as error:
            raise failed(f"the {what} process {_end_of(process)}") from error
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()
            with suppress(OSError):
                ours.shutdown(socket.SHUT_RDWR)  # ends the talk, whoever else may hold the other end


def _talk(peer: Connection[object, object], question: object) -> object:
    peer.send(question)
    return peer.recv()


def _end_of(process: subprocess.Popen[bytes]) -> str:
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)
    code = process.returncode
    if code is None:
        return "closed its ears"
    killed = f"was killed by signal {-code}" + ("; is there enough memory?" if code == -9 else "")
    return killed if code < 0 else f"ended with status {code}"
