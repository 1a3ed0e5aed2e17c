"""Hours as they are written, and the week they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mailgate.model.promise import Hours
from mailgate.model.rules import Rulebook

RulebookOf = Callable[[str], Rulebook]
NINE_TO_SIX = ((540, 1080),)


def hours(rulebook_of: RulebookOf, block: str) -> Hours:
    return rulebook_of(f"hours: {{h: {{{block}}}}}").hours["h"]


@pytest.mark.parametrize(
    ("block", "week"),
    [
        ('mon-fri: "09:00-18:00"', (NINE_TO_SIX,) * 5 + ((), ())),
        ('mon-fri: "09:00-12:30, 13:30-18:00"', (((540, 750), (810, 1080)),) * 5 + ((), ())),
        ("mon: 9-18", (NINE_TO_SIX, (), (), (), (), (), ())),
        ('"sat, sun": "9-18"', ((), (), (), (), (), NINE_TO_SIX, NINE_TO_SIX)),
        ('fri-mon: "9-18"', (NINE_TO_SIX, (), (), (), NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX)),
        ('monday-wednesday: "9-18"', (NINE_TO_SIX,) * 3 + ((),) * 4),
        ('fri: "22:00-06:00"', ((), (), (), (), ((1320, 360),), (), ())),
        ('mon-sun: "00:00-24:00"', (((0, 1440),),) * 7),
        ('mon-fri: "9-18", wed: closed', (NINE_TO_SIX, NINE_TO_SIX, (), NINE_TO_SIX, NINE_TO_SIX, (), ())),
        ('mon-fri: "9-18", wed: ', (NINE_TO_SIX, NINE_TO_SIX, (), NINE_TO_SIX, NINE_TO_SIX, (), ())),
    ],
)
def test_days_and_spans(rulebook_of: RulebookOf, block: str, week: object) -> None:
    assert hours(rulebook_of, block).week == week


@pytest.mark.parametrize(
    ("holidays", "day", "off"),
    [
        ("IT", date(2026, 8, 15), True),
        ("IT", date(2026, 8, 14), False),
        ("[2026-12-24, 2026-12-31]", date(2026, 12, 24), True),
        ("[2026-12-24]", date(2026, 12, 25), False),
        ("[IT, 2026-12-24]", date(2026, 12, 25), True),
        ("{country: DE, region: BY}", date(2026, 1, 6), True),
        ("{country: DE}", date(2026, 1, 6), False),
        ("{country: IT, extra: [2026-12-24]}", date(2026, 12, 24), True),
        ("{country: IT, except: [2026-12-08]}", date(2026, 12, 8), False),
    ],
)
def test_holidays_of_a_country_and_of_our_own(rulebook_of: RulebookOf, holidays: str, day: date, off: bool) -> None:
    assert (day in hours(rulebook_of, f"mon: 9-18, holidays: {holidays}").holidays) is off
