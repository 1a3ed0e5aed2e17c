"""Who wrote this: a person, a machine that answers, a list, a mail system. Each verdict names what it rests on."""

from __future__ import annotations

from mailgate.mail.calendar import method_of
from mailgate.mail.headers import as_text
from mailgate.mail.mime import Part, content_of
from mailgate.mail.notifications import notified
from mailgate.mail.patterns.machines import (
    AUTO_HEADERS,
    AUTO_SUBJECTS,
    AWAY_ANYWHERE,
    AWAY_SUBJECTS,
    AWAY_WORDS,
    CHALLENGES,
    LIST_HEADERS,
    PRECEDENCE,
)
from mailgate.mail.reports import Finding, own_parts, structured
from mailgate.mail.returned import returned, split_report
from mailgate.mail.subject import base_subject, is_forward, is_reply
from mailgate.model.address import Address

_AUTO = tuple(sorted({words for every in AUTO_SUBJECTS.values() for words in every}))
_AWAY = tuple(sorted({words for every in AWAY_SUBJECTS.values() for words in every}))
HUMAN = Finding(kind="human", because="nothing says otherwise")


def kind_of(root: Part, text: str, subject: str, sender: Address | None, to: tuple[Address, ...]) -> Finding:
    """What kind of message this is. The order is policy: a report's structure is proof; the words of an answering machine
    come before those of a mail system, since both use the null return path; a list comes before mere bulk."""
    by_structure = structured(root, split_report(text)[0])
    if by_structure is not None and by_structure.kind == "bounce" and _challenges(text):
        return Finding(kind="auto_reply", report="challenge", because="asks whether the sender is a person")
    return (
        by_structure
        or _away(root, text, subject)
        or _notified(text)
        or returned(root, text, subject, sender, to)
        or _answered(root)
        or _unanswerable(root, text)
        or _listed(root)
        or _by_header(root)
        or _invited(root)
        or _challenged(root, text)
        or HUMAN
    )


def _away(root: Part, text: str, subject: str) -> Finding | None:
    """An answering machine by its subject: by words only machines use, or by a person's with another sign of a machine
    beside them. A person who writes about a holiday is none."""
    folded = base_subject(subject).casefold().lstrip("[(*\"'« ")
    whole = subject.casefold()
    because = f"Subject: {subject.strip()[:80]}"
    passed_on = is_forward(subject) or (is_reply(subject) and _by_a_client(root))
    if passed_on and not _machine_made(root):
        return None  # a person passes such an answer on, or answers it
    if folded.startswith(_AUTO) or any(words in whole for words in AWAY_ANYWHERE):
        return Finding(kind="auto_reply", because=because)
    if folded.startswith(_AWAY) and (_machine_made(root) or (_says_away(text) and "?" not in text and not _by_a_client(root))):
        return Finding(kind="auto_reply", because=because)
    return None


def _machine_made(root: Part) -> bool:
    """Any sign in the header that no person pressed Send."""
    return (
        root.text_of("return-path").strip() == "<>"
        or bool(root.text_of("x-auto-response-suppress"))
        or root.text_of("auto-submitted").strip().lower().startswith(("auto", "vacation"))
        or _by_header(root) is not None
    )


def _by_a_client(root: Part) -> bool:
    return bool(root.text_of("user-agent") or root.text_of("x-mailer") or root.text_of("x-ms-has-attach"))


def _says_away(text: str) -> bool:
    folded = text[:600].casefold()
    return any(words in folded for words in AWAY_WORDS)


def _notified(text: str) -> Finding | None:
    """Amazon SES tells by JSON what became of a mail (SNS "notificationType")."""
    head = text[:20_000].replace('\\"', '"')
    if '"notificationType"' not in head and '"eventType"' not in head:
        return None
    squeezed = head.replace(" ", "")
    if '"notificationType":"Delivery"' in squeezed:
        return Finding(kind="auto_reply", report="delivered", because="SES notification: Delivery")
    if '"notificationType":"Complaint"' in squeezed:
        return Finding(kind="auto_reply", report="abuse", because="SES notification: Complaint")
    if '"notificationType":"Bounce"' in squeezed:
        return notified(text)
    return None


def _answered(root: Part) -> Finding | None:
    """RFC 3834 §5: auto-replied and vacation answer; other values are judged after the list headers."""
    submitted = root.text_of("auto-submitted").split(";")[0].split("(")[0].strip().lower()
    if submitted.startswith(("auto-replied", "auto_replied", "vacation", "auto-notified")):
        return Finding(kind="auto_reply", because=f"Auto-Submitted: {submitted}")
    return None


def _unanswerable(root: Part, text: str) -> Finding | None:
    """The null return path, which no person's client writes, over the words of somebody who is away."""
    if root.text_of("return-path").strip() == "<>" and _says_away(text):
        return Finding(kind="auto_reply", because="null return path, and says to be away")
    return None


def _listed(root: Part) -> Finding | None:
    precedence = {as_text(each.value).strip().lower() for each in root.fields if each.name.lower() == "precedence"}
    for name in LIST_HEADERS:
        value = root.text_of(name).strip()
        if value:
            return Finding(kind="list", because=f"{name.title()}: {value[:80]}")
    if "list" in precedence:
        return Finding(kind="list", because="Precedence: list")
    sender = root.text_of("sender").lower()
    if "bulk" in precedence and ("owner" in sender or "-bounces@" in sender or root.text_of("list-unsubscribe")):
        return Finding(kind="list", because="Precedence: bulk, sent for a list")
    if root.text_of("list-unsubscribe") and (root.text_of("list-unsubscribe-post") or root.text_of("feedback-id")):
        return Finding(kind="list", because="List-Unsubscribe")
    return None


def _by_header(root: Part) -> Finding | None:
    submitted = root.text_of("auto-submitted").split(";")[0].split("(")[0].strip().lower()
    if submitted.startswith("auto-generated"):
        return Finding(kind="auto_reply", because=f"Auto-Submitted: {submitted}")
    transit = max((at for at, field in enumerate(root.fields) if field.name.lower() == "received"), default=-1)
    for at, field in enumerate(root.fields):
        if field.name.lower() in ("precedence", "x-precedence") and as_text(field.value).strip().lower() in PRECEDENCE:
            if at < transit and as_text(field.value).strip().lower() in ("bulk", "junk"):
                continue  # a forwarder put it above the author's header
            return Finding(kind="auto_reply", because=f"{field.name}: {as_text(field.value).strip()}")
        wanted = AUTO_HEADERS.get(field.name.lower())
        if wanted is None:
            continue
        value = as_text(field.value).strip().lower()
        if (wanted and wanted in value) or (not wanted and value not in ("", "no", "0", "false", "none")):
            return Finding(kind="auto_reply", because=f"{field.name}: {value[:60]}")
    return None


def _invited(root: Part) -> Finding | None:
    """A client's answer to a meeting request (RFC 5546 §3.2.3)."""
    for part in own_parts(root):
        if (
            part.type == "text/calendar"
            and (part.params.get("method", "").upper() or method_of(content_of(part.body, part.encoding))) == "REPLY"
        ):
            return Finding(kind="auto_reply", because="calendar METHOD: REPLY")
    return None


def _challenges(text: str) -> bool:
    folded = split_report(text)[0].casefold()
    return any(words in folded for words in CHALLENGES)


def _challenged(root: Part, text: str) -> Finding | None:
    if _challenges(text) and not root.text_of("user-agent") and ("http" in text or "click" in text):
        return Finding(kind="auto_reply", report="challenge", because="asks whether the sender is a person")
    return None
