# ruff: noqa: E501 (word lists stay whole)
"""German. Umlauts are written without their dots (the text is folded): für → fur; ß → s. Also as ue, oe, ae where common."""

from mailgate.reading.lexicon.shape import Lexicon

_KANN_NICHT = r"(?:kann|konnen|konnte|konnten|koennen|komme|kommen)(?: \w+){0,4} (?:nicht|nichts|keine?n?)"

DE = Lexicon(
    language="de",
    common=frozenset(
        ["der", "die", "das", "und", "ich", "ist", "nicht", "ein", "eine", "zu", "mit", "sie", "wir", "auf", "fur", "von", "mir", "mich", "mein", "meine", "bitte", "danke", "dank", "hallo", "guten", "tag", "wie", "was", "kann", "habe", "haben", "es", "im", "in", "den", "dem", "bei", "noch", "auch", "aber", "wenn", "sehr", "geehrte", "damen", "herren", "gruse", "grusse", "vielen", "wieder", "jetzt", "uns", "unser", "sich", "passwort", "vergessen", "rechnung", "konto", "bestellung", "kundigung", "dringend"]
    ),
    negation=("nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "ohne", "weder", "nichts", "nicht mehr"),
    concepts={
        "cannot": (_KANN_NICHT, "nicht moglich", "unmoglich", "lasst (?:sich|mich)(?: \\w+){0,3} nicht", "schaffe es nicht", "klappt nicht", "gelingt (?:mir|uns) nicht", "verweigert", "nicht (?:ein|an)?log\\w*"),
        "broken": (
            "(?:funktionier|geh|lauf|lad|offne|reagier|synchronisier|druck|starte)\\w*(?: \\w+){0,3} nicht", "kaputt", "defekt", "bleibt (?:weis|leer|schwarz|hangen)", "hangt", "eingefroren", "sturz\\w*(?: \\w+){0,6} ab", "abgesturzt", "gestort", "storung",
            "nicht mehr (?:funktionier|geh|lauf)\\w*", "wird nicht (?:geladen|angezeigt|verarbeitet|gespeichert)", "werden nicht (?:geladen|angezeigt|verarbeitet|gespeichert)",
        ),
        "error": ("fehler\\w*", "problem\\w*", "fehlgeschlagen", "schlagt fehl", "zeituberschreitung", "absturz\\w*"),
        "login": ("anmeld\\w*", "einlogg\\w*", "eingeloggt", "angemeldet", "login", "log-?in", "einwahl\\w*", "melde(?:n)?(?: \\w+){0,3} an", "logge(?:n)?(?: \\w+){0,3} ein"),
        "password": ("passwort\\w*", "kennwort\\w*", "zugangsdaten", "pin", "passwortes"),
        "mfa": ("zwei-?faktor\\w*", "2fa", "bestatigungscode\\w*", "sicherheitscode\\w*", "authenticator"),
        "account": ("kont(?:o|os|en)", "benutzerkont\\w*", "profil", "account", "nutzerkonto", "kundenkonto", "benutzername"),
        "access": ("zugriff", "zugang", "zugreifen", "reinkommen", "hinein", "offnen", "offne", "berechtigung\\w*"),
        "locked": ("gesperrt", "ausgesperrt", "blockiert", "deaktiviert", "abgelaufen"),
        "invoice": ("\\w*rechnung\\w*", "quittung", "beleg", "mehrwertsteuer", "mwst", "abrechnung\\w*"),
        "charged": ("abgebucht", "abbuchung\\w*", "belastet", "berechnet", "in rechnung gestellt", "eingezogen", "buchen"),
        "payment": ("zahlung\\w*", "bezahl\\w*", "zahlen", "kreditkarte\\w*", "lastschrift", "uberweisung\\w*", "paypal", "konto belastet"),
        "amount": ("doppelt", "zweimal", "zwei mal", "zu viel", "falscher betrag", "zuviel"),
        "refund": ("\\w*erstatt\\w*", "geld zuruck", "ruckzahlung", "gutschrift"),
        "cancel": ("kundig\\w*", "gekundigt", "storn\\w*", "abbestell\\w*", "beenden", "widerruf\\w*", "auflosen"),
        "subscription": ("abo\\w*", "abonnement\\w*", "vertrag\\w*", "lizenz\\w*", "tarif", "verlanger\\w*", "mitgliedschaft", "testphase"),
        "outage": ("ausfall", "ausgefallen", "(?:nicht|un)(?: \\w+)? ?erreichbar", "offline", "steht still", "komplett (?:down|aus)", "down", "server\\w* (?:weg|aus|tot)"),
        "slow": ("langsam\\w*", "dauert ewig", "ruckelt", "verzogerung\\w*"),
        "screen": ("\\w*seite", "bildschirm", "button", "schaltflache", "app", "browser", "webseite", "fenster", "maske", "formular", "website"),
        "update": ("update\\w*", "aktualisier\\w*", "neue version", "version", "umstellung", "upgrade"),
        "data": ("export\\w*", "import\\w*", "csv", "download\\w*", "datei\\w*", "berichte?", "daten", "backup", "hochlad\\w*", "herunterlad\\w*"),
        "connect": ("api", "schnittstelle\\w*", "webhook\\w*", "integration\\w*", "synchronis\\w*", "verbindung\\w*", "server"),
        "howto": ("wie (?:ich|man|kann|konnen|funktioniert|geht|mache|andere|lege|stelle)", "wo (?:kann|finde|finden|ist)", "ist es moglich", "gibt es (?:eine )?(?:moglichkeit|anleitung)", "konnen sie mir (?:sagen|erklaren)", "frage", "anleitung", "kann (?:ich|man)", "welche\\w*"),
        "feature": ("ware (?:schon|toll|super|hilfreich)", "wunsch\\w*", "vorschlag", "verbesserungsvorschlag", "funktionswunsch", "wurde mir wunschen", "dunkelmodus"),
        "delivery": ("liefer\\w*", "geliefert", "paket\\w*", "sendung\\w*", "versand\\w*", "zustell\\w*", "angekommen", "tracking"),
        "order": ("bestell\\w*", "auftrag\\w*", "artikel", "gekauft"),
        "legal": ("anwalt\\w*", "rechtsanwalt\\w*", "anwalte", "rechtliche schritte", "klage\\w*", "verklag\\w*", "gericht\\w*", "abmahnung", "rechtsabteilung", "juristisch\\w*", "mahnbescheid"),
        "privacy": ("dsgvo", "datenschutz\\w*", "personenbezogen\\w*", "auskunft(?:sanspruch|sersuchen)?", "(?:meine|unsere|alle)(?: \\w+){0,2} daten(?: \\w+){0,3} (?:losch\\w*|entfern\\w*)", "losch\\w*(?: \\w+){0,4} daten", "gdpr"),
        "security": ("gehackt", "hacker", "phishing", "betrug\\w*", "unbefugt\\w*", "datenleck", "sicherheitslucke", "gestohlen", "kompromittiert", "fremder zugriff", "missbrauch\\w*", "verdachtig\\w*"),
        "change": ("ander(?:n|ung|e)", "geandert", "aktualisieren", "neue (?:adresse|e-?mail|nummer|anschrift)", "umgezogen", "korrigier\\w*", "umbenennen"),
        "details": ("\\w*adresse", "anschrift", "telefonnummer", "kontaktdaten", "namen", "stammdaten", "e-?mail-?adresse"),
        "sales": ("preis\\w*", "angebot\\w*", "kosten", "kostet", "rabatt\\w*", "kaufen", "vertrieb", "weitere lizenzen", "mehr lizenzen"),
    },
    urgency={
        "explicit": ("dringend\\w*", "eilig\\w*", "eilt", "sofort\\w*", "umgehend", "schnellst(?:moglich|ens)", "so schnell wie moglich", "unverzuglich", "notfall", "kritisch", "asap", "hochste prioritat", "brandeilig", "urgent", "baldmoglichst"),
        "breadth": (
            "(?:all|alle|samtliche|viele|mehrere|hunderte|unsere)(?:e|r|n)? (?:unsere[rn]? )?(?:kunden|benutzer|nutzer|mitarbeiter\\w*|kollegen|anwender|filialen|standorte|leute)", "niemand (?:im|in|von|kann|bei|hier)", "keiner (?:von uns|im|in|kann|hier)",
            "(?:das |die |unser(?:e)? )?(?:ganze[sn]?|gesamte[sn]?) (?:team|firma|buro|abteilung|unternehmen|schule|praxis|belegschaft)", "unsere[rn]? (?:kunden|benutzer|nutzer|mitarbeiter\\w*|kollegen|anwender|schuler|patienten|mitglieder)", "firmenweit", "unternehmensweit", "wir alle",
        ),
        "outage": ("ausfall", "ausgefallen", "system steht", "(?:nicht|un) ?erreichbar", "produktion steht", "komplett (?:down|aus)", "alles (?:down|steht)", "datenverlust", "daten (?:sind )?weg", "ist down", "offline"),
        "security": ("gehackt", "datenleck", "sicherheitsvorfall", "kompromittiert", "unbefugt\\w*", "ransomware", "gestohlen", "fremd(?:er|e) zugriff"),
        "blocked": ("kann(?: \\w+){0,3} nicht (?:arbeiten|weiterarbeiten|weitermachen|zugreifen|einloggen|anmelden)", "konnen(?: \\w+){0,3} nicht (?:arbeiten|weiterarbeiten|zugreifen|verkaufen)", "nicht (?:mehr )?(?:einloggen|anmelden|zugreifen)", "ausgesperrt", "nichts geht mehr", "geht nichts mehr", "stillstand", "blockiert uns", "verlieren (?:geld|kunden|umsatz)", "komme(?:n)?(?: \\w+){0,3} nicht (?:mehr )?(?:rein|hinein|auf|an)"),
        "repeated": ("zum (?:zweiten|dritten|vierten|funften|\\d+\\.?) ?mal", "(?:zweite|dritte|vierte|\\d+\\.) (?:mail|e-?mail|anfrage|nachricht|versuch|erinnerung)", "schon wieder", "erneut", "immer noch (?:nicht|kein\\w*|keine antwort|auf)", "noch immer", "bereits (?:mehrfach|mehrmals|geschrieben|angerufen|gemeldet)", "mehrfach", "mehrmals", "keine (?:antwort|ruckmeldung|reaktion)", "seit (?:\\w+ )?(?:tagen|wochen|monaten)", "wie bereits"),
        "pressure": ("(?:prasentation|besprechung|meeting|vorfuhrung|termin|demo|messe|livegang|go-?live|prufung|abgabe|frist|abnahme|schulung|veranstaltung)", "(?:kunden|chef|vorstand) warte\\w*", "zeit lauft"),
        "calm": ("nicht (?:so |sehr |wirklich |besonders |allzu )?(?:dringend|eilig|kritisch|wichtig)", "keine eile", "eilt nicht", "kein stress", "hat (?:keine eile|zeit)", "wenn (?:sie|ihr) (?:mal )?zeit (?:haben|habt)", "bei gelegenheit", "in ruhe", "kein notfall", "kann warten"),
        "over": ("nicht mehr (?:dringend|kaputt|gesperrt|notig|relevant|notwendig)", "(?:geht|lauft|funktioniert|klappt) (?:jetzt |nun )?wieder", "hat sich (?:erledigt|geklart|gelost)", "(?:ist|wurde|schon) (?:\\w+ )?(?:gelost|behoben|erledigt)", "fehlalarm", "wieder (?:da|online|erreichbar)"),
    },
    angry=("unverschamt\\w*", "inakzeptabel", "nicht (?:akzeptabel|hinnehmbar)", "unmoglich(?:er|es) (?:service|verhalten)", "frechheit", "skandal\\w*", "schnauze voll", "reicht (?:es|mir|jetzt)", "lacherlich", "katastroph\\w*", "unfassbar", "saftladen", "wutend", "zum (?:dritten|vierten|funften) ?mal", "nie wieder", "abzocke", "letzte (?:chance|warnung)", "stinksauer", "sauer", "zumutung", "schlimmste\\w*", "warte immer noch"),
    unhappy=("enttausch\\w*", "argerlich", "arger\\w*", "frustrier\\w*", "leider", "unzufrieden", "schlecht\\w*", "besorgt", "keine antwort", "schade", "nervig", "nervt", "beschwer\\w*"),
    happy=("danke", "vielen dank", "super", "prima", "toll", "perfekt", "freue", "klasse", "hervorragend", "wunderbar", "zufrieden", "geholfen"),
    sensitive={
        "safety": ("suizid\\w*", "selbstmord\\w*", "umbringen", "bombe\\w*", "stromschlag", "brennt", "gebrannt", "rauch(?:t|entwicklung)?", "explodiert", "verletz(?:t|ung|ungen)", "gasgeruch", "selbstverletz\\w*"),
        "legal": ("(?:mein(?:en|em)?|unser(?:en|em)?|ein(?:en|em)?) (?:rechts)?anwalt", "(?:rechts)?anwalte?n? (?:einschalten|beauftrag\\w*|ubergeben|eingeschaltet)", "rechtliche (?:schritte|mittel|konsequenzen)", "verklag\\w*", "klage (?:ein|er|gegen)\\w*", "gericht(?:lich|s\\w*)?", "abmahnung", "mahnbescheid", "verbraucherzentrale", "schadensersatz", "strafanzeige", "einstweilige verfugung", "unterlassung\\w*"),
        "privacy": ("dsgvo", "gdpr", "datenschutz(?:beauftragt\\w*|behorde|verletzung|verstos|anfrage)", "auskunft (?:uber|nach art)\\w*", "losch\\w*(?: \\w+){0,3} (?:personenbezogen\\w*|meine\\w*) (?:\\w+ )?daten", "meine (?:\\w+ )?daten (?:\\w+ ){0,2}(?:zu )?losch\\w*", "datenleck", "datenpanne"),
        "press": ("journalist\\w*", "redakteur\\w*", "redaktion", "presseanfrage\\w*", "pressestelle", "artikel uber (?:sie|ihr\\w*)", "an die presse", "stellungnahme"),
        "executive": ("(?:ihre[rnm]?|ihr|unsere[rnm]?|unser|ich bin|an die|mit der) (?:geschaftsfuhr(?:er|erin|ung)|vorstand\\w*)", "ihr(?:en|em)? (?:chef|ceo)", "ich bin (?:der|die) (?:ceo|cto|cfo|inhaber\\w*|geschaftsfuhrer\\w*)", "aufsichtsrat"),
    },
    thanks=("danke\\w*", "dank", "merci", "besten dank", "thx", "dankeschon", "vielen dank", "herzlichen dank"),
    courteous=("alles", "bestens", "bis", "dann", "das", "dem", "den", "der", "die", "dir", "ein", "einwandfrei", "es", "erledigt", "euch", "fur", "funktioniert", "funktionierte", "ganz", "gelost", "geht", "geholfen", "geklappt", "gern", "gerne", "gut", "gute", "guten", "hab", "habe", "hallo", "hat", "herzlich", "herzlichen", "hilfe", "hilft", "ich", "ihnen", "ihre", "ihr", "ihrer", "im", "in", "ist", "ja", "jetzt", "klappt", "klasse", "lauft", "liebe", "lieben", "mal", "mehr", "mir", "mit", "nett", "noch", "nun", "nur", "ok", "okay", "perfekt", "prima", "problem", "rasche", "recht", "schnell", "schnelle", "schnellen", "schon", "schone", "schonen", "schones", "sehr", "sie", "so", "super", "tag", "team", "toll", "topp", "top", "unterstutzung", "uns", "vielen", "viele", "vielmals", "voll", "wieder", "wir", "wochenende", "wunderbar", "wunderbaren", "abend", "auch", "behoben", "besten", "antwort", "support", "ticket", "geschlossen", "werden", "kann", "somit", "einen", "wars", "passt", "nochmal", "nochmals", "und"),
    sign_offs=("mit freundlichen grus\\w*", "mit freundlichem grus", "freundliche grus\\w*", "viele grus\\w*", "liebe grus\\w*", "beste grus\\w*", "herzliche grus\\w*", "schone grus\\w*", "grus\\w*", "mfg", "lg", "vg"),
    greetings=("hallo", "guten (?:tag|morgen|abend)", "sehr geehrte\\w*", "liebe[rs]?", "moin", "servus", "gruezi", "hi"),
    spoken=("gestern", "vorgestern", "seit", "letzte\\w*", "versprochen", "hatte(?:n)? (?:\\w+ )?sollen"),
)
