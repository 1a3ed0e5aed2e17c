"""Whether a mail is a mere thanks: nothing in it asks for anything, so it reopens nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

from mailgate.reading.closing import said_before_closing
from mailgate.reading.lexicon import LEXICONS
from mailgate.reading.lexicon.shape import alternation
from mailgate.reading.meaning import JUDGED, UNKNOWN, Meanings, Meant
from mailgate.reading.signals import Hit, Signals
from mailgate.reading.words import Folded, fold, sentences, tokens

_LONGEST = 45  # words; who thanks at length also says something
_THUMBS = re2.compile(r"^[\s\pP]*(?:[👍🙏👌😊🙂😀✅❤💯🎉🤝][\x{FE0F}\x{1F3FB}-\x{1F3FF}]?[\s\pP]*)+$")
_TROUBLE = frozenset({"cannot", "broken", "outage", "cancel", "howto", "legal", "security", "locked"})
_CONTRAST = re2.compile(
    r"\b(?:but|however|except|although|unless|still|yet|unfortunately|aber|jedoch|allerdings|leider|mais|cependant|toutefois"
    r"|pero|sin embargo|ma|tuttavia|purtroppo|thanks for nothing|in advance|im voraus|d'avance|de antemano|in anticipo)\b"
)
_REQUEST = re2.compile(
    r"\b(?:please|could you|can you|would you|bitte|konnten sie|pouvez|veuillez|podria\w*|puede\w*|por favor|potete|potreste"
    r"|per favore)\b"
)
_GREETED = re2.compile(r"^[^.!?]{2,40},$")  # "Dear Anna,"
_SIGNED = re2.compile(r"^[^\W\d]+(?: [^\W\d]+)?$")  # a name on the last line
_BITTER = 0.25  # the chance that a sentence of thanks is bitter, at which it is none
_KIND, _THANKS = 0.3, 0.6  # the chances, of each sentence and of the one that thanks
_WHOLE, _IDLE = 0.8, 0.35  # of all together, and of anything else that a sentence beside the thanks may say
_POLITE = frozenset({"thanks", "over", "calm"})
_STRANGERS = 2  # words outside the vocabulary of thanks, such as a name


@lru_cache(maxsize=len(LEXICONS))
def _vocabulary(language: str) -> frozenset[str]:
    lexicon = LEXICONS[language]
    return frozenset(token.text for word in lexicon.courteous for token in tokens(fold(word)))


@lru_cache(maxsize=len(LEXICONS))
def _phrases(language: str) -> Any:
    lexicon = LEXICONS[language]
    return alternation((*lexicon.thanks, *lexicon.urgency["over"], *lexicon.greetings, *lexicon.happy))


def is_courtesy(folded: Folded, signals: Signals, concepts: list[Hit], meanings: Meanings = UNKNOWN) -> bool:
    """True for thanks and praise and "it works again" in any order; false if anything is asked, denied or told besides.
    `meanings` are those of the text, without its subject: they may confirm what no word speaks against."""
    text = folded.text.strip()
    if not text or len(text) > 600:
        return False
    if _THUMBS.search(folded.original):
        return True
    language = signals.language
    said = folded.text[: said_before_closing(folded, signals)]
    lexicon = signals.lexicon
    thanked = alternation(lexicon.thanks).search(said) is not None
    over = signals.urgency["over"].search(said) is not None
    pleased = signals.mood["happy"].search(said) is not None
    if "?" in said or _CONTRAST.search(said):
        return False
    rest = _phrases(language).sub(" ", said)
    if _REQUEST.search(rest) and not _may_close(rest):
        return False
    if any(hit.name in _TROUBLE and hit.text in rest for hit in concepts):
        return False
    words = [token.text for token in tokens(fold(rest)) if token.text[0].isalnum()]
    strangers = [word for word in words if word not in _vocabulary(language) and not _is_greeted_name(word, said)]
    if "not" in words or signals.negation.search(" ".join(strangers)) is not None:
        return False
    if _is_meant(meanings, said, _vocabulary(language)):
        return True
    allowed = _STRANGERS if thanked or over else 0
    return (thanked or over or pleased) and len(words) <= _LONGEST and len(strangers) <= allowed


def _is_meant(meanings: Meanings, said: str, courteous: frozenset[str]) -> bool:
    """Whether each sentence thanks, praises or says that it is over, and one of them thanks and none is bitter; a greeting and
    a name below are left aside. Where the whole is plainly thanks, it is the whole that may be bitter, and a wish that asks for
    nothing is left aside as well. What nobody judged, such as a lone word, has to be a word of thanks itself."""
    told: list[Meant] = []
    together = meanings.together()
    plain = together is not None and together.of("thanks") >= _WHOLE
    spans = sentences(fold(said)).spans
    for i, (start, end) in enumerate(spans):
        line = said[start:end].strip()
        if not any(char.isalnum() for char in line) or _GREETED.search(line):
            continue
        meant = meanings.at(start)
        if meant is not None and end - start <= JUDGED:
            if not (plain and told and _kindness(meant) < _KIND and _is_idle(meant)):
                told.append(meant)
        elif not (i > 0 and i == len(spans) - 1 and _SIGNED.search(line)) and not all(
            token.text in courteous for token in tokens(fold(line)) if token.text[0].isalnum()
        ):
            return False
    kind = [_kindness(meant) for meant in told]
    judged = [together] if plain and together is not None else told
    bitter = any(meant.of("upset") >= _BITTER for meant in judged)
    return bool(told) and not bitter and min(kind) >= _KIND and max(meant.of("thanks") for meant in told) >= _THANKS


def _kindness(meant: Meant) -> float:
    return max(meant.of("thanks"), meant.of("over"))


def _is_idle(meant: Meant) -> bool:
    """A wish, a greeting: nothing that a help desk has to know."""
    return max((chance for facet, chance in meant.facets.items() if facet not in _POLITE), default=1.0) < _IDLE


_CLOSE = re2.compile(
    r"(?:can|may|konnen|kann|pouvez|puede\w*|potete) .{0,20}(?:close|schliesen|geschlossen|fermer|clore|cerrar|chiudere)"
    r"|please close"
)


def _may_close(text: str) -> bool:
    return _CLOSE.search(text) is not None


def _is_greeted_name(word: str, said: str) -> bool:
    """The name after "Hi" or "Thanks", or alone on the last line."""
    lines = [line.strip(" ,.!") for line in said.strip().splitlines()]
    first, last = lines[0].split(), lines[-1].split()
    return (len(first) <= 4 and word in first[1:]) or (len(lines) > 1 and len(last) <= 3 and word in last)
