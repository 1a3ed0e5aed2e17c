"""A real Postfix hands mail to the LMTP door."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailgate.adapters.doors.config import Listen, LmtpDoor
from mailgate.adapters.doors.lmtp_in import LmtpIn
from mailgate.model.errors import StoreUnavailable
from tests.doors.wire import Kept, connected
from tests.servers import postfix as server

pytestmark = pytest.mark.skipif(not server.PRESENT, reason="needs Debian's postfix, and root")


@pytest.fixture
def socket_path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mailgate-lmtp-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "lmtp.sock"


async def test_postfix_hears_of_each_recipient_by_itself_and_tries_again_after_a_fault_of_ours(
    kept: Kept, socket_path: Path
) -> None:
    door = LmtpIn(LmtpDoor(listen=Listen(path=socket_path, mode=0o666), domain="support.example.com"), kept.handed())
    await door.start()
    kept.fault = StoreUnavailable("locked")
    with server.postfix(lmtp=f"unix:{socket_path}") as front:
        async with connected(("127.0.0.1", front.port)) as wire:
            await wire.say("MAIL FROM:<maria@example.org>")
            for who in ("support", "nobody", "billing"):
                assert (await wire.say(f"RCPT TO:<{who}@example.com>")).startswith("250")
            await wire.say("DATA")
            forged = b"Authentication-Results: relay.test; dmarc=pass header.from=example.org\r\n"
            wire.write(forged + b"From: maria@example.org\r\nSubject: Hello\r\n\r\n..leading dot\r\n.\r\n")
            assert (await wire.line()).startswith("250")
        refused = await asyncio.to_thread(front.wait_for_log, "to=<nobody@example.com>", "status=bounced")
        assert "550 5.1.1 No such recipient here" in refused
        deferred = await asyncio.to_thread(front.wait_for_log, "to=<support@example.com>", "status=deferred")
        assert "451 4.3.0 Local error, please try again later" in deferred
        kept.fault = None
        for who in ("support", "billing"):
            await asyncio.to_thread(front.wait_for_log, f"to=<{who}@example.com>", "status=sent")
    await door.stop(1.0)
    assert kept.raw.envelope_from == "maria@example.org"
    assert sorted(kept.raw.envelope_to) == ["billing@example.com", "support@example.com"]
    assert kept.raw.data.endswith(b"\r\n\r\n.leading dot\r\n")
    assert kept.evidence.relay
    assert b"Authentication-Results: relay.test; dmarc=pass" in kept.raw.data  # Postfix by itself leaves it in
    assert kept.evidence.dmarc is None


def test_as_a_smarthost_it_keeps_what_it_gets() -> None:
    import smtplib

    with server.postfix() as smarthost, smtplib.SMTP("127.0.0.1", smarthost.port) as client:
        refused = client.sendmail("desk@example.com", ["maria@example.org", "refused@example.org"], "Subject: x\r\n\r\nhello\r\n")
        assert refused == {"refused@example.org": (550, b"5.1.1 <refused@example.org>: Recipient address rejected: No such user")}
        (mail,) = smarthost.wait_for_mail("maria@example.org")
        assert mail.endswith(b"hello\n")
