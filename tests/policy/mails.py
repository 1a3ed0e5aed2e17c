"""Mails, facts and tickets for the tests of what becomes of a message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from mailgate.model.address import Address
from mailgate.model.decision import Decision, Judgement, Kind
from mailgate.model.delivery import Notice, TokenMeaning
from mailgate.model.facts import Facts, KnownLetter, KnownMessage, Past, TicketStory
from mailgate.model.message import Arrival, Evidence, ParsedMessage, RawMessage
from mailgate.model.reading import NOTHING_READ, Reading
from mailgate.model.ticket import Participant, Ticket
from mailgate.policy.decide import decide
from mailgate.policy.screen import screen
from tests.policy.desk import ALICE, MONDAY_10, rulebook, ticket

MARIA, MALLORY = "maria@example.org", "mallory@elsewhere.example"
NOW = MONDAY_10
NO_PAST = Past()
NOBODY_KNOWS = Evidence(door="smtp")


def sure_of(address: str) -> Evidence:
    """A trusted relay says that DMARC passed."""
    return Evidence(door="smtp", relay=True, dmarc="pass", because=f"mx.example.com vouches for {address}")


def password_of(agent: str) -> Evidence:
    return Evidence(door="submission", authenticated_as=agent)


def mail(sender: str | None = MARIA, text: str = "I can't log in", **changes: Any) -> ParsedMessage:
    made = ParsedMessage(
        sender=Address(address=sender) if sender else None,
        identity=sender,
        to=(Address(address="support@example.com"),),
        subject="I can't log in",
        base_subject="I can't log in",
        date=NOW,
        message_id="m1@example.org",
        text=text,
        reply=text,
    )
    return replace(made, **changes)


def arrived(evidence: Evidence = NOBODY_KNOWS, **changes: Any) -> Arrival:
    raw = RawMessage(data=b"raw", door=evidence.door, received=NOW, envelope_from=MARIA, envelope_to=("support@example.com",))
    return replace(Arrival(inbox_id=7, raw=raw, evidence=evidence), **changes)


def judged(**changes: Any) -> Judgement:
    return Judgement(rulebook=rulebook(**changes), now=NOW)


def story(number: int = 1042, **changes: Any) -> TicketStory:
    """Maria's open ticket, which Alice has."""
    of_story = {
        k: changes.pop(k) for k in ("participants", "correspondents", "pending", "holds", "feedback_given") if k in changes
    }
    work = {"state": "waiting", "agent": ALICE, "team": "helpdesk", "version": 3, "waiting_since": NOW} | changes
    made = ticket(number=number, **work)
    return replace(
        TicketStory(ticket=made, participants=(Participant(address=MARIA, name="Maria"),), first_text="I can't log in"),
        **of_story,
    )


def token(audience: str, principal: str, number: int = 1042, purpose: str = "reply") -> TokenMeaning:
    return TokenMeaning(
        audience=audience,
        principal=principal,
        ticket=number,
        purpose=purpose,
        expires=NOW + timedelta(days=30),  # type: ignore[arg-type]
    )


def letter(audience: str, to: str, number: int | None = 1042, template: str = "answer") -> KnownLetter:
    return KnownLetter(
        message_id="ours@support.example.com",
        letter_id=5,
        ticket=number,
        audience=audience,
        to=to,
        template=template,
        delivery_id=9,
    )


def known(number: int = 1042) -> KnownMessage:
    return KnownMessage(message_id="theirs@example.org", ticket=number, cited_only=False)


def facts(*stories: TicketStory, **changes: Any) -> Facts:
    return Facts(tickets={s.ticket.number: s for s in stories or (story(),)}, **changes)


def kind_of(message: ParsedMessage, past: Facts, arrival: Arrival | None = None, judgement: Judgement | None = None) -> Kind:
    return screen(message, past, arrival or arrived(), judgement or judged())


def decided(
    message: ParsedMessage,
    known_facts: Facts | None = None,
    arrival: Arrival | None = None,
    *,
    reading: Reading = NOTHING_READ,
    judgement: Judgement | None = None,
    past: Past = NO_PAST,
) -> Decision:
    """Screened and decided, as take-in does."""
    arrival, judgement, known_facts = arrival or arrived(), judgement or judged(), known_facts or Facts()
    kind = screen(message, known_facts, arrival, judgement)
    return decide(kind, message, arrival, reading, known_facts, past, judgement)


def from_alice(text: str, **changes: Any) -> ParsedMessage:
    """A mail in Alice's name."""
    return mail(ALICE, text, subject="Re: [#1042] I can't log in", **changes)


def answered_by_alice(text: str, known_story: TicketStory | None = None, **changes: Any) -> Decision:
    """Alice's reply to her hand-over, through submission."""
    judgement = changes.pop("judgement", None)
    arrival = changes.pop("arrival", None) or arrived(password_of(ALICE))
    who = changes.pop("past", NO_PAST)
    letters = changes.pop("letters", ())
    known = {name: changes.pop(name) for name in ("let_go", "codes") if name in changes}
    known_facts = facts(known_story or story(), tokens=(token("agent", ALICE),), letters=letters, **known)
    return decided(from_alice(text, **changes), known_facts, arrival, judgement=judgement, past=who)


def effects(decision: Decision, kind: type[Any]) -> list[Any]:
    return [e for e in decision.effects if isinstance(e, kind)]


def notices(decision: Decision) -> list[Notice]:
    return [e.notice for e in decision.effects if type(e).__name__ == "QueueNotice"]


def told(decision: Decision) -> list[tuple[str, str]]:
    """(template, to) of every notice, in order."""
    return [(n.template, n.to) for n in notices(decision)]


def the_ticket(decision: Decision) -> Ticket:
    return next(e.ticket for e in decision.effects if type(e).__name__ in ("OpenTicket", "ChangeTicket"))
