"""The pieces of a desk as an agent's letter shows them: a ticket, an entry, a reading, a route, an earlier ticket."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mailgate.adapters.letter_small_words import is_small
from mailgate.adapters.letter_words import Reader, shortened, shown_name
from mailgate.model.decision import Candidate, Route
from mailgate.model.documents import FoundPassage
from mailgate.model.facts import PastTicket, Shared, SolvedBefore
from mailgate.model.reading import IntentScore, Reading
from mailgate.model.rules import Rulebook
from mailgate.model.suggestion import Suggestion
from mailgate.model.ticket import Entry, Ticket
from mailgate.policy.less_read import by_rules, why_less
from mailgate.policy.shadowed import as_agents_see
from mailgate.policy.suggesting import FITS, SHOWN
from mailgate.policy.why import once

SOLVED_WORDS = 240  # characters of an answer that solved a ticket like this
UNSURE = 0.2  # below this confidence a mail counts as not understood
WEIGHED, LIKE = 8, 3  # words that weighed and nearest tickets, of a reading

_LIKE = "like: "  # how a reason begins that is the nearest example of the settings, not words of the mail
_MARKS = re.compile(r"\[#\d{1,12}(?:[-.][a-z0-9]{26})?\]", re.IGNORECASE)
_PREFIXES = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|sv|vs|antw|rif|r|i|tr|odp|res|enc)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
UNSAID = frozenset({"fairness"})


def bare_subject(subject: str) -> str:
    """The customer's own words: without our tag and without reply prefixes."""
    words = " ".join(_MARKS.sub(" ", subject).split())
    return _PREFIXES.sub("", words)[:200]


def ticket_shown(ticket: Ticket, rulebook: Rulebook, reader: Reader) -> dict[str, Any]:
    agent = rulebook.agent_of(ticket.agent)
    organisation = rulebook.customers.get(ticket.organisation or "")
    team = rulebook.teams.get(ticket.team or "")
    trial = organisation.trial_until if organisation is not None else None
    on_trial = trial is not None and reader.now.astimezone(reader.zone).date() <= trial
    return {
        "number": ticket.number,
        "subject": bare_subject(ticket.subject) or "–",
        "state": ticket.state,
        "priority": ticket.priority,
        "urgency": ticket.urgency,
        "impact": ticket.impact,
        "customer": {
            "name": shown_name(ticket.customer_name) or ticket.customer,
            "address": ticket.customer,
            "short": shown_name(ticket.customer_name) or _local(ticket.customer),
        },
        "organisation": organisation.name if organisation else "",
        "plan": (organisation.plan or "") if organisation else "",
        "value": reader.number(organisation.value) if organisation and organisation.value else "",
        "trial": reader.day(trial) if trial is not None and on_trial else None,
        "tier": ticket.tier,
        "team": ticket.team or "",
        "lead": (team.lead or "") if team else "",
        "agent": agent.name if agent else "",
        "agent_address": ticket.agent or "",
        "intent": ticket.intent or "",
        "confidence": ticket.confidence,
        "tags": ticket.tags,
        "verified": ticket.verified,
        "automation": ticket.automation,
        "opened": reader.moment(ticket.opened_at),
        "deadline": reader.moment(ticket.deadline),
        "reopened": ticket.reopened,
        "transfers": ticket.transfers,
        "promises": tuple(
            {"name": one.name, "due": reader.moment(one.due), "state": one.state, "span": reader.span(one.span)}
            for one in sorted(ticket.promises, key=lambda one: one.due)
            if one.state in ("running", "paused", "broken")
        ),
    }


def entry_shown(entry: Entry | None, rulebook: Rulebook, reader: Reader, most: int = 30_000) -> dict[str, Any] | None:
    if entry is None:
        return None
    agent = rulebook.agent_of(entry.by)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "by": agent.name if agent else shown_name(entry.by_name) or entry.by,
        "short": agent.name if agent else shown_name(entry.by_name) or _local(entry.by),
        "address": entry.by,
        "mine": agent is not None,
        "at": reader.moment(entry.at),
        "visibility": entry.visibility,
        "verified": entry.verified,
        "subject": bare_subject(str(entry.data.get("subject") or "")),
        "text": shortened(entry.text, most),
        "html": "",  # its place, where the mail's own formatting is shown (letter_html)
        "attachments": tuple({"name": name, "size": _size(size)} for name, _, size, _ in entry.attachments),
    }


def _local(address: str) -> str:
    """What stands for a name where there is none: an address inside a display name looks like a forgery to mail filters."""
    return address.partition("@")[0]


def _size(octets: int) -> str:
    return f"{octets} B" if octets < 1000 else f"{octets / 1000:.0f} kB" if octets < 1_000_000 else f"{octets / 1_000_000:.1f} MB"


def reading_shown(reading: Reading | None, reader: Reader, ticket: Ticket | None = None) -> dict[str, Any] | None:
    """What was read. Where a person or a rule has said since that the ticket is about something else, that counts: what it was
    read as stands in `read_as`, and what spoke for it is not told as a reason. `also` is a second intent that it takes."""
    if reading is None:
        return None
    best = reading.intent
    overruled = ticket is not None and ticket.intent != (best.name if best else None)
    also = next((one for one in reading.intents if ticket is not None and one.name == ticket.also), None)
    about = _about(best)
    if ticket is not None and overruled:
        about = _about(None) | {"intent": ticket.intent or "", "confidence": ticket.confidence}
    return about | {
        "read_as": _about(best) if ticket is not None and overruled and ticket.confidence is None and best is not None else None,
        "also": _about(also) if also is not None else None,
        "next_intent": reading.intents[1].name if len(reading.intents) > 1 else "",
        "weighed": () if overruled else once(one for one in reading.weighed if not is_small(one))[:WEIGHED],
        "like": tuple(
            {"number": one.ticket, "intent": one.intent or ""}
            for one in (() if overruled else reading.similar[:LIKE])
            if one.ticket > 0
        ),
        "entities": tuple({"type": one.type, "text": one.text} for one in reading.entities[:12]),
        "urgency": reading.urgency.level,
        "urgency_words": reading.urgency.because,
        "deadline": reader.moment(reading.urgency.deadline),
        "frustrated": reading.mood.frustrated,
        "mood": reading.mood.score,
        "mood_words": reading.mood.because,
        "sensitive": reading.sensitive or "",
        "degraded": why_less(reading),
        "by_rules": by_rules(reading),
    }


def _about(scored: IntentScore | None) -> dict[str, Any]:
    if scored is None:
        return {"intent": "", "confidence": None, "words": (), "example": "", "unsure": False}
    examples = [one.removeprefix(_LIKE) for one in scored.because if one.startswith(_LIKE)]
    return {
        "intent": scored.name,
        "confidence": scored.confidence,
        "words": tuple(one for one in scored.because if not one.startswith(_LIKE)),
        "example": examples[0] if examples else "",
        "unsure": scored.confidence < UNSURE,
    }


def route_shown(route: Route | None, to: str, rulebook: Rulebook) -> dict[str, Any] | None:
    if route is None:
        return None
    route = as_agents_see(route)
    mine, second = _candidate(route, to), _candidate(route, route.runner_up or "")
    return {
        "reason": "team" if route.reason == "rule" and route.mode != "live" and not route.rules else route.reason,
        "team": route.team or "",
        "mode": route.mode,
        "confidence": route.confidence,
        "because": route.because,
        "rules": route.rules,
        "factors": tuple(
            {"name": one.name, "value": one.value, "because": one.because}
            for one in (mine.factors if mine else ())
            if one.because in _telling(mine, second)
        ),
        "score": mine.score if mine else None,
        "runner_up": _agent_name(route.runner_up, rulebook),
        "runner_up_score": second.score if second else None,
        "runner_up_because": _spoken_for(second, mine),
        "suggested": _agent_name(route.suggested, rulebook),
        "suggested_because": _spoken_for(_candidate(route, route.suggested or "")),
        "in_at": None,
    }


def _spoken_for(candidate: Candidate | None, other: Candidate | None = None) -> tuple[str, ...]:
    """What speaks for somebody, and why they can't now."""
    if candidate is None:
        return ()
    against = (candidate.why_not.replace("_", " "),) if candidate.why_not else ()
    return (*against, *_telling(candidate, other))


def _telling(candidate: Candidate | None, other: Candidate | None) -> tuple[str, ...]:
    """What tells them from the other; of two who are alike, all of it."""
    reasons, alike = _reasons(candidate), _reasons(other)
    return tuple(one for one in reasons if one not in alike) or reasons


def _reasons(candidate: Candidate | None) -> tuple[str, ...]:
    """In the words of its factors, but for those that are no reason to anybody: a quiet week decides between equals."""
    factors = candidate.factors if candidate else ()
    return tuple(one.because for one in factors if one.weight and one.value > 0 and one.because and one.name not in UNSAID)


def _candidate(route: Route, address: str) -> Candidate | None:
    return next((one for one in route.candidates if one.agent.lower() == address.lower()), None)


def _agent_name(address: str | None, rulebook: Rulebook) -> str:
    agent = rulebook.agent_of(address)
    return agent.name if agent else address or ""


def solved_shown(
    solved: SolvedBefore, rulebook: Rulebook, reader: Reader, suggested: Sequence[Suggestion] = ()
) -> dict[str, Any]:
    return {
        "number": solved.number,
        "subject": bare_subject(solved.subject) or "–",
        "by": _agent_name(solved.resolved_by, rulebook),
        "resolved": reader.moment(solved.resolved_at),
        "words": solved.words if len(solved.words) <= SOLVED_WORDS else solved.words[:SOLVED_WORDS].rsplit(" ", 1)[0] + " …",
        "similarity": solved.similarity,
        "named": solved.named or "",
        "incident": solved.incident or "",
        "suggestion": next((n for n, one in enumerate(suggested, 1) if one.ticket == solved.number), None),
    }


def shared_shown(shared: Shared | None, similar: Sequence[Mapping[str, Any]], ticket: Ticket | None) -> dict[str, Any] | None:
    """What the ticket shares with others: the open incident it belongs to, or what so many name now; and what was behind it when
    it was named before (`known`, one of `similar`)."""
    known = next((one for one in similar if one["named"]), None)
    incident = shared.incident if shared is not None else None
    if known is None and (shared is None or (incident is None and shared.spike is None)):
        return None
    return {
        "incident": incident.name if incident is not None else "",
        "number": incident.ticket if incident is not None and (ticket is None or incident.ticket != ticket.number) else None,
        "others": incident.tickets if incident is not None else 0,
        "spike": shared.spike or "" if shared is not None else "",
        "tickets": shared.tickets if shared is not None else 0,
        "known": known,
    }


def suggestion_shown(number: int, suggestion: Suggestion) -> dict[str, Any]:
    """A text the reader may answer with; one that is too long is cut here and shown in full before it goes."""
    return {
        "number": number,
        "command": f"#use {number}",
        "kind": suggestion.kind,
        "source": suggestion.source,
        "text": suggestion.text if suggestion.whole else shortened(suggestion.text, SHOWN),
        "whole": suggestion.whole,
        "private": suggestion.private,
    }


def document_shown(found: FoundPassage, rulebook: Rulebook, suggested: Sequence[Suggestion]) -> dict[str, Any] | None:
    """A section of a document that may help; None where it isn't there any more, or fits badly."""
    passage = rulebook.documents.at(found.document, found.line)
    if passage is None or found.score < FITS:
        return None
    here = [n for n, one in enumerate(suggested, 1) if (one.document, one.line) == (found.document, found.line)]
    return {
        "name": passage.name,
        "file": passage.document,
        "line": passage.line,
        "public": passage.public,
        "score": found.score,
        "words": shortened(" ".join(passage.text.split()), SOLVED_WORDS),
        "suggestion": here[0] if here else None,
    }


def past_shown(past: PastTicket, rulebook: Rulebook, reader: Reader) -> dict[str, Any]:
    return {
        "number": past.number,
        "subject": bare_subject(past.subject) or "–",
        "state": past.state,
        "intent": past.intent or "",
        "by": _agent_name(past.resolved_by or past.agent, rulebook),
        "opened": reader.moment(past.opened_at),
        "resolved": reader.moment(past.resolved_at),
        "reopened": past.reopened,
    }
