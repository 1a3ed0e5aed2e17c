"""Documents: a folder of Markdown files, read as sections. Nothing outside the folder is ever read, wherever links lead.

A file may begin with a few lines between `---`: `title`, `language`, `intents` (what it is about) and `public: no` (agents are
shown it, customers never get it). HTML comments are notes to oneself and never leave."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mailgate.model.documents import Passage
from mailgate.settings.words import did_you_mean

MOST_FILES = 500
MOST_SECTIONS = 1_000
LARGEST = 200_000  # octets of a file
LONGEST = 4_000  # characters of a section; a longer one is cut into several at a blank line
DEEPEST = 6  # folders
SUFFIXES = (".md", ".markdown")
KEYS = ("title", "language", "intents", "public")
YES, NO = ("yes", "true", "on"), ("no", "false", "off")

_HEADING = re.compile(r" {0,3}(#{1,3})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\(\s*<?([^)\s>]{1,2000})>?(?:\s+[\"'(][^)\n]{0,300})?\)")
_BARE_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![\w*])")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(slots=True)
class ReadDocuments:
    """The sections of a folder, and what is left out or wrong, each as `file:line: what; what to do`."""

    passages: list[Passage] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    """One file while it is read."""

    name: str  # inside the folder, with /
    path: Path
    title: str
    language: str | None
    intents: tuple[str, ...] = ()
    public: bool = True
    titled: bool = False


def read_documents(folder: Path, *, intents: frozenset[str] = frozenset()) -> ReadDocuments:
    """All sections, in the order of the files' names. Never raises for what stands in the folder: what can't be read is left
    out and told. `intents` are the names that a document may say it is about."""
    found = ReadDocuments()
    files = list(_files(folder, found))
    if len(files) > MOST_FILES:
        found.warnings.append(f"{files[MOST_FILES]}:1: more than {MOST_FILES} files; this one and those behind it are left out")
    for path in files[:MOST_FILES]:
        text = _text_of(path, found)
        if text is not None:
            _add(path, folder, text, intents, found)
    if len(found.passages) > MOST_SECTIONS:
        first = found.passages[MOST_SECTIONS]
        where = f"{folder / first.document}:{first.line}"
        found.warnings.append(f"{where}: more than {MOST_SECTIONS} sections; this one and those behind it are left out")
        del found.passages[MOST_SECTIONS:]
    return found


def _files(folder: Path, found: ReadDocuments) -> Iterator[Path]:
    """Markdown files below the folder by name, without hidden ones. A link that leads out is told and not followed."""
    root = folder.resolve()

    def below(place: Path, depth: int) -> Iterator[Path]:
        try:
            names = sorted(place.iterdir(), key=lambda one: one.name)
        except OSError as error:
            found.warnings.append(f"{place}:1: the folder can't be read ({error.strerror or error}); it is left out")
            return
        for one in names:
            if one.name.startswith("."):
                continue
            if one.is_symlink() and not _inside(one, root):
                if one.suffix.lower() in SUFFIXES or one.is_dir():
                    found.warnings.append(f"{one}:1: the link leads out of the folder; it is left out, put the file itself here")
            elif one.is_dir():
                if one.is_symlink():
                    continue  # inside the folder: it is read where it stands
                if depth < DEEPEST:
                    yield from below(one, depth + 1)
                else:
                    found.warnings.append(f"{one}:1: deeper than {DEEPEST} folders; it is left out")
            elif one.suffix.lower() in SUFFIXES:
                yield one

    yield from below(folder, 1)


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # it leads nowhere, or in a circle
        return False


def _text_of(path: Path, found: ReadDocuments) -> str | None:
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            return None
        if told.st_size > LARGEST:
            found.warnings.append(
                f"{path}:1: {told.st_size // 1000} kB; at most {LARGEST // 1000} kB are read, so split it: it is left out"
            )
            return None
        data = path.read_bytes()[: LARGEST + 1]
    except OSError as error:
        found.warnings.append(f"{path}:1: it can't be read ({error.strerror or error}); it is left out")
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found.warnings.append(f"{path}:{line}: this is not UTF-8; save it as UTF-8: it is left out")
        return None


def _add(path: Path, folder: Path, text: str, intents: frozenset[str], found: ReadDocuments) -> None:
    name = path.relative_to(folder).as_posix()
    file = _File(name=name, path=path, title=_title_of(path), language=_language_of(name))
    rows = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text).split("\n")
    begin = _front(rows, file, intents, found)
    before = len(found.passages)
    for line, level, heading, body in _sections(rows, begin):
        if level == 1 and not file.titled:
            file.title, file.titled = heading, True
        shown = "" if level == 1 and heading == file.title else heading
        for at, part in _parts(plain_text(body), line):
            found.passages.append(
                Passage(
                    document=name,
                    line=at,
                    title=file.title,
                    heading=shown,
                    text=part,
                    language=file.language,
                    intents=file.intents,
                    public=file.public,
                )
            )
    if len(found.passages) == before:
        found.warnings.append(f"{path}:1: there is no text in it")


def _front(rows: list[str], file: _File, intents: frozenset[str], found: ReadDocuments) -> int:
    """Read the lines between `---`; where the text begins."""
    if not rows or rows[0].strip() != "---":
        return 0
    end = next((n for n, row in enumerate(rows[1:60], 1) if row.strip() in ("---", "...")), None)
    if end is None:
        return 0  # a rule across the page
    for number, row in enumerate(rows[1:end], 2):
        key, colon, value = row.partition(":")
        key, value = key.strip().lower(), value.strip().strip("\"'")
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        fault = f"`{row.strip()}` is not `key: value`" if not colon else _take(file, key, value, intents)
        if fault is not None:
            found.warnings.append(f"{file.path}:{number}: {fault}")
    return end + 1


def _take(file: _File, key: str, value: str, intents: frozenset[str]) -> str | None:
    """Take one line over; what is wrong with it, if anything."""
    match key:
        case "title":
            file.title, file.titled = value or file.title, bool(value)
        case "language":
            if not _LANGUAGE.fullmatch(value.lower()):
                return f"`{value}` is no language; write it as en or it"
            file.language = value.lower()
        case "intents" | "intent":
            names = tuple(name.strip().strip("\"'") for name in value.strip("[]").split(",") if name.strip())
            unknown = next((name for name in names if name not in intents), None)
            file.intents = tuple(name for name in names if name in intents)
            if unknown is not None:
                return f"there is no intent `{unknown}`; {did_you_mean(unknown, sorted(intents))}"
        case "public":
            if value.lower() not in (*YES, *NO):
                file.public = False  # rather not than by mistake
                return f"`{value}` is neither yes nor no, so customers don't get it"
            file.public = value.lower() in YES
        case _:
            return f"unknown key `{key}`; {did_you_mean(key, KEYS)}"
    return None


def _sections(rows: list[str], begin: int) -> Iterator[tuple[int, int, str, str]]:
    """(line, level, heading, text) of each section; what stands before the first heading has level 0."""
    line, level, heading, body, fence = begin + 1, 0, "", list[str](), ""
    for number, row in enumerate(rows[begin:], begin + 1):
        mark = _FENCE.match(row)
        if mark is not None:
            fence = "" if fence and row.strip().startswith(fence) else fence or mark[1]
        found = _HEADING.match(row) if not fence and mark is None else None
        if found is None:
            body.append(row)
            continue
        yield line, level, heading, "\n".join(body)
        line, level, heading, body = number, len(found[1]), _bare(found[2])[:200], []
    yield line, level, heading, "\n".join(body)


def plain_text(text: str) -> str:
    """Markdown as people write it in mails: links show where they go, marks and pictures are gone, lists and code stay."""
    kept = []
    for n, part in enumerate(re.split(r"(?m)^ {0,3}(?:```+|~~~+)[^\n]*$", text)):
        kept.append(part.strip("\n") if n % 2 else _bare(part))
    plain = "\n".join(kept)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(row.rstrip() for row in plain.split("\n"))).strip()


def _bare(text: str) -> str:
    text = _IMAGE.sub("", text)
    text = _LINK.sub(lambda match: match[2] if match[1] == match[2] else f"{match[1]} ({match[2]})", text)
    text = _BARE_LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    return _TAG.sub("", _SLANTED.sub(r"\1", text)).replace("`", "")


def _parts(text: str, line: int) -> Iterator[tuple[int, str]]:
    """The text in parts of at most LONGEST characters, cut at blank lines; each with a line of its own."""
    rest, at = text, line
    while rest:
        if len(rest) <= LONGEST:
            yield at, rest
            return
        cut = max(rest.rfind("\n\n", 0, LONGEST), LONGEST // 2)
        yield at, rest[:cut].rstrip()
        at += rest[:cut].count("\n") + 1
        rest = rest[cut:].lstrip("\n")


def _title_of(path: Path) -> str:
    words = path.name.partition(".")[0].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or path.name


def _language_of(name: str) -> str | None:
    """`it/passwords.md` and `passwords.it.md` say their language."""
    parts = name.split("/")
    marked = parts[-1].split(".")
    for word in (marked[-2] if len(marked) > 2 else "", parts[0] if len(parts) > 1 else ""):
        if re.fullmatch(r"[a-z]{2}", word):
            return word
    return None
