"""The way out, tried without sending."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mailgate.adapters.examinations.sending import maildir, smarthost
from mailgate.adapters.smtp_out import Smarthost, SmtpCarrier
from mailgate.settings import MaildirDelivery, SmtpDelivery
from tests.doctor.conftest import Issued
from tests.fakes.smtp_server import serving


def way_out(port: int, ca: Path | None = None, **more: Any) -> tuple[SmtpDelivery, SmtpCarrier]:
    settings = SmtpDelivery(via="smtp", host="127.0.0.1", port=port, **{"tls": "none", **more})
    password = "right secret" if settings.user else None
    return settings, SmtpCarrier(
        Smarthost(
            host="127.0.0.1",
            port=port,
            tls=settings.tls,
            user=settings.user,
            password=password,
            ca=ca,
        )
    )


def test_the_embedded_default_says_that_nothing_leaves(tmp_path: Path) -> None:
    finding = maildir(MaildirDelivery(via="maildir", path=tmp_path / "sent"))
    assert finding.state == "ok"
    assert finding.said.startswith(f"letters are kept in {tmp_path}/sent and go nowhere else")


async def test_a_smarthost_in_order_says_so_and_is_sent_nothing() -> None:
    async with serving() as server:
        finding = await smarthost(*way_out(server.port))
    assert finding.state == "ok"
    assert finding.said == (
        f"127.0.0.1:{server.port} answers (in clear, on this machine), no log-in asked for; it greets with 220 test"
    )
    assert not [line for line in server.commands if line.startswith(("MAIL", "RCPT", "DATA"))]


async def test_a_refused_log_in_is_a_fault_and_shows_no_password() -> None:
    def say(verb: str, argument: str) -> str | None:
        return "535 5.7.8 Error: authentication failed" if verb == "AUTH" else None

    async with serving(say, extensions=("AUTH PLAIN LOGIN",)) as server:
        finding = await smarthost(*way_out(server.port, user="support", password="right secret"))
    assert finding.state == "fault"
    assert "authentication failed" in finding.said
    assert finding.fix == "check user: and password: under delivery:; many providers want an app password or oauth:"
    assert "right secret" not in str(finding)


async def test_a_certificate_we_do_not_believe_is_a_fault(issued: Callable[..., Issued]) -> None:
    files = issued()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate, files.key)
    async with serving(implicit=context) as server:
        refused = await smarthost(*way_out(server.port, tls="implicit"))
        believed = await smarthost(*way_out(server.port, tls="implicit", ca=files.authority))
    assert (refused.state, refused.fix) == ("fault", "check host:, or name the authority's certificate with ca:")
    assert believed.state == "ok"


async def test_a_server_that_is_not_there_is_a_fault() -> None:
    async with serving() as server:
        port = server.port
    finding = await smarthost(*way_out(port))
    assert finding.state == "fault"
    assert finding.fix.startswith("check host: and port: under delivery:")
