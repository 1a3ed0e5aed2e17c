"""`mailgate letters`: what was sent, as a person sees it."""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, fail, guarded, say, say_json
from mailgate.cli.house import views_of

if TYPE_CHECKING:
    from mailgate.adapters.store.views import Views

POLL = 0.5  # seconds between two looks of --watch
NEWEST = 30
SHOWN = ("From", "To", "Cc", "Reply-To", "Date", "Subject")


def letters(
    who: Annotated[str | None, typer.Argument(help="An address, or the part before its @; everybody's without it.")] = None,
    settings: SettingsOption = DEFAULT_SETTINGS,
    open_: Annotated[int | None, typer.Option("--open", metavar="N", help="Show letter N whole.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="With --open: write its page into this file.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on: show each letter as it is written; ends with Ctrl-C.")] = False,
    last: Annotated[int, typer.Option("--last", min=1, help="How many of the newest.")] = NEWEST,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """What was sent to whom, the newest last; --open shows one as its reader sees it."""

    def look() -> None:
        with views_of(settings) as views:
            if open_ is not None:
                _open(views, open_, html, json=json)
                return
            rows = _wanted(views.letters(), who)[-last:]
            for row in rows:
                _show(row, json=json)
            if watch:
                _watch(views, who, json=json)
            elif not rows and not json:
                say(f"nothing was sent{f' to {who}' if who else ''} yet")

    guarded(look, debug=debug)


def _wanted(rows: list[dict[str, Any]], who: str | None) -> list[dict[str, Any]]:
    if who is None:
        return rows
    wanted = who.lower()
    return [row for row in rows if wanted in (row["to"].lower(), row["to"].lower().partition("@")[0])]


def _show(row: dict[str, Any], *, json: bool) -> None:
    if json:
        say_json(row)
        return
    at = datetime.fromisoformat(row["at"]).astimezone()
    say(f"{row['id']:>5}  {at:%d %b %H:%M:%S %Z}  {row['state']:<8} {row['to']:<30} {row['template']:<18} {row['subject']}")


def _watch(views: Views, who: str | None, *, json: bool) -> None:
    seen = max((row["id"] for row in views.letters(limit=1)), default=0)
    try:
        while True:
            time.sleep(POLL)
            for row in views.letters(after=seen):
                seen = max(seen, row["id"])
                if _wanted([row], who):
                    _show(row, json=json)
    except KeyboardInterrupt:
        return


def _open(views: Views, number: int, html: Path | None, *, json: bool) -> None:
    row = next((one for one in views.letters() if one["id"] == number), None)
    data = views.letter(row["letter"]) if row else None
    if row is None or data is None:
        fail(f"there is no letter {number}; `mailgate letters` shows them all")
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if html is not None:
        page = message.get_body(("html",))
        if page is None:
            fail(f"letter {number} has no page, only text")
        html.write_text(str(page.get_content()), encoding="utf-8")
        say(f"written to {html}")
        return
    if json:
        say_json({**row, "headers": [[name, str(value)] for name, value in message.items()], "text": text_of(message)})
        return
    for line in readable(message):
        say(line)


def readable(message: EmailMessage) -> Iterator[str]:
    """A letter as a mail client shows it: the headers people look at, the text, the names of what is attached."""
    for name in SHOWN:
        if message[name]:
            yield f"{name + ':':<10}{message[name]}"
    yield ""
    yield from text_of(message).rstrip("\n").split("\n")
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        yield f"[attached: {part.get_filename()}, {len(content) if isinstance(content, bytes) else 0} bytes]"


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    return str(body.get_content()) if body is not None else ""
