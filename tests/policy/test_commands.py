"""The `#` lines of an agent's mail, contract §7."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.policy.commands import BY_WORD, COMMANDS, codes_in, meant, parse


def words(text: str) -> list[tuple[str, str]]:
    return [(line.command.word, line.argument) for line in parse(text).lines]


def test_a_plain_reply_is_all_text() -> None:
    found = parse("Hello Maria,\n\nit works again.\n\nAlice")
    assert (found.lines, found.unknown, found.stray) == ((), (), ())
    assert found.rest == "Hello Maria,\n\nit works again.\n\nAlice"


def test_commands_stand_on_top_and_the_rest_is_the_answer() -> None:
    found = parse("#take\n#resolve\n\nIt works again.\n\nBye\n")
    assert [line.command.word for line in found.lines] == ["take", "resolve"]
    assert found.rest == "It works again.\n\nBye"


def test_blank_lines_between_commands_do_not_count() -> None:
    assert words("\n\n#take\n\n\n#resolve\nDone") == [("take", ""), ("resolve", "")]


def test_a_greeting_above_the_commands_does_not_count_and_stays_in_the_answer() -> None:
    found = parse("Hello Maria,\n\n#resolve\n\nit works again.")
    assert [line.command.word for line in found.lines] == ["resolve"]
    assert found.rest == "Hello Maria,\n\nit works again."


def test_a_greeting_alone_is_no_answer() -> None:
    assert parse("Hi Maria,\n#close\n").rest == ""


def test_a_greeting_below_the_commands_begins_the_answer() -> None:
    assert parse("#take\nHello Maria").rest == "Hello Maria"


def test_a_short_answer_below_a_command_is_not_taken_for_a_greeting() -> None:
    assert parse("#resolve\nHi, done!").rest == "Hi, done!"


@pytest.mark.parametrize("line", ["# Heading", "#1042", "# resolve", "#", "##", "#-tag"])
def test_text_that_begins_with_a_hash_is_text(line: str) -> None:
    assert parse(f"{line}\nmore").rest == f"{line}\nmore"


@pytest.mark.parametrize(
    "line", ["#RESOLVE", "#Resolve", "  #resolve  ", "#resolve.", "#resolved", "#done", "\u200b#resolve", "\u00a0#resolve"]
)
def test_case_spaces_and_aliases_are_forgiven(line: str) -> None:
    assert words(line) == [("resolve", "")]


@pytest.mark.parametrize("line", ["#assign Bob", "#assign: Bob", "#ASSIGN   Bob  ", "#give Bob"])
def test_a_command_with_its_argument(line: str) -> None:
    assert words(line) == [("assign", "Bob")]


def test_a_misspelt_command_is_unknown_and_meant_something() -> None:
    found = parse("#resovle\nIt works again.")
    assert found.unknown == ("#resovle",)
    assert found.rest == "It works again."
    assert meant("#resovle") == "#resolve"


def test_words_after_a_command_that_takes_none_are_doubtful() -> None:
    assert parse("#resolve thanks for waiting").unknown == ("#resolve thanks for waiting",)


def test_a_command_in_the_middle_of_the_text_is_stray() -> None:
    assert parse("It works again.\n#resolve\nBye").stray == ("#resolve",)


def test_a_command_inside_a_sentence_is_not() -> None:
    assert parse("Write #resolve on top.\nThe tag #vip is set.").stray == ()


def test_an_unknown_hash_word_in_the_middle_of_the_text_is_text() -> None:
    assert parse("See you at\n#fosdem\nnext year").stray == ()


def test_the_block_ends_with_the_first_other_line() -> None:
    found = parse("#take\nIt works.\n#close\n")
    assert [line.command.word for line in found.lines] == ["take"]
    assert found.stray == ("#close",)


def test_of_a_released_mail_what_held_it_is_left_out() -> None:
    found = parse("#take\n#fosdem is near\nIt works.\n\n#close\n\nBye", lenient=True)
    assert [line.command.word for line in found.lines] == ["take"]
    assert (found.unknown, found.stray, found.left_out) == ((), (), ("#fosdem is near", "#close"))
    assert found.rest == "It works.\n\nBye"


def test_of_a_released_mail_without_commands_a_stray_one_is_left_out() -> None:
    found = parse("Hello\n\n\nAll works.\n#resolve\n", lenient=True)
    assert (found.rest, found.left_out) == ("Hello\n\n\nAll works.", ("#resolve",))


def test_a_released_mail_that_nothing_held_is_not_changed() -> None:
    assert parse("Hello\n\n\nAll works.\n", lenient=True).rest == "Hello\n\n\nAll works.\n"


def test_the_codes_of_a_mail_stand_in_its_top_block() -> None:
    assert codes_in("Hello,\n#Confirm ABCDE-fghjk\n\nplease") == ("ABCDE-fghjk",)
    assert codes_in("please do\n#confirm abcde-fghjk") == ()


def test_nothing_is_like_a_word_from_nowhere() -> None:
    assert meant("#xyzzyplugh") is None


def test_every_word_and_alias_names_one_command() -> None:
    assert len(BY_WORD) == sum(1 + len(c.aliases) for c in COMMANDS)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(lambda row: "#" not in row), max_size=8))
def test_text_without_hash_lines_is_never_changed(rows: list[str]) -> None:
    text = "\n".join(rows)
    found = parse(text)
    assert found.rest == text
    assert found.lines == found.unknown == found.stray == ()


@given(st.text(max_size=200))
def test_every_text_can_be_read(text: str) -> None:
    found = parse(text)
    assert all(line.written.startswith("#") or "#" in line.written for line in found.lines)
    assert found.lines or found.unknown or found.rest == text


@given(
    st.lists(st.sampled_from(["#take", "#resolve", "#help", "#tag vip", "#note"]), min_size=1, max_size=4),
    st.lists(st.text("abc ,.äß€", min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=4),
)
def test_commands_are_taken_out_of_what_the_customer_sees(block: list[str], rows: list[str]) -> None:
    found = parse("\n".join([*block, "x", *rows]))
    assert len(found.lines) == len(block)
    assert "#" not in found.rest
    assert found.rest == "\n".join(["x", *rows]).rstrip()


def test_only_an_answer_to_many_cannot_be_undone() -> None:
    assert [command.word for command in COMMANDS if not command.undoable] == ["answer"]
