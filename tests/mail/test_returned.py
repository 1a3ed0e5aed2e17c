"""Returned mail as the servers of the world word it, in free text, and what is read in it."""

from __future__ import annotations

import pytest

from mailgate.mail.parse import parse

# Each a sender's server or service: who failed, the status told, and whether for good.
RETURNED: dict[str, tuple[str, str | None, bool, str]] = {
    "postfix-text": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: MAILER-DAEMON@mx.a.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender

This is the mail system at host mx.a.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

<joe@b.example>: host mx.b.example[192.0.2.1] said: 550 5.1.1 <joe@b.example>:
    Recipient address rejected: User unknown (in reply to RCPT TO command)
""",
    ),
    "exim": (
        "joe@b.example",
        "5.7.1",
        True,
        """\
From: Mail Delivery System <Mailer-Daemon@mx.a.example>
Auto-Submitted: auto-replied
X-Failed-Recipients: joe@b.example
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  joe@b.example
    host mx.b.example [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<joe@b.example>:
    550 5.7.1 Unable to relay

------ This is a copy of the message, including all the headers. ------

Return-path: <me@a.example>
From: me@a.example
To: joe@b.example
Message-ID: <orig@a.example>
Subject: hi

x
""",
    ),
    "exim-delay": (
        "joe@b.example",
        None,
        False,
        """\
From: Mail Delivery System <Mailer-Daemon@mx.a.example>
Subject: Warning: message 1abcDE-0001-AB delayed 24 hours

This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.a.example.

The message identifier is:     1abcDE-0001-AB
The subject of the message is: hi
The date of the message is:    Mon, 9 Nov 2026 10:00:00 +0000

The address to which the message has not yet been delivered is:

  joe@b.example
    Delay reason: Connection timed out

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals.
""",
    ),
    "qmail": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: MAILER-DAEMON@a.example
Subject: failure notice

Hi. This is the qmail-send program at a.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<joe@b.example>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 User unknown
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.

Return-Path: <me@a.example>
Subject: hi
""",
    ),
    "sendmail": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: Mail Delivery Subsystem <MAILER-DAEMON@a.example>
Subject: Returned mail: see transcript for details

The original message was received at Mon, 9 Nov 2026 10:00:00 GMT
from localhost [127.0.0.1]

   ----- The following addresses had permanent fatal errors -----
<joe@b.example>
    (reason: 550 5.1.1 <joe@b.example>... User unknown)

   ----- Transcript of session follows -----
... while talking to mx.b.example.:
>>> DATA
<<< 550 5.1.1 <joe@b.example>... User unknown
550 5.1.1 <joe@b.example>... User unknown
<<< 503 5.0.0 Need RCPT (recipient)
""",
    ),
    "gmail-old": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
X-Failed-Recipients: joe@b.example
Subject: Delivery Status Notification (Failure)

Delivery to the following recipient failed permanently:

     joe@b.example

Technical details of permanent failure:
It was rejected by the server for the recipient domain b.example by mx.b.example. [192.0.2.1].

The error that the other server returned was:
550 5.1.1 <joe@b.example>: Recipient address rejected: User unknown

----- Original message -----

Subject: hi
""",
    ),
    "gmail-new": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
X-Failed-Recipients: joe@b.example
Subject: Delivery Status Notification (Failure)


** Address not found **

Your message wasn't delivered to joe@b.example because the address couldn't be found, or is unable to receive mail.

Learn more here: https://support.google.com/mail/answer/6596

The response was:

550 5.1.1 The email account that you tried to reach does not exist. - gsmtp
""",
    ),
    "o365": (
        "joe@b.example",
        "5.1.10",
        True,
        """\
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@a.example>
Subject: Undeliverable: hi
Content-Language: en-US

Your message to joe@b.example couldn't be delivered.
joe wasn't found at b.example.
me 	Office 365 	joe
Action Required 		Recipient

Unknown To address

How to Fix It
The address may be misspelled or may not exist.

More Info for Email Admins
Status code: 550 5.1.10

Original Message Details
Created Date: 	11/9/2026 10:00:00 AM
Sender Address: 	me@a.example
Recipient Address: 	joe@b.example
Subject: 	hi

Error Details
Reported error: 	550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient joe@b.example not found by SMTP address lookup
""",
    ),
    "exchange2007": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: postmaster@a.example
Subject: Undeliverable: hi

Delivery has failed to these recipients or distribution lists:

joe@b.example<mailto:joe@b.example>
The recipient's e-mail address was not found in the recipient's e-mail system.

Diagnostic information for administrators:

Generating server: mx.a.example

joe@b.example
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

Original message headers:

Received: from x
From: Me <me@a.example>
""",
    ),
    "exchange-de": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: Unzustellbar: Hallo

Fehler bei der Zustellung der Nachricht an folgende Empfänger oder Verteilerlisten:

joe@b.example
Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.

Diagnoseinformationen für Administratoren:

Generierender Server: mx.a.example

joe@b.example
mx.b.example #<mx.b.example #5.1.1 smtp;550 5.1.1 <joe@b.example>: Recipient address rejected> #SMTP#
""",
    ),
    "domino": (
        "joe@b.example",
        None,
        True,
        """\
From: postmaster@a.example
Subject: DELIVERY FAILURE: User joe (joe@b.example) not listed in Domino Directory

Your message

  Subject: hi

was not delivered to:

  joe@b.example

because:

  User joe (joe@b.example) not listed in Domino Directory

""",
    ),
    "yahoo": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: MAILER-DAEMON@yahoo.com
Subject: Failure Notice

Sorry, we were unable to deliver your message to the following address.

<joe@b.example>:
550: 5.1.1 User unknown

--- Below this line is a copy of the message.
""",
    ),
    "mimecast": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: <postmaster@mimecast.example>
Subject: [Postmaster] Email Delivery Failure

This is a delivery failure notification message indicating that
an email you addressed to email address :
-- joe@b.example

could not be delivered. The problem appears to be :
-- Recipient email address is possibly incorrect

Additional information follows :
-- 5.1.1 User unknown

This condition occurred after 1 attempt(s) to deliver over
a period of 0 hour(s).

If you sent the email to multiple recipients, you will receive one
of these messages for each one which failed delivery, otherwise
they have been sent.
""",
    ),
    "proofpoint": (
        "joe@b.example",
        "5.7.1",
        True,
        """\
From: MAILER-DAEMON@mx0a.pphosted.example
Subject: Undeliverable: hi

Your message could not be delivered to one or more recipients.

joe@b.example: 
    host mx.b.example[192.0.2.1] said: 554 5.7.1 Message rejected as spam
""",
    ),
    "ses": (
        "joe@b.example",
        None,
        True,
        """\
From: MAILER-DAEMON@amazonses.com
Subject: Delivery Status Notification (Failure)

An error occurred while trying to deliver the mail to the following recipients:
joe@b.example
""",
    ),
    "zimbra": (
        "joe@b.example",
        None,
        True,
        """\
From: MAILER-DAEMON@zimbra.a.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender

This is the mail system at host zimbra.a.example.

<joe@b.example>: unknown user: "joe"
""",
    ),
    "communigate": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: <MAILER-DAEMON@a.example>
Subject: Undeliverable mail: hi

Failed to deliver to '<joe@b.example>'
SMTP module(domain b.example) reports:
 host mx.b.example says:
 550 5.1.1 User unknown
""",
    ),
    "mdaemon": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: MAILER-DAEMON@a.example
Subject: Permanent Delivery Failure

The following data may contain sections which represent BASE64 encoded file attachments.
 
--------
--> Error reply: 550 <joe@b.example> Unknown user
--> [RCPT] joe@b.example
550 5.1.1 joe@b.example... User unknown

Failed address: joe@b.example
""",
    ),
    "gmx": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: GMX Mailer Daemon <mailer-daemon@gmx.de>
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address
failed:

"joe@b.example":
SMTP error from remote server after RCPT command:
host: mx.b.example
550 5.1.1 User unknown
""",
    ),
    "tonline": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: T-Online Mailsystem <mailer-daemon@t-online.example>
Subject: T-Online eMail konnte nicht zugestellt werden

|------------------------- Message log follows: -------------------------|
 no valid recipients were found for this message
|------------------------- Failed addresses follow: ---------------------|
 <joe@b.example> ... transport smtp: 550 5.1.1 unknown user
|------------------------- Message text follows: ------------------------|
Subject: hi
""",
    ),
    "hotmail-full": (
        "joe@b.example",
        None,
        True,
        """\
From: postmaster@hotmail.com
Subject: Delivery Status Notification (Failure)

This is an automatically generated Delivery Status Notification.

Delivery to the following recipients failed.

       joe@b.example
""",
    ),
    "ru-mail": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: mailer-daemon@corp.mail.ru
Subject: Mail failure.
X-Failed-Recipients: joe@b.example

Это письмо создано автоматически сервером Mail.Ru, отвечать на него не нужно.

К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:

**********************

joe@b.example
SMTP error from remote mail server after RCPT TO:<joe@b.example>:
host mx.b.example [192.0.2.1]: 550 5.1.1 user unknown
""",
    ),
    "yandex": (
        "joe@b.example",
        "5.7.1",
        True,
        """\
From: mailer-daemon@yandex.ru
Subject: Недоставленное сообщение

Это письмо отправлено почтовым сервером yandex.ru.

К сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может
быть отправлено одному или нескольким адресатам. Технические подробности можно найти ниже.

Пожалуйста, не отвечайте на это сообщение.

<joe@b.example>: host mx.b.example[192.0.2.1] said: 550 5.7.1 No such user (in reply to RCPT TO command)
""",
    ),
    "qq": (
        "joe@b.example",
        None,
        True,
        """\
From: PostMaster@qq.com
Subject: 系统退信/Systems bounce

很抱歉，您的邮件无法送达。
收件人邮件地址（joe@b.example）不存在，邮件无法送达。
host mx.b.example said: 550 User not found: joe@b.example
""",
    ),
    "163": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: Postmaster@163.com
Subject: 系统退信

抱歉，您的邮件被退回来了……
原邮件信息：
时间：2026-11-09 10:00:00
主题：hi
收件人：joe@b.example
退信原因：
收件人不存在
SMTP error, RCPT TO: Host b.example(192.0.2.1) said 550 5.1.1 User unknown
""",
    ),
    "exchange-fr": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: Non remis : Bonjour

Échec de la remise à ces destinataires ou groupes :

joe@b.example (joe@b.example)
L'adresse de messagerie que vous avez entrée est introuvable.

Informations de diagnostic pour les administrateurs :

Serveur de génération : mx.a.example

joe@b.example
mx.b.example
Remote Server returned '550 5.1.1 user unknown'
""",
    ),
    "exchange-es": (
        "joe@b.example",
        "5.4.1",
        True,
        """\
From: Microsoft Outlook <postmaster@a.example>
Subject: No se puede entregar: Hola

No se pudo entregar el mensaje a estos destinatarios o grupos:

joe@b.example
No se encontró la dirección de correo electrónico que especificó.

Información de diagnóstico para administradores:

Servidor que ha generado: mx.a.example
joe@b.example
Remote Server returned '550 5.4.1 Recipient address rejected: Access denied'
""",
    ),
    "mailbox-full": (
        "joe@b.example",
        "4.2.2",
        False,
        """\
From: MAILER-DAEMON@a.example
Subject: Undelivered Mail Returned to Sender

<joe@b.example>: host mx.b.example[192.0.2.1] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command)
""",
    ),
    "james": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: postmaster@a.example
Subject: Re: hi

Hi. This is the James mail server at mx.a.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.  Below
I include the list of recipients and the reason why I was unable to deliver your message.

Failed recipient(s):
joe@b.example
Error message:
550 5.1.1 unknown
""",
    ),
    "barracuda": (
        "joe@b.example",
        None,
        True,
        """\
From: postmaster@barracuda.a.example
Subject: **Message you sent blocked by our bulk email filter**

Your message to: joe@b.example
was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:

Subject: hi
""",
    ),
    "opensmtpd": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: Mailer Daemon <MAILER-DAEMON@a.example>
Subject: Delivery status notification: error

    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

joe@b.example: 550 5.1.1 <joe@b.example>... User unknown

    Below is a copy of the original message:
""",
    ),
    "jp-docomo": (
        "joe@b.example",
        None,
        True,
        """\
From: Mail Administrator <postmaster@docomo.example>
Subject: 送信できませんでした

次の宛先へのメールを送信できませんでした。
Your message could not be delivered to the following recipient.

joe@b.example
550 Unknown user joe@b.example
""",
    ),
    "it-aruba": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: MAILER-DAEMON@aruba.example
Subject: Notifica di mancato recapito

Non è stato possibile recapitare il messaggio ai seguenti destinatari:
<joe@b.example>: 550 5.1.1 utente sconosciuto
""",
    ),
    "nl": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: Mail Delivery System <postmaster@kpn.example>
Subject: Onbestelbaar: hallo

Uw bericht kon niet worden bezorgd aan:
joe@b.example
Foutmelding: 550 5.1.1 gebruiker onbekend
""",
    ),
    "pl": (
        "joe@b.example",
        "5.1.1",
        True,
        """\
From: MAILER-DAEMON@wp.example
Subject: Niedostarczona wiadomosc

Wiadomość nie mogła zostać dostarczona do:
joe@b.example
550 5.1.1 nieznany użytkownik
""",
    ),
}


@pytest.mark.parametrize(("address", "status", "permanent", "text"), RETURNED.values(), ids=RETURNED.keys())
def test_returned_mail_names_its_recipient_status_and_permanence(
    address: str, status: str | None, permanent: bool, text: str
) -> None:
    head = "Return-Path: <>\nTo: support@example.com\nDate: Mon, 9 Nov 2026 10:00:00 +0000\n"
    message = parse((head + text).replace("\n", "\r\n").encode())
    assert message.kind == "bounce"
    assert message.bounce is not None
    (found,) = message.bounce.recipients
    assert (found.address, found.status, found.permanent) == (address, status, permanent)


def test_an_address_is_found_in_words_written_without_spaces() -> None:
    head = "Return-Path: <>\nFrom: postmaster@example.cn\nSubject: 系统退信\n\n"
    message = parse((head + "收件人joe@b.example不存在，邮件无法送达。\n").encode())
    assert message.bounce is not None
    assert [found.address for found in message.bounce.recipients] == ["joe@b.example"]
