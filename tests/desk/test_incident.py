"""A spike is told, made an incident, and answered once for all, on a real daemon."""

from __future__ import annotations

import re

from mailgate.cli.mail_client import new_mail, reply_to
from tests.desk.running import RunningDesk

CUSTOMERS = [f"Customer {n} <c{n}@shop{n}.example>" for n in range(6)]


def test_a_spike_becomes_an_incident_and_one_answer_goes_to_all(reading_desk: RunningDesk) -> None:
    desk = reading_desk
    desk.mailgate("event", "release 4.2")
    for number, customer in enumerate(CUSTOMERS):
        desk.new_customer(customer, f"Cannot pay {number}", f"Every payment ends with error code PAY-503, {number} times now.\n")
    lead = "dana@example.com"
    spike = desk.letter_to(lead, "Reply #incident")
    assert "tickets name PAY-503 in a minute" in spike.text
    assert "release 4.2" in spike.text
    desk.agent_writes(reply_to(spike.message, lead, "#incident Payments are down"), lead)
    made = desk.letter_to(lead, "It is the incident “Payments are down” now")
    desk.agent_writes(reply_to(made.message, lead, "#answer\n#resolve\n\nPayments work again since noon."), lead)
    shown = desk.letter_to(lead, "Your words would go to 6 customers of the incident “Payments are down”")
    assert all(
        "work again since noon" not in letter.text for n in range(6) for letter in desk.letters_to(f"c{n}@shop{n}.example")
    )
    code = re.search(r"#confirm (\w{5}-\w{5})", shown.text)
    assert code is not None
    desk.agent_writes(new_mail(lead, "support@example.com", "yes", f"#confirm {code[1]}\n"), lead)
    for n in range(6):
        answer = desk.letter_to(f"c{n}@shop{n}.example", "Payments work again since noon.")
        assert f"Cannot pay {n}" in answer.subject
        assert [one for one in CUSTOMERS if one.partition("<")[2].rstrip(">") in answer.text] == []
    desk.until(lambda: all(desk.ticket(n)["state"] == "resolved" for n in range(1, 7)), "all of them are resolved")


def test_after_its_end_who_names_the_code_is_offered_what_was_told_then(reading_desk: RunningDesk) -> None:
    desk = reading_desk
    for number, customer in enumerate(CUSTOMERS):
        desk.new_customer(customer, f"Cannot pay {number}", f"Every payment ends with error code PAY-503, {number} times now.\n")
    desk.until(lambda: len(desk.rows("letters")) >= 6, "their letters")
    lead = "dana@example.com"
    late = next(m for n in (6, 5) for who in (lead, "alice@example.com") for m in desk.letters_to(who) if f"[#{n}" in m.subject)
    assert "tickets in the last hour, PAY-503. #incident makes them one incident" in late.text
    spike = desk.letter_to(lead, "Reply #incident")
    desk.agent_writes(reply_to(spike.message, lead, "#incident Payments are down"), lead)
    made = desk.letter_to(lead, "It is the incident “Payments are down” now")
    desk.new_customer("Seven <c7@shop7.example>", "Payment fails", "It says error code PAY-503 when I pay by card.\n")
    agent = desk.agent_of(7)
    assert "belongs to the incident “Payments are down”" in desk.letter_to(agent, "Payment fails").text
    desk.agent_writes(
        reply_to(made.message, lead, "#answer\n#resolve\n\nOur bank's gateway had been down. Please pay again."), lead
    )
    shown = desk.letter_to(lead, "Your words would go to 7 customers")
    desk.agent_writes(reply_to(shown.message, lead, "#send"), lead)
    desk.until(lambda: all(desk.ticket(n)["state"] == "resolved" for n in range(1, 8)), "all of them are resolved")
    desk.new_customer("Eight <c8@shop8.example>", "Card refused", "My card is refused with error code PAY-503. What now?\n")
    letter = desk.letter_to(desk.agent_of(8), "Card refused")
    assert "PAY-503 came up before: it was the incident “Payments are down”" in letter.text
    assert "#use 1 answers with what solved it" in letter.text
    assert "> Our bank's gateway had been down. Please pay again." in letter.text
