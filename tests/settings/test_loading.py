"""Values, secrets, paths and included files."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailgate.adapters.yaml_rules import fingerprint_of, load_desk, prove
from mailgate.model.errors import SettingsFault
from mailgate.settings import Listen, Server, SmtpDelivery, load
from mailgate.settings.places import parse_listen
from mailgate.settings.values import parse_duration, parse_size

Write = Callable[..., Path]

SECRET = """
    server:
      domain: d.example
      delivery: {via: smtp, host: smtp.example.com, user: me, password: %s}
    desk: {mailboxes: {a@d.example: }}
"""


def password_of(file: Path) -> str:
    delivery = load(file).server.delivery
    assert isinstance(delivery, SmtpDelivery)
    assert delivery.password is not None
    return delivery.password.get_secret_value()


@pytest.mark.parametrize(
    ("written", "span"),
    [("90s", timedelta(seconds=90)), ("15m", timedelta(minutes=15)), ("1h", timedelta(hours=1)), ("3d", timedelta(days=3)),
     ("2w", timedelta(weeks=2)), ("1d 4h", timedelta(days=1, hours=4)), ("1.5h", timedelta(minutes=90)),
     ("2 days", timedelta(days=2))],
)  # fmt: skip
def test_a_span_is_written_as_people_say_it(written: str, span: timedelta) -> None:
    assert parse_duration(written) == span


@pytest.mark.parametrize(
    ("written", "size"), [("25MB", 26214400), ("512KB", 524288), ("1GB", 1073741824), ("100", 100), ("2m", 2097152)]
)
def test_a_size_counts_in_1024(written: str, size: int) -> None:
    assert parse_size(written) == size


@pytest.mark.parametrize(
    ("written", "listen"),
    [("127.0.0.1:2525", Listen("127.0.0.1", 2525)), ("[::1]:25", Listen("::1", 25)), ("::1:25", Listen("::1", 25)),
     (":25", Listen("::", 25)), ("localhost:0", Listen("localhost", 0)), ("unix:/run/x", Listen(path=Path("/run/x")))],
)  # fmt: skip
def test_where_to_listen(written: str, listen: Listen) -> None:
    assert parse_listen(written) == listen


def test_a_secret_comes_from_the_environment(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "canary")
    assert password_of(write(SECRET % "${SMTP_PASSWORD}")) == "canary"


def test_a_secret_comes_from_a_file_beside_the_settings_without_its_line_end(write: Write) -> None:
    write("canary\n", "secret")
    assert password_of(write(SECRET % '"file:secret"')) == "canary"


def test_a_secret_of_digits_keeps_its_zeros(write: Write) -> None:
    assert password_of(write(SECRET % "0123")) == "0123"


def test_a_secret_never_prints(write: Write) -> None:
    settings = load(write(SECRET % "canary"))
    assert "canary" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_a_missing_secret_fails_only_the_one_who_asks_for_it(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOT_SET", raising=False)
    file = write(SECRET % "${NOT_SET}")
    fault = "settings.yaml:3:69: NOT_SET is not set in the environment; set it for the service, or write file:PATH for a secret"
    assert load(file).unset_secrets() == (fault,)
    with pytest.raises(SettingsFault, match=r"settings\.yaml:3:69: NOT_SET is not set"):
        password_of(file)


def test_a_missing_secret_file_says_so(write: Write) -> None:
    assert load(write(SECRET % '"file:/nowhere/x"')).unset_secrets() == (
        "settings.yaml:3:69: the secret's file /nowhere/x can't be read: No such file or directory; "
        "make it, readable by the service's user only",
    )


def test_the_database_password_never_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB_PASSWORD", "canary")
    server = Server(domain="d.example", database="postgresql://me:${DB_PASSWORD}@db.example/mail")
    assert server.database == "postgresql://me:canary@db.example/mail"
    assert server.database_shown == "postgresql://me:***@db.example/mail"
    assert "canary" not in repr(server)


def test_yaml_12_leaves_words_alone(desk: Callable[[str], Path]) -> None:
    _, book = load_desk(
        desk("""
        hours: {norway: {mon: "09:00-18:00", holidays: NO}}
        sla: {one: {when: {language: [no, on]}, resolution: 1d}}
    """)
    )
    assert getattr(book.hours["norway"].holidays, "country", None) == "NO"
    assert [test.value for test in book.sla[0].when.clauses[0].any_of] == ["no", "on"]


def test_a_key_with_nothing_after_it_counts_as_left_out(desk: Callable[[str], Path]) -> None:
    _, book = load_desk(desk("rules:\ntriggers:\nlifecycle:\nentities:\n"))
    assert (book.rules, book.triggers, book.entities, book.lifecycle.reopen_within) == ((), (), (), timedelta(days=30))


def test_included_files_are_joined_and_name_their_own_lines(write: Write, tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    write("desk:\n  agents:\n    bob@d.example: {teams: [helpdsk]}\n", "conf/people.yaml")
    write("desk:\n  rules:\n    - {name: second, then: {tags: [b]}}\n", "conf/rules.yaml")
    main = """
        include: [conf/people.yaml, conf/rules.yaml]
        server: {domain: d.example}
        desk:
          mailboxes: {a@d.example: {team: helpdesk}}
          teams: {helpdesk: }
          agents: {alice@d.example: {teams: [helpdesk]}}
          rules: [{name: first, then: {tags: [a]}}]
    """
    file = write(main)
    assert prove(file).faults == (
        "conf/people.yaml:3:29: desk.agents.bob@d.example.teams: there is no team `helpdsk`; did you mean `helpdesk`?",
    )
    write("desk:\n  agents:\n    bob@d.example: {teams: [helpdesk]}\n", "conf/people.yaml")
    settings, book = load_desk(file)
    assert [rule.name for rule in book.rules] == ["first", "second"]
    assert list(book.agents) == ["alice@d.example", "bob@d.example"]
    assert settings.files == (tmp_path / "settings.yaml", tmp_path / "conf/people.yaml", tmp_path / "conf/rules.yaml")


def test_a_path_is_relative_to_the_file_it_is_written_in(write: Write, tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    write("server: {delivery: {via: maildir, path: sent}}\n", "conf/server.yaml")
    file = write("include: conf/server.yaml\nserver: {domain: d.example, blobs: raw}\ndesk: {mailboxes: {a@d.example: }}\n")
    server = load(file).server
    assert server.blobs == str(tmp_path / "raw")
    assert server.delivery.via == "maildir"
    assert server.delivery.path == tmp_path / "conf/sent"


def test_two_files_that_set_the_same_name_both_places(write: Write) -> None:
    write("server: {domain: other.example}\n", "more.yaml")
    file = write("include: more.yaml\nserver: {domain: d.example}\ndesk: {mailboxes: {a@d.example: }}\n")
    assert prove(file).faults == ("more.yaml:1:10: `domain` is already set at settings.yaml:2:10; keep one of them",)


def test_a_file_that_includes_itself_is_told(write: Write) -> None:
    file = write("include: settings.yaml\nserver: {domain: d.example}\ndesk: {mailboxes: {a@d.example: }}\n")
    assert prove(file).faults == ("settings.yaml:1:10: settings.yaml is included already; leave it out here",)


def test_anchors_and_merge_keys_work(write: Write) -> None:
    file = write("""
        server: {domain: d.example}
        desk:
          mailboxes: {a@d.example: }
          agents:
            alice@d.example: &usual {capacity: 3, languages: [it]}
            bob@d.example: {<<: *usual, capacity: 5}
    """)
    _, book = load_desk(file)
    assert [(a.capacity, a.languages) for a in book.agents.values()] == [(3, ("it",)), (5, ("it",))]


def test_the_fingerprint_is_of_the_meaning_not_of_the_writing(write: Write) -> None:
    one = load(write("server: {domain: d.example}\ndesk: {mailboxes: {a@d.example: {name: A}}}\n"))
    same = load(write("# hello\nserver:\n  domain: d.example\ndesk:\n  mailboxes:\n    a@d.example:\n      name: 'A'\n"))
    other = load(write("server: {domain: d.example}\ndesk: {mailboxes: {a@d.example: {name: B}}}\n"))
    assert fingerprint_of(one) == fingerprint_of(same) != fingerprint_of(other)


def test_intents_can_be_handed_to_another_process(desk: Callable[[str], Path]) -> None:
    _, book = load_desk(desk("routing: {mode: shadow}"))
    assert pickle.loads(pickle.dumps(book.intents)) == book.intents


def test_an_unreadable_file_is_a_fault(write: Write, tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"server: {domain: caf\xe9.example}\n")
    assert prove("latin.yaml").faults == ("latin.yaml:1:1: byte 20 is not UTF-8; save the file as UTF-8",)
    assert prove(tmp_path).faults == (f"{tmp_path}:1:1: the file can't be read: Is a directory",)


MARKS = "abc:-[]{},&*!|>'\"%@`#?\n\t \u0085\ufeff\x00${}~<=.0123"
words = st.sampled_from(
    ["server", "desk", "domain", "mailboxes", "agents", "rules", "when", "then", "hours", "a@b.example", "include", "sla"]
) | st.text(max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=5),
    max_leaves=25,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("anything")


@settings(deadline=None, max_examples=150)
@given(data=st.fixed_dictionaries({}, optional={"server": values, "desk": st.dictionaries(words, values, max_size=6)}) | values)
def test_whatever_values_a_file_has_it_is_settings_or_faults(folder: Path, data: object) -> None:
    file = folder / "values.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    assert_proven_or_told(file)


@settings(deadline=None, max_examples=250)
@given(text=st.text(alphabet=st.sampled_from(MARKS), max_size=60) | st.text(max_size=60))
def test_whatever_text_a_file_has_it_is_settings_or_faults(folder: Path, text: str) -> None:
    file = folder / "text.yaml"
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    assert_proven_or_told(file)


@settings(deadline=None, max_examples=100)
@given(data=st.binary(max_size=60))
def test_whatever_bytes_a_file_has_it_is_settings_or_faults(folder: Path, data: bytes) -> None:
    file = folder / "bytes.yaml"
    file.write_bytes(data)
    assert_proven_or_told(file)


def assert_proven_or_told(file: Path) -> None:
    proof = prove(file)
    assert proof.rulebook is not None or proof.faults
    assert all(fault.startswith(str(file.parent)) for fault in proof.faults)
