"""Styles of foreign HTML: which declarations may stay, by property, each held against a pattern of what it may say.

What isn't on the list is gone: nothing can move, cover, hide, load or grow beyond a mail's own place (position, overflow,
z-index, transform, display, float, negative margins, url(), @import, expression(), var(), behaviours, bindings …).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

MAX_STYLE = 4_000  # characters of one attribute; a longer one is dropped whole
MAX_WIDTH = 640  # pixels
SMALLEST, LARGEST = 9.0, 36.0  # pixels of a font
MAX_SPACE = 48.0  # pixels of a margin or padding

_NAMES = re.compile(r"[a-z]{3,20}")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgba?\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*(?:,\s*(?:1|1\.0|0?\.[5-9]\d{0,3})\s*)?\)")
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(px|pt|em|rem|%)?")
_FAMILIES = re.compile(r"[\w ,-]{1,200}", re.ASCII)
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "em": 15.0, "rem": 15.0}
_ALIGNED = ("top", "middle", "bottom", "baseline", "sub", "super", "text-top", "text-bottom")
_BULLETS = ("disc", "circle", "square", "decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "none")
_SIDES = ("", "-top", "-right", "-bottom", "-left")
_LINES = ("solid", "dashed", "dotted", "double")
_FONT_WORDS = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32, "smaller": 13,
               "larger": 18}  # fmt: skip
# Words of colours that are none: they hide what they paint, or take it from elsewhere.
_NO_COLOURS = frozenset({"transparent", "inherit", "initial", "unset", "revert", "none"})

Check = Callable[[str], str | None]


def colour(value: str) -> str | None:
    """A colour that can be seen, or None."""
    if _HEX.fullmatch(value) or _RGB.fullmatch(value):
        return value
    return value if _NAMES.fullmatch(value) and value not in _NO_COLOURS else None


def pixels(value: str) -> float | None:
    """A length that is not negative, in pixels, or None; percentages have none."""
    found = _LENGTH.fullmatch(value)
    return float(found[1]) * _PIXELS[found[2] or ""] if found and found[2] != "%" else None


def _one_of(*words: str) -> Check:
    return lambda value: value if value in words else None


def _font_size(value: str) -> str | None:
    size = float(_FONT_WORDS[value]) if value in _FONT_WORDS else pixels(value)
    if size is None and (found := _LENGTH.fullmatch(value)):
        size = float(found[1]) * 0.15
    return None if size is None or size == 0 else f"{min(max(size, SMALLEST), LARGEST):g}px"


def _spaces(value: str) -> str | None:
    parts = value.split()
    if not 0 < len(parts) < 5:
        return None
    sizes = [0.0 if part == "auto" else pixels(part) for part in parts]
    if any(size is None for size in sizes):
        return None
    return " ".join(
        "auto" if part == "auto" else f"{min(size or 0, MAX_SPACE):g}px" for part, size in zip(parts, sizes, strict=True)
    )


def _width(value: str) -> str | None:
    found = _LENGTH.fullmatch(value)
    if found and found[2] == "%":
        return f"{min(float(found[1]), 100):g}%"
    size = pixels(value)
    return None if size is None else f"{min(size, MAX_WIDTH):g}px"


def _border(value: str) -> str | None:
    parts = value.split()
    if value in ("none", "0", "0px"):
        return "none"
    ok = [part in _LINES or colour(part) is not None or ((size := pixels(part)) is not None and size <= 6) for part in parts]
    return value if 0 < len(parts) < 4 and all(ok) else None


def _background(value: str) -> str | None:
    return colour(value)


def _families(value: str) -> str | None:
    plain = value.replace('"', "").replace("'", "")
    return plain if _FAMILIES.fullmatch(plain) else None


def _line_height(value: str) -> str | None:
    found = re.fullmatch(r"\d(?:\.\d{1,3})?", value)
    return value if found and 1 <= float(value) <= 2.5 else None


ALLOWED: Mapping[str, tuple[str, Check]] = {
    "color": ("color", colour),
    "background-color": ("background-color", _background),
    "background": ("background-color", _background),
    "font-weight": ("font-weight", _one_of("bold", "bolder", "normal", *(str(n) for n in range(100, 1000, 100)))),
    "font-style": ("font-style", _one_of("italic", "oblique", "normal")),
    "font-size": ("font-size", _font_size),
    "font-family": ("font-family", _families),
    "line-height": ("line-height", _line_height),
    "text-decoration": ("text-decoration", _one_of("underline", "line-through")),
    "text-decoration-line": ("text-decoration", _one_of("underline", "line-through")),
    "text-align": ("text-align", _one_of("left", "right", "center", "justify", "start", "end")),
    "vertical-align": ("vertical-align", _one_of(*_ALIGNED)),
    "white-space": ("white-space", _one_of("normal", "pre-wrap", "pre-line")),
    "list-style-type": ("list-style-type", _one_of(*_BULLETS)),
    "direction": ("direction", _one_of("ltr", "rtl")),
    "border-collapse": ("border-collapse", _one_of("collapse", "separate")),
    "width": ("width", _width),
    "max-width": ("max-width", _width),
    **{name: (name, _spaces) for side in _SIDES for name in (f"margin{side}", f"padding{side}")},
    **{name: (name, _border) for side in _SIDES for name in (f"border{side}",)},
}  # fmt: skip


def safe_style(style: str) -> dict[str, str]:
    """The declarations that may stay, made anew; the last of a property counts."""
    kept: dict[str, str] = {}
    if len(style) > MAX_STYLE:
        return kept
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        known = ALLOWED.get(name.strip().lower())
        if known is None:
            continue
        said = known[1](" ".join(value.lower().replace("!important", " ").split()))
        if said is not None:
            kept[known[0]] = said
    return kept
