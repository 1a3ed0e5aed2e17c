"""The words of returned mail, by what they say. Lower case, matched on case-folded text; plain strings, no expressions."""

from __future__ import annotations

# At the start of a subject.
SUBJECTS = (
    "undeliverable", "undelivered", "undeliv", "returned mail", "returned email", "returned e-mail", "mail delivery fail",
    "delivery status notification", "delivery failure", "delivery failed", "delivery problem", "failure notice",
    "failure delivery", "failed delivery", "failed mail", "mail failure", "mail delivery", "message delivery fail",
    "message undeliverable", "message status", "non-delivery", "non delivery", "nondeliverable", "nondelivery",
    "delivery report", "delivery notification", "delivery has failed", "delayed mail", "delivery delayed",
    "delayed delivery", "warning: message", "warning: could not send", "could not send message", "mail system error",
    "mail status report", "mail error", "mail not delivered", "message not delivered", "message could not be delivered",
    "notification of undelivered", "notification of delivery", "user unknown", "unknown user", "unable to deliver",
    "unzustellbar", "rückläufer", "zustellung fehlgeschlagen", "zustellungsfehler", "fehler bei der zustellung",
    "nicht zustellbar", "mail konnte nicht zugestellt", "échec de la remise", "échec de remise", "non remis",
    "non distribuable", "message non distribué", "echec de la remise", "retour de courrier", "no se puede entregar",
    "no entregado", "error de entrega", "mensaje no entregado", "notificación de estado de entrega", "non recapitabile",
    "recapito non riuscito", "mancato recapito", "notifica di mancata consegna", "avviso di mancata consegna",
    "anomalia messaggio", "não entregue", "não é possível entregar", "não foi possível entregar", "falha na entrega",
    "notificação de status de entrega", "onbestelbaar", "niet bezorgd", "kan inte levereras", "kunne ikke leveres",
    "kan ikke leveres", "ei voida toimittaa", "toimitusvirhe", "niedostarczalne", "niedostarczon", "nedoručiteln",
    "nedoručené", "kézbesíthetetlen", "nelivrabil", "не доставлено", "недоставлен", "не удалось доставить",
    "сообщение не доставлено", "teslim edilemedi", "teslim edilemeyen", "配信不能", "送信エラー", "メールエラー",
    "配信エラー", "メール送信エラー", "未送信", "配信に失敗", "退信", "系统退信", "邮件无法投递", "无法送达", "無法傳遞",
    "邮件发送失败", "배달되지 않음", "배달 못함", "전송 실패", "error sending", "email delivery failure",
    "e-mail delivery failure", "rejected:", "message rejected", "mail rejected", "blocked:", "quota exceed",
    "problems delivering", "problem delivering", "permanent delivery failure", "permanent failure", "transient failure",
    "temporary failure", "**message you sent blocked", "mdaemon notification", "mdaemon warning", "notificación de estado",
    "cannot deliver", "couldn't deliver", "your message to", "your mail to", "your message cannot be delivered",
    "status of your message", "mail could not be delivered", "[postmaster]", "aws notification message", "bounce mail",
    "bounced mail", "email bounced", "mail bounced", "auto-reply from", "banned or potentially", "considered unsolicited",
    "mensaje devuelto", "automatic bounce", "nondelivery report", "wiadomość nie została dostarczona",
    "doručení zprávy selhalo", "消息未送达", "メール配信", "postmaster notify", "message frozen",
    "delivery of your message", "delivery error", "[발송실패", "발송 실패", "메일 발송 실패", "nedoručiteľn",
    "odhoditelná", "tagastatud", "neišsiųsta", "nepiegādāt", "isporuka nije uspjela", "не е доставено", "δεν παραδόθηκε",
    "η παράδοση απέτυχε", "תקלת מסירה", "לא ניתן למסירה", "تعذر التسليم", "không thể gửi", "tidak terkirim",
    "pengiriman gagal", "smtp error", "dsn:", "dsn ", "recipient unknown", "mail returned",
)  # fmt: skip

# In the report's own words: the mail was not delivered.
FAILED = (
    "could not be delivered", "couldn't be delivered", "cannot be delivered", "can't be delivered", "could not deliver",
    "couldn't deliver", "cannot deliver", "not be delivered", "was not delivered", "wasn't delivered",
    "were not delivered", "not delivered to", "has not been delivered", "have not been delivered", "undeliverable",
    "undelivered", "unable to deliver", "delivery failed", "delivery failure", "delivery has failed",
    "delivery to the following", "delivery error", "failed permanently", "permanent error", "permanent fatal errors",
    "permanent failure", "failed recipient", "unknown user", "user unknown", "no such user", "unknown recipient",
    "recipient unknown", "mailbox unavailable", "mailbox not found", "mailbox is full", "mailbox full", "over quota",
    "quota exceeded", "address rejected", "recipient rejected", "recipient address rejected", "does not exist",
    "doesn't exist", "not listed in", "returned to sender", "returned mail", "returning your", "return your message",
    "did not reach", "wasn't able to deliver", "not able to deliver", "was unable to", "i'm sorry to have to inform",
    "i'm afraid", "had permanent", "transcript of session", "following addresses", "following recipient", "host unknown",
    "domain not found", "unrouteable", "unroutable", "relaying denied", "message rejected", "rejected your message",
    "rejected by", "account has been disabled", "account is disabled", "not our customer", "no longer",
    "invalid recipient", "invalid address", "bad destination", "user not found", "not found in directory",
    "routing failure", "nicht zugestellt", "unzustellbar", "konnte nicht", "nicht ausgeliefert", "empfänger unbekannt",
    "n'a pas pu être", "n'a pas été remis", "impossible de remettre", "échec de la remise", "no se ha podido entregar",
    "no se pudo entregar", "no se puede entregar", "non è stato possibile", "non recapitat", "não pôde ser entregue",
    "não foi entregue", "não foi possível", "kon niet worden", "niet worden afgeleverd", "kunde inte levereras",
    "kunne ikke leveres", "nie została dostarczona", "nie mogła zostać", "не было доставлено", "не может быть доставлено",
    "не удалось доставить", "не доставлено", "teslim edilemedi", "配信できません", "配信されませんでした",
    "届けることができません", "送信できません", "送れません", "宛先不明", "存在しません", "无法投递", "无法送达",
    "未能送达", "无法发送", "無法傳遞", "배달하지 못", "전달되지 않", "전송되지 못", "발송실패", "발송 실패",
    "nebolo možné doručiť", "nem sikerült kézbesíteni",
    "nu a putut fi livrat", "nije isporučen", "ni bilo mogoče dostaviti", "не беше доставено", "δεν ήταν δυνατή η παράδοση",
    "לא ניתן היה למסור", "لم يتم تسليم", "không gửi được", "tidak dapat dikirim", "nemohla být doručena",
    "delivery temporarily suspended", "is delayed",
    "has been delayed", "delayed for", "will be retried", "not yet been delivered", "unsent message", "failed to deliver",
    "message not accepted", "delivery notification", "delivery status notification", "delivery attempts", "could not send",
    "cannot send", "failed addresses", "error occurred while", "was rejected", "been rejected", "was refused",
    "has been blocked", "been blocked", "blocked by", "is not accepting", "not accepting mail",
    "message has been discarded", "status: bounced", "notificationtype", "mail loop", "loop detected", "sizelimit",
    "size limit", "exceeds the maximum", "too large", "maximum message size", "virus", "spam", "vacation policy",
    "no valid recipients", "unable to relay", "relay access denied", "unreachable", "timed out", "timeout", "invalid user",
    "not a valid user", "rcpt to:", "送信できませんでした",
)  # fmt: skip

# What says that a failure may pass.
TEMPORARY = (
    "still being retried", "will be retried", "will retry", "will keep trying", "will continue to try", "is delayed",
    "has been delayed", "delayed mail", "delivery delayed", "temporarily", "temporary failure", "transient",
    "try again later", "greylist", "warning message only", "do not need to resend", "don't need to resend",
    "delivery attempts will", "not yet been delivered", "deferred", "retry timeout exceeded", "retry time not reached",
    "message expired", "has been in the queue", "maximum queue lifetime", "connection timed out", "connection refused",
    "too many connections", "insufficient disk", "insufficient system storage", "rate limit",
)  # fmt: skip

# Where the returned message begins in a report of plain text.
ORIGINAL_FOLLOWS = (
    "below this line is a copy of the message", "this is a copy of the message", "this is a copy of your message",
    "original message follows", "----- original message", "-----original message", "--- original message",
    "-- original message", "----- message header follows", "message headers follow", "message header follows",
    "----- unsent message", "unsent message below", "unsent message follows", "--- the header of the original message",
    "header of the original message", "headers of the original message", "----- unsent message follows",
    "the text of the original message", "text of your message", "returned message follows", "--- returned message ---",
    "----- returned message", "--- returned mail follows", "original message headers", "original message header",
    "------ returned message", "--------returned mail", "content of the original message", "the original message was:",
    "your original message", "undelivered message follows", "a copy of your message", "copy of the original message",
    "your message reads (in part)", "the following is a copy of", "message text follows", "---- start of returned message",
    "received: (qmail", "***** original message", "### original message", "--- original mail", "-------- original mail",
    "the first ", "----------message header", "failed message follows", "begin original message",
    "original mail as follows", "----- undelivered message", "----- transcript of message follows",
    "included is a copy of", "--- attached is a copy of the message", "元のメール", "オリジナルメッセージ", "以下は元の",
    "原始邮件", "mensaje original", "message d'origine", "ursprüngliche nachricht", "enclosed is a copy",
    "attached to this message", "---- message body follows", "the message was:", "---- 以下",
)  # fmt: skip

# Lines whose address is not the failed recipient.
NOT_RECIPIENT = (
    "message-id", "mail from", "return-path", "reply-to", "sender:", "contact", "postmaster", "for help", "for assistance",
    "for further assistance", "please visit", "if you have", "questions", "helpdesk", "support@", "abuse@",
    "reporting-mta", "arrival", "references:", "sent by", "sender <", "received:", "received from", " from <",
    "originator", "expediteur", "expéditeur", "absender", "remitente", "return address", "report this", "x-", "dkim",
    "in-reply-to", "sender address", "from address", "absenderadresse", "adresse de l'expéditeur",
    "dirección del remitente", "indirizzo del mittente", "indirizzo mittente", "endereço do remetente",
    "adres van afzender", "avsändaradress", "afsenderadresse", "adres nadawcy", "адрес отправителя", "发件人", "送信者",
    "寄件者", "보낸 사람",
)  # fmt: skip
