"""What of a mail is embedded: an embedder reads about the first hundred words; the matter of a long mail may stand further
down."""

from __future__ import annotations

import re2

from mailgate.reading.closing import said_before_closing
from mailgate.reading.language import language_of
from mailgate.reading.signals import signals_of
from mailgate.reading.words import Folded, fold, readable, sentences

_SHORT = 40  # words that are embedded as they stand
_ENOUGH = 75  # words of a long mail
_LOOKED_AT = 6000  # characters
_REPLY = re2.compile(r"(?i)^\s*(?:(?:re|aw|antw|fwd?|wg|tr|rv|r|i|sv|vs|rif|resp?)(?:\[\d+\])?\s*:\s*|\[[^\]]{1,40}\]\s*)+")
_GREETING = re2.compile(
    r"^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|to whom it may concern"
    r"|hallo|guten (?:tag|morgen|abend)|sehr geehrte\w*|liebe[sr]?|moin|bonjour|bonsoir|salut|cher|chere"
    r"|hola|buenos dias|buenas(?: tardes)?|estimad[oa]s?|ciao|buongiorno|buonasera|salve|gentile|egregi\w*)"
    r"\b[^\n.!?]{0,60}(?:[,!.:]\s|\n|$)"
)
_PLEASANTRY = re2.compile(
    r"\b(?:hope (?:this|you|all|everything)\b.{0,60}\b(?:well|fine|good|great|safe)|how are you"
    r"|thank(?:s| you)(?: (?:so|very) much)?(?: in advance| for your (?:help|time|support|assistance|patience|understanding))"
    r"|look(?:ing)? forward to|vielen dank|danke im voraus|merci d'avance|gracias de antemano|grazie in anticipo)"
)


def said(text: str, subject: str) -> str:
    """All of a mail's words, its subject first without the marks of a reply."""
    title = _REPLY.sub("", readable(subject[:1000])).strip()
    text = readable(text)
    return f"{title}. {text}" if title else text


def gist_of(text: str, subject: str, language: str | None = None) -> str:
    """A short mail as it stands; of a long one the subject and the sentences that say something of what our lexicons know,
    ask, or come first, in their order, up to _ENOUGH words. `language` saves finding it out."""
    whole = said(text, subject)
    if len(whole.split()) <= _SHORT:
        return whole
    folded = fold(readable(text[:_LOOKED_AT]))
    signals = signals_of(language or language_of(folded.original))
    end = said_before_closing(folded, signals)
    greeted = _GREETING.search(folded.text)
    start = greeted.end() if greeted else 0
    body = Folded(folded.text[:end], folded.original, folded.places)
    spans = [span for span in sentences(body).spans if span[1] > start and not _PLEASANTRY.search(body.text[span[0] : span[1]])]
    hits = [hit.start for hit in signals.find(signals.concepts, body.text)]
    chosen = _chosen(body, [(max(start, first), last) for first, last in spans], hits)
    words = " ".join(body.words(first, last) for first, last in chosen)
    return said(words, subject) if words else whole


def _chosen(body: Folded, spans: list[tuple[int, int]], hits: list[int]) -> list[tuple[int, int]]:
    """The weightiest spans that fit, in the order of the text; the first comes in any case."""

    def weight(place: int) -> float:
        first, last = spans[place]
        said_of = sum(first <= hit < last for hit in hits)
        return min(3, said_of) + (1.0 if body.text[first:last].rstrip().endswith("?") else 0.0) + 1.0 / (1 + place)

    room = _ENOUGH
    kept: set[int] = set()
    for place in sorted(range(len(spans)), key=lambda place: (place != 0, -weight(place), place)):
        length = len(body.text[slice(*spans[place])].split())
        if not kept or length <= room:
            kept.add(place)
            room -= length
    return [spans[place] for place in sorted(kept)]
