"""Returned mail in the words of more servers and countries: who failed, with which status, and whether for good."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse

# The failed recipient is joe@b.example in all of them.
RETURNED: dict[str, tuple[str | None, bool, str]] = {
    "hmailserver": (
        "5.1.1",
        True,
        """\
From: mailer-daemon@a.example
Return-Path: <>
Subject: Message undeliverable: Question
Message-ID: <A@a.example>

Your message did not reach some or all of the intended recipients.

   Sent: Mon, 9 Nov 2026 10:00:00 +0100
   Subject: Question

The following recipient(s) could not be reached:

joe@b.example
   Error Type: SMTP
   Remote server (192.0.2.1) issued an error.
   hMailServer sent: RCPT TO:<joe@b.example>
   Remote server replied: 550 5.1.1 User unknown



hMailServer
""",
    ),
    "mailenable": (
        None,
        True,
        """\
From: <postmaster@a.example>
Subject: Message Delivery Failure
Return-Path: <>

MailEnable: Message Delivery Failure.

The following recipient(s) could not be reached:

  Recipient: [SMTP:joe@b.example]
  Reason: Remote SMTP Server Returned: 550 No such user here

Message headers follow:

Received: from x
""",
    ),
    "groupwise": (
        None,
        True,
        """\
From: postmaster@a.example
Subject: Mail System Error - Returned Mail
Return-Path: <>

The message that you sent was undeliverable to the following:
	joe@b.example (user not found)

Possibly truncated original message follows:
""",
    ),
    "kerio": (
        "5.1.1",
        True,
        """\
From: <postmaster@a.example>
Subject: Delivery failure of message "Question"
Auto-Submitted: auto-replied
Return-Path: <>

Your message could not be delivered to the following recipients:

<joe@b.example>
Recipient's mail server said: 550 5.1.1 <joe@b.example>: Recipient address rejected: User unknown
""",
    ),
    "icewarp": (
        None,
        True,
        """\
From: "Mail Delivery Subsystem" <MAILER-DAEMON@a.example>
Subject: Undeliverable mail: Question

Message from a.example.
Unable to deliver message to the following recipients, due to being unable to connect successfully to the destination mail server.

    joe@b.example
    Invalid recipient
""",
    ),
    "haraka": (
        "5.1.1",
        True,
        """\
From: MAILER-DAEMON <postmaster@mx.a.example>
Subject: failure notice: Question
Return-Path: <>

Hi. This is the Haraka Mailer program at mx.a.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

Intended Recipients: <joe@b.example>
Failure Reason: 550 5.1.1 The email account that you tried to reach does not exist

--- Below this line is a copy of the message.

From: x
""",
    ),
    "exchange-ru": (
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@a.example>
Subject: =?utf-8?b?0J3QtdC00L7RgdGC0LDQstC70LXQvdC+OiBRdWVzdGlvbg==?=
Return-Path: <>

Сбой доставки следующим получателям или группам:

joe@b.example (joe@b.example)
Введенный адрес электронной почты не найден. Проверьте адрес электронной почты получателя и повторите попытку.

Диагностические сведения для администраторов:

Формирующий сервер: mx.a.example

joe@b.example
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'

Исходные заголовки сообщения:
""",
    ),
    "exchange-pl": (
        "5.1.10",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: Niedostarczone: Question
Return-Path: <>

Dostarczenie do następujących adresatów lub grup nie powiodło się:

joe@b.example (joe@b.example)
Nie znaleziono wprowadzonego adresu e-mail.

Informacje diagnostyczne dla administratorów:

Serwer generujący: mx.a.example

joe@b.example
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'
""",
    ),
    "exchange-it": (
        "5.2.2",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: Non recapitabile: Question
Return-Path: <>

Impossibile recapitare il messaggio ai seguenti destinatari o gruppi:

joe@b.example (joe@b.example)
La cassetta postale del destinatario è piena e al momento non può accettare messaggi.

Informazioni di diagnostica per gli amministratori:

Server di generazione: mx.a.example

joe@b.example
Remote Server returned '554 5.2.2 mailbox full'
""",
    ),
    "exchange-ja": (
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: 配信不能: Question
Return-Path: <>

次の受信者またはグループへの配信に失敗しました:

joe@b.example (joe@b.example)
入力した電子メール アドレスが見つかりませんでした。

管理者向けの診断情報:

生成元サーバー: mx.a.example

joe@b.example
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'
""",
    ),
    "exchange-pt": (
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: Não é possível entregar: Question
Return-Path: <>

Falha na entrega a estes destinatários ou grupos:

joe@b.example (joe@b.example)
O endereço de email inserido não foi encontrado.

Informações de diagnóstico para administradores:

Servidor de geração: mx.a.example

joe@b.example
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'
""",
    ),
    "exchange-sv": (
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: Kan inte levereras: Question
Return-Path: <>

Det gick inte att leverera till följande mottagare eller grupper:

joe@b.example (joe@b.example)
Det gick inte att hitta e-postadressen du angav.

Diagnostikinformation för administratörer:

joe@b.example
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'
""",
    ),
    "exchange-tr": (
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: Teslim edilemedi: Question
Return-Path: <>

Şu alıcılara veya gruplara teslim başarısız oldu:

joe@b.example (joe@b.example)
Girdiğiniz e-posta adresi bulunamadı.

joe@b.example
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'
""",
    ),
    "exchange-zh": (
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: 无法送达: Question
Return-Path: <>

无法将邮件发送给以下收件人或组:

joe@b.example (joe@b.example)
找不到你输入的电子邮件地址。

供管理员使用的诊断信息:

joe@b.example
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'
""",
    ),
    "exchange-ko": (
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: 배달되지 않음: Question
Return-Path: <>

다음 받는 사람이나 그룹에게 배달하지 못했습니다.

joe@b.example (joe@b.example)
입력한 전자 메일 주소를 찾을 수 없습니다.

joe@b.example
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'
""",
    ),
    "exchange-cs": (
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: Nedoručitelné: Question
Return-Path: <>

Doručení těmto příjemcům nebo skupinám se nezdařilo:

joe@b.example (joe@b.example)
Zadaná e-mailová adresa se nenašla.

joe@b.example
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'
""",
    ),
    "exchange-da": (
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: Kunne ikke leveres: Question
Return-Path: <>

Der opstod en fejl under levering til disse modtagere eller grupper:

joe@b.example (joe@b.example)
Den angivne mailadresse blev ikke fundet.

joe@b.example
Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'
""",
    ),
    "gmail-de": (
        "5.1.1",
        True,
        """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Failure)
Return-Path: <>
Auto-Submitted: auto-replied

** Adresse nicht gefunden **

Ihre Nachricht wurde nicht an joe@b.example zugestellt, weil die Adresse nicht gefunden wurde oder keine E-Mails empfangen kann.

Die Antwort vom Remote-Server lautet:

550 5.1.1 <joe@b.example>: Recipient address rejected: User unknown
""",
    ),
    "gmail-es": (
        "5.1.1",
        True,
        """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Failure)
Return-Path: <>

** No se ha encontrado la dirección **

Tu mensaje no se ha entregado a joe@b.example porque no se ha encontrado la dirección o esta no puede recibir correos.

La respuesta del servidor remoto fue:

550 5.1.1 <joe@b.example>: Recipient address rejected: User unknown
""",
    ),
    "ironport": (
        "5.1.0",
        True,
        """\
From: "Mail Delivery System" <MAILER-DAEMON@mx.a.example>
Subject: Delivery Status Notification (Failure)

The following message to <joe@b.example> was undeliverable.
The reason for the problem:
5.1.0 - Unknown address error 550-'User unknown'
""",
    ),
    "ironport-tmp": (
        "4.3.2",
        False,
        """\
From: "Mail Delivery System" <MAILER-DAEMON@mx.a.example>
Subject: Delivery Status Notification (Delay)

The following message to <joe@b.example> was delayed.
The reason for the problem:
4.3.2 - Not accepting messages at this time 421-'Service unavailable'
""",
    ),
    "messagelabs": (
        "5.1.1",
        True,
        """\
From: "MAILER-DAEMON@messagelabs.example" <MAILER-DAEMON@messagelabs.example>
Subject: Mail Delivery Failure

This is the mail delivery agent at messagelabs.com.
I was not able to deliver your message to the following addresses.

<joe@b.example>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 unknown user
""",
    ),
    "courier": (
        None,
        True,
        """\
From: "Courier mail server at mx.a.example" <@>
Subject: NOTICE: mail delivery status.
Return-Path: <>

This is a delivery status notification from mx.a.example,
running the Courier mail server, version 0.75.

The original message was received on Mon, 09 Nov 2026 10:00:00 +0100
from localhost

---------------------------------------------------------------------------

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<joe@b.example>:
    mx.b.example [192.0.2.1]:
>>> RCPT TO:<joe@b.example>
<<< 550 User unknown.
""",
    ),
    "mercury": (
        None,
        True,
        """\
From: "Electronic Postmaster" <Postmaster@a.example>
Subject: Postmaster Notify: Delivery Failure.

With respect to your message on the subject of "Question".

The local mail transport system has reported the following problems
it encountered while trying to deliver your message:

-------------------------------------------------------
*** joe@b.example
550 No such local user.
-------------------------------------------------------
""",
    ),
    "icloud": (
        "5.1.1",
        True,
        """\
From: Mail Delivery System <MAILER-DAEMON@p00.icloud.example>
Subject: Undelivered Mail Returned to Sender

This is the system mail delivery agent at iCloud.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<joe@b.example>: host mx.b.example[192.0.2.1] said: 550 5.1.1 unknown (in reply to RCPT TO command)
""",
    ),
    "mailru": (
        None,
        True,
        """\
From: mailer-daemon@corp.mail.ru
Subject: Mail failure.
Return-Path: <>

This message was created automatically by mail.ru.
Это письмо создано автоматически сервером Mail.Ru, отвечать на него не нужно.

К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:

**********************

joe@b.example
Причина: Пользователь не найден

**********************
""",
    ),
    "rambler": (
        "5.1.1",
        True,
        """\
From: Mail Delivery System <mailer-daemon@rambler.ru>
Subject: Ваше письмо не доставлено

Ваше письмо не было доставлено:

<joe@b.example>: 550 5.1.1 User unknown
""",
    ),
    "naver": (
        "5.1.1",
        True,
        """\
From: "Naver" <noreply@naver.com>
Subject: [발송실패 안내] joe@b.example로 메일이 전송되지 못했습니다.
Return-Path: <>

메일 발송 실패 안내

받는사람 : joe@b.example
발송실패 사유 : 받는 사람의 메일 주소가 존재하지 않습니다. (550 5.1.1 user unknown)
""",
    ),
    "seznam": (
        None,
        True,
        """\
From: Seznam.cz <mailer-daemon@email.cz>
Subject: Nedoručená zpráva

Vaše zpráva nemohla být doručena následujícím příjemcům:

joe@b.example
550 User unknown
""",
    ),
    "orange": (
        "5.1.1",
        True,
        """\
From: mailer-daemon@orange.fr
Subject: Mail delivery failed : returning message to sender
Return-Path: <>

Bonjour,

Votre message n'a pas pu être remis au(x) destinataire(s) suivant(s) :

<joe@b.example>: host mx.b.example said: 550 5.1.1 Adresse d au moins un destinataire invalide
""",
    ),
    "postal": (
        None,
        True,
        """\
From: MAILER-DAEMON <postmaster@a.example>
Subject: Mail Delivery Failed (Question)
Return-Path: <>

This is the mail delivery service at a.example.

We were unable to deliver a message you sent to joe@b.example.

The message was rejected by the remote server with the error: 550 No such user
""",
    ),
    "proton": (
        "5.1.1",
        True,
        """\
From: MAILER-DAEMON@mail.protonmail.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender

This is the mail system at host mail.protonmail.ch.

<joe@b.example>: host mx.b.example[192.0.2.1] said: 550 5.1.1
    <joe@b.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)
""",
    ),
    "mailgun": (
        "5.1.1",
        True,
        """\
From: Mail Delivery System <mailer-daemon@mailgun.example>
Subject: Undeliverable: Question
Auto-Submitted: auto-replied

This is an automatically generated notification. We were unable to deliver your message to the following recipients:

joe@b.example
    550 5.1.1 user unknown
""",
    ),
    "cyrus-full": (
        "5.2.2",
        True,
        """\
From: Mail Delivery System <MAILER-DAEMON@mx.a.example>
Subject: Undelivered Mail Returned to Sender

<joe@b.example>: host mx.b.example[192.0.2.1] said: 552 5.2.2 Over quota (in reply to end of DATA command)
""",
    ),
    "stalwart": (
        "5.1.1",
        True,
        """\
From: "Mail Delivery Subsystem" <MAILER-DAEMON@mx.a.example>
Subject: Failed to deliver message
Auto-Submitted: auto-generated

Your message could not be delivered to the following recipients:

<joe@b.example> (host 'mx.b.example' rejected command 'RCPT TO:<joe@b.example>' with code 550 (5.1.1) 'User unknown')
""",
    ),
    "greylist-pf": (
        "4.7.1",
        False,
        """\
From: MAILER-DAEMON@mx.a.example (Mail Delivery System)
Subject: Delayed Mail (still being retried)

####################################################################
# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #
####################################################################

<joe@b.example>: host mx.b.example[192.0.2.1] said: 450 4.7.1
    <joe@b.example>: Recipient address rejected: Greylisted (in reply to RCPT TO command)
""",
    ),
}


@pytest.mark.parametrize(("status", "permanent", "mail"), RETURNED.values(), ids=RETURNED.keys())
def test_a_servers_words_tell_who_failed(status: str | None, permanent: bool, mail: str) -> None:
    message = parse(mail.encode())
    assert message.kind == "bounce"
    assert message.bounce is not None
    assert [(each.address, each.status, each.permanent) for each in message.bounce.recipients] == [
        ("joe@b.example", status, permanent)
    ]
