from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.adapters.doors import imap_lines, mutf7
from mailgate.adapters.doors.imap_lines import Fetched, Selected


def test_a_body_belongs_to_the_response_before_it() -> None:
    lines = [
        b"1 FETCH (UID 7 RFC822.SIZE 12 BODY[] {5}",
        bytearray(b"(a)\r\n"),
        b" FLAGS (\\Seen))",
        b"2 FETCH (FLAGS (\\Flagged))",
        b"9 EXISTS",
        b"3 FETCH (BODY[]<0> {0}",
        bytearray(b""),
        b" UID 8)",
        b'4 FETCH (UID 9 BODY[] "short \\"one\\"")',
        b"5 FETCH (UID 10 BODY[] NIL)",
    ]
    assert imap_lines.fetched(lines) == (
        Fetched(uid=7, size=12, body=b"(a)\r\n"),
        Fetched(uid=8, body=b""),
        Fetched(uid=9, body=b'short "one"'),
        Fetched(uid=10),
    )


def test_what_select_tells() -> None:
    lines = [b"FLAGS (\\Seen)", b"12 EXISTS", b"0 RECENT", b"OK [UIDVALIDITY 1700000000] ok", b"OK [UIDNEXT 5]"]
    assert imap_lines.selected(lines) == Selected(uidvalidity=1_700_000_000, exists=12)
    assert imap_lines.selected([]) == Selected(uidvalidity=0, exists=0)


def test_what_search_finds() -> None:
    assert imap_lines.searched([b"SEARCH 5 3", b"4 EXISTS", b"SEARCH", b"search 3 9 x 99999999999"]) == (3, 5, 9)


def test_folder_names_are_read_whatever_their_spelling() -> None:
    lines = [b'LIST (\\Marked) "." "My * Folder"', b'LIST () "/" {4}', bytearray(b"a b("), b"", b"LIST () NIL Entw&APw-rfe"]
    assert imap_lines.folders(lines) == ("My * Folder", "a b(", "Entwürfe")


def test_the_prefix_of_a_users_own_folders() -> None:
    assert imap_lines.personal_prefix([b'NAMESPACE (("INBOX." ".")) NIL NIL']) == "INBOX."
    assert imap_lines.personal_prefix([b"NAMESPACE NIL NIL NIL"]) == ""


def test_capabilities_and_response_codes() -> None:
    assert imap_lines.capabilities([b"CAPABILITY IMAP4rev1 idle AUTH=XOAUTH2"]) == {"IMAP4REV1", "IDLE", "AUTH=XOAUTH2"}
    assert imap_lines.code_of("[TRYCREATE] No such mailbox") == "TRYCREATE"
    assert imap_lines.code_of("[UIDNEXT 5] x") == "UIDNEXT"
    assert imap_lines.code_of("Login failed") == ""


def test_uid_sets_are_short() -> None:
    assert imap_lines.uid_set([7, 1, 2, 3, 3]) == "1:3,7"
    assert imap_lines.uid_set([5]) == "5"


@given(st.lists(st.one_of(st.binary(), st.binary().map(bytearray))))
def test_nothing_a_server_says_makes_the_readers_stumble(lines: list[bytes | bytearray]) -> None:
    lines = [*lines, b"1 FETCH " + b"(" * 5000]
    imap_lines.fetched(lines)
    imap_lines.searched(lines)
    imap_lines.selected(lines)
    imap_lines.folders(lines)
    imap_lines.personal_prefix(lines)
    imap_lines.capabilities(lines)


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("INBOX", "INBOX"),
        ("Entwürfe & mehr", "Entw&APw-rfe &- mehr"),
        ("~a/台北/日本語", "~a/&U,BTFw-/&ZeVnLIqe-"),
        ("☺!", "&Jjo-!"),
        ("😀", "&2D3eAA-"),
        ("", ""),
    ],
)
def test_folder_names_are_spelt_in_modified_utf7(name: str, spelt: str) -> None:
    assert mutf7.encode(name) == spelt
    assert mutf7.decode(spelt) == name


@given(st.text())
def test_every_folder_name_survives(name: str) -> None:
    assert mutf7.encode(name).isascii()
    assert mutf7.decode(mutf7.encode(name)) == name


@given(st.text(alphabet="&-A,zü"))
def test_no_spelling_makes_the_decoder_stumble(spelt: str) -> None:
    mutf7.decode(spelt)
