"""Rules: which conditions hold for what we know, and what follows.

Facts are plain values by the names of the settings' `when:` (see `rule_facts`). A fact that isn't known makes no comparison
true, except `false` (`trial: false`, `attachments: false`), which holds for what isn't there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from mailgate.model.rules import Actions, Clause, Condition, Rule, Test, Trigger
from mailgate.policy.rule_facts import RuleFacts, rule_facts

__all__ = ["RuleFacts", "combined", "fired", "holds", "rule_facts", "triggered"]


def holds(condition: Condition, facts: RuleFacts) -> bool:
    """Whether every clause holds; a condition without clauses always does."""
    # With a confidence of its own, a condition asks for the best guess, however sure we are.
    guess = any(clause.field == "confidence" for clause in condition.clauses)
    return all(_clause_holds(clause, facts, guess=guess) for clause in condition.clauses)


def fired(rules: Iterable[Rule], facts: RuleFacts) -> tuple[Rule, ...]:
    """The rules that hold, in order, up to one that stops. What a rule sets (team, agent, intent, tags) holds for the
    rules after it."""
    found: list[Rule] = []
    for rule in rules:
        if holds(rule.when, facts):
            found.append(rule)
            if rule.stop:
                break
            facts = _after(rule.then, facts)
    return tuple(found)


def combined(rules: Iterable[Rule | Trigger]) -> Actions:
    """What they do together: later wins where they touch the same, lists add up without repeating."""
    total = Actions()
    for rule in rules:
        then = rule.then
        total = Actions(
            team=then.team or total.team,
            agent=then.agent or total.agent,
            priority=then.priority or total.priority,
            intent=then.intent or total.intent,
            tags=_joined(total.tags, then.tags),
            notify=_joined(total.notify, then.notify),
            hold_for=then.hold_for or total.hold_for,
            automation=total.automation if then.automation is None else then.automation,
            state=then.state or total.state,
            acknowledge=total.acknowledge if then.acknowledge is None else then.acknowledge,
            ignore=then.ignore or total.ignore,
            template=then.template or total.template,
        )
    return total


def triggered(triggers: Iterable[Trigger], on: str, facts: RuleFacts) -> tuple[Trigger, ...]:
    """The triggers for what happened whose condition holds, in order."""
    return tuple(trigger for trigger in triggers if trigger.on == on and holds(trigger.when, facts))


# -- one clause ------------------------------------------------------------------------------------------------------


def _clause_holds(clause: Clause, facts: RuleFacts, *, guess: bool) -> bool:
    inside = any(_test_holds(test, clause, facts, guess=guess) for test in clause.any_of)
    return not inside if (clause.field, clause.key) == ("hours", "outside") else inside


def _test_holds(test: Test, clause: Clause, facts: RuleFacts, *, guess: bool) -> bool:
    match test.kind:
        case "equals":
            wanted = str(test.value).casefold()
            return any(word.casefold() == wanted for word in _words(clause, facts, guess=guess))
        case "pattern":
            return any(_found(test, word) for word in _words(clause, facts, guess=guess))
        case "at_least":
            number = _number(clause, facts)
            return number is not None and number >= float(test.value)
        case "below":
            number = _number(clause, facts)
            return number is not None and number < float(test.value)
        case "is_set":
            there = bool(_words(clause, facts, guess=guess)) if clause.field != "trial" else facts.get("trial") is True
            return there == bool(test.value)
        case _:
            assert_never(test.kind)


def _found(test: Test, text: str) -> bool:
    # RE2 takes whole characters only; what a broken mail left of one becomes a question mark.
    whole = text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
    return test.pattern is not None and test.pattern.search(whole) is not None


def _words(clause: Clause, facts: RuleFacts, *, guess: bool) -> tuple[str, ...]:
    """The words the fact stands for; with a key, those under it."""
    fact = facts.get("intent_guess" if guess and clause.field == "intent" else clause.field)
    if clause.key is not None and clause.field in ("header", "entity"):
        fact = facts.get(f"{clause.field}_values")
        fact = fact.get(clause.key.lower()) if isinstance(fact, Mapping) else None
    if isinstance(fact, str):
        return (fact,)
    if isinstance(fact, tuple):
        return tuple(str(word) for word in fact)
    return ()


def _number(clause: Clause, facts: RuleFacts) -> float | None:
    """The number the fact stands for: its score, how many there are, or itself."""
    fact = facts.get(f"{clause.field}_score", facts.get(clause.field))
    if isinstance(fact, tuple):
        return float(len(fact))
    return float(fact) if isinstance(fact, int | float) else None


def _after(then: Actions, facts: RuleFacts) -> RuleFacts:
    changed: dict[str, object] = {}
    if then.team:
        changed["team"] = then.team
    if then.agent:
        changed["agent"] = then.agent
    if then.intent:
        changed["intent"] = (then.intent,)
        changed["intent_guess"] = (then.intent,)
    if then.tags:
        tags = facts.get("tags")
        changed["tags"] = _joined(tags if isinstance(tags, tuple) else (), then.tags)
    return {**facts, **changed} if changed else facts


def _joined(one: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *more)))
