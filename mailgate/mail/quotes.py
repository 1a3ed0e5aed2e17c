"""The fresh words of a reply, apart from quotes and signature. Linear in the number of lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailgate.mail.blocks import (
    attribution_at,
    header_at,
    is_rule,
    label_of,
    separator_of,
    short_attribution,
    titles_quote,
)
from mailgate.mail.glued import MAX_LINES, delimiter_alone, glued_at, glued_separator, separator_alone
from mailgate.mail.html import CUT, INSIDE, plain
from mailgate.mail.notes import notes_start
from mailgate.mail.patterns.banners import BANNERS
from mailgate.mail.patterns.separators import REPLY_ABOVE as DELIMITERS
from mailgate.mail.signatures import signature_at

REPLY_ABOVE = "-- reply above this line --"  # letters may print it; what is below is never fresh

_QUOTED = re.compile(r"^\s{0,8}>")
_ARROWS = re.compile(r"\s*>[^<\n]{0,300}<{2,}\s*$")  # >>> an advertisement <<<
_LINK = re.compile(r"\s{0,8}\(?https?://\S{1,500}\s?>?\s*$")
_DECORATION = re.compile(r"^[\s>#*=_\-–—~|.:<\[(]+|[\s#*=_\-–—~|.:>\])]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A text's fresh words with their lines intact, the signature under them, and all that is others'."""

    fresh: str
    signature: str | None = None
    quoted: str | None = None


def split_reply(marked: str, *, reply_above: str | None = None, answers: bool = True) -> Split:
    """Split a text (with the marks of html.py, if any). Inline answers keep their order; the parts between become
    blank lines. `answers` says whether the mail answers one at all: in one that doesn't, only marked text is quoted.
    Total; a text without quotes comes back whole but for its signature."""
    lines = separator_alone(delimiter_alone(marked.split("\n"), (reply_above or REPLY_ABOVE).strip().casefold()))
    looked_at = lines[:MAX_LINES]
    cut = _hard_cut(looked_at, reply_above)
    fresh, quoted = _sorted_lines(looked_at[:cut], answers=answers)
    if cut == MAX_LINES:
        fresh[-1].extend(_bare(line) for line in lines[cut:])
        cut = len(lines)
    quoted.extend(_bare(line) for line in lines[cut:] if line.strip(INSIDE + " ") != CUT)
    regions, signature = _without_signatures(fresh)
    text = plain("\n".join(_joined(regions)))
    return Split(fresh=text.strip("\n").rstrip(), signature=_text(signature), quoted=_text(quoted))


def _bare(line: str) -> str:
    return line.lstrip(INSIDE)


def _text(lines: list[str]) -> str | None:
    return plain("\n".join(lines)).strip("\n").rstrip() or None


def is_quoted(line: str) -> bool:
    """The line is marked as quoted: by `>` or by its place in the HTML."""
    if line.startswith(INSIDE):
        return True
    return _QUOTED.match(line) is not None and not line.startswith(">From ") and _ARROWS.match(line) is None


def _hard_cut(lines: list[str], reply_above: str | None) -> int:
    """The first line from which on nothing is fresh: a delimiter, a separator, a printed header. With the delimiter goes
    the introduction above it; with the header the rule above it."""
    wanted = (reply_above or REPLY_ABOVE).strip().casefold()
    for at, line in enumerate(lines):
        if _is_delimiter(line, wanted):
            return _with_introduction(lines, at)
        if line == CUT:
            return at
        if is_quoted(line) or not line.strip():
            continue
        if separator_of(line) or glued_separator(line) == 0:
            return at
        if header_at(lines, at):
            return _with_rule(lines, at)
        if (start := notes_start(lines, at)) is not None:
            return start
    return len(lines)


def _is_delimiter(line: str, wanted: str) -> bool:
    if not 8 < len(line) < 300:
        return False
    low = line.casefold()
    if wanted in low:
        return True
    if (
        "line" not in low
        and low.isascii()
        and not any(sign in low for sign in ("zeile", "ligne", "riga", "linea", "linha", "regel", "lijn", "here"))
    ):
        return False
    bare = _DECORATION.sub("", low)
    return bare.startswith(DELIMITERS)


def _with_introduction(lines: list[str], at: int) -> int:
    """An introduction within the four lines above a delimiter belongs to the quote."""
    for start in range(max(0, at - 6), at):
        stop = None if is_quoted(lines[start]) else attribution_at(lines, start)
        if stop is not None and all(not _bare(line).strip(" >") for line in lines[stop:at]):
            return start
    return at


def _with_rule(lines: list[str], at: int) -> int:
    above = at - 1
    while above >= 0 and at - above < 4 and not lines[above].strip(" *"):
        above -= 1
    if above < 0:
        return at
    bare = lines[above].replace("*", "").strip()
    titled = len(bare) < 80 and bare.startswith(("---", "___", "===")) and bare.endswith(("---", "___", "==="))
    return above if titled or is_rule(bare) or titles_quote(bare) else at


def _sorted_lines(lines: list[str], *, answers: bool) -> tuple[list[list[str]], list[str]]:
    """Regions of fresh lines, in order, and the quoted lines with their introductions."""
    regions: list[list[str]] = [[]]
    quoted: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if is_quoted(line) or _rest_of_quoted(lines, at):
            quoted.append(_bare(line))
            if regions[-1]:
                regions.append([])
            at += 1
            continue
        stop = attribution_at(lines, at)
        if stop is None:
            stop = _short_introduction(lines, at)
        marked = stop is not None and (_quote_follows(lines, stop) or _quotes_later(lines, stop))
        if stop is not None and (marked or answers):
            glued = glued_at(lines, at)
            if glued is not None:
                regions[-1].append(line[:glued])
                line = line[glued:]
            quoted.extend(_printed_above(regions[-1]))
            if not marked:
                quoted.extend((line, *lines[at + 1 :]))  # clients that don't mark the quote: all below is it
                return regions, quoted
            quoted.extend((line, *lines[at + 1 : stop]))
            if regions[-1]:
                regions.append([])
            at = stop
            continue
        regions[-1].append(line)
        at += 1
    return regions, quoted


def _rest_of_quoted(lines: list[str], at: int) -> bool:
    """A link, or the end of one, that a client broke off a marked line: it stands alone between two marked ones."""
    if not 0 < at < len(lines) - 1 or not is_quoted(lines[at - 1]) or not is_quoted(lines[at + 1]):
        return False
    text = lines[at].strip()
    if text.endswith(")") and " " not in text and "(" not in text:
        above = lines[at - 1].rpartition("(")[2]
        return above.startswith("http") and ")" not in above
    return _LINK.match(lines[at]) is not None


def _short_introduction(lines: list[str], at: int) -> int | None:
    """Where an introduction without a date ends that begins here: marked lines follow, at most its address stands between."""
    if _quote_follows(lines, at + 1) and short_attribution(lines[at]):
        return at + 1
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if lines[at].rstrip().endswith("<") and below.endswith(">") and short_attribution(f"{lines[at].strip()}{below}"):
        return at + 2 if _quote_follows(lines, at + 2) else None
    if below.startswith(("<", "news:")) and lines[at].strip() and short_attribution(f"{lines[at].strip()} {below}"):
        return at + 2 if _quote_follows(lines, at + 2) else None
    return None


def _printed_above(region: list[str]) -> list[str]:
    """Two or more printed header lines right above an introduction (Yandex prints both) belong to it: they are taken away."""
    start = len(region)
    while start and (label_of(region[start - 1]) is not None or not region[start - 1].strip()):
        start -= 1
    labels = sum(1 for line in region[start:] if line.strip())
    if labels < 2:
        return []
    taken = region[start:]
    del region[start:]
    return taken


def _quote_follows(lines: list[str], at: int) -> bool:
    for line in lines[at : at + 4]:
        if line.strip():
            return is_quoted(line)
    return False


def _quotes_later(lines: list[str], at: int) -> bool:
    """Marked lines come soon after an introduction, so unmarked ones are answers."""
    return any(is_quoted(line) for line in lines[at : at + 12])


def _without_signatures(regions: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    kept: list[list[str]] = []
    signature: list[str] = []
    filled = [index for index, region in enumerate(regions) if any(line.strip() for line in region)]
    for index, region in enumerate(regions):
        at = signature_at(region, first=index == 0, last=index >= max(filled, default=0))
        kept.append(region[:at])
        signature.extend(region[at:])
    return kept, signature


def _joined(regions: list[list[str]]) -> list[str]:
    out: list[str] = []
    for region in regions:
        if not any(line.strip() for line in region):
            continue
        if out:
            while out and not out[-1].strip():
                out.pop()
            out.append("")
            region = region[next(at for at, line in enumerate(region) if line.strip()) :]
        out.extend(region)
    return _without_banner(out)


def _without_banner(lines: list[str]) -> list[str]:
    """Without the warning that a mail gateway put on top: a short first paragraph with its words."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    stop = next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))
    paragraph = " ".join(" ".join(lines[start:stop]).split())
    folded = paragraph.casefold().lstrip("*_-=#[!⚠️ ")
    if stop - start <= 8 and len(paragraph) < 700 and folded.startswith(BANNERS):
        return _without_banner(lines[stop:]) if stop < len(lines) else []
    return lines
