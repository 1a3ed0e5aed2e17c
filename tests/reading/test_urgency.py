from datetime import UTC, datetime

import pytest

from tests.reading.conftest import Read


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I can't access my account and I have a presentation in an hour", "critical"),
        ("Ich komme nicht in mein Konto und habe in einer Stunde eine Präsentation", "critical"),
        ("Je n'ai plus accès à mon compte et j'ai une présentation dans une heure", "critical"),
        ("No puedo entrar en mi cuenta y tengo una presentación en una hora", "critical"),
        ("Non riesco ad accedere e ho una presentazione tra un'ora", "critical"),
        ("Nobody in the office can work, the system is down!", "critical"),
        ("Production is down, we are losing money", "critical"),
        ("My account was hacked", "critical"),
        ("URGENT: payments fail for all our customers", "critical"),
        ("Please fix this as soon as possible", "high"),
        ("Dringend: bitte helfen Sie uns", "high"),
        ("C'est urgent", "high"),
        ("Es urgente, por favor", "high"),
        ("È urgente", "high"),
        ("This is the third time I write. Unacceptable, still no answer", "high"),
        ("All our users can't log in", "high"),
        ("We need the fix before Friday's demo", "high"),
        ("I can't log in", "normal"),
        ("The export button does nothing", "normal"),
        ("How do I add a user?", "normal"),
        ("All our customers love it", "normal"),
        ("Where is my parcel?", "normal"),
        ("This is not urgent: the export is slow", "low"),
        ("No rush, whenever you have time: a typo on the page", "low"),
        ("Es eilt nicht, bitte bei Gelegenheit ändern", "low"),
        ("Ce n'est pas urgent", "low"),
        ("No es urgente", "low"),
        ("Non è urgente, con calma", "low"),
        ("The server is no longer down", "low"),
        ("It was urgent but it is resolved now", "low"),
    ],
)
def test_urgency_is_evidence_not_loudness(read: Read, text: str, level: str) -> None:
    assert read(text).urgency.level == level


def test_the_deadline_comes_with_its_words(read: Read) -> None:
    urgency = read("I can't access my account and I have a presentation in an hour").urgency
    assert urgency.deadline == datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
    assert urgency.because[0] == "in an hour"


def test_the_first_of_two_deadlines_counts(read: Read) -> None:
    assert read("We need it by Monday, or better by tomorrow noon.").urgency.deadline == datetime(2026, 11, 19, 11, 0, tzinfo=UTC)


def test_a_new_subject_counts_and_an_answers_does_not(read: Read) -> None:
    assert read("The export fails.", "URGENT").urgency.level == "high"
    assert read("The export fails.", "Re: URGENT").urgency.level == "normal"


def test_more_evidence_weighs_more(read: Read) -> None:
    scores = [
        read(text).urgency.score
        for text in (
            "I can't log in",
            "I can't log in, please help as soon as possible",
            "None of us can log in, please help as soon as possible, by 3pm",
        )
    ]
    assert scores == sorted(set(scores))
