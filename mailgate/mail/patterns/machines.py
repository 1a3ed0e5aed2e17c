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

# How the subjects of automatic answers begin (behind reply prefixes too): the words only machines use.
AUTO_SUBJECTS = {
    "en": (
        "automatic reply", "auto reply", "autoreply", "auto-reply", "auto: ", "auto response", "auto-response",
        "autoresponse", "automatic response", "automated reply", "automated response", "vacation reply",
        "vacation message", "autoresponder", "auto answer",
    ),
    "de": ("automatische antwort", "abwesenheitsnotiz", "autom. antwort", "automatische abwesenheit", "auto-antwort"),
    "fr": ("réponse automatique", "reponse automatique", "message d'absence", "notification d'absence"),
    "es": ("respuesta automática", "respuesta automatica", "auto respuesta"),
    "it": ("risposta automatica", "messaggio di assenza", "risposta fuori ufficio"),
    "pt": ("resposta automática", "resposta automatica"),
    "nl": ("automatisch antwoord", "automatische reactie"),
    "sv": ("autosvar", "automatiskt svar"),
    "da": ("autosvar", "automatisk svar"),
    "no": ("autosvar", "automatisk svar"),
    "fi": ("automaattinen vastaus",),
    "pl": ("automatyczna odpowiedź", "automatyczna odpowiedz", "autoodpowiedź", "autoodpowiedz", "odpowiedź automatyczna"),
    "cs": ("automatická odpověď", "automaticka odpoved"),
    "sk": ("automatická odpoveď",),
    "hu": ("automatikus válasz",),
    "ro": ("răspuns automat", "raspuns automat"),
    "hr": ("automatski odgovor",),
    "sl": ("samodejni odgovor",),
    "et": ("automaatvastus",),
    "lv": ("automātiska atbilde",),
    "lt": ("automatinis atsakymas",),
    "ru": ("автоматический ответ", "автоответ"),
    "uk": ("автоматична відповідь", "автовідповідь"),
    "bg": ("автоматичен отговор",),
    "el": ("αυτόματη απάντηση",),
    "tr": ("otomatik yanıt", "otomatik cevap"),
    "he": ("תשובה אוטומטית", "מענה אוטומטי"),
    "ar": ("رد تلقائي", "الرد التلقائي"),
    "fa": ("پاسخ خودکار",),
    "zh": ("自动答复", "自動答覆", "自动回复", "自動回覆"),
    "ja": ("自動応答", "自動返信", "不在通知", "不在のお知らせ", "休暇のお知らせ"),
    "ko": ("자동 회신", "자동 응답", "자동회신"),
    "vi": ("trả lời tự động", "thư trả lời tự động"),
    "th": ("ตอบกลับอัตโนมัติ", "การตอบกลับอัตโนมัติ"),
    "id": ("balasan otomatis",),
    "ca": ("resposta automàtica",),
    "eu": ("erantzun automatikoa",),
}  # fmt: skip
# Words that people put into subjects as well: they count beside another sign of a machine.
AWAY_SUBJECTS = {
    "en": (
        "out of office", "out-of-office", "out of the office", "ooo:", "ooo ", "vacation:", "on vacation",
        "away from my mail", "away from the office", "away until", "on leave", "on holiday", "annual leave",
        "maternity leave", "i am away", "i'm away", "absence notice",
    ),
    "de": ("abwesenheit", "abwesend", "außer haus", "im urlaub", "nicht im büro", "urlaub:"),
    "fr": ("absence du bureau", "absent du bureau", "en congé", "absence :", "absent(e)"),
    "es": ("fuera de la oficina", "fuera de oficina", "ausente", "de vacaciones", "ausencia"),
    "it": ("fuori ufficio", "fuori sede", "assente", "assenza", "in ferie"),
    "pt": ("fora do escritório", "fora do escritorio", "ausência", "ausente", "de férias", "ausência temporária"),
    "nl": ("afwezig", "afwezigheid", "niet aanwezig", "niet op kantoor", "met vakantie", "buiten kantoor"),
    "sv": ("frånvaro", "frånvarande", "ej på plats", "semester"),
    "da": ("ikke til stede", "fraværende", "fravær", "ferie"),
    "no": ("ikke til stede", "fraværende", "fravær", "ferie"),
    "fi": ("poissa", "poissaolo", "lomalla", "poissaoloviesti"),
    "pl": ("nieobecność", "poza biurem", "nieobecny"),
    "cs": ("mimo kancelář", "nepřítomnost"),
    "sk": ("mimo kancelárie", "neprítomnosť"),
    "hu": ("házon kívül", "szabadság", "távollét"),
    "ro": ("absență", "în concediu"),
    "hr": ("odsutan", "izvan ureda"),
    "sl": ("odsotnost",),
    "ru": ("отсутствие на работе", "вне офиса", "в отпуске", "нет на месте"),
    "uk": ("поза офісом",),
    "bg": ("извън офиса",),
    "el": ("εκτός γραφείου",),
    "tr": ("ofis dışında", "ofis dışı"),
    "he": ("מחוץ למשרד",),
    "ar": ("خارج المكتب",),
    "zh": ("外出办公", "不在办公室", "休假"),
    "ja": ("不在:", "不在："),
    "ko": ("부재중", "부재 중"),
    "vi": ("vắng mặt",),
    "id": ("di luar kantor",),
    "ca": ("fora de l'oficina",),
}  # fmt: skip
# What an out-of-office answer says of its sender.
AWAY_WORDS = (
    "i am out of", "i'm out of", "i am currently out", "i will be out of", "i am away", "i'm away", "i am on leave",
    "i am on vacation", "i'm on vacation", "i am on holiday", "i'm on holiday", "i am on annual leave",
    "i will be on leave", "is out of the office", "limited access to", "no access to my e", "currently out of the office",
    "ich bin derzeit nicht", "ich bin nicht im", "ich bin im urlaub", "ich bin bis", "ich bin vom", "ich bin ab dem",
    "ich bin erst", "ich bin außer haus", "ihre e-mail wird nicht weitergeleitet", "ich befinde mich",
    "bin ich nicht erreichbar", "je suis absent", "je suis en congé", "je suis actuellement", "je serai absent",
    "je serai de retour", "estoy fuera", "estaré fuera", "estaré ausente", "estoy de vacaciones", "me encuentro fuera",
    "sono fuori ufficio", "sarò fuori ufficio", "sono in ferie", "sarò in ferie", "sono assente", "sarò assente",
    "estou ausente", "estarei ausente", "estou de férias", "estarei de férias", "ik ben afwezig", "ik ben niet aanwezig",
    "ik ben met vakantie", "jag är inte på kontoret", "jag är på semester", "jag har semester", "jeg er ikke på",
    "jeg er på ferie", "jeg holder ferie", "olen lomalla", "olen poissa", "jestem nieobecn", "jestem na urlopie",
    "przebywam na urlopie", "jsem mimo kancelář", "čerpám dovolenou", "szabadságon vagyok", "sunt în concediu",
    "я в отпуске", "нахожусь в отпуске", "меня не будет", "я у відпустці", "ofis dışındayım", "izindeyim", "休暇をいただ",
    "不在にして", "休假中", "不在办公室", "부재중입니다", "휴가 중",
)  # fmt: skip
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
    "x-oof": "", "x-ms-exchange-generated-message-source": "mailbox rules agent", "x-autogenerated-by": "",
    "x-cron-env": "", "x-roundup-loop": "", "x-rt-loop-prevention": "", "x-otrs-loop": "", "x-osticket-loop": "",
    "x-zammad-loop": "", "x-mailgate-loop": "", "x-mailer-autoresponder": "", "feedback-type": "",
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
