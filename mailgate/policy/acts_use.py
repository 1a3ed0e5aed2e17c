"""`#use N`: the answer is a text that the hand-over suggested. Nothing goes out that its sender has not been shown whole."""

from __future__ import annotations

import re
from dataclasses import replace

from mailgate.model.suggestion import Suggestion
from mailgate.policy.acting import Acting
from mailgate.policy.commands import Commands, Line


def use(line: Line, acting: Acting) -> Acting:
    """The customer gets the suggestion as the agent's own answer, below what the agent wrote themselves."""
    chosen = chosen_by(line, acting.looked.offered)
    if isinstance(chosen, str):
        return acting.said(line, chosen, ok=False)
    if acting.found.named("note"):
        return acting.said(line, "Not sent: #note keeps everything of this mail inside.", ok=False)
    words = "\n\n".join(part for part in (acting.words, chosen.text) if part)
    return replace(acting, words=words).said(line, f"You answered with {chosen.source}.")


def unseen(found: Commands, acting: Acting) -> tuple[Line, Suggestion] | None:
    """The first suggestion asked for that its sender hasn't seen as it would go: it was cut short, it may name another
    customer, or another letter than the answered one offers it."""
    for line in found.named("use"):
        chosen = chosen_by(line, acting.looked.offered)
        if isinstance(chosen, Suggestion) and not (chosen.ready and acting.looked.offered_here):
            return line, chosen
    return None


def chosen_by(line: Line, offered: tuple[Suggestion, ...]) -> Suggestion | str:
    """The suggestion of that number, or the sentence that says why there is none."""
    match = re.fullmatch(r"#?(\d{1,3})", line.argument.strip(" ."))
    if match is None:
        return "Write the suggestion's number, as in #use 2."
    number = int(match[1])
    if not offered:
        return "No hand-over of this ticket suggested anything to you."
    if not 1 <= number <= len(offered):
        return f"There is no suggestion {number}; there {'is 1' if len(offered) == 1 else f'are {len(offered)}'}."
    return offered[number - 1]
