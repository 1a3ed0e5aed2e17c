"""Mails as form builders and monitoring systems write them, in their default layouts."""

from __future__ import annotations

from email.message import EmailMessage


def mail(sender: str, subject: str, text: str = "", html: str = "", **headers: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "support@example.com", subject
    made["Date"], made["Message-ID"] = "Sat, 21 Nov 2026 14:00:00 +0000", "<1@forms.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    if html and text:
        made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html")
    return bytes(made)


CONTACT_FORM_7 = mail(
    "Bottega <wordpress@bottega.example>",
    "Bottega [your-subject]",
    """From: Maria Rossi maria@example.org
Subject: Ordine A-1042 mai arrivato

Message Body:
Buongiorno,

il mio ordine non è mai arrivato.
Nota: ho già scritto due volte.

Grazie
Maria
--
This e-mail was sent from a contact form on Bottega (https://bottega.example)
""",
    Reply_To="maria@example.org",
)
WPFORMS = mail(
    "WPForms <forms@shop.example>",
    "Neuer Eintrag: Kontaktformular",
    html="""<html><body><table class="body"><tr><td><table>
<tr><td class="field-name"><strong>Name</strong></td></tr><tr><td class="field-value">Jürgen Groß</td></tr>
<tr><td class="field-name"><strong>E-Mail</strong></td></tr>
<tr><td class="field-value"><a href="mailto:juergen@example.de">juergen@example.de</a></td></tr>
<tr><td class="field-name"><strong>Betreff</strong></td></tr><tr><td class="field-value">Rechnung falsch</td></tr>
<tr><td class="field-name"><strong>Bestellnummer</strong></td></tr><tr><td class="field-value">B-20777</td></tr>
<tr><td class="field-name"><strong>Nachricht</strong></td></tr>
<tr><td class="field-value">Auf der Rechnung steht der falsche Betrag.<br><br>Bitte um Korrektur.</td></tr>
</table></td></tr></table></body></html>""",
)
JOTFORM = mail(
    "JotForm <noreply@jotform.example>",
    "New submission: Support request",
    html="""<table><tr><td colspan="2">Support request</td></tr>
<tr><td class="questionColumn">Full Name</td><td class="valueColumn">Ann O'Neill</td></tr>
<tr><td class="questionColumn">E-mail</td><td class="valueColumn"><a href="mailto:ann@example.ie">ann@example.ie</a></td></tr>
<tr><td class="questionColumn">Order</td><td class="valueColumn">C-5001</td></tr>
<tr><td class="questionColumn">What happened?</td><td class="valueColumn">The box was open.<br>Two cups are broken.</td></tr>
<tr><td class="questionColumn">IP</td><td class="valueColumn">192.0.2.7</td></tr></table>""",
)
TYPEFORM = mail(
    "Typeform <notifications@followups.typeform.example>",
    "Typeform: New response for Aide",
    """Your typeform Aide has a new response:

** Quel est votre nom ?

Chloé Dubois

** Votre adresse e-mail *

chloe@example.fr

** Comment pouvons-nous vous aider ?

Je n'arrive plus à me connecter depuis hier.

Log in to view or download your responses at https://admin.typeform.example/x
""",
)
GOOGLE_FORMS = mail(
    "Notifications <forms-receipts-noreply@google.example>",
    "[Soporte] Nueva respuesta",
    """Marca temporal: 21/11/2026 15:00:00
Dirección de correo electrónico: lucia@example.es
Nombre y apellidos: Lucía Fernández
Número de pedido: D-4410
Describe tu problema: El pedido llegó incompleto.
Faltan dos piezas.
""",
)
SHOPIFY = mail(
    "Shop via Shopify <mailer@shopify.example>",
    "New customer message on November 21, 2026",
    """You received a new message from your online store's contact form.

Country Code:
NL

Name:
Sanne de Vries

Email:
sanne@example.nl

Phone:

Body:
Waar blijft mijn bestelling?

Ik wacht al twee weken.
""",
    Reply_To="sanne@example.nl",
)
FORMSPREE = mail(
    "Formspree <noreply@formspree.example>",
    "New submission from shop.example",
    """Hey there,

Someone just submitted your form on shop.example. Here's what they had to say:

name:
Piotr Nowak

_replyto:
piotr@example.pl

message:
Nie mogę się zalogować.

""",
)
GRAVITY_TEXT_TABLE = mail(
    "forms@shop.example",
    "Formularz",
    """+----------------+-----------------------------+
| Field          | Value                       |
+----------------+-----------------------------+
| E-Mail         | tomek@example.pl            |
| Name           | Tomek Kowal                 |
| Nachricht      | Die Lieferung ist defekt.   |
| Bestellnummer  | B-20778                     |
+----------------+-----------------------------+
""",
)
SHEET = mail(
    "forms@shop.example",
    "Neue Zeile",
    html="""<table><tr><th>E-Mail</th><th>Name</th><th>Nachricht</th><th>Bestellnummer</th></tr>
<tr><td>eva@example.at</td><td>Eva Huber</td><td>Wo ist mein Paket?</td><td>B-20779</td></tr></table>""",
)
BULLETS_JA = mail(
    "form@shop.example.jp",
    "お問い合わせ",
    """■お問い合わせがありました

・お名前：山田太郎
・メールアドレス：yamada@example.jp
・ご注文番号：E-9001
・お問い合わせ内容：
商品がまだ届きません。
いつ届きますか。
""",
)

NAGIOS = """***** Nagios *****

Notification Type: {kind}

Service: HTTP
Host: web01
Address: 192.0.2.10
State: {state}

Date/Time: Sat Nov 21 14:00:00 UTC 2026

Additional Info:

{info}
"""


def nagios(
    kind: str = "PROBLEM", state: str = "CRITICAL", info: str = "connect to address 192.0.2.10 and port 80: refused"
) -> bytes:
    subject = f"** {kind} Service Alert: web01/HTTP is {state} **"
    return mail("nagios@mon.example", subject, NAGIOS.format(kind=kind, state=state, info=info), Auto_Submitted="auto-generated")


def zabbix(resolved: bool = False) -> bytes:
    if resolved:
        text = (
            "Problem has been resolved at 14:30:00 on 2026.11.21\nProblem name: Disk space is low on /var\n"
            "Problem duration: 30m 0s\nHost: db01\nSeverity: High\nOriginal problem ID: 4711\n"
        )
        return mail("zabbix@mon.example", "Resolved in 30m 0s: Disk space is low on /var", text, Precedence="bulk")
    text = (
        "Problem started at 14:00:00 on 2026.11.21\nProblem name: Disk space is low on /var\nHost: db01\nSeverity: High\n"
        "Operational data: Space used: 92 %\nOriginal problem ID: 4711\n"
    )
    return mail("zabbix@mon.example", "Problem: Disk space is low on /var", text, Precedence="bulk")


def alertmanager(status: str = "Firing") -> bytes:
    return mail(
        "alertmanager@mon.example",
        f"[{status.upper()}:1] HighLoad web02 (critical)",
        html=f"""<table width="100%"><tr><td class="alert">1 alert for alertname=HighLoad</td></tr>
<tr><td><table><tr><td><strong>[1] {status}</strong></td></tr>
<tr><td><strong>Labels</strong><br />alertname = HighLoad<br />instance = web02:9100<br />severity = critical<br />
<strong>Annotations</strong><br />summary = Load above 20 for 5 minutes<br />
<a href="http://prometheus.mon.example/graph">Source</a></td></tr></table></td></tr></table>""",
        Auto_Submitted="auto-generated",
    )


def alerts(*told: tuple[str, str, str, str], subject: str) -> bytes:
    """Alertmanager's mail of several alerts: (status, alertname, instance, severity) each, sorted by status as it does."""
    sections = []
    for status in ("Firing", "Resolved"):
        some = [each for each in told if each[0] == status]
        if some:
            sections.append(f"<tr><td><strong>[{len(some)}] {status}</strong></td></tr>")
        sections += [
            f"<tr><td><strong>Labels</strong><br />alertname = {name}<br />instance = {instance}<br />severity = {severity}<br />"
            "<strong>Annotations</strong><br />summary = Look at it<br /></td></tr>"
            for _, name, instance, severity in some
        ]
    table = "".join(sections)
    return mail("alertmanager@mon.example", subject, html=f"<table>{table}</table>", Auto_Submitted="auto-generated")


def uptimerobot(state: str = "DOWN") -> bytes:
    return mail(
        "UptimeRobot <alert@uptimerobot.example>",
        f"Monitor is {state}: Shop front (shop.example)",
        f"Hi,\n\nThe monitor Shop front (https://shop.example/) is currently {state} (HTTP 503 - Service Unavailable).\n\n"
        "Event timestamp: 2026-11-21 14:00:00 UTC\n",
    )
