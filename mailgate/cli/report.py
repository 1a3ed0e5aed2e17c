"""`mailgate report`: the desk's figures over a day, a week, a month or any span."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, fail, guarded, out, say, say_json
from mailgate.cli.house import opened

if TYPE_CHECKING:
    from mailgate.bootstrap import House
    from mailgate.model.report import Report

WORDS = {
    "tickets": "Tickets",
    "now": "Now",
    "backlog": "Unresolved, by age",
    "times": "Times",
    "promises": "Promises kept",
    "quality": "Quality",
    "events": "Marked moments (UTC)",
    "messages": "Messages",
    "letters": "Letters",
    "reopened": "reopened by customers",
    "waiting": "waiting for the customer",
    "unassigned": "without an agent",
    "under_1d": "less than a day",
    "under_3d": "1 to 3 days",
    "under_7d": "3 to 7 days",
    "under_30d": "7 to 30 days",
    "first_response_median": "first response, half within",
    "first_response_p90": "first response, 9 in 10 within",
    "resolution_median": "resolution, half within",
    "resolution_p90": "resolution, 9 in 10 within",
    "first_contact": "resolved with the first answer",
    "transfers": "transfers of resolved tickets",
    "feedback": "feedback, average (answers)",
    "first_aid": "answered by a document at once",
    "first_aid_solved": "of these closed by the customer",
    "letters_sent": "sent",
    "letters_failed": "failed or came back",
    "on_its_way": "on their way",
}
GROUPS = {"teams": "Team", "agents": "Agent", "intents": "Intent", "tiers": "Tier"}
BAR = 24  # columns of the longest bar


def report(
    span: Annotated[Literal["day", "week", "month"], typer.Option("--span", help="The day, week or month up to now.")] = "week",
    since: Annotated[str | None, typer.Option("--since", help="Any other span up to now, such as 30d.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write it as a page into this file.")] = None,
    mail: Annotated[str | None, typer.Option("--mail", help="Send it to this address.")] = None,
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """What came, what was done, how fast, and what waits."""

    def do() -> None:
        from mailgate.policy.report import as_json

        with opened(settings) as house:
            made = made_now(house, span, since)
            done = [_page(house, made, html)] if html is not None else []
            done += [_sent(house, made, mail)] if mail is not None else []
            if json:
                say_json(as_json(made))
            elif done:
                say("\n".join(done))
            else:
                shown(as_json(made), house)

    guarded(do, debug=debug)


def made_now(house: House, span: Literal["day", "week", "month"], since: str | None) -> Report:
    """The report of the span up to now; `since` counts before `span`. Ends the command for a span nobody understands."""
    from mailgate.flows.reporting import made
    from mailgate.policy.schedule import span_before, zone_of
    from mailgate.settings.values import parse_duration

    rulebook, now = house.in_force.rulebook, house.desk.clock()
    begin = span_before(span, zone_of(rulebook), now)
    if since is not None:
        try:
            begin = now - parse_duration(since)
        except ValueError as error:
            fail(f"--since: {error}", code=2)
        except OverflowError:
            fail(f"--since: `{since}` goes back too far; write 30d", code=2)
    return made(house.store.report_rows, rulebook, what="span" if since else span, since=begin, until=now, now=now)


def shown(data: dict[str, Any], house: House) -> None:
    """On screen: a table for each section, readable without colours."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    from mailgate.adapters.letter_report import sections
    from mailgate.adapters.letter_report import span as lasted

    rulebook = house.in_force.rulebook
    say(f"{rulebook.name}: {data['since'][:16]} to {data['until'][:16]} UTC", style="bold")
    for section in sections(data, rulebook):
        if section["key"] in GROUPS:
            continue
        table = Table(title=_word(section["key"]), title_justify="left", title_style="bold", box=None, show_header=False)
        table.add_column(min_width=32)
        table.add_column(justify="right", min_width=12)
        table.add_column()
        for row in section["rows"]:
            table.add_row(escape(row["name"]) or _word(row["key"]), row["value"], "█" * _columns(row["bar"]))
        say()
        out.print(table)
    names = {agent.address.lower(): agent.name for agent in rulebook.agents.values()}
    for key, title in GROUPS.items():
        if not data[key]:
            continue
        table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
        table.add_column(title, min_width=24)
        for column in ("opened", "resolved", "unresolved", "first response"):
            table.add_column(column, justify="right")
        for group in data[key]:
            name = escape(names.get(str(group["name"]).lower(), group["name"]) or "none")
            table.add_row(name, *(str(group[n]) for n in ("opened", "resolved", "unresolved")), lasted(group["first_response"]))
        out.print(table)


def _word(key: str) -> str:
    return WORDS.get(key, key.replace("_", " "))


def _columns(bar: int | None) -> int:
    return max(1, round(bar * BAR / 100)) if bar else 0


def _page(house: House, made: Report, file: Path) -> str:
    """The page that goes by mail, as a file; what to say of it."""
    from mailgate.model.delivery import LetterFacts
    from mailgate.model.errors import Refused
    from mailgate.policy.report import report_notice

    rulebook, now = house.in_force.rulebook, house.desk.clock()
    reader = next(iter((*rulebook.admins, *rulebook.agents)), f"mailgate@{rulebook.domain}")
    notice = report_notice(made, reader, "report_asked", rulebook, now)
    letter = house.desk.writer.write(notice, LetterFacts(), rulebook=rulebook, now=now)
    try:
        file.write_text(letter.html or letter.text, encoding="utf-8")
    except OSError as error:
        raise Refused(f"{file} can't be written ({error.strerror}); choose another place") from error
    return f"written to {file}"


def _sent(house: House, made: Report, to: str) -> str:
    from mailgate.model.decision import Decision, QueueNotice
    from mailgate.policy.report import report_notice
    from mailgate.settings.values import parse_address

    try:
        address = parse_address(to)
    except ValueError as error:
        fail(f"--mail: {error}", code=2)
    now = house.desk.clock()
    notice = report_notice(made, address, "report_asked", house.in_force.rulebook, now)
    decision = Decision(outcome="noted", reason="report_asked", effects=(QueueNotice(notice=notice),))
    house.store.apply(decision, settles=None, now=now)
    return f"queued for {notice.to}; the running desk sends it"
