from __future__ import annotations

from pathlib import Path

import pytest

from mailgate.adapters.blobs import Blobs, open_blobs
from mailgate.model.errors import Refused, StoreUnavailable


@pytest.fixture(params=["folder", "memory"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return open_blobs(str(tmp_path / "blobs") if request.param == "folder" else "memory://")


def test_what_was_put_comes_back_until_it_is_deleted(blobs: Blobs) -> None:
    blobs.put("raw/ab/cd.eml", b"one")
    blobs.put("raw/ab/cd.eml", b"two")
    assert blobs.get("raw/ab/cd.eml") == b"two"
    blobs.delete("raw/ab/cd.eml")
    blobs.delete("raw/ab/cd.eml")
    with pytest.raises(StoreUnavailable, match=r"raw/ab/cd\.eml can't be read"):
        blobs.get("raw/ab/cd.eml")


def test_no_key_leaves_the_folder(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path / "blobs"))
    with pytest.raises(StoreUnavailable):
        blobs.put("../outside.eml", b"x")
    assert not (tmp_path / "outside.eml").exists()


def test_a_place_that_is_no_store_is_refused() -> None:
    with pytest.raises(Refused, match="no blob store we can open"):
        open_blobs("ftp://example.org/x")


def test_a_folder_that_cant_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="can't be used"):
        open_blobs(str(tmp_path / "file" / "blobs"))
