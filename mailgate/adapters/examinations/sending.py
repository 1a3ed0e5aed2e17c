"""Where letters go: a smarthost is connected to and logged in at, and nothing is sent."""

from __future__ import annotations

from mailgate.adapters.examinations.finding import Finding, fault, ok
from mailgate.adapters.smtp_out import SmtpCarrier
from mailgate.model.errors import Refused
from mailgate.settings import MaildirDelivery, SmtpDelivery

_NAME = "delivery"


def maildir(delivery: MaildirDelivery) -> Finding:
    """The embedded default, in plain words."""
    return ok(_NAME, f"letters are kept in {delivery.path} and go nowhere else; delivery: {{via: smtp, …}} sends them")


async def smarthost(delivery: SmtpDelivery, carrier: SmtpCarrier) -> Finding:
    """Connect, encrypt, log in."""
    where = f"{delivery.host}:{delivery.at_port}"
    try:
        greeting = await carrier.probe()
    except Refused as error:
        return fault(_NAME, f"{where}: {error}", _fix(str(error), delivery))
    how = {"implicit": "TLS", "starttls": "STARTTLS", "none": "in clear, on this machine"}[delivery.tls]
    entered = f"logged in as {delivery.user}" if delivery.user else "no log-in asked for"
    return ok(_NAME, f"{where} answers ({how}), {entered}; it greets with {greeting.splitlines()[0][:80]}")


def _fix(said: str, delivery: SmtpDelivery) -> str:
    words = said.lower()
    if "535" in words or "auth" in words or "534" in words:
        return "check user: and password: under delivery:; many providers want an app password or oauth:"
    if "certificate" in words:
        return "check host:, or name the authority's certificate with ca:"
    if "starttls" in words or "wrong version" in words or "ssl" in words:
        return f"tls: {delivery.tls} may be wrong for port {delivery.at_port}: implicit is for 465, starttls for 587"
    return "check host: and port: under delivery:, and that this machine may connect there (many networks block 25)"
