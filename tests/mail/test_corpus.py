"""Whole messages as clients and servers write them, with all that is read in them (tests/corpus/*.json).

The golden results are looked at by a person before they are kept; `python -m tests.mail.test_corpus` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mailgate.cli.shown import shown
from mailgate.mail.parse import parse
from mailgate.model.message import Evidence
from mailgate.model.reading import NOTHING_READ

CORPUS = Path(__file__).parents[1] / "corpus"
MESSAGES = sorted(CORPUS.glob("*.eml"))


def read(file: Path) -> dict[str, Any]:
    """What inspect shows of a message, without what doesn't come from it."""
    seen = shown(file.name, parse(file.read_bytes()), NOTHING_READ, Evidence(door="manual"))
    return {key: value for key, value in seen.items() if key not in ("file", "authenticity", "form", "reading")}


@pytest.mark.parametrize("file", MESSAGES, ids=[file.stem for file in MESSAGES])
def test_a_message_is_read_as_it_was_before(file: Path) -> None:
    assert read(file) == json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    for message in MESSAGES:
        golden = json.dumps(read(message), ensure_ascii=False, indent=1)
        message.with_suffix(".json").write_text(golden + "\n", encoding="utf-8")
