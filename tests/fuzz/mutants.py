"""Messages broken on purpose: one number, one message, always the same.

A mutant is a message of the corpus or a generated one, with one to five changes made where mail has its structure:
headers, delimiters, charsets, encodings, line ends, nesting; and some bytes flipped, cut or repeated anywhere.
"""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Callable
from random import Random

MAX_SIZE = 300_000  # bytes; a mutant beyond is cut

Mutation = Callable[[bytes, Random, tuple[bytes, ...]], bytes]

CHARSETS = (
    b"utf-8", b"us-ascii", b"iso-8859-1", b"iso-8859-15", b"windows-1252", b"koi8-r", b"gb2312", b"gb18030", b"big5",
    b"hz",
    b"iso-2022-jp", b"iso-2022-kr", b"shift_jis", b"euc-kr", b"utf-7", b"utf-16", b"utf-32", b"idna", b"punycode",
    b"rot13",
    b"base64", b"unicode_escape", b"undefined", b"x-unknown", b"", b"cp65001", b"mbcs", b"utf-8\0", b"macintosh",
    b"ansi_x3.110",
)  # fmt: skip
ENCODINGS = (b"7bit", b"8bit", b"binary", b"base64", b"quoted-printable", b"x-uuencode", b"yenc", b"BASE64 ", b"", b"8 bit")
TYPES = (
    b"text/plain", b"text/html", b"text/calendar", b"text/rfc822-headers", b"multipart/mixed",
    b"multipart/alternative",
    b"multipart/related", b"multipart/report; report-type=delivery-status", b"multipart/digest", b"multipart/signed",
    b"multipart/encrypted", b"multipart/appledouble", b"message/rfc822", b"message/global",
    b"message/delivery-status",
    b"message/feedback-report", b"message/disposition-notification", b"message/partial", b"message/external-body",
    b"application/ms-tnef", b"application/pkcs7-mime", b"image/png", b"application/octet-stream", b"text", b"", b"/",
    b"a/b/c",
)  # fmt: skip
TOKENS = (
    b"=?utf-8?q?", b"=?utf-8?b?", b"=?gb2312?b?", b"?=", b"name*0*=utf-8''", b"filename*1=", b"filename*=", b'"',
    b"\\", b"(", b")",
    b"<", b">", b"@", b",", b";", b":", b"\0", b"\r", b"\n", b"\r\n", b"\r\n\r\n", b"\n\n", b"\t", b"\x0b", b"\x85",
    b"\xff\xfe", b"\xef\xbb\xbf",
    b"\x1b$B", b"~{", b"+AGE-", b"--", b"begin 644 x\n", b"\nend\n", b"=ybegin line=128 size=1 name=a\n", b"=\n",
    b"=3D=20",
    b"On Mon, 9 Nov 2026 at 10:00, A <a@example.org> wrote:\n", b"-----Original Message-----\n", b"-- \n", b"> ",
    b">>>> ", b"From: ",
    b"Von: ", b"________________________________\n", b"Begin forwarded message:\n", b"<div class=gmail_quote>",
    b"<blockquote>",
    b"<table>", b"<!--", b"-->", b"<style>", b"</", b"&#x110000;", b"&nbsp;", b"<![CDATA[",
    b"Final-Recipient: rfc822; a@b.example\n",
    b"Status: 5.1.1\n", b"Action: failed\n", b"550 5.1.1 <a@b.example> unknown\n", b"until 31/12/2026",
    b"BEGIN:VCALENDAR\n", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80", b"\xc3", b"\xe2\x80\x8b", b"\xe2\x80\xae", b"99999999999999999999", b"-1", b"%00", b"%",
    b"x" * 998,
)  # fmt: skip
NAMES = (
    b"From", b"To", b"Cc", b"Subject", b"Date", b"Message-ID", b"In-Reply-To", b"References", b"Content-Type",
    b"Reply-To", b"Sender",
    b"Content-Transfer-Encoding", b"Content-Disposition", b"Content-ID", b"Return-Path", b"Auto-Submitted",
    b"Precedence", b"List-Id",
    b"X-Failed-Recipients", b"Thread-Index", b"Thread-Topic", b"Authentication-Results", b"X-Original-From",
    b"MIME-Version", b"",
)  # fmt: skip
VALUES = (
    b"<>", b"a@example.org", b"A B <a@example.org>", b'"A, B" <a@example.org>, c', b"a@b@c",
    b"group: a@example.org, b@example.org;",
    b"=?utf-8?q?J=C3=BCrgen?= <j@example.org>", b"<1@example.org>", b"<1@example.org> <2@example.org",
    b"auto-replied", b"auto-generated",
    b"bulk", b"Re: AW: [EXTERNAL] SV: Login [#1042]", b"Automatic reply: x", b"Undeliverable: x",
    b"Mon, 9 Nov 2026 10:00:00 +0100",
    b"Mon, 99 Foo 99999 99:99:99 +9999", b"31 Feb 2026", b"0", b"1.0", b"AdTEy/hY7dQBzQ==",
    b"mx.example; dkim=pass header.d=example.org",
    b"attachment; filename=\"a;b.txt\"", b"attachment; filename*0*=utf-8''%C3; filename*1*=%BC.txt",
    b"inline; filename==?utf-8?q?a?=",
    b"text/plain; charset=utf-8; format=flowed; delsp=yes", b'multipart/mixed; boundary="b"',
    b"MAILER-DAEMON@example.org",
)  # fmt: skip
WORDS = (
    "Hello, I can't log in since this morning.", "Grüße aus München", "Мне не приходит письмо",
    "パスワードを忘れました", "订单 4711 没有收到",
    "شكرا لكم", "> quoted", "On Mon, A wrote:", "-- ", "Best regards", "Sent from my iPhone", "begin 644 x",
    "From here on", "=3D", ".", "",
)  # fmt: skip


def mutant(number: int, seed: int, corpus: tuple[bytes, ...]) -> bytes:
    """The message of that number: the same for the same seed and corpus."""
    chance = Random((seed << 40) + number)
    data = generated(chance) if chance.random() < 0.3 else chance.choice(corpus)
    for _ in range(chance.choice((1, 1, 2, 2, 3, 5))):
        data = chance.choice(MUTATIONS)(data, chance, corpus)[:MAX_SIZE]
    return data


def generated(chance: Random) -> bytes:
    """A message by the grammar: some headers, a tree of parts."""
    fields = [(chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.randint(0, 6))]
    head = [(b"From", b"A <a@example.org>"), (b"To", b"b@example.com"), (b"Subject", chance.choice(VALUES)), *fields]
    return b"".join(name + b": " + value + b"\r\n" for name, value in head) + _entity(chance, 0)


def _entity(chance: Random, depth: int) -> bytes:
    kind = chance.choice(TYPES)
    if kind.startswith(b"multipart/") and depth < 6:
        mark = b"b%d" % chance.randint(0, 3 if depth else 99)
        parts = b"".join(b"--" + mark + b"\r\n" + _entity(chance, depth + 1) + b"\r\n" for _ in range(chance.randint(0, 4)))
        return b'Content-Type: %s; boundary="%s"\r\n\r\n%s--%s--\r\n' % (kind, mark, parts, mark)
    if kind.startswith(b"message/") and depth < 6:
        return b"Content-Type: " + kind + b"\r\n\r\n" + b"Subject: inner\r\n" + _entity(chance, depth + 1)
    charset, encoding = chance.choice(CHARSETS), chance.choice(ENCODINGS)
    words = "\r\n".join(chance.choice(WORDS) for _ in range(chance.randint(0, 12)))
    try:
        text = words.encode(charset.decode() or "ascii", "replace")
    except (LookupError, ValueError, AttributeError):
        text = words.encode()
    if encoding.strip().lower() == b"base64":
        text = base64.encodebytes(text)
    elif encoding == b"quoted-printable":
        text = quopri.encodestring(text)
    return b"Content-Type: %s; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n%s" % (kind, charset, encoding, text)


def _span(data: bytes, chance: Random, longest: int = 400) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(0, longest))


def flipped(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 12) if out else 0):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    start, stop = _span(data, chance, chance.choice((3, 80, 4000)))
    return data[:start] + data[stop:]


def truncated(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def repeated(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    start, stop = _span(data, chance, 80)
    return data[:stop] + data[start:stop] * chance.choice((1, 2, 20, 500)) + data[stop:]


def inserted(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 1, 3, 3, 300, 300, 4000)) + data[start:]


def shuffled(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def headed(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    """A header more, at the top or anywhere."""
    lines = data.split(b"\n")
    at = 0 if chance.random() < 0.6 else chance.randrange(len(lines))
    value = chance.choice((chance.choice(VALUES), chance.choice(TYPES), chance.choice(TOKENS) * chance.choice((1, 200))))
    fold = chance.choice((b"", b"", b"\r\n ", b"\r\n\t"))
    return b"\n".join((*lines[:at], chance.choice(NAMES) + b": " + fold + value + b"\r", *lines[at:]))


def beheaded(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    """A line of the header less, or its colon."""
    head, gap, body = data.partition(b"\n\r\n" if b"\n\r\n" in data else b"\n\n")
    lines = head.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at : at + 1] = [] if chance.random() < 0.5 else [lines[at].replace(b":", chance.choice((b"", b" :", b"::")), 1)]
    return b"\n".join(lines) + gap + body


def _replaced(pattern: str, values: tuple[bytes, ...]) -> Mutation:
    """Some places of a shape get another value."""
    shape = re.compile(pattern.encode(), re.IGNORECASE)

    def change(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
        often = chance.random()
        return shape.sub(lambda found: found[1] + chance.choice(values) if chance.random() < often else found[0], data)

    return change


def respaced(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    """Other line ends, everywhere or in places."""
    data = data.replace(b"\r\n", b"\n")
    if chance.random() < 0.5:
        return data.replace(b"\n", chance.choice((b"\n", b"\r\n", b"\r", b"\r\r\n", b"\n\r")))
    return b"".join(line + chance.choice((b"\n", b"\r\n", b"\r")) for line in data.split(b"\n"))


def nested(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    """The message within others, attached or as parts, with marks that may be the same."""
    for level in range(chance.choice((1, 1, 2, 8, 29, 31, 60))):
        mark = b"m%d" % (level if chance.random() < 0.8 else 0)
        kind = chance.choice((b"message/rfc822\r\n\r\n", b"", b"message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"))
        inner = base64.encodebytes(data) if b"base64" in kind and len(data) < 20_000 else data
        data = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s' % (
            mark,
            mark,
            b"Content-Type: " * bool(kind) + kind,
        )
        data += inner + (b"\r\n--%s--\r\n" % mark if chance.random() < 0.8 else b"")
        if len(data) > MAX_SIZE:
            break
    return b"From: a@example.org\r\nSubject: Fwd: x\r\n" + data


def spliced(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    """Its beginning with another's end."""
    other = chance.choice(corpus)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def encoded(data: bytes, chance: Random, corpus: tuple[bytes, ...]) -> bytes:
    """Its body in an encoding that it may or may not declare."""
    head, gap, body = data.partition(b"\r\n\r\n" if b"\r\n\r\n" in data else b"\n\n")
    turned = base64.encodebytes(body) if chance.random() < 0.5 else quopri.encodestring(body[:20_000])
    said = b"\r\nContent-Transfer-Encoding: " + chance.choice(ENCODINGS) if chance.random() < 0.7 else b""
    return head + said + gap + turned


MUTATIONS: tuple[Mutation, ...] = (
    flipped, cut, truncated, repeated, inserted, inserted, shuffled, headed, headed, beheaded, respaced, nested, spliced, encoded,
    _replaced(r'(charset="?)[\w-]*', CHARSETS),
    _replaced(r"(=\?)[\w-]*(?=\?[qb]\?)", CHARSETS),
    _replaced(r"(content-transfer-encoding:\s?)[\w-]*", ENCODINGS),
    _replaced(r"(content-type:\s?)[\w/-]*", TYPES),
    _replaced(r'(boundary="?)[^"\s;]*', (b"b", b"", b"b" * 80, b"--", b" ", b"m0")),
    _replaced(r"(\n--)[^\s-][^\s]*", (b"b", b"", b"b--", b"m0--")),
    _replaced(r'(name\*?\d?\*?="?)[^"\s;]*', VALUES),
    _replaced(r"(:\s)[^\r\n]*(?=\r?\n[A-Z])", VALUES),
)  # fmt: skip
