"""What clients glue to fresh words, tear off a quote or strew into it: the words stay, the quote goes."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse

WORDS = "It works now, thank you."
HEADER = (
    "From: Maria <maria@example.org>\nTo: support@example.com\nSubject: Re: Login\nIn-Reply-To: <a1@example.com>\n"
    "Date: Mon, 9 Nov 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
)
INTRODUCTIONS = (
    "On Sun, 8 Nov 2026 at 10:00, Desk <support@example.com> wrote:",
    "On Nov 8, 2026, at 10:00 AM, support@example.com wrote:",
    "Am 08.11.2026 um 10:00 schrieb Desk <support@example.com>:",
    "Am So., 8. Nov. 2026 um 10:00 Uhr schrieb Desk <support@example.com>:",
    "Le dim. 8 nov. 2026 à 10:00, Desk <support@example.com> a écrit :",
    "El dom, 8 nov 2026 a las 10:00, Desk (<support@example.com>) escribió:",
    "Il giorno 8 nov 2026, alle ore 10:00, Desk <support@example.com> ha scritto:",
    "Em dom., 8 de nov. de 2026 às 10:00, Desk <support@example.com> escreveu:",
    "Op zo 8 nov 2026 om 10:00 schreef Desk <support@example.com>:",
    "Den 8 nov. 2026 10:00 skrev Desk <support@example.com>:",
    "W dniu 8.11.2026 o 10:00, Desk <support@example.com> napisał:",
)


def fresh(text: str) -> str:
    return parse((HEADER + text).replace("\n", "\r\n").encode()).reply


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_words_in_front_of_an_introduction_stay(introduction: str) -> None:
    assert fresh(f"{WORDS} {introduction}\n> Did you try it?\n") == WORDS
    assert fresh(f"{WORDS} {introduction}\n\nDid you try it?\n") == WORDS
    assert fresh(f"{WORDS}--- {introduction}\n> Did you try it?\n") == WORDS


def test_words_in_front_of_an_introduction_over_two_lines_stay() -> None:
    text = f"Hello,\n{WORDS} On Nov 8, 2026, at 10:00 AM, Desk <\nsupport@example.com> wrote:\n\n> Did you try it?\n"
    assert fresh(text) == f"Hello,\n{WORDS}"


def test_a_name_in_front_of_an_introduction_is_part_of_it() -> None:
    assert (
        fresh(f"{WORDS}\n\nDesk <support@example.com> schrieb am So., 8. Nov. 2026 um 10:00 Uhr:\n> Did you try it?\n") == WORDS
    )


@pytest.mark.parametrize(
    "separator", ["-------- Original message --------", "----- Ursprüngliche Nachricht -----", "-----Messaggio originale-----"]
)
def test_a_separator_without_line_ends_around_it_ends_the_fresh_words(separator: str) -> None:
    assert fresh(f"{WORDS}{separator}From: Desk <support@example.com>Date: 08/11/2026  10:00To: Maria Hello") == WORDS
    assert fresh(f"{WORDS}\n{separator}From: Desk <support@example.com>Date: 08/11/2026  10:00To: Maria Hello") == WORDS


@pytest.mark.parametrize(
    ("sender", "sent", "to", "day"),
    [
        ("From", "Sent", "To", "‎Sunday‎, ‎November‎ ‎8‎, ‎2026 ‎10‎:‎00"),
        ("Von", "Gesendet", "An", "‎Sonntag‎, ‎8‎. ‎November‎ ‎2026 ‎10‎:‎00"),
        ("De", "Envoyé", "À", "‎dimanche‎ ‎8‎ ‎novembre‎ ‎2026 ‎10‎:‎00"),
        ("От", "Отправлено", "Кому", "‎воскресенье‎, ‎8‎ ‎ноября‎ ‎2026‎ ‎г.‎ ‎10‎:‎00"),
    ],
)
def test_marks_of_direction_in_a_printed_header_are_not_seen(sender: str, sent: str, to: str, day: str) -> None:
    assert fresh(f"{WORDS}\n\n{sender}: Desk\n{sent}: {day}\n{to}: Maria\n\nDid you try it?\n") == WORDS


def test_a_printed_sender_may_go_on_in_a_line_without_indent() -> None:
    header = "From: list@example.com [mailto:list-bounces@example.com] On\nBehalf Of Ann Bee\nSent: Sunday, 8 November 2026 10:00"
    assert fresh(f"{WORDS}\n\n{header}\nTo: list@example.com\nSubject: Login\n\nDid you try it?\n") == WORDS


def test_a_stamp_and_a_recipient_are_a_printed_header() -> None:
    assert fresh(f"{WORDS}\n\nDate: Sun, 8 Nov 2026 10:00:02 -0600\nTo: maria@example.org\n\nDid you try it?\n") == WORDS
    assert "Date: 8 November" in fresh(f"{WORDS}\n\nDate: 8 November\nTo: the hotel, hotel@example.org\nBeds: 2\n")


@pytest.mark.parametrize(
    "introduction",
    [
        "2026-11-08 10:00 GMT+01:00 Ann Bee",
        "Posted by ann on 08/11/2026",
        "* Ann Bee | 2026-11-08 10:00:00 [+0100]:",
        "Ann Bee schreef op zondag 8 november 2026 @ 10:00:",
        "Ann Bee <ann@example.com \n<mailto:ann@example.com>>, 8 Kas 2026 Paz, 10:00 \ntarihinde şunu yazdı:",
        "2026/11/8 Ann Bee <\nann@example.com>",
        "On Sun, Nov 8, 2026 at 10:07 PM Ann Bee\n\n<\nmailto:Ann Bee <ann@example.com>\n> wrote:",
    ],
)
def test_introductions_without_a_verb_or_over_empty_lines_count_above_a_quote(introduction: str) -> None:
    assert fresh(f"{WORDS}\n\n{introduction}\n\n> Did you try it?\n") == WORDS


def test_a_link_torn_off_a_quote_goes_with_it() -> None:
    quote = "> Look (http://example.com/t\n_id=3dd518)\n> here\n(http://example.com/u) >\n> bye\n"
    assert fresh(f"{WORDS}\n\nOn Sun, 8 Nov 2026, Desk wrote:\n\n{quote}") == WORDS


def test_deeply_indented_marks_are_marks_and_an_advertisement_between_arrows_is_none() -> None:
    assert fresh("      > Did you try it?\nYes, twice.\n\t> And now?\nNo.\n") == "Yes, twice.\n\nNo."
    assert fresh("We use\n>>> >>>  http://www.example.com <<<\nas our address.") == (
        "We use\n>>> >>>  http://www.example.com <<<\nas our address."
    )


@pytest.mark.parametrize(
    "words",
    [
        "As I said: in the letter that on 4 May 2026 Bob <bob@example.com> wrote to us there was no price.",
        "We met on site. On 4 May 2026 nobody was there.",
        "From my phone I can log in, from the desk I can't.",
        "The original message -- the one of May -- said something else.",
    ],
)
def test_a_sentence_that_looks_like_it_stays_whole(words: str) -> None:
    assert fresh(words) == words


@pytest.mark.parametrize("line", ["From My iPhone 6", "Från min iPhone", "Sent from my cell, please excuse any typos."])
def test_these_lines_of_clients_are_no_words(line: str) -> None:
    assert fresh(f"{WORDS}\n\n{line}\n") == WORDS


def test_a_name_above_a_lists_footer_is_signature() -> None:
    footer = "_______________________________________________\nusers mailing list\nusers@lists.example.com"
    assert fresh(f"{WORDS}\n\n-Ann Kona\n\n\n{footer}\n\nOn Sun, 8 Nov 2026, Desk <support@example.com> wrote:\n> Hi\n") == WORDS


NOTES = """\
Ann Bee <ann@example.com>
Sent by: Ann Bee <office@example.com>
08/11/2026 10:00
Please respond to
Ann Bee <ann@example.com>


                                                              {to}
               Maria <maria@example.org>
                                                              {copy}

                                                              {subject}
               Login



Did you try it?
"""


@pytest.mark.parametrize(
    ("to", "copy", "subject"),
    [("To", "cc", "Subject"), ("An", "Kopie", "Betreff"), ("Pour", "cc", "Objet"), ("Para", "cc", "Asunto")],
)
def test_the_header_of_lotus_notes_whose_labels_stand_alone_ends_the_fresh_words(to: str, copy: str, subject: str) -> None:
    header = NOTES.format(to=to, copy=copy, subject=subject)
    assert fresh(f"Hello,\n\n{WORDS}\n\n\n{header}") == f"Hello,\n\n{WORDS}"
    assert fresh(f"Hello,\n\n{WORDS}\n{header}") == f"Hello,\n\n{WORDS}"
    assert (
        fresh(f"{WORDS}\n\nAnn Bee/Example/US\n08.11.2026 10:00\n\n{to}\nMaria/Example\n{copy}\n\n{subject}\nLogin\n\nOld\n")
        == WORDS
    )


def test_a_form_of_a_person_is_no_header_of_lotus_notes() -> None:
    words = "Please print labels:\n\nTo\nJoe Doe\n\nSubject\nSpare parts\n\nThanks"
    assert fresh(words) == words


@pytest.mark.parametrize(
    "introduction",
    [
        ">>> Ann Bee <ann@example.com> schrieb am 08.11.2026 um 10:00 in Nachricht\n<20201207015410.48488-6@example.com>:",
        '"Ann Bee" <ann@example.com> wrote in message\nnews:rFbQa.19$eP6.18805@example.com...',
        "Ann Bee ha scritto nel messaggio\n<368A31E4.41F43BF9@example.com>...",
        "Excerpts from Ann Bee's message of November 8, 2026 10:00 am:",
    ],
)
def test_introductions_of_newsreaders_and_groupwise_count_above_a_quote(introduction: str) -> None:
    assert fresh(f"{WORDS}\n\n{introduction}\n> Did you try it?\n") == WORDS


@pytest.mark.parametrize(
    "header",
    [
        "----- Цитат от Иван (ivan@example.bg), на 08.11.2026 в 10:00 -----",
        "ーーーー差出人: Desk <support@example.com>\n\n送信日時: 2026年11月8日 10:00\n\n宛先: Maria\n\n件名: Login",
    ],
)
def test_a_frame_of_any_sign_is_a_frame(header: str) -> None:
    assert fresh(f"{WORDS}\n\n{header}\n\nDid you try it?\n") == WORDS
