"""How the clients of the world print what stands above a quote: one row a client and language, each read with the quote
marked and not marked as that client does. Written from the clients, not from our patterns."""

from __future__ import annotations

import textwrap

import pytest

from mailgate.mail.parse import parse

FRESH = "Thanks, that helps a lot.\nI will try it tomorrow."
OLD = "Here is the old text that nobody shall see again.\nIt has two lines."

# Client and language, what it prints, and whether its quote is marked with > (M), not marked (U), or both.
CLIENTS = (
    ("bluemail en", "UM", "On Nov 9, 2026, 10:00, at 10:00, Maria Lopez <maria@example.org> wrote:"),
    ("bluemail de", "UM", "Am 9. Nov. 2026, 10:00, um 10:00, Maria Lopez <maria@example.org> schrieb:"),
    ("bluemail fr", "UM", "Le 9 nov. 2026 à 10:00, à 10:00, Maria Lopez <maria@example.org> a écrit:"),
    ("bluemail es", "UM", "En 9 nov. 2026 10:00, en 10:00, Maria Lopez <maria@example.org> escribió:"),
    ("bluemail it", "UM", "Il giorno 9 nov 2026, 10:00, alle ore 10:00, Maria Lopez <maria@example.org> ha scritto:"),
    ("hey en", "UM", "On November 9, 2026, Maria Lopez <maria@example.org> wrote:"),
    ("hey en2", "UM", "On Nov 9, 2026, at 10:00am Maria Lopez <maria@example.org> wrote:"),
    (
        "laposte fr",
        "M",
        "> Message du 09/11/26 10:00\n"
        '> De : "Maria Lopez" <maria@example.org>\n'
        "> A : support@example.com\n"
        "> Copie à : \n"
        "> Objet : Question\n"
        ">",
    ),
    (
        "laposte fr date",
        "U",
        "envoyé : 9 novembre 2026 à 10:00\n"
        "de : Maria Lopez <maria@example.org>\n"
        "à : Support <support@example.com>\n"
        "objet : Question",
    ),
    (
        "orange fr",
        "M",
        '> Message du 09/11/26 10:00\n> De : "Maria Lopez" \n> A : support@example.com\n> Copie à : \n> Objet : Question',
    ),
    (
        "sfr fr",
        "M",
        '> De : "Maria Lopez" <maria@example.org>\n'
        "> Envoyé : lundi 9 novembre 2026 10:00\n"
        "> À : support@example.com\n"
        "> Objet : Question",
    ),
    (
        "free zimbra fr",
        "U",
        "----- Mail original -----\n"
        'De: "Maria Lopez" <maria@example.org>\n'
        'À: "support" <support@example.com>\n'
        "Envoyé: Lundi 9 Novembre 2026 10:00:00\n"
        "Objet: Question",
    ),
    (
        "zimbra en",
        "U",
        "----- Original Message -----\n"
        'From: "Maria Lopez" <maria@example.org>\n'
        'To: "support" <support@example.com>\n'
        "Sent: Monday, November 9, 2026 10:00:00 AM\n"
        "Subject: Question",
    ),
    (
        "zimbra en2",
        "U",
        'From: "Maria Lopez" <maria@example.org>\n'
        'To: "support" <support@example.com>\n'
        "Sent: Monday, November 9, 2026 10:00:00 AM\n"
        "Subject: Question",
    ),
    (
        "zimbra de",
        "U",
        'Von: "Maria Lopez" <maria@example.org>\n'
        'An: "support" <support@example.com>\n'
        "Gesendet: Montag, 9. November 2026 10:00:00\n"
        "Betreff: Question",
    ),
    (
        "zimbra it",
        "U",
        'Da: "Maria Lopez" <maria@example.org>\n'
        'A: "support" <support@example.com>\n'
        "Inviato: Lunedì, 9 novembre 2026 10:00:00\n"
        "Oggetto: Question",
    ),
    (
        "zimbra es",
        "U",
        'De: "Maria Lopez" <maria@example.org>\n'
        'Para: "support" <support@example.com>\n'
        "Enviados: Lunes, 9 de Noviembre 2026 10:00:00\n"
        "Asunto: Question",
    ),
    (
        "zimbra pt",
        "U",
        'De: "Maria Lopez" <maria@example.org>\n'
        'Para: "support" <support@example.com>\n'
        "Enviadas: Segunda-feira, 9 de novembro de 2026 10:00:00\n"
        "Assunto: Question",
    ),
    (
        "zimbra pl",
        "U",
        'Od: "Maria Lopez" <maria@example.org>\n'
        'Do: "support" <support@example.com>\n'
        "Wysłane: poniedziałek, 9 listopad 2026 10:00:00\n"
        "Temat: Question",
    ),
    (
        "zimbra ru",
        "U",
        'От: "Maria Lopez" <maria@example.org>\n'
        'Кому: "support" <support@example.com>\n'
        "Отправленные: Понедельник, 9 Ноябрь 2026 г 10:00:00\n"
        "Тема: Question",
    ),
    ("roundcube en", "UM", "On 2026-11-09 10:00, Maria Lopez wrote:"),
    ("roundcube de", "UM", "Am 2026-11-09 10:00, schrieb Maria Lopez:"),
    ("roundcube de2", "UM", "Am 09.11.2026 10:00 schrieb Maria Lopez:"),
    ("roundcube fr", "UM", "Le 2026-11-09 10:00, Maria Lopez a écrit :"),
    ("roundcube es", "UM", "El 2026-11-09 10:00, Maria Lopez escribió:"),
    ("roundcube it", "UM", "Il 2026-11-09 10:00 Maria Lopez ha scritto:"),
    ("roundcube pt", "UM", "Em 2026-11-09 10:00, Maria Lopez escreveu:"),
    ("roundcube nl", "UM", "Maria Lopez schreef op 2026-11-09 10:00:"),
    ("roundcube cs", "UM", "Dne 2026-11-09 10:00, Maria Lopez napsal:"),
    ("roundcube sk", "UM", "Dňa 2026-11-09 10:00 Maria Lopez napísal(a):"),
    ("roundcube pl", "UM", "W dniu 2026-11-09 10:00, Maria Lopez napisał(a):"),
    ("roundcube hu", "UM", "2026-11-09 10:00 időpontban Maria Lopez ezt írta:"),
    ("roundcube ru", "UM", "Maria Lopez писал 2026-11-09 10:00:"),
    ("roundcube uk", "UM", "Maria Lopez писав(ла) 2026-11-09 10:00:"),
    ("roundcube sv", "UM", "2026-11-09 10:00 skrev Maria Lopez:"),
    ("roundcube da", "UM", "Den 2026-11-09 10:00, skrev Maria Lopez:"),
    ("roundcube fi", "UM", "Maria Lopez kirjoitti 2026-11-09 10:00:"),
    ("roundcube ro", "UM", "La 2026-11-09 10:00, Maria Lopez a scris:"),
    ("roundcube tr", "UM", "2026-11-09 10:00 tarihinde Maria Lopez yazmış:"),
    ("roundcube hr", "UM", "Dana 2026-11-09 10:00, Maria Lopez je napisao:"),
    ("roundcube sl", "UM", "Dne 2026-11-09 10:00 je Maria Lopez napisal:"),
    ("roundcube lt", "UM", "Maria Lopez rašė 2026-11-09 10:00:"),
    ("roundcube ja", "UM", "2026-11-09 10:00 に Maria Lopez さんは書きました:"),
    ("roundcube zh", "UM", "在 2026-11-09 10:00，Maria Lopez 写道："),
    ("roundcube ca", "UM", "El 2026-11-09 10:00, Maria Lopez va escriure:"),
    ("horde en", "M", "Quoting Maria Lopez <maria@example.org>:"),
    ("horde de", "M", "Zitat von Maria Lopez <maria@example.org>:"),
    ("horde fr", "M", "Maria Lopez <maria@example.org> a écrit :"),
    ("horde es", "M", "Maria Lopez <maria@example.org> escribió:"),
    ("horde it", "M", "Citando Maria Lopez <maria@example.org>:"),
    ("horde pt", "M", "Citando Maria Lopez <maria@example.org>:"),
    ("horde nl", "M", "Quoting Maria Lopez <maria@example.org>:"),
    ("horde sv", "M", "Citerar Maria Lopez <maria@example.org>:"),
    ("horde pl", "M", "Cytowanie Maria Lopez <maria@example.org>:"),
    ("horde cs", "M", "Cituji Maria Lopez <maria@example.org>:"),
    ("sogo en", "UM", "On Monday, November 9, 2026 10:00 CET, Maria Lopez <maria@example.org> wrote:"),
    ("sogo de", "UM", "Am Montag, November 09, 2026 10:00 CET, schrieb Maria Lopez <maria@example.org>:"),
    ("sogo fr", "UM", "Le Lundi, Novembre 09, 2026 10:00 CET, Maria Lopez <maria@example.org> a écrit:"),
    ("ox en", "UM", "On 09/11/2026 10:00 CET Maria Lopez <maria@example.org> wrote:"),
    ("ox de", "UM", "Maria Lopez <maria@example.org> hat am 09.11.2026 10:00 CET geschrieben:"),
    ("ox fr", "UM", "Le 09/11/2026 10:00 CET, Maria Lopez <maria@example.org> a écrit :"),
    ("ox es", "UM", "El 09/11/2026 10:00 CET Maria Lopez <maria@example.org> escribió:"),
    ("ox it libero", "UM", "Il 09/11/2026 10:00 CET Maria Lopez <maria@example.org> ha scritto:"),
    ("ox nl", "UM", "Op 09-11-2026 10:00 CET schreef Maria Lopez <maria@example.org>:"),
    ("ox pl", "UM", "W dniu 09.11.2026 10:00 CET użytkownik Maria Lopez <maria@example.org> napisał:"),
    ("ox fi", "UM", "Maria Lopez <maria@example.org> kirjoitti 09.11.2026 10.00 EET:"),
    ("ox sv", "UM", "Den 2026-11-09 10:00 CET skrev Maria Lopez <maria@example.org>:"),
    ("ox ja", "UM", "2026/11/09 10:00 JST Maria Lopez <maria@example.org> のメッセージ:"),
    ("mailru ru", "UM", "Понедельник, 9 ноября 2026, 10:00 +03:00 от Maria Lopez <maria@example.org>:"),
    ("mailru ru2", "M", ">Понедельник, 9 ноября 2026, 10:00 +03:00 от Maria Lopez <maria@example.org>:"),
    ("mailru en", "UM", "Monday, November 9, 2026 10:00 AM +03:00 from Maria Lopez <maria@example.org>:"),
    ("yandex ru", "UM", '09.11.2026, 10:00, "Maria Lopez" <maria@example.org>:'),
    ("yandex ru2", "M", 'Кому: support@example.com;\nТема: Question;\n09.11.2026, 10:00, "Maria Lopez" <maria@example.org>:'),
    ("yandex tr", "UM", '09.11.2026, 10:00, "Maria Lopez" <maria@example.org>:'),
    ("rambler ru", "M", "09.11.2026, 10:00, Maria Lopez <maria@example.org>"),
    (
        "qq zh",
        "U",
        "------------------ 原始邮件 ------------------\n"
        '发件人: "Maria Lopez" <maria@example.org>;\n'
        "发送时间: 2026年11月9日(星期一) 上午10:00\n"
        '收件人: "support"<support@example.com>;\n'
        "主题: Question",
    ),
    (
        "qq en",
        "U",
        "------------------ Original ------------------\n"
        'From: "Maria Lopez" <maria@example.org>;\n'
        "Date: Mon, Nov 9, 2026 10:00 AM\n"
        'To: "support"<support@example.com>;\n'
        "Subject: Question",
    ),
    (
        "qq zh2",
        "U",
        '------------------&nbsp;原始邮件&nbsp;------------------\n发件人:&nbsp;"Maria Lopez"&nbsp;<maria@example.org>;',
    ),
    ("netease zh", "UM", '在 2026-11-09 10:00:00，"Maria Lopez" <maria@example.org> 写道：'),
    ("netease zh2", "UM", 'At 2026-11-09 10:00:00, "Maria Lopez" <maria@example.org> wrote:'),
    (
        "netease master zh",
        "U",
        "---- 回复的原邮件 ----\n"
        "| 发件人 | Maria Lopez<maria@example.org> |\n"
        "| 日期 | 2026年11月09日 10:00 |\n"
        "| 收件人 | support@example.com |\n"
        "| 抄送至 | |\n"
        "| 主题 | Question |",
    ),
    (
        "netease master en",
        "U",
        "---- Replied Message ----\n"
        "| From | Maria Lopez<maria@example.org> |\n"
        "| Date | 11/9/2026 10:00 |\n"
        "| To | support@example.com |\n"
        "| Subject | Question |",
    ),
    ("netease master zh3", "UM", "在2026年11月9日 10:00，Maria Lopez<maria@example.org> 写道："),
    (
        "sina zh",
        "U",
        "----- 原始邮件 -----\n"
        "发件人：Maria Lopez <maria@example.org>\n"
        "收件人：support@example.com\n"
        "主题：Question\n"
        "日期：2026年11月09日 10点00分",
    ),
    (
        "139 zh",
        "U",
        "----邮件原文----\n"
        "发件人：Maria Lopez <maria@example.org>\n"
        "收件人：support <support@example.com>\n"
        "抄送: (无)\n"
        "发送时间：2026-11-09 10:00:00\n"
        "主题：Question",
    ),
    ("foxmail zh", "U", "发件人： Maria Lopez\n发送时间： 2026-11-09 10:00\n收件人： support\n主题： Question"),
    ("foxmail en", "U", "From: Maria Lopez\nDate: 2026-11-09 10:00\nTo: support\nSubject: Question"),
    (
        "aliyun zh",
        "U",
        "------------------------------------------------------------------\n"
        "发件人：Maria Lopez <maria@example.org>\n"
        "发送时间：2026年11月9日(星期一) 10:00\n"
        "收件人：support <support@example.com>\n"
        "主　题：Question",
    ),
    (
        "naver ko",
        "U",
        "-----Original Message-----\n"
        'From: "Maria Lopez"<maria@example.org>\n'
        "To: <support@example.com>;\n"
        "Cc:\n"
        "Sent: 2026-11-09 (월) 10:00:00 (GMT+09:00)\n"
        "Subject: Question",
    ),
    (
        "daum ko",
        "U",
        "--------- 원본 메일 ---------\n"
        "보낸사람: Maria Lopez <maria@example.org>\n"
        "받는사람: support@example.com\n"
        "날짜: 2026년 11월 09일 월요일, 10시 00분 00초 +0900\n"
        "제목: Question",
    ),
    (
        "outlook ko",
        "U",
        "보낸 사람: Maria Lopez <maria@example.org>\n"
        "보낸 날짜: 2026년 11월 9일 월요일 오전 10:00\n"
        "받는 사람: support@example.com\n"
        "제목: Question",
    ),
    ("apple ko", "UM", "2026. 11. 9. 오전 10:00, Maria Lopez <maria@example.org> 작성:"),
    (
        "seznam cs",
        "U",
        "---------- Původní e-mail ----------\n"
        "Od: Maria Lopez <maria@example.org>\n"
        "Komu: support@example.com\n"
        "Datum: 9. 11. 2026 10:00:00\n"
        "Předmět: Question",
    ),
    (
        "seznam cs2",
        "U",
        "---------- Původní zpráva ----------\nOd: Maria Lopez <maria@example.org>\nDatum: 9. 11. 2026\nPředmět: Question",
    ),
    (
        "centrum cs",
        "M",
        "______________________________________________________________\n"
        '> Od: "Maria Lopez" <maria@example.org>\n'
        "> Komu: support@example.com\n"
        "> Datum: 09.11.2026 10:00\n"
        "> Předmět: Question\n"
        ">",
    ),
    (
        "azet sk",
        "M",
        "______________________________________________________________\n"
        "> Od: Maria Lopez <maria@example.org>\n"
        "> Komu: support@example.com\n"
        "> Dátum: 09.11.2026 10:00\n"
        "> Predmet: Question",
    ),
    (
        "webde de",
        "U",
        "Gesendet: Montag, 09. November 2026 um 10:00 Uhr\n"
        'Von: "Maria Lopez" <maria@example.org>\n'
        "An: support@example.com\n"
        "Betreff: Question",
    ),
    (
        "webde en",
        "U",
        "Sent: Monday, November 09, 2026 at 10:00 AM\n"
        'From: "Maria Lopez" <maria@example.org>\n'
        "To: support@example.com\n"
        "Subject: Question",
    ),
    (
        "gmx es",
        "U",
        "Enviado: lunes 09 de noviembre de 2026 a las 10:00\n"
        'De: "Maria Lopez" <maria@example.org>\n'
        "Para: support@example.com\n"
        "Asunto: Question",
    ),
    (
        "gmx fr",
        "U",
        'Envoyé: lundi 9 novembre 2026 à 10:00\nDe: "Maria Lopez" <maria@example.org>\nÀ: support@example.com\nObjet: Question',
    ),
    ("webde app", "UM", "Am 09.11.26, 10:00 schrieb Maria Lopez <maria@example.org>:"),
    (
        "webde app2",
        "UM",
        "--\n"
        "Diese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.\n"
        "Am 09.11.26, 10:00 schrieb Maria Lopez <maria@example.org>:",
    ),
    (
        "tonline de",
        "U",
        "-----Original-Nachricht-----\n"
        "Betreff: Question\n"
        "Datum: 2026-11-09T10:00:00+0100\n"
        'Von: "Maria Lopez" <maria@example.org>\n'
        'An: "support@example.com" <support@example.com>',
    ),
    (
        "tonline de2",
        "U",
        "--- Original-Nachricht ---\nVon: Maria Lopez\nBetreff: Question\nDatum: 09.11.2026, 10:00 Uhr\nAn: support@example.com",
    ),
    (
        "libero it",
        "U",
        "----Messaggio originale----\nDa: maria@example.org\nData: 09/11/2026 10.00\nA: <support@example.com>\nOgg: Question",
    ),
    ("libero it2", "UM", "Il 9 novembre 2026 alle 10.00 Maria Lopez <maria@example.org> ha scritto:"),
    (
        "virgilio it",
        "U",
        "----Messaggio originale----\nDa: maria@example.org\nData: 9-nov-2026 10.00\nA: <support@example.com>\nOgg: Question",
    ),
    (
        "alice tim it",
        "U",
        "Da: maria@example.org\nInviato: lunedì 9 novembre 2026 10:00\nA: support@example.com\nOggetto: Question",
    ),
    (
        "aruba it",
        "U",
        'Da: "Maria Lopez" maria@example.org\n'
        "A: support@example.com\n"
        "Cc:\n"
        "Data: Mon, 9 Nov 2026 10:00:00 +0100\n"
        "Oggetto: Question",
    ),
    ("evolution en", "UM", "On Mon, 2026-11-09 at 10:00 +0100, Maria Lopez wrote:"),
    ("evolution de", "UM", "Am Montag, dem 09.11.2026 um 10:00 +0100 schrieb Maria Lopez:"),
    ("evolution fr", "UM", "Le lundi 09 novembre 2026 à 10:00 +0100, Maria Lopez a écrit :"),
    ("evolution es", "UM", "El lun, 09-11-2026 a las 10:00 +0100, Maria Lopez escribió:"),
    ("evolution it", "UM", "Il giorno lun, 09/11/2026 alle 10.00 +0100, Maria Lopez ha scritto:"),
    ("evolution sv", "UM", "mån 2026-11-09 klockan 10:00 +0100 skrev Maria Lopez:"),
    ("evolution cs", "UM", "Maria Lopez píše v Po 09. 11. 2026 v 10:00 +0100:"),
    ("evolution nl", "UM", "Maria Lopez schreef op ma 09-11-2026 om 10:00 [+0100]:"),
    ("evolution pl", "UM", "W dniu 09.11.2026, pon o godzinie 10∶00 +0100, użytkownik Maria Lopez napisał:"),
    ("evolution da", "UM", "man, 09 11 2026 kl. 10:00 +0100, skrev Maria Lopez:"),
    ("evolution pt", "UM", "Em seg, 2026-11-09 às 10:00 +0100, Maria Lopez escreveu:"),
    ("evolution ru", "UM", "В Пн, 09/11/2026 в 10:00 +0300, Maria Lopez пишет:"),
    ("evolution hu", "UM", "2026-11-09, h keltezéssel 10.00-kor Maria Lopez ezt írta:"),
    ("kmail en", "UM", "On Monday, 9 November 2026 10:00:00 CET Maria Lopez wrote:"),
    ("kmail de", "UM", "Am Montag, 9. November 2026, 10:00:00 CET schrieb Maria Lopez:"),
    ("kmail fr", "UM", "Le lundi 9 novembre 2026, 10:00:00 CET Maria Lopez a écrit :"),
    ("kmail es", "UM", "El lunes, 9 de noviembre de 2026 10:00:00 (CET) Maria Lopez escribió:"),
    ("kmail it", "UM", "In data lunedì 9 novembre 2026 10:00:00 CET, Maria Lopez ha scritto:"),
    ("kmail nl", "UM", "Op maandag 9 november 2026 10:00:00 CET schreef Maria Lopez:"),
    ("kmail ru", "UM", "В письме от понедельник, 9 ноября 2026 г. 10:00:00 MSK пользователь Maria Lopez написал:"),
    ("kmail cs", "UM", "Dne pondělí 9. listopadu 2026 10:00:00 CET, Maria Lopez napsal(a):"),
    ("kmail pl", "UM", "Dnia poniedziałek, 9 listopada 2026 10:00:00 CET Maria Lopez pisze:"),
    ("kmail da", "UM", "mandag den 9. november 2026 10.00.00 CET skrev Maria Lopez:"),
    ("kmail sv", "UM", "måndag 9 november 2026 10:00:00 CET skrev Maria Lopez:"),
    ("kmail pt", "UM", "On segunda-feira, 9 de novembro de 2026 10:00:00 CET Maria Lopez wrote:"),
    ("kmail uk", "UM", "понеділок, 9 листопада 2026 р. 10:00:00 EET Maria Lopez написано:"),
    ("claws en", "UM", "On Mon, 9 Nov 2026 10:00:00 +0100\nMaria Lopez <maria@example.org> wrote:"),
    ("claws de", "UM", "Am Mon, 9 Nov 2026 10:00:00 +0100\nschrieb Maria Lopez <maria@example.org>:"),
    ("claws fr", "UM", "Le Mon, 9 Nov 2026 10:00:00 +0100,\nMaria Lopez <maria@example.org> a écrit :"),
    ("claws it", "UM", "Il Mon, 9 Nov 2026 10:00:00 +0100\nMaria Lopez <maria@example.org> ha scritto:"),
    ("claws cs", "UM", "Dne Mon, 9 Nov 2026 10:00:00 +0100\nMaria Lopez <maria@example.org> napsal(a):"),
    ("claws pl", "UM", "Dnia Mon, 9 Nov 2026 10:00:00 +0100\nMaria Lopez <maria@example.org> napisał(a):"),
    ("thebat en", "M", "Monday, November 9, 2026, 10:00:00 AM, you wrote:"),
    ("thebat ru", "M", "Вы писали 9 ноября 2026 г., 10:00:00:"),
    ("thebat de", "M", "am Montag, 9. November 2026 um 10:00 schrieben Sie:"),
    ("thebat fr", "M", "Le lundi 9 novembre 2026, 10:00:00, vous écriviez :"),
    ("pegasus en", "UM", "On 9 Nov 2026 at 10:00, Maria Lopez wrote:"),
    ("pegasus en2", "UM", "On 9 Nov 26, at 10:00, Maria Lopez <maria@example.org> wrote:"),
    ("pegasus de", "UM", "Am 9 Nov 2026 um 10:00 hat Maria Lopez geschrieben:"),
    ("pegasus it", "UM", "Il 9 Nov 2026 alle 10:00 Maria Lopez ha scritto:"),
    ("mutt en", "UM", "On Mon, Nov 09, 2026 at 10:00:00AM +0100, Maria Lopez wrote:"),
    ("mutt en2", "M", "* Maria Lopez <maria@example.org> [2026-11-09 10:00]:"),
    ("mutt de", "M", "Am Mo, 09. Nov 2026, schrieb Maria Lopez:"),
    ("mutt de2", "UM", "Maria Lopez <maria@example.org> schrieb am 09.11.26:"),
    ("gnus en", "M", "Maria Lopez <maria@example.org> writes:"),
    ("gnus en2", "M", '>>>>> "Maria" == Maria Lopez <maria@example.org> writes:'),
    ("gnus en3", "UM", "On Mon, Nov 09 2026, Maria Lopez wrote:"),
    ("mu4e", "UM", "Maria Lopez <maria@example.org> wrote on Mon 9 Nov 2026 at 10:00:"),
    (
        "blackberry en",
        "U",
        "-----Original Message-----\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: Mon, 9 Nov 2026 10:00:00\n"
        "To: <support@example.com>\n"
        "Subject: Question",
    ),
    (
        "blackberry en2",
        "U",
        "  Original Message  \n"
        "From: Maria Lopez\n"
        "Sent: Monday, November 9, 2026 10:00 AM\n"
        "To: support@example.com\n"
        "Subject: Question",
    ),
    (
        "blackberry de",
        "U",
        "  Originalnachricht  \n"
        "Von: Maria Lopez\n"
        "Gesendet: Montag, 9. November 2026 10:00\n"
        "An: support@example.com\n"
        "Betreff: Question",
    ),
    (
        "blackberry es",
        "U",
        "  Mensaje original  \n"
        "De: Maria Lopez\n"
        "Enviado: lunes, 9 de noviembre de 2026 10:00\n"
        "Para: support@example.com\n"
        "Asunto: Question",
    ),
    (
        "blackberry fr",
        "U",
        "  Message d'origine  \nDe: Maria Lopez\nEnvoyé: lundi 9 novembre 2026 10:00\nÀ: support@example.com\nObjet: Question",
    ),
    (
        "winmail de",
        "U",
        "Von: Maria Lopez\nGesendet: Montag, 9. November 2026 10:00\nAn: support@example.com\nBetreff: Question",
    ),
    (
        "winmail en",
        "U",
        "Sent from Mail for Windows 10\n"
        "\n"
        "From: Maria Lopez\n"
        "Sent: Monday, November 9, 2026 10:00 AM\n"
        "To: support@example.com\n"
        "Subject: Question",
    ),
    (
        "winmail fi",
        "U",
        "Lähettäjä: Maria Lopez\n"
        "Lähetetty: maanantai 9. marraskuuta 2026 10.00\n"
        "Vastaanottaja: support@example.com\n"
        "Aihe: Question",
    ),
    (
        "winmail el",
        "U",
        "Από: Maria Lopez\nΣτάλθηκε: Δευτέρα, 9 Νοεμβρίου 2026 10:00 πμ\nΠρος: support@example.com\nΘέμα: Question",
    ),
    (
        "winmail hu",
        "U",
        "Feladó: Maria Lopez\nElküldve: 2026. november 9., hétfő 10:00\nCímzett: support@example.com\nTárgy: Question",
    ),
    (
        "outlook ro",
        "U",
        "De la: Maria Lopez <maria@example.org>\n"
        "Trimis: luni, 9 noiembrie 2026 10:00\n"
        "Către: support@example.com\n"
        "Subiect: Question",
    ),
    (
        "outlook he",
        "U",
        "מאת: Maria Lopez <maria@example.org>\nנשלח: יום שני 09 נובמבר 2026 10:00\nאל: support@example.com\nנושא: Question",
    ),
    (
        "outlook ar",
        "U",
        "من: Maria Lopez <maria@example.org>\n"
        "تم الإرسال: الاثنين، 9 نوفمبر 2026 10:00 ص\n"
        "إلى: support@example.com\n"
        "الموضوع: Question",
    ),
    (
        "outlook th",
        "U",
        "จาก: Maria Lopez <maria@example.org>\nส่ง: 9 พฤศจิกายน 2026 10:00\nถึง: support@example.com\nเรื่อง: Question",
    ),
    (
        "outlook vi",
        "U",
        "Từ: Maria Lopez <maria@example.org>\nĐã gửi: 09 Tháng Mười Một 2026 10:00\nTới: support@example.com\nChủ đề: Question",
    ),
    (
        "outlook hr",
        "U",
        "Od: Maria Lopez <maria@example.org>\nPoslano: 9. studenoga 2026. 10:00\nPrima: support@example.com\nPredmet: Question",
    ),
    (
        "outlook sl",
        "U",
        "Od: Maria Lopez <maria@example.org>\n"
        "Poslano: ponedeljek, 09. november 2026 10:00\n"
        "Za: support@example.com\n"
        "Zadeva: Question",
    ),
    (
        "outlook sr",
        "U",
        "Od: Maria Lopez <maria@example.org>\n"
        "Poslato: ponedeljak, 9. novembar 2026. 10:00\n"
        "Za: support@example.com\n"
        "Tema: Question",
    ),
    (
        "outlook bg",
        "U",
        "От: Maria Lopez <maria@example.org>\n"
        "Изпратено: понеделник, 9 ноември 2026 г. 10:00\n"
        "До: support@example.com\n"
        "Тема: Question",
    ),
    (
        "outlook uk",
        "U",
        "Від: Maria Lopez <maria@example.org>\nНадіслано: 9 листопада 2026 р. 10:00\nКому: support@example.com\nТема: Question",
    ),
    (
        "outlook lt",
        "U",
        "Nuo: Maria Lopez <maria@example.org>\n"
        "Išsiųsta: 2026 m. lapkričio 9 d., pirmadienis 10:00\n"
        "Kam: support@example.com\n"
        "Tema: Question",
    ),
    (
        "outlook lv",
        "U",
        "No: Maria Lopez <maria@example.org>\n"
        "Nosūtīts: pirmdiena, 2026. gada 9. novembris 10:00\n"
        "Kam: support@example.com\n"
        "Tēma: Question",
    ),
    (
        "outlook et",
        "U",
        "Saatja: Maria Lopez <maria@example.org>\n"
        "Saadetud: esmaspäev, 9. november 2026 10:00\n"
        "Adressaat: support@example.com\n"
        "Teema: Question",
    ),
    (
        "outlook ca",
        "U",
        "De: Maria Lopez <maria@example.org>\n"
        "Enviat el: dilluns, 9 de novembre de 2026 10:00\n"
        "Per a: support@example.com\n"
        "Tema: Question",
    ),
    (
        "outlook eu",
        "U",
        "Nork: Maria Lopez <maria@example.org>\n"
        "Bidalia: astelehena, 2026.eko azaroak 9 10:00\n"
        "Nori: support@example.com\n"
        "Gaia: Question",
    ),
    (
        "outlook id",
        "U",
        "Dari: Maria Lopez <maria@example.org>\n"
        "Dikirim: Senin, 09 November 2026 10:00\n"
        "Kepada: support@example.com\n"
        "Subjek: Question",
    ),
    (
        "outlook no",
        "U",
        "Fra: Maria Lopez <maria@example.org>\nSendt: mandag 9. november 2026 10:00\nTil: support@example.com\nEmne: Question",
    ),
    (
        "outlook tr",
        "U",
        "Kimden: Maria Lopez <maria@example.org>\n"
        "Gönderildi: 9 Kasım 2026 Pazartesi 10:00\n"
        "Kime: support@example.com\n"
        "Konu: Question",
    ),
    (
        "outlook ms",
        "U",
        "Daripada: Maria Lopez <maria@example.org>\n"
        "Dihantar: Isnin, 9 November 2026 10:00\n"
        "Kepada: support@example.com\n"
        "Subjek: Question",
    ),
    ("front en", "UM", "On November 9, 2026, 10:00 AM GMT+1 maria@example.org wrote:"),
    ("front en2", "UM", "On November 9, 2026 at 10:00 AM GMT+1, maria@example.org wrote:"),
    ("superhuman en", "UM", "On Mon, Nov 09, 2026 at 10:00 AM, Maria Lopez <maria@example.org> wrote:"),
    ("missive en", "UM", "On Nov 9, 2026 at 10:00 AM, Maria Lopez <maria@example.org> wrote:"),
    ("zoho en", "U", "---- On Mon, 09 Nov 2026 10:00:00 +0100 Maria Lopez <maria@example.org> wrote ----"),
    ("zoho de", "U", "---- Am Mo, 09 Nov 2026 10:00:00 +0100 schrieb Maria Lopez <maria@example.org> ----"),
    ("zoho es", "U", "---- El lun, 09 nov 2026 10:00:00 +0100, Maria Lopez <maria@example.org> escribió ----"),
    ("zoho fr", "U", "---- Le lun., 09 nov. 2026 10:00:00 +0100 Maria Lopez <maria@example.org> a écrit ----"),
    ("zoho en2", "U", "---- On Mon, 09 Nov 2026 10:00:00 +0100 maria@example.org wrote ---"),
    ("fastmail en", "UM", "On Mon, 9 Nov 2026, at 10:00 AM, Maria Lopez wrote:"),
    ("fastmail de", "UM", "Am Mo, 9. Nov 2026, um 10:00, schrieb Maria Lopez:"),
    ("fastmail fr", "UM", "Le lun. 9 nov. 2026, à 10:00, Maria Lopez a écrit :"),
    ("fastmail es", "UM", "El lun. 9 nov. 2026, a las 10:00, Maria Lopez escribió:"),
    ("fastmail nl", "UM", "Op ma, 9 nov 2026, om 10:00, schreef Maria Lopez:"),
    ("tuta en", "UM", "9 Nov 2026, 10:00 by maria@example.org:"),
    ("tuta de", "UM", "9. Nov. 2026, 10:00 von maria@example.org:"),
    ("tuta en2", "UM", "Nov 9, 2026, 10:00 by maria@example.org:"),
    ("tuta fr", "UM", "9 nov. 2026, 10:00 de maria@example.org :"),
    ("tuta es", "UM", "9 nov 2026, 10:00 por maria@example.org:"),
    ("tuta it", "UM", "9 nov 2026, 10:00 da maria@example.org:"),
    ("tuta nl", "UM", "9 nov. 2026 10:00 door maria@example.org:"),
    ("tuta ru", "UM", "9 нояб. 2026 г., 10:00 от maria@example.org:"),
    ("tuta pl", "UM", "9 lis 2026, 10:00 od maria@example.org:"),
    ("proton en", "UM", "On Monday, November 9th, 2026 at 10:00, Maria Lopez <maria@example.org> wrote:"),
    (
        "proton en2",
        "UM",
        "------- Original Message -------\nOn Monday, November 9th, 2026 at 10:00, Maria Lopez <maria@example.org> wrote:",
    ),
    ("proton de", "UM", "Maria Lopez <maria@example.org> schrieb am Montag, 9. November 2026 um 10:00:"),
    ("proton fr", "UM", "Le lundi 9 novembre 2026 à 10:00, Maria Lopez <maria@example.org> a écrit :"),
    ("proton es", "UM", "El lunes, 9 de noviembre de 2026 a las 10:00, Maria Lopez <maria@example.org> escribió:"),
    ("proton it", "UM", "Il lunedì 9 novembre 2026 alle ore 10:00, Maria Lopez <maria@example.org> ha scritto:"),
    ("proton nl", "UM", "Op maandag 9 november 2026 om 10:00 schreef Maria Lopez <maria@example.org>:"),
    ("proton ru", "UM", "В понедельник, 9 ноября 2026 г. в 10:00, Maria Lopez <maria@example.org> написал(а):"),
    ("proton pl", "UM", "Dnia poniedziałek, 9 listopada 2026 10:00, Maria Lopez <maria@example.org> napisał(a):"),
    ("proton pt", "UM", "Em segunda-feira, 9 de novembro de 2026 às 10:00, Maria Lopez <maria@example.org> escreveu:"),
    ("proton cs", "UM", "Dne pondělí 9. listopadu 2026 v 10:00, Maria Lopez <maria@example.org> napsal(a):"),
    ("proton tr", "UM", "9 Kasım 2026 Pazartesi 10:00 tarihinde Maria Lopez <maria@example.org> şunu yazdı:"),
    ("spark en", "UM", "On 9 Nov 2026, 10:00 +0100, Maria Lopez <maria@example.org>, wrote:"),
    ("spark de", "UM", "Am 9. Nov. 2026, 10:00 +0100 schrieb Maria Lopez <maria@example.org>:"),
    ("spark fr", "UM", "Le 9 nov. 2026 à 10:00 +0100, Maria Lopez <maria@example.org>, a écrit :"),
    ("spark es", "UM", "El 9 nov 2026 10:00 +0100, Maria Lopez <maria@example.org>, escribió:"),
    ("spark ru", "UM", "9 нояб. 2026 г., 10:00 +0300, Maria Lopez <maria@example.org>, писал:"),
    ("spark it", "UM", "Il 9 nov 2026, 10:00 +0100, Maria Lopez <maria@example.org>, ha scritto:"),
    ("spark pt", "UM", "Em 9 de nov. de 2026 10:00 +0100, Maria Lopez <maria@example.org>, escreveu:"),
    ("spark zh", "UM", "在 2026年11月9日 +0800 10:00，Maria Lopez <maria@example.org>，写道："),
    ("spark ja", "UM", "2026年11月9日 10:00 +0900、Maria Lopez <maria@example.org> のメール:"),
    ("newton en", "UM", "On Mon, Nov 9, 2026 at 10:00 AM Maria Lopez\n<\nmailto:Maria Lopez <maria@example.org>\n> wrote:"),
    ("newton en2", "UM", "On Mon, Nov 09, 2026 at 10:00am, Maria Lopez < maria@example.org > wrote:"),
    (
        "emclient en",
        "U",
        "------ Original Message ------\n"
        'From: "Maria Lopez" <maria@example.org>\n'
        "To: support@example.com\n"
        "Sent: 09/11/2026 10:00:00\n"
        "Subject: Question",
    ),
    (
        "emclient en2",
        "U",
        "------ Original Message ------\n"
        'From "Maria Lopez" <maria@example.org>\n'
        "To support@example.com\n"
        "Date 09/11/2026 10:00:00\n"
        "Subject Question",
    ),
    (
        "emclient de",
        "U",
        "------ Originalnachricht ------\n"
        'Von: "Maria Lopez" <maria@example.org>\n'
        "An: support@example.com\n"
        "Gesendet: 09.11.2026 10:00:00\n"
        "Betreff: Question",
    ),
    (
        "emclient de2",
        "U",
        "------ Originalnachricht ------\n"
        'Von "Maria Lopez" <maria@example.org>\n'
        "An support@example.com\n"
        "Datum 09.11.2026 10:00:00\n"
        "Betreff Question",
    ),
    (
        "emclient cs",
        "U",
        "------ Původní zpráva ------\n"
        'Od: "Maria Lopez" <maria@example.org>\n'
        "Komu: support@example.com\n"
        "Odesláno: 9.11.2026 10:00:00\n"
        "Předmět: Question",
    ),
    (
        "emclient es",
        "U",
        "------ Mensaje Original ------\n"
        'De: "Maria Lopez" <maria@example.org>\n'
        "Para: support@example.com\n"
        "Enviado: 09/11/2026 10:00:00\n"
        "Asunto: Question",
    ),
    ("mailbird en", "UM", "On 09/11/2026 10:00:00, Maria Lopez <maria@example.org> wrote:"),
    ("mailbird de", "UM", "Am 09.11.2026 10:00:00 schrieb Maria Lopez <maria@example.org>:"),
    ("postbox en", "UM", "Maria Lopez wrote on 11/9/26 10:00:"),
    ("postbox en2", "UM", "Maria Lopez wrote on 9/11/26, 10:00 AM:"),
    ("seamonkey", "M", "Maria Lopez wrote:"),
    ("seamonkey de", "M", "Maria Lopez schrieb:"),
    ("yahoo en", "UM", "    On Monday, November 9, 2026 at 10:00:00 AM GMT+1, Maria Lopez <maria@example.org> wrote:  "),
    (
        "yahoo mobile",
        "UM",
        "Sent from Yahoo Mail on Android \n \n  On Mon, Nov 9, 2026 at 10:00, Maria Lopez<maria@example.org> wrote:",
    ),
    (
        "yahoo de",
        "UM",
        "    Am Montag, 9. November 2026 um 10:00:00 MEZ hat Maria Lopez <maria@example.org> Folgendes geschrieben:  ",
    ),
    ("yahoo fr", "UM", "    Le lundi 9 novembre 2026 à 10:00:00 UTC+1, Maria Lopez <maria@example.org> a écrit :  "),
    ("yahoo es", "UM", "    El lunes, 9 de noviembre de 2026, 10:00:00 CET, Maria Lopez <maria@example.org> escribió:  "),
    ("yahoo it", "UM", "    Il lunedì 9 novembre 2026 alle ore 10:00:00 CET, Maria Lopez <maria@example.org> ha scritto:  "),
    ("yahoo pt", "UM", "    Em segunda-feira, 9 de novembro de 2026 10:00:00 BRT, Maria Lopez <maria@example.org> escreveu:  "),
    ("yahoo nl", "UM", "    Op maandag 9 november 2026 om 10:00:00 CET schreef Maria Lopez <maria@example.org>:  "),
    ("yahoo pl", "UM", "    poniedziałek, 9 listopada 2026 10:00:00 CET użytkownik Maria Lopez <maria@example.org> napisał:  "),
    ("yahoo sv", "UM", "    Den måndag 9 november 2026 10:00:00 CET, Maria Lopez <maria@example.org> skrev:  "),
    ("yahoo da", "UM", "    Den mandag den 9. november 2026 10.00.00 CET skrev Maria Lopez <maria@example.org>:  "),
    ("yahoo no", "UM", "    mandag 9. november 2026 10:00:00 CET skrev Maria Lopez <maria@example.org> følgende:  "),
    ("yahoo fi", "UM", "    maanantai 9. marraskuuta 2026 klo 10.00.00 UTC+2 Maria Lopez <maria@example.org> kirjoitti:  "),
    ("yahoo cs", "UM", "    Dne pondělí 9. listopadu 2026 10:00:00 SEČ, uživatel Maria Lopez <maria@example.org> napsal:  "),
    ("yahoo hu", "UM", "    2026. november 9., hétfő 10:00:00 CET, Maria Lopez <maria@example.org> írta:  "),
    ("yahoo ro", "UM", "    luni, 9 noiembrie 2026, 10:00:00 EET, Maria Lopez <maria@example.org> a scris:  "),
    (
        "yahoo el",
        "UM",
        "    Στις Δευτέρα 9 Νοεμβρίου 2026 στις 10:00:00 π.μ. EET, ο χρήστης Maria Lopez <maria@example.org> έγραψε:  ",
    ),
    ("yahoo tr", "UM", "    9 Kasım 2026 Pazartesi 10:00:00 GMT+3 tarihinde, Maria Lopez <maria@example.org> şunu yazdı:  "),
    ("yahoo ru", "UM", "    понедельник, 9 ноября 2026 г., 10:00:00 GMT+3, Maria Lopez <maria@example.org> написал (-а):  "),
    ("yahoo uk", "UM", "    понеділок, 9 листопада 2026 р. в 10:00:00 EET, Maria Lopez <maria@example.org> написав:  "),
    ("yahoo vi", "UM", "    Vào Thứ Hai, 9 tháng 11, 2026 lúc 10:00:00 GMT+7, Maria Lopez <maria@example.org> đã viết:  "),
    ("yahoo id", "UM", "    Pada Senin, 9 November 2026 10.00.00 WIB, Maria Lopez <maria@example.org> menulis:  "),
    (
        "yahoo th",
        "UM",
        "    เมื่อ วันจันทร์ที่ 9 พฤศจิกายน พ.ศ. 2569 10:00:00 GMT+7, Maria Lopez <maria@example.org> เขียนว่า:  ",
    ),
    ("yahoo zh-tw", "UM", "    Maria Lopez <maria@example.org> 於 2026年11月9日 星期一 上午10:00:00 [GMT+8] 寫道﹕  "),
    ("yahoo zh-tw2", "UM", "    在 2026年11月9日 週一 10:00:00 [GMT+8]， Maria Lopez<maria@example.org> 寫道:"),
    (
        "yahoo ja",
        "U",
        "----- Original Message -----\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com\n"
        "Date: 2026/11/9, Mon 10:00\n"
        "Subject: Question",
    ),
    ("yahoo ar", "UM", "    في الاثنين، ٩ نوفمبر ٢٠٢٦ ١٠:٠٠:٠٠ ص غرينتش+٣، كتب Maria Lopez <maria@example.org>:  "),
    ("yahoo he", "UM", "    ב-יום שני, 9 בנובמבר 2026, 10:00:00 (שעון ישראל), Maria Lopez <maria@example.org> כתב/ה:  "),
    (
        "aol en",
        "U",
        "-----Original Message-----\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com\n"
        "Sent: Mon, Nov 9, 2026 10:00 am\n"
        "Subject: Question",
    ),
    (
        "aol de",
        "U",
        "-----Ursprüngliche Mitteilung----- \n"
        "Von: Maria Lopez <maria@example.org>\n"
        "An: support@example.com\n"
        "Verschickt: Mo, 9. Nov 2026 10:00\n"
        "Betreff: Question",
    ),
    (
        "aol fr",
        "U",
        "-----E-mail d'origine-----\n"
        "De : Maria Lopez <maria@example.org>\n"
        "A : support@example.com\n"
        "Envoyé le : Lu, 9 Nov 2026 10:00\n"
        "Sujet : Question",
    ),
    (
        "samsung en",
        "U",
        "-------- Original message --------\n"
        "From: Maria Lopez <maria@example.org> \n"
        "Date: 11/9/26  10:00 AM  (GMT+01:00) \n"
        "To: support@example.com \n"
        "Subject: Question",
    ),
    (
        "samsung de",
        "U",
        "-------- Ursprüngliche Nachricht --------\n"
        "Von: Maria Lopez <maria@example.org> \n"
        "Datum: 09.11.26  10:00  (GMT+01:00) \n"
        "An: support@example.com \n"
        "Betreff: Question",
    ),
    (
        "samsung fr",
        "U",
        "-------- Message d'origine --------\n"
        "De : Maria Lopez <maria@example.org> \n"
        "Date : 09/11/2026  10:00  (GMT+01:00) \n"
        "À : support@example.com \n"
        "Objet : Question",
    ),
    (
        "samsung es",
        "U",
        "-------- Mensaje original --------\n"
        "De: Maria Lopez <maria@example.org> \n"
        "Fecha: 9/11/26  10:00  (GMT+01:00) \n"
        "Para: support@example.com \n"
        "Asunto: Question",
    ),
    (
        "samsung it",
        "U",
        "-------- Messaggio originale --------\n"
        "Da: Maria Lopez <maria@example.org> \n"
        "Data: 09/11/26  10:00  (GMT+01:00) \n"
        "A: support@example.com \n"
        "Oggetto: Question",
    ),
    (
        "samsung nl",
        "U",
        "-------- Oorspronkelijk bericht --------\n"
        "Van: Maria Lopez <maria@example.org> \n"
        "Datum: 09-11-2026  10:00  (GMT+01:00) \n"
        "Aan: support@example.com \n"
        "Onderwerp: Question",
    ),
    (
        "samsung pl",
        "U",
        "-------- Oryginalna wiadomość --------\n"
        "Od: Maria Lopez <maria@example.org> \n"
        "Data: 09.11.2026  10:00  (GMT+01:00) \n"
        "Do: support@example.com \n"
        "Temat: Question",
    ),
    (
        "samsung ru",
        "U",
        "-------- Исходное сообщение --------\n"
        "От: Maria Lopez <maria@example.org> \n"
        "Дата: 09.11.2026  10:00  (GMT+03:00) \n"
        "Кому: support@example.com \n"
        "Тема: Question",
    ),
    (
        "samsung cs",
        "U",
        "-------- Původní zpráva --------\n"
        "Od: Maria Lopez <maria@example.org> \n"
        "Datum: 09.11.26  10:00  (GMT+01:00) \n"
        "Komu: support@example.com \n"
        "Předmět: Question",
    ),
    (
        "samsung sv",
        "U",
        "-------- Originalmeddelande --------\n"
        "Från: Maria Lopez <maria@example.org> \n"
        "Datum: 2026-11-09  10:00  (GMT+01:00) \n"
        "Till: support@example.com \n"
        "Ämne: Question",
    ),
    (
        "samsung pt",
        "U",
        "-------- Mensagem original --------\n"
        "De: Maria Lopez <maria@example.org> \n"
        "Data: 09/11/2026  10:00  (GMT-03:00) \n"
        "Para: support@example.com \n"
        "Assunto: Question",
    ),
    (
        "samsung ko",
        "U",
        "-------- 원본 이메일 --------\n"
        "발신: Maria Lopez <maria@example.org> \n"
        "날짜: 26/11/9 오전 10:00 (GMT+09:00) \n"
        "받은 사람: support@example.com \n"
        "제목: Question",
    ),
    (
        "samsung ja",
        "U",
        "-------- 元のメッセージ --------\n"
        "From: Maria Lopez <maria@example.org> \n"
        "日付: 2026/11/09  10:00  (GMT+09:00) \n"
        "宛先: support@example.com \n"
        "件名: Question",
    ),
    (
        "lotus en",
        "U",
        "From:\tMaria Lopez <maria@example.org>\nTo:\tsupport@example.com\nDate:\t09/11/2026 10:00\nSubject:\tQuestion",
    ),
    (
        "lotus de",
        "U",
        "Von:\tMaria Lopez <maria@example.org>\nAn:\tsupport@example.com\nDatum:\t09.11.2026 10:00\nBetreff:\tQuestion",
    ),
    ("lotus en2", "UM", "Maria Lopez <maria@example.org> wrote on 09/11/2026 10:00:00 AM:"),
    ("lotus de2", "UM", "Maria Lopez <maria@example.org> schrieb am 09.11.2026 10:00:00:"),
    ("k9 en", "UM", "On November 9, 2026 10:00:00 AM GMT+01:00, Maria Lopez <maria@example.org> wrote:"),
    ("k9 de", "UM", "Am 9. November 2026 10:00:00 MEZ schrieb Maria Lopez <maria@example.org>:"),
    ("k9 fr", "UM", "Le 9 novembre 2026 10:00:00 GMT+01:00, Maria Lopez <maria@example.org> a écrit :"),
    ("k9 es", "UM", "El 9 de noviembre de 2026 10:00:00 CET, Maria Lopez <maria@example.org> escribió:"),
    ("k9 ru", "UM", "9 ноября 2026 г. 10:00:00 GMT+03:00, Maria Lopez <maria@example.org> пишет:"),
    ("k9 pl", "UM", "Dnia 9 listopada 2026 10:00:00 CET, Maria Lopez <maria@example.org> napisał/a:"),
    ("k9 cs", "UM", "Dne 9. listopadu 2026 10:00:00 SEČ, Maria Lopez <maria@example.org> napsal:"),
    ("k9 it", "UM", "Il 9 novembre 2026 10:00:00 CET, Maria Lopez <maria@example.org> ha scritto:"),
    ("k9 ja", "UM", "2026年11月9日 10:00:00 JST, Maria Lopez <maria@example.org> のメール:"),
    ("k9 eu", "UM", "Maria Lopez <maria@example.org> igorleak hau idatzi zuen (2026(e)ko azaroaren 9(a) 10:00:00 CET):"),
    ("k9 fi", "UM", "Maria Lopez <maria@example.org> kirjoitti 9. marraskuuta 2026 10.00.00 UTC+02.00:"),
    ("k9 tr", "UM", "9 Kasım 2026 10:00:00 GMT+03:00 tarihinde Maria Lopez <maria@example.org> şunu yazdı:"),
    (
        "nine en",
        "U",
        "From: Maria Lopez <maria@example.org>\nSent: Monday, Nov 9, 2026 10:00\nTo: support@example.com\nSubject: Question",
    ),
    ("aquamail", "UM", "On November 9, 2026 10:00:00 Maria Lopez <maria@example.org> wrote:"),
    ("aquamail ru", "UM", "Maria Lopez <maria@example.org> писал 9 ноября 2026 г. 10:00:00:"),
    ("fairemail", "UM", "On November 9, 2026 10:00:00 AM GMT+01:00, Maria Lopez <maria@example.org> wrote:"),
    ("fairemail2", "UM", "Nov 9, 2026 10:00:00 AM Maria Lopez <maria@example.org>:"),
    ("edison en", "UM", "On Nov 9, 2026 at 10:00 AM, <Maria Lopez> wrote:"),
    ("canary en", "UM", "On Monday, Nov 09, 2026 at 10:00 AM, Maria Lopez <maria@example.org> wrote:"),
    ("mailmate", "UM", "On 9 Nov 2026, at 10:00, Maria Lopez wrote:"),
    ("airmail en", "UM", "On November 9, 2026 at 10:00:00, Maria Lopez (maria@example.org) wrote:"),
    ("airmail de", "UM", "Am 9. November 2026 um 10:00:00, Maria Lopez (maria@example.org) schrieb:"),
    ("airmail fr", "UM", "Le 9 novembre 2026 à 10:00:00, Maria Lopez (maria@example.org) a écrit :"),
    ("helpscout", "UM", "On Mon, Nov 9, 2026 at 10:00 AM CET, Maria Lopez <maria@example.org> wrote:"),
    ("zendesk", "U", "##- Please type your reply above this line -##\n\nTicket"),
    ("freshdesk", "UM", "On Mon, 9 Nov at 10:00 AM , Maria Lopez <maria@example.org> wrote:"),
    ("apple uk", "UM", "9 лист. 2026 р. о 10:00 Maria Lopez <maria@example.org> пише:"),
    ("apple hu", "UM", "Maria Lopez <maria@example.org> írta (2026. nov. 9., 10:00):"),
    ("apple ro", "UM", "Pe 9 nov. 2026, la 10:00, Maria Lopez <maria@example.org> a scris:"),
    ("apple el", "UM", "Στις 9 Νοε 2026, στις 10:00 π.μ., ο χρήστης Maria Lopez <maria@example.org> έγραψε:"),
    ("apple hr", "UM", "Maria Lopez <maria@example.org> je 9. stu 2026. u 10:00 napisao/la:"),
    ("apple sk", "UM", "9. 11. 2026, 10:00, Maria Lopez <maria@example.org>:"),
    ("apple tr", "UM", "Maria Lopez <maria@example.org> şunları yazdı (9 Kas 2026 10:00):"),
    ("apple he", "UM", "ב-9 בנוב׳ 2026, בשעה 10:00,‏ Maria Lopez <maria@example.org> כתב/ה:"),
    ("apple ar", "UM", "في ٩ نوفمبر ٢٠٢٦، الساعة ١٠:٠٠ ص، كتب Maria Lopez <maria@example.org>:"),
    ("apple vi", "UM", "Vào 10:00, 9 thg 11, 2026, Maria Lopez <maria@example.org> đã viết:"),
    ("apple th", "UM", "ในวันที่ 9 พ.ย. 2569 เวลา 10:00 น. Maria Lopez <maria@example.org> เขียนว่า:"),
    ("apple id", "UM", "Pada 9 Nov 2026, pukul 10.00, Maria Lopez <maria@example.org> menulis:"),
    ("apple ms", "UM", "Pada 9 Nov 2026, jam 10:00 PG, Maria Lopez <maria@example.org> menulis:"),
    ("apple ca", "UM", "El 9 nov 2026, a les 10:00, Maria Lopez <maria@example.org> va escriure:"),
    ("apple zh-tw", "UM", "Maria Lopez <maria@example.org> 於 2026年11月9日 上午10:00 寫道："),
    ("apple zh-cn", "UM", "2026年11月9日 上午10:00，Maria Lopez <maria@example.org> 写道："),
    ("apple ja", "UM", "2026/11/09 10:00、Maria Lopez <maria@example.org>のメール:"),
    ("apple hi", "UM", "9 नव॰ 2026 को 10:00 पर, Maria Lopez <maria@example.org> ने लिखा:"),
    ("gmail hi", "UM", "सोम, 9 नव॰ 2026 को 10:00 am बजे को Maria Lopez <maria@example.org> ने लिखा:"),
    ("gmail sr", "UM", "пон, 9. нов 2026. у 10:00 Maria Lopez <maria@example.org> је написао/ла:"),
    ("gmail sr-lat", "UM", "pon, 9. nov 2026. u 10:00 Maria Lopez <maria@example.org> je napisao/la:"),
    ("gmail hr", "UM", "pon, 9. stu 2026. u 10:00 Maria Lopez <maria@example.org> napisao je:"),
    ("gmail sl", "UM", "V V pon., 9. nov. 2026 ob 10:00 je oseba Maria Lopez <maria@example.org> napisala:"),
    ("gmail lt", "UM", "Data: 2026-11-09, pr, 10:00, Maria Lopez <maria@example.org> rašė:"),
    ("gmail lt2", "UM", "2026-11-09, pr, 10:00 Maria Lopez <maria@example.org> rašė:"),
    ("gmail lv", "UM", "pirmd., 2026. g. 9. nov., plkst. 10:00 — lietotājs Maria Lopez (<maria@example.org>) rakstīja:"),
    ("gmail et", "UM", "Kuupäev E, 9. november 2026 kell 10:00 kirjutas Maria Lopez <maria@example.org>:"),
    ("gmail is", "UM", "Þann mán., 9. nóv. 2026 kl. 10:00 skrifaði Maria Lopez <maria@example.org>:"),
    ("gmail fa", "UM", "در دوشنبه ۹ نوامبر ۲۰۲۶،‏ ۱۰:۰۰ Maria Lopez <maria@example.org> نوشت:"),
    ("gmail ms", "UM", "Pada Isn, 9 Nov 2026 pada 10:00 PG Maria Lopez <maria@example.org> menulis:"),
    ("gmail fil", "UM", "Noong Lun, Nob 9, 2026 nang 10:00 AM, isinulat ni Maria Lopez <maria@example.org> ang:"),
    ("gmail sw", "UM", "Tarehe Jtt, 9 Nov 2026 saa 10:00 Maria Lopez <maria@example.org> aliandika:"),
    ("gmail bn", "UM", "সোম, ৯ নভে, ২০২৬ তারিখে ১০:০০ AM টায় Maria Lopez <maria@example.org> লিখেছেন:"),
    ("gmail ta", "UM", "திங்., 9 நவ., 2026, 10:00 AM அன்று, Maria Lopez <maria@example.org> எழுதியது:"),
    ("gmail ka", "UM", "ორშ, 9 ნოე. 2026, 10:00-ზე Maria Lopez <maria@example.org> დაწერა:"),
    ("gmail hy", "M", "երկ, 9 նոյ, 2026 թ., 10:00 Maria Lopez <maria@example.org> գրել է."),
    ("gmail mk", "UM", "пон, 9 ное 2026 во 10:00 Maria Lopez <maria@example.org> напиша:"),
    ("gmail sq", "UM", "Më hën, 9 nën 2026 në 10:00 Maria Lopez <maria@example.org> shkroi:"),
    ("gmail az", "UM", "9 Noy 2026, B.e. 10:00 tarixində Maria Lopez <maria@example.org> yazdı:"),
    ("gmail eu", "M", "Maria Lopez erabiltzaileak hau idatzi du (2026 aza. 9(a), al. (10:00)):"),
    ("gmail gl", "UM", "O luns, 9 de nov. de 2026 ás 10:00, Maria Lopez (<maria@example.org>) escribiu:"),
    ("gmail af", "UM", "Op Ma. 9 Nov. 2026 om 10:00 het Maria Lopez <maria@example.org> geskryf:"),
    ("gmail ko", "UM", "2026년 11월 9일 (월) AM 10:00, Maria Lopez <maria@example.org>님이 작성:"),
)


def reply_of(words: str) -> str:
    head = "From: b@example.net\nSubject: Re: Question\nIn-Reply-To: <1@example.org>\nContent-Type: text/plain; charset=utf-8\n\n"
    return parse((head + words).encode()).reply


@pytest.mark.parametrize(("client", "marks", "printed"), CLIENTS, ids=[client for client, _, _ in CLIENTS])
def test_only_the_fresh_words_of_a_reply_are_left(client: str, marks: str, printed: str) -> None:
    marked = "\n".join(f"> {line}" for line in OLD.split("\n"))
    for mark in marks:
        below = f"{printed}\n{marked}" if mark == "M" else f"{printed}\n\n{OLD}"
        assert reply_of(f"{FRESH}\n\n{below}") == FRESH


LONG = ("Maria-Magdalena Lopez-Gonzalez de la Vega", "maria.magdalena.lopez@subsidiary.example.org")
# Not wrapped by these clients: their quotes are marked, or the line is a frame.
IN_ONE_LINE = ("mailru ru2", "zoho de")


@pytest.mark.parametrize(
    ("client", "marks", "printed"),
    [each for each in CLIENTS if "\n" not in each[2] and "@" in each[2] and each[0] not in IN_ONE_LINE],
)
def test_long_names_wrap_the_introduction(client: str, marks: str, printed: str) -> None:
    long = printed.strip().replace("Maria Lopez", LONG[0]).replace("maria@example.org", LONG[1])
    wrapped = "\n".join(textwrap.wrap(long, 72, break_long_words=False, break_on_hyphens=False))
    marked = "\n".join(f"> {line}" for line in OLD.split("\n"))
    for mark in marks:
        below = f"{wrapped}\n{marked}" if mark == "M" else f"{wrapped}\n\n{OLD}"
        assert reply_of(f"{FRESH}\n\n{below}") == FRESH
