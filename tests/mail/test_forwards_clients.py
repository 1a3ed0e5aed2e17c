"""Forwards as the clients of the world print them: the original apart from the forwarder's own words."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse

COMMENT = "Please take care of this customer."
TEXT = "Hello, my order 4711 did not arrive.\nRegards, Maria"

# Client and language, the subject, and what is printed above the text; a header marked with > means a text so marked.
CLIENTS = (
    (
        "gmail en",
        "Fwd: Order 4711",
        "---------- Forwarded message ---------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: Mon, Nov 9, 2026 at 10:00 AM\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "gmail de",
        "Fwd: Order 4711",
        "---------- Forwarded message ---------\n"
        "Von: Maria Lopez <maria@example.org>\n"
        "Date: Mo., 9. Nov. 2026 um 10:00 Uhr\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "gmail fr",
        "Fwd: Order 4711",
        "---------- Forwarded message ---------\n"
        "De : Maria Lopez <maria@example.org>\n"
        "Date : lun. 9 nov. 2026 à 10:00\n"
        "Subject : Order 4711\n"
        "To : support@example.com",
    ),
    (
        "gmail es",
        "Fwd: Order 4711",
        "---------- Forwarded message ---------\n"
        "De: Maria Lopez <maria@example.org>\n"
        "Date: lun, 9 nov 2026 a las 10:00\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "gmail ru",
        "Fwd: Order 4711",
        "---------- Forwarded message ---------\n"
        "От: Maria Lopez <maria@example.org>\n"
        "Date: пн, 9 нояб. 2026 г. в 10:00\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "gmail ja",
        "Fwd: Order 4711",
        "---------- Forwarded message ---------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: 2026年11月9日(月) 10:00\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "gmail pl",
        "Fwd: Order 4711",
        "---------- Forwarded message ---------\n"
        "Od: Maria Lopez <maria@example.org>\n"
        "Date: pon., 9 lis 2026 o 10:00\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "outlook en",
        "FW: Order 4711",
        "From: Maria Lopez <maria@example.org>\n"
        "Sent: Monday, November 9, 2026 10:00 AM\n"
        "To: support@example.com\n"
        "Subject: Order 4711",
    ),
    (
        "outlook en line",
        "FW: Order 4711",
        "________________________________\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Sent: Monday, November 9, 2026 10:00 AM\n"
        "To: support@example.com\n"
        "Subject: Order 4711",
    ),
    (
        "outlook de",
        "WG: Order 4711",
        "Von: Maria Lopez <maria@example.org>\n"
        "Gesendet: Montag, 9. November 2026 10:00\n"
        "An: support@example.com\n"
        "Betreff: Order 4711",
    ),
    (
        "outlook de old",
        "WG: Order 4711",
        "-----Ursprüngliche Nachricht-----\n"
        "Von: Maria Lopez [mailto:maria@example.org] \n"
        "Gesendet: Montag, 9. November 2026 10:00\n"
        "An: support@example.com\n"
        "Betreff: Order 4711",
    ),
    (
        "outlook fr",
        "TR: Order 4711",
        "De : Maria Lopez <maria@example.org>\nEnvoyé : lundi 9 novembre 2026 10:00\nÀ : support@example.com\nObjet : Order 4711",
    ),
    (
        "outlook es",
        "RV: Order 4711",
        "De: Maria Lopez <maria@example.org>\n"
        "Enviado el: lunes, 9 de noviembre de 2026 10:00\n"
        "Para: support@example.com\n"
        "Asunto: Order 4711",
    ),
    (
        "outlook it",
        "I: Order 4711",
        "Da: Maria Lopez <maria@example.org>\nInviato: lunedì 9 novembre 2026 10:00\nA: support@example.com\nOggetto: Order 4711",
    ),
    (
        "outlook pt",
        "ENC: Order 4711",
        "De: Maria Lopez <maria@example.org>\n"
        "Enviada em: segunda-feira, 9 de novembro de 2026 10:00\n"
        "Para: support@example.com\n"
        "Assunto: Order 4711",
    ),
    (
        "outlook nl",
        "FW: Order 4711",
        "Van: Maria Lopez <maria@example.org>\n"
        "Verzonden: maandag 9 november 2026 10:00\n"
        "Aan: support@example.com\n"
        "Onderwerp: Order 4711",
    ),
    (
        "outlook sv",
        "VB: Order 4711",
        "Från: Maria Lopez <maria@example.org>\nSkickat: den 9 november 2026 10:00\nTill: support@example.com\nÄmne: Order 4711",
    ),
    (
        "outlook da",
        "VS: Order 4711",
        "Fra: Maria Lopez <maria@example.org>\nSendt: 9. november 2026 10:00\nTil: support@example.com\nEmne: Order 4711",
    ),
    (
        "outlook fi",
        "VL: Order 4711",
        "Lähettäjä: Maria Lopez <maria@example.org>\n"
        "Lähetetty: maanantai 9. marraskuuta 2026 10.00\n"
        "Vastaanottaja: support@example.com\n"
        "Aihe: Order 4711",
    ),
    (
        "outlook pl",
        "PD: Order 4711",
        "Od: Maria Lopez <maria@example.org>\n"
        "Wysłano: poniedziałek, 9 listopada 2026 10:00\n"
        "Do: support@example.com\n"
        "Temat: Order 4711",
    ),
    (
        "outlook cs",
        "FW: Order 4711",
        "Od: Maria Lopez <maria@example.org>\n"
        "Odesláno: pondělí 9. listopadu 2026 10:00\n"
        "Komu: support@example.com\n"
        "Předmět: Order 4711",
    ),
    (
        "outlook ru",
        "FW: Order 4711",
        "От: Maria Lopez <maria@example.org>\n"
        "Отправлено: понедельник, 9 ноября 2026 г. 10:00\n"
        "Кому: support@example.com\n"
        "Тема: Order 4711",
    ),
    (
        "outlook tr",
        "İLT: Order 4711",
        "Kimden: Maria Lopez <maria@example.org>\n"
        "Gönderildi: 9 Kasım 2026 Pazartesi 10:00\n"
        "Kime: support@example.com\n"
        "Konu: Order 4711",
    ),
    (
        "outlook ja",
        "FW: Order 4711",
        "差出人: Maria Lopez <maria@example.org>\n"
        "送信日時: 2026年11月9日月曜日 10:00\n"
        "宛先: support@example.com\n"
        "件名: Order 4711",
    ),
    (
        "outlook zh",
        "转发: Order 4711",
        "发件人: Maria Lopez <maria@example.org>\n发送时间: 2026年11月9日 10:00\n收件人: support@example.com\n主题: Order 4711",
    ),
    (
        "outlook ko",
        "FW: Order 4711",
        "보낸 사람: Maria Lopez <maria@example.org>\n"
        "보낸 날짜: 2026년 11월 9일 월요일 오전 10:00\n"
        "받는 사람: support@example.com\n"
        "제목: Order 4711",
    ),
    (
        "apple en",
        "Fwd: Order 4711",
        "Begin forwarded message:\n"
        "\n"
        "> From: Maria Lopez <maria@example.org>\n"
        "> Subject: Order 4711\n"
        "> Date: 9 November 2026 at 10:00:00 CET\n"
        "> To: support@example.com\n"
        ">",
    ),
    (
        "apple de",
        "Fwd: Order 4711",
        "Anfang der weitergeleiteten Nachricht:\n"
        "\n"
        "> Von: Maria Lopez <maria@example.org>\n"
        "> Betreff: Order 4711\n"
        "> Datum: 9. November 2026 um 10:00:00 MEZ\n"
        "> An: support@example.com\n"
        ">",
    ),
    (
        "apple fr",
        "Fwd: Order 4711",
        "Début du message transféré :\n"
        "\n"
        "> De: Maria Lopez <maria@example.org>\n"
        "> Objet: Order 4711\n"
        "> Date: 9 novembre 2026 à 10:00:00 UTC+1\n"
        "> À: support@example.com\n"
        ">",
    ),
    (
        "apple it",
        "Fwd: Order 4711",
        "Inizio messaggio inoltrato:\n"
        "\n"
        "> Da: Maria Lopez <maria@example.org>\n"
        "> Oggetto: Order 4711\n"
        "> Data: 9 novembre 2026 10:00:00 CET\n"
        "> A: support@example.com\n"
        ">",
    ),
    (
        "apple es",
        "Fwd: Order 4711",
        "Inicio del mensaje reenviado:\n"
        "\n"
        "> De: Maria Lopez <maria@example.org>\n"
        "> Asunto: Order 4711\n"
        "> Fecha: 9 de noviembre de 2026, 10:00:00 CET\n"
        "> Para: support@example.com\n"
        ">",
    ),
    (
        "apple pl",
        "Fwd: Order 4711",
        "Początek przekazywanej wiadomości:\n"
        "\n"
        "> Od: Maria Lopez <maria@example.org>\n"
        "> Temat: Order 4711\n"
        "> Data: 9 listopada 2026 o 10:00:00 CET\n"
        "> Do: support@example.com\n"
        ">",
    ),
    (
        "apple nl",
        "Fwd: Order 4711",
        "Begin doorgestuurd bericht:\n"
        "\n"
        "> Van: Maria Lopez <maria@example.org>\n"
        "> Onderwerp: Order 4711\n"
        "> Datum: 9 november 2026 om 10:00:00 CET\n"
        "> Aan: support@example.com\n"
        ">",
    ),
    (
        "apple sv",
        "Fwd: Order 4711",
        "Vidarebefordrat brev:\n"
        "\n"
        "> Från: Maria Lopez <maria@example.org>\n"
        "> Ämne: Order 4711\n"
        "> Datum: 9 november 2026 10:00:00 CET\n"
        "> Till: support@example.com\n"
        ">",
    ),
    (
        "apple ja",
        "Fwd: Order 4711",
        "転送されたメッセージ:\n"
        "\n"
        "> 差出人: Maria Lopez <maria@example.org>\n"
        "> 件名: Order 4711\n"
        "> 日付: 2026年11月9日 10:00:00 JST\n"
        "> 宛先: support@example.com\n"
        ">",
    ),
    (
        "apple zh",
        "Fwd: Order 4711",
        "以下是转发的邮件：\n"
        "\n"
        "> 发件人: Maria Lopez <maria@example.org>\n"
        "> 主题: Order 4711\n"
        "> 日期: 2026年11月9日 GMT+8 10:00:00\n"
        "> 收件人: support@example.com\n"
        ">",
    ),
    (
        "thunderbird en",
        "Fwd: Order 4711",
        "-------- Forwarded Message --------\n"
        "Subject: \tOrder 4711\n"
        "Date: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "From: \tMaria Lopez <maria@example.org>\n"
        "To: \tsupport@example.com",
    ),
    (
        "thunderbird de",
        "Fwd: Order 4711",
        "-------- Weitergeleitete Nachricht --------\n"
        "Betreff: \tOrder 4711\n"
        "Datum: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "Von: \tMaria Lopez <maria@example.org>\n"
        "An: \tsupport@example.com",
    ),
    (
        "thunderbird fr",
        "Fwd: Order 4711",
        "-------- Message transféré --------\n"
        "Sujet : \tOrder 4711\n"
        "Date : \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "De : \tMaria Lopez <maria@example.org>\n"
        "Pour : \tsupport@example.com",
    ),
    (
        "thunderbird cs",
        "Fwd: Order 4711",
        "-------- Přeposlaná zpráva --------\n"
        "Předmět: \tOrder 4711\n"
        "Datum: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "Od: \tMaria Lopez <maria@example.org>\n"
        "Komu: \tsupport@example.com",
    ),
    (
        "thunderbird pt",
        "Fwd: Order 4711",
        "-------- Mensagem encaminhada --------\n"
        "Assunto: \tOrder 4711\n"
        "Data: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "De: \tMaria Lopez <maria@example.org>\n"
        "Para: \tsupport@example.com",
    ),
    (
        "thunderbird hu",
        "Fwd: Order 4711",
        "-------- Továbbított üzenet --------\n"
        "Tárgy: \tOrder 4711\n"
        "Dátum: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "Feladó: \tMaria Lopez <maria@example.org>\n"
        "Címzett: \tsupport@example.com",
    ),
    (
        "thunderbird ru",
        "Fwd: Order 4711",
        "-------- Перенаправленное сообщение --------\n"
        "Тема: \tOrder 4711\n"
        "Дата: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "От: \tMaria Lopez <maria@example.org>\n"
        "Кому: \tsupport@example.com",
    ),
    (
        "yahoo en",
        "Fw: Order 4711",
        "   ----- Forwarded Message -----\n"
        " From: Maria Lopez <maria@example.org>\n"
        " To: support@example.com\n"
        " Sent: Monday, November 9, 2026 at 10:00:00 AM GMT+1\n"
        " Subject: Order 4711",
    ),
    (
        "yahoo it",
        "I: Order 4711",
        "   ----- Messaggio inoltrato -----\n"
        "Da: Maria Lopez <maria@example.org>\n"
        "A: support@example.com\n"
        "Inviato: lunedì 9 novembre 2026 alle ore 10:00:00 CET\n"
        "Oggetto: Order 4711",
    ),
    (
        "proton",
        "Fwd: Order 4711",
        "------- Forwarded Message -------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: On Monday, November 9th, 2026 at 10:00\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "zimbra",
        "Fwd: Order 4711",
        "----- Forwarded Message -----\n"
        'From: "Maria Lopez" <maria@example.org>\n'
        'To: "support" <support@example.com>\n'
        "Sent: Monday, November 9, 2026 10:00:00 AM\n"
        "Subject: Order 4711",
    ),
    (
        "zimbra fr",
        "Fwd: Order 4711",
        "----- Mail transféré -----\n"
        'De: "Maria Lopez" <maria@example.org>\n'
        'À: "support" <support@example.com>\n'
        "Envoyé: Lundi 9 Novembre 2026 10:00:00\n"
        "Objet: Order 4711",
    ),
    (
        "roundcube",
        "Fwd: Order 4711",
        "-------- Original Message --------\n"
        "Subject: Order 4711\n"
        "Date: 2026-11-09 10:00\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com",
    ),
    (
        "roundcube de",
        "Fwd: Order 4711",
        "-------- Originalnachricht --------\n"
        "Betreff: Order 4711\n"
        "Datum: 09.11.2026 10:00\n"
        "Von: Maria Lopez <maria@example.org>\n"
        "An: support@example.com",
    ),
    (
        "horde",
        "Fwd: Order 4711",
        "----- Forwarded message from Maria Lopez <maria@example.org> -----\n"
        "     Date: Mon, 09 Nov 2026 10:00:00 +0100\n"
        "     From: Maria Lopez <maria@example.org>\n"
        "  Subject: Order 4711\n"
        "       To: support@example.com",
    ),
    (
        "horde de",
        "Fwd: Order 4711",
        "----- Weitergeleitete Nachricht von Maria Lopez <maria@example.org> -----\n"
        "   Datum: Mon, 09 Nov 2026 10:00:00 +0100\n"
        "     Von: Maria Lopez <maria@example.org>\n"
        " Betreff: Order 4711\n"
        "      An: support@example.com",
    ),
    (
        "mutt",
        "[maria@example.org: Order 4711]",
        "----- Forwarded message from Maria Lopez <maria@example.org> -----\n"
        "\n"
        "Date: Mon, 9 Nov 2026 10:00:00 +0100\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com\n"
        "Subject: Order 4711",
    ),
    (
        "gnus",
        "[Maria Lopez] Order 4711",
        "-------------------- Start of forwarded message --------------------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com\n"
        "Subject: Order 4711\n"
        "Date: Mon, 9 Nov 2026 10:00:00 +0100",
    ),
    (
        "evolution",
        "[Fwd: Order 4711]",
        "-------- Forwarded Message --------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com\n"
        "Subject: Order 4711\n"
        "Date: Mon, 9 Nov 2026 10:00:00 +0100",
    ),
    (
        "kmail",
        "Fwd: Order 4711",
        "----------  Forwarded Message  ----------\n"
        "\n"
        "Subject: Order 4711\n"
        "Date: Monday, 9 November 2026, 10:00:00 CET\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com",
    ),
    (
        "kmail de",
        "Fwd: Order 4711",
        "----------  Weitergeleitete Nachricht  ----------\n"
        "\n"
        "Betreff: Order 4711\n"
        "Datum: Montag, 9. November 2026, 10:00:00 CET\n"
        "Von: Maria Lopez <maria@example.org>\n"
        "An: support@example.com",
    ),
    (
        "claws",
        "Fw: Order 4711",
        "Begin forwarded message:\n"
        "\n"
        "Date: Mon, 9 Nov 2026 10:00:00 +0100\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com\n"
        "Subject: Order 4711",
    ),
    (
        "thebat",
        "Fwd: Order 4711",
        "This is a forwarded message\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com\n"
        "Date: Monday, November 9, 2026, 10:00:00 AM\n"
        "Subject: Order 4711\n"
        "\n"
        "===8<==============Original message text===============",
    ),
    (
        "pegasus",
        "(Fwd) Order 4711",
        "------- Forwarded message follows -------\n"
        'From: "Maria Lopez" <maria@example.org>\n'
        "To: support@example.com\n"
        "Subject: Order 4711\n"
        "Date sent: Mon, 9 Nov 2026 10:00:00 +0100",
    ),
    (
        "mailru",
        "Fwd: Order 4711",
        "-------- Пересылаемое сообщение --------\n"
        "От: Maria Lopez <maria@example.org>\n"
        "Кому: support@example.com\n"
        "Дата: Понедельник, 9 ноября 2026, 10:00 +03:00\n"
        "Тема: Order 4711",
    ),
    (
        "yandex",
        "Fwd: Order 4711",
        '-------- Пересылаемое сообщение --------\n09.11.2026, 10:00, "Maria Lopez" <maria@example.org>:',
    ),
    (
        "qq",
        "转发：Order 4711",
        "------------------ 原始邮件 ------------------\n"
        '发件人: "Maria Lopez" <maria@example.org>;\n'
        "发送时间: 2026年11月9日(星期一) 上午10:00\n"
        '收件人: "support"<support@example.com>;\n'
        "主题: Order 4711",
    ),
    (
        "netease",
        "转发:Order 4711",
        "-------- 转发邮件信息 --------\n"
        '发件人："Maria Lopez" <maria@example.org>\n'
        "发送日期：2026-11-09 10:00:00\n"
        "收件人：support@example.com\n"
        "主题：Order 4711",
    ),
    (
        "netease master",
        "Fw:Order 4711",
        "---- 转发的邮件 ----\n"
        "发件人 Maria Lopez<maria@example.org>\n"
        "日期 2026年11月09日 10:00\n"
        "收件人 support@example.com\n"
        "主题 Order 4711",
    ),
    (
        "naver",
        "FW: Order 4711",
        "-----Original Message-----\n"
        'From: "Maria Lopez"<maria@example.org>\n'
        "To: <support@example.com>;\n"
        "Cc:\n"
        "Sent: 2026-11-09 (월) 10:00:00 (GMT+09:00)\n"
        "Subject: Order 4711",
    ),
    (
        "seznam",
        "Fwd: Order 4711",
        "---------- Přeposlaná zpráva ----------\n"
        "Od: Maria Lopez <maria@example.org>\n"
        "Komu: support@example.com\n"
        "Datum: 9. 11. 2026 10:00:00\n"
        "Předmět: Order 4711",
    ),
    (
        "webde",
        "Fw: Order 4711",
        "Gesendet: Montag, 09. November 2026 um 10:00 Uhr\n"
        'Von: "Maria Lopez" <maria@example.org>\n'
        "An: support@example.com\n"
        "Betreff: Order 4711",
    ),
    (
        "webde app",
        "Fwd: Order 4711",
        "---------- Ursprüngliche Nachricht ----------\n"
        "Von: Maria Lopez <maria@example.org>\n"
        "An: support@example.com\n"
        "Datum: 09.11.26, 10:00\n"
        "Betreff: Order 4711",
    ),
    (
        "tonline",
        "WG: Order 4711",
        "-----Original-Nachricht-----\n"
        "Betreff: Order 4711\n"
        "Datum: 2026-11-09T10:00:00+0100\n"
        'Von: "Maria Lopez" <maria@example.org>\n'
        'An: "support@example.com" <support@example.com>',
    ),
    (
        "libero",
        "Fw: Order 4711",
        "---------- Messaggio originale ----------\n"
        "Da: Maria Lopez <maria@example.org>\n"
        "A: support@example.com\n"
        "Data: 9 novembre 2026 alle 10.00\n"
        "Oggetto: Order 4711",
    ),
    (
        "orange",
        "Fwd: Order 4711",
        "---------- Message transféré ----------\n"
        "De : Maria Lopez <maria@example.org>\n"
        "Date : 9 novembre 2026 à 10:00\n"
        "Objet : Order 4711\n"
        "À : support@example.com",
    ),
    (
        "ox en",
        "Fwd: Order 4711",
        "---------- Original Message ----------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com\n"
        "Date: 09/11/2026 10:00 CET\n"
        "Subject: Order 4711",
    ),
    (
        "sogo",
        "Fwd: Order 4711",
        "-------- Original Message --------\n"
        "Subject: Order 4711\n"
        "Date: Monday, November 9, 2026 10:00 CET\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com",
    ),
    (
        "spark",
        "Fwd: Order 4711",
        "---------- Forwarded message ----------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: 9 Nov 2026, 10:00 +0100\n"
        "To: support@example.com\n"
        "Subject: Order 4711",
    ),
    (
        "emclient",
        "Fw: Order 4711",
        "------ Forwarded Message ------\n"
        'From: "Maria Lopez" <maria@example.org>\n'
        "To: support@example.com\n"
        "Sent: 09/11/2026 10:00:00\n"
        "Subject: Order 4711",
    ),
    (
        "emclient2",
        "Fw: Order 4711",
        "------ Forwarded Message ------\n"
        'From "Maria Lopez" <maria@example.org>\n'
        "To support@example.com\n"
        "Date 09/11/2026 10:00:00\n"
        "Subject Order 4711",
    ),
    (
        "mailbird",
        "Fwd: Order 4711",
        "---------- Forwarded message ----------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: 09/11/2026 10:00:00\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "fastmail",
        "Fwd: Order 4711",
        "----- Original message -----\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: support@example.com\n"
        "Subject: Order 4711\n"
        "Date: Monday, 9 November 2026 10:00 AM",
    ),
    (
        "tuta",
        "FWD: Order 4711",
        "Date: 9 Nov 2026, 10:00\nFrom: maria@example.org\nTo: support@example.com\nSubject: Order 4711",
    ),
    (
        "hey",
        "Fwd: Order 4711",
        "---------- Forwarded message ---------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: November 9, 2026\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "front",
        "Fwd: Order 4711",
        "---------- Forwarded message ----------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: November 9, 2026, 10:00 AM GMT+1\n"
        "To: support@example.com\n"
        "Subject: Order 4711",
    ),
    (
        "samsung",
        "Fwd: Order 4711",
        "-------- Original message --------\n"
        "From: Maria Lopez <maria@example.org> \n"
        "Date: 11/9/26  10:00 AM  (GMT+01:00) \n"
        "To: support@example.com \n"
        "Subject: Order 4711",
    ),
    (
        "samsung de",
        "Fwd: Order 4711",
        "-------- Ursprüngliche Nachricht --------\n"
        "Von: Maria Lopez <maria@example.org> \n"
        "Datum: 09.11.26  10:00  (GMT+01:00) \n"
        "An: support@example.com \n"
        "Betreff: Order 4711",
    ),
    (
        "k9",
        "Fwd: Order 4711",
        "-------- Original Message --------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Sent: November 9, 2026 10:00:00 AM GMT+01:00\n"
        "To: support@example.com\n"
        "Subject: Order 4711",
    ),
    (
        "bluemail",
        "Fwd: Order 4711",
        "-------- Original Message --------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Sent: Mon Nov 09 10:00:00 GMT+01:00 2026\n"
        "To: support@example.com\n"
        "Subject: Order 4711",
    ),
    (
        "lotus de",
        "WG: Order 4711",
        "----- Weitergeleitet von Bob Miller/DE/Acme am 09.11.2026 11:00 -----\n"
        "\n"
        "Von:\tMaria Lopez <maria@example.org>\n"
        "An:\tsupport@example.com\n"
        "Datum:\t09.11.2026 10:00\n"
        "Betreff:\tOrder 4711",
    ),
    (
        "aquamail",
        "Fwd: Order 4711",
        "---------- Forwarded message ----------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: November 9, 2026 10:00:00\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "zoho",
        "Fwd: Order 4711",
        "============ Forwarded message ============\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: <support@example.com>\n"
        "Date: Mon, 09 Nov 2026 10:00:00 +0100\n"
        "Subject: Order 4711\n"
        "============ Forwarded message ============",
    ),
    (
        "airmail",
        "Fwd: Order 4711",
        "---------- Forwarded message ----------\n"
        "From: Maria Lopez (maria@example.org)\n"
        "Date: November 9, 2026 at 10:00:00\n"
        "To: support@example.com\n"
        "Subject: Order 4711",
    ),
    (
        "mailmate",
        "Fwd: Order 4711",
        "Forwarded message:\n"
        "\n"
        "> From: Maria Lopez <maria@example.org>\n"
        "> To: support@example.com\n"
        "> Subject: Order 4711\n"
        "> Date: Mon, 9 Nov 2026 10:00:00 +0100\n"
        ">",
    ),
    (
        "superhuman",
        "Fwd: Order 4711",
        "---------- Forwarded message ----------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: Mon, Nov 09, 2026 at 10:00 AM\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "missive",
        "Fwd: Order 4711",
        "---------- Forwarded message ----------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: Nov 9, 2026 at 10:00 AM\n"
        "Subject: Order 4711\n"
        "To: support@example.com",
    ),
    (
        "ar outlook",
        "إعادة توجيه: Order 4711",
        "من: Maria Lopez <maria@example.org>\n"
        "تم الإرسال: الاثنين، 9 نوفمبر 2026 10:00 ص\n"
        "إلى: support@example.com\n"
        "الموضوع: Order 4711",
    ),
    (
        "he gmail",
        "Fwd: Order 4711",
        "---------- הודעה שהועברה ---------\n"
        "מאת: Maria Lopez <maria@example.org>\n"
        "תאריך: יום ב׳, 9 בנוב׳ 2026 ב-10:00\n"
        "נושא: Order 4711\n"
        "אל: support@example.com",
    ),
    (
        "el outlook",
        "ΠΡΘ: Order 4711",
        "Από: Maria Lopez <maria@example.org>\n"
        "Στάλθηκε: Δευτέρα, 9 Νοεμβρίου 2026 10:00 πμ\n"
        "Προς: support@example.com\n"
        "Θέμα: Order 4711",
    ),
    (
        "vi gmail",
        "Fwd: Order 4711",
        "---------- Thư được chuyển tiếp ---------\n"
        "Từ: Maria Lopez <maria@example.org>\n"
        "Ngày: 10:00, Th 2, 9 thg 11, 2026\n"
        "Chủ đề: Order 4711\n"
        "Đến: support@example.com",
    ),
    (
        "ro outlook",
        "FW: Order 4711",
        "De la: Maria Lopez <maria@example.org>\n"
        "Trimis: luni, 9 noiembrie 2026 10:00\n"
        "Către: support@example.com\n"
        "Subiect: Order 4711",
    ),
    (
        "uk gmail",
        "Fwd: Order 4711",
        "---------- Пересланий лист ----------\n"
        "Від: Maria Lopez <maria@example.org>\n"
        "Дата: пн, 9 лист. 2026 р. о 10:00\n"
        "Тема: Order 4711\n"
        "Кому: support@example.com",
    ),
    (
        "hu outlook",
        "Továbbítás: Order 4711",
        "Feladó: Maria Lopez <maria@example.org>\n"
        "Elküldve: 2026. november 9., hétfő 10:00\n"
        "Címzett: support@example.com\n"
        "Tárgy: Order 4711",
    ),
    (
        "th outlook",
        "ส่งต่อ: Order 4711",
        "จาก: Maria Lopez <maria@example.org>\nส่ง: 9 พฤศจิกายน 2026 10:00\nถึง: support@example.com\nเรื่อง: Order 4711",
    ),
    (
        "bg outlook",
        "Препр: Order 4711",
        "От: Maria Lopez <maria@example.org>\n"
        "Изпратено: понеделник, 9 ноември 2026 г. 10:00\n"
        "До: support@example.com\n"
        "Тема: Order 4711",
    ),
)


@pytest.mark.parametrize(("client", "subject", "printed"), CLIENTS, ids=[client for client, _, _ in CLIENTS])
def test_the_original_is_read_apart_from_the_comment(client: str, subject: str, printed: str) -> None:
    text = "\n".join(f"> {line}" for line in TEXT.split("\n")) if "\n> " in printed else TEXT
    head = f"From: agent@example.com\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    message = parse(f"{head}{COMMENT}\n\n{printed}\n\n{text}\n".encode())
    assert message.reply == COMMENT
    assert message.forwarded is not None
    assert message.forwarded.sender is not None
    assert message.forwarded.sender.address == "maria@example.org"
    assert message.forwarded.subject == (None if client == "yandex" else "Order 4711")
    assert message.forwarded.text == TEXT
    assert message.forwarded.date is not None
    assert message.forwarded.date.date().isoformat() == "2026-11-09"


def test_a_forward_with_every_field_of_its_header_is_read_behind_the_last() -> None:
    text = (
        "From: joe@example.org\r\nTo: support@example.com\r\nSubject: Fwd: Login\r\n\r\nPlease help her.\r\n\r\n"
        "-------- Forwarded Message --------\r\nReturn-Path: <maria@example.net>\r\nReceived: from a by b\r\n  for joe\r\n"
        "Date: \tSun, 8 Nov 2026 10:00:00 +0000\r\nFrom: \tMaria <maria@example.net>\r\nTo: \tjoe@example.org\r\n"
        "Message-ID: \t<a@example.net>\r\nSubject: \tLogin\r\nMIME-Version: \t1.0\r\nContent-Type: \ttext/plain\r\n"
        "X-Mailer: \tApp/1.0 (phone; 1080x2060)\r\n\r\n\r\nIt fails.\r\n"
    )
    message = parse(text.encode())
    assert message.forwarded is not None
    assert message.forwarded.sender is not None
    assert (message.forwarded.sender.address, message.forwarded.subject) == ("maria@example.net", "Login")
    assert message.forwarded.text == "It fails."
    assert message.reply == "Please help her."
