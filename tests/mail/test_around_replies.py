"""What stands around the fresh words of a reply: closings and names, signatures, footers, banners, answers between."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse

WORDS = "It works now, thank you."
QUOTE = "On Mon, 9 Nov 2026 at 10:00, Maria <maria@example.org> wrote:\n> Did you try it?\n> Maria"

# {WORDS} and {QUOTE} stand for the two.
REPLIES = (
    ("sig below quote", "{WORDS}\n\n{QUOTE}\n\n-- \nJohn Doe\nACME Ltd", "{WORDS}"),
    ("closing and name", "{WORDS}\n\nKind regards,\nJohn Doe\nACME Ltd\n+1 555 1234\n\n{QUOTE}", "{WORDS}"),
    ("german closing", "{WORDS}\n\nMit freundlichen Grüßen\nJohn Doe\n\n{QUOTE}", "{WORDS}"),
    ("german closing 2", "{WORDS}\n\nHerzliche Grüße\nJohn\n\n{QUOTE}", "{WORDS}"),
    ("german gruss", "{WORDS}\n\nGruß\nJohn\n\n{QUOTE}", "{WORDS}"),
    ("french closing", "{WORDS}\n\nCordialement,\nJean Dupont\n\n{QUOTE}", "{WORDS}"),
    ("spanish closing", "{WORDS}\n\nSaludos cordiales,\nJuan\n\n{QUOTE}", "{WORDS}"),
    ("italian closing", "{WORDS}\n\nCordiali saluti\nMario Rossi\n\n{QUOTE}", "{WORDS}"),
    ("greek closing", "{WORDS}\n\nΜε εκτίμηση,\nΜαρία\n\n{QUOTE}", "{WORDS}"),
    ("polish closing", "{WORDS}\n\nPozdrawiam\nJan Kowalski\n\n{QUOTE}", "{WORDS}"),
    ("russian closing", "{WORDS}\n\nС уважением,\nИван Петров\n\n{QUOTE}", "{WORDS}"),
    ("czech closing", "{WORDS}\n\nS pozdravem\nJan Novák\n\n{QUOTE}", "{WORDS}"),
    ("hungarian closing", "{WORDS}\n\nÜdvözlettel,\nKovács János\n\n{QUOTE}", "{WORDS}"),
    ("turkish closing", "{WORDS}\n\nSaygılarımla,\nAhmet Yılmaz\n\n{QUOTE}", "{WORDS}"),
    ("portuguese closing", "{WORDS}\n\nCom os melhores cumprimentos,\nJoão Silva\n\n{QUOTE}", "{WORDS}"),
    ("brazil closing", "{WORDS}\n\nAtt,\nJoão Silva\n\n{QUOTE}", "{WORDS}"),
    ("dutch closing", "{WORDS}\n\nMet vriendelijke groet,\nJan de Vries\n\n{QUOTE}", "{WORDS}"),
    ("finnish closing", "{WORDS}\n\nYstävällisin terveisin\nMatti Virtanen\n\n{QUOTE}", "{WORDS}"),
    ("swedish closing", "{WORDS}\n\nMed vänliga hälsningar\nJohan\n\n{QUOTE}", "{WORDS}"),
    ("norwegian closing", "{WORDS}\n\nMed vennlig hilsen\nOla Nordmann\n\n{QUOTE}", "{WORDS}"),
    ("romanian closing", "{WORDS}\n\nCu stimă,\nIon Popescu\n\n{QUOTE}", "{WORDS}"),
    ("croatian closing", "{WORDS}\n\nLijep pozdrav,\nIvan\n\n{QUOTE}", "{WORDS}"),
    ("slovene closing", "{WORDS}\n\nLep pozdrav,\nJanez\n\n{QUOTE}", "{WORDS}"),
    ("bulgarian closing", "{WORDS}\n\nПоздрави,\nИван\n\n{QUOTE}", "{WORDS}"),
    ("ukrainian closing", "{WORDS}\n\nЗ повагою,\nІван\n\n{QUOTE}", "{WORDS}"),
    (
        "japanese sig",
        "お世話になっております。\n動きました。\n\n--------------------------------\n"
        "株式会社サンプル\n山田太郎\nyamada@example.jp\n"
        "--------------------------------\n\n2026年11月9日(月) 10:00 Maria <maria@example.org>:\n> テスト",
        "お世話になっております。\n動きました。",
    ),
    (
        "korean",
        "감사합니다. 해결되었습니다.\n\n김철수 드림\n\n"
        "2026년 11월 9일 (월) 오전 10:00, Maria <maria@example.org>님이 작성:\n> 테스트",
        "감사합니다. 해결되었습니다.\n\n김철수 드림",
    ),
    (
        "chinese",
        '谢谢，已经好了。\n\n祝好，\n张三\n\n在 2026-11-09 10:00:00，"Maria" <maria@example.org> 写道：\n>测试',
        "谢谢，已经好了。",
    ),
    ("inline", "> Did you try it?\nYes, twice.\n\n> And the other?\nNot yet.\n", "Yes, twice.\n\nNot yet."),
    (
        "inline intro",
        "On Mon, 9 Nov 2026 at 10:00, Maria <maria@example.org> wrote:\n> Did you try it?\n\nYes, twice.\n\n"
        "> And the other?\n\nNot yet.\n",
        "Yes, twice.\n\nNot yet.",
    ),
    ("bottom", "{QUOTE}\n\n{WORDS}\n", "{WORDS}"),
    (
        "gateway",
        "CAUTION: This email originated from outside the organization. Do not click links.\n\n{WORDS}\n\n{QUOTE}",
        "{WORDS}",
    ),
    (
        "confidential",
        "{WORDS}\n\n{QUOTE}\n\nThis email and any attachments are confidential and intended solely for the addressee.",
        "{WORDS}",
    ),
    (
        "confidential top",
        "{WORDS}\n\n"
        "This email and any attachments are confidential and intended solely for the addressee. If "
        "you are not the intended recipient, delete it.\n\n"
        "{QUOTE}",
        "{WORDS}",
    ),
    (
        "de conf",
        "{WORDS}\n\n"
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat "
        "sind, vernichten Sie diese Mail.\n\n"
        "{QUOTE}",
        "{WORDS}",
    ),
    (
        "it conf",
        "{WORDS}\n\nQuesto messaggio e i suoi allegati sono indirizzati esclusivamente ai destinatari.\n\n{QUOTE}",
        "{WORDS}",
    ),
    (
        "avast",
        "{WORDS}\n\n-- \nThis email has been checked for viruses by Avast antivirus software.\nwww.avast.com\n\n{QUOTE}",
        "{WORDS}",
    ),
    (
        "nested",
        "{WORDS}\n\nOn Mon, 9 Nov 2026 at 11:00, Bob <bob@example.org> wrote:\n"
        "> On Mon, 9 Nov 2026 at 10:00, Maria <maria@example.org> wrote:\n>> Old\n> Older",
        "{WORDS}",
    ),
    ("no blank", "{WORDS}\nOn Mon, 9 Nov 2026 at 10:00, Maria <maria@example.org> wrote:\n> old", "{WORDS}"),
    ("two blank", "{WORDS}\n\n\n\n{QUOTE}", "{WORDS}"),
    ("nbsp", "{WORDS}\n\xa0\n{QUOTE}", "{WORDS}"),
    ("zwsp sig", "{WORDS}\n\n\u200b-- \nJohn\n\n{QUOTE}", "{WORDS}"),
)


@pytest.mark.parametrize(("text", "fresh"), [each[1:] for each in REPLIES], ids=[each[0] for each in REPLIES])
def test_only_the_words_themselves_are_left(text: str, fresh: str) -> None:
    head = "From: b@example.net\nSubject: Re: Question\nIn-Reply-To: <1@example.org>\nContent-Type: text/plain; charset=utf-8\n\n"
    body = text.replace("{WORDS}", WORDS).replace("{QUOTE}", QUOTE)
    assert parse((head + body).encode()).reply == fresh.replace("{WORDS}", WORDS)
