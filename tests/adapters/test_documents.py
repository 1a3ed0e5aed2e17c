"""A folder of Markdown, read as sections."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mailgate.adapters import documents
from mailgate.adapters.documents import plain_text, read_documents

PASSWORDS = """\
---
title: Passwords
language: en
intents: [account.access]
---
Before all else.

# Forgotten

Choose **Forgot** on [the page](https://example.com/login).

```
# not a heading
```

## Locked <!-- ask Dana before changing this -->

Wait an hour.
"""
INTENTS = frozenset({"account.access", "billing.refund"})


def folder(tmp_path: Path, **files: str) -> Path:
    made = tmp_path / "docs"
    for name, text in files.items():
        path = made / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".md").write_text(text)
    made.mkdir(exist_ok=True)
    return made


def warned(place: Path) -> list[str]:
    return [line.replace(str(place), "docs") for line in read_documents(place, intents=INTENTS).warnings]


def test_a_document_is_read_as_its_sections(tmp_path: Path) -> None:
    found = read_documents(folder(tmp_path, passwords=PASSWORDS), intents=INTENTS)
    assert found.warnings == []
    assert [(p.line, p.name, p.text) for p in found.passages] == [
        (6, "Passwords", "Before all else."),
        (8, "Passwords – Forgotten", "Choose Forgot on the page (https://example.com/login).\n\n# not a heading"),
        (16, "Passwords – Locked", "Wait an hour."),
    ]
    assert {(p.document, p.language, p.intents, p.public) for p in found.passages} == {
        ("passwords.md", "en", ("account.access",), True)
    }


def test_the_first_heading_or_the_files_name_is_its_title(tmp_path: Path) -> None:
    place = folder(tmp_path, a="# Where invoices are\n\nUnder Billing.", our_hours="Nine to six.")
    assert [p.name for p in read_documents(place).passages] == ["Where invoices are", "Our hours"]


def test_its_folder_or_its_name_may_say_its_language(tmp_path: Path) -> None:
    place = folder(tmp_path, it__fatture="Testo.", plain="Text.")
    (place / "hours.de.md").write_text("Von neun bis sechs.")
    assert {p.document: p.language for p in read_documents(place).passages} == {
        "it/fatture.md": "it",
        "plain.md": None,
        "hours.de.md": "de",
    }


def test_comments_marks_and_pictures_never_leave() -> None:
    assert plain_text("**Now** *see* ![x](a.png)<br>`this` <https://example.com>") == "Now see this https://example.com"
    assert plain_text("[https://example.com](https://example.com) 2 * 3 * 4") == "https://example.com 2 * 3 * 4"


def test_what_is_wrong_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    head = "---\ntitel: A\nintents: billing.refnd\npublic: perhaps\nlanguage: English please\nwords\n---\nText."
    place = folder(tmp_path, a=head, empty="# Only a heading\n")
    (place / "latin.md").write_bytes(b"one\ncaf\xe9")
    assert warned(place) == [
        "docs/a.md:2: unknown key `titel`; did you mean `title`?",
        "docs/a.md:3: there is no intent `billing.refnd`; did you mean `billing.refund`?",
        "docs/a.md:4: `perhaps` is neither yes nor no, so customers don't get it",
        "docs/a.md:5: `English please` is no language; write it as en or it",
        "docs/a.md:6: `words` is not `key: value`",
        "docs/empty.md:1: there is no text in it",
        "docs/latin.md:2: this is not UTF-8; save it as UTF-8: it is left out",
    ]
    (passage,) = read_documents(place, intents=INTENTS).passages
    assert not passage.public


def test_links_that_lead_out_are_never_followed(tmp_path: Path) -> None:
    place = folder(tmp_path, inside="Inside.")
    (tmp_path / "secret.md").write_text("The secret.")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "more.md").write_text("More secrets.")
    (place / "out.md").symlink_to(tmp_path / "secret.md")
    (place / "away").symlink_to(tmp_path / "secrets")
    (place / "circle.md").symlink_to(place / "circle.md")
    (place / "again.md").symlink_to(place / "inside.md")
    found = read_documents(place)
    assert [(p.document, p.text) for p in found.passages] == [("again.md", "Inside."), ("inside.md", "Inside.")]
    assert len([w for w in found.warnings if "leads out of the folder" in w]) == 3


def test_pipes_and_hidden_files_are_not_opened(tmp_path: Path) -> None:
    place = folder(tmp_path, a="Text.")
    os.mkfifo(place / "pipe.md")
    (place / ".draft.md").write_text("Not yet.")
    assert [p.document for p in read_documents(place).passages] == ["a.md"]


def test_limits_leave_out_what_is_beyond_them_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_FILES", 2)
    monkeypatch.setattr(documents, "MOST_SECTIONS", 1)
    monkeypatch.setattr(documents, "LARGEST", 20)
    place = folder(tmp_path, a="# One\nText", b="# Two\nText", c="# Three\nText", d="x" * 30)
    assert [p.document for p in read_documents(place).passages] == ["a.md"]
    assert warned(place) == [
        "docs/c.md:1: more than 2 files; this one and those behind it are left out",
        "docs/b.md:1: more than 1 sections; this one and those behind it are left out",
    ]
    (place / "a.md").write_text("x" * 30)
    assert "docs/a.md:1: 0 kB; at most 0 kB are read, so split it: it is left out" in warned(place)


def test_a_long_section_is_cut_at_a_blank_line(tmp_path: Path) -> None:
    place = folder(tmp_path, a="# Long\n\n" + "\n\n".join(["word " * 100] * 20))
    parts = read_documents(place).passages
    assert len(parts) > 1
    assert all(len(p.text) <= documents.LONGEST for p in parts)
    assert len({p.line for p in parts}) == len(parts)
