"""What a message answers: In-Reply-To, References, Outlook's thread headers (RFC 5322 §3.6.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailgate.mail.headers import as_text, ids_in
from mailgate.mail.mime import Part

MAX_REFERENCES = 100  # of more, the last ones count: they are the nearest

_THREAD_INDEX = re.compile(r"[A-Za-z0-9+/=\s]{20,2000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    index: str | None
    topic: str | None


def thread_of(root: Part) -> Thread:
    """The ids of a message, without brackets, folds undone, each once. A Message-ID that is no id (blank, blanks inside)
    is taken as its one word, or None."""
    own = ids_in(root.text_of("message-id"), limit=1)
    answered = _all(root, "in-reply-to")
    index = root.text_of("thread-index").strip()
    return Thread(
        message_id=own[0] if own else None,
        in_reply_to=answered[0] if answered else None,
        references=_all(root, "references")[-MAX_REFERENCES:],
        index=re.sub(r"\s", "", index) if _THREAD_INDEX.fullmatch(index) else None,
        topic=root.text_of("thread-topic").strip() or None,
    )


def _all(root: Part, name: str) -> tuple[str, ...]:
    values = [as_text(each.value) for each in root.fields if each.name.lower() == name]
    return tuple(dict.fromkeys(found for value in values for found in ids_in(value)))
