"""The day somebody is back, from out-of-office answers as they are written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailgate.mail.away import away_until

SENT = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)  # a Monday

ANSWERS = [
    ("I am out of the office until 16 November 2026.", "2026-11-16"),
    ("I will be out of the office until Monday, November 16.", "2026-11-16"),
    ("I am away from 9 to 20 November and will be back on Monday, November 23rd, 2026.", "2026-11-23"),
    ("I'm on leave returning on 11/30/2026.", "2026-11-30"),
    ("I am out of office till the 4th of December.", "2026-12-04"),
    ("Thank you for your mail. I will return on 2026-12-01.", "2026-12-01"),
    ("I will be back in the office on Thursday.", "2026-11-12"),
    ("I am on vacation through December 31 with limited access to mail. In urgent cases call Bob.", "2026-12-31"),
    ("Out of office from 01/12/2026 until 24/12/2026", "2026-12-24"),
    ("I am currently travelling. Back on 3 January.", "2027-01-03"),
    ("Ich bin bis einschließlich 20.11.2026 nicht im Büro.", "2026-11-20"),
    ("Ich bin erst ab dem 23. November 2026 wieder erreichbar.", "2026-11-23"),
    ("Ich bin vom 9.11. bis 13.11.2026 im Urlaub.", "2026-11-13"),
    ("Bis zum 1. Dezember bin ich nicht erreichbar.", "2026-12-01"),
    ("Am Montag, 16.11.2026 bin ich wieder da.", "2026-11-16"),
    ("Ich bin wieder am 07.01.2027 im Hause.", "2027-01-07"),
    ("Je suis absente jusqu'au 20 novembre 2026 inclus.", "2026-11-20"),
    ("Je suis en congé du 9 au 20 novembre 2026.", "2026-11-20"),
    ("Je serai de retour le lundi 23 novembre.", "2026-11-23"),
    ("Absent du bureau jusqu’au 02/12/2026.", "2026-12-02"),
    ("Bonjour, de retour le 4 janvier 2027. Pour toute urgence, contactez Luc.", "2027-01-04"),
    ("Estaré fuera de la oficina hasta el 20 de noviembre de 2026.", "2026-11-20"),
    ("Estoy de vacaciones del 9 al 20 de noviembre.", "2026-11-20"),
    ("Vuelvo el lunes 23 de noviembre.", "2026-11-23"),
    ("Estaré ausente hasta el 01/12/2026.", "2026-12-01"),
    ("Sono fuori ufficio fino al 20 novembre 2026.", "2026-11-20"),
    ("Sarò in ferie dal 9 al 20 novembre.", "2026-11-20"),
    ("Rientrerò il 23/11/2026.", "2026-11-23"),
    ("Sarò di ritorno il giorno 1 dicembre.", "2026-12-01"),
    ("Estou ausente até 20 de novembro de 2026.", "2026-11-20"),
    ("Estarei de férias até o dia 20/11/2026.", "2026-11-20"),
    ("Retorno em 23 de novembro.", "2026-11-23"),
    ("Ik ben afwezig tot en met 20 november 2026.", "2026-11-20"),
    ("Ik ben met vakantie tot 23 november.", "2026-11-23"),
    ("Maandag 16 november ben ik terug. Ik ben afwezig t/m 13-11-2026.", "2026-11-13"),
    ("Jag är inte på kontoret till och med 20 november 2026.", "2026-11-20"),
    ("Jag är åter den 23 november.", "2026-11-23"),
    ("Jeg er på ferie til og med 20. november 2026.", "2026-11-20"),
    ("Jestem nieobecny do 20 listopada 2026.", "2026-11-20"),
    ("Jestem na urlopie do dnia 20.11.2026 r.", "2026-11-20"),
    ("Wracam 23 listopada.", "2026-11-23"),
    ("Я в отпуске до 20 ноября 2026 года.", "2026-11-20"),
    ("Буду на рабочем месте с 23 ноября.", "2026-11-23"),
    ("11月20日まで休暇をいただいております。", "2026-11-20"),
    ("2026年11月20日（金）まで不在です。", "2026-11-20"),
    ("Hi, I'm OOO Nov 9-13.", "2026-11-13"),
    ("I am on annual leave and will be returning to work on Monday 16th November.", "2026-11-16"),
    ("I'm currently out of office. I'll be back on Nov 23rd.", "2026-11-23"),
    ("I am out of the office starting 11/09/2026 and will not return until 11/16/2026.", "2026-11-16"),
    ("I will be out of the office starting  09.11.2026 and will not return until 20.11.2026.", "2026-11-20"),
    ("I am out of the office from Monday 9 November to Friday 20 November inclusive.", "2026-11-20"),
    ("I'm away between 9th November and 20th November.", "2026-11-20"),
    ("Out of office: 9 Nov - 20 Nov 2026", "2026-11-20"),
    ("I am away this week and will be back next Monday.", "2026-11-16"),
    ("I'm out today and will respond when I return tomorrow.", "2026-11-10"),
    ("My first day back is 1 December 2026.", "2026-12-01"),
    ("I will respond to your email upon my return on 18 November.", "2026-11-18"),
    ("Return date: 2026-11-18", "2026-11-18"),
    ("I will reply after 18 November.", "2026-11-18"),
    ("I am on parental leave until the end of March 2027.", "2027-03-31"),
    ("I am on maternity leave until March 2027.", "2027-03-01"),
    ("I'm on PTO thru 11/20.", "2026-11-20"),
    ("I'll be back in the office Wednesday, November 18th.", "2026-11-18"),
    ("I am not in the office until 16-Nov-2026.", "2026-11-16"),
    ("Ich bin im Zeitraum vom 09.11.2026 bis zum 20.11.2026 abwesend.", "2026-11-20"),
    ("Ich bin ab Montag, dem 23.11., wieder für Sie da.", "2026-11-23"),
    ("Ich kehre am 23. November zurück.", "2026-11-23"),
    ("Vielen Dank für Ihre Nachricht. Ich bin bis 20.11. außer Haus und lese keine Mails.", "2026-11-20"),
    ("Ich bin heute nicht im Büro, morgen wieder.", "2026-11-10"),
    ("Ich bin am 23.11.2026 wieder im Büro.", "2026-11-23"),
    ("Sie erreichen mich wieder ab dem 1.12.", "2026-12-01"),
    ("Ich bin in Elternzeit bis 31.01.2027.", "2027-01-31"),
    ("Ich bin bis inkl. 20. Nov. 2026 im Urlaub", "2026-11-20"),
    ("Je suis absent du 9 novembre au 20 novembre inclus.", "2026-11-20"),
    ("Je suis actuellement en congés jusqu'au vendredi 20 novembre 2026.", "2026-11-20"),
    ("Je serai de retour au bureau le 23 novembre 2026.", "2026-11-23"),
    ("Retour prévu le 23/11/2026.", "2026-11-23"),
    ("Je serai absente jusqu’au lundi 16 novembre.", "2026-11-16"),
    ("Je suis en congé maternité jusqu'au 1er mars 2027.", "2027-03-01"),
    ("Me encuentro de vacaciones, regresaré el próximo lunes 23 de noviembre.", "2026-11-23"),
    ("Estaré de vuelta en la oficina el 23 de noviembre.", "2026-11-23"),
    ("Me reincorporo el día 23 de noviembre de 2026.", "2026-11-23"),
    ("Estoy fuera de la oficina desde el 9 hasta el 20 de noviembre", "2026-11-20"),
    ("Volveré a estar disponible el 1 de diciembre.", "2026-12-01"),
    ("Sono assente dall'ufficio fino a venerdì 20 novembre 2026 compreso.", "2026-11-20"),
    ("Sarò assente dal 09/11/2026 al 20/11/2026.", "2026-11-20"),
    ("Tornerò in ufficio lunedì 23 novembre.", "2026-11-23"),
    ("Rientro previsto per il 23 novembre.", "2026-11-23"),
    ("Sarò nuovamente operativo dal 23 novembre.", "2026-11-23"),
    ("Encontro-me ausente do escritório até ao dia 20 de novembro.", "2026-11-20"),
    ("Estarei de volta no dia 23 de novembro.", "2026-11-23"),
    ("Estou de férias de 9 a 20 de novembro de 2026.", "2026-11-20"),
    ("Regresso ao trabalho a 23 de novembro.", "2026-11-23"),
    ("Retornarei em 23/11/2026.", "2026-11-23"),
    ("Ik ben van 9 november t/m 20 november afwezig.", "2026-11-20"),
    ("Vanaf maandag 23 november ben ik weer bereikbaar.", "2026-11-23"),
    ("Ik ben op maandag 23 november weer aanwezig.", "2026-11-23"),
    ("Ik ben er 23 november weer.", "2026-11-23"),
    ("Jag har semester till den 20 november.", "2026-11-20"),
    ("Jag är tillbaka på kontoret måndag den 23 november.", "2026-11-23"),
    ("Jag är ledig t o m 20/11.", "2026-11-20"),
    ("Jeg er tilbage på kontoret den 23. november.", "2026-11-23"),
    ("Jeg er på kontoret igen mandag den 23. november.", "2026-11-23"),
    ("Jeg er bortreist til 20. november, og er tilbake mandag 23. november.", "2026-11-23"),
    ("Olen lomalla 20.11.2026 asti.", "2026-11-20"),
    ("Olen lomalla 9.11.–20.11.2026.", "2026-11-20"),
    ("Palaan töihin 23.11.2026.", "2026-11-23"),
    ("Jestem nieobecna w biurze do 20.11.2026 włącznie.", "2026-11-20"),
    ("W dniach 9-20 listopada przebywam na urlopie.", "2026-11-20"),
    ("Będę dostępny od 23 listopada.", "2026-11-23"),
    ("Wracam do pracy w poniedziałek 23.11.", "2026-11-23"),
    ("Jsem mimo kancelář do 20. listopadu 2026.", "2026-11-20"),
    ("Čerpám dovolenou do 20.11.2026.", "2026-11-20"),
    ("Budu zpět v pondělí 23. 11. 2026.", "2026-11-23"),
    ("Som na dovolenke do 20. novembra 2026.", "2026-11-20"),
    ("2026. november 20-ig szabadságon vagyok.", "2026-11-20"),
    ("November 23-tól vagyok újra elérhető.", "2026-11-23"),
    ("Sunt în concediu până pe 20 noiembrie 2026.", "2026-11-20"),
    ("Revin la birou pe data de 23 noiembrie.", "2026-11-23"),
    ("Я буду в отпуске с 9 по 20 ноября.", "2026-11-20"),
    ("Я отсутствую в офисе до 20.11.2026 включительно.", "2026-11-20"),
    ("Вернусь 23 ноября.", "2026-11-23"),
    ("Буду в офисе 23.11.2026.", "2026-11-23"),
    ("Я у відпустці до 20 листопада 2026.", "2026-11-20"),
    ("20 Kasım 2026 tarihine kadar ofis dışında olacağım.", "2026-11-20"),
    ("23 Kasım Pazartesi günü ofise döneceğim.", "2026-11-23"),
    ("09.11.2026 - 20.11.2026 tarihleri arasında izinliyim.", "2026-11-20"),
    ("我将于11月9日至11月20日休假。", "2026-11-20"),
    ("我在2026年11月20日之前不在办公室。", "2026-11-20"),
    ("本人于2026年11月23日返回公司。", "2026-11-23"),
    ("11/20まで休暇を頂いております。", "2026-11-20"),
    ("11月9日（月）から11月20日（金）まで不在にしております。", "2026-11-20"),
    ("11月24日（火）より出社いたします。", "2026-11-24"),
    ("11월 20일까지 부재중입니다.", "2026-11-20"),
    ("2026년 11월 9일부터 11월 20일까지 휴가입니다.", "2026-11-20"),
    ("Θα απουσιάζω έως 20 Νοεμβρίου 2026.", "2026-11-20"),
    ("Επιστρέφω στις 23/11/2026.", "2026-11-23"),
    ("Na dopustu sam do 20.11.2026.", "2026-11-20"),
    ("На отпуск съм до 20 ноември 2026 г.", "2026-11-20"),
    ("Saya cuti sampai 20 November 2026.", "2026-11-20"),
    ("Tôi nghỉ phép đến ngày 20/11/2026.", "2026-11-20"),
    ("אני מחוץ למשרד עד 20/11/2026.", "2026-11-20"),
    ("أنا في إجازة حتى 20/11/2026.", "2026-11-20"),
    ("Estic de vacances fins al 20 de novembre.", "2026-11-20"),
]


@pytest.mark.parametrize(("text", "day"), ANSWERS)
def test_the_return_date_is_read(text: str, day: str) -> None:
    found = away_until(text, "Automatic reply: Login", SENT)
    assert found is not None
    assert found.date().isoformat() == day


def test_the_subject_is_read_first() -> None:
    assert away_until("Call 030 1234.", "AUTO: Maria is out of the office (returning 12/01/2026)", SENT) == datetime(
        2026, 12, 1, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text",
    [
        "We have received your mail and answer within two days.",
        "I am away. Our office was founded on 1 May 1990.",
        "Your mail of 3 November has arrived; number 20261109-12.",
        "Thank you. We answer between 9 and 17 on working days. Tel. 030 12-14-16.",
        "Our hours are 9:00 to 17:00. Version 4.2.1 is out until further notice.",
        "",
    ],
)
def test_without_a_return_date_there_is_none(text: str) -> None:
    assert away_until(text, "Automatic reply", SENT) is None


def test_without_a_date_of_sending_nothing_is_relative() -> None:
    assert away_until("Back on Monday", "", None) is None
