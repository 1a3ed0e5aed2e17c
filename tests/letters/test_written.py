"""A customer's mail with its formatting, inside the letters agents get."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from mailgate.adapters.letter_samples import sample
from mailgate.adapters.templates import LetterWriter
from mailgate.mail.compose import encode
from mailgate.model.message import Attachment
from tests.letters.making import written

HTML = '<div><p>See <b>this</b> <img src="cid:abc@picture.invalid" alt=""></p></div>'


def file(name: str, data: bytes, **changed: Any) -> Attachment:
    return replace(Attachment(name=name, type="image/png", data=data, sha256=hashlib.sha256(data).hexdigest()), **changed)


PICTURE = file("shot.png", b"picture")
SHOWN = file("shot.png", b"picture", inline=True, content_id="abc@picture.invalid")
LOG = file("log.txt", b"log")


def formatted(template: str, **changed: Any) -> Any:
    entry = sample(template)[1].entry
    assert entry is not None
    listed = tuple((one.name, one.type, one.size, one.sha256) for one in (PICTURE, LOG))
    facts = {"entry": replace(entry, attachments=listed), "attachments": (PICTURE, LOG), "html": HTML, "pictures": (SHOWN,)}
    return written(template, **(facts | changed))


@pytest.mark.parametrize("template", ["handover", "customer_replied"])
def test_an_agent_sees_the_mail_as_it_was_written(template: str) -> None:
    letter = formatted(template)
    assert letter.html.count(HTML) == 1
    assert "\ue0f5" not in letter.html
    assert "\ue0f5" not in letter.text
    assert "<b>" not in letter.text


def test_a_picture_it_shows_goes_along_once_and_is_no_file() -> None:
    letter = formatted("handover")
    assert letter.attachments == (LOG, SHOWN)
    assert "log.txt" in letter.text
    assert "shot.png" not in letter.text


def test_the_page_and_its_pictures_are_one_part_of_the_letter() -> None:
    """RFC 2387: related, the page first; RFC 2392: by Content-ID."""
    message = message_from_bytes(encode(formatted("handover")), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "image/png",
    ]  # fmt: skip
    *_, picture, log = message.walk()
    assert picture["Content-ID"] == "<abc@picture.invalid>"
    assert (picture.get_content_disposition(), picture.get_filename()) == ("inline", "shot.png")
    assert (log.get_content_disposition(), log.get_filename()) == ("attachment", "log.txt")
    assert message.get_content_disposition() is None


def test_without_html_the_text_stands_there() -> None:
    letter = formatted("handover", html=None, pictures=())
    assert "<b>this</b>" not in letter.html
    assert letter.attachments == (PICTURE, LOG)


def test_the_desks_own_page_without_a_place_for_it_keeps_the_files(tmp_path: Path) -> None:
    (tmp_path / "handover.html.j2").write_text("<p>{{ entry.text }}</p>\n")
    letter = formatted("handover", writer=LetterWriter([tmp_path], domain="support.example.com"))
    assert HTML not in letter.html
    assert letter.attachments == (PICTURE, LOG)


def test_nobody_can_write_the_mark_of_the_place() -> None:
    entry = sample("handover")[1].entry
    assert entry is not None
    letter = formatted("handover", entry=replace(entry, text="\ue0f5x@support.example.com\ue0f5", attachments=()))
    assert letter.html.count(HTML) == 1


def test_an_answer_to_a_customer_never_carries_html_of_theirs() -> None:
    letter = written("answer", html=HTML, pictures=(SHOWN,))
    assert HTML not in (letter.html or "")
    assert SHOWN not in letter.attachments
