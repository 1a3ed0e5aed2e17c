"""People who write like mail clients and machines: nothing of what they say may be taken for a quote, a header or a footer."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse

MAILS = (
    "Hello,\n\non Monday I wrote: please send it.\nNothing came.",
    "Hi,\n\nthe log says:\n\nFrom: 10.0.0.1\nTo: 10.0.0.2\nResult: refused\n\nWhat now?",
    "Hallo,\n\nam 09.11.2026 schrieb mir Ihr Kollege: alles erledigt.\nDas stimmt nicht.",
    "Hi,\n\nour trip:\nFrom: Berlin\nTo: Paris\nDate: 9 November 2026\n\nPlease book.",
    "Hi,\n\n1. Login fails\n2. Printer: no paper\n3. On 9 Nov 2026 at 10:00 it worked:\n   then no more\n\nThanks",
    "Dear all,\n\n------\nSection A\n------\ntext of A\n\n------\nSection B\n------\ntext of B\n\nplease answer",
    "Bonjour,\n\nLe 9 novembre 2026 à 10:00, le serveur a écrit :\nerreur 500\n\nQue faire ?",
    "Hi team,\n\nBest regards from Hamburg! We need 3 licences.\n\nWhen can we have them?",
    "Hi\n\nOriginal price: 20\nNew price: 30\n\nWhy?",
    "Hi,\n\nI forwarded message 17 to you.\nForwarded messages are lost:\nall of them.",
    "Hello\n\nsubject: maths\nteacher: Smith\nroom: 7\n\nCan I change it?",
    "Hi,\n\nSent from my old address it works, from the new one it does not. Please check.\n\nWhat can I do?",
    "Hello,\n\nquote:\n100 EUR\n\nIs that right?",
    "Hello,\n\n-- see below\n\nthe text below\n\nbye",
    "Hallo,\n\nVon: Hamburg\nNach: Berlin\nDatum: 9.11.2026\n\nBitte buchen.",
    "Hallo,\n\nGesendet von unserem Lager am Montag, den 9.11., aber nichts kam an. Wo ist es?\n\nDanke",
    "Hi\n\n* item one\n* item two\n\n***\n\nplease order",
    "Hi,\n\nthis message contains confidential data of my client, please encrypt your answer.\n\nHow do I encrypt?",
    "Hi,\n\nDisclaimer page: where do I change the disclaimer?\n\nThanks a lot",
    "Cześć,\n\nOd: poniedziałku\nDo: piątku\n\nnie działa.",
    "Hola,\n\nDe: Madrid\nA: Sevilla\nFecha: 9/11/2026\n\n¿Hay billetes?",
    "Hello,\nI typed\n\nbegin 644 x\n\nand nothing happened",
    "Hi,\n\nplease unsubscribe me.\n\nTo unsubscribe I clicked the link, nothing happened.\n\nThanks",
    "Hi,\n\nthe display shows:\n___________\n| ERROR |\n___________\n\nplease help",
    "你好，\n\n在 2026-11-09 10:00 系统写道：错误。\n请帮助。",
    "こんにちは。\n\n件名: 注文\n番号: 4711\n\n確認してください。",
    "Hi,\n\nRegards\n\nis the name of our product; it crashes on start.\n\nPlease help.",
    "Hi,\n\nThanks\n\nAlso: my second question, can I upgrade?",
    ("Hello,\n\nMany thanks,\n\nthe printer works again now, but the scanner doesn't scan any page at all today.\n\nWhat next?"),
    "Hi,\n\nOn Friday, the customer (joe@b.example) wrote: I want a refund.\nWhat should I say?",
    "Hi,\n\nplease write to joe@b.example on 9.11.2026:\n- the price\n- the date",
    'Hi,\n\nHere is what John <john@x.example> said on 9 Nov 2026:\n\n"It will work tomorrow."\n\nIt does not.',
    "Hi,\nmeeting:\nDate: 9 Nov 2026 10:00\nTo: decide\nSubject: budget\n\nSee you",
    "Hi,\n\n=====\nTotal: 5\n=====\n\nok?",
    "Здравствуйте,\n\nОт: Москва\nДо: Казань\nДата: 9.11.2026\n\nЕсть билеты?",
    "Hello,\n\nPrevious message\nwas not answered.",
    "Hello\n\nNotice: this\nis broken",
    "Hi,\n\ndie Tabelle:\n\nName\tPreis\nA\t1\n--\t--\nB\t2\n\nstimmt das?",
    "Hi,\n\nError:\n-----\nat x.y\n-----\n\nI need help",
    "Buongiorno,\n\nDa: Roma\nA: Milano\nData: 9/11/2026\nOggetto: biglietti\n\nGrazie",
)


@pytest.mark.parametrize("words", MAILS)
def test_all_of_it_stays(words: str) -> None:
    message = parse(f"From: b@example.net\nSubject: Question\nContent-Type: text/plain; charset=utf-8\n\n{words}".encode())
    assert message.reply == words
    assert message.kind == "human"
    assert message.forwarded is None
