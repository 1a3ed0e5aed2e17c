"""What of a mail is embedded: an embedder reads about the first hundred words; the matter of a long mail may stand further
down."""

from __future__ import annotations

import re2

from mailgate.reading.closing import said_before_closing
from mailgate.reading.language import language_of
from mailgate.reading.signals import signals_of
from mailgate.reading.words import Folded, fold, readable, sentences

_SHORT = 40  # words that are embedded as they stand
_ENOUGH = 75  # words of a long mail: about what the embedders read
_LENGTHY = 20  # words of a sentence that says more than one thing
_LOOKED_AT = 6000  # characters
_ASKS = re2.compile(
    r"\b(?:please|(?:i|we) (?:need|want|would like|'d like)\b|(?:i|we) (?:am|are) (?:not|unable|still)\b"
    r"|(?:can|could|would|will|did|does|do|is|was|has|have)(?:n't| not)|cannot|(?:can|could) (?:you|i|we)\b"
    r"|how (?:do|can|long|much|to)|why|wrong|problem"
    r"|bitte|(?:ich|wir) (?:brauche|benotige|mochte)n?|nicht|kein\w*|konnen sie"
    r"|s'il vous plait|je (?:voudrais|souhaite)|besoin|ne \w+ (?:pas|plus)|pouvez"
    r"|por favor|necesito|quiero|quisiera|no (?:puedo|funciona|me)|puede"
    r"|per favore|vorrei|ho bisogno|non (?:riesco|funziona|ho|e)|potete|puo)\b"
)
_REPLY = re2.compile(r"(?i)^\s*(?:(?:re|aw|antw|fwd?|wg|tr|rv|r|i|sv|vs|rif|resp?)(?:\[\d+\])?\s*:\s*|\[[^\]]{1,40}\]\s*)+")
_GREETING = re2.compile(
    r"^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|to whom it may concern"
    r"|hallo|guten (?:tag|morgen|abend)|sehr geehrte\w*|liebe[sr]?|moin|bonjour|bonsoir|salut|cher|chere"
    r"|hola|buenos dias|buenas(?: tardes)?|estimad[oa]s?|ciao|buongiorno|buonasera|salve|gentile|egregi\w*)"
    r"\b[^\n.!?]{0,60}(?:[,!.:]\s|\n|$)"
)
_PLEASANTRY = re2.compile(
    r"\b(?:hope (?:this|you|all|everything)\b.{0,60}\b(?:well|fine|good|great|safe)|how are you"
    r"|thank(?:s| you)(?: (?:so|very) much)?(?: in advance"
    r"| for (?:your|the) (?:\w+ )?(?:help|time|support|assistance|patience|understanding))"
    r"|look(?:ing)? forward to|(?:let me know|tell me)\b.{0,20}\bif you (?:need|require|want|have)\b"
    r"|(?:can|may|could) reach me|(?:be|am) (?:very |most |really )?(?:grateful|thankful)|appreciate (?:your|a|any|it)\b"
    r"|(?:a|loyal|happy) customer (?:of yours )?(?:for|since)|sorry (?:for|to) (?:the|bother|disturb|trouble)"
    r"|excuse (?:me|my)\b|forward (?:this|it|my) .{0,30}\b(?:department|person|colleague|team)"
    r"|vielen dank|danke im voraus|besten dank|freue mich (?:auf|uber)|ware (?:ihnen |sehr )*dankbar"
    r"|stehe .{0,30}zur verfugung|merci d'avance|vous remercie|serais (?:tres )?reconnaissant|reste a votre disposition"
    r"|gracias (?:de antemano|por)|agradeceria|quedo a la espera"
    r"|resto a disposizione|grazie in anticipo|la ringrazio|sarei grat[oa])"
)
_SIGN_OFF = re2.compile(
    r"\n[ \t]*(?:(?:kind|kindest|best|warm|warmest|many|with (?:kind|best)|all the)[ \t]+)?"
    r"(?:regards|wishes|thanks|greetings|best|cheers|sincerely)\b[^\n.?!]{0,60}[,.!]?[ \t]*(?:\n|$)"
)
_SIGNATURE = 400  # characters behind a sign-off


def said(text: str, subject: str) -> str:
    """All of a mail's words, its subject first without the marks of a reply."""
    title = _REPLY.sub("", readable(subject[:1000])).strip()
    text = readable(text)
    return f"{title}. {text}" if title else text


def gist_of(text: str, subject: str, language: str | None = None) -> str:
    """A short mail as it stands; of a long one the subject and the sentences that ask, or say something of what our lexicons
    know, in their order, up to _ENOUGH words. `language` saves finding it out."""
    whole = said(text, subject)
    if len(whole.split()) <= _SHORT:
        return whole
    folded = fold(readable(text[:_LOOKED_AT]))
    signals = signals_of(language or language_of(folded.original))
    end = _signed(folded.text, said_before_closing(folded, signals))
    greeted = _GREETING.search(folded.text)
    start = greeted.end() if greeted else 0
    body = Folded(folded.text[:end], folded.original, folded.places)
    spans = [span for span in sentences(body).spans if span[1] > start and not _PLEASANTRY.search(body.text[span[0] : span[1]])]
    hits = [hit.start for hit in signals.find(signals.concepts, body.text)]
    chosen = _chosen(body, [(max(start, first), last) for first, last in spans], hits)
    words = " ".join(body.words(first, last) for first, last in chosen)
    return said(words, subject) if words else whole


def _signed(text: str, end: int) -> int:
    """Where a line begins that signs off with more words than sign-offs have."""
    for match in _SIGN_OFF.finditer(text[:end]):
        if match.start() > 0 and end - match.end() <= _SIGNATURE:
            return int(match.start())
    return end


def _chosen(body: Folded, spans: list[tuple[int, int]], hits: list[int]) -> list[tuple[int, int]]:
    """The weightiest spans that fit, in the order of the text."""

    def weight(place: int) -> float:
        first, last = spans[place]
        text = body.text[first:last]
        said_of = min(3, sum(first <= hit < last for hit in hits))
        asks = 1.5 if text.rstrip().endswith("?") else 1.0 if _ASKS.search(text) else 0.0
        return said_of + asks + 0.5 / (1 + place) - max(0, len(text.split()) - _LENGTHY) / _LENGTHY

    room = _ENOUGH
    kept: set[int] = set()
    for place in sorted(range(len(spans)), key=lambda place: (-weight(place), place)):
        length = len(body.text[slice(*spans[place])].split())
        if not kept or length <= room:
            kept.add(place)
            room -= length
    return [spans[place] for place in sorted(kept)]
