"""How soon someone must act: signals, each with its words.

A signal is heard in words of the lexicons, or in what a sentence means as a whole; where both say it, it counts once. How much
each weighs beside what the mail says as a whole was learned of written mails (`meaning/pressing.py`). Where no embedder reads
sentences, the weights below are added up: shares of certainty, not of feelings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import re2

from mailgate.model.reading import Urgency, UrgencyLevel
from mailgate.reading.meaning import UNKNOWN, Meanings, Pressed, Pressing, Said, quoted
from mailgate.reading.signals import Hit, Signals, quotes
from mailgate.reading.urgency_words import Words, settled
from mailgate.reading.words import Folded, Sentences

__all__ = ["Words", "hits_of", "offer_in", "urgency_of"]

_USUAL = 0.25  # a mail that says nothing of urgency
_NO_MERE_WISH = frozenset({"outage", "blocked", "breadth", "security", "explicit", "loss", "present", "trouble", "repeated"})
_CRITICAL, _HIGH, _LOW = 0.75, 0.5, 0.15
# how near a deadline is, and what that weighs
_NEARNESS = ((timedelta(hours=4), 0.52), (timedelta(hours=26), 0.33), (timedelta(days=4), 0.2), (timedelta(days=366), 0.05))
_SAID_BY = {"explicit": ("urgent", "explicit", "repeated"), "loss": ("loss", "outage"), "breadth": ("urgent",)}
_UNHEARD = 0.12  # the chance below which a sentence does not mean what a word in it says
_UNHEARD_OF = {"explicit": 0.25}
_TROUBLED = ("safety", "security", "outage", "blocked", "loss")  # beside an offer, these still count
_PLAINLY = 0.5  # the chance of such a meaning, from which a sentence beside an offer has it


@dataclass(frozen=True, slots=True)
class Weighed:
    weight: float
    because: tuple[str, ...] = ()


Signal = Callable[[Words], Weighed | None]


_SOON = re2.compile(
    r"^(?:asap|as soon as possible|quickly as possible|right (?:now|away)|at once|immediate(?:ly)?|very soon"
    r"|umgehend|sofort\w*|baldmoglichst"
    r"|so schnell wie moglich|schnellst\w*|au plus vite|des que possible|le plus (?:vite|rapidement) possible|rapidement possible"
    r"|immediat\w*|tout de suite"
    r"|lo antes posible|cuanto antes|inmediat\w*|de inmediato|ahora mismo|lo mas (?:pronto|rapido) posible"
    r"|(?:il )?prima possibile|al piu presto|subito|immediat\w*|quanto prima)$"
)
_SOON_ALONE, _SOON_MEANT = 0.15, 0.1
_BEAR_OUT = ("breadth", "loss", "waiting")
_UNBORNE = 0.58  # what an outage weighs that nothing bears out


def _time_pressure(words: Words) -> Weighed | None:
    if words.deadline is None:
        return None
    left = words.deadline.at - words.sent
    weight = next(weight for within, weight in _NEARNESS if left <= within)
    return Weighed(weight, (words.folded.words(words.deadline.start, words.deadline.end).rstrip(".,"),))


def _said(name: str, weight: float, facet: str = "") -> Signal:
    """Words of the lexicon by `name`, or a sentence that means `facet`."""

    def signal(words: Words) -> Weighed | None:
        hits = words.hits.get(name)
        if hits:
            return Weighed(weight, tuple(quotes(words.folded, hits, 2)))
        far, sentence = words.meant(facet) if facet else (0.0, "")
        return Weighed(weight * far, (sentence,)) if far else None

    return signal


def _breadth(words: Words) -> Weighed | None:
    """Many people weigh where something is wrong for them; "all our customers love it" is no trouble."""
    hits = words.hits.get("breadth")
    far, sentence = words.meant("breadth")
    if not hits:
        return Weighed(0.25 * far, (sentence,)) if far else None
    troubled = bool(words.hits.keys() & {"outage", "blocked", "security", "explicit", "loss", "present", "trouble"}) or far > 0.5
    troubled = troubled or words.meant("waiting")[0] > 0.5
    return Weighed(0.25 if troubled else 0.05, tuple(quotes(words.folded, hits, 2)))


def _outage(words: Words) -> Weighed | None:
    """What nobody calls an outage, and nothing else bears out, may be a trouble of one device."""
    told = _said("outage", 0.42, "outage")(words)
    borne_out = words.hits.keys() & {"outage", "breadth", "loss", "present", "explicit", "blocked"}
    if told is None or borne_out or words.deadline is not None or any(words.meant(facet)[0] > 0.5 for facet in _BEAR_OUT):
        return told
    return Weighed(told.weight * _UNBORNE, told.because)


def _explicit(words: Words) -> Weighed | None:
    """ "Urgent" weighs; that it be soon is asked of many things, and says little by itself."""
    hits = words.hits.get("explicit")
    if hits and words.meanings.known and all(_SOON.search(hit.text) is not None for hit in hits):
        near = words.deadline is not None or bool(words.hits.keys() & {*_TROUBLED, "present", "breadth", "trouble"})
        far = words.meant("explicit")[0]
        return Weighed(0.3 if near else _SOON_ALONE + _SOON_MEANT * far, tuple(quotes(words.folded, hits, 2)))
    return _said("explicit", 0.35, "explicit")(words)


def _frustration(words: Words) -> Weighed | None:
    return Weighed(0.12, words.mood.because[:1]) if words.mood.frustrated else None


def _wish(words: Words) -> Weighed | None:
    """ "It would be nice if ..." waits, unless something else is said to be wrong or near."""
    if words.deadline is not None or words.hits.keys() & _NO_MERE_WISH:
        return None
    hits = words.hits.get("wish")
    if hits:
        return Weighed(-0.15, tuple(quotes(words.folded, hits, 1)))
    far, sentence = words.meant("wish")
    return Weighed(-0.15 * far, (sentence,)) if far else None


# By name, with what it weighs if it is all there. The order is that of the reasons a reader is told: what has a clock on it
# first, then what is wrong, then how it is said.
SIGNALS: Mapping[str, tuple[float, Signal]] = {
    "time": (0.52, _time_pressure),
    "safety": (0.5, _said("safety", 0.5, "safety")),
    "security": (0.5, _said("security", 0.5, "security")),
    "outage": (0.42, _outage),
    "breadth": (0.25, _breadth),
    "loss": (0.3, _said("loss", 0.3, "loss")),
    "blocked": (0.15, _said("blocked", 0.15, "blocked")),
    "present": (0.25, _said("present", 0.25, "waiting")),
    "explicit": (0.35, _explicit),
    "repeated": (0.15, _said("repeated", 0.15, "repeated")),
    "pressure": (0.08, _said("pressure", 0.08)),
    "frustration": (0.12, _frustration),
    "calm": (-0.3, _said("calm", -0.3, "calm")),
    "wish": (-0.15, _wish),
    "over": (-0.2, _said("over", -0.2, "over")),
}
# What else is weighed where weights were learned: how near the deadline is, that it is urgent in any way, that it advertises
NEAR = ("within 4 hours", "within a day", "within 4 days")
EVIDENCE = (*NEAR, *(name for name in SIGNALS if name != "time"), "urgent", "offer")
SOOTHING = frozenset({"calm", "wish", "over", "offer"})
_TOLD = 0.15  # the share (logits) from which evidence is a reason worth telling
_URGENT = 0.27  # what a sentence weighs that is urgent in one way or another, if no way of it weighs more
_TAKEN_BACK_BY_OVER = frozenset({"outage", "blocked", "breadth", "explicit", "loss", "present"})


def hits_of(
    folded: Folded, sentences: Sentences, signals: Signals, concepts: Sequence[Hit], meanings: Meanings = UNKNOWN
) -> dict[str, list[Hit]]:
    """Urgency words by name. "Not urgent" is calm, not explicit; "no longer down" is over, not an outage; and a label that is
    called "Urgent" is nothing, as its sentence says."""
    found: dict[str, list[Hit]] = {}
    every = [
        hit
        for hit in signals.find(signals.urgency, folded.text)
        if not (hit.name in _NAMED and _names(folded.text, hit))
        and (hit.name != "over" or not sentences.asks(folded.text, hit.start))  # "does it work again?" is not over
        and not _named_only(hit, meanings)
    ]
    soothing = [hit for hit in every if hit.name in ("calm", "over")]
    for hit in every:
        covered = any(other is not hit and other.start <= hit.start and hit.end <= other.end for other in soothing)
        near = hit.name in ("explicit", "outage", "security") and signals.denied(folded.text, hit.start)
        if hit.name in ("calm", "over") or not (covered or near):
            found.setdefault(hit.name, []).append(hit)
    if "over" in found or settled([], meanings):
        # what is over takes back what was said before it, and beside it
        over = found.get("over", [])
        ended = {sentences.of(hit.start) for hit in over}
        last = settled(over, meanings)
        for name in _TAKEN_BACK_BY_OVER & found.keys():
            found[name] = [hit for hit in found[name] if hit.start > last and sentences.of(hit.start) not in ended]
    if "calm" in found:
        found.pop("explicit", None)
    trouble = [hit for hit in concepts if hit.name in ("cannot", "broken", "error", "locked", "outage")]
    if trouble:
        found["trouble"] = trouble
    return {name: hits for name, hits in found.items() if hits}


_NAMED = frozenset({"explicit", "outage", "security"})
_NAME = re2.compile(r"^[\w@#/_.-]?\w[\w -]*(?:[-.@/_]\w|[»”\"'] ?)$|^[«“\"'@#/_-]")  # urgent-parcels.uk, «Emergencia»
_THING = re2.compile(  # behind "emergency", "critical" and "outage": they are part of a thing's name
    r"^ (?:exits?|doors?|lamps?|lights?|lighting|numbers?|contacts?|rooms?|services?|kits?|brakes?|care|path|illness"
    r"|drills?|exercises?"
    r"|notices?|maps?|pages?|reports?|history|labels?|templates?|buttons?)\b"
)


def _names(text: str, hit: Hit) -> bool:
    """Whether a word is a name, or part of one."""
    around = text[max(0, hit.start - 1) : hit.end + 2]
    return _NAME.search(around) is not None or (
        hit.name != "security" and _THING.search(text[hit.end : hit.end + 16]) is not None
    )


def _named_only(hit: Hit, meanings: Meanings) -> bool:
    """Whether the sentence around a word plainly means something else."""
    facets = _SAID_BY.get(hit.name)
    meant = meanings.at(hit.start) if facets else None
    unheard = _UNHEARD_OF.get(hit.name, _UNHEARD)
    return meant is not None and facets is not None and all(meant.of(facet) < unheard for facet in facets)


def offer_in(sentences: Sentences, hits: dict[str, list[Hit]], meanings: Meanings) -> Said | None:
    """The sentence that wants to sell us something, where most of them do or none beside them is in trouble. Who is, and tells
    of an offer of their own, is no advertiser."""
    offers = meanings.offers()
    if not offers:
        return None
    others = [one for one in meanings.said if one not in offers]
    if len(offers) > len(others):
        return offers[0]
    selling = {sentences.of(one.start) for one in offers}
    named = any(sentences.of(hit.start) not in selling for name in (*_TROUBLED, "trouble") for hit in hits.get(name, []))
    meant = any(one.meant.of(facet) >= _PLAINLY for one in others for facet in _TROUBLED)
    return None if named or meant else offers[0]


def evidence_of(words: Words) -> tuple[dict[str, float], dict[str, Weighed]]:
    """How far each piece of evidence is there, 0 to 1, and the signals heard."""
    heard = {name: found for name, (_, signal) in SIGNALS.items() if (found := signal(words)) is not None}
    given = {name: found.weight / SIGNALS[name][0] for name, found in heard.items() if name != "time"}
    if words.deadline is not None:
        left = words.deadline.at - words.sent
        given |= {name: 1.0 for name, (within, _) in zip(NEAR, _NEARNESS, strict=False) if left <= within}
    return given | {"urgent": words.meant("urgent")[0], "offer": float(words.offer is not None)}, heard


def urgency_of(words: Words, pressing: Pressing | None = None) -> Urgency:
    """The level, what it rests on, and the deadline. `pressing`: the weights that were learned."""
    evidence, heard = evidence_of(words)
    if pressing is not None and words.meanings.whole is not None and words.meanings.sentences is not None:
        pressed = pressing.of(words.meanings.sentences, words.meanings.whole, evidence)
        score, told = pressed.score, _moved(words, pressed, heard, pressing)
    else:
        score, told = _added_up(words, list(heard.values()))
    because: list[str] = []
    if words.offer is not None:
        score = min(score, _USUAL)
        because.append(quoted(words.folded, words.offer))
    for one in told:
        because += [reason for reason in one.because if reason.lower() not in (known.lower() for known in because)]
    score = round(min(1.0, max(0.0, score)), 3)
    return Urgency(
        level=_level(score), score=score, deadline=words.deadline.at if words.deadline else None, because=tuple(because[:6])
    )


def _moved(words: Words, pressed: Pressed, heard: Mapping[str, Weighed], pressing: Pressing) -> list[Weighed]:
    """What moved a score that was learned; of a pressing mail that no signal is in, the sentence that presses most."""
    told = [found for name, found in heard.items() if name == "time" or abs(pressed.shares[name]) >= _TOLD]
    if pressed.score >= _HIGH and not told:
        told = [Weighed(1.0, (words.meant("urgent")[1] or words.most_pressing(pressing),))]
    return told


def _added_up(words: Words, told: list[Weighed]) -> tuple[float, list[Weighed]]:
    """The score by the signals' own weights, and what moved it."""
    far, sentence = words.meant("urgent")
    raised = sum(one.weight for one in told if one.weight > 0)
    if far * _URGENT > raised:
        told = [Weighed(far * _URGENT, (sentence,)), *(one for one in told if one.weight <= 0)]
    return _USUAL + sum(one.weight for one in told), told


def _level(score: float) -> UrgencyLevel:
    if score >= _CRITICAL:
        return "critical"
    if score >= _HIGH:
        return "high"
    return "normal" if score > _LOW else "low"
