"""Commands: the `#` lines at the top of an agent's mail (contract §7). Words, aliases and who may use what are data."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal

Argument = Literal["none", "optional", "required"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command. `argument`: what may follow on its line, `shown` how the help writes it. `who` may use it.
    What is not `undoable` is held, and let go by an answer to the very letter that says so (`held.BY_ITS_LETTER`) or by the
    one-time code in it."""

    word: str
    does: str
    aliases: tuple[str, ...] = ()
    argument: Argument = "none"
    shown: str = ""
    who: Literal["agent", "senior"] = "agent"
    undoable: bool = True
    hands_on: bool = False  # words below it may be meant for who gets it


# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command(word="note", does="keeps the rest as an internal note", aliases=("internal", "private"), argument="optional",
            shown="[WORDS]"),
    Command(word="reply", does="sends the rest to the customer, as it would be without", aliases=("public",)),
    Command(word="resolve", does="marks it resolved", aliases=("resolved", "solve", "solved", "done")),
    Command(word="close", does="closes it", aliases=("closed",)),
    Command(word="reopen", does="opens it again"),
    Command(word="take", does="makes it yours", aliases=("claim",)),
    Command(word="assign", does="gives it to a person or a team; words below it need #note or #reply", aliases=("give",),
            argument="required", shown="WHO or TEAM", hands_on=True),
    Command(word="unassign", does="puts it back into the team's queue", hands_on=True),
    Command(word="priority", does="sets its priority", aliases=("prio",), argument="required",
            shown="urgent, high, normal or low"),
    Command(word="tag", does="adds tags", argument="required", shown="WORDS"),
    Command(word="untag", does="removes tags", argument="required", shown="WORDS"),
    Command(word="intent", does="says what it is about, and teaches", aliases=("relabel",), argument="required", shown="NAME"),
    Command(word="misroute", does="moves it to where it belongs, and teaches; it does not come back to you",
            aliases=("misrouted", "wrong"), argument="required", shown="TEAM or INTENT", hands_on=True),
    Command(word="agree", does="gives it to whom the hand-over suggests", aliases=("yes", "ok"), hands_on=True),
    Command(word="use", does="answers with a suggestion of the hand-over", aliases=("suggestion",), argument="required",
            shown="NUMBER"),
    Command(word="incident", does="makes it an incident, with the tickets that name the same", argument="optional",
            shown="[NAME]"),
    Command(word="answer", does="answers all tickets of its incident, once you have confirmed it", undoable=False),
    Command(word="propose", does="puts a new intent that the desk found before the admins, under a better name if you have one",
            argument="optional", shown="[NAME]"),
    Command(word="decline", does="says that what the desk found is no new intent"),
    Command(word="snooze", does="puts it aside until then", aliases=("later",), argument="required", shown="2d or MONDAY"),
    Command(word="accept", does="lets waiting mails and people into the conversation", argument="optional", shown="[ADDRESS]"),
    Command(word="send", does="lets your held mail go as its letter shows"),
    Command(word="drop", does="throws your held mail away", aliases=("discard",)),
    Command(word="confirm", does="lets the held mail go whose letter has this code, from any mail of yours", argument="required",
            shown="CODE"),
    Command(word="why", does="tells why it is what it is and where it is", aliases=("explain",)),
    Command(word="similar", does="shows solved tickets like it"),
    Command(word="history", does="shows its story and the customer's"),
    Command(word="status", does="shows how it stands", argument="optional", shown="[NUMBER]"),
    Command(word="mine", does="lists your open tickets"),
    Command(word="search", does="finds tickets that have all the words", aliases=("find",), argument="required", shown="WORDS"),
    Command(word="skills", does="tells what the desk thinks you can; hears what you want", aliases=("skill",),
            argument="optional", shown="[NAME want, no or clear]"),
    Command(word="away", does="gives you nothing new until then", aliases=("vacation", "absent"), argument="required",
            shown="until MONDAY"),
    Command(word="back", does="you are there again"),
    Command(word="help", does="sends this list", aliases=("commands",)),
)
# fmt: on
# Commands that agents of other desks know and this one does not have yet.
# fmt: off
NOT_YET = frozenset({
    "due", "merge", "split", "link", "cc", "uncc", "ask", "forward", "new", "template", "spam", "ack",
    "digest", "report", "time", "undo",
})
# fmt: on
BY_WORD = {word: command for command in COMMANDS for word in (command.word, *command.aliases)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A command as it was found. `written` is the line as the agent wrote it."""

    command: Command
    argument: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """The top block and what stands below it. `unknown` are `#` lines of the block that are no command; `stray` lines of the
    rest that are exactly one, or its first line where only a space stands behind the `#`. Either holds the mail; of a released
    one both are `left_out`: neither done nor sent. `bare` is a first line that is a command's word without its `#`: it holds
    the mail too, and goes as the text that it may be once it is released."""

    lines: tuple[Line, ...] = ()
    rest: str = ""
    unknown: tuple[str, ...] = ()
    stray: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    bare: str | None = None

    def named(self, *words: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.command.word in words)


_LINE = re.compile(r"#([A-Za-z][\w-]*)[:.,;!]*\s*(.*)")  # `# Heading` and `#1042` are text
_SPACED = re.compile(r"#\s+([A-Za-z][\w-]*)[:.,;!]*\s*(.*)")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"  # what mail clients on phones put before a line
FIRST_LINES = 20  # where the first line that is not blank is looked for
GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin|liebe[rs]?|servus|"
    r"sehr geehrte[rs]?|ciao|salve|buongiorno|buonasera|gentile|egregi[oa]|car[oaie]|bonjour|bonsoir|salut|ch(?:er|ère)|hola|"
    r"buen[oa]s (?:días|tardes|noches)|estimad[oa]|querid[oa]|olá|bo[am] (?:dia|tarde|noite)|prezad[oa]|beste|hoi|hej|"
    r"geachte|kære)"
    r"(?:\s+[^\W\d_][\w.'’-]*){0,4}\s*[,!:]?\s*",
    re.IGNORECASE,
)


def parse(text: str, *, lenient: bool = False) -> Commands:
    """Read the fresh words of an agent's mail. Blank lines and a greeting don't end the top block; the first other line does.
    Without a `#` line in the block, `rest` is the text unchanged. `lenient`: a person released the mail, so what would hold it
    is left out."""
    rows = text.splitlines()
    lines: list[Line] = []
    unknown: list[str] = []
    greeting: list[str] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        match = _hash_line(row)
        line = _known(match, row) if match is not None else None
        if line is not None:
            lines.append(line)
        elif match is not None:
            unknown.append(row.strip())
        elif row.strip() and not greeting and _greets(row, islice(rows, at + 1, None)):
            greeting.append(row)
        elif row.strip():
            break
        at += 1
    stray = (*_spaced(rows[at:]), *_stray(rows[at:]))
    if lenient and stray:
        rows = [*rows[:at], *_without(rows[at:], stray)]
    if not lines and not unknown:
        if lenient and stray:
            return Commands(rest="\n".join(rows).lstrip("\n"), left_out=stray)
        return Commands(rest=text, stray=stray, bare=None if lenient else _bare(rows))
    body = "\n".join(rows[at:]).strip("\n").rstrip()
    rest = "\n\n".join((*greeting, body)) if body.strip() else ""  # a greeting alone is no answer
    if lenient:
        return Commands(lines=tuple(lines), rest=rest, left_out=(*unknown, *stray))
    return Commands(lines=tuple(lines), rest=rest, unknown=tuple(unknown), stray=stray)


def codes_in(text: str) -> tuple[str, ...]:
    """What follows `#confirm` in the top block."""
    if "#confirm" not in text.casefold():
        return ()
    return tuple(line.argument for line in parse(text).named("confirm") if line.argument)


def not_yet(written: str) -> str | None:
    """The command a line names that isn't available yet, with its `#`."""
    match = _hash_line(written)
    word = match[1].casefold() if match else ""
    return f"#{word}" if word in NOT_YET else None


def meant(written: str) -> str | None:
    """The command a misspelt line may have meant, with its `#`; None if it is like none, or is one that isn't there yet."""
    match = _hash_line(written) or _SPACED.fullmatch(written.strip().strip(_INVISIBLE).strip())
    word = match[1].casefold() if match else ""
    if word in NOT_YET:
        return None
    close = difflib.get_close_matches(word, list(BY_WORD), n=1, cutoff=0.6)
    return f"#{BY_WORD[close[0]].word}" if close else None


def usage(command: Command) -> str:
    """`#assign WHO or TEAM`."""
    return f"#{command.word} {command.shown}".strip()


def _greets(row: str, below: Iterable[str]) -> bool:
    """Whether a line is a greeting above a `#` line. Above anything else it is where the answer begins."""
    if len(row) > 100 or GREETING.fullmatch(row) is None:
        return False
    return _hash_line(next((other for other in below if other.strip()), "")) is not None


def _hash_line(row: str) -> re.Match[str] | None:
    return _LINE.fullmatch(row.strip().strip(_INVISIBLE).strip())


def _known(match: re.Match[str], row: str) -> Line | None:
    """The line as a command; None when the word is none, or words follow one that takes none."""
    command, argument = BY_WORD.get(match[1].casefold()), match[2]
    if command is None or (argument and command.argument == "none"):
        return None
    return Line(command=command, argument=argument, written=row.strip())


def _spaced(rows: list[str]) -> tuple[str, ...]:
    """The first line, below a greeting, if but for the spaces behind its `#` it is exactly a known command."""
    written = [row for row in rows[:FIRST_LINES] if row.strip()][:2]
    if len(written) > 1 and len(written[0]) <= 100 and GREETING.fullmatch(written[0]):
        del written[0]
    match = _SPACED.fullmatch(written[0].strip().strip(_INVISIBLE).strip()) if written else None
    return (written[0].strip(),) if match is not None and _known(match, written[0]) is not None else ()


def _bare(rows: list[str]) -> str | None:
    """The first line, if it is a command's own word, and nothing or a blank line stands below it. Aliases are words that
    people answer with: yes, done."""
    at = next((at for at, row in enumerate(rows) if row.strip()), None)
    if at is None or "".join(rows[at + 1 : at + 2]).strip():
        return None
    row = rows[at].strip().strip(_INVISIBLE).rstrip(":.,;!").strip()
    return row if any(row.casefold() == command.word for command in COMMANDS) else None


def _without(rows: list[str], taken: tuple[str, ...]) -> list[str]:
    """Without these lines, and without the blank line that would then stand beside another."""
    kept: list[str] = []
    gap = False
    for row in rows:
        gap = row.strip() in taken or (gap and not row.strip())
        if not gap or (row.strip() not in taken and kept and kept[-1].strip()):
            kept.append(row)
    return kept


def _stray(rows: list[str]) -> tuple[str, ...]:
    """Lines that are exactly a known command: its own word alone, or with what it takes."""
    found = []
    for row in rows:
        match = _hash_line(row)
        line = _known(match, row) if match is not None else None
        if line is not None and not (line.command.argument == "required" and not line.argument):
            found.append(row.strip())
    return tuple(found)
