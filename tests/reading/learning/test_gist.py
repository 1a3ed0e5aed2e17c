import pytest

from mailgate.reading.learning.gist import gist_of, said

LONG = """Hello dear team,

I hope you are all well and had a good start into the week. As you may remember we met at the fair in Munich two years ago,
where your colleague showed us around, and the coffee was excellent by the way. Since then we have been using your product in
three offices and with about forty people, and most of them like it.

Yesterday evening, however, I was not able to log in any more, it says that my password is wrong. Could you reset it?

Thank you very much in advance for your help.

Kind regards,
Thomas Berger
Head of Sales, Berger Ltd, registered in London under 12345, VAT GB99999, www.example.org
"""


CHATTY = """Dear support team,

I have been a customer of yours for almost six years now and I have always been quite happy, and my sister has recently joined as
well after I told her about it. I need to order two replacement cards. I would be very grateful for a short answer, as I am
travelling. Please tell me as well if you need anything else from me.

Kind regards and a nice weekend to all of you,
Margaret Hollister
12 Mill Lane, Oxford
"""


def test_a_short_mail_is_taken_as_it_stands_with_its_subject() -> None:
    assert gist_of("Hello, my card is lost.", "") == "Hello, my card is lost."
    assert gist_of("Hello, my card is lost.", "Re: [Ticket] Lost card") == "Lost card. Hello, my card is lost."


def test_of_a_long_mail_its_matter_is_taken_without_greeting_courtesies_and_signature() -> None:
    gist = gist_of(LONG, "AW: Problem")
    assert gist.startswith("Problem. ")
    assert "my password is wrong" in gist
    assert "Could you reset it?" in gist
    for left_out in ("dear team", "good start", "in advance", "Thomas", "VAT"):
        assert left_out not in gist
    assert len(gist.split()) <= 80


def test_what_surrounds_the_matter_is_left_out() -> None:
    gist = gist_of(CHATTY, "")
    assert "I need to order two replacement cards" in gist
    for left_out in ("customer of yours", "grateful", "if you need anything", "Margaret", "Mill Lane"):
        assert left_out not in gist


def test_words_are_all_of_a_mail() -> None:
    assert said("text", "Re: title") == "title. text"
    assert said("text", " ") == "text"


@pytest.mark.parametrize("text", ["", "\ud800" * 50, "a " * 50_000, "\n" * 9_000, "? " * 500, "x" * 200_000])
def test_any_text_has_a_gist(text: str) -> None:
    assert len(gist_of(text, "").split()) <= max(75, len(text.split()))
    gist_of(text, text).encode()
