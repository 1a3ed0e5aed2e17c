"""The report's letter, in text and HTML, in every language."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from mailgate.adapters.letter_report import sections, span
from mailgate.adapters.letter_samples import ALICE, NOW, sample_rulebook
from mailgate.mail.compose import encode
from mailgate.model.delivery import LetterFacts
from mailgate.model.report import Group, Report, ReportRows
from mailgate.policy.report import as_json, report_notice, report_of
from tests.letters.making import WRITER, written


def test_the_text_says_every_figure_in_a_line_of_its_own() -> None:
    letter = written("report")
    assert letter.subject == "Example Support: the week up to Friday 20 November"
    lines = letter.text.splitlines()
    assert "From Friday 13 November, 14:02, to Friday 20 November, 14:02 (CET)." in lines
    for line in (
        "opened: 42",
        "reopened by customers: 2",
        "waiting for the customer: 5",
        "less than a day: 6",
        "first response, half within: 25 min",
        "first response, 9 in 10 within: 1 h 55 min",
        "first response: 95 % (38/40)",
        "resolved with the first answer: 58 % (21/36)",
        "feedback, average (answers): 4.5/5 (8)",
        "Alice: 24 · 22 · 7 · 21 min",
        "none: 3 · 0 · 3 · –",
        "AGENTS (opened · resolved · unresolved now · first response)",
    ):
        assert line in lines


def test_an_italian_agent_reads_it_in_italian() -> None:
    letter = written("report", language="it", notice_to=ALICE, notice_audience="agent")
    assert letter.subject == "Example Support: la settimana fino a venerdì 20 novembre"
    for line in ("aperti: 42", "in attesa del cliente: 5", "prima risposta, 9 su 10 entro: 1 h 55 min", "risposte: 51"):
        assert line in letter.text.splitlines()


def test_bars_are_made_of_html_alone_and_seen_in_the_dark() -> None:
    html = written("report").html or ""
    assert len(re.findall(r'<td class="bar"', html)) > 10
    assert 'width="86%"' in html  # 36 resolved of 42 opened
    assert ".bar {" in html.partition("prefers-color-scheme: dark")[2]
    assert not any(mark in html for mark in ("<img", "<svg", "<script", "url("))
    assert len(html) < 100_000  # Gmail cuts what is longer than 102 KB


def test_it_is_a_machines_letter_about_no_ticket() -> None:
    letter = written("report")
    assert ("Auto-Submitted", "auto-generated") in letter.headers
    assert letter.reply_to is None
    assert b"Example Support: the week up to" in encode(letter)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "opened: 0"),
        ("it", "aperti: 0"),
        ("de", "eröffnet: 0"),
        ("fr", "ouverts\u00a0: 0"),
        ("es", "abiertos: 0"),
    ],
)
def test_an_empty_week_is_still_a_letter(language: str, said: str) -> None:
    report = report_of(ReportRows(), what="week", since=NOW - timedelta(days=7), until=NOW, rulebook=sample_rulebook(), now=NOW)
    letter = written("report", language=language, data=as_json(report), notice_to=ALICE, notice_audience="agent")
    assert said in letter.text
    assert "None" not in letter.text


def test_names_from_the_settings_are_text_and_nothing_else() -> None:
    report = Report(
        what="span",
        since=NOW - timedelta(days=30),
        until=NOW,
        made=NOW,
        teams=(Group(name="<b>{{ 7*7 }}</b>", opened=1),),
        agents=(Group(name="gone@example.com", opened=1),),
    )
    notice = report_notice(report, "boss@example.net", "asked", sample_rulebook(), NOW)
    letter = WRITER.write(notice, LetterFacts(), rulebook=sample_rulebook(), now=NOW)
    assert letter.subject == "Example Support: Wednesday 21 October to Friday 20 November"
    assert "&lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in (letter.html or "")
    assert "gone@example.com: 1 · 0 · 0 · –" in letter.text


def test_the_biggest_month_fits_into_a_letter() -> None:
    many = tuple(Group(name=f"group {n}", opened=n, resolved=n, unresolved=n, first_response=60.0 * n) for n in range(10))
    report = Report(
        what="month",
        since=NOW - timedelta(days=30),
        until=NOW,
        made=NOW,
        opened=9,
        resolved=9,
        unresolved=9,
        teams=many,
        agents=many,
        intents=many,
        tiers=many,
    )
    letter = written("report", data=as_json(report))
    assert "group 9: 9 · 9 · 9 · 9 min" in letter.text
    assert letter.html is not None
    assert len(letter.html) < 100_000


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "–"), (0, "< 1 min"), (59, "< 1 min"), (60, "1 min"), (3600, "1 h"), (6900, "1 h 55 min"), (432_059, "120 h")],
)
def test_a_span_is_said_in_hours_and_minutes(seconds: float | None, words: str) -> None:
    assert span(seconds) == words


def test_sections_without_rows_are_left_out() -> None:
    report = Report(what="week", since=NOW - timedelta(days=7), until=NOW, made=NOW)
    assert [one["key"] for one in sections(as_json(report), sample_rulebook())] == ["tickets", "now", "letters"]
