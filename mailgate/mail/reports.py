"""Reports about mail: returned and delayed mail in RFC 3464's form, receipts (RFC 8098), complaints (RFC 5965)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mailgate.mail.charsets import decoded
from mailgate.mail.headers import ids_in
from mailgate.mail.mime import Part, content_of
from mailgate.mail.words import decode_words
from mailgate.model.message import BounceReport, FailedRecipient, MessageKind, Report

MAX_RECIPIENTS = 200
MAX_REPORT = 200_000  # characters of a report that are looked at
MAX_REASON = 500

STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
# Words written without spaces may stand glued to an address (收件人joe@example.org): East Asian letters only among themselves.
_LOCAL, _EASTERN = r"A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u00c0-\u1fff-", r"\u3040-\ud7ff"
_LABEL = rf"(?:[A-Za-z0-9\u00c0-\u1fff_-]{{1,63}}|[{_EASTERN}]{{1,63}})"
ADDRESS = re.compile(rf"(?:(?<![{_LOCAL}])[{_LOCAL}]{{1,100}}|[{_EASTERN}]{{1,64}})@{_LABEL}(?:\.{_LABEL}){{0,10}}")
_CODE = re.compile(r"(?:^|[\s:;(\[#'\"<>=,])([45][0-5]\d)(?=[\s#:;,.)-]|$)")
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a message is, and why, in the words that will be shown."""

    kind: MessageKind
    because: str
    report: Report | None = None
    bounce: BounceReport | None = None


def own_parts(part: Part) -> Iterator[Part]:
    """All parts of a message but those inside messages attached to it."""
    stack = [part]
    while stack:
        each = stack.pop()
        yield each
        if not each.type.startswith("message/"):
            stack.extend(reversed(each.parts))


def original_of(root: Part) -> Part | None:
    """The returned message, or its header, as a tree."""
    for part in own_parts(root):
        if part is not root and part.type in ("message/rfc822", "message/global", "message/news") and part.parts:
            return part.parts[0]
        if part.type in ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers"):
            from mailgate.mail.mime import parse_tree

            return parse_tree(content_of(part.body, part.encoding).lstrip())
    return None


def structured(root: Part, text: str) -> Finding | None:
    """The report that the MIME structure says a message is, or None. `text` is the part for people: what it says of a
    recipient fills in where the delivery status says nothing."""
    kind = root.params.get("report-type", "").lower() if root.type == "multipart/report" else ""
    types = {part.type: part for part in own_parts(root)}
    if kind == "feedback-report" or "message/feedback-report" in types:
        return Finding(kind="auto_reply", report="abuse", because="feedback report (RFC 5965)")
    if kind == "disposition-notification" or "message/disposition-notification" in types:
        if (refused := _refused(root, types.get("message/disposition-notification"), text)) is not None:
            return refused
        return Finding(kind="auto_reply", report="read", because="read receipt (RFC 8098)")
    statuses = [part for part in own_parts(root) if part.type in ("message/delivery-status", "message/global-delivery-status")]
    groups = [group for part in statuses for group in groups_of(_text(part))]
    if not groups and kind == "delivery-status":
        groups = [group for part in own_parts(root) if part.type.startswith("text/") for group in groups_of(_text(part))]
    found = recipients_of(groups)
    if not found:
        return None
    filled = tuple(_filled(each, text, alone=len(found) == 1) for each in found)
    return judged(filled, original_id(root), "delivery status (RFC 3464)")


def _refused(root: Part, receipt: Part | None, text: str) -> Finding | None:
    """A receipt by which a mail filter refuses a message (RFC 5429 §2.2.1): its reader never saw it, so it came back."""
    if receipt is None or "rejected" not in f"{root.text_of('auto-submitted')} {text[:MAX_REPORT]}".lower():
        return None
    told = next((group for group in groups_of(_text(receipt)) if "disposition" in group), {})
    address = _typed(told.get("final-recipient", "")) or _typed(told.get("original-recipient", ""))
    if address is None or not told["disposition"].lower().replace(" ", "").partition("/")[2].endswith(";deleted"):
        return None
    if not told["disposition"].lower().startswith("automatic-action"):
        return None
    words = " ".join(text[:MAX_REPORT].split())[:MAX_REASON] or None
    failed = FailedRecipient(address=address, permanent=True, action="failed", reason=words)
    return Finding(
        kind="bounce",
        because="refused by a mail filter (RFC 5429)",
        bounce=BounceReport(recipients=(failed,), original_message_id=original_id(root)),
    )


def _filled(one: FailedRecipient, text: str, *, alone: bool) -> FailedRecipient:
    """A recipient without code or with a status that says only its class, as the text for people tells more of it."""
    if one.action == "delayed" or (one.smtp_code and one.status and not one.status.endswith(".0.0")):
        return one
    words = words_about(one.address or "", text[:MAX_REPORT], alone=alone)
    status, code = best_status(one.status, words), one.smtp_code or code_of(words)
    if status == one.status and code == one.smtp_code:
        return one if one.reason else replace(one, reason=_line_below(one.address, words))
    return replace(
        one,
        status=status,
        smtp_code=code,
        permanent=permanence(status, code, one.action, words),
        reason=one.reason or line_with_code(words),
    )


def _line_below(address: str | None, words: str) -> str | None:
    """What stands indented right below an address that stands alone in its line, as Exim words its own refusals."""
    lines = words.split("\n")
    if not address or len(lines) < 2 or lines[0].strip(" <>:").lower() != address.lower() or lines[1][:1] not in (" ", "\t"):
        return None
    return " ".join(lines[1].split())[:MAX_REASON] or None


def words_about(address: str, text: str, *, alone: bool) -> str:
    """The lines of a report that speak of an address: from where it stands to the next address or an empty line."""
    lines = text.split("\n")
    key = address.lower()
    start = next((at for at, line in enumerate(lines) if key and key in line.lower()), None)
    if start is None:
        return text[:4000] if alone else ""
    for at in range(start + 1, min(len(lines), start + 12)):
        others = ADDRESS.search(lines[at])
        if (not lines[at].strip() and at > start + 2) or (others and others.start() < 4 and others[0].lower() != key):
            return "\n".join(lines[start:at])
    return "\n".join(lines[start : start + 12])


def line_with_code(text: str) -> str | None:
    """The line that carries a code, without its indent."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return next((line[:MAX_REASON] for line in lines if STATUS.search(line) or code_of(line)), None)


def judged(found: tuple[FailedRecipient, ...], original: str | None, because: str) -> Finding:
    actions = {each.action for each in found if each.action}
    if actions and actions <= {"delivered", "relayed", "expanded"}:
        return Finding(kind="auto_reply", report="delivered", because=f"{because}: {', '.join(sorted(actions))}")
    failed = tuple(each for each in found if each.action not in ("delivered", "relayed", "expanded"))
    delayed = bool(failed) and all(each.action == "delayed" for each in failed)
    bounce = BounceReport(recipients=failed, original_message_id=original)
    return Finding(kind="bounce", report="delayed" if delayed else None, bounce=bounce, because=because)


def original_id(root: Part) -> str | None:
    """The Message-ID of the returned message."""
    original = original_of(root)
    ids = ids_in(original.text_of("message-id")) if original is not None else ()
    return ids[0] if ids else None


def _text(part: Part) -> str:
    if part.parts:
        return "\n".join(_text(child) for child in part.parts)
    data = content_of(part.body, part.encoding)[:MAX_REPORT]
    return decoded(data, part.params.get("charset") or "utf-8")[0].replace("\r\n", "\n").replace("\r", "\n")


def groups_of(text: str) -> list[dict[str, str]]:
    """The field groups of a delivery status (RFC 3464 §2.1): blank lines part them, also where a server wrote none
    between two recipients."""
    groups: list[dict[str, str]] = []
    group: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        if not line.strip():
            if group:
                groups.append(group)
            group, last = {}, ""
            continue
        if line[0] in " \t" and last:
            group[last] = group[last] + " " + line.strip()
            continue
        found = _FIELD.match(line)
        if not found:
            if last:
                group[last] = group[last] + " " + line.strip()  # a fold that lost its blank
            continue
        last = found[1].lower()
        if last in group and last in ("final-recipient", "original-recipient"):
            groups.append(group)
            group = {}
        if last in group:
            group[last] = group[last] + " " + found[2].strip()
        else:
            group[last] = found[2].strip()
    if group:
        groups.append(group)
    return groups


def recipients_of(groups: list[dict[str, str]]) -> tuple[FailedRecipient, ...]:
    """The recipients that delivery-status groups name, each once."""
    merged: list[dict[str, str]] = []
    for group in groups:
        if any(name in group for name in ("final-recipient", "original-recipient")):
            merged.append(dict(group))
        elif merged and ("diagnostic-code" in group or "status" in group) and "reporting-mta" not in group:
            merged[-1] = {**group, **merged[-1]}  # a blank line in the middle of a group
        elif "action" in group and "status" in group:
            merged.append(dict(group))
    found: dict[str, FailedRecipient] = {}
    for group in merged[:MAX_RECIPIENTS]:
        one = _recipient(group)
        if one.address is None and found:
            continue
        found.setdefault((one.address or "").lower(), one)
    return tuple(found.values())


def _recipient(group: dict[str, str]) -> FailedRecipient:
    final, original, actual = (
        _typed(group.get(name, "")) for name in ("final-recipient", "original-recipient", "x-actual-recipient")
    )
    # The address that we wrote to (RFC 3464 §2.3.1), not the mailbox that an alias or a gateway made of it.
    address = next((each for each in (original, final, actual) if each and "@" in each), final or original)
    diagnostic = decode_words(group.get("diagnostic-code", ""))
    action = group.get("action", "").split("(")[0].split(";")[0].strip().lower().rstrip(".") or None
    action = {"fail": "failed", "failure": "failed", "delay": "delayed", "expand": "expanded", "relay": "relayed"}.get(
        action or "", action
    )
    status = best_status(group.get("status", ""), diagnostic)
    code = code_of(diagnostic)
    return FailedRecipient(
        address=address,
        status=status,
        smtp_code=code,
        permanent=permanence(status, code, action, diagnostic),
        action=action,
        reason=_reason(diagnostic) or _reason(group.get("status", "").partition("(")[2].rstrip(")")),
    )


def _typed(value: str) -> str | None:
    """`rfc822; <user@example.org>` → the address (RFC 3464 §2.3.1)."""
    kind, semicolon, rest = value.partition(";")
    text = (rest if semicolon else kind).strip().strip("<>").strip()
    found = ADDRESS.search(text)
    if found:
        return found[0].strip("'.")
    return text.split()[0] if text and " " not in text.strip() and len(text) < 255 else None


def best_status(stated: str | None, diagnostic: str) -> str | None:
    """The enhanced status code that says most. The remote server's words beat the reporter's summary; a mere class
    (`x.0.0`), a subject without detail (`x.1.0`) and "time expired" (`4.4.7`) give way to anything that says more."""
    told = [found[1] for found in STATUS.finditer(diagnostic) if found[1][0] in "45"]
    own = STATUS.search(stated or "")
    every = told + ([own[1]] if own else [])
    return max(every, key=_says, default=None)


def _says(status: str) -> int:
    _, subject, detail = status.split(".")
    if subject == "0":
        return 0
    return 1 if detail == "0" or (subject, detail) == ("4", "7") else 2


def code_of(text: str) -> int | None:
    """The SMTP reply code in a diagnostic text (RFC 5321 §4.2)."""
    found = _CODE.search(text)
    return int(found[1]) if found else None


def permanence(status: str | None, code: int | None, action: str | None, text: str) -> bool | None:
    """Permanent by the status' class, else the reply code's, else what the words say; a delay never is."""
    from mailgate.mail.patterns.bounces import TEMPORARY

    if action == "delayed":
        return False
    if status and status[0] in "45":
        return status[0] == "5"
    if code:
        return code >= 500
    folded = text.casefold()
    return not any(words in folded for words in TEMPORARY)


def _reason(text: str) -> str | None:
    kind, semicolon, rest = text.partition(";")
    words = " ".join((rest if semicolon and len(kind) < 20 else text).split())
    return words[:MAX_REASON] or None
