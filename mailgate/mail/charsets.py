"""Bytes to text: the declared charset, UTF-8, detection, windows-1252, in that order and never failing.

Only codecs of an allow-list are used: a mail may not choose `unicode_escape` or `idna`, and `utf-7` (RFC 2152) only where it
hides no markup, control character or line end behind its letters.
"""

from __future__ import annotations

import codecs
import re

from mailgate.mail.latin import latin_codec

_ALIASES = {
    # Labels that mean a superset in practice (WHATWG Encoding, "names and labels").
    "us-ascii": "ascii",
    "ascii": "ascii",
    "ansi_x3.4-1968": "ascii",
    "iso646-us": "ascii",
    "ansi_x3.110-1983": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "8859-1": "cp1252",
    "x-ansi": "cp1252",
    "ansi": "cp1252",
    "x-cp1252": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "visual": "iso8859_8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "euc-cn": "gb18030",
    "x-euc-cn": "gb18030",
    "chinesebig5": "big5hkscs",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "cp950",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "ks_c_5601": "cp949",
    "windows-949": "cp949",
    "cseuckr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms_kanji": "cp932",
    "shift_jisx0213": "shift_jisx0213",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "iso-2022-jp-2": "iso2022_jp_2",
    "x-euc-jp": "euc_jp",
    "eucjp": "euc_jp",
    "unicode-1-1-utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "x-utf8": "utf-8",
    "unicode": "utf-16",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ce": "mac_latin2",
    "koi8-ru": "koi8_u",
    "koi8": "koi8_r",
    "dos-720": "cp720",
    "ibm-850": "cp850",
    "cp-850": "cp850",
    "windows-874": "cp874",
    "armscii-8": "utf-8",
    "viscii": "cp1258",
}
_ALLOWED = frozenset({
    "ascii", "utf-8", "utf-16", "utf-16-be", "utf-16-le", "utf-32", "utf-32-be", "utf-32-le", "cp1250", "cp1251", "cp1252",
    "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp1258", "cp437", "cp720", "cp737", "cp775", "cp850", "cp852", "cp855", "cp857", "cp858", "cp860", "cp861", "cp862",
    "cp863", "cp864", "cp865", "cp866", "cp869", "cp874",
    "iso8859-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9",
    "iso8859-10", "iso8859-11", "iso8859-13",
    "iso8859-14", "iso8859-15", "iso8859-16", "koi8-r", "koi8-u", "koi8-t", "kz1048", "mac-roman", "mac-cyrillic",
    "mac-greek", "mac-latin2", "mac-turkish", "mac-iceland",
    "gb18030", "hz", "big5", "big5hkscs", "cp950", "euc_kr", "cp949", "johab", "iso2022_kr", "shift_jis", "shift_jisx0213",
    "cp932", "euc_jp", "euc_jis_2004",
    "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_2004", "iso2022_jp_ext", "ptcp154", "tis-620",
})  # fmt: skip
_UTF7 = re.compile(r"utf-?7|unicode-?1-?1-?utf-?7", re.IGNORECASE)
_HIDDEN = ("<", ">", "&", *map(chr, range(32)), "\x7f")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ESCAPES = re.compile(rb"\x1b\$[@B]|\x1b\(J")  # ISO-2022-JP designations, RFC 1468
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_SINGLE_BYTE = re.compile(r"cp125\d|cp874|iso8859-\d+|ascii|mac-|koi8")
_DETECT_AT_MOST = 32_768  # bytes shown to the detector: its answer needs no more


def codec_of(label: str | None) -> str | None:
    """The Python codec for a MIME charset label, or None where the label is unknown or not allowed."""
    wanted = (label or "").strip().strip("\"'").split("*")[0].split(";")[0].strip().lower()
    if not wanted or len(wanted) > 40 or _UTF7.fullmatch(wanted):
        return None
    try:
        name = codecs.lookup(_ALIASES.get(wanted, wanted)).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return name if name in _ALLOWED else None


def decoded(data: bytes, label: str | None) -> tuple[str, str | None]:
    """The text of `data` and, where it isn't simply what the label says, a warning. Never fails, never drops a byte's place."""
    codec = codec_of(label)
    if label and _UTF7.fullmatch(label.strip().strip("\"'")):
        text = _plain_utf7(data)
        if text is not None:
            return text, None
        return data.decode("ascii", "replace"), f"charset {label} refused: it hides markup or is damaged; shown as it stands"
    if codec in (None, "ascii") and data.isascii() and not _ESCAPES.search(data):
        return data.decode("ascii"), None if codec or not label else f"charset {label} unknown: read as us-ascii"
    if codec and codec != "ascii":
        text = _strict(data, codec)
        if text is not None and not _mislabelled_utf8(data, codec):
            return text, None
        if text is None and codec != "utf-8" and _strict(data, "utf-8") is None:
            loose = data.decode(codec, "replace")
            if loose.count("\ufffd") * 100 <= len(loose):  # a few bad bytes: the label is right, the text is damaged
                return loose, f"some bytes are not {label}"
    return _guessed(data, label)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _plain_utf7(data: bytes) -> str | None:
    """The text of UTF-7, or None where what it encodes is more than letters: markup and controls that a filter would not see."""
    text = _strict(data, "utf-7") if data.isascii() else None
    if text is None or _SURROGATES.search(text):
        return None
    if any(text.count(sign) != data.count(sign.encode()) for sign in _HIDDEN):
        return None
    return text


def _mislabelled_utf8(data: bytes, codec: str) -> bool:
    """A single-byte label over bytes that are valid UTF-8 with several multibyte characters: nobody writes that in Latin-1."""
    return (
        _SINGLE_BYTE.match(codec) is not None
        and not data.isascii()
        and len(_MULTIBYTE.findall(data)) >= 2
        and _strict(data, "utf-8") is not None
    )


def _guessed(data: bytes, label: str | None) -> tuple[str, str]:
    said = f"charset {label}" if label else "text without charset"
    if _ESCAPES.search(data) and (text := _strict(data, "iso2022_jp_ext")) is not None:
        return text, f"{said} read as iso-2022-jp"
    if (text := _strict(data, "utf-8")) is not None:
        return text, f"{said} read as utf-8"
    loose = data.decode("utf-8", "replace")
    if loose.count("\ufffd") * 4 <= len(_MULTIBYTE.findall(data)):
        return loose, f"{said} read as utf-8 with damage"
    codec = detected(data)
    text = _strict(data, codec) if codec else None
    if codec and text is not None:
        return text, f"{said} read as {codec}"
    return data.decode("cp1252", "replace"), f"{said} read as windows-1252"


_ASCII_LETTERS = re.compile(rb"[A-Za-z]")
_HIRAGANA = re.compile("[\u3041-\u3096]")


def detected(data: bytes) -> str | None:
    """The codec of bytes that are not UTF-8, by their letters; None where nothing tells."""
    sample = data[:_DETECT_AT_MOST]
    foreign = sum(1 for byte in sample if byte > 127)
    few = foreign * 4 < len(sample) - sample.count(b" ")
    if foreign <= len(_ASCII_LETTERS.findall(sample)) and (latin := latin_codec(data)) is not None:
        return latin
    if (japanese := _japanese(sample)) is not None:
        return japanese
    if len(data) < 24:
        return None  # short texts are guessed badly
    from charset_normalizer import from_bytes  # slow to import, rarely needed

    best = from_bytes(sample, steps=5, chunk_size=512).best()
    codec = codec_of(best.encoding) if best else None
    if few and not (codec or "").startswith(("cp12", "iso8859")):
        return None
    return None if codec in ("johab", "ascii", "utf-8", "hz", "cp864", "cp437") else codec


def _japanese(data: bytes) -> str | None:
    """Shift JIS or EUC-JP, where a good part of the text is Hiragana, as in no other script's bytes."""
    for codec in ("cp932", "euc_jp"):
        text = data.decode(codec, "ignore")
        foreign = sum(1 for sign in text if sign > "\x7f")
        if foreign and len(_HIRAGANA.findall(text)) * 4 >= foreign and len(text.encode(codec, "ignore")) * 20 >= len(data) * 19:
            return codec
    return None
