"""What a client hears from us: constant texts, never an error's own words (RFC 5321 §4.2, RFC 3463)."""

from __future__ import annotations

import re

SHUTTING_DOWN = "421 4.3.2 Service shutting down"
TOO_SLOW = "421 4.4.2 Timeout, closing connection"
TOO_MANY_CONNECTIONS = "421 4.7.0 Too many connections"
TOO_MANY_COMMANDS = "421 4.7.0 Too many commands without a message"
TOO_MANY_GUESSES = "454 4.7.0 Too many wrong passwords, try again in a minute"
LOCAL_ERROR = "451 4.3.0 Local error, please try again later"
TOO_LATE = "451 4.3.0 Not kept in time, please try again later"
BUSY = "451 4.3.2 Too busy, please try again later"
NO_SPACE = "452 4.3.1 No space, please try again later"
TOO_MANY_RECIPIENTS = "452 4.5.3 Too many recipients"
AUTH_LATER = "454 4.7.0 Temporary authentication failure"
LINE_TOO_LONG = "500 5.5.2 Line too long"
UNKNOWN_COMMAND = "500 5.5.1 Command not recognised"
NO_BASE64 = "501 5.5.2 Not valid base64"
AUTH_ABORTED = "501 5.7.0 Authentication aborted"
TLS_NEEDED = "538 5.7.11 Encryption required for authentication"
WRONG_PASSWORD = "535 5.7.8 Wrong user or password"  # noqa: S105
UNKNOWN_RECIPIENT = "550 5.1.1 No such recipient here"
NO_RELAYING = "550 5.7.1 Relaying denied"
TOO_BIG = "552 5.3.4 Message too big"
BAD_SENDER = "553 5.1.7 Malformed sender address"
BAD_RECIPIENT = "553 5.1.3 Malformed recipient address"
TOO_MANY_HOPS = "554 5.4.6 Too many hops"

_ENHANCED = re.compile(r"\d{3}[ -]\d\.\d{1,3}\.\d{1,3} ")
_CODES = {
    "221": "2.0.0",
    "250": "2.0.0",
    "500": "5.5.2",
    "501": "5.5.4",
    "502": "5.5.1",
    "503": "5.5.1",
    "504": "5.5.4",
    "552": "5.3.4",
    "553": "5.1.3",
    "555": "5.5.4",
}


def not_your_address(user: str) -> str:
    """To who logged in as one agent and writes From another's address (RFC 6409 §6.1)."""
    return f"553 5.7.1 you are logged in as {user}; write From that address"


def enhanced(reply: str) -> str:
    """The same reply with the enhanced status code it should have had (RFC 2034), if it lacks one."""
    code = _CODES.get(reply[:3])
    return reply if code is None or _ENHANCED.match(reply) else f"{reply[:3]} {code} {reply[4:]}"
