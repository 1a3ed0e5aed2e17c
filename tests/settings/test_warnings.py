"""What is allowed but surely not meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mailgate.adapters.yaml_rules import prove

WarningsOf = Callable[[str], tuple[str, ...]]


@pytest.mark.parametrize(
    ("more", "warning"),
    [
        ("rules:\n  - {name: all, then: {tags: [a]}, stop: true}\n  - {name: late, then: {tags: [b]}}",
         "12:7: desk.rules: this is never reached: `all` (line 11) stops whenever it would hold"),
        ("rules:\n  - {name: wide, when: {urgency: [high, low]}, then: {tags: [a]}, stop: true}\n"
         "  - {name: narrow, when: {urgency: high, tier: vip}, then: {tags: [b]}}",
         "12:7: desk.rules: this is never reached: `wide` (line 11) stops whenever it would hold"),
        ("rules:\n  - {name: same, then: {tags: [a]}}\n  - {name: same, when: {tier: vip}, then: {tags: [b]}}",
         "12:14: desk.rules.name: rule 1 has this name too; reports can't tell them apart"),
        ("rules: [{name: r, when: {tier: gold}, then: {tags: [a]}}]",
         "10:28: desk.rules.when.tier: this never holds: no customer has the tier `gold`; known are: standard, vip"),
        ("rules: [{name: r, when: {trial: true}, then: {tags: [a]}}]",
         "10:28: desk.rules.when.trial: this never holds: no customer has trial_until"),
        ("rules: [{name: r, when: {confidence: '>=80'}, then: {tags: [a]}}]",
         '10:28: desk.rules.when.confidence: this never holds: a confidence is between 0 and 1; write ">=0.8"'),
        ("rules: [{name: r, when: {intent: legal.threat}, then: {tags: [a]}}]",
         "10:36: desk.rules.when.intent: this never holds: `legal.threat` is not among the intents; add it there"),
        ("sla: {all: {resolution: 1d}, vip: {when: {tier: vip}, resolution: 1h}}",
         "10:32: desk.sla.vip: this is never promised: `all` stands before it and holds whenever it would"),
        ("sla: {all: {first_response: 2d, resolution: 1d}}",
         "10:35: desk.sla.all.resolution: it would have to be solved before it is first answered"),
        ("routing: {auto_promote: on}",
         "10:27: desk.routing.auto_promote: every intent is live already, so nothing is compared; "
         "write mode: shadow or assist, or pilot: 50%"),
        ("routing: {untouched: 1m}",
         "10:24: desk.routing.untouched: in so short a time nobody has read their mail; tickets will wander. Write 1h or more"),
        ("hours: {h: {mon: closed}}",
         "10:11: desk.hours.h: these hours never open, so they count as always; give a day a span"),
    ],
)  # fmt: skip
def test_a_warning_names_its_line(warnings_of: WarningsOf, more: str, warning: str) -> None:
    assert warnings_of(more) == (f"settings.yaml:{warning}",)


def test_rules_that_only_share_a_field_do_not_hide_each_other(warnings_of: WarningsOf) -> None:
    assert (
        warnings_of("""
        rules:
          - {name: high, when: {urgency: high}, then: {tags: [a]}, stop: true}
          - {name: any, when: {urgency: [high, low]}, then: {tags: [b]}}
    """)
        == ()
    )


def test_an_agent_whom_nothing_reaches_is_told(write: Callable[[str], object]) -> None:
    write("""
        server: {domain: d.example}
        desk:
          mailboxes: {a@d.example: {team: helpdesk}}
          agents: {x@d.example: {teams: [helpdesk]}, lawyer@d.example: , idle@d.example: }
          teams: {helpdesk: }
          rules: [{name: r, when: {subject: sue}, then: {hold_for: lawyer@d.example}}]
    """)
    assert prove("settings.yaml").warnings == (
        "settings.yaml:4:66: desk.agents.idle@d.example: Idle is in no team and no rule names them, so they get nothing; "
        "add teams:",
    )


def test_people_who_are_missing_are_told(write: Callable[[str], object]) -> None:
    write("""
        server: {domain: d.example}
        desk:
          mailboxes: {a@d.example: }
          teams: {helpdesk: , billing: }
          intents: {refund: }
    """)
    assert prove("settings.yaml").warnings == (
        "settings.yaml:2:1: desk: there are no agents, so nobody answers; add agents:",
        "settings.yaml:3:15: desk.mailboxes.a@d.example: no team is named, so its mail goes to helpdesk; add team: helpdesk",
        "settings.yaml:4:11: desk.teams.helpdesk: no agent is in this team, so its mail waits; add it to an agent's teams:",
        "settings.yaml:4:23: desk.teams.billing: no agent is in this team, so its mail waits; add it to an agent's teams:",
        "settings.yaml:5:13: desk.intents.refund: nothing says how customers put it; add phrases or examples",
    )


def test_a_pilot_that_is_never_used_and_a_wall_without_a_team_are_told(write: Callable[[str], object]) -> None:
    write("""
        server: {domain: desk.example}
        desk:
          mailboxes: {support@desk.example: {team: helpdesk}}
          teams: {helpdesk: }
          agents: {alice@desk.example: {teams: [helpdesk]}}
          intents:
            refund: {mode: shadow, pilot: 20%, phrases: [refund]}
            outage: {teams: strict, phrases: [is down]}
    """)
    assert prove("settings.yaml").warnings == (
        "settings.yaml:7:35: desk.intents.refund.pilot: a pilot counts only where the mode is live, and here it is shadow",
        "settings.yaml:8:21: desk.intents.outage.teams: strict keeps it within its team, and it names none; add team:",
    )


def test_never_is_a_word_for_a_ticket_that_stays_untouched(write: Callable[[str], object]) -> None:
    write("""
        server: {domain: desk.example}
        desk:
          mailboxes: {support@desk.example: {team: helpdesk}}
          teams: {helpdesk: }
          agents: {alice@desk.example: {teams: [helpdesk]}}
          routing: {untouched: never}
    """)
    proof = prove("settings.yaml")
    assert proof.faults == ()
    assert proof.rulebook is not None
    assert proof.rulebook.routing.untouched is None
