# ruff: noqa: E501 (word lists stay whole)
"""How five languages speak of points in time: RE2 fragments over folded text, for the deadline grammar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    by: str  # up to and including
    before: str  # not later than the start of
    at: str  # only with an event or a need in the sentence
    glue: str  # may stand between a day and a time
    need: str
    absence: str  # someone is away: the day on which that ends is nobody's deadline
    bygone: str  # in its clause: what was at that time is over
    after: str  # with a threat or a need: up to then
    by_then: str  # in the words after a point in time: something must be done before it
    latest: str  # stands behind a point in time: up to and including
    opening: str  # in a question: it asks when we are there
    day_end: str
    month_end: str
    quarter_end: str
    year_end: str
    week_end: str  # of the working week
    end_of: str  # before a week, a month or a month's name
    middle_of: str
    start_of: str
    next_week: str
    next_month: str
    weekend: str
    today: str
    yet_today: str  # today, and said as a demand
    tonight: str
    tomorrow: str
    after_tomorrow: str
    lead: str  # before a weekday: this, the coming
    week_later: str  # around a weekday: not the next one, but the one after
    day_of_month: str  # "the 15th"; group `od`
    day_ahead: str  # must stand before it
    noon: str
    parts: Mapping[str, int]  # part of day → hour
    this: str  # before a part of the day: today's
    early: str  # around a clock time: before noon
    late: str  # and after it
    recurring: str  # again and again: no one point in time
    weekdays: tuple[str, ...]  # Monday first
    months: tuple[str, ...]
    clock: str  # groups h, m, ap
    twelve_hours: bool = False  # 5:30 may be after noon
    month_first: bool = False  # 11/25


_CLOCK24 = r"(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)"

TIMES: dict[str, Times] = {
    "en": Times(
        by=r"by|until|til|till|no later than|not later than|due(?: by| on| at)?|deadline(?: is|:)?(?: on| by| at)?|latest(?: by)?|at the latest(?: by)?",
        before=r"before|ahead of|prior to",
        at=r"at|on|for|this|is|first thing(?: on)?|starts(?: at| on)?|begins(?: at| on)?",
        glue=r"at|on|the|in the|around|by|of|,|@|before|this|next|coming",
        need=r"need(?:s|ed)?|must|have to|has to|require[sd]?|want it|expect|please (?:fix|resolve|solve|answer|reply|respond|help|send)|pay(?:roll|ment run)|fl(?:y|ight)|travel\w*|go(?:es|ing)? live|leaving|expires?|delivered|get it|ready|closing|exhibition|wedding|birthday|call|appointment|present(?:s|ing)?|presentation|pitch|board|demo|meeting|launch|interview|conference|webinar|audit|exam|deadline|event|workshop|expir\w+|runs? out|open(?:s|ing)|submit\w*|hand in|(?:expect|wait)(?:s|ing)? (?:for )?(?:me|us)|leave|launch\w*|starts?|begins?|file (?:the|our|my)|closes|ends|lapses?|shuts?|kick-?off|boarding|takes? off|departs?|sails|goes to (?:press|print)|moves? (?:in|out)",
        absence=r"(?:on|from) (?:\w+ )?(?:holidays?|vacation|leave)|away|out of (?:the )?office|abroad|(?:am|are|be|'m|'re|'ll) back(?: (?:in|at|on|from))?|not (?:in (?:the office|today|tomorrow|until|on|this)|available|reachable)|travell?ing until|won'?t be (?:there|in|here|coming|attending|able)|(?:can'?t|cannot) (?:make it|come|attend|be there)|off sick|not coming",
        bygone=r"(?:was|were|had|did|came|rang|went|began|broke|started|stopped|failed|happened|ended|(?:i|we|he|she|they|who|you|colleague|somebody|someone) (?:\w+[^e]ed|got|said|wrote|told|bought|paid|sent|took|gave|saw|left|set|put|made|lost|met|spoke)|announced for|promised for)",
        after=r"after|from",
        by_then=r"by then|before then|until then|before that|beforehand|in time|before (?:it|this) (?:happens|goes|starts|comes|runs)|in good time|ahead of (?:it|that)",
        latest=r"at the (?:very )?latest|or earlier|or sooner",
        opening=r"(?:are|do|will|when are|when do) (?:you|your \w+)(?: \w+){0,2} (?:open|closed?|reachable|available|there)|opening hours|(?:move|reschedule|postpone|shift)(?: \w+){0,2} (?:appointment|meeting|call|date|visit|session)",
        day_end=r"eod|cob|eob|cop|end of (?:the )?(?:(?:business|working|trading) )?(?:day|today)|close of (?:business|play|trading|day)|end of (?:business|play|trading|today)|day'?s end|the day is (?:out|over)|the day ends|(?:we|you|i) (?:close|finish) (?:for the day|up|tonight|today)|knocking off|home time|business close",
        month_end=r"eom|month[- ]?end|(?:the )?(?:end|close|last day) of (?:the|this) month|the month (?:is (?:out|over)|ends|closes)",
        quarter_end=r"eoq|quarter[- ]?end|(?:the )?(?:end|close) of (?:the|this) quarter|the quarter (?:is (?:out|over)|ends|closes)|end of q[1-4]",
        year_end=r"eoy|year[- ]?end|(?:the )?(?:end|close) of (?:the|this) (?:calendar )?year|the year (?:is (?:out|over)|ends|closes)",
        week_end=r"eow|(?:the )?end of (?:the|this) (?:working |business )?week|this week|the week is (?:out|over)|end of week",
        end_of=r"(?:the )?(?:very )?end of|late",
        middle_of=r"(?:the )?middle of|mid",
        start_of=r"(?:the )?(?:beginning|start) of|early",
        next_week=r"next week|the (?:coming|following) week",
        next_month=r"next month|the (?:coming|following) month",
        weekend=r"(?:this |the )?week-?end",
        today=r"today",
        yet_today=r"(?:still|yet) today|this very day|same day|today (?:still|please|pls|if at all possible)|later today",
        tonight=r"tonight|this evening|to-?nite|this night",
        tomorrow=r"tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow",
        after_tomorrow=r"(?:the )?day after tomorrow",
        lead=r"this|next|the|coming|this coming|the coming|following|the following|upcoming",
        week_later=r"(?:of )?next week|(?:of )?the week after|a week on|a week from|a week today|week|of the following week",
        day_of_month=r"(?P<od>[0-3]?\d)(?:st|nd|rd|th)(?: of (?:the|this) month)?",
        day_ahead="",
        noon=r"noon|midday|lunch(?:[ -]?time|[ -]?break)?|12 noon|high noon",
        parts={
            "first thing(?: in the morning| on)?": 9,
            "(?:mid[- ]?|early |late )?morning": 9,
            "start of (?:business|play|trading|day)|opening time": 9,
            "(?:mid[- ]?|early |late )?afternoon": 13,
            "(?:early )?evening": 18,
            "midnight": 24,
            "night": 20,
        },
        this=r"this|in the|the|by|before",
        early=r"(?:in the |this )?mornings?",
        late=r"(?:this|in the|tomorrow|today|early|late)? ?(?:afternoon|evening)|tonight|at night|nights",
        recurring=r"every (?:\w+ )?(?:day|night|morning|evening|week|month|quarter|year|hour|minute|time|mon\w*|tues\w*|wedn\w*|thurs\w*|fri\w*|satur\w*|sun\w*|\d+)\w*|each (?:day|night|morning|evening|week|month|year|mon\w*|tues\w*|wedn\w*|thurs\w*|fri\w*|satur\w*|sun\w*)|(?:mon|tues|wednes|thurs|fri|satur|sun)days|daily|nightly|weekly|weekdays|per (?:day|week|month)|of (?:every|each) month|a (?:day|week|month|year)\W*$|always|usually|once a",
        weekdays=(
            "mon(?:day)?",
            "tue(?:s|sday)?",
            "wed(?:nesday)?",
            "thu(?:rs?|rsday)?",
            "fri(?:day)?",
            "sat(?:urday)?",
            "sun(?:day)?",
        ),
        months=(
            "jan(?:uary)?",
            "feb(?:ruary)?",
            "mar(?:ch)?",
            "apr(?:il)?",
            "may",
            "june?",
            "july?",
            "aug(?:ust)?",
            "sept?(?:ember)?",
            "oct(?:ober)?",
            "nov(?:ember)?",
            "dec(?:ember)?",
        ),
        clock=rf"{_CLOCK24}(?: ?(?P<ap>[ap])\.?m\b\.?)?|(?P<h2>1[0-2]|0?[1-9]) ?(?P<ap2>[ap])\.?m\b\.?|(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d) ?(?:h(?:ou)?rs?|h)\b",
        month_first=True,
        twelve_hours=True,
    ),
    "de": Times(
        by=r"bis|bis zum|bis spatestens|spatestens|spatestens (?:am|um|bis)|frist(?: ist)?|fallig(?: am)?|bis um|bis am",
        before=r"vor|vor dem|vor der",
        at=r"um|am|fur|ab|gegen|an diesem|diesen|kommenden|nachsten",
        glue=r"um|am|gegen|,|den|dem|ab|bis|fruh|schon|spatestens|vor|der|zum",
        need=r"brauche?n?|benotige?n?|muss|mussen|bitte|soll|notig|fliege|reise|lauft ab|gehen live|ubergabe|treffen|auslieferung|(?:lauft|laufen)(?: \w+){0,5} ab|eroffn\w*|startet|starten|beginnt|beginnen|einreichen|abgeben|erwartet (?:mich|uns)|wartet auf (?:mich|uns)|offnen wir|fahrt|fliegt|prasentier\w*|prasentation|termin|endet|enden|verfallt|schliest|schliesen|anpfiff|einlass|boarding|abflug|abfahrt|tagt|zieh\w* (?:ein|aus)",
        absence=r"(?:im|in) (?:\w+ )?urlaub|verreist|abwesend|nicht (?:im (?:buro|haus)|erreichbar)|unterwegs|in elternzeit|krankgeschrieben|(?:bin|sind) (?:\w+ ){0,4}wieder (?:da|im buro)|(?:kann|konnen) (?:\w+ ){0,3}nicht (?:kommen|teilnehmen|dabei sein)|(?:fehlt|fehle) (?:am|heute|morgen)|dienstreise|verhindert|(?:bin|sind|ist) (?:\w+ ){0,4}nicht (?:da|dabei)\b",
        bygone=r"(?:war|waren|hatte\w*|wurde|wurden|kam|kamen|ging|gingen|rief|riefen|sagte\w*|schrieb\w*|hies|hiess|kame|kamen|begann|fing an|(?:habe|haben|hat|bin|ist|sind) (?:\w+ ){0,5}(?:(?:an|ab|aus|auf|ein|zu|mit|nach)?ge\w+(?:t|en)|\w+iert|bestellt|bezahlt|erhalten|bekommen|versucht|passiert))",
        after=r"nach(?: dem)?|ab(?: dem)?",
        by_then=r"bis dahin|vorher|davor|rechtzeitig|vorab|zuvor|bevor (?:es|das|er|sie)",
        latest=r"spatestens",
        opening=r"geoffnet|haben sie(?: \w+){0,4} (?:offen|auf)|schliesen sie|geschlossen|verschieb\w*|verlegen",
        day_end=r"ende (?:des|vom) (?:(?:arbeits|geschafts|heutigen )?tages|heutigen tag|tag)|feierabend|dienst(?:schluss|schlus)|geschafts(?:schluss|schlus)|buro(?:schluss|schlus)|(?:laden|kassen|betriebs)(?:schluss|schlus)|tagesende|eod|cob|tagesschluss",
        month_end=r"(?:ende (?:des|dieses|diesen|vom) monats?)|monatsende|ultimo|monatsletzten|monats(?:abschluss|schluss)|letzten des monats",
        quarter_end=r"ende (?:des|dieses|diesen) (?:laufenden )?quartals|quartals(?:ende|abschluss)",
        year_end=r"ende (?:des|dieses|diesen) (?:laufenden )?jahres|(?:kalender)?jahres(?:ende|abschluss|schluss|wechsel)|dieses jahr|in diesem jahr",
        week_end=r"ende (?:der|dieser) (?:laufenden )?(?:arbeits)?woche|wochenende|diese woche|in dieser woche|wochenschluss|ende kw",
        end_of=r"ende",
        middle_of=r"mitte",
        start_of=r"anfang|beginn",
        next_week=r"(?:der )?(?:nachste[rn]?|kommende[rn]?) woche",
        next_month=r"(?:des |im )?(?:nachste[rns]|kommenden) monats?",
        weekend=r"(?:dieses |am |das )?wochenende",
        today=r"heute|heutigen? tag",
        yet_today=r"noch heute|heute noch|am heutigen tag|heute (?:bitte|unbedingt)|noch am (?:selben|gleichen) tag",
        tonight=r"heute (?:nacht|abend)|heut abend",
        tomorrow=r"morgen|morgigen tag",
        after_tomorrow=r"ubermorgen|uebermorgen",
        lead=r"den|dem|am|diesen|diesem|nachsten|nachster|nachstem|kommenden|kommendem|dieser|dieses",
        week_later=r"(?:in )?(?:der )?(?:nachste[rn]?|kommende[rn]?|ubernachste[rn]?|folgende[rn]?) woche|in einer woche|in acht tagen|uber(?:nachsten)?",
        day_of_month=r"(?P<od>[0-3]?\d)\.(?: (?:des|dieses|diesen) monats)?",
        day_ahead=r"(?:am|zum|den|dem|vom|bis|der|ab|spatestens) ",
        noon=r"mittags?|mittagspause|mittagessen|mittagszeit|zwolf uhr mittags",
        parts={
            "fruhs?|morgens?|in der fruh|fruhmorgens": 9,
            "vormittags?": 9,
            "nachmittags?": 13,
            "abends?": 18,
            "mitternacht|nachts": 24,
            "nacht": 20,
        },
        this=r"heute|heutigen?|bis zum|zum",
        early=r"fruh|morgens|vormittags?|in der fruh",
        late=r"abends?|nachmittags?|nachts|heut(?:e)? abend",
        recurring=r"jede[nrms]? \w+|jeweils|taglich|nachtlich|wochentlich|monatlich|jahrlich|alle (?:\w+ )?(?:tage|wochen|monate|stunden|minuten)|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s|werktags|immer|(?:pro|im) (?:tag|woche|monat)|regelmasig|ublicherweise",
        weekdays=tuple(
            rf"(?:{day})(?:morgen|fruh|vormittag|mittag|nachmittag|abend|nacht)?"
            for day in (
                "montag|mantig|mentig|maentig",
                "dienstag|zistig|ziischtig",
                "mittwoch|mittwuch",
                "donnerstag|donnschtig|donschtig",
                "freitag|fritig|friitig",
                "samstag|sonnabend|samschtig",
                "sonntag|sunntig",
            )
        ),
        months=(
            "januar|jan",
            "februar|feb",
            "marz|mrz|maerz",
            "april|apr",
            "mai",
            "juni",
            "juli",
            "august|aug",
            "september|sept?",
            "oktober|okt",
            "november|nov",
            "dezember|dez",
        ),
        clock=rf"{_CLOCK24}(?: ?uhr)?|(?P<h2>[01]?\d|2[0-3]) ?(?:uhr|h)\b(?: (?P<m2>[0-5]\d))?",
    ),
    "fr": Times(
        by=r"d'ici(?: a)?|jusqu'(?:a|au)|au plus tard(?: le| a)?|avant la fin de|pour|echeance(?: le| est)?",
        before=r"avant(?: le| la)?",
        at=r"a|le|ce|cet|cette|des|vers",
        glue=r"a|vers|,|le|au|avant|ce|pour|des|au plus tard",
        need=r"besoin|dois|devons|doit|faut|necessaire|merci de|s'il vous plait|veuillez|vol|expire|livraison|expire\w*|ouvrons|ouvre|ouverture|demarre\w*|commence\w*|lancons|lancement|deposer|rendre|part|decolle|(?:m|nous )'?attend\w*|se termine|ferme|cloture|embarquement|coup d'envoi|decolle|emmenage\w*|demenage\w*",
        absence=r"en (?:conges?|vacances|deplacement|arret)|absente?|hors du bureau|de retour|ne (?:sera|serai|serons|pourra|pourrai|peux|peut) (?:pas|pas etre|malheureusement pas) (?:la|venir|present\w*|disponible\w*)",
        bygone=r"(?:etai\w+|avai\w+|devai\w+|(?:a|ont|ai|avons|avez) (?:\w+ )?(?:ete|eu|commence|appele|commande|paye|recu|regle|envoye|ecrit|dit|debute|fini|termine|rappele|essaye|achete|signe|pris|mis|fait|vu)|s'est (?:termine|arrete|passe|produit)\w*|est (?:venue?|arrivee?|tombee?|passee?))",
        after=r"apres(?: le)?|passe(?: le)?|a partir du",
        by_then=r"d'ici la|avant(?: cela| ca| que| qu'|\W*$)|auparavant|a temps|avant (?:de|cette date|ce jour|l'heure)",
        latest=r"au plus tard|dernier delai",
        opening=r"ouverts?|deplacer|decaler|reporter|ouvrez|fermez|fermes?|joignables?",
        day_end=r"(?:la )?fin (?:de |du )?(?:la |ma |notre )?(?:journee|jour)(?: de travail)?|(?:la )?fermeture(?: (?:des bureaux|du bureau|du magasin|de la boutique))?|la fin de la matinee|fin de service|eod",
        month_end=r"(?:la )?fin (?:du|de ce|de) mois|le dernier jour du mois|la cloture (?:du mois|mensuelle)",
        quarter_end=r"(?:la )?(?:fin|cloture) (?:du|de ce|de) trimestre|la cloture trimestrielle",
        year_end=r"(?:la )?(?:fin|cloture) (?:de l'|d'|de cette )(?:annee|exercice)|cette annee",
        week_end=r"(?:la )?fin de (?:la |cette )?semaine|cette semaine|dans la semaine",
        end_of=r"(?:la )?fin (?:du mois de |du mois d'|de |d'|)|fin",
        middle_of=r"(?:la )?mi|(?:le )?milieu d[eu]",
        start_of=r"(?:le )?debut(?: d[eu'])?",
        next_week=r"(?:de )?la semaine (?:prochaine|suivante|qui vient)|semaine prochaine",
        next_month=r"(?:du |le )?mois (?:prochain|suivant|qui vient)",
        weekend=r"(?:le |ce )?week-?\s?end",
        today=r"aujourd'hui|ce jour",
        yet_today=r"(?:des|encore|pour) aujourd'hui|aujourd'hui meme|dans la (?:journee|matinee)|ce jour meme|aujourd'hui (?:svp|s'il vous plait|si possible)|le jour meme|en fin de (?:journee|matinee|d'apres-midi)",
        tonight=r"ce soir|cette nuit",
        tomorrow=r"demain",
        after_tomorrow=r"apres-?\s?demain|surlendemain",
        lead=r"le|ce|ce prochain|au",
        week_later=r"de la semaine (?:prochaine|suivante|qui vient)|semaine prochaine|en huit|d'apres",
        day_of_month=r"(?P<od>[0-3]?\d)(?:er)?(?: du mois| de ce mois)?",
        day_ahead=r"(?:le|au|du) ",
        noon=r"midi|le dejeuner|la pause(?:[ -]dejeuner)?|l'heure du dejeuner",
        parts={
            "(?:a la |des la )?premiere heure": 9,
            "(?:debut de |fin de )?matin(?:ee)?": 9,
            "(?:debut d'|fin d')?apres-midi": 13,
            "soir(?:ee)?": 18,
            "minuit": 24,
            "nuit": 20,
        },
        this=r"ce|cet|cette|le|dans la|la|en|l'",
        early=r"(?:du|le|ce|demain) matin|du mat",
        late=r"(?:cet|de l'|l')apres-midi|(?:ce|du|le) soir|\w+ soir",
        recurring=r"tou(?:te)?s les \w+(?: \w+)?|chaque \w+|quotidien\w*|hebdomadaire\w*|mensuel\w*|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:de|entre|jusqu|a partir)|toujours a|par (?:jour|semaine|mois|an)|d'habitude",
        weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        months=(
            "janvier|janv",
            "fevrier|fevr?",
            "mars",
            "avril|avr",
            "mai",
            "juin",
            "juillet|juil",
            "aout",
            "septembre|sept",
            "octobre|oct",
            "novembre|nov",
            "decembre|dec",
        ),
        clock=r"(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)|(?P<h2>[01]?\d|2[0-3]) ?h(?:eures?)? ?(?P<m2>[0-5]\d)?",
    ),
    "es": Times(
        by=r"hasta(?: el| las?)?|a mas tardar(?: el| a las?)?|como (?:muy tarde|maximo)(?: el| a las?)?|para(?: el| la| las)?|vence(?: el)?|plazo(?: es)?(?: el)?",
        before=r"antes de(?:l| la| las| los)?",
        at=r"a las?|el|este|esta|sobre las?",
        glue=r"a|a las?|sobre|hacia|,|el|las|antes de las?|de la|por la|de|para|este",
        need=r"necesit\w+|debo|debemos|debe|tengo que|tenemos que|hay que|por favor|vuelo|viaj\w+|caduca|vence|entrega|caduca\w*|abrimos|abre|apertura|empieza|empezamos|comienza|lanzamos|presentar|sale|expira|(?:me|nos) esperan?|termina|acaba|cierra|despega|embarque|se muda\w*|mudanza|operan",
        absence=r"de (?:vacaciones|baja|viaje)|fuera de la oficina|ausente|de vuelta|no estare|no (?:podre|podra|puedo|puede) (?:ir|venir|asistir|acudir)|no estara",
        bygone=r"(?:fue|fueron|era|eran|estaba\w*|habia\w*|tenia\w*|pagaron|pague|pedi|pidio|vino|vinieron|empezo|comenzo|ocurrio|dijeron|dijo|escribi\w*|termino a|acabo a|(?:llamo|llego|salio) (?:a|el|ayer)|(?:he|ha|hemos|han|habeis) \w+[aiou]do)",
        after=r"despues del?|pasado el|a partir del?",
        by_then=r"para entonces|antes(?: de eso|\W*$)|hasta entonces|a tiempo|antes de (?:esa fecha|ese dia)",
        latest=r"a mas tardar|como (?:muy tarde|maximo)",
        opening=r"abiert[oa]s?|(?:cambiar|mover|aplazar) (?:la|mi|nuestra) (?:cita|reunion)|abren|cierran|atienden",
        day_end=r"(?:el )?(?:final(?:izar)?|fin|cierre|termino) (?:del?|de la) (?:dia|jornada)(?: laboral)?|(?:que )?(?:acabe|termine|finalice|cierre) (?:el dia|la jornada|la oficina|la tienda)|(?:el )?cierre|final de la jornada|eod",
        month_end=r"(?:el )?(?:final(?:es)?|fin|cierre|ultimo dia) de(?:l| este)? mes|(?:que )?(?:acabe|termine|finalice|cierre) (?:el|este) mes|cierre mensual",
        quarter_end=r"(?:el )?(?:final(?:es)?|fin|cierre) de(?:l| este)? trimestre|(?:que )?(?:acabe|termine|cierre) (?:el|este) trimestre",
        year_end=r"(?:el )?(?:final(?:es)?|fin|cierre) de(?:l| este)? (?:ano|ejercicio)|(?:que )?(?:acabe|termine|cierre) (?:el|este) (?:ano|ejercicio)|este ano",
        week_end=r"(?:el |los )?final(?:es)? de (?:la |esta )?semana|esta semana|(?:que )?(?:acabe|termine) (?:la|esta) semana|fin de semana",
        end_of=r"(?:el )?(?:final(?:es)?|fin)(?: del mes)? de",
        middle_of=r"(?:a )?mediados de|mitad de",
        start_of=r"(?:a )?(?:principios|comienzos|inicios?) de",
        next_week=r"la (?:proxima semana|semana (?:que viene|proxima|que entra|siguiente))",
        next_month=r"(?:el )?(?:proximo mes|mes (?:que viene|proximo|que entra))",
        weekend=r"(?:el |este )?(?:finde|fin de semana)",
        today=r"hoy|dia de hoy",
        yet_today=r"hoy mismo|(?:todavia|aun) hoy|en el dia|hoy sin falta|esta misma (?:tarde|manana|noche)|hoy por favor|a lo largo del dia|dentro del dia",
        tonight=r"esta (?:misma )?(?:noche|madrugada)",
        tomorrow=r"manana",
        after_tomorrow=r"pasado manana",
        lead=r"el|este|el proximo|proximo|el mismo",
        week_later=r"de la (?:semana que viene|proxima semana|semana proxima|semana siguiente)|de la otra semana|en ocho dias",
        day_ahead=r"(?:el|del|al|dia) ",
        day_of_month=r"(?P<od>[0-3]?\d)(?: de (?:este|corriente) mes| del (?:corriente|presente)(?: mes)?)?",
        noon=r"(?:al )?medio ?dia|(?:la )?hora de (?:comer|la comida)",
        parts={
            "(?:a )?primera hora(?: de la manana)?": 9,
            "por la manana": 9,
            "(?:a )?media manana": 11,
            "por la tarde|(?:esta )?(?:misma )?tarde": 13,
            "(?:a )?media tarde": 17,
            "(?:a )?ultima hora": 17,
            "por la noche": 18,
            "media ?noche": 24,
        },
        this=r"esta|esta misma|la|de la",
        early=r"(?:de|por) la (?:manana|madrugada)|am",
        late=r"(?:de|por) la (?:tarde|noche)|esta (?:misma )?(?:tarde|noche)",
        recurring=r"cada \w+(?: \w+)?|todos los \w+|todas las \w+|diari[oa]\w*|semanal\w*|mensual\w*|los (?:lunes|martes|miercoles|jueves|viernes|sabados|domingos)|siempre|(?:al|por) (?:dia|mes|ano|semana)\b|normalmente",
        weekdays=("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
        months=(
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "sep?tiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ),
        clock=rf"{_CLOCK24}(?: ?(?P<ap>[ap])\.? ?m\b\.?)?(?: ?h(?:oras|rs|s)?\b)?|(?P<h2>[01]?\d|2[0-3]) ?(?:(?P<ap2>[ap])\.? ?m\b\.?|h(?:oras|rs|s)?\b)",
        twelve_hours=True,
    ),
    "it": Times(
        by=r"entro(?: e non oltre)?(?: il| la| le| l')?|al (?:massimo|piu tardi)(?: entro)?|fino a(?:l|lle)?|non oltre(?: il| le)?|al piu tardi(?: il| alle)?|per(?: il| la| le)?|scadenza(?: il| e)?|scade(?: il)?",
        before=r"prima (?:di|del|della|delle|dell')",
        at=r"alle|all'|il|questo|questa|verso le|di",
        glue=r"a|alle|verso|,|il|le|entro|entro le|prima delle|dell[ae]|di|per|ore|le ore|alle ore",
        need=r"bisogno|serve|servono|devo|dobbiamo|deve|necessari[oa]|per favore|cortesemente|volo|parto|viaggi\w+|scade|consegna|scade\w*|apriamo|apre|apertura|inizia\w*|comincia\w*|lanciamo|presentare|consegnare|parte|(?:mi|ci) aspettan?o?|finisce|termina|chiude|decolla|imbarco|trasloc\w+|operano",
        absence=r"in (?:ferie|vacanza|congedo|malattia|viaggio)|fuori ufficio|assente|di ritorno|non (?:ci sara|ci saro|potra venire|posso venire|riesco a venire|puo venire)",
        bygone=r"(?:era|erano|aveva\w*|doveva\w*|(?:e|sono) (?:stat|cominciat|iniziat|finit|arrivat|success|venut|andat|passat|scadut)[oaie]|(?:ho|ha|abbiamo|hanno|avete) (?:\w+ )?\w+(?:ato|ito|uto|sto|tto|rso|eso|iso))",
        after=r"dopo(?: il| l')?|passato il|a partire dal",
        by_then=r"per allora|entro allora|prima(?: che| di allora|\W*$)|in tempo|prima di (?:quella data|quel giorno)",
        latest=r"al piu tardi|al massimo",
        opening=r"apert[oi]|spostare|rimandare|aprite|chiudete|chius[oi]",
        day_end=r"(?:la )?fine (?:della |del |di )?(?:giornata|giorno)(?: lavorativa)?|prima che finisca la giornata|(?:la )?chiusura(?: (?:degli uffici|dell'ufficio|del negozio))?|finisca la giornata|eod|fine (?:turno|lavoro)",
        month_end=r"(?:la )?(?:fine|chiusura) (?:del |di questo |di )?mese|finisca il mese|ultimo del mese",
        quarter_end=r"(?:la )?(?:fine|chiusura) (?:del |di )?trimestre|finisca il trimestre",
        year_end=r"(?:la )?(?:fine|chiusura) (?:dell'|d'|di |di quest')?(?:anno|esercizio)|finisca l'anno|quest'anno",
        week_end=r"(?:la )?fine (?:della |di questa )?settimana|questa settimana|(?:in |la )settimana|(?:il )?fine settimana|finisca la settimana",
        end_of=r"(?:la )?fine(?: di| del mese di)?",
        middle_of=r"(?:la )?meta(?: di)?",
        start_of=r"(?:l')?inizi[oi](?: di)?|(?:i )?primi(?: di)?",
        next_week=r"(?:la |della )?(?:prossima settimana|settimana (?:prossima|ventura|entrante))",
        next_month=r"(?:il |del )?(?:prossimo mese|mese (?:prossimo|venturo|entrante))",
        weekend=r"(?:il |questo )?(?:week-?end|fine settimana)",
        today=r"oggi|la giornata di oggi|odiern[oa]",
        yet_today=r"oggi stesso|ancora oggi|in giornata|oggi per favore|nella giornata di oggi|nel corso della giornata|in mattinata|in serata",
        tonight=r"stasera|stanotte|questa (?:sera|notte)",
        tomorrow=r"domani|doma(?P<tm>ttina)",
        after_tomorrow=r"dopodomani|dopo domani",
        lead=r"il|questo|questa|il prossimo|prossimo|la",
        week_later=r"della (?:prossima settimana|settimana (?:prossima|ventura|successiva))|prossima settimana|tra una settimana",
        day_ahead=r"(?:(?:il|del|al) |l'|dell'|all')(?:giorno )?",
        day_of_month=r"(?P<od>[0-3]?\d)°?(?: del mese| di questo mese| c\.m\.?)?",
        noon=r"mezzogiorno|(?:l'ora di |la pausa )?pranzo|mezzodi",
        parts={
            "(?:in )?prima mattinata|per prima cosa": 9,
            "matt(?:ina|ino|inata)": 9,
            "pomeriggio": 13,
            "sera|serata": 18,
            "mezzanotte": 24,
            "notte": 20,
        },
        this=r"questo|questa|oggi|il|la|in|del",
        early=r"(?:di|del|domani|questa|della|la) (?:mattin[ao]|mattinata|notte)|stamattina",
        late=r"(?:di|del|questo|oggi|nel|il) (?:sera|pomeriggio)|stasera|oggi pomeriggio|pomeriggio|sera",
        recurring=r"ogni \w+(?: \w+)?|tutt[ie] (?:i|le|gli) \w+|quotidian\w+|settimanal\w+|mensil\w+|(?:il|la) (?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica) (?:dalle|fino|siete|aprite)|sempre|al (?:giorno|mese)|a settimana|di solito",
        weekdays=("lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"),
        months=(
            "gennaio|gen",
            "febbraio|feb",
            "marzo",
            "aprile|apr",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre|sett?",
            "ottobre|ott",
            "novembre|nov",
            "dicembre|dic",
        ),
        clock=rf"{_CLOCK24}|(?:h|ore) ?(?P<h2>[01]?\d|2[0-3])(?:[:.,](?P<m2>[0-5]\d))?",
        twelve_hours=True,
    ),
}
