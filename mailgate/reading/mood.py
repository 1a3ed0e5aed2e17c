"""How the sender feels, by a lexicon made for support mail: "error" and "crash" are facts here, not feelings."""

from __future__ import annotations

import re2

from mailgate.model.reading import Mood
from mailgate.reading.meaning import UNKNOWN, Meanings, Said
from mailgate.reading.signals import Hit, Signals, quotes
from mailgate.reading.words import Folded

_SHOUT = re2.compile(r"!{2,}|\?{3,}|[!?]*\?![!?]*")
_LOUD = re2.compile(r"\b\p{Lu}{4,}\b")
_ACRONYMS = frozenset(["HTTP", "HTTPS", "JSON", "HTML", "ASAP", "GDPR", "DSGVO", "NULL", "ERROR", "SAML", "LDAP", "IMAP", "SMTP"])
_IRONY = re2.compile(
    r"(?:^|[.!?\n]\s*)(?:oh )?(?:great|wonderful|fantastic|brilliant|well done|lovely|perfect|thanks a lot|na toll|toll"
    r"|super|bravo|genial|fantastico|brillant|wunderbar|estupendo|complimenti|ottimo)"
    r"\b[,.! ][^.!?\n]{0,60}\b(?:again|another|once more|still|yet|schon wieder|encore|otra|de nuevo"
    r"|di nuovo|ancora)\b"
)
_BITTER = re2.compile(  # praise for what does not work
    r"(?:^|[.!?\n]\s*)(?:oh )?(?:great|wonderful|fantastic|brilliant|lovely|na toll|toll|super"
    r"|klasse|bravo|genial|fantastico|complimenti)"
    r"\b[^.!?\n]{0,40}\b(?:nothing works|nichts geht|rien ne (?:marche|fonctionne)|nada funciona"
    r"|non funziona (?:niente|nulla|piu))"
)
_MOCKING = re2.compile(  # thanks for harm
    r"\b(?:thanks?(?: you)?(?: so much| very much| a lot)? for (?:\w+ )?(?:wasting|ruining|ignoring|losing|breaking|destroying"
    r"|spoiling|letting|keeping \w+ waiting|making \w+ wait)"
    r"|danke?(?: auch| sehr| schon| vielmals)?,? (?:fur|dass)[^.!?\n]{0,40}(?:verschwend|vergeud|ignorier|ruinier|verdorben)"
    r"|merci (?:de|d') ?(?:m'|nous )?avoir (?:fait perdre|fait attendre|ignore|gache|ruine|oublie)"
    r"|gracias por (?:hacer(?:me|nos) (?:perder|esperar)|ignorar|arruinar|estropear|perder)"
    r"|grazie per aver(?:mi|ci)? (?:fatto (?:perdere|aspettare)|ignorato|rovinato|perso))"
)
_ANGRY, _UNHAPPY, _HAPPY, _RAISED = -0.45, -0.2, 0.25, -0.12
_LET_DOWN = -0.4
_FRUSTRATED = -0.35
_WHOLE = 4  # words: what is shorter may mean anything
_MEANT = 0.7  # the chance that a sentence or a passage is bitter, from which it counts; a long mail has to be surer
_SOOTHED = re2.compile(r"\b(?:nobody|no one|niemand|personne|nadie|nessuno)(?: is| ist| n'est| esta| e)? $")
_PLAIN = frozenset({"angry", "promised", "unkept"})  # a negation belongs to these words


def mood_of(folded: Folded, signals: Signals, repeated: list[Hit], meanings: Meanings = UNKNOWN) -> Mood:
    """Score -1 to 1 and its words. Frustrated is who is angry, bitter, disappointed or kept waiting
    beyond what we promised, or unhappy and writes again, or shouts."""
    hits = signals.find(signals.mood, folded.text)
    by_name: dict[str, list[Hit]] = {name: [] for name in signals.mood}
    for hit in hits:
        soothed = _SOOTHED.search(folded.text[max(0, hit.start - 14) : hit.start]) is not None
        if not soothed and (hit.name in _PLAIN or not signals.denied(folded.text, hit.start)):
            by_name[hit.name].append(hit)
    angry, unhappy, happy = (_distinct(by_name[name]) for name in ("angry", "unhappy", "happy"))
    broken = by_name["promised"][:1] + by_name["unkept"][:1] if by_name["promised"] and by_name["unkept"] else []
    let_down = [*_distinct(by_name["let_down"])[:1], *broken]
    irony = [
        Hit("irony", match.start(), match.end(), match.group())
        for bitter in (_IRONY, _BITTER, _MOCKING)
        for match in bitter.finditer(folded.text)
    ]
    bitter_one = _bitter(folded, meanings)
    upset = [Hit("upset", bitter_one.start, bitter_one.end, "")] if bitter_one is not None else []
    raised = len(_SHOUT.findall(folded.original)) + _loud_words(folded.original)
    score = _ANGRY * len(angry) + _UNHAPPY * len(unhappy) + _RAISED * min(raised, 3)
    score += _LET_DOWN * bool(let_down)
    bitter = angry or irony or let_down or upset
    score += _HAPPY * (0 if bitter else min(len(happy), 2)) - 0.4 * len(irony)
    score += _LET_DOWN * bool(upset and not (angry or irony or let_down))
    score += -0.15 if repeated and (unhappy or angry or raised) else 0.0
    score = round(max(-1.0, min(1.0, score)), 2)
    frustrated = bool(angry or irony or let_down or upset) or (score <= _FRUSTRATED and bool(unhappy or repeated or raised >= 2))
    shouts = [Hit("raised", match.start(), match.end(), match.group()) for match in _SHOUT.finditer(folded.text)]
    told = [*repeated, *shouts[:1]] if frustrated else []
    reasons = [*angry, *irony, *let_down, *upset, *unhappy, *told] if score < 0 else happy
    return Mood(score=score, frustrated=frustrated, because=tuple(quotes(folded, reasons, 4)))


def _bitter(folded: Folded, meanings: Meanings) -> Said | None:
    """The bitterest sentence or passage, if one is bitter; not where a sentence in it rather says that it has time or is over, or
    where somebody asks of their data."""
    found = []
    # each further sentence may be mistaken, too
    enough = max(_MEANT, len(meanings.said) / (len(meanings.said) + 2))
    for one in (*meanings.said, *meanings.passages):
        chance = one.meant.of("upset")
        if chance < enough or len(folded.text[one.start : one.end].split()) < _WHOLE:
            continue
        within = [said.meant for said in meanings.said if one.start <= said.start and said.end <= one.end]
        soothed = max((max(meant.of("calm"), meant.of("over")) for meant in within), default=0.0)
        if chance >= max(soothed, one.meant.of("privacy")):
            found.append(one)
    return max(found, key=lambda one: one.meant.of("upset"), default=None)


def _distinct(hits: list[Hit]) -> list[Hit]:
    """Each word once: a repeated "great" is no greater."""
    return list({hit.text: hit for hit in reversed(hits)}.values())[::-1]


def _loud_words(text: str) -> int:
    """Words in capitals, if the text is not all in capitals for want of a shift key; then it shouts once."""
    loud = [word for word in _LOUD.findall(text) if word not in _ACRONYMS]
    return min(len(loud), 3) // 2 if len(loud) < 3 else 2
