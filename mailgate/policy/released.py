"""What would become of a held mail if its writer let it go, in words for its writer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mailgate.model.decision import AddEntry, Decision, QueueNotice
from mailgate.model.delivery import Notice

SHOWN = 5  # addresses


def shown(decision: Decision) -> Mapping[str, Any]:
    """Of the decision that `#send` would lead to: `to` whom (the first of them, and how many `more`) which `words` would go, the
    `files` with them, the `note` that would be kept instead, and the `lines` of its commands."""
    letters = [n for n in _notices(decision) if n.template == "answer"]
    entries = [e.entry for e in decision.effects if isinstance(e, AddEntry)]
    answer = next((e for e in entries if e.kind == "answer"), None)
    note = next((e for e in entries if e.kind == "note"), None)
    to = list(dict.fromkeys(address for n in letters for address in (n.to, *n.cc))) if answer is not None else []
    transcript = next((n for n in _notices(decision) if n.template == "transcript"), None)
    lines = [line for line in (transcript.data["lines"] if transcript is not None else ()) if line["command"]]
    return {
        "to": to[:SHOWN],
        "more": len(to[SHOWN:]),
        "words": answer.text.strip().splitlines() if answer is not None else [],
        "files": [name for name, *_ in answer.attachments] if answer is not None else [],
        "note": note.text.strip().splitlines() if note is not None else [],
        "lines": [{name: line[name] for name in ("command", "ok", "text")} for line in lines],
    }


def _notices(decision: Decision) -> list[Notice]:
    return [e.notice for e in decision.effects if isinstance(e, QueueNotice)]
