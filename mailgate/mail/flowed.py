"""Format=flowed text back to whole paragraphs (RFC 3676)."""

from __future__ import annotations


def unflowed(text: str, *, delsp: bool) -> str:
    """Soft-broken lines joined within one quote depth; space-stuffing and, with DelSp, the breaking space removed. The
    signature line `-- ` never flows (§4.3)."""
    out: list[str] = []
    open_depth = -1  # of the line that waits for more, -1: none does
    parts: list[str] = []
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        rest = line[depth:]
        if rest.startswith(" "):
            rest = rest[1:]
        if open_depth not in (-1, depth) or (open_depth >= 0 and rest == "-- "):
            out.append(_joined(open_depth, parts))
            open_depth, parts = -1, []
        soft = rest.endswith(" ") and rest != "-- " and rest.strip() != ""
        parts.append(rest[:-1] if soft and delsp else rest)
        if soft:
            open_depth = depth
        else:
            out.append(_joined(depth, parts))
            open_depth, parts = -1, []
    if parts:
        out.append(_joined(open_depth, parts))
    return "\n".join(out)


def _joined(depth: int, parts: list[str]) -> str:
    text = "".join(parts)
    return ">" * depth + (" " if depth and text else "") + text
