"""The fresh words of replies from common clients in many languages."""

from __future__ import annotations

import pytest

from mailgate.mail.html import marked
from mailgate.mail.parse import parse
from mailgate.mail.quotes import REPLY_ABOVE, split_reply

INTRODUCTIONS = {
    "gmail en": "On Mon, Nov 9, 2026 at 4:05 PM Maria Lopez <maria@example.org> wrote:",
    "gmail en, folded": "On Mon, Nov 9, 2026 at 4:05 PM Maria Lopez-Hernandez de la Cruz\n<maria@example.org> wrote:",
    "apple mail en": "On Nov 9, 2026, at 4:05 PM, Maria Lopez <maria@example.org> wrote:",
    "thunderbird en": "On 11/9/26 16:05, Maria Lopez wrote:",
    "gmail de": "Am Mo., 9. Nov. 2026 um 16:05 Uhr schrieb Maria Lopez <maria@example.org>:",
    "apple mail de": "Am 09.11.2026 um 16:05 schrieb Maria Lopez <maria@example.org>:",
    "gmx de": "Am 09.11.26 um 16:05 schrieb Maria Lopez:",
    "gmail fr": "Le lun. 9 nov. 2026 à 16:05, Maria Lopez <maria@example.org> a écrit :",
    "thunderbird fr": "Le 09/11/2026 à 16:05, Maria Lopez a écrit :",
    "gmail es": "El lun, 9 nov 2026 a las 16:05, Maria Lopez (<maria@example.org>) escribió:",
    "thunderbird es": "El 9/11/26 a las 16:05, Maria Lopez escribió:",
    "gmail it": "Il giorno lun 9 nov 2026 alle ore 16:05 Maria Lopez <maria@example.org> ha scritto:",
    "apple mail it": "Il giorno 09 nov 2026, alle ore 16:05, Maria Lopez <maria@example.org> ha scritto:",
    "gmail pt": "Em seg., 9 de nov. de 2026 às 16:05, Maria Lopez <maria@example.org> escreveu:",
    "gmail nl": "Op ma 9 nov 2026 om 16:05 schreef Maria Lopez <maria@example.org>:",
    "apple mail nl": "Op 9 nov. 2026, om 16:05 heeft Maria Lopez <maria@example.org> het volgende geschreven:",
    "gmail sv": "Den mån 9 nov. 2026 kl 16:05 skrev Maria Lopez <maria@example.org>:",
    "apple mail sv": "9 nov. 2026 kl. 16:05 skrev Maria Lopez <maria@example.org>:",
    "gmail da": "Den man. 9. nov. 2026 kl. 16.05 skrev Maria Lopez <maria@example.org>:",
    "gmail no": "man. 9. nov. 2026 kl. 16:05 skrev Maria Lopez <maria@example.org>:",
    "gmail fi": "ma 9. marrask. 2026 klo 16.05 Maria Lopez (maria@example.org) kirjoitti:",
    "gmail pl": "pon., 9 lis 2026 o 16:05 Maria Lopez <maria@example.org> napisał(a):",
    "thunderbird pl": "W dniu 09.11.2026 o 16:05, Maria Lopez pisze:",
    "gmail cs": "po 9. 11. 2026 v 16:05 odesílatel Maria Lopez <maria@example.org> napsal:",
    "thunderbird cs": "Dne 9.11.2026 v 16:05 Maria Lopez napsal(a):",
    "gmail sk": "po 9. 11. 2026 o 16:05 Maria Lopez <maria@example.org> napísal(a):",
    "gmail hu": "Maria Lopez <maria@example.org> ezt írta (időpont: 2026. nov. 9., H, 16:05):",
    "gmail ro": "În lun., 9 nov. 2026 la 16:05, Maria Lopez <maria@example.org> a scris:",
    "gmail hr": "pon, 9. stu 2026. u 16:05 Maria Lopez <maria@example.org> napisao je:",
    "gmail ru": "пн, 9 нояб. 2026 г. в 16:05, Maria Lopez <maria@example.org>:",
    "thunderbird ru": "09.11.2026 16:05, Maria Lopez пишет:",
    "mail.ru": "Понедельник, 9 ноября 2026, 16:05 +03:00 от Maria Lopez <maria@example.org>:",
    "gmail uk": "пн, 9 лист. 2026 р. о 16:05 Maria Lopez <maria@example.org> пише:",
    "gmail bg": "На пн, 9.11.2026 г. в 16:05 Maria Lopez <maria@example.org> написа:",
    "gmail el": "Στις Δευ 9 Νοε 2026 στις 4:05 μ.μ., ο/η Maria Lopez <maria@example.org> έγραψε:",
    "gmail tr": "Maria Lopez <maria@example.org>, 9 Kas 2026 Pzt, 16:05 tarihinde şunu yazdı:",
    "gmail he": "\u200fבתאריך יום ב׳, 9 בנוב׳ 2026 ב-16:05 מאת \u202aMaria Lopez\u202c\u200f "
    "<\u202amaria@example.org\u202c\u200f>:\u200f",
    "gmail ar": "في الاثنين، 9 نوفمبر 2026 في 4:05 م تمت كتابة ما يلي بواسطة Maria Lopez <maria@example.org>:",
    "gmail zh": "Maria Lopez <maria@example.org> 于2026年11月9日周一 16:05写道：",
    "gmail zh-tw": "Maria Lopez <maria@example.org> 於 2026年11月9日 週一 下午4:05寫道：",
    "gmail ja": "2026年11月9日(月) 16:05 Maria Lopez <maria@example.org>:",
    "apple mail ja": "2026/11/09 16:05、Maria Lopez <maria@example.org>のメール:",
    "gmail ko": "2026년 11월 9일 (월) 오후 4:05, Maria Lopez <maria@example.org>님이 작성:",
    "gmail vi": "Vào Th 2, 9 thg 11, 2026 vào lúc 16:05 Maria Lopez <maria@example.org> đã viết:",
    "gmail id": "Pada tanggal Sen, 9 Nov 2026 pukul 16.05 Maria Lopez <maria@example.org> menulis:",
    "gmail th": "ในวันที่ จ. 9 พ.ย. 2026 เวลา 16:05 Maria Lopez <maria@example.org> เขียนว่า:",
    "zoho": "---- On Mon, 09 Nov 2026 16:05:00 +0100 Maria Lopez <maria@example.org> wrote ----",
    "proton": "On Monday, November 9th, 2026 at 4:05 PM, Maria Lopez <maria@example.org> wrote:",
    "yahoo": "On Monday, November 9, 2026 at 04:05:00 PM GMT+1, Maria Lopez <maria@example.org> wrote:",
    "mutt": "On Mon, Nov 09, 2026 at 04:05:00PM +0100, Maria Lopez wrote:",
    "k-9": "Am 9. November 2026 16:05:00 MEZ schrieb Maria Lopez <maria@example.org>:",
}


@pytest.mark.parametrize("introduction", INTRODUCTIONS.values(), ids=INTRODUCTIONS.keys())
@pytest.mark.parametrize("mark", ["> ", ""], ids=["marked", "unmarked"])
def test_a_reply_above_a_quote_is_only_its_own_words(introduction: str, mark: str) -> None:
    quoted = "\n".join(f"{mark}{line}".rstrip() for line in ("Hello,", "", "what is the matter?", "Maria"))
    split = split_reply(f"It works now.\n\nSee you.\n\n{introduction}\n\n{quoted}\n")
    assert split.fresh == "It works now.\n\nSee you."
    assert "what is the matter?" in (split.quoted or "")


OTHERS = [
    "Roman <roman@example.org> wrote:\n\nold",
    "Maria schrieb am 24.11.2026 um 10:00:\n\nold",
    "Maria <m@example.org> hat am 3. April 2026 um 10:00 geschrieben:\n\nold",
    "Quoting Maria <m@example.org>:\n\n> old",
    "2013/12/15 Maria <m@example.org>\n> old",
    "---- Maria wrote ----\n\nold",
    "-------- Original Message --------\nOn Nov 9, 2026, 16:05, Maria < m@example.org> wrote:\n\nold",
    "------------------ 原始邮件 ------------------\n发件人: x\nold",
    "-----Messaggio originale-----\nDa: x\nold",
    "----- Mensaje original -----\nold",
    "-original message-\nold",
    "Gesendet: Montag, 9. November 2026 um 16:05 Uhr\nVon: Maria <m@example.org>\nAn: s@example.com\nBetreff: x\n\nold",
    "On Nov 30, 2026, at 12:47 PM, Somebody <\n416ffd3258d4d2fa4c85cfa4c44e1721d66e3e8f4\n@example.org> wrote:\n\nold",
]


@pytest.mark.parametrize("quote", OTHERS)
def test_rarer_introductions_are_known_too(quote: str) -> None:
    assert split_reply(f"It works now.\n\n{quote}").fresh == "It works now."


PRINTED = {
    "outlook en": (
        "From: Maria Lopez <maria@example.org>\nSent: Monday, November 9, 2026 4:05 PM\nTo: Support <s@example.com>\n"
        "Subject: Login"
    ),
    "outlook de": (
        "Von: Maria Lopez <maria@example.org>\nGesendet: Montag, 9. November 2026 16:05\nAn: Support <s@example.com>\n"
        "Betreff: Login"
    ),
    "outlook fr": (
        "De : Maria Lopez <maria@example.org>\nEnvoyé : lundi 9 novembre 2026 16:05\nÀ : Support <s@example.com>\nObjet : Login"
    ),
    "outlook es": (
        "De: Maria Lopez <maria@example.org>\nEnviado el: lunes, 9 de noviembre de 2026 16:05\nPara: Support\nAsunto: Login"
    ),
    "outlook it": (
        "Da: Maria Lopez <maria@example.org>\nInviato: lunedì 9 novembre 2026 16:05\nA: Support <s@example.com>\nOggetto: Login"
    ),
    "outlook pt": (
        "De: Maria Lopez <maria@example.org>\nEnviada em: segunda-feira, 9 de novembro de 2026 16:05\nPara: S\nAssunto: Login"
    ),
    "outlook nl": (
        "Van: Maria Lopez <maria@example.org>\nVerzonden: maandag 9 november 2026 16:05\nAan: Support\nOnderwerp: Login"
    ),
    "outlook sv": "Från: Maria Lopez <maria@example.org>\nSkickat: den 9 november 2026 16:05\nTill: Support\nÄmne: Login",
    "outlook da": "Fra: Maria Lopez <maria@example.org>\nSendt: 9. november 2026 16:05\nTil: Support\nEmne: Login",
    "outlook fi": (
        "Lähettäjä: Maria Lopez <maria@example.org>\nLähetetty: maanantai 9. marraskuuta 2026 16.05\nVastaanottaja: S\n"
        "Aihe: Login"
    ),
    "outlook pl": (
        "Od: Maria Lopez <maria@example.org>\nWysłano: poniedziałek, 9 listopada 2026 16:05\nDo: Support\nTemat: Login"
    ),
    "outlook cs": (
        "Od: Maria Lopez <maria@example.org>\nOdesláno: pondělí 9. listopadu 2026 16:05\nKomu: Support\nPředmět: Login"
    ),
    "outlook hu": (
        "Feladó: Maria Lopez <maria@example.org>\nElküldve: 2026. november 9., hétfő 16:05\nCímzett: Support\nTárgy: Login"
    ),
    "outlook ru": "От: Maria Lopez <maria@example.org>\nОтправлено: 9 ноября 2026 г. 16:05\nКому: Support\nТема: Login",
    "outlook tr": (
        "Kimden: Maria Lopez <maria@example.org>\nGönderildi: 9 Kasım 2026 Pazartesi 16:05\nKime: Support\nKonu: Login"
    ),
    "outlook zh": "发件人: Maria Lopez <maria@example.org>\n发送时间: 2026年11月9日 16:05\n收件人: Support\n主题: Login",
    "outlook ja": "差出人: Maria Lopez <maria@example.org>\n送信日時: 2026年11月9日 16:05\n宛先: Support\n件名: Login",
    "outlook ko": (
        "보낸 사람: Maria Lopez <maria@example.org>\n보낸 날짜: 2026년 11월 9일 월요일 오후 4:05\n받는 사람: Support\n제목: Login"
    ),
    "outlook, bold": (
        "*From:* Maria Lopez <maria@example.org>\n*Sent:* Monday, November 9, 2026 4:05 PM\n*To:* Support\n*Subject:* Login"
    ),
    "samsung": (
        "-------- Original message --------\nFrom: Maria Lopez <maria@example.org>\n"
        "Date: 09/11/2026 16:05 (GMT+01:00)\nTo: S\nSubject: Login"
    ),
    "outlook, ruled": (
        "________________________________\nFrom: Maria Lopez <maria@example.org>\n"
        "Sent: Monday, November 9, 2026 4:05 PM\nTo: S\nSubject: x"
    ),
    "lotus notes": (
        "-----Maria Lopez <maria@example.org> wrote: -----\nTo: Support <s@example.com>\n"
        "From: Maria Lopez <maria@example.org>\nDate: 11/09/2026"
    ),
    "original": (
        "-----Original Message-----\nFrom: Maria Lopez\nSent: Monday, November 9, 2026 4:05 PM\nTo: Support\nSubject: Login"
    ),
    "ursprüngliche": (
        "-----Ursprüngliche Nachricht-----\nVon: Maria Lopez\nGesendet: Montag, 9. November 2026\nAn: Support\nBetreff: Login"
    ),
    "no addresses": (
        "From: Maria Lopez\nSent: Monday, November 9, 2026 4:05 PM\nTo: Support\nCc: Alice; Bob\nSubject: RE: Login"
    ),
}


@pytest.mark.parametrize("header", PRINTED.values(), ids=PRINTED.keys())
def test_a_printed_header_ends_the_fresh_words(header: str) -> None:
    assert split_reply(f"It works now.\n\n{header}\n\nHello, what is the matter?\n").fresh == "It works now."


SIGNATURES = {
    "dashes": "-- \nMaria Lopez\nACME Ltd",
    "iphone": "Sent from my iPhone",
    "iphone de": "Von meinem iPhone gesendet",
    "iphone fr": "Envoyé de mon iPhone",
    "iphone es": "Enviado desde mi iPhone",
    "iphone it": "Inviato da iPhone",
    "iphone pt": "Enviado do meu iPhone",
    "iphone nl": "Verstuurd vanaf mijn iPhone",
    "iphone sv": "Skickat från min iPhone",
    "iphone fi": "Lähetetty iPhonesta",
    "iphone pl": "Wysłano z iPhone'a",
    "iphone ru": "Отправлено с iPhone",
    "iphone ja": "iPhoneから送信",
    "iphone ko": "나의 iPhone에서 보냄",
    "iphone zh": "发自我的iPhone",
    "outlook": "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "mail for windows": "Sent from Mail for Windows",
    "regards": "Kind regards,\nMaria Lopez\nHead of Sales",
    "grüße": "Mit freundlichen Grüßen\nMaria Lopez",
    "disclaimer": "This e-mail is confidential and intended only for the addressee.",
    "unicode dash": "—\nMaria",
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_signatures_and_advertisements_are_no_fresh_words(signature: str) -> None:
    split = split_reply(f"It works now, but the printer is still broken.\n\n{signature}\n")
    assert split.fresh == "It works now, but the printer is still broken."
    assert split.signature == signature.strip("\n")


def test_inline_answers_keep_their_order() -> None:
    text = "On 9 Nov 2026, Maria Lopez wrote:\n> Which version?\n\nVersion 4.2.\n\n> Since when?\n\nYesterday.\n"
    assert split_reply(text).fresh == "Version 4.2.\n\nYesterday."


def test_an_answer_below_the_quote_is_found() -> None:
    assert split_reply("> Did you restart?\n\nYes, twice.\n").fresh == "Yes, twice."


def test_below_our_own_delimiter_nothing_is_fresh() -> None:
    text = f"Thanks!\n\nOn 9 Nov 2026, Support <s@example.com> wrote:\n\n{REPLY_ABOVE}\n\nYour ticket #1042\n"
    assert split_reply(text).fresh == "Thanks!"


def test_a_desk_may_have_its_own_delimiter() -> None:
    assert split_reply("Thanks!\n=== cut here ===\nold", reply_above="=== cut here ===").fresh == "Thanks!"


@pytest.mark.parametrize(
    "line", ["##- Please type your reply above this line -##", "--- Bitte antworten Sie oberhalb dieser Zeile ---"]
)
def test_other_desks_delimiters_are_known(line: str) -> None:
    assert split_reply(f"Danke.\n\n{line}\n\nold").fresh == "Danke."


def test_commands_stay_at_the_top_of_the_fresh_words() -> None:
    text = "#note\n#priority high\n\nCustomer called.\n\nOn Mon, Nov 9, 2026 at 4:05 PM Desk <d@example.com> wrote:\n> #close\n"
    assert split_reply(text).fresh == "#note\n#priority high\n\nCustomer called."


@pytest.mark.parametrize(
    "text",
    [
        "On your remote host you can run:\n\n    telnet 127.0.0.1\n\nThen tell me.",
        "The steps:\n1. From: choose the account\n2. press OK",
        "I sent it from my desk on 5 May.\n\nIs it there?",
        "Error at 12:05:\nconnection to db@host failed, see below\n\nplease help",
        "Thanks",
        "Best regards",
        "a -- b\nc",
        "Subject: what about it?\n\nplease tell me",
    ],
)
def test_what_only_looks_like_a_quote_stays(text: str) -> None:
    assert split_reply(text).fresh == text


def test_a_gateways_warning_on_top_is_dropped() -> None:
    text = "CAUTION: This email originated from outside of the organization.\nDo not click links.\n\nMy invoice is wrong."
    assert split_reply(text).fresh == "My invoice is wrong."


HTML = {
    "gmail": '<div dir="ltr">It works.<div>Really.</div></div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, '
    "Nov 9, 2026 "
    'at 4:05 PM M &lt;<a href="mailto:m@example.org">m@example.org</a>&gt; wrote:<br></div><blockquote '
    'class="gmail_quote">old</blockquote></div>',
    "outlook web": '<div>It works.</div><div>Really.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> '
    "M<br>"
    "<b>Sent:</b> Monday<br><b>To:</b> S<br><b>Subject:</b> x</div><div>old</div>",
    "outlook desktop": '<p class=MsoNormal>It works.</p><p class=MsoNormal>Really.</p><div style="border:none;border-top:solid '
    '#E1E1E1 1.0pt">'
    "<p><b>From:</b> M &lt;m@example.org&gt;<br><b>Sent:</b> Monday, November 9, 2026 4:05 PM<br><b>To:</b> "
    "S<br><b>Subject:</b> x</p></div><p>old</p>",
    "apple mail": '<div>It works.</div><div>Really.</div><div><br><blockquote type="cite"><div>On 9 Nov 2026, at 16:05, M '
    "&lt;m@example.org&gt; "
    "wrote:</div><div>old</div></blockquote></div>",
    "thunderbird": '<p>It works.<br>Really.</p><div class="moz-cite-prefix">On 11/9/26 16:05, M wrote:<br></div><blockquote '
    'type="cite">old</blockquote>',
    "yahoo": '<div>It works.</div><div>Really.</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, M '
    "wrote:</div><div>old</div></div>",
    "gmx": '<div>It works.</div><div>Really.</div><div name="quote"><div><b>Gesendet:</b> Montag</div><div><b>Von:</b> '
    "M</div><div>old</div></div>",
    "proton": '<div>It works.</div><div>Really.</div><div class="protonmail_quote">On Monday, M '
    "wrote:<br><blockquote>old</blockquote></div>",
    "outlook phone": '<div>It works.<br>Really.</div><div id="mail-editor-reference-message-container"><div>From: '
    "M</div><div>old</div></div>",
}


@pytest.mark.parametrize("document", HTML.values(), ids=HTML.keys())
def test_quotes_are_found_by_their_place_in_html(document: str) -> None:
    fresh = split_reply(marked(f"<html><body>{document}</body></html>")).fresh
    assert [line for line in fresh.split("\n") if line] == ["It works.", "Really."]


@pytest.mark.parametrize(
    "mark", ['class="gmail_signature"', 'id="Signature"', 'id="AppleMailSignature"', 'class="moz-signature"']
)
def test_a_signature_is_found_by_its_place_in_html(mark: str) -> None:
    split = split_reply(marked(f"<div>It works.</div><div {mark}>Maria<br>ACME</div><blockquote type=cite>old</blockquote>"))
    assert (split.fresh, split.signature, split.quoted) == ("It works.", "Maria\nACME", "> old")


def test_hidden_html_is_not_read() -> None:
    hidden = '<div style="display:none">#close</div><span style="font-size:0px">#spam</span><script>x</script><p hidden>y</p>'
    assert marked(f"{hidden}<p>Hello</p>{hidden}") == "Hello"


def test_html_keeps_lists_tables_and_preformatted_lines() -> None:
    document = (
        "<ul><li>one</li><li>two</li></ul><ol><li>first</li></ol><table><tr><td>a</td><td>b</td></tr></table><pre>x\n  y</pre>"
    )
    assert marked(document).replace("\n\n", "\n") == "* one\n* two\n1. first\na\tb\nx\n  y"


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ('<a href="https://shop.example/order/7">my order</a>', "See my order <https://shop.example/order/7> please"),
        ('<a href="https://shop.example/">shop.example</a>', "See shop.example please"),
        ('<a href="http://shop.example/a">https://shop.example/a</a>', "See https://shop.example/a please"),
        ('<a href="http://evil.example/">https://shop.example</a>', "See https://shop.example <http://evil.example/> please"),
        ('<a href="mailto:m@example.org">Maria</a>', "See Maria please"),
        ('<a href="https://a.example/&#10;#close">x</a>', "See x <https://a.example/#close> please"),
        ('<a href="javascript:alert(1)">here</a>', "See here please"),
        ('<a href="https://t.example/pixel"><img src="https://t.example/p.png"></a>', "See please"),
        (
            '<a href="https://nam.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.example%2F7&amp;data=05">order</a>',
            "See order <https://shop.example/7> please",
        ),
    ],
)
def test_a_links_target_stands_behind_its_words(link: str, text: str) -> None:
    head = b"From: a@example.org\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    assert " ".join(parse(head + f"<p>See {link} please</p>".encode()).text.split()) == text
