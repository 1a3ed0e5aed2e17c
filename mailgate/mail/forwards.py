"""Forwarded mail: the original's sender, subject, date and text, apart from the forwarder's words."""

from __future__ import annotations

from mailgate.mail.addresses import addresses_in
from mailgate.mail.attachments import safe_name
from mailgate.mail.blocks import MAX_FIELDS, Header, attribution_at, header_at, label_of, separator_of, titles_quote
from mailgate.mail.dates import written_date
from mailgate.mail.headers import date_of
from mailgate.mail.html import CUT, INSIDE, SIGNATURE
from mailgate.mail.mime import Part
from mailgate.mail.subject import is_forward
from mailgate.mail.words import decode_words
from mailgate.model.address import Address
from mailgate.model.message import Forwarded

MAX_LINES = 5_000
MAX_QUOTED = 40  # marks of one line that are taken away
_SCISSORS = ("===8<", "---8<", "-- >8", "-->8")
_FRAMES = ("----", "____", "====", "****")


def forwarded_in(marked: str, subject: str, messages: tuple[Part, ...], *, answers: bool) -> tuple[Forwarded, str] | None:
    """The forwarded original and the forwarder's own words above it, or None.

    It is one if a line says so; if a printed header stands in a mail whose subject says so or that answers nothing
    (replies print the same header); or if a message is attached under such a subject."""
    lines = marked.split("\n")[:MAX_LINES]
    says = is_forward(subject)
    for at, line in enumerate(lines):
        bare = _unquoted(line)
        if not bare.strip():
            continue
        kind = separator_of(bare)
        if kind == "forwarded":
            return _below(lines, at + 1, at)
        if kind == "original" and (says or not answers) and _header_soon(lines, at + 1):
            return _below(lines, at + 1, at)
        if (says or not answers) and _header(lines, at):
            return _below(lines, at, _frame_above(lines, at))
        if not line.startswith(INSIDE) and attribution_at([_unquoted(each) for each in lines[at : at + 4]], 0):
            break  # a reply; what its quote holds is none of ours
        if kind == "original":
            break
    if messages and (says or not marked.strip()) and (made := _attached(messages[0])):
        return made, marked
    return None


def _frame_above(lines: list[str], at: int) -> int:
    """Where the rule or framed line above a printed header stands, in whatever language; else the header itself."""
    above = at - 1
    while above >= 0 and not _unquoted(lines[above]).strip():
        above -= 1
    bare = _unquoted(lines[above]).strip() if above >= 0 else ""
    framed = len(bare) <= 120 and bare[:4] in _FRAMES and bare[-4:] == bare[:4]
    return above if framed or titles_quote(bare) else at


def _unquoted(line: str) -> str:
    """A line without its quote marks: Apple Mail and others mark the forwarded text as quoted."""
    line = line.lstrip(INSIDE)
    stripped = line.lstrip()
    for _ in range(MAX_QUOTED):
        if not stripped.startswith(">"):
            break
        stripped = stripped[1:].lstrip(INSIDE)
        line = stripped[1:] if stripped.startswith(" ") else stripped
        stripped = line.lstrip()
    return "" if line in (CUT, SIGNATURE) else line


def _header(lines: list[str], at: int) -> Header | None:
    above = _unquoted(lines[at - 1]) if at else ""
    framed, first = separator_of(above) is not None, _unquoted(lines[at]) if at < len(lines) else ""
    if not first.strip() or (not framed and label_of(first) is None):
        return None  # as `header_at` would say; the lines below needn't be looked at
    window = [first, *(_unquoted(line) for line in lines[at + 1 : at + (MAX_FIELDS if framed else 16)])]
    found = header_at([above, *window], 1)
    return Header(start=0, stop=found.stop - 1, values=found.values) if found else None


def _header_soon(lines: list[str], at: int) -> bool:
    return any(_header(lines, number) for number in range(at, min(at + 4, len(lines))) if _unquoted(lines[number]).strip())


def _below(lines: list[str], start: int, cut: int) -> tuple[Forwarded, str]:
    """Read header and text from `start` on; what stands above `cut` is the comment."""
    at, header, limit = start, None, min(start + 6, len(lines))
    while at < limit:
        if _unquoted(lines[at]).strip():
            header = _header(lines, at)
            if header is not None:
                break
            window = [_unquoted(line) for line in lines[at : at + 8]]
            stop = attribution_at(window, 0)
            if stop is not None:
                return _introduced(lines, at, stop, cut)
        at += 1
    if header is None:
        body = _body(lines[start:])
        return Forwarded(text=body), "\n".join(lines[:cut])
    values = header.values
    text, below = _body_and_below(lines, at, at + header.stop)
    when = values.get("date", "")
    return (
        Forwarded(
            sender=_sender(values.get("from", "")),
            subject=decode_words(values.get("subject", "")).strip() or None,
            date=date_of(when) or written_date(when),
            text=text,
        ),
        "\n".join([*lines[:cut], *below]),
    )


def _body_and_below(lines: list[str], header: int, start: int) -> tuple[str, list[str]]:
    """The original's text, and the forwarder's words under it: where the printed header is marked as quoted, the text
    goes as far as the marks do."""
    if not lines[header].lstrip(INSIDE).lstrip().startswith(">"):
        return _body(lines[start:]), []
    stop = start
    for at in range(start, len(lines)):
        if lines[at].lstrip(INSIDE).lstrip().startswith(">"):
            stop = at + 1
        elif lines[at].strip():
            break
    inner = [line.lstrip(INSIDE).lstrip().removeprefix(">").removeprefix(" ") for line in lines[start:stop]]
    return _body(inner), lines[stop:]


def _introduced(lines: list[str], at: int, stop: int, cut: int) -> tuple[Forwarded, str]:
    words = " ".join(_unquoted(line).strip() for line in lines[at : at + stop])
    found = addresses_in(words.rpartition(",")[2].rstrip(" :*").replace(" wrote", ""))
    return Forwarded(sender=found[0] if found else None, date=written_date(words), text=_body(lines[at + stop :])), "\n".join(
        lines[:cut]
    )


def _sender(value: str) -> Address | None:
    """`Maria <m@example.org>`, `Maria [mailto:m@example.org]`, `Maria <m@x><mailto:m@x>`, `"m@example.org" <m@example.org>`."""
    value = value.replace("[mailto:", "<").replace("(mailto:", "<").replace("<mailto:", " <")
    if "<" in value and "]" in value and ">" not in value:
        value = value.replace("]", ">")
    if "<" not in value and "[" in value and "@" in value:
        value = value.replace("[", "<").replace("]", ">")
    if "<" not in value and "(" in value and "@" in value.partition("(")[2]:
        value = value.replace("(", "<").replace(")", ">")  # Airmail: Maria (m@example.org)
    value = value.split(" on behalf of ")[-1].split(" im Auftrag von ")[-1]
    first = value.split("> <")[0]
    found = addresses_in(first if "@" in first else value)
    if found and "@" in found[0].address:
        return found[0]
    name = safe_name(value.strip(" \"'"))
    return Address(address="", name=name) if name else None


def _body(lines: list[str]) -> str:
    """The original's text: one level of quote marks removed where all of it is marked."""
    lines = [line for line in lines if line.strip(INSIDE + " ") not in (CUT, SIGNATURE)]
    lines = [line.lstrip(INSIDE) for line in lines]
    full = [line for line in lines if line.strip()]
    if full and separator_of(full[0]) == "forwarded" and full[0].strip()[:4] in _FRAMES:
        lines = lines[lines.index(full[0]) + 1 :]  # Zoho frames the header from below, too
        full = full[1:]
    if full and full[0].startswith(_SCISSORS):
        lines = lines[lines.index(full[0]) + 1 :]  # The Bat! cuts the text off from its header
        full = full[1:]
    if full and all(line.lstrip().startswith(">") for line in full):
        lines = [line.lstrip()[1:].removeprefix(" ") if line.strip() else "" for line in lines]
    return "\n".join(lines).strip("\n").rstrip()


def _attached(part: Part) -> Forwarded | None:
    from mailgate.mail.body import content_in
    from mailgate.mail.html import plain

    inner = part.parts[0]
    senders = addresses_in(inner.text_of("from"))
    content = content_in(inner)
    text = plain("\n\n".join(each.strip("\n") for each in content.texts if each.strip()))
    subject = decode_words(inner.text_of("subject")).strip() or None
    if not senders and not subject and not text:
        return None
    return Forwarded(sender=senders[0] if senders else None, subject=subject, date=date_of(inner.text_of("date")), text=text)
