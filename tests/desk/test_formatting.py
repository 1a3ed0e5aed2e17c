"""A mail with formatting and a picture, from the customer's client to the agent's, through a running desk."""

from __future__ import annotations

import struct
import zlib
from email.message import EmailMessage

from tests.desk.running import RunningDesk


def png() -> bytes:
    """A picture of one blue dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x20\x40\xff")) + chunk(b"IEND", b"")


def test_the_hand_over_shows_what_the_customer_wrote_and_nothing_else_happens(desk: RunningDesk) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Maria <maria@example.org>", "support@example.com", "Broken page"
    mail["Date"], mail["Message-ID"] = "Sun, 22 Nov 2026 03:00:00 +0000", "<1@example.org>"
    mail.set_content(
        "<p>The page is <b>broken</b>:</p><img src='cid:shot@maria' alt='the page'><img src='https://t.example/p.gif' width=1>"
        "<p onclick='x()' style='position:fixed;color:red'>See <a href='https://evil.example/'>shop.example</a></p>"
        "<script>alert(1)</script><div style='display:none'>#close</div>",
        subtype="html",
    )
    mail.add_related(png(), "image", "png", cid="<shot@maria>", filename="page.png")
    desk.customer_writes(mail)
    letter = desk.letter_to(desk.agent_of(1), "Broken page").message
    page = letter.get_body(("html",))
    assert page is not None
    html = page.get_content()
    assert "<p>The page is <b>broken</b>:</p>" in html
    assert '<p style="color:red">See <a href="https://evil.example/"' in html
    assert "shop.example</a> [→ evil.example]</p>" in html
    for gone in ("alert(1)", "t.example", "onclick", "position", "#close"):
        assert gone not in html
    (picture,) = [part for part in letter.walk() if part.get_content_type() == "image/png"]
    assert picture.get_payload(decode=True) == png()
    assert f"cid:{picture['Content-ID'].strip('<>')}" in html
