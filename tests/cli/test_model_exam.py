import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mailgate.cli.model import app

TRAIN = """text,category
my password is wrong,login
I can't sign in,login
the login page refuses my password,login
"locked out, again",login
the invoice is wrong,billing
you charged me twice,billing
where is the bill of May,billing
I paid the invoice already,billing
the weather is nice,-
what a lovely song,-
do you like football,-
"""
TEST = """text,category
my password was refused,login
the invoice of June is wrong,billing
I like football,-
"""


def exam(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["exam", "--embedder", "none", *arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Without settings; one is there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.csv").write_text(TRAIN)
    (tmp_path / "test.csv").write_text(TEST)
    return tmp_path


def test_an_exam_says_how_well_it_learns_as_one_object(folder: Path) -> None:
    run = exam("--train", "train.csv", "--test", "test.csv", "--json")
    assert (run.exit_code, run.stderr) == (0, "")
    (line,) = run.stdout.splitlines()
    row = json.loads(line)
    assert (row["accuracy"], row["macro_f1"], row["n_train"], row["n_test"]) == (1.0, 1.0, 11, 3)
    assert set(row) >= {"ece", "oos_recall", "oos_auroc", "coverage_at_precision", "update_ms", "predict_ms", "train_s", "rss_mb"}
    assert row["oos_auroc"] == 1.0
    assert row["coverage_at_precision"]["0.95"] == 1.0
    assert not list(folder.glob("*.db"))


def test_the_same_files_and_seed_give_the_same_figures(folder: Path) -> None:
    def figures(seed: str) -> list[object]:
        row = json.loads(exam("--train", "train.csv", "--test", "test.csv", "--shots", "2", "--seed", seed, "--json").stdout)
        return [row[name] for name in ("accuracy", "macro_f1", "ece", "oos_auroc", "oos_recall", "n_train")]

    assert figures("3") == figures("3")
    assert figures("3")[-1] == 6


def test_one_pass_says_what_was_right_before_it_was_learned(folder: Path) -> None:
    row = json.loads(exam("--train", "train.csv", "--test", "test.csv", "--online", "--json").stdout)
    assert row["accuracy"] == 1.0
    assert 0.0 < row["prequential_accuracy"] < 1.0


def test_a_person_gets_tables(folder: Path) -> None:
    run = exam("--train", "train.csv", "--test", "test.csv")
    assert run.exit_code == 0
    assert "accuracy                   1.0000" in run.stdout
    assert "billing" in run.stdout


def test_columns_may_be_named_in_capitals(folder: Path) -> None:
    (folder / "loud.csv").write_text((folder / "train.csv").read_text().replace("text,category", "Text, CATEGORY", 1))
    assert exam("--train", "loud.csv", "--test", "test.csv").exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("question,category\na,b\n", "bad.csv:1: there is no column `text`; the first line has to be text,category"),
        ("text,category\na,b\nc,\n", "bad.csv:3: this row has no category (`-` is out of scope)"),
        ("text,category\na,b,c\n", "bad.csv:2: this row has too many columns; put a text with commas in quotes"),
        ('text,category\n"a,b\n', "bad.csv:1: unexpected end of data; is a quote left open?"),
        ("text,category\n", "bad.csv: there are no rows"),
        ("", "bad.csv: the file is empty; its first line has to be text,category"),
        ("text;category\na;b\n", "bad.csv:1: the columns are parted by semicolons; part them by commas: text,category"),
        ("text,category\na,-\n", "there is nothing to learn: no row of the training file has a category other than `-`"),
    ],
    ids=["header", "category", "columns", "quote", "no rows", "empty", "semicolons", "nothing"],
)
def test_a_wrong_file_is_named_with_its_line(folder: Path, content: str, said: str) -> None:
    (folder / "bad.csv").write_text(content)
    run = exam("--train", "bad.csv", "--test", "test.csv", "--json")
    assert (run.exit_code, run.stdout, run.stderr) == (1, "", f"mailgate: {said}\n")


def test_a_file_that_is_not_there_or_not_text_is_said(folder: Path) -> None:
    assert exam("--train", "none.csv", "--test", "test.csv").stderr == "mailgate: none.csv: No such file or directory\n"
    (folder / "bad.csv").write_bytes(b"text,category\n\xff\xfe,a\n")
    assert exam("--train", "bad.csv", "--test", "test.csv").stderr == (
        "mailgate: bad.csv: this is not UTF-8 (byte 14); save it as UTF-8\n"
    )
