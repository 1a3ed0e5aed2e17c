"""A sender's HTML made safe to be shown inside a letter of ours: nothing loads, runs, hides, covers, or pretends.

The document is written anew from its tree: known elements with known attributes whose values were read and made again. What a
reader of the mail doesn't see isn't there; pictures that would have to be fetched are their description; a link whose words
name another place shows where it goes. Then nh3 (ammonia, a parser of its own) looks at the result: whatever two parsers
see differently, what it doesn't know does not get out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final

import nh3
from resiliparse.parse.html import DocumentNode, ElementNode, HTMLTree, Node, TextNode

from mailgate.mail.html import HIDDEN, MAX_NODES, is_quoted, marks_end
from mailgate.mail.links import safe_target, where_it_goes
from mailgate.mail.safe_style import ALLOWED, MAX_WIDTH, safe_style

MAX_DOCUMENT = 1_000_000  # characters; of a larger one there is the text
MAX_WRITTEN = 400_000
MAX_DEPTH = 80  # deeper elements are only their text: ammonia's time grows with the square of the depth
MAX_HEIGHT = 2_000

_KEPT: Final = {
    "p": "p", "div": "div", "span": "span", "b": "b", "strong": "strong", "i": "i", "em": "em", "u": "u", "s": "s",
    "strike": "s", "del": "del", "ins": "ins", "sub": "sub", "sup": "sup", "small": "small", "big": "span", "code": "code",
    "pre": "pre", "tt": "code", "kbd": "code", "samp": "code", "blockquote": "blockquote", "ul": "ul", "ol": "ol", "li": "li",
    "dl": "dl", "dt": "dt", "dd": "dd", "table": "table", "thead": "thead", "tbody": "tbody", "tfoot": "tfoot", "tr": "tr",
    "td": "td", "th": "th", "caption": "caption", "h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6",
    "a": "a", "font": "span", "center": "div", "address": "div", "cite": "i", "q": "q", "mark": "mark", "section": "div",
    "article": "div", "header": "div", "footer": "div", "main": "div", "nav": "div", "aside": "div", "figure": "div",
    "figcaption": "div", "fieldset": "div", "form": "div", "details": "div", "summary": "div", "label": "span", "abbr": "span",
    "dir": "ul", "menu": "ul", "xmp": "pre", "listing": "pre", "legend": "div", "body": "div",
}  # fmt: skip
_GONE: Final = frozenset({
    "head", "style", "script", "title", "template", "noscript", "object", "embed", "applet", "svg", "math", "iframe", "frame",
    "frameset", "noframes", "noembed", "select", "textarea", "input", "audio", "video", "source", "track", "canvas", "meta",
    "link", "base", "map", "area", "param", "plaintext", "dialog", "portal", "button", "option", "datalist", "meter", "progress",
})  # fmt: skip
# What makes HTML worth more than its text.
_FORMATTING: Final = frozenset({
    "b", "strong", "i", "em", "u", "s", "del", "ins", "code", "pre", "ul", "ol", "dl", "th", "h1", "h2", "h3", "h4", "h5", "h6",
    "mark", "sub", "sup",
})  # fmt: skip
_FORMATTING_STYLES = frozenset({"font-weight", "font-style", "text-decoration", "background-color"})
# A letter's own colours for dark screens are `!important` on these, so theirs must be.
_INSISTS = frozenset({"td", "th", "a", "code"})
_COUNT = re.compile(r"\d{1,3}")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff\u00ad\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Picture = Callable[[str], str | None]

_CLEANER = nh3.Cleaner(
    tags={*_KEPT.values(), "br", "hr", "img"},
    clean_content_tags={"script", "style"},
    attributes={
        "*": {"style", "dir"},
        "a": {"href", "title", "rel", "target"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
        "table": {"border", "cellpadding", "cellspacing"},
        "ol": {"start"},
    },
    link_rel=None,
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    url_relative="deny",
    filter_style_properties={kept for kept, _ in ALLOWED.values()} | {"height"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Safe:
    """`formatted`: it shows something that its text would not."""

    html: str
    formatted: bool


def safe_html(document: str, picture: Picture, *, fresh: bool = False, most: int = MAX_WRITTEN) -> Safe | None:
    """The document as it may be shown, or None where it is larger than what is looked at or `most` characters. `picture` says
    for a `cid:` or `data:` address what stands for it now, None that it is not there. `fresh`: without what a client marked
    as quoted. Total; linear in the number of nodes."""
    if len(document) > MAX_DOCUMENT:
        return None
    root = HTMLTree.parse(document.replace("\0", "")).document
    writer = _Writer(picture, fresh=fresh, most=most)
    if root is None or not _walked(root, writer):
        return None
    written = "".join(writer.out)
    cleaned = _CLEANER.clean(written) if written.strip() else ""
    return Safe(html=cleaned, formatted=writer.formatted) if cleaned and len(cleaned) <= most * 2 else None


def _walked(root: Node, writer: _Writer) -> bool:
    """Every node in its order, without recursion; False where there are too many."""
    node: Node | None = root
    left, ends = MAX_NODES, [""]
    while node is not None and not writer.full:
        left -= 1
        if left == 0:
            return False
        inside, end = writer.enter(node, len(ends))
        child = node.first_child if inside else None
        if child is not None:
            ends.append(end)
            node = child
            continue
        writer.leave(end)
        while node is not None and node.next is None and len(ends) > 1:
            node = node.parent
            writer.leave(ends.pop())
        node = node.next if node is not None and len(ends) > 1 else None
    for end in reversed(ends):
        writer.leave(end)
    return not writer.full


class _Writer:
    """Writes what may be written. `enter` answers whether to look inside and the end tag that `leave` writes."""

    def __init__(self, picture: Picture, *, fresh: bool, most: int) -> None:
        self.out: list[str] = []
        self.room = most
        self.picture, self.fresh = picture, fresh
        self.formatted = False
        self.over = False  # what follows is quoted
        self.words = False
        self.link: tuple[str, int] | None = None  # the open link's target, and where its words begin

    @property
    def full(self) -> bool:
        return self.room < 0

    def put(self, text: str) -> None:
        self.out.append(text)
        self.room -= len(text)

    def enter(self, node: Node, depth: int) -> tuple[bool, str]:
        if isinstance(node, TextNode):
            if not self.over:
                text = _BIDI.sub("", node.value or "")
                self.words = self.words or bool(text.strip())
                self.put(escape(text, quote=True))
            return False, ""
        if not isinstance(node, ElementNode):
            return isinstance(node, DocumentNode), ""
        tag = (node.tag or "").lower()
        style = node.getattr("style") or ""
        if self.over or tag in _GONE or node.hasattr("hidden") or (style and HIDDEN.search(style)):
            return False, ""
        if self.fresh and self._quoted(node, tag, style):
            return False, ""
        return self.element(node, tag, style, deep=depth > MAX_DEPTH)

    def _quoted(self, node: ElementNode, tag: str, style: str) -> bool:
        if marks_end(node, tag) and self.words:
            self.over = True
        return self.over or is_quoted(node, tag, style)

    def element(self, node: ElementNode, tag: str, style: str, *, deep: bool) -> tuple[bool, str]:
        if tag in ("br", "hr"):
            self.put(f"<{tag}>")
            return False, ""
        if tag == "img":
            self.image(node)
            return False, ""
        kept = _KEPT.get(tag)
        if kept is None or deep:
            return True, ""
        attributes = self.attributes(node, tag, kept, style)
        if kept == "a":
            if self.link is not None or not attributes:
                return True, ""
            self.link = (safe_target(node.getattr("href") or "") or "", len(self.out) + 1)
        self.formatted = self.formatted or kept in _FORMATTING or (kept == "tr" and len(node.child_nodes) > 2)
        self.put(f"<{kept}{attributes}>")
        return True, f"</{kept}>"

    def attributes(self, node: ElementNode, tag: str, kept: str, style: str) -> str:
        said: dict[str, str] = {}
        styles = safe_style(style) if style else {}
        for name, of_style in (("bgcolor", "background-color"), ("color", "color"), ("align", "text-align")):
            if (value := node.getattr(name)) and name + tag not in ("colortd", "colortable", "aligntable"):
                styles = {**safe_style(f"{of_style}:{value}"), **styles}
        if kept == "a":
            target = safe_target(node.getattr("href") or "")
            if target is None:
                return ""
            said |= {"href": target, "title": target, "rel": "noopener noreferrer nofollow"}
        if kept in ("td", "th"):
            said |= {n: v for n in ("colspan", "rowspan") if (v := node.getattr(n) or "") and _COUNT.fullmatch(v)}
        if kept == "ol" and _COUNT.fullmatch(start := node.getattr("start") or ""):
            said["start"] = start
        if kept == "blockquote":
            styles = {"margin": "0px 0px 8px 4px", "padding": "0px 0px 0px 10px", "border-left": "2px solid #b8c0ca", **styles}
        if kept == "table":
            self.table(node, said, styles)
        if (direction := (node.getattr("dir") or "").lower()) in ("ltr", "rtl"):
            said["dir"] = direction
        self.formatted = self.formatted or not _FORMATTING_STYLES.isdisjoint(styles)
        if kept in _INSISTS:
            styles["color"] = f"{styles.get('color', '#0f6e63' if kept == 'a' else 'inherit')} !important"
        if styles:
            said["style"] = ";".join(f"{name}:{value}" for name, value in styles.items())
        return "".join(f' {name}="{escape(value, quote=True)}"' for name, value in said.items())

    @staticmethod
    def table(node: ElementNode, said: dict[str, str], styles: dict[str, str]) -> None:
        """A table's old attributes; its lines as a style of its own."""
        said |= {n: v for n in ("cellpadding", "cellspacing") if _COUNT.fullmatch(v := node.getattr(n) or "") and int(v) < 30}
        if (node.getattr("border") or "0") not in ("0", ""):
            said["border"] = "1"
        styles.setdefault("border-collapse", "collapse")

    def image(self, node: ElementNode) -> None:
        source, alt = (node.getattr("src") or "").strip(), " ".join(_BIDI.sub("", node.getattr("alt") or "").split())[:200]
        width, height = _size(node, "width"), _size(node, "height")
        if (width is not None and width <= 2) or (height is not None and height <= 2):
            return  # it counts its readers
        shown = self.picture(source) if source[:5].lower().startswith(("cid:", "data:")) else None
        if shown is None:
            self.put(escape(f"[▣ {alt}]" if alt else "[▣]"))
            return
        self.formatted = self.words = True
        sizes = {"width": min(width, MAX_WIDTH)} if width else {}
        if height and (not width or width <= MAX_WIDTH):
            sizes["height"] = min(height, MAX_HEIGHT)
        size = "".join(f' {name}="{value:.0f}"' for name, value in sizes.items())
        self.put(f'<img src="{escape(shown, quote=True)}" alt="{escape(alt, quote=True)}"{size} style="max-width:100%">')

    def leave(self, end: str) -> None:
        if end == "</a>" and self.link is not None:
            target, at = self.link
            elsewhere = where_it_goes(re.sub(r"<[^>]*>", "", "".join(self.out[at:])), target)
            self.link = None
            self.formatted = True
            self.put(end + (f" [→ {escape(elsewhere)}]" if elsewhere else ""))
        elif end:
            self.put(end)


def _size(node: ElementNode, name: str) -> float | None:
    found = re.match(r"\s*(\d{1,5}(?:\.\d{1,3})?)\s*(?:px)?\s*\Z", node.getattr(name) or "")
    if found is None:
        found = re.search(
            rf"(?:^|;)\s*{name}\s*:\s*(\d{{1,5}}(?:\.\d{{1,3}})?)px", (node.getattr("style") or "")[:500], re.IGNORECASE
        )
    return float(found[1]) if found else None
