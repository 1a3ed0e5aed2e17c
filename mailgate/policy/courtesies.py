"""Whether an answer says nothing but thanks, welcome and goodbye: it solved nothing, and nobody else is helped by it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300  # characters of such an answer
NAME = 2  # words of a name in it

_STOPS = re.compile(r"[.,!;:\n–—]+|\s-\s")
_ENGLISH = (
    r"(?:you(?:['’]re| are)|u r) (?:very |most |always )?welcome(?: \w+)?|(?:it was |it['’]s )?my pleasure|no (?:problem|worries)"
    r"(?: at all)?|don['’]t mention it|any ?time|(?:i(?:['’]m| am) |we(?:['’]re| are) )?(?:very |so )?(?:glad|happy|pleased)"
    r"(?: (?:to (?:hear|help|be of)|that|it|i|we|you)(?: \S+){0,6})?|(?:that(?:['’]s| is) )?(?:good|great|nice|lovely|wonderful)"
    r"(?: to hear(?: \S+){0,5}| news)?|"
    r"(?:many )?thanks?(?: you| a lot| so much| very much| again)*(?: (?:for|from)(?: \S+){1,6})?"
    r"|have a (?:\S+ ){0,2}(?:day|evening|week|weekend|one)|(?:please )?(?:feel free to|don['’]t hesitate to)(?: \S+){0,8}"
    r"|(?:please )?let (?:me|us) know if(?: \S+){0,8}|take care|good ?bye|bye|see you(?: \w+)?"
)
_GERMAN = (
    r"(?:sehr )?gern(?:e)?(?: geschehen)?|bitte(?: (?:sehr|schön|gern(?:e)?))?|keine ursache|kein problem|nichts zu danken|"
    r"(?:das )?freut (?:mich|uns)(?: \S+){0,6}|dass (?:es|alles|das)(?: \S+){0,5}|"
    r"(?:vielen |herzlichen |besten )?dank(?:e)?(?: \S+){0,6}|"
    r"(?:(?:ich|wir) wünschen? (?:ihnen|dir) )?(?:noch )?(?:einen |ein )?(?:schöne[ns]?|gute[ns]?) "
    r"(?:tag|abend|woche|wochenende|zeit)(?: noch)?|"
    r"melden sie sich (?:gern|jederzeit|einfach|wieder)(?: \S+){0,8}|tschüss|bis bald|sehr schön"
)
_ITALIAN = (
    r"prego|di (?:nulla|niente)|figurat[ei]|si figuri|non c['’]è (?:problema|di che)|nessun problema|"
    r"(?:è stato un )?piacere(?: mio)?|(?:mi fa|fa) piacere(?: \S+){0,7}|"
    r"(?:sono |siamo )?(?:felic[ei]|content[oaie]|liet[oaie])(?: \S+){0,7}|(?:molte )?grazie(?: \S+){0,6}|"
    r"buon(?:a|o)? ?(?:giornata|serata|lavoro|weekend|fine settimana)|a presto|arrivederci|resto a disposizione"
)
_FRENCH = (
    r"de rien|(?:je vous en|je t['’]en) prie|avec plaisir|(?:il n['’]y a )?pas de (?:quoi|souci|problème)|"
    r"(?:(?:je suis|nous sommes) )?(?:ravie?s?|heureu(?:x|se)|content(?:e|s)?)(?: \S+){0,7}|(?:un grand )?merci(?: \S+){0,6}|"
    r"(?:passez une )?(?:bonne|excellente|belle) (?:journée|soirée|semaine|fin de journée)|bon week-?end|à bientôt|au revoir"
)
_SPANISH = (
    r"de nada|no hay de qué|(?:ha sido |fue )?un placer|con (?:mucho )?gusto|ningún problema|no hay problema|"
    r"(?:me alegr[oa]|nos alegra(?:mos)?|encantad[oa]s?)(?: \S+){0,7}|(?:muchas |mil )?gracias(?: \S+){0,6}|"
    r"(?:que tenga(?:s)? )?(?:un |una )?(?:buen|feliz|buena) (?:día|tarde|semana|fin de semana)|hasta (?:pronto|luego)|adiós"
)
_COURTESY = re.compile("|".join((_ENGLISH, _GERMAN, _ITALIAN, _FRENCH, _SPANISH)), re.IGNORECASE)
_BUT = re.compile(r"\b(?:but|once|when|after|wenn|sobald|nachdem|aber|ma|quando|mais|quand|pero|cuando)\b", re.IGNORECASE)


def mere_courtesy(answer: str) -> bool:
    """True for "You're welcome, Tom. Have a nice day!" in a few languages; false as soon as anything else stands there."""
    text = unicodedata.normalize("NFC", answer).strip()
    if len(text) > LONGEST or "?" in text or any(sign.isdigit() for sign in text) or "://" in text:
        return False
    phrases = [phrase.strip(" \t\"'“”*_()¡😊🙂👍") for phrase in _STOPS.split(text)]
    phrases = [phrase for phrase in phrases if phrase]
    polite = [_COURTESY.fullmatch(phrase) is not None and not _BUT.search(phrase) for phrase in phrases]
    return any(polite) and all(kind or _a_name(phrase) for kind, phrase in zip(polite, phrases, strict=True))


def _a_name(phrase: str) -> bool:
    words = phrase.split()
    return len(words) <= NAME and all(word[0].isupper() and word.isalpha() for word in words)
