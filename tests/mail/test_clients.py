"""How the clients of the world introduce what they quote and forward, by language."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse
from mailgate.model.message import ParsedMessage

INTRODUCTIONS = (
    "On Mon, Nov 9, 2026 at 10:00 AM Maria Lopez <maria@example.org> wrote:",
    "On Mon, 9 Nov 2026, 10:00 Maria Lopez, <maria@example.org> wrote:",
    "On 09.11.26 10:00, Maria Lopez wrote:",
    "On 09/11/2026 10:00, Maria Lopez via Support wrote:",
    "On Monday, November 9th, 2026 at 10:00 AM, Maria Lopez <maria@example.org> wrote:",
    "On Nov 9, 2026, at 10:00 AM, Maria Lopez <maria@example.org> wrote:",
    "On Mon, Nov 09, 2026 at 10:00:00AM +0100, Maria Lopez wrote:",
    "Maria Lopez <maria@example.org> writes:",
    "* Maria Lopez <maria@example.org> [2026-11-09 10:00]:",
    "Quoting Maria Lopez <maria@example.org>:",
    "Zitat von Maria Lopez <maria@example.org>:",
    "Am Mo., 9. Nov. 2026 um 10:00 Uhr schrieb Maria Lopez <maria@example.org>:",
    "Am 09.11.2026 um 10:00 schrieb Maria Lopez:",
    "Am 09.11.26 um 10:00 schrieb maria@example.org:",
    "Maria Lopez <maria@example.org> schrieb am Mo., 9. Nov. 2026, 10:00:",
    "Am 9. November 2026 10:00:00 MEZ schrieb Maria Lopez <maria@example.org>:",
    "> Am 09.11.2026 um 10:00 schrieb Maria Lopez <maria@example.org>:",
    "Le lun. 9 nov. 2026 à 10:00, Maria Lopez <maria@example.org> a écrit :",
    "Le 09/11/2026 à 10:00, Maria Lopez a écrit :",
    "Le 9 nov. 2026 à 10:00, Maria Lopez <maria@example.org> a écrit :",
    "El lun, 9 nov 2026 a las 10:00, Maria Lopez (<maria@example.org>) escribió:",
    "El 9/11/26 a las 10:00, Maria Lopez escribió:",
    "El 9 nov 2026, a las 10:00, Maria Lopez <maria@example.org> escribió:",
    "Il giorno lun 9 nov 2026 alle ore 10:00 Maria Lopez <maria@example.org> ha scritto:",
    "Il 09/11/2026 10:00, Maria Lopez ha scritto:",
    "Il lun 9 nov 2026, 10:00 Maria Lopez <maria@example.org> ha scritto:",
    "Em seg., 9 de nov. de 2026 às 10:00, Maria Lopez <maria@example.org> escreveu:",
    "Em 09/11/2026 10:00, Maria Lopez escreveu:",
    "Às 10:00 de 09/11/2026, Maria Lopez escreveu:",
    "Maria Lopez <maria@example.org> escreveu no dia segunda, 9/11/2026 à(s) 10:00:",
    "Op ma 9 nov 2026 om 10:00 schreef Maria Lopez <maria@example.org>:",
    "Op 09-11-2026 om 10:00 schreef Maria Lopez:",
    "Den mån 9 nov. 2026 kl 10:00 skrev Maria Lopez <maria@example.org>:",
    "Den 2026-11-09 kl. 10:00, skrev Maria Lopez:",
    "9 nov. 2026 kl. 10:00 skrev Maria Lopez <maria@example.org>:",
    "Den man. 9. nov. 2026 kl. 10.00 skrev Maria Lopez <maria@example.org>:",
    "man. 9. nov. 2026 kl. 10:00 skrev Maria Lopez <maria@example.org>:",
    "ma 9. marrask. 2026 klo 10.00 Maria Lopez (maria@example.org) kirjoitti:",
    "Maria Lopez kirjoitti 9.11.2026 klo 10.00:",
    "pon., 9 lis 2026 o 10:00 Maria Lopez <maria@example.org> napisał(a):",
    "W dniu 9.11.2026 o 10:00, Maria Lopez pisze:",
    "W dniu pon., 9.11.2026 o 10:00 Maria Lopez <maria@example.org> napisał(a):",
    "Wiadomość napisana przez Maria Lopez <maria@example.org> w dniu 09.11.2026, o godz. 10:00:",
    "po 9. 11. 2026 v 10:00 odesílatel Maria Lopez <maria@example.org> napsal:",
    "Dne 09. 11. 26 v 10:00 Maria Lopez napsal(a):",
    "po 9. 11. 2026 o 10:00 Maria Lopez <maria@example.org> napísal(a):",
    "Maria Lopez <maria@example.org> ezt írta (időpont: 2026. nov. 9., H, 10:00):",
    "2026. 11. 09. 10:00 keltezéssel, Maria Lopez írta:",
    "În lun., 9 nov. 2026 la 10:00, Maria Lopez <maria@example.org> a scris:",
    "Pe 09.11.2026 10:00, Maria Lopez a scris:",
    "пн, 9 нояб. 2026 г. в 10:00, Maria Lopez <maria@example.org>:",
    "09.11.2026 10:00, Maria Lopez пишет:",
    "9 ноября 2026 г., в 10:00, Maria Lopez <maria@example.org> написал(а):",
    "Понедельник, 9 ноября 2026, 10:00 +03:00 от Maria Lopez <maria@example.org>:",
    "09.11.2026, 10:00, \"Maria Lopez\" <maria@example.org>:",
    "пн, 9 лист. 2026 р. о 10:00 Maria Lopez <maria@example.org> пише:",
    "На пн, 9.11.2026 г. в 10:00 Maria Lopez <maria@example.org> написа:",
    "Στις Δευ, 9 Νοε 2026 στις 10:00 π.μ., ο/η Maria Lopez <maria@example.org> έγραψε:",
    "Maria Lopez <maria@example.org>, 9 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:",
    "9.11.2026 10:00 tarihinde Maria Lopez yazdı:",
    "\u202bבתאריך יום ב׳, 9 בנוב׳ 2026 ב-10:00 מאת \u202aMaria Lopez\u202c\u200f <\u202amaria@example.org\u202c\u200f>:\u202c",
    "في الاثنين، 9 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة Maria Lopez <maria@example.org>:",
    "Maria Lopez <maria@example.org> 于2026年11月9日周一 10:00写道：",
    "在 2026-11-09 10:00:00，\"Maria Lopez\" <maria@example.org> 写道：",
    "在 2026年11月9日，10:00，Maria Lopez <maria@example.org> 写道：",
    "Maria Lopez <maria@example.org> 於 2026年11月9日 週一 上午10:00寫道：",
    "2026年11月9日(月) 10:00 Maria Lopez <maria@example.org>:",
    "On 2026/11/09 10:00, Maria Lopez wrote:",
    "2026/11/09 10:00、Maria Lopez <maria@example.org>のメール:",
    "2026년 11월 9일 (월) 오전 10:00, Maria Lopez <maria@example.org>님이 작성:",
    "Vào Th 2, 9 thg 11, 2026 vào lúc 10:00 Maria Lopez <maria@example.org> đã viết:",
    "Pada Sen, 9 Nov 2026 pukul 10.00 Maria Lopez <maria@example.org> menulis:",
    "ในวันที่ จ. 9 พ.ย. 2026 เวลา 10:00 Maria Lopez <maria@example.org> เขียนว่า:",
    "El dl., 9 nov. 2026, 10:00, Maria Lopez <maria@example.org> va escriure:",
    "Dana pon, 9. stu 2026. u 10:00 Maria Lopez <maria@example.org> napisao je:",
    "V V pon., 9. nov. 2026 ob 10:00 je oseba Maria Lopez <maria@example.org> napisala:",
    "Kuupäev E, 9. november 2026 kell 10:00 kirjutas Maria Lopez <maria@example.org>:",
    "Pirmd., 2026. g. 9. nov., plkst. 10:00 — lietotājs Maria Lopez (<maria@example.org>) rakstīja:",
    "2026-11-09, pr, 10:00 Maria Lopez <maria@example.org> rašė:",
    "---- On Mon, 09 Nov 2026 10:00:00 +0100 Maria Lopez <maria@example.org> wrote ----",
    (
        "------- Original Message -------\n"
        "On Monday, November 9th, 2026 at 10:00, Maria Lopez <maria@example.org> wrote:"
    ),
    "---- Am Mo, 09 Nov 2026 10:00:00 +0100 Maria Lopez <maria@example.org> schrieb ----",
    (
        "-----Ursprüngliche Nachricht-----\n"
        "Von: Maria Lopez <maria@example.org>\n"
        "Gesendet: Montag, 9. November 2026 10:00\n"
        "An: Joe\n"
        "Betreff: Login"
    ),
    (
        "Von: Maria Lopez <maria@example.org>\n"
        "Datum: Montag, 9. November 2026 um 10:00\n"
        "An: Joe <joe@b.example>\n"
        "Betreff: Login"
    ),
    (
        "Gesendet: Montag, 09. November 2026 um 10:00 Uhr\n"
        "Von: \"Maria Lopez\" <maria@example.org>\n"
        "An: joe@b.example\n"
        "Betreff: Login"
    ),
    (
        "________________________________\n"
        "De : Maria Lopez <maria@example.org>\n"
        "Envoyé : lundi 9 novembre 2026 10:00\n"
        "À : Joe <joe@b.example>\n"
        "Objet : Login"
    ),
    (
        "________________________________\n"
        "De: Maria Lopez <maria@example.org>\n"
        "Enviado: lunes, 9 de noviembre de 2026 10:00\n"
        "Para: Joe <joe@b.example>\n"
        "Asunto: Login"
    ),
    (
        "Da: Maria Lopez <maria@example.org>\n"
        "Inviato: lunedì 9 novembre 2026 10:00\n"
        "A: Joe <joe@b.example>\n"
        "Oggetto: Login"
    ),
    (
        "Van: Maria Lopez <maria@example.org>\n"
        "Verzonden: maandag 9 november 2026 10:00\n"
        "Aan: Joe <joe@b.example>\n"
        "Onderwerp: Login"
    ),
    (
        "Från: Maria Lopez <maria@example.org>\n"
        "Skickat: den 9 november 2026 10:00\n"
        "Till: Joe <joe@b.example>\n"
        "Ämne: Login"
    ),
    (
        "Fra: Maria Lopez <maria@example.org>\n"
        "Sendt: 9. november 2026 10:00\n"
        "Til: Joe <joe@b.example>\n"
        "Emne: Login"
    ),
    (
        "Lähettäjä: Maria Lopez <maria@example.org>\n"
        "Lähetetty: maanantai 9. marraskuuta 2026 10.00\n"
        "Vastaanottaja: Joe <joe@b.example>\n"
        "Aihe: Login"
    ),
    (
        "Od: Maria Lopez <maria@example.org>\n"
        "Wysłane: poniedziałek, 9 listopada 2026 10:00\n"
        "Do: Joe <joe@b.example>\n"
        "Temat: Login"
    ),
    (
        "Od: Maria Lopez <maria@example.org>\n"
        "Odesláno: pondělí 9. listopadu 2026 10:00\n"
        "Komu: Joe <joe@b.example>\n"
        "Předmět: Login"
    ),
    (
        "Feladó: Maria Lopez <maria@example.org>\n"
        "Elküldve: 2026. november 9., hétfő 10:00\n"
        "Címzett: Joe <joe@b.example>\n"
        "Tárgy: Login"
    ),
    (
        "De la: Maria Lopez <maria@example.org>\n"
        "Trimis: luni, 9 noiembrie 2026 10:00\n"
        "Către: Joe <joe@b.example>\n"
        "Subiect: Login"
    ),
    (
        "От: Maria Lopez <maria@example.org>\n"
        "Отправлено: 9 ноября 2026 г. 10:00\n"
        "Кому: Joe <joe@b.example>\n"
        "Тема: Login"
    ),
    (
        "Від: Maria Lopez <maria@example.org>\n"
        "Надіслано: 9 листопада 2026 р. 10:00\n"
        "Кому: Joe <joe@b.example>\n"
        "Тема: Login"
    ),
    (
        "Kimden: Maria Lopez <maria@example.org>\n"
        "Gönderildi: 9 Kasım 2026 Pazartesi 10:00\n"
        "Kime: Joe <joe@b.example>\n"
        "Konu: Login"
    ),
    (
        "Από: Maria Lopez <maria@example.org>\n"
        "Στάλθηκε: Δευτέρα, 9 Νοεμβρίου 2026 10:00\n"
        "Προς: Joe <joe@b.example>\n"
        "Θέμα: Login"
    ),
    (
        "发件人: Maria Lopez <maria@example.org>\n"
        "发送时间: 2026年11月9日 10:00\n"
        "收件人: Joe <joe@b.example>\n"
        "主题: Login"
    ),
    (
        "寄件者: Maria Lopez <maria@example.org>\n"
        "日期: 2026年11月9日 星期一 上午10:00\n"
        "收件者: Joe <joe@b.example>\n"
        "主旨: Login"
    ),
    (
        "------------------ 原始邮件 ------------------\n"
        "发件人: \"Maria\" <maria@example.org>;\n"
        "发送时间: 2026年11月9日(星期一) 上午10:00\n"
        "收件人: \"Joe\"<joe@b.example>;\n"
        "主题: Login"
    ),
    (
        "差出人: Maria Lopez <maria@example.org>\n"
        "送信日時: 2026年11月9日 10:00\n"
        "宛先: Joe <joe@b.example>\n"
        "件名: Login"
    ),
    (
        "보낸 사람: Maria Lopez <maria@example.org>\n"
        "보낸 날짜: 2026년 11월 9일 월요일 오전 10:00\n"
        "받는 사람: Joe <joe@b.example>\n"
        "제목: Login"
    ),
    (
        "From: Maria Lopez [mailto:maria@example.org]\n"
        "Sent: Monday, November 9, 2026 10:00 AM\n"
        "To: Joe\n"
        "Subject: RE: Login"
    ),
    (
        "From:\tMaria Lopez <maria@example.org>\n"
        "To:\tjoe@b.example,\n"
        "Date:\t11/09/2026 10:00 AM\n"
        "Subject:\tLogin"
    ),
    (
        "Von:    \"Maria Lopez\" <maria@example.org>\n"
        "An:     joe@b.example\n"
        "Datum:  09.11.2026 10:00\n"
        "Betreff:        Login"
    ),
    (
        "*From:* Maria Lopez <maria@example.org>\n"
        "*Sent:* Monday, November 9, 2026 10:00 AM\n"
        "*To:* Joe <joe@b.example>\n"
        "*Subject:* Login"
    ),
    (
        "-------- Original message --------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: 09/11/2026 10:00 (GMT+01:00)\n"
        "To: joe@b.example\n"
        "Subject: Login"
    ),
    (
        "-------- Ursprüngliche Nachricht --------\n"
        "Von: Maria Lopez <maria@example.org>\n"
        "Datum: 09.11.26 10:00 (GMT+01:00)\n"
        "An: joe@b.example\n"
        "Betreff: Login"
    ),
    (
        "-------- Message d'origine --------\n"
        "De : Maria Lopez <maria@example.org>\n"
        "Date : 09/11/2026 10:00 (GMT+01:00)\n"
        "À : joe@b.example\n"
        "Objet : Login"
    ),
    (
        "-------- Mensaje original --------\n"
        "De: Maria Lopez <maria@example.org>\n"
        "Fecha: 9/11/26 10:00 (GMT+01:00)\n"
        "A: joe@b.example\n"
        "Asunto: Login"
    ),
    (
        "מאת: Maria Lopez <maria@example.org>\n"
        "נשלח: יום שני 09 נובמבר 2026 10:00\n"
        "אל: Joe <joe@b.example>\n"
        "נושא: Login"
    ),
    (
        "من: Maria Lopez <maria@example.org>\n"
        "تاريخ الإرسال: 09/نوفمبر/2026 10:00\n"
        "إلى: Joe <joe@b.example>\n"
        "الموضوع: Login"
    ),
    (
        "Từ: Maria Lopez <maria@example.org>\n"
        "Đã gửi: Thứ Hai, 9 tháng 11, 2026 10:00\n"
        "Đến: Joe <joe@b.example>\n"
        "Chủ đề: Login"
    ),
)  # fmt: skip
FORWARDS = {
    "gmail": (
        "---------- Forwarded message ---------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: Mon, Nov 9, 2026 at 10:00 AM\n"
        "Subject: Login\n"
        "To: <joe@b.example>\n"
        "\n"
        "\n"
    ),
    "gmail-bold": (
        "---------- Forwarded message ---------\n"
        "From: *Maria Lopez* <maria@example.org>\n"
        "Date: Mon, Nov 9, 2026 at 10:00 AM\n"
        "Subject: Login\n"
        "To: <joe@b.example>\n"
        "\n"
        "\n"
    ),
    "gmail-de": (
        "---------- Forwarded message ---------\n"
        "Von: Maria Lopez <maria@example.org>\n"
        "Date: Mo., 9. Nov. 2026 um 10:00 Uhr\n"
        "Subject: Login\n"
        "To: <joe@b.example>\n"
        "\n"
        "\n"
    ),
    "apple": (
        "Begin forwarded message:\n"
        "\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Subject: Login\n"
        "Date: November 9, 2026 at 10:00:00 AM GMT+1\n"
        "To: joe@b.example\n"
        "\n"
    ),
    "apple-q": (
        "> Begin forwarded message:\n"
        "> \n"
        "> From: Maria Lopez <maria@example.org>\n"
        "> Date: November 9, 2026 at 10:00:00 GMT+1\n"
        "> To: joe@b.example\n"
        "> Subject: Login\n"
        "> \n"
    ),
    "apple-de": (
        "Anfang der weitergeleiteten Nachricht:\n"
        "\n"
        "Von: Maria Lopez <maria@example.org>\n"
        "Betreff: Login\n"
        "Datum: 9. November 2026 um 10:00:00 MEZ\n"
        "An: joe@b.example\n"
        "\n"
    ),
    "apple-de2": (
        "Anfang der weitergeleiteten E\u2011Mail:\n"
        "\n"
        "Von: Maria Lopez <maria@example.org>\n"
        "Betreff: Login\n"
        "Datum: 9. November 2026 um 10:00:00 MEZ\n"
        "An: joe@b.example\n"
        "\n"
    ),
    "apple-fr": (
        "Début du message transféré :\n"
        "\n"
        "De: Maria Lopez <maria@example.org>\n"
        "Objet: Login\n"
        "Date: 9 novembre 2026 à 10:00:00 UTC+1\n"
        "À: joe@b.example\n"
        "\n"
    ),
    "apple-fr2": (
        "Début du message réexpédié :\n"
        "\n"
        "De: Maria Lopez <maria@example.org>\n"
        "Objet: Rép : Login\n"
        "Date: 9 novembre 2026 à 10:00:00 UTC+1\n"
        "À: joe@b.example\n"
        "\n"
    ),
    "apple-it": (
        "Inizio messaggio inoltrato:\n"
        "\n"
        "Da: Maria Lopez <maria@example.org>\n"
        "Oggetto: Login\n"
        "Data: 9 novembre 2026 alle ore 10:00:00 CET\n"
        "A: joe@b.example\n"
        "\n"
    ),
    "apple-es": (
        "Inicio del mensaje reenviado:\n"
        "\n"
        "De: Maria Lopez <maria@example.org>\n"
        "Asunto: Login\n"
        "Fecha: 9 de noviembre de 2026, 10:00:00 CET\n"
        "Para: joe@b.example\n"
        "\n"
    ),
    "apple-ja": (
        "転送されたメッセージ:\n"
        "\n"
        "差出人: Maria Lopez <maria@example.org>\n"
        "件名: Login\n"
        "日付: 2026年11月9日 10:00:00 JST\n"
        "宛先: joe@b.example\n"
        "\n"
    ),
    "apple-zh": (
        "开始转发的邮件：\n"
        "\n"
        "发件人: Maria Lopez <maria@example.org>\n"
        "主题: Login\n"
        "日期: 2026年11月9日 GMT+8 10:00:00\n"
        "收件人: joe@b.example\n"
        "\n"
    ),
    "apple-sv": (
        "Vidarebefordrat brev:\n"
        "\n"
        "Från: Maria Lopez <maria@example.org>\n"
        "Ämne: Login\n"
        "Datum: 9 november 2026 10:00:00 CET\n"
        "Till: joe@b.example\n"
        "\n"
    ),
    "apple-nl": (
        "Begin doorgestuurd bericht:\n"
        "\n"
        "Van: Maria Lopez <maria@example.org>\n"
        "Onderwerp: Login\n"
        "Datum: 9 november 2026 om 10:00:00 CET\n"
        "Aan: joe@b.example\n"
        "\n"
    ),
    "apple-pl": (
        "Początek przekazywanej wiadomości:\n"
        "\n"
        "Od: Maria Lopez <maria@example.org>\n"
        "Temat: Login\n"
        "Data: 9 listopada 2026 10:00:00 CET\n"
        "Do: joe@b.example\n"
        "\n"
    ),
    "apple-ru": (
        "Начало переадресованного сообщения:\n"
        "\n"
        "От: Maria Lopez <maria@example.org>\n"
        "Тема: Login\n"
        "Дата: 9 ноября 2026 г., 10:00:00 GMT+3\n"
        "Кому: joe@b.example\n"
        "\n"
    ),
    "apple-pt": (
        "Início da mensagem encaminhada:\n"
        "\n"
        "De: Maria Lopez <maria@example.org>\n"
        "Assunto: Login\n"
        "Data: 9 de novembro de 2026 10:00:00 BRT\n"
        "Para: joe@b.example\n"
        "\n"
    ),
    "apple-tr": (
        "İletilmiş mesajın başlangıcı:\n"
        "\n"
        "Kimden: Maria Lopez <maria@example.org>\n"
        "Konu: Login\n"
        "Tarih: 9 Kasım 2026 10:00:00 GMT+3\n"
        "Kime: joe@b.example\n"
        "\n"
    ),
    "apple-da": (
        "Start på videresendt besked:\n"
        "\n"
        "Fra: Maria Lopez <maria@example.org>\n"
        "Emne: Login\n"
        "Dato: 9. november 2026 kl. 10.00.00 CET\n"
        "Til: joe@b.example\n"
        "\n"
    ),
    "apple-cs": (
        "Začátek přeposílané zprávy:\n"
        "\n"
        "Od: Maria Lopez <maria@example.org>\n"
        "Předmět: Login\n"
        "Datum: 9. listopadu 2026 10:00:00 SEČ\n"
        "Komu: joe@b.example\n"
        "\n"
    ),
    "tb": (
        "-------- Forwarded Message --------\n"
        "Subject: \tLogin\n"
        "Date: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "From: \tMaria Lopez <maria@example.org>\n"
        "To: \tjoe@b.example\n"
        "\n"
        "\n"
        "\n"
    ),
    "tb-de": (
        "-------- Weitergeleitete Nachricht --------\n"
        "Betreff: \tLogin\n"
        "Datum: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "Von: \tMaria Lopez <maria@example.org>\n"
        "An: \tjoe@b.example\n"
        "\n"
        "\n"
        "\n"
    ),
    "tb-fr": (
        "-------- Message transféré --------\n"
        "Sujet : \tLogin\n"
        "Date : \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "De : \tMaria Lopez <maria@example.org>\n"
        "Pour : \tjoe@b.example\n"
        "\n"
        "\n"
        "\n"
    ),
    "tb-it": (
        "-------- Messaggio Inoltrato --------\n"
        "Oggetto: \tLogin\n"
        "Data: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "Mittente: \tMaria Lopez <maria@example.org>\n"
        "A: \tjoe@b.example\n"
        "\n"
        "\n"
        "\n"
    ),
    "tb-es": (
        "-------- Mensaje reenviado --------\n"
        "Asunto: \tLogin\n"
        "Fecha: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "De: \tMaria Lopez <maria@example.org>\n"
        "Para: \tjoe@b.example\n"
        "\n"
        "\n"
        "\n"
    ),
    "tb-pl": (
        "-------- Przekazana wiadomość --------\n"
        "Temat: \tLogin\n"
        "Data: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "Nadawca: \tMaria Lopez <maria@example.org>\n"
        "Adresat: \tjoe@b.example\n"
        "\n"
        "\n"
        "\n"
    ),
    "tb-ru": (
        "-------- Перенаправленное сообщение --------\n"
        "Тема: \tLogin\n"
        "Дата: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "От: \tMaria Lopez <maria@example.org>\n"
        "Кому: \tjoe@b.example\n"
        "\n"
        "\n"
        "\n"
    ),
    "tb-nl": (
        "-------- Doorgestuurd bericht --------\n"
        "Onderwerp: \tLogin\n"
        "Datum: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "Van: \tMaria Lopez <maria@example.org>\n"
        "Aan: \tjoe@b.example\n"
        "\n"
        "\n"
        "\n"
    ),
    "tb-ja": (
        "-------- Forwarded Message --------\n"
        "件名: \tLogin\n"
        "日付: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "差出人: \tMaria Lopez <maria@example.org>\n"
        "宛先: \tjoe@b.example\n"
        "\n"
        "\n"
        "\n"
    ),
    "outlook": (
        "________________________________\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Sent: Monday, November 9, 2026 10:00 AM\n"
        "To: Joe <joe@b.example>\n"
        "Subject: Login\n"
        "\n"
    ),
    "outlook-desk": (
        "From: Maria Lopez [mailto:maria@example.org]\n"
        "Sent: Monday, November 9, 2026 10:00 AM\n"
        "To: Joe\n"
        "Cc: Bob\n"
        "Subject: Login\n"
        "\n"
    ),
    "outlook-de": (
        "Von: Maria Lopez <maria@example.org> \n"
        "Gesendet: Montag, 9. November 2026 10:00\n"
        "An: Joe <joe@b.example>\n"
        "Betreff: Login\n"
        "Priorität: Hoch\n"
        "\n"
    ),
    "yahoo": (
        "----- Forwarded Message -----\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: joe@b.example <joe@b.example>\n"
        "Sent: Monday, November 9, 2026, 10:00:00 AM GMT+1\n"
        "Subject: Login\n"
        "\n"
    ),
    "gmx": (
        "\n"
        "Gesendet: Montag, 09. November 2026 um 10:00 Uhr\n"
        "Von: \"Maria Lopez\" <maria@example.org>\n"
        "An: joe@b.example\n"
        "Betreff: Login\n"
        "\n"
    ),
    "proton": (
        "------- Forwarded Message -------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: On Monday, November 9th, 2026 at 10:00 AM\n"
        "Subject: Login\n"
        "To: joe@b.example <joe@b.example>\n"
        "\n"
        "\n"
    ),
    "mutt": (
        "----- Forwarded message from Maria Lopez <maria@example.org> -----\n"
        "\n"
        "Date: Mon, 9 Nov 2026 10:00:00 +0100\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: joe@b.example\n"
        "Subject: Login\n"
        "\n"
    ),
    "notes": (
        "----- Forwarded by Joe/ACME on 11/09/2026 11:00 AM -----\n"
        "\n"
        "From:\tMaria Lopez <maria@example.org>\n"
        "To:\tjoe@b.example\n"
        "Date:\t11/09/2026 10:00 AM\n"
        "Subject:\tLogin\n"
        "\n"
        "\n"
    ),
    "zoho": (
        "============ Forwarded message ============\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: <joe@b.example>\n"
        "Date: Mon, 09 Nov 2026 10:00:00 +0100\n"
        "Subject: Login\n"
        "============ Forwarded message ============\n"
        "\n"
    ),
    "yandex": (
        "-------- Пересылаемое сообщение --------\n"
        "09.11.2026, 10:00, \"Maria Lopez\" <maria@example.org>:\n"
        "\n"
    ),
    "mailru": (
        "-------- Пересылаемое сообщение --------\n"
        "От: Maria Lopez <maria@example.org>\n"
        "Кому: joe@b.example\n"
        "Дата: Понедельник, 9 ноября 2026, 10:00 +03:00\n"
        "Тема: Login\n"
        "\n"
    ),
    "samsung": (
        "-------- Original message --------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: 09/11/2026 10:00 (GMT+01:00)\n"
        "To: joe@b.example\n"
        "Subject: Login\n"
        "\n"
    ),
    "roundcube": (
        "-------- Original Message --------\n"
        "Subject: Login\n"
        "Date: 2026-11-09 10:00\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: joe@b.example\n"
        "\n"
    ),
    "qq": (
        "------------------ 转发的邮件 ------------------\n"
        "发件人: \"Maria Lopez\"<maria@example.org>\n"
        "发送时间: 2026年11月9日(星期一) 上午10:00\n"
        "收件人: \"joe\"<joe@b.example>;\n"
        "主题: Login\n"
        "\n"
    ),
    "163": (
        "-------- 转发邮件信息 --------\n"
        "发件人：\"Maria Lopez\" <maria@example.org>\n"
        "发送日期：2026-11-09 10:00:00\n"
        "收件人：joe@b.example\n"
        "主题：Login\n"
        "\n"
    ),
    "naver": (
        "-----Original Message-----\n"
        "From: \"Maria Lopez\"<maria@example.org>\n"
        "To: \"joe\"<joe@b.example>;\n"
        "Cc:\n"
        "Sent: 2026-11-09 (월) 10:00:00 (GMT+09:00)\n"
        "Subject: Login\n"
        "\n"
    ),
    "free-hu": (
        "-------- Továbbított üzenet --------\n"
        "Tárgy: \tLogin\n"
        "Dátum: \tMon, 9 Nov 2026 10:00:00 +0100\n"
        "Feladó: \tMaria Lopez <maria@example.org>\n"
        "Címzett: \tjoe@b.example\n"
        "\n"
        "\n"
    ),
    "ko-apple": (
        "전달된 메시지:\n"
        "\n"
        "보낸 사람: Maria Lopez <maria@example.org>\n"
        "제목: Login\n"
        "날짜: 2026년 11월 9일 오전 10:00:00 GMT+9\n"
        "받는 사람: joe@b.example\n"
        "\n"
    ),
    "ar": (
        "---------- Forwarded message ---------\n"
        "من: Maria Lopez <maria@example.org>\n"
        "Date: الاثنين، 9 نوفمبر 2026 في 10:00 ص\n"
        "Subject: Login\n"
        "To: <joe@b.example>\n"
        "\n"
        "\n"
    ),
    "fairemail": (
        "-------- Forwarded message --------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "To: joe@b.example\n"
        "Date: Mon, 9 Nov 2026 10:00\n"
        "Subject: Login\n"
        "\n"
    ),
    "spark": (
        "---------- Forwarded message ----------\n"
        "From: Maria Lopez <maria@example.org>\n"
        "Date: 9 Nov 2026 at 10:00 +0100\n"
        "To: joe@b.example\n"
        "Subject: Login\n"
        "\n"
    ),
}  # fmt: skip


def mail(subject: str, body: str) -> ParsedMessage:
    head = f"From: Alice <alice@b.example>\nTo: support@example.com\nSubject: {subject}\n"
    head += "In-Reply-To: <x@b.example>\n" if subject.startswith("Re") else ""
    text = f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"
    return parse(text.replace("\n", "\r\n").encode())


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_what_a_client_quotes_is_not_fresh(introduction: str) -> None:
    mark = "" if "\n" in introduction else "> "
    quote = "".join(f"{mark}{line}\n" for line in ("Hello Joe,", "please try again.", "Maria"))
    for between in ("\n\n", "\n"):
        message = mail("Re: Login", f"Thanks, it works now.\n\n{introduction}{between}{quote}")
        assert message.reply.strip() == "Thanks, it works now."


@pytest.mark.parametrize("comment", ["", "Bitte kümmern!"])
@pytest.mark.parametrize("header", FORWARDS.values(), ids=FORWARDS.keys())
def test_what_a_client_forwards_is_read(header: str, comment: str) -> None:
    mark = "> " if header.startswith(">") else ""
    message = mail("Fwd: Login", f"{comment}\n\n{header}{mark}I can't log in.\n{mark}Maria\n")
    assert message.reply.strip() == comment
    assert message.forwarded is not None
    assert message.forwarded.sender is not None
    assert message.forwarded.sender.address == "maria@example.org"
    assert message.forwarded.date is not None
    assert message.forwarded.date.date().isoformat() == "2026-11-09"
    assert message.forwarded.text.startswith("I can't log in.")
