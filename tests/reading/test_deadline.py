from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailgate.reading.deadline import deadlines
from mailgate.reading.signals import signals_of
from mailgate.reading.words import fold, sentences

ROME = timezone(timedelta(hours=1))
WEDNESDAY = datetime(2026, 11, 18, 14, 0, tzinfo=ROME)


def named(text: str, language: str, sent: datetime = WEDNESDAY) -> list[str]:
    """Deadlines in the sender's zone, such as `Fri 20 09:00`."""
    folded = fold(text)
    found = deadlines(folded, sentences(folded), signals_of(language), sent)
    assert all(deadline.at.tzinfo is UTC for deadline in found)
    return [deadline.at.astimezone(sent.tzinfo).strftime("%a %d %H:%M") for deadline in found]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("I have a presentation in an hour", "Wed 18 15:00"),
        ("please answer in half an hour", "Wed 18 14:30"),
        ("we open in 30 minutes", "Wed 18 14:30"),
        ("within 24 hours", "Thu 19 14:00"),
        ("in the next 2 hours", "Wed 18 16:00"),
        ("within 2 business days", "Fri 20 14:00"),
        ("30 minutes from now", "Wed 18 14:30"),
        ("fix it by EOD please", "Wed 18 17:00"),
        ("by close of business", "Wed 18 17:00"),
        ("COB Thursday", "Thu 19 17:00"),
        ("by the end of the week", "Fri 20 17:00"),
        ("by tomorrow noon", "Thu 19 12:00"),
        ("we need it before Friday's demo", "Fri 20 09:00"),
        ("by Monday", "Mon 23 17:00"),
        ("our meeting at 3pm", "Wed 18 15:00"),
        ("the demo is tomorrow at 10:30", "Thu 19 10:30"),
        ("We go live on Monday at 9am", "Mon 23 09:00"),
        ("by 5pm EST today", "Wed 18 23:00"),
        ("by 2026-11-25", "Wed 25 17:00"),
        ("until 25 November", "Wed 25 17:00"),
        ("by Nov 25th, 2026", "Wed 25 17:00"),
        ("no later than 25/11", "Wed 25 17:00"),
        ("I have a flight tomorrow morning and can't check in", "Thu 19 09:00"),
        ("I tried yesterday, we need this by Friday", "Fri 20 17:00"),
    ],
)
def test_an_english_deadline_is_placed_by_the_mails_own_clock(text: str, when: str) -> None:
    assert named(text, "en") == [when]


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("de", "in einer Stunde habe ich eine Präsentation", "Wed 18 15:00"),
        ("de", "bis morgen Mittag", "Thu 19 12:00"),
        ("de", "vor der Demo am Freitag", "Fri 20 09:00"),
        ("de", "um 15 Uhr ist unser Termin", "Wed 18 15:00"),
        ("de", "bis zum 25.11.", "Wed 25 17:00"),
        ("de", "spätestens morgen früh", "Thu 19 09:00"),
        ("de", "bis Feierabend", "Wed 18 17:00"),
        ("fr", "j'ai une présentation dans une heure", "Wed 18 15:00"),
        ("fr", "d'ici demain midi", "Thu 19 12:00"),
        ("fr", "avant vendredi", "Fri 20 09:00"),
        ("fr", "avant le 25 novembre", "Wed 25 09:00"),
        ("fr", "avant 15h", "Wed 18 15:00"),
        ("es", "tengo una presentación en una hora", "Wed 18 15:00"),
        ("es", "para mañana al mediodía", "Thu 19 12:00"),
        ("es", "antes de las 15:00", "Wed 18 15:00"),
        ("es", "hasta el lunes", "Mon 23 17:00"),
        ("it", "ho una presentazione tra un'ora", "Wed 18 15:00"),
        ("it", "entro domani a mezzogiorno", "Thu 19 12:00"),
        ("it", "entro venerdì", "Fri 20 17:00"),
        ("it", "riunione alle 15", "Wed 18 15:00"),
        ("it", "entro fine giornata", "Wed 18 17:00"),
    ],
)
def test_deadlines_are_understood_in_five_languages(language: str, text: str, when: str) -> None:
    assert named(text, language) == [when]


@pytest.mark.parametrize(
    "text",
    [
        "I tried at 3pm yesterday",
        "since Monday it is broken",
        "it was supposed to arrive by Monday",
        "I bought it in May",
        "version 2.3 is out on Friday",
        "I logged in 3 times in an hour",
        "14 tickets in 20 minutes",
        "The session ends after 5 minutes",
        "within an hour of buying it",
        "order 12/34 by mail",
        "your 24/7 support",
        "by 31 February",
    ],
)
def test_what_is_not_plainly_a_deadline_is_none(text: str) -> None:
    assert named(text, "en") == []


def test_the_same_words_mean_another_instant_in_another_zone() -> None:
    tokyo = datetime(2026, 11, 18, 14, 0, tzinfo=timezone(timedelta(hours=9)))
    folded = fold("by EOD")
    (found,) = deadlines(folded, sentences(folded), signals_of("en"), tokyo)
    assert found.at == datetime(2026, 11, 18, 8, 0, tzinfo=UTC)


def test_end_of_day_said_in_the_evening_is_midnight() -> None:
    assert named("by EOD", "en", WEDNESDAY.replace(hour=19)) == ["Wed 18 23:59"]


def test_a_date_that_has_passed_this_year_is_next_years() -> None:
    folded = fold("by January 5th")
    (found,) = deadlines(folded, sentences(folded), signals_of("en"), WEDNESDAY)
    assert found.at == datetime(2027, 1, 5, 16, 0, tzinfo=UTC)


def test_an_american_writes_the_month_first() -> None:
    new_york = datetime(2026, 11, 18, 14, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert named("by 12/01", "en", new_york) == ["Tue 01 17:00"]
    assert named("by 01/12", "en") == ["Tue 01 17:00"]


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "I need it before tomorrow", "Thu 19 00:00"),
        ("de", "Ich brauche das vor morgen", "Thu 19 00:00"),
        ("fr", "il me le faut avant demain", "Thu 19 00:00"),
        ("es", "Lo necesito antes de mañana", "Thu 19 00:00"),
        ("it", "mi serve prima di domani", "Thu 19 00:00"),
        ("en", "I need it before tomorrow's demo", "Thu 19 09:00"),
        ("en", "I need it by 2.30 this afternoon", "Wed 18 14:30"),
        ("de", "bis 4:15 nachmittags brauche ich das", "Wed 18 16:15"),
        ("en", "we need a figure by 2pm Pacific", "Wed 18 23:00"),
        ("en", "please answer by 15:30 UK time", "Wed 18 16:30"),
        ("it", "mi serve entro le 15:05 (ora inglese)", "Wed 18 16:05"),
        ("es", "lo necesitamos antes de las 15:30, hora de Londres", "Wed 18 16:30"),
        ("de", "Ein Angebot bis Freitag Feierabend wäre schön", "Fri 20 17:00"),
        ("en", "If it is not in my letterbox by 30 November, my brother takes over", "Mon 30 17:00"),
        ("en", "Either the money is in my account on 4 December or I post the papers", "Fri 04 17:00"),
        ("en", "Dr Brandt is expecting me on screen at quarter past four today", "Wed 18 16:15"),
        ("fr", "Le docteur Petit m'attend à 14 h 45", "Wed 18 14:45"),
        ("it", "l'autista ci aspetta alle 16:30", "Wed 18 16:30"),
    ],
)
def test_a_deadline_in_the_way_people_say_it(language: str, text: str, when: str) -> None:
    assert named(text, language) == [when]


def test_what_was_booked_is_still_to_come_and_what_was_promised_is_not() -> None:
    assert named("Booked last night, need the ticket for the 17.40 today", "en") == ["Wed 18 17:40"]
    assert named("You promised it last week for Friday", "en") == []


def test_who_is_not_in_on_friday_needs_nothing_by_then() -> None:
    assert named("I am not in the office until Friday", "en") == []


def test_a_mail_from_the_end_of_the_calendar_has_no_deadline() -> None:
    assert (
        named("we need it by Friday, in two weeks or by the end of the year", "en", datetime(9999, 12, 31, 12, 0, tzinfo=UTC))
        == []
    )
    assert named("we need it by tomorrow", "en", datetime(1, 1, 1, 0, 0, tzinfo=ROME)) == []
