"""spaCy Matcher patterns as they are written: their shape and words, without loading spaCy.

`mailgate check` also asks spaCy itself; the daemon does not, so that no reload costs it a language model."""

from __future__ import annotations

import re
from typing import Any

from mailgate.adapters.yaml_faults import Faults, Loc
from mailgate.settings.words import did_you_mean

# Attributes of a token that a pattern may ask for (spaCy 3.8, Matcher), and those of a DependencyMatcher's node.
TOKEN = (
    "ORTH", "TEXT", "NORM", "LOWER", "LENGTH", "SHAPE", "PREFIX", "SUFFIX", "SPACY", "LANG", "IS_ALPHA", "IS_ASCII",
    "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_STOP", "IS_BRACKET", "IS_QUOTE",
    "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY", "IS_SENT_START", "SENT_START", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL",
    "POS", "TAG", "MORPH", "DEP", "LEMMA", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID", "OP", "_",
)  # fmt: skip
NODE = ("RIGHT_ID", "RIGHT_ATTRS", "LEFT_ID", "REL_OP")
_OP = re.compile(r"[!?+*]|\{\d+(,\d*)?\}|\{,\d+\}")


def check_patterns(patterns: tuple[Any, ...], loc: Loc, faults: Faults) -> None:
    """Name every token that no Matcher takes."""
    for i, pattern in enumerate(patterns):
        if not isinstance(pattern, list) or not pattern or not all(isinstance(token, dict) for token in pattern):
            faults.wrong((*loc, i), "a spaCy Matcher pattern is a list of tokens; write [[{LOWER: reset}, {LOWER: password}]]")
            continue
        for j, token in enumerate(pattern):
            _check_token(token, (*loc, i, j), faults)


def _check_token(token: dict[str, Any], loc: Loc, faults: Faults) -> None:
    if "RIGHT_ID" in token:
        for key in token.keys() - set(NODE):
            faults.wrong((*loc, key), f"`{key}` is not a key of a dependency pattern; {did_you_mean(key, NODE)}", key=True)
        attributes = token.get("RIGHT_ATTRS")
        if isinstance(attributes, dict):
            _check_token(attributes, (*loc, "RIGHT_ATTRS"), faults)
        return
    for key, wanted in token.items():
        if key.upper() not in TOKEN:
            what = "is nothing a Matcher pattern may ask of a token"
            faults.wrong((*loc, key), f"`{key}` {what}; {did_you_mean(key, TOKEN)}", key=True)
        elif key.upper() == "OP" and not _OP.fullmatch(str(wanted)):
            faults.wrong((*loc, key), f'`{wanted}` is no operator; write "?", "+", "*", "!" or "{{1,3}}"')
