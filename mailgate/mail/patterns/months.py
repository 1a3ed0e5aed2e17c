"""Names of months and weekdays, by language; a name counts from its first three letters where that is unambiguous."""

from __future__ import annotations

MONTHS: tuple[tuple[str, ...], ...] = (
    (
        "january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "tammikuu", "styczeń", "stycznia",
        "leden", "ledna", "január", "ianuarie", "января", "январь", "січня", "ocak", "jan", "gen", "ene", "siječnja",
    ),
    (
        "february", "februar", "février", "fevrier", "febrero", "febbraio", "fevereiro", "februari", "helmikuu", "luty",
        "lutego", "únor", "února", "február", "februarie", "февраля", "февраль", "лютого", "şubat", "feb", "fév", "fev",
        "veljače",
    ),
    (
        "march", "märz", "maerz", "mars", "marzo", "março", "marco", "maart", "marts", "maaliskuu", "marzec", "marca",
        "březen", "března", "március", "martie", "марта", "март", "березня", "mart", "mar", "mrt", "mär", "ožujka",
    ),
    (
        "april", "avril", "abril", "aprile", "huhtikuu", "kwiecień", "kwietnia", "duben", "dubna", "április", "aprilie",
        "апреля", "апрель", "квітня", "nisan", "apr", "avr", "abr", "travnja",
    ),
    (
        "may", "mai", "mayo", "maggio", "maio", "mei", "maj", "toukokuu", "maja", "květen", "května", "május", "мая",
        "май", "травня", "mayıs", "mag", "svibnja",
    ),
    (
        "june", "juni", "juin", "junio", "giugno", "junho", "kesäkuu", "czerwiec", "czerwca", "červen", "června", "június",
        "iunie", "июня", "июнь", "червня", "haziran", "jun", "giu", "lipnja",
    ),
    (
        "july", "juli", "juillet", "julio", "luglio", "julho", "heinäkuu", "lipiec", "lipca", "červenec", "července",
        "július", "iulie", "июля", "июль", "липня", "temmuz", "jul", "lug", "srpnja",
    ),
    (
        "august", "août", "aout", "agosto", "augustus", "augusti", "elokuu", "sierpień", "sierpnia", "srpen", "srpna",
        "augusztus", "августа", "август", "серпня", "ağustos", "aug", "ago", "kolovoza",
    ),
    (
        "september", "septembre", "septiembre", "settembre", "setembro", "syyskuu", "wrzesień", "września", "září",
        "szeptember", "septembrie", "сентября", "сентябрь", "вересня", "eylül", "sep", "sept", "set", "rujna",
    ),
    (
        "october", "oktober", "octobre", "octubre", "ottobre", "outubro", "lokakuu", "październik", "października",
        "říjen", "října", "október", "octombrie", "октября", "октябрь", "жовтня", "ekim", "oct", "okt", "ott", "out",
    ),
    (
        "november", "novembre", "noviembre", "novembro", "marraskuu", "listopad", "listopada", "listopadu", "noiembrie", "ноября",
        "ноябрь", "листопада", "kasım", "nov", "studenoga",
    ),
    (
        "december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro", "joulukuu", "grudzień",
        "grudnia", "prosinec", "prosince", "decembrie", "декабря", "декабрь", "грудня", "aralık", "dec", "dez", "dic",
        "déc", "prosinca",
    ),
)  # fmt: skip

WEEKDAYS: tuple[tuple[str, ...], ...] = (
    (
        "monday", "montag", "lundi", "lunes", "lunedì", "lunedi", "segunda-feira", "segunda", "maandag", "måndag",
        "mandag", "maanantai", "maanantaina", "poniedziałek", "poniedziałku", "pondělí", "hétfő", "luni", "понедельник",
        "понедельника", "понеділок", "pazartesi", "mon",
    ),
    (
        "tuesday", "dienstag", "mardi", "martes", "martedì", "martedi", "terça-feira", "terça", "dinsdag", "tisdag",
        "tirsdag", "tiistai", "tiistaina", "wtorek", "wtorku", "úterý", "kedd", "marți", "вторник", "вторника", "вівторок",
        "salı", "tue",
    ),
    (
        "wednesday", "mittwoch", "mercredi", "miércoles", "miercoles", "mercoledì", "mercoledi", "quarta-feira", "quarta",
        "woensdag", "onsdag", "keskiviikko", "środa", "środy", "středa", "středy", "szerda", "miercuri", "среда", "среды",
        "среду", "середа", "çarşamba", "wed",
    ),
    (
        "thursday", "donnerstag", "jeudi", "jueves", "giovedì", "giovedi", "quinta-feira", "quinta", "donderdag",
        "torsdag", "torstai", "czwartek", "czwartku", "čtvrtek", "csütörtök", "joi", "четверг", "четверга", "четвер",
        "perşembe", "thu",
    ),
    (
        "friday", "freitag", "vendredi", "viernes", "venerdì", "venerdi", "sexta-feira", "sexta", "vrijdag", "fredag",
        "perjantai", "piątek", "piątku", "pátek", "péntek", "vineri", "пятница", "пятницы", "пятницу", "п'ятниця", "cuma",
        "fri",
    ),
    (
        "saturday", "samstag", "sonnabend", "samedi", "sábado", "sabato", "zaterdag", "lördag", "lørdag", "lauantai",
        "sobota", "soboty", "szombat", "sâmbătă", "суббота", "субботы", "субота", "cumartesi", "sat",
    ),
    (
        "sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag", "söndag", "søndag", "sunnuntai", "niedziela",
        "niedzieli", "neděle", "vasárnap", "duminică", "воскресенье", "воскресенья", "неділя", "pazar", "sun",
    ),
)  # fmt: skip

# Words before the day somebody is back, or the last day away.
BACK = (
    "return on", "returning on", "returning", "return to the office on", "returning to the office on", "be back on",
    "back on", "be back in the office on", "back in the office on", "back in office on", "will return", "be back",
    "back at work on", "until", "till", "through", "thru", "back in the office", "back", "return", "return date", "up to",
    "available again on", "available again from", "bis zum", "bis einschließlich", "bis", "ab dem", "wieder ab", "ab",
    "wieder am", "wieder erreichbar", "zurück am", "am", "jusqu'au", "jusqu’au", "de retour le", "retour le",
    "mon retour le", "à partir du", "au", "hasta el", "hasta", "regreso el", "vuelvo el", "regresaré el", "de vuelta el",
    "volveré el", "a partir del", "al", "fino al", "fino a", "rientro il", "rientrerò il", "torno il", "tornerò il",
    "dal giorno", "sino al", "di ritorno il", "rientro", "até", "até o dia", "até ao dia", "até dia", "retorno em",
    "retorno no dia", "regresso a", "regresso em", "de volta em", "volto em", "voltarei em", "a partir de", "tot en met",
    "tot", "t/m", "terug op", "weer aanwezig op", "vanaf", "terug", "till och med", "t.o.m.", "tillbaka den", "åter den",
    "tillbaka", "åter", "til og med", "tilbage den", "tilbake", "tilbage", "til", "asti", "saakka", "palaan", "do dnia",
    "do", "wracam", "wrócę", "powrót", "od", "до", "вернусь", "с", "по", "vrátím se", "zpět", "kadar", "tarihine kadar",
    "döneceğim",
)  # fmt: skip
