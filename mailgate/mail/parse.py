"""What a message says: bytes to ParsedMessage. Total: it never raises, and its cost is bounded by limits set before reading."""

from __future__ import annotations

from dataclasses import replace

from mailgate.mail.addresses import addresses_in, identity_of
from mailgate.mail.automatic import kind_of
from mailgate.mail.away import away_until
from mailgate.mail.behalf import of_form, of_list
from mailgate.mail.body import Content, content_in
from mailgate.mail.forwards import forwarded_in
from mailgate.mail.headers import Field, TooMuch, as_text, date_of, split_fields
from mailgate.mail.html import plain
from mailgate.mail.mime import Part, parse_tree
from mailgate.mail.quotes import split_reply
from mailgate.mail.references import thread_of
from mailgate.mail.reports import Finding, own_parts
from mailgate.mail.subject import base_subject, is_reply, tag_of
from mailgate.mail.words import decode_words
from mailgate.model.address import Address
from mailgate.model.message import ParsedMessage

MAX_HEADER_TEXT = 8_000  # characters of one header value that we keep
MAX_NAMED = 400  # addresses named in all recipient headers

_SINGLETONS = (
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
)
_RECIPIENTS = (
    "to",
    "cc",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-forwarded-to",
    "x-envelope-to",
    "x-delivered-to",
    "resent-to",
)
# Defects with which two readers see the same mail all the same.
_HARMLESS = frozenset({"boundary_unclosed"})


def parse(data: bytes, *, reply_above: str | None = None) -> ParsedMessage:
    """Everything a message says. `reply_above` is the desk's own delimiter, if it isn't `quotes.REPLY_ABOVE`.

    A message beyond the limits, or that defeats the reader, is `unreadable` with its reason; what its header says is
    there even so."""
    try:
        root = parse_tree(data)
    except TooMuch as limit:
        return _unreadable(data, str(limit))
    except Exception as error:  # total by promise; the raw bytes stay with the caller
        return _unreadable(data, type(error).__name__)
    try:
        return _message(root, reply_above)
    except TooMuch as limit:
        return _unreadable(data, str(limit))
    except Exception as error:
        return _unreadable(data, type(error).__name__)


def _unreadable(data: bytes, reason: str) -> ParsedMessage:
    try:
        fields = split_fields(data[:65_536], 0, min(len(data), 65_536))[0][:200]
        headed = _headed(Part(fields=tuple(each for each in fields if len(each.value) < 8192), type="text/plain"))
    except Exception:  # then nothing is known of it but its bytes
        headed = ParsedMessage()
    return replace(
        headed, kind="unreadable", kind_because=(reason,), unreadable=reason, ambiguous=True, warnings=(f"unreadable: {reason}",)
    )


def _message(root: Part, reply_above: str | None) -> ParsedMessage:
    headed = _headed(root)
    content = content_in(root)
    marked = "\n\n".join(text.strip("\n") for text in content.texts if text.strip())
    text = plain(marked)
    found = kind_of(root, text, headed.subject, headed.sender, headed.to)
    message = replace(
        headed,
        kind=found.kind,
        kind_because=(found.because,),
        report=found.report,
        bounce=found.bounce,
        text=text,
        html=content.html,
        html_only=bool(content.html) and not any(_has_plain(tree) for tree in (root, *content.inside)),
        attachments=tuple(content.attachments),
        ambiguous=headed.ambiguous or content.contradicts or any(_contradicts(tree) for tree in (root, *content.inside)),
        warnings=(*headed.warnings, *content.warnings),
    )
    if message.on_behalf_of is None and found.kind in ("human", "auto_reply") and found.report is None:
        message = replace(message, on_behalf_of=of_form(message, root.fields))
    return _with_words(message, marked, found, content, reply_above)


def _with_words(message: ParsedMessage, marked: str, found: Finding, content: Content, reply_above: str | None) -> ParsedMessage:
    """The fresh words: of a forward the forwarder's own, of a report all of it."""
    if found.kind == "bounce":
        return replace(message, reply=message.text)
    forward = forwarded_in(
        marked,
        message.subject,
        tuple(content.messages),
        answers=bool(message.in_reply_to or message.references or message.thread_index),
    )
    answers = bool(message.in_reply_to or message.references) or is_reply(message.subject) or tag_of(message.subject) is not None
    split = split_reply(forward[1] if forward else marked, reply_above=reply_above, answers=answers)
    away = (
        away_until(message.text, message.subject, message.date) if found.kind == "auto_reply" and found.report is None else None
    )
    return replace(
        message,
        reply=split.fresh,
        signature=split.signature,
        quoted=split.quoted,
        forwarded=forward[0] if forward else None,
        away_until=away,
    )


def _headed(root: Part) -> ParsedMessage:
    """What the header alone says."""
    by_name: dict[str, list[Field]] = {}
    for each in root.fields:
        by_name.setdefault(each.name.lower(), []).append(each)

    def people(name: str) -> tuple[Address, ...]:
        return tuple(one for each in by_name.get(name, ()) for one in addresses_in(as_text(each.value)))[:200]

    def reachable(name: str) -> tuple[Address, ...]:
        return tuple(one for one in people(name) if "@" in one.address)

    def first(name: str) -> str:
        return as_text(by_name[name][0].value) if name in by_name else ""

    senders, threads = people("from"), thread_of(root)
    named = dict.fromkeys(one.address for name in _RECIPIENTS for one in people(name) if "@" in one.address)
    doubled = tuple(name for name in _SINGLETONS if len(by_name.get(name, ())) > 1)
    list_id = decode_words(first("list-id"))
    return ParsedMessage(
        sender=next((one for one in senders if "@" in one.address), senders[0] if senders else None),
        identity=identity_of(tuple(each.value for each in by_name.get("from", ()))),
        to=reachable("to"),
        cc=reachable("cc"),
        reply_to=reachable("reply-to"),
        recipients_named=tuple(named)[:MAX_NAMED],
        on_behalf_of=of_list(people, senders),
        subject=" ".join(decode_words(first("subject")).split()),
        base_subject=base_subject(decode_words(first("subject"))),
        date=date_of(first("date")),
        message_id=threads.message_id,
        in_reply_to=threads.in_reply_to,
        references=threads.references,
        thread_index=threads.index,
        thread_topic=threads.topic,
        list_id=(list_id.rpartition("<")[2].partition(">")[0] or list_id).strip().lower() or None,
        authentication_results=tuple(as_text(each.value)[:MAX_HEADER_TEXT] for each in by_name.get("authentication-results", ())),
        headers=tuple((each.name, decode_words(as_text(each.value))[:MAX_HEADER_TEXT]) for each in root.fields),
        ambiguous=bool(doubled) or len(senders) > 1,
        warnings=tuple(f"header {name} stands more than once" for name in doubled),
    )


def _has_plain(root: Part) -> bool:
    return any(part.type == "text/plain" and part.disposition != "attachment" and part.body.strip() for part in own_parts(root))


def _contradicts(root: Part) -> bool:
    return any(defect not in _HARMLESS for part in own_parts(root) for defect in part.defects)
