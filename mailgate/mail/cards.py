"""A card of name, phone, address and site that people put under their mails without any sign before it."""

from __future__ import annotations

import re

MAX_CARD = 10  # lines
_MAX_LINE = 90  # characters of one
_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]{0,30}(?:,?\s[\w.'’()-]{1,30}){1,4}")
_PHONE = re.compile(
    r"(?:(?:tel|phone|mobile|cell|fax|mob|mobil|handy|direct|office|tél|telefon|telefono|teléfono|telefax|tlf|gsm|t|m|p|f|c|ph|d|o)"
    r"\s?[.:]?\s{0,3})?(?:\+|\(|00)?\d[\d\s()./-]{6,30}(?:x\s?\d{1,6}|ext\.?\s?\d{1,6})?",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:e-?mail\s?:?\s{0,3})?[<(\[]?[^\s<>@]{1,64}@[^\s<>@]{3,100}[>)\]]?(?:\s?<mailto:[^\s>]{3,120}>)?", re.IGNORECASE
)
_SITE = re.compile(r"(?:web(?:site)?\s?:?\s{0,3})?<?(?:https?://|www\.)\S{3,150}>?", re.IGNORECASE)
_DIALLED = re.compile(r"^[+(a-z]|\d[ ()./-]{1,3}\d+[ ()./-]{1,3}\d", re.IGNORECASE)
# Whoever announces data means them to be read.
_ANNOUNCED = re.compile(
    r"contact|detail|number|address|phone|call|reach|data|write to|daten|nummer|adress|anschrift|erreich|coordonn|numéro|datos"
    r"|número|dirección|dati|numero|indirizzo|dados|endereço|gegevens|adres",
    re.IGNORECASE,
)


def card_at(lines: list[str], end: int) -> int | None:
    """Where the card begins that is the last paragraph above `end`.

    It is a name, and two lines or more that are only a phone number, an address or a site, one of them a phone
    number. What is announced above it is content, as is a card that stands alone.
    """
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    if not 3 <= end - start <= MAX_CARD or any(len(line) > _MAX_LINE for line in lines[start:end]):
        return None
    if _NAME.fullmatch(lines[start].strip(" *_,|")) is None:
        return None
    rest = [line.strip(" *_|") for line in lines[start + 1 : end]]
    if sum(_is_contact(line) for line in rest) < 2 or not any(_is_phone(line) for line in rest):
        return None
    above = [line for line in lines[:start] if line.strip()]
    if not above or above[-1].rstrip().endswith((":", "：")) or _ANNOUNCED.search(" ".join(above[-4:])[-600:]):
        return None
    return start


def _is_contact(text: str) -> bool:
    return any(pattern.fullmatch(text) is not None for pattern in (_PHONE, _MAIL, _SITE))


def _is_phone(text: str) -> bool:
    """A mere row of digits may be anything that has a number."""
    return _PHONE.fullmatch(text) is not None and _DIALLED.search(text) is not None
