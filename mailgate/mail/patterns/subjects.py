"""Words that clients and gateways put before a subject, by language. Lower case; compared after case folding."""

from __future__ import annotations

REPLY = {
    "en": ("re",), "de": ("aw", "antw", "antwort"), "nl": ("antw", "beantw"), "fr": ("re", "réf", "ref", "rép"), "it": ("r", "rif", "ris"), "es": ("re", "rsp"),
    "pt": ("res", "resp"), "sv": ("sv", "svar"), "da": ("sv", "vs"), "no": ("sv",), "fi": ("vs",), "is": ("sv",), "pl": ("odp",), "cs": ("odp", "re"),
    "sk": ("odp",), "hu": ("vá", "válasz"), "ro": ("ats", "răspuns", "rasp"), "hr": ("odg",), "sl": ("odg",), "et": ("vs",), "lv": ("atb",), "lt": ("ats",),
    "ru": ("re", "на", "отв", "ответ"), "uk": ("відп", "re"), "bg": ("отг", "отн"), "el": ("απ", "σχετ"), "tr": ("ynt", "yan", "cvp"), "he": ("תגובה", "השב"),
    "ar": ("رد", "ردّ"), "zh": ("回复", "回覆", "答复", "答覆"), "ja": ("返信", "re"), "ko": ("회신", "답장", "답변"), "vi": ("trả lời", "tl", "hồi âm"), "id": ("bls", "balas"),
    "th": ("ตอบกลับ", "ตอบ"), "cy": ("ate",), "fa": ("پاسخ",), "hi": ("उत्तर",), "machine": ("ang", "reply"),
}  # fmt: skip
FORWARD = {
    "en": ("fwd", "fw", "forward", "forwarded"), "de": ("wg", "weitergel", "weitergeleitet"), "nl": ("doorst", "doorgestuurd"), "fr": ("tr", "trans", "transfert"),
    "it": ("i", "inoltra", "inoltro"), "es": ("rv", "reenv", "reenviado"), "pt": ("enc", "encam", "encaminhada"), "sv": ("vb",), "da": ("vs", "videresendt"), "no": ("vs", "fvs"),
    "fi": ("vl", "vs"), "is": ("fs",), "pl": ("pd", "fwd"), "cs": ("přep",), "hu": ("továbbítás", "tov"), "ro": ("redirecționat", "fw"), "hr": ("proslj", "pros"), "sl": ("posr",),
    "ru": ("пересл", "fwd", "пер"), "uk": ("пересл",), "bg": ("препр",), "el": ("πρθ",), "tr": ("ilt", "i̇lt", "ilet"), "he": ("העברה", "הועבר"), "ar": ("إعادة توجيه", "تحويل"),
    "zh": ("转发", "轉寄", "轉發", "转寄"), "ja": ("転送", "fwd"), "ko": ("전달",), "vi": ("chuyển tiếp", "ct"), "id": ("trs", "teruskan"), "th": ("ส่งต่อ",), "cy": ("ymlaen",), "fa": ("ارسال",),
}  # fmt: skip

# What gateways add about the sender or their own suspicion. In brackets or between stars anywhere at the front; bare with a colon.
BANNERS = frozenset({
    "external", "ext", "ext mail", "external email", "external e-mail", "external mail", "external sender", "external message", "caution", "caution external", "caution: external",
    "caution - external", "external - caution", "externe", "extern", "externe mail", "externe e-mail", "externer absender", "esterno", "mail esterna", "email esterna", "externo",
    "correo externo", "email externo", "e-mail externo", "ekstern", "ekstern e-post", "extern e-post", "zewnętrzny", "zewnętrzna", "külső", "внешняя почта", "внешнее письмо", "dış", "外部", "外部邮件",
    "外部メール", "社外", "외부", "외부메일", "warning", "suspicious", "spam", "possible spam", "suspected spam", "spam?", "spam suspect", "probable spam", "marketing", "bulk",
    "phishing", "potential phish", "unverified", "unverified sender", "encrypted", "secure", "ext-mail", "external!", "warning: external", "verdacht auf spam", "!! external !!",
})  # fmt: skip
