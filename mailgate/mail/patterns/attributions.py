"""How replies introduce what they quote, by language: `On … wrote:`. Lower case; matched on case-folded text."""

from __future__ import annotations

# The verb of the introduction. A following colon, or an address and a date in the same lines, make it one.
WROTE = {
    "en": ("wrote", "writes", "said", "has written"), "de": ("schrieb", "schreibt", "hat geschrieben", "geschrieben"), "fr": ("a écrit", "a ecrit", "écrit", "écrivait", "a écrit "),
    "es": ("escribió", "escribio", "ha escrito", "escribe"), "it": ("ha scritto", "scrive", "scritto"), "pt": ("escreveu", "escreve"), "gl": ("escribiu",), "ca": ("va escriure", "ha escrit"),
    "nl": ("schreef", "het volgende geschreven", "geschreven"), "sv": ("skrev", "skriver"), "da": ("skrev", "skriver"), "no": ("skrev", "skriver"), "fi": ("kirjoitti",), "is": ("skrifaði",),
    "pl": ("napisał", "napisała", "napisał(a)", "pisze", "napisal(a)", "napisano", "napisali"), "cs": ("napsal", "napsala", "napsal(a)", "napsal/a"), "sk": ("napísal", "napísala", "napísal(a)", "napísal/a"),
    "hu": ("írta", "ezt írta", "írta (időpont"), "ro": ("a scris", "scrie"), "hr": ("napisao", "napisala", "je napisao/la", "piše"), "sl": ("napisal", "napisala", "je napisal/-a"), "sr": ("је написао/ла", "пише"),
    "et": ("kirjutas",), "lv": ("rakstīja",), "lt": ("rašė",), "ru": ("пишет", "написал", "написала", "написал(а)", "писал", "пишут"), "uk": ("пише", "написав", "написала", "написав(ла)"), "bg": ("написа", "пише"),
    "el": ("έγραψε", "γράφει"), "tr": ("yazdı", "şunu yazdı", "şunları yazdı", "tarihinde şunu yazdı"), "he": ("כתב", "כתבה", "‫כתב", "מאת", "כתב/ה"), "ar": ("كتب", "كتبت", "جاء", "كتب ما يلي"), "fa": ("نوشت", "نوشته"),
    "zh": ("写道", "寫道", "写到", "來信", "写了"), "ja": ("書きました", "のメール", "さんは書きました", "wrote", "のメッセージ"), "ko": ("작성", "씀", "님이 작성"), "vi": ("đã viết", "viết"), "th": ("เขียน", "เขียนว่า"),
    "id": ("menulis", "menulis:"), "eu": ("idatzi du", "igorleak hau idatzi zuen"), "cy": ("ysgrifennodd",),
}  # fmt: skip

# What an introduction begins with, when it runs over several lines. A digit or a weekday does as well.
BEGINS = (
    "on ", "at ", "in article", "in message", "quoting ", "am ", "den ", "um ", "le ", "el ", "il ", "em ", "a ", "op ", "på ", "pe ", "dne ", "dnia ", "w dniu ", "den ", "v ", "στις ", "stis ", "on:", "the ", "de ",
    "в ", "во ", "от ", "на ", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so", "lun", "mar", "mer", "gio", "ven", "sab", "dom", "mié", "jue", "vie", "sáb",
    "seg", "ter", "qua", "qui", "sex", "ma ", "wo ", "do ", "vr ", "za ", "zo ", "pon", "wt", "śr", "czw", "pt", "út", "st", "čt", "pá", "so", "ne", "在", "於", "于", "作成", "ב", "בתאריך", "في ", "vào ", "pada ", "dana", "v ", "dňa ", "data ", "il giorno ",
    "ons", "tor", "lör", "sön", "tors", "ke ", "to ", "pe ", "la ", "su ", "ti ", "ma ", "pzt", "sal", "çar", "per", "cum", "cmt", "paz", "tarih", "je ", "dia ", "el día ", "mån", "tir", "fre", "lør", "søn", "em:", "2",
)  # fmt: skip
