"""Form mails: which fields they have, and what the message is then."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from mailgate.mail.form_fields import fields_in, folded
from mailgate.mail.forms import with_form
from mailgate.mail.parse import parse
from mailgate.model.address import Address
from mailgate.model.form import Form, FormRule
from mailgate.model.message import ParsedMessage
from mailgate.model.rules import EntityRule
from tests.mail import form_mails as mails

ORDER = EntityRule(type="ORDER", pattern=r"\b[A-Z]-\d{4,6}\b", compiled=re2.compile(r"\b[A-Z]-\d{4,6}\b"))


def rule(*senders: str, **fields: Any) -> FormRule:
    return FormRule(name="form", senders=senders, **fields)


def read(data: bytes, form: FormRule, standing: Any = "proven") -> ParsedMessage:
    return with_form(parse(data), (form,), (ORDER,), standing)


def of(data: bytes, form: FormRule, standing: Any = "proven") -> tuple[ParsedMessage, Form]:
    message = read(data, form, standing)
    assert message.form is not None, message.warnings
    return message, message.form


GERMAN = rule(
    "forms@shop.example",
    customer=("E-Mail",),
    customer_name=("Name",),
    subject=("Betreff",),
    text=("Nachricht",),
    entities=(("ORDER", ("Bestellnummer",)),),
)
SHAPES = [
    (
        "Contact Form 7",
        mails.CONTACT_FORM_7,
        rule(
            "wordpress@bottega.example",
            customer=("From",),
            subject=("Subject",),
            text=("Message Body",),
            entities=(("ORDER", ("Subject",)),),
        ),
        ("maria@example.org", "Maria Rossi", "Ordine A-1042 mai arrivato", ("ORDER", "A-1042")),
        "Buongiorno,\n\nil mio ordine non è mai arrivato.\nNota: ho già scritto due volte.\n\nGrazie\nMaria",
    ),
    (
        "WPForms",
        mails.WPFORMS,
        GERMAN,
        ("juergen@example.de", "Jürgen Groß", "Rechnung falsch", ("ORDER", "B-20777")),
        "Auf der Rechnung steht der falsche Betrag.\n\nBitte um Korrektur.",
    ),
    (
        "Jotform",
        mails.JOTFORM,
        rule(
            "noreply@jotform.example",
            customer=("E-mail",),
            customer_name=("Full Name",),
            text=("What happened",),
            entities=(("ORDER", ("Order",)),),
        ),
        ("ann@example.ie", "Ann O'Neill", "New submission: Support request", ("ORDER", "C-5001")),
        "The box was open.\nTwo cups are broken.",
    ),
    (
        "Typeform",
        mails.TYPEFORM,
        rule(
            "notifications@followups.typeform.example",
            customer=("Votre adresse e-mail",),
            customer_name=("Quel est votre nom ?",),
            text=("Comment pouvons-nous vous aider ?",),
        ),
        ("chloe@example.fr", "Chloé Dubois", "Typeform: New response for Aide", None),
        "Je n'arrive plus à me connecter depuis hier.\n\nLog in to view or download your responses at https://admin.typeform.example/x",
    ),
    (
        "Google Forms",
        mails.GOOGLE_FORMS,
        rule(
            "forms-receipts-noreply@google.example",
            customer=("Dirección de correo electrónico",),
            customer_name=("Nombre y apellidos",),
            text=("Describe tu problema",),
            entities=(("ORDER", ("Número de pedido",)),),
        ),
        ("lucia@example.es", "Lucía Fernández", "[Soporte] Nueva respuesta", ("ORDER", "D-4410")),
        "El pedido llegó incompleto.\nFaltan dos piezas.",
    ),
    (
        "Shopify",
        mails.SHOPIFY,
        rule("mailer@shopify.example", customer=("Email",), customer_name=("Name",), text=("Body",)),
        ("sanne@example.nl", "Sanne de Vries", "New customer message on November 21, 2026", None),
        "Waar blijft mijn bestelling?\n\nIk wacht al twee weken.",
    ),
    (
        "Formspree",
        mails.FORMSPREE,
        rule("noreply@formspree.example", customer=("_replyto",), customer_name=("name",), text=("message",)),
        ("piotr@example.pl", "Piotr Nowak", "New submission from shop.example", None),
        "Nie mogę się zalogować.",
    ),
    (
        "a table of text",
        mails.GRAVITY_TEXT_TABLE,
        GERMAN,
        ("tomek@example.pl", "Tomek Kowal", "Formularz", ("ORDER", "B-20778")),
        "Die Lieferung ist defekt.",
    ),
    (
        "a row under a head",
        mails.SHEET,
        GERMAN,
        ("eva@example.at", "Eva Huber", "Neue Zeile", ("ORDER", "B-20779")),
        "Wo ist mein Paket?",
    ),
    (
        "Japanese bullets",
        mails.BULLETS_JA,
        rule(
            "form@shop.example.jp",
            customer=("メールアドレス",),
            customer_name=("お名前",),
            text=("お問い合わせ内容",),
            entities=(("ORDER", ("ご注文番号",)),),
        ),
        ("yamada@example.jp", "山田太郎", "お問い合わせ", ("ORDER", "E-9001")),
        "商品がまだ届きません。\nいつ届きますか。",
    ),
]


@pytest.mark.parametrize(
    ("data", "form", "expected", "words"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES]
)
def test_a_web_form_is_its_customers_mail(data: bytes, form: FormRule, expected: Any, words: str) -> None:
    address, name, subject, entity = expected
    message, said = of(data, form)
    assert message.on_behalf_of == Address(address=address, name=name)
    assert message.subject == subject
    assert said.words == words
    assert said.entities == ((entity,) if entity else ())
    assert message.reply.startswith(words)


def test_the_other_fields_stand_below_the_words() -> None:
    message, _ = of(mails.JOTFORM, SHAPES[2][2])
    assert message.reply == (
        "The box was open.\nTwo cups are broken.\n\n"
        "Support request\nFull Name: Ann O'Neill\nE-mail: ann@example.ie\nOrder: C-5001\n\nIP: 192.0.2.7"
    )


NAGIOS = rule(
    "nagios@mon.example",
    subject=("Host", "Service"),
    entities=(("HOST", ("Host",)),),
    tags=("Service",),
    priority={("state", "critical"): "urgent", ("state", "warning"): "normal"},
    group_by=("Host", "Service"),
    recovered=(("Notification Type", ("RECOVERY",)),),
)
ZABBIX = rule(
    "zabbix@mon.example",
    group_by=("Original problem ID",),
    recovered=(("Problem", ("resolved",)), ("Was", ("Resolved",))),
    subject=("Host", "Problem name"),
    subject_of=re2.compile(r"(?i)^(?P<Was>Problem|Resolved)"),
)
ALERTMANAGER = rule(
    "alertmanager@mon.example",
    group_by=("alertname", "instance"),
    subject=("alertname", "instance"),
    subject_of=re2.compile(r"^\[(?P<Status>FIRING|RESOLVED)"),
    recovered=(("Status", ("RESOLVED",)),),
    urgency={("severity", "critical"): "critical"},
)
UPTIMEROBOT = rule(
    "alert@uptimerobot.example",
    subject_of=re2.compile(r"^Monitor is (?P<State>UP|DOWN): (?P<Monitor>.+)$"),
    group_by=("Monitor",),
    recovered=(("State", ("UP",)),),
)


@pytest.mark.parametrize(
    ("problem", "over", "form", "subject"),
    [
        (mails.nagios(), mails.nagios("RECOVERY", "OK"), NAGIOS, "web01 / HTTP"),
        (mails.zabbix(), mails.zabbix(resolved=True), ZABBIX, "db01 / Disk space is low on /var"),
        (mails.alertmanager(), mails.alertmanager("Resolved"), ALERTMANAGER, "HighLoad / web02:9100"),
        (mails.uptimerobot(), mails.uptimerobot("UP"), UPTIMEROBOT, "Monitor is DOWN: Shop front (shop.example)"),
    ],
    ids=["Nagios", "Zabbix", "Alertmanager", "UptimeRobot"],
)
def test_a_recovery_is_of_the_group_of_its_problem(problem: bytes, over: bytes, form: FormRule, subject: str) -> None:
    message, first = of(problem, form)
    _, last = of(over, form)
    assert message.subject == subject
    assert first.group is not None
    assert first.group == last.group
    assert (first.recovered, last.recovered) == (False, True)
    assert message.on_behalf_of is None


def test_what_a_monitoring_mail_says() -> None:
    message, said = of(mails.nagios(), NAGIOS)
    assert said.priority == "urgent"
    assert said.tags == ("http",)
    assert said.entities == (("HOST", "web01"),)
    assert "Additional Info:\n\nconnect to address 192.0.2.10 and port 80: refused" in message.reply


def test_other_hosts_are_of_other_groups() -> None:
    other = mails.nagios().replace(b"Host: web01", b"Host: web02")
    assert of(mails.nagios(), NAGIOS)[1].group != of(other, NAGIOS)[1].group


# -- what a form may not do -------------------------------------------------------------------------------------------


def test_of_an_unknown_sender_a_form_says_what_any_mail_could_say() -> None:
    _, said = of(mails.nagios(), replace(NAGIOS, resolve=True), "unknown")
    assert (said.proven, said.priority, said.urgency, said.tags, said.resolve) == (False, None, None, (), False)
    assert said.entities == (("HOST", "web01"),)


@pytest.mark.parametrize(
    ("form", "standing"),
    [(GERMAN, "contradicted"), (replace(GERMAN, proven_only=True), "unknown")],
    ids=["contradicted", "proven_only"],
)
def test_a_sender_that_is_not_believed_leaves_an_ordinary_mail(form: FormRule, standing: str) -> None:
    message = read(mails.WPFORMS, form, standing)
    assert message.form is None
    assert message.on_behalf_of is None
    assert message.warnings == ("not read as the form form: its sender is not proven",)


def test_a_name_in_a_persons_words_is_no_field() -> None:
    text = "E-Mail: eva@example.at\nNachricht: Hallo\nE-Mail: victim@example.org\nName: Somebody Else\n"
    message, said = of(mails.mail("forms@shop.example", "Form", text), replace(GERMAN, customer_name=()))
    assert message.on_behalf_of == Address(address="eva@example.at")
    assert said.words == "Hallo\nE-Mail: victim@example.org\nName: Somebody Else"


@pytest.mark.parametrize(
    "value",
    [
        "nobody",
        "",
        "a@b@c.example",
        "x@shop.example\x00",
        "forms@shop.example",
        "support@example.com",
        '"a b"@example.org',
        "@example.org",
    ],
)
def test_what_is_no_address_of_a_customer_names_nobody(value: str) -> None:
    text = f"E-Mail: {value}\nNachricht: Hallo\n".encode()
    message, _ = of(mails.mail("forms@shop.example", "Form", "x").replace(b"\nx\n", b"\n" + text), GERMAN)
    assert message.on_behalf_of is None


def test_a_missing_address_is_the_reply_to() -> None:
    data = mails.mail("forms@shop.example", "Form", "Name: Eva\nNachricht: Hallo\n", Reply_To="eva@example.at")
    message, _ = of(data, GERMAN)
    assert message.on_behalf_of == Address(address="eva@example.at", name="Eva")


def test_a_value_can_not_open_a_header() -> None:
    data = mails.mail(
        "forms@shop.example", "Form", "E-Mail: eva@example.at\nBetreff: Hallo\n  Bcc: x@example.org\nNachricht: a\n"
    )
    message, _ = of(data, GERMAN)
    assert message.subject == "Hallo"


def test_a_mail_without_its_fields_is_an_ordinary_mail() -> None:
    message = read(mails.mail("forms@shop.example", "Lunch?", "Are you coming?\n"), GERMAN)
    assert message.form is None
    assert message.reply == "Are you coming?"


def test_another_sender_is_of_no_form() -> None:
    assert read(mails.WPFORMS.replace(b"forms@shop", b"forms@shopp"), GERMAN).form is None


def test_two_froms_are_of_no_form() -> None:
    assert read(b"From: forms@shop.example\r\n" + mails.WPFORMS, GERMAN).form is None


def test_a_returned_mail_is_of_no_form() -> None:
    data = mails.mail("forms@shop.example", "x", "E-Mail: eva@example.at\nNachricht: a\n")
    message = replace(parse(data), kind="bounce")
    assert with_form(message, (GERMAN,), (), "proven").form is None


def test_only_mails_to_its_mailbox_and_with_its_subject_are_of_a_form() -> None:
    for form in (replace(GERMAN, mailboxes=("billing@example.com",)), replace(GERMAN, subject_of=re2.compile("^Order"))):
        assert read(mails.WPFORMS, form).form is None
    assert read(mails.WPFORMS, replace(GERMAN, mailboxes=("support@example.com",), subject_of=re2.compile("Eintrag"))).form


# -- names and values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["E-Mail", "e-mail:", " E-Mail * ", "**E-Mail**", "E-Mail：", "Ｅ-Mail", "“E-Mail”", "E-Mail ?"]
)
def test_names_are_compared_without_what_stands_around_them(written: str) -> None:
    assert folded(written) == "e-mail"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Host: web01", "web01"),
        ("Host = web01", "web01"),
        ("Host：web01", "web01"),
        ("Host\tweb01", "web01"),
        ("Host        web01", "web01"),
        ("| Host | web01 |", "web01"),
        ("- Host: web01", "web01"),
        ("* **Host:** web01", "web01"),
        ("1. Host: web01", "web01"),
        ("Host\nweb01", "web01"),
        ("Host:\n\nweb01\n\nmore", "web01"),
        ("*Host*\n\n  web01", "web01"),
        ("Host:\nweb01\nState: up", "web01"),
        ("Host: web01\n  rack 7\nmore", "web01\nrack 7"),
        ("Host:\nState: DOWN\nService: x", "State: DOWN"),
        ("Service: HTTP\nHost:\nState: DOWN", ""),
        ("Host: https://web01/x", "https://web01/x"),
        ("Host: a\nHost: b", "a"),
        ("the Host: web01", None),
    ],
)
def test_every_way_to_write_a_field(text: str, value: str | None) -> None:
    assert fields_in(text, {"host", "service"}).values.get("host") == value


LINES = st.sampled_from(
    [
        "Host: w1",
        "Host:",
        "Host",
        "host\tw2",
        "| Host | w3 |",
        "| Host | |",
        "| Host | Text |",
        "| a | b |",
        "Text: t1",
        "Text",
        "Text\tt2",
        "",
        "  indented",
        "plain words",
        "Other: o1",
        "Other:",
        "-- ",
        "| Text | Host |",
        "x\ty\tz",
        "Host\tText",
        "----------",
        "- Host: w4",
        "Host\t\tw5",
        "Service = s1",
        "Service",
        "* item",
        "Host: Text: both",
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_no_word_is_lost(lines: list[str]) -> None:
    """Whatever the fields are, the words and what stands below them hold every word of the mail."""
    text = "\n".join(lines)
    found = fields_in(text, {"host", "service", "text"}, {"text"})
    shown = f"{found.values.get('text', '')}\n{found.rest}\n{' '.join(found.labels.values())}"
    assert Counter(re.findall(r"\w+", text)) - Counter(re.findall(r"\w+", shown)) == Counter()


def test_hostile_texts_cost_little() -> None:
    import time

    texts = [
        "Host:" * 200_000,
        "|" * 1_000_000,
        "\t" * 1_000_000,
        "Host: a\n" * 200_000,
        ("a " * 40 + ":\n") * 20_000,
        " " * 1_000_000,
    ]
    begin = time.process_time()
    for text in texts:
        fields_in(text, {"host"}, {"host"})
    assert time.process_time() - begin < 30


def test_a_sender_with_a_comment_beside_its_address_is_its_forms_too() -> None:
    assert read(mails.WPFORMS.replace(b"WPForms <forms@shop.example>", b"Shop (forms) <forms@shop.example>"), GERMAN).form


ALERTS = rule(
    "alertmanager@mon.example",
    group_by=("alertname", "instance"),
    subject=("alertname", "instance"),
    subject_of=re2.compile(r"^\[(?P<Status>FIRING|RESOLVED)"),
    recovered=(("Status", ("RESOLVED",)),),
    entities=(("HOST", ("instance",)),),
    tags=("alertname",),
    urgency={("severity", "critical"): "critical", ("severity", "warning"): "normal"},
)


def test_every_alert_of_a_mail_counts() -> None:
    message, said = of(
        mails.alerts(
            ("Firing", "DiskFull", "db01", "warning"), ("Firing", "HighLoad", "web02", "critical"), subject="[FIRING:2] mon"
        ),
        ALERTS,
    )
    assert message.subject == "DiskFull / db01 (+1)"
    assert said.entities == (("HOST", "db01"), ("HOST", "web02"))
    assert said.tags == ("diskfull", "highload")
    assert said.urgency == "critical"
    assert not said.recovered


def test_an_alert_that_is_over_no_longer_makes_a_mail_urgent() -> None:
    message, said = of(
        mails.alerts(
            ("Firing", "DiskFull", "db01", "warning"), ("Resolved", "HighLoad", "web02", "critical"), subject="[FIRING:1] mon"
        ),
        ALERTS,
    )
    assert message.subject == "DiskFull / db01"
    assert (said.urgency, said.entities, said.recovered) == ("normal", (("HOST", "db01"),), False)


def test_the_same_alerts_are_one_matter_in_any_order_firing_or_over() -> None:
    disk, load = ("DiskFull", "db01", "warning"), ("HighLoad", "web02", "critical")
    groups = {
        of(mails.alerts(("Firing", *disk), ("Firing", *load), subject="[FIRING:2] mon"), ALERTS)[1].group,
        of(mails.alerts(("Firing", *load), ("Firing", *disk), subject="[FIRING:2] mon"), ALERTS)[1].group,
        of(mails.alerts(("Firing", *load), ("Resolved", *disk), subject="[FIRING:1] mon"), ALERTS)[1].group,
    }
    _, over = of(mails.alerts(("Resolved", *load), ("Resolved", *disk), subject="[RESOLVED] mon"), ALERTS)
    assert over.recovered
    assert groups == {over.group}
    assert of(mails.alerts(("Firing", *disk), subject="[FIRING:1] mon"), ALERTS)[1].group == over.group


def test_a_head_that_names_what_all_alerts_share_is_no_alert() -> None:
    text = (
        b"From: alertmanager@mon.example\r\nTo: help@example.com\r\nSubject: [FIRING:2] mon\r\n\r\n"
        b"alertname: HighLoad\r\n\r\n- alertname: HighLoad\r\n  instance: web01\r\n- alertname: HighLoad\r\n  instance: web02\r\n"
    )
    message, said = of(text, ALERTS)
    assert message.subject == "HighLoad / web01 (+1)"
    assert said.entities == (("HOST", "web01"), ("HOST", "web02"))


def test_a_customers_form_is_one_however_often_its_fields_stand_in_it() -> None:
    message = parse(mails.CONTACT_FORM_7)
    twice = replace(message, text=f"{message.text}\n\n{message.text}")
    form = replace(SHAPES[0][2], group_by=("Subject",))
    assert with_form(twice, (form,), (ORDER,), "proven").subject == "Ordine A-1042 mai arrivato"
