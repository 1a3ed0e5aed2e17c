"""The reading process, seen from the daemon: fits the `Reader` port, and never lets a text or a model stop the desk.

Failures and what follows: a crash or a hang costs the texts of that batch one more try, each alone; a text that stops the
process twice is read by rules, a lesson that does is left out. While the process can't be started, texts are read by rules at
once and say so in `degraded`; it is started again in the background, after the pauses of BACKOFF. A missing model is not a
failure: the rest is read.

What it has learned is never its own: it begins with the promoted version and the lessons since, in their order, as every
other process of the desk does, and is taught new ones a few at a time between two batches."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import replace
from datetime import datetime
from importlib import metadata
from typing import Literal, Protocol

from mailgate.adapters.nlp_child import Ready, Start
from mailgate.adapters.nlp_lessons import School, Source
from mailgate.adapters.nlp_spare import Spare
from mailgate.adapters.nlp_started import Bell, ChildFailed, StartedChild
from mailgate.adapters.nlp_waiting import Job, Waiting
from mailgate.model.learning import Lesson
from mailgate.model.reading import Reading
from mailgate.reading.requests import DEFAULT_MODEL, PlainRules, ReadingRules, Request

_BEHIND = "the settings changed, and the reading does not know them yet: it was read by those before"
BACKOFF = (0.0, 1.0, 2.0, 5.0, 15.0, 60.0)  # seconds before the next start, by failures in a row

Health = Literal["starting", "well", "down", "closed"]


class Tell(Protocol):
    def __call__(self, word: str, /, **said: object) -> None: ...


def _silence(word: str, /, **said: object) -> None:
    """Nobody listens."""


class ReadingProcess:
    """Reads in a process of its own. Safe to use from any number of threads; those that wait together are read together."""

    def __init__(
        self,
        rules: ReadingRules | None = None,
        *,
        model: str = DEFAULT_MODEL,
        embedder: str = "none",
        source: Source | None = None,
        tell: Tell = _silence,
        deadline: float = 10.0,
        patience: float = 30.0,
        start_within: float = 60.0,
        catch_up_within: float = 20.0,
        rules_within: float = 15.0,
        backoff: Sequence[float] = BACKOFF,
        command: Sequence[str] | None = None,
    ) -> None:
        """Starts at once, in the background. Seconds: `deadline` for a batch, `patience` for a text that waits for the process
        to start, `start_within` for loading the model, `catch_up_within` for lessons before it reads (what is left then is
        taught while it reads), `rules_within` that texts wait for new rules to be taken up, counted from the reload on: later
        ones are read by the old rules meanwhile, and say so. Without a `source` nothing is learned. `command` starts another
        child than ours, for tests."""
        self._start = Start(rules=PlainRules.of(rules), model=model, embedder=embedder)
        self._school = School(source, tell, deadline=deadline, within=catch_up_within)
        self._tell, self._deadline, self._patience, self._start_within = tell, deadline, patience, start_within
        self._backoff, self._command = tuple(backoff), command
        self._rules_within, self._reloaded_at = rules_within, 0.0
        self._waiting = Waiting()
        self._making = 0  # processes that are being made ready beside the one that reads
        self._changed = threading.Condition()
        self._health: Health = "starting"
        self._in_force: Start | None = None  # what the child that reads was started with
        self._child: StartedChild | None = None
        self._reloaded: StartedChild | None = None
        self._ready: Ready | None = None
        self._why = ""
        self._starts = 0
        self._spare = Spare(tell)
        self._bell = Bell()
        self._keeper = threading.Thread(target=self._keep, name="reading", daemon=True)
        self._keeper.start()

    # -- what callers use ---------------------------------------------------------------------------------------------

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = "") -> Reading:
        """Blocks until the text is read, by the newest rules if they are taken up in time; degrades to rules, never raises."""
        request = Request(text=text, subject=subject, sent=sent, now=now, sender=sender, mailbox=mailbox)
        behind = self._waited_for_rules()
        job, refused = Job(request), ""
        with self._changed:
            if self._health in ("down", "closed"):
                refused = self._why
            elif not self._waiting.add(job):
                refused = "this text stopped the reading process twice"
            else:
                self._bell.ring()
        if refused:  # not the job's own `why`: its answer may be there already
            return self._spare.read(request, self._start.rules, refused)
        try:
            reading = job.answer.result(timeout=self._patience)
        except FutureTimeout:
            job.answer.cancel()
            return self._spare.read(request, self._start.rules, "the reading process is late")
        if reading is None:
            return self._spare.read(request, self._start.rules, job.why)
        return replace(reading, degraded="; ".join(filter(None, (reading.degraded, _BEHIND)))) if behind else reading

    def _waited_for_rules(self) -> bool:
        """Waits while the process that reads by new rules is made ready; whether it is still read by the old ones then."""
        with self._changed:
            left = self._reloaded_at + self._rules_within - time.monotonic()
            self._changed.wait_for(lambda: not (self._is_behind() and self._comes()), timeout=max(0.0, left))
            return self._is_behind()

    def _is_behind(self) -> bool:
        return self._health == "well" and self._in_force is not None and self._in_force.rules is not self._start.rules

    def _comes(self) -> bool:
        """Whether another process is on its way."""
        return self._making > 0 or self._reloaded is not None

    @property
    def model(self) -> str:
        """Name and version of the model that reads, or will."""
        if self._ready is not None:
            return self._ready.model
        try:
            return f"{self._start.model} {metadata.version(self._start.model)}"
        except metadata.PackageNotFoundError:
            return self._start.model

    @property
    def degraded(self) -> str | None:
        """What is missing now; None if nothing."""
        return self._why if self._health == "down" else self._ready.degraded if self._ready is not None else None

    @property
    def pid(self) -> int | None:
        child = self._child
        return child.pid if child is not None else None

    @property
    def rss(self) -> int | None:
        """Resident memory of the process in bytes; None while there is none."""
        child = self._child
        return child.rss() if child is not None else None

    @property
    def restarts(self) -> int:
        """How often it was started again."""
        return max(0, self._starts - 1)

    @property
    def state(self) -> str:
        """For the health page: `ok`, `starting`, or what is wrong."""
        if self._health == "well":
            return self.degraded or "ok"
        return self._health if self._health == "starting" else self._why

    def ready(self) -> bool:
        """Whether it reads, and by the newest rules."""
        return self._health == "well" and self._in_force is self._start

    @property
    def version(self) -> str | None:
        """What the process that reads was started from; None: the settings alone."""
        child = self._child
        return child.version if child is not None else None

    @property
    def upto(self) -> int | None:
        """The last lesson it knows; None while no process reads."""
        child = self._child
        return child.upto if child is not None and self._health == "well" else None

    def teach(self, lessons: Sequence[Lesson], *, after: int, patience: float = 30.0) -> bool:
        """Learn these, the next ones behind the lesson `after`. Blocks until they are learned; False when they were not in
        time, or the process is another one meanwhile, which catches up by itself."""
        if self._health != "well":
            return False
        learned = self._school.add(lessons, after)
        self._bell.ring()
        try:
            return learned.result(timeout=patience)
        except FutureTimeout:
            return False

    def renew(self) -> threading.Thread | None:
        """Start from what is promoted now: a second process is made ready while the first goes on. None while one is."""
        with self._changed:
            if self._making or self._health != "well":
                return None
            return self._make(replace(self._start))

    def wait_ready(self, timeout: float | None = None) -> bool:
        """Whether it reads by the newest rules, after at most `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self.ready() or self._is_closed(), timeout) and self.ready()

    def reload(self, rules: ReadingRules | None) -> threading.Thread:
        """Read by these rules from soon on: a second process is made ready while the first goes on. Returns the thread that
        makes it, for who wants to wait; if it can't be made, the old rules stay until the next start."""
        with self._changed:
            self._reloaded_at = time.monotonic()
            return self._make(replace(self._start, rules=PlainRules.of(rules)))

    def _make(self, start: Start) -> threading.Thread:
        self._start = start
        self._making += 1
        thread = threading.Thread(target=self._make_ready, args=(start,), name="reading-reload", daemon=True)
        thread.start()
        return thread

    def close(self) -> None:
        """End the process; texts that wait are read by rules."""
        with self._changed:
            self._health, self._why = "closed", "the reading process is closed"
            self._changed.notify_all()
            self._bell.ring()
        if threading.current_thread() is not self._keeper:
            self._keeper.join(timeout=10)

    # -- the keeper's thread ------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        failures = 0
        while not self._is_closed():
            try:
                self._open()
                self._serve()
            except Exception as failed:  # the loop of a worker: whatever it was, start again and say why
                self._drop_child()
                failures = 1 if isinstance(failed, ChildFailed) and failed.served else failures + 1
                why = str(failed) if isinstance(failed, ChildFailed) else type(failed).__name__
                self._fallen(why, self._backoff[min(failures, len(self._backoff)) - 1])
        self._drop_child()
        with self._changed:
            self._waiting.settle_all(self._why)
            self._school.give_up()
            made, self._reloaded = self._reloaded, None
        if made is not None:
            made.stop()
        self._bell.close()

    def _open(self) -> None:
        """Start the child and wait until it reads by the newest rules. Raises ChildFailed."""
        while not self._is_closed():
            start = self._start
            self._starts += 1
            self._child = child = StartedChild(start, self._command, self._bell.ear, self._school.beginning())
            self._prepare(child)
            with self._changed:
                if self._start is start and not self._is_closed():
                    self._health, self._ready, self._why, self._in_force = "well", child.said, "", start
                    self._changed.notify_all()
                    break
            child.stop()  # the rules changed while it was loading
        self._tell("reading_ready", model=self.model, degraded=self.degraded, restarts=self.restarts)

    def _prepare(self, child: StartedChild) -> None:
        """Until it is loaded and knows the lessons. Raises ChildFailed."""
        child.wait_ready(self._start_within, self._is_closed)
        self._school.catch_up(child, self._is_closed)

    def _serve(self) -> None:
        """Read batches until closed. Raises ChildFailed when the child fails."""
        served = False
        while not self._is_closed():
            child = self._child_in_force()
            try:
                learned = self._school.teach_some(child)
                self._ready = child.said
            except ChildFailed as failed:
                raise ChildFailed(str(failed), served=served) from failed
            batch = self._waiting.next_batch()
            try:
                if not batch:
                    if not learned:
                        child.wait_idle()
                    continue
                readings = child.ask([job.request for job in batch], self._deadline)
            except Exception as failed:
                self._waiting.blame(batch, str(failed))
                raise ChildFailed(str(failed) or type(failed).__name__, served=served) from failed
            served = True
            self._waiting.read(batch, readings)

    def _child_in_force(self) -> StartedChild:
        """The child that reads by the newest rules; one that a reload made ready takes over between two batches."""
        with self._changed:
            made, self._reloaded = self._reloaded, None
            before, new_rules = self._child, False
            if made is not None and before is not None:
                before.stop()
                new_rules = self._is_behind()
                self._child, self._ready, self._in_force = made, made.said, made.start
                made.listen(self._bell.ear)
                self._changed.notify_all()
            child, seconds = self._child, round(time.monotonic() - self._reloaded_at, 1)
        assert child is not None
        if made is not None:
            self._tell("reading_reloaded", new_rules=new_rules, **({"after_s": seconds} if new_rules else {}))
        return child

    def _fallen(self, why: str, pause: float) -> None:
        """Say so, and wait before the next start; meanwhile rules read."""
        self._tell("reading_stopped", why=why, pause=pause)
        with self._changed:
            if self._is_closed():
                return
            self._health, self._why = ("down" if pause else "starting"), why
            self._school.give_up()
            if pause:
                self._waiting.settle_all(why)
                self._changed.wait_for(self._is_closed, timeout=pause)

    def _is_closed(self) -> bool:
        return self._health == "closed"

    def _drop_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.stop()

    # -- reload ------------------------------------------------------------------------------------------------------

    def _make_ready(self, start: Start) -> None:
        made: StartedChild | None = None
        try:
            made = self._made(start)
        finally:
            with self._changed:
                self._making -= 1
                superseded = made
                if made is not None and self._start is start and self._health == "well":
                    superseded, self._reloaded = self._reloaded, made
                # else newer rules are under way, or the next start takes these
                self._bell.ring()
                self._changed.notify_all()
        if superseded is not None:
            superseded.stop()

    def _made(self, start: Start) -> StartedChild | None:
        """A second process, ready; None where it can't be made."""
        child: StartedChild | None = None
        try:
            child = StartedChild(start, self._command, None, self._school.beginning())
            self._prepare(child)
        except ChildFailed as failed:
            self._tell("reading_reload_failed", why=str(failed))
            if child is not None:
                child.stop()
            return None
        return child
