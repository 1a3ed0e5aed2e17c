"""`mailgate explain`: the full decision a message would get now, and why. Nothing is changed or sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, guarded, say, say_json

if TYPE_CHECKING:
    from mailgate.flows.intake import Considered


def explain(
    file: Annotated[Path, typer.Argument(help="A message, as a file; `-` reads standard input.")],
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """What would become of this mail now, and why."""
    guarded(lambda: _explain(file, settings, json), debug=debug)


def _explain(file: Path, settings: Path, json: bool) -> None:
    from mailgate.cli.considered import arrival_of, candidates_of, chosen_of, line_of, messages_of, refuse_missing
    from mailgate.cli.house import opened
    from mailgate.flows.intake import Again, consider

    refuse_missing([file])
    with opened(settings, reading=True) as house:
        for name, data in messages_of([file]):
            considered = consider(arrival_of(data, number=0, received=house.desk.clock()), house.desk)
            if isinstance(considered, Again):
                say(f"{name}: it would wait, {considered.why}")
            elif json:
                decided = considered.decision
                say_json(
                    {
                        **line_of(name, considered, decided.ticket or None),
                        "because": list(decided.because),
                        **chosen_of(considered),
                        "candidates": candidates_of(considered),
                    }
                )
            else:
                say("\n".join(_story(name, considered)))


def _story(name: str, considered: Considered) -> list[str]:
    """The decision for a person, line by line."""
    from mailgate.model.decision import QueueNotice
    from mailgate.policy.routing.explain import explained

    message, reading, decision = considered.message, considered.reading, considered.decision
    told = [f"{name}: {message.kind}" + (f" ({'; '.join(message.kind_because)})" if message.kind_because else "")]
    told += [
        f"  it is a {type(considered.kind).__name__}: {considered.kind.why}",
        f"  outcome: {decision.outcome} ({decision.reason})",
    ]
    told += [f"    {why}" for why in decision.because]
    for intent in reading.intents[:3]:
        told.append(f"  intent {intent.name} {intent.confidence:.2f}: {', '.join(intent.because)}")
    if reading.urgency.because or reading.urgency.level != "normal":
        told.append(f"  urgency {reading.urgency.level} {reading.urgency.score:.2f}: {', '.join(reading.urgency.because)}")
    if reading.urgency.deadline:
        told.append(f"  deadline {reading.urgency.deadline.isoformat()}")
    if decision.route is not None:
        told += [f"  {line}" for line in explained(decision.route)]
    told += [f"  letter: {e.notice.template} to {e.notice.to}" for e in decision.effects if isinstance(e, QueueNotice)]
    return told
