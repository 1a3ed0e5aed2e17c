"""Letters from notices: picks language, brand and template, renders it, and mints what makes the letter ours.

A template of the desk's own that fails to render is replaced by the built-in one, and the admin is told; the letter goes out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import css_inline
import structlog

from mailgate.adapters.letter_envelope import (
    Addressing,
    addressing_of,
    attachments_within,
    headers_of,
    is_for_customer,
    mailbox_for,
    shown_upto,
    zone_for,
)
from mailgate.adapters.letter_html import room_for_html
from mailgate.adapters.letter_samples import sample, sample_rulebook
from mailgate.adapters.letter_views import agent_values, customer_values
from mailgate.adapters.letter_words import FILTERS, Reader, without_token
from mailgate.adapters.sandbox import LetterEnvironment, refill, render
from mailgate.adapters.template_faults import fault_of, syntax_fault
from mailgate.adapters.template_files import built_in_folder, sources_of
from mailgate.model.address import Address
from mailgate.model.delivery import Letter, LetterFacts, Notice
from mailgate.model.errors import TemplateFault
from mailgate.model.people import Mailbox
from mailgate.model.rules import Rulebook
from mailgate.model.suggestion import Suggestion
from mailgate.model.ticket import Ticket
from mailgate.policy.suggesting import suggestions

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The words of a letter."""

    subject: str
    sender_name: str
    text: str
    html: str | None


class LetterWriter:
    """Fits the port `Writer`. Reads its folders once, when made; a reload makes a new one.

    `folders` are the desk's own, the first counts; the built-in ones always stand behind them. A mailbox with
    `templates: FOLDER` has that folder before all others; `base` is what such a path is relative to.
    `tell` hears, once for each template and fault, that a template failed and the built-in one was used.
    """

    def __init__(
        self,
        folders: Sequence[Path] = (),
        *,
        domain: str,
        envelope: Literal["signed", "plain"] = "signed",
        chance: Callable[[int], bytes] = os.urandom,
        base: Path = Path(),
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._domain, self._envelope, self._chance, self._base = domain, envelope, chance, base
        self._folders = tuple(folders)
        self._tell = tell or (lambda fault: None)
        self._told: set[str] = set()
        self._built_in = _environment([])
        self._own = _environment(self._folders) if self._folders else self._built_in
        self._brands: dict[str, LetterEnvironment] = {}
        self._inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)

    def write(self, notice: Notice, facts: LetterFacts, *, rulebook: Rulebook, now: datetime) -> Letter:
        """The letter of a notice, its Message-ID and tokens minted. Raises TemplateFault when no template can make it."""
        mailbox = mailbox_for(facts.ticket, rulebook, self._domain)
        reader = Reader(
            language=self._language(notice, facts, rulebook, mailbox),
            zone=zone_for(notice, mailbox, rulebook),
            now=now,
        )
        addressing = addressing_of(
            notice,
            facts,
            mailbox=mailbox,
            domain=self._domain,
            envelope=self._envelope,
            chance=self._chance,
            now=now,
        )
        attachments, left_out = attachments_within(facts.attachments)
        suggested = _suggested(notice, facts, rulebook)
        values = self._values(
            notice, facts, rulebook, mailbox, reader, tag=addressing.tag, left_out=left_out, suggested=suggested
        )
        values |= {"code": addressing.code}
        room = room_for_html(values, facts, addressing.message_id)
        words = self.render(notice.template, reader.language, values, mailbox=mailbox)
        html, attachments = room.filled(words.html, attachments)
        return Letter(
            notice=notice,
            message_id=addressing.message_id,
            sender=Address(address=mailbox.address, name=words.sender_name or mailbox.name),
            to=(Address(address=notice.to, name=values["reader"]["name"] or None),),
            cc=tuple(Address(address=one) for one in notice.cc),
            reply_to=_named(addressing.reply_to, notice, words),
            subject=_tagged(words.subject, addressing),
            text=words.text,
            html=html,
            in_reply_to=facts.thread[-1] if facts.thread else None,
            references=facts.thread,
            headers=headers_of(notice, facts, reader.language),
            attachments=attachments,
            date=now,
            envelopes=addressing.envelopes,
            tokens=addressing.tokens,
            shown_upto=shown_upto(notice.template, facts),
            suggested=suggested,
        )

    def render(self, template: str, language: str, values: Mapping[str, Any], *, mailbox: Mailbox | None = None) -> Rendered:
        """The words alone. Falls back to the built-in template, and says so, when the desk's own fails."""
        environment = self._environment_of(mailbox)
        try:
            return self._rendered(environment, template, language, values)
        except Exception as error:  # a template is foreign code: whatever it does wrong must not stop the letter
            fault = fault_of(error, template)
            if environment is self._built_in:
                raise TemplateFault(fault) from error
            self._say(f"{fault}; the built-in template was used instead")
        try:
            return self._rendered(self._built_in, template, language, values)
        except Exception as error:
            raise TemplateFault(fault_of(error, template)) from error

    def languages(self) -> tuple[str, ...]:
        """The languages there are letters in."""
        return tuple(sorted({name.partition("/")[0] for name in self._own.sources if "/" in name}))

    def names(self) -> tuple[str, ...]:
        """The templates there are, in English or any other language."""
        return tuple(sorted({name.partition("/")[2].removesuffix(".txt") for name in self._own.sources if name.endswith(".txt")}))

    def faults(self) -> tuple[str, ...]:
        """What is wrong with any template: its syntax, or a name it asks for that no letter knows."""
        found = [fault for name in self._own.sources if (fault := syntax_fault(self._own, name))]
        if found:
            return tuple(found)
        rulebook = sample_rulebook()
        for language in self.languages():
            for template in self.names():
                notice, facts = sample(template, language=language)
                mailbox = mailbox_for(facts.ticket, rulebook, self._domain)
                reader = Reader(language=language, zone=UTC, now=notice.deliver_after)
                values = self._values(notice, facts, rulebook, mailbox, reader, suggested=_suggested(notice, facts, rulebook))
                try:
                    self._rendered(self._own, template, language, values)
                except Exception as error:  # as in render: whatever a template does wrong is a fault to be named
                    found.append(fault_of(error, template))
        return tuple(found)

    def _rendered(self, environment: LetterEnvironment, template: str, language: str, values: Mapping[str, Any]) -> Rendered:
        base = _base_name(environment, template, language)
        html = None
        refill()
        parts = {
            part: " ".join(render(environment, f"{base}.{part}", values).split())
            for part in ("subject", "from", "preview")
            if f"{base}.{part}" in environment.sources
        }
        text = render(environment, f"{base}.txt", values).strip("\n") + "\n"
        if page := _page_name(environment, base):
            refill()
            body, mark, footer = text.rpartition("\n-- \n")
            body, footer = (body, footer) if mark else (text, "")
            heading = without_token(parts["subject"])
            said = {"preview": parts.get("preview", ""), "subject": heading, "text": body, "footer": footer}
            html = self._inliner.inline(render(environment, page, {**values, **said}))
        return Rendered(subject=parts["subject"], sender_name=parts.get("from", ""), text=text, html=html)

    def _values(
        self,
        notice: Notice,
        facts: LetterFacts,
        rulebook: Rulebook,
        mailbox: Mailbox,
        reader: Reader,
        *,
        tag: str = "[#0]",
        left_out: Sequence[str] = (),
        suggested: Sequence[Suggestion] = (),
    ) -> dict[str, Any]:
        if is_for_customer(notice):
            return customer_values(notice, facts, rulebook=rulebook, mailbox=mailbox, reader=reader, tag=tag)
        return agent_values(
            notice, facts, rulebook=rulebook, mailbox=mailbox, reader=reader, tag=tag, left_out=left_out, suggested=suggested
        )

    def _environment_of(self, mailbox: Mailbox | None) -> LetterEnvironment:
        if mailbox is None or not mailbox.templates:
            return self._own
        if mailbox.templates not in self._brands:
            try:
                self._brands[mailbox.templates] = _environment([self._base / mailbox.templates, *self._folders])
            except TemplateFault as fault:
                self._say(f"{fault}; the templates of {mailbox.name} are not used")
                self._brands[mailbox.templates] = self._own
        return self._brands[mailbox.templates]

    def _language(self, notice: Notice, facts: LetterFacts, rulebook: Rulebook, mailbox: Mailbox) -> str:
        """The first of the reader's languages that there are letters in."""
        agent = None if is_for_customer(notice) else rulebook.agent_of(notice.to)
        spoken = facts.ticket.language if is_for_customer(notice) and facts.ticket else None
        wanted = agent.languages if agent else (spoken, mailbox.language) if is_for_customer(notice) else ()
        have = self.languages()
        forms = (form for one in wanted if one for form in (one, one.replace("_", "-").partition("-")[0].lower()))
        return next((form for form in forms if form in have), "en")

    def _say(self, fault: str) -> None:
        if fault not in self._told:
            self._told.add(fault)
            log.warning("template_failed", fault=fault)
            self._tell(fault)


def _suggested(notice: Notice, facts: LetterFacts, rulebook: Rulebook) -> tuple[Suggestion, ...]:
    """What a hand-over offers to answer with."""
    ticket = facts.ticket
    if notice.template != "handover" or ticket is None:
        return ()
    sure = ticket.intent is not None and (ticket.confidence is None or ticket.confidence >= rulebook.routing.min_confidence)
    known = _told(ticket, facts, rulebook)
    return suggestions(facts.reading, facts.similar, rulebook.documents, language=ticket.language, sure=sure, known=known)


def _told(ticket: Ticket, facts: LetterFacts, rulebook: Rulebook) -> str:
    """What the ticket's customer and the desk name themselves."""
    theirs = (ticket.subject, ticket.customer, ticket.customer_name or "", *(e.text for e in facts.entries if e.kind == "mail"))
    people = (agent.name for agent in rulebook.agents.values())
    ours = (rulebook.name, *rulebook.teams, *(box.name for box in rulebook.mailboxes.values()))
    return "\n".join((*theirs, *people, *ours))


def check(folders: Path | Sequence[Path]) -> tuple[str, ...]:
    """Every fault of the templates in these folders, `file:line: what`: each is compiled and rendered with sample facts."""
    faults: list[str] = []
    for folder in (folders,) if isinstance(folders, Path) else folders:
        if not folder.is_dir():
            faults.append(f"{folder}: there is no such folder of templates")
            continue
        try:
            writer = LetterWriter([folder], domain="check.example")
        except TemplateFault as fault:
            faults += str(fault).splitlines()
            continue
        faults += [fault for fault in writer.faults() if fault.startswith(str(folder))]
    return tuple(dict.fromkeys(faults))


def _environment(folders: Sequence[Path]) -> LetterEnvironment:
    return LetterEnvironment(sources_of([*folders, built_in_folder()]), filters=FILTERS)


def _base_name(environment: LetterEnvironment, template: str, language: str) -> str:
    for one in (language, language.partition("-")[0], "en"):
        if f"{one}/{template}.txt" in environment.sources:
            return f"{one}/{template}"
    raise TemplateFault(f"there is no template {template!r}; make templates/en/{template}.txt.j2")


def _page_name(environment: LetterEnvironment, base: str) -> str | None:
    """The HTML of a letter: the language's own, else the shared one of its name, else its text set plainly."""
    template = base.partition("/")[2]
    return next((one for one in (f"{base}.html.j2", f"{template}.html.j2", "_plain.html.j2") if one in environment.sources), None)


def _named(reply_to: Address | None, notice: Notice, words: Rendered) -> Address | None:
    """Agents see in their mail client whom they answer; customers answer the mailbox."""
    if reply_to is None or is_for_customer(notice) or not words.sender_name:
        return reply_to
    return replace(reply_to, name=words.sender_name)


def _tagged(subject: str, addressing: Addressing) -> str:
    """The subject always carries the tag of its ticket, whatever the template says."""
    return subject if not addressing.tag or addressing.tag in subject else f"{subject} {addressing.tag}"
