"""How the sender feels, by a lexicon made for support mail: "error" and "crash" are facts here, not feelings."""

from __future__ import annotations

import re2

from mailgate.model.reading import Mood
from mailgate.reading.signals import Hit, Signals, quotes
from mailgate.reading.words import Folded

_SHOUT = re2.compile(r"!{2,}|\?{3,}|[!?]*\?![!?]*")
_LOUD = re2.compile(r"\b\p{Lu}{4,}\b")
_ACRONYMS = frozenset(["HTTP", "HTTPS", "JSON", "HTML", "ASAP", "GDPR", "DSGVO", "NULL", "ERROR", "SAML", "LDAP", "IMAP", "SMTP"])
_IRONY = re2.compile(
    r"(?:^|[.!?\n]\s*)(?:oh )?(?:great|wonderful|fantastic|brilliant|well done|lovely|perfect|thanks a lot|na toll|toll|super"
    r"|bravo|genial|fantastico)\b[,.! ][^.!?\n]{0,60}\b(?:again|another|once more|still|yet|schon wieder|encore|otra vez|de nuevo"
    r"|di nuovo|ancora)\b"
)
_ANGRY, _UNHAPPY, _HAPPY, _RAISED = -0.45, -0.2, 0.25, -0.12
_FRUSTRATED = -0.35


def mood_of(folded: Folded, signals: Signals, repeated: list[Hit]) -> Mood:
    """Score -1 to 1 and its words. Frustrated is who is angry, or unhappy and writes again, or shouts."""
    hits = signals.find(signals.mood, folded.text)
    by_name: dict[str, list[Hit]] = {"angry": [], "unhappy": [], "happy": []}
    for hit in hits:
        if not (hit.name != "angry" and signals.denied(folded.text, hit.start)):
            by_name[hit.name].append(hit)
    angry, unhappy, happy = (_distinct(by_name[name]) for name in ("angry", "unhappy", "happy"))
    irony = [Hit("irony", match.start(), match.end(), match.group()) for match in _IRONY.finditer(folded.text)]
    raised = len(_SHOUT.findall(folded.original)) + _loud_words(folded.original)
    score = _ANGRY * len(angry) + _UNHAPPY * len(unhappy) + _RAISED * min(raised, 3)
    score += _HAPPY * (0 if angry or irony else min(len(happy), 2)) - 0.4 * len(irony)
    score += -0.15 if repeated and (unhappy or angry or raised) else 0.0
    score = round(max(-1.0, min(1.0, score)), 2)
    frustrated = bool(angry or irony) or (score <= _FRUSTRATED and bool(unhappy or repeated or raised >= 2))
    shouts = [Hit("raised", match.start(), match.end(), match.group()) for match in _SHOUT.finditer(folded.text)]
    told = [*repeated, *shouts[:1]] if frustrated else []
    reasons = [*angry, *irony, *unhappy, *told] if score < 0 else happy
    return Mood(score=score, frustrated=frustrated, because=tuple(quotes(folded, reasons, 4)))


def _distinct(hits: list[Hit]) -> list[Hit]:
    """Each word once: a repeated "great" is no greater."""
    return list({hit.text: hit for hit in reversed(hits)}.values())[::-1]


def _loud_words(text: str) -> int:
    """Words in capitals, if the text is not all in capitals for want of a shift key; then it shouts once."""
    loud = [word for word in _LOUD.findall(text) if word not in _ACRONYMS]
    return min(len(loud), 3) // 2 if len(loud) < 3 else 2
