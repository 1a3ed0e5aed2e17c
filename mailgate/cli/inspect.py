"""`mailgate inspect`: what we read in a message. No database, and no settings needed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, FINDINGS, FINE, guarded, say, say_json, warn

if TYPE_CHECKING:
    from mailgate.model.message import Evidence, ParsedMessage
    from mailgate.model.reading import Reading
    from mailgate.model.rules import Rulebook
    from mailgate.settings.server import Server

    Read = Callable[[ParsedMessage], Reading]

_SEPARATOR = re.compile(rb"(?:\A|\n\r?\n)From [^\r\n]{3,300}\r?\n(?=[!-9;-~]+:)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_NOT_MAIL = frozenset({".jsonl", ".json", ".md", ".py", ".yaml", ".yml", ".toml", ".db", ".lock", ".csv"})
_NO_MAIL = "this is no mail: it has no headers"
_OF_MAIL = frozenset(
    {
        "from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "reply-to", "sender", "delivered-to",
        "mime-version", "content-type", "in-reply-to", "references", "auto-submitted",
    }
)  # fmt: skip


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
    from mailgate.cli.shown import shown
    from mailgate.mail.parse import parse
    from mailgate.policy.forms import with_fields

    server, desk = guarded(lambda: _settings(settings, needed=not no_reading), debug=debug)
    off = no_reading or (server is not None and not server.reading)
    read: Read = _nothing if off else guarded(lambda: _reader(server, desk), debug=debug)
    code = FINE
    for name, data in messages(files):
        if data is None:
            typer.echo(f"mailgate: can't read {name}: no such file or not readable", err=True)
            code = FINDINGS
            continue
        message = _as_form(_no_mail(parse(data), data), desk)
        reading = with_fields(read(_worded(message)), message)
        seen = shown(name, _less(message, reading), reading, _evidence(message))
        if as_json:
            say_json(seen)
        else:
            _print(seen)
        code = FINDINGS if message.kind == "unreadable" else code
    raise typer.Exit(code)


def messages(names: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
    """Every message the arguments name, in order, with the name to show; None for what can't be read."""
    for name in names:
        if name == "-":
            yield from _of_bytes("-", sys.stdin.buffer.read(), mbox=False)
            continue
        path = Path(name)
        try:
            if path.is_dir():
                inside = sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith("."))
                yield from messages([str(each) for each in inside if each.suffix.lower() not in _NOT_MAIL])
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
    from mailgate.model.reading import NOTHING_READ

    return NOTHING_READ


def _settings(settings: Path | None, *, needed: bool) -> tuple[Server | None, Rulebook | None]:
    """The server's models, and the desk whose intents, entities and forms mail is read with. Settings that nobody named count
    for the reading alone."""
    from mailgate.adapters.yaml_rules import load_desk
    from mailgate.model.errors import SettingsFault

    chosen = settings or (DEFAULT_SETTINGS if needed and DEFAULT_SETTINGS.exists() else None)
    if not chosen:
        return None, None
    try:
        loaded, desk = load_desk(chosen)[:2]
    except SettingsFault:
        if settings is not None:
            raise
        warn(f"{chosen} is faulty, as `mailgate check` tells; mail is read with the built-in intents")
        return None, None
    return loaded.server, desk


def _reader(server: Server | None, desk: Rulebook | None) -> Read:
    """The reading pipeline, made once for all messages, with the models that the daemon reads with; by the built-in intents where
    there are no settings."""
    from mailgate.reading.parsed import reader_for_inspect
    from mailgate.settings.server import Server

    model, embedder = (str(Server.model_fields[name].default) for name in ("model", "embedder"))
    return reader_for_inspect(desk, server.model if server else model, server.embedder if server else embedder)


def _no_mail(message: ParsedMessage, data: bytes) -> ParsedMessage:
    """With a warning where nothing in it is a mail's header; of what is no text either, nothing can be read."""
    if message.kind == "unreadable" or any(name.lower() in _OF_MAIL for name, _ in message.headers):
        return message
    warned = replace(message, warnings=(*message.warnings, _NO_MAIL))
    control = sum(octet < 32 and octet not in b"\t\n\r\f\x1b" for octet in data)
    if control * 50 <= len(data):
        return warned
    return replace(warned, kind="unreadable", kind_because=("no_mail",), text="", reply="")


def _less(message: ParsedMessage, reading: Reading) -> ParsedMessage:
    """With a warning where it was read with less than the settings ask for."""
    from mailgate.policy.less_read import less_read

    return replace(message, warnings=(*message.warnings, less_read(reading))) if reading.degraded else message


def _worded(message: ParsedMessage) -> ParsedMessage:
    """With the words that are read: of a form the customer's own."""
    return replace(message, reply=message.form.words) if message.form is not None and message.form.words else message


def _as_form(message: ParsedMessage, desk: Rulebook | None) -> ParsedMessage:
    """As the settings' forms mean it. A file proves nobody, so it is read as it would be from a proven sender."""
    if desk is None or not desk.forms:
        return message
    from mailgate.mail.forms import with_form

    return with_form(message, desk.forms, desk.entities, "proven")


def _evidence(message: ParsedMessage) -> Evidence:
    """What is proven of the sender of a file: nothing, and why, as no relay is trusted with it."""
    from mailgate.mail.authenticity import evidence_from

    headers = tuple((name.lower(), value) for name, value in message.headers)
    return evidence_from(headers, door="manual")


def _print(seen: dict[str, Any]) -> None:
    """The same for a person: one fact a line, the fresh words indented."""
    say(seen["file"], style="bold")
    sender = seen["from"] or {}
    facts = {
        "kind": f"{seen['kind']} ({'; '.join(seen['kind_because'])})" + (f", report {seen['report']}" if seen["report"] else ""),
        "from": f"{sender.get('name') or ''} <{sender.get('address') or '?'}>".strip(),
        "to": ", ".join(each["address"] or "?" for each in seen["to"]),
        "on behalf of": (seen["on_behalf_of"] or {}).get("address") or "",
        "subject": seen["subject"],
        "date": seen["date"] or "",
        "away until": seen["away_until"] or "",
        "attachments": ", ".join(f"{each['name']} ({each['size']} bytes)" for each in seen["attachments"]),
        "failed": ", ".join(
            f"{each['address'] or '?'} {each['status'] or each['smtp_code'] or ''}{' for good' if each['permanent'] else ''}"
            for each in (seen["bounce"] or {}).get("recipients", [])
        ),
        "forwarded": ((seen["forwarded"] or {}).get("from") or {}).get("address") or ("yes" if seen["forwarded"] else ""),
        "form": (seen["form"] or {}).get("name") or "",
        "language": seen["reading"]["language"] or "",
        "intents": ", ".join(f"{each['name']} {each['confidence']:.2f}" for each in seen["reading"]["intents"]),
        "sensitive": _sensitive(seen["reading"]),
        "warnings": "; ".join(seen["warnings"]),
    }
    for name, value in facts.items():
        if value:
            say(f"  {name:12} {value}")
    for line in seen["reply"].split("\n"):
        say(f"    {line}")
    say()


def _sensitive(reading: dict[str, Any]) -> str:
    said = ", ".join(f"“{words}”" for words in reading["sensitive_because"])
    return f"{reading['sensitive']}{f' – {said}' if said else ''}" if reading["sensitive"] else ""


if __name__ == "__main__":
    typer.run(inspect)
