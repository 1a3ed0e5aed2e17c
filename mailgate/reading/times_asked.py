"""A sentence that is looked at for deadlines: its words, its clauses, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import re2

from mailgate.model.promise import Hours
from mailgate.reading.signals import Signals
from mailgate.reading.times_grammar import Grammar
from mailgate.reading.times_spans import Span

_CLAUSE = re2.compile(r"[,;!?\n]|[.:]\s|\b(?:and|but|so|because|und|aber|weil|et|mais|car|y|pero|porque|e|ma|perche)\b")
_REQUEST = re2.compile(
    r"\b(?:please|(?:could|can|would) (?:you|someone|somebody|anyone)|(?:i|we) (?:\w+ )?(?:need|must|have to|want)|bitte"
    r"|konnen sie|konnten sie|brauche\w*|veuillez|merci de|pouvez|pourriez|il (?:me|nous) faut|besoin|por favor|pueden?|podrian?"
    r"|necesit\w+|per favore|potete|potreste|(?:mi|ci) serv\w+)\b"
)
_PLEASE = re2.compile(r"\b(?:please|pls|bitte|merci de|s'il vous plait|svp|por favor|per favore|per piacere|per cortesia)\b")
_THREAT = re2.compile(
    r"\b(?:otherwise|or else|sonst|andernfalls|ansonsten|sinon|sans quoi|autrement|si no|de lo contrario|altrimenti|se no"
    r"|in caso contrario)\b"
)
_BOOKED = re2.compile(  # "booked last night for the 7.40": what was bought is still to come
    r"\b(?:book(?:ed|ing)|tickets?|reserved|gebucht|reserviert|fahrkarten?|reserve|billets?|reservado|billetes?|prenotato"
    r"|bigliett[oi])\b.{0,24} (?:for|fur|auf|pour|para|per)\b"
)
_THEIRS = 0.35  # the chance that a sentence names the writer's own date, from which it needs no word that says so
_PRESSED = 0.75  # the same of a clock time, for a sentence that is urgent in any way
_BOTH = (0.15, 0.5)  # the same of a clock time, for one that is both to some degree
_MENTIONED, _UNPRESSED = 0.06, 0.25  # chances of both below which a date is merely mentioned


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`due` and `urgent` (or a threat) are the chances of these meanings; None where nobody can tell."""

    text: str
    start: int
    end: int
    grammar: Grammar
    signals: Signals
    sent: datetime
    hours: Hours | None
    spans: tuple[Span, ...] = ()
    following: str = ""  # the two sentences after it
    due: float | None = None
    urgent: float = 0.0

    @property
    def theirs(self) -> bool:
        return self.due is not None and self.due >= _THEIRS

    @property
    def others(self) -> bool:
        """Whether the dates in it are known not to be the writer's own."""
        return self.due is not None and self.due < _THEIRS

    @property
    def doubtful(self) -> bool:
        return self.due is not None and self.due < _BOTH[0]

    @property
    def pressing(self) -> bool:
        return self.urgent >= _PRESSED

    @property
    def pressed(self) -> bool:
        """Whether a clock time in it is one that somebody waits for."""
        due = self.due or 0.0
        return self.theirs or (self.pressing and due >= _MENTIONED) or (due >= _BOTH[0] and self.urgent >= _BOTH[1])

    @property
    def demanding(self) -> bool:
        """Whether what it asks for by today is pressing: not "can I pay today?"."""
        return self.urgent >= _UNPRESSED and not self.asks

    @property
    def asks(self) -> bool:
        return self.text[self.start : self.end].rstrip().endswith("?")

    @property
    def mentioned(self) -> bool:
        """Whether its dates are merely mentioned."""
        return self.due is not None and self.due < _MENTIONED and self.urgent < _UNPRESSED

    def before(self, place: int, most: int) -> str:
        """The words before a place of it."""
        return self.text[max(self.start, place - most) : place]

    def after(self, place: int, most: int = 2000) -> str:
        return self.text[place : min(self.end, place + most)]

    def clause(self, start: int, end: int) -> str:
        """The clause around a span: up to the next comma, full stop or conjunction on either side."""
        before, after = self.text[max(0, start - 80) : start], self.text[end : end + 60]
        cut = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
        stop = _CLAUSE.search(after)
        return before[cut:] + self.text[start:end] + after[: stop.start() if stop else None]

    def asked_for(self, start: int, end: int) -> bool:
        """Whether the clause around a point in time asks us for something."""
        around = self.before(start, 60) + self.text[start:end] + self.after(end, 30)
        return _REQUEST.search(self.clause(start, end)) is not None or _PLEASE.search(around) is not None

    def booked(self, start: int, end: int) -> bool:
        return _BOOKED.search(self.clause(start, end)) is not None

    def promised(self, start: int, end: int) -> bool:
        """Whether the clause speaks of the past, or of what was promised or told then."""
        return self.signals.past.search(self.clause(start, end)) is not None and not self.booked(start, end)

    def bygone(self, start: int, end: int) -> bool:
        """Whether what the clause tells of is over."""
        return self.grammar.bygone.search(self.clause(start, end)) is not None and not self.booked(start, end)

    def wanted(self, start: int, end: int) -> bool:
        """Whether the clause around a point in time names a need or an event, or what happens otherwise; or its sentence means
        one."""
        if self.theirs or _THREAT.search(self.text[self.start : start]) is not None:
            return True
        if self.mentioned:
            return False
        clause = self.clause(start, end)
        needed = [match for match in self.grammar.need.finditer(clause) if not self.signals.denied(clause, match.start())]
        return bool(needed) or self.signals.urgency["pressure"].search(clause) is not None
