"""Subjects: prefixes of many languages, gateways' banners, our tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.subject import base_subject, is_forward, is_reply, tag_of

BASES = {
    "Re: Login": "Login",
    "RE: AW: Fwd: Login": "Login",
    "Re[3]: Login": "Login",
    "RE : Login": "Login",
    "Antw: SV: VS: Login": "Login",
    "R: I: Login": "Login",
    "回复：登录": "登录",
    "答复: 转发: 登录": "登录",
    "Отв: Вход": "Вход",
    "Ynt: İlt: Giriş": "Giriş",
    "[EXTERNAL] Login": "Login",
    "Re: [EXT] RE: Login": "Login",
    "*** SPAM *** Login": "Login",
    "EXTERNAL: Login": "Login",
    "[users] Re: Login": "[users] Login",
    "Re: [users] Re: Login": "[users] Login",
    "Re: Login [#1042]": "Login",
    "[#1042-abcdefghijkmnpqrstuvwxyz23] Re: Login": "Login",
    "Login (fwd)": "Login",
    "  Re:   Login   again ": "Login again",
    "Re: ": "",
    "Report: sales": "Report: sales",
    "Address change": "Address change",
    "Reg: number": "Reg: number",
}


@pytest.mark.parametrize(("subject", "base"), BASES.items())
def test_the_base_is_what_the_writer_wrote(subject: str, base: str) -> None:
    assert base_subject(subject) == base


@pytest.mark.parametrize(
    "subject", ["Fwd: x", "WG: x", "TR: x", "[EXTERNAL] FW: x", "Tr : x", "转发: x", "x (fwd)", "[#12] Fwd: x"]
)
def test_forwards_are_known(subject: str) -> None:
    assert is_forward(subject)


@pytest.mark.parametrize("subject", ["Re: Fwd: x", "AW: WG: x", "x", "Forwarding rules"])
def test_replies_to_forwards_are_no_forwards(subject: str) -> None:
    assert not is_forward(subject)


def test_replies_are_known() -> None:
    assert is_reply("AW: x")
    assert not is_reply("Fwd: x")


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Re: Login [#1042]", 1042),
        ("[#1042-abcdefghijkmnpqrstuvwxyz23] Login", 1042),
        ("[#7] and [#8]", 7),
        ("Login #1042", None),
        ("[#abc]", None),
        ("[#1042-short]", None),
        ("", None),
    ],
)
def test_our_tag_is_found_anywhere(subject: str, number: int | None) -> None:
    assert tag_of(subject) == number


@given(st.text(max_size=300))
def test_a_base_is_its_own_base(subject: str) -> None:
    base = base_subject(subject)
    assert base_subject(base) == base


@given(st.text(max_size=100), st.sampled_from(["Re: ", "AW: ", "Fwd: ", "[EXTERNAL] ", "RE: [#1042] "]))
def test_a_prefix_never_changes_the_base(subject: str, prefix: str) -> None:
    assert base_subject(prefix + subject) == base_subject(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "Antw.: Login", "Odp.: Fwd: Login", "Rép. : Login", "réf. : Login", "Res.: Login", "Posr.: Login", "Přeposláno: Login",
        "Ответ: Login", "YNT: İLT: Login", "回覆: 轉寄: Login", "Re：Login", "Bls: Trs: Login", "RE: 【社外】Login",
    ],
)  # fmt: skip
def test_prefixes_of_many_languages_are_taken_away(subject: str) -> None:
    assert base_subject(subject) == "Login"
