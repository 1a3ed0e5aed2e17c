"""An agent's mail: commands, answers, notes, held mails."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mailgate.model.address import Address
from mailgate.model.decision import (
    AddEntry,
    AddParticipant,
    ChangeTicket,
    CountEvent,
    Decision,
    EndHold,
    KeepRoute,
    PlaceHold,
    RevealEntry,
    RunAgain,
    SetTimer,
    SettleOther,
    Teach,
)
from mailgate.model.facts import AgentState, Past
from mailgate.model.message import Attachment
from mailgate.model.promise import Timer
from mailgate.model.rules import Actions, Condition, Trigger
from mailgate.model.ticket import Entry, Hold, Participant
from mailgate.policy.proofs import FIXES, SAID
from tests.policy.desk import ALICE, BOB, DANA, OFFICE, rulebook
from tests.policy.mails import (
    MALLORY,
    MARIA,
    NOW,
    answered_by_alice,
    arrived,
    decided,
    effects,
    facts,
    from_alice,
    judged,
    letter,
    notices,
    password_of,
    story,
    sure_of,
    the_ticket,
    token,
    told,
)

DOCS = Path(__file__).parents[2] / "docs"
OPEN = story(state="open", waiting_since=None)
FILE = Attachment(name="form.pdf", type="application/pdf", data=b"%PDF", sha256="ab")


def transcript_of(decision: object) -> dict[str, object]:
    return dict(next(n.data for n in notices(decision) if n.template == "transcript"))  # type: ignore[arg-type]


def would(decision: object) -> dict[str, Any]:
    return dict(transcript_of(decision)["would"])  # type: ignore[call-overload, no-any-return]


def texts(decision: object) -> list[str]:
    return [line["text"] for line in transcript_of(decision)["lines"]]  # type: ignore[attr-defined]


# -- answers ---------------------------------------------------------------------------------------------------------


def test_a_reply_goes_to_the_customer_and_the_ticket_waits() -> None:
    decision = answered_by_alice("Hello Maria,\n\nit works again.", OPEN)
    assert (decision.outcome, decision.reason, decision.ticket) == ("answered", "answer", 1042)
    assert told(decision) == [("answer", MARIA)]
    letter = notices(decision)[0]
    assert (letter.from_agent, letter.automatic, letter.data["resolves"], letter.entry) == (ALICE, False, False, 0)
    assert the_ticket(decision).state == "waiting"
    assert the_ticket(decision).first_response_at == NOW


def test_the_answers_entry_is_the_last_one_and_public() -> None:
    entry = effects(answered_by_alice("#tag vip\nIt works again.", OPEN), AddEntry)[-1].entry
    assert (entry.kind, entry.visibility, entry.text, entry.by, entry.by_name) == (
        "answer",
        "public",
        "It works again.",
        ALICE,
        "Alice",
    )


def test_other_participants_get_a_copy_and_pending_ones_do_not() -> None:
    people = (
        Participant(address=MARIA),
        Participant(address="boss@example.org", role="cc"),
        Participant(address=MALLORY, role="cc", state="pending"),
        Participant(address="old@example.org", role="cc", state="left"),
    )
    assert notices(answered_by_alice("Hello", replace(OPEN, participants=people)))[0].cc == ("boss@example.org",)


def test_who_answers_what_a_colleague_has_by_now_hears_it_and_so_does_the_colleague() -> None:
    decision = answered_by_alice("Hello Maria, it works.", story(state="open", waiting_since=None, agent=BOB))
    assert sorted(told(decision)) == [("answer", MARIA), ("rule_notice", BOB), ("transcript", ALICE)]
    assert texts(decision)[-1] == "Bob has this ticket, and hears that you answered."
    assert the_ticket(decision).agent == BOB
    (heard,) = [n for n in notices(decision) if n.template == "rule_notice"]
    assert str(heard.data["because"]).startswith("Alice answered #1042, which is yours")
    taken = answered_by_alice("#take\nHello Maria", story(state="open", waiting_since=None, agent=BOB))
    assert ("rule_notice", BOB) not in told(taken)


def test_who_answers_a_ticket_that_nobody_has_takes_it() -> None:
    assert the_ticket(answered_by_alice("Hello", story(state="open", agent=None))).agent == ALICE


def test_who_answers_anothers_ticket_does_not_take_it() -> None:
    assert the_ticket(answered_by_alice("Hello", story(state="open", agent=DANA))).agent == DANA


def test_a_plain_reply_gets_no_transcript() -> None:
    assert "transcript" not in [t for t, _ in told(answered_by_alice("Hello", OPEN))]


def test_a_file_alone_is_an_answer() -> None:
    decision = answered_by_alice("", OPEN, attachments=(FILE,))
    assert decision.outcome == "answered"
    assert effects(decision, AddEntry)[-1].entry.attachments == (("form.pdf", "application/pdf", 4, "ab"),)


def test_a_mail_without_words_does_nothing_and_says_so() -> None:
    decision = answered_by_alice(" \n", OPEN)
    assert decision.outcome == "ignored:empty"
    assert told(decision) == [("transcript", ALICE)]


def test_an_answer_to_an_ended_ticket_leaves_it_ended() -> None:
    decision = answered_by_alice("One more thing", story(state="resolved", resolved_at=NOW))
    assert decision.outcome == "answered"
    assert effects(decision, ChangeTicket) == []


def test_words_for_a_customer_who_takes_no_mail_are_kept_as_a_note() -> None:
    decision = answered_by_alice("Hello", story(state="open", customer="no-reply@shop.example"))
    assert (decision.outcome, decision.reason) == ("noted", "no_recipient")
    assert told(decision) == [("transcript", ALICE)]


LETTER = b"Message-ID: <abc@support.example.com>\r\nFrom: support@example.com\r\n\r\ninternal"
REPLIED = b"To: support+abcdefghijkmnpqrstuvwxyz23@example.com\r\n\r\nhello"


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("handover.eml", "message/rfc822", LETTER),
        ("handover.EML", "application/octet-stream", LETTER),
        ("reply.eml", "message/rfc822", REPLIED),
        ("letter.txt", "text/plain", REPLIED),
        ("letter.msg", "application/vnd.ms-outlook", REPLIED.decode().encode("utf-16-le")),
    ],
)
def test_a_letter_of_the_desk_never_reaches_the_customer_as_a_file(name: str, kind: str, data: bytes) -> None:
    files = (Attachment(name=name, type=kind, data=data, sha256="cd"), FILE)
    decision = answered_by_alice("See there.", OPEN, attachments=files)
    assert [name for name, *_ in effects(decision, AddEntry)[-1].entry.attachments] == ["form.pdf"]
    assert told(decision) == [("answer", MARIA), ("transcript", ALICE)]
    assert texts(decision)[0] == f"Not sent: {name} is a letter of the desk, or names a reply address of it."


def test_a_letter_of_the_desk_alone_is_no_answer() -> None:
    file = Attachment(name="handover.eml", type="message/rfc822", data=LETTER, sha256="cd")
    decision = answered_by_alice("", OPEN, attachments=(file,))
    assert (decision.outcome, told(decision)) == ("ignored:empty", [("transcript", ALICE)])
    assert texts(decision)[0].startswith("Not sent: handover.eml")


def test_somebody_elses_mail_is_a_file_like_any_other() -> None:
    data = b"Message-ID: <x@example.net>\r\nReferences: <abc@support.example.com>\r\n\r\nHello"
    file = Attachment(name="theirs.eml", type="message/rfc822", data=data, sha256="cd")
    assert effects(answered_by_alice("See there.", OPEN, attachments=(file,)), AddEntry)[-1].entry.attachments != ()


def test_pictures_of_the_signature_and_the_quote_stay_here_and_pasted_ones_go_out() -> None:
    pictures = tuple(
        Attachment(name=f"{name}.png", type="image/png", data=b"", sha256=name, inline=True, content_id=f"{name}@x")
        for name in ("shot", "logo", "attached")
    )
    document = "<p>Look:</p><img src='cid:shot@x'><div>-- <br>Alice Doe</div><img src='cid:LOGO@x'>"
    decision = answered_by_alice("Look:", OPEN, html=document, signature="-- \nAlice Doe", attachments=pictures)
    assert [name for name, *_ in effects(decision, AddEntry)[-1].entry.attachments] == ["shot.png", "attached.png"]
    assert told(decision) == [("answer", MARIA)]


# -- commands --------------------------------------------------------------------------------------------------------


def test_a_note_stays_inside() -> None:
    decision = answered_by_alice("#note\nShe called twice.", OPEN)
    assert (decision.outcome, told(decision)) == ("noted", [("transcript", ALICE)])
    entry = effects(decision, AddEntry)[-1].entry
    assert (entry.kind, entry.visibility, entry.text) == ("note", "internal", "She called twice.")


def test_a_note_on_its_own_line_is_a_note_too() -> None:
    assert effects(answered_by_alice("#note she called", OPEN), AddEntry)[-1].entry.text == "she called"


def test_resolve_with_words_is_one_letter_that_says_both() -> None:
    decision = answered_by_alice("#resolve\nIt works again.", OPEN)
    assert (decision.outcome, decision.reason) == ("answered", "resolved")
    assert told(decision) == [("answer", MARIA), ("transcript", ALICE)]
    assert notices(decision)[0].data["resolves"] is True
    ticket = the_ticket(decision)
    assert (ticket.state, ticket.resolved_by) == ("resolved", ALICE)


def test_resolve_alone_resolves_and_writes_nothing_to_the_customer() -> None:
    decision = answered_by_alice("#resolve", OPEN)
    assert decision.outcome == "commanded"
    assert told(decision) == [("transcript", ALICE)]
    assert the_ticket(decision).state == "resolved"


def test_resolving_teaches_what_it_was() -> None:
    lesson = effects(answered_by_alice("#resolve", story(state="open", intent="account.access")), Teach)[0].lesson
    assert (lesson.text, lesson.intent, lesson.agent, lesson.source) == ("I can't log in", "account.access", ALICE, "resolved")


def test_close_alone() -> None:
    decision = answered_by_alice("#close", OPEN)
    assert told(decision) == [("transcript", ALICE)]
    assert the_ticket(decision).state == "closed"


def test_what_is_ended_is_not_ended_again() -> None:
    decision = answered_by_alice("#resolve", story(state="closed", closed_at=NOW))
    assert told(decision) == [("transcript", ALICE)]
    assert texts(decision) == ["It is closed already."]


def test_take() -> None:
    decision = answered_by_alice("#take", story(state="new", agent=None))
    assert decision.outcome == "commanded"
    assert told(decision) == [("transcript", ALICE)]
    assert (the_ticket(decision).agent, the_ticket(decision).state) == (ALICE, "open")


@pytest.mark.parametrize("name", ["bob", "Bob", "bob@example.com", "BO"])
def test_assign_to_a_person_hands_it_over(name: str) -> None:
    decision = answered_by_alice(f"#assign {name}", OPEN)
    ticket = the_ticket(decision)
    assert (ticket.agent, ticket.team, ticket.transfers) == (BOB, "billing", 1)
    assert told(decision) == [("handover", BOB), ("transcript", ALICE)]
    assert effects(decision, KeepRoute)[0].route.reason == "assigned"


def test_assign_to_a_team_puts_it_into_the_teams_queue() -> None:
    decision = answered_by_alice("#assign billing", OPEN)
    assert (the_ticket(decision).agent, the_ticket(decision).team) == (None, "billing")
    assert told(decision) == [("handover", BOB), ("handover", DANA), ("transcript", ALICE)]
    assert notices(decision)[0].data["queue"] == "billing"


def test_assign_says_when_that_person_is_away() -> None:
    past = Past(agents={BOB: AgentState(address=BOB, away_until=NOW + timedelta(days=2))})
    assert texts(answered_by_alice("#assign bob", OPEN, past=past)) == ["Bob has it now, but is away until 2026-11-25."]


def test_assign_to_nobody_known_changes_nothing_and_asks() -> None:
    decision = answered_by_alice("#assign bbo", OPEN)
    assert effects(decision, ChangeTicket) == []
    assert texts(decision) == ["Nobody is called that; did you mean Bob?"]


def test_unassign_reopen_priority_and_tags() -> None:
    ended = story(state="closed", closed_at=NOW, tags=("old",))
    ticket = the_ticket(answered_by_alice("#reopen\n#priority urgent\n#tag vip, Login\n#untag old\n#unassign", ended))
    assert (ticket.state, ticket.priority, ticket.tags, ticket.agent) == ("open", "urgent", ("vip", "login"), None)


def test_a_command_that_fails_holds_the_words_and_says_why() -> None:
    decision = answered_by_alice("#priority soon\nHello Maria", OPEN)
    assert decision.outcome == "held:failed_command"
    assert texts(decision)[0].startswith("A priority is one of urgent, high, normal, low. So nothing of your mail was done")


def test_a_command_that_needs_more_says_what() -> None:
    assert texts(answered_by_alice("#assign", OPEN)) == ["It needs more: #assign WHO or TEAM."]


def test_help_is_the_table_of_commands() -> None:
    (line,) = transcript_of(answered_by_alice("#help", OPEN))["lines"]  # type: ignore[misc]
    rows = line["rows"]
    assert rows[:3] == [
        "#note [WORDS] – keeps the rest as an internal note",
        "#reply – sends the rest to the customer, as it would be without",
        "#resolve – marks it resolved",
    ]
    tables = [row for row in (DOCS / "agents.md").read_text(encoding="utf-8").splitlines() if row.startswith("| `#")]
    documented = {word for row in tables for word in re.findall(r"`#([a-z]+)", row.split(" | ")[0])}
    assert {row.split()[0].removeprefix("#") for row in rows} == documented


def test_two_commands_in_one_line_are_told_so() -> None:
    decision = answered_by_alice("#resolve #note\nDone.", OPEN)
    assert decision.outcome == "held:unknown_command"
    assert texts(decision) == ["One command a line."]
    assert transcript_of(decision)["suggestion"] is None


def test_where_nobody_is_called_that_those_there_are_are_named() -> None:
    told = texts(answered_by_alice("#assign xyzzy", OPEN))[0]
    assert told.startswith("Nobody is called that; there are ")
    assert {"Alice", "Bob", "Dana", "team helpdesk"} <= set(told.removesuffix(".").partition("there are ")[2].split(", "))


def test_commands_alone_write_no_answer() -> None:
    decision = answered_by_alice("Hello Maria,\n\n#take\n#tag vip\n", OPEN)
    assert (decision.outcome, told(decision)) == ("commanded", [("transcript", ALICE)])


def test_a_waiting_mail_is_let_in_with_who_wrote_it() -> None:
    waiting = Entry(kind="mail", id=12, at=NOW, by="boss@example.org", by_name="Boss", visibility="pending")
    decision = answered_by_alice("#accept", replace(OPEN, pending=(waiting,)))
    assert effects(decision, RevealEntry) == [RevealEntry(ticket=1042, entry=12)]
    participant = Participant(address="boss@example.org", name="Boss", role="cc", state="active")
    assert effects(decision, AddParticipant) == [AddParticipant(ticket=1042, participant=participant)]


def test_whom_a_mail_lets_in_gets_its_answer() -> None:
    waiting = Entry(kind="mail", id=12, at=NOW, by="boss@example.org", visibility="pending")
    decision = answered_by_alice("#accept\nHello both", replace(OPEN, pending=(waiting,)))
    assert notices(decision)[0].cc == ("boss@example.org",)


def test_accept_with_an_address_lets_only_that_one_in() -> None:
    waiting = tuple(
        Entry(kind="mail", id=i, at=NOW, by=a, visibility="pending") for i, a in ((12, "boss@example.org"), (13, MALLORY))
    )
    decision = answered_by_alice("#accept boss@example.org", replace(OPEN, pending=waiting))
    assert [e.entry for e in effects(decision, RevealEntry)] == [12]


def test_accept_lets_waiting_people_in_where_no_mail_waits() -> None:
    people = (Participant(address=MARIA), Participant(address="boss@example.org", role="cc", state="pending"))
    decision = answered_by_alice("#accept", replace(OPEN, participants=people))
    assert [e.participant.address for e in effects(decision, AddParticipant)] == ["boss@example.org"]


def test_nothing_to_accept() -> None:
    assert texts(answered_by_alice("#accept", OPEN)) == ["Nothing waits to be let in."]


def test_triggers_on_resolved_fire() -> None:
    trigger = Trigger(on="resolved", when=Condition(), then=Actions(tags=("done",)))
    assert the_ticket(answered_by_alice("#resolve", OPEN, judgement=judged(triggers=(trigger,)))).tags == ("done",)


# -- held ------------------------------------------------------------------------------------------------------------


def test_a_misspelt_command_holds_the_whole_mail_and_asks() -> None:
    decision = answered_by_alice("#resovle\nIt works again.", OPEN)
    assert decision.outcome == "held:unknown_command"
    assert told(decision) == [("transcript", ALICE)]
    data = transcript_of(decision)
    assert (data["held"], data["suggestion"], data["hold_words"]) == (True, "#resolve", ["#resovle"])
    hold = effects(decision, PlaceHold)[0].hold
    assert (hold.ticket, hold.inbox_id, hold.for_whom) == (1042, 7, ALICE)
    assert effects(decision, SetTimer)[0].timer == Timer(kind="held", ticket=1042, due=NOW + timedelta(days=1), name="7")
    assert effects(decision, ChangeTicket) == effects(decision, AddEntry) == []


@pytest.mark.parametrize("word", ["#due", "#merge", "#Ask", "#undo", "#note2"])
def test_a_command_that_is_not_there_yet_holds_the_mail_and_says_so(word: str) -> None:
    decision = answered_by_alice(f"{word} 2d\nIt works again.", OPEN)
    assert decision.outcome == "held:unknown_command"
    known = word != "#note2"
    assert transcript_of(decision)["suggestion"] == (None if known else "#note")
    assert texts(decision) == (["This command is not available yet."] if known else [])


def test_a_command_in_the_middle_of_the_text_holds_it() -> None:
    assert answered_by_alice("It works again.\n#resolve\n", OPEN).outcome == "held:stray_command"


def test_an_agents_own_address_in_a_sentence_holds_it() -> None:
    decision = answered_by_alice("Write to me at alice@example.com, please.", OPEN)
    assert decision.outcome == "held:agent_address"
    assert transcript_of(decision)["hold_words"] == ["alice@example.com"]


@pytest.mark.parametrize(
    "words", ["<Alice@Example.com>.", "(mailto:alice@example.com)", "alice+home@example.com", "x,bob@example.com'"]
)
def test_however_it_is_written(words: str) -> None:
    assert answered_by_alice(f"Write to {words}", OPEN).outcome == "held:agent_address"


@pytest.mark.parametrize("words", ["alice@example.com.au", "malice@example.com", "alice@example", "alice at example.com"])
def test_other_addresses_are_the_agents_own_business(words: str) -> None:
    assert answered_by_alice(f"Write to {words}", OPEN).outcome == "answered"


def test_the_settings_may_allow_an_agents_address() -> None:
    decision = answered_by_alice("Write to alice@example.com.", OPEN, judgement=judged(agent_address_in_text="allow"))
    assert decision.outcome == "answered"


def test_a_note_may_name_an_agents_address() -> None:
    assert answered_by_alice("#note\nask bob@example.com", OPEN).outcome == "noted"


def test_the_desks_own_address_is_no_secret() -> None:
    assert answered_by_alice("Write to support@example.com.", OPEN).outcome == "answered"


TOKEN = "abcdefghijkmnpqrstuvwxyz23"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"support+{TOKEN}@example.com", "support+…@example.com"),
        (f"(mailto:Support+{TOKEN.upper()}@example.com?subject=x)", "Support+…@example.com"),
        (f"support%2B{TOKEN}%40example.com", "support+…@example.com"),
        (f"bounce+{TOKEN}@support.example.com", "bounce+…@support.example.com"),
        (f"Re: [#1042-{TOKEN}] Login", "[#1042-…]"),
    ],
)
def test_a_reply_address_in_a_sentence_holds_it_and_the_token_is_not_repeated(words: str, shown: str) -> None:
    for judgement in (judged(), judged(agent_address_in_text="allow")):
        decision = answered_by_alice(f"Write to {words}.", OPEN, judgement=judgement)
        assert (decision.outcome, transcript_of(decision)["hold_words"]) == ("held:reply_token", [shown])


@pytest.mark.parametrize(
    "words", ["support+sales@example.com", f"support+{TOKEN}@elsewhere.example", f"support+{TOKEN}a@example.com"]
)
def test_an_address_without_a_token_of_ours_is_no_secret(words: str) -> None:
    assert answered_by_alice(f"Write to {words}", OPEN).outcome == "answered"


HELD = replace(
    OPEN,
    holds=(
        Hold(id=3, ticket=1042, inbox_id=5, why="unknown_command", for_whom=ALICE, until=NOW),
        Hold(id=4, ticket=1042, inbox_id=6, why="unknown_command", for_whom=ALICE, until=NOW),
        Hold(id=9, ticket=1042, inbox_id=8, why="unknown_command", for_whom=BOB, until=NOW),
    ),
)


ABOUT_5 = replace(letter("agent", ALICE, template="transcript"), cause=5)
ABOUT_6 = replace(letter("agent", ALICE, template="transcript"), cause=6)
ONE_HELD = replace(OPEN, holds=HELD.holds[1:])


def test_send_takes_in_again_the_held_mail_whose_letter_it_answers() -> None:
    decision = answered_by_alice("#send", HELD, letters=(ABOUT_5, ABOUT_6))
    assert decision.outcome == "commanded"
    assert effects(decision, EndHold) + effects(decision, RunAgain) == [EndHold(hold=3), RunAgain(inbox_id=5)]


def test_drop_throws_away_the_held_mail_whose_letter_it_answers() -> None:
    decision = answered_by_alice("#drop", HELD, letters=(ABOUT_6, ABOUT_5))
    assert effects(decision, SettleOther) == [SettleOther(inbox_id=6, outcome="ignored:dropped", reason="dropped")]
    assert effects(decision, EndHold) == [EndHold(hold=4)]


def test_of_several_held_mails_and_no_letter_that_tells_which_none_is_settled() -> None:
    for letters in ((), (letter("agent", ALICE, template="handover"),)):
        decision = answered_by_alice("#send", HELD, letters=letters)
        assert effects(decision, EndHold) == effects(decision, RunAgain) == []
        assert texts(decision) == ["Which one? 2 mails of yours are held here. Reply to the letter about the one that you mean."]


def test_an_answer_to_the_letter_about_a_mail_that_is_settled_does_not_settle_another() -> None:
    decision = answered_by_alice("#send", ONE_HELD, letters=(ABOUT_5, ABOUT_6))
    assert effects(decision, EndHold) == effects(decision, RunAgain) == []
    assert texts(decision)[0].startswith("Nothing was done: you answered a letter about another mail.")


def test_the_only_held_mail_is_settled_by_an_answer_to_any_other_letter_of_its_ticket() -> None:
    for letters in ((), (letter("agent", ALICE, template="handover"),)):
        decision = answered_by_alice("#send", ONE_HELD, letters=letters)
        assert effects(decision, RunAgain) == [RunAgain(inbox_id=6)]


def test_the_words_below_send_reach_nobody() -> None:
    decision = answered_by_alice("#send\nSorry, a typo", ONE_HELD)
    assert told(decision) == [("transcript", ALICE)]
    assert "The words below #send were not sent to anybody." in texts(decision)


def test_send_where_nothing_is_held_says_so() -> None:
    assert texts(answered_by_alice("#send", OPEN)) == ["No mail of yours is held on this ticket."]


def test_of_a_released_mail_no_command_line_reaches_the_customer() -> None:
    words = "#resovle\nIt works again.\n\n#close\n\nBest regards"
    decision = answered_by_alice(words, OPEN, arrival=arrived(password_of(ALICE), released=True))
    assert decision.outcome == "answered"
    assert effects(decision, AddEntry)[-1].entry.text == "It works again.\n\nBest regards"
    assert the_ticket(decision).state == "waiting"
    left_out = "Left out: nothing is done for it, and the customer does not see it."
    assert texts(decision) == [left_out, left_out, "Your words went to maria@example.org."]


def test_a_released_mail_that_is_only_a_misspelt_command_writes_to_nobody() -> None:
    decision = answered_by_alice("#resovle\n", OPEN, arrival=arrived(password_of(ALICE), released=True))
    assert (decision.outcome, told(decision)) == ("ignored:empty", [("transcript", ALICE)])


@pytest.mark.parametrize(
    ("text", "to", "words", "note", "lines"),
    [
        ("#resovle\nHi\n\nIt works.", [MARIA], ["Hi", "", "It works."], [], [("#resovle", False)]),
        ("#resolve\n#tga vip\nIt works.", [MARIA], ["It works."], [], [("#tga vip", False), ("#resolve", True)]),
        ("It works.\n#resolve", [MARIA], ["It works."], [], [("#resolve", False)]),
        ("Write to alice@example.com.", [MARIA], ["Write to alice@example.com."], [], []),
        ("#note\n#foo\nask Bob", [], [], ["ask Bob"], [("#foo", False), ("#note", True)]),
        ("#foo", [], [], [], [("#foo", False)]),
    ],
)
def test_a_held_mail_is_shown_as_it_would_go(
    text: str, to: list[str], words: list[str], note: list[str], lines: list[tuple[str, bool]]
) -> None:
    decision = answered_by_alice(text, OPEN)
    assert decision.outcome.startswith("held:")
    assert (would(decision)["to"], would(decision)["words"], would(decision)["note"]) == (to, words, note)
    assert [(line["command"], line["ok"]) for line in would(decision)["lines"]] == lines
    released = answered_by_alice(text, OPEN, arrival=arrived(password_of(ALICE), released=True))
    sent = [e.entry.text for e in effects(released, AddEntry) if e.entry.kind in ("answer", "note")]
    assert sent == ["\n".join(words or note)] * bool(words or note)


# -- corrected -------------------------------------------------------------------------------------------------------


def test_the_mail_as_it_should_be_takes_the_place_of_the_held_one() -> None:
    decision = answered_by_alice("#resolve\nIt works again.", HELD, letters=(ABOUT_5,))
    assert decision.outcome == "answered"
    assert effects(decision, EndHold) == [EndHold(hold=3)]
    assert effects(decision, SettleOther) == [SettleOther(inbox_id=5, outcome="ignored:replaced", reason="replaced")]
    assert texts(decision)[-1] == "It takes the place of your held mail, which is thrown away."


def test_so_does_one_without_commands_and_its_writer_hears_it() -> None:
    decision = answered_by_alice("It works again.", HELD, letters=(ABOUT_5,))
    assert told(decision) == [("answer", MARIA), ("transcript", ALICE)]
    assert texts(decision) == ["It takes the place of your held mail, which is thrown away."]


def test_a_correction_that_is_held_itself_takes_its_place_too() -> None:
    decision = answered_by_alice("#resovle\nIt works again, really.", HELD, letters=(ABOUT_5,))
    assert decision.outcome == "held:unknown_command"
    assert effects(decision, EndHold) == [EndHold(hold=3)]


@pytest.mark.parametrize(("worded", "ended"), [(True, []), (False, [EndHold(hold=3)])])
def test_a_mere_command_corrects_only_what_was_mere_commands(worded: bool, ended: list[EndHold]) -> None:
    of = replace(OPEN, holds=(replace(HELD.holds[0], worded=worded),))
    decision = answered_by_alice("#resolve", of, letters=(ABOUT_5,))
    assert (decision.outcome, effects(decision, EndHold)) == ("commanded", ended)
    assert ("Your held mail still waits" in texts(decision)[-1]) is worded


@pytest.mark.parametrize(("worded", "ended"), [(True, []), (False, [EndHold(hold=3)])])
def test_a_misspelt_command_alone_does_not_replace_words(worded: bool, ended: list[EndHold]) -> None:
    of = replace(OPEN, holds=(replace(HELD.holds[0], worded=worded),))
    decision = answered_by_alice("#hlep", of, letters=(ABOUT_5,))
    assert (decision.outcome, effects(decision, EndHold)) == ("held:unknown_command", ended)


def test_asking_leaves_the_held_mail_alone() -> None:
    decision = answered_by_alice("#status", replace(OPEN, holds=(replace(HELD.holds[0], worded=False),)), letters=(ABOUT_5,))
    assert (effects(decision, EndHold), len(texts(decision))) == ([], 1)


def test_an_answer_to_another_letter_leaves_the_held_mail_alone() -> None:
    decision = answered_by_alice("It works again.", HELD, letters=(letter("agent", ALICE, template="handover"), ABOUT_5))
    assert effects(decision, EndHold) == []


@pytest.mark.parametrize(("text", "worded"), [("#resovle", False), ("#resovle\nHello", True), ("#note so so\n#foo", True)])
def test_a_hold_knows_whether_there_are_words(text: str, worded: bool) -> None:
    assert effects(answered_by_alice(text, OPEN), PlaceHold)[0].hold.worded is worded


# -- codes -----------------------------------------------------------------------------------------------------------

MANY = replace(OPEN, holds=(Hold(id=5, ticket=1042, inbox_id=77, why="many_customers", for_whom=ALICE, until=NOW),))
CODED = replace(letter("agent", ALICE, template="transcript"), cause=77)


def new_mail_of_alice(text: str, **known: Any) -> Decision:
    """Written anew: it answers no letter."""
    return decided(from_alice(text), facts(MANY, **known), arrived(password_of(ALICE)))


def test_a_code_lets_its_mail_go_from_a_new_mail() -> None:
    decision = new_mail_of_alice("#confirm abcde-fghjk", codes=1, confirmed=(CODED,))
    assert (decision.outcome, decision.ticket) == ("commanded", 1042)
    assert effects(decision, EndHold) + effects(decision, RunAgain) == [EndHold(hold=5), RunAgain(inbox_id=77)]
    assert effects(decision, AddEntry)[0].entry.text == "#confirm"


def test_the_mail_with_a_code_does_nothing_else() -> None:
    decision = new_mail_of_alice("#confirm abcde-fghjk\n#close\n#foo\nBye", codes=1, confirmed=(CODED,))
    assert told(decision) == [("transcript", ALICE)]
    assert effects(decision, ChangeTicket) == []


@pytest.mark.parametrize(
    "known",
    [
        {"codes": 1},
        {"codes": 1, "confirmed": (replace(CODED, to=BOB),)},
        {"codes": 1, "confirmed": (CODED,), "wrong_codes": 5},
    ],
)
def test_a_code_that_is_wrong_or_anothers_or_the_sixth_guess_does_nothing_and_is_counted(known: dict[str, Any]) -> None:
    decision = new_mail_of_alice("#confirm abcde-fghjk", **known)
    assert (decision.outcome, told(decision)) == ("quarantined:wrong_code", [("not_acted_on", ALICE)])
    assert effects(decision, CountEvent)[-1].key == "wrong-code:alice@example.com"


def test_a_wrong_code_in_a_reply_does_nothing_and_is_counted() -> None:
    reply = facts(MANY, tokens=(token("agent", ALICE),), codes=1)
    decision = decided(from_alice("#confirm abcde-fghjk"), reply, arrived(password_of(ALICE)))
    assert (decision.outcome, effects(decision, RunAgain)) == ("commanded", [])
    assert effects(decision, CountEvent)[0].key == "wrong-code:alice@example.com"
    assert texts(decision)[0].startswith("That is no code of a held mail of yours")


TWO = (token("agent", ALICE, 1042), token("agent", ALICE, 1043))


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({"tokens": TWO}, "noted"),  # it answers two tickets
        ({"dead_tokens": 1}, "opened"),  # its reply address has expired
        ({"dead_tokens": 1, "letters": (letter("agent", BOB),)}, "noted"),
        ({"letters": (letter("customer", ALICE),)}, "quarantined:wrong_code"),
        ({"tokens": TWO[:1]}, "commanded"),  # both proofs
        ({"tokens": TWO[:1], "replayed": True}, "noted"),
    ],
)
def test_every_wrong_code_is_counted_whatever_else_is_wrong(known: dict[str, Any], outcome: str) -> None:
    past = facts(OPEN, story(1043), codes=2, **known)
    text = "#confirm abcde-fghjk\n#confirm abcde-fghjm\n\nYes, all of them."
    decision = decided(from_alice(text), past, arrived(password_of(ALICE)))
    assert decision.outcome == outcome
    assert guesses(decision) == 2


@pytest.mark.parametrize("above", ["#drop", "#send", "#drop\n#send"])
def test_a_wrong_code_below_another_word_is_a_wrong_code(above: str) -> None:
    decision = answered_by_alice(f"{above}\n#confirm abcde-fghjk", HELD, codes=1, letters=(ABOUT_5,))
    assert (effects(decision, EndHold), guesses(decision)) == ([], 1)
    assert texts(decision)[0].startswith("That is no code of a held mail of yours")


def test_nobody_else_can_use_up_an_agents_guesses() -> None:
    unproven = decided(from_alice("#confirm abcde-fghjk"), facts(OPEN, tokens=TWO[:1], codes=1))
    agents = {ALICE: replace(judged().rulebook.agents[ALICE], require="strict")}
    signed = decided(from_alice("#confirm x"), facts(OPEN, codes=1), arrived(sure_of(ALICE)), judgement=judged(agents=agents))
    assert (guesses(unproven), guesses(signed)) == (0, 0)


def guesses(decision: Decision) -> int:
    return [one.key for one in effects(decision, CountEvent)].count("wrong-code:alice@example.com")


def test_a_code_counts_for_nothing_without_proof_of_who_sent_it() -> None:
    decision = decided(from_alice("#confirm abcde-fghjk"), facts(MANY, codes=1, confirmed=(CODED,)))
    assert effects(decision, RunAgain) == []
    assert told(decision)[0] == ("not_acted_on", ALICE)


def test_a_code_is_good_once() -> None:
    decision = decided(from_alice("#confirm abcde-fghjk"), facts(OPEN, codes=1, confirmed=(CODED,)), arrived(password_of(ALICE)))
    assert texts(decision) == ["The mail of that code is settled already."]


# -- without proof ---------------------------------------------------------------------------------------------------


def test_an_unproven_mail_with_a_live_token_is_an_unverified_note_and_the_agent_hears_why() -> None:
    decision = decided(from_alice("#close\nBye"), facts(OPEN, tokens=(token("agent", ALICE),)))
    assert (decision.outcome, decision.reason, decision.ticket) == ("noted", "origin_unproven", 1042)
    entry = effects(decision, AddEntry)[0].entry
    assert (entry.kind, entry.visibility, entry.verified) == ("note", "internal", False)
    assert told(decision) == [("not_acted_on", ALICE)]
    assert notices(decision)[0].data["why"] == "nothing proves that you sent it"
    assert effects(decision, ChangeTicket) == []


def test_every_reason_not_to_act_has_words_for_people_and_a_way_out() -> None:
    assert SAID.keys() == FIXES.keys()


def test_the_agent_hears_of_it_at_most_once_an_hour() -> None:
    past = facts(OPEN, tokens=(token("agent", ALICE),))
    decision = decided(from_alice("#close"), replace(past, counts=replace(past.counts, denials_told_hour=1)))
    assert (decision.outcome, told(decision)) == ("noted", [])


def test_office_hours_do_not_stop_an_answer() -> None:
    assert OFFICE.name in rulebook().hours
    message = from_alice("Hello", to=(Address(address="support@example.com"),))
    decision = decided(message, facts(OPEN, tokens=(token("agent", ALICE),)), arrived(password_of(ALICE)))
    assert decision.outcome == "answered"


# -- words that may be a colleague's ----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["#assign bob", "#unassign", "#misroute billing", "#tag vip\n#give billing"])
def test_words_below_a_command_that_gives_the_ticket_on_wait_until_it_is_clear_whom_they_are_for(command: str) -> None:
    decision = answered_by_alice(f"{command}\n\nBob, this one is yours I think.", OPEN)
    assert (decision.outcome, told(decision)) == ("held:words_after_handing_on", [("transcript", ALICE)])
    assert effects(decision, ChangeTicket) == effects(decision, AddEntry) == []
    data = transcript_of(decision)
    assert (data["hold_why"], data["hold_words"]) == ("words_after_handing_on", [command.splitlines()[-1]])
    assert (would(decision)["to"], would(decision)["words"]) == ([MARIA], ["Bob, this one is yours I think."])


@pytest.mark.parametrize(
    "commands", ["#assign bob\n#reply", "#assign bob\n#resolve", "#assign me", "#assign alice@example.com", "#snooze 2d", "#take"]
)
def test_words_that_are_plainly_the_customers_go_at_once(commands: str) -> None:
    assert ("answer", MARIA) in told(answered_by_alice(f"{commands}\n\nBob will call you.", story(state="open", agent=DANA)))


def test_words_for_a_colleague_stay_inside_with_note() -> None:
    decision = answered_by_alice("#assign bob\n#note\n\nThis one is yours I think.", OPEN)
    assert (decision.outcome, the_ticket(decision).agent, told(decision)) == (
        "noted",
        BOB,
        [("handover", BOB), ("transcript", ALICE)],
    )


def test_let_go_they_reach_the_customer_as_they_were_shown() -> None:
    arrival = replace(arrived(password_of(ALICE)), released=True)
    decision = answered_by_alice("#assign bob\n\nBob will call you.", OPEN, arrival=arrival)
    assert (decision.outcome, the_ticket(decision).agent) == ("answered", BOB)


@pytest.mark.parametrize(
    ("text", "word", "goes"),
    [
        ("# resolve\n\nbye", "# resolve", ["bye"]),
        ("#  Resolve.\nbye", "#  Resolve.", ["bye"]),
        ("#\u00a0assign bob\n\nbye", "#\u00a0assign bob", ["bye"]),
        ("Hello Maria,\n\n# close\n\nbye", "# close", ["Hello Maria,", "", "bye"]),
        ("#take\n# resolve\n\nbye", "# resolve", ["bye"]),
        ("resolve\n\nDone then.", "resolve", ["resolve", "", "Done then."]),
        ("\nResolve:\n\nDone then.", "Resolve", ["Resolve:", "", "Done then."]),
        ("close", "close", ["close"]),
    ],
)
def test_a_first_line_that_was_meant_as_a_command_is_asked_about(text: str, word: str, goes: list[str]) -> None:
    decision = answered_by_alice(text, OPEN)
    assert (decision.outcome, transcript_of(decision)["hold_words"]) == ("held:stray_command", [word])
    meant = {"# resolve": "#resolve", "close": "#close"}.get(word)
    assert meant is None or transcript_of(decision)["suggestion"] == meant
    assert would(decision)["words"] == goes


@pytest.mark.parametrize(
    "text", ["# Heading\n\nbye", "Yes\n\nAlice", "Done\n\nAlice", "resolve this first\n\nbye", "back\nagain", "# resolved it\n"]
)
def test_an_answer_that_begins_like_one_goes_at_once(text: str) -> None:
    assert answered_by_alice(text, OPEN).outcome == "answered"


# -- a command that can't be done ------------------------------------------------------------------------------------


def test_words_below_a_command_that_failed_go_to_nobody() -> None:
    decision = answered_by_alice("#assign nobody-we-know\n\nplease have a look at this one", OPEN)
    assert decision.outcome == "held:failed_command"
    assert texts(decision)[0].startswith("Nobody is called that; there are ")
    assert texts(decision)[0].endswith(". So nothing of your mail was done or sent.")
    assert would(decision)["words"] == ["please have a look at this one"]
    assert told(decision) == [("transcript", ALICE)]


def test_released_they_go_as_they_stand() -> None:
    arrival = replace(arrived(password_of(ALICE)), released=True)
    decision = answered_by_alice("#assign nobody-we-know\n\nIt works again.", OPEN, arrival=arrival)
    assert ("answer", MARIA) in told(decision)
