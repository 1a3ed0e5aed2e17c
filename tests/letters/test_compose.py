from __future__ import annotations

import email
import email.policy
import hashlib
import time
from email.header import decode_header, make_header
from email.message import EmailMessage, Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.compose import UnsafeHeader, encode, trimmed
from mailgate.mail.header_text import safe_header
from mailgate.model.address import Address
from mailgate.model.message import Attachment
from tests.letters.making import letter

TWELVE_LONG_IDS = tuple(f"{n:02d}.{'a' * 70}@mail.example.org" for n in range(12))


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def raw(data: bytes) -> Message:
    return email.message_from_bytes(data)


def text_of(data: bytes, kind: str = "plain") -> str:
    body = read(data).get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_plain_letter_is_readable_ascii() -> None:
    assert encode(letter()) == (
        b"From: Alice at Example Support <support@example.com>\r\n"
        b"To: Maria Lopez <maria@example.org>\r\n"
        b"Subject: Re: I can't log in [#1042]\r\n"
        b"Date: Sat, 21 Nov 2026 14:00:00 +0000\r\n"
        b"Message-ID: <abcdefghijkmnpqrstuvwxyz23@support.example.com>\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: text/plain; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: 7bit\r\n"
        b"\r\n"
        b"Hello Maria,\r\n\r\nplease try again.\r\n"
    )


def test_twelve_references_of_ninety_characters_stay_whole() -> None:
    data = encode(letter(references=TWELVE_LONG_IDS, in_reply_to=TWELVE_LONG_IDS[-1]))
    assert raw(data)["References"].split() == [f"<{one}>" for one in TWELVE_LONG_IDS]
    assert raw(data)["In-Reply-To"].split() == [f"<{TWELVE_LONG_IDS[-1]}>"]
    assert b"=?" not in data


def test_a_long_thread_keeps_its_first_and_its_last_ids() -> None:
    ids = [f"{n}@example.org" for n in range(50)]
    kept = trimmed(ids)
    assert len(kept) == 20
    assert kept[0] == "0@example.org"
    assert kept[1:] == tuple(ids[31:])


def test_an_id_that_would_break_out_of_its_brackets_is_left_out() -> None:
    data = encode(letter(references=("a@b", "c@d>\r\nBcc: evil@example.net", "e f@g"), in_reply_to="x\r\ny"))
    assert raw(data)["References"] == "<a@b>"
    assert "In-Reply-To" not in raw(data)
    assert "Bcc" not in raw(data)


@pytest.mark.parametrize(
    "subject",
    [
        "x\r\nBcc: v@x",
        "x\nBcc: v@x",
        "x\r\n\r\nbody",
        "x\x00y",
        "x\u2028Bcc: v@x",
        "=?utf-8?q?x=0ABcc:_v=40x?=",
        "=?utf-8?b?eApCY2M6IHZAeA==?=",
        "x\r\n Bcc: v@x",
        "ü\r\nBcc: v@x",
    ],
)
def test_no_subject_opens_a_header_of_its_own(subject: str) -> None:
    message = read(encode(letter(subject=subject)))
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
    assert message.get_content().startswith("Hello Maria")


def test_an_encoded_word_in_a_subject_is_shown_as_it_was_written() -> None:
    assert read(encode(letter(subject="=?utf-8?q?x=0ABcc:_v?=")))["Subject"] == "=?utf-8?q?x=0ABcc:_v?="


def test_names_and_addresses_cannot_add_recipients() -> None:
    hostile = Address(address="maria@example.org>, evil@example.net <x@y", name='Maria", evil@example.net, "x\r\nBcc: v@x')
    message = read(encode(letter(to=(hostile,))))
    assert message["Bcc"] is None
    assert len(message["To"].addresses) == 1


def test_a_foreign_name_survives() -> None:
    name = "Jörg Müller-Lüdenscheidt, Abteilung für Übergrößen 漢字"
    written = raw(encode(letter(to=(Address(address="j@example.org", name=name),))))["To"]
    assert str(make_header(decode_header(written))) == f"{name} <j@example.org>"


def test_a_foreign_subject_survives_and_no_line_is_long() -> None:
    subject = "Ünïcödé 漢字 🙂 " * 30
    data = encode(letter(subject=subject))
    assert read(data)["Subject"] == subject.strip()
    assert max(map(len, data.split(b"\r\n"))) <= 78


def test_an_address_outside_ascii_is_written_for_smtputf8_and_its_domain_in_ascii() -> None:
    data = encode(letter(to=(Address(address="jörg@bücher.example"),)))
    assert "To: <jörg@xn--bcher-kva.example>\r\n".encode() in data


def test_direction_overrides_leave_the_subject() -> None:
    assert safe_header("invoice\u202egnp.exe") == "invoicegnp.exe"


def test_a_header_that_reads_as_two_is_refused() -> None:
    with pytest.raises(UnsafeHeader):
        encode(letter(headers=(("X-Note: evil\r\nBcc", "v@x"),)))


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_subject_and_name_give_exactly_the_headers_meant(subject: str, name: str) -> None:
    maria = Address(address="maria@example.org", name=name)
    data = encode(letter(subject=subject, to=(maria,), headers=(("Thread-Topic", subject),)))
    assert raw(data).keys() == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Thread-Topic",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    ]
    assert read(data)["Subject"].strip() == safe_header(subject)


@given(st.text(max_size=2000))
def test_any_text_travels_without_bare_line_breaks_or_nul(text: str) -> None:
    data = encode(letter(text=text, html=f"<p>{text}</p>"))
    stripped = data.replace(b"\r\n", b"")
    assert b"\r" not in stripped
    assert b"\n" not in stripped
    assert b"\x00" not in stripped
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_text_html_and_attachments_are_all_there() -> None:
    attachments = (
        Attachment(name="log.txt", type="text/plain", data=b"a\nb\n", sha256=hashlib.sha256(b"a\nb\n").hexdigest()),
        Attachment(name="Größe 漢字 sehr " + "lang" * 30 + ".pdf", type="application/pdf", data=bytes(range(256)), sha256=""),
        Attachment(name="../../etc/passwd", type="text/plain\r\nBcc: v@x", data=b"x", sha256=""),
        Attachment(name="mail.eml", type="message/rfc822", data=b"Subject: x\r\n\r\ny", sha256=""),
    )
    message = read(encode(letter(text="Grüße", html="<p>Grüße</p>", attachments=attachments)))
    assert message.get_content_type() == "multipart/mixed"
    assert text_of(encode(letter(text="Grüße", html="<p>Grüße</p>", attachments=attachments)), "html").strip() == "<p>Grüße</p>"
    got = list(message.iter_attachments())
    assert [part.get_filename() for part in got] == [
        "log.txt",
        "Größe 漢字 sehr " + "lang" * 30 + ".pdf",
        ".._.._etc_passwd",
        "mail.eml",
    ]
    assert got[1].get_payload(decode=True) == bytes(range(256))
    assert [part.get_content_type() for part in got][2:] == ["application/octet-stream", "application/octet-stream"]


def test_a_repeat_is_the_same_letter() -> None:
    assert encode(letter(html="<p>ü</p>")) == encode(letter(html="<p>ü</p>"))


def test_a_letter_with_html_costs_little_to_write() -> None:
    one = letter(html="<p>" + "Grüße aus Köln, gut. " * 300 + "</p>", text="Grüße. " * 200, references=TWELVE_LONG_IDS)
    best = min(_timed(one) for _ in range(30))
    assert best < 0.02  # 0.2 ms; room for a machine that does other things


def _timed(one: object) -> float:
    start = time.process_time()
    encode(one)  # type: ignore[arg-type]
    return time.process_time() - start
