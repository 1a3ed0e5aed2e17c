"""Which recipients a door takes: our mailboxes, the postmaster, and the addresses our bounces come back to. Pure."""

from __future__ import annotations

from collections.abc import Callable

from mailgate.adapters.doors import replies
from mailgate.mail import tokens


def refusal(
    address: str, *, domain: str, known_recipient: Callable[[str], bool], local_domain: Callable[[str], bool]
) -> str | None:
    """None if we take mail for this address, else the reply. Whether a token is alive never shows here, and nothing but
    the part behind the last @ names a domain (`user%other@ours` is an unknown user of ours)."""
    local, _, host = address.lower().rpartition("@")
    ours = not local or host == domain.lower() or local_domain(host)
    if (local or host) == "postmaster" and ours:  # RFC 5321 §4.5.1, with a domain or without
        return None
    if host == domain.lower() and local.partition("+")[0] == tokens.BOUNCE_LOCAL and tokens.tokens_in((address,)):
        return None
    if local and known_recipient(address):
        return None
    return replies.UNKNOWN_RECIPIENT if ours else replies.NO_RELAYING
