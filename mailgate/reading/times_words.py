"""Clock times in words: "half past four", "halb fünf", "a las cinco y media", "entro le sei". A number in words is a time only
after a word such as "at" or "by" and where no counted thing follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from mailgate.reading.times_grammar import Mark

_HALF, _QUARTER = 30, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """How a language tells the time; RE2 fragments over folded text. `half` and the like stand before the hour, `and_half` and
    the like behind it; where `half_to` is set, "half five" is half past four."""

    hours: tuple[str, ...]  # one to twelve
    ahead: str  # one of these stands before the hour
    hour: str = ""  # may stand behind it
    half: str = ""
    past: str = ""
    to: str = ""
    and_half: str = ""
    and_quarter: str = ""
    less_quarter: str = ""
    half_to: bool = False
    evening: str  # in the words behind: later than noon


WORDED: Mapping[str, Worded] = {
    "en": Worded(
        hours=("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        ahead="at|by|before|until|til|till|around|from|past|to|than",
        hour="o'clock",
        half="half past",
        past="(?:a )?quarter past",
        to="(?:a )?quarter to",
        evening="tonight|this evening|in the (?:evening|afternoon)|pm",
    ),
    "de": Worded(
        hours=("eins?", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf"),
        ahead="um|bis|vor|ab|gegen|spatestens|halb|viertel (?:vor|nach)",
        hour="uhr",
        half="halb",
        past="viertel nach",
        to="viertel vor",
        half_to=True,
        evening="abends?|heute abend|nachmittags?",
    ),
    "fr": Worded(
        hours=("une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
        ahead="a|avant|vers|des|jusqu'a|d'ici",
        hour="heures?",
        and_half="et demie?",
        and_quarter="et quart",
        less_quarter="moins le quart",
        evening="ce soir|du soir|de l'apres-midi",
    ),
    "es": Worded(
        hours=("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
        ahead="las?",
        and_half="y media",
        and_quarter="y cuarto",
        less_quarter="menos cuarto",
        evening="(?:de|por) (?:la|esta) (?:tarde|noche)|esta (?:tarde|noche)",
    ),
    "it": Worded(
        hours=("una", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"),
        ahead="alle|le|dalle|delle|all'|l'",
        and_half="e mezza",
        and_quarter="e un quarto",
        less_quarter="meno un quarto",
        evening="stasera|di sera|del pomeriggio|questo pomeriggio",
    ),
}
# behind a lone number: the end, a stop, or a word that a counted thing is not
_ENDS = re2.compile(
    r"^\s*(?:$|[.,;:!?)\n-]|(?:today|tonight|tomorrow|this|sharp|and|or|so|in|on|at|heute|morgen|am|und|oder|da|an|sein|fertig"
    r"|ce|du|de|pour|et|hoy|y|o|en|para|por|oggi|stasera|di|e|per|i|gli|la|il|con)\b)"
)


@lru_cache(maxsize=len(WORDED))
def _pattern(language: str) -> Any:
    one = WORDED[language]
    hours = "|".join(f"(?P<h{i}>{word})" for i, word in enumerate(one.hours, 1))
    ways = [f"(?P<{name}>{words})" for name, words in (("half", one.half), ("past", one.past), ("to", one.to)) if words]
    behind = [
        f"(?P<{name}>{words})"
        for name, words in (("ah", one.and_half), ("aq", one.and_quarter), ("lq", one.less_quarter), ("o", one.hour))
        if words
    ]
    before = f"(?:(?:{'|'.join(ways)}) )?" if ways else ""
    after = f"(?: (?:{'|'.join(behind)}))*" if behind else ""
    return re2.compile(rf"(?:^|\b)(?P<ahead>{one.ahead})?\s?(?P<told>{before}(?:{hours}){after})\b")


def worded_clocks(text: str, start: int, end: int, language: str) -> Iterator[Mark]:
    """Times of the day, with `hw` and `mw` for hour and minute."""
    one = WORDED.get(language)
    if one is None:
        return
    for match in _pattern(language).finditer(text[start:end]):
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        plain = not groups.keys() & {"half", "past", "to", "ah", "aq", "lq", "o"}
        behind = text[start + match.end() : end]
        if plain and ("ahead" not in groups or not _ENDS.search(behind)):
            continue
        hour = next(i for i in range(1, len(one.hours) + 1) if f"h{i}" in groups)
        minutes = hour * 60 + _minutes(groups, one)
        late = re2.search(rf"^\s*(?:{one.evening})\b", behind) is not None
        if (late or 60 <= minutes < 420) and minutes < 720:
            minutes += 720  # three o'clock is in the afternoon, in business
        at = match.end() - len(groups["told"])
        yield Mark(start + at, start + match.end(), {"hw": str(minutes // 60 % 24), "mw": str(minutes % 60)})


def _minutes(groups: Mapping[str, str], one: Worded) -> int:
    """What is said beside the hour."""
    if "half" in groups:
        return -_HALF if one.half_to else _HALF
    if groups.keys() & {"to", "lq"}:
        return -_QUARTER
    if groups.keys() & {"past", "aq"}:
        return _QUARTER
    return _HALF if "ah" in groups else 0
