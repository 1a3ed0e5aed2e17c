"""Clock times as people say them: "half past four", "zehn vor halb fünf", "a las cinco y media", "entro le 6". A lone number is a
time only after a word such as "at" or "by" and where no counted thing follows.

Half of what is said on a twelve hours' clock is after noon; which, is left to who knows the day (`twelve` in the groups)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from mailgate.reading.times_grammar import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """How a language tells the time; RE2 fragments over folded text. `told` has HOUR and MIN in the places of numbers; its groups
    say what is added: `half` and `quarter` of an hour, `minus` minutes before it, `plus` minutes after it, `to_half` half an hour
    before, `to_quarter` and `past_quarter_to` as in "dreiviertel vier" and "viertel vier"."""

    hours: tuple[str, ...]  # one to twelve, and further where people say so
    minutes: Mapping[str, int]
    ahead: str  # one of these stands before a lone hour
    sure: str  # those of them that only a time follows
    told: str


WORDED: Mapping[str, Worded] = {
    "en": Worded(
        hours=("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        minutes={"five": 5, "ten": 10, "(?:a )?quarter": 15, "twenty-five": 25, "twenty": 20},
        ahead="at|by|before|until|til|till|around|about|from|past|to|than|b4|latest|between",
        sure="",
        told=r"(?:(?P<minus>MIN)(?: minutes?)? to |(?P<plus>MIN)(?: minutes?)? past |(?P<half>half(?: past)?) )?"
        r"(?:HOUR)(?:(?P<o> o'?clock|-?ish\b))?",
    ),
    "de": Worded(
        hours=("eins?", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf"),
        minutes={"kurz": 0, "funf": 5, "zehn": 10, "viertel": 15, "zwanzig": 20},
        ahead="um|bis|vor|ab|gegen|spatestens|schon|uhr|zwischen",
        sure="um",
        told=r"(?:(?P<minus>MIN)(?: minuten)? vor |(?P<plus>MIN)(?: minuten)? nach )?"
        r"(?:(?P<to_half>halb) |(?P<to_quarter>dreiviertel) |(?P<past_quarter_to>viertel) )?"
        r"(?:HOUR)(?:(?P<o> ?uhr(?: (?P<more>[0-5]\d))?))?",
    ),
    "fr": Worded(
        hours=(
            *("une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze|midi"),
            *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt", "vingt et une"),
            *("vingt-deux", "vingt-trois", "minuit"),
        ),
        minutes={"cinq": 5, "dix": 10, "(?:le )?quart": 15, "vingt-cinq": 25, "vingt": 20},
        ahead="a|avant|vers|des|jusqu'a|d'ici",
        sure="",
        told=r"(?:HOUR)(?:(?P<o> ?heures?))?"
        r"(?: (?:(?P<half>et demie?)|(?P<quarter>et quart)|moins (?P<minus>MIN)|(?P<plus>MIN)|(?P<more>[0-5]\d)\b))?",
    ),
    "es": Worded(
        hours=("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
        minutes={"cinco": 5, "diez": 10, "cuarto": 15, "veinte": 20, "veinticinco": 25},
        ahead="(?:(?:a|de|para|sobre|hasta|desde|hacia) )?las?",
        sure="(?:a|de|para|sobre|hasta|desde|hacia) las?",
        told=r"(?:HOUR)(?: (?:(?P<half>y media)|y (?P<plus>MIN)|menos (?P<minus>MIN)))?(?P<o> en punto)?",
    ),
    "it": Worded(
        hours=("una", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"),
        minutes={"cinque": 5, "dieci": 10, "un quarto": 15, "venti": 20, "tre quarti": 45},
        ahead="alle|(?:(?:entro|per|verso) )?le|dalle|(?:prima )?delle|all'|dell'|l'|ore",
        sure="alle|dalle|ore|all'|entro le|prima delle|verso le|per le",
        told=r"(?:HOUR)(?: (?:(?P<half>e mezz[ao])|e (?P<plus>MIN)|meno (?P<minus>MIN)))?(?P<o> in punto)?",
    ),
}
_SAID = ("half", "quarter", "minus", "plus", "to_half", "to_quarter", "past_quarter_to", "o", "more")
_NO_TIME = re2.compile(r"^(?:[:.,]\d|\s?[%€$£/°]| ?(?:eur|usd|gbp|chf|kg|km|percent|prozent|por ciento|per cento|pour ?cent)\b)")
_COUNTED = re2.compile(  # "um 3 Tage", "a las 2 tiendas"
    r"^ (?:euro|tagen?|stunden?|minuten?|wochen?|monaten?|jahren?|punkten?|stuck|meter|zentimeter|grad|personen|platzen?|mal"
    r"|stufen?|tiendas|personas|cuentas|cajas|veces|oficinas|persone|sedi|filiali|caselle|volte)\b"
)
# behind a lone number: the end, a stop, or a word that a counted thing is not
_ENDS = re2.compile(
    r"^\s*(?:$|[,;:!?)\n-]|\.(?:\D|$)|(?:today|tonight|tomorrow|this|sharp|and|or|so|in|on|at|the|we|our|my|i|they|he|she|with|but|before|after|latest|please|pls|because|otherwise|if|when"
    r"|heute|morgen|am|auf|im|bei|und|oder|da|an|sein|fertig|zum|zu|ist|wird|kommt|kommen|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*"
    r"|ce|du|de|pour|et|hoy|y|o|en|para|por|porque|si|manana|oggi|domani|stasera|di|e|per|i|gli|la|il|con|altrimenti|perche|che|se)\b)"
)


@lru_cache(maxsize=len(WORDED))
def _pattern(language: str) -> Any:
    one = WORDED[language]
    words = "|".join(f"(?P<h{i}>{word})" for i, word in enumerate(one.hours, 1))
    hours = rf"{words}|(?P<hd>2[0-4]|1\d|0?[1-9])"
    minutes = "|".join((*one.minutes, r"[1-5]?\d"))
    told = one.told.replace("HOUR", hours).replace("MIN", minutes)
    return re2.compile(rf"(?:^|\b)(?:(?P<ahead>{one.ahead})(?:\s|:\s)?)?(?P<told>\b{told})(?:\b|$)")


def worded_clocks(text: str, start: int, end: int, language: str) -> Iterator[Mark]:
    """Times of the day, with `hw` and `mw` for hour and minute, and `twelve` where they may be twelve hours later."""
    one = WORDED.get(language)
    if one is None:
        return
    for match in _pattern(language).finditer(text[start:end]):
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        plain = not any(name in groups for name in _SAID)
        behind = text[start + match.end() : end]
        if _NO_TIME.search(behind):
            continue
        sure = "ahead" in groups and one.sure and re2.fullmatch(one.sure, groups["ahead"]) and not _COUNTED.search(behind)
        if plain and not sure and ("ahead" not in groups or not _ENDS.search(behind)):
            continue
        if "hd" in groups and "ahead" not in groups and not groups.keys() & {"half", "quarter", "minus", "plus", "to_half", "o"}:
            continue
        hour = int(groups["hd"]) if "hd" in groups else next(i for i in range(1, len(one.hours) + 1) if f"h{i}" in groups)
        minutes = (hour * 60 + _minutes(groups, one)) % 1440
        at = start + match.end() - len(groups["told"])
        told = {"hw": str(minutes // 60), "mw": str(minutes % 60)}
        if hour <= 12 and not groups.get("hd", "").startswith("0") and minutes <= 780:
            told["twelve"] = ""
        yield Mark(at, start + match.end(), told)


def _minutes(groups: Mapping[str, str], one: Worded) -> int:
    """What is said beside the hour."""
    said = 30 if "half" in groups else 15 if "quarter" in groups else 0
    said -= 30 * ("to_half" in groups) + 15 * ("to_quarter" in groups) + 45 * ("past_quarter_to" in groups)
    said += int(groups.get("more", 0)) + _counted(groups.get("plus"), one) - _counted(groups.get("minus"), one)
    return said


def _counted(words: str | None, one: Worded) -> int:
    if words is None:
        return 0
    if words.isdigit():
        return int(words)
    return next((value for pattern, value in one.minutes.items() if re2.fullmatch(pattern, words)), 0)
