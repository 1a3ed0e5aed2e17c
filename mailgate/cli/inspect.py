"""`mailgate inspect`: what we read in a message. No database, and no settings needed."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from mailgate.cli.common import FINDINGS, FINE, USAGE, fail, say, say_json
from mailgate.mail.parse import parse
from mailgate.model.address import Address
from mailgate.model.message import ParsedMessage
from mailgate.model.reading import NOTHING_READ, Reading

Read = Callable[[ParsedMessage], Reading]

_SEPARATOR = re.compile(rb"(?:\A|\n\r?\n)From [^\r\n]{3,300}\r?\n(?=[!-9;-~]+:)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_NOT_MAIL = frozenset({".jsonl", ".json", ".md", ".py", ".yaml", ".yml", ".toml", ".db", ".lock", ".csv"})


def inspect(
    files: Annotated[list[str], typer.Argument(help="Messages, folders of messages, .mbox files, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")] = False,
    no_reading: Annotated[
        bool, typer.Option("--no-reading", help="Skip intents, entities, urgency and mood: much faster.")
    ] = False,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="Read with the intents and entities of this settings file.")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Show what we read in messages: who, what kind, the fresh words, attachments, bounces, forwards, and what they mean."""
    read = _nothing if no_reading else _reader(settings, debug=debug)
    code = FINE
    for name, data in _messages(files):
        if data is None:
            typer.echo(f"mailgate: can't read {name}: no such file or not readable", err=True)
            code = FINDINGS
            continue
        message = parse(data)
        seen = shown(name, message, read(message), _authenticity(message))
        if as_json:
            say_json(seen)
        else:
            _print(seen)
        code = FINDINGS if message.kind == "unreadable" else code
    raise typer.Exit(code)


def _messages(names: list[str]) -> Iterator[tuple[str, bytes | None]]:
    """Every message the arguments name, in order, with the name to show; None for what can't be read."""
    for name in names:
        if name == "-":
            yield from _of_bytes("-", sys.stdin.buffer.read(), mbox=False)
            continue
        path = Path(name)
        try:
            if path.is_dir():
                inside = sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith("."))
                yield from _messages([str(each) for each in inside if each.suffix.lower() not in _NOT_MAIL])
            else:
                yield from _of_bytes(name, path.read_bytes(), mbox=path.suffix.lower() == ".mbox")
        except OSError:
            yield name, None


def _of_bytes(name: str, data: bytes, *, mbox: bool) -> Iterator[tuple[str, bytes]]:
    if not mbox:
        yield name, data
        return
    starts = [
        found.start() + (0 if found.start() == 0 and data.startswith(b"From ") else found[0].index(b"From "))
        for found in _SEPARATOR.finditer(data)
    ]
    if not starts:
        yield f"{name}#1", data
        return
    for number, start in enumerate(starts, 1):
        stop = starts[number] if number < len(starts) else len(data)
        yield f"{name}#{number}", _ESCAPED.sub(rb"\1", data[start:stop])


def _nothing(message: ParsedMessage) -> Reading:
    return NOTHING_READ


def _reader(settings: Path | None, *, debug: bool) -> Read:
    """The reading pipeline, loaded once for all messages; where it isn't installed nothing is read."""
    try:
        pipeline = importlib.import_module("mailgate.reading.pipeline")
    except ModuleNotFoundError:
        if settings is not None:
            fail("no reading pipeline in this installation: leave out --settings or use --no-reading", code=USAGE)
        return _nothing
    make: Callable[..., Read] | None = getattr(pipeline, "reader_for_inspect", None)
    if make is None:
        return _nothing
    try:
        return make(settings)
    except Exception as error:
        if debug:
            raise
        fail(f"can't load the reading models: {error}; --no-reading skips them")


def _authenticity(message: ParsedMessage) -> dict[str, object]:
    """What the topmost Authentication-Results says, for information: inspect knows no relay to trust."""
    nothing: dict[str, object] = {
        "spf": None,
        "dkim": None,
        "dmarc": None,
        "because": "not judged: no trusted relay is known here",
    }
    try:
        judge = getattr(importlib.import_module("mailgate.mail.authenticity"), "shown_in_inspect", None)
    except ModuleNotFoundError:
        return nothing
    return {**nothing, **judge(message)} if judge is not None else nothing


def shown(file: str, message: ParsedMessage, reading: Reading, authenticity: dict[str, object]) -> dict[str, Any]:
    """The JSON object of one message: all keys always present, null where unknown (contract of `inspect --json`)."""
    return {
        "file": file,
        "kind": message.kind,
        "kind_because": list(message.kind_because),
        "report": message.report,
        "from": _person(message.sender),
        "to": [_person(each) for each in message.to],
        "cc": [_person(each) for each in message.cc],
        "reply_to": [_person(each) for each in message.reply_to],
        "on_behalf_of": _person(message.on_behalf_of),
        "subject": message.subject,
        "date": _instant(message.date),
        "message_id": message.message_id,
        "in_reply_to": message.in_reply_to,
        "references": list(message.references),
        "text": message.text,
        "reply": message.reply,
        "signature": message.signature,
        "quoted": message.quoted,
        "attachments": [
            {"name": each.name, "type": each.type, "size": each.size, "inline": each.inline, "sha256": each.sha256}
            for each in message.attachments
        ],
        "bounce": _bounce(message),
        "forwarded": _forwarded(message),
        "away_until": _instant(message.away_until),
        "authenticity": authenticity,
        "reading": reading_shown(reading),
        "warnings": list(message.warnings),
    }


def _person(address: Address | None) -> dict[str, str | None] | None:
    if address is None:
        return None
    if "@" not in address.address:
        return {"name": address.name or address.address or None, "address": address.address or None}
    return {"name": address.name, "address": address.address}


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _bounce(message: ParsedMessage) -> dict[str, object] | None:
    if message.bounce is None:
        return None
    return {
        "recipients": [
            {
                "address": each.address,
                "status": each.status,
                "smtp_code": each.smtp_code,
                "permanent": each.permanent,
                "action": each.action,
                "reason": each.reason,
            }
            for each in message.bounce.recipients
        ],
        "original_message_id": message.bounce.original_message_id,
    }


def _forwarded(message: ParsedMessage) -> dict[str, object] | None:
    inner = message.forwarded
    if inner is None:
        return None
    return {"from": _person(inner.sender), "subject": inner.subject, "date": _instant(inner.date), "text": inner.text}


def reading_shown(reading: Reading) -> dict[str, Any]:
    """A reading as JSON, keys as in the contract."""
    return {
        "language": reading.language,
        "intents": [
            {"name": each.name, "confidence": each.confidence, "because": list(each.because)} for each in reading.intents
        ],
        "entities": [{"type": each.type, "text": each.text, "start": each.start, "end": each.end} for each in reading.entities],
        "urgency": {
            "level": reading.urgency.level,
            "score": reading.urgency.score,
            "deadline": _instant(reading.urgency.deadline),
            "because": list(reading.urgency.because),
        },
        "mood": {"score": reading.mood.score, "frustrated": reading.mood.frustrated, "because": list(reading.mood.because)},
        "sensitive": reading.sensitive,
        "courtesy": reading.courtesy,
    }


def _print(seen: dict[str, Any]) -> None:
    """The same for a person: one fact a line, the fresh words indented."""
    say(seen["file"], style="bold")
    sender = seen["from"] or {}
    facts = {
        "kind": f"{seen['kind']} ({'; '.join(seen['kind_because'])})" + (f", report {seen['report']}" if seen["report"] else ""),
        "from": f"{sender.get('name') or ''} <{sender.get('address') or '?'}>".strip(),
        "to": ", ".join(each["address"] or "?" for each in seen["to"]),
        "subject": seen["subject"],
        "date": seen["date"] or "",
        "away until": seen["away_until"] or "",
        "attachments": ", ".join(f"{each['name']} ({each['size']} bytes)" for each in seen["attachments"]),
        "failed": ", ".join(
            f"{each['address'] or '?'} {each['status'] or each['smtp_code'] or ''}{' for good' if each['permanent'] else ''}"
            for each in (seen["bounce"] or {}).get("recipients", [])
        ),
        "forwarded": ((seen["forwarded"] or {}).get("from") or {}).get("address") or ("yes" if seen["forwarded"] else ""),
        "language": seen["reading"]["language"] or "",
        "intents": ", ".join(f"{each['name']} {each['confidence']:.2f}" for each in seen["reading"]["intents"]),
        "warnings": "; ".join(seen["warnings"]),
    }
    for name, value in facts.items():
        if value:
            say(f"  {name:12} {value}")
    for line in seen["reply"].split("\n"):
        say(f"    {line}")
    say()


if __name__ == "__main__":
    typer.run(inspect)
