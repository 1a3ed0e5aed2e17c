"""What the desk learns of who solves what, from what people do; and what becomes of a ticket nobody touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mailgate.model.decision import ChangeTicket, Decision, LearnSkill, OpenTicket, QueueNotice, SetTimer, StopTimers
from mailgate.model.facts import AgentState, Past, TicketStory
from mailgate.model.promise import Timer
from mailgate.model.rules import RoutingSettings, Rulebook
from mailgate.model.skill import ANYTHING, SkillOutcome, SkillRecord
from mailgate.model.ticket import Ticket
from mailgate.policy.due import on_due
from mailgate.policy.outcomes import hours_of_work
from mailgate.policy.promises import made
from mailgate.policy.rules import rule_facts
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, hour, read, rulebook, ticket
from tests.policy.mails import MARIA, NOW, answered_by_alice, arrived, decided, facts, mail, story, sure_of, token

LOGIN = "account.access"
SINCE = NOW - timedelta(hours=2)


def open_story(**changes: Any) -> TicketStory:
    return story(**{"state": "open", "waiting_since": None, "intent": LOGIN, "handed_over_at": SINCE} | changes)


def learned(decision: Decision) -> list[tuple[str, str, float | None]]:
    return [(o.agent, o.how, o.hours) for o in outcomes(decision)]


def outcomes(decision: Decision) -> list[SkillOutcome]:
    return [e.outcome for e in decision.effects if isinstance(e, LearnSkill)]


def timers(decision: Decision) -> dict[str, datetime]:
    return {e.timer.kind: e.timer.due for e in decision.effects if isinstance(e, SetTimer)}


# -- what agents do ------------------------------------------------------------------------------------------------------


def test_one_answer_that_resolves_it_is_a_solution_at_once_with_the_hours_it_took() -> None:
    decision = answered_by_alice("#resolve\nIt works again.", open_story())
    assert learned(decision) == [(ALICE, "solved_at_once", 2.0)]
    shares = outcomes(decision)[0].shares
    assert (shares[0].intent, shares[0].share > 0.9) == (LOGIN, True)


def test_a_solution_after_several_answers_is_one_too() -> None:
    decision = answered_by_alice("#resolve", open_story(first_response_at=SINCE))
    assert learned(decision) == [(ALICE, "solved", 2.0)]


def test_closing_without_any_answer_solves_nothing() -> None:
    assert learned(answered_by_alice("#close", open_story())) == []


def test_who_gives_a_ticket_on_could_not_solve_it() -> None:
    assert learned(answered_by_alice("#assign bob", open_story())) == [(ALICE, "given_on", 2.0)]
    assert learned(answered_by_alice("#unassign", open_story())) == [(ALICE, "given_on", 2.0)]


def test_who_moves_what_another_has_says_nothing_of_them() -> None:
    assert learned(answered_by_alice("#assign dana", open_story(agent=BOB))) == []
    assert learned(answered_by_alice("#take", open_story(agent=BOB))) == []


def test_a_wrong_label_is_the_desks_fault_more_than_the_agents() -> None:
    decision = answered_by_alice("#misroute billing.refund", open_story())
    assert [(o.agent, o.how, o.shares[0].intent) for o in outcomes(decision)] == [(ALICE, "misrouted", "billing.refund")]


def test_a_ticket_whose_kind_nobody_knows_teaches_nothing() -> None:
    assert learned(answered_by_alice("#resolve\nDone.", open_story(intent=None))) == []


# -- what customers do ---------------------------------------------------------------------------------------------------


def test_who_comes_back_takes_the_solution_back() -> None:
    solved = story(state="resolved", resolved_at=NOW, resolved_by=ALICE, intent=LOGIN, waiting_since=None)
    known = facts(solved, tokens=(token("customer", MARIA),))
    decision = decided(mail(text="It is broken again, please help"), known, arrived(sure_of(MARIA)), reading=read())
    assert learned(decision) == [(ALICE, "reopened", None)]


def test_of_what_many_shared_one_that_comes_back_takes_nothing_back() -> None:
    shared = story(state="resolved", resolved_at=NOW, resolved_by=ALICE, intent=LOGIN, waiting_since=None, tags=("incident",))
    known = facts(shared, tokens=(token("customer", MARIA),))
    assert learned(decided(mail(text="It is broken again"), known, arrived(sure_of(MARIA)), reading=read())) == []


def test_a_mark_says_something_of_who_solved_it_once() -> None:
    def given(mark: str, **changes: Any) -> list[tuple[str, str, float | None]]:
        closed = story(state="closed", resolved_by=ALICE, intent=LOGIN, waiting_since=None, **changes)
        known = facts(closed, tokens=(token("customer", MARIA, purpose="feedback"),))
        return learned(decided(mail(text=mark), known, arrived(sure_of(MARIA))))

    assert given("5") == [(ALICE, "praised", None)]
    assert given("1") == [(ALICE, "blamed", None)]
    assert given("3") == []
    assert given("5", feedback_given=True) == []
    assert given("5", tags=("incident",)) == []


def promised(**changes: Any) -> Ticket:
    new = ticket(**{"number": 7, "agent": ALICE, "team": "helpdesk", "intent": LOGIN, "handed_over_at": MONDAY_10} | changes)
    return made(new, rule_facts(rulebook=rulebook(), now=MONDAY_10, ticket=new), rulebook(), MONDAY_10)[0]


def fires(
    kind: Any, on: Ticket, now: datetime, *, name: str = "", past: Past | None = None, book: Rulebook | None = None
) -> Decision:
    timer = Timer(kind=kind, ticket=on.number, due=now, name=name, id=3)
    return on_due(timer, TicketStory(ticket=on), past or Past(), rulebook(), now)


def test_a_promise_broken_in_an_agents_hands_counts_if_they_had_time_for_it() -> None:
    assert learned(fires("promise", promised(), hour(13), name="first_response")) == [(ALICE, "escalated", None)]
    late = promised(handed_over_at=hour(12, 23) + timedelta(minutes=30))
    assert learned(fires("promise", late, hour(13), name="first_response")) == []


# -- hours ---------------------------------------------------------------------------------------------------------------


def took(work: Ticket, now: datetime, past: Past | None = None, book: Rulebook | None = None) -> float | None:
    book = book or rulebook()
    return hours_of_work(work, book.agents[ALICE], past or Past(), book, now)


def test_only_the_agents_working_hours_count() -> None:
    book = rulebook()
    at_the_office = replace(book, agents={**book.agents, ALICE: replace(book.agents[ALICE], hours="office")})
    friday_17 = hour(16, 20)
    assert took(ticket(agent=ALICE, handed_over_at=friday_17), hour(9, 23), book=at_the_office) == 2.0


def test_the_time_that_was_the_customers_does_not_count() -> None:
    given = ticket(agent=ALICE, handed_over_at=hour(8), waited=4 * 3600.0)
    assert took(given, hour(16)) == 4.0
    assert took(ticket(agent=ALICE, handed_over_at=hour(8), waiting_since=hour(9)), hour(16)) == 1.0


def test_work_begins_when_the_one_before_is_done() -> None:
    before = SkillRecord(agent=ALICE, intent=ANYTHING, at=hour(11))
    assert took(ticket(agent=ALICE, handed_over_at=hour(8)), hour(12), Past(skills={(ALICE, ANYTHING): before})) == 1.0


def test_nobody_is_believed_to_work_a_week_on_one_ticket() -> None:
    assert took(ticket(agent=ALICE, handed_over_at=hour(8, 1)), hour(8)) == 40.0


# -- not touched ---------------------------------------------------------------------------------------------------------


def opening(book: Rulebook | None = None) -> Decision:
    from tests.policy.mails import judged

    judgement = replace(judged(), rulebook=book) if book else judged()
    return decided(mail(), reading=read((LOGIN, 0.9)), judgement=judgement)


def test_a_hand_over_is_watched_for_half_of_its_promise_or_the_settings_time() -> None:
    assert timers(opening())["untouched"] == NOW + timedelta(hours=2)
    patient = rulebook(sla=())
    assert timers(opening(patient))["untouched"] == NOW + timedelta(hours=4)
    never = rulebook(routing=RoutingSettings(triage=DANA, untouched=None))
    assert "untouched" not in timers(opening(never))


def test_it_is_watched_in_the_agents_own_hours() -> None:
    book = rulebook(sla=())
    agents = {**book.agents, ALICE: replace(book.agents[ALICE], hours="office"), DANA: replace(book.agents[DANA], hours="office")}
    decision = decided(
        mail(), reading=read((LOGIN, 0.9)), judgement=replace(_judged_at(hour(16)), rulebook=replace(book, agents=agents))
    )
    assert timers(decision)["untouched"] == hour(11, 24)  # one hour today, until six in Rome, and three tomorrow from nine


def _judged_at(now: datetime) -> Any:
    from mailgate.model.decision import Judgement

    return Judgement(rulebook=rulebook(), now=now)


def test_any_act_of_its_agent_touches_it() -> None:
    decision = answered_by_alice("#note looking into it", open_story())
    assert ("untouched",) in [e.kinds for e in decision.effects if isinstance(e, StopTimers)]


def test_a_new_agent_is_watched_again() -> None:
    assert "untouched" in timers(answered_by_alice("#assign dana", open_story()))


def test_the_first_agent_hears_where_it_went_and_is_not_asked_again() -> None:
    decision = fires("untouched", promised(), hour(11))
    moved = next(e.ticket for e in decision.effects if isinstance(e, ChangeTicket))
    assert (moved.agent, moved.passed) == (DANA, (ALICE,))
    words = [e.notice for e in decision.effects if isinstance(e, QueueNotice) and e.notice.to == ALICE]
    assert words[0].data["because"].startswith("#7 went to Dana because it was not touched for a while.")
    assert "untouched" in timers(decision)
    assert learned(decision) == []


def test_while_nobody_else_can_take_it_it_stays_and_is_looked_at_again() -> None:
    full = Past(agents={DANA: AgentState(address=DANA, load=8)})
    decision = fires("untouched", promised(), hour(11), past=full)
    assert (decision.reason, [type(e).__name__ for e in decision.effects]) == ("nobody_else", ["SetTimer"])


def test_of_an_agent_who_is_away_it_goes_to_the_queue_rather_than_stay() -> None:
    past = Past(agents={DANA: AgentState(address=DANA, load=8), ALICE: AgentState(address=ALICE, away_until=hour(8, 30))})
    decision = fires("untouched", promised(), hour(11), past=past)
    assert (decision.reason, decision.because[0]) == ("away", "Alice is away")
    assert next(e.ticket for e in decision.effects if isinstance(e, ChangeTicket)).agent is None


def test_who_is_away_is_not_taken_for_one_who_gave_it_on() -> None:
    past = Past(agents={ALICE: AgentState(address=ALICE, away_until=hour(8, 30))})
    decision = fires("untouched", promised(), hour(11), past=past)
    moved = next(e.ticket for e in decision.effects if isinstance(e, ChangeTicket))
    assert (moved.agent, moved.passed, moved.transfers) == (DANA, (), 1)


def test_from_who_is_away_it_goes_only_to_who_is_in_before_them() -> None:
    def away(alice: int, dana: int) -> Decision:
        past = Past(agents={a: AgentState(address=a, away_until=hour(8, d)) for a, d in ((ALICE, alice), (DANA, dana))})
        return fires("untouched", promised(), hour(11), past=past)

    assert away(alice=30, dana=24).because[0] == "Alice is away"
    assert (away(alice=24, dana=24).reason, away(alice=24, dana=30).reason) == ("nobody_else", "nobody_else")
    assert away(alice=24, dana=30).because == ("Alice is away, and nobody else can take it now",)


def test_a_full_desk_of_who_is_away_too_is_no_reason_to_move_it() -> None:
    """Dana is in first, and has no room; nobody who is in waits for room."""
    gone = {a: AgentState(address=a, away_until=hour(8, d), load=8) for a, d in ((ALICE, 30), (DANA, 24))}
    assert fires("untouched", promised(), hour(11), past=Past(agents=gone)).reason == "nobody_else"


def offices(**own: str) -> Rulebook:
    """Alice and Dana are in from nine to six in Rome; whoever is named has other hours. Answers are owed round the clock."""
    agents = rulebook().agents
    hours = {ALICE: "office", DANA: "office"} | {f"{name}@example.com": said for name, said in own.items()}
    return rulebook(agents={**agents, **{a: replace(agents[a], hours=said) for a, said in hours.items()}})


def sunday() -> Ticket:
    """It came on Sunday at noon and is owed an answer four hours later."""
    new = ticket(number=7, agent=ALICE, team="helpdesk", intent=LOGIN, opened_at=hour(11, 22), handed_over_at=hour(11, 22))
    return made(new, rule_facts(rulebook=rulebook(), now=hour(11, 22), ticket=new), rulebook(), hour(11, 22))[0]


def looked(on: Ticket, now: datetime, book: Rulebook) -> Decision:
    return on_due(Timer(kind="untouched", ticket=7, due=now, id=3), TicketStory(ticket=on), Past(), book, now)


def test_what_came_at_night_is_watched_from_when_its_agent_is_in() -> None:
    """However late the desk looks: it stood still until Monday, five minutes after nine in Rome."""
    late = hour(8, 23) + timedelta(minutes=5)
    found = looked(sunday(), late, offices())
    assert (found.reason, timers(found)["untouched"]) == ("not_yet", hour(12, 23))
    assert looked(sunday(), hour(12, 23), offices()).because[0] == "Alice did not react"


def test_at_night_it_goes_in_time_to_who_is_in_and_its_agent_did_not_fail_to_react() -> None:
    """Half of the time is gone, and Dana came in meanwhile."""
    assert looked(sunday(), hour(13, 22), offices()).reason == "nobody_else"
    found = looked(sunday(), hour(13, 22), offices(dana="always"))
    moved = next(e.ticket for e in found.effects if isinstance(e, ChangeTicket))
    assert (found.because[0], moved.agent, moved.passed) == ("Alice is not in", DANA, ())
    words = [e.notice.data["because"] for e in found.effects if isinstance(e, QueueNotice) and e.notice.to == ALICE]
    assert words[0].startswith("#7 went to Dana while you are not in.")


def test_half_of_the_time_is_that_from_when_the_agent_is_in() -> None:
    """Owed on Monday at eleven in Rome, two hours after Alice came: she has the first of them."""
    owed = replace(sunday().promises[0], due=hour(10, 23))
    on = replace(sunday(), promises=(owed,))
    found = looked(on, hour(13, 22), offices())
    assert (found.reason, timers(found)["untouched"]) == ("not_yet", hour(9, 23))
    assert looked(on, hour(9, 23), offices()).because[0] == "Alice did not react"


def test_a_second_need_is_kept_with_the_ticket() -> None:
    decision = decided(mail(), reading=read((LOGIN, 0.6), ("billing.refund", 0.55)))
    assert next(e.ticket for e in decision.effects if isinstance(e, OpenTicket)).also == "billing.refund"


def test_a_guessed_second_need_is_not_kept() -> None:
    decision = decided(mail(), reading=read((LOGIN, 0.6), ("billing.refund", 0.54)))
    assert next(e.ticket for e in decision.effects if isinstance(e, OpenTicket)).also is None
