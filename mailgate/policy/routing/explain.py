"""A route in words and in rows: what `explain` prints and a hand-over says."""

from __future__ import annotations

from mailgate.model.decision import Candidate, Route


def table(route: Route) -> tuple[tuple[str, ...], ...]:
    """A header row, then a row for each candidate in order: agent, score, every factor as value×weight, why not."""
    names = tuple(dict.fromkeys(f.name for c in route.candidates for f in c.factors))
    return (("agent", "score", *names, "now"), *(_row(c, names) for c in route.candidates))


def explained(route: Route) -> tuple[str, ...]:
    """The whole decision as lines: where it goes, why, and each candidate with every factor."""
    goes_to = route.agent or (f"the queue of {route.team}" if route.team else "nobody")
    lines = [f"{goes_to} · {route.reason} · {route.mode}", *(f"  {reason}" for reason in route.because)]
    lines += [f"  {line}" for line in compared(route)]
    if route.runner_up:
        lines.append(f"  next best: {route.runner_up}")
    if route.in_at:
        lines.append(f"  in from {route.in_at.isoformat(timespec='minutes')}")
    return (*lines, *(line for candidate in route.candidates for line in _lines(candidate)))


def compared(route: Route) -> tuple[str, ...]:
    """The model's choice beside the rules', where both had a say; of two that agree one line."""
    rules = route.by_rules or "nobody in particular"
    if route.suggested:
        return (f"the model would have chosen {route.suggested}; the rules say {rules}",)
    if route.by_model and route.mode == "live":
        return (f"the model's choice; the rules alone would have said {rules}",)
    return ()


def in_short(route: Route) -> str:
    """What stands on the terminal's line after the name: `skill .9, load 0/8`; else the reason."""
    by_score = route.reason not in ("kept", "hold", "rule", "triage")
    chosen = next((c for c in route.candidates if by_score and c.agent == route.agent), None)
    told = {f.name: f for f in chosen.factors} if chosen else {}
    parts = [f"skill {told['skill'].value:.2g}".replace("0.", ".")] if "skill" in told else []
    if "load" in told:
        parts.append("load " + told["load"].because.replace(" of ", "/").replace(" open", "", 1))
    return ", ".join(parts) or route.reason


def besides(route: Route) -> tuple[str, ...]:
    """What led to it, without the words that tell what it is about and what speaks for whom: a letter has these anyway."""
    told = {f.because for c in route.candidates for f in c.factors}
    about = f"{route.intent} "
    return tuple(one for one in route.because if one not in told and not (route.intent and one.startswith(about)))


def _row(candidate: Candidate, names: tuple[str, ...]) -> tuple[str, ...]:
    told = {f.name: f"{f.value:.2f}×{f.weight:g}" for f in candidate.factors}
    return (candidate.agent, f"{candidate.score:.2f}", *(told.get(name, "") for name in names), candidate.why_not or "in")


WHY_NOT = {
    "away": "away",
    "off_hours": "not in",
    "full": "the desk is full",
    "strict_team": "not of the team that it is kept for",
    "undeliverable": "letters to them come back",
    "had_it": "had it and gave it on",
    "lacks_skill": "can do only one of the two things it needs",
    "other_language": "does not speak the customer's language, and somebody who can do it does",
    "asked_not": "asked not to get such tickets",
}


def _lines(candidate: Candidate) -> tuple[str, ...]:
    why = WHY_NOT.get(candidate.why_not or "", candidate.why_not)
    head = f"{candidate.agent} {candidate.score:.2f}" + (f" ({why})" if why else "")
    return (head, *(f"  {f.name} {f.value:.2f} × {f.weight:g}: {f.because}" for f in candidate.factors))
