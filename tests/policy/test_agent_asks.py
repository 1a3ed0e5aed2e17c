"""What agents ask and say about understanding and routing: #why, #misroute, #intent, #skills, #use, #away and their like."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mailgate.model.decision import (
    AddEntry,
    Candidate,
    Decision,
    EndHold,
    Factor,
    KeepRoute,
    PlaceHold,
    Route,
    SetAway,
    SetTimer,
    SetWish,
    Teach,
)
from mailgate.model.facts import AgentState, Past, PastTicket, SolvedBefore, TicketStory
from mailgate.model.looking import Looked
from mailgate.model.reading import IntentScore, Mood, Neighbour, Reading, Urgency
from mailgate.model.rules import Actions, Clause, Condition, Intent, Rule, Test
from mailgate.model.skill import SkillRecord
from mailgate.model.suggestion import Suggestion
from mailgate.model.ticket import Entry, Hold
from mailgate.policy.looks import wanted_of
from tests.policy.desk import ALICE, BOB, DANA, LEGAL, hour, rulebook, ticket
from tests.policy.mails import (
    MARIA,
    NOW,
    answered_by_alice,
    arrived,
    effects,
    facts,
    from_alice,
    judged,
    kind_of,
    letter,
    notices,
    password_of,
    story,
    the_ticket,
    token,
    told,
)

OPEN = story(state="open", waiting_since=None, intent="account.access", confidence=0.9)
READ = Reading(
    language="en",
    model="test 1",
    intents=(
        IntentScore(name="account.access", confidence=0.9, because=("can't log in",)),
        IntentScore(name="billing.refund", confidence=0.06),
    ),
    urgency=Urgency(level="high", score=0.7, because=("in an hour",)),
    mood=Mood(score=-0.5, frustrated=True, because=("third time",)),
    known=0.97,
    similar=(Neighbour(ticket=12, intent="account.access", similarity=0.83),),
    weighed=("log in", "password"),
)
ROUTED = Route(
    team="helpdesk",
    agent=ALICE,
    reason="best",
    because=("account.access 0.90", "skill login 0.9"),
    rules=("VIP first",),
    priority_because=("urgency high, impact medium",),
    candidates=(
        Candidate(agent=ALICE, score=6.6, factors=(Factor(name="skill", value=0.9, weight=4, because="skill login 0.9"),)),
        Candidate(agent=BOB, score=3.0, available=False, why_not="off_hours"),
    ),
)
SOLVED = SolvedBefore(
    number=12,
    subject="Locked out",
    resolved_by=DANA,
    resolved_at=NOW,
    words="Reset it.",
    answer="Reset it.\nThen log in.",
    similarity=0.83,
)


def asked(text: str, known: Any = OPEN, *, looked: Looked | None = None, **changes: Any) -> Decision:
    past = changes.pop("past", Past())
    return answered_by_alice(text, known, past=replace(past, looked=looked or Looked()), **changes)


def lines(decision: Decision) -> list[dict[str, Any]]:
    return list(next(n.data["lines"] for n in notices(decision) if n.template == "transcript"))


def said(decision: Decision) -> str:
    (line,) = lines(decision)
    return str(line["text"])


def rows(decision: Decision) -> list[str]:
    return list(lines(decision)[0].get("rows", []))


# -- what is asked of the past ---------------------------------------------------------------------------------------


def wanted(text: str, *stories: TicketStory, **changes: Any) -> Any:
    message, known, arrival = (
        from_alice(text),
        facts(*stories, tokens=(token("agent", ALICE),), **changes),
        arrived(password_of(ALICE)),
    )
    return wanted_of(kind_of(message, known, arrival), message, arrival, known)


def test_a_plain_answer_asks_nothing_of_the_past() -> None:
    assert wanted("Hello Maria,\nit works.") is None
    assert wanted("#resolve\nit works.") is None


def test_whoever_ends_a_ticket_that_changed_hands_is_asked_what_it_was() -> None:
    passed_on = story(state="open", transfers=1)
    assert wanted("#resolve\nit works.", passed_on).reading
    assert wanted("it works.", passed_on) is None


def test_each_command_asks_for_what_it_tells() -> None:
    asks = wanted("#status 7\n#search white  page\n#use 1", letters=(replace(letter("agent", ALICE), template="handover"),))
    assert (asks.numbers, asks.searches, asks.offered, asks.letter) == ((7,), ("white  page",), True, 5)
    assert (asks.reading, asks.similar, asks.mine) == (False, False, False)


# -- looking ---------------------------------------------------------------------------------------------------------


def test_why_tells_words_neighbours_rules_route_and_every_candidate() -> None:
    decision = asked("#why", looked=Looked(reading=READ, routes=(ROUTED,), similar=(SOLVED,)))
    assert decision.outcome == "commanded"
    assert rows(decision) == [
        "About: account.access, 90 % sure",
        "  it says “can't log in”",
        "  words that weighed: log in, password",
        "  it could also be billing.refund 6 %",
        "  the chance that it is any of the known intents: 97 %",
        "  like #12 (83 %): account.access, solved by Dana",
        "  read by test 1",
        "Priority: normal – urgency high, impact medium",
        "  it says “in an hour”",
        "  frustrated (“third time”)",
        "Rules: “VIP first”",
        "It is with Alice",
        "  to Alice (best): account.access 0.90; skill login 0.9",
        "Who could have it, best first:",
        "  Alice 6.60",
        "    skill 0.90 × 4 (skill login 0.9)",
        "  Bob 3.00 – off hours",
    ]


def test_why_shows_nothing_of_the_models_choice_where_it_only_watches() -> None:
    watched = replace(ROUTED, agent=None, reason="rule", mode="shadow", suggested=BOB, by_model=BOB, runner_up=DANA)
    told_rows = rows(asked("#why", story(state="new", agent=None), looked=Looked(reading=READ, routes=(watched,))))
    assert told_rows[-1] == "  to queue of helpdesk (rule, shadow): account.access 0.90; skill login 0.9"
    refused = asked("#agree", story(state="new", agent=None), looked=Looked(routes=(watched,)))
    assert said(refused) == "Nobody is suggested for it; #assign WHO gives it to somebody."


def test_an_example_of_the_settings_is_not_told_as_words_of_the_mail() -> None:
    first = replace(READ.intents[0], because=("locked out", "like: Everything times out"))
    decision = asked("#why", looked=Looked(reading=replace(READ, intents=(first,)), routes=(ROUTED,)))
    told = rows(decision)
    assert "  it says “locked out”" in told
    assert "  like the example “Everything times out”" in told


def test_a_word_that_weighed_is_told_once_however_it_is_capitalised() -> None:
    weighed = replace(READ, weighed=("password", "Cannot", "cannot", "Password"))
    assert "  words that weighed: password, Cannot" in rows(asked("#why", looked=Looked(reading=weighed)))


def test_why_is_the_same_whenever_it_is_asked() -> None:
    looked = Looked(reading=READ, routes=(ROUTED,), similar=(SOLVED,))
    assert rows(asked("#why", looked=looked)) == rows(asked("#explain", looked=looked))


def test_why_of_a_ticket_that_nobody_read_says_so() -> None:
    assert rows(asked("#why", story(intent=None)))[0] == "About: nobody knows (no reading of it is kept)"


def test_why_tells_that_a_person_relabelled_it() -> None:
    decision = asked("#why", story(intent="billing.refund", confidence=None), looked=Looked(reading=READ))
    assert rows(decision)[0] == "About: billing.refund, as people or a rule say; read as account.access, 90 % sure"


def test_rows_are_told_and_not_kept_in_the_ticket() -> None:
    decision = asked("#search locked", looked=Looked(searches={"locked": (ticket(number=3),)}))
    assert rows(decision) == ["#3 I can't log in – new, normal, the queue of nobody"]
    assert [sorted(line) for line in effects(decision, AddEntry)[0].entry.data["lines"]] == [["command", "ok", "text"]]


def test_similar_tells_what_solved_them() -> None:
    assert rows(asked("#similar", looked=Looked(similar=(SOLVED,)))) == [
        "#12 Locked out, 83 % alike, solved Mon 23 Nov 2026, 10:00 by Dana:",
        "  Reset it.",
        "  Then log in.",
    ]
    assert said(asked("#similar")) == "No solved ticket is like it."
    behind = replace(SOLVED, similarity=None, named="PAY-503", incident="Payments down")
    assert rows(asked("#similar", looked=Looked(similar=(behind,))))[0] == (
        "#12 Locked out, names PAY-503 too, which was the incident “Payments down”, solved Mon 23 Nov 2026, 10:00 by Dana:"
    )


def test_history_tells_the_tickets_story_and_the_customers() -> None:
    entry = Entry(kind="mail", at=NOW, by=MARIA, by_name="Maria", visibility="public", text="I can't\nlog in")
    past = PastTicket(
        number=7, subject="Invoice", state="closed", intent=None, agent=None, resolved_by=BOB, opened_at=NOW, resolved_at=NOW
    )
    assert rows(asked("#history", looked=Looked(entries=(entry,), story=(past,)))) == [
        "Mon 23 Nov 2026, 10:00 Maria, mail: I can't log in",
        "maria@example.org before:",
        "  #7 Invoice – closed, no intent, Bob, Mon 23 Nov 2026, 10:00",
    ]


def test_status_tells_of_this_ticket_or_of_another() -> None:
    assert said(asked("#status")) == "#1042 I can't log in"
    other = ticket(number=7, subject="Invoice", agent=BOB)
    decision = asked("#status #7", looked=Looked(numbers={7: other}))
    assert (said(decision), rows(decision)[1]) == ("#7 Invoice", "with Bob; customer maria@example.org, standard")
    assert said(asked("#status 8")) == "There is no ticket #8, or it is kept for somebody else."
    assert said(asked("#status soon")) == "“soon” is no ticket's number; write #status 1042."


def test_mine_lists_what_waits_for_the_agent_first() -> None:
    waits, open_one = ticket(number=1, agent=ALICE, state="waiting"), ticket(number=2, agent=ALICE, state="open", priority="high")
    assert [row[:2] for row in rows(asked("#mine", looked=Looked(mine=(waits, open_one))))] == ["#2", "#1"]
    assert said(asked("#mine")) == "You have no open tickets."


# -- saying what it is, and whose ------------------------------------------------------------------------------------


def test_intent_relabels_teaches_and_leaves_it_where_it_is() -> None:
    decision = asked("#intent billing.refund")
    after = the_ticket(decision)
    assert (after.intent, after.confidence, after.agent, after.impact) == ("billing.refund", None, ALICE, "high")
    lesson = effects(decision, Teach)[0].lesson
    assert (lesson.source, lesson.intent, lesson.text, lesson.agent) == ("relabelled", "billing.refund", "I can't log in", ALICE)
    assert said(decision) == (
        "It is billing.refund now, and the desk learns it; #intent account.access takes it back. It stays where it is."
    )


def test_the_last_part_of_an_intent_is_enough_and_a_misspelt_one_is_asked_about() -> None:
    assert the_ticket(asked("#intent Refund")).intent == "billing.refund"
    assert said(asked("#intent billing.refnd")) == "There is no intent “billing.refnd”; did you mean billing.refund?"
    assert said(asked("#intent xyz")) == "There is no intent “xyz”; there are account.access, billing.refund."


def test_a_person_is_no_team_and_the_way_is_told() -> None:
    assert said(asked("#misroute dana")) == "Dana is a person: #assign dana gives it to them. #misroute takes an intent or team."


def test_misroute_to_an_intent_moves_it_to_who_can_and_teaches() -> None:
    decision = asked("#misroute billing.refund", looked=Looked(reading=READ))
    after = the_ticket(decision)
    assert (after.agent, after.team, after.intent, after.passed) == (BOB, "billing", "billing.refund", (ALICE,))
    lesson = effects(decision, Teach)[0].lesson
    assert (lesson.source, lesson.intent, lesson.worth) == ("misrouted", "billing.refund", 0.9)
    assert told(decision) == [("handover", BOB), ("transcript", ALICE)]
    assert said(decision) == "Bob has it now, and the desk learns it."
    assert (decision.reason, effects(decision, AddEntry)[0].entry.reason) == ("misrouted", "misrouted")
    because = effects(decision, KeepRoute)[0].route.because
    assert because[:2] == ("Alice says it belongs to billing.refund", "skill billing 0.8")


def test_misroute_to_a_team_moves_it_there_and_teaches_its_only_intent() -> None:
    decision = asked("#misroute billing", looked=Looked(reading=READ))
    assert (the_ticket(decision).team, effects(decision, Teach)[0].lesson.intent) == ("billing", "billing.refund")
    assert (the_ticket(decision).intent, the_ticket(decision).confidence) == ("billing.refund", 0.06)


TWO = {i.name: i for i in (*rulebook().intents.values(), Intent(name="billing.invoice", team="billing"))}


@pytest.mark.parametrize(
    ("invoice", "intent", "learned", "told"),
    [
        (0.05, None, [], "Bob has it now."),  # nothing tells which of the team's it is
        (0.30, "billing.invoice", ["billing.invoice"], "Bob has it now, and the desk learns it."),
    ],
)
def test_a_team_alone_says_no_intent_but_one_that_the_reading_clearly_thought_of(
    invoice: float, intent: str | None, learned: list[str], told: str
) -> None:
    read = replace(READ, intents=(*READ.intents, IntentScore(name="billing.invoice", confidence=invoice)))
    decision = asked("#misroute billing", looked=Looked(reading=read), judgement=judged(intents=TWO))
    after = the_ticket(decision)
    assert (after.team, after.intent, after.confidence) == ("billing", intent, 0.30 if intent else None)
    assert ([e.lesson.intent for e in effects(decision, Teach)], said(decision)) == (learned, told)


def test_another_team_that_resolves_it_teaches_which_of_its_intents_it_was() -> None:
    now_billings = story(state="open", intent="account.access", team="billing", transfers=1, agent=ALICE)
    refund = IntentScore(name="billing.refund", confidence=0.3)
    decision = asked("#resolve", now_billings, looked=Looked(reading=replace(READ, intents=(*READ.intents[:1], refund))))
    lesson = effects(decision, Teach)[0].lesson
    assert (lesson.source, lesson.intent, lesson.worth) == ("transferred", "billing.refund", 0.5)


def test_who_gave_it_on_is_not_asked_again() -> None:
    passed_on = story(state="open", intent="account.access", agent=ALICE, passed=(BOB,))
    assert the_ticket(asked("#misroute billing.refund", passed_on)).agent == DANA


def test_a_misrouted_ticket_is_not_taken_by_the_words_below() -> None:
    decision = asked("#misroute billing\n#reply\nMy colleagues know this better.", story(state="open", agent=None))
    assert (decision.outcome, the_ticket(decision).agent) == ("answered", BOB)


def test_an_ended_ticket_teaches_and_stays() -> None:
    decision = asked("#misroute billing.refund", story(state="closed", agent=ALICE))
    assert (the_ticket(decision).state, the_ticket(decision).agent) == ("closed", ALICE)
    assert effects(decision, Teach)[0].lesson.intent == "billing.refund"


def test_what_is_kept_for_one_person_is_theirs_to_move() -> None:
    decision = asked("#misroute billing", story(state="open", hold_for=LEGAL))
    assert said(decision) == "It is kept for Legal: only they may move it."
    assert effects(decision, Teach) == []


def test_what_a_rule_keeps_for_a_person_goes_to_that_person_whoever_moves_it_there() -> None:
    when = Condition(clauses=(Clause(field="intent", any_of=(Test(kind="equals", value="billing.refund"),)),))
    rule = Rule(name="Refunds to Legal", when=when, then=Actions(hold_for=LEGAL, automation=False))
    decision = asked("#misroute billing.refund", judgement=judged(rules=(rule,)))
    after = the_ticket(decision)
    assert (after.agent, after.hold_for, after.automation) == (LEGAL, LEGAL, False)


def test_what_is_relabelled_as_what_a_rule_keeps_goes_to_who_it_is_kept_for() -> None:
    when = Condition(clauses=(Clause(field="intent", any_of=(Test(kind="equals", value="billing.refund"),)),))
    rule = Rule(name="Refunds to Legal", when=when, then=Actions(hold_for=LEGAL, automation=False))
    decision = asked("#intent billing.refund", judgement=judged(rules=(rule,)))
    after = the_ticket(decision)
    assert (after.agent, after.hold_for, after.automation) == (LEGAL, LEGAL, False)
    assert said(decision) == "Legal has it now (hold), and the desk learns it."


def test_agree_gives_it_to_whom_the_desk_suggested() -> None:
    assisted = replace(ROUTED, agent=None, mode="assist", suggested=DANA)
    decision = asked("#yes", story(state="new", agent=None), looked=Looked(routes=(assisted,)))
    assert (the_ticket(decision).agent, said(decision)) == (DANA, "Dana has it now.")
    assert told(decision) == [("handover", DANA), ("transcript", ALICE)]
    assert said(asked("#agree")) == "Nobody is suggested for it; #assign WHO gives it to somebody."


ASSISTED = Looked(routes=(replace(ROUTED, agent=None, mode="assist", suggested=DANA),))


def answers_the_suggestion(text: str, **changes: Any) -> Decision:
    handed = (replace(letter("agent", ALICE), template="handover"),)
    return asked(text, story(state="new", agent=None), looked=ASSISTED, letters=handed, **changes)


@pytest.mark.parametrize("text", ["agree", "Agree.", "agreed", "I agree!"])
def test_agree_without_its_hash_takes_the_suggestion(text: str) -> None:
    decision = answers_the_suggestion(text)
    assert (the_ticket(decision).agent, told(decision)) == (DANA, [("handover", DANA), ("transcript", ALICE)])


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Ok!",
        "Ja",
        "sì",
        "D'accord",
        "vale",
        "👍",
        "Yes, please do.",
        "fine by me",
        "Dana it is",
        "Dana soll das machen",
        "Einverstanden, danke",
    ],
)
def test_a_word_that_may_take_the_suggestion_never_goes_to_the_customer_unasked(text: str) -> None:
    decision = answers_the_suggestion(text)
    assert (decision.outcome, told(decision)) == ("held:stray_command", [("transcript", ALICE)])
    (notice,) = notices(decision)
    assert (notice.data["suggestion"], notice.data["would"]["words"]) == ("#agree", [text])
    mine = answers_the_suggestion(text, arrival=replace(arrived(password_of(ALICE)), released=True))
    assert told(mine) == [("answer", MARIA)]


@pytest.mark.parametrize("text", ["Yes, we ship to Spain as well.", "Hello Maria,\n\nyes, it is fixed now.", "take"])
def test_what_can_only_be_an_answer_is_not_asked_about(text: str) -> None:
    assert notices(answers_the_suggestion(text))[0].data.get("suggestion") != "#agree"


def test_a_short_answer_on_ones_own_ticket_or_where_nobody_is_suggested_goes_out() -> None:
    assert told(asked("yes", looked=ASSISTED)) == [("answer", MARIA)]
    only_watched = Looked(routes=(replace(ROUTED, agent=None, mode="shadow", suggested=DANA),))
    assert told(asked("yes", story(state="new", agent=None), looked=only_watched)) == [("answer", MARIA)]


def test_a_held_word_is_replaced_by_the_command_that_it_meant() -> None:
    held = Hold(ticket=1042, inbox_id=31, why="stray_command", for_whom=ALICE, until=NOW + timedelta(days=7), id=3, worded=False)
    about_it = replace(letter("agent", ALICE), template="transcript", cause=31)
    known = story(state="new", agent=None, holds=(held,))
    decision = asked("#agree", known, looked=ASSISTED, letters=(about_it,))
    assert (the_ticket(decision).agent, effects(decision, EndHold)) == (DANA, [EndHold(hold=3)])


def test_a_short_reply_to_a_hand_over_asks_whether_somebody_is_suggested() -> None:
    handed = (replace(letter("agent", ALICE), template="handover"),)
    assert wanted("yes", letters=handed).reading
    assert wanted("yes") is None


# -- about oneself ---------------------------------------------------------------------------------------------------


def test_away_until_a_day_on_the_agents_own_clock() -> None:
    mine = (ticket(number=1, state="open"), ticket(number=2, state="waiting"))
    decision = asked("#away until monday", looked=Looked(mine=mine))
    assert effects(decision, SetAway) == [SetAway(agent=ALICE, until=hour(23, day=29), why="command")]
    assert said(decision) == (
        "You are away until Mon 30 Nov 2026, 00:00; #back ends it. One open ticket is yours: what you have not touched and is "
        "owed before goes to others, and you hear of it. #assign TEAM in its letter gives on what stays with you."
    )
    assert "no time to come" in said(asked("#away until someday"))


def test_back_ends_it() -> None:
    gone = Past(agents={ALICE: AgentState(address=ALICE, away_until=NOW + timedelta(days=1))})
    assert effects(asked("#back", past=gone), SetAway) == [SetAway(agent=ALICE, until=None, why="command")]
    assert said(asked("#back")) == "You were not away."


def test_snooze_puts_it_aside_and_the_timer_wakes_it() -> None:
    decision = asked("#snooze 2d")
    after = the_ticket(decision)
    assert (after.state, after.snoozed_until) == ("snoozed", NOW + timedelta(days=2))
    assert [(e.timer.kind, e.timer.due) for e in effects(decision, SetTimer)] == [("wake_snoozed", NOW + timedelta(days=2))]


def test_an_answer_with_snooze_is_sent_and_the_ticket_stays_aside() -> None:
    decision = asked("#snooze 2d\nWe look at it on Wednesday.")
    assert (decision.outcome, the_ticket(decision).state) == ("answered", "snoozed")


def test_take_wakes_what_was_put_aside() -> None:
    assert the_ticket(asked("#take", story(state="snoozed", snoozed_until=NOW))).state == "open"


def test_skills_tells_what_the_desk_thinks_with_the_evidence() -> None:
    record = SkillRecord(agent=ALICE, intent="billing.refund", at=NOW, solved=3.0, failed=1.0, timed_solved=3.0, hours_solved=4.5)
    past = Past(
        agents={ALICE: AgentState(address=ALICE, wishes={"account.access": "no"})}, skills={(ALICE, "billing.refund"): record}
    )
    told = [re.sub(r"solves \d+ %", "solves N %", row) for row in rows(asked("#skills", past=past))]
    assert told == [
        "account.access: solves N %; the settings say login 0.9; you would rather not",
        "billing.refund: solves N %; 3 solved of 4, about 1.5 h each; the settings say billing 0.3",
        "A word changes it: #skills NAME want, #skills NAME no.",
    ]


def test_a_wish_for_a_skill_stands_at_every_intent_that_asks_for_it_and_quick_work_is_told_in_minutes() -> None:
    record = SkillRecord(agent=ALICE, intent="billing.refund", at=NOW, solved=3.0, timed_solved=3.0, hours_solved=0.15)
    past = Past(agents={ALICE: AgentState(address=ALICE, wishes={"billing": "want"})}, skills={(ALICE, "billing.refund"): record})
    told = rows(asked("#skills", past=past))
    assert [row.partition("; ")[2] for row in told if row.startswith("billing.refund")] == [
        "3 solved of 3, about 3 min each; the settings say billing 0.3; you want more of it (billing)"
    ]
    assert not any(row.startswith("billing:") for row in told)


@pytest.mark.parametrize(("word", "wish"), [("want", "want"), ("No", "no"), ("clear", None)])
def test_a_wish_is_heard(word: str, wish: str | None) -> None:
    assert effects(asked(f"#skills Billing {word}"), SetWish) == [SetWish(agent=ALICE, name="billing", wish=wish)]  # type: ignore[arg-type]


def test_a_wish_for_what_nobody_knows_is_asked_about() -> None:
    assert said(asked("#skills biling want")) == "Nothing is called “biling” here; did you mean billing or billing.refund?"
    assert said(asked("#skills billing perhaps")).startswith("Write it as `#skills billing want`")


# -- answering with a suggestion -------------------------------------------------------------------------------------

DOCUMENT = Suggestion(kind="document", text="Open the page and choose “Forgot”.", source="Passwords – Forgotten", document="p.md")
ANSWER = Suggestion(kind="answer", text="I unlocked it.", source="#12 Locked out", ticket=12)
OFFERED = Looked(offered=(DOCUMENT, ANSWER), offered_here=True)


def test_use_answers_with_the_suggestion_in_the_agents_name() -> None:
    decision = asked("#use 2", looked=OFFERED)
    assert (decision.outcome, told(decision)) == ("answered", [("answer", MARIA), ("transcript", ALICE)])
    entry = effects(decision, AddEntry)[-1].entry
    assert (entry.kind, entry.visibility, entry.text, entry.by) == ("answer", "public", "I unlocked it.", ALICE)
    assert lines(decision)[0]["text"] == "You answered with #12 Locked out."
    assert the_ticket(decision).state == "waiting"


def test_the_agents_own_words_stand_above_the_suggestion() -> None:
    decision = asked("#use 1\n#resolve\n\nHello Maria,", looked=OFFERED)
    assert effects(decision, AddEntry)[-1].entry.text == "Hello Maria,\n\nOpen the page and choose “Forgot”."
    assert the_ticket(decision).state == "resolved"


@pytest.mark.parametrize(
    ("line", "words"),
    [("#use 3", "There is no suggestion 3; there are 2."), ("#use it", "Write the suggestion's number, as in #use 2.")],
)
def test_a_number_that_was_not_offered_sends_nothing(line: str, words: str) -> None:
    decision = asked(line, looked=OFFERED)
    assert (decision.outcome, said(decision)) == ("commanded", words)


def test_without_a_hand_over_that_suggests_nothing_is_sent() -> None:
    assert said(asked("#use 1")) == "No hand-over of this ticket suggested anything to you."


@pytest.mark.parametrize(
    ("offered", "here"),
    [(replace(ANSWER, private=("A-1042",)), True), (replace(ANSWER, whole=False), True), (ANSWER, False)],
)
def test_what_was_not_seen_as_it_would_go_is_shown_first(offered: Suggestion, here: bool) -> None:
    looked = Looked(offered=(offered,), offered_here=here)
    decision = asked("#use 1", looked=looked)
    assert (decision.outcome, told(decision)) == ("held:unseen_suggestion", [("transcript", ALICE)])
    assert effects(decision, PlaceHold)[0].hold.why == "unseen_suggestion"
    assert notices(decision)[0].data["would"]["words"] == ["I unlocked it."]
    assert ("A-1042 may be another customer's own" in lines(decision)[0]["text"]) == bool(offered.private)

    released = asked("#use 1", looked=looked, arrival=arrived(password_of(ALICE), released=True))
    assert effects(released, AddEntry)[-1].entry.text == "I unlocked it."


def test_send_settles_a_suggestion_that_was_held() -> None:
    held = Hold(id=3, ticket=1042, inbox_id=5, why="unseen_suggestion", for_whom=ALICE, until=NOW)
    assert effects(asked("#send", replace(OPEN, holds=(held,))), EndHold) == [EndHold(hold=3)]


def test_a_suggestion_that_gives_a_reply_address_away_is_held() -> None:
    leaky = replace(DOCUMENT, text="Write to support+abcdefghijkmnpqrstuvwxyz23@example.com")
    assert asked("#use 1", looked=Looked(offered=(leaky,), offered_here=True)).outcome == "held:reply_token"


def test_use_with_note_stays_inside() -> None:
    decision = asked("#note see below\n#use 2", looked=OFFERED)
    assert (decision.outcome, told(decision)) == ("noted", [("transcript", ALICE)])


def test_commands_need_both_proofs() -> None:
    forged = answered_by_alice("#misroute billing", OPEN, arrival=arrived())
    assert (forged.outcome, effects(forged, Teach)) == ("noted", [])
