"""Signed and encrypted mail: what is read of it, and that wrapping a mail hides none of its faults."""

from __future__ import annotations

import base64

import pytest

from mailgate.mail.parse import parse
from mailgate.mail.pgp import armoured, unsigned
from mailgate.mail.signed import wrapped_in
from mailgate.model.message import ParsedMessage
from mailgate.policy.entries import words_of


def der(tag: int, content: bytes) -> bytes:
    size = len(content)
    head = bytes([size]) if size < 128 else b"\x84" + size.to_bytes(4, "big")
    return bytes([tag]) + head + content


DATA, SIGNED = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")
ENVELOPED, AUTHENTICATED = bytes.fromhex("06092a864886f70d010703"), bytes.fromhex("060b2a864886f70d0109100117")
COMPRESSED = bytes.fromhex("060b2a864886f70d0109100109")


def signed(content: bytes | None) -> bytes:
    """A CMS SignedData without signers around a MIME entity (RFC 5652 §5.1)."""
    inside = der(0x30, DATA + (der(0xA0, der(0x04, content)) if content is not None else b""))
    return der(0x30, SIGNED + der(0xA0, der(0x30, b"\x02\x01\x01" + der(0x31, b"") + inside)))


def entity(cms: bytes, stated: str = "; smime-type=signed-data") -> bytes:
    head = f'Content-Type: application/pkcs7-mime{stated}; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head.encode() + base64.encodebytes(cms)


def mail(inner: bytes) -> ParsedMessage:
    return parse(b"From: maria@example.org\r\nTo: support@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + inner)


ALTERNATIVE = (
    b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nIt works.\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<p>It works.</p>\r\n--b--\r\n"
)


def test_what_an_opaque_signature_wraps_is_read_as_if_it_were_not_wrapped() -> None:
    plain, wrapped = mail(ALTERNATIVE), mail(entity(signed(ALTERNATIVE)))
    assert (wrapped.text, wrapped.html, wrapped.html_only) == (plain.text, plain.html, False)
    assert wrapped.warnings == ("signed (S/MIME, opaque)",)


def test_a_mail_that_can_be_read_in_two_ways_is_ambiguous_when_it_is_wrapped_too() -> None:
    twice = b"Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n#close\r\n"
    assert mail(twice).ambiguous
    assert mail(entity(signed(twice))).ambiguous


def test_wrappings_inside_wrappings_end() -> None:
    inner = b"Content-Type: text/plain\r\n\r\ndeep\r\n"
    for _ in range(8):
        inner = entity(signed(inner))
    message = mail(inner)
    assert message.warnings.count("signed (S/MIME, opaque)") == 5
    assert [one.type for one in message.attachments] == ["application/pkcs7-mime"]


@pytest.mark.parametrize(
    ("cms", "stated", "kind"),
    [
        (signed(b"x"), "signed-data", "signed"),
        (signed(b"x"), "enveloped-data", "signed"),
        (signed(b"x"), "", "signed"),
        (signed(None), "certs-only", "certificates"),
        (signed(None), "", "certificates"),
        (der(0x30, ENVELOPED + b"\xa0\x00"), "signed-data", "encrypted"),
        (der(0x30, ENVELOPED + b"\xa0\x00"), "", "encrypted"),
        (der(0x30, AUTHENTICATED + b"\xa0\x00"), "", "encrypted"),
        (der(0x30, COMPRESSED + b"\xa0\x00"), "", "compressed"),
        (b"garbage", "compressed-data", "compressed"),
        (b"garbage", "authEnveloped-data", "encrypted"),
        (b"", "", "encrypted"),
    ],
)
def test_what_a_cms_object_is(cms: bytes, stated: str, kind: str) -> None:
    assert wrapped_in(cms, stated) == kind


def test_an_agent_reads_that_a_mail_is_encrypted() -> None:
    message = mail(entity(der(0x30, ENVELOPED + b"\xa0\x00"), "; smime-type=enveloped-data"))
    assert words_of(message) == "[encrypted (S/MIME): kept whole, not read]"
    assert [one.name for one in message.attachments] == ["smime.p7m"]


SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n\niQEz\n=abcd\n-----END PGP SIGNATURE-----"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHello\n- -- \n- #close\n{SIGNATURE}", "Hello\n-- \n#close"),
        (f"Before\n-----BEGIN PGP SIGNED MESSAGE-----\n\nHello\n{SIGNATURE}\nlist footer", "Before\nHello\nlist footer"),
        (f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\nComment: x: y\n\na\n{SIGNATURE}\n" * 2, "a\na\n"),
        ("-----BEGIN PGP SIGNED MESSAGE-----\n\nnever closed", None),
        (f"-----BEGIN PGP SIGNED MESSAGE-----\nno empty line\n{SIGNATURE}", None),
        (f"> -----BEGIN PGP SIGNED MESSAGE-----\n>\n> quoted\n{SIGNATURE}", None),
        ("-----BEGIN PGP SIGNED MESSAGE-----\n\na\n-----BEGIN PGP SIGNATURE-----\nno end", None),
    ],
)
def test_signed_words_stand_without_their_armour(text: str, words: str | None) -> None:
    assert unsigned(text) == (text if words is None else words, words is not None)


@pytest.mark.parametrize(
    ("first", "kind"),
    [("hQEM", "encrypted"), ("jA0E", "encrypted"), ("wcBM", "encrypted"), ("owEB", "packed"), ("kA0D", "packed")],
)
def test_a_block_that_hides_nothing_is_not_called_encrypted(first: str, kind: str) -> None:
    assert armoured(f"-----BEGIN PGP MESSAGE-----\nVersion: 1\n\n{first}aaaa\n-----END PGP MESSAGE-----") == kind
