"""Recognising, line by line, what stands between fresh and quoted words: introductions, separators, printed headers.

All matching is on single lines of bounded length; nothing here looks back over more than four lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailgate.mail.patterns.attributions import BEGINS, WROTE
from mailgate.mail.patterns.labels import COPY, DATE, FROM, SUBJECT, TO
from mailgate.mail.patterns.separators import FORWARDED, ORIGINAL, QUOTED_BY

MAX_LINE = 600  # characters of a line that are looked at
_TAIL = 100
MAX_SPAN = 4  # lines of an introduction
MAX_HEADER = 14  # lines of a printed header, folds included
MAX_FIELDS = 80  # the same of one that prints every field there is

VERBS = "|".join(
    re.escape(verb) for verb in sorted({verb for every in WROTE.values() for verb in every}, key=lambda verb: (-len(verb), verb))
)
_ENDS_WROTE = re.compile(rf"(?:{VERBS})[^:：﹕]{{0,40}}[:：﹕]\s*[*_]*$")
_WROTE_WHEN = re.compile(
    rf"(?:{VERBS})\s(?:[^@\n]|@\s){{0,60}}\d[\d\s:.,/-]{{0,20}}(?:uhr|h|pm|am)?[\s)\]]{{0,3}}"
    rf"(?:\[?(?:[+-]\d{{2}}:?\d{{2}}|[a-z]{{2,5}}(?:[+-]\d{{1,2}})?)[\])]{{0,2}}\s?)?[:：﹕]\s*[*_]*$"
)
_HAS_WROTE = re.compile(rf"(?:^|[\s>\])、,\"'*])(?:{VERBS})(?:$|[\s:：﹕.,(])")
_ADDRESS = re.compile(r"[<(\[]?(?:mailto:)?[^\s<>()\[\]]{1,100}@[^\s<>()\[\]]{1,100}[>)\]]?")
TIME = re.compile(r"\d{1,2}[:.h]\d{2}|\d{4}[-/.年]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d|\d{1,2}月\d{1,2}日|\d시")
_CLOCK = re.compile(r"\d\s?[:h∶시時时點点]\s?\d\d|(?<![\d.])\d{1,2}\.\d\d(?![.\d])|\d\s?(?:am|pm|uhr)\b|[时時]\d", re.IGNORECASE)
_STAMP = re.compile(r"\d:\d\d(?::\d\d)?\s[+-]\d{4}\b")  # RFC 5322 §3.3, as no person writes it
# Any other field of RFC 5322, which the fullest of printed headers have, too.
_FIELD = re.compile(r"(?:[A-Za-z]+(?:-[A-Za-z0-9]+)+|Received|Sender|Lines|Organization):\s")
_TRACE = re.compile(r"Received:\s+(?:from|by)\s")
_COLON_END = re.compile(r"[:：﹕]\s*[*_]*$")
_AROUND_LABEL = " \t>*_|ー\xa0\u200e\u200f"
_DECORATED = re.compile(r"^[\s>*]{0,6}([-_=*~#+•]{1,60})\s*([^-_=*~#][^\n]{0,90}?)\s*:?\s*([-_=*~#+•]{0,60})\s*$")
_RULE = re.compile(r"^\s{0,4}[_=*-]{5,200}\s*$")
TRIM = " \t>*_-=~:：.\u200b\ufeff\u2028\xa0"
_DIRECTIONS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
_KINDS = {
    label: kind
    for kind, labels in (("copy", COPY), ("to", TO), ("date", DATE), ("subject", SUBJECT), ("from", FROM))
    for label in labels
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A printed header: the lines [start, stop) and its values by kind (from, date, to, subject, copy)."""

    start: int
    stop: int
    values: dict[str, str]


def label_of(line: str) -> tuple[str, str] | None:
    """The kind and value of a printed header line: `*Von:* Maria` → ("from", "Maria"). Windows Mail strews marks of writing
    direction into its dates."""
    if len(line) > MAX_LINE:
        return None
    line = undirected(line)
    at = min((found for found in (line.find(":", 0, 60), line.find("：", 0, 60)) if found > 0), default=-1)
    if at < 0:
        return None
    kind = _KINDS.get(line[:at].strip(_AROUND_LABEL).casefold())
    return (kind, line[at + 1 :].strip(" \t*_").strip()) if kind else None


def _bare_label(line: str) -> tuple[str, str] | None:
    """The same without a colon, as eM Client and tables print it: `From  Maria <m@example.org>`. Right under a separator only."""
    words = line[:MAX_LINE].replace("|", " ").split()
    for count in (1, 2):
        kind = _KINDS.get(" ".join(words[:count]).casefold())
        if kind and len(words) > count:
            return kind, " ".join(words[count:])
    return None


def header_at(lines: list[str], start: int) -> Header | None:
    """A printed header that begins at this line: a sender and two more kinds, or a sender and a subject or date, close
    together. Folded lines and single blank lines between the labels are allowed."""
    after_rule = start > 0 and separator_of(lines[start - 1]) is not None
    read, first = label_of, label_of(lines[start])
    if first is None and after_rule:
        read, first = _bare_label, _bare_label(lines[start])
    if first is None and after_rule and _FIELD.match(lines[start]):
        read, first = label_of, ("copy", "")
    if first is None or (first[0] == "copy" and not after_rule):
        return None
    values = {first[0]: first[1]}
    last, last_kind, blanks, at = start, first[0], 0, start + 1
    while at < len(lines) and at - start < (MAX_FIELDS if after_rule else MAX_HEADER):
        line = lines[at]
        if not line.strip(" >*_|\t"):
            blanks += 1
            if blanks > (2 if after_rule else 1):
                break
            at += 1
            continue
        found = ("copy", "") if after_rule and _TRACE.match(line) else read(line)
        if found is None and after_rule and _FIELD.match(line):
            found = "copy", ""
        if found is None:
            folded = at + 1 < len(lines) and _folds(last_kind, values[last_kind]) and read(lines[at + 1]) is not None
            if blanks or at - last > 2 or not (folded or _continues(values[last_kind], line)):
                break
            values[last_kind] = f"{values[last_kind]} {line.strip(' >*_|')}".strip()
            last = at
            at += 1
            continue
        kind, value = found
        if kind in values and kind != "copy":
            break
        values.setdefault(kind, value)
        last, last_kind, blanks = at, kind, 0
        at += 1
    kinds = set(values) - {"copy"}
    several = len(kinds) >= 3 and (after_rule or _of_a_mail(values))
    enough = "from" in kinds and (several or (len(kinds) == 2 and "to" not in kinds and _plausible(values)))
    enough = enough or (kinds == {"date", "to"} and "@" in values["to"] and _STAMP.search(values["date"]) is not None)
    return Header(start=start, stop=last + 1, values=values) if enough else None


def _folds(kind: str, value: str) -> bool:
    """A value that goes on in one line without an indent: a subject, or `a@example.org On` with `Behalf Of Maria` below."""
    return kind == "subject" or (kind == "from" and "@" in value)


def _continues(value: str, line: str) -> bool:
    """A value may go on in the next line: it is empty, ends open, or the line is indented or part of an address list."""
    return not value or value.endswith((",", ";", "<")) or line[:1] in " \t" or (bool(_ADDRESS.search(line)) and len(line) < 120)


def _of_a_mail(values: dict[str, str]) -> bool:
    """Labels of a journey are from, to and date as well; a mail's have an address or a time of day."""
    return any("@" in value for value in values.values()) or bool(_CLOCK.search(values.get("date", "")))


def _plausible(values: dict[str, str]) -> bool:
    """Two labels make a header only if they say what such labels say."""
    return bool(_ADDRESS.search(values.get("from", ""))) and (
        "subject" in values or any(sign.isdigit() for sign in values.get("date", ""))
    )


def separator_of(line: str) -> str | None:
    """ "original" or "forwarded" for a line such as `-----Original Message-----` or `Begin forwarded message:`."""
    if len(line) > 160:
        return None
    words = line.strip(TRIM).casefold().replace("i\u0307", "i").replace("\u2011", "-").replace("\xa0", " ")
    words = words.replace("&nbsp;", " ").strip() if "&" in words else words  # QQ Mail leaves them in its plain text
    if not words or len(words) > 90:
        return None
    decorated = _DECORATED.match(line)
    before, behind = (len(decorated[1]), len(decorated[3])) if decorated else (0, 0)
    framed = before >= 2 or (before and behind)
    if words in FORWARDED and (framed or line.rstrip().endswith((":", "：")) or words.startswith("begin")):
        return "forwarded"
    if framed and words.startswith(_FORWARDED_BY):
        return "forwarded"
    if words in ORIGINAL and framed and (" " in words or not words.isascii() or (before >= 2 and behind >= 2)):
        return "original"
    if before >= 3 and behind >= 3 and words.startswith(QUOTED_BY) and (_ADDRESS.search(words) or TIME.search(words)):
        return "original"
    said = before >= 3 and behind >= 3 and _HAS_WROTE.search(words + " ")
    if said and (said.end() > len(words) - 20 or _ADDRESS.search(words) or TIME.search(words)):
        return "original"  # ---- Maria wrote ----
    return None


def titles_quote(line: str) -> bool:
    """The bare words of such a line (`Original Message`), as BlackBerry prints them: they count above a printed header only."""
    words = line.strip(TRIM).casefold()
    return words in ORIGINAL or words in FORWARDED


_FORWARDED_BY = tuple(
    words + " " for words in FORWARDED if words.endswith((" by", " from", " von", " por", " da", " door", " par"))
)


def is_rule(line: str) -> bool:
    """A line of dashes, underscores or the like only."""
    return _RULE.match(line) is not None


def attribution_at(lines: list[str], start: int) -> int | None:
    """Where the introduction of a quote that begins at this line ends (the line behind it), or None.

    It is one if it ends with a verb of writing and a colon and has a date or an address, or with a colon and has both."""
    if not lines[start].strip():
        return None
    joined = ""
    at = start - 1
    for count in range(MAX_SPAN):
        at = _bracket_below(lines, at + 1) if count else start
        if at >= len(lines):
            return None
        line = undirected(lines[at]).strip(" \t-")
        if not line or len(line) > MAX_LINE:
            return None
        joined = f"{joined} {line}".strip()
        if len(joined) > MAX_LINE:
            return None
        if _introduces(joined, several=count > 0):
            return at + 1
        if count == 0 and not _begins(line):
            return None
    return None


def _bracket_below(lines: list[str], at: int) -> int:
    """The next line; behind an empty one only if a lone `<` stands there, with which Polymail begins an address."""
    if at + 1 < len(lines) and not lines[at].strip() and lines[at + 1].strip() == "<":
        return at + 1
    return at


def undirected(line: str) -> str:
    """A line without the signs that set its writing direction."""
    return line if line.isascii() else line.translate(_DIRECTIONS)


def _begins(line: str) -> bool:
    folded = line.casefold().lstrip("*_\"'<[( ")
    if folded.startswith(BEGINS) or folded[:1].isdigit() or TIME.search(line) is not None:
        return True
    return "@" in line and "<" in line.rpartition(">")[2]  # Maria <m@example.org, broken before its end


def _introduces(text: str, *, several: bool) -> bool:
    folded = text.casefold()[-_TAIL:]  # the verb stands near the end
    ends = bool(_COLON_END.search(text[-8:]))
    if not ends and not _HAS_WROTE.search(folded):
        return False
    address, time = "@" in text and bool(_ADDRESS.search(text)), bool(TIME.search(text))
    if several and not _begins(text):
        return False
    if ends and (_ENDS_WROTE.search(folded) or _WROTE_WHEN.search(folded)):
        return (address or time) and (several or len(text) < 400)
    if ends and address and time:
        return (
            bool(re.search(r"@[^\s]{1,100}[>)\]\"']*\s*[:：][\s*_]*$", text))
            or _HAS_WROTE.search(text.casefold()[-2 * _TAIL :]) is not None
        )
    return address and time and re.search(rf"(?:{VERBS})[\s.…]*$", folded) is not None


def short_attribution(line: str) -> bool:
    """`Maria wrote:` or `2013/12/15 Maria <m@example.org>`, which introduce a quote only if quoted lines follow at once."""
    text = line.strip().casefold()[-400:]
    if not 0 < len(text) < 160:
        return False
    if _ENDS_WROTE.search(text) or (_COLON_END.search(text) and _ADDRESS.search(text)) or _STAMPED.match(text):
        return True
    if ("news:" in text or "@" in text) and _WROTE_IN.search(text):
        return True
    return text[:1].isdigit() and text.endswith(">") and bool(_ADDRESS.search(text) and TIME.search(text))


# `2016-03-03 17:21 GMT+01:00 Maria Muster`, `Posted by maria on 03/03/2016`, `Maria wrote in message news:…`: without a colon.
_STAMPED = re.compile(
    r"20\d\d[-/]\d\d?[-/]\d\d?,?\s\d\d?:\d\d(?:\s\S+){1,5}$|posted by \S[^\n]{0,60} on \d[\d/.-]{5,9}$"
    r"|\* [^\n|]{1,60} \| \d{4}-\d\d-\d\d[^\n]{0,40}:$"
    r"|excerpts from \S[^\n]{0,80} message of [^\n]{5,60}:$"
)
_WROTE_IN = re.compile(rf"\s(?:{VERBS})\s[^\n]{{0,40}}?(?:news:\S+|<[^<>\s]+@[^<>\s]+>)[\s.…:]*$")  # Outlook Express
