"""What is allowed but surely not meant: rules that can't be reached, and conditions that can't hold."""

from __future__ import annotations

from collections.abc import Sequence

from mailgate.adapters.yaml_faults import Faults, Loc
from mailgate.adapters.yaml_routing import warn_of_routing
from mailgate.model.rules import Clause, Condition, Rulebook
from mailgate.settings.words import did_you_mean


def warn_of_rules(rulebook: Rulebook, faults: Faults) -> None:
    """Look at rules, triggers and promises together."""
    _idle(rulebook, faults)
    _unreachable(rulebook, faults)
    warn_of_routing(rulebook, faults)
    seen: dict[str, int] = {}
    for i, rule in enumerate(rulebook.rules):
        if rule.name in seen:
            what = f"rule {seen[rule.name] + 1} has this name too; reports can't tell them apart"
            faults.warn(("desk", "rules", i, "name"), what)
        seen.setdefault(rule.name, i)
        _never(rule.when, ("desk", "rules", i, "when"), rulebook, faults)
    for i, trigger in enumerate(rulebook.triggers):
        _never(trigger.when, ("desk", "triggers", i, "when"), rulebook, faults)
    for policy in rulebook.sla:
        _never(policy.when, ("desk", "sla", policy.name, "when"), rulebook, faults)


def _idle(rulebook: Rulebook, faults: Faults) -> None:
    """Agents who are in no team and whom nothing names get nothing."""
    named = {rulebook.routing.triage, *rulebook.routing.sensitive.values(), *(team.lead for team in rulebook.teams.values())}
    for then in (*(rule.then for rule in rulebook.rules), *(trigger.then for trigger in rulebook.triggers)):
        named |= {then.hold_for, then.agent, *then.notify}
    for agent in rulebook.agents.values():
        if not agent.teams and agent.address not in named:
            what = "is in no team and no rule names them, so they get nothing; add teams:"
            faults.warn(("desk", "agents", agent.address), f"{agent.name} {what}", key=True)


def _unreachable(rulebook: Rulebook, faults: Faults) -> None:
    for i, rule in enumerate(rulebook.rules):
        before = next((b for b in rulebook.rules[:i] if b.stop and _covers(b.when, rule.when)), None)
        if before is not None:
            what = f"this is never reached: `{before.name}` (line {before.line}) stops whenever it would hold"
            faults.warn(("desk", "rules", i), what)
    for i, policy in enumerate(rulebook.sla):
        first = next((b for b in rulebook.sla[:i] if _covers(b.when, policy.when)), None)
        if first is not None:
            what = f"this is never promised: `{first.name}` stands before it and holds whenever it would"
            faults.warn(("desk", "sla", policy.name), what, key=True)


def _covers(wide: Condition, narrow: Condition) -> bool:
    """Whether `wide` surely holds whenever `narrow` does."""
    return all(any(_within(clause, other) for clause in narrow.clauses) for other in wide.clauses)


def _within(clause: Clause, wide: Clause) -> bool:
    return (clause.field, clause.key) == (wide.field, wide.key) and set(clause.any_of) <= set(wide.any_of)


def _never(condition: Condition, loc: Loc, rulebook: Rulebook, faults: Faults) -> None:
    """Words that only customers' entries can give must stand in one of them."""
    customers = rulebook.customers.values()
    known: dict[str, Sequence[str]] = {
        "tier": ["standard", *(c.tier for c in customers)],
        "plan": [c.plan for c in customers if c.plan],
        "organisation": [word for c in customers for word in (c.key, c.name)],
        "department": [name for c in customers for name in c.departments.values()],
    }
    for clause in condition.clauses:
        words = known.get(clause.field)
        if words is not None and not {str(t.value).casefold() for t in clause.any_of} & {w.casefold() for w in words}:
            written = " or ".join(f"`{t.value}`" for t in clause.any_of)
            hint = did_you_mean(str(clause.any_of[0].value), words)
            faults.warn((*loc, clause.field), f"this never holds: no customer has the {clause.field} {written}; {hint}", key=True)
        if clause.field == "trial" and clause.any_of[0].value is True and not any(c.trial_until for c in customers):
            faults.warn((*loc, "trial"), "this never holds: no customer has trial_until", key=True)
        if clause.field == "confidence" and all(
            (t.kind == "at_least" and float(t.value) > 1) or (t.kind == "below" and float(t.value) <= 0) for t in clause.any_of
        ):
            faults.warn((*loc, "confidence"), 'this never holds: a confidence is between 0 and 1; write ">=0.8"', key=True)
