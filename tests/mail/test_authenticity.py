"""Authentication-Results: read tolerantly, believed strictly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.authentication_results import parse_authentication_results
from mailgate.mail.authenticity import (
    Source,
    evidence_from,
    header_fields,
    mailbox_source,
    relay_source,
)
from mailgate.model.message import Evidence

GOOGLE = mailbox_source(provider="google")
MICROSOFT = mailbox_source(provider="microsoft365")
LISTED = mailbox_source(("mx.example.com",))


def verdicts(value: str) -> dict[str, str]:
    return {result.method: result.result for result in parse_authentication_results(value).results}


def test_a_plain_header_is_read_whole() -> None:
    read = parse_authentication_results(
        "mx.Example.com 1; spf=pass (sender ok) smtp.mailfrom=maria@example.org;"
        '\r\n\tdkim = pass\r\n reason="good; dmarc=pass" header.d=example.org'
    )
    assert read.authserv_id == "mx.example.com"
    assert [(r.method, r.result) for r in read.results] == [("spf", "pass"), ("dkim", "pass")]
    assert read.results[0].property("smtp.mailfrom") == "maria@example.org"
    assert read.results[1].property("reason") == "good; dmarc=pass"


@pytest.mark.parametrize(
    ("value", "authserv_id", "told"),
    [
        (
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=pass (signature was verified)"
            " header.d=example.org;dmarc=pass action=none header.from=example.org;compauth=pass reason=100",
            None,
            {"spf": "pass", "dkim": "pass", "dmarc": "pass", "compauth": "pass"},
        ),
        (
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; contoso.com; dkim=none (not signed) header.d=none",
            None,
            {"spf": "pass", "dkim": "none"},
        ),
        (
            "mta1001.biz.mail.yahoo.com  from=amazonses.com; domainkeys=neutral (no sig);  from=amazonses.com; dkim=pass (ok)",
            "mta1001.biz.mail.yahoo.com",
            {"from": "amazonses.com", "domainkeys": "neutral"},
        ),
        ("example.org; none", "example.org", {}),
        ("example.org", "example.org", {}),
        ("", None, {}),
        ("mx.example.com; dkim/1=pass header.d=a.example", "mx.example.com", {"dkim": "pass"}),
        ("mx.example.com; spf=fail (a (nested\\) comment); dmarc=pass", "mx.example.com", {"spf": "fail"}),
        ('mx.example.com; spf=fail reason="unclosed; dmarc=pass', "mx.example.com", {"spf": "fail"}),
        ("(c) mx.example.com (x); dmarc=fail (p=none; dis=none) header.from=a.example", "mx.example.com", {"dmarc": "fail"}),
    ],
)
def test_headers_of_many_writers_are_read(value: str, authserv_id: str | None, told: dict[str, str]) -> None:
    assert parse_authentication_results(value).authserv_id == authserv_id
    assert verdicts(value).items() >= told.items()
    assert "dmarc" in told or "dmarc" not in verdicts(value)


@given(st.text())
def test_nothing_makes_the_parser_stumble(value: str) -> None:
    parse_authentication_results(value)


@pytest.mark.parametrize(
    "hostile", ["a" * 16_000, "a" * 8_000 + " " * 8_000, 'a="' * 5_000, "a=" * 8_000, "(" * 16_000, "a / " * 4_000, ";" * 16_000]
)
def test_no_text_takes_long_to_read(hostile: str) -> None:
    began = time.process_time()
    parse_authentication_results("x; " + hostile)
    assert time.process_time() - began < 3  # milliseconds; quadratic, it would be minutes


@given(st.binary())
def test_nothing_makes_the_header_reader_stumble(data: bytes) -> None:
    evidence_from(header_fields(data), door="imap", source=GOOGLE)


def test_header_fields_are_unfolded_and_end_at_the_first_empty_line() -> None:
    data = b"From : a@b.example\r\nSubject: one\r\n  two\r\nno field\r\nX-\xc3\xa9: n\r\nTo:\xc3\xa9\r\n\r\nBody: none\r\n"
    assert header_fields(data) == (("from", "a@b.example"), ("subject", "one  two"), ("to", "é"))
    assert header_fields(b"\r\nFrom: x\r\n") == ()


def told(data: bytes, source: Source | None) -> Evidence:
    return evidence_from(header_fields(data), door="imap", source=source)


PASS = b"Authentication-Results: mx.example.com; dmarc=pass header.from=example.org; dkim=pass header.i=@example.org\r\n"
FROM = b"From: Maria <maria@example.org>\r\n\r\n"


def test_a_relay_is_believed_by_position() -> None:
    assert told(PASS + b"Received: by relay\r\n" + FROM, relay_source()).dmarc == "pass"
    assert told(b"Received: by relay\r\n" + PASS + FROM, relay_source()).dmarc is None


def test_only_the_topmost_header_counts() -> None:
    top = b"Authentication-Results: mx.example.com; spf=fail smtp.mailfrom=example.org\r\n"
    assert told(top + PASS + FROM, relay_source()).dmarc is None
    assert told(top + PASS + FROM, LISTED).dmarc is None
    foreign = b"Authentication-Results: mx.evil.example; spf=none\r\n"
    assert told(foreign + PASS + FROM, LISTED).dmarc is None


def test_a_listed_name_is_believed_below_its_own_received_and_above_the_first_foreign_one() -> None:
    own = b"Received: from mx.example.com (mx.example.com [192.0.2.1]) by store.example.com (Dovecot) with LMTP id x\r\n"
    border = b"Received: from evil.example by mx.example.com (Postfix) with ESMTPS\r\n"
    foreign = b"Received: from x by mail.evil.example (by mx.example.com)\r\n"
    assert told(own + PASS + border + FROM, LISTED).dmarc == "pass"
    assert told(own + border + PASS + FROM, LISTED).dmarc == "pass"
    assert told(own + foreign + PASS + FROM, LISTED).dmarc is None


def test_without_a_source_nobody_is_believed() -> None:
    assert mailbox_source() is None
    assert told(FROM, None) == Evidence(door="imap", because="nothing vouches for the sender (imap)")
    assert told(PASS + FROM, None) == Evidence(
        door="imap",
        because="nothing vouches for the sender (imap);"
        " Authentication-Results of mx.example.com are not believed: see trust: in the settings",
    )


def test_gmail_is_believed_in_a_gmail_mailbox() -> None:
    data = (
        b"Delivered-To: support@example.com\r\n"
        b"Received: by 2002:a05:6402:1a4c:b0:4f0 with SMTP id bf12csp1;\r\n        Sat, 21 Nov 2026 06:00:00 -0800 (PST)\r\n"
        b"ARC-Authentication-Results: i=1; mx.google.com; dkim=fail\r\n"
        b"Received: from mail.example.org (mail.example.org. [192.0.2.1])\r\n        by mx.google.com with ESMTPS id x\r\n"
        b"Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@example.org header.s=s1 header.b=abc;\r\n"
        b"       spf=pass (google.com: domain of maria@example.org designates 192.0.2.1 as permitted sender)"
        b" smtp.mailfrom=maria@example.org;\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.org\r\n"
    )
    evidence = told(data + FROM, GOOGLE)
    assert (evidence.spf, evidence.dkim, evidence.dmarc) == ("pass", "pass", "pass")
    assert (evidence.spf_domain, evidence.dkim_domains) == ("example.org", ("example.org",))
    assert evidence.proves_origin_of("maria@example.org")
    assert told(data.replace(b"mx.google.com;", b"mx.googIe.com;") + FROM, GOOGLE).dmarc is None


MICROSOFT_MAIL = (
    b"Received: from A.eurprd04.prod.outlook.com (2603::1) by B.eurprd04.prod.outlook.com with HTTPS; Sat, 21 Nov 2026\r\n"
    b"Authentication-Results: spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=example.org; dkim=pass (signature was"
    b" verified)\r\n header.d=example.org;dmarc=pass action=none\r\n header.from=example.org;compauth=pass reason=100\r\n"
    b"Received: from mail.example.org (192.0.2.1) by C.mail.protection.outlook.com (10.0.0.1)\r\n"
)


def test_microsoft_is_believed_in_its_own_mailbox_though_it_names_nobody() -> None:
    evidence = told(MICROSOFT_MAIL + FROM, MICROSOFT)
    assert (evidence.dmarc, evidence.dkim_domains) == ("pass", ("example.org",))
    assert evidence.because == "Authentication-Results of Microsoft 365: spf=pass, dkim=pass, dmarc=pass"


def test_a_header_without_a_name_is_nobodys_where_microsoft_was_not() -> None:
    results = MICROSOFT_MAIL[MICROSOFT_MAIL.index(b"Authentication") :]
    assert told(results + FROM, MICROSOFT).dmarc is None
    assert told(b"Received: from x by evil.example\r\n" + results + FROM, MICROSOFT).dmarc is None
    assert told(MICROSOFT_MAIL + FROM, LISTED).dmarc is None


def test_a_dmarc_pass_for_another_from_than_ours_is_none() -> None:
    other = b"From: agent@example.com\r\n\r\n"
    assert told(PASS + other, LISTED).dmarc is None
    assert told(PASS + b"From: maria@example.org\r\n" + other, LISTED).dmarc is None
    assert told(PASS + b"From: maria@example.org.evil.example\r\n\r\n", LISTED).dmarc is None
    assert told(PASS + b"From: maria@shop.example.org\r\n\r\n", LISTED).dmarc == "pass"


def test_contradicting_verdicts_are_none() -> None:
    data = b"Authentication-Results: mx.example.com; dmarc=fail; dmarc=pass; spf=pass smtp.mailfrom=a.example; spf=fail\r\n"
    evidence = told(data + FROM, LISTED)
    assert (evidence.dmarc, evidence.spf) == (None, None)


def test_spf_of_the_helo_name_says_nothing() -> None:
    assert told(b"Authentication-Results: mx.example.com; spf=pass smtp.helo=example.org\r\n" + FROM, LISTED).spf is None


def test_one_signature_that_holds_is_enough() -> None:
    data = b"Authentication-Results: mx.example.com; dkim=fail header.d=list.example; dkim=pass header.d=Example.org\r\n"
    evidence = told(data + FROM, LISTED)
    assert (evidence.dkim, evidence.dkim_domains) == ("pass", ("example.org",))


def test_what_could_not_be_checked_is_temporary() -> None:
    data = b"Authentication-Results: mx.example.com; dkim=temperror header.d=example.org; dmarc=bestguesspass\r\n"
    evidence = told(data + FROM, LISTED)
    assert (evidence.dkim, evidence.dmarc, evidence.temporary) == ("temperror", None, ("dkim",))


def test_a_log_in_says_it_all() -> None:
    evidence = evidence_from((), door="submission", peer="127.0.0.1", authenticated_as="alice@example.com")
    assert evidence.proves_origin_of("alice@example.com")
    assert evidence.because == "logged in as alice@example.com"
