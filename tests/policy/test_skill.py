"""What the desk learns of who solves what: little numbers say little, contradictions say much, and words for all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailgate.model.skill import ANYBODY, ANYTHING, How, Share, SkillOutcome, SkillRecord
from mailgate.policy.routing.expected import Task, about, evidence, expected, outcome_of, outlook
from mailgate.policy.routing.pooled import Skills, skills_of
from mailgate.policy.routing.remembered import learned

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LOGIN, REFUND, CRASH = "account.access", "billing.refund", "app.crash"
INTENTS = (LOGIN, REFUND, CRASH)
ANNA, BEN, CARA, DAN = "anna@example.org", "ben@example.org", "cara@example.org", "dan@example.org"
ALIKE = {agent: dict.fromkeys(INTENTS, 0.5) for agent in (ANNA, BEN, CARA, DAN)}
Records = dict[tuple[str, str], SkillRecord]


def outcome(agent: str, how: How, intent: str = LOGIN, *, hours: float | None = 1.0, at: datetime = MONDAY) -> SkillOutcome:
    return SkillOutcome(ticket=1, agent=agent, how=how, shares=(Share(intent=intent, share=1.0),), hours=hours, at=at)


def after(*outcomes: SkillOutcome, records: Records | None = None) -> Records:
    found = dict(records or {})
    for one in outcomes:
        found |= {(row.agent, row.intent): row for row in learned(found, one)}
    return found


def many(count: int, agent: str, how: How, intent: str = LOGIN, *, hours: float | None = 1.0) -> Iterable[SkillOutcome]:
    return (outcome(agent, how, intent, hours=hours) for _ in range(count))


def judged(records: Records, prior: dict[str, dict[str, float]] = ALIKE, now: datetime = MONDAY) -> Skills:
    return skills_of(records, prior, now)


def about_it(intent: str, sure: float = 0.95, **more: object) -> Task:
    return replace(Task(ticket=1, shares=(Share(intent=intent, share=sure),)), **more)  # type: ignore[arg-type]


def chance(skills: Skills, agent: str, task: Task | None = None) -> float:
    return expected(skills, agent, task or about_it(LOGIN, 1.0)).chance


# -- what is thought at first, and how outcomes change it ------------------------------------------------------------------


def test_before_any_outcome_the_settings_order_decides() -> None:
    skills = judged({}, {ANNA: {LOGIN: 0.9}, BEN: {LOGIN: 0.5}, CARA: {LOGIN: 0.0}})
    assert chance(skills, ANNA) > 0.65 > chance(skills, BEN) > 0.4 > chance(skills, CARA)


def test_one_outcome_moves_little_and_fifteen_decide() -> None:
    none, one = judged({}), judged(after(*many(1, ANNA, "given_on")))
    lots = judged(after(*many(14, ANNA, "solved"), *many(1, ANNA, "given_on"), *many(15, BEN, "given_on")))
    assert 0.05 < chance(none, ANNA) - chance(one, ANNA) < 0.15
    assert chance(lots, ANNA) > 0.85
    assert chance(lots, BEN) < 0.15


def test_what_is_known_of_an_agent_elsewhere_counts_a_little() -> None:
    skills = judged(after(*(o for i in (REFUND, CRASH) for o in (*many(8, ANNA, "solved", i), *many(8, BEN, "given_on", i)))))
    assert chance(skills, ANNA) > chance(skills, CARA) > chance(skills, BEN)


def test_how_far_the_settings_can_be_believed_is_learned() -> None:
    """Everybody who was said to be good at it fails: then the next who is said to be good is believed less."""
    said = {f"a{n}@example.org": {LOGIN: 1.0} for n in range(8)}
    failed = after(*(o for n in range(7) for o in many(6, f"a{n}@example.org", "given_on", hours=None)))
    assert chance(judged(failed, said), "a7@example.org") < chance(judged({}, said), "a7@example.org") - 0.2


def test_a_reopened_ticket_takes_back_what_was_solved() -> None:
    solved = after(*many(4, ANNA, "solved"))
    reopened = after(outcome(ANNA, "reopened"), records=solved)
    assert (solved[ANNA, LOGIN].solved, solved[ANNA, LOGIN].failed) == (4.0, 0.0)
    assert (reopened[ANNA, LOGIN].solved, reopened[ANNA, LOGIN].failed) == (3.0, 1.0)
    assert after(outcome(BEN, "reopened"))[BEN, LOGIN].solved == 0.0


def test_feedback_and_a_solution_at_once_count_too() -> None:
    def cell(how: How) -> tuple[float, float]:
        row = after(outcome(ANNA, how))[ANNA, LOGIN]
        return row.solved, row.failed

    told: dict[How, tuple[float, float]] = {
        "solved": (1.0, 0.0),
        "solved_at_once": (1.2, 0.0),
        "given_on": (0.0, 1.0),
        "misrouted": (0.0, 0.1),
        "escalated": (0.0, 0.5),
        "praised": (0.5, 0.0),
        "blamed": (0.0, 0.5),
    }
    assert {how: cell(how) for how in told} == told


def test_old_outcomes_fade_by_half_in_half_a_year() -> None:
    records = after(*many(8, ANNA, "solved"))
    later = after(outcome(ANNA, "solved", at=MONDAY + timedelta(days=180)), records=records)
    assert later[ANNA, LOGIN].solved == pytest.approx(5.0)


def test_the_order_of_outcomes_that_arrive_late_never_turns_time_back() -> None:
    records = after(outcome(ANNA, "solved"), outcome(ANNA, "solved", at=MONDAY - timedelta(days=3)))
    assert records[ANNA, LOGIN].at == MONDAY


# -- change ------------------------------------------------------------------------------------------------------------------


def surprised(records: Records, agent: str, how: How, at: datetime) -> Records:
    """An outcome as the desk learns it: it knows what it expected."""
    seen = outcome_of(judged(records, now=at), about_it(LOGIN), agent=agent, how=how, hours=1.0, at=at)
    return after(seen, records=records)


def test_a_product_change_shows_within_a_few_outcomes_and_the_old_count_little() -> None:
    records: Records = {}
    for n in range(40):
        records = surprised(records, (ANNA, BEN)[n % 2], "solved", MONDAY + timedelta(hours=n))
    assert chance(judged(records), ANNA) > 0.9
    failures = 0
    while records[ANYBODY, LOGIN].changed is None:
        failures += 1
        records = surprised(records, (ANNA, BEN)[failures % 2], "given_on", MONDAY + timedelta(hours=40 + failures))
    assert failures <= 5
    now = judged(records, now=MONDAY + timedelta(hours=50))
    assert chance(now, ANNA) < 0.65
    assert chance(now, BEN) < 0.65
    assert "no longer as it was" in evidence(now, ANNA, LOGIN)


def test_the_usual_failures_of_a_good_agent_are_no_change() -> None:
    records: Records = {}
    for n in range(120):
        records = surprised(records, ANNA, "given_on" if n % 10 == 9 else "solved", MONDAY + timedelta(hours=n))
    assert records[ANYBODY, LOGIN].changed is None
    assert records[ANNA, ANYTHING].changed is None


def test_a_replaced_agent_is_forgotten_at_everything_and_nobody_else_is() -> None:
    records = after(*(o for a in (ANNA, BEN) for i in INTENTS for o in many(12, a, "solved", i)))
    records[ANNA, ANYTHING] = replace(records[ANNA, ANYTHING], changed=MONDAY)
    skills = judged(records)
    assert outlook(skills, about_it(CRASH)).doubt[0] > 2 * outlook(skills, about_it(CRASH)).doubt[1]
    assert chance(skills, BEN, about_it(CRASH)) > 0.9


# -- hours -------------------------------------------------------------------------------------------------------------------


def test_hours_are_learned_for_each_agent_and_intent() -> None:
    quick = many(20, ANNA, "solved", hours=0.5)
    slow = (*many(20, BEN, "solved", hours=2.0), *many(20, BEN, "solved", REFUND, hours=4.0))
    skills = judged(after(*quick, *slow))
    assert expected(skills, ANNA, about_it(LOGIN)).hours == pytest.approx(0.55, abs=0.12)
    assert expected(skills, BEN, about_it(LOGIN)).hours == pytest.approx(2.0, abs=0.4)
    assert expected(skills, ANNA, about_it(REFUND)).hours > 1.3 * expected(skills, ANNA, about_it(LOGIN)).hours


def test_who_is_much_quicker_than_usual_at_something_is_thought_able() -> None:
    usual = [o for a in (ANNA, BEN, CARA) for i in (REFUND, CRASH) for o in many(10, a, "solved", i, hours=1.0)]
    usual += [o for a in (ANNA, BEN, CARA) for i in (REFUND, CRASH) for o in many(10, a, "given_on", i, hours=0.9)]
    skills = judged(after(*usual, *many(2, ANNA, "solved", hours=0.5), *many(2, BEN, "solved", hours=2.0)))
    assert chance(skills, ANNA) > chance(skills, BEN)


def test_without_any_hours_the_desk_takes_about_an_hour() -> None:
    skills = judged(after(*many(5, ANNA, "solved", hours=None)))
    assert 0.5 < expected(skills, ANNA, about_it(LOGIN)).hours < 1.5


def test_a_ticket_that_lay_for_a_year_does_not_count_as_a_year_of_work() -> None:
    assert after(outcome(ANNA, "solved", hours=9000.0))[ANNA, LOGIN].hours_solved == 100.0
    assert after(outcome(ANNA, "solved", hours=0.0))[ANNA, LOGIN].timed_solved == 0.0


# -- what a ticket is about -----------------------------------------------------------------------------------------------------


def test_a_weak_reading_is_shared_out_over_what_is_usual() -> None:
    skills = judged({})
    sure, unsure = about(skills, about_it(LOGIN, 0.95)), about(skills, about_it(LOGIN, 0.45))
    place = skills.intents.index(LOGIN)
    assert sure[place] > 0.9
    assert unsure[place] < 0.7
    assert sure.sum() == pytest.approx(1.0)
    assert unsure.sum() == pytest.approx(1.0)


def test_how_far_a_reading_is_right_is_learned_from_what_became_of_it() -> None:
    """Only Anna can do it, and yet she never solves what was read as it with .5: then it never was it."""
    records = after(*many(30, ANNA, "solved"), *(o for i in (REFUND, CRASH) for o in many(30, BEN, "solved", i)))
    records = after(
        *(o for i in (REFUND, CRASH) for o in many(30, ANNA, "given_on", i)), *many(30, BEN, "given_on"), records=records
    )
    for n in range(15):
        task = about_it(LOGIN, 0.5, given_on=(ANNA,))
        at = MONDAY + timedelta(hours=n)
        records = after(outcome_of(judged(records), task, agent=BEN, how="solved", hours=1.0, at=at), records=records)
    assert float(judged(records).trust[5]) < 0.2
    assert float(judged(records).trust[9]) > 0.85


def knows_only_login() -> Records:
    """Anna solves every login and nothing else; Ben the other way round."""
    others = [o for i in (REFUND, CRASH) for o in (*many(20, ANNA, "given_on", i), *many(20, BEN, "solved", i))]
    return after(*many(20, ANNA, "solved"), *many(20, BEN, "given_on"), *others)


def given_on_by(task: Task, agent: str) -> Task:
    """As it is once this agent could not solve it."""
    return replace(task, given_on=(*task.given_on, agent))


def test_everybody_who_could_not_solve_it_makes_what_they_can_less_likely() -> None:
    skills = judged(knows_only_login())
    place = skills.intents.index(LOGIN)
    read = about_it(LOGIN, 0.7)
    assert about(skills, given_on_by(read, ANNA))[place] < 0.3 < about(skills, given_on_by(read, BEN))[place]


def test_a_failure_that_was_a_wrong_reading_hardly_counts_against_a_master() -> None:
    seen = outcome_of(judged(knows_only_login()), about_it(LOGIN, 0.5), agent=ANNA, how="given_on", hours=1.0, at=MONDAY)
    assert {s.intent: s.share < 0.15 for s in seen.shares} == {LOGIN: True, REFUND: False, CRASH: False}


def test_a_second_needed_skill_asks_for_both() -> None:
    able = after(*many(15, ANNA, "solved"), *many(15, ANNA, "given_on", REFUND))
    able = after(*(o for i in (LOGIN, REFUND) for o in many(12, BEN, "solved", i)), records=able)
    skills = judged(able)
    both = about_it(LOGIN, second=REFUND)
    assert chance(skills, BEN, both) > 0.8 > 0.5 > chance(skills, ANNA, both)
    seen = outcome_of(skills, both, agent=ANNA, how="given_on", hours=1.0, at=MONDAY)
    assert seen.shares[0] == Share(intent=REFUND, share=pytest.approx(0.97, abs=0.03))


def test_what_nobody_could_read_is_what_is_usual() -> None:
    skills = judged(after(*many(30, ANNA, "solved", CRASH)))
    assert about(skills, Task(ticket=1)).argmax() == skills.intents.index(CRASH)


# -- words ---------------------------------------------------------------------------------------------------------------------


def test_every_number_has_words() -> None:
    skills = judged(after(*many(14, ANNA, "solved", hours=1.1), *many(1, ANNA, "given_on", hours=0.4)))
    assert expected(skills, ANNA, about_it(LOGIN)).because == (f"{LOGIN}: solved 14 of 15, about 1.1 h each",)
    assert (
        expected(skills, BEN, about_it(LOGIN))
        .because[0]
        .startswith(f"{LOGIN}: nothing yet; the settings say 0.5, and such agents")
    )
    both = expected(skills, ANNA, about_it(LOGIN, second=REFUND)).because
    assert [words.partition(":")[0] for words in both] == [LOGIN, REFUND]
    passed = expected(judged(knows_only_login()), BEN, about_it(LOGIN, 0.7, given_on=(ANNA,))).because
    assert passed[0] == "1 could not solve it, so it is account.access with 11% only"
    assert passed[1].endswith(": solved 20 of 20, about 1.0 h each")


def test_a_desk_without_intents_or_with_an_unknown_one_goes_by_what_is_usual() -> None:
    bare = judged({}, {ANNA: {}})
    assert expected(bare, ANNA, about_it(LOGIN)).because == (
        "nothing was read that anybody is known to solve, so what is usual counts",
    )
    assert outcome_of(bare, about_it(LOGIN), agent=ANNA, how="solved", hours=None, at=MONDAY).shares == (
        Share(intent=ANYTHING, share=1.0),
    )
    strange = expected(judged({}), ANNA, about_it("unheard.of", second="unheard.of")).because
    assert strange[0] == "nothing was read that anybody is known to solve, so what is usual counts"


def test_feedback_says_nothing_new_of_the_reading() -> None:
    told = {
        how: outcome_of(judged({}), about_it(LOGIN), agent=ANNA, how=how, hours=None, at=MONDAY).as_read is not None
        for how in ("solved", "solved_at_once", "praised", "given_on", "reopened")
    }
    assert told == {"solved": True, "solved_at_once": True, "praised": False, "given_on": False, "reopened": False}


def test_the_same_records_in_another_order_give_the_same_skills() -> None:
    records = after(*many(3, ANNA, "solved"), *many(2, BEN, "given_on"), *many(4, CARA, "solved", REFUND))
    turned = dict(reversed(records.items()))
    assert judged(records).chance.tolist() == judged(turned).chance.tolist()
