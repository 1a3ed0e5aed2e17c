"""What tells languages of Latin script apart in bytes of an unnamed charset: letters beyond ASCII, and small words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Script:
    """The letters of a language, lower case, words that most of its letters contain, and the codecs it was written in."""

    letters: frozenset[str]
    words: frozenset[str]
    codecs: tuple[str, ...]


_WEST, _CENTRAL, _TURKISH, _BALTIC = ("cp1252",), ("cp1250", "iso8859-2"), ("cp1254",), ("cp1257",)


def _script(letters: str, words: str, codecs: tuple[str, ...]) -> Script:
    return Script(frozenset(letters), frozenset(words.split()), codecs)


# Those of the first codec come first: where nothing decides, they win.
SCRIPTS = {
    "es": _script("áéíóúüñ", "de la el que en los una por con para se del hola gracias", _WEST),
    "pt": _script("áàâãçéêíóôõú", "de que não um uma para com os se por mais obrigado olá", _WEST),
    "fr": _script("àâæçéèêëîïôœùûüÿ", "le la les de des et est que je pas vous une bonjour merci", _WEST),
    "de": _script("äöüß", "der die und ist nicht das ich mit sie für ein eine zu den hallo danke", _WEST),
    "it": _script("àèéìíòóùú", "il di che non per una con sono della grazie buongiorno", _WEST),
    "nl": _script("éëïóöü", "de het een en van is niet dat ik op te voor met", _WEST),
    "sv": _script("åäöé", "och att det jag inte är en ett som har för med hej tack", _WEST),
    "da": _script("æøåé", "og at det jeg ikke er en et som har for med hej tak", _WEST),
    "fi": _script("äöå", "ja on ei se että en hei kiitos", _WEST),
    "ca": _script("àçéèíïóòúü", "de la el que els una per amb no és gràcies", _WEST),
    "is": _script("áðéíóúýþæö", "og að er ekki ég það sem til við í", _WEST),
    "pl": _script("ąćęłńóśźż", "nie to jest na się że do mam jak proszę dziękuję dzień w z", _CENTRAL),
    "cs": _script("áčďéěíňóřšťúůýž", "je na se že to jsem prosím děkuji den dobrý v s a", _CENTRAL),
    "sk": _script("áäčďéíĺľňóôŕšťúýž", "je na sa že to som prosím ďakujem deň dobrý v s a", _CENTRAL),
    "hu": _script("áéíóöőúüű", "a az és nem hogy egy meg van köszönöm napot is", _CENTRAL),
    "ro": _script("ăâîşţșț", "de nu am este și şi la cu pe vă rog mulțumesc mulţumesc bună", _CENTRAL),
    "hr": _script("čćđšž", "je na se da nije sam za hvala dan kako i u", _CENTRAL),
    "sl": _script("čšž", "je in na se da ni sem za hvala dan kako lahko", _CENTRAL),
    "tr": _script("çğıöşüâî", "ve bir bu için ne mi değil var merhaba teşekkür", _TURKISH),
    "lt": _script("ąčęėįšųūž", "ir yra ne kad su į ačiū laba diena", _BALTIC),
    "lv": _script("āčēģīķļņšūž", "un ir ne ka ar uz paldies labdien", _BALTIC),
    "et": _script("äöõüšž", "ja on ei et ma see tere aitäh", _BALTIC),
}  # fmt: skip

_AT_MOST = 4_096  # bytes that are read
_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘´–—…·”“«»\xa0](?=[^\W\d_])|[ªº](?=[^\W\d_])")  # where only a letter can be
_WORD = re.compile(r"[^\W\d_]+")


def latin_codec(data: bytes) -> str | None:
    """The codec in which most letters beyond ASCII are those of one language; of equals the one whose small words occur."""
    best: tuple[int, int, int] | None = None
    chosen = None
    for codec in dict.fromkeys(codec for script in SCRIPTS.values() for codec in script.codecs):
        text = data[:_AT_MOST].decode(codec, "replace").lower()
        letters = Counter(sign for sign in text if sign > "\x7f" and sign not in "ªº" and sign.isalpha())
        inside = len(_INSIDE.findall(text))
        words = set(_WORD.findall(text))
        for script in SCRIPTS.values():
            if codec not in script.codecs:
                continue
            good = sum(count for sign, count in letters.items() if sign in script.letters)
            score = (3 * good - 2 * letters.total() - 2 * inside, len(words & script.words), codec == "cp1252")
            if best is None or score > best:
                best, chosen = score, codec
    return chosen if best is not None and best[0] > 0 else None
