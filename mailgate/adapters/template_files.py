"""Template files: folders of `LANGUAGE/NAME.txt.j2` and `LANGUAGE/NAME.html.j2`, read whole at one instant.

The first lines of a text template are headers: `Subject:` (needed), `From:` (the display name) and `Preview:` (what a mail
client shows beside the subject), each a template of its own, so that no value can add a header.

HTML comes from `LANGUAGE/NAME.html.j2`, else from the shared `NAME.html.j2`, whose words are the macros of the language's
`_words.j2` (they are `w` in every template), else from `_plain.html.j2`, which sets the finished text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from mailgate.adapters.sandbox import Source
from mailgate.model.errors import TemplateFault

HEADERS = ("Subject", "From", "Preview")
WORDS = "_words.j2"
LARGEST = 256 * 1024

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_HEADER = re.compile(r"([A-Za-z-]+):[ \t]*(.*)")
_SHARED_PRELUDE = '{% import language ~ "/' + WORDS + '" as w %}'
_PRELUDE = '{% import "' + WORDS + '" as w %}'


def built_in_folder() -> Path:
    """The templates that ship: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_data" / "templates"
    return shipped if shipped.is_dir() else package.parent / "templates"


def sources_of(folders: Sequence[Path]) -> dict[str, Source]:
    """Every template of these folders by name (`en/answer.txt`, `en/answer.subject` …); an earlier folder's file counts.

    Raises TemplateFault, one line with file and line for each file that can't be read or whose headers are wrong.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.j2")) + sorted(folder.glob("*/*.j2")):
            files.setdefault(path.relative_to(folder).as_posix(), path)
    for language in {name.partition("/")[0] for name in files if "/" in name}:
        if f"en/{WORDS}" in files:
            files.setdefault(f"{language}/{WORDS}", files[f"en/{WORDS}"])
    found: dict[str, Source] = {}
    faults: list[str] = []
    for name, path in files.items():
        try:
            found |= _parts(name, read(path), path)
        except TemplateFault as fault:
            faults.append(str(fault))
    if faults:
        raise TemplateFault("\n".join(faults))
    return found


def read(path: Path) -> str:
    try:
        data = path.read_bytes()
        if len(data) > LARGEST:
            raise TemplateFault(f"{path}:1: a template may have at most 256 KiB; split it or shorten it")
        return data.decode("utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise TemplateFault(f"{path}:1: can't be read ({error.strerror}); check the file's rights") from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TemplateFault(f"{path}:{line}: is not UTF-8; save the file as UTF-8") from error


def _parts(name: str, text: str, path: Path) -> Mapping[str, Source]:
    language, slash, file = name.rpartition("/")
    if not slash and file.endswith(".html.j2") and not file.startswith("_"):
        return {name: Source(_SHARED_PRELUDE + text, str(path))}
    if not slash or file == WORDS or not _LANGUAGE.fullmatch(language):
        return {name: Source(text, str(path))}
    if file.endswith(".html.j2"):
        return {name: Source(_PRELUDE + text, str(path))}
    if not file.endswith(".txt.j2"):
        return {name: Source(text, str(path))}
    return _text_parts(f"{language}/{file.removesuffix('.txt.j2')}", text, path)


def _text_parts(base: str, text: str, path: Path) -> Mapping[str, Source]:
    """Headers and body of a text template. Each part stays on its own line of the file, so that faults name the right one."""
    lines = text.split("\n")
    parts: dict[str, Source] = {}
    number = 0
    for number, line in enumerate(lines):
        if not line.strip():
            break
        found = _HEADER.fullmatch(line)
        if not found or found[1].title() not in HEADERS:
            wanted = ", ".join(HEADERS)
            raise TemplateFault(f"{path}:{number + 1}: {line[:40]!r} is no header; first come {wanted}, then a blank line")
        parts[f"{base}.{found[1].lower()}"] = Source(_PRELUDE + "\n" * number + found[2], str(path))
    if f"{base}.subject" not in parts:
        raise TemplateFault(f"{path}:1: the first line must be `Subject: …`")
    body = "\n".join(lines[number + 1 :])
    return parts | {f"{base}.txt": Source(_PRELUDE + "\n" * (number + 1) + body, str(path))}
