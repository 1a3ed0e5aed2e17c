"""The `desk:` block → the Rulebook it means, with every name checked against the others.

Never half a rulebook: either all of it is right, or SettingsFault names every fault with file, line and what to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from mailgate.adapters.documents import read_documents
from mailgate.adapters.yaml_conditions import condition_of
from mailgate.adapters.yaml_faults import Faults, Loc, Names, listed, names_of
from mailgate.adapters.yaml_forms import forms_of
from mailgate.adapters.yaml_hours import hours_of
from mailgate.adapters.yaml_patterns import check_patterns
from mailgate.adapters.yaml_people import agents_of, customers_of, mailboxes_of, teams_of
from mailgate.adapters.yaml_routing import sensitive_of
from mailgate.adapters.yaml_warnings import warn_of_rules
from mailgate.model.documents import NO_DOCUMENTS, Documents, FirstAid
from mailgate.model.errors import SettingsFault
from mailgate.model.promise import EscalationStep, Hours, SlaPolicy
from mailgate.model.report import ReportPlan
from mailgate.model.rules import (
    Actions,
    EntityRule,
    FeedbackSettings,
    Intent,
    Lifecycle,
    Priority,
    RoutingSettings,
    Rule,
    Rulebook,
    Trigger,
)
from mailgate.policy.schedule import schedule_of
from mailgate.settings import Settings, read
from mailgate.settings import desk as blocks
from mailgate.settings import rules as rule_blocks
from mailgate.settings.loading import in_order

# Urgency → impact → priority, where the settings say nothing.
PRIORITIES: Mapping[str, Mapping[str, Priority]] = {
    "critical": {"high": "urgent", "medium": "urgent", "low": "high"},
    "high": {"high": "urgent", "medium": "high", "low": "normal"},
    "normal": {"high": "high", "medium": "normal", "low": "normal"},
    "low": {"high": "normal", "medium": "low", "low": "low"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What proving a file found. `settings` and `rulebook` are there when `faults` is empty; `files` are all that were read."""

    settings: Settings | None
    rulebook: Rulebook | None
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()


def prove(path: Path | str) -> Proof:
    """Every fault of a settings file: of its YAML, its values, and what its names refer to."""
    found = read(path)
    if found.settings is None or found.loose:
        # With a whole block missing, everything that names it would look wrong too.
        return Proof(settings=None, rulebook=None, faults=found.faults, files=found.files)
    rulebook, faults = _compiled(found.settings)
    everything = in_order((*found.faults, *faults.faults))
    if everything:
        return Proof(settings=None, rulebook=None, faults=everything, warnings=in_order(faults.warnings), files=found.files)
    return Proof(settings=found.settings, rulebook=rulebook, warnings=in_order(faults.warnings), files=found.files)


def load_desk(path: Path | str) -> tuple[Settings, Rulebook]:
    """The settings and the rulebook of a file; SettingsFault names every fault of both."""
    proof = prove(path)
    if proof.settings is None or proof.rulebook is None:
        raise SettingsFault(proof.faults)
    return proof.settings, proof.rulebook


def fingerprint_of(settings: Settings, documents: Documents = NO_DOCUMENTS) -> str:
    """The same for the same meaning, however it is written, split or commented: 16 hex digits."""
    content: dict[str, object] = {
        "domain": settings.server.domain,
        "desk": settings.desk.model_dump(mode="json", by_alias=True),
    }
    if documents.passages:
        content["documents"] = [asdict(passage) for passage in documents.passages]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()[:16]


def _compiled(settings: Settings) -> tuple[Rulebook, Faults]:
    desk, faults = settings.desk, Faults(settings)
    names = names_of(settings, faults)
    for i, box in enumerate(settings.server.imap):
        if box.mailbox not in desk.mailboxes:
            names.mailbox(box.mailbox, ("server", "imap", i, "mailbox"), faults)
    if desk.templates is not None and not desk.templates.is_dir():
        faults.wrong(("desk", "templates"), f"there is no folder {desk.templates}; make it, or leave the line out")
    agents = agents_of(desk, names, faults)
    teams = teams_of(desk, names, faults)
    triage = _triage(desk, names, faults)
    documents = _documents(desk, faults)
    intents = {name: _intent(name, intent, names, faults) for name, intent in desk.intents.items()}
    rules = tuple(_rule(i, rule, names, faults) for i, rule in enumerate(desk.rules))
    rulebook = Rulebook(
        fingerprint=fingerprint_of(settings, documents),
        name=desk.name,
        domain=settings.server.domain,
        mailboxes=mailboxes_of(desk, names, faults),
        hours={"always": Hours(name="always")} | {n: hours_of(n, h, ("desk", "hours", n), faults) for n, h in desk.hours.items()},
        teams=teams,
        agents=agents,
        customers=customers_of(desk, faults),
        forms=forms_of(desk, names, faults),
        participants_cc=desk.participants.cc,
        agent_address_in_text=desk.agent_address_in_text,
        intents=intents,
        entities=tuple(_entities(desk, faults)),
        priorities={level: {**PRIORITIES[level], **desk.priorities.get(level, {})} for level in PRIORITIES},  # type: ignore[call-overload]
        rules=rules,
        triggers=tuple(_trigger(i, trigger, names, faults) for i, trigger in enumerate(desk.triggers)),
        routing=_routing(desk.routing, triage, sensitive_of(desk.routing, triage, intents, rules, names, faults)),
        sla=tuple(_sla(name, sla, names, faults) for name, sla in desk.sla.items()),
        escalation=_escalation(desk, names, faults),
        lifecycle=Lifecycle(**desk.lifecycle.model_dump()),
        feedback=FeedbackSettings(**desk.feedback.model_dump()),
        admins=desk.admins or _admins(desk, triage, names),
        reports=_reports(desk),
        documents=documents,
    )
    warn_of_rules(rulebook, faults)
    return rulebook, faults


def _documents(desk: blocks.Desk, faults: Faults) -> Documents:
    """What the folder holds now. A document that is wrong is left out and warned of: it holds up no change of the rules."""
    asked = desk.documents
    if asked is None:
        return NO_DOCUMENTS
    if not asked.folder.is_dir():
        faults.wrong(("desk", "documents", "folder"), f"there is no folder {asked.folder}; make it, or leave documents: out")
        return NO_DOCUMENTS
    found = read_documents(asked.folder, intents=frozenset(desk.intents))
    faults.warnings += found.warnings
    if not found.passages:
        faults.warn(("desk", "documents", "folder"), f"there is no document in {asked.folder}; put .md files there")
    first_aid = FirstAid(threshold=asked.threshold, except_tiers=asked.except_tiers) if asked.first_aid else None
    return Documents(passages=tuple(found.passages), first_aid=first_aid)


def _triage(desk: blocks.Desk, names: Names, faults: Faults) -> str | None:
    """As written; else the first team's lead, the first senior agent, the first agent."""
    if desk.routing.triage is not None:
        return names.agent_or_team(desk.routing.triage, ("desk", "routing", "triage"), faults)
    lead = next((names.agents.get(t.lead.casefold(), t.lead) for t in desk.teams.values() if t.lead), None)
    senior = next((address for address, agent in desk.agents.items() if agent.senior), None)
    return lead or senior or next(iter(desk.agents), None)


def _admins(desk: blocks.Desk, triage: str | None, names: Names) -> tuple[str, ...]:
    """The people of triage, then the teams' leads."""
    found: dict[str, None] = {}
    for name in (triage, *(team.lead for team in desk.teams.values())):
        if name is not None:
            one = names.agents.get(name.casefold())
            found |= dict.fromkeys([one] if one else [a for a, agent in desk.agents.items() if name in agent.teams])
    return tuple(found)


def _intent(name: str, intent: blocks.Intent, names: Names, faults: Faults) -> Intent:
    loc: Loc = ("desk", "intents", name)
    if intent.team is not None:
        names.team(intent.team, (*loc, "team"), faults)
    check_patterns(intent.patterns, (*loc, "patterns"), faults)
    if not (intent.phrases or intent.patterns or intent.examples):
        faults.warn(loc, "nothing says how customers put it; add phrases or examples", key=True)
    return Intent(
        name=name,
        team=intent.team,
        skills=intent.skills,
        impact=intent.impact,
        phrases=intent.phrases,
        patterns=intent.patterns,
        examples=intent.examples,
        sensitive=intent.sensitive,
        teams=intent.teams,
        mode=intent.mode,
        pilot=intent.pilot,
    )


def _entities(desk: blocks.Desk, faults: Faults) -> list[EntityRule]:
    found: list[EntityRule] = []
    for name, entity in desk.entities.items():
        loc: Loc = ("desk", "entities", name, "pattern")
        compiled = faults.pattern(loc, entity.pattern, case=True)
        if compiled is not None and compiled.search("") is not None:
            faults.wrong(loc, f"`{entity.pattern}` is found in empty text, so everywhere; ask for more")
        found.append(EntityRule(type=name, pattern=entity.pattern, compiled=compiled))
    return found


def _rule(i: int, rule: rule_blocks.Rule, names: Names, faults: Faults) -> Rule:
    loc: Loc = ("desk", "rules", i)
    return Rule(
        name=rule.name,
        when=condition_of(rule.when, (*loc, "when"), names, faults),
        stop=rule.stop,
        then=_actions(rule.then, (*loc, "then"), names, faults),
        line=faults.settings.at(*loc).line,
    )


# What people read where a trigger has no name.
HAPPENED = {
    "created": "a ticket was opened",
    "replied": "somebody replied",
    "resolved": "it was resolved",
    "closed": "it was closed",
    "reopened": "it was reopened",
    "due": "a promise fell due",
}


def _trigger(i: int, trigger: rule_blocks.Trigger, names: Names, faults: Faults) -> Trigger:
    loc: Loc = ("desk", "triggers", i)
    for name in ("ignore", "acknowledge"):
        if name in trigger.then.model_fields_set:
            what = f"a trigger comes too late for {name}:, the ticket is there; write it in a rule"
            faults.wrong((*loc, "then", name), what, key=True)
    return Trigger(
        on=trigger.on,
        name=trigger.name or HAPPENED[trigger.on],
        line=faults.settings.at(*loc).line,
        when=condition_of(trigger.when, (*loc, "when"), names, faults),
        then=_actions(trigger.then, (*loc, "then"), names, faults),
    )


def _actions(then: rule_blocks.Then, loc: Loc, names: Names, faults: Faults) -> Actions:
    return Actions(
        team=None if then.team is None else names.team(then.team, (*loc, "team"), faults),
        agent=None if then.agent is None else names.agent(then.agent, (*loc, "agent"), faults),
        priority=then.priority,
        intent=None if then.intent is None else names.intent_set(then.intent, (*loc, "intent"), faults),
        tags=then.tags,
        notify=tuple(names.somebody(name, (*loc, "notify", i), faults) for i, name in enumerate(listed(then.notify))),
        hold_for=None if then.hold_for is None else names.agent_or_team(then.hold_for, (*loc, "hold_for"), faults),
        automation=then.automation,
        state=then.state,
        acknowledge=then.acknowledge,
        ignore=then.ignore,
    )


def _routing(routing: blocks.Routing, triage: str | None, sensitive: Mapping[str, str]) -> RoutingSettings:
    return RoutingSettings(
        mode=routing.mode,
        pilot=routing.pilot,
        min_confidence=routing.min_confidence,
        triage=triage,
        sensitive=sensitive,
        weights=routing.weights.model_dump(exclude_none=True),
        untouched=routing.untouched,
        at_hand=routing.at_hand,
        queue_mail=routing.queue_mail,
        report_to=routing.report_to,
        auto_promote=routing.auto_promote,
    )


def _sla(name: str, sla: rule_blocks.Sla, names: Names, faults: Faults) -> SlaPolicy:
    loc: Loc = ("desk", "sla", name)
    if sla.first_response is not None and sla.resolution is not None and sla.resolution < sla.first_response:
        faults.warn((*loc, "resolution"), "it would have to be solved before it is first answered", key=True)
    return SlaPolicy(
        name=name,
        when=condition_of(sla.when, (*loc, "when"), names, faults),
        first_response=sla.first_response,
        next_response=sla.next_response,
        resolution=sla.resolution,
        hours=names.hour(sla.hours, (*loc, "hours"), faults),
    )


def _escalation(desk: blocks.Desk, names: Names, faults: Faults) -> tuple[EscalationStep, ...]:
    """The steps in the order they come: shares of the time first, then what follows when it is gone."""
    steps: list[EscalationStep] = []
    for i, step in enumerate(desk.escalation):
        loc: Loc = ("desk", "escalation", i)
        steps.append(EscalationStep(notify=names.somebody(step.notify, (*loc, "notify"), faults), at=step.at, after=step.after))
    return tuple(sorted(steps, key=lambda s: (s.at is None, s.at or 0.0, s.after.total_seconds() if s.after else 0.0)))


def _reports(desk: blocks.Desk) -> tuple[ReportPlan, ...]:
    planned = ((report, schedule_of(report.every)) for report in desk.reports)
    return tuple(ReportPlan(to=one.to, every=every, what=one.what) for one, every in planned if every is not None)
