"""The admin's book says what the code says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from ruamel.yaml import YAML

from mailgate.adapters.yaml_rules import prove

DOCS = Path(__file__).parents[2] / "docs"


def build_admin() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_admin", DOCS / "build_admin.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_up_to_date() -> None:
    paper = (DOCS / "admin.md").read_text(encoding="utf-8")
    assert build_admin().written(paper) == paper, "run: python docs/build_admin.py"


RECIPES = [block for block in re.findall(r"```yaml\n(.*?)```", (DOCS / "admin.md").read_text(), re.DOTALL) if "server:" in block]


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_recipe_is_right(tmp_path: Path, recipe: str) -> None:
    if "desk:" not in recipe:
        recipe += "desk:\n  mailboxes: {support@example.com: }\n"
    (tmp_path / "settings.yaml").write_text(recipe)
    assert prove(tmp_path / "settings.yaml").faults == ()


def test_there_is_a_recipe_for_each_of_the_four() -> None:
    assert len(RECIPES) == 4


def test_the_rules_of_the_book_can_be_read(tmp_path: Path) -> None:
    (rules,) = [b for b in re.findall(r"```yaml\n(.*?)```", (DOCS / "admin.md").read_text(), re.DOTALL) if b.startswith("rules:")]
    desk = YAML(typ="safe").load(rules)
    assert len(desk["rules"]) == 4
    indented = "".join(f"  {line}\n" for line in rules.splitlines())
    (tmp_path / "settings.yaml").write_text(
        "server: {domain: example.com}\ndesk:\n  mailboxes: {billing@example.com: }\n  agents: {dana@example.com: }\n"
        "  hours: {office: {mon-fri: 9-18}}\n  intents: {refund: {phrases: [refund]}}\n" + indented
    )
    assert prove(tmp_path / "settings.yaml").faults == ()
