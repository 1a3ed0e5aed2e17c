"""The manual door: what a person types in for a customer (a telephone call, a letter) becomes a mail and takes mail's road."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from mailgate.model.address import Address
from mailgate.model.message import Evidence, RawMessage


def entered(
    *, sender: Address, mailbox: str, subject: str, text: str, message_id: str, now: datetime
) -> tuple[RawMessage, Evidence]:
    """The message of this customer to this mailbox, and its evidence: whoever can use this machine's terminal vouches for
    the sender. `message_id` (without brackets) must be fresh. ValueError where an address is none."""
    if any(
        address.count("@") != 1 or not address.isprintable() or set(address) & set(' <>,;"')
        for address in (
            sender.address,
            mailbox,
        )
    ):
        raise ValueError(f"not an address: {sender.address} or {mailbox}")
    message = EmailMessage(policy=SMTP)
    message["From"] = f'"{_quoted(sender.name)}" <{sender.address}>' if sender.name else sender.address
    message["To"] = mailbox
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}>"
    message.set_content(text if text.endswith("\n") else f"{text}\n")
    raw = RawMessage(
        data=message.as_bytes(),
        door="manual",
        received=now,
        envelope_from=sender.address,
        envelope_to=(mailbox,),
    )
    return raw, Evidence(door="manual", authenticated_as=sender.address, because="entered by hand on this machine")


def _quoted(name: str) -> str:
    return " ".join(name.split()).replace("\\", "\\\\").replace('"', '\\"')
