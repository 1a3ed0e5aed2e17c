"""The languages letters ship in: the same facts in each, its own typography, dates and clocks, and words that are understood."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailgate.adapters.letter_samples import ALICE, DATA, NOW, sample
from mailgate.adapters.letter_words import Reader, capitalize
from mailgate.adapters.template_files import built_in_folder
from mailgate.model.delivery import Letter
from mailgate.policy.feedback import rated
from mailgate.policy.solved_words import says_solved
from tests.letters.making import LANGUAGES, WRITER, written

OTHERS = [language for language in LANGUAGES if language != "en"]
TEMPLATES = sorted(path.name for path in (built_in_folder() / "en").glob("*.j2"))
AID = {"first_aid": {"name": "Passwords", "text": "Choose “Forgot”."}}


def source(language: str, name: str) -> str:
    return (built_in_folder() / language / name).read_text(encoding="utf-8")


def test_these_are_the_languages_there_are() -> None:
    assert WRITER.languages() == LANGUAGES


# -- the same letters, the same facts --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_letter(language: str) -> None:
    assert sorted(path.name for path in (built_in_folder() / language).glob("*.j2")) == TEMPLATES


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "_words.j2"])
def test_a_letter_tells_the_same_facts_in_every_language(name: str, language: str) -> None:
    def facts(text: str) -> set[str]:
        text = text.replace("report.until.zone", "report.until")  # which some say with w.zone
        return set(
            re.findall(r"\b(?:data|ticket|route|reading|report|entry|a|e|line)\.[a-z_.]+|#[a-z]+|\bcode\b|\bfresh\b", text)
        )

    assert facts(source(language, name)) == facts(source("en", name))


@pytest.mark.parametrize("language", OTHERS)
def test_the_words_of_every_language_have_the_same_names(language: str) -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"{% macro (\w+)\(", text))

    assert names(source("en", "_words.j2")) <= names(source(language, "_words.j2"))


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_there_is_in_english_is_there(language: str) -> None:
    def keys(text: str) -> set[str]:
        return set(re.findall(r'"([#a-z0-9_ ]+)"', text))

    assert keys(source("en", "_words.j2")) <= keys(source(language, "_words.j2"))


# -- dates and clocks ------------------------------------------------------------------------------------------------

MAY_DAY = datetime(2027, 5, 1, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "date", "time"),
    [
        ("en", "Saturday 1 May 2027", "07:05"),
        ("it", "sabato 1 maggio 2027", "07:05"),
        ("de", "Samstag, 1. Mai 2027", "07:05"),
        ("de-CH", "Samstag, 1. Mai 2027", "07:05"),
        ("fr", "samedi 1er mai 2027", "7\u00a0h\u00a005"),
        ("es", "sábado 1 de mayo de 2027", "7:05"),
    ],
)
def test_dates_and_times_are_written_as_people_write_them(language: str, date: str, time: str) -> None:
    moment = Reader(language=language, zone=UTC, now=NOW).moment(MAY_DAY)
    assert moment is not None
    assert (moment["date"], moment["time"]) == (date, time)


@pytest.mark.parametrize(
    ("language", "soon", "later"),
    [
        (
            "de",
            "Ein Mensch aus unserem Team antwortet Ihnen bis heute, 15:00 Uhr (MEZ).",
            "Ein Mensch aus unserem Team antwortet Ihnen bis Montag, 23. November, 08:02 Uhr (MEZ).",
        ),
        (
            "fr",
            "Une personne de notre équipe vous répondra aujourd’hui avant 15\u00a0h (heure d’Europe centrale).",
            "Une personne de notre équipe vous répondra avant le lundi 23 novembre à 8\u00a0h\u00a002 (heure d’Europe centrale).",
        ),
        (
            "es",
            "Una persona de nuestro equipo le responderá hoy antes de las 15:00 (hora central europea).",
            "Una persona de nuestro equipo le responderá antes del lunes 23 de noviembre a las 8:02 (hora central europea).",
        ),
    ],
)
def test_an_acknowledgement_says_by_when_in_the_readers_language(language: str, soon: str, later: str) -> None:
    data = {"answer_by": (NOW + timedelta(days=2, hours=18)).isoformat()}
    assert soon in written("acknowledgement", language=language).text
    assert later in written("acknowledgement", language=language, data=data).text


def test_one_o_clock_is_singular_in_spanish() -> None:
    data = {"answer_by": datetime(2026, 11, 21, 0, 30, tzinfo=UTC).isoformat()}
    assert "mañana antes de la 1:30 (hora" in written("acknowledgement", language="es", data=data).text


def test_one_of_many_is_singular() -> None:
    one, two = {"customers": 1, "lately": 1, "many": 11}, {"customers": 2, "lately": 2, "many": 11}
    assert "kam eines davon." in written("discovery", language="de", data=one).text
    assert "kamen 2 davon." in written("discovery", language="de", data=two).text
    assert "de 1 client disent" in written("discovery", language="fr", data=one).text
    assert "2 d’entre eux sont arrivés" in written("discovery", language="fr", data=two).text
    assert "de 1 cliente dicen" in written("discovery", language="es", data=one).text
    assert "2 llegaron" in written("discovery", language="es", data=two).text


# -- typography ------------------------------------------------------------------------------------------------------


def in_language(template: str, language: str) -> Letter:
    """A sample's letter, an admin's one to an admin who is an agent of this language."""
    to = {} if DATA[template][0] != "admin" else {"notice_to": ALICE, "notice_audience": "agent"}
    return written(template, language=language, **to)


@pytest.mark.parametrize("template", DATA)
def test_french_signs_stand_after_a_space_that_does_not_break(template: str) -> None:
    ours = [line for line in in_language(template, "fr").text.splitlines() if not re.match(r"[>✓✗-]| {4}|settings.yaml|! ", line)]
    words = re.sub(r"https?:\S+|“[^”]+”", "", "\n".join(ours))
    assert not re.findall(r" [;:!?»]|« |\S[;:!?»](?!\S)|«\S", words)


@pytest.mark.parametrize("template", DATA)
@pytest.mark.parametrize("language", ["de", "es"])
def test_german_and_spanish_letters_use_their_own_quotation_marks(template: str, language: str) -> None:
    ours = re.sub(r"{[{%].*?[%}]}", "", source(language, f"{template}.txt.j2"))
    assert not re.findall('["”]' if language == "de" else '["“”]', ours)
    assert (ours.count("„"), ours.count("«")) == (ours.count("“"), ours.count("»"))


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "“reset the password”"),
        ("de", "„reset the password“"),
        ("fr", "«\u00a0reset the password\u00a0»"),
        ("es", "«reset the password»"),
    ],
)
def test_a_page_that_all_share_quotes_in_the_readers_language(language: str, marked: str) -> None:
    letter = written("handover", language=language)
    assert marked in letter.text
    assert marked in (letter.html or "").replace("&nbsp;", "\u00a0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_stands_in_one_piece_on_a_narrow_screen(language: str) -> None:
    html = written("handover", language=language).html or ""
    assert re.findall(r'<code style="([^"]*)">#misroute</code>', html)
    assert all("white-space: nowrap" in style for style in re.findall(r'<code style="([^"]*)">#', html))


def test_german_nouns_keep_their_capital() -> None:
    assert capitalize("erste Antwort") == "Erste Antwort"
    assert "Erste Antwort" in (written("handover", language="de").html or "")


# -- who is written to how -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "named", "unnamed"),
    [
        ("de", "Guten Tag Maria Lopez,\n\n", "Guten Tag,\n\n"),
        ("fr", "Bonjour Maria,\n\n", "Bonjour,\n\n"),
        ("es", "Hola, Maria:\n\n", "Hola:\n\n"),
    ],
)
@pytest.mark.parametrize("template", [name for name, (to, _) in DATA.items() if to == "customer" and name != "answer"])
def test_customers_are_greeted(template: str, language: str, named: str, unnamed: str) -> None:
    assert written(template, language=language).text.startswith(named)
    assert written(template, language=language, notice_to_name="http://evil.example").text.startswith(unnamed)


def test_a_region_gets_the_letters_of_its_language() -> None:
    ticket = sample("resolved")[1].ticket
    assert ticket is not None
    assert written("resolved", ticket=replace(ticket, language="de-AT")).text.startswith("Guten Tag Maria Lopez,")


# -- what customers are told to write is understood ------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_that_closes_is_understood_as_the_letter_writes_it(language: str) -> None:
    said = written("acknowledgement", language=language, data=AID).text.replace("“Forgot”", "")
    (marked,) = re.findall(r"[“„«][^“”„«»]+[”“»]", said)
    bare = marked.strip("“”„«»\u00a0 ")
    for answer in (marked, bare, bare.capitalize() + "!", bare.upper(), f"{bare}.\n\nMaria"):
        assert says_solved(answer), answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_marks_that_the_letter_names_are_understood(language: str) -> None:
    letter = written("feedback_request", language=language)
    least, most = re.findall(r"([15]) \(([^)]+)\)", letter.text)
    assert (least[0], most[0]) == ("1", "5")
    for number, words in (least, most):
        for answer in (number, f"{number} ({words})"):
            assert (mark := rated(answer, 5)) is not None, answer
            assert mark.score == int(number), answer


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_the_marks_in_words_are_understood_too(language: str) -> None:
    for number, words in re.findall(r"([15]) \(([^)]+)\)", written("feedback_request", language=language).text):
        assert (mark := rated(words, 5)) is not None, words
        assert mark.score == int(number), words
