"""The day somebody is back, from out-of-office answers as they are written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailgate.mail.away import away_until

SENT = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)  # a Monday

ANSWERS = [
    ("I am out of the office until 16 November 2026.", "2026-11-16"),
    ("I will be out of the office until Monday, November 16.", "2026-11-16"),
    ("I am away from 9 to 20 November and will be back on Monday, November 23rd, 2026.", "2026-11-23"),
    ("I'm on leave returning on 11/30/2026.", "2026-11-30"),
    ("I am out of office till the 4th of December.", "2026-12-04"),
    ("Thank you for your mail. I will return on 2026-12-01.", "2026-12-01"),
    ("I will be back in the office on Thursday.", "2026-11-12"),
    ("I am on vacation through December 31 with limited access to mail. In urgent cases call Bob.", "2026-12-31"),
    ("Out of office from 01/12/2026 until 24/12/2026", "2026-12-24"),
    ("I am currently travelling. Back on 3 January.", "2027-01-03"),
    ("Ich bin bis einschließlich 20.11.2026 nicht im Büro.", "2026-11-20"),
    ("Ich bin erst ab dem 23. November 2026 wieder erreichbar.", "2026-11-23"),
    ("Ich bin vom 9.11. bis 13.11.2026 im Urlaub.", "2026-11-13"),
    ("Bis zum 1. Dezember bin ich nicht erreichbar.", "2026-12-01"),
    ("Am Montag, 16.11.2026 bin ich wieder da.", "2026-11-16"),
    ("Ich bin wieder am 07.01.2027 im Hause.", "2027-01-07"),
    ("Je suis absente jusqu'au 20 novembre 2026 inclus.", "2026-11-20"),
    ("Je suis en congé du 9 au 20 novembre 2026.", "2026-11-20"),
    ("Je serai de retour le lundi 23 novembre.", "2026-11-23"),
    ("Absent du bureau jusqu’au 02/12/2026.", "2026-12-02"),
    ("Bonjour, de retour le 4 janvier 2027. Pour toute urgence, contactez Luc.", "2027-01-04"),
    ("Estaré fuera de la oficina hasta el 20 de noviembre de 2026.", "2026-11-20"),
    ("Estoy de vacaciones del 9 al 20 de noviembre.", "2026-11-20"),
    ("Vuelvo el lunes 23 de noviembre.", "2026-11-23"),
    ("Estaré ausente hasta el 01/12/2026.", "2026-12-01"),
    ("Sono fuori ufficio fino al 20 novembre 2026.", "2026-11-20"),
    ("Sarò in ferie dal 9 al 20 novembre.", "2026-11-20"),
    ("Rientrerò il 23/11/2026.", "2026-11-23"),
    ("Sarò di ritorno il giorno 1 dicembre.", "2026-12-01"),
    ("Estou ausente até 20 de novembro de 2026.", "2026-11-20"),
    ("Estarei de férias até o dia 20/11/2026.", "2026-11-20"),
    ("Retorno em 23 de novembro.", "2026-11-23"),
    ("Ik ben afwezig tot en met 20 november 2026.", "2026-11-20"),
    ("Ik ben met vakantie tot 23 november.", "2026-11-23"),
    ("Maandag 16 november ben ik terug. Ik ben afwezig t/m 13-11-2026.", "2026-11-13"),
    ("Jag är inte på kontoret till och med 20 november 2026.", "2026-11-20"),
    ("Jag är åter den 23 november.", "2026-11-23"),
    ("Jeg er på ferie til og med 20. november 2026.", "2026-11-20"),
    ("Jestem nieobecny do 20 listopada 2026.", "2026-11-20"),
    ("Jestem na urlopie do dnia 20.11.2026 r.", "2026-11-20"),
    ("Wracam 23 listopada.", "2026-11-23"),
    ("Я в отпуске до 20 ноября 2026 года.", "2026-11-20"),
    ("Буду на рабочем месте с 23 ноября.", "2026-11-23"),
    ("11月20日まで休暇をいただいております。", "2026-11-20"),
    ("2026年11月20日（金）まで不在です。", "2026-11-20"),
]


@pytest.mark.parametrize(("text", "day"), ANSWERS)
def test_the_return_date_is_read(text: str, day: str) -> None:
    found = away_until(text, "Automatic reply: Login", SENT)
    assert found is not None
    assert found.date().isoformat() == day


def test_the_subject_is_read_first() -> None:
    assert away_until("Call 030 1234.", "AUTO: Maria is out of the office (returning 12/01/2026)", SENT) == datetime(
        2026, 12, 1, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text",
    [
        "We have received your mail and answer within two days.",
        "I am away. Our office was founded on 1 May 1990.",
        "Our hours are 9:00 to 17:00. Version 4.2.1 is out until further notice.",
        "",
    ],
)
def test_without_a_return_date_there_is_none(text: str) -> None:
    assert away_until(text, "Automatic reply", SENT) is None


def test_without_a_date_of_sending_nothing_is_relative() -> None:
    assert away_until("Back on Monday", "", None) is None
