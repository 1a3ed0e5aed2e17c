"""The header lines that clients print above quoted and forwarded mail, by language. Lower case, without the colon."""

from __future__ import annotations

FROM = frozenset({
    "from", "von", "de", "da", "van", "från", "fra", "lähettäjä", "od", "feladó", "de la", "от", "від", "από", "kimden",
    "gönderen", "מאת", "من", "发件人", "寄件者", "寄件人", "差出人", "送信者", "送信元", "보낸 사람", "보낸사람", "발신",
    "발신자", "từ", "người gửi", "จาก", "dari", "pengirim", "saatja", "no", "nuo", "šalje", "nosūtītājs", "siuntėjas",
    "pošiljalac", "pošiljatelj", "expéditeur", "mittente", "remitente", "remetente", "absender", "afzender", "avsändare",
    "afsender", "avsender", "nadawca", "odosielateľ", "odesílatel", "отправитель", "отправлено от", "подател", "expeditor",
    "frá", "nork", "daripada", "mula kay", "pengirim:", "expedient", "remitent", "од", "ад", "nga", "از", "от кого",
    "发件者", "original sender", "envoyé par", "inviato da", "oorspronkelijk bericht van",
})  # fmt: skip
DATE = frozenset({
    "date", "sent", "message du", "datum", "gesendet", "gesendet am", "envoyé", "envoyé le", "date d'envoi", "fecha",
    "enviado", "enviado el", "enviada", "enviada em", "enviado em", "data", "inviato", "inviato il", "verzonden",
    "verstuurd", "datum verzonden", "skickat", "sendt", "dato", "päivämäärä", "lähetetty", "päiväys", "wysłano",
    "data wysłania", "odesláno", "odoslané", "dátum", "elküldve", "küldve", "trimis", "дата", "отправлено", "надіслано",
    "изпратено", "στάλθηκε", "ημερομηνία", "gönderildi", "tarih", "gönderme tarihi", "נשלח", "תאריך", "التاريخ", "تاريخ",
    "تم الإرسال", "أُرسلت", "日期", "发送时间", "发送日期", "時間", "时间", "寄件日期", "傳送日期", "已发送", "日時",
    "送信日時", "送信", "送信日", "날짜", "보낸 날짜", "보낸날짜", "일시", "ngày", "đã gửi", "gửi", "วันที่", "ส่ง",
    "tanggal", "dikirim", "saadetud", "kuupäev", "nosūtīts", "išsiųsta", "poslano", "poslato", "sent on", "sent at",
    "time", "created", "dag", "sendt den", "dagsetning", "wysłane", "wysłany", "تاريخ الإرسال", "zasláno", "odoslaná",
    "data di invio", "verzonden op", "sent date", "received", "empfangen", "reçu", "recibido", "ricevuto", "recebida",
    "ontvangen", "mottaget", "modtaget", "otrzymano", "получено", "elküldés dátuma", "expediat", "data trimiterii",
    "ημερομηνία αποστολήσ", "gönderilme tarihi", "gönderilen", "ارسال شده", "تاریخ",
    "发件时间", "寄件時間", "보낸 시간", "送信時刻", "日付", "日期时间", "enviados", "enviadas", "enviados el",
    "отправленные",
    "verschickt", "verschickt am", "enviat el", "enviat", "bidalia", "dihantar", "tarikh", "inviati", "nosūtīšanas datums",
    "išsiuntimo data", "datum slanja", "испратено", "dërguar", "sent date/time", "date sent", "发送于", "時刻",
    "date/heure", "ώρα αποστολήσ",
})  # fmt: skip
TO = frozenset({
    "to", "an", "à", "pour", "a", "per", "para", "aan", "till", "til", "vastaanottaja", "do", "komu", "címzett", "către",
    "catre", "кому", "до", "προσ", "kime", "alıcı", "אל", "לכבוד", "إلى", "收件人", "收件者", "宛先", "받는 사람",
    "받는사람", "수신", "수신자", "đến", "tới", "người nhận", "ถึง", "kepada", "untuk", "empfänger", "destinataire",
    "destinatario", "destinatário", "ontvanger", "mottagare", "modtager", "mottaker", "adresat", "odbiorca", "получатель",
    "za", "saaja", "kam", "kas", "til:", "pre", "prima", "به", "recipient", "delivered-to", "per a", "nori", "adressaat",
    "받은 사람", "aan:", "a:", "do:", "за", "për", "primatelj", "prejemnik", "destinatari", "penerima", "hartzailea",
})  # fmt: skip
SUBJECT = frozenset({
    "subject", "betreff", "objet", "sujet", "titre", "onderwerp:", "argomento", "motivo", "asunto", "oggetto", "assunto",
    "onderwerp", "ämne", "emne", "aihe", "temat", "předmět", "predmet", "tárgy", "subiect", "тема", "относно", "θέμα",
    "konu", "נושא", "الموضوع", "موضوع", "主题", "主題", "主旨", "标题", "件名", "제목", "chủ đề", "tiêu đề", "เรื่อง",
    "หัวเรื่อง", "ogg", "tēma", "gaia", "主　题", "主 题", "titel", "predmet:", "subjekt", "tittel", "lënda", "subjek",
    "perihal", "judul", "teema", "temats", "tema", "zadeva", "efni", "naslov", "assumpte", "re",
})  # fmt: skip
COPY = frozenset({
    "cc", "kopie", "kopie (cc)", "copie", "copie à", "copia", "cópia", "kopia", "kopi", "kopio", "dw", "másolatot kap",
    "másolat", "копия", "копія", "копие", "κοιν", "κοιν.", "bilgi", "עותק", "نسخة", "抄送", "副本", "참조",
    "đồng kính gửi", "สำเนา", "tembusan", "bcc", "reply-to", "reply to", "rispondi a", "antwort an", "répondre à",
    "responder a", "responder para", "priority", "importance", "wichtigkeit", "priorität", "importanza", "attachments",
    "attachment", "anlagen", "anhänge", "pièces jointes", "allegati", "adjuntos", "anexos", "bijlagen", "priorité",
    "prioridad", "message-id", "organization", "newsgroups", "cc:", "resent-from", "添付ファイル", "附件", "cci",
    "in-reply-to", "gesendet von", "ugg", "kópia",
})  # fmt: skip
