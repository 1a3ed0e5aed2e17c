"""`desk.forms`: what it means, and every fault with its line."""
# ruff: noqa: E501 (faults stand here as they are printed)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.adapters.yaml_rules import prove
from mailgate.mail.forms import with_form
from mailgate.mail.parse import parse
from mailgate.model.rules import Rulebook
from tests.mail import form_mails as mails

OF = "fields: {customer: E-Mail}"


def test_a_form_is_read(rulebook_of: Callable[[str], Rulebook]) -> None:
    book = rulebook_of("""
        forms:
          - name: Nagios
            from: nagios@mon.example
            mailbox: support@desk.example
            subject: '(?P<Kind>\\w+) Service Alert'
            fields: {subject: [Host, Service], entities: {HOST: Host}, priority: {State: {CRITICAL: urgent}}, tags: Service}
            group_by: [Host, Service]
            recovered: {Kind: RECOVERY}
            resolve: on
          - from: [a@shop.example, b@shop.example]
            fields: {customer: E-Mail *, name: Name, text: Message}
        rules: [{name: r, when: {form: Nagios}, then: {tags: [machine]}}]
        """)
    nagios, shop = book.forms
    assert (nagios.name, nagios.senders, nagios.mailboxes) == ("Nagios", ("nagios@mon.example",), ("support@desk.example",))
    assert (nagios.priority, nagios.of_machine, nagios.resolve) == ({("state", "critical"): "urgent"}, True, True)
    assert nagios.recovered == (("Kind", ("RECOVERY",)),)
    assert (shop.name, shop.customer, shop.of_machine) == ("a@shop.example", ("E-Mail *",), False)
    assert book.rules[0].when.clauses[0].field == "form"


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ("forms: [{fields: {customer: E-Mail}}]", "10:11: `from:` is missing under desk.forms; add it"),
        ("forms: [{from: x@shop.example}]", "10:11: `fields:` is missing under desk.forms; add it"),
        ("forms: [{from: shop.example, " + OF + "}]", "10:18: desk.forms.from: `shop.example` is not an address; write alice@example.com"),
        ("forms: [{from: alice@desk.example, " + OF + "}]",
         "10:18: desk.forms.from: alice@desk.example is an agent's address, and an agent's mail is never read as a form's; let the form send from another"),
        ("forms: [{from: x@shop.example, fields: {}}]",
         "10:42: desk.forms.fields: no field is named; write what they mean, such as {customer: E-Mail, text: Message}"),
        ("forms: [{from: x@shop.example, fields: {costumer: E-Mail}}]",
         "10:43: `costumer` is not a setting of desk.forms.fields; did you mean `customer`?"),
        ("forms: [{from: x@shop.example, subject: '(a', " + OF + "}]",
         "10:43: desk.forms.subject: `(a` is not an RE2 expression: missing ): (a; mend it, or put \\Q…\\E around what is meant literally"),
        ("forms: [{from: x@shop.example, mailbox: supprt@desk.example, " + OF + "}]",
         "10:43: desk.forms.mailbox: there is no mailbox `supprt@desk.example`; did you mean `support@desk.example`?"),
        ("forms: [{from: x@shop.example, fields: {priority: {State: {DOWN: hihg}}}}]",
         "10:68: desk.forms.fields.priority.State.DOWN: `hihg` is none of the words it may be; did you mean `high`?"),
        ("forms: [{from: x@shop.example, fields: {subject: Host}, resolve: on}]",
         "10:59: desk.forms.resolve: nothing says what is over; add recovered: {State: [OK, UP]}"),
        ("forms: [{from: x@shop.example, fields: {subject: Host}, recovered: {State: UP}}]",
         "10:59: desk.forms.recovered: nothing says which ticket it is about; add group_by: [Host, Service]"),
        ("forms: [{from: x@shop.example, fields: {text: '**'}}]",
         "10:49: desk.forms.fields.text: this names no field; write it as the mails do"),
        ("forms:\n  - {from: x@shop.example, " + OF + "}\n  - {name: second, from: x@shop.example, subject: Order, " + OF + "}",
         "12:7: desk.forms: no mail gets here, the form `x@shop.example` takes them all; put this one first, or tell them apart by subject: or mailbox:"),
        ("forms:\n  - {from: x@shop.example, subject: a, " + OF + "}\n  - {from: x@shop.example, " + OF + "}",
         "12:7: desk.forms: there is a form `x@shop.example` already; give this one a name: of its own"),
        ("rules: [{name: r, when: {form: Nagois}, then: {tags: [a]}}]\nforms: [{name: Nagios, from: x@shop.example, " + OF + "}]",
         "10:34: desk.rules.when.form: there is no form `Nagois`; did you mean `Nagios`?"),
    ],
)  # fmt: skip
def test_each_fault_has_its_line(more: str, fault: str, faults_of: Callable[[str], tuple[str, ...]]) -> None:
    assert faults_of(more) == (f"settings.yaml:{fault}",)


def test_a_form_with_a_customer_is_never_over(warnings_of: Callable[[str], tuple[str, ...]]) -> None:
    assert warnings_of("forms: [{from: x@shop.example, fields: {customer: E}, group_by: Order, recovered: {State: UP}}]") == (
        "settings.yaml:10:74: desk.forms.recovered: a form with a customer is answered by people; recovered: does nothing in it",
    )


PAPER = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")


def test_the_papers_examples_read_the_mails_they_are_for(write: Callable[..., Path]) -> None:
    blocks = [block.partition("```")[0].removeprefix("desk:\n") for block in PAPER.split("```yaml\n")[1:]]
    forms = "".join(block.removeprefix("  forms:\n") for block in blocks)
    desk = "server: {domain: desk.example}\ndesk:\n  mailboxes: {support@example.com: }\n  agents: {a@desk.example: }\n  forms:\n"
    proof = prove(write(desk + forms))
    assert proof.faults == ()
    assert proof.rulebook is not None
    said = {
        form.rule: (form.words[:20], form.entities, form.priority, form.urgency, form.recovered)
        for data in (mails.WPFORMS, mails.nagios(), mails.zabbix(resolved=True), mails.alertmanager(), mails.uptimerobot("UP"))
        if (form := with_form(parse(data), proof.rulebook.forms, (), "proven").form) is not None
    }
    assert said == {
        "Contact form": ("Auf der Rechnung ste", (("ORDER", "B-20777"),), None, None, False),
        "Nagios": ("", (("HOST", "web01"),), "urgent", None, False),
        "Zabbix": ("", (), "high", None, True),
        "Alertmanager": ("", (), None, "critical", False),
        "UptimeRobot": ("", (("HOST", "Shop front (shop.example)"),), None, None, True),
    }
