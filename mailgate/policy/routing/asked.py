"""A question for a route: the ticket, what it is about, and whose work it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailgate.model.facts import Past
from mailgate.model.reading import NOTHING_READ, IntentScore, Reading
from mailgate.model.rules import Actions, Intent, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.skills import strong_intents


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question for a route, with everything it is answered by."""

    ticket: Ticket
    reading: Reading
    past: Past
    actions: Actions
    rulebook: Rulebook
    now: datetime
    without: frozenset[str]

    @property
    def strong(self) -> tuple[IntentScore, ...]:
        """What it is about: an intent that a rule or a person set is certain; else what was read."""
        sure = self.ticket.confidence is None or self.ticket.confidence >= self.rulebook.routing.min_confidence
        named = self.actions.intent or (self.ticket.intent if self.ticket.number and sure else None)
        if named is not None and named in self.rulebook.intents:
            known = 1.0 if self.actions.intent or self.ticket.confidence is None else self.ticket.confidence
            confidence = next((i.confidence for i in self.reading.intents if i.name == named), known)
            also = self.ticket.also if named == self.ticket.intent else None
            second = (also,) if also is not None and also != named and also in self.rulebook.intents else ()
            return (IntentScore(name=named, confidence=confidence), *(IntentScore(name=n, confidence=1.0) for n in second))
        return strong_intents(self.reading, self.rulebook)

    @property
    def intent(self) -> Intent | None:
        return self.rulebook.intents[self.strong[0].name] if self.strong else None

    @property
    def unread(self) -> bool:
        """Reading is off, or its process is away."""
        return not self.reading.intents and self.reading.model == NOTHING_READ.model

    @property
    def confidence(self) -> float | None:
        if self.strong:
            return self.strong[0].confidence
        return self.reading.intent.confidence if self.reading.intent else None

    @property
    def team(self) -> str | None:
        """Whose work it is: a rule's word, else the intent's team, else the mailbox's."""
        of_intent = self.rulebook.intents[self.strong[0].name].team if self.strong else None
        mailbox = self.rulebook.mailbox_of(self.ticket.mailbox)
        if self.ticket.number and self.ticket.team and not self.actions.intent:
            of_intent = self.ticket.team  # where people have brought it
        return self.actions.team or of_intent or self.ticket.team or (mailbox.team if mailbox else None)
