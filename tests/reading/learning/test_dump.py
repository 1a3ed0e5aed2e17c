import pytest

from mailgate.reading.learning import DumpFault, Learned, fit
from tests.reading.learning.conftest import BEGUN, Subjects, Teach, lessons

E = Subjects()
ASKED = ["my invoice", "no toner in the printer", "rain", "", "locked out, and the parcel is late"]


def test_what_is_loaded_tells_and_learns_as_what_was_dumped(teach: Teach) -> None:
    learned = fit(lessons(teach, each=15), E, now=BEGUN)
    learned.version = "v3"
    loaded = Learned.load(learned.dump(), E)
    for turn in range(2):
        for one, other in zip(learned.predict(ASKED), loaded.predict(ASKED), strict=True):
            assert one.probabilities.tolist() == other.probabilities.tolist()
            assert (one.known, one.neighbours, one.weighed) == (other.known, other.neighbours, other.weighed)
        assert learned.dump() == loaded.dump()
        for ticket in range(300 + 100 * turn, 400 + 100 * turn):
            for each in (learned, loaded):
                each.learn(teach(ticket, f"the courier and the parcel {ticket}", "parcel", sender_key=str(ticket % 7)))
                each.forget(ticket - 90)
    assert (loaded.version, loaded.lesson) == ("v3", 499)


def test_nothing_learned_can_be_dumped_too() -> None:
    assert len(Learned.load(Learned.empty(E).dump(), E)) == 0


def test_a_damaged_dump_is_said_to_be_damaged(teach: Teach) -> None:
    data = bytearray(fit(lessons(teach), E, now=BEGUN).dump())
    data[len(data) // 2] ^= 1
    with pytest.raises(DumpFault, match="damaged"):
        Learned.load(bytes(data), E)
    with pytest.raises(DumpFault, match="damaged"):
        Learned.load(bytes(data[: len(data) // 3]), E)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 something", b"\x80\x04N.", b"mailgate lear"])
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(DumpFault, match="not something that mailgate learned"):
        Learned.load(data, E)


def test_another_format_is_named() -> None:
    with pytest.raises(DumpFault, match=r"format 99, not 2"):
        Learned.load(b"mailgate learned 99 abc\nxyz", E)


def test_another_embedder_is_named(teach: Teach) -> None:
    class Other(Subjects):
        name = "subjects 2"

    with pytest.raises(DumpFault, match="with the embedder subjects 1, and this one is subjects 2"):
        Learned.load(fit(lessons(teach), E, now=BEGUN).dump(), Other())


def test_a_dump_is_as_small_as_what_it_keeps(teach: Teach) -> None:
    small = fit(lessons(teach, each=25), E, now=BEGUN, keep=40)
    assert len(small.dump()) < 120_000
