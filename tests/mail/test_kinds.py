"""What kind of mail it is, where words and headers come close to another kind: people, answering machines, lists."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse

MAILS = (
    (
        "human",
        "From: Maria <m@x.org>\nSubject: Out of office printer\n\nThe out of office printer is broken. When will you repair it?",
    ),
    (
        "human",
        "From: Maria <m@x.org>\nSubject: Urlaub\n\nIch bin im Urlaub und kann mich nicht anmelden. Was tun?",
    ),
    (
        "human",
        "From: Maria <m@x.org>\n"
        "Subject: Undelivered mail\n"
        "\n"
        "Hi, my mail to joe@x.org could not be delivered. What does 550 5.1.1 mean?\n"
        "Maria",
    ),
    (
        "human",
        "From: Maria <m@x.org>\n"
        "User-Agent: Mozilla Thunderbird\n"
        "Subject: Automatic replies don't work\n"
        "\n"
        "How do I set up automatic replies?",
    ),
    (
        "human",
        "From: Maria <m@x.org>\nSubject: Abwesenheit am Montag\n\nKann ich am Montag jemanden erreichen?",
    ),
    (
        "human",
        "From: Maria <m@x.org>\nSubject: Delivery failed for order 4711\n\nThe parcel was not delivered. Please send it again.",
    ),
    (
        "human",
        "From: Maria <m@x.org>\nSubject: on leave request\n\nI want to apply for leave. How?",
    ),
    (
        "human",
        "From: Maria <m@x.org>\nSubject: Mail delivery\n\nWhen is mail delivery on Saturday?",
    ),
    (
        "human",
        "From: Maria <m@x.org>\nSubject: Your message to me\n\nI got your message to me but can't open the file.",
    ),
    (
        "human",
        "From: Maria <m@x.org>\nList-Unsubscribe: <mailto:x@x.org>\nSubject: Hello\n\nHello",
    ),
    (
        "human",
        "From: Maria <m@x.org>\nX-Auto-Response-Suppress: All\nSubject: Hello\n\nHello",
    ),
    (
        "human",
        "From: Maria <m@x.org>\n"
        "X-Mailer: Microsoft Outlook\n"
        "Subject: Fwd: Automatic reply: x\n"
        "\n"
        "see below\n"
        "\n"
        "---------- Forwarded message ---------\n"
        "From: Bob <b@x.org>\n"
        "Date: Mon, 9 Nov 2026\n"
        "Subject: Automatic reply: x\n"
        "To: m@x.org\n"
        "\n"
        "I am away",
    ),
    (
        "human",
        "From: Maria <m@x.org>\nAuto-Submitted: no\nSubject: Hello\n\nHello",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nAuto-Submitted: auto-replied\nSubject: Re: Question\n\nI am away.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nX-Autoreply: yes\nSubject: Re: Question\n\nI am away.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nPrecedence: auto_reply\nSubject: Re: Question\n\nI am away.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\n"
        "Subject: Ausente de la oficina: Re: Question\n"
        "\n"
        "Estaré fuera de la oficina hasta el 20 de noviembre.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nReturn-Path: <>\nSubject: Je suis absente\n\nJe suis absente jusqu'au 20 novembre.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Abwesend: Re: Question\n\nIch bin bis zum 20.11. nicht im Büro.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: 不在：Re: Question\n\n11月20日まで休暇をいただいております。",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Poissa: Re: Question\n\nOlen lomalla 20.11. asti.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Frånvarande: Question\n\nJag är på semester till den 20 november.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Εκτός γραφείου: Question\n\nΛείπω με άδεια μέχρι τις 20 Νοεμβρίου.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Fuori ufficio Re: Question\n\nSono fuori ufficio fino al 20 novembre.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Out of Office Re: Question\n\nI am out of the office until Monday.",
    ),
    (
        "auto_reply",
        "From: noreply@x.org\n"
        "Auto-Submitted: auto-generated\n"
        "Subject: We got your request [#123]\n"
        "\n"
        "Thank you, a colleague will answer.",
    ),
    (
        "list",
        "From: Maria <m@x.org>\nList-Id: Users <users.x.org>\nSubject: [users] Question\n\nHello",
    ),
    (
        "list",
        "From: News <news@x.org>\n"
        "List-Unsubscribe: <https://x.org/u>\n"
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
        "Subject: News\n"
        "\n"
        "Hello",
    ),
    (
        "list",
        "From: Maria <m@x.org>\nPrecedence: list\nX-Mailing-List: users@x.org\nSubject: Question\n\nHello",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Ofis Dışında: Question\n\n20 Kasım 2026 tarihine kadar izindeyim.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Poza biurem: Re: Question\n\nJestem poza biurem do 20 listopada.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Mimo kancelář Re: Question\n\nJsem na dovolené do 20. 11.",
    ),
    (
        "auto_reply",
        "From: Maria <m@x.org>\nSubject: Нет на месте: Re: Question\n\nЯ в отпуске до 20 ноября.",
    ),
)


@pytest.mark.parametrize(("kind", "mail"), MAILS)
def test_its_kind_is_known(kind: str, mail: str) -> None:
    head = "To: support@example.com\nDate: Mon, 9 Nov 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n"
    assert parse((head + mail).encode()).kind == kind
