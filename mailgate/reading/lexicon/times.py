# ruff: noqa: E501 (word lists stay whole)
"""How five languages speak of points in time: RE2 fragments over folded text, for the deadline grammar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    numbers: Mapping[str, float]
    units: Mapping[str, str]                  # minute, hour, day, week → fragment
    within: str                               # what stands before a span: in, within
    from_now: str                             # what stands after one
    by: str                                   # up to and including
    before: str                               # not later than the start of
    at: str                                   # only with an event or a need in the sentence
    glue: str                                 # may stand between a day and a time
    need: str
    end_of_day: str
    end_of_week: str
    end_of_month: str
    today: str
    tonight: str
    tomorrow: str
    after_tomorrow: str
    noon: str
    parts: Mapping[str, int]                  # part of day → hour
    weekdays: tuple[str, ...]                 # Monday first
    months: tuple[str, ...]
    clock: str                                # groups h, m, ap
    month_first: bool = False                 # 11/25


_CLOCK24 = r"(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)"

TIMES: dict[str, Times] = {
    "en": Times(
        numbers={"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10,
                 "half an": 0.5, "half a": 0.5, "a couple of": 2, "a few": 3, "twenty": 20, "thirty": 30, "forty-five": 45,
                 "fifteen": 15, "twelve": 12, "twenty-four": 24, "an hour and a half": 1.5},
        units={"minute": "minutes?|mins?", "hour": "hours?|hrs?|h", "day": "days?", "week": "weeks?", "working_day": "(?:business|working) days?"},
        within=r"(?:with)?in(?: the)?(?: next)?(?: about| around| roughly| less than| under| just| only)?",
        from_now=r"from now",
        by=r"by|until|til|till|no later than|not later than|due(?: by| on| at)?|deadline(?: is|:)?(?: on| by| at)?|latest(?: by)?|at the latest(?: by)?",
        before=r"before|ahead of|prior to",
        at=r"at|on|for|this|is|starts(?: at| on)?|begins(?: at| on)?",
        glue=r"at|on|the|in the|around|by|of|,|@|before|this|next|coming",
        need=r"need(?:s|ed)?|must|have to|has to|require[sd]?|want it|expect|please (?:fix|resolve|solve|answer|reply|respond|help|send)|pay(?:roll|ment run)|fl(?:y|ight)|travel\w*|go(?:es|ing)? live|leaving|expires?|delivered|get it|ready|closing|exhibition|wedding|birthday|call|appointment|present(?:s|ing)?|presentation|pitch|board|demo|meeting|launch|interview|conference|webinar|audit|exam|deadline|event|workshop",
        end_of_day=r"eod|cob|eob|end of (?:the )?(?:business )?(?:day|today)|close of (?:business|play)|end of business",
        end_of_week=r"eow|end of (?:the|this) week|this week",
        end_of_month=r"eom|end of (?:the|this) month|month[- ]end",
        today=r"today", tonight=r"tonight|this evening", tomorrow=r"tomorrow|tmrw|tmr", after_tomorrow=r"(?:the )?day after tomorrow",
        noon=r"noon|midday|lunch(?:time)?", parts={"morning": 9, "afternoon": 13, "evening": 18, "midnight": 24},
        weekdays=("mon(?:day)?", "tue(?:s|sday)?", "wed(?:nesday)?", "thu(?:rs?|rsday)?", "fri(?:day)?", "sat(?:urday)?", "sun(?:day)?"),
        months=("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
        clock=rf"{_CLOCK24}(?: ?(?P<ap>[ap])\.?m\b\.?)?|(?P<h2>1[0-2]|0?[1-9]) ?(?P<ap2>[ap])\.?m\b\.?|(?P<h3>1[0-2]|0?[1-9]) o'clock",
        month_first=True,
    ),
    "de": Times(
        numbers={"einer": 1, "einem": 1, "eine": 1, "einen": 1, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "acht": 8, "zehn": 10,
                 "einer halben": 0.5, "zwanzig": 20, "dreisig": 30, "funfzehn": 15, "wenigen": 3, "ein paar": 3, "zwolf": 12, "anderthalb": 1.5},
        units={"minute": "minuten?|min", "hour": "stunden?|std|h", "day": "tage?n?|tag", "week": "wochen?", "working_day": "(?:arbeits|werk)tage?n?"},
        within=r"in|innerhalb(?: von| der nachsten)?|binnen|in den nachsten|in (?:etwa|ca\.?|rund|weniger als|knapp)|in der nachsten",
        from_now=r"ab jetzt",
        by=r"bis|bis zum|bis spatestens|spatestens|spatestens (?:am|um|bis)|frist(?: ist)?|fallig(?: am)?|bis um|bis am",
        before=r"vor|vor dem|vor der",
        at=r"um|am|fur|ab|gegen|an diesem|diesen|kommenden|nachsten",
        glue=r"um|am|gegen|,|den|dem|ab|bis|fruh|schon|spatestens|vor|der|zum",
        need=r"brauche?n?|benotige?n?|muss|mussen|bitte|soll|notig|fliege|reise|lauft ab|gehen live|ubergabe|treffen|auslieferung",
        end_of_day=r"(?:ende des (?:arbeits)?tages|feierabend|dienstschluss|geschaftsschluss|tagesende|eod|cob)",
        end_of_week=r"ende (?:der|dieser) woche|wochenende|diese woche", end_of_month=r"ende (?:des|dieses) monats|monatsende",
        today=r"heute", tonight=r"heute (?:nacht|abend)", tomorrow=r"morgen", after_tomorrow=r"ubermorgen|uebermorgen",
        noon=r"mittags?|zwolf uhr", parts={"fruh": 9, "vormittag": 9, "nachmittag": 13, "abend": 18, "mitternacht": 24},
        weekdays=("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag"),
        months=("januar|jan", "februar|feb", "marz|mrz|maerz", "april|apr", "mai", "juni", "juli", "august|aug", "september|sept?", "oktober|okt", "november|nov", "dezember|dez"),
        clock=rf"{_CLOCK24}(?: ?uhr)?|(?P<h2>[01]?\d|2[0-3]) ?uhr(?: (?P<m2>[0-5]\d))?",
    ),
    "fr": Times(
        numbers={"une": 1, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "huit": 8, "dix": 10, "une demi": 0.5, "quinze": 15, "vingt": 20, "trente": 30, "quelques": 3},
        units={"minute": "minutes?|min", "hour": "-?heures?|h", "day": "jours?", "week": "semaines?", "working_day": "jours? ouvr(?:es?|ables?)"},
        within=r"dans|d'ici|dans les|sous|dans (?:moins de|environ|a peine)|dans les? prochaines?|dans la prochaine",
        from_now=r"a partir de maintenant",
        by=r"d'ici(?: a)?|jusqu'(?:a|au)|au plus tard(?: le| a)?|avant la fin de|pour|echeance(?: le| est)?",
        before=r"avant(?: le| la)?",
        at=r"a|le|ce|cet|cette|des|vers",
        glue=r"a|vers|,|le|au|avant|ce|pour|des|au plus tard",
        need=r"besoin|dois|devons|doit|faut|necessaire|merci de|s'il vous plait|veuillez|vol|expire|livraison",
        end_of_day=r"(?:la )?fin de (?:la )?journee|fin de journee", end_of_week=r"(?:la )?fin de (?:la )?semaine|cette semaine", end_of_month=r"(?:la )?fin du mois",
        today=r"aujourd'hui", tonight=r"ce soir|cette nuit", tomorrow=r"demain", after_tomorrow=r"apres-?\s?demain",
        noon=r"midi", parts={"matin": 9, "apres-midi": 13, "soir": 18, "minuit": 24},
        weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        months=("janvier|janv", "fevrier|fevr?", "mars", "avril|avr", "mai", "juin", "juillet|juil", "aout", "septembre|sept", "octobre|oct", "novembre|nov", "decembre|dec"),
        clock=r"(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)|(?P<h2>[01]?\d|2[0-3]) ?h(?:eures?)? ?(?P<m2>[0-5]\d)?",
    ),
    "es": Times(
        numbers={"una": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "ocho": 8, "diez": 10, "media": 0.5, "quince": 15, "veinte": 20, "treinta": 30, "unas": 3, "unos": 3},
        units={"minute": "minutos?|min", "hour": "horas?|h", "day": "dias?", "week": "semanas?", "working_day": "dias? (?:habil(?:es)?|laborables?)"},
        within=r"en|dentro de|en la proxima|en (?:menos de|las proximas|los proximos|unas|apenas|aproximadamente)|dentro de (?:las proximas|los proximos)",
        from_now=r"a partir de ahora",
        by=r"hasta(?: el| las?)?|a mas tardar(?: el| a las?)?|como (?:muy tarde|maximo)(?: el| a las?)?|para(?: el| la| las)?|vence(?: el)?|plazo(?: es)?(?: el)?",
        before=r"antes de(?:l| la| las| los)?",
        at=r"a las?|el|este|esta|sobre las?",
        glue=r"a|a las?|,|el|las|antes de las?|de la|por la|de|para|este",
        need=r"necesit\w+|debo|debemos|debe|tengo que|tenemos que|hay que|por favor|vuelo|viaj\w+|caduca|vence|entrega",
        end_of_day=r"(?:el )?(?:final|fin) del dia|esta tarde|fin de (?:la )?jornada", end_of_week=r"(?:el )?(?:final|fin) de (?:la )?semana|esta semana", end_of_month=r"(?:el )?(?:final|fin) de(?:l)? mes",
        today=r"hoy", tonight=r"esta (?:noche|madrugada)", tomorrow=r"manana", after_tomorrow=r"pasado manana",
        noon=r"(?:al )?mediodia", parts={"por la manana": 9, "por la tarde": 13, "por la noche": 18, "medianoche": 24},
        weekdays=("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
        months=("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "sep?tiembre", "octubre", "noviembre", "diciembre"),
        clock=rf"{_CLOCK24}(?: ?(?P<ap>[ap])\.? ?m\b\.?)?(?: ?h(?:oras|rs|s)?\b)?|(?P<h2>[01]?\d|2[0-3]) ?(?:(?P<ap2>[ap])\.? ?m\b\.?|h(?:oras|rs|s)?\b)|las? (?P<h3>[01]?\d|2[0-3])(?::(?P<m3>[0-5]\d))?(?: de la (?P<pd>manana|tarde|noche))?",
    ),
    "it": Times(
        numbers={"un'": 1, "un": 1, "una": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "otto": 8, "dieci": 10, "mezz'": 0.5, "mezza": 0.5, "quindici": 15, "venti": 20, "trenta": 30, "poche": 3, "pochi": 3},
        units={"minute": "minut[oi]|min", "hour": "or[ae]|h", "day": "giorn[oi]", "week": "settiman[ae]", "working_day": "giorn[oi] lavorativ[oi]"},
        within=r"in|tra|fra|entro|nell[ae] prossim[ae]|entro la prossima|nei prossimi|tra (?:circa|meno di)|entro (?:le prossime|i prossimi)|fra (?:circa|meno di)",
        from_now=r"da adesso|da ora",
        by=r"entro(?: il| la| le| l')?|fino a(?:l|lle)?|non oltre(?: il| le)?|al piu tardi(?: il| alle)?|per(?: il| la| le)?|scadenza(?: il| e)?|scade(?: il)?",
        before=r"prima (?:di|del|della|delle|dell')",
        at=r"alle|all'|il|questo|questa|verso le|di",
        glue=r"a|alle|,|il|le|entro|entro le|prima delle|dell[ae]|di|per|ore|le ore|alle ore",
        need=r"bisogno|serve|servono|devo|dobbiamo|deve|necessari[oa]|per favore|cortesemente|volo|parto|viaggi\w+|scade|consegna",
        end_of_day=r"(?:la )?fine (?:della )?giornata|fine giornata|oggi pomeriggio", end_of_week=r"(?:la )?fine (?:della )?settimana|questa settimana", end_of_month=r"(?:la )?fine (?:del )?mese",
        today=r"oggi", tonight=r"stasera|stanotte", tomorrow=r"domani", after_tomorrow=r"dopodomani",
        noon=r"mezzogiorno", parts={"mattina": 9, "mattino": 9, "pomeriggio": 13, "sera": 18, "mezzanotte": 24},
        weekdays=("lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"),
        months=("gennaio|gen", "febbraio|feb", "marzo", "aprile|apr", "maggio", "giugno", "luglio", "agosto", "settembre|sett?", "ottobre|ott", "novembre|nov", "dicembre|dic"),
        clock=rf"{_CLOCK24}|(?:ore|alle|le|all') ?(?P<h2>[01]?\d|2[0-3])(?:[:.](?P<m2>[0-5]\d))?(?: di (?P<pd>mattina|pomeriggio|sera))?",
    ),
}
