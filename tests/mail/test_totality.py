"""Reading never raises and never hangs, whatever the bytes are."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailgate.mail.parse import parse

HEAD = b"From: a@example.org\r\nTo: b@example.com\r\nSubject: x\r\n"
BOUNCE = b"Return-Path: <>\r\nFrom: mailer-daemon@example.org\r\nSubject: failure notice\r\n\r\n"
DSN = (
    HEAD + b"Content-Type: multipart/report; "
    b"report-type=delivery-status; "
    b"boundary=b\r\n\r\n--b\r\nContent-Type: "
    b"message/delivery-status\r\n\r\n"
)


def nested(depth: int) -> bytes:
    return HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(depth)
    )


BEYOND = {
    "mime_depth": nested(1000),
    "mime_parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 100_000,
    "header_fields": b"".join(b"X-%d: y\r\n" % number for number in range(100_000)),
    "header_size": HEAD + b"X: " + b"a" * 5_000_000,
}


@pytest.mark.parametrize(("reason", "data"), BEYOND.items(), ids=BEYOND.keys())
def test_beyond_the_limits_a_message_is_unreadable_with_its_reason(reason: str, data: bytes) -> None:
    message = parse(data)
    assert (message.kind, message.unreadable) == ("unreadable", reason)
    assert message.ambiguous


def test_what_is_unreadable_keeps_its_sender_and_subject() -> None:
    message = parse(nested(1000))
    assert message.sender is not None
    assert (message.sender.address, message.subject) == ("a@example.org", "x")


HOSTILE = {
    "content type of 64 KiB": HEAD + b"Content-Type: text/plain; " + b'a="b;' * 13_000 + b"\r\n\r\nhi",
    "filename of parentheses": HEAD + b"Content-Disposition: attachment; filename=" + b"(" * 50_000 + b"\r\n\r\nhi",
    "on, on, on": HEAD + b"\r\n" + b"On " * 20_000,
    "half introductions": HEAD + b"\r\n" + b"On Mon, x <a@b>\n" * 3000,
    "verbs": HEAD + b"\r\n" + (b"wrote " * 99 + b"\n") * 3000,
    "newlines": HEAD + b"\r\n" + b"\n" * 50_000,
    "dashes": HEAD + b"\r\n" + b"-" * 50_000 + b"-----\n" * 20_000,
    "quote marks": HEAD + b"\r\n" + b">" * 100_000 + b"\n" + b"> x\n" * 20_000,
    "lines, then blank ones": HEAD + b"\r\n" + b"x\n" * 8_000 + b"\n" * 1_000_000,
    "a million lines": HEAD + b"\r\n" + b"M\n" * 1_000_000,
    "half files": HEAD + b"\r\n" + b"begin-base64 644 a\nAAAA\n" * 20_000,
    "spaced quote marks": HEAD + b"\r\n" + b"> " * 500_000,
    "labels": HEAD + b"\r\n" + b"From: x\n" * 20_000 + (b"a:" * 290 + b"\n") * 3000,
    "labels of Lotus Notes": HEAD + b"\r\n03.04.2021 10:00\n" + b"To\nx\n" * 50_000 + b"Subject\nx\n",
    "glued introductions": HEAD + b"In-Reply-To: <a@b>\r\n\r\n" + (b"a On 4 On 5 " * 45 + b"wrote:\n> x\n") * 3000,
    "frames": HEAD + b"\r\n" + (b"-----abcdef-----" * 30 + b"\n") * 3000,
    "fields of a forward": HEAD + b"\r\n" + b"----- Forwarded message -----\nX-A: b\n" * 20_000,
    "broken brackets": HEAD + b"\r\n" + b"a <a@b.example\n\n<\n" * 20_000,
    "Latin letters": HEAD + b"\r\n" + b"\xe9 \xf1a \xe3o " * 100_000,
    "closed again and again": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b--\r\n" * 100_000,
    "addresses": b"From: a@example.org\r\nTo: " + b"a@example.org, " * 30_000 + b"\r\n\r\nx",
    "quotes in addresses": b"To: " + b'\\"' * 30_000 + b"\r\n\r\nx",
    "comments in addresses": b"From: " + b"(" * 60_000 + b"\r\n\r\nx",
    "encoded words": b"Subject: " + b"=?a?q?" * 10_000 + b"\r\n\r\nx",
    "a word of 64 KiB for an address": b"To: " + b"x" * 65_000 + b"\r\n\r\nx",
    "ids of ats": b"In-Reply-To: " + b"@" * 65_000 + b",\r\n\r\nx",
    "prefixes": b"Subject: " + b"Re: " * 20_000 + b"\r\n\r\nx",
    "references": b"References: " + b"<a " * 20_000 + b"\r\n\r\nx",
    "uuencode": HEAD + b"\r\n" + b"begin 644 a\n" * 20_000,
    "div in div": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 50_000 + b"x",
    "quote in quote": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<blockquote>x" * 50_000,
    "failed addresses": BOUNCE + b"could not be delivered\n" + (b"a@a." * 500 + b"\n") * 400,
    "recipients": DSN + b"".join(b"Final-Recipient: rfc822; a%d@x.example\nStatus: 5.0.0\n\n" % number for number in range(3000)),
    "json": HEAD + b'\r\n{"notificationType":"Bounce","bounce":' + b"[" * 100_000,
    "base64 of padding": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * 200_000,
    "until": b"Date: Mon, 9 Nov 2026 10:00:00 +0000\r\nSubject: Automatic reply\r\n\r\n" + b"until 1 may bis " * 5000,
    "delimiters": HEAD + b"Content-Type: multipart/mixed\r\n\r\n" + b"--a\n" * 60_000,
    "nothing": b"",
    "zeros": b"\0" * 100_000,
    "carriage returns": b"\r" * 100_000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_messages_are_read_to_the_end(data: bytes) -> None:
    assert parse(data).kind in ("human", "auto_reply", "bounce", "unreadable")


PIECES = (
    b"From: ", b"To: ", b"Subject: ", b"Content-Type: ", b"multipart/mixed; boundary=b", b"text/html",
    b"text/plain; charset=", b"utf-8", b"x", b"\r\n", b"\n",
    b"\r\n\r\n", b"--b", b"--b--", b"=?utf-8?q?", b"?=", b'"', b"(", b"<", b">", b"@", b";",
    b"Content-Transfer-Encoding: base64", b"message/rfc822", b"\xff", b"\0",
    b"Date: ", b"On Mon, 9 Nov 2026 a@b wrote:", b"begin 644 x", b"name*0*=", b"Final-Recipient: rfc822;",
    b"message/delivery-status", b"a@b.c", b"<div>", b"1/1/1", b"format=flowed",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_mixture_of_mail_is_read(pieces: list[bytes]) -> None:
    message = parse(b"".join(pieces))
    assert message.unreadable in (None, "mime_depth", "mime_parts")
    assert "\0" not in message.text


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read(data: bytes) -> None:
    assert parse(data).unreadable is None


def test_damaged_real_shapes_are_read() -> None:
    whole = (
        DSN + b"Final-Recipient: rfc822; a@x.example\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n"
        b"\r\nSubject: y\r\n\r\nz\r\n--b--\r\n"
    )
    chance = random.Random(1)
    for _ in range(500):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        assert parse(bytes(damaged)).unreadable is None
