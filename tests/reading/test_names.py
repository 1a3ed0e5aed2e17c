from typing import Any

import pytest
import spacy
from spacy.pipeline.ner import DEFAULT_NER_MODEL

from bench.mails import mails
from mailgate.reading.names import Names
from mailgate.reading.trained import load, model_for

MODEL = model_for("en")
ODD = (
    "",
    "  ",
    "\n\n a",
    "Maria",
    "New York",
    "Apple\n\nGoogle Inc. \n\n Berlin",
    "from May 3 to June 5 in Paris, France",
    "🙂 Anna 🙂",
)


def both(*, sentences: bool = False, ruler: bool = False) -> tuple[Any, Any]:
    """spaCy's own pipeline, and one without its recogniser."""
    assert MODEL is not None
    first, second = (load(MODEL, ("senter", "tok2vec") if sentences else ()) for _ in range(2))
    if ruler:
        for nlp in (first, second):
            nlp.add_pipe("entity_ruler", before="ner").add_patterns(
                [{"label": "THING", "pattern": word} for word in ("October", "Lopez", "Contoso Ltd.", "and again", "the")]
            )
    return first, second


def spans(doc: Any) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.label_) for entity in doc.ents]


@pytest.mark.parametrize("kind", [{}, {"sentences": True}, {"ruler": True}])
def test_the_same_entities_are_found_as_by_spacys_own_walk(kind: dict[str, bool]) -> None:
    theirs, ours = both(**kind)
    names = Names(ours.get_pipe("ner"))
    ours.remove_pipe("ner")
    texts = [*ODD, *(f"{subject}\n{text}" for subject, text in mails(60))]
    docs = list(ours.pipe(texts))
    names.write(docs)
    expected = [spans(doc) for doc in theirs.pipe(texts)]
    assert sum(map(len, expected)) > 400
    assert [spans(doc) for doc in docs] == expected


def test_a_text_is_read_the_same_alone_and_among_others() -> None:
    _, ours = both()
    names = Names(ours.get_pipe("ner"))
    ours.remove_pipe("ner")
    texts = [text for _, text in mails(5)]
    together, alone = list(ours.pipe(texts)), [ours(text) for text in texts]
    names.write(together)
    for doc in alone:
        names.write([doc])
    assert [spans(doc) for doc in together] == [spans(doc) for doc in alone]


def test_a_recogniser_of_another_kind_is_left_alone() -> None:
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner", config={"model": {**DEFAULT_NER_MODEL, "extra_state_tokens": True}})
    ner.add_label("THING")
    nlp.initialize()
    with pytest.raises(ValueError, match="another shape"):
        Names(ner)
