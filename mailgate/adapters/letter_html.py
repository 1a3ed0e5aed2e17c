"""The customer's own HTML inside an agent's letter: where it goes, and the pictures that go along.

It is put in after the page is made and its styles are inlined, so that no style of ours reaches it and no template pays for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from mailgate.model.delivery import LetterFacts
from mailgate.model.message import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """`mark` stands in the page where the HTML goes; nobody can write it before the letter's id is minted."""

    mark: str
    facts: LetterFacts

    def filled(self, page: str | None, attachments: Sequence[Attachment]) -> tuple[str | None, tuple[Attachment, ...]]:
        """The page with the HTML in its place, and the letter's attachments with the pictures it shows, each once. A page without
        the place (a template of the desk's own) keeps the attachments as they are."""
        if page is None or self.mark not in page or self.facts.html is None:
            return page, tuple(attachments)
        shown = {one.sha256 for one in self.facts.pictures}
        others = (one for one in attachments if one.sha256 not in shown)
        return page.replace(self.mark, self.facts.html), (*others, *self.facts.pictures)


def room_for_html(values: dict[str, Any], facts: LetterFacts, message_id: str) -> Room:
    """Tell the templates that the entry has HTML, and leave the pictures it shows out of the files they name."""
    room = Room(mark=f"\ue0f5{message_id}\ue0f5", facts=facts)
    shown = values.get("entry")
    if facts.html is not None and facts.entry is not None and isinstance(shown, dict) and shown.get("id") == facts.entry.id:
        pictures = {one.sha256 for one in facts.pictures}
        files = zip(shown["attachments"], facts.entry.attachments, strict=True)
        shown["html"] = Markup(room.mark)  # noqa: S704  (a mark of our own making, without markup)
        shown["attachments"] = tuple(file for file, (_, _, _, digest) in files if digest not in pictures)
    return room
