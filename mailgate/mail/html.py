"""HTML to readable text: lists, tables, quotes; nothing that a reader doesn't see.

What a mail client marked as quoted is marked in the text: blockquotes by `> `, its other containers (Gmail's
`gmail_quote`, Yahoo's, Outlook's reply header …) by the private characters below, which `plain` removes again.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from resiliparse.parse.html import DocumentNode, ElementNode, HTMLTree, Node, TextNode

from mailgate.mail.patterns.clients import (
    CUT_CLASSES,
    CUT_IDS,
    CUT_NAMES,
    QUOTE_CLASSES,
    QUOTE_IDS,
    QUOTE_NAMES,
    SIGNATURE_CLASSES,
    SIGNATURE_IDS,
)

INSIDE = "\ue0f1"  # stands before each line of a container of quoted text
CUT = "\ue0f2"  # a line of its own: from here on quoted text
SIGNATURE = "\ue0f3"  # a line of its own: from here to the next quote a signature
MAX_HTML = 4_000_000  # characters that are looked at
MAX_NODES = 100_000
MAX_DEPTH = 400  # what is deeper is taken as mere text
MAX_FLAT = 100_000
MAX_LINK = 300  # characters of a target that is shown; longer ones are trackers
GOES_ON = "[the document goes on]"

_DROPPED = frozenset({
    "head", "style", "script", "title", "template", "noscript", "object", "svg", "math", "iframe", "select", "textarea",
    "audio", "video", "canvas", "meta", "link",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "li", "main", "menu", "nav", "ol", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul", "caption", "body", "html",
})  # fmt: skip
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_INDENT = re.compile(r"border\s*:\s*(?:none|0(?:px)?)\b", re.IGNORECASE)
_BORDER_LEFT = re.compile(r"border-left", re.IGNORECASE)
_WRAPPED = re.compile(r"https://[\w.-]{1,80}\.safelinks\.protection\.outlook\.com/[^?]{0,40}\?url=([^&]{1,1000})", re.IGNORECASE)
_NOT_IN_LINKS = re.compile(r"[\s\x00-\x20\x7f<>\ue0f1-\ue0f3]")  # nothing that begins a line or is a mark of ours
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u2060\ufeff\u034f]")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)


def declared_charset(data: bytes) -> str | None:
    """The charset a document names for itself, looked for in its first 4 KiB (HTML, "determining the encoding")."""
    found = _META_CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else None


def marked(html: str) -> str:
    """The visible text of a document, with quote marks. Total; linear in the number of nodes; cut at MAX_NODES."""
    root = HTMLTree.parse(html[:MAX_HTML].replace("\0", "")).document
    writer = _Writer()
    node: Node | None = root
    depth, left = 0, MAX_NODES
    if root is None:
        return ""
    opened: list[str] = []  # what to undo when an element ends, one entry a level
    while node is not None and left:
        left -= 1
        inside, undo = writer.enter(node)
        child = node.first_child if inside and depth < MAX_DEPTH else None
        if inside and depth >= MAX_DEPTH:
            writer.words((node.text or "")[:MAX_FLAT])
        if child is not None:
            opened.append(undo)
            node, depth = child, depth + 1
            continue
        writer.leave(undo)
        while depth and node is not None and node.next is None:
            node = node.parent
            depth -= 1
            writer.leave(opened.pop())
        node = node.next if depth and node is not None else None
    return writer.finished() + (f"\n{GOES_ON}" if node is not None else "")


def plain(text: str) -> str:
    """Marked text without the private marks."""
    if INSIDE not in text and CUT not in text and SIGNATURE not in text:
        return text
    lines = (line.lstrip(INSIDE) for line in text.split("\n"))
    return "\n".join(line for line in lines if line not in (CUT, SIGNATURE))


def _named(node: ElementNode, tag: str) -> tuple[set[str], str, str]:
    """Its classes, id and name as clients gave them, before Outlook put `x_` before each."""
    names = {name.removeprefix("x_") for name in (node.getattr("class") or "").lower().split()}
    own = (node.getattr("id") or "").lower().removeprefix("x_")
    return names, own, (node.getattr("name") or "").lower().removeprefix("x_") if tag in ("div", "a", "span") else ""


def marks_end(node: ElementNode, tag: str) -> bool:
    """Whether a client put this where its own words end and what is quoted begins."""
    names, own, label = _named(node, tag)
    return own in CUT_IDS or bool(names & CUT_CLASSES) or label in CUT_NAMES


def is_quoted(node: ElementNode, tag: str, style: str) -> bool:
    """Whether a client marked what is inside as quoted."""
    names, own, label = _named(node, tag)
    if tag == "blockquote":
        return not (_INDENT.search(style) and not _BORDER_LEFT.search(style) and not names & QUOTE_CLASSES)
    return own in QUOTE_IDS or bool(names & QUOTE_CLASSES) or label in QUOTE_NAMES


def _same_place(words: str, target: str) -> bool:
    """The words of a link are its target, or as good as it: `www.example.org` of `https://www.example.org/`."""
    bare = words.casefold().removeprefix("https://").removeprefix("http://").rstrip("/")
    return bare in (target.casefold().partition("://")[2].rstrip("/"), "") or "@" in bare


class _Writer:
    """Collects lines. `enter` answers whether to look inside an element and what `leave` has to undo."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes: list[str] = []
        self.pre = 0
        self.links: list[tuple[str, int, int]] = []  # the open link: its target, and where its words begin
        self.lists: list[int] = []  # -1 bullets, else the next number

    def enter(self, node: Node) -> tuple[bool, str]:
        if isinstance(node, TextNode):
            self.words(node.value or "")
            return False, ""
        if not isinstance(node, ElementNode):
            return isinstance(node, DocumentNode), ""
        tag = node.tag or ""
        if tag in _DROPPED:
            return False, ""
        if tag == "br":
            self.new_line()
            return False, ""
        style = node.getattr("style") or ""
        if (style and HIDDEN.search(style)) or node.hasattr("hidden"):
            return False, ""
        return self.element(node, tag, style)

    def element(self, node: ElementNode, tag: str, style: str) -> tuple[bool, str]:
        if tag == "hr":
            self.block()
            self.line.append("_" * 32)
            self.block()
            return False, ""
        if tag == "img":
            alt = (node.getattr("alt") or "").strip()
            if alt and len(alt) <= 3 and not alt.isascii():
                self.line.append(alt)  # an emoji drawn as a picture
            return False, ""
        if tag in ("td", "th"):
            if self.line and "".join(self.line).strip():
                self.line.append("\t")
            mark = ""
        else:
            mark = "b" if tag in _BLOCKS else "s" if tag in _SPACED else ""
        if mark:
            self.block()
        if mark == "s" and self.lines and self.lines[-1].lstrip(INSIDE + "> "):
            self.blank()
        if tag == "a" and not self.links and (target := node.getattr("href") or "").lower().startswith(("https://", "http://")):
            self.links.append((target, len(self.lines), len(self.line)))
            mark = "a"
        return True, self.quote_of(node, tag, style) + self.format_of(tag) + mark

    def quote_of(self, node: ElementNode, tag: str, style: str) -> str:
        names, own, label = _named(node, tag)
        cut = own in CUT_IDS or bool(names & CUT_CLASSES) or label in CUT_NAMES
        if cut and self.has_words():
            self.mark(CUT)
        elif (own in SIGNATURE_IDS or names & SIGNATURE_CLASSES) and not self.quotes:
            self.mark(SIGNATURE)
        if tag == "blockquote":
            if _INDENT.search(style) and not _BORDER_LEFT.search(style) and not names & QUOTE_CLASSES:
                return ""
            return self.quote("> ")
        if own in QUOTE_IDS or names & QUOTE_CLASSES or label in QUOTE_NAMES:
            self.block()
            return self.quote(INSIDE)
        return ""

    def mark(self, sign: str) -> None:
        self.block()
        self.lines.append(INSIDE * len(self.quotes) + sign)

    def quote(self, mark: str) -> str:
        if len(self.quotes) >= 30:
            return ""
        self.quotes.append(mark)
        return "q"

    def format_of(self, tag: str) -> str:
        if tag == "pre":
            self.pre += 1
            return "p"
        if tag in ("ul", "ol") and len(self.lists) < MAX_DEPTH:
            self.lists.append(1 if tag == "ol" else -1)
            return "l"
        if tag == "li":
            number = self.lists[-1] if self.lists else -1
            if number > 0:
                self.lists[-1] += 1
            self.line.append(f"{number}. " if number > 0 else "* ")
        return ""

    def leave(self, undo: str) -> None:
        if not undo:
            return
        if undo[-1] in "bs":
            self.block()
            if undo[-1] == "s":
                self.blank()
        elif "q" in undo:
            self.block()
        for step in undo:
            if step == "q":
                self.quotes.pop()
            elif step == "p":
                self.pre -= 1
            elif step == "l":
                self.lists.pop()
            elif step == "a":
                self.link()

    def link(self) -> None:
        """A link's target behind its words, where they name another place or none; not behind pictures and trackers."""
        target, lines, at = self.links.pop()
        wrapped = _WRAPPED.match(target)
        target = _NOT_IN_LINKS.sub("", unquote(wrapped[1]) if wrapped else target)
        words = "".join(self.line[at:]).strip() if lines == len(self.lines) else ""
        if words and len(target) <= MAX_LINK and not _same_place(words, target):
            self.line.append(f" <{target}>")

    def words(self, text: str) -> None:
        text = _INVISIBLE.sub("", text)
        if self.pre:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self.line.append(first)
            for piece in rest:
                self.new_line()
                self.line.append(piece)
            return
        text = _SPACES.sub(" ", text)
        if not self.line or self.line[-1].endswith((" ", "\t")):
            text = text.lstrip(" ")
        if text:
            self.line.append(text)

    def has_words(self) -> bool:
        return bool(self.lines) or bool("".join(self.line).strip())

    def new_line(self) -> None:
        text = "".join(self.line).replace("\xa0", " ").rstrip()
        self.lines.append("".join(self.quotes) + text)
        self.line = []

    def block(self) -> None:
        if self.line and "".join(self.line).strip():
            self.new_line()
        else:
            self.line = []

    def blank(self) -> None:
        if self.lines and self.lines[-1].strip(INSIDE + "> "):
            self.lines.append("".join(self.quotes).rstrip())

    def finished(self) -> str:
        self.block()
        out: list[str] = []
        empty = 0
        for line in self.lines:
            empty = 0 if line.strip() else empty + 1
            if empty <= 2:
                out.append(line)
        return "\n".join(out).strip("\n")
