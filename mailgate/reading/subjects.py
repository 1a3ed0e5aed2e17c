"""Subjects that say nothing of what a mail is about: "Question", "Kurze Frage", "Help please!".

Words, not whole subjects: any mixture of them says nothing. A subject by which mails are no thread (`policy/stock.py`) can
well be a topic, such as "Refund"."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from mailgate.reading.lexicon import LEXICONS
from mailgate.reading.lexicon.shape import alternation
from mailgate.reading.words import fold, tokens

_LEAST = 3  # words of a text that can speak for itself
# fmt: off
# folded; one language after the other
_EMPTY = frozenset([
    "there", "question", "questions", "query", "help", "problem", "problems", "issue", "issues", "support", "request", "requests",
    "inquiry", "enquiry", "info", "information", "message", "contact", "urgent", "important", "asap", "test", "mail", "email",
    "ticket", "feedback", "form", "subject", "none", "new", "customer", "service", "team", "attention", "trouble", "a", "an",
    "the", "my", "our", "your", "one", "i", "we", "you", "me", "us", "it", "is", "have", "need", "quick", "short", "small",
    "another", "some", "for", "from", "to", "about", "with", "of", "in", "and", "or", "please", "hilfe", "frage", "fragen",
    "probleme", "anfrage", "anliegen", "nachricht", "bitte", "dringend", "wichtig", "eilig", "kontakt", "kontaktformular",
    "mitteilung", "betreff", "kein", "kundenservice", "kundendienst", "kurze", "kurz", "eine", "ein", "einen", "meine",
    "unsere", "mein", "ihre", "zu", "zum", "zur", "den", "die", "das", "der", "um", "von", "und", "habe", "ich", "wir",
    "brauche", "aide", "demande", "renseignement", "renseignements", "objet", "sans", "une", "un", "des", "petite", "de", "du",
    "la", "le", "les", "pour", "vous", "votre", "mon", "ma", "notre", "besoin", "d", "s", "j", "ai", "svp", "ayuda",
    "pregunta", "preguntas", "consulta", "duda", "dudas", "problema", "problemas", "solicitud", "peticion", "informacion",
    "urgente", "importante", "mensaje", "contacto", "asunto", "sin", "una", "unos", "mi", "su", "el", "los", "las", "para",
    "por", "favor", "necesito", "aiuto", "domanda", "domande", "richiesta", "quesito", "problemi", "informazioni",
    "informazione", "assistenza", "messaggio", "contatto", "oggetto", "nessun", "il", "lo", "mio", "mia", "nostro", "per",
    "favore", "ho", "bisogno", "di", "ajuda", "pergunta", "duvida", "vraag", "probleem", "hulp", "verzoek",
])
# fmt: on


def topic(subject: str, text: str) -> str:
    """The subject as far as it tells what the mail is about: nothing where it consists of empty words only and the text has
    enough to speak for itself."""
    if len(text.split()) < _LEAST or not subject.strip():
        return subject
    rest = _courteous().sub(" ", fold(subject).text)
    words = [token.text for token in tokens(fold(rest)) if token.text[0].isalnum()]
    parts = (part for word in words for part in word.split("-"))
    return "" if all(part in _EMPTY for part in parts) else subject


@lru_cache(maxsize=1)
def _courteous() -> Any:
    """Greetings and thanks of every language we have."""
    return alternation(tuple(word for lexicon in LEXICONS.values() for word in (*lexicon.greetings, *lexicon.thanks)))
