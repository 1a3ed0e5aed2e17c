"""Whether a mail says that it is solved, and nothing else: a word that closes a ticket must not be one among others."""

from __future__ import annotations

import re

LONGEST, PHRASES = 300, 8  # characters of such a mail, and what stands between its stops
NAME = 3  # words of a signature below it

_STOPS = re.compile(r"[.,!;:\n–—-]+")
_POLITE = re.compile(
    r"(?:hi|hello|hey|dear|hallo|ciao|salve|buongiorno|bonjour|hola|yes|ja|sì|si|oui|great|perfect|perfetto|super|ok|okay|"
    r"(?:many |a lot )?thanks?(?: you)?(?: (?:very|so) much| a lot)?|danke(?: schön| sehr)?|vielen dank|"
    r"grazie(?: mille)?|merci(?: beaucoup)?|(?:muchas )?gracias|(?:kind |best )?regards|cheers|saluti|grüße)(?!\w)\s*",
    re.IGNORECASE,
)
_ENGLISH = (
    r"(?:(?:that|this|it)(?:['’]s| has| is)?\s+)?(?:(?:just|really|all)\s+)?"
    r"(?:solved|fixed|resolved|helped|worked|works(?: now| again)?|did it|did the trick)"
    r"(?:\s+(?:it|me|now|everything|(?:my|the) (?:problem|issue)))?"
)
_GERMAN = r"(?:(?:das|es)\s+)?(?:hat (?:es )?(?:geholfen|gelöst|geklappt|funktioniert)|(?:ist )?(?:gelöst|erledigt))"
_ITALIAN = r"(?:(?:è|ho|ha|questo)\s+){0,2}(?:risolto|funziona(?: ora| adesso)?)(?:\s+tutto|\s+il problema)?"
_FRENCH = r"(?:(?:c['’]est|ça a)\s+)?(?:résolu|réglé|marché)"
_SPANISH = r"(?:(?:está|eso)\s+){0,2}(?:resuelto|solucionado|arreglado|funciona(?: ahora)?)"
_DONE = re.compile("|".join((_ENGLISH, _GERMAN, _ITALIAN, _FRENCH, _SPANISH)), re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|but|no|never|still|nicht|aber|kein|non|ma|pas|mais|pero)\b|n['’]t\b", re.IGNORECASE)


def says_solved(text: str) -> bool:
    """True for "That solved it, thanks!" in a few languages, with a greeting above and a name below; false as soon as
    anything else stands there."""
    if len(text) > LONGEST or "?" in text or _NOT.search(text):
        return False
    phrases = [phrase for phrase in (_bare(one) for one in _STOPS.split(text)) if phrase]
    done = [n for n, phrase in enumerate(phrases) if _DONE.fullmatch(phrase)]
    if not done or len(phrases) > PHRASES:
        return False
    rest = [(n, phrase) for n, phrase in enumerate(phrases) if n not in done]
    return all(len(phrase.split()) <= NAME and n in (0, len(phrases) - 1) for n, phrase in rest)


def _bare(phrase: str) -> str:
    """Without what is only polite."""
    rest = phrase.strip()
    while (match := _POLITE.match(rest)) is not None and match.end():
        rest = rest[match.end() :]
    polite = list(_POLITE.finditer(rest))
    return rest[: polite[-1].start()].strip() if polite and polite[-1].end() == len(rest) else rest
