"""What an SMTP server's answer means for a delivery (RFC 5321 §4.2, RFC 3463)."""

from __future__ import annotations

import re

import aiosmtplib

from mailgate.model.delivery import Accepted, Attempt, Deferred, Rejected

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_LONGEST = 300

# Answers about us, not about the letter: no authentication, a bad password, too old a cipher. Until the admin mends it
# every letter waits; it would be wrong to give them all up (RFC 4954 §6).
_ABOUT_US = frozenset({530, 534, 535, 538, 454})


def outcome_of(reply: aiosmtplib.SMTPResponse) -> Attempt:
    """2xx: taken. 421: the server closes. Other 5xx: never. Anything else, however odd: later."""
    said = shown_reply(reply)
    if 200 <= reply.code < 300:
        return Accepted(reply=said)
    if 500 <= reply.code < 600:
        return Rejected(reply=said, status=status_of(reply))
    return Deferred(reply=said, connection=reply.code == 421)


def deferred_by(reply: aiosmtplib.SMTPResponse) -> Deferred | None:
    """A refusal that concerns the whole connection, if it is one."""
    if reply.code == 421 or reply.code in _ABOUT_US:
        return Deferred(reply=shown_reply(reply), connection=True)
    return None


def status_of(reply: aiosmtplib.SMTPResponse) -> str | None:
    """The enhanced status code, if it agrees with the basic one."""
    found = _STATUS.match(reply.message.strip())
    return found[1] if found and found[1][0] == str(reply.code)[0] else None


def shown_reply(reply: aiosmtplib.SMTPResponse) -> str:
    return _UNSEEN.sub(" ", f"{reply.code} {reply.message}").strip()[:_LONGEST]


def shown(error: BaseException) -> str:
    """A failure in one line for people: the server's words if it said any."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        said = f"{error.code} {error.message}"
    elif isinstance(error, TimeoutError):
        said = "the server did not answer in time"
    else:
        said = str(error) or type(error).__name__
    return _UNSEEN.sub(" ", said).strip()[:_LONGEST]
