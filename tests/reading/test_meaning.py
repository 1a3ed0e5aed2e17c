"""What sentences mean, asked of sentences that nobody learned from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from mailgate.model.reading import Reading
from mailgate.reading.embedders.use import UseEmbedder
from mailgate.reading.meaning import heads_for
from mailgate.reading.meaning.heads import Meant
from mailgate.reading.meaning.written import fingerprint, written
from mailgate.reading.pipeline import RULES_ONLY, Pipeline

THERE = timezone(timedelta(hours=1))
SENT = datetime(2026, 11, 20, 14, 0, tzinfo=THERE)

MEANT: tuple[tuple[str, str], ...] = (
    ("outage", "The ticket machines in the foyer have given up entirely."),
    ("outage", "Unser Buchungssystem gibt seit Mitternacht keinen Mucks mehr von sich."),
    ("urgent", "Not a soul in accounting gets past the login."),
    ("breadth", "Pas un seul de nos vendeurs ne peut se connecter."),
    ("urgent", "With every quarter of an hour more orders slip through our fingers."),
    ("security", "There is a purchase in Lagos on my card that I know nothing about."),
    ("security", "Qualcuno ha cambiato la mia mail e non sono stato io."),
    ("waiting", "The guests stand in reception and I can't hand out any keys."),
    ("due", "Our stand opens on Thursday, and by then it has to run."),
    ("urgent", "La défense de ma thèse est demain et les transparents ne s'affichent pas."),
    ("calm", "This is purely cosmetic and in no hurry whatsoever."),
    ("calm", "Sin ninguna prisa: el icono está un poco torcido."),
    ("upset", "Bravo, another update and again nothing works."),
    ("upset", "Vier Wochen Funkstille, das nenne ich mal Kundendienst."),
    ("thanks", "You were wonderfully quick, thank you."),
    ("legal", "If this goes on I will have my solicitor write to you."),
    ("privacy", "Quisiera saber qué guardan ustedes sobre mi persona."),
    ("safety", "The kettle gave me a shock and my arm went numb."),
    ("press", "We are writing a feature on this and would like your view."),
    ("ad", "We would love to show you how our agency doubles your traffic."),
)
NOT_MEANT: tuple[tuple[str, str], ...] = (
    ("urgent", "How do I change the colour of my calendar?"),
    ("urgent", "Meine Rechnung zeigt die alte Adresse."),
    ("urgent", "All our pupils enjoy the new app."),
    ("urgent", "Puis-je payer par virement ?"),
    ("security", "How can I switch on two-factor login?"),
    ("safety", "We sell smoke detectors in our shop."),
    ("due", "The invoice of 3 May was payable on 2 June."),
    ("upset", "The export to Excel stops at row 500."),
    ("upset", "Il totale della fattura non mi torna."),
    ("legal", "Our law firm needs ten more licences."),
    ("privacy", "Where do I find the data of last month's report?"),
    ("thanks", "Thank you for the answer, but the file still doesn't open."),
)


@pytest.fixture(scope="module")
def embedder() -> UseEmbedder:
    return UseEmbedder()


@pytest.fixture(scope="module")
def desk() -> Pipeline:
    return Pipeline(model=RULES_ONLY, embedder="use-m")


def meant(embedder: UseEmbedder, text: str) -> Meant:
    heads = heads_for(embedder.name)
    assert heads is not None
    return heads.meant(embedder.sentences([text]))[0]


def read(desk: Pipeline, text: str, subject: str = "") -> Reading:
    return desk.read(text, subject, sent=SENT, now=SENT.astimezone(UTC))


@pytest.mark.parametrize(("facet", "text"), MEANT, ids=lambda value: str(value)[:40])
def test_a_sentence_that_nobody_wrote_down_is_understood(embedder: UseEmbedder, facet: str, text: str) -> None:
    assert meant(embedder, text).of(facet) >= 0.5


@pytest.mark.parametrize(("facet", "text"), NOT_MEANT, ids=lambda value: str(value)[:40])
def test_what_only_sounds_like_it_is_not_taken_for_it(embedder: UseEmbedder, facet: str, text: str) -> None:
    assert meant(embedder, text).of(facet) < 0.3


def test_none_of_these_was_learned_from() -> None:
    known = {one.text.lower() for one in written()}
    assert not known & {text.lower() for _, text in (*MEANT, *NOT_MEANT)}


def test_the_heads_were_learned_of_the_sentences_that_are_shipped(embedder: UseEmbedder) -> None:
    """Whoever writes a sentence runs `python -m bench.meaning`."""
    heads = heads_for(embedder.name)
    assert heads is not None
    assert heads.learned_of == fingerprint(written())


def test_with_another_embedder_nothing_is_told() -> None:
    assert heads_for("minilm 1.0.0") is None


def test_a_text_without_words_means_nothing(embedder: UseEmbedder) -> None:
    heads = heads_for(embedder.name)
    assert heads is not None
    assert heads.meant(np.zeros((1, 512), dtype=np.float32)) == [Meant({})]
    assert heads.meant(np.zeros((0, 512), dtype=np.float32)) == []


def test_sentences_of_one_mail_are_seen_as_each_alone(embedder: UseEmbedder) -> None:
    texts = ["The till is dead.", "", "Niemand kommt ins System.", "..."]
    together, alone = embedder.sentences(texts), embedder.embed(texts)
    assert np.abs(together - alone).max() < 1e-5
    assert not together[1].any()


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("The barriers of all three car parks stay shut and the drivers are hooting.", "high critical"),
        ("Keiner unserer Pfleger sieht heute seine Touren.", "high critical"),
        ("Desde la última versión no entra ni un solo pago.", "high critical"),
        ("The hotplate melted its own handle and burned my wrist.", "high critical"),
        ("The second line of my address is missing on the label.", "normal"),
        ("Wie breit ist der Schreibtisch?", "normal"),
        ('Can I give the state "urgent" another colour?', "normal low"),
        ("Rien d'important, le bouton est simplement un peu trop petit.", "low"),
        ("Join our summit now, urgent: the last tickets go tonight.", "normal low"),
    ],
)
def test_urgency_comes_from_what_is_meant(desk: Pipeline, text: str, levels: str) -> None:
    assert read(desk, text).urgency.level in levels.split()


def test_the_reason_is_the_customers_own_sentence(desk: Pipeline) -> None:
    urgency = read(desk, "Hello, I hope you are well. Not a soul in accounting gets past the login. Regards, Tom").urgency
    assert "Not a soul in accounting gets past the login" in urgency.because


def test_the_same_mail_is_read_the_same(desk: Pipeline) -> None:
    text = "Bravo, another update and again nothing works. The guests stand in reception. I need it before five."
    assert read(desk, text) == read(desk, text)


def test_bitter_praise_is_frustration_and_plain_trouble_is_not(desk: Pipeline) -> None:
    mood = read(desk, "What a marvellous service, I have only been on hold since breakfast.").mood
    assert mood.frustrated
    assert mood.because == ("What a marvellous service, I have only been on hold since breakfast.",)
    assert not read(desk, "The second page of the report is empty.").mood.frustrated


@pytest.mark.parametrize(
    "text",
    [
        "First it was the 3rd. Then it was the 10th. By now I only hear music when I call.",
        "Ein Prospekt kam, ein Werbeanruf kam, nur mein Geld kam nicht. Seit April.",
        "On m'a promis un rappel mardi. Mon téléphone est chargé, le silence aussi.",
        "Sois muy eficaces mandando encuestas. Contestar, lo que se dice contestar, nadie.",
        "Prima l'avete perso voi, poi il corriere, adesso pare sia colpa mia.",
    ],
)
def test_what_is_said_dryly_over_several_sentences_is_frustration_too(desk: Pipeline, text: str) -> None:
    assert read(desk, text).mood.frustrated


@pytest.mark.parametrize(
    "text",
    [
        "I wrote on Monday and forgot the picture, so here it is. Silly of me.",
        "My grandson set it up, then he fell in love, and now nobody feeds the calendar. How do I add a day?",
        "Ich habe die Schrauben verwechselt und jetzt wackelt er. Gibt es eine Zeichnung?",
        "C'est la deuxième fois que je commande, tant il est bon. Le livrez-vous en Suisse ?",
    ],
)
def test_stories_and_own_mistakes_are_no_frustration(desk: Pipeline, text: str) -> None:
    assert not read(desk, text).mood.frustrated


def test_a_date_that_is_merely_mentioned_is_no_deadline(desk: Pipeline) -> None:
    assert read(desk, "Our invoice of 3 November is due on 30 November, may I have a copy?").urgency.deadline is None
    assert read(desk, "The bakery beside you closes at 6 pm, I have seen.").urgency.deadline is None


def test_a_date_that_is_worked_towards_needs_no_word_that_says_so(desk: Pipeline) -> None:
    read_of = read(desk, "We hand the keys over at half past four and the form still doesn't print.")
    assert read_of.urgency.deadline == datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["Arrived in one piece this morning, you were so quick. Thank you!", "Tutto arrivato, siete stati rapidissimi. Grazie!"],
)
def test_a_mere_thanks_is_known_by_its_meaning(desk: Pipeline, text: str) -> None:
    assert read(desk, text).courtesy


def test_a_wish_beside_thanks_asks_for_nothing(desk: Pipeline) -> None:
    assert read(desk, "It's on my account now, thank you so much. Enjoy the snow when it comes!").courtesy
    assert not read(desk, "It's on my account now, thank you so much. My colleague still waits for hers.").courtesy


def test_thanks_with_something_still_wrong_is_no_mere_thanks(desk: Pipeline) -> None:
    assert not read(desk, "Thank you for the new lamp. The switch doesn't react.").courtesy


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The shelf came off the wall and hit my daughter on the head.", "safety"),
        ("From here on you will deal with my solicitor.", "legal"),
        ("Please wipe whatever you hold on my family.", "privacy"),
        ("We are filming a report about this and would like to hear your side.", "press"),
        ("I left it on the table for you to decide. If nothing comes by the 9th, a magistrate will.", "legal"),
        ("Der Heizlüfter qualmt und das Kabel ist braun geworden. Nebenan schläft das Baby.", "safety"),
        ("Je n'ai plus envie de continuer, tout le monde serait soulagé sans moi.", "safety"),
        ("Nella mia area personale leggo le ricette di una certa signora Conti, con l'indirizzo.", "privacy"),
        ("Trabajo en la redacción de un semanario. ¿Quién me daría su versión antes del cierre?", "press"),
        ("I head the association with sixty clinics. Your managing director may ring me herself.", "executive"),
        ("How wide is the shelf?", None),
        ("My brother is a judge at flower shows and wants the same vase.", None),
        ("We deleted last week's table ourselves, is there a copy?", None),
        ("Unsere Vorsitzende möchte den Saal für Freitag buchen.", None),
        ("Is your calendar used in schools as well?", None),
    ],
)
def test_sensitive_mail_is_known_by_its_meaning(desk: Pipeline, text: str, kind: str | None) -> None:
    assert read(desk, text).sensitive == kind


def test_without_an_embedder_words_do() -> None:
    words = Pipeline(model=RULES_ONLY)
    assert read(words, "Our production is down, please help as soon as possible").urgency.level == "critical"
    assert read(words, "Not a soul in accounting gets past the login.").urgency.level == "normal"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks a lot for the wonderful support. Cancel.",
        "Thanks a lot for the wonderful support. Unsubscribe!",
        "You were wonderfully quick, thank you. Please cancel the second licence.",
        "Thank you for wasting my whole day.",
        "You were wonderfully quick, thank you. " * 15,
    ],
    ids=lambda text: str(text)[-20:],
)
def test_thanks_are_mere_only_where_all_of_it_was_looked_at(desk: Pipeline, text: str) -> None:
    assert not read(desk, text).courtesy


def test_a_name_below_thanks_asks_for_nothing(desk: Pipeline) -> None:
    assert read(desk, "Hi Anna,\n\nthank you so much, that was quick and kind.\n\nJonas").courtesy


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "Gas is leaking from the boiler you installed. Please send somebody at once. "
            "We are a leading provider of senior homes.",
            "critical",
        ),
        (
            "The whole site is down for all customers since 8 am. "
            "We run a discount campaign with 50% off today and nobody can check out!",
            "critical",
        ),
        (
            "The newsletter with our special offer links to your payment page, and that page is down. "
            "Every minute costs us orders.",
            "critical high",
        ),
    ],
    ids=["gas", "site", "newsletter"],
)
def test_who_is_in_trouble_and_tells_of_an_offer_is_no_advertiser(desk: Pipeline, text: str, levels: str) -> None:
    assert read(desk, text).urgency.level in levels.split()


def test_an_offer_is_not_urgent_and_the_reason_says_that_it_is_one(desk: Pipeline) -> None:
    text = "Boost your sales: 50% off our SEO package. Offer ends tomorrow at noon. Your site is losing visitors every minute."
    urgency = read(desk, text).urgency
    assert (urgency.level, urgency.deadline) == ("normal", None)
    assert urgency.because[0] == "Boost your sales: 50% off our SEO package"
