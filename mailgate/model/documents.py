"""Documents that answer questions: a folder of Markdown, as sections."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One section of a document. `document` is its path inside the folder, `line` where the section begins in it, `heading`
    empty for what stands before the first one. `intents` are what the document says it is about; empty: anything.
    `public` says that a customer may be sent it."""

    document: str
    line: int
    title: str
    heading: str = ""
    text: str
    language: str | None = None
    intents: tuple[str, ...] = ()
    public: bool = True

    @property
    def name(self) -> str:
        """What people call it: the document's title and the section's heading."""
        return f"{self.title} – {self.heading}" if self.heading and self.heading != self.title else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A section that may answer a text. `score` is 0..1: how well it fits."""

    document: str
    line: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAid:
    """When the acknowledgement carries the section that answers: it fits at least so well, and the customer's tier is not
    one of those that people answer from the first word on."""

    threshold: float = 0.75
    except_tiers: tuple[str, ...] = ("vip",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """All sections there are, in the order of their files. Without `first_aid` only agents are shown them."""

    passages: tuple[Passage, ...] = ()
    first_aid: FirstAid | None = None

    def at(self, document: str, line: int) -> Passage | None:
        """The section that begins there, if it still does."""
        return next((p for p in self.passages if p.document == document and p.line == line), None)


NO_DOCUMENTS = Documents()
