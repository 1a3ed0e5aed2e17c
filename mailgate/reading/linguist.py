"""The spaCy part: trained NER for English, and the Matcher patterns of the settings in every language spaCy can split.

spaCy is loaded only where a pipeline is made with it. Everything learned from a text is copied out as plain data, inside a
memory zone, so that the vocabulary stays as small as it was (spaCy 3.8, Language.memory_zone)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import re2

from mailgate.model.reading import Entity
from mailgate.model.rules import Intent
from mailgate.reading.words import UNDERSTAND_AT_MOST, plain_marks

_PARTS = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "LEMMA": ("tok2vec", "tagger", "attribute_ruler", "lemmatizer"),
    "TAG": ("tok2vec", "tagger"),
    "POS": ("tok2vec", "tagger", "attribute_ruler"),
    "MORPH": ("tok2vec", "tagger", "attribute_ruler"),
    "DEP": ("tok2vec", "tagger", "parser", "attribute_ruler"),
    "RIGHT_ID": ("tok2vec", "tagger", "parser", "attribute_ruler"),
}
_COST = {"LEMMA": 12, "TAG": 9, "POS": 9, "MORPH": 9, "DEP": 17, "RIGHT_ID": 17}  # ms a mail of 120 words, measured
_KEPT = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "DATE", "TIME", "MONEY"})
_NOTHING = "NOTHING"
_PRODUCTS = (
    *("salesforce", "jira", "confluence", "outlook", "excel", "powerpoint", "sharepoint", "onedrive", "chrome", "firefox"),
    *("safari", "iphone", "ipad", "slack", "zoom", "sap", "shopify", "wordpress", "stripe", "paypal", "github", "gitlab"),
    *("docker", "kubernetes", "postgresql", "mysql", "sqlite", "oracle", "zendesk", "hubspot"),
)
_SYSTEMS = ("windows", "macos", "ios", "android", "ubuntu", "debian")
_NO_NAMES = (
    *("api", "cto", "ceo", "cfo", "sso", "mfa", "2fa", "otp", "vat", "csv", "pdf", "url", "faq", "vpn", "dns", "ssl", "tls"),
    *("sdk", "crm", "erp", "asap", "eod", "cob", "gdpr", "hi", "hello", "dear", "thanks", "regards"),
)
# NER trained on news misses these; the ruler stands before it (nothing is made of what is NOTHING)
_CORRECTIONS: tuple[dict[str, Any], ...] = (
    {"label": "PRODUCT", "pattern": [{"LOWER": {"IN": list(_SYSTEMS)}}, {"LIKE_NUM": True, "OP": "?"}]},
    {"label": "PRODUCT", "pattern": [{"LOWER": {"IN": list(_PRODUCTS)}}]},
    {"label": _NOTHING, "pattern": [{"LOWER": {"IN": list(_NO_NAMES)}}]},
    {"label": _NOTHING, "pattern": [{"LOWER": "good"}, {"LOWER": {"IN": ["morning", "afternoon", "evening", "day"]}}]},
)
# spaCy's word splitter takes time in the square of a run without spaces: a space stands in after so many
_RUN = re2.compile(r"\S{99}\S")


@dataclass(frozen=True, slots=True)
class Seen:
    """What spaCy saw in a text, as plain data; places are code points of the text."""

    entities: tuple[Entity, ...] = ()
    patterns: tuple[tuple[str, int, int], ...] = ()


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


def _parts_for(patterns: Sequence[object]) -> set[str]:
    keys = {key for pattern in patterns for key in _keys(pattern)}
    return {part for key in keys & _NEEDS.keys() for part in _NEEDS[key]}


def cost_of(patterns: Sequence[object]) -> str | None:
    """What Matcher patterns cost beyond splitting words, as a sentence for `check`; None if nothing."""
    keys = {key for pattern in patterns for key in _keys(pattern)} & _NEEDS.keys()
    sentences = []
    if keys:
        named = ", ".join(sorted(keys))
        sentences.append(
            f"{named} loads {', '.join(part for part in _PARTS if part in _parts_for(patterns))}: about "
            f"{max(_COST[key] for key in keys)} ms more a mail, and is used in English only"
        )
    if any(_has_star(pattern) for pattern in patterns):
        sentences.append('OP "*" tries every length: name the words between, or use OP "?"')
    return "; ".join(sentences) or None


def _has_star(pattern: object) -> bool:
    return isinstance(pattern, (list, tuple)) and any(isinstance(token, Mapping) and token.get("OP") == "*" for token in pattern)


def fault_of(pattern: object) -> str | None:
    """Why spaCy refuses a Matcher or DependencyMatcher pattern; None if it takes it."""
    import spacy
    from spacy.matcher import DependencyMatcher, Matcher

    vocab = spacy.blank("en").vocab
    matcher = DependencyMatcher(vocab, validate=True) if "RIGHT_ID" in _keys(pattern) else Matcher(vocab, validate=True)
    try:
        matcher.add("pattern", [plain_pattern(pattern)])
    except Exception as refused:
        return " ".join(str(refused).split())
    return None


@dataclass(slots=True)
class _Language:
    nlp: Any
    matchers: list[Any] = field(default_factory=list)


class Linguist:
    """spaCy with one set of patterns. `degraded` says what is missing; it never keeps a text from being read."""

    def __init__(self, intents: Mapping[str, Intent], model: str) -> None:
        self._patterns = {
            name: [plain_pattern(pattern) for pattern in intent.patterns] for name, intent in intents.items() if intent.patterns
        }
        self._languages: dict[str, _Language | None] = {}
        self.degraded: str | None = None
        self.model = "blank"
        if model != "blank":
            self._load(model)

    def _load(self, model: str) -> None:
        import spacy

        wanted = _parts_for([pattern for patterns in self._patterns.values() for pattern in patterns])
        try:
            nlp = spacy.load(model, exclude=[part for part in _PARTS if part not in wanted])
        except Exception as missing:  # not installed, or made for another spaCy: we read without names
            self.degraded = f"model {model} can't be loaded: {' '.join(str(missing).split())[:120]}"
            return
        if "ner" in nlp.pipe_names:
            ruler: Any = nlp.add_pipe("entity_ruler", before="ner")
            ruler.add_patterns(list(_CORRECTIONS))
        self.model = f"{model} {nlp.meta.get('version', '?')}"
        self._languages[str(nlp.lang)] = self._with_matchers(nlp)

    def _with_matchers(self, nlp: Any) -> _Language:
        from spacy.matcher import DependencyMatcher, Matcher

        plain, dependency = Matcher(nlp.vocab), DependencyMatcher(nlp.vocab)
        for name, patterns in self._patterns.items():
            for pattern in patterns:
                needs = _parts_for([pattern])
                if not needs <= set(nlp.pipe_names):
                    continue  # no lemma or tag in this language: the pattern is not used in it
                with suppress(Exception):  # refused by spaCy: `check` has named it
                    (dependency if "RIGHT_ID" in _keys(pattern) else plain).add(name, [pattern])
        return _Language(nlp, [matcher for matcher in (plain, dependency) if len(matcher)])

    def _language(self, code: str | None) -> _Language | None:
        """The trained pipeline, or a blank one if there are patterns to match."""
        code = code or "en"
        if code not in self._languages:
            self._languages[code] = self._blank(code) if self._patterns and len(self._languages) < 24 else None
        return self._languages[code]

    def _blank(self, code: str) -> _Language:
        import spacy

        try:
            return self._with_matchers(spacy.blank(code))
        except Exception:  # no such language in spaCy, or its word splitter isn't installed
            return self._with_matchers(spacy.blank("xx"))

    def see(self, texts: Sequence[str], codes: Sequence[str | None]) -> list[Seen]:
        """What stands in each text, in order; texts of one language go through together."""
        seen = [Seen()] * len(texts)
        for code in dict.fromkeys(codes):
            language = self._language(code)
            if language is None:
                continue
            places = [i for i, other in enumerate(codes) if other == code]
            with language.nlp.memory_zone():
                for i, found in zip(places, self._seen(language, [texts[i] for i in places]), strict=True):
                    seen[i] = found
        return seen

    def _seen(self, language: _Language, texts: Sequence[str]) -> Iterator[Seen]:
        marked = [_RUN.sub(lambda run: run.group()[:-1] + " ", plain_marks(text[:UNDERSTAND_AT_MOST])) for text in texts]
        for text, doc in zip(texts, language.nlp.pipe(marked, batch_size=16), strict=True):
            entities = tuple(
                Entity(type=ent.label_, text=text[ent.start_char : ent.end_char], start=ent.start_char, end=ent.end_char)
                for ent in doc.ents
                if ent.label_ in _KEPT and _is_name(ent.text)
            )
            yield Seen(entities, tuple(_matched(language.matchers, doc)))


def _is_name(text: str) -> bool:
    """One line, with a letter or digit in it."""
    return "\n" not in text and len(text) <= 80 and any(char.isalnum() for char in text)


def _matched(matchers: Sequence[Any], doc: Any) -> Iterator[tuple[str, int, int]]:
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
