"""The support day that `mailgate demo` plays, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Writes:
    """A customer, or a machine, writes to the desk by SMTP. `headers` are extra ones; `answers` picks the newest letter to
    that address to reply to."""

    who: str
    subject: str = ""
    text: str
    to: str = "support@example.com"
    headers: tuple[tuple[str, str], ...] = ()
    answers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounces:
    """A mail server reports that the desk's newest letter to this address could not be delivered."""

    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Whoever has the customer's newest ticket answers it from a mail client, through the submission port."""

    customer: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """Time passes."""

    span: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    title: str
    acts: tuple[Writes | Answers | Bounces | Passes, ...]


MARIA = "Maria Lopez <maria@example.org>"
PAUL = "Paul Weber <paul@shop.example.net>"
ACME = "Ines Acme <ines@acme.example>"
GRANT = "J. Grant <grant@example.com.au>"
FABIO = "Fabio Rossi <fabio@example.it>"
LOST = "Lost Address <gone@nowhere.example>"

DAY: tuple[Scene, ...] = (
    Scene(
        title="A customer is locked out, with a presentation in an hour",
        acts=(
            Writes(
                who=MARIA,
                subject="Locked out",
                text="Hello,\n\nI can't access my account and I have a presentation in an hour.\nPlease help!\n\nMaria",
            ),
            Answers(
                customer=MARIA,
                text="Hello Maria,\n\nyour account was locked after three wrong passwords. "
                "I have unlocked it, please try again now.\n\nGood luck with the presentation!",
            ),
        ),
    ),
    Scene(
        title="Payments broke with an update: that takes two skills",
        acts=(
            Writes(
                who=PAUL,
                subject="Payments",
                text="Hi,\n\npayments aren't processing after the latest update. Customers see error PAY-503.\n\nPaul",
            ),
        ),
    ),
    Scene(
        title="A refund, in Italian",
        acts=(
            Writes(
                who=FABIO,
                subject="Rimborso ordine A-1042",
                text="Buongiorno,\n\nvorrei il rimborso per l'ordine A-1042, il prodotto è arrivato rotto.\n\nGrazie\nFabio",
            ),
        ),
    ),
    Scene(
        title="An outage at a VIP customer",
        acts=(
            Writes(
                who=ACME,
                subject="Everything is down",
                text="The whole system is down for all our users since ten minutes. "
                "This is urgent, nobody in the office can work!\n\nInes",
            ),
        ),
    ),
    Scene(
        title="A legal threat goes to a person, and nothing automatic answers it",
        acts=(
            Writes(
                who=GRANT,
                subject="Your invoice",
                text="This is unacceptable. If this is not settled by Friday, "
                "my lawyer will take legal action against your company.",
            ),
        ),
    ),
    Scene(
        title="An automatic reply changes nothing",
        acts=(
            Writes(
                who=PAUL,
                subject="Out of office: Re: Payments [#2]",
                text="I am out of the office until tomorrow and will answer then.",
                answers=True,
                headers=(("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")),
            ),
        ),
    ),
    Scene(
        title="A letter comes back",
        acts=(
            Writes(who=LOST, subject="How do I export my data?", text="How can I export my data to a spreadsheet?"),
            Bounces(who=LOST, why="550 5.1.1 <gone@nowhere.example>: Recipient address rejected: User unknown"),
        ),
    ),
    Scene(
        title='"Thanks, works!" — and the ticket is resolved',
        acts=(
            Writes(who=MARIA, text="Thanks, works! You saved my day.", answers=True),
            Answers(customer=MARIA, text="#resolve"),
        ),
    ),
    Scene(
        title="Nobody answers Paul: the promise falls due",
        acts=(
            Passes(span=timedelta(hours=3, minutes=10)),
            Passes(span=timedelta(hours=1)),
            Answers(
                customer=PAUL,
                text="#resolve\n\nHello Paul,\n\nthe payment service is back, "
                "PAY-503 was a wrong certificate in release 4.2. We are sorry.",
            ),
        ),
    ),
    Scene(
        title="Days later: tickets close, and the desk asks how it went",
        acts=(
            Passes(span=timedelta(days=4, hours=1)),
            Passes(span=timedelta(days=1, hours=1)),
            Writes(who=MARIA, text="5 - quick and friendly", answers=True),
            Writes(who=PAUL, text="2", answers=True),
        ),
    ),
)
