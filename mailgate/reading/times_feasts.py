"""The feasts that people name instead of a date, and when they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


# a feast's name → when it is in a year
FEASTS: Mapping[str, Callable[[int], date]] = {
    "christmas_eve": lambda year: date(year, 12, 24),
    "christmas": lambda year: date(year, 12, 25),
    "new_years_eve": lambda year: date(year, 12, 31),
    "new_year": lambda year: date(year + 1, 1, 1),
    "epiphany": lambda year: date(year + 1, 1, 6),
    "nicholas": lambda year: date(year, 12, 6),
    "valentine": lambda year: date(year, 2, 14),
    "good_friday": lambda year: easter(year) - timedelta(days=2),
    "holy_week": lambda year: easter(year) - timedelta(days=7),
    "easter": easter,
    "whitsun": lambda year: easter(year) + timedelta(days=49),
    "assumption": lambda year: date(year, 8, 15),
    "halloween": lambda year: date(year, 10, 31),
    "all_saints": lambda year: date(year, 11, 1),
    "black_friday": lambda year: _thanksgiving(year) + timedelta(days=1),
    "thanksgiving": _thanksgiving,
}
# whose eve is what must come before it, as nobody works on the day itself
SHUT = frozenset({"christmas", "new_year", "easter", "epiphany", "all_saints", "assumption", "whitsun"})

NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "christmas_eve": r"christmas eve|xmas eve",
        "christmas": r"christmas|xmas|the festive season|the holidays",
        "new_years_eve": r"new year'?s eve|hogmanay",
        "new_year": r"new year(?:'?s(?: day)?)?",
        "valentine": r"valentine'?s(?: day)?",
        "good_friday": r"good friday",
        "easter": r"easter(?: sunday)?",
        "whitsun": r"whitsun|pentecost",
        "halloween": r"hallowe'?en",
        "black_friday": r"black friday",
        "thanksgiving": r"thanksgiving",
        "epiphany": r"epiphany",
    },
    "de": {
        "christmas_eve": r"heilig\s?abend|heiligen abend",
        "christmas": r"weihnachten|weihnachtsfest|die feiertage|den feiertagen|dem fest",
        "new_years_eve": r"silvester",
        "new_year": r"neujahr|dem jahreswechsel",
        "nicholas": r"nikolaus(?:tag)?",
        "epiphany": r"(?:heilige )?drei ?konig(?:e|stag)?",
        "valentine": r"valentinstag",
        "good_friday": r"karfreitag",
        "easter": r"ostern|ostersonntag|osterfest",
        "whitsun": r"pfingsten|pfingstsonntag",
        "halloween": r"halloween",
        "all_saints": r"allerheiligen",
        "black_friday": r"black friday",
    },
    "fr": {
        "christmas_eve": r"(?:le )?reveillon de noel|la veille de noel|24 au soir",
        "christmas": r"noel|les fetes",
        "new_years_eve": r"(?:la )?saint-?\s?sylvestre|le reveillon",
        "new_year": r"(?:le )?nouvel an|jour de l'an",
        "epiphany": r"l'epiphanie",
        "valentine": r"(?:la )?saint-?\s?valentin",
        "good_friday": r"vendredi saint",
        "easter": r"paques",
        "whitsun": r"(?:la )?pentecote",
        "assumption": r"(?:le )?15 aout|l'assomption",
        "all_saints": r"(?:la )?toussaint",
        "black_friday": r"black friday",
        "nicholas": r"(?:la )?saint-?\s?nicolas",
    },
    "es": {
        "christmas_eve": r"nochebuena",
        "christmas": r"(?:las )?navidad(?:es)?|las fiestas",
        "new_years_eve": r"nochevieja",
        "new_year": r"ano nuevo",
        "epiphany": r"(?:los )?reyes(?: magos)?",
        "valentine": r"san valentin",
        "good_friday": r"viernes santo",
        "holy_week": r"(?:la )?semana santa",
        "easter": r"(?:la )?pascua",
        "all_saints": r"todos los santos",
        "black_friday": r"black friday",
    },
    "it": {
        "christmas_eve": r"(?:la )?vigilia(?: di natale)?",
        "christmas": r"natale|le feste",
        "new_years_eve": r"san silvestro",
        "new_year": r"capodanno",
        "epiphany": r"(?:la )?befana|(?:l')?epifania",
        "valentine": r"san valentino",
        "good_friday": r"venerdi santo",
        "easter": r"pasqua",
        "whitsun": r"pentecoste",
        "assumption": r"ferragosto",
        "all_saints": r"ognissanti",
        "black_friday": r"black friday",
    },
}


def feast_on(name: str, today: date) -> date:
    """The next one, today's included."""
    days = (FEASTS[name](year) for year in range(today.year - 1, today.year + 3))
    return next(day for day in days if day >= today)
