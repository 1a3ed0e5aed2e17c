"""Whether a mail says that it is solved, and nothing else: a word that closes a ticket must not be one among others."""

from __future__ import annotations

import re
import unicodedata

LONGEST, PHRASES = 300, 8  # characters of such a mail, and what stands between its stops
NAME = 3  # words of a signature below it

_STOPS = re.compile(r"[.,!;:\n–—-]+")
_POLITE = re.compile(
    r"(?<!\w)(?:"
    r"hi|hello|hey|dear|yes|great|perfect|super|ok|okay|(?:many |a lot )?thanks?(?: you)?(?: (?:very|so) much| a lot)?|"
    r"(?:kind |best )?regards|cheers|"
    r"hallo|guten (?:tag|morgen|abend)|moin|ja|prima|wunderbar|danke(?: schön| sehr| vielmals)?|"
    r"(?:vielen |herzlichen |besten )dank|(?:für (?:die|ihre) (?:schnelle )?hilfe)|mfg|"
    r"(?:mit )?(?:(?:viele|liebe|beste|schöne|herzliche|freundliche)n? )?gr(?:ü|ue)(?:ß|ss)(?:en?)?|"
    r"ciao|salve|buongiorno|buonasera|sì|perfetto|grazie(?: mille)?|(?:cordiali |distinti )?saluti|"
    r"bonjour|bonsoir|oui|parfait|génial|merci(?: beaucoup| bien)?(?: (?:à vous|pour votre aide))?|"
    r"(?:bien )?cordialement|bien à vous|bonne journée|"
    r"hola|buenos días|buenas(?: tardes| noches)?|sí|si|perfecto|genial|(?:muchas )?gracias(?: por (?:la|su) ayuda)?|"
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?"
    r")(?!\w)\s*",
    re.IGNORECASE,
)
_MARKS = " \t\u00a0\u202f\"'“”„‟‘’‚«»‹›`*_()[]¡"  # the word is often written as the letter shows it, between its marks
_ENGLISH = (
    r"(?:(?:that|this|it)(?:['’]s| has| is)?\s+)?(?:(?:just|really|all)\s+)?"
    r"(?:solved|fixed|resolved|helped|worked|works(?: now| again)?|did it|did the trick)"
    r"(?:\s+(?:it|me|now|everything|(?:my|the) (?:problem|issue)))?"
    r"(?:\s+(?:perfectly|great|fine|well|nicely|beautifully|perfect|like a charm|right away|immediately|now|again)){0,2}"
)
_GERMAN_HOW = r"(?:gut|perfekt|prima|super|wunderbar|sofort|einwandfrei)"
_GERMAN = (
    r"(?:(?:das|es|damit|jetzt|mein|problem)\s+){0,3}"
    rf"(?:hat (?:sich |es |mir |das problem )?(?:(?:sehr )?{_GERMAN_HOW} )?"
    r"(?:geholfen|gel(?:ö|oe)st|geklappt|funktioniert|erledigt)"
    r"|(?:ist )?(?:damit |jetzt )?(?:gel(?:ö|oe)st|erledigt|behoben)"
    rf"|(?:funktioniert|klappt|geht) (?:jetzt|wieder)(?: {_GERMAN_HOW})?)"
)
_ITALIAN = (
    r"(?:(?:è|ho|ha|questo)\s+){0,2}(?:risolto|funzionat[oa]|funziona(?: ora| adesso)?)(?:\s+tutto|\s+il problema)?"
    r"(?:\s+(?:perfettamente|benissimo|bene|subito))?"
)
_FRENCH_HOW = r"(?: (?:parfaitement|très bien|tout de suite))?"
_FRENCH = (
    rf"(?:(?:c['’]est|(?:ça|cela) a{_FRENCH_HOW}|tout est|(?:(?:le |mon )?problème)(?: est)?)\s+)?(?:bien )?"
    r"(?:r[ée]solue?|r[ée]gl[ée]e?|marché|fonctionné)"
    rf"(?: (?:le|mon) problème)?{_FRENCH_HOW}|"
    rf"(?:ça|cela|tout) (?:marche|fonctionne){_FRENCH_HOW}(?: maintenant| à nouveau)?"
)
_SPANISH = (
    r"(?:(?:ya|está|esta|eso|ha|queda|quedado|todo|el|mi|problema)\s+){0,4}(?:resuelt[oa]|solucionad[oa]|arreglad[oa])"
    r"(?: (?:el|mi) problema)?|(?:(?:ya|eso|todo|ha)\s+){0,3}(?:funciona(?:do)?|funcionó)"
    r"(?: ahora| bien| perfectamente| de maravilla)?"
)
_DONE = re.compile("|".join((_ENGLISH, _GERMAN, _ITALIAN, _FRENCH, _SPANISH)), re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|but|no|never|still|nicht|aber|kein|non|ma|pas|mais|pero)\b|n['’]t\b", re.IGNORECASE)


def says_solved(text: str) -> bool:
    """True for "That solved it, thanks!" in a few languages, with a greeting above and a name below; false as soon as
    anything else stands there."""
    text = unicodedata.normalize("NFC", text)
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
    rest = phrase.strip(_MARKS)
    while (match := _POLITE.match(rest)) is not None and match.end():
        rest = rest[match.end() :].lstrip(_MARKS)
    polite = list(_POLITE.finditer(rest))
    return rest[: polite[-1].start()].strip(_MARKS) if polite and polite[-1].end() == len(rest) else rest
