"""`mailgate explain`: the full decision a message would get now, and why. Nothing is changed or sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, guarded, local, say, say_json

if TYPE_CHECKING:
    from mailgate.bootstrap import House
    from mailgate.flows.intake import Considered
    from mailgate.model.decision import Duplicate, Kind


def explain(
    file: Annotated[Path, typer.Argument(help="A message, as a file; `-` reads standard input.")],
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """What would become of this mail now, and why."""
    guarded(lambda: _explain(file, settings, json), debug=debug)


def _explain(file: Path, settings: Path, json: bool) -> None:
    from mailgate.cli.considered import messages_of, refuse_missing
    from mailgate.cli.house import opened
    from mailgate.model.errors import SettingsFault

    refuse_missing([file])
    messages = list(messages_of([file]))
    try:
        with opened(settings, reading=True) as house:
            for name, data in messages:
                _explain_one(name, data, house, json)
    except SettingsFault:
        _by_what_is_kept(messages, settings, json)


def _explain_one(name: str, data: bytes, house: House, json: bool) -> None:
    from mailgate.cli.considered import arrival_of, candidates_of, chosen_of, line_of
    from mailgate.flows.intake import Again, consider

    considered = consider(arrival_of(data, number=0, received=house.desk.clock()), house.desk)
    if isinstance(considered, Again):
        say(f"{name}: it would wait, {considered.why}")
    elif json:
        decided, first = considered.decision, considered.facts.duplicate_of
        say_json(
            {
                **line_of(name, considered, decided.ticket or None),
                "because": list(decided.because),
                "duplicate_of": first.inbox_id if first else None,
                **chosen_of(considered),
                "candidates": candidates_of(considered),
            }
        )
    else:
        say("\n".join(_story(name, considered, house)))


def _by_what_is_kept(messages: Sequence[tuple[str, bytes]], settings: Path, json: bool) -> None:
    """With faulty settings nothing can be decided; of mail that was taken in, what became of it and why is kept. Raises
    Refused for other mail."""
    from mailgate.cli.house import views_of
    from mailgate.cli.ledger import line_of
    from mailgate.cli.ticket import story_of
    from mailgate.mail.identity import identify
    from mailgate.model.errors import Refused

    with views_of(settings) as views:
        for name, data in messages:
            row = views.taken_in(identify(data)[1])
            if row is None:
                raise Refused(
                    f"{name} was never taken in, and what it would get can't be told by faulty settings; mend them first"
                )
            ticket = views.ticket(row["ticket"]) if row["ticket"] else None
            if json:
                say_json({"file": name, "kept": True, **row, "route": ticket["route"] if ticket else None})
                continue
            say(f"{name}: what it would get now can't be told by faulty settings; this is what it got")
            say(line_of(row))
            if ticket:
                story = story_of(ticket)
                say(
                    "\n".join(
                        (
                            *story[: story.index("") if "" in story else None],
                            f"  `mailgate ticket show {row['ticket']}` shows all",
                        )
                    )
                )


def _story(name: str, considered: Considered, house: House) -> list[str]:
    """The decision for a person, line by line."""
    from mailgate.model.decision import Duplicate, QueueNotice
    from mailgate.policy.classes import said_of
    from mailgate.policy.less_read import less_read
    from mailgate.policy.routing.explain import explained

    message, reading, decision = considered.message, considered.reading, considered.decision
    told = [f"{name}: {message.kind}" + (f" ({'; '.join(message.kind_because)})" if message.kind_because else "")]
    told += [f"  it is {what_it_is(considered.kind)}"]
    if isinstance(considered.kind, Duplicate):
        return [*told, *_first_of(considered.kind, house)]
    reason = decision.reason.replace("_", " ")
    told += [f"  outcome: {decision.outcome}" + (f" ({reason})" if reason not in decision.outcome.replace("_", " ") else "")]
    told += [f"    {why}" for why in decision.because]
    for intent in reading.intents[:3]:
        told.append(f"  intent {intent.name} {intent.confidence:.2f}: {', '.join(intent.because)}")
    if reading.urgency.because or reading.urgency.level != "normal":
        told.append(f"  urgency {reading.urgency.level} {reading.urgency.score:.2f}: {', '.join(reading.urgency.because)}")
    if reading.sensitive:
        told.append(f"  {said_of(reading.sensitive, reading.sensitive_because)}")
    if reading.degraded:
        told.append(f"  {less_read(reading)}")
    if reading.urgency.deadline:
        told.append(f"  deadline {local(reading.urgency.deadline)}")
    if decision.route is not None:
        told += [f"  {line}" for line in explained(decision.route)]
    told += [f"  letter: {e.notice.template} to {e.notice.to}" for e in decision.effects if isinstance(e, QueueNotice)]
    return told


def what_it_is(kind: Kind) -> str:
    """What kind of thing a message is, in the desk's words."""
    from mailgate.model import decision as d
    from mailgate.policy.proofs import SAID

    match kind:
        case d.CustomerMail(forwarded_by=str(agent)):
            return f"a mail of {kind.sender}, sent on by {agent}"
        case d.CustomerMail():
            known = "who counts as authenticated" if kind.verified else "whom nobody authenticated"
            claim = f"; as an agent's it is not acted on: {SAID.get(kind.denied.why, kind.denied.why)}" if kind.denied else ""
            return f"{_HOW.get(kind.why, 'a mail')} of {kind.sender}, {known}{claim}"
        case d.AgentMail():
            return f"{kind.agent}'s mail about #{kind.ticket}, with both proofs ({kind.why})"
        case d.UnprovenAgentMail():
            about = f" about #{kind.ticket}" if kind.ticket is not None else ""
            return f"a mail in {kind.agent}'s name{about} that is not acted on: {SAID.get(kind.why, kind.why)}"
        case d.Bounce():
            return "a report of a delivery that failed or is late"
        case d.AutoReply():
            return f"an automatic reply of {kind.agent}'s: an agent who is away" if kind.agent else "an automatic reply"
        case d.Feedback():
            return f"{kind.sender}'s mark for #{kind.ticket}: {kind.score}"
        case d.Duplicate():
            return "a mail that was taken in before: its content is the same"
        case d.Ignored():
            return {"own": "a letter of our own that came back", "list": "mail of a foreign list"}.get(
                kind.why, "nothing for the desk"
            )
        case d.Suspicious():
            return "suspicious: it is kept for a person to look at"
        case d.Waiting():
            return "an answer to a mail that is still on its way"


_HOW = {"form": "a form", "on_behalf_of": "a mail on behalf", "unreadable": "a mail that can't be read"}


def _first_of(kind: Duplicate, house: House) -> list[str]:
    """The mail that came first, and what became of it."""
    rows = house.store.views.ledger(inbox_id=kind.of)
    if not rows:
        return [f"  the first is message {kind.of}, which is gone"]
    first = rows[0]
    ticket = f", ticket #{kind.ticket}" if kind.ticket else ""
    became = f"{first['outcome'] or 'on its way'}{ticket}"
    return [
        f"  the first is message {kind.of} of {local(first['received'])} by {first['door']}: {became}",
        "  outcome: duplicate; nothing more is done"
        + (f", `mailgate ticket show {kind.ticket}` shows it" if kind.ticket else ""),
    ]
