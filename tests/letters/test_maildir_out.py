from __future__ import annotations

import mailbox
import os
import stat
from pathlib import Path

import pytest

from mailgate.adapters.maildir_out import MaildirCarrier, folder_name
from mailgate.model.delivery import Accepted, Deferred
from tests.letters.making import delivery


def read(path: Path, address: str) -> list[mailbox.MaildirMessage]:
    return list(mailbox.Maildir(str(path / address), create=False))


async def test_every_recipient_has_a_maildir_that_mail_programs_read(tmp_path: Path) -> None:
    carrier = MaildirCarrier(tmp_path / "sent")
    attempts = await carrier.carry([delivery(), delivery(id=8), delivery(id=9, to="Alice@Example.com")])
    assert all(isinstance(one, Accepted) for one in attempts)
    assert len(read(tmp_path / "sent", "maria@example.org")) == 2
    [letter] = read(tmp_path / "sent", "alice@example.com")
    assert letter["Subject"] == "Hello"
    assert letter["Delivered-To"] == "Alice@Example.com"
    assert letter["Return-Path"] == "<bounce+abcdefghijkmnpqrstuvwxyz23@support.example.com>"
    assert letter.get_payload() == "Hello\n.\nbye\n"


async def test_the_same_letter_carried_twice_is_one_file(tmp_path: Path) -> None:
    carrier = MaildirCarrier(tmp_path)
    await carrier.carry([delivery()])
    await carrier.carry([delivery(attempts=2, in_doubt=True)])
    assert len(read(tmp_path, "maria@example.org")) == 1


async def test_a_letter_that_was_read_meanwhile_does_not_come_again(tmp_path: Path) -> None:
    carrier = MaildirCarrier(tmp_path)
    await carrier.carry([delivery()])
    [file] = (tmp_path / "maria@example.org" / "new").iterdir()
    file.rename(tmp_path / "maria@example.org" / "cur" / f"{file.name}:2,S")
    await carrier.carry([delivery(attempts=2, in_doubt=True)])
    assert len(read(tmp_path, "maria@example.org")) == 1


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("../../etc/passwd@x", "%2e.%2f..%2fetc%2fpasswd@x"),
        (".hidden@example.org", "%2ehidden@example.org"),
        ("a/b@example.org", "a%2fb@example.org"),
        ("jörg@example.org", "j%c3%b6rg@example.org"),
        ("nul\x00@example.org", "nul%00@example.org"),
        ("..", "%2e."),
        ("-rf@example.org", "%2drf@example.org"),
        ("UPPER+tag@Example.ORG", "upper+tag@example.org"),
    ],
)
def test_no_address_leaves_its_folder(address: str, folder: str) -> None:
    assert folder_name(address) == folder


def test_an_endless_address_has_a_short_name_of_its_own() -> None:
    one, other = folder_name("a" * 500 + "@example.org"), folder_name("a" * 501 + "@example.org")
    assert len(one) == len(other) == 120
    assert one != other


async def test_letters_are_for_their_owner_only(tmp_path: Path) -> None:
    await MaildirCarrier(tmp_path).carry([delivery()])
    [file] = (tmp_path / "maria@example.org" / "new").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_disk_that_cannot_be_written_defers(tmp_path: Path) -> None:
    (tmp_path / "sent").write_text("a file is in the way")
    [attempt] = await MaildirCarrier(tmp_path / "sent").carry([delivery()])
    assert isinstance(attempt, Deferred)
    assert attempt.connection


async def test_a_new_maildir_that_can_not_be_made_durable_defers_its_letters_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = MaildirCarrier(tmp_path)
    await carrier.carry([delivery(to="maria@example.org")])
    sync, broken = os.fsync, os.stat(tmp_path).st_ino

    def refused(handle: int) -> None:
        if os.fstat(handle).st_ino == broken:
            raise OSError(5, "Input/output error")
        sync(handle)

    monkeypatch.setattr(os, "fsync", refused)
    old, new = await carrier.carry([delivery(id=8, to="maria@example.org"), delivery(id=9, to="luca@example.org")])
    assert isinstance(old, Accepted)
    assert isinstance(new, Deferred)
    monkeypatch.setattr(os, "fsync", sync)
    [again] = await carrier.carry([delivery(id=9, to="luca@example.org", attempts=2)])
    assert isinstance(again, Accepted)
    assert len(read(tmp_path, "luca@example.org")) == 1


async def test_letters_of_a_batch_share_the_fsync_of_what_holds_their_maildirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, holder, synced = os.fsync, os.stat(tmp_path).st_ino, []

    def counted(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        sync(handle)

    monkeypatch.setattr(os, "fsync", counted)
    await MaildirCarrier(tmp_path).carry([delivery(id=n, to=f"c{n}@example.org") for n in range(7, 27)])
    assert synced.count(holder) == 1
