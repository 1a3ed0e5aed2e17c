"""Suggestions: texts that a letter to an agent offers as the answer, and `#use N` sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A text the customer could be sent. `source` says where it is from, for people. `whole` says that its reader was shown
    all of it; `private` are the words in it that may be another customer's own. Either way an agent looks before it goes."""

    kind: Literal["answer", "document"]
    text: str
    source: str
    ticket: int | None = None  # whose answer it was
    document: str | None = None
    line: int = 0
    whole: bool = True
    private: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether one word sends it."""
        return self.whole and not self.private
