import pytest

from mailgate.reading.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I can't log in", "en"),
        ("Billing isn't working, the page stays white", "en"),
        ("It's no longer urgent", "en"),
        ("Thanks, works", "en"),
        ("URGENT HELP", "en"),
        ("Ich kann mich nicht anmelden", "de"),
        ("Danke!", "de"),
        ("ok danke", "de"),
        ("Passwort vergessen", "de"),
        ("Mon compte est bloqué", "fr"),
        ("merci, ça marche", "fr"),
        ("No puedo entrar en mi cuenta", "es"),
        ("gracias, ya funciona", "es"),
        ("Non riesco ad accedere al mio account", "it"),
        ("grazie, risolto", "it"),
        ("Ik kan niet inloggen op mijn account", "nl"),
        ("Nie mogę się zalogować", "pl"),
        ("Não consigo acessar minha conta", "pt"),
        ("パスワードを忘れました", "ja"),
    ],
)
def test_even_a_short_text_tells_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "   ", "12345", "👍", "https://example.com/a", "\ud800"])
def test_what_has_no_words_has_no_language(text: str) -> None:
    assert language_of(text.replace("\ud800", "\ufffd")) is None
