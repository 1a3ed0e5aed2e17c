"""Names of months and weekdays, and the words of being away and back, by language. Lower case."""

from __future__ import annotations

MONTHS: tuple[tuple[str, ...], ...] = (
    (
        "january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "tammikuu", "styczeń", "stycznia",
        "leden", "ledna", "január", "ianuarie", "января", "январь", "січня", "ocak", "jan", "gen", "ene", "siječnja",
        "janvāra", "sausio", "januára", "януари", "ιανουαρίου", "gener", "urtarrila", "jaanuar", "siječanj", "ינואר",
        "يناير", "كانون الثاني", "ژانویه",
    ),
    (
        "february", "februar", "février", "fevrier", "febrero", "febbraio", "fevereiro", "februari", "helmikuu", "luty",
        "lutego", "únor", "února", "február", "februarie", "февраля", "февраль", "лютого", "şubat", "feb", "fév", "fev",
        "veljače", "februāra", "vasario", "februára", "февруари", "φεβρουαρίου", "febrer", "veebruar", "פברואר",
        "فبراير", "شباط", "pebruari", "فوریه",
    ),
    (
        "march", "märz", "maerz", "mars", "marzo", "março", "marco", "maart", "marts", "maaliskuu", "marzec", "marca",
        "březen", "března", "március", "martie", "марта", "март", "березня", "mart", "mar", "mrt", "mär", "ožujka",
        "märts", "marta", "kovo", "marec", "μαρτίου", "març", "maret", "מרץ", "מרס", "مارس", "آذار", "březnu",
    ),
    (
        "april", "avril", "abril", "aprile", "huhtikuu", "kwiecień", "kwietnia", "duben", "dubna", "április", "aprilie",
        "апреля", "апрель", "квітня", "nisan", "apr", "avr", "abr", "travnja", "aprīļa", "balandžio", "apríla", "април",
        "απριλίου", "aprill", "אפריל", "أبريل", "ابريل", "نيسان", "آوریل",
    ),
    (
        "may", "mai", "mayo", "maggio", "maio", "mei", "maj", "toukokuu", "maja", "květen", "května", "május", "мая",
        "май", "травня", "mayıs", "mag", "svibnja", "maijs", "maija", "gegužės", "máj", "mája", "μαΐου", "maig", "מאי",
        "مايو", "أيار", "مه",
    ),
    (
        "june", "juni", "juin", "junio", "giugno", "junho", "kesäkuu", "czerwiec", "czerwca", "červen", "června",
        "június", "iunie", "июня", "июнь", "червня", "haziran", "jun", "giu", "lipnja", "jūnija", "birželio", "jún",
        "júna", "юни", "ιουνίου", "juny", "juuni", "junija", "יוני", "يونيو", "حزيران",
    ),
    (
        "july", "juli", "juillet", "julio", "luglio", "julho", "heinäkuu", "lipiec", "lipca", "červenec", "července",
        "július", "iulie", "июля", "июль", "липня", "temmuz", "jul", "lug", "srpnja", "jūlija", "liepos", "júl", "júla",
        "юли", "ιουλίου", "juliol", "juuli", "julija", "יולי", "يوليو", "تموز",
    ),
    (
        "august", "août", "aout", "agosto", "augustus", "augusti", "elokuu", "sierpień", "sierpnia", "srpen", "srpna",
        "augusztus", "августа", "август", "серпня", "ağustos", "aug", "ago", "kolovoza", "augusta", "rugpjūčio",
        "αυγούστου", "agost", "agustus", "avgust", "avgusta", "אוגוסט", "أغسطس", "آب",
    ),
    (
        "september", "septembre", "septiembre", "settembre", "setembro", "syyskuu", "wrzesień", "września", "září",
        "szeptember", "septembrie", "сентября", "сентябрь", "вересня", "eylül", "sep", "sept", "set", "rujna",
        "septembra", "rugsėjo", "септември", "σεπτεμβρίου", "setembre", "ספטמבר", "سبتمبر", "أيلول",
    ),
    (
        "october", "oktober", "octobre", "octubre", "ottobre", "outubro", "lokakuu", "październik", "października",
        "říjen", "října", "október", "octombrie", "октября", "октябрь", "жовтня", "ekim", "oct", "okt", "ott", "out",
        "oktobra", "októbra", "spalio", "октомври", "οκτωβρίου", "oktoober", "אוקטובר", "أكتوبر",
    ),
    (
        "november", "novembre", "noviembre", "novembro", "marraskuu", "listopad", "listopada", "listopadu", "noiembrie",
        "ноября", "ноябрь", "листопада", "kasım", "nov", "studenoga", "novembra", "novembrim", "lapkričio", "ноември",
        "νοεμβρίου", "novembris", "נובמבר", "نوفمبر", "نونبر",
    ),
    (
        "december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro", "joulukuu", "grudzień",
        "grudnia", "prosinec", "prosince", "decembrie", "декабря", "декабрь", "грудня", "aralık", "dec", "dez", "dic",
        "déc", "prosinca", "decembra", "gruodžio", "декември", "δεκεμβρίου", "desembre", "detsember", "desember",
        "דצמבר", "ديسمبر",
    ),
)  # fmt: skip

WEEKDAYS: tuple[tuple[str, ...], ...] = (
    (
        "monday", "montag", "lundi", "lunes", "lunedì", "lunedi", "segunda-feira", "segunda", "maandag", "måndag",
        "mandag", "maanantai", "maanantaina", "poniedziałek", "poniedziałku", "pondělí", "hétfő", "luni", "понедельник",
        "понедельника", "понеділок", "pazartesi", "mon", "δευτέρα", "понеделник", "ponedjeljak", "ponedeljek",
        "pondelok", "esmaspäev", "pirmdien", "pirmadienį", "dilluns", "senin", "thứ hai", "יום שני", "الاثنين", "月曜日",
        "星期一", "周一", "월요일", "pondělku",
    ),
    (
        "tuesday", "dienstag", "mardi", "martes", "martedì", "martedi", "terça-feira", "terça", "dinsdag", "tisdag",
        "tirsdag", "tiistai", "tiistaina", "wtorek", "wtorku", "úterý", "kedd", "marți", "вторник", "вторника",
        "вівторок", "salı", "tue", "τρίτη", "utorak", "torek", "utorok", "teisipäev", "otrdien", "antradienį",
        "dimarts", "selasa", "thứ ba", "יום שלישי", "الثلاثاء", "火曜日", "星期二", "周二", "화요일",
    ),
    (
        "wednesday", "mittwoch", "mercredi", "miércoles", "miercoles", "mercoledì", "mercoledi", "quarta-feira",
        "quarta", "woensdag", "onsdag", "keskiviikko", "środa", "środy", "středa", "středy", "szerda", "miercuri",
        "среда", "среды", "среду", "середа", "çarşamba", "wed", "τετάρτη", "сряда", "srijeda", "sreda", "streda",
        "stredu", "kolmapäev", "trešdien", "trečiadienį", "dimecres", "rabu", "thứ tư", "יום רביעי", "الأربعاء", "水曜日",
        "星期三", "周三", "수요일", "středu", "środę",
    ),
    (
        "thursday", "donnerstag", "jeudi", "jueves", "giovedì", "giovedi", "quinta-feira", "quinta", "donderdag",
        "torsdag", "torstai", "czwartek", "czwartku", "čtvrtek", "csütörtök", "joi", "четверг", "четверга", "четвер",
        "perşembe", "thu", "πέμπτη", "четвъртък", "četvrtak", "četrtek", "štvrtok", "neljapäev", "ceturtdien",
        "ketvirtadienį", "dijous", "kamis", "thứ năm", "יום חמישי", "الخميس", "木曜日", "星期四", "周四", "목요일",
    ),
    (
        "friday", "freitag", "vendredi", "viernes", "venerdì", "venerdi", "sexta-feira", "sexta", "vrijdag", "fredag",
        "perjantai", "piątek", "piątku", "pátek", "péntek", "vineri", "пятница", "пятницы", "пятницу", "п'ятниця",
        "cuma", "fri", "παρασκευή", "петък", "petak", "petek", "piatok", "reede", "piektdien", "penktadienį",
        "divendres", "jumat", "thứ sáu", "יום שישי", "الجمعة", "金曜日", "星期五", "周五", "금요일",
    ),
    (
        "saturday", "samstag", "sonnabend", "samedi", "sábado", "sabato", "zaterdag", "lördag", "lørdag", "lauantai",
        "sobota", "soboty", "szombat", "sâmbătă", "суббота", "субботы", "субота", "cumartesi", "sat", "σάββατο",
        "събота", "subota", "laupäev", "sestdien", "šeštadienį", "dissabte", "sabtu", "thứ bảy", "السبت", "土曜日",
        "星期六",
        "周六", "토요일", "sobotę", "sobotu",
    ),
    (
        "sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag", "söndag", "søndag", "sunnuntai", "niedziela",
        "niedzieli", "neděle", "vasárnap", "duminică", "воскресенье", "воскресенья", "неділя", "pazar", "sun",
        "κυριακή", "неделя", "nedjelja", "nedelja", "nedeľa", "pühapäev", "svētdien", "sekmadienį", "diumenge",
        "minggu", "chủ nhật", "الأحد", "日曜日", "星期日", "周日", "일요일", "niedzielę", "neděli",
    ),
)  # fmt: skip

# Of languages whose names are like no other's, in order of the year.
MONTHS_OF = {
    "is": (
        "janúar", "febrúar", "mars", "apríl", "maí", "júní", "júlí", "ágúst", "september", "október", "nóvember",
        "desember",
    ),
    "vi": tuple(f"tháng {number}" for number in range(1, 13)),
    "th": (
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
        "พฤศจิกายน", "ธันวาคม",
    ),
    "th-short": (
        "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
    ),
    "hi": (
        "जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
    ),
    "ms": (
        "januari", "februari", "mac", "april", "mei", "jun", "julai", "ogos", "september", "oktober", "november",
        "disember",
    ),
    "sq": (
        "janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor",
    ),
    "cy": (
        "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref", "tachwedd",
        "rhagfyr",
    ),
    "ru-short": ("янв", "февр", "мар", "апр", "мая", "июн", "июл", "авг", "сент", "окт", "нояб", "дек"),
    "uk-short": ("січ", "лют", "бер", "квіт", "трав", "черв", "лип", "серп", "вер", "жовт", "лист", "груд"),
    "pl-short": ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"),
    "fi-of": (
        "tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta",
        "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta",
    ),
    "fi-short": (
        "tammik", "helmik", "maalisk", "huhtik", "toukok", "kesäk", "heinäk", "elok", "syysk", "lokak", "marrask", "jouluk",
    ),
    "fr-short": ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
    "el-short": ("ιαν", "φεβ", "μαρ", "απρ", "μαι", "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ"),
    "tr-short": ("oca", "şub", "mar", "nis", "may", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara"),
    "ro-short": ("ian", "feb", "mar", "apr", "mai", "iun", "iul", "aug", "sept", "oct", "noi", "dec"),
    "ca-short": ("gen", "febr", "març", "abr", "maig", "juny", "jul", "agost", "set", "oct", "nov", "des"),
    "id-short": ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"),
    "bg-short": ("яну", "фев", "мар", "апр", "май", "юни", "юли", "авг", "сеп", "окт", "ное", "дек"),
    "sr": (
        "јануар", "фебруар", "март", "април", "мај", "јун", "јул", "август", "септембар", "октобар", "новембар", "децембар",
    ),
    "hu-short": ("jan", "febr", "márc", "ápr", "máj", "jún", "júl", "aug", "szept", "okt", "nov", "dec"),
    "he-short": ("ינו׳", "פבר׳", "מרץ", "אפר׳", "מאי", "יוני", "יולי", "אוג׳", "ספט׳", "אוק׳", "נוב׳", "דצמ׳"),
    "vi-short": tuple(f"thg {number}" for number in range(1, 13)),
    "gl": (
        "xaneiro", "febreiro", "marzo", "abril", "maio", "xuño", "xullo", "agosto", "setembro", "outubro", "novembro",
        "decembro",
    ),
}  # fmt: skip

# Words before the day somebody is back, or the last day away.
BACK = (
    "return on", "returning on", "returning", "return to the office on", "returning to the office on", "be back on",
    "back on", "be back in the office on", "back in the office on", "back in office on", "will return", "be back",
    "back at work on", "until", "till", "through", "thru", "back in the office", "back", "return", "return date",
    "up to", "available again on", "available again from", "bis zum", "bis einschliesslich", "bis", "ab dem",
    "wieder ab", "ab", "wieder am", "wieder erreichbar", "zurück am", "am", "jusqu'au", "jusqu’au", "de retour le",
    "retour le", "mon retour le", "à partir du", "au", "hasta el", "hasta", "regreso el", "vuelvo el",
    "regresaré el", "de vuelta el", "volveré el", "a partir del", "al", "fino al", "fino a", "rientro il",
    "rientrerò il", "torno il", "tornerò il", "dal giorno", "sino al", "di ritorno il", "rientro", "até",
    "até o dia", "até ao dia", "até dia", "retorno em", "retorno no dia", "regresso a", "regresso em",
    "de volta em", "volto em", "voltarei em", "a partir de", "tot en met", "tot", "t/m", "terug op",
    "weer aanwezig op", "vanaf", "terug", "till och med", "t.o.m.", "tillbaka den", "åter den", "tillbaka", "åter",
    "til og med", "tilbage den", "tilbake", "tilbage", "til", "asti", "saakka", "palaan", "do dnia", "do", "wracam",
    "wrócę", "powrót", "od", "до", "вернусь", "с", "по", "vrátím se", "zpět", "kadar", "tarihine kadar",
    "döneceğim", "after", "back from", "starting back on", "first day back is", "first day back",
    "back in the office from", "returning to work on", "return to work on", "inkl.", "bis inkl.",
    "bis zum einschliesslich", "bis einschl.", "nach dem", "wieder da ab", "zurück ab", "kehre am",
    "retour prévu le", "retour au bureau le", "de retour à partir du", "après le", "disponible à partir du",
    "reprendrai le", "de vuelta en la oficina el", "me reincorporo el", "reincorporación el", "me reincorporaré el",
    "disponible el", "después del", "regreso", "vuelvo", "regresaré", "volveré", "hasta el día",
    "estaré de regreso el", "a la oficina el", "de vuelta el día", "de regreso el", "tornerò", "tornerò in ufficio",
    "in ufficio", "operativo dal", "disponibile dal", "nuovamente dal", "rientrerò", "rientro previsto per il",
    "rientro previsto il", "fino al giorno", "dopo il", "sarò di nuovo in ufficio", "de volta no dia", "de volta a",
    "de volta dia", "retornarei em", "retornarei no dia", "retorno dia", "regresso", "regressarei a",
    "regressarei em", "regresso ao trabalho a", "após", "volto dia", "estarei de volta dia", "weer op",
    "terug vanaf", "na", "ben ik er weer op", "t o m", "tom", "t.o.m", "fram till", "till och med den",
    "tillbaka på kontoret", "åter på kontoret", "igen den", "på kontoret igen", "tilbage på kontoret",
    "tilbage igen", "tilbake på kontoret", "tilbake igjen", "frem til", "til og med den", "fra og med", "t.o.m den",
    "palaan töihin", "tavoitettavissa", "wracam do pracy", "dostępny od", "dostępna od", "po dniu",
    "będę z powrotem", "do końca", "budu zpět", "zpět v kanceláři", "budu k dispozici od", "vraciam sa", "späť",
    "k dispozícii od", "dovolenke do", "până pe", "până la", "până în", "până la data de", "revin pe",
    "revin la birou pe", "revin la birou pe data de", "revin în data de", "pe data de", "începând cu",
    "буду в офисе", "буду на работе", "буду на связи", "выйду", "выхожу", "вернусь на работу", "снова на работе",
    "до конца", "повернуся", "буду доступний з", "з", "включно до", "έωσ", "μέχρι", "μέχρι τισ", "έωσ τισ",
    "επιστρέφω", "επιστρέφω στισ", "θα επιστρέψω στισ", "връщам се на", "ще се върна на", "vraćam se", "vračam se",
    "do vključno", "natrag", "nazaj", "kuni", "naasen", "tagasi", "līdz", "atgriezīšos", "iki", "grįšiu", "sampai",
    "sampai dengan", "hingga", "kembali pada", "kembali", "đến ngày", "đến hết ngày", "cho đến ngày",
    "trở lại vào ngày", "đến", "quay lại vào", "עד", "עד ה", "עד ליום", "אחזור ב", "אחזור בתאריך", "חוזר ב",
    "חוזרת ב", "אחזור למשרד ב", "אחזור לעבודה ב", "אשוב ב", "سأعود إلى المكتب في", "سأعود إلى العمل في", "سأكون متاحا في",
    "next working day is", "next working day will be", "next day in the office is", "next in the office on", "reopen on",
    "reopens on", "we reopen on", "available from", "back online on", "mein nächster arbeitstag ist", "wieder geöffnet ab",
    "wieder im büro ab", "rückkehr am", "retour en poste le", "serai de retour", "réouverture le", "reprise le",
    "rouvrira le", "reabrimos el", "me reintegro el", "riapre il", "riaprirà il", "riapriamo il", "reabriremos em",
    "reabre em", "weer open op", "weer bereikbaar vanaf", "öppnar igen den", "er retur den", "retur den", "retur",
    "åbner igen den", "åpner igjen", "takaisin", "revin la birou", "revin", "mă întorc pe", "mă întorc", "vrátim sa",
    "vrátím se v", "visszatérek", "elérhető leszek", "vratiću se", "vraćam se na posao", "враћам се", "повернусь",
    "буду на месте", "приступлю к работе", "επιστροφή στισ", "επιστροφή", "tornarem el", "regresarei o", "ég kem aftur",
    "aftur", "kthehem më", "kembali bekerja pada", "kembali ke kantor pada", "masuk kembali", "kembali bertugas pada",
    "quay lại làm việc vào", "trở lại làm việc vào", "trở lại vào", "trở lại làm việc từ", "حتى", "حتى تاريخ",
    "إلى غاية", "سأعود في", "سأعود يوم", "العودة في", "تا", "تا تاریخ", "fins al",
    "fins el", "torno el", "tornaré el", "返回时间", "返回日期", "至", "直到", "到", "회사 복귀", "복귀일",
)  # fmt: skip

# The same in languages that write no spaces: they stand glued to other words and to the day.
GLUED = (
    "至", "直到", "直至", "休假到", "外出到", "出差到", "請假到", "请假到", "恢复上班时间", "ถึงวันที่", "จนถึง",
    "ถึง", "กลับมาวันที่", "กลับวันที่",
    "กลับมาทำงานวันที่",
)  # fmt: skip

# The same, behind the day.
BEHIND = (
    "asti", "saakka", "kadar", "'a kadar", "'e kadar", "'ya kadar", "'ye kadar", "tarihine kadar", "günü kadar",
    "まで", "迄", "までの間", "까지", "为止", "為止", "之前", "止", "-ig", "-éig", "-áig", "ig", "dek", "prieš",
)  # fmt: skip

# Words of being back that stand somewhere behind the day: "23 november ben ik weer bereikbaar".
RETURNS = (
    "weer", "wieder", "zurück", "terug", "igen", "igjen", "åter", "tillbaka", "tilbage", "tilbake", "döneceğim",
    "dönüyorum", "ofise dön", "göreve dön", "ofiste olacağım", "返回", "回来", "回到", "恢复", "上班", "回公司",
    "より出社", "から出社", "出社", "出勤", "戻ります", "復帰", "再開", "より勤務", "újra", "ismét", "vissza", "복귀",
    "출근", "돌아", "töissä", "taas", "jälleen", "ponovno", "ponovo", "zopet", "spet", "opět", "zase", "opäť",
    "znowu", "ponownie", "вновь", "снова", "знову", "以降に返信", "以降にご返信", "以降に対応", "以降の対応", "以降に回答",
    "以降にご連絡", "以降のご連絡", "より通常", "より営業", "에 답변", "이후에 답변", "이후 회신", "hazır olacağım",
    "işe dön", "aftur",
)  # fmt: skip

# The day after the one the answer was sent.
TOMORROW = (
    "tomorrow", "morgen", "demain", "mañana", "domani", "amanhã", "imorgon", "i morgon", "i morgen", "huomenna",
    "jutro", "zítra", "zajtra", "holnap", "mâine", "завтра", "yarın", "αύριο", "утре", "明天", "明日", "내일", "besok",
    "ngày mai", "מחר", "غدا", "غدًا", "demà", "sutra", "jutri", "homme",
)  # fmt: skip

# Before a month: its last day. "Until the end of March."
ENDS = (
    "end of", "the end of", "ende", "ende des monats", "fin", "la fin", "la fin du mois de", "finales de", "fin de",
    "fine", "la fine di", "final de", "fim de", "o final de", "eind", "einde", "slutet av", "slutningen af",
    "slutten av", "końca", "konce", "konca", "конца", "кінця", "край", "sfârșitul lunii", "akhir", "cuối tháng",
)  # fmt: skip
