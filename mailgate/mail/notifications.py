"""Bounces that a sending service tells by JSON instead of a delivery status: Amazon SES through SNS."""

from __future__ import annotations

import json

from mailgate.mail.reports import Finding, best_status, code_of, judged, permanence
from mailgate.model.message import FailedRecipient

MAX_JSON = 200_000


def notified(text: str) -> Finding | None:
    """The bounce of an SES notification, bare or wrapped in SNS' envelope; None where the JSON is something else."""
    told = _object(text.strip()[:MAX_JSON])
    if isinstance(told.get("Message"), str):
        told = _object(str(told["Message"]))
    bounce, mail = told.get("bounce"), told.get("mail")
    if not isinstance(bounce, dict) or not isinstance(bounce.get("bouncedRecipients"), list):
        return None
    found = tuple(
        _recipient(each, transient=bounce.get("bounceType") == "Transient")
        for each in bounce["bouncedRecipients"][:200]
        if isinstance(each, dict)
    )
    original = mail.get("messageId") if isinstance(mail, dict) else None
    return judged(found, str(original) if original else None, "SES notification: Bounce") if found else None


def _object(text: str) -> dict[str, object]:
    try:
        told, _ = json.JSONDecoder(strict=False).raw_decode(text)  # a server breaks lines of over 998 bytes in mid word
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _recipient(told: dict[str, object], *, transient: bool) -> FailedRecipient:
    diagnostic = str(told.get("diagnosticCode") or "")
    status, code = best_status(str(told.get("status") or ""), diagnostic), code_of(diagnostic)
    action = str(told.get("action") or "failed")
    return FailedRecipient(
        address=str(told.get("emailAddress") or "") or None,
        status=status,
        smtp_code=code,
        action=action,
        reason=diagnostic or None,
        permanent=False if transient and not status else permanence(status, code, action, diagnostic),
    )
