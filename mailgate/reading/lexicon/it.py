# ruff: noqa: E501 (word lists stay whole)
"""Italian, without accents (the text is folded)."""

from mailgate.reading.lexicon.shape import Lexicon

_NON_POSSO = r"non (?:posso|possiamo|riesco|riusciamo|puo|possono|riesce|riescono|mi (?:fa|lascia|permette)|ci (?:fa|lascia|permette))"

IT = Lexicon(
    language="it",
    common=frozenset(
        ["il", "lo", "la", "i", "gli", "le", "di", "che", "e", "un", "una", "non", "per", "con", "mi", "ho", "sono", "del", "della", "nel", "nella", "grazie", "buongiorno", "salve", "come", "mia", "mio", "vostro", "nostro", "ci", "si", "questo", "questa", "quando", "ma", "piu", "anche", "a", "da", "in", "al", "alla", "dal", "hanno", "ciao", "possibile", "cordiali", "saluti", "molto", "tutto", "funziona", "fattura", "ordine", "rimborso"]
    ),
    negation=("non", "mai", "senza", "nessun", "nessuno", "nessuna", "ne", "niente", "nulla", "non piu"),
    concepts={
        "cannot": (_NON_POSSO, "impossibile", "non e possibile", "non si riesce", "rifiuta\\w*", "incapace di"),
        "broken": ("non (?:mi |ci |si )?(?:funziona|carica|apre|risponde|mostra|elabora|sincronizza|avvia|va|salva|stampa|parte|vede)(?:no)?", "(?:resta|rimane|diventa) (?:bianc[ao]|vuot[ao]|bloccat[ao])", "rott[oa]", "guast[oa]", "si (?:blocca|pianta|chiude)", "smesso di funzionare", "difettos\\w*", "non funzionante", "bug", "non vengono (?:elaborat\\w*|caricat\\w*|salvat\\w*|processat\\w*)", "non viene (?:elaborat\\w*|caricat\\w*|salvat\\w*)"),
        "error": ("error[ei]", "problem[ai]", "fallit\\w*", "anomali\\w*", "eccezione", "malfunzionament\\w*", "disservizi\\w*"),
        "login": ("acced(?:ere|o|iamo)", "accesso", "login", "entrare", "loggar\\w*", "autentica\\w*", "collegarmi", "connettermi"),
        "password": ("password", "parola d'ordine", "credenziali", "reimposta\\w*", "pin", "reset"),
        "mfa": ("due fattori", "2fa", "codice di (?:verifica|sicurezza)", "otp"),
        "account": ("account", "profilo", "utente", "area (?:clienti|riservata)", "utenza"),
        "access": ("acced\\w*", "accesso", "entrare", "aprire", "permess[oi]"),
        "locked": ("bloccat\\w*", "sospes\\w*", "disattivat\\w*", "scadut\\w*", "chiuso fuori"),
        "invoice": ("fattur\\w*", "ricevut\\w*", "iva", "estratto conto", "fatturazione"),
        "charged": ("addebit\\w*", "prelevat\\w*", "fatturat\\w*", "scalat\\w*"),
        "payment": ("pagament\\w*", "pagare", "pagat\\w*", "carta(?: di credito)?", "bonific\\w*", "transazion\\w*", "paypal"),
        "amount": ("due volte", "doppi[oa]", "duplicat\\w*", "troppo", "importo (?:errato|sbagliato)", "2 volte"),
        "refund": ("rimbors\\w*", "restitu\\w*", "soldi indietro", "nota di credito", "riavere i (?:miei )?soldi"),
        "cancel": ("annull\\w*", "disd(?:ire|etta|ico)", "cancell\\w*", "disiscri\\w*", "recess\\w*", "recedere", "chiudere (?:il mio|l') ?account"),
        "subscription": ("abbonament\\w*", "contratt\\w*", "piano", "licenz\\w*", "rinnov\\w*", "periodo di prova"),
        "outage": ("fuori servizio", "irraggiungibil\\w*", "inaccessibil\\w*", "offline", "non (?:e )?(?:raggiungibile|disponibile)", "bloccato tutto", "tutto fermo", "e giu", "sistema giu", "down"),
        "slow": ("lent[oaie]", "lentezza", "rallentament\\w*", "ci mette (?:molto|tanto)"),
        "screen": ("pagin[ae]", "scherm\\w*", "pulsant[ei]", "bottone", "app", "applicazione", "sito", "browser", "modulo", "finestra", "dashboard"),
        "update": ("aggiornament\\w*", "aggiornat\\w*", "nuova versione", "versione", "migrazione"),
        "data": ("esport\\w*", "import(?:are|azione)\\w*", "csv", "scaric\\w*", "file", "report", "dati", "backup", "allegat\\w*", "caricament\\w*"),
        "connect": ("api", "webhook", "integrazion\\w*", "sincronizz\\w*", "connession\\w*", "server", "collegament\\w*"),
        "howto": ("come \\w+(?:are|ere|ire)", "come (?:posso|si|faccio|possiamo|cambio|modifico|creo)", "dove (?:posso|trovo|si trova)", "e possibile", "c'e (?:un )?modo", "domanda", "informazion\\w*", "potete spiegar\\w*", "qual e", "si puo", "guida"),
        "feature": ("sarebbe (?:bello|utile|comodo|ideale)", "suggeriment\\w*", "sugger\\w*", "aggiungere (?:una|la) funzion\\w*", "modalita scura", "miglioria"),
        "delivery": ("consegn\\w*", "spedi\\w*", "pacc[oh]\\w*", "tracking", "non e arrivat\\w*", "arrivat\\w*", "corriere"),
        "order": ("ordin[ei]", "ordinat\\w*", "acquist\\w*", "articol[oi]", "merce"),
        "legal": ("avvocat\\w*", "azion[ei] legal[ei]", "legal[ei]", "tribunal[ei]", "denunci\\w*", "querela\\w*", "diffida\\w*", "causa legale", "vie legali", "giudiziari\\w*"),
        "privacy": ("gdpr", "garante", "dati personali", "protezione dei dati", "(?:cancell|elimin|rimuov)\\w*(?: \\w+){0,2} (?:miei )?dati", "diritto (?:all'oblio|di accesso|alla cancellazione)", "privacy"),
        "security": ("hacker\\w*", "violat\\w*", "phishing", "frod[ei]", "fraudolent\\w*", "non autorizzat\\w*", "rubat\\w*", "truff\\w*", "compromess\\w*", "falla", "sospett\\w*", "furto"),
        "change": ("cambi(?:are|o|ato|amento)", "modific\\w*", "aggiornare (?:il|la|i) mi\\w*", "corregg\\w*", "nuov[oa] (?:indirizzo|e-?mail|numero)", "trasferit\\w*"),
        "details": ("indirizz\\w*", "numero di telefono", "telefono", "recapit\\w*", "nome", "e-?mail"),
        "sales": ("prezz\\w*", "preventiv\\w*", "offert\\w*", "scont\\w*", "comprare", "costa", "cost[oi]", "listino", "commerciale"),
    },
    urgency={
        "explicit": ("urgent[ei]", "urgenza", "urgentemente", "il prima possibile", "prima possibile", "al piu presto", "subito", "immediatamente", "immediat[oa]", "critic[oa]", "asap", "emergenza", "quanto prima", "massima priorita", "con urgenza"),
        "breadth": ("(?:tutti|tutte|molti|diversi)(?: \\w+)? (?:\\w+ )?(?:client[ei]|utent[ei]|dipendenti|colleghi|negozi|filiali|collaboratori)", "nessuno (?:in|di noi|puo|riesce|dei)", "tutt[oa] (?:il team|l'azienda|l'ufficio|il reparto|la societa|il personale|la scuola)", "tutti noi", "(?:i )?nostri (?:clienti|utenti|dipendenti|colleghi|pazienti|studenti|soci)"),
        "outage": ("fuori servizio", "irraggiungibil\\w*", "inaccessibil\\w*", "produzione (?:e )?(?:ferma|bloccata)", "tutto (?:fermo|bloccato|giu)", "perdita di dati", "e giu", "down", "completamente ferm[oa]"),
        "security": ("hackerat[oa]", "violat[oa]", "violazione dei dati", "fuga di dati", "compromess[oa]", "accesso non autorizzato", "fraudolent\\w*", "rubat[oaie]", "ransomware"),
        "blocked": ("non (?:posso|possiamo|riesco|riusciamo|riesce|riescono)(?: \\w+)? (?:a )?(?:lavorare|accedere|entrare|continuare|vendere|operare|fare niente)", "completamente bloccat\\w*", "siamo (?:fermi|bloccati)", "sono bloccat[oa]", "perdendo (?:soldi|clienti|vendite)"),
        "repeated": ("(?:seconda|terza|quarta|quinta|\\d+a?) (?:volta|mail|e-?mail|richiesta|segnalazione)", "(?:secondo|terzo|quarto) (?:messaggio|sollecito|tentativo)", "ancora una volta", "di nuovo", "nuovamente", "ancora (?:nessun\\w*|niente|non|in attesa|aspettando)", "sto ancora", "gia (?:scritto|chiamato|segnalato|contattato|richiesto)", "piu volte", "diverse volte", "senza risposta", "nessuna risposta", "nessuno (?:mi )?(?:risponde|ha risposto)", "da (?:\\w+ )?(?:giorni|settimane|mesi)", "sollecit\\w*"),
        "pressure": ("(?:presentazione|riunione|dimostrazione|demo|lancio|colloquio|fiera|verifica ispettiva|audit|esame|scadenza|conferenza|evento|appuntamento)", "(?:clienti|capo) (?:aspetta|aspettano|in attesa)"),
        "calm": ("non (?:e|c'e)(?: \\w+)? (?:urgente|urgenza|fretta)", "nessuna (?:fretta|urgenza)", "senza (?:fretta|urgenza)", "con calma", "quando (?:potete|puoi|avete|hai)(?: \\w+)?(?: tempo| momento)?", "puo aspettare"),
        "over": ("non (?:e|serve) piu(?: \\w+)?(?: urgente| bloccat\\w*| necessari\\w*)?", "(?:ora|adesso|gia) funziona", "funziona (?:di nuovo|ora|adesso|tutto)", "(?:e|stato|problema)(?: stato)? (?:risolt[oa]|sistemat[oa])", "falso allarme", "tornat[oa] (?:online|a funzionare)", "si e risolto"),
    },
    angry=("inaccettabil\\w*", "vergognos\\w*", "vergogna", "scandalos\\w*", "stuf[oa]", "stanc[oa] di", "ridicol\\w*", "pessim[oa]", "furios\\w*", "arrabbiat\\w*", "terza volta", "quarta volta", "truffa", "presa in giro", "prendete in giro", "mai piu", "incompetent\\w*", "indecent\\w*", "assurd[oa]", "intollerabil\\w*", "sto ancora aspettando", "schifo"),
    unhappy=("delus[oaie]", "delusione", "frustr\\w*", "scontent\\w*", "purtroppo", "insoddisfatt\\w*", "preoccupat\\w*", "nessuna risposta", "reclam\\w*", "lament\\w*", "infastidit\\w*"),
    happy=("grazie", "perfetto", "ottimo", "eccellente", "fantastic\\w*", "content\\w*", "gentilissim\\w*", "magnific\\w*", "bravi", "benissimo"),
    sensitive={
        "safety": ("suicid\\w*", "uccidermi", "bomba", "scossa elettrica", "preso fuoco", "incendi\\w*", "fumo", "ferit[oaie]", "esplos\\w*", "fuga di gas", "infortun\\w*"),
        "legal": ("(?:mio|nostro|un|miei|il mio) avvocat[oi]", "azion[ei] legal[ei]", "vie legali", "adir\\w* (?:le )?vie", "tribunal[ei]", "far\\w* causa", "denunci(?:a|are|ero|eremo)", "querel\\w*", "diffid\\w*", "risarciment\\w*", "giudice di pace", "associazione (?:dei )?consumatori", "agcom"),
        "privacy": ("gdpr", "garante (?:della|per la) (?:privacy|protezione)", "(?:cancell|elimin|rimuov)\\w*(?: \\w+){0,2} (?:i )?(?:miei|tutti i miei) dati", "diritto (?:all'oblio|di accesso|alla cancellazione)", "violazione (?:dei|di) dati", "miei dati personali", "fuga di dati"),
        "press": ("giornalist[aie]", "ufficio stampa", "un (?:articolo|servizio) su", "alla stampa", "richiesta stampa"),
        "executive": ("vostro (?:direttore|amministratore delegato|capo|responsabile)", "sono (?:il|la) (?:ceo|titolare|direttore|direttrice|presidente|amministratore)", "(?:nostro|al) amministratore delegato", "consiglio di amministrazione"),
    },
    thanks=("grazie", "ringrazi\\w*", "mille grazie"),
    courteous=("a", "adesso", "aiuto", "ancora", "avete", "avermi", "benissimo", "bene", "bravi", "buon", "buona", "buonasera", "buongiorno", "celere", "che", "chiudere", "ciao", "con", "cordiali", "cosi", "da", "del", "dell'aiuto", "di", "disponibilita", "e", "efficiente", "fatto", "fine", "funziona", "gentile", "gentilezza", "gentilissimi", "gentilissimo", "giornata", "grande", "grazie", "il", "in", "infinite", "l", "la", "lavoro", "le", "lo", "mi", "mille", "molto", "momento", "oggi", "ok", "ora", "ottimo", "ottima", "per", "perfettamente", "perfetto", "posto", "potete", "problema", "questo", "rapida", "rapidissimi", "rapidita", "rapido", "risolto", "risposta", "saluti", "sera", "serata", "settimana", "si", "sistemato", "sono", "stati", "stato", "stata", "super", "supporto", "tanto", "tante", "tempestiva", "ticket", "tutto", "tutti", "un", "una", "vi", "va", "vostra", "vostro", "volta", "anche", "assistenza", "team", "parte", "tornato", "funzionare", "sabato", "domenica", "c'e", "dell", "all"),
    sign_offs=("cordiali saluti", "distinti saluti", "saluti", "un saluto", "cordialmente", "buona giornata", "a presto"),
    greetings=("buongiorno", "buonasera", "salve", "ciao", "gentil[ei]", "egregi[oa]?", "spett(?:abile|\\.?le)"),
    spoken=("doveva\\w*", "ieri", "scors[oa]", "avrebbe dovuto", "promess\\w*", "fa"),
)
