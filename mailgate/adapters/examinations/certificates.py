"""Certificates: whether one of ours fits its key and how long it lasts; how long a peer's lasts."""

from __future__ import annotations

import ssl
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mailgate.adapters.examinations.finding import Finding, fault, ok, warning

SOON = 21  # days: what renews by itself has done so by then


def own_certificate(name: str, certificate: Path, key: Path, now: datetime) -> Finding:
    """A door's certificate: readable, of its key, valid now, and for how long. It is proven by a handshake in memory."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for file in (certificate, key):
        try:
            file.open("rb").close()
        except OSError as error:
            return fault(name, f"{file} can't be read: {error.strerror}", "check tls: and who may read the file")
    try:
        server.load_cert_chain(certificate, key, password=lambda: "")
    except ssl.SSLError as error:
        mismatch = error.reason == "KEY_VALUES_MISMATCH"
        said = f"{key} is not the key of {certificate}" if mismatch else f"{certificate} and {key} can't be used: {error.reason}"
        return fault(name, said, "name the certificate chain and its unencrypted key, both PEM")
    try:
        told = _shown_by(server, certificate)
    except ssl.SSLCertVerificationError as error:
        return fault(name, f"{certificate}: {error.verify_message}", "renew the certificate, then restart the daemon")
    return lasting(name, str(certificate), told, now)


def lasting(name: str, what: str, told: dict[str, Any], now: datetime) -> Finding:
    """How long a certificate lasts, as `getpeercert()` tells it."""
    until, names = ends(told), ", ".join(names_in(told)) or "no name"
    days = (until - now).days
    said = f"{what} (for {names}) lasts {days} more days, until {until:%Y-%m-%d}"
    if days < 0:
        return fault(name, f"{what} (for {names}) ended on {until:%Y-%m-%d}", "renew the certificate, then restart the daemon")
    if days < SOON:
        return warning(name, said, "renew it: clients refuse it from then on; the daemon takes a new one at its next start")
    return ok(name, said)


def ends(told: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)


def names_in(told: dict[str, Any]) -> tuple[str, ...]:
    """The names it is for (RFC 9525: the subject's own name doesn't count)."""
    return tuple(str(value) for _, value in told.get("subjectAltName", ()))


def _shown_by(server: ssl.SSLContext, certificate: Path) -> dict[str, Any]:
    """The certificate as a client that trusts just this file sees it. Raises SSLCertVerificationError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(certificate)
    context.verify_flags = ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN  # the leaf itself may be trusted
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(to_client, to_server, server_side=False)
    ours = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(8):  # TLS 1.2 and 1.3 need at most three turns each
        for side in (ours, client):
            with suppress(ssl.SSLWantReadError):
                side.do_handshake()
                if side is client:
                    return dict(client.getpeercert() or {})
    raise ssl.SSLCertVerificationError("the handshake does not end")
