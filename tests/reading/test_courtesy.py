import pytest

from tests.reading.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, works",
        "thank you!",
        "👍",
        "Thanks a lot, it works now!",
        "Perfect, thanks for the quick help.",
        "Danke, läuft wieder!",
        "Vielen Dank für die schnelle Hilfe",
        "Merci, ça marche",
        "Merci beaucoup pour votre aide",
        "Gracias, ya funciona",
        "Muchas gracias por la ayuda",
        "Grazie, tutto risolto",
        "Grazie mille per la rapidità",
        "Thank you, you can close the ticket.",
        "Hi Alice,\n\nperfect, thank you very much!\n\nBest regards\nMaria Lopez\nAcme Ltd, 12 Main Street\n+39 06 1234567",
        "Thanks Alice!",
    ],
)
def test_a_mere_thanks(read: Read, text: str) -> None:
    assert read(text).courtesy


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, but it still doesn't work",
        "Thanks! Can you also change my address?",
        "Thanks, could you send the invoice",
        "Thanks for nothing",
        "Thanks in advance for resolving my billing problem",
        "Danke, aber es geht immer noch nicht",
        "Merci, mais ça ne marche pas",
        "Gracias, pero no funciona",
        "Grazie, ma non funziona",
        "Thanks, please cancel my subscription",
        "I can't log in",
        "",
        "ok?",
        "Thank you. The printer on the second floor is out of paper again.",
        "Danke, wie kann ich das Passwort ändern?",
        "Thanks, it doesn't work",
    ],
)
def test_thanks_with_something_to_do_is_more_than_thanks(read: Read, text: str) -> None:
    assert not read(text).courtesy
