import pytest

from tests.reading.conftest import Read


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("You will hear from my lawyer", "legal"),
        ("We will take legal action", "legal"),
        ("Ich werde meinen Anwalt einschalten", "legal"),
        ("Je vais saisir mon avocat", "legal"),
        ("Tomaremos acciones legales", "legal"),
        ("Procederò per vie legali", "legal"),
        ("Please delete my personal data under GDPR", "privacy"),
        ("Ich verlange Auskunft nach DSGVO", "privacy"),
        ("I can see another customer's invoices", "privacy"),
        ("I'm a journalist writing an article about your outage", "press"),
        ("Je suis journaliste", "press"),
        ("The charger caught fire", "safety"),
        ("My son was injured by your product", "safety"),
        ("I am the CEO of Acme and want to speak to your management", "executive"),
        ("My lawyer says the charger caught fire", "safety"),
    ],
)
def test_some_mail_goes_to_named_people(read: Read, text: str, class_: str) -> None:
    assert read(text).sensitive == class_


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("We waited long enough. You will hear from my lawyer!", ("You will hear from my lawyer!",)),
        ("Guten Tag,\nich werde meinen Anwalt einschalten.", ("ich werde meinen Anwalt einschalten",)),
        ("The charger " + "which we bought in the shop on the corner " * 4 + "caught fire", ("caught fire",)),
        ("Nothing of the kind", ()),
    ],
)
def test_the_sentence_that_says_it_is_kept_as_it_was_written(read: Read, text: str, because: tuple[str, ...]) -> None:
    assert read(text).sensitive_because == because


@pytest.mark.parametrize(
    "text",
    [
        "I can't log in",
        "The button I press does nothing",
        "I read your privacy page and it doesn't load",
        "I fired up the app",
        "I don't want to involve a lawyer",
        "The court booking page is broken",
        "Our boss likes it",
    ],
)
def test_everyday_words_are_not_sensitive(read: Read, text: str) -> None:
    assert read(text).sensitive is None


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag, die Seite lädt nicht.\n\nMit freundlichen Grüßen\nAnna\nBeispiel GmbH, Geschäftsführer: M. Müller, Köln",
        "The page does not load.\n\nThis e-mail is confidential and intended for you only. "
        + "Misuse leads to legal action. " * 40,
        "La page ne charge pas.\n\nCordialement,\nP. Durand\nService juridique, avocat au tribunal",
    ],
)
def test_a_footer_makes_no_mail_sensitive(read: Read, text: str) -> None:
    reading = read(text)
    assert reading.sensitive is None
    assert reading.intents[0].name == "technical.error"


def test_a_postscript_is_still_the_senders_word(read: Read) -> None:
    text = "The page does not load.\n\nBest regards\nAnna\n\nP.S. You will hear from my lawyer."
    assert read(text).sensitive == "legal"
