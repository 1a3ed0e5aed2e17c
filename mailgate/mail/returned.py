"""Returned mail that says so in its own words only: the free forms of servers without RFC 3464."""

from __future__ import annotations

import re
from itertools import islice

from mailgate.mail.blocks import label_of
from mailgate.mail.mime import Part
from mailgate.mail.patterns.bounces import FAILED, NOT_RECIPIENT, ORIGINAL_FOLLOWS, SUBJECTS, TEMPORARY
from mailgate.mail.patterns.machines import DAEMON_NAMES, DAEMONS
from mailgate.mail.reports import (
    ADDRESS,
    MAX_REASON,
    MAX_RECIPIENTS,
    STATUS,
    Finding,
    best_status,
    code_of,
    groups_of,
    judged,
    original_id,
    original_of,
    permanence,
    recipients_of,
    structured,
)
from mailgate.model.address import Address
from mailgate.model.message import BounceReport, FailedRecipient

MAX_LINES = 400  # of a report that are looked at

_HEADER = re.compile(
    r"^(?:Return-Path|Received|From|To|Subject|Date|Message-Id|MIME-Version|X-Mailer|Content-Type|Reply-To|Sender)\s?:",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}", re.IGNORECASE)
_RCPT = re.compile(r"rcpt\s+to\s*:\s*<?\s*", re.IGNORECASE)
_ALONE = re.compile(
    r"^[\s*>\"'\-(]*(?:(?:smtp|rfc822|recipients?|to|address|user|failed recipient|sent to|addressed to|受信者|宛先)\s*[:;]\s*)?"
    r"[<(\[\"']*$",
    re.IGNORECASE,
)
_ALONE_ADDRESS = re.compile(rf"[\s<\"'>-]*{ADDRESS.pattern}[>\"':;,.\s]*")
_GATEWAY = re.compile(r"^SMTP=", re.IGNORECASE)  # the end of an X.400 address of the Internet: …;dda:SMTP=user@example.org
_MESSAGE_ID = re.compile(r"^\s*Message-ID:\s*(<[^<>\s]{3,300}>)", re.IGNORECASE | re.MULTILINE)


def is_daemon(sender: Address | None) -> bool:
    """The sender is a mail system by its local part or its name."""
    if sender is None:
        return False
    local = sender.key.partition("@")[0].strip("\"'\\ ").replace("_", "")
    name = f"{sender.name or ''} {local if ' ' in local else ''}".casefold()
    return (
        local.split("+")[0].split("=")[0] in DAEMONS
        or local.startswith("microsoftexchange")
        or any(word in name for word in DAEMON_NAMES)
    )


def returned(root: Part, text: str, subject: str, sender: Address | None, to: tuple[Address, ...]) -> Finding | None:
    """The bounce that words, sender and envelope say a message is, or None. A person who writes about one is none:
    without a mail system's sender or the null return path, words alone never make a bounce."""
    failed = root.text_of("x-failed-recipients")
    folded = subject.casefold().strip()
    says_subject = folded.startswith(SUBJECTS)
    report, rest = split_report(text)
    low = report.casefold()
    says_text = any(words in low for words in FAILED)
    null = root.text_of("return-path").replace(" ", "") == "<>"
    daemon = is_daemon(sender)
    unanswerable = sender is not None and sender.key.startswith(("no-reply@", "noreply@", "donotreply@", "do-not-reply@"))
    machine = daemon or null or sender is None or unanswerable or root.text_of("auto-submitted").lower().startswith("auto-")
    has_original = original_of(root) is not None or bool(rest)
    unanswered = not root.text_of("in-reply-to") and not root.text_of("user-agent")
    if not (
        failed
        or (daemon and (says_subject or says_text))
        or (machine and says_subject and (says_text or has_original))
        or (null and says_text and has_original)
        or (says_text and root.type == "multipart/report" and root.params.get("report-type", "").lower() == "delivery-status")
        or (root.text_of("auto-submitted").lower().startswith("auto-replied") and null and says_text and not subject)
        or (says_subject and says_text and has_original and unanswered)
        or (unanswered and any(words in folded for words in _FAILURES) and _opens_as_report(report))
    ):
        return None
    groups = [group for group in groups_of(report) if "final-recipient" in group or "original-recipient" in group]
    found = recipients_of(groups) if groups else ()
    original = original_id(root) or _id_in(rest)
    if found and all(each.status for each in found):
        return judged(found, original, "returned mail, with a delivery status in its text")
    listed = tuple(each[0] for each in (ADDRESS.search(word) for word in failed.split(",")) if each)
    ours = {each.key for each in to} | ({sender.key} if sender else set())
    blocks = _blocks(report, listed, ours) or _local_names(report, sender)
    if not blocks and (wrapped := _wrapped(root)) is not None:
        return wrapped
    if not blocks and (target := _target_of_original(root, rest, ours)):
        blocks = {target: report}
    if not (failed or daemon or null or blocks or has_original):
        return None  # a shop's "could not be delivered" is about a parcel
    delayed = says_delay(folded + "\n" + low)
    recipients = tuple(_failed(address, words, report, delayed, alone=len(blocks) == 1) for address, words in blocks.items())
    recipients = recipients or (_failed(None, report, report, delayed, alone=True),)
    because = f"Subject: {subject[:60]}" if says_subject else "words of returned mail"
    return Finding(
        kind="bounce",
        because=because,
        report="delayed" if delayed else None,
        bounce=BounceReport(recipients=recipients, original_message_id=original),
    )


_DELAYS = (
    "delayed mail",
    "still being retried",
    "is delayed",
    "has been delayed",
    "delivery delayed",
    "warning message only",
    "do not need to resend",
    "will keep trying",
    "will be retried",
    "not yet been delivered",
    "delivery delay",
)


_FAILURES = ("delivery fail", "delivery error", "delivery problem", "undeliver", "non-delivery", "returned mail")


def _opens_as_report(report: str) -> bool:
    """A failure in the first words, and soon an address that stands alone: no person begins so, without a greeting."""
    lines = [line.strip() for line in report.split("\n")[:40] if line.strip(" *-=_")][:8]
    opening = " ".join(lines[:2]).casefold()
    return (
        "?" not in report
        and any(words in opening for words in FAILED)
        and any(_ALONE_ADDRESS.fullmatch(line) is not None for line in lines)
    )


def says_delay(folded: str) -> bool:
    """The report is about a delay, not a failure."""
    return any(words in folded for words in _DELAYS)


def split_report(text: str) -> tuple[str, str]:
    """A report's own words, and what it returns of the message: cut at the words that announce it, or at a header block."""
    lines = text.split("\n")[: MAX_LINES * 5]
    looked_at = "\n".join(lines[:MAX_LINES])
    whole = looked_at.casefold()
    announced = any(words in whole for words in ORIGINAL_FOLLOWS)  # asked once: few texts have any of them in any line
    for number, line in enumerate(lines[:MAX_LINES]):
        if announced and number > 1 and len(line) < 200 and _announces(line.casefold()):
            return "\n".join(lines[:number]), "\n".join(lines[number + 1 :])
        if number > 2 and _HEADER.match(line) and sum(1 for each in lines[number : number + 8] if _HEADER.match(each)) >= 3:
            return "\n".join(lines[:number]), "\n".join(lines[number:])
    return looked_at, ""


_SPEAKS = ("address", "recipient", "do not ", "don't ")


def _announces(low: str) -> bool:
    """The line announces what is returned: not one that names who got no copy of it, or bids not to send it again."""
    return any(words in low for words in ORIGINAL_FOLLOWS) and not any(words in low for words in _SPEAKS)


def _wrapped(root: Part) -> Finding | None:
    """The report inside a report without words: a virus scanner that attaches what it scanned."""
    inner = original_of(root)
    found = structured(inner, "") if inner is not None and inner.type == "multipart/report" else None
    return found if found is not None and found.kind == "bounce" else None


def _id_in(text: str) -> str | None:
    found = _MESSAGE_ID.search(text)
    return found[1].strip("<>") if found else None


def _blocks(report: str, listed: tuple[str, ...], ours: set[str]) -> dict[str, str]:
    """Each failed recipient with the lines that speak of it. Addresses that stand alone or in RCPT TO before those that
    merely occur."""
    tiers: tuple[dict[str, int], ...] = ({}, {}, {})
    lines = report.split("\n")
    wanted = {each.lower() for each in listed}
    for number, line in enumerate(lines):
        if "@" not in line or len(line) > 2000:
            continue
        low = line.casefold()
        telling, printed = not any(words in low for words in NOT_RECIPIENT), _printed(lines, number)
        for found in islice(ADDRESS.finditer(line), 20):
            address = _GATEWAY.sub("", found[0].strip("'.=").removeprefix("mailto:"))
            key = address.lower()
            if (wanted and key not in wanted) or "@" not in address or "." not in address.rpartition("@")[2]:
                continue
            tier = _tier(line[: found.start()], key, ours, telling=telling)
            tier = 2 if printed and tier is not None else tier
            if tier is not None:
                tiers[tier].setdefault(address, number)
    chosen = next((tier for tier in tiers if tier), {})
    for each in listed:
        if each.lower() not in {key.lower() for key in chosen}:
            chosen[each] = 0
    return _cut(lines, chosen)


def _printed(lines: list[str], number: int) -> bool:
    """A line of the printed header by which a report says which letter it speaks of: Exchange's `To:` above `Subject:`."""
    label = label_of(lines[number])
    if label is None or label[0] not in ("to", "from", "copy"):
        return False
    near = (label_of(line) for line in lines[max(0, number - 2) : number + 4])
    return any(each is not None and each[0] in ("subject", "date") for each in near)


def _local_names(report: str, sender: Address | None) -> dict[str, str]:
    """Recipients of the reporting system itself, named without their domain: single indented words below a colon."""
    if sender is None or "@" not in sender.address:
        return {}
    found: dict[str, str] = {}
    above = ""
    for line in report.split("\n")[:60]:
        if line[:1] in " \t" and _LOCAL.fullmatch(line.strip()) and (above.endswith(":") or found):
            found.setdefault(f"{line.strip()}@{sender.domain}", report)
        elif line.strip():
            above = line.strip()
    return found


def _tier(before: str, key: str, ours: set[str], *, telling: bool) -> int | None:
    """0 for an address that stands alone, 1 for one in a sentence, 2 for one in a line that speaks of others; None for
    our own. `before` is what stands in front of it."""
    if _RCPT.search(before[-20:]):
        return 0
    if key in ours or not telling or key.startswith(("postmaster@", "mailer-daemon@", "support@", "abuse@")):
        return 2 if key not in ours and _ALONE.match(before) else None
    if _ALONE.match(before):
        return 0
    return 1


def _cut(lines: list[str], chosen: dict[str, int]) -> dict[str, str]:
    unique: dict[str, tuple[str, int]] = {}
    for address, number in sorted(chosen.items(), key=lambda item: item[1]):
        unique.setdefault(address.lower(), (address, number))
    ordered = list(unique.values())[:MAX_RECIPIENTS]
    blocks: dict[str, str] = {}
    for index, (address, number) in enumerate(ordered):
        stop = ordered[index + 1][1] if index + 1 < len(ordered) else len(lines)
        blocks[address] = "\n".join(lines[number : max(stop, number + 1)])
    return blocks


def _target_of_original(root: Part, rest: str, ours: set[str]) -> str | None:
    original = original_of(root)
    text = original.text_of("to") if original is not None else ""
    if not text:
        found = re.search(r"^\s*(?:X-)?(?:Original-)?To:\s*([^\n]{3,300})", rest, re.IGNORECASE | re.MULTILINE)
        text = found[1] if found else ""
    every = [each[0] for each in ADDRESS.finditer(text) if each[0].lower() not in ours]
    return every[0] if len(every) == 1 else None


def _failed(address: str | None, words: str, report: str, delayed: bool, *, alone: bool) -> FailedRecipient:
    told = best_status(None, words) or best_status(None, report)
    code = code_of(words) or code_of(report)
    action = "delayed" if delayed else "failed"
    return FailedRecipient(
        address=address,
        status=told,
        smtp_code=code,
        permanent=permanence(told, code, action, report if alone else words),
        action=action,
        reason=_reason(words, report),
    )


def _reason(words: str, report: str) -> str | None:
    """The line that says most: with a code, else with words of failure."""
    for text in (words, report):
        lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
        for line in lines:
            if STATUS.search(line) or code_of(line):
                return line[:MAX_REASON]
        for line in lines:
            if any(each in line.casefold() for each in (*FAILED, *TEMPORARY)):
                return line[:MAX_REASON]
    return None
