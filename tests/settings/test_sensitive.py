"""Who gets sensitive mail, as the settings say it."""

from __future__ import annotations

from pathlib import Path

from mailgate.adapters.yaml_rules import Proof, prove

DESK = """\
server: {{domain: support.example.com}}
desk:
  mailboxes: {{support@example.com: }}
  teams: {{helpdesk: {{lead: dana@example.com}}, pr: }}
  agents:
    dana@example.com: {{name: Dana, teams: [helpdesk, pr]}}
    legal@example.com: {{name: Legal, teams: [helpdesk]}}
  intents:
    legal.threat: {{phrases: [my lawyer], sensitive: true}}
    harassment.report: {{phrases: [he stalks me], sensitive: true, team: pr}}
  rules:
    - {{name: Legal, when: {{intent: legal.threat}}, then: {{hold_for: legal@example.com}}}}
{more}
"""


def proof(folder: Path, more: str = "") -> Proof:
    (folder / "settings.yaml").write_text(DESK.format(more=more))
    return prove(folder / "settings.yaml")


def named(folder: Path, more: str = "") -> dict[str, str]:
    found = proof(folder, more)
    assert found.rulebook is not None, found.faults
    return dict(found.rulebook.routing.sensitive)


def test_a_class_left_out_goes_where_a_rule_or_its_intent_says_else_to_triage(tmp_path: Path) -> None:
    dana = "dana@example.com"
    others = {"safety": dana, "privacy": dana, "press": dana, "executive": dana}
    assert named(tmp_path) == {**others, "legal": "legal@example.com", "harassment": "pr"}


def test_an_agent_or_a_team_may_be_named_and_a_class_switched_off(tmp_path: Path) -> None:
    found = named(tmp_path, "  routing: {sensitive: {press: pr, legal: Dana, executive: off, privacy: }}")
    assert (found["press"], found["legal"]) == ("pr", "dana@example.com")
    assert not {"executive", "privacy"} & found.keys()


def test_what_is_misspelt_is_told_with_the_nearest_word(tmp_path: Path) -> None:
    more = (
        "    - {name: Press, when: {sensitive: [pres, legal]}, then: {hold_for: pr}}\n"
        "  routing: {sensitive: {pres: pr, legal: dani@example.com}}"
    )
    assert [fault.partition(": ")[2] for fault in proof(tmp_path, more).faults] == [
        "desk.rules.when.sensitive: `pres` is none of the words it may be; did you mean `press`?",
        "desk.routing.sensitive.pres: there is no sensitive class `pres`; did you mean `press`?",
        "desk.routing.sensitive.legal: `dani@example.com` is neither an agent nor a team; did you mean `dana@example.com`?",
    ]


def test_a_rule_may_ask_for_any_class(tmp_path: Path) -> None:
    assert proof(tmp_path, "    - {name: Any, when: {sensitive: true}, then: {notify: lead}}").faults == ()
