"""The end of the day is when the desk closes, and business days are its calendar's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from mailgate.model.people import Mailbox, Team
from mailgate.model.promise import Hours
from mailgate.reading.business_day import desk_hours, hours_by_mailbox
from mailgate.reading.pipeline import RULES_ONLY, Pipeline, PlainRules

OFFICE = Hours(
    name="office",
    timezone="Europe/Berlin",
    week=(*([((540, 1110),)] * 4), ((540, 960),), (), ()),  # 9 to 18:30, on Friday to 16:00
    holidays=frozenset({date(2026, 11, 24)}),
)
FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=timezone(timedelta(hours=1)))
DESK = Pipeline(PlainRules(hours=OFFICE), RULES_ONLY)
NO_HOURS = Pipeline(None, RULES_ONLY)


def due(pipeline: Pipeline, text: str, sent: datetime = FRIDAY) -> datetime | None:
    return pipeline.read(text, sent=sent, now=sent).urgency.deadline


def test_the_end_of_day_is_when_the_desk_closes() -> None:
    assert due(DESK, "Please fix the login before EOD.") == datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    assert due(DESK, "We need an answer by COB Monday.") == datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


def test_without_hours_it_is_five_where_the_sender_is() -> None:
    assert due(NO_HOURS, "Please fix the login before EOD.") == datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


def test_the_desk_closes_by_its_own_clock_wherever_the_mail_comes_from() -> None:
    new_york = datetime(2026, 11, 19, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert due(DESK, "Please fix the login before EOD.", new_york) == datetime(2026, 11, 19, 17, 30, tzinfo=UTC)


def test_business_days_skip_weekends_and_holidays() -> None:
    assert due(DESK, "We need an answer within 2 business days.") == datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
    assert due(NO_HOURS, "We need an answer within 2 business days.") == datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


def test_the_desks_hours_are_those_that_its_mailboxes_or_teams_share() -> None:
    always, night = Hours(name="always"), Hours(name="night", week=OFFICE.week)
    known = {"always": always, "office": OFFICE, "night": night}
    boxes = {
        a: Mailbox(address=a, name="Acme", team="support", hours=h) for a, h in (("a@x.test", "office"), ("b@x.test", "always"))
    }
    team = {"support": Team(name="support", hours="night")}
    assert desk_hours(boxes, team, known) == OFFICE
    assert desk_hours({}, team, known) == night
    assert desk_hours({}, {**team, "second": Team(name="second", hours="office")}, known) is None


def test_the_end_of_day_is_that_of_the_mailbox_the_mail_came_to() -> None:
    early = Hours(name="early", timezone="Europe/Berlin", week=(*([((360, 900),)] * 5), (), ()))  # 6 to 15
    known = {"always": Hours(name="always"), "office": OFFICE, "early": early}
    boxes = {
        "help@x.test": Mailbox(address="help@x.test", name="Acme", team="care", hours="office"),
        "plant@x.test": Mailbox(address="plant@x.test", name="Acme", team="plant"),
    }
    teams = {"care": Team(name="care"), "plant": Team(name="plant", hours="early")}
    found = hours_by_mailbox(boxes, teams, known)
    assert found == {"help@x.test": OFFICE, "plant@x.test": early}
    desk = Pipeline(PlainRules(hours_at=found), RULES_ONLY)
    thursday = FRIDAY - timedelta(days=1, hours=2)
    for mailbox, closes in (("help@x.test", 17), ("Plant@x.test", 14), ("", 16)):
        text = "Please fix the login before EOD."
        at = desk.read(text, sent=thursday, now=thursday, mailbox=mailbox).urgency.deadline
        assert at is not None
        assert at.hour == closes
