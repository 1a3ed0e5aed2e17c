"""Names, numbers and codes in a text, at their exact places.

The admin's own patterns come first, then those every desk needs, then what the NER model saw; none overlaps another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from mailgate.model.reading import Entity
from mailgate.model.rules import EntityRule

_AT_MOST = 200
_ORDER_WORDS = r"order|bestellung|auftrag|commande|pedido|ordine|purchase order|po"
_INVOICE_WORDS = r"invoice|rechnung|facture|factura|fattura|bill"
_CURRENCY_WORDS = "euros?|eur|usd|dollars?|gbp|pounds?|chf|franken|francs"
_ERROR_WORDS = "error|errors|http|status|code|fehler|erreur|errore|fehlercode|status code|error code"
_TITLES = (
    r"Herrn?|Frau|Fr\.|Hr\.|Mr\.?|Mrs\.?|Ms\.?|Monsieur|Madame|Mme|Mlle|Señora?|Sra?\.|Signora?|Sig\.(?:ra|na)?|Dott\.(?:ssa)?"
)
_NAMED = "hier ist|hier spricht|mein name ist|je suis|je m'appelle|soy|me llamo|mi nombre es|sono|mi chiamo|il mio nome è"
_NAME = r"\p{Lu}[\pL']*\p{Ll}"
_FIRMS = (
    r"GmbH(?: & Co\.? KG)?|AG|KG|OHG|UG|e\.\s?V\.|SE|SARL|SAS|SASU|S\.?A\.?R\.?L\.?|S\.?r\.?l\.?s?\.?|S\.?p\.?A\.?|S\.?n\.?c\.|"
    r"S\.?L\.?U?\.?|S\.A\.U?\.?|Ltd\.?|Limited|Inc\.?|LLC|LLP|PLC|Corp\.?|B\.?V\.?|N\.V\.|ApS|Oy|Sp\. z o\.o\."
)
_NUMBER_WORD = r"(?:[ \t]*(?:number|no\.?|nr\.?|nummer|n[°º]\.?|num(?:e|é)ro|n[uú]mero|numero|id|#))?[ \t]*[:#]?[ \t]*"

# The order is policy: what stands earlier wins where two would overlap. A group, if there is one, is the entity.
BUILTIN: tuple[tuple[str, str], ...] = (
    ("URL", r"(?i)\bhttps?://[^\s<>\"'()\[\]{}]+|\bwww\.[a-z0-9-]+\.[^\s<>\"'()\[\]{}]+"),
    ("EMAIL", r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    ("IP", r"\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b"),
    ("IP", r"\b(?:[0-9A-Fa-f]{1,4}:){3,7}(?::|[0-9A-Fa-f]{1,4})(?::?[0-9A-Fa-f]{1,4}){0,5}\b"),
    ("IBAN", r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
    ("INVOICE", rf"(?i)\b(?:{_INVOICE_WORDS}){_NUMBER_WORD}((?:[a-z]{{1,4}}[-/]?)?\d{{3,12}}(?:[-/]\d{{1,8}})?)\b"),
    ("INVOICE", r"\b(?:INV|RE|FAC|FT)[-/]?\d{3,12}(?:[-/]\d{1,8})?\b"),
    ("ORDER", rf"(?i)\b(?:{_ORDER_WORDS}){_NUMBER_WORD}((?:[a-z]{{1,4}}-?)?\d{{3,12}}(?:-\d{{1,8}})?)\b"),
    ("ORDER", r"\b[A-Z]-\d{4,6}\b"),
    ("MONEY", r"(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF))[ \x{a0}]?\d{1,3}(?:[.,' ]?\d{3})*(?:[.,]\d{1,2})?\b"),
    ("MONEY", rf"(?i)\b\d{{1,3}}(?:[.,' ]?\d{{3}})*(?:[.,]\d{{1,2}})?[ \x{{a0}}]?(?:€|\$|£|(?:{_CURRENCY_WORDS})\b)"),
    ("ERROR_CODE", rf"(?i)\b(?:{_ERROR_WORDS})[ \t:#]{{1,3}}([45]\d{{2}}|[a-z]{{0,4}}-?\d{{2,8}})\b"),
    ("ERROR_CODE", r"\b[A-Z]{2,10}[-_]\d{2,6}\b|\b0x[0-9A-Fa-f]{4,16}\b|\bE\d{3,5}\b"),
    ("ERROR_CODE", r"\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b|\b[A-Za-z]+(?:Exception|Error)\b"),
    ("VERSION", r"\bv\d+(?:\.\d+){0,3}(?:-[\w.]+)?\b|\b\d+\.\d+\.\d+(?:-[\w.]+)?\b"),
    ("VERSION", r"(?i)\b(?:version|release|build|firmware|versi[oó]n|versione)[ \t]+(\d+(?:\.\d+)*)\b"),
    ("PHONE", r"\+\d[\d ()/.-]{7,17}\d\b"),
    # names that say so themselves, for languages without a model
    ("ORG", rf"((?:\p{{Lu}}[\pL\pN&'.-]*[ ](?:&[ ]|und[ ]|et[ ]|y[ ]|e[ ])?){{1,4}}(?:{_FIRMS}))(?:[\s,;:!?.)]|$)"),
    ("PERSON", rf"\b(?:{_TITLES})[ ](?:(?:Dr|Prof|Ing|Dipl)\.[ ]?(?:-Ing\.[ ])?)*({_NAME}+(?:[ -]{_NAME}+){{0,2}})"),
    ("PERSON", rf"(?i:\b(?:{_NAMED}))[ ]({_NAME}+(?:[ -]{_NAME}+){{1,2}})"),
)
_TRAILING = ".,;:!?"


@dataclass(frozen=True, slots=True)
class EntityPatterns:
    """Patterns in the order they count, compiled."""

    patterns: tuple[tuple[str, Any], ...]

    @staticmethod
    def of(rules: Iterable[EntityRule]) -> EntityPatterns:
        """The admin's, then ours. One that does not compile is left out; `mailgate check` has named it."""
        options = re2.Options()
        options.log_errors = False
        compiled: list[tuple[str, Any]] = []
        for name, pattern in (*((rule.type, rule.pattern) for rule in rules), *BUILTIN):
            try:
                compiled.append((name, re2.compile(pattern, options)))
            except re2.error:
                continue
        return EntityPatterns(tuple(compiled))

    def find(self, text: str, seen: Sequence[Entity] = ()) -> tuple[Entity, ...]:
        """All entities in the order of the text; `seen` are the model's, which give way to every pattern."""
        taken: list[Entity] = []
        claimed: set[int] = set()
        for name, pattern in self.patterns:
            for match in pattern.finditer(text):
                group = 1 if match.re.groups and match.group(1) else 0
                _claim(_entity(name, text, match.start(group), match.end(group)), taken, claimed)
        for entity in seen:
            _claim(entity, taken, claimed)
        return tuple(sorted(taken, key=lambda entity: entity.start)[:_AT_MOST])


def _entity(name: str, text: str, start: int, end: int) -> Entity | None:
    """Without the full stop that ends its sentence, and the spaces around it."""
    while end > start and (text[end - 1] in _TRAILING or text[end - 1].isspace()):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Entity(type=name, text=text[start:end], start=start, end=end) if end > start and end - start <= 500 else None


def _claim(entity: Entity | None, taken: list[Entity], claimed: set[int]) -> None:
    """Take it unless one of its places is taken."""
    if entity is None or len(taken) >= 4 * _AT_MOST or any(place in claimed for place in range(entity.start, entity.end)):
        return
    taken.append(entity)
    claimed.update(range(entity.start, entity.end))
