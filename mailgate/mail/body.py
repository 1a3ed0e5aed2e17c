"""The readable content of a MIME tree: one text, one HTML, the attachments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailgate.mail.alternatives import contradict
from mailgate.mail.attachments import attachment_of, is_tnef, made, name_of, tnef_content, uu_attachment
from mailgate.mail.calendar import summary_of
from mailgate.mail.charsets import decoded
from mailgate.mail.embedded import uu_files, yenc_files
from mailgate.mail.flowed import unflowed
from mailgate.mail.mime import Part, content_of
from mailgate.mail.pgp import armoured, unsigned
from mailgate.mail.signed import opaque_content, wrapped_in
from mailgate.model.message import Attachment

MAX_INSIDE = 5  # opaque signatures opened in one message; what wraps itself deeper stays whole
MAX_TEXT = 2_000_000  # characters of text we keep of one part; the raw mail has the rest

_CID = re.compile(r"cid:([^\s\"'<>)]{1,250})", re.IGNORECASE)
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_PLACEHOLDER = re.compile(
    r"\s*(?:this (?:is a|e?-?mail|message)[^\n]{0,80}(?:html|mime)[^\n]{0,120}"
    r"|your (?:e?-?mail )?client (?:does|can)[^\n]{0,160})\s*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Content:
    """What a tree says. `marked` is the text with the quote marks of html.py; `messages` are the attached ones."""

    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    messages: list[Part] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    named: list[Part] = field(default_factory=list)  # texts with a file name, not sent as attachments
    inside: list[Part] = field(default_factory=list)  # trees that opaque signatures wrap
    sealed: str | None = None  # encrypted, and how
    contradicts: bool = False  # its forms give different orders

    @property
    def html(self) -> str | None:
        return "\n".join(self.htmls) or None


def content_in(root: Part) -> Content:
    """Read a tree. Unknown and unreadable things become attachments, never nothing."""
    content = Content()
    _walk(root, content, root=True)
    if content.named and not any(text.strip() for text in content.texts):
        _text(content.named[0], content)  # some programs name the body itself
    if root.parts and root.body.strip() and not (content.attachments or any(text.strip() for text in content.texts)):
        _unparted(root, content)  # all it says stands after its own end
    html = content.html
    if html and content.attachments:
        named = {found.lower() for found in _CID.findall(html)}
        content.attachments = [
            each if each.inline or not each.content_id or each.content_id.lower() not in named
            else made(each.name, each.type, each.data, inline=True, content_id=each.content_id)
            for each in content.attachments
        ]  # fmt: skip
    return content


def _walk(part: Part, content: Content, *, root: bool = False) -> None:
    if part.type.startswith("multipart/") and part.parts:
        subtype = part.type.partition("/")[2]
        if subtype == "alternative":
            _alternative(part, content)
        elif subtype == "encrypted":
            content.sealed = "pgp"
            content.warnings.append("encrypted (PGP/MIME): kept whole, not read")
            for child in part.parts:
                _attach(child, content)
        elif subtype == "appledouble" and len(part.parts) >= 2:
            for child in part.parts[1:]:  # the first is the resource fork
                _walk(child, content)
        else:
            if subtype == "signed":
                content.warnings.append("signed (S/MIME)" if "pkcs7" in part.params.get("protocol", "") else "signed (PGP/MIME)")
            for child in part.parts:
                if subtype == "signed" and child.type == "application/pgp-signature" and not child.filename:
                    continue  # a seal, not a file; the raw message keeps it
                _walk(child, content)
        return
    if part.type.startswith("message/") and part.parts:
        content.messages.append(part)
        _attach(part, content)
    elif _is_body(part, root=root):
        _text(part, content)
    else:
        if part.type in ("text/plain", "text/html") and part.disposition != "attachment":
            content.named.append(part)
        _other(part, content)


def _is_body(part: Part, *, root: bool) -> bool:
    if part.disposition == "attachment":
        return False
    if part.type not in ("text/plain", "text/html"):
        return root and part.type.startswith("text/") and part.type != "text/calendar"
    return root or not part.filename


def _alternative(part: Part, content: Content) -> None:
    """One meaning in several forms (RFC 2046 §5.1.4): text for reading, HTML beside it, files of all of them."""
    branches = []
    for child in part.parts:
        branch = Content()
        _walk(child, branch)
        branches.append(branch)
    plain = next((each for each in branches if any(_says_something(text) for text in each.texts) and not each.htmls), None)
    rich = next((each for each in branches if each.htmls), None)
    if plain is not None and rich is not None:
        content.texts.append("\n".join(plain.texts))
        content.htmls.extend(rich.htmls)
        content.contradicts = contradict("\n".join(plain.texts), "\n".join(rich.texts))
    elif rich is not None:
        content.texts.extend(rich.texts)
        content.htmls.extend(rich.htmls)
    else:
        chosen = plain or next((each for each in branches if each.texts), None)
        if chosen is not None:
            content.texts.extend(chosen.texts)
    for each in branches:
        content.attachments.extend(each.attachments)
        content.messages.extend(each.messages)
        content.named.extend(each.named)
        content.inside.extend(each.inside)
        content.warnings.extend(warning for warning in each.warnings if warning not in content.warnings)
        content.sealed = content.sealed or each.sealed
        content.contradicts = content.contradicts or each.contradicts


def _says_something(text: str) -> bool:
    return bool(text.strip()) and not _PLACEHOLDER.fullmatch(text[:400])


def _text(part: Part, content: Content) -> None:
    data = content_of(part.body, part.encoding)
    if part.type == "text/html":
        from mailgate.mail import html

        label = part.params.get("charset") or html.declared_charset(data)
        text, warning = decoded(data, label)
        document = text[: html.MAX_HTML].replace("\0", "")
        content.htmls.append(document)
        content.texts.append(html.marked(document))
    else:
        data, files = uu_files(data)
        if b"=ybegin " in data:
            data, blocks = yenc_files(data)
            files += blocks
        text, warning = decoded(data, part.params.get("charset"))
        text = _BREAKS.sub("\n", text).replace("\0", "\ufffd")
        if len(text) > MAX_TEXT:
            text = text[:MAX_TEXT]
            content.warnings.append(f"text cut at {MAX_TEXT} characters")
        if part.params.get("format", "").lower() == "flowed":
            text = unflowed(text, delsp=part.params.get("delsp", "").lower() == "yes")
        text, signed = unsigned(text)
        if signed:
            content.warnings.append("signed (PGP, inline)")
        content.texts.append(text)
        if (kind := armoured(text)) is not None:
            content.sealed = "pgp"
            content.warnings.append(f"{kind} (inline PGP): not read")
        for name, inner in files:
            content.attachments.append(uu_attachment(name, inner, len(content.attachments) + 1))
    if warning and warning not in content.warnings:
        content.warnings.append(warning)


def _attach(part: Part, content: Content) -> None:
    inline = part.disposition == "inline" or (
        part.disposition == "" and part.content_id is not None and part.type.startswith("image/")
    )
    if part.type.startswith("multipart/") and part.parts:
        for child in part.parts:
            _attach(child, content)
        return
    content.attachments.append(attachment_of(part, len(content.attachments) + 1, inline=inline))


def _other(part: Part, content: Content) -> None:
    if part.type.startswith("multipart/"):
        _unparted(part, content)
        return
    if part.type == "text/calendar":
        said = summary_of(content_of(part.body, part.encoding))
        if said and said not in content.warnings:
            content.warnings.append(said)
    if part.type in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        _smime(part, content)
        return
    if part.type == "message/external-body" and (place := _elsewhere(part)) is not None:
        content.warnings.append(place)
    if part.type == "message/partial":
        number, total = part.params.get("number", "?")[:9], part.params.get("total", "?")[:9]
        content.warnings.append(f"part {number} of {total} of a larger mail: not put together")
    data = content_of(part.body, part.encoding)
    opened = tnef_content(data) if is_tnef(part, data) else None
    if opened is None:
        _attach(part, content)
        return
    text, document, files = opened
    content.attachments.extend(files)
    content.warnings.append("winmail.dat opened")
    if not any(each.strip() for each in content.texts):
        if document:
            from mailgate.mail import html

            content.htmls.append(document)
            content.texts.append(html.marked(document))
        elif text:
            content.texts.append(_BREAKS.sub("\n", text))


def _unparted(part: Part, content: Content) -> None:
    """A multipart without a part that says something: what it holds besides delimiters is shown as it stands."""
    text = _BREAKS.sub("\n", decoded(part.body, None)[0]).replace("\0", "\ufffd")
    mark = "--" + part.params.get("boundary", "\0")
    text = "\n".join(line for line in text.split("\n") if line.rstrip().removesuffix("--") != mark)
    if text.strip():
        content.texts.append(text[:MAX_TEXT])
        content.warnings.append("multipart without parts: shown as it stands")


def _smime(part: Part, content: Content) -> None:
    data = content_of(part.body, part.encoding)
    kind = wrapped_in(data, part.params.get("smime-type", ""))
    inner = opaque_content(data) if kind == "signed" else None
    if inner is not None and len(content.inside) < MAX_INSIDE:
        from mailgate.mail.mime import parse_tree

        content.warnings.append("signed (S/MIME, opaque)")
        tree = parse_tree(inner)
        content.inside.append(tree)
        _walk(tree, content)
        return
    if kind != "certificates":
        content.sealed = "smime"
    content.warnings.append(f"{kind} (S/MIME): kept whole" + ("" if kind == "certificates" else ", not read"))
    content.attachments.append(made(name_of(part, len(content.attachments) + 1), part.type, data))


def _elsewhere(part: Part) -> str | None:
    """Where an external body is, in the words of its header (RFC 2046 §5.2.3, RFC 2017)."""
    said = part.params
    place = said.get("url") or "/".join(filter(None, (said.get("site"), said.get("directory"), said.get("name"))))
    place = " ".join((place or said.get("server") or "").split())[:500]
    return f"a file is elsewhere ({said.get('access-type', 'unknown').lower()[:40]}): {place}" if place else None
