from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from mailgate.adapters.doors.manual import entered
from mailgate.model.address import Address
from tests.doors.wire import NOW


def test_what_is_typed_in_becomes_a_mail_of_the_customer() -> None:
    raw, evidence = entered(
        sender=Address(address="maria@example.org", name='María "Mia" López'),
        mailbox="support@example.com",
        subject="Locked\r\nBcc: evil@example.net",
        text="Ich komme nicht rein – bitte!",
        message_id="tok@support.example.com",
        now=NOW,
    )
    message = message_from_bytes(raw.data, policy=policy.default)
    assert (raw.door, raw.envelope_from, raw.envelope_to) == ("manual", "maria@example.org", ("support@example.com",))
    assert message["From"].addresses[0].addr_spec == "maria@example.org"
    assert message["From"].addresses[0].display_name == 'María "Mia" López'
    assert message["Subject"] == "Locked Bcc: evil@example.net"
    assert message["Bcc"] is None
    assert message["Message-ID"] == "<tok@support.example.com>"
    assert message["Date"] == "Sat, 21 Nov 2026 14:00:00 +0000"
    assert message.get_content().strip() == "Ich komme nicht rein – bitte!"
    assert evidence.authenticates("maria@example.org")


@pytest.mark.parametrize("address", ["maria", "a@b@c", "a b@example.org", "a@example.org>", "a@example.org\nBcc: x@y"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        entered(sender=Address(address=address), mailbox="support@example.com", subject="x", text="y", message_id="a@b", now=NOW)
