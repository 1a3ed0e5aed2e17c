"""spaCy patterns of the settings: which parts of a model they need, what those cost, and what spaCy says against one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

# what a pattern asks a token for, the parts that must run for it, and those of which one must be there in the end
_SHALLOW = ("tok2vec", "tagger", "morphologizer", "attribute_ruler")
_NEEDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "LEMMA": ((*_SHALLOW, "lemmatizer"), ("lemmatizer",)),
    "TAG": (("tok2vec", "tagger"), ("tagger",)),
    "POS": (_SHALLOW, ("attribute_ruler", "morphologizer")),
    "MORPH": (_SHALLOW, ("attribute_ruler", "morphologizer")),
    "DEP": ((*_SHALLOW, "parser"), ("parser",)),
    "RIGHT_ID": ((*_SHALLOW, "parser"), ("parser",)),
}
_COST = {"LEMMA": 9, "TAG": 6, "POS": 6, "MORPH": 6, "DEP": 15, "RIGHT_ID": 15}  # ms a mail of 120 words, measured
_WORDS = frozenset({"ORTH", "TEXT", "NORM", "LOWER", "SHAPE", "PREFIX", "SUFFIX", "LEMMA", "POS", "TAG", "DEP"})
_FLAGS = frozenset({
    "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_STOP", "LIKE_NUM",
    "LIKE_URL", "LIKE_EMAIL",
})  # fmt: skip
PARTS = ("tok2vec", "tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer")  # left out if not needed


def plain_pattern(value: object) -> Any:
    """Patterns as the lists and dicts spaCy takes, whatever froze them."""
    if isinstance(value, Mapping):
        return {str(key): plain_pattern(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_pattern(part) for part in value]
    return value


def _keys(pattern: object) -> set[str]:
    if isinstance(pattern, Mapping):
        return {str(key) for key in pattern} | {key for part in pattern.values() for key in _keys(part)}
    if isinstance(pattern, (list, tuple)):
        return {key for part in pattern for key in _keys(part)}
    return set()


def parts_for(patterns: Sequence[object]) -> set[str]:
    """The parts of a model that must run, beside splitting words and seeing names."""
    return {part for key in _keys(patterns) & _NEEDS.keys() for part in _NEEDS[key][0]}


def _can(parts: Sequence[str], pattern: object) -> bool:
    """Whether these parts give all that the pattern asks for."""
    return all(any(part in parts for part in _NEEDS[key][1]) for key in _keys(pattern) & _NEEDS.keys())


def cost_of(patterns: Sequence[object]) -> str | None:
    """What Matcher patterns cost beyond splitting words, as a sentence for `check`; None if nothing."""
    keys = _keys(patterns) & _NEEDS.keys()
    sentences = []
    if keys:
        # of each language's model those it has
        named = ", ".join(part for part in PARTS if part in parts_for(patterns) and part != "morphologizer")
        sentences.append(
            f"{', '.join(sorted(keys))} loads {named}: about {max(_COST[key] for key in keys)} ms more a mail, "
            "and is used in languages whose model is installed only"
        )
    if any(_has_star(pattern) for pattern in patterns):
        sentences.append('OP "*" tries every length: name the words between, or use OP "?"')
    return "; ".join(sentences) or None


def _has_star(pattern: object) -> bool:
    return isinstance(pattern, (list, tuple)) and any(isinstance(token, Mapping) and token.get("OP") == "*" for token in pattern)


def is_plain(pattern: object) -> bool:
    """Whether a pattern is so simple that spaCy surely takes it: words and kinds, one of some words, the usual operators."""
    return isinstance(pattern, (list, tuple)) and bool(pattern) and all(_is_plain_token(token) for token in pattern)


def _is_plain_token(token: object) -> bool:
    return isinstance(token, Mapping) and bool(token) and all(_is_plain_wish(key, wanted) for key, wanted in token.items())


def _is_plain_wish(key: object, wanted: object) -> bool:
    if key == "OP":
        return wanted in ("!", "?", "+", "*")
    if key in _FLAGS:
        return isinstance(wanted, bool)
    if key not in _WORDS:
        return False
    if isinstance(wanted, Mapping):
        lists = wanted.items()
        return len(lists) == 1 and all(name in ("IN", "NOT_IN") and _are_words(words) for name, words in lists)
    return isinstance(wanted, str)


def _are_words(words: object) -> bool:
    return isinstance(words, (list, tuple)) and bool(words) and all(isinstance(word, str) for word in words)


def fault_of(pattern: object) -> str | None:
    """Why spaCy refuses a Matcher or DependencyMatcher pattern; None if it takes it. It is asked only where there is a doubt, for
    it takes most of a second to load."""
    if is_plain(pattern):
        return None
    return refused_by_spacy(pattern)


def refused_by_spacy(pattern: object) -> str | None:
    import spacy
    from spacy.matcher import DependencyMatcher, Matcher

    vocab = spacy.blank("en").vocab
    matcher = DependencyMatcher(vocab, validate=True) if "RIGHT_ID" in _keys(pattern) else Matcher(vocab, validate=True)
    try:
        matcher.add("pattern", [plain_pattern(pattern)])
    except Exception as refused:
        return " ".join(str(refused).split())
    return None


def matchers_for(nlp: Any, patterns: Mapping[str, Sequence[Any]]) -> list[Any]:
    """Matchers of the patterns that this language's pipeline can serve."""
    from spacy.matcher import DependencyMatcher, Matcher

    plain, dependency = Matcher(nlp.vocab), DependencyMatcher(nlp.vocab)
    for name, alternatives in patterns.items():
        for pattern in alternatives:
            if not _can(nlp.pipe_names, pattern):
                continue  # no lemma or tag in this language: the pattern is not used in it
            with suppress(Exception):  # refused by spaCy: `check` has named it
                (dependency if "RIGHT_ID" in _keys(pattern) else plain).add(name, [pattern])
    return [matcher for matcher in (plain, dependency) if len(matcher)]


def matched(matchers: Sequence[Any], doc: Any) -> Iterator[tuple[str, int, int]]:
    """Name and span of each match; the longest of those that begin alike."""
    longest: dict[tuple[str, int], int] = {}
    for matcher in matchers:
        for key, *place in matcher(doc):
            words = place[0] if len(place) == 1 else range(place[0], place[1])
            first, last = doc[min(words)], doc[max(words)]
            at = (doc.vocab.strings[key], first.idx)
            longest[at] = max(longest.get(at, 0), last.idx + len(last.text))
    for (name, start), end in sorted(longest.items(), key=lambda item: item[0][1]):
        yield name, start, end
