"""`#propose` and `#decline`: what becomes of a new intent that the desk discovered. Neither touches the ticket."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import SettleProposal
from mailgate.policy.acting import Acting
from mailgate.policy.commands import Line
from mailgate.policy.discovered import FILE, name_of

_NONE = "No new intent was proposed on this ticket; the letter that proposes one is the one to answer."


def propose(line: Line, acting: Acting) -> Acting:
    """The admins get it, under the agent's name for it if they gave one."""
    found = acting.looked.proposal
    if found is None:
        return acting.said(line, _NONE, ok=False)
    if found.state != "told":
        return acting.said(line, _settled(found.state, found.name, found.by, acting), ok=False)
    name = name_of(line.argument) if line.argument else found.name
    if not name:
        return acting.said(line, "A name has letters, as in #propose shipping.delay.", ok=False)
    if name in acting.rulebook.intents:
        return acting.said(line, f"There is an intent {name} already; #intent {name} teaches it, ticket by ticket.", ok=False)
    said_yes = SettleProposal(proposal=replace(found, name=name, state="accepted", by=acting.agent.address))
    return acting.with_effects(said_yes).said(
        line, f"Within two minutes the intent {name} stands in {FILE}, and the admins hear that it does."
    )


def decline(line: Line, acting: Acting) -> Acting:
    """It is not proposed again."""
    found = acting.looked.proposal
    if found is None:
        return acting.said(line, _NONE, ok=False)
    if found.state != "told":
        return acting.said(line, _settled(found.state, found.name, found.by, acting), ok=False)
    said_no = SettleProposal(proposal=replace(found, state="declined", by=acting.agent.address))
    return acting.with_effects(said_no).said(line, f"{found.name} is not proposed again.")


def _settled(state: str, name: str, by: str | None, acting: Acting) -> str:
    agent = acting.rulebook.agent_of(by)
    word = "declined" if state == "declined" else "proposed"
    return f"{agent.name if agent else 'Somebody'} {word} {name} already."
