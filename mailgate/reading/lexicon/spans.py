# ruff: noqa: E501 (word lists stay whole)
"""How five languages count time: "in two and a half hours", "innerhalb einer Dreiviertelstunde". RE2 fragments over folded text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    numbers: Mapping[str, float]
    a_half: str  # stands behind a unit or between it and its number: one half more of it
    minute: str
    quarter: str  # of an hour
    half: str  # an hour's
    three_quarters: str
    hour: str
    day: str
    half_day: str
    working_day: str
    week: str
    eight_days: str  # as some say for a week
    fortnight: str
    month: str
    within: str  # stands before a span that ends with what is asked
    coming: str  # stands before one, and makes one of a lone unit: "the next hour"
    left: str  # stands before the time that remains
    behind: str  # stands behind the time that remains


COUNTED: Mapping[str, Counted] = {
    "en": Counted(
        numbers={
            "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
            "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30,
            "thirty-five": 35, "forty": 40, "forty-five": 45, "forty-eight": 48, "fifty": 50, "sixty": 60, "seventy-two": 72,
            "ninety": 90, "(?:a )?couple(?: of)?": 2, "(?:a )?few": 3, "half an": 0.5, "half a": 0.5,
        },
        a_half="and a half",
        minute="minutes?|mins?",
        quarter="quarter(?: of an)?[ -]hour|quarter of an hour",
        half="half[ -](?:an )?hour",
        three_quarters="(?:three quarters|3/4) of an hour",
        hour="hours?|hrs?|h",
        day="days?",
        half_day="half (?:a )?day",
        working_day="(?:business|working|work) days?",
        week="weeks?",
        eight_days="sennight",
        fortnight="fortnight",
        month="months?",
        within=r"(?:with)?in(?:side)?(?: the)?(?: about| around| roughly| (?:just )?under| less than| just over| just| only| barely| exactly| under)?",
        coming=r"(?:(?:with)?in|over|during|for) the (?:next|coming)|within the|(?:over|during) the next",
        left=r"(?:have|has|got|there(?:'s| is| are)|with|you have|give you|giving you)(?: (?:only|just|about|barely|less than|at most|exactly|now))*(?: got)?(?: (?:only|just|about|barely|less than|at most|exactly))*",
        behind=r"from (?:now|today)|left|to go|remaining|remain|(?:until|till|before|to) (?:we|i|they|the|our|my|it|he|she|you|doors|kick-?off|take-?off|departure|closing|opening|boarding|check-?in)\b",
    ),
    "de": Counted(
        numbers={
            "einer": 1, "einem": 1, "eine": 1, "einen": 1, "eines": 1, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7,
            "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12, "vierzehn": 14, "funfzehn": 15, "zwanzig": 20,
            "funfundzwanzig": 25, "vierundzwanzig": 24, "dreisig": 30, "vierzig": 40, "funfundvierzig": 45, "achtundvierzig": 48, "funfzig": 50, "sechzig": 60,
            "neunzig": 90, "wenigen": 3, "(?:ein )?paar": 3, "anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5, "viereinhalb": 4.5,
            "einer halben": 0.5, "eine halbe": 0.5,
        },
        a_half="einhalb",
        minute="minuten?|min",
        quarter="viertel ?stunde",
        half="halben? stunde|halbstunde",
        three_quarters="dreiviertel ?stunde|drei ?viertel ?stunden?",
        hour="stunden?|std|h",
        day="tage?n?|tag",
        half_day="halben tag",
        working_day="(?:arbeits|werk)tage?n?",
        week="wochen?",
        eight_days="(?:acht|8) tagen?",
        fortnight="vierzehn tagen?|14 tagen?",
        month="monate?n?",
        within=r"in(?: (?:etwa|ca\.?|circa|rund|weniger als|knapp|gut|gerade mal|genau|nur))?|innerhalb(?: von)?|binnen",
        coming=r"(?:in|innerhalb|binnen|wahrend) (?:den|der|die|des) (?:nachsten|kommenden)|innerhalb der|binnen der",
        left=r"(?:(?:haben|habe|hat|bleiben|bleibt|sind|ist|sinds|sie haben|gebe ihnen|setze ihnen)(?: (?:mir|uns|ihm|ihr|es|wir|ich))?(?: (?:jetzt|nur|noch|genau|knapp|gut|etwa|eine frist von|eine nachfrist von))*|(?:nur )?noch(?: (?:genau|knapp|gut|etwa|rund))?|frist von)",
        behind=r"ab (?:jetzt|heute|sofort)|verbleiben|ubrig|zeit\b|bis (?:zu[mr]|wir|ich|die|der|das|es)\b",
    ),
    "fr": Counted(
        numbers={
            "une?": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
            "quinze": 15, "vingt": 20, "vingt-quatre": 24, "trente": 30, "quarante": 40, "quarante-cinq": 45, "quarante-huit": 48, "cinquante": 50,
            "soixante": 60, "quelques": 3, "une demi": 0.5, "la demi": 0.5,
        },
        a_half="et demie?",
        minute="minutes?|mins?|mn",
        quarter="quart d'heure",
        half="demi-?\\s?heure",
        three_quarters="(?:trois|3)[ -]quarts d'heure|3/4 d'heure",
        hour="-?heures?|h",
        day="jours?",
        half_day="demi-?\\s?journee",
        working_day="jours? (?:ouvr(?:es?|ables?))",
        week="semaines?",
        eight_days="huitaine|(?:huit|8) jours",
        fortnight="quinzaine|(?:quinze|15) jours",
        month="mois",
        within=r"dans(?: (?:moins d[e'] ?|environ|a peine|tout juste|exactement|un delai de|les))?|d'ici|sous|en moins d[e']|endeans(?: les)?",
        coming=r"(?:dans|pendant|durant|d'ici|sous) (?:les?|la|l')(?: prochaine?s?)?",
        left=r"(?:reste(?:nt)?|avons|ai|avez|disposons de|donne|laisse|laissons)(?: (?:plus que|encore|que|seulement|a peine|exactement|environ|moins de|un delai de))*|un delai de|plus que",
        behind=r"(?:a partir|a compter) (?:de maintenant|d'aujourd'hui|de ce jour)|devant nous|restantes?|avant (?:le|la|les|l'|que|qu'|de)",
    ),
    "es": Counted(
        numbers={
            "una?": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12,
            "quince": 15, "veinte": 20, "veinticuatro": 24, "treinta": 30, "cuarenta": 40, "cuarenta y cinco": 45, "cuarenta y ocho": 48, "cincuenta": 50,
            "sesenta": 60, "noventa": 90, "un par de": 2, "pocas": 3, "pocos": 3, "unas": 3, "unos": 3,
        },
        a_half="y media?o?",
        minute="minutos?|mins?",
        quarter="cuarto de hora",
        half="media hora",
        three_quarters="(?:tres|3) cuartos de hora",
        hour="horas?|h|hrs?",
        day="dias?",
        half_day="medio dia",
        working_day="dias? (?:habil(?:es)?|laborables?)",
        week="semanas?",
        eight_days="(?:ocho|8) dias",
        fortnight="quincena|(?:quince|15) dias",
        month="mes(?:es)?",
        within=r"(?:en|dentro de)(?: (?:menos de|aproximadamente|apenas|unas|unos|poco mas de|solo|(?:un|el) plazo(?: maximo)? de))?",
        coming=r"(?:en|durante|dentro de|para) (?:la|las|los|el)(?: proxim[ao]s?| siguientes?)?",
        left=r"(?:quedan?|tenemos|tengo|tienen?|doy|damos|faltan?)(?: (?:solo|apenas|unas|unos|menos de|exactamente|un plazo de|todavia|ya solo))*|plazo de",
        behind=r"a partir de (?:ahora|hoy)|desde hoy|por delante|restantes?|antes de que|hasta que|para que",
    ),
    "it": Counted(
        numbers={
            "un'": 1, "una?": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10, "undici": 11, "dodici": 12,
            "quindici": 15, "venti": 20, "ventiquattro": 24, "trenta": 30, "quaranta": 40, "quarantacinque": 45, "quarantotto": 48, "cinquanta": 50,
            "sessanta": 60, "novanta": 90, "un paio d[i']": 2, "poche": 3, "pochi": 3,
        },
        a_half="e mezz[ao]",
        minute="minut[oi]|min",
        quarter="quarto d'ora",
        half="mezz'ora|mezza ora|mezzora",
        three_quarters="(?:tre|3) quarti d'ora",
        hour="or[ae]|h",
        day="giorn[oi]",
        half_day="mezza giornata",
        working_day="giorn[oi] lavorativ[oi]",
        week="settiman[ae]",
        eight_days="(?:otto|8) giorni",
        fortnight="(?:quindici|15) giorni",
        month="mes[ei]",
        within=r"(?:in|tra|fra|entro)(?: (?:circa|meno di|poco piu di|appena|esattamente|soli|sole|un massimo di))?|entro e non oltre",
        coming=r"(?:nell[ae]|nei|entro (?:la|le|i|gli)|durante (?:la|le)) prossim[aei]",
        left=r"(?:restano|resta|rimangono|rimane|abbiamo|ho|avete|mancano|manca|do|diamo|concedo)(?: (?:solo|ancora|appena|meno di|circa|esattamente|un termine di|soltanto))*|termine di",
        behind=r"da (?:adesso|ora|oggi)|di tempo|rimanenti|prima (?:che|di|del|della|dell')|a disposizione",
    ),
}
