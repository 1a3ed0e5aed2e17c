"""`mailgate check`: prove settings, rules and templates; every fault with file, line and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mailgate.cli.common import (
    DEFAULT_SETTINGS,
    FINDINGS,
    DebugOption,
    JsonOption,
    SettingsOption,
    guarded,
    say,
    say_json,
)

if TYPE_CHECKING:
    from mailgate.model.rules import Rulebook
    from mailgate.settings import Settings

_PLACED = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<what>.*)", re.DOTALL)


def check(settings: SettingsOption = DEFAULT_SETTINGS, json: JsonOption = False, debug: DebugOption = False) -> None:
    """Prove settings, rules and templates: every fault with file and line, and what costly rules cost."""
    guarded(lambda: _check(settings, as_json=json), debug=debug)


def _check(path: Path, *, as_json: bool) -> None:
    import typer

    from mailgate.adapters.yaml_rules import prove

    proof = prove(path)
    faults, warnings, costs = list(proof.faults), list(proof.warnings), list[tuple[str, str]]()
    if proof.settings is not None and proof.rulebook is not None:
        faults += proof.settings.unset_secrets()
        faults += letter_faults(proof.settings)
        faults += pattern_faults(proof.settings)
        faults += model_faults(proof.settings)
        warnings += bare_secrets(proof.settings)
        costs = pattern_costs(proof.rulebook)
    if as_json:
        for kind, lines in (("fault", faults), ("warning", warnings)):
            for line in lines:
                say_json(_told(kind, line))
        for intent, cost in costs:
            say_json({"kind": "cost", "intent": intent, "what": cost})
    else:
        _show(path, faults, warnings, costs, proof.rulebook)
    if faults:
        raise typer.Exit(FINDINGS)


def _told(kind: str, line: str) -> dict[str, object]:
    placed = _PLACED.fullmatch(line)
    if placed is None:
        return {"kind": kind, "file": None, "line": None, "column": None, "what": line}
    column = placed["column"]
    return {
        "kind": kind, "file": placed["file"], "line": int(placed["line"]), "column": int(column) if column else None,
        "what": placed["what"],
    }  # fmt: skip


def _show(
    path: Path, faults: Sequence[str], warnings: Sequence[str], costs: Sequence[tuple[str, str]], rulebook: Rulebook | None
) -> None:
    for line in faults:
        say(line, style="red")
    for line in warnings:
        say(f"{line} (warning)", style="yellow")
    for intent, cost in costs:
        say(f"{intent}: {cost}")
    if faults:
        say(f"{_count(len(faults), 'fault')} in {path}; nothing of it is taken over until they are mended.")
    elif rulebook is not None:
        parts = (
            _count(len(rulebook.mailboxes), "mailbox", "mailboxes"), _count(len(rulebook.agents), "agent"),
            _count(len(rulebook.intents), "intent"), _count(len(rulebook.rules), "rule"),
            *((_count(len(rulebook.documents.passages), "section", "sections") + " of documents",)
              if rulebook.documents.passages else ()),
        )  # fmt: skip
        warned = f"; {_count(len(warnings), 'warning')}" if warnings else ""
        say(f"{path} is fine: {', '.join(parts)} (rulebook {rulebook.fingerprint}){warned}.", style="green")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def letter_faults(settings: Settings) -> tuple[str, ...]:
    """Faults of the desk's own letter templates."""
    from mailgate.adapters.templates import check as check_templates
    from mailgate.bootstrap import template_folders

    return check_templates(template_folders(settings))


def pattern_costs(rulebook: Rulebook) -> list[tuple[str, str]]:
    """Intents whose patterns need a part of the language model beyond the words, and what that costs."""
    from mailgate.reading.patterns import cost_of

    costs = ((name, cost_of(intent.patterns)) for name, intent in rulebook.intents.items() if intent.patterns)
    return [(name, cost) for name, cost in costs if cost]


def pattern_faults(settings: Settings) -> tuple[str, ...]:
    """Patterns that spaCy itself refuses; it is loaded only when there are patterns."""
    from mailgate.reading.patterns import fault_of

    return tuple(
        f"{settings.at('desk', 'intents', name, 'patterns', i)}: desk.intents.{name}.patterns: spaCy does not take this: "
        f"{fault}; see spaCy's rule-based matching"
        for name, intent in settings.desk.intents.items()
        for i, pattern in enumerate(intent.patterns)
        if (fault := fault_of(pattern))
    )


def model_faults(settings: Settings) -> tuple[str, ...]:
    """A spaCy model that the settings name and that is not here. The daemon would run without it, and say so in each reading."""
    from mailgate.reading.trained import AUTO, BLANK, RULES_ONLY, is_installed, models_for

    model = settings.server.model
    if not settings.server.reading or model in (AUTO, BLANK, RULES_ONLY) or is_installed(model):
        return ()
    there = ", ".join(models_for().values()) or "none"
    return (f"{settings.at('server', 'model')}: server.model: `{model}` is not installed; installed: {there}; or write auto",)


def bare_secrets(settings: Settings) -> tuple[str, ...]:
    """A warning for each secret that stands in a file which others on this machine can read."""
    open_files = {str(path) for path in settings.files if path.stat().st_mode & 0o007}
    found: list[str] = []
    for loc in _secret_places(settings):
        place = settings.at(*loc)
        if str(Path(place.file).resolve()) in open_files:
            name = ".".join(part for part in loc if isinstance(part, str))
            what = "the secret stands in this file, which others can read; write ${NAME} or file:PATH, or chmod o-rwx"
            found.append(f"{place}: {name}: {what} {place.file}")
    return tuple(found)


def _secret_places(settings: Settings) -> list[tuple[int | str, ...]]:
    mailboxes = (("server", "imap", i) for i in range(len(settings.server.imap)))
    logins: list[tuple[int | str, ...]] = [("server", "delivery"), *mailboxes]
    secrets = (("password",), ("oauth", "client_secret"), ("oauth", "refresh_token"))
    return [place for login in logins for secret in secrets if settings.is_bare(*(place := (*login, *secret)))]
