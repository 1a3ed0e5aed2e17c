"""How urgent a mail is that shouts without need, or needs help without shouting."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailgate.reading.pipeline import RULES_ONLY, Pipeline

SENT = datetime(2026, 11, 24, 10, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(scope="module")
def desk() -> Pipeline:
    return Pipeline(model=RULES_ONLY, embedder="use-m")


def level(desk: Pipeline, text: str, subject: str = "") -> str:
    return desk.read(text, subject, sent=SENT, now=SENT.astimezone(UTC)).urgency.level


@pytest.mark.parametrize(
    "text",
    [
        "Nine people are sitting in front of my desk and the list of today's visits stays empty.",
        "We can't pay a single one of our forty drivers, the run stops at the first name.",
        "Somebody is emptying my account while I write this, three transfers since breakfast.",
        "The pump gives the children twice what the doctor entered.",
        "The doors of all four garages stay shut and the cars are queueing in the street.",
        "Die Kasse nimmt keine Karte an und die Leute stehen bis auf den Gehweg.",
        "Wir können gerade keinen einzigen Lohn überweisen, und heute ist Zahltag.",
        "Aucun de nos trente guichets n'imprime, les voyageurs s'impatientent.",
        "Ningún empleado puede fichar y hay veinte personas esperando en la puerta.",
        "Nessuno dei nostri sportelli stampa e la coda arriva in strada.",
    ],
)
def test_calm_words_hide_no_urgency(desk: Pipeline, text: str) -> None:
    assert level(desk, text) in ("high", "critical")


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("[URGENT]", "No rush at all, the subject comes from our system: could you send me the manual some time?"),
        ("URGENT-COURIERS.example", "We'd like to know what a second mailbox costs for our courier firm."),
        ("emergency exit", "Is there a seat next to the emergency exit on the 9:10 coach?"),
        ("ALARM 3000", "The ALARM 3000 plays the same melody for every patient, can I choose another?"),
        ("Outage drill", "On Thursday we practise an outage with all branches, nothing is really down."),
        ("test", "Please ignore the alert of this morning, it was only a test of our monitoring."),
        ("PRODUCTION DOWN - solved", "What I reported at seven is over, all plants run again and nothing was lost."),
        (
            "last week",
            "The shop was offline on Tuesday and it was terribly urgent. It works again. May I have an invoice?",
        ),
        (
            "",
            "Am Dienstag war der Shop offline, das war dringend. Jetzt läuft er wieder. Könnte ich eine Rechnung haben?",
        ),
        (
            "",
            "Mardi la boutique était en panne et c'était urgent. Elle fonctionne à nouveau. Puis-je avoir une copie de facture ?",
        ),
        ("", "My card payment at the bakery was declined yesterday."),
        ("", "The cash machine gave me twenty less than I asked for."),
        ("", "There is a fee on my transfer that I can't explain."),
        ("", "Since the update the app closes itself when I open the second tab."),
        ("", "Seit dem Update schließt sich die App, wenn ich den zweiten Reiter öffne."),
        ("", "Meine Überweisung von gestern ist noch nicht auf dem Konto."),
        ("", "Le distributeur m'a donné vingt euros de moins que demandé."),
        ("", "Me han cobrado una comisión que no entiendo."),
        ("", "Il bonifico di ieri non è ancora arrivato."),
    ],
)
def test_loud_words_make_no_urgency(desk: Pipeline, subject: str, text: str) -> None:
    assert level(desk, text, subject) in ("normal", "low")


def test_what_is_wrong_after_it_was_well_again_still_counts(desk: Pipeline) -> None:
    assert level(desk, "It works again since ten. Now everything is down once more and nobody in the company can work.") in (
        "high",
        "critical",
    )


def test_each_kind_of_evidence_says_why(desk: Pipeline) -> None:
    def because(text: str) -> str:
        return " ".join(desk.read(text, sent=SENT, now=SENT.astimezone(UTC)).urgency.because)

    assert "None of us" in because("None of us can open a single file.")
    assert "third time" in because("This is the third time I write about the gate.")
    assert "losing sales" in because("We are losing sales by the minute.")
    assert "by 4pm" in because("I need it by 4pm.") or "4pm" in because("I need it by 4pm.")
    assert "hacked" in because("My account was hacked.")


def test_a_wish_to_have_it_soon_is_no_alarm(desk: Pipeline) -> None:
    assert level(desk, "When does my new card come? I would like it as soon as possible.") in ("normal", "low")
    assert level(desk, "Nobody can log in, please help as soon as possible.") in ("high", "critical")
