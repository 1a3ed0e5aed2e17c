"""On whose behalf a mail was sent: what lists keep of the From they rewrite, and whom a web form answers to.

It says who is meant, never who it was: all of it is written by whoever sent the mail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from mailgate.mail.headers import Field, as_text
from mailgate.mail.patterns.lists import FORM_HEADERS, FORM_MAILERS, FORM_SENDERS, ORIGINALLY, VIA
from mailgate.model.address import Address
from mailgate.model.message import ParsedMessage

LOOKED_AT = 20_000  # characters of a form's text in which its customer is looked for

_WORDS = "|".join(sorted({re.escape(word) for words in VIA.values() for word in words}, key=len, reverse=True))
_VIA = re.compile(rf"(?P<name>.{{1,200}}?)['\"]?\s+\(?(?:{_WORDS})\s.{{1,200}}", re.IGNORECASE | re.DOTALL)
# `jane=40example.org@dmarc.ietf.org`, `jane=example.org@groups.io`: the rewritten address keeps the first one.
_KEPT = re.compile(r"(?P<local>[\w.+-]{1,64})=(?:40)?(?P<domain>[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})@(?P<by>.+)")
_NEVER = re.compile(r"(?:srs[01]|prvs|btv1|bounces?|msprvs1)[=+-]", re.IGNORECASE)

People = Callable[[str], tuple[Address, ...]]


def of_list(people: People, senders: Sequence[Address]) -> Address | None:
    """The original From that a list names; else, where From is "Jane via List", the Reply-To or Cc that is Jane's, or the address
    kept inside the rewritten one."""
    for name in ORIGINALLY:
        found = next((one for one in people(name) if "@" in one.address), None)
        if found is not None and (not senders or found.key != senders[0].key):
            return found
    sender = next((one for one in senders if "@" in one.address), None)
    if sender is None:
        return None
    via = name_before_via(sender.name or "")
    kept = _kept_in(sender, via)
    if via is None or kept is not None:
        return kept
    ours = {sender.key, *(one.key for one in people("to"))}
    answers = [one for one in people("reply-to") if "@" in one.address and one.key not in ours]
    if len(answers) == 1:
        return Address(address=answers[0].address, name=answers[0].name or via or None)
    copies = [one for one in people("cc") if "@" in one.address and (one.name or "").casefold() == via.casefold() != ""]
    return copies[0] if len(copies) == 1 else None


def name_before_via(name: str) -> str | None:
    """`Jane` of `'Jane' via Support`; None where the name isn't a list's writing."""
    found = _VIA.fullmatch(name.strip())
    return found["name"].strip(" '\"„“”‘’") if found is not None else None


def _kept_in(sender: Address, via: str | None) -> Address | None:
    found = _KEPT.fullmatch(sender.address) if len(sender.address) <= 320 else None
    if found is None or _NEVER.match(sender.address):
        return None
    if via is None and not found["by"].lower().startswith(("dmarc.", "groups.io", "lists.", "list.")):
        return None
    return Address(address=f"{found['local']}@{found['domain']}", name=via or sender.name)


def of_form(message: ParsedMessage, fields: Sequence[Field]) -> Address | None:
    """The one Reply-To of a mail that a web form wrote: sent by a site's own address or program, and naming that person's address
    or name among what was filled in. An answer, a list's mail and a client's with a signature address of its own are none."""
    sender = message.sender
    if sender is None or len(message.reply_to) != 1 or message.in_reply_to or message.references or message.list_id:
        return None
    answer = message.reply_to[0]
    ours = {sender.key, *(one.key for one in (*message.to, *message.cc))}
    if answer.key in ours or answer.domain == sender.domain or not _by_site(message, sender, fields):
        return None
    said = message.text[:LOOKED_AT].casefold()
    return answer if answer.key in said else None


def _by_site(message: ParsedMessage, sender: Address, fields: Sequence[Field]) -> bool:
    local = sender.key.partition("@")[0].partition("+")[0]
    if local in FORM_SENDERS or any(one.key == sender.key for one in message.to):
        return True
    names = {each.name.lower() for each in fields}
    mailer = next((as_text(each.value).lower() for each in fields if each.name.lower() == "x-mailer"), "")
    return any(name in names for name in FORM_HEADERS) or any(word in mailer for word in FORM_MAILERS)
