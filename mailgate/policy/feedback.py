"""Feedback: a mark on the first line of an answer to our question how it went."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailgate.model.decision import (
    AddEntry,
    Decision,
    Effect,
    Feedback,
    Judgement,
    KeepFeedback,
    KnowMessage,
    QueueNotice,
    StopTimers,
)
from mailgate.model.facts import Facts
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.policy.caps import automatic_allowed
from mailgate.policy.entries import entry_of
from mailgate.policy.notices import low_feedback
from mailgate.policy.notices_to_customers import feedback_thanks
from mailgate.policy.whom import leads_of

LOW = 0.3  # the share of the scale up to which the lead hears of it: 1 and 2 of 5, 1 to 3 of 10

# fmt: off
# A mark in words, as a share of the scale.
WORDS: dict[str, float] = {
    **dict.fromkeys((
        "excellent", "perfect", "great", "awesome", "outstanding", "very good", "very satisfied", "very happy", "ausgezeichnet",
        "hervorragend", "perfekt", "super", "sehr gut", "sehr zufrieden", "eccellente", "ottimo", "perfetto", "molto bene",
        "parfait", "très bien", "très satisfait", "très satisfaite", "excelente", "perfecto", "muy bien", "muy satisfecho",
        "muy satisfecha", "very well", "molto soddisfatto", "molto soddisfatta",
    ), 1.0),
    **dict.fromkeys((
        "good", "satisfied", "happy", "gut", "zufrieden", "buono", "bene", "bon", "bien", "bueno", "satisfait",
        "satisfaite", "satisfecho", "satisfecha", "soddisfatto", "soddisfatta",
    ), 0.75),
    **dict.fromkeys((
        "ok", "okay", "average", "fair", "mittel", "geht so", "discreto", "sufficiente", "moyen", "regular",
    ), 0.5),
    **dict.fromkeys((
        "bad", "poor", "unsatisfied", "unhappy", "schlecht", "unzufrieden", "male", "scarso", "mauvais", "malo", "mal",
    ), 0.25),
    **dict.fromkeys((
        "terrible", "awful", "very bad", "horrible", "very poor", "sehr schlecht", "furchtbar", "pessimo", "très mauvais",
        "très mal", "muy malo", "muy mal", "pésimo", "molto male", "badly",
    ), 0.0),
}
NUMBERS: dict[str, int] = {
    word: number
    for words in ("one two three four five six seven eight nine ten", "eins zwei drei vier fünf sechs sieben acht neun zehn",
                  "uno due tre quattro cinque sei sette otto nove dieci", "un deux trois quatre cinq six sept huit neuf dix",
                  "uno dos tres cuatro cinco seis siete ocho nueve diez")
    for number, word in enumerate(words.split(), 1)
}

# fmt: on
_NUMBER = re.compile(
    r"(?P<n>\d{1,3})(?:\s*(?:/|of|out of|von|di|su|sur|de)\s*(?P<of>\d{1,3}))?"
    r"\s*(?:stars?|points?|sternen?|stern|punkten?|punkt|stell[ae]|punt[oi]|puntos|étoiles?|estrellas?|\*|★)?"
    r"(?:\s*\((?P<said>[^()]{0,80})\))?"
    r"(?:\s*[-–—:,;.!]+(?=\s|$|[^\W\d_])\s*(?P<more>.*))?",
    re.IGNORECASE,
)
_STARS = re.compile(r"(?P<s>[★⭐*]\uFE0F?(?:\s*[★⭐*]\uFE0F?)*)[☆\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark between 1 and the scale, and the words besides it."""

    score: int
    comment: str


def answered_question(facts: Facts) -> int | None:
    """The ticket of the feedback request that a mail answers, by its token or by the nearest letter it cites."""
    named = [t.ticket for t in facts.tokens if t.purpose == "feedback" and not t.revoked]
    named += [letter.ticket for letter in facts.letters[:1] if letter.template == "feedback_request"]
    return next((t for t in named if t is not None and t in facts.tickets), None)


def rated(reply: str, scale: int) -> Mark | None:
    """The mark on the first line that is not blank: `4`, `4/5`, `4 stars - thanks`, `★★★★`, `four`, `very good`. None if there is
    none within the scale, so that a sentence which merely begins with a number stays a mail."""
    lines = reply.strip().splitlines()
    first = " ".join(lines[0].split()) if lines else ""
    rest = "\n".join(lines[1:]).strip()
    words = first.rstrip(" .!").casefold()
    score, more = _numbered(first, scale)
    if score is None and (stars := _STARS.fullmatch(first)) is not None:
        score = sum(c in "★⭐*" for c in stars["s"])
    if score is None:
        score = NUMBERS.get(words)
    if score is None and words in WORDS:
        score = 1 + round(WORDS[words] * (scale - 1))
    if score is None or not 1 <= score <= scale:
        return None
    return Mark(score=score, comment="\n".join(part for part in (more, rest) if part))


def on_feedback(kind: Feedback, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement) -> Decision:
    """Keep the mark, thank once, tell the lead of a low one. The ticket's state is not touched."""
    rulebook, now = judgement.rulebook, judgement.now
    story = facts.tickets[kind.ticket]
    ticket, scale = story.ticket, rulebook.feedback.scale
    entry = entry_of(
        "feedback",
        message,
        arrival,
        now=now,
        ticket=ticket.number,
        by=kind.sender,
        text=kind.comment,
        reason=kind.why,
        verified=arrival.evidence.authenticates(kind.sender),
        data={"score": kind.score, "scale": scale},
    )
    effects: list[Effect] = [
        KeepFeedback(ticket=ticket.number, customer=kind.sender, score=kind.score, comment=kind.comment, at=now),
        AddEntry(entry=entry),
        KnowMessage(ticket=ticket.number, message_id=message.message_id, cited=message.references),
        StopTimers(ticket=ticket.number, kinds=("feedback",)),
    ]
    because = [f"{kind.score} of {scale}"]
    unsaid = "thanked before" if story.feedback_given else automatic_allowed(kind.sender, ticket, facts, judgement)
    if unsaid is None:
        thanks = feedback_thanks(ticket, kind.sender, kind.score, scale, now=now, cause=arrival.inbox_id)
        effects.append(QueueNotice(notice=thanks))
    else:
        because.append(f"no thanks: {unsaid}")
    if (kind.score - 1) / max(1, scale - 1) <= LOW:
        effects.extend(
            QueueNotice(notice=low_feedback(ticket, lead, kind.sender, kind.score, scale, now=now, cause=arrival.inbox_id))
            for lead in leads_of(ticket.team, rulebook)
        )
    return Decision(outcome="feedback", reason=kind.why, ticket=ticket.number, effects=tuple(effects), because=tuple(because))


def _numbered(line: str, scale: int) -> tuple[int | None, str]:
    match = _NUMBER.fullmatch(line)
    if match is None or (match["of"] is not None and int(match["of"]) != scale):
        return None, ""
    return int(match["n"]), " ".join(part.strip() for part in (match["said"], match["more"]) if part)
