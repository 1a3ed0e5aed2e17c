"""Logs: one JSON object a line, or on a terminal one readable line; every value redacted on its way out.

`configure` is called once, by bootstrap; then `structlog.get_logger()` anywhere, and libraries' own loggers, end here.
A log that can't be written (a full disk, a closed pipe) is dropped: it never stops the desk.
"""

from __future__ import annotations

import contextlib
import json
import logging
import traceback
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import IO, Any

import structlog

from mailgate.adapters.redaction import Redactor

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
FRAMES = 12  # of a traceback: file, line and function; never a value
FIRST = ("time", "level", "event")

bound = structlog.contextvars.bound_contextvars
"""`with bound(inbox=7):` — ids bound once, for every line inside, in this task or thread."""

Event = MutableMapping[str, Any]


def configure(stream: IO[str], *, level: str = "info", key: bytes, terminal: bool | None = None) -> None:
    """Send all logs to `stream`. `terminal` None: as the stream is one; `key` is the desk's key for hashed addresses."""
    readable = stream.isatty() if terminal is None else terminal
    redactor = Redactor(key, open_eyes=readable)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            _timed,
            _traced,
            *(() if readable else (_without_line,)),
            _redacting(redactor),
            _readable if readable else _json,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=_Forgiving(stream)),  # type: ignore[arg-type]
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [_FromLibraries()]
    root.setLevel(max(LEVELS[level], logging.WARNING))


def _timed(_: Any, __: str, event: Event) -> Event:
    event["time"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return event


def _traced(_: Any, __: str, event: Event) -> Event:
    """`trace=True` with an `error`: where it came from, innermost last."""
    wanted, error = event.pop("trace", False), event.get("error")
    if wanted and isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        event["trace"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def _without_line(_: Any, __: str, event: Event) -> Event:
    """The sentence for a terminal isn't worth redacting where nobody reads it."""
    event.pop("line", None)
    return event


def _redacting(redactor: Redactor) -> Any:
    def redacted(_: Any, __: str, event: Event) -> Event:
        return {name: redactor.value(value, name=name) for name, value in event.items()}

    return redacted


def _json(_: Any, __: str, event: Event) -> str:
    ordered = {name: event[name] for name in FIRST if name in event} | dict(event)
    return json.dumps(ordered, ensure_ascii=False, default=str)


def _readable(_: Any, __: str, event: Event) -> str:
    """`15:02:07  #1 opened · …`, or `15:02:07  WORD  key=value …` with `fix: …` last."""
    moment = datetime.fromisoformat(event["time"]).astimezone().strftime("%H:%M:%S")
    level = event["level"]
    mark = "" if level in ("info", "debug") else f"{level}: "
    if "line" in event:
        return f"{moment}  {mark}{event['line']}"
    fix = event.get("fix")
    rest = " ".join(f"{k}={_plain(v)}" for k, v in event.items() if k not in (*FIRST, "fix", "trace"))
    said = f"{moment}  {mark}{event['event']}" + (f"  {rest}" if rest else "") + (f" · fix: {fix}" if fix else "")
    return "\n".join((said, *(f"          {frame}" for frame in event.get("trace", ()))))


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


class _Forgiving:
    """A stream that forgets what it can't write."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError, ValueError):  # ValueError: the stream is closed
            return self._stream.write(text)
        return 0

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()


class _FromLibraries(logging.Handler):
    """What libraries log, in our form and redacted like everything."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger()
        try:
            said = record.getMessage()
        except (TypeError, ValueError):  # a library's own formatting mistake
            said = str(record.msg)
        extra = {"error": record.exc_info[1], "trace": True} if record.exc_info and record.exc_info[1] else {}
        log.log(record.levelno, "library", library=record.name, said=said, **extra)
