"""The spaCy part: names seen by trained models where they are installed, and the patterns of the settings in every language that
spaCy can split.

spaCy is loaded only where a pipeline is made with it, and of a model only the parts that are needed. Everything learned from a
text is copied out as plain data inside a memory zone, so that the vocabulary stays as small as it was (Language.memory_zone)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import re2

from mailgate.model.reading import Entity
from mailgate.model.rules import Intent
from mailgate.reading.lexicon.names import ABBREVIATIONS, GREETINGS, PRODUCTS, PRODUCTS_AS_WRITTEN, SYSTEMS
from mailgate.reading.names import Names
from mailgate.reading.patterns import matched, matchers_for, parts_for, plain_pattern
from mailgate.reading.threads import one_thread
from mailgate.reading.trained import AUTO, BLANK, RULES_ONLY, is_installed, load, model_for, models_for, named
from mailgate.reading.words import UNDERSTAND_AT_MOST, plain_marks

# OntoNotes' types, which the English model knows, and those of the models trained on Wikipedia
_KEPT: Mapping[str, str] = {
    **{name: name for name in ("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "DATE", "TIME", "MONEY")},
    "PER": "PERSON",
}
_UNSEEN = "names of people and places are not seen"
_NOTHING = "NOTHING"  # no name stands there, and none may reach into it
_TOGETHER = 8_000  # code points go through a model at once: what it takes of memory grows with them
_LANGUAGES = 24  # are kept at most
_ZONE = 100_000  # code points: a memory zone lasts so long, as each word that is new to a zone takes time
# spaCy's word splitter takes time in the square of a run without spaces: a space stands in after so many
_RUN = re2.compile(r"\S{99}\S")


@dataclass(frozen=True, slots=True)
class Seen:
    """What spaCy saw in a text, as plain data; places are code points of the text."""

    entities: tuple[Entity, ...] = ()
    patterns: tuple[tuple[str, int, int], ...] = ()


class _Zone:
    """A pipeline's memory zone, renewed between two batches. What a text leaves behind in the vocabulary ends with it."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._open = ExitStack()
        self._left = 0

    @contextmanager
    def inside(self, length: int) -> Iterator[None]:
        if self._left <= 0:
            self._open.close()
            self._open.enter_context(self._nlp.memory_zone())
            self._left = _ZONE
        self._left -= length
        try:
            yield
        except BaseException:
            self._left = 0  # whatever it left half done ends with the zone
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    nlp: Any
    zone: _Zone
    names: Names | None  # None: it has none, or sees them in a way of its own
    matchers: tuple[Any, ...]


class Linguist:
    """spaCy with one set of patterns. `degraded` says what is missing; it never keeps a text from being read."""

    def __init__(self, intents: Mapping[str, Intent], wanted: str) -> None:
        """`wanted` is `auto` (the best that is installed, for each language), an installed package, or `blank`. English is made
        ready now, another language when its first text comes."""
        one_thread()
        self._patterns = {
            name: [plain_pattern(pattern) for pattern in intent.patterns] for name, intent in intents.items() if intent.patterns
        }
        self._wanted = wanted
        self._languages: dict[str, _Language] = {}
        self._sick: dict[str, str] = {}  # models that can't be loaded, and why
        self._models = models_for(wanted)
        if wanted != BLANK and model_for("en", wanted) is None:
            self._sick["en"] = f"no English spaCy model is installed, and {_UNSEEN}; `make setup` installs one"
        if wanted not in (AUTO, BLANK, RULES_ONLY) and not is_installed(wanted):
            meanwhile = f"{self.model} reads instead" if self._models else f"{_UNSEEN}"
            self._sick[wanted] = f"model {wanted} is not installed, and {meanwhile}; install it, or set server.model to auto"
        self._language("en")

    @property
    def model(self) -> str:
        """Names and versions of those that read."""
        return ", ".join(named(name) for name in self._models.values() if name not in self._sick) or BLANK

    @property
    def degraded(self) -> str | None:
        return "; ".join(self._sick.values()) or None

    def _language(self, code: str | None) -> _Language:
        code = code if code is not None and (code in self._languages or len(self._languages) < _LANGUAGES) else "en"
        if code not in self._languages:
            self._languages[code] = self._made(code)
        return self._languages[code]

    def _made(self, code: str) -> _Language:
        name = model_for(code, self._wanted)
        if name is not None and name not in self._sick:
            try:
                nlp = load(name, parts_for([pattern for patterns in self._patterns.values() for pattern in patterns]))
                return _with_ruler(nlp, self._patterns)
            except Exception as failed:  # its files are sick, or it was made for another spaCy: we read without names
                why = f"model {name} can't be loaded ({type(failed).__name__}), and {_UNSEEN}"
                self._sick[name] = f"{why}; `make setup` installs it anew, `mailgate doctor` says which of its files are sick"
        return _with_ruler(_blank(code), self._patterns)

    def see(self, texts: Sequence[str], codes: Sequence[str | None]) -> list[Seen]:
        """What stands in each text, in order; texts of one language go through together."""
        seen = [Seen()] * len(texts)
        for code in dict.fromkeys(codes):
            language = self._language(code)
            for places in _few(texts, [place for place, other in enumerate(codes) if other == code]):
                said = [texts[place] for place in places]
                with language.zone.inside(sum(map(len, said))):
                    found = _seen(language, said)
                    for place, one in zip(places, found, strict=True):
                        seen[place] = one
        return seen


def _blank(code: str) -> Any:
    import spacy

    try:
        return spacy.blank(code)
    except Exception:  # no such language in spaCy, or its word splitter isn't installed
        return spacy.blank("xx")


def _with_ruler(nlp: Any, patterns: Mapping[str, Sequence[Any]]) -> _Language:
    """What the models get wrong is set before they look."""
    trained = "ner" in nlp.pipe_names
    before: dict[str, Any] = {"before": "ner"} if trained else {}
    ruler: Any = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"}, **before)
    ruler.add_patterns(list(_rules(trained)))
    names = None
    if trained:
        try:
            names = Names(nlp.get_pipe("ner"))
            nlp.remove_pipe("ner")
        except ValueError:
            names = None  # it stays, and does it itself
    return _Language(nlp=nlp, zone=_Zone(nlp), names=names, matchers=tuple(matchers_for(nlp, patterns)))


def _rules(trained: bool) -> Iterator[dict[str, Any]]:
    yield {"label": "PRODUCT", "pattern": [{"LOWER": {"IN": list(SYSTEMS)}}, {"LIKE_NUM": True, "OP": "?"}]}
    yield {"label": "PRODUCT", "pattern": [{"ORTH": {"IN": list(PRODUCTS_AS_WRITTEN)}}]}
    yield from ({"label": "PRODUCT", "pattern": name} for name in PRODUCTS)
    if trained:  # nobody else takes these for names
        yield {"label": _NOTHING, "pattern": [{"ORTH": {"IN": list(ABBREVIATIONS)}}]}
        yield from ({"label": _NOTHING, "pattern": words} for words in GREETINGS)


def _few(texts: Sequence[str], places: Sequence[int]) -> Iterator[list[int]]:
    """The places in batches that are not too long together."""
    batch: list[int] = []
    length = 0
    for place in places:
        more = min(len(texts[place]), UNDERSTAND_AT_MOST)
        if batch and length + more > _TOGETHER:
            yield batch
            batch, length = [], 0
        batch.append(place)
        length += more
    if batch:
        yield batch


def _seen(language: _Language, texts: Sequence[str]) -> list[Seen]:
    marked = [_RUN.sub(lambda run: run.group()[:-1] + " ", plain_marks(text[:UNDERSTAND_AT_MOST])) for text in texts]
    docs = list(language.nlp.pipe(marked))
    if language.names is not None:
        language.names.write(docs)
    return [
        Seen(
            tuple(
                Entity(type=_KEPT[ent.label_], text=text[ent.start_char : ent.end_char], start=ent.start_char, end=ent.end_char)
                for ent in doc.ents
                if ent.label_ in _KEPT and _is_name(ent.text)
            ),
            tuple(matched(language.matchers, doc)),
        )
        for text, doc in zip(texts, docs, strict=True)
    ]


def _is_name(text: str) -> bool:
    """One line, with a letter or digit in it."""
    return "\n" not in text and len(text) <= 80 and any(char.isalnum() for char in text)
