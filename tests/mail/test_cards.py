"""A card of name, phone and address under the words, with no sign before it: a signature unless it is what is being said."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse

HEADER = (
    "From: Jane Roe <jane@example.org>\nTo: support@example.com\nSubject: Re: Login\nIn-Reply-To: <a1@example.com>\n"
    "Date: Mon, 9 Nov 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
)
QUOTE = "\n\nOn Sun, 8 Nov 2026 at 10:00, Desk <support@example.com> wrote:\n> Did you try it?\n"
WORDS = "It works now, thank you."
CARDS = (
    "Jane Roe\nHead of Sales\nACME Ltd\n+1 555 123 4567\njane@example.org",
    "Jane Roe\nTel: +44 20 7946 0000\nwww.example.org",
    "*Jane Roe*\nMobile (555) 123-4567 x12\n<https://example.org/jane>",
    "Jane Roe\n1 High Street, Springfield\nphone: 555.123.4567\nfax: 555.123.4568",
)


def fresh(text: str) -> str:
    return parse((HEADER + text).replace("\n", "\r\n").encode()).reply


@pytest.mark.parametrize("card", CARDS)
def test_a_card_under_the_words_is_no_part_of_them(card: str) -> None:
    assert fresh(f"{WORDS}\n\n{card}{QUOTE}") == WORDS
    assert fresh(f"{WORDS}\n\n{card}\n") == WORDS


@pytest.mark.parametrize(
    "words",
    [
        "Please deliver it to:\n\nJane Roe\n+1 555 123 4567\njane@example.org",
        "Here are my contact details\n\nJane Roe\n+1 555 123 4567\njane@example.org",
        "Hier meine neuen Daten.\n\nJane Roe\n+49 30 1234567\njane@example.org",
        "Jane Roe\n+1 555 123 4567\njane@example.org",
        "It is for this person.\n\nJane Roe\n1 High Street\nSpringfield 12345\njane@example.org",
        "Both fail.\n\njane@example.org\njohn@example.org\nmary@example.org",
        "These pages fail.\n\nShop Pages\nhttps://shop.example.org/a\nhttps://shop.example.org/b",
        "These routers fail.\n\nRouters Basement\n123456789\n987654321",
        "Jane Roe\n+1 555 123 4567\njane@example.org\n\nCan you change it in my account?",
    ],
)
def test_what_is_being_said_stays(words: str) -> None:
    assert fresh(words + QUOTE) == words
