from __future__ import annotations

import re

from mailgate.adapters.passwords import hash_password, new_password, verify_password


def test_only_the_password_itself_is_right() -> None:
    kept = hash_password("correct horse ü")
    assert kept.startswith("scrypt$16384$8$1$")
    assert verify_password("correct horse ü", kept)
    assert not verify_password("correct horse u", kept)
    assert not verify_password("", kept)


def test_two_hashes_of_one_password_differ() -> None:
    assert hash_password("x") != hash_password("x")


def test_nobody_has_no_password() -> None:
    assert not verify_password("", None)
    assert not verify_password("x", "not a hash")
    assert not verify_password("x", "scrypt$0$0$0$AA==$AA==")


def test_new_passwords_are_readable_aloud() -> None:
    assert re.fullmatch(r"([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}", new_password())
    assert new_password() != new_password()
