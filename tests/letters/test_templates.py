from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mailgate.adapters.letter_samples import ALICE, BOX, DANA, DATA, MARIA, NOW, sample, sample_rulebook
from mailgate.adapters.template_files import built_in_folder
from mailgate.adapters.templates import LetterWriter, check
from mailgate.mail.compose import encode
from mailgate.mail.tokens import tokens_in
from mailgate.model.errors import TemplateFault
from mailgate.model.facts import Incident, Shared
from mailgate.model.message import Attachment
from mailgate.model.reading import IntentScore, Reading
from mailgate.model.ticket import Entry
from tests.letters.making import LANGUAGES, WRITER, own, written

# -- all of them -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", DATA)
def test_every_template_makes_a_letter_of_text_and_html(template: str, language: str) -> None:
    letter = written(template, language=language)
    assert letter.subject
    assert len(letter.text) > 30
    assert letter.html is not None
    assert "{{" not in letter.text + letter.html
    assert "None" not in letter.text
    assert "prefers-color-scheme: dark" in letter.html
    assert not any(mark in letter.html for mark in ("<img", "<script", "@import", "<link", "url("))
    assert "\n\n\n" not in letter.text
    assert encode(letter).startswith(b"From: ")


def test_the_built_in_templates_have_no_fault_in_any_language() -> None:
    assert check(built_in_folder()) == ()


def test_italian_letters_are_in_italian() -> None:
    letter = written("acknowledgement", language="it")
    assert "Una persona Le risponde oggi entro le 15:00 (CET)." in letter.text
    assert ("Content-Language", "it") in letter.headers
    assert "PERCHÉ A TE" in written("handover", language="it").text


# -- the customer's letters ------------------------------------------------------------------------------------------


def test_an_acknowledgement_says_by_when_a_person_answers_on_the_readers_clock() -> None:
    letter = written("acknowledgement")
    assert "A person answers you today by 15:00 (CET)." in letter.text
    assert letter.subject == "Re: I can't access my account [#1042]"
    assert letter.headers[:2] == (("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All"))


def test_an_acknowledgement_out_of_hours_names_the_day() -> None:
    letter = written("acknowledgement", data={"answer_by": (NOW + timedelta(days=2, hours=18)).isoformat(), "nobody_in": True})
    assert "Nobody is in at the moment. A person answers you by Monday 23 November, 08:02 (CET)." in letter.text


@pytest.mark.parametrize(("late", "said"), [(True, " We can’t promise an answer before then."), (False, "")])
def test_an_acknowledgement_names_the_deadline_it_read_and_what_can_be_promised(late: bool, said: str) -> None:
    data = {"needed_by": (NOW + timedelta(hours=2)).isoformat(), "late": late}
    letter = written("acknowledgement", data=data)
    assert f"need it today by 16:02 (CET); whoever answers you sees that.{said}\n" in letter.text
    assert "A person answers you today by 15:00 (CET)." in letter.text


def test_a_plain_acknowledgement_holds_nothing_of_the_sender() -> None:
    letter = written("acknowledgement", data={"plain": True}, notice_to_name="Buy cheap pills")
    assert letter.subject == "We have received your message [#1042]"
    assert "pills" not in encode(letter).decode()
    assert "access" not in letter.text + letter.subject


def test_an_answer_is_the_agents_words_and_a_thin_footer() -> None:
    letter = written("answer")
    assert letter.sender.name == "Alice at Example Support"
    assert letter.sender.address == BOX
    assert letter.text.startswith("Hi Maria,\n\nI have unlocked your account")
    assert letter.text.endswith("Alice\n\n-- \nAlice · Example Support · #1042\n")
    assert not any(name == "Auto-Submitted" for name, _ in letter.headers)


@pytest.mark.parametrize("template", [name for name, (audience, _) in DATA.items() if audience == "customer"])
def test_no_customer_letter_names_an_agents_address_or_anything_internal(template: str) -> None:
    note = Entry(id=9, ticket=1042, kind="note", at=NOW, by=ALICE, by_name="Alice", text="SECRET: they always complain")
    _, facts = sample(template)
    shown = written(template, entries=(*facts.entries, note), fresh=(note,))
    everything = encode(shown).decode().lower() + shown.text.lower() + (shown.html or "").lower()
    assert ALICE not in everything
    assert "secret" not in everything
    assert "dana" not in everything
    assert "account.access" not in everything


def test_an_internal_entry_never_becomes_an_answer() -> None:
    note = Entry(id=9, ticket=1042, kind="note", at=NOW, by=ALICE, text="SECRET")
    with pytest.raises(TemplateFault):
        written("answer", entry=note)


def test_a_custom_template_for_customers_cannot_reach_what_is_internal(tmp_path: Path) -> None:
    own(tmp_path, "answer", "Subject: x\n\n{{ route.because }}{{ earlier }}{{ ticket.agent_address }}\n")
    letter = written("answer", writer=LetterWriter([tmp_path], domain="support.example.com"))
    assert letter.text.startswith("Hi Maria,")


def test_a_name_that_is_a_link_is_not_greeted() -> None:
    letter = written("resolved", notice_to_name="Win at http://evil.example now")
    assert letter.text.startswith("Hello,")
    assert "evil" not in encode(letter).decode()


def test_the_feedback_request_offers_every_score_as_a_finished_mail() -> None:
    html = written("feedback_request").html or ""
    assert html.count("mailto:support@example.com?subject=") == 5
    assert "body=5" in html
    assert tokens_in(["x"], html) == ()


# -- the agent's letters ---------------------------------------------------------------------------------------------


def test_a_hand_over_says_what_why_when_and_what_a_reply_does() -> None:
    letter = written("handover")
    for said in (
        "> I can't access my account: I reset the password twice",
        "account.access, 93 % sure – it says “can't access my account”, “reset the password”",
        "skill login 0.9 · solved #987 for Maria · 0 of 8 tickets",
        "Next best: Dana",
        "Urgent – “presentation in an hour”; impact medium",
        "Needed by today at 15:00 (in 58 minutes)",
        "First response due today at 15:00 (in 58 minutes)",
        "Just reply: your text goes to Maria Lopez from support@example.com.",
        "#resolve answers and resolves",
        "Maria Lopez <maria.lopez@acme.example>, Acme, vip, pro, worth 120,000, on trial until Thursday 31 December, "
        "frustrated (“third time”)",
        "Words that weighed: access, account, password",
        "Like: #951 account.access",
        "Rules: “VIP outages wake the lead”",
        "Next best: Dana – senior · 4 of 8 tickets",
        "1. Document Passwords – The account is locked (#use 1):\n> After five wrong passwords",
        "2. What solved #951 Account locked after password reset (#use 2):\n> The lock was left over",
        "#951 Account locked after password reset – Alice, Monday 16 November, 81 % alike → #use 2",
        "Passwords – The account is locked, passwords.md → #use 1",
        "#use 1 answers with suggestion 1",
        "#987 Locked out again – closed, Alice, Sunday 8 November",
        "Dana noted today at 13:59:\n> Billing says the account is paid up",
        "Attached: screenshot.png (84 kB)",
    ):
        assert said in letter.text, said
    assert letter.subject == "[#1042] I can't access my account"
    assert letter.sender.name == "Maria Lopez via Example Support"
    assert letter.headers[0] == ("Auto-Submitted", "auto-generated")
    assert not any(name == "X-Auto-Response-Suppress" for name, _ in letter.headers)


def test_no_line_of_a_hand_over_could_be_read_as_a_command() -> None:
    mail = Entry(id=3, ticket=1042, kind="mail", at=NOW, by=MARIA, visibility="public", text="#close\n  #resolve\n#spam")
    for template in ("handover", "customer_replied", "pending_mail", "escalation", "transcript"):
        assert not any(
            line.lstrip().startswith("#") for line in written(template, entry=mail).text.splitlines() if not line.startswith("#9")
        ), template


def test_a_queue_is_told_that_whoever_replies_first_has_it() -> None:
    letter = written("handover", data={"queue": "helpdesk", "reason": "queue_full"})
    assert letter.text.startswith("For anyone of helpdesk: whoever replies first has it.")
    assert "WHY YOUR TEAM" in letter.text


@pytest.mark.parametrize(
    ("language", "said"), [("en", "A web form wrote this, it seems, for maria@example.org"), ("it", "maria@example.org")]
)
def test_a_form_that_the_settings_do_not_name_warns_its_reader(language: str, said: str) -> None:
    letter = written("handover", language=language, data={"behind": "maria@example.org"})
    assert said in letter.text
    assert "desk.forms" in letter.text
    assert "desk.forms" in (letter.html or "")
    assert "desk.forms" not in written("handover", language=language).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["sla_warning", "escalation"])
def test_a_warning_does_not_promise_that_an_answer_reaches_whom_a_form_speaks_for(template: str, language: str) -> None:
    ticket = sample(template)[1].ticket
    assert ticket is not None
    of_form = written(template, language=language, ticket=replace(ticket, tags=("form-for:olga@form.example",))).text
    assert "olga@form.example" in of_form.splitlines()[-1]
    assert "olga" not in written(template, language=language).text


def test_a_rule_is_named_once_in_its_letter() -> None:
    text = written("rule_notice", data={"rule": "VIP first", "because": "rule “VIP first”"}).text
    assert text.count("VIP first") == 1
    assert "3 mails" in written("rule_notice", data={"rule": "VIP first", "because": "3 mails"}).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["handover", "customer_replied"])
def test_whoever_gets_a_forms_ticket_later_is_warned_as_the_first_was(template: str, language: str) -> None:
    ticket = sample(template)[1].ticket
    assert ticket is not None
    of_form = replace(ticket, tags=("form-for:olga@form.example",), customer_name="Shop Form")
    letter = written(template, language=language, ticket=of_form)
    warning, answer = (line for line in letter.text.splitlines() if "olga@form.example" in line)
    assert warning.startswith("! ")
    assert "desk.forms" in warning
    assert (letter.html or "").count("olga@form.example") == 2
    ordinary = written(template, language=language, ticket=replace(of_form, tags=()))
    assert "olga" not in ordinary.text
    assert answer not in ordinary.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Subject: Cancel my contract"),
        ("it", "Oggetto: Cancel my contract"),
        ("de", "Betreff: Cancel my contract"),
        ("fr", "Objet\u00a0: Cancel my contract"),
        ("es", "Asunto: Cancel my contract"),
    ],
)
@pytest.mark.parametrize("template", ["handover", "customer_replied", "pending_mail"])
def test_a_mail_under_another_subject_shows_it(template: str, language: str, said: str) -> None:
    _, facts = sample(template)
    assert facts.entry is not None
    entry = replace(facts.entry, data={"subject": "Cancel my contract"})
    letter = written(template, language=language, entry=entry)
    assert said in letter.text.splitlines()
    assert "Cancel my contract" in (letter.html or "")
    assert said not in written(template, language=language).text


def test_an_unverified_mail_warns_its_reader() -> None:
    _, facts = sample("customer_replied")
    letter = written("customer_replied", entry=replace(facts.entry, verified=False))
    assert "The sender is not verified" in letter.text
    assert "The sender is not verified" in (letter.html or "")


def test_a_hand_over_without_anything_known_still_goes_out() -> None:
    letter = written(
        "handover",
        entry=None,
        entries=(),
        fresh=(),
        route=None,
        reading=None,
        story=(),
        participants=(),
        data={
            "because": [],
            "priority_because": [],
            "reason": "undeliverable",
            "again": True,
        },
    )
    assert letter.text.startswith("Now with you.")
    assert "This is their first ticket." in letter.text


def test_what_a_policy_did_not_say_reads_as_no() -> None:
    notice, facts = sample("handover")
    letter = WRITER.write(replace(notice, data={}), facts, rulebook=sample_rulebook(), now=NOW)
    assert letter.text.startswith("New for you.")


def test_the_customers_html_is_words_only() -> None:
    mail = Entry(
        id=3,
        ticket=1042,
        kind="mail",
        at=NOW,
        by=MARIA,
        visibility="public",
        text='<script>alert(1)</script> <img src=x onerror=1> "quotes" & <b>bold</b> https://example.org/a?b=c&d="><script>',
    )
    html = written("handover", entry=mail).html or ""
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>bold" not in html
    assert 'href="https://example.org/a?b=c&amp;d="' in html


def test_a_huge_mail_is_shortened_and_the_letter_goes_out() -> None:
    mail = Entry(id=3, ticket=1042, kind="mail", at=NOW, by=MARIA, visibility="public", text="&<>\"' words " * 50_000)
    letter = written("handover", entry=mail)
    assert "[…]" in letter.text
    assert len(encode(letter)) < 2_000_000


def test_attachments_go_along_until_the_letter_is_full() -> None:
    def file(name: str, size: int) -> Attachment:
        return Attachment(name=name, type="text/plain", data=b"x" * size, sha256=hashlib.sha256(name.encode()).hexdigest())

    letter = written("handover", attachments=(file("a.txt", 10), file("video.mov", 30_000_000), file("b.txt", 10)))
    assert [one.name for one in letter.attachments] == ["a.txt", "b.txt"]
    assert "video.mov" in letter.text
    assert "video.mov" in (letter.html or "")


# -- ids, tokens, headers --------------------------------------------------------------------------------------------


def test_a_reply_comes_back_to_a_token_of_its_reader_that_lives_as_long_as_it_should() -> None:
    customer, agent = written("answer"), written("handover")
    assert customer.reply_to is not None
    assert agent.reply_to is not None
    assert (customer.reply_to.name, agent.reply_to.name) == ("Example Support", "Maria Lopez via Example Support")
    [token] = tokens_in([customer.reply_to.address])
    meanings = dict(customer.tokens)
    assert (meanings[token].audience, meanings[token].principal, meanings[token].ticket) == ("customer", MARIA, 1042)
    assert meanings[token].expires == NOW + timedelta(days=365)
    [token] = tokens_in([agent.reply_to.address])
    meaning = dict(agent.tokens)[token]
    assert (meaning.audience, meaning.principal, meaning.expires) == ("agent", ALICE, NOW + timedelta(days=30))
    assert not {one for one, _ in customer.tokens} & {one for one, _ in agent.tokens}


def test_every_recipient_has_an_unguessable_envelope_sender_of_its_own() -> None:
    letter = written("answer", notice_cc=("paul@partner.example", "Anna@Partner.example", "PAUL@partner.example"))
    assert [one.to for one in letter.envelopes] == [MARIA, "paul@partner.example", "Anna@Partner.example"]
    assert len({one.sender for one in letter.envelopes}) == 3
    meanings = dict(letter.tokens)
    for envelope in letter.envelopes:
        [token] = tokens_in([envelope.sender])
        assert (meanings[token].audience, meanings[token].principal) == ("bounce", envelope.to.lower())
        assert envelope.sender == f"bounce+{token}@support.example.com"


def test_a_plain_envelope_is_the_mailbox() -> None:
    letter = written("answer", writer=LetterWriter(domain="support.example.com", envelope="plain"))
    assert [one.sender for one in letter.envelopes] == [BOX]


def test_a_mailbox_without_plus_addresses_has_its_token_in_the_subject() -> None:
    desk = sample_rulebook()
    box = replace(desk.mailboxes[BOX], tokens="subject")
    letter = written("answer", rulebook=replace(desk, mailboxes={BOX: box}))
    [token] = tokens_in([], letter.subject)
    assert letter.reply_to is None
    assert dict(letter.tokens)[token].principal == MARIA
    assert token not in letter.text + (letter.html or "")


def test_a_letter_without_a_ticket_carries_no_reply_token() -> None:
    letter = written("admin_notice")
    assert letter.reply_to is None
    assert [meaning.audience for _, meaning in letter.tokens] == ["bounce"]
    assert "[#" not in letter.subject


def test_threads_and_outlooks_own_threading_are_answered() -> None:
    letter = written("answer", thread_index="AdJ1x2kQ", thread_topic="I can't access my account")
    assert letter.in_reply_to == "two@mail.acme.example"
    assert letter.references == ("one@mail.acme.example", "two@mail.acme.example")
    assert ("Thread-Index", "AdJ1x2kQ") in letter.headers
    assert not any(name.startswith("Thread-") for name, _ in written("handover", thread_index="AdJ1x2kQ").headers)


def test_a_subject_keeps_the_customers_words_once() -> None:
    ticket = sample("answer")[1].ticket
    assert ticket is not None
    letter = written("answer", ticket=replace(ticket, subject="Re: AW: Fwd: Help me [#1042] please"))
    assert letter.subject == "Re: Help me please [#1042]"


def test_a_letter_remembers_what_its_reader_has_seen() -> None:
    assert written("handover").shown_upto == 3
    assert written("sla_warning").shown_upto == 0
    assert written("answer").shown_upto == 2


def test_a_regional_language_gets_its_languages_letters() -> None:
    ticket = sample("resolved")[1].ticket
    assert ticket is not None
    assert written("resolved", ticket=replace(ticket, language="it-CH")).text.startswith("Buongiorno Maria,")


def test_a_mark_inside_an_answer_is_no_footer() -> None:
    entry = Entry(id=2, ticket=1042, kind="answer", at=NOW, by=ALICE, visibility="public", text="one\n\n-- \n\ntwo")
    letter = written("answer", entry=entry)
    assert '<p style="margin: 0 0 12px 0;">two</p>' in (letter.html or "")


def test_a_warning_shows_what_the_customer_wrote_last() -> None:
    assert "> I can't access my account" in written("sla_warning", entry=None).text
    assert "> I can't access my account" in written("escalation", entry=None).text


def test_agents_are_not_told_what_they_wrote_themselves() -> None:
    _, facts = sample("customer_replied")
    answer = next(entry for entry in facts.entries if entry.kind == "answer")
    assert "I have unlocked" not in written("customer_replied", fresh=(answer,)).text
    assert "I have unlocked" in written("customer_replied", fresh=(answer,), notice_to=DANA).text


WOULD: dict[str, Any] = {
    "to": ["maria@example.org"],
    "more": 2,
    "words": ["Hello,", "", "it works."],
    "files": ["guide.pdf"],
    "note": [],
    "lines": [{"command": "#resovle", "ok": False, "text": "Left out."}],
}


def test_a_held_mail_is_shown_as_it_would_go_and_how_to_correct_it() -> None:
    letter = written("transcript", data={"held": True, "lines": [], "hold_words": ["#resovle"], "would": WOULD})
    assert (
        "WITH #send IN THE FIRST LINE OF YOUR REPLY\nthis goes to maria@example.org and 2 more, with guide.pdf:\n"
        "> Hello,\n>\n> it works.\n\n✗ #resovle – Left out.\n"
    ) in letter.text
    assert "Reply with the mail as it should be: it takes the place of this one." in letter.text
    assert "#confirm" not in letter.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_held_mail_would_do_is_not_told_as_done(language: str) -> None:
    line = {"command": "#use 1", "ok": True, "text": "You answered with #5."}
    asked = {"command": "#use 1", "ok": False, "text": "#5 would go."}
    data = {"held": True, "lines": [asked], "hold_why": "unseen_suggestion", "would": {**WOULD, "lines": [line]}}
    text = written("transcript", language=language, data=data).text
    assert "· #use 1 – #5 would go." in text
    (would,) = (row for row in text.splitlines() if "You answered with #5." in row)
    assert re.fullmatch(r"· #use 1 – \w[\w ]+\s?: You answered with #5\.", would)
    assert not {"✓", "✗"} & set(text)


@pytest.mark.parametrize(
    ("offset", "said"),
    [
        (0, "You need it by 13:30 (UTC)"),
        (60, "today by 14:30 (CET)"),
        (-300, "today by 08:30 (UTC-05:00)"),
        (None, "today by 14:30 (CET)"),
        (100_000, "today by 14:30 (CET)"),
    ],
)
def test_a_customer_is_told_times_on_the_clock_of_their_own_mail(offset: int | None, said: str) -> None:
    due = NOW.replace(hour=13, minute=30)
    data = {"answer_by": due.isoformat()} | ({"offset": offset} if offset is not None else {})
    assert said.removeprefix("You need it ") in written("acknowledgement", data=data).text


@pytest.mark.parametrize(
    ("language", "like", "unsure"),
    [
        ("en", "like the example “Everything times out”", "About: not understood"),
        ("it", "simile all’esempio “Everything times out”", "Riguarda: non capito"),
        ("de", "ähnlich dem Beispiel „Everything times out“", "Thema: nicht verstanden"),
        ("fr", "comme l’exemple «\u00a0Everything times out\u00a0»", "Sujet\u00a0: pas compris"),
        ("es", "como el ejemplo «Everything times out»", "Tema: no entendido"),
    ],
)
def test_an_example_of_the_settings_is_not_told_as_words_of_the_mail(language: str, like: str, unsure: str) -> None:
    _, facts = sample("handover")
    ticket, reading = facts.ticket, facts.reading
    assert ticket is not None
    assert reading is not None
    first = replace(reading.intents[0], because=("like: Everything times out",))
    likely = replace(reading, intents=(first,), weighed=("the", "timeout", "per la", "it is"))
    letter = written("handover", language=language, reading=likely)
    assert like in letter.text
    assert "Everything times out" in (letter.html or "")
    assert "like: " not in letter.text
    assert any(line.endswith(": timeout") for line in letter.text.splitlines())
    doubted = replace(likely, intents=(replace(first, confidence=0.1),))
    letter = written("handover", language=language, reading=doubted)
    assert unsure in letter.text.splitlines()
    assert unsure.rpartition(": ")[2].rpartition("\u00a0: ")[2] in (letter.html or "")
    assert "Everything times out" not in letter.text


def test_a_customers_new_mail_on_a_ticket_with_a_deadline_shows_it() -> None:
    ticket = sample("customer_replied")[1].ticket
    assert ticket is not None
    text = written("customer_replied", ticket=replace(ticket, deadline=NOW + timedelta(hours=2))).text
    assert " · Needed by today at " in text
    assert "Needed by" not in written("customer_replied", ticket=replace(ticket, deadline=None)).text


def test_whose_own_address_holds_a_mail_hears_why() -> None:
    data = {"held": True, "lines": [], "hold_why": "agent_address", "hold_words": [ALICE]}
    own_address = written("transcript", data=data).text
    assert "because your own address stands in the text; the customer would see it." in own_address
    other = written("transcript", data={**data, "hold_words": ["bob@example.com"]}).text
    assert "because bob@example.com stands in the text; the customer would see it." in other


def test_what_cannot_be_undone_comes_with_a_one_time_code_that_is_kept_as_a_token() -> None:
    letter = written("transcript", data={"held": True, "lines": [], "would": WOULD, "confirm": True})
    (code,) = re.findall(r"#confirm (\w{5}-\w{5}) in the first line", letter.text)
    (meaning,) = [meaning for token, meaning in letter.tokens if token == f"code:{code.replace('-', '')}"]
    assert (meaning.purpose, meaning.principal, meaning.audience) == ("confirm", letter.notice.to, "agent")
    assert meaning.expires - letter.date == timedelta(days=1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("template", "data"),
    [
        ("feedback_thanks", {"score": 5}),
        ("waiting_reminder", {"step": 2}),
        ("acknowledgement", {"answer_by": None}),
        ("acknowledgement", {"nobody_in": True}),
        ("acknowledgement", {"plain": True}),
        ("answer", {"resolves": True}),
        ("transcript", {"held": True, "lines": [], "suggestion": "#resolve", "hold_words": ["#resolv"]}),
        ("transcript", {"held": True, "lines": [], "hold_words": ["alice@example.com"]}),
        ("transcript", {"held": True, "lines": [], "would": WOULD, "confirm": True}),
        ("transcript", {"held": True, "lines": [], "would": {**WOULD, "to": [], "note": ["so so"]}}),
        ("transcript", {"held": True, "lines": [], "would": {**WOULD, "to": [], "lines": []}}),
        ("transcript", {"lines": []}),
        ("delivery_failure", {"delayed": True, "status": None, "reply": ""}),
        ("delivery_failure", {"what": "acknowledgement"}),
        ("escalation", {"overdue": False}),
        ("rule_notice", {"because": ["one", "two"]}),
        ("not_acted_on", {"fix": ""}),
        ("not_acted_on", {"kept": "opened"}),
        ("not_acted_on", {"kept": "on_ticket"}),
        ("not_acted_on", {"kept": "aside"}),
        ("handover", {"queue": "helpdesk"}),
        ("handover", {"again": True}),
        ("handover", {"suggested": "Dana"}),
        ("resolved", {"by_name": None}),
        ("status_changed", {"state": "waiting"}),
        ("pending_mail", {"sender_name": None}),
    ],
)
def test_every_turn_of_a_template_reads_well(template: str, data: dict[str, Any], language: str) -> None:
    letter = written(template, language=language, data=data)
    assert "\n\n\n" not in letter.text
    assert "None" not in letter.text + letter.subject
    assert "  " not in letter.text.replace("  ·", "")
    assert not any(line != line.rstrip() for line in letter.text.splitlines() if line != "-- ")


def test_first_aid_stands_in_the_acknowledgement_and_says_what_a_reply_does() -> None:
    aid = {"name": "Passwords – Locked", "text": "It is locked for an hour.\n\nOpen <the page>."}
    for language, words in (
        ("en", "reply with “solved”"),
        ("it", "risponda “risolto”"),
        ("de", "antworten Sie mit „gelöst“"),
        ("fr", "répondez «\u00a0résolu\u00a0»"),
        ("es", "responda «resuelto»"),
    ):
        letter = written("acknowledgement", language=language, data={"first_aid": aid})
        assert "Passwords – Locked\n> It is locked for an hour.\n>\n> Open <the page>." in letter.text
        assert words in letter.text
        assert "Open &lt;the page&gt;." in (letter.html or "")
    assert "solved" not in written("acknowledgement").text


def test_where_the_model_only_assists_one_word_takes_its_suggestion() -> None:
    letter = written("handover", data={"suggested": "dana@example.com", "queue": "helpdesk", "reason": "rule"})
    assert "#agree gives it to whom the desk suggests" in letter.text
    assert "#take makes it yours" in letter.text
    assert "#agree" not in written("handover").text


def test_what_speaks_for_whom_the_desk_suggests_stands_beside_the_name() -> None:
    route = sample("handover")[1].route
    assert route is not None
    suggests = replace(route, agent=None, mode="assist", suggested="alice@example.com")
    letter = written("handover", route=suggests, data={"suggested": "alice@example.com", "queue": "helpdesk", "reason": "rule"})
    assert "Suggested: Alice – skill login 0.9 · solved #987 for Maria · 0 of 8 tickets" in letter.text
    assert "Alice – skill login 0.9 · solved #987 for Maria" in (letter.html or "")


def test_a_shadowed_route_shows_no_agent_whom_the_model_would_have_chosen() -> None:
    route = sample("handover")[1].route
    assert route is not None
    watched = replace(route, agent=None, mode="shadow", suggested="dana@example.com", by_model="dana@example.com")
    told = {"queue": None, "reason": "rule", "suggested": None}
    live, shadow = (written("handover", route=one, data=told) for one in (route, watched))
    assert "Next best: Dana" in live.text
    assert "skill login 0.9" in (live.html or "")
    for word in ("Next best", "Suggested:", "skill login 0.9"):
        assert word not in shadow.text + (shadow.html or "")


SHARES = {
    "en": ("belongs to the incident “Payments down” (#7) with 13 other tickets. #answer", "PAY-503 came up before", "14 tickets"),
    "de": ("gehört zum Vorfall „Payments down“ (#7) mit 13 anderen Tickets. #answer", "PAY-503 gab es schon", "14 Tickets"),
    "es": ("Pertenece a la incidencia «Payments down» (#7) con 13 tickets más. #answer", "PAY-503 ya apareció", "14 tickets"),
    "fr": ("fait partie de l’incident « Payments down » (#7) avec 13 autres tickets. #answer", "PAY-503 est déjà", "14 tickets"),
    "it": ("Fa parte dell’incidente “Payments down” (#7) con 13 altri ticket. #answer", "PAY-503 è già", "14 ticket"),
}


@pytest.mark.parametrize("language", SHARES)
def test_a_hand_over_says_what_the_ticket_shares_with_others_and_what_to_do(language: str) -> None:
    belongs, before, many = SHARES[language]
    in_it = Shared(incident=Incident(ticket=7, name="Payments down", tickets=13))
    letter = written("handover", language=language, shared=in_it)
    assert belongs in letter.text
    assert "Payments down" in (letter.html or "")
    spike = written("handover", language=language, shared=Shared(spike="PAY-503", tickets=14))
    assert many in spike.text
    assert "#incident" in spike.text
    assert "#incident" not in written("handover", language=language, shared=Shared()).text
    facts = sample("handover")[1]
    known = (replace(facts.similar[0], named="PAY-503", incident="Payments down"),)
    again = written("handover", language=language, similar=known)
    assert before in again.text
    assert "Payments down" in again.text
    assert "#use 1" in again.text
    assert before not in written("handover", language=language).text


@pytest.mark.parametrize(
    ("language", "back"),
    [
        ("en", "We are back on"),
        ("de", "Wir sind am"),
        ("es", "Volvemos el"),
        ("fr", "Nous sommes de retour le"),
        ("it", "Torniamo"),
    ],
)
def test_that_somebody_comes_in_is_not_told_as_an_answer(language: str, back: str) -> None:
    data = {"answer_by": None, "nobody_in": True, "back_at": (NOW + timedelta(days=2, hours=18)).isoformat()}
    assert back in written("acknowledgement", language=language, data=data).text


def test_a_team_that_gets_what_it_looks_after_is_not_told_of_a_rule_that_is_none() -> None:
    route = sample("handover")[1].route
    assert route is not None
    assists = replace(route, agent=None, mode="assist", reason="rule", rules=(), because=("the team of billing 0.99",))
    data = {"queue": "billing", "reason": "rule", "because": ["the team of billing 0.99"], "suggested": None}
    letter = written("handover", route=assists, data=data)
    assert "Your team looks after such tickets: the team of billing 0.99." in letter.text
    assert "rule" not in letter.text.partition("WHY YOUR TEAM")[2].partition("CUSTOMER")[0]
    assert "A rule says so" in written("handover", route=replace(assists, mode="live"), data=data).text


REFUND = IntentScore(name="billing.refund", confidence=0.61, because=("my money back",))


def read_as_both() -> Reading:
    _, facts = sample("handover", language="en")
    assert facts.reading is not None
    reading: Reading = facts.reading
    return replace(reading, intents=(*reading.intents[:1], REFUND))


@pytest.mark.parametrize("also", ["billing.refund", None])
def test_a_second_intent_that_the_ticket_takes_is_told_with_its_words(also: str | None) -> None:
    _, facts = sample("handover", language="en")
    assert facts.ticket is not None
    letter = written("handover", reading=read_as_both(), ticket=replace(facts.ticket, also=also))
    told = "Also about: billing.refund, 61 % sure – it says “my money back”"
    assert (told in letter.text) is (also is not None)
    assert ("my money back" in (letter.html or "")) is (also is not None)


def test_what_a_person_says_counts_and_the_old_reasons_are_not_told() -> None:
    _, facts = sample("handover", language="en")
    assert facts.ticket is not None
    ticket = replace(facts.ticket, intent="billing.refund", also=None, confidence=None)
    letter = written("handover", reading=read_as_both(), ticket=ticket, data={"again": True})
    assert "About: billing.refund – a person or a rule says so; it was read as account.access, 93 % sure" in letter.text
    assert "can't access" not in letter.text.partition("WHY YOU")[2].partition("CUSTOMER")[0]
    assert "billing.refund – a person or a rule says so" in (letter.html or "")


def test_what_a_person_said_of_the_team_alone_is_not_told_as_said_of_the_intent() -> None:
    _, facts = sample("handover", language="en")
    assert facts.ticket is not None
    ticket = replace(facts.ticket, intent="billing.refund", also=None, confidence=0.61)
    letter = written("handover", reading=read_as_both(), ticket=ticket, data={"again": True})
    assert "About: billing.refund, 61 % sure\n" in letter.text
    assert "a person or a rule says so" not in letter.text + (letter.html or "")
