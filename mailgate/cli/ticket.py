"""`mailgate ticket`: the desk from a terminal. What changes a ticket takes the same road as mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, fail, guarded, local, say, say_json
from mailgate.cli.house import opened, views_of

if TYPE_CHECKING:
    from mailgate.bootstrap import House

app = typer.Typer(help="The desk from a terminal.", no_args_is_help=True, pretty_exceptions_enable=False)

EIGHT = ("ticket", "state", "priority", "team", "agent", "customer", "participants", "intent")
Number = Annotated[int, typer.Argument(help="The ticket's number.")]


@app.command("list")
def list_(
    settings: SettingsOption = DEFAULT_SETTINGS,
    state: Annotated[list[str] | None, typer.Option("--state", help="Only tickets in this state; may be given again.")] = None,
    agent: Annotated[str | None, typer.Option("--agent", help="Only this agent's.")] = None,
    team: Annotated[str | None, typer.Option("--team", help="Only this team's.")] = None,
    customer: Annotated[str | None, typer.Option("--customer", help="Only this customer's.")] = None,
    last: Annotated[int | None, typer.Option("--last", help="Only the newest so many.")] = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Tickets, newest first."""

    def look() -> None:
        with views_of(settings) as views:
            rows = views.tickets(states=state or (), agent=agent, team=team, customer=customer, limit=last)
        for row in rows:
            say_json({key: row[key] for key in EIGHT}) if json else say(_line(row))
        if not rows and not json:
            say("no tickets")

    guarded(look, debug=debug)


def _line(row: dict[str, Any]) -> str:
    who = row["agent"] or (f"queue of {row['team']}" if row["team"] else "nobody")
    return (
        f"#{row['ticket']:<5} {row['state']:<9} {row['priority']:<7} {row['customer']:<30} {who:<26} {row.get('subject') or ''}"
    )


@app.command()
def show(
    number: Number, settings: SettingsOption = DEFAULT_SETTINGS, json: JsonOption = False, debug: DebugOption = False
) -> None:
    """One ticket and its story."""

    def look() -> None:
        with views_of(settings) as views:
            row = views.ticket(number)
        if row is None:
            fail(f"there is no ticket {number}; `mailgate ticket list` shows them all")
        say_json(row) if json else say("\n".join(story_of(row)))

    guarded(look, debug=debug)


def story_of(row: dict[str, Any]) -> list[str]:
    """A ticket for a person, line by line."""
    lines = [
        f"#{row['ticket']} {row.get('subject') or ''}".rstrip(),
        (
            f"  {row['state']}, {row['priority']} · {row['intent'] or 'no intent'} · {row['language'] or 'language unknown'} · "
            f"{row['team'] or 'no team'} · {row['agent'] or 'nobody yet'} · from {row['customer']}"
        ),
    ]
    lines += [f"  promise {p['name']}: {p['state']}, due {local(p['due'])}" for p in row["promises"]]
    if row["sensitive"]:
        words = ", ".join(f"“{words}”" for words in row["sensitive_because"])
        lines.append(f"  sensitive: {row['sensitive']}{f' – {words}' if words else ''}; nothing about it is automatic")
    because = (row.get("route") or {}).get("because") or ()
    if because:
        lines.append(f"  routed because: {'; '.join(because)}")
    for entry in row["entries"]:
        seen = "" if entry["visibility"] == "public" else f" ({entry['visibility']})"
        proof = "" if entry["verified"] else ", unverified"
        lines += ["", f"  {local(entry['at'])}  {entry['kind']} by {entry['by']}{seen}{proof}"]
        lines += [f"      Subject: {entry['subject']}"] if entry.get("subject") else []
        lines += [f"      {text}" for text in (str(entry["text"] or "") or happened(entry)).splitlines()]
        lines += [f"      → {letter['to']}: {letter['template']}, {letter['state']}" for letter in entry["letters"]]
    return lines


def happened(entry: dict[str, Any]) -> str:
    """What nobody wrote, in a line: `given out: agent erik@example.com, team billing`."""
    if entry["kind"] != "event":
        return ""
    known = ", ".join(f"{name} {value}" for name, value in (entry.get("data") or {}).items() if value not in (None, "", [], {}))
    return f"{str(entry['reason'] or '').replace('_', ' ')}{': ' if known else ''}{known}"


@app.command()
def new(
    customer: Annotated[str, typer.Argument(help="The customer's address.")],
    text: Annotated[str, typer.Argument(help="What they said; `-` reads standard input.")],
    subject: Annotated[str, typer.Option("--subject", help="The subject.")] = "",
    to: Annotated[str | None, typer.Option("--to", help="Which of our mailboxes; left out: the first.")] = None,
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Open a ticket for someone who called or came by. It takes the same road as mail."""

    def do() -> None:
        words = typer.get_text_stream("stdin").read() if text == "-" else text
        with opened(settings, reading=True) as house:
            number, outcome = open_by_hand(house, customer, words, subject=subject, to=to)
        say_json({"ticket": number, "outcome": outcome}) if json else say(f"ticket #{number} {outcome}" if number else outcome)

    guarded(do, debug=debug)


def open_by_hand(house: House, customer: str, text: str, *, subject: str, to: str | None) -> tuple[int | None, str]:
    """Write the mail the customer would have written, keep it, take it in; (ticket, outcome). A running daemon writes the
    letters; else they wait for the next one. Raises Refused."""
    import asyncio
    from email.utils import make_msgid, parseaddr

    from mailgate.adapters.doors.manual import entered
    from mailgate.flows.accept import Acceptor
    from mailgate.flows.intake import LEASE, handle
    from mailgate.model.address import Address
    from mailgate.model.errors import Refused

    mailbox = to or next(iter(house.in_force.rulebook.mailboxes))
    if house.in_force.rulebook.mailbox_of(mailbox) is None:
        raise Refused(f"{mailbox} is no mailbox of ours; there are {', '.join(house.in_force.rulebook.mailboxes)}")
    name, address = parseaddr(customer)
    message_id = make_msgid(domain=house.settings.server.domain).strip("<>")
    try:
        raw, evidence = entered(
            sender=Address(address=address, name=name or None),
            mailbox=mailbox,
            subject=subject,
            text=text,
            message_id=message_id,
            now=house.desk.clock(),
        )
    except ValueError as error:
        raise Refused(f"{error}; write it like maria@example.org") from None
    inbox_id = asyncio.run(_accepted(Acceptor(house.store, lambda _: None), raw, evidence))
    for arrival in house.store.claim_arrivals(limit=50, now=house.desk.clock(), lease=LEASE):
        handle(arrival, house.desk)
    row = house.store.views.ledger(inbox_id=inbox_id)[0]
    return row["ticket"], row["outcome"] or "accepted; the running desk takes it in"


async def _accepted(accept: Any, raw: Any, evidence: Any) -> int:
    return int(await accept(raw, evidence))


@app.command()
def close(number: Number, settings: SettingsOption = DEFAULT_SETTINGS, debug: DebugOption = False) -> None:
    """Close a ticket, with what follows: the customer's letter, its promises, the question how it went."""

    def do() -> None:
        from mailgate.model.decision import Applied
        from mailgate.policy.due import on_close

        with opened(settings) as house:
            story = house.store.ticket_story(number)
            if story is None:
                fail(f"there is no ticket {number}; `mailgate ticket list` shows them all")
            now = house.desk.clock()
            decision = on_close(story, house.in_force.rulebook, now)
            applied = house.store.apply(decision, settles=None, now=now)
        say(f"#{number} closed" if isinstance(applied, Applied) else f"#{number} has just changed; try again")

    guarded(do, debug=debug)
