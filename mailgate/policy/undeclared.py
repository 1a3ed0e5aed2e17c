"""Web forms that the settings don't name. Whoever sends a mail writes its Reply-To, so it says who is meant and never who it was:
the ticket is the form's own, which takes no mail; the agent sees the person, and the lead hears once what would be needed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mailgate.model.address import Address
from mailgate.model.decision import Effect, QueueNotice
from mailgate.model.facts import Facts
from mailgate.model.message import ParsedMessage
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy import counters
from mailgate.policy.notices import admin_notice
from mailgate.policy.whom import answerable, leads_of

REASON = "undeclared_form"
_TAG = "form-for:"  # with whom the form speaks for: the ticket's letters warn for as long as it stands
HINTS_A_DAY = 3  # letters about such forms, whoever writes as one
_FORM = re.compile(
    r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|wordpress|joomla|drupal|typo3|www(?:-data)?|web(?:site|form|master)?s?|apache|nginx|httpd|"
    r"nobody|cgi|(?:contact|kontakt)?[-_]?(?:form|formular|formulaire|formulario)s?|formmail(?:er)?|mailer|submissions?)(?:[-_.+].*)?"
)  # fmt: skip


def person_behind(message: ParsedMessage, rulebook: Rulebook) -> Address | None:
    """Whom a web form speaks for, if the mail looks like one's that `desk.forms` doesn't name: sent by a site's own address, with
    one Reply-To of another domain that may be written to."""
    sender = message.sender
    if sender is None or message.form is not None or len(message.reply_to) != 1 or message.list_id:
        return None
    if message.in_reply_to or message.references or rulebook.mailbox_of(sender.address) is not None:
        return None
    person = message.reply_to[0]
    ours = rulebook.agent_of(person.address) is not None or rulebook.agent_of(sender.address) is not None
    if ours or person.domain == sender.domain or not answerable(person.address, rulebook):
        return None
    by_site = _FORM.fullmatch(sender.key.partition("@")[0]) is not None
    seen = message.on_behalf_of is not None and message.on_behalf_of.key == person.key
    return person if by_site or (seen and not answerable(sender.address, rulebook)) else None


def marked(ticket: Ticket, person: Address) -> Ticket:
    """The ticket, with whom it is for: whoever gets it later is told too."""
    return replace(ticket, tags=tuple(dict.fromkeys((*ticket.tags, f"{_TAG}{person.key}"))))


def told_behind(ticket: Ticket) -> str | None:
    """For whom a form wrote this ticket, whom an answer does not reach; None where it is anybody's own."""
    found = next((tag.removeprefix(_TAG) for tag in ticket.tags if tag.startswith(_TAG)), None)
    return found if found != ticket.customer.lower() else None


def because(message: ParsedMessage, person: Address) -> str:
    """One line for people."""
    sender = message.sender.address if message.sender is not None else "its sender"
    return f"it looks like a web form for {person.address} (its Reply-To); name {sender} under desk.forms and they are answered"


def hinted(
    message: ParsedMessage, person: Address, ticket: Ticket, facts: Facts, rulebook: Rulebook, now: datetime, cause: int
) -> tuple[Effect, ...]:
    """Who leads the team, or else the admins, hears once of a form what the settings need."""
    if facts.form_told or message.sender is None:
        return ()
    sender = message.sender.address
    lines = (
        f"A mail of {sender} looks like a web form's: it speaks for {person.address}, as its Reply-To says.",
        "Anybody can write that, so the ticket is in the form's own name, and nobody is acknowledged or answered.",
        "If it is your form, name it in settings.yaml; the customer is then whom its mails name:",
        "    desk:",
        "      forms:",
        f"        - {{from: {sender}, fields: {{customer: E-Mail, text: Message}}}}",
        "with the names of its own fields; `mailgate inspect --settings settings.yaml FILE` shows what is found.",
        "This is told once for each sender.",
    )
    told = tuple(a.address for a in leads_of(ticket.team, rulebook)) or rulebook.admins
    subject = f"{sender} looks like a web form of yours"
    return (
        *(QueueNotice(notice=admin_notice(to, REASON, subject, lines, now=now, cause=cause)) for to in told),
        *counters.form_hint_told(sender, now),
    )
