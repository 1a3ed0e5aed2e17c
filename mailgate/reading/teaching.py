"""What the learner is taught: the settings' own sentences, and built-in ones where a name is known.

Built-in sentences of what the settings have no intent for teach what is out of scope, so that a question of sales is not taken
for the nearest thing the desk knows; except where an intent of the admin's own naming resembles them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from mailgate.model.rules import Intent
from mailgate.reading.builtin import BUILTIN_INTENTS, EXAMPLES, OTHER_NAMES
from mailgate.reading.features import Featured, featured
from mailgate.reading.language import language_of
from mailgate.reading.learner import Example, Learner, learned
from mailgate.reading.signals import signals_of
from mailgate.reading.words import fold, tokens

_RESEMBLES = 0.25  # probability from which a sentence of an own intent is taken to mean a built-in one
_ALSO_MEANS = 0.5  # probability from which a phrase is taken to mean a second, built-in intent too


def example_of(text: str, names: Iterable[str]) -> Example:
    """A sentence as the learner is taught it."""
    folded = fold(text)
    signals = signals_of(language_of(text))
    return Example(featured(tokens(folded), signals.find(signals.concepts, folded.text)), frozenset(names))


def taught(intents: Mapping[str, Intent]) -> Learner:
    """A learner for these intents; the same for the same intents."""
    return learned([_example(text, names) for text, names in taught_sentences(intents)], sorted(intents))


def taught_sentences(intents: Mapping[str, Intent]) -> list[tuple[str, frozenset[str]]]:
    """What the settings teach, with what each sentence means; nothing for what belongs to no intent."""
    called = {OTHER_NAMES.get(name, name): name for name in sorted(intents, reverse=True)} | {name: name for name in intents}
    own = [(text, frozenset([name])) for name, intent in sorted(intents.items()) for text in intent.examples]
    own += [(text, _phrase(text, name, called)) for name, intent in sorted(intents.items()) for text in intent.phrases]
    foreign = BUILTIN_INTENTS.keys() - called.keys() - _resembled([text for text, names in own if not names & _known(called)])
    for key, texts in EXAMPLES.items():
        meant = key.split("+")
        names = frozenset(called[name] for name in meant if name in called)
        if names or key == "-" or foreign.issuperset(meant):
            own += [(text, names) for text in texts]
    return own


def _known(called: Mapping[str, str]) -> set[str]:
    """The settings' names that have built-in sentences."""
    return {name for builtin, name in called.items() if builtin in BUILTIN_INTENTS}


def _phrase(text: str, name: str, called: Mapping[str, str]) -> frozenset[str]:
    """A phrase speaks for its intent, but is too short to speak against what it also means."""
    learner = _builtin_learner()
    also = [
        called[builtin]
        for builtin, p in zip(learner.names, learner.probabilities(example_of(text, []).features), strict=True)
        if builtin in called and float(p) >= _ALSO_MEANS
    ]
    return frozenset([name, *also])


def _resembled(own: list[str]) -> set[str]:
    """Built-in intents that these sentences could mean."""
    if not own:
        return set()
    learner = _builtin_learner()
    found: set[str] = set()
    for text in own:
        probabilities = learner.probabilities(example_of(text, []).features)
        found.update(name for name, p in zip(learner.names, probabilities, strict=True) if float(p) >= _RESEMBLES)
    return found


@lru_cache(maxsize=2048)
def _features(text: str) -> Featured:
    return example_of(text, []).features


def _example(text: str, names: frozenset[str]) -> Example:
    return Example(_features(text), names)


@lru_cache(maxsize=1)
def _builtin_learner() -> Learner:
    named = [(text, frozenset(key.split("+"))) for key, texts in EXAMPLES.items() for text in texts]
    return learned([_example(text, names) for text, names in named], sorted(BUILTIN_INTENTS))
