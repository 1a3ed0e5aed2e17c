"""Every fault has its file, its line, its column, and what to do about it."""
# ruff: noqa: E501 (faults stand here as they are printed)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.adapters.yaml_rules import prove
from mailgate.settings import read

Write = Callable[..., Path]
FaultsOf = Callable[[str], tuple[str, ...]]


def test_all_faults_come_at_once_with_their_lines(write: Write) -> None:
    file = write("""
        server:
          domian: support.example.com
          smtp: {listen: 127.0.0.1, max_size: lots}
          lmpt: {listen: unix:var/lmtp.sock}
        desk:
          mailboxes:
            support@example.com: {team: helpdesc, hours: ofice}
          hours:
            office: {timezone: Europe/Roma, mon-fir: "09:00-18:00", sat: "9-25", holidays: ITA1}
          teams:
            helpdesk: {lead: dan@example.com}
          agents:
            dana@example.com: {name: Dana, teams: [helpdesk, helpdsk], senior: maybe, capacity: many}
          rules:
            - name: one
              when: {subject: '(a', confidence: '>0.8', colour: red}
              then: {hold_for: nobody@example.net, priority: hihg}
            - when: {tier: vip}
        """)
    assert prove(file).faults == (
        "settings.yaml:2:3: `domain:` is missing under server; add it",
        "settings.yaml:2:3: `domian` is not a setting of server; did you mean `domain`?",
        "settings.yaml:3:18: server.smtp.listen: `127.0.0.1` is not an address to listen at; "
        "write 127.0.0.1:2525 or unix:var/lmtp.sock",
        "settings.yaml:3:39: server.smtp.max_size: `lots` is not a size; write 512KB, 25MB or 1GB",
        "settings.yaml:4:3: `lmpt` is not a setting of server; did you mean `lmtp`?",
        "settings.yaml:7:33: desk.mailboxes.support@example.com.team: there is no team `helpdesc`; did you mean `helpdesk`?",
        "settings.yaml:7:50: desk.mailboxes.support@example.com.hours: there are no hours `ofice`; did you mean `office`?",
        "settings.yaml:9:24: desk.hours.office.timezone: there is no time zone `Europe/Roma`; did you mean `Europe/Rome`?",
        "settings.yaml:9:37: desk.hours.office.mon-fir: `mon-fir` is neither days nor a setting; write mon-fri, sat or "
        "`mon, wed`; did you mean `mon-fri`?",
        'settings.yaml:9:66: desk.hours.office.sat: `9-25` is not a span of hours; write "09:00-12:30, 13:30-18:00", '
        'overnight "22:00-06:00"',
        "settings.yaml:9:84: desk.hours.office.holidays: `ITA1` is neither a date nor a country; write IT, or dates such as 2026-12-24",
        "settings.yaml:11:22: desk.teams.helpdesk.lead: `dan@example.com` is neither an agent nor a team; "
        "did you mean `dana@example.com`?",
        "settings.yaml:13:54: desk.agents.dana@example.com.teams: there is no team `helpdsk`; did you mean `helpdesk`?",
        "settings.yaml:13:72: desk.agents.dana@example.com.senior: `maybe` is neither on nor off; write on or off",
        "settings.yaml:13:89: desk.agents.dana@example.com.capacity: `many`: a whole number is expected here, such as 8",
        "settings.yaml:16:23: desk.rules.when.subject: `(a` is not an RE2 expression: missing ): (a; mend it, or put \\Q…\\E "
        "around what is meant literally",
        'settings.yaml:16:41: desk.rules.when.confidence: `>0.8` is not a comparison; write ">=0.8" or "<0.5"',
        "settings.yaml:16:49: `colour` is not a setting of desk.rules.when; known are: agent, attachments, by, confidence, "
        "department, domain, entity, form, from, header, hours, intent …",
        "settings.yaml:17:24: desk.rules.then.hold_for: `nobody@example.net` is neither an agent nor a team; "
        "known are: dana, dana@example.com, helpdesk",
        "settings.yaml:17:54: desk.rules.then.priority: `hihg` is none of the words it may be; did you mean `high`?",
        "settings.yaml:18:7: `name:` is missing under desk.rules; add it",
        "settings.yaml:18:7: `then:` is missing under desk.rules; add it",
    )


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            "server: {domain: d.example\n",
            "2:1: this is not YAML: expected ',' or '}', but got '<stream end>' while parsing a flow "
            "mapping; look at the indentation, colons and quotes here",
        ),
        ("- a\n", "1:1: this is not a mapping; write `server:` and `desk:` with their settings under them"),
        (
            "desk:\n\tname: x\n",
            "2:1: this is not YAML: found character '\\t' that cannot start any token while scanning for the next token; "
            "indent with spaces, not tabs",
        ),
        ("", "1:1: the file is empty; write `server:` and `desk:` with their settings under them"),
        ("a: &x [*x]\n", "1:4: this nests or repeats without end; write it out without anchors"),
        (
            "a: !!python/object:os.system x\n",
            "1:4: the tag tag:yaml.org,2002:python/object:os.system is not used here; leave it out",
        ),
        ("[a, b]: c\n", "1:1: a name is expected here, not a list or a mapping; put it in quotes if it is one"),
        ("a: \x01\n", "1:4: a character that YAML does not allow; take it out"),
    ],
)
def test_what_is_not_even_settings_says_where(write: Write, written: str, fault: str) -> None:
    assert f"settings.yaml:{fault}" in prove(write(written)).faults


def test_a_key_written_twice_names_both_lines(faults_of: FaultsOf) -> None:
    assert faults_of("""
        feedback: {after_close: 1d}
        sla: {one: {resolution: 1d}}
        feedback: {scale: 10}
    """) == ("settings.yaml:12:3: `feedback` is already set in line 10; keep one of them",)


def test_a_key_of_the_other_block_is_sent_there(write: Write) -> None:
    file = write("""
        server: {domain: d.example}
        desk: {mailboxes: {a@d.example: }}
        smtp: {listen: 127.0.0.1:25}
    """)
    assert prove(file).faults == ("settings.yaml:3:1: `smtp` is not a setting here; it belongs under `server:`",)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            "lifecycle: {archive_after: 90}",
            "10:30: desk.lifecycle.archive_after: `90` has no unit; write 90s, 90m, 90h, 90d or 90w",
        ),
        (
            "lifecycle: {archive_after: soon}",
            "10:30: desk.lifecycle.archive_after: `soon` is not a span of time; write 90s, 15m, 1h, 3d, 2w or 1d 4h",
        ),
        (
            "lifecycle: {archive_after: 900000000d}",
            "10:30: desk.lifecycle.archive_after: `900000000d` is out of range; "
            "a span is longer than nothing and at most 100 years, such as 4h",
        ),
        ("routing: {pilot: half}", "10:20: desk.routing.pilot: `half` is not a share; write 75% or 0.75"),
        ("routing: {min_confidence: 80}", "10:29: desk.routing.min_confidence: this is at most 100%; write 55% or 0.55"),
        ("routing: {weights: {skil: 4}}", "10:23: `skil` is not a setting of desk.routing.weights; did you mean `skill`?"),
        ("routing: {triage: dna}", "10:21: desk.routing.triage: `dna` is neither an agent nor a team; did you mean `dana`?"),
        (
            "routing: {untouched: 90}",
            "10:24: desk.routing.untouched: `90` has no unit; write 90s, 90m, 90h, 90d or 90w, or never",
        ),
        ("feedback: {scale: 1}", "10:21: desk.feedback.scale: 1 is out of range; it is at least 2"),
        (
            "priorities: {crit: {high: low}}",
            "10:16: desk.priorities.crit: `crit` is none of the words it may be; did you mean `critical`?",
        ),
        (
            "sla: {one: {hours: always}}",
            "10:14: desk.sla.one: this promises nothing; add first_response: 4h, next_response: or resolution:",
        ),
        ("escalation: [{notify: agent}]", "10:16: desk.escalation: when is missing; add at: 75% or after: 2h"),
        (
            "escalation: [{at: 50%, after: 1h, notify: agent}]",
            "10:16: desk.escalation: both at: and after: are set; keep one of them",
        ),
        (
            "escalation: [{at: 50%, notify: manager}]",
            "10:34: desk.escalation.notify: `manager` is nobody we can write to; "
            "write agent, lead, an agent, a team or an address",
        ),
        ("hours: {always: {mon: 9-18}}", "10:11: desk.hours.always: `always` is built in; give these hours another name"),
        (
            "hours: {a: {mon: 9-12 11-13}}",
            "10:20: desk.hours.a.mon: `9-12 11-13` is not a span of hours; "
            'write "09:00-12:30, 13:30-18:00", overnight "22:00-06:00"',
        ),
        (
            'hours: {a: {mon: "9-12, 11-13"}}',
            "10:20: desk.hours.a.mon: `9-12, 11-13`: these spans overlap; let each begin after the one before has ended",
        ),
        (
            "hours: {a: {mon: 9-18, holidays: {country: US, region: NYC}}}",
            "10:58: desk.hours.a.holidays.region: US has no region `NYC` in the holiday calendar; did you mean `NY`?",
        ),
        (
            "hours: {a: {mon: 9-18, holidays: [2026-13-01]}}",
            "10:37: desk.hours.a.holidays: `2026-13-01` is neither a date nor a country; write IT, or dates such as 2026-12-24",
        ),
        (
            "entities: {ORDER: '(?=a)b'}",
            "10:21: desk.entities.ORDER.pattern: `(?=a)b` is not an RE2 expression: "
            "invalid perl operator: (?=; RE2 has no look-around, write what shall be found",
        ),
        (
            "entities: {ORDER: {pattern: '(a)\\1'}}",
            "10:31: desk.entities.ORDER.pattern: `(a)\\1` is not an RE2 expression: "
            "invalid escape sequence: \\1; RE2 has no back-references, and a plain backslash is written \\\\",
        ),
        (
            "entities: {ORDER: 'a*'}",
            "10:21: desk.entities.ORDER.pattern: `a*` is found in empty text, so everywhere; ask for more",
        ),
        (
            "reports: {to: dana@desk.example, every: noon}",
            "10:43: desk.reports.every: `noon` is not a time to send a report; write `monday 08:00`, `day 18:00` or `month 07:00`",
        ),
        (
            "rules: [{name: r, then: {}}]",
            "10:27: desk.rules.then: nothing is done; say what, such as {priority: urgent} or {notify: lead}",
        ),
        (
            "rules: [{name: r, then: {automation: of}}]",
            "10:40: desk.rules.then.automation: `of` is neither on nor off; write on or off",
        ),
        (
            "rules: [{name: r, then: {agent: alcie}}]",
            "10:35: desk.rules.then.agent: there is no agent `alcie`; did you mean `alice`?",
        ),
        (
            "rules: [{name: r, then: {intent: refnud}}]",
            "10:36: desk.rules.then.intent: there is no intent `refnud`; did you mean `refund`?",
        ),
        (
            "triggers: [{on: closed, then: {ignore: on}}]",
            "10:34: desk.triggers.then.ignore: a trigger comes too late for ignore:, the ticket is there; write it in a rule",
        ),
        (
            "triggers: [{on: reply, then: {notify: lead}}]",
            "10:19: desk.triggers.on: `reply` is none of the words it may be; did you mean `replied`?",
        ),
    ],
)
def test_a_wrong_value_shows_a_right_one(faults_of: FaultsOf, more: str, fault: str) -> None:
    assert faults_of(more) == (f"settings.yaml:{fault}",)


@pytest.mark.parametrize(
    ("when", "fault"),
    [
        ("intent: refnud", "intent: there is no intent `refnud`; did you mean `refund`?"),
        (
            "mailbox: suport@desk.example",
            "mailbox: there is no mailbox `suport@desk.example`; did you mean `support@desk.example`?",
        ),
        ("team: helpdsk", "team: there is no team `helpdsk`; did you mean `helpdesk`?"),
        ("agent: dan", "agent: there is no agent `dan`; did you mean `dana`?"),
        ("hours: ofice", "hours: there are no hours `ofice`; known are: always"),
        ("hours: {outsid: always}", "hours.outsid: `outsid` is neither inside nor outside; did you mean `outside`?"),
        ("from: maria", "from: `maria` is not an address; write maria@example.org, or ask for its domain: with domain:"),
        ("domain: a b", "domain: `a b` is not a domain; write support.example.com"),
        ("trial: perhaps", "trial: `perhaps` is neither true nor false; write true or false"),
        ("urgency: hihg", "urgency: `hihg` is none of the words it may be; did you mean `high`?"),
        ("mood: angry", "mood: `angry` is none of the words it may be; known are: frustrated, negative, neutral, positive"),
        ("kind: humn", "kind: `humn` is none of the words it may be; did you mean `human`?"),
        ("state: opn", "state: `opn` is none of the words it may be; did you mean `open`?"),
        ("by: custmer", "by: `custmer` is none of the words it may be; did you mean `customer`?"),
        ("header: X-Spam", "header: name the header and what is found in it; write header: {X-Priority: '^1'}"),
        ("tier: {a: b}", "tier: a word or a list of words is expected here, not a block"),
        ("tier: []", "tier: an empty list never holds; name what it may be, or leave the line out"),
    ],
)
def test_a_condition_that_cannot_be_read_names_its_field(faults_of: FaultsOf, when: str, fault: str) -> None:
    (only,) = faults_of(f"rules: [{{name: r, when: {{{when}}}, then: {{notify: lead}}}}]")
    assert only.partition(": ")[0].startswith("settings.yaml:10:")
    assert only.partition(": ")[2] == f"desk.rules.when.{fault}"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (
            "{LOWER: a}",
            "5:20: desk.intents.x.patterns: a spaCy Matcher pattern is a list of tokens; write [[{LOWER: reset}, {LOWER: password}]]",
        ),
        (
            "[{LOWR: a}]",
            "5:22: desk.intents.x.patterns.LOWR: `LOWR` is nothing a Matcher pattern may ask of a token; did you mean `LOWER`?",
        ),
        (
            "[{LOWER: a, OP: often}]",
            '5:36: desk.intents.x.patterns.OP: `often` is no operator; write "?", "+", "*", "!" or "{1,3}"',
        ),
    ],
)
def test_a_pattern_no_matcher_takes_is_named(write: Write, pattern: str, fault: str) -> None:
    file = write(f"""
        server: {{domain: d.example}}
        desk:
          mailboxes: {{a@d.example: }}
          intents:
            x: {{patterns: [{pattern}]}}
    """)
    assert prove(file).faults == (f"settings.yaml:{fault}",)


def test_an_address_belongs_to_one_agent_and_never_to_a_mailbox(write: Write) -> None:
    file = write("""
        server: {domain: d.example}
        desk:
          mailboxes: {support@d.example: }
          agents:
            a@d.example: {also: [b@d.example]}
            b@d.example: {also: [support@d.example]}
    """)
    assert prove(file).faults == (
        "settings.yaml:6:5: desk.agents.b@d.example: b@d.example is a@d.example's already; an address belongs to one agent",
        "settings.yaml:6:26: desk.agents.b@d.example.also: support@d.example is a mailbox of the desk, so its mail would run in "
        "circles; use the agent's own address",
    )


def test_what_only_follows_from_a_fault_is_not_told(write: Write) -> None:
    file = write("""
        server:
          domain: d.example
          imap: [{host: h.example, mailbox: a@d.example, user: x, pasword: y}]
        desk:
          mailboxes: {a@d.example: {team: helpdesk}}
          tems: {helpdesk: }
    """)
    assert prove(file).faults == (
        "settings.yaml:3:59: `pasword` is not a setting of server.imap; did you mean `password`?",
        "settings.yaml:6:3: `tems` is not a setting of desk; did you mean `teams`?",
    )


def test_a_faulty_entry_does_not_move_the_places_of_the_others(faults_of: FaultsOf) -> None:
    assert faults_of("""
        rules:
          - {when: {tier: vip}, then: {notify: lead}}
          - {name: second, then: {team: helpdsk}}
    """) == (
        "settings.yaml:11:7: `name:` is missing under desk.rules; add it",
        "settings.yaml:12:35: desk.rules.then.team: there is no team `helpdsk`; did you mean `helpdesk`?",
    )


def test_passwords_never_travel_in_clear(write: Write) -> None:
    file = write("""
        server:
          domain: d.example
          submission: {listen: "0.0.0.0:587"}
          imap: [{host: imap.example.com, mailbox: a@d.example, user: x, password: y, tls: none}]
          delivery: {via: smtp, host: smtp.example.com, tls: none}
        desk: {mailboxes: {a@d.example: }}
    """)
    assert prove(file).faults == (
        "settings.yaml:3:15: server.submission: passwords would travel in clear to 0.0.0.0:587; add tls: {cert: …, key: …} or "
        "listen on 127.0.0.1",
        "settings.yaml:4:10: server.imap: tls: none is for this machine only, and imap.example.com is another; "
        "write tls: implicit or tls: starttls",
        "settings.yaml:5:13: server.delivery: tls: none is for this machine only, and smtp.example.com is another; "
        "write tls: implicit or tls: starttls",
    )


def test_two_doors_cannot_share_a_place(write: Write) -> None:
    file = write("""
        server: {domain: d.example, smtp: {listen: 127.0.0.1:25}, submission: {listen: 127.0.0.1:25}}
        desk: {mailboxes: {a@d.example: }}
    """)
    assert prove(file).faults == (
        "settings.yaml:1:9: server: smtp and submission both listen at 127.0.0.1:25; give one of them another port",
    )


def test_a_faulty_file_gives_no_rulebook(faults_of: FaultsOf, desk: Callable[[str], Path]) -> None:
    proof = prove(desk("lifecycle: {archive_after: soon}"))
    assert (proof.settings, proof.rulebook) == (None, None)


def test_a_file_of_a_million_aliases_is_refused_at_once(write: Write) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 8)]
    found = read(write("\n".join(lines)))
    assert any("this nests or repeats without end" in fault for fault in found.faults)
