"""What a point in time is in its sentence: something by which or before which the writer needs it, or nothing of theirs."""

from __future__ import annotations

from dataclasses import dataclass

import re2

from mailgate.reading.lexicon.times import TIMES
from mailgate.reading.times_asked import Asked
from mailgate.reading.times_marks import Point

_OR_ELSE = re2.compile(  # "on the 4th or I post the papers": by then
    r"^[^.!?\n]{0,30}\b(?:or (?:i|we|else)|otherwise|sonst|andernfalls|oder (?:ich|wir)|sinon|sans quoi|ou alors|de lo contrario"
    r"|altrimenti|se no)\b"
)
# these may tell how long something lasts as well as by when it is needed
_WHILE = re2.compile(
    r"\b(?:until|till?|due(?: on| by| at)?|bis(?: zum| am| um)?|fallig(?: am)?|jusqu'\w+|hasta|vence|fino a\w*|scade)\b"
    r"[^,.]{0,8}$"
)
_UP_TO_NOW = re2.compile(r"(?:bis|until|till|jusqu'a|hasta|fino a)\s*$")  # nothing has come "until today"
_SINCE = re2.compile(
    r"\b(?:since|seit|depuis|desde|dal?|dall[ae'])(?: (?:last|the|this|el|le|la|il|las?|dem|der|den"
    r"|dieser|diesem|letzte[mnr]|le dernier|ce))?\s*$"
)
_NO_NEED = re2.compile(  # "I'm not asking for a decision by Friday"
    r"\b(?:not (?:asking|needed|necessary|expecting|required)"
    r"|(?:don'?t|do not|needn'?t|no need|doesn'?t) (?:need|have|expect|to|ask|be)"
    r"|(?:brauch\w*|muss|mussen|erwarte\w*) (?:\w+ ){0,4}(?:nicht|kein\w*)"
    r"|pas besoin|n'attends pas|n'exige pas|no (?:necesit\w+|hace falta|pido)"
    r"|non (?:serve|mi serve|ci serve|occorre|chiedo|pretendo))\b[^.;!?\n]{0,50}$"
)
_BY_SO_MUCH = re2.compile(  # no time, but a number: "raise the limit by 5"
    r"\b(?:rais\w+|increas\w+|reduc\w+|lower\w*|cut|extend\w*|drop\w*|gr[eo]w\w*|multipl\w+|divid\w+|fell|rose"
    r"|off|out|up|down)\b[^,.;]{0,40}\bby $"
)
_UNLESS = re2.compile(r"\b(?:if|unless|when|wenn|falls|sofern|ausser|si|sauf|a moins|a menos|salvo|se|qualora|a meno)\b")
_ABOUT = re2.compile(r"\b(?:around|gegen|vers|sobre|hacia|verso)(?: (?:the|las|le))?\s*$")  # so may one drop in
_FIRST_THING = re2.compile(r"first thing|start of|primera hora|premiere heure|prima mattinata|per prima|fruh")
_DEMANDED = frozenset({"today", "tonight", "tomorrow", "eow", "eom", "eoq", "eoy"})
_SOFT = frozenset({"today", "yet", "tomorrow", "tonight", "after", "eow", "eom", "eoq", "eoy", "weekend"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """`ahead`: it must be done before that point, which is when it is needed; `opening`: when that day begins."""

    ahead: bool
    opening: bool


def role_of(asked: Asked, point: Point) -> Role | None:
    """None where it is nobody's deadline."""
    if _nobodys(asked, point):
        return None
    ahead, by, soft = _standing(asked, point)
    then = any(asked.grammar.by_then.search(words) is not None for words in (asked.after(point.end), asked.following))
    asks = asked.asked_for(point.start, point.end)
    booked = point.clock is not None and asked.booked(point.start, point.end)
    if not then and asked.promised(point.start, point.end):
        return None
    doubted = not (ahead or by or then) or asked.doubtful
    if doubted and not asks and asked.bygone(point.start, point.end):
        return None
    closes = bool(point.named & {"eod", "close"})
    lasts = _WHILE.search(asked.before(point.start, 28)) is not None
    if asked.mentioned and not (then or booked or closes or asks or (by and not lasts)):
        return None
    pressed = point.hour is not None and (asked.pressed or booked)
    wanted = then or pressed or asked.wanted(point.start, point.end)
    if not (ahead or by or then) and _ABOUT.search(asked.before(point.clock.start, 16) if point.clock else ""):
        return None
    if not (ahead or by or closes or pressed or (wanted and soft) or _demanded(asked, point, asks)):
        return None
    feast = any(name.startswith("f_") for name in point.named)  # "before Christmas" is the day before, to its end
    return Role(ahead=ahead, opening=not (ahead and feast) and (ahead or (wanted and not by)))


def _nobodys(asked: Asked, point: Point) -> bool:
    """Whether the words around say that it is no deadline: someone is away, it comes again and again, it is long ago."""
    clause, before = asked.clause(point.start, point.end), asked.before(point.start, 60)
    if asked.grammar.absence.search(clause) is not None or asked.grammar.recurring.search(clause) is not None:
        return True
    if _SINCE.search(before) is not None or (
        "today" in point.named and not point.clock and _UP_TO_NOW.search(before) is not None
    ):
        return True
    if _NO_NEED.search(before) is not None and _UNLESS.search(asked.text[asked.start : point.start]) is None:
        return True
    worded = point.day is None and point.clock is not None and "hw" in point.clock.groups
    return worded and _BY_SO_MUCH.search(before) is not None


def _demanded(asked: Asked, point: Point, asks: bool) -> bool:
    """Whether something is asked for that day: "please fix it today", "noch heute"."""
    if "yet" in point.named:
        return True
    near = bool(point.named & _DEMANDED) or (point.day is None and bool(point.part))
    return asks and asked.demanding and (near or _FIRST_THING.search(point.part) is not None)


def _standing(asked: Asked, point: Point) -> tuple[bool, bool, bool]:
    """How it stands in its sentence: as what something must come before, as the last moment for it, or as a time at which
    something is."""
    grammar, behind, named = asked.grammar, asked.after(point.end), point.named
    before = [asked.before(mark.start, 28) for mark in point.every]
    ahead = any(grammar.before_word.search(words) is not None for words in before)
    by = any(grammar.by_word.search(words) is not None for words in before) or grammar.latest.search(behind) is not None
    by = by or (_OR_ELSE.search(behind) is not None and not asked.asks)
    by = by or (asked.theirs and any(grammar.after.search(words) is not None for words in before))
    soft = bool(named & _SOFT) or any(grammar.at_word.search(words) is not None for words in before)
    # "lundi matin", with no word before it
    weekday = any(f"w{i}" in named for i in range(7)) and (grammar.times is not TIMES["en"] or asked.theirs)
    article = asked.text.startswith(("alle ", "las ", "la ", "ore "), point.start)
    return ahead, by and not ahead, soft or weekday or article
