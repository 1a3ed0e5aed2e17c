import pytest

from mailgate.reading.embedders.wordpiece import WordPiece

PIECES = ["[UNK]", "[CLS]", "[SEP]", "log", "##in", "##s", "can", "'", "t", "cafe", "!", "$", "中", "文"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Login", ["log", "##in"]),
        ("can't", ["can", "'", "t"]),
        ("logins!!", ["log", "##in", "##s", "!", "!"]),
        ("Café", ["cafe"]),
        ("log\u200bin", ["log", "##in"]),
        ("$log", ["$", "log"]),
        ("中文", ["中", "文"]),
        ("logout can", ["[UNK]", "can"]),
        ("", []),
        ("s" * 101, ["[UNK]"]),
    ],
)
def test_words_are_split_as_bert_splits_them(text: str, pieces: list[str]) -> None:
    assert WordPiece(PIECES).numbers(text, 20) == [1, *(PIECES.index(piece) for piece in pieces), 2]


def test_no_more_pieces_than_asked_for_and_the_end_is_marked() -> None:
    assert WordPiece(PIECES).numbers("can " * 10, 5) == [1, 6, 6, 6, 2]


def test_a_list_without_berts_marks_is_none() -> None:
    with pytest.raises(KeyError):
        WordPiece(["log", "in"])
