"""Where a sender's own words end: what follows (sign-off, name, company register, disclaimer) is no part of what they mean.

A German footer names the managing director and an English one threatens legal action; neither is a sensitive mail."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

from mailgate.reading.lexicon import LEXICONS
from mailgate.reading.signals import Signals
from mailgate.reading.words import Folded

_SIGNATURE = 600  # code points a signature may have
_POSTSCRIPT = re2.compile(r"\n[ \t]*p\.? ?s\.?[: ]")
_DISCLAIMER = re2.compile(
    r"\n[ \t*_]*(?:(?:this|the information in this|the contents of this) (?:e-?mail|message|communication)[^\n]{0,120}"
    r"(?:confidential|intended|privileged)"
    r"|(?:confidentiality notice|disclaimer|legal notice|haftungsausschluss)\b"
    r"|diese (?:e-?mail|nachricht)[^\n]{0,120}vertraulich"
    r"|(?:ce|cet) (?:message|e-?mail|courriel)[^\n]{0,120}confidentiel"
    r"|este (?:mensaje|correo)[^\n]{0,120}confidencial"
    r"|(?:questo messaggio|questa e-?mail|le informazioni contenute)[^\n]{0,120}(?:riservat|confidenzial))"
)


@lru_cache(maxsize=len(LEXICONS))
def _closing(language: str) -> Any:
    words = "|".join(LEXICONS[language].sign_offs)
    return re2.compile(rf"(?:^|\n)[ \t]*(?:--[ \t]*\n|(?:{words})[ \t]*(?:[,.!]*[ \t]*(?:\n|$)|,[^\n]{{1,30}}(?:\n|$)))")


def said_before_closing(folded: Folded, signals: Signals) -> int:
    """The folded place where the sign-off or the disclaimer begins; the end, if there is none, or a postscript follows."""
    end = said_before_disclaimer(folded)
    for match in _closing(signals.language).finditer(folded.text[:end]):
        tail = folded.text[match.end() - 1 : end] if match.end() else ""
        if match.start() > 0 and may_be_signature(tail):
            return int(match.start())
    return end


def said_before_disclaimer(folded: Folded) -> int:
    """The folded place where a disclaimer begins; the end, if there is none."""
    disclaimer = _DISCLAIMER.search(folded.text)
    return int(disclaimer.start()) if disclaimer and disclaimer.start() > 0 else len(folded.text)


def may_be_signature(tail: str) -> bool:
    """Whether what stands behind a sign-off is as short as a signature and has no postscript."""
    return len(tail) <= _SIGNATURE and not _POSTSCRIPT.search(tail)
