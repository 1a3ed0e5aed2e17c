"""`mailgate template`: letters as they will look, before anybody gets one."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, fail, guarded, say, say_json

if TYPE_CHECKING:
    from mailgate.adapters.templates import LetterWriter
    from mailgate.model.delivery import Letter

app = typer.Typer(help="Letters as they will look.", no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def _group() -> None:
    """Letters as they will look."""


@app.command()
def preview(
    name: Annotated[str | None, typer.Argument(help="The template, such as handover; without it, all are listed.")] = None,
    settings: SettingsOption = DEFAULT_SETTINGS,
    language: Annotated[str, typer.Option("--language", help="de, en, es, fr, it, or a language of your own.")] = "en",
    html: Annotated[Path | None, typer.Option("--html", help="Write the page into this file.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Render a template with sample facts: its headers and text, or its page."""
    from mailgate.settings.words import did_you_mean

    def show() -> None:
        writer = _writer(settings)
        if language not in writer.languages():
            fail(f"there are no letters in {language!r}; there are {', '.join(writer.languages())}")
        if name is None:
            for one in writer.names():
                letter = _letter(writer, one, language)
                say_json(_as_json(letter)) if json else say(f"{one:<18} {letter.subject}")
            return
        if name not in writer.names():
            fail(f"there is no template {name!r}; {did_you_mean(name, writer.names())}")
        letter = _letter(writer, name, language)
        if json:
            say_json(_as_json(letter))
        elif html is not None or open_:
            _page(letter, html, open_=open_)
        else:
            _text(letter)

    guarded(show, debug=debug)


def _writer(settings_file: Path) -> LetterWriter:
    """With the desk's own templates where there is a settings file, else the built-in ones. Its faults are shown."""
    from mailgate.adapters.templates import LetterWriter

    def tell(fault: str) -> None:
        say(fault, style="yellow")

    if not settings_file.exists():
        return LetterWriter(domain="support.example.com", tell=tell)
    from mailgate.adapters.yaml_rules import load_desk

    settings, _ = load_desk(settings_file)
    folders = [folder for folder in (settings.desk.templates, settings.folder / "templates") if folder and folder.is_dir()]
    return LetterWriter(folders, domain=settings.server.domain, base=settings.folder, tell=tell)


def _letter(writer: LetterWriter, name: str, language: str) -> Letter:
    from mailgate.adapters.letter_samples import NOW, sample, sample_rulebook

    notice, facts = sample(name, language=language)
    desk = sample_rulebook()
    speaking = {key: replace(agent, languages=(language,)) for key, agent in desk.agents.items()}
    return writer.write(notice, facts, rulebook=replace(desk, agents=speaking), now=NOW)


def _text(letter: Letter) -> None:
    say(f"From:    {letter.sender.name} <{letter.sender.address}>", style="bold")
    say(f"To:      {letter.to[0].name or ''} <{letter.to[0].address}>", style="bold")
    say(f"Subject: {letter.subject}", style="bold")
    say()
    say(letter.text.rstrip("\n"))


def _page(letter: Letter, file: Path | None, *, open_: bool) -> None:
    if file is None:
        with tempfile.NamedTemporaryFile(prefix="mailgate-", suffix=".html", delete=False) as made:
            file = Path(made.name)
    file.write_text(letter.html or "", encoding="utf-8")
    say(f"written to {file}")
    if open_:
        typer.launch(str(file))


def _as_json(letter: Letter) -> dict[str, object]:
    return {
        "template": letter.notice.template,
        "subject": letter.subject,
        "from": letter.sender.name,
        "headers": [list(one) for one in letter.headers],
        "text": letter.text,
        "html": letter.html,
    }
