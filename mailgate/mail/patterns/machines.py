"""How machines show themselves: senders, headers and words, by language. Lower case; matched on case-folded text."""

from __future__ import annotations

# Local parts of senders that are never a person's.
DAEMONS = frozenset({
    "mailer-daemon", "mailerdaemon", "mailer daemon", "mail-daemon", "maildaemon", "postmaster", "mdaemon", "mailsystem",
    "mail-system", "maildeliverysystem", "mailadmin", "mail-admin", "mailman-bounces", "microsoftexchange",
    "double-bounce", "mailsystemadministrator", "smtp", "uucp", "bounce", "bounces", "mmdf", "mailer", "mail-deamon",
    "mailer-deamon", "daemon", "mta", "system", "netmail", "exchange", "non-delivery", "undeliverable", "delivery-failure",
    "no-reply-bounce", "autoresponder", "mrs", "root",
})  # fmt: skip
DAEMON_NAMES = (
    "mail delivery", "mailer-daemon", "mail daemon", "delivery subsystem", "delivery system", "system administrator",
    "mailer daemon", "microsoft outlook", "postmaster", "internet mail delivery", "mail administrator", "mail system",
    "systemadministrator", "the post office", "mailserver", "mail server",
)  # fmt: skip

# Subjects of automatic answers, at the start of the subject (behind reply prefixes too).
AWAY_SUBJECTS = {
    "en": (
        "automatic reply", "auto reply", "autoreply", "auto-reply", "auto: ", "auto response", "auto-response",
        "autoresponse", "automatic response", "automated reply", "automated response", "out of office", "out-of-office",
        "out of the office", "ooo:", "ooo ", "vacation reply", "vacation:", "on vacation", "away from my mail",
        "away from the office", "away until", "on leave", "on holiday", "annual leave", "maternity leave", "i am away",
        "i'm away", "vacation message", "autoresponder", "auto answer", "absence notice",
    ),
    "de": (
        "automatische antwort", "abwesenheit", "abwesenheitsnotiz", "abwesend", "autom. antwort",
        "automatische abwesenheit", "außer haus", "im urlaub", "auto-antwort", "nicht im büro", "urlaub:",
    ),
    "fr": (
        "réponse automatique", "reponse automatique", "absence du bureau", "absent du bureau", "message d'absence",
        "en congé", "absence :", "notification d'absence", "absent(e)",
    ),
    "es": (
        "respuesta automática", "respuesta automatica", "fuera de la oficina", "fuera de oficina", "ausente",
        "de vacaciones", "ausencia", "auto respuesta",
    ),
    "it": (
        "risposta automatica", "fuori ufficio", "fuori sede", "assente", "assenza", "in ferie", "messaggio di assenza",
        "risposta fuori ufficio",
    ),
    "pt": (
        "resposta automática", "resposta automatica", "fora do escritório", "fora do escritorio", "ausência", "ausente",
        "de férias", "ausência temporária",
    ),
    "nl": (
        "automatisch antwoord", "automatische reactie", "afwezig", "afwezigheid", "niet aanwezig", "niet op kantoor",
        "met vakantie", "buiten kantoor",
    ),
    "sv": ("autosvar", "automatiskt svar", "frånvaro", "frånvarande", "ej på plats", "semester"),
    "da": ("autosvar", "automatisk svar", "ikke til stede", "fraværende", "fravær", "ferie"),
    "no": ("autosvar", "automatisk svar", "ikke til stede", "fraværende", "fravær", "ferie"),
    "fi": ("automaattinen vastaus", "poissa", "poissaolo", "lomalla", "poissaoloviesti"),
    "pl": (
        "automatyczna odpowiedź", "automatyczna odpowiedz", "autoodpowiedź", "autoodpowiedz", "nieobecność", "poza biurem",
        "odpowiedź automatyczna", "nieobecny",
    ),
    "cs": ("automatická odpověď", "mimo kancelář", "nepřítomnost", "automaticka odpoved"),
    "sk": ("automatická odpoveď", "mimo kancelárie", "neprítomnosť"),
    "hu": ("automatikus válasz", "házon kívül", "szabadság", "távollét"),
    "ro": ("răspuns automat", "raspuns automat", "absență", "în concediu"),
    "hr": ("automatski odgovor", "odsutan", "izvan ureda"),
    "sl": ("samodejni odgovor", "odsotnost"),
    "et": ("automaatvastus",),
    "lv": ("automātiska atbilde",),
    "lt": ("automatinis atsakymas",),
    "ru": ("автоматический ответ", "автоответ", "отсутствие на работе", "вне офиса", "в отпуске", "нет на месте"),
    "uk": ("автоматична відповідь", "автовідповідь", "поза офісом"),
    "bg": ("автоматичен отговор", "извън офиса"),
    "el": ("αυτόματη απάντηση", "εκτός γραφείου"),
    "tr": ("otomatik yanıt", "otomatik cevap", "ofis dışında", "ofis dışı"),
    "he": ("תשובה אוטומטית", "מענה אוטומטי", "מחוץ למשרד"),
    "ar": ("رد تلقائي", "الرد التلقائي", "خارج المكتب"),
    "fa": ("پاسخ خودکار",),
    "zh": ("自动答复", "自動答覆", "自动回复", "自動回覆", "外出办公", "不在办公室", "休假"),
    "ja": ("自動応答", "自動返信", "不在通知", "不在:", "不在：", "不在のお知らせ", "休暇のお知らせ"),
    "ko": ("자동 회신", "자동 응답", "자동회신", "부재중", "부재 중"),
    "vi": ("trả lời tự động", "thư trả lời tự động", "vắng mặt"),
    "th": ("ตอบกลับอัตโนมัติ", "การตอบกลับอัตโนมัติ"),
    "id": ("balasan otomatis", "di luar kantor"),
    "ca": ("resposta automàtica", "fora de l'oficina"),
    "eu": ("erantzun automatikoa",),
}  # fmt: skip
# The same, anywhere in the subject: words no person would put into one about something else.
AWAY_ANYWHERE = (
    "(automatic response)", "out of office autoreply", "out of office reply", "out of office: ", "autoreply:",
    "auto-reply:", "[auto-reply]", "[autoreply]", "[autoresponse]", "[automatyczna odpowied", "is out of the office",
    "out of office response", "(autoreply)", "(auto-reply)", "(auto reply)", "automatic reply:", "ist außer haus",
    "vacation autoreply", "(away)", "自動応答", "自动回复:", "自動返信",
)  # fmt: skip

# Header fields that only automatic answers carry, lower case, with the values that count ("" any but no/0/false).
AUTO_HEADERS = {
    "x-autoreply": "", "x-autorespond": "", "x-autoresponder": "", "x-autoresponse": "", "x-autoreply-from": "",
    "x-mail-autoreply": "", "x-autogenerated": "reply", "x-auto-reply": "", "x-fc-machinegenerated": "", "x-loop": "",
    "x-no-loop": "", "x-auto-responder": "", "x-vacation": "", "x-autoreply-domain": "", "x-out-of-office": "",
    "x-oof": "", "x-ms-exchange-generated-message-source": "mailbox rules agent", "x-ms-exchange-inbox-rules-loop": "",
    "x-autogenerated-by": "", "x-cron-env": "", "x-roundup-loop": "", "x-rt-loop-prevention": "", "x-otrs-loop": "",
    "x-osticket-loop": "", "x-zammad-loop": "", "x-mailgate-loop": "", "x-mailer-autoresponder": "", "feedback-type": "",
}  # fmt: skip
PRECEDENCE = frozenset({
    "bulk", "junk", "auto_reply", "auto-reply", "autoreply",
})  # fmt: skip
LIST_HEADERS = (
    "list-id", "list-post", "list-archive", "list-subscribe", "x-mailman-version", "mailing-list", "x-mailing-list",
    "x-listname", "x-list-id", "x-ml-name", "x-mlserver", "x-beenthere",
)  # fmt: skip

# Questions whether the sender is a person.
CHALLENGES = (
    "to confirm that you are a human", "prove that you are human", "prove you are human", "verify that you are a human",
    "confirm that you sent", "challenge/response", "challenge-response", "please click the link below to deliver",
    "your message is being held until", "to release your message", "approve you as a sender", "approved sender list",
    "added to my guest list", "boxbe", "spamarrest", "this is a one-time verification", "sender verification",
    "confirm your message", "requires you to authenticate", "has not been delivered yet", "server requires confirmation",
    "to be added to the whitelist", "added to my whitelist", "antispam uol", "bluebottle", "verify your email to deliver",
    "to ensure delivery of your message", "pending list",
)  # fmt: skip
