import pytest

from tests.reading.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "This is the third time I write. Unacceptable!",
        "I'm fed up with your service",
        "Great, another outage again.",
        "Das ist eine Frechheit, ich warte immer noch",
        "C'est inacceptable",
        "Estoy harto, es la tercera vez",
        "È una vergogna, sono stufo",
        "Thank you for wasting my whole day.",
        "Danke, dass Sie meine Mails seit Wochen ignorieren",
        "Merci de m'avoir fait perdre ma journée",
        "Gracias por hacerme perder el tiempo",
        "Grazie per avermi fatto perdere tempo",
        "Still no reply. I am very disappointed and frustrated!!!",
    ],
)
def test_frustration_is_heard(read: Read, text: str) -> None:
    mood = read(text).mood
    assert mood.frustrated
    assert mood.score < 0
    assert mood.because


@pytest.mark.parametrize(
    "text",
    [
        "The app crashes with error 500 when I kill the process",
        "There is a problem with the export",
        "I can't log in, please help",
        "Could you send me the invoice for October?",
        "PLEASE SEND ME THE INVOICE",
        "The HTTP API returns JSON with NULL",
    ],
)
def test_a_plain_report_of_trouble_is_not_anger(read: Read, text: str) -> None:
    assert not read(text).mood.frustrated


@pytest.mark.parametrize(
    "text", ["Great work, thank you!", "Super, vielen Dank", "Merci, c'est parfait", "Excelente, gracias", "Ottimo, grazie"]
)
def test_thanks_are_a_good_mood(read: Read, text: str) -> None:
    assert read(text).mood.score > 0
