"""Form mails: how far their sender is believed, and what their fields add to what was read."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from mailgate.model.message import Evidence, ParsedMessage
from mailgate.model.reading import Entity, Reading, Urgency

_SCORES = {"critical": 0.95, "high": 0.75, "normal": 0.4, "low": 0.1}


def standing_of(message: ParsedMessage, evidence: Evidence) -> Literal["proven", "unknown", "contradicted"]:
    """What is known of the sender of a mail that may be a form's. Contradicted: the domain's own DMARC or SPF says it is not
    theirs. Of an unknown one a form is believed what any stranger could say in a mail of their own, and no more."""
    if message.identity is not None and (evidence.door == "manual" or evidence.authenticates(message.identity)):
        return "proven"
    if evidence.dmarc == "fail" or (evidence.spf == "fail" and evidence.dmarc is None):
        return "contradicted"
    return "unknown"


def with_fields(reading: Reading, message: ParsedMessage) -> Reading:
    """The reading with what the form's fields name: entities, and how urgent it is."""
    form = message.form
    if form is None:
        return reading
    there = {(one.type, one.text) for one in reading.entities}
    more = tuple(_entity(kind, text, message.reply) for kind, text in dict.fromkeys(form.entities) if (kind, text) not in there)
    urgency = reading.urgency
    if form.urgency is not None:
        because = (f"the form {form.rule} says so",)
        urgency = Urgency(level=form.urgency, score=_SCORES[form.urgency], deadline=urgency.deadline, because=because)
    return replace(reading, entities=(*reading.entities, *more), urgency=urgency)


def _entity(kind: str, text: str, words: str) -> Entity:
    """Where it stands in the mail's words, with which the text that was read begins; 0 to 0 where it is spelt otherwise."""
    at = words.find(text)
    return Entity(type=kind, text=text, start=at, end=at + len(text)) if at >= 0 else Entity(type=kind, text=text, start=0, end=0)
