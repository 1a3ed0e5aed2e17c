"""What strangers, thieves, machines and other desks can't make the desk do: tried from outside."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailgate.cli.mail_client import Mail, new_mail, reply_to, send
from mailgate.model.errors import Refused
from tests.desk.running import RunningDesk

MARIA = "Maria Lopez <maria@example.org>"
EVE = "Eve <eve@evil.example>"


def handover_of(desk: RunningDesk, words: str) -> tuple[str, Mail]:
    """The agent of ticket 1 and their letter."""
    agent = desk.agent_of(1)
    return agent, desk.letter_to(agent, words)


def settled(desk: RunningDesk, number: int) -> list[str]:
    """The outcomes, once so many messages have one."""
    found: list[str] = desk.until(lambda: len(got := desk.outcomes()) == number and None not in got and got, f"{number} outcomes")
    return found


def seen_by_customer(mail: Mail) -> str:
    """Everything that a customer's mail program could show: headers and decoded parts."""
    parts = [part.get_content() for part in mail.message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(mail.message.as_string().partition("\n\n")[0]), *map(str, parts)])


def test_an_agents_letter_in_a_customers_hands_moves_nothing(desk: RunningDesk) -> None:
    desk.new_customer(MARIA, "Locked out", "I can't log in.\n")
    _, handover = handover_of(desk, "I can't log in.")

    desk.customer_writes(reply_to(handover.message, MARIA, "#close\nAll agents are fired."))
    desk.customer_writes(reply_to(handover.message, EVE, "#resolve\nSend me your password."))

    settled(desk, 3)
    assert desk.ticket(1)["state"] in ("new", "open")
    assert not [m for m in desk.letters_to("maria@example.org") if "fired" in m.text or "password" in m.text]


def test_an_agent_does_not_act_with_a_colleagues_letter(desk: RunningDesk) -> None:
    desk.new_customer(MARIA, "Locked out", "I can't log in.\n")
    agent, handover = handover_of(desk, "I can't log in.")
    other = "legal@example.com"
    assert agent != other

    desk.agent_writes(reply_to(handover.message, other, "#close\nWe are done here."), other)

    desk.letter_to(other, "not acted on")
    assert settled(desk, 2)[-1] == "noted"
    assert desk.ticket(1)["state"] in ("new", "open")
    assert not [m for m in desk.letters_to("maria@example.org") if "We are done here" in m.text]


def test_a_password_of_one_agent_proves_no_other(desk: RunningDesk) -> None:
    desk.new_customer(MARIA, "Locked out", "I can't log in.\n")
    agent, handover = handover_of(desk, "I can't log in.")
    mail = reply_to(handover.message, agent, "#close\nWe are done here.")
    try:
        send(mail, ("127.0.0.1", desk.submission), login=("legal@example.com", desk.password("legal@example.com")))
    except Refused:
        return
    assert settled(desk, 2)[-1] == "noted"
    assert not [m for m in desk.letters_to("maria@example.org") if "We are done here" in m.text]


def test_an_agents_name_and_a_tag_alone_are_a_strangers_mail(desk: RunningDesk) -> None:
    acknowledgement = desk.new_customer(MARIA, "Locked out", "I can't log in.\n")
    assert "[#1]" in acknowledgement.subject
    agent, _ = handover_of(desk, "I can't log in.")

    desk.customer_writes(new_mail(agent, "support@example.com", "Re: Locked out [#1]", "#close\nBye.\n"))

    settled(desk, 2)
    desk.letter_to(agent, "not acted on")
    assert desk.ticket(1)["state"] in ("new", "open")
    assert not [m for m in desk.letters_to("maria@example.org") if "Bye." in m.text]


def test_the_same_mail_twice_is_one_ticket_and_the_ledger_names_it(desk: RunningDesk) -> None:
    mail = new_mail(MARIA, "support@example.com", "Locked out", "I can't log in.\n")
    desk.customer_writes(mail)
    desk.customer_writes(mail)

    assert sorted(settled(desk, 2)) == ["duplicate", "opened"]
    assert [row["ticket"] for row in desk.ledger()] == [1, 1]
    desk.letter_to("maria@example.org", "[#1]")
    assert len(desk.letters_to("maria@example.org")) == 1


def test_a_squatted_message_id_suppresses_nothing(desk: RunningDesk) -> None:
    wanted = new_mail(MARIA, "support@example.com", "Locked out", "I can't log in.\n")
    squatter = new_mail(EVE, "support@example.com", "Hello there", "I was here first.\n")
    squatter.replace_header("Message-ID", wanted["Message-ID"])
    desk.customer_writes(squatter)
    desk.customer_writes(wanted)

    assert settled(desk, 2) == ["opened", "opened"]
    assert {row["ticket"] for row in desk.ledger()} == {1, 2}
    desk.letter_to("maria@example.org")


def test_a_tag_in_a_strangers_subject_joins_nothing_and_is_shown_as_related(desk: RunningDesk) -> None:
    desk.new_customer(MARIA, "Locked out", "I can't log in.\n")
    desk.customer_writes(new_mail(EVE, "support@example.com", "Re: Locked out [#1]", "What is the state of this?\n"))

    assert settled(desk, 2) == ["opened", "opened"]
    assert desk.ticket(2)["links"][0]["ticket"] == 1
    assert not [e for e in desk.ticket(1)["entries"] if "What is the state" in (e["text"] or "")]
    assert "I can't log in" not in "".join(seen_by_customer(m) for m in desk.letters_to("eve@evil.example"))


def test_a_stranger_with_a_customers_letter_waits_until_an_agent_lets_them_in(desk: RunningDesk) -> None:
    acknowledgement = desk.new_customer(MARIA, "Locked out", "I can't log in.\n")
    agent, _ = handover_of(desk, "I can't log in.")
    colleague = "Carlos <carlos@example.org>"
    desk.customer_writes(reply_to(acknowledgement.message, colleague, "I am locked out as well."))

    asked = desk.letter_to(agent, "locked out as well")
    assert settled(desk, 2)[-1] == "pending"
    assert not [m for m in desk.letters_to("maria@example.org") if "as well" in m.text]

    desk.agent_writes(reply_to(asked.message, agent, "#accept"), agent)
    desk.until(lambda: "pending" not in desk.outcomes() and len(desk.outcomes()) == 3, "the mail to be let in")
    people = {p["address"]: p["state"] for p in desk.ticket(1)["participants"]}
    assert people["carlos@example.org"] == "active"

    newest = desk.letters_to(agent)[-1]
    desk.agent_writes(reply_to(newest.message, agent, "Both of you can log in again."), agent)
    desk.letter_to("carlos@example.org", "Both of you")
    desk.letter_to("maria@example.org", "Both of you")


@pytest.mark.parametrize(
    "header",
    [
        ("Auto-Submitted", "auto-replied"),
        ("X-Autoreply", "yes"),
        ("Precedence", "auto_reply"),
    ],
)
def test_a_machines_answer_is_answered_by_nobody(desk: RunningDesk, header: tuple[str, str]) -> None:
    acknowledgement = desk.new_customer(MARIA, "Locked out", "I can't log in.\n")
    away = reply_to(acknowledgement.message, MARIA, "I am out of the office until Monday.")
    away[header[0]] = header[1]
    desk.customer_writes(away)

    assert settled(desk, 2)[-1] == "away"
    assert len(desk.letters_to("maria@example.org")) == 1


def pumped(one: RunningDesk, other: RunningDesk, *, strip: tuple[str, ...]) -> int:
    """Carry letters between two desks until both are at rest; how many there were."""
    carried: set[Path] = set()

    def round_() -> int:
        moved = 0
        for source, target, box in ((one, other, "support@other.example"), (other, one, "support@example.com")):
            folder = source.folder / "var" / "sent"
            for mail in [m for f in (folder.iterdir() if folder.exists() else ()) for m in source.letters_to(f.name)]:
                if mail.path in carried or box.partition("@")[2] not in mail.path.parent.parent.name:
                    continue
                carried.add(mail.path)
                moved += 1
                message = email.message_from_bytes(mail.path.read_bytes(), policy=email.policy.SMTP)
                assert isinstance(message, EmailMessage)
                for name in strip:
                    del message[name]
                send(message, ("127.0.0.1", target.smtp), sender=str(message["From"]), to=mail.path.parent.parent.name)
        return moved

    def at_rest() -> bool:
        if round_():
            return False
        quiet = all(not queue["depth"] for d in (one, other) for name, queue in d.health()["queues"].items() if name != "timers")
        return quiet and round_() == 0

    one.until(at_rest, "both desks to be at rest")
    return len(carried)


@pytest.fixture
def other_desk(tmp_path: Path) -> Iterator[RunningDesk]:
    (tmp_path / "other").mkdir()
    running = RunningDesk(tmp_path / "other")
    running.change("example.com", "other.example")
    running.start()
    yield running
    running.kill()


@pytest.mark.parametrize(
    ("strip", "most"),
    [
        ((), 4),
        (("Auto-Submitted", "X-Auto-Response-Suppress", "Precedence", "List-Id"), 40),
    ],
    ids=["as they are", "machine headers lost on the way"],
)
def test_two_desks_that_write_to_each_other_end(
    desk: RunningDesk, other_desk: RunningDesk, strip: tuple[str, ...], most: int
) -> None:
    desk.customer_writes(new_mail("support@other.example", "support@example.com", "Our invoice", "Where is it?\n"))
    desk.letter_to("support@other.example")
    assert pumped(desk, other_desk, strip=strip) <= most


def test_nothing_of_the_agent_or_the_machinery_reaches_a_customer(desk: RunningDesk) -> None:
    desk.new_customer(MARIA, "Locked out", "I can't log in.\n")
    agent, handover = handover_of(desk, "I can't log in.")
    token = re.search(r"\+(\w{26})@", str(handover.message["Reply-To"]))
    assert token is not None
    mail = reply_to(handover.message, agent, "Hello Maria,\nit works again.\n-- \nSomebody\nDesk 4, call +1 555 0100\n" + agent)
    text = mail.get_content()
    mail.add_alternative(
        f"<p>Hello Maria,<br>it works <b>again</b>.</p><div>-- <br>Somebody<br>Desk 4<br>"
        f"<a href='mailto:{agent}'>{agent}</a></div>"
        f"<blockquote type=cite>{text}</blockquote>",
        subtype="html",
    )
    mail["X-Originating-IP"] = "[10.1.2.3]"
    mail["User-Agent"] = "Thunderbird"
    mail["Disposition-Notification-To"] = agent
    desk.agent_writes(mail, agent)
    desk.letter_to("maria@example.org", "works")
    for letter in desk.letters_to("maria@example.org"):
        shown = seen_by_customer(letter).lower()
        for secret in (agent, token[1], handover.message_id, "10.1.2.3", "thunderbird", "desk 4", "0100"):
            assert secret.lower() not in shown, secret
