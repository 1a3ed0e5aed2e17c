"""WordPiece, uncased, as BERT's vocabulary was made for it (Devlin et al. 2018; Wu et al. 2016, section 4.1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

_LONGEST = 100  # letters of a word that is looked up


class WordPiece:
    """Splits text into numbered pieces of a vocabulary, whose place in the list is their number."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """Raises KeyError where the vocabulary lacks BERT's marks."""
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self._unknown, self._begin, self._end = (self._numbers[mark] for mark in ("[UNK]", "[CLS]", "[SEP]"))

    def numbers(self, text: str, at_most: int) -> list[int]:
        """`[CLS] … [SEP]`, `at_most` in all."""
        found = [self._begin]
        for word in _words(text):
            found += self._pieces(word)
            if len(found) >= at_most - 1:
                break
        return [*found[: at_most - 1], self._end]

    def _pieces(self, word: str) -> list[int]:
        """Longest first from the left; one unknown where the word can't be covered."""
        if len(word) > _LONGEST:
            return [self._unknown]
        found, start = [], 0
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._numbers.get(mark + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return found


def _words(text: str) -> Iterator[str]:
    """Lower case without accents; marks and ideographs stand alone."""
    word: list[str] = []
    for char in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(char)
        if char.isspace():
            if word:
                yield "".join(word)
                word.clear()
        elif _is_mark(char, kind) or _is_ideograph(char):
            if word:
                yield "".join(word)
                word.clear()
            yield char
        elif kind not in ("Mn", "Cc", "Cf"):
            word.append(char)
    if word:
        yield "".join(word)


def _is_mark(char: str, kind: str) -> bool:
    """ASCII marks such as $ and ~ count, though Unicode calls them symbols."""
    return kind.startswith("P") or (char < "\x7f" and not char.isalnum() and char > " ")


def _is_ideograph(char: str) -> bool:
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or "豈" <= char <= "﫿" or "\U00020000" <= char <= "\U0002fa1f"
