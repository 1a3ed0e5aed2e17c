"""A held mail corrected: its writer answers the letter about it with the mail as it should be."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import ChangeTicket, Decision, EndHold, Judgement, QueueNotice, SettleOther
from mailgate.model.facts import Facts, TicketStory
from mailgate.model.message import Arrival
from mailgate.model.people import Agent
from mailgate.policy.held import held_of
from mailgate.policy.notices import transcript

_REPLACED = "It takes the place of your held mail, which is thrown away."
_STILL = "Your held mail still waits: #send, #drop, or reply with the mail as it should be."


def replacing(
    decision: Decision, agent: Agent, story: TicketStory, arrival: Arrival, facts: Facts, judgement: Judgement, *, worded: bool
) -> Decision:
    """The decision on a mail that answers the letter about a held one. With words, or where the held one had none either, it is
    that mail corrected and takes its place; mere commands leave it waiting, and say so unless they only ask."""
    letter = next((k for k in facts.letters if k.ticket == story.ticket.number), None)
    if letter is None or letter.template != "transcript" or letter.cause is None:
        return decision
    old = next((h for h in held_of(agent, story) if h.inbox_id == letter.cause), None)
    if old is None or old.inbox_id is None or decision.outcome.startswith("ignored"):
        return decision
    changes = any(isinstance(e, ChangeTicket) for e in decision.effects)
    held_too = decision.outcome.startswith("held")
    if not worded and (old.worded or not (changes or held_too)):
        return _with_line(decision, agent, story, arrival, judgement, _STILL) if changes else decision
    decision = _with_line(decision, agent, story, arrival, judgement, _REPLACED)
    gone = SettleOther(inbox_id=old.inbox_id, outcome="ignored:replaced", reason="replaced")
    return replace(decision, effects=(*decision.effects, EndHold(hold=old.id), gone))


def _with_line(
    decision: Decision, agent: Agent, story: TicketStory, arrival: Arrival, judgement: Judgement, text: str
) -> Decision:
    """With one more line in the transcript, or a transcript of that line."""
    line = {"command": "", "ok": True, "text": text}
    effects = list(decision.effects)
    for at, effect in enumerate(effects):
        if isinstance(effect, QueueNotice) and effect.notice.template == "transcript":
            data = effect.notice.data
            effects[at] = QueueNotice(notice=replace(effect.notice, data={**data, "lines": [*data["lines"], line]}))
            return replace(decision, effects=tuple(effects))
    told = transcript(story.ticket, agent, (line,), now=judgement.now, cause=arrival.inbox_id)
    return replace(decision, effects=(*effects, QueueNotice(notice=told)))
