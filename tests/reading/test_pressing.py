"""How pressing a mail is, as written mails taught; the mails below are none of them."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from bench.pressing import fingerprint, written_mails
from mailgate.model.reading import Urgency
from mailgate.reading.embedders.use import UseEmbedder
from mailgate.reading.meaning import Pressing, pressing_for
from mailgate.reading.meaning.pressing import score_of
from mailgate.reading.pipeline import RULES_ONLY, Pipeline
from mailgate.reading.urgency import EVIDENCE, SOOTHING

SENT = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pressing() -> Pressing:
    shipped = pressing_for(UseEmbedder().name)
    assert shipped is not None
    return shipped


@pytest.fixture(scope="module")
def desk() -> Pipeline:
    return Pipeline(model=RULES_ONLY, embedder="use-m")


def urgency(desk: Pipeline, text: str, subject: str = "") -> Urgency:
    return desk.read(text, subject, sent=SENT, now=SENT).urgency


def test_it_was_learned_of_the_mails_that_are_kept(pressing: Pressing) -> None:
    """Whoever writes a mail, or changes what is heard in one, runs `python -m bench.pressing`."""
    assert pressing.learned_of == fingerprint(written_mails())
    assert pressing.evidence == EVIDENCE


def test_another_embedder_knows_nothing_of_it() -> None:
    assert pressing_for("use-m 9.9.9") is None


@pytest.mark.parametrize("name", EVIDENCE)
def test_evidence_never_speaks_against_what_it_stands_for(pressing: Pressing, name: str) -> None:
    mail = np.full(512, 512**-0.5, dtype=np.float32)
    without, half, whole = (pressing.of(mail[None], mail, {name: far}).score for far in (0.0, 0.5, 1.0))
    assert (without >= half >= whole) if name in SOOTHING else (without <= half <= whole)


@pytest.mark.parametrize(
    ("chances", "score"),
    [
        ((0.0, 0.0, 0.0), 0.0),
        ((0.2, 0.0, 0.0), 0.06),
        ((0.5, 0.0, 0.0), 0.151),
        ((1.0, 0.0, 0.0), 0.326),
        ((1.0, 0.5, 0.0), 0.5),
        ((1.0, 1.0, 0.5), 0.75),
        ((1.0, 1.0, 1.0), 0.998),
    ],
)
def test_the_score_goes_evenly_between_the_levels(chances: tuple[float, ...], score: float) -> None:
    assert score_of(chances) == score


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("It won't take my password, even though I changed it yesterday.", "normal"),
        ("Das Gerät piept nach dem Einschalten zweimal und geht dann wieder aus. Woran kann das liegen?", "normal"),
        ("L'application plante quand j'ouvre un fichier de plus de 2 Go.", "normal"),
        ("The sensor in the cellar shows as unavailable after the last upgrade, the others are fine.", "normal"),
        ("Thanks a lot, only since lunch the same message pops up again.", "normal high"),
        ("The door isn't stuck any longer, you needn't send anybody.", "low"),
        ("Solo una idea: sería bonito poder ordenar la lista.", "low"),
        ("The blood bank's freezer reads minus four and climbing, the alarm call never went out.", "high critical"),
        ("Someone took my purse on the tram just now, cards and all, please block them.", "high critical"),
        ("Aus der Wand neben dem Sicherungskasten kommt Rauch.", "high critical"),
        (
            "Da mezz'ora nessuna delle nostre filiali riesce a stampare uno scontrino, abbiamo la fila fino in strada.",
            "high critical",
        ),
    ],
)
def test_a_mail_that_nobody_wrote_down_is_as_pressing_as_it_is(desk: Pipeline, text: str, levels: str) -> None:
    assert urgency(desk, text).level in levels.split()


def test_a_pressing_mail_says_by_what(desk: Pipeline) -> None:
    told = urgency(desk, "Hello there. The anaesthetist can't open the record and the patient is on the table. Kind regards")
    assert told.level in ("high", "critical")
    assert any("patient" in reason or "anaesthetist" in reason for reason in told.because)


def test_an_advertisement_is_never_pressing(desk: Pipeline) -> None:
    told = urgency(desk, "LAST CHANCE! Urgent: our SEO offer ends today, double your traffic now, book a call immediately!")
    assert told.level in ("low", "normal")
