"""Our letters through a real Postfix, byte for byte what we meant."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from mailgate.adapters.smtp_out import Smarthost, SmtpCarrier
from mailgate.mail.compose import encode
from mailgate.model.delivery import Accepted, Attempt, Deferred, Delivery, Letter, Rejected
from tests.letters.making import delivery, written
from tests.servers.postfix import PRESENT, Postfix, postfix

pytestmark = pytest.mark.skipif(not PRESENT, reason="needs a Postfix and root to start it")

IDS = tuple(f"{n:02d}.{'a' * 70}@mail.example.org" for n in range(12))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ca")
    ca = trustme.CA()
    ca.cert_pem.write_to_path(folder / "ca.pem")
    issued = ca.issue_cert("127.0.0.1")
    issued.private_key_pem.write_to_path(folder / "key.pem")
    issued.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    return folder


@pytest.fixture(scope="module")
def smarthost(authority: Path) -> Iterator[Postfix]:
    with postfix(certificate=authority / "cert.pem", key=authority / "key.pem") as server:
        yield server


async def carried(smarthost: Postfix, authority: Path, *deliveries: Delivery) -> list[Attempt]:
    carrier = SmtpCarrier(Smarthost(host="127.0.0.1", port=smarthost.port, tls="starttls", ca=authority / "ca.pem"))
    try:
        return list(await carrier.carry(deliveries))
    finally:
        await carrier.close()


async def arrived(smarthost: Postfix, authority: Path, letter: Letter, to: str) -> EmailMessage:
    one = delivery(to=to, data=encode(letter), message_id=letter.message_id)
    assert [type(attempt) for attempt in await carried(smarthost, authority, one)] == [Accepted]
    [data] = smarthost.wait_for_mail(to)
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


async def test_a_letter_arrives_as_it_was_written(smarthost: Postfix, authority: Path) -> None:
    letter = written("handover", language="it", thread=IDS)
    message = await arrived(smarthost, authority, letter, "whole@example.org")
    assert str(message["References"]).split() == [f"<{one}>" for one in IDS]
    assert message["Subject"] == "[#1042] Non riesco ad accedere al mio account"
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert str(plain.get_content()).replace("\r\n", "\n").strip() == letter.text.strip()
    assert str(page.get_content()).replace("\r\n", "\n").strip() == (letter.html or "").strip()


async def test_dots_and_long_lines_survive(smarthost: Postfix, authority: Path) -> None:
    text = ".\n..\n.hidden\n" + "x" * 5000 + "\nFrom the start of a line\n" + "ü" * 3000 + "\n.\n"
    from dataclasses import replace

    message = await arrived(smarthost, authority, replace(written("answer"), text=text, html=None), "dots@example.org")
    assert str(message.get_content()).replace("\r\n", "\n") == text


async def test_the_server_refuses_or_defers_one_recipient_and_takes_the_others(smarthost: Postfix, authority: Path) -> None:
    to = ("refused@example.org", "fine@example.org", "later@example.org")
    attempts = await carried(smarthost, authority, *(delivery(id=n, to=one) for n, one in enumerate(to)))
    assert [type(one) for one in attempts] == [Rejected, Accepted, Deferred]


async def test_an_address_outside_ascii_is_taken(smarthost: Postfix, authority: Path) -> None:
    letter = written("answer", notice_to="jörg@bücher.example")
    message = await arrived(smarthost, authority, letter, "jörg@bücher.example".replace("bücher", "xn--bcher-kva"))
    assert "jörg@" in str(message["To"])
