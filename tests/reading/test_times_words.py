import pytest

from tests.reading.test_deadline import named


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "please redirect it before five", "Wed 18 17:00"),
        ("en", "I need it by half past three", "Wed 18 15:30"),
        ("en", "Please answer by nine tomorrow", "Thu 19 09:00"),
        ("en", "we need it by a quarter to six", "Wed 18 17:45"),
        ("de", "ich muss ihm heute um halb fünf die Liste schicken", "Wed 18 16:30"),
        ("de", "wir brauchen es bis Viertel nach drei", "Wed 18 15:15"),
        ("de", "bis morgen um zehn Uhr brauchen wir es", "Thu 19 10:00"),
        ("fr", "il me le faut avant huit heures et demie demain", "Thu 19 08:30"),
        ("es", "tengo que enseñarlo a las cinco y media", "Wed 18 17:30"),
        ("it", "entro le sei di stasera devono ricevere i turni", "Wed 18 18:00"),
    ],
)
def test_a_clock_time_may_be_in_words(language: str, text: str, when: str) -> None:
    assert named(text, language) == [when]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "we need five of them at four places"),
        ("en", "by two people who need it"),
        ("de", "seit fünf Tagen brauche ich es"),
        ("de", "vor drei Wochen"),
        ("fr", "j'ai besoin de deux copies"),
        ("es", "necesito las dos copias"),
        ("it", "mi servono le due fatture"),
    ],
)
def test_a_counted_thing_is_no_time(language: str, text: str) -> None:
    assert named(text, language) == []
