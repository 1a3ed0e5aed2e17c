"""What a message says, from bytes that are sound, odd or broken."""

from __future__ import annotations

import base64

import pytest

from mailgate.mail.parse import parse
from mailgate.model.message import ParsedMessage

HEAD = b"From: Maria Lopez <maria@example.org>\r\nTo: support@example.com\r\nDate: Mon, 9 Nov 2026 10:00:00 +0100\r\n"


def mail(header: bytes, body: bytes = b"Hello") -> ParsedMessage:
    return parse(HEAD + header + b"\r\n\r\n" + body)


def test_a_plain_message_is_read_whole() -> None:
    message = mail(
        b"Subject: Login\r\nMessage-ID: <a1@example.org>\r\nCc: Bob <bob@example.org>, eve@example.org", b"Hello\r\nworld\r\n"
    )
    assert (message.kind, message.subject, message.text, message.reply) == ("human", "Login", "Hello\nworld", "Hello\nworld")
    assert message.sender is not None
    assert (message.sender.name, message.sender.address) == ("Maria Lopez", "maria@example.org")
    assert [each.address for each in message.cc] == ["bob@example.org", "eve@example.org"]
    assert message.message_id == "a1@example.org"
    assert message.date is not None
    assert message.date.isoformat() == "2026-11-09T10:00:00+01:00"
    assert not message.ambiguous


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"=?utf-8?q?Gr=C3=BC=C3=9Fe?= aus =?utf-8?b?S8O2bG4=?=", "Grüße aus Köln"),
        (b"=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        (b"=?utf-8?b?4pyT4g==?= =?utf-8?b?nJM=?=", "✓✓"),
        (b"=?iso-2022-jp?b?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        (b"=?utf-8?Q?with space inside?=", "with space inside"),
        (b"=?utf-8?b?SGVsbG8?=", "Hello"),
        (b"=?gb2312?B?xOO6ww==?=", "你好"),
        (b"=?iso-8859-1?Q?Gr\xfc\xdfe?=", "Grüße"),
        ("Grüße".encode(), "Grüße"),
        ("Grüße aus Köln".encode("latin-1"), "Grüße aus Köln"),
        (b"=?x-unknown?q?abc?=", "abc"),
        (b"=?utf-8?q?never closed", "=?utf-8?q?never closed"),
        (b"two\r\n lines", "two lines"),
        (b"=?utf-8?q?a=0ABcc:_eve@example.org?=", "a Bcc: eve@example.org"),
    ],
)
def test_subjects_are_decoded(raw: bytes, subject: str) -> None:
    assert mail(b"Subject: " + raw).subject == subject


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "naïve".encode(), "naïve"),
        ("iso-8859-1", b"price \x80 5", "price € 5"),
        ("iso-8859-1", "schön, Grüße".encode(), "schön, Grüße"),
        ("koi8-r", "Привет".encode("koi8-r"), "Привет"),
        ("gb2312", "镕基 你好".encode("gbk"), "镕基 你好"),
        ("big5", "你好".encode("big5"), "你好"),
        ("ks_c_5601-1987", "안녕".encode("cp949"), "안녕"),
        ("shift_jis", "①こんにちは".encode("cp932"), "①こんにちは"),
        ("us-ascii", "schön".encode(), "schön"),
        ("us-ascii", "schön".encode("latin-1"), "schön"),
        ("x-none", b"plain", "plain"),
        ("idna", b"plain", "plain"),
        ("unicode_escape", b"a\\u0041", "a\\u0041"),
        ("utf-7", b"+ADw-script+AD4-", "+ADw-script+AD4-"),
        ("utf-7", b"Hello+AAoACg-Bcc: x", "Hello+AAoACg-Bcc: x"),
        ("utf-7", b"Gr+APwA3w-e +ACI-1 +- 1 < 3+ACI-", 'Gr\u00fc\u00dfe "1 + 1 < 3"'),
        ("unicode-1-1-utf-7", b"half a letter: +2DwAPQ-", "half a letter: +2DwAPQ-"),
    ],
)
def test_text_is_decoded_by_label_then_by_what_it_is(charset: str, data: bytes, text: str) -> None:
    assert mail(b"Content-Type: text/plain; charset=" + charset.encode(), data).text == text


def test_words_after_the_end_of_a_mail_without_words_are_shown() -> None:
    read = mail(b'Content-Type: multipart/mixed; boundary="b"', b"--b\r\n\r\n--b--\r\nThe meter shows 4711.\r\n")

    assert read.text.strip() == "The meter shows 4711."
    assert read.warnings == ("multipart without parts: shown as it stands",)


def test_words_after_the_end_of_a_mail_with_words_are_no_part_of_it() -> None:
    assert mail(b'Content-Type: multipart/mixed; boundary="b"', b"--b\r\n\r\nHello\r\n--b--\r\nscanned by x\r\n").text == "Hello"


def test_a_wrong_label_is_named() -> None:
    assert mail(b"Content-Type: text/plain; charset=x-none", "schön".encode()).warnings == ("charset x-none read as utf-8",)


ALTERNATIVE = (
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain words\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>rich words</p>\r\n--b--\r\n"
)


def test_of_two_forms_the_plain_one_is_the_text_and_the_html_is_kept() -> None:
    message = mail(b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b", ALTERNATIVE)
    assert (message.text, message.html, message.html_only) == ("plain words", "<p>rich words</p>", False)


def test_html_alone_becomes_text() -> None:
    message = mail(b"Content-Type: text/html; charset=utf-8", "<p>#close</p><p>Grüße</p>".encode())
    assert (message.text, message.reply, message.html_only) == ("#close\n\nGrüße", "#close\n\nGrüße", True)


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: multipart/alternative; boundary=wrong",
        b"Content-Type: multipart/alternative",
        b"Content-Type: multipart/alternative; boundary=b; boundary=c",
        b"Content-Type: multipart/*; boundary=b",
    ],
)
def test_a_broken_boundary_loses_no_text(header: bytes) -> None:
    assert "plain words" in mail(header, ALTERNATIVE).text


def test_a_missing_end_loses_no_part() -> None:
    assert (
        mail(b"Content-Type: multipart/mixed; boundary=b", ALTERNATIVE.removesuffix(b"--b--\r\n")).text
        == "plain words\n\nrich words"
    )


def attachment(header: bytes, content: bytes = b"aGk=") -> ParsedMessage:
    body = (
        b"--b\r\n\r\nsee file\r\n--b\r\nContent-Transfer-Encoding: base64\r\n" + header + b"\r\n\r\n" + content + b"\r\n--b--\r\n"
    )
    return mail(b"Content-Type: multipart/mixed; boundary=b", body)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b'Content-Disposition: attachment; filename="log.txt"', "log.txt"),
        (b"Content-Disposition: attachment; filename*=utf-8''%E2%82%AC%20rates.pdf", "€ rates.pdf"),
        (b"Content-Disposition: attachment; filename*0*=utf-8''Gr%C3%BC; filename*1=\"n.pdf\"", "Grün.pdf"),
        (b'Content-Disposition: attachment; filename="=?utf-8?q?Gr=C3=BCn.pdf?="', "Grün.pdf"),
        (b'Content-Type: image/png; name="a;b.png"', "a;b.png"),
        ('Content-Disposition: attachment; filename="Grün.pdf"'.encode(), "Grün.pdf"),
        (b'Content-Disposition: attachment; filename="../../etc/passwd"', "passwd"),
        (b'Content-Disposition: attachment; filename="\xe2\x80\x8b.htaccess"', ".htaccess"),
        ('Content-Disposition: attachment; filename="gpj\u202eexe.png"'.encode(), "gpjexe.png"),
        (b"Content-Type: image/png\r\nContent-Disposition: attachment", "attachment-1.png"),
        (b'Content-Type: image/png\r\nContent-Disposition: attachment; filename=".."', "attachment-1.png"),
        (b"Content-Type: image/png\r\nContent-Disposition: attachment; filename=" + b"(" * 5000, "(" * 255),
    ],
)
def test_attachments_have_safe_names(header: bytes, name: str) -> None:
    (found,) = attachment(header).attachments
    assert found.name == name
    assert found.data == b"hi"


def test_an_attached_message_is_an_attachment_called_by_its_subject() -> None:
    body = (
        b"--b\r\n\r\nsee mail\r\n--b\r\n"
        b"Content-Type: message/rfc822\r\n\r\n"
        b"Subject: Old mail\r\nFrom: "
        b"x@example.org\r\n\r\nold\r\n--b--\r\n"
    )
    message = mail(b"Content-Type: multipart/mixed; boundary=b", body)
    assert [each.name for each in message.attachments] == ["Old mail.eml"]
    assert message.text == "see mail"
    assert message.forwarded is None


def test_a_body_that_has_a_file_name_is_still_the_body() -> None:
    body = b'--b\r\nContent-Type: text/html; name="body.html"\r\n\r\n<p>Hello</p>\r\n--b--\r\n'
    message = mail(b"Content-Type: multipart/mixed; boundary=b", body)
    assert (message.text, [each.name for each in message.attachments]) == ("Hello", ["body.html"])


def test_a_text_that_is_cut_says_so() -> None:
    assert mail(b"Subject: log", b"x" * 2_000_001).warnings == ("text cut at 2000000 characters",)
    assert mail(b"Content-Type: text/html", b"<p>x</p>" * 60_000).text.endswith("[the document goes on]")


def test_a_uuencoded_file_in_the_text_is_an_attachment() -> None:
    message = mail(b"Subject: file", b'see\r\nbegin 644 hi.txt\r\n"2&D \r\n`\r\nend\r\nbye\r\n')
    assert [(each.name, each.data) for each in message.attachments] == [("hi.txt", b"Hi")]
    assert message.text == "see\nbye"


def test_flowed_text_becomes_paragraphs() -> None:
    message = mail(b"Content-Type: text/plain; format=flowed", b"one \r\nline\r\n> two \r\n> quoted\r\n-- \r\nMaria\r\n")
    assert message.text == "one line\n> two quoted\n-- \nMaria"


def test_an_inline_image_is_tied_to_the_html() -> None:
    body = (
        b'--b\r\nContent-Type: text/html\r\n\r\n<p>see <img src="cid:i1"></p>\r\n--b\r\nContent-Type: image/png; name=a.png\r\n'
        b"Content-ID: <i1>\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n"
    )
    (found,) = mail(b"Content-Type: multipart/related; boundary=b", body).attachments
    assert (found.inline, found.content_id) == (True, "i1")


def test_an_encrypted_mail_is_kept_whole_and_said_so() -> None:
    body = (
        b"--b\r\nContent-Type: "
        b"application/pgp-encrypted\r\n\r\nVersion: "
        b"1\r\n--b\r\nContent-Type: "
        b"application/octet-stream\r\n\r\nx\r\n--b--"
    )
    message = mail(b"Content-Type: multipart/encrypted; boundary=b", body)
    assert len(message.attachments) == 2
    assert message.warnings == ("encrypted (PGP/MIME): kept whole, not read",)


def test_an_opaque_signature_is_opened() -> None:
    inner = b"Content-Type: text/plain\r\n\r\nsigned words\r\n"
    oid = bytes.fromhex
    data = oid("06092a864886f70d010701") + b"\xa0\x80\x24\x80\x04" + bytes([len(inner)]) + inner + b"\0\0\0\0"
    der = b"\x30\x80" + oid("06092a864886f70d010702") + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" + data
    message = mail(b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", der)
    assert message.text == "signed words"


def tnef(*attributes: tuple[int, int, bytes]) -> bytes:
    """A winmail.dat by MS-OXTNEF §2.1: signature, key, then (level, id, data) with length and checksum."""
    out = bytearray(b"\x78\x9f\x3e\x22\x01\x00")
    for level, name, data in attributes:
        out += bytes([level]) + name.to_bytes(4, "little") + len(data).to_bytes(4, "little") + data
        out += (sum(data) & 0xFFFF).to_bytes(2, "little")
    return bytes(out)


def test_a_winmail_dat_is_opened() -> None:
    blob = tnef(
        (1, 0x00089006, b"\x00\x00\x01\x00"),
        (2, 0x00069002, bytes(14)),
        (2, 0x00018010, b"plan.txt\0"),
        (2, 0x0006800F, b"content"),
    )
    body = (
        b"--b\r\n\r\nsee file\r\n--b\r\n"
        b"Content-Type: application/ms-tnef; "
        b"name=winmail.dat\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    message = mail(b"Content-Type: multipart/mixed; boundary=b", body + base64.encodebytes(blob) + b"\r\n--b--\r\n")
    assert [(each.name, each.data) for each in message.attachments] == [("plan.txt", b"content")]
    assert message.warnings == ("winmail.dat opened",)


def test_a_broken_winmail_dat_is_kept_as_it_is() -> None:
    body = (
        b"--b\r\n\r\nsee file\r\n--b\r\n"
        b"Content-Type: application/ms-tnef; "
        b"name=winmail.dat\r\n\r\n"
        b"\x78\x9f\x3e\x22broken\r\n--b--\r\n"
    )
    message = mail(b"Content-Type: multipart/mixed; boundary=b", body)
    assert [each.name for each in message.attachments] == ["winmail.dat"]


def test_an_encrypted_smime_mail_is_kept_whole() -> None:
    message = mail(b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", b"0\x80sealed")
    assert [each.name for each in message.attachments] == ["smime.p7m"]
    assert message.warnings == ("encrypted (S/MIME): kept whole, not read",)


def test_an_invitation_is_summed_up() -> None:
    event = (
        b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n"
        b"BEGIN:VEVENT\r\nSUMMARY:Planning\r\n"
        b"DTSTART:20261124T090000Z\r\n"
        b"LOCATION:Room 4\r\nEND:VEVENT\r\n"
    )
    assert (
        'calendar: invitation "Planning", 20261124T090000Z, Room 4'
        in mail(b"Content-Type: text/calendar; method=REQUEST", event).warnings
    )


@pytest.mark.parametrize(
    ("value", "identity"),
    [
        (b"agent@corp.example", "agent@corp.example"),
        (b"Alice <agent@corp.example>", "agent@corp.example"),
        (b'"Alice, Desk" <agent@corp.example>', "agent@corp.example"),
        (b"=?utf-8?q?Al=C3=AFce?= <agent@corp.example>", "agent@corp.example"),
        (b"agent@corp.example <evil@x.example>", None),
        (b"agent@corp.example, evil@x.example", None),
        (b"<agent@corp.example> <evil@x.example>", None),
        (b"agent@corp.example (Alice)", None),
        (b'"agent"@corp.example', None),
        (b"agent@corp.example\0", None),
        (b"Staff: agent@corp.example;", None),
        (b"<@x.example:agent@corp.example>", None),
        (b"alice@example.org)bob@evil.example", None),
        ("аgent@corp.example".encode(), None),
        (b"agent@corp..example", None),
        (b"=?utf-8?q?agent@corp.example?=", None),
    ],
)
def test_only_a_from_that_reads_one_way_identifies(value: bytes, identity: str | None) -> None:
    assert parse(b"From: " + value + b"\r\n\r\nx").identity == identity


def test_two_froms_identify_nobody_and_are_ambiguous() -> None:
    message = parse(b"From: a@example.org\r\nFrom: b@example.org\r\n\r\nx")
    assert (message.identity, message.ambiguous) == (None, True)


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: a\r\nSubject: b",
        b"Content-Type: text/plain\r\nContent-Type: text/html",
        b"Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: rot13",
        b"Message-ID: <a@b>\r\nMessage-ID: <c@d>",
        b"Content-Type: multipart/mixed; boundary=nowhere",
    ],
)
def test_what_two_readers_could_see_differently_is_ambiguous(header: bytes) -> None:
    assert mail(header).ambiguous


def alternative(plain: str, html: str) -> ParsedMessage:
    """One mail in two forms."""
    parts = (("plain", plain), ("html", html))
    body = "".join(f"--b\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{text}\r\n" for kind, text in parts)
    return mail(b"Content-Type: multipart/alternative; boundary=b", (body + "--b--\r\n").encode())


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("#close\n", "<p>Please do not close</p>"),
        ("#close\n", "<p>Please do not<br>use #close</p>"),
        ("#close\n", "<p style='display:none'>#close</p><p>Hello</p>"),
        ("Hello", "<p>#note</p><p>Hello</p>"),
        ("#assign mallory", "<p>#assign bob</p>"),
        ("\u200b #close", "<p>Hello</p>"),
    ],
)
def test_forms_that_give_different_orders_are_ambiguous(plain: str, html: str) -> None:
    assert alternative(plain, html).ambiguous


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("#close\n\nBye", "<div>#close</div><div><br></div><div>Bye</div>"),
        ("#assign  bob@example.com <mailto:bob@example.com>", "<p>#assign <a href='mailto:b@x'>bob@example.com</a>"),
        ("#NOTE *urgent*", "<p>#note <b>urgent</b></p>"),
        (f"#note {'word ' * 14}\n{'word ' * 9}", f"<p>#note {'word ' * 23}</p>"),
        ("Hello\n\n> #close", "<p>Hello</p><blockquote>#close</blockquote>"),
        ("Hello\n\n> #close", "<p>Hello</p><div class='gmail_quote'>#close</div>"),
        ("# Heading\n#1042", "<h1>Heading</h1>"),
        ("This message is in HTML format.", "<p>#close</p>"),
    ],
)
def test_forms_that_only_look_different_are_not(plain: str, html: str) -> None:
    assert not alternative(plain, html).ambiguous


def test_every_recipient_header_names_recipients() -> None:
    message = mail(
        b"Delivered-To: a@example.com\r\nX-Original-To: b@example.com\r\n"
        b"Envelope-To: <c@example.com>\r\nX-Forwarded-To: d@example.com"
    )
    assert message.recipients_named == ("support@example.com", "a@example.com", "b@example.com", "c@example.com", "d@example.com")


def test_groups_quotes_and_comments_in_address_lists_are_read() -> None:
    message = parse(
        b'To: Team: "Lo,pez" <a@example.org>, b@example.org (Bob);, '
        b"<c@example.org>, =?utf-8?q?J=C3=B8rn?= <d@example.org>\r\n\r\nx"
    )
    assert [(each.name, each.address) for each in message.to] == [
        ("Lo,pez", "a@example.org"),
        ("Bob", "b@example.org"),
        (None, "c@example.org"),
        ("Jørn", "d@example.org"),
    ]


def test_ids_are_found_in_damaged_references() -> None:
    message = mail(
        b"References: <a@x.example>\r\n <b@x.example>, <a@x.example> garbage "
        b"<c@\r\n x.example>\r\nIn-Reply-To: Your message <b@x.example>"
    )
    assert message.references == ("a@x.example", "b@x.example")
    assert message.in_reply_to == "b@x.example"


def test_a_list_that_rewrites_from_is_read_on_behalf_of_the_writer() -> None:
    message = parse(b"From: Jane via Support <support@example.com>\r\nReply-To: Jane <jane@example.org>\r\n\r\nx")
    assert message.on_behalf_of is not None
    assert message.on_behalf_of.address == "jane@example.org"


def test_an_mbox_line_and_a_byte_order_mark_are_no_header() -> None:
    assert parse(b"From maria@example.org Mon Nov  9 10:00:00 2026\nSubject: x\n\nhi").subject == "x"
    assert parse(b"\xef\xbb\xbfSubject: x\n\nhi").subject == "x"


def test_a_junk_line_in_the_header_is_skipped() -> None:
    assert parse(b"From: a@example.org\r\njunk\r\nSubject: x\r\n\r\nhi").subject == "x"


def test_yenc_is_cut_out_of_the_text_and_attached_as_it_is() -> None:
    block = b"=ybegin line=128 size=3 name=photo.jpg\r\n\x8b\x8c\x8d\r\n=yend size=3\r\n"
    message = parse(b"From: a@example.org\r\nSubject: x\r\n\r\nSee the photo.\r\n" + block + b"Bye\r\n")
    assert message.text.split("\n") == ["See the photo.", "Bye"]
    assert [(each.name, each.data) for each in message.attachments] == [("photo.jpg.ync", block)]


def test_a_yenc_block_that_never_ends_stays_text() -> None:
    assert parse(b"Subject: x\r\n\r\n=ybegin line=128 size=3 name=a\r\nxyz\r\n").text.endswith("xyz")


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", "La compañía no ha enviado aún el pedido, según él está en camino."),
        ("cp1252", "Pedido nº 4711: atención, no funciona"),
        ("cp1252", "Não recebi a informação; peço que me enviem as soluções até amanhã."),
        ("cp1252", "Je n'ai pas reçu la commande. Ça fait déjà deux semaines, où est-elle ?"),
        ("cp1252", "Perché non è ancora arrivato? Così non può andare."),
        ("cp1252", "Jag har inte fått någon vara ännu. När kommer den?"),
        ("cp1252", "Söndag köper vi “Käse” – für 5 €"),
        ("cp1250", "Dzień dobry, proszę o pilną odpowiedź. Łukasz Żak"),
        ("iso8859-2", "Dzień dobry, proszę o pilną odpowiedź. Łukasz Żak"),
        ("cp1250", "Dobrý den, kdy přijde má objednávka? Jiří Dvořák"),
        ("cp1250", "Még nem kaptam meg a rendelést, kérem a cserét. Győző"),
        ("cp1250", "Nu am primit încă comanda, vă rog. Ştefan"),
        ("cp1250", "Narudžba je pogrešna, molim vraćanje. Željko"),
        ("cp1254", "Siparişim hâlâ gelmedi, ne zaman gelecek? Şule Çağlar"),
        ("cp1257", "Užsakymas ne tas, ačiū už grąžinimą. Žydrūnas"),
        ("cp1252", "Søren Kjær"),
        ("cp1250", "Jiří Dvořák"),
        ("cp932", "注文4711の件です。まだ届きません。"),
        ("euc_jp", "注文4711の件です。まだ届きません。"),
        ("cp1251", "Здравствуйте, я ещё не получил свой заказ."),
        ("gb18030", "您好，我还没有收到订单。请问什么时候能到？谢谢"),
    ],
)
def test_a_text_without_charset_is_read_by_its_letters(codec: str, text: str) -> None:
    assert mail(b"Content-Type: text/plain", text.encode(codec)).text == text


def test_a_container_whose_inner_multipart_took_and_closed_its_delimiter_keeps_its_other_parts() -> None:
    message = mail(
        b"Content-Type: multipart/mixed; boundary=b",
        b"--b\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the list.\r\n"
        b"--b--\r\n\r\n--b\r\nContent-Type: application/pdf; name=list.pdf\r\n\r\nabc\r\n--b--\r\n",
    )
    assert message.text == "See the list."
    assert [each.name for each in message.attachments] == ["list.pdf"]
    assert message.ambiguous


def test_what_stands_behind_the_end_of_a_multipart_without_a_part_is_no_part() -> None:
    message = mail(
        b"Content-Type: multipart/mixed; boundary=b",
        b"--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b--\r\n\r\n--b\r\nbye\r\n--b--\r\n",
    )
    assert [each.name for each in message.attachments] == []
    assert message.text.startswith("Hello")
