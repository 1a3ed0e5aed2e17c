"""What clients and companies put under a mail, by language. Lower case; lines begin with it."""

from __future__ import annotations

SENT_FROM = {
    "en": (
        "sent from my ", "sent from mail for ", "sent from outlook", "sent from yahoo", "sent from samsung",
        "sent from a ", "sent from the ", "sent from gmail", "sent from proton", "sent from mobile", "sent from iphone",
        "sent from ipad", "sent from android", "sent from windows mail", "sent from spark", "sent from nine",
        "sent from aol", "sent from huawei", "sent from bluemail", "sent from airmail", "sent from mailbox",
        "sent from blackberry", "sent using ", "sent with ", "sent via ", "get outlook for ", "sent by outlook",
        "download outlook", "sent on the go", "sent by my ", "composed on ", "typed on my ", "sent with airmail",
        "*sent from ", "secured with tuta", "sent by em client", "get outlook app for ",
    ),
    "de": (
        "von meinem ", "gesendet von ", "gesendet mit ", "von outlook", "diese nachricht wurde von meinem ",
        "outlook für ios beziehen", "outlook für android", "holen sie sich outlook", "gesendet über ",
        "von unterwegs gesendet", "mit freundlichen grüssen vom iphone", "diese e-mail wurde von meinem", "versendet mit ",
        "gesendet aus der freenet", "gesendet aus der web.de", "gesendet aus der gmx", "gesendet aus outlook",
        "mit freundlichen grüssen von meinem ", "outlook für ios herunterladen",
        "diese nachricht wurde mit outlook", "diese e-mail wurde mit outlook", "outlook für desktop",
    ),
    "fr": (
        "envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "provenance :", "obtenez outlook pour ",
        "télécharger outlook pour ", "envoyé de ", "envoyé avec ", "envoyé par ", "envoyé via ",
    ),
    "es": (
        "enviado desde ", "enviado con ", "obtener outlook para ", "enviado por ", "obtén outlook", "descargar outlook",
        "enviado de mi ",
    ),
    "ca": ("enviat des de ", "enviat des del meu ", "enviat amb ", "obtén outlook"),
    "gl": ("enviado dende ",),
    "it": ("inviato da ", "inviato dal ", "inviato con ", "scarica outlook per ", "ottieni outlook per ", "inviato tramite "),
    "pt": (
        "enviado do ", "enviado de ", "enviado a partir ", "enviada do ", "obter o outlook para ", "obtenha o outlook ",
        "enviado pelo ", "enviado através ", "baixe o outlook",
    ),
    "nl": (
        "verzonden vanaf ", "verstuurd vanaf ", "verzonden met ", "verstuurd met ", "outlook voor ", "verzonden via ",
        "verstuurd via ", "download outlook voor ", "outlook downloaden", "verzonden vanuit outlook",
        "verzonden vanuit mijn ", "verzonden vanuit gmail",
    ),
    "sv": ("skickat från ", "skickades från ", "hämta outlook för ", "sänt från "),
    "da": ("sendt fra ", "hent outlook til ", "sendt med ", "skaf outlook"),
    "no": ("sendt fra ", "skaff deg outlook for ", "hent outlook for ", "sendt med "),
    "fi": ("lähetetty ", "hanki outlook", "lähetetty iphonesta"),
    "pl": (
        "wysłano z ", "wysłane z ", "pobierz outlook", "pobierz aplikację outlook", "uzyskaj outlook", "wysłano za pomocą",
    ),
    "cs": ("odesláno z ", "odesláno ze ", "získat outlook", "odesláno pomocí"),
    "sk": ("odoslané z ", "získať outlook"),
    "hu": ("elküldve ", "küldve ", "az outlook beszerzése", "iphone-ról küldve"),
    "ro": ("trimis de pe ", "trimis din ", "obțineți outlook"),
    "hr": ("poslano s ", "poslano sa ", "nabavite outlook", "poslano iz programa ", "poslano iz outlook"),
    "sr": ("poslato sa iphone", "poslato sa mog ", "послато са iphone", "послато са мог "),
    "mk": ("испратено од ",),
    "sq": ("dërguar nga iphone", "dërguar nga outlook"),
    "sl": ("poslano z ", "poslano iz "),
    "et": ("saadetud ",),
    "lv": ("nosūtīts no ", "sūtīts no mana ", "sūtīts no iphone"),
    "lt": ("išsiųsta iš ",),
    "ru": ("отправлено с ", "отправлено из ", "скачать outlook", "получить outlook", "отправлено от ", "отправлено через "),
    "uk": ("надіслано з ", "відправлено з ", "отримати outlook"),
    "bg": ("изпратено от ",),
    "el": ("στάλθηκε από ", "λήψη του outlook", "εστάλη από "),
    "tr": (
        "iphone'umdan gönderildi", "ipad'imden gönderildi", "outlook for ", "samsung mobile'dan",
        "android uygulamasından", "android için outlook",
        "ios için outlook",
    ),
    "he": ("נשלח מה", "נשלח מ", "קבל את outlook", "הורד את outlook"),
    "ar": ("أرسلت من ", "مرسل من ", "تم الإرسال من ", "احصل على outlook", "أُرسلت من ", "الحصول على outlook"),
    "fa": ("ارسال شده از ", "فرستاده شده از "),
    "hi": ("मेरे iphone से",),
    "ms": ("dihantar dari iphone", "dihantar dari samsung", "dihantar dari android", "dapatkan outlook"),
    "zh": (
        "发自我的", "發自我的", "从我的", "从 ", "來自我的", "来自我的", "获取 outlook", "取得 outlook", "发送自",
        "由我的", "從我的", "来自 outlook", "來自 outlook", "发自 网易", "发自网易", "发自 iphone", "发自 outlook",
        "yahoo奇摩電子信箱傳送",
        "取得 android 版 outlook",
        "取得 ios 版 outlook", "下载 outlook",
    ),
    "ja": (
        "iphoneから送信", "ipadから送信", "androidから送信", "私のiphoneから", "iphone から送信", "outlook for",
        "windows 版のメールから送信", "windows のメールから送信", "yahoo!メール",
        "androidの outlook を入手", "ios 用 outlook を", "outlook for ios を入手",
    ),
    "ko": (
        "나의 iphone에서 보냄", "나의 iphone에서", "내 iphone에서", "iphone에서 보냄", "갤럭시에서 보냈습니다",
        "삼성 모바일에서", "android용 outlook", "ios용 outlook", "네이버 메일앱에서",
    ),
    "vi": ("gửi từ ", "được gửi từ ", "tải outlook", "tải về outlook"),
    "th": ("ส่งจาก ", "ส่งจากiphone", "รับ outlook", "ดาวน์โหลด outlook"),
    "id": ("dikirim dari ", "terkirim dari ", "dapatkan outlook"),
    "eu": ("nire iphone-tik bidalia",),
}  # fmt: skip

# Mail programs that advertise with the sentences of Outlook above: `Get BlueMail for Android`.
MAIL_APPS = ("bluemail", "typeapp", "spark", "yahoo mail", "mymail", "aqua mail", "edison mail", "newton", "canary", "mailbird")

# The first words of disclaimers and footers; the paragraph they begin and all below is no fresh text. They count where
# LEGAL words follow: people, too, begin with "this message".
DISCLAIMERS = (
    "this e-mail and any", "this email and any", "this message and any", "this e-mail is confidential",
    "this email is confidential", "this message is confidential", "this e-mail message is", "this email message is",
    "this e-mail, and any", "this email, and any", "this electronic message", "this transmission",
    "this message contains confidential info", "this email contains confidential info",
    "this e-mail contains confidential info", "this message contains information", "this email contains information",
    "this communication", "the information contained in this", "the information in this e-mail",
    "the information in this email", "the information transmitted", "the contents of this e", "confidentiality notice",
    "confidentiality:", "confidentiality note", "disclaimer", "legal notice", "legal disclaimer", "important notice",
    "notice: this", "privileged and confidential", "privileged/confidential", "please consider the environment",
    "please think about the environment", "think before you print", "think green", "before printing",
    "if you are not the intended recipient", "if you have received this", "this email has been scanned",
    "this e-mail has been scanned", "this email was scanned", "this message has been scanned", "scanned by", "virus-free",
    "you received this message because you are subscribed", "you are receiving this because", "you received this because",
    "to unsubscribe", "unsubscribe from this", "no virus found", "checked by avg",
    "this email has been checked for viruses", "this email has been sent from a virus-free",
    "diese e-mail enthält vertrauliche", "diese e-mail und", "diese nachricht ist vertraulich",
    "diese e-mail kann vertrauliche", "diese nachricht und", "der inhalt dieser e-mail",
    "die information in dieser e-mail", "die in dieser e-mail", "haftungsausschluss", "vertraulichkeitshinweis",
    "bitte denken sie an die umwelt", "bitte prüfen sie, ob diese", "ce message et", "ce courriel et",
    "ce message est confidentiel", "ce message contient", "les informations contenues dans", "avis de confidentialité",
    "pensez à l'environnement", "pensez à l’environnement", "avertissement :", "este mensaje y", "este mensaje contiene",
    "este correo electrónico", "este mensaje va dirigido", "este e-mail", "la información contenida en", "aviso legal",
    "aviso de confidencialidad", "antes de imprimir", "le informazioni contenute", "questo messaggio", "questa e-mail",
    "questa email", "il presente messaggio", "avviso di riservatezza", "le informazioni trasmesse", "ai sensi del",
    "prima di stampare", "esta mensagem", "este email", "as informações contidas", "aviso de confidencialidade",
    "a informação contida", "dit bericht", "deze e-mail", "de informatie in dit", "de inhoud van dit", "disclaimer:",
    "denk aan het milieu", "detta meddelande", "detta e-postmeddelande", "denne e-mail", "denne e-post",
    "denne meddelelse", "tämä sähköposti", "tämä viesti on", "niniejsza wiadomość", "ta wiadomość", "treść tej wiadomości",
    "wiadomość ta", "informacja zawarta", "tento e-mail", "táto správa", "ez az üzenet", "ez az e-mail", "acest mesaj",
    "acest e-mail", "данное сообщение", "это сообщение и", "настоящее сообщение", "это электронное сообщение",
    "bu e-posta", "bu mesaj", "bu elektronik posta", "本邮件", "此邮件", "本郵件", "このメールは", "本メール",
    "本電子メール", "이 메일은", "본 메일",
)  # fmt: skip

# Those that need no other words beside them.
PLAIN_DISCLAIMERS = (
    "confidentiality notice", "confidentiality note", "confidentiality:", "legal disclaimer", "privileged and confidential",
    "privileged/confidential", "please consider the environment", "please think about the environment",
    "think before you print", "think green", "before printing", "this email has been scanned", "this e-mail has been scanned",
    "this email was scanned", "this message has been scanned", "scanned by", "virus-free", "no virus found", "checked by avg",
    "this email has been checked for viruses", "this email has been sent from a virus-free",
    "you received this message because you are subscribed", "haftungsausschluss", "vertraulichkeitshinweis",
    "bitte denken sie an die umwelt", "bitte prüfen sie, ob diese", "avis de confidentialité", "pensez à l'environnement",
    "pensez à l’environnement", "aviso legal", "aviso de confidencialidad", "antes de imprimir", "avviso di riservatezza",
    "prima di stampare", "aviso de confidencialidade", "denk aan het milieu",
)  # fmt: skip

# What disclaimers and footers speak of, as the beginnings of words.
LEGAL = (
    "confiden", "privileg", "intended", "recipient", "unauthori", "disclos", "liabil", "copyright", "proprietary", "virus",
    "http", "www.", "mailto:", "mailing list", "newsletter", "vertraulich", "empfänger", "unbefugt", "rechtlich", "geschützt",
    "haftung", "destinat", "responsab", "juridique", "privé", "réservé", "legal", "riservat", "privacy", "679/2016", "196/2003",
    "sigil", "privileg", "vertrouwelijk", "geadresseerde", "bestemd", "aansprakelijk", "konfiden", "mottagare", "modtager",
    "mottaker", "adressat", "luottamuksel", "vastaanottaj", "poufn", "adresat", "důvěrn", "dôvern", "adresát", "příjemc",
    "príjemc", "bizalmas", "címzett", "confidenț", "destinatar", "povjerlj", "poverlj", "zaupn", "конфиденц", "адресат",
    "получател", "конфіденц", "отримувач", "поверител", "εμπιστευτ", "παραλήπτ", "gizli", "alıcı", "yasal", "חסוי", "סודי",
    "נמען", "سري", "المستلم", "محرمانه", "机密", "保密", "收件人", "機密", "收件者", "宛先", "受信者", "秘密", "기밀", "수신",
    "비밀", "bảo mật", "rahasia", "sulit", "ลับ",
)  # fmt: skip

# Closing words that stand alone on a line; used to find where a signature block under them begins.
CLOSINGS = (
    "best", "best regards", "kind regards", "regards", "warm regards", "warmest regards", "cheers", "sincerely",
    "yours sincerely", "yours faithfully", "yours truly", "sincerely yours", "all the best", "best wishes",
    "with best regards", "with kind regards", "mit freundlichem gruss", 
    "liebe grüsse", "mfg", "lg", "vg", "schöne grüsse", "besten gruss", "herzliche grüsse",
    "beste grüsse", "freundliche grüsse", "mit freundlichen grüssen", "viele grüsse", "gruss", "grüsse", "cordialement",
    "bien cordialement", "salutations", "bien à vous", "cdlt", "saludos", "un saludo", "saludos cordiales", "atentamente",
    "cordiali saluti", "distinti saluti", "saluti", "un saluto", "atenciosamente", "cumprimentos", "abraços",
    "met vriendelijke groet", "met vriendelijke groeten", "groeten", "mvg", "med vänlig hälsning", "mvh",
    "vänliga hälsningar", "hälsningar", "med venlig hilsen", "venlig hilsen", "mvh.", "kh", "vh", "bedste hilsner",
    "mange hilsner", "hilsner", "de bedste hilsner", "med vennlig hilsen", "hilsen", "ystävällisin terveisin", "terveisin",
    "pozdrawiam", "pozdrawiam serdecznie", "z wyrazami szacunku", "pozdrowienia", "z poważaniem", "s pozdravem",
    "s pozdravom", "üdvözlettel", "cu stimă", "с уважением", "з повагою", "saygılarımla", "iyi çalışmalar", "此致", "敬礼",
    "祝好", "よろしくお願いします", "よろしくお願いいたします", "敬具",
)  # fmt: skip
