"""Subjects so common that sharing one says nothing: such mails never join a ticket by subject alone (contract §5)."""

from __future__ import annotations

# fmt: off
STOCK: frozenset[str] = frozenset({
    # English
    "help", "help me", "help please", "please help", "hello", "hi", "hey", "question", "a question", "quick question", "problem",
    "issue", "support", "support request", "urgent", "important", "request", "test", "info", "information", "inquiry", "enquiry",
    "contact", "feedback", "account", "my account", "invoice", "order", "my order", "refund", "complaint", "error", "bug",
    "no subject", "(no subject)", "none", "update", "reply", "message", "new message", "mail", "email", "contact form", "login",
    "password", "thanks", "thank you", "ticket",
    # German
    "hilfe", "bitte um hilfe", "hallo", "guten tag", "frage", "eine frage", "anfrage", "dringend", "wichtig", "kontakt",
    "rechnung", "bestellung", "fehler", "beschwerde", "kein betreff", "(kein betreff)", "nachricht", "kontaktformular", "danke",
    # Italian
    "aiuto", "ciao", "salve", "buongiorno", "domanda", "una domanda", "richiesta", "problema", "urgente", "importante",
    "contatto", "fattura", "ordine", "errore", "reclamo", "nessun oggetto", "(nessun oggetto)", "informazioni",
    "assistenza", "grazie",
    # French
    "aide", "bonjour", "salut", "demande", "problème", "facture", "commande", "erreur",
    "réclamation", "sans objet", "(sans objet)", "informations", "merci",
    # Spanish and Portuguese
    "ayuda", "hola", "pregunta", "consulta", "solicitud", "contacto", "factura", "pedido", "reclamación", "sin asunto",
    "(sin asunto)", "información", "gracias", "ajuda", "olá", "pergunta", "fatura", "sem assunto", "obrigado", "obrigada",
    # Dutch
    "vraag", "probleem", "bestelling", "factuur", "geen onderwerp", "(geen onderwerp)", "bedankt",
})
# fmt: on

_MARKS = " !?.:,;*#-"


def is_stock(base_subject: str) -> bool:
    """Whether a base subject (no Re:, no tag) is empty or a stock one; case and marks at its ends don't count."""
    words = " ".join(base_subject.casefold().split()).strip(_MARKS)
    return words == "" or words in STOCK or base_subject.strip().casefold() in STOCK
