"""What we read in a message, as the JSON object that `inspect --json` prints: all keys always present."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mailgate.mail.shown_html import inspected
from mailgate.model.address import Address
from mailgate.model.message import Evidence, ParsedMessage
from mailgate.model.reading import Reading


def shown(file: str, message: ParsedMessage, reading: Reading, evidence: Evidence) -> dict[str, Any]:
    """The JSON object of one message: all keys always present, null where unknown (contract of `inspect --json`)."""
    return {
        "file": file,
        "kind": message.kind,
        "kind_because": list(message.kind_because),
        "report": message.report,
        "from": _person(message.sender),
        "to": [_person(each) for each in message.to],
        "cc": [_person(each) for each in message.cc],
        "reply_to": [_person(each) for each in message.reply_to],
        "on_behalf_of": _person(message.on_behalf_of),
        "subject": message.subject,
        "date": _instant(message.date),
        "message_id": message.message_id,
        "in_reply_to": message.in_reply_to,
        "references": list(message.references),
        "text": message.text,
        "reply": message.reply,
        "signature": message.signature,
        "quoted": message.quoted,
        "attachments": [
            {"name": each.name, "type": each.type, "size": each.size, "inline": each.inline, "sha256": each.sha256}
            for each in message.attachments
        ],
        "bounce": _bounce(message),
        "forwarded": _forwarded(message),
        "away_until": _instant(message.away_until),
        "form": _form(message),
        "html": inspected(message),
        "authenticity": {"spf": evidence.spf, "dkim": evidence.dkim, "dmarc": evidence.dmarc, "because": evidence.because},
        "reading": reading_shown(reading),
        "warnings": list(message.warnings),
    }


def _person(address: Address | None) -> dict[str, str | None] | None:
    if address is None:
        return None
    if "@" not in address.address:
        return {"name": address.name or address.address or None, "address": address.address or None}
    return {"name": address.name, "address": address.address}


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _bounce(message: ParsedMessage) -> dict[str, object] | None:
    if message.bounce is None:
        return None
    return {
        "recipients": [
            {
                "address": each.address,
                "status": each.status,
                "smtp_code": each.smtp_code,
                "permanent": each.permanent,
                "action": each.action,
                "reason": each.reason,
            }
            for each in message.bounce.recipients
        ],
        "original_message_id": message.bounce.original_message_id,
    }


def _forwarded(message: ParsedMessage) -> dict[str, object] | None:
    inner = message.forwarded
    if inner is None:
        return None
    return {"from": _person(inner.sender), "subject": inner.subject, "date": _instant(inner.date), "text": inner.text}


def _form(message: ParsedMessage) -> dict[str, object] | None:
    """What a form of the settings made of it; null for all other mail."""
    form = message.form
    if form is None:
        return None
    return {
        "name": form.rule,
        "fields": [{"name": name, "value": value} for name, value in form.fields],
        "tags": list(form.tags),
        "priority": form.priority,
        "group": form.group,
        "recovered": form.recovered,
    }


def reading_shown(reading: Reading) -> dict[str, Any]:
    """A reading as JSON, keys as in the contract."""
    return {
        "language": reading.language,
        "intents": [
            {"name": each.name, "confidence": each.confidence, "because": list(each.because)} for each in reading.intents
        ],
        "entities": [{"type": each.type, "text": each.text, "start": each.start, "end": each.end} for each in reading.entities],
        "urgency": {
            "level": reading.urgency.level,
            "score": reading.urgency.score,
            "deadline": _instant(reading.urgency.deadline),
            "because": list(reading.urgency.because),
        },
        "mood": {"score": reading.mood.score, "frustrated": reading.mood.frustrated, "because": list(reading.mood.because)},
        "sensitive": reading.sensitive,
        "sensitive_because": list(reading.sensitive_because),
        "courtesy": reading.courtesy,
    }
