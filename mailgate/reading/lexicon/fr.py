# ruff: noqa: E501 (word lists stay whole)
"""French, without accents (the text is folded)."""

from mailgate.reading.lexicon.shape import Lexicon

FR = Lexicon(
    language="fr",
    common=frozenset(
        ["le", "la", "les", "de", "des", "un", "une", "et", "je", "est", "ne", "pas", "vous", "nous", "a", "mon", "ma", "mes", "pour", "dans", "sur", "avec", "que", "qui", "il", "bonjour", "merci", "s'il", "plait", "ce", "cette", "du", "au", "aux", "en", "suis", "avez", "ai", "votre", "notre", "nos", "plus", "mais", "si", "ca", "c'est", "j'ai", "beaucoup", "bien", "tout", "tous", "marche", "compte", "facture", "commande"]
    ),
    negation=("ne", "n'\\w+", "pas", "jamais", "aucun", "aucune", "sans", "ni", "rien", "plus"),
    concepts={
        "cannot": ("(?:n'arrive|n'arrivons|ne peux|ne peut|ne pouvons|ne parviens|ne parvenons|peux|arrive|n'ai) (?:\\w+ )?(?:pas|plus)(?: a)?", "impossible (?:de|d'\\w+)", "impossible", "incapable de", "refuse\\w*", "du mal a"),
        "broken": ("ne (?:fonctionne|marche|charge|s'ouvre|s'affiche|repond|passe|demarre|fonctionnent|marchent|passent)(?:nt)? (?:pas|plus)", "(?:fonctionne|marche|charge) (?:pas|plus)", "reste (?:blanche?|vide|bloquee?)", "en panne", "casse\\w*", "plante\\w*", "bloque\\w*", "bug\\w*", "defectueu\\w*"),
        "error": ("erreurs?", "problemes?", "echoue\\w*", "echec\\w*", "souci\\w*", "dysfonctionnement\\w*", "incident\\w*"),
        "login": ("connect(?:er|e|ez|ion|es)", "identifi(?:er|cation|ants?)", "me connecter", "authentifi\\w*", "login", "reconnect\\w*"),
        "password": ("mots? de passe", "mdp", "reinitialis\\w*", "code pin"),
        "mfa": ("double authentification", "2fa", "code de (?:verification|securite|confirmation)", "deux facteurs"),
        "account": ("comptes?", "profil", "espace client", "nom d'utilisateur", "identifiant"),
        "access": ("acced\\w*", "acces", "entrer", "ouvrir"),
        "locked": ("verrouille\\w*", "bloque\\w*", "suspendu\\w*", "desactive\\w*", "expire\\w*"),
        "invoice": ("factur\\w*", "recu", "tva", "releve", "devis facture"),
        "charged": ("debite\\w*", "prelev\\w*", "factur(?:e|ee|es|ees)", "preleve\\w*"),
        "payment": ("paiements?", "payer", "paye\\w*", "carte (?:bancaire|de credit|bleue)", "carte", "virement\\w*", "transaction\\w*", "reglement"),
        "amount": ("deux fois", "double", "en double", "trop (?:percu|paye|cher)", "montant (?:incorrect|errone)", "2 fois"),
        "refund": ("rembours\\w*", "avoir"),
        "cancel": ("annul\\w*", "resili\\w*", "desabonn\\w*", "mettre fin", "supprimer mon compte", "cloturer"),
        "subscription": ("abonnement\\w*", "contrats?", "forfait", "licences?", "renouvel\\w*", "periode d'essai"),
        "outage": ("en panne", "panne", "hors (?:service|ligne)", "inaccessible\\w*", "indisponible\\w*", "tombe en panne", "a l'arret"),
        "slow": ("lente?s?", "lenteur\\w*", "rame", "ralenti\\w*"),
        "screen": ("pages?", "ecrans?", "boutons?", "application", "appli", "site", "navigateur", "formulaire", "tableau de bord"),
        "update": ("mise a jour", "mises a jour", "nouvelle version", "version", "maj", "migration"),
        "data": ("export\\w*", "import\\w*", "csv", "telecharg\\w*", "fichiers?", "rapports?", "donnees", "sauvegarde\\w*", "piece jointe"),
        "connect": ("api", "webhooks?", "integration\\w*", "synchronis\\w*", "connexion au serveur", "serveur"),
        "howto": ("comment (?:puis|faire|peut|on|pouvons|dois|je|changer|creer)", "comment", "ou (?:puis|se trouve|trouver|est)", "est-?ce (?:que|possible)", "est-il possible", "y a-t-il", "question", "quelle? est", "puis-je", "pouvez-vous m'expliquer", "documentation"),
        "feature": ("serait (?:bien|utile|super|possible d'ajouter)", "suggestion\\w*", "ajouter une fonction\\w*", "mode sombre", "amelioration", "souhaiterais une fonction\\w*"),
        "delivery": ("livr\\w*", "colis", "expedi\\w*", "suivi", "recu (?:ma|mon|la)", "transporteur"),
        "order": ("command\\w*", "article", "produits?", "achat", "achete\\w*"),
        "legal": ("avocats?", "poursui\\w*", "tribunal", "justice", "mise en demeure", "action (?:en justice|judiciaire|legale)", "juridique\\w*", "plainte", "voie legale"),
        "privacy": ("rgpd", "cnil", "donnees (?:personnelles|a caractere personnel)", "protection des donnees", "(?:supprimer|effacer) (?:toutes )?mes donnees", "droit (?:a l'oubli|d'acces|a l'effacement)", "suppression de mes donnees"),
        "security": ("pirat\\w*", "hack\\w*", "phishing", "hameconnage", "fraud\\w*", "non autorise\\w*", "vole\\w*", "faille", "compromis\\w*", "fuite de donnees", "usurp\\w*"),
        "change": ("chang(?:er|ement|e|ez)", "modifi\\w*", "mettre a jour", "corriger", "nouvelle (?:adresse|e-?mail)", "demenag\\w*"),
        "details": ("adresse\\w*", "numero de telephone", "coordonnees", "nom", "e-?mail"),
        "sales": ("prix", "tarif\\w*", "devis", "remise", "acheter", "offre\\w*", "cout\\w*", "commercial"),
    },
    urgency={
        "explicit": ("urgen(?:t|te|ts|ce|tes)", "au plus vite", "des que possible", "le plus (?:vite|rapidement) possible", "immediat\\w*", "tout de suite", "sans delai", "critique", "asap", "rapidement possible", "dans les plus brefs delais", "priorit(?:e|aire)"),
        "breadth": ("(?:tous|toutes|l'ensemble de|plusieurs|nombreux)(?: \\w+)? (?:clients|utilisateurs|employes|collegues|collaborateurs|magasins|salaries|agences)", "personne (?:au|ne|dans|n'\\w+)", "toute (?:l'equipe|l'entreprise|la societe|l'ecole|l'agence)", "tout le (?:bureau|monde|service|personnel)", "aucun de nos \\w+", "nous tous"),
        "outage": ("en panne", "panne (?:totale|generale)", "hors service", "inaccessible\\w*", "indisponible\\w*", "production (?:est )?(?:arretee|a l'arret|bloquee)", "perte de donnees", "donnees perdues", "a l'arret"),
        "security": ("pirate[rs]?e?", "piratage", "fuite de donnees", "compromis(?:e|es)?", "acces non autorise", "frauduleu\\w*", "rancongiciel", "vole(?:e|es|s)?"),
        "blocked": ("(?:peux|pouvons|peut|arrive|arrivons|parviens) (?:plus|pas)(?: a)? (?:travailler|acceder|me connecter|nous connecter|continuer|vendre)", "completement bloque\\w*", "bloque notre", "(?:je suis|nous sommes) bloque\\w*", "perdons (?:de l'argent|des clients|des ventes)", "impossible de (?:travailler|me connecter|se connecter|nous connecter|acceder)"),
        "repeated": ("(?:deuxieme|troisieme|quatrieme|cinquieme|2eme|3eme|4eme|\\d+e) (?:fois|mail|e-?mail|message|demande|relance)", "encore une fois", "toujours (?:pas|aucune?|rien|en attente)", "deja (?:ecrit|appele|contacte|signale|demande)", "plusieurs (?:fois|mails|reprises)", "sans reponse", "aucune reponse", "(?:pas|jamais) (?:eu|recu) de reponse", "depuis (?:\\w+ )?(?:jours|semaines|mois)", "relance", "a nouveau"),
        "pressure": ("(?:presentation|reunion|demonstration|demo|lancement|entretien|salon|audit|examen|echeance|conference|rendez-vous|mise en production)", "(?:clients|patron|direction) (?:attend|attendent)"),
        "calm": ("(?:pas|rien d'|rien de|non) ?(?:tres |si |vraiment )?urgent\\w*", "pas presse\\w*", "aucune urgence", "pas d'urgence", "quand vous (?:aurez|avez|pourrez)(?: \\w+)?(?: temps| moment)?", "prenez votre temps", "peut attendre", "sans urgence"),
        "over": ("(?:n'est|c'est) plus (?:urgent|en panne|bloque|necessaire|d'actualite)", "(?:remarche|refonctionne)", "(?:marche|fonctionne) (?:a nouveau|de nouveau|maintenant)", "(?:est|c'est|a ete|probleme) (?:resolu|regle|repare)\\w*", "fausse alerte", "retabli\\w*"),
    },
    angry=("inacceptable\\w*", "inadmissible\\w*", "scandaleu\\w*", "honteu\\w*", "ras[- ]le[- ]bol", "marre", "ridicule", "lamentable", "furieu\\w*", "en colere", "(?:troisieme|quatrieme|cinquieme|3eme) fois", "arnaque\\w*", "se moque\\w*", "moquez", "plus jamais", "catastroph\\w*", "nul(?:le)?", "incompetent\\w*", "toujours aucune", "excede\\w*", "une honte"),
    unhappy=("decu\\w*", "deception", "frustr\\w*", "mecontent\\w*", "insatisfait\\w*", "malheureusement", "agac\\w*", "inquiet\\w*", "aucune reponse", "mauvais\\w*", "reclamation", "plaindre"),
    happy=("merci", "parfait", "super", "genial", "excellent\\w*", "ravi\\w*", "content\\w*", "formidable", "bravo", "impeccable"),
    sensitive={
        "safety": ("suicid\\w*", "me tuer", "bombe", "electrocut\\w*", "decharge electrique", "prend feu", "pris feu", "incendie", "blesse\\w*", "explose\\w*", "fuite de gaz"),
        "legal": ("(?:mon|notre|un|nos|mes) avocats?", "action en justice", "actions? (?:judiciaires?|legales?)", "poursui\\w*(?: \\w+){0,2} (?:en justice|judiciaire\\w*)", "poursuites", "tribuna\\w*", "mise en demeure", "porter plainte", "depot de plainte", "dgccrf", "dommages et interets", "saisir la justice", "voie judiciaire"),
        "privacy": ("rgpd", "cnil", "(?:supprimer|effacer|suppression de|acces a) (?:toutes )?mes donnees(?: personnelles)?", "droit (?:a l'oubli|d'acces|a l'effacement)", "fuite de donnees", "delegue a la protection", "dpo"),
        "press": ("journaliste\\w*", "demande de presse", "service (?:de )?presse", "un article (?:sur|au sujet)", "contacter la presse", "redaction"),
        "executive": ("votre (?:directeur|direction|pdg|patron)", "je suis le (?:pdg|directeur|gerant|president)", "je suis la (?:directrice|presidente|gerante)", "notre pdg", "conseil d'administration"),
    },
    thanks=("merci\\w*", "remerci\\w*", "mille mercis"),
    courteous=tuple(
        ["a", "aide", "apporte", "avez", "beaucoup", "bien", "bon", "bonjour", "bonne", "bravo", "c'est", "ca", "ce", "cela", "cordialement", "d'avoir", "de", "du", "efficace", "encore", "en", "est", "et", "excellent", "fait", "fin", "fonctionne", "genial", "grand", "impeccable", "infiniment", "j'ai", "je", "journee", "jour", "l'aide", "la", "le", "les", "l", "maintenant", "marche", "mille", "mon", "nickel", "nouveau", "nous", "ok", "oui", "parfait", "parfaitement", "pour", "probleme", "pris", "quand", "que", "rapide", "rapidement", "rapidite", "reactivite", "regle", "reponse", "repare", "resolu", "retour", "semaine", "soiree", "soir", "support", "super", "sur", "temps", "tout", "toute", "toutes", "tous", "tres", "va", "votre", "vos", "vous", "week-end", "c", "d", "j", "remarche", "soutien", "l'equipe", "equipe", "vient", "vient", "d'etre", "s'est"]
    ),
    sign_offs=("cordialement", "bien cordialement", "bien a vous", "salutations\\w*", "sinceres salutations", "meilleures salutations", "cdt", "amicalement", "respectueusement"),
    greetings=("bonjour", "bonsoir", "salut", "madame", "monsieur", "cher\\w*"),
    spoken=("devait", "hier", "depuis", "il y a", "derniere?", "aurait du", "promis\\w*"),
)
