"""Which messages are one and the same."""

from __future__ import annotations

import pytest

from mailgate.mail.identity import identify

HEAD = b"From: Maria <maria@example.org>\r\nMessage-ID: <a1@example.org>\r\nDate: Mon, 9 Nov 2026 10:00:00 +0100\r\n"
WHOLE = HEAD + b"Subject: Login\r\n\r\nHello\r\n"


def key(data: bytes, sender: str | None = None) -> str:
    return identify(data, sender)[1]


def test_a_copy_by_another_way_is_the_same_message() -> None:
    assert key(b"Received: from a by b\r\n" + WHOLE, "maria@example.org") == key(WHOLE.replace(b"\r\n", b"\n") + b" \n")


def test_a_known_message_id_with_other_words_is_another_message() -> None:
    assert identify(WHOLE)[0] == identify(WHOLE.replace(b"Hello", b"Bye"))[0] == "a1@example.org"
    assert key(WHOLE) != key(WHOLE.replace(b"Hello", b"Bye"))


def test_mails_of_words_alone_differ_by_their_words() -> None:
    words = [b"", b"The printer is on fire.\r\n", b"The printer is out.\r\n", b"see: nothing\r\n", b"\r\nfire\r\n\r\nout\r\n"]
    assert len({key(one, "maria@example.org") for one in words}) == 5
    assert key(b"fire", "maria@example.org") != key(b"fire", "bob@example.org")
    assert key(b"fire", "maria@example.org") == key(b"fire", "Maria@Example.org")


@pytest.mark.parametrize("header", [b"Subject: Alarm\r\n", b"To: support@example.com\r\nSubject: Alarm\r\n", b"Date: now\r\n"])
def test_a_mail_without_author_and_id_is_its_bytes_and_its_envelope_sender(header: bytes) -> None:
    mail = header + b"\r\ndoor 7 is open\r\n"
    assert key(mail, "door@example.org") == key(mail, "door@example.org")
    assert key(mail, "door@example.org") != key(mail, "gate@example.org")
    assert key(mail, "door@example.org") != key(mail.replace(b"7", b"8"), "door@example.org")


def test_headers_that_no_blank_line_ends_count_whole() -> None:
    assert key(HEAD + b"The printer is on fire.\r\n") != key(HEAD + b"The printer is out.\r\n")


def test_words_before_the_first_blank_line_count() -> None:
    assert key(HEAD + b"on fire\r\n\r\nRegards\r\n") != key(HEAD + b"out of paper\r\n\r\nRegards\r\n")


@pytest.mark.parametrize(
    "written",
    [b"\r\n\n" + WHOLE, b"\xef\xbb\xbf" + WHOLE, WHOLE.replace(b"\r\n", b"\r"), b"From x Sat Nov 21\r\n" + WHOLE],
)
def test_it_begins_and_breaks_where_the_reader_has_it(written: bytes) -> None:
    assert identify(written) == identify(WHOLE)


def test_only_a_message_without_id_and_date_has_a_loose_key() -> None:
    device = b"From: door@example.org\r\nSubject: Alarm\r\n\r\ndoor 7 is open\r\n"
    assert key(device).startswith("loose:")
    assert key(b"Message-ID: <1@door>\r\n" + device)[:6] != "loose:"
    assert key(b"Date: Mon, 9 Nov 2026 10:00:00 +0100\r\n" + device)[:6] != "loose:"


@pytest.mark.timeout(10)
def test_a_million_blanks_are_identified_in_linear_time() -> None:
    assert identify(b"From: a@example.org\nMessage-ID: <1@example.org>\n\n" + b"\t" * 1_000_000 + b"x")[0] == "1@example.org"
