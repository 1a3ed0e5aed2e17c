"""Why: the desk's reasons in lines for people, out of what was kept when it decided. The same reading and routes give the
same lines, whenever and however often it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mailgate.model.decision import Candidate, Route
from mailgate.model.facts import SolvedBefore
from mailgate.model.reading import Neighbour, Reading
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.classes import said_of
from mailgate.policy.less_read import less_read
from mailgate.policy.shadowed import as_agents_see

NEIGHBOURS = 5
CANDIDATES = 12
WORDS = 12


def why(
    ticket: Ticket, reading: Reading | None, routes: Sequence[Route], similar: Sequence[SolvedBefore], rulebook: Rulebook
) -> tuple[str, ...]:
    """The whole of it: what it is about, how urgent, which rules fired, and who got it before whom."""
    told = [*_about(ticket, reading, similar, rulebook), *_urgent(ticket, reading, routes)]
    rules = next((route.rules for route in routes if route.rules), ())
    told.append(f"Rules: {', '.join(f'“{name}”' for name in rules) if rules else 'none fired'}")
    return (*told, *_routed(ticket, routes, rulebook))


def _about(ticket: Ticket, reading: Reading | None, similar: Sequence[SolvedBefore], rulebook: Rulebook) -> tuple[str, ...]:
    if reading is None:
        return (f"About: {ticket.intent or 'nobody knows'} (no reading of it is kept)",)
    best = reading.intent
    said = f"{best.name}, {_percent(best.confidence)} sure" if best else "no intent recognised"
    lines = [f"About: {said}"]
    if ticket.intent is not None and (best is None or ticket.intent != best.name):
        lines = [f"About: {ticket.intent}, as people or a rule say; read as {said}"]
    words, examples = _reasons(best.because if best is not None else ())
    if words:
        lines.append(f"  it says {_quoted(words)}")
    if examples:
        lines.append(f"  like the example {_quoted(examples)}")
    if reading.weighed:
        lines.append(f"  words that weighed: {', '.join(once(reading.weighed)[:WORDS])}")
    others = [f"{one.name} {_percent(one.confidence)}" for one in reading.intents[1:4]]
    if others:
        lines.append(f"  it could also be {', '.join(others)}")
    if reading.known is not None:
        lines.append(f"  the chance that it is any of the known intents: {_percent(reading.known)}")
    lines += _nearest(reading.similar, similar, rulebook)
    lines += _sensitive(ticket, reading)
    if reading.degraded:
        lines.append(f"  {less_read(reading)}")
    return (*lines, f"  read by {reading.model}")


def _sensitive(ticket: Ticket, reading: Reading) -> list[str]:
    """The class with the words that say so: of the ticket, else of the mail that opened it alone."""
    if ticket.sensitive is not None:
        kept = f"kept for {ticket.hold_for}" if ticket.hold_for else "a rule says who gets it"
        return [f"  {said_of(ticket.sensitive, ticket.sensitive_because)}; {kept}, and nothing about it is automatic"]
    if reading.sensitive is None:
        return []
    return [f"  {said_of(reading.sensitive, reading.sensitive_because)}; the desk keeps it for nobody by that"]


def _reasons(because: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words of the mail, and the settings' examples that it is like."""
    examples = [one.removeprefix("like: ") for one in because if one.startswith("like: ")]
    return [one for one in because if not one.startswith("like: ")], examples


def _nearest(near: Sequence[Neighbour], similar: Sequence[SolvedBefore], rulebook: Rulebook) -> list[str]:
    """The tickets it is most like: those that were near when it was read."""
    solvers = {one.number: one.resolved_by for one in similar}
    lines = []
    for one in near[:NEIGHBOURS]:
        by = f", solved by {name_of(solvers[one.ticket], rulebook)}" if solvers.get(one.ticket) else ""
        which = f"#{one.ticket}" if one.ticket > 0 else "imported history"
        lines.append(f"  like {which} ({_percent(one.similarity)}): {one.intent or 'no intent'}{by}")
    return lines


def _urgent(ticket: Ticket, reading: Reading | None, routes: Sequence[Route]) -> list[str]:
    because = next((route.priority_because for route in routes if route.priority_because), ())
    lines = [f"Priority: {ticket.priority}" + (f" – {'; '.join(because)}" if because else "")]
    if reading is not None:
        told = "; ".join(because)
        words = [word for word in reading.urgency.because if word not in told]
        if not because:
            shown = f" ({_quoted(words)})" if words else ""
            lines.append(f"  urgency {ticket.urgency}{shown}, impact {ticket.impact}")
        elif words:
            lines.append(f"  it says {_quoted(words)}")
        if reading.mood.frustrated:
            lines.append(f"  frustrated{f' ({_quoted(reading.mood.because)})' if reading.mood.because else ''}")
    return lines


def _routed(ticket: Ticket, routes: Sequence[Route], rulebook: Rulebook) -> tuple[str, ...]:
    """Every step it went, and the candidates of the last one that was weighed."""
    routes = [as_agents_see(route) for route in routes]
    where = name_of(ticket.agent, rulebook) if ticket.agent else f"the queue of {ticket.team or 'nobody'}"
    lines = [f"It is with {where}"]
    lines += [f"  {_step(route, rulebook)}" for route in routes]
    weighed = next((route for route in reversed(routes) if route.candidates), None)
    if weighed is not None:
        lines.append("Who could have it, best first:")
        lines += [line for one in weighed.candidates[:CANDIDATES] for line in _candidate(one, rulebook)]
        left_out = len(weighed.candidates) - CANDIDATES
        if left_out > 0:
            lines.append(f"  … and {left_out} more")
    return tuple(lines)


def _step(route: Route, rulebook: Rulebook) -> str:
    to = name_of(route.agent, rulebook) if route.agent else f"queue of {route.team or 'nobody'}"
    mode = "" if route.mode == "live" else f", {route.mode}"
    suggested = f"; the model would have chosen {name_of(route.suggested, rulebook)}" if route.suggested else ""
    because = f": {'; '.join(route.because)}" if route.because else ""
    return f"to {to} ({route.reason}{mode}){because}{suggested}"


def _candidate(candidate: Candidate, rulebook: Rulebook) -> list[str]:
    head = f"  {name_of(candidate.agent, rulebook)} {candidate.score:.2f}"
    if not candidate.available:
        head += f" – {(candidate.why_not or 'not available').replace('_', ' ')}"
    factors = [f"{f.name} {f.value:.2f} × {f.weight:g} ({f.because})" for f in candidate.factors]
    return [head, *([f"    {' · '.join(factors)}"] if factors else [])]


def name_of(address: str | None, rulebook: Rulebook) -> str:
    """How people call an agent; an address nobody has any more stays one."""
    agent = rulebook.agent_of(address)
    return agent.name if agent is not None else address or "nobody"


def once(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, however it is capitalised, as it was written first."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.casefold(), word)
    return tuple(first.values())


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:WORDS])


def _percent(value: float) -> str:
    return f"{round(value * 100)} %"
