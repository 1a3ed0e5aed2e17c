"""HTML made safe: what hostile and ordinary markup becomes, letter by letter."""
# ruff: noqa: E501, SIM905 (hostile documents stand here as they come)

from __future__ import annotations

import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailgate.mail.links import safe_target, where_it_goes
from mailgate.mail.parse import parse
from mailgate.mail.safe_html import safe_html
from mailgate.mail.safe_style import safe_style
from mailgate.mail.shown_html import MAX_IN_LETTER, for_letter, inspected
from tests.mail.form_mails import mail

GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def picture(source: str) -> str | None:
    """One picture is there by its id, and one in the document itself."""
    return source if source in ("cid:ok", GIF) else None


def safe(document: str) -> str:
    """The safe HTML of a document, without the one element around it."""
    made = safe_html(document, picture)
    assert made is not None
    assert made.html.startswith("<div>")
    assert made.html.endswith("</div>")
    return made.html[5:-6]


# In what is expected: the marks of every link, and the colours that hold on dark screens.
SHORT = (
    ("@REL", ' rel="noopener noreferrer nofollow"'),
    ("@LINK", "color:#0f6e63 ! important"),
    ("@CELL", "color:inherit ! important"),
)

DOCUMENTS = [
    ('<script>alert(1)</script>hi',
     'hi'),
    ('<scr<script>ipt>alert(1)</script>hi',
     'ipt&gt;alert(1)hi'),
    ('<img src=x onerror=alert(1)>hi',
     '[▣]hi'),
    ('<img src="javascript:alert(1)">hi',
     '[▣]hi'),
    ('<svg onload=alert(1)>hi</svg>',
     ''),
    ('<svg><script>alert(1)</script></svg>hi',
     'hi'),
    ('<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">hi',
     ''),
    ('<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">hi',
     '<p></p>[▣]"&gt;hi'),
    ('<noscript><p title="</noscript><img src=x onerror=alert(1)>">hi</noscript>',
     '<p>hi</p>'),
    ('<iframe src="https://evil.example"></iframe>hi',
     'hi'),
    ('<iframe srcdoc="<script>alert(1)</script>"></iframe>hi',
     'hi'),
    ('<object data="https://evil.example/x.swf"></object>hi',
     'hi'),
    ('<embed src="https://evil.example/x.swf">hi',
     'hi'),
    ('<form action="https://evil.example"><input name=password type=password><button>Log in</button>hi</form>',
     '<div>hi</div>'),
    ('<textarea><img src=x onerror=alert(1)></textarea>hi',
     'hi'),
    ('<select><option><img src=x onerror=alert(1)></option></select>hi',
     'hi'),
    ('<a href="javascript:alert(1)">hi</a>',
     'hi'),
    ('<a href=" &#14; java&#10;script:alert(1)">hi</a>',
     'hi'),
    ('<a href="JaVaScRiPt&colon;alert(1)">hi</a>',
     'hi'),
    ('<a href="data:text/html,<script>alert(1)</script>">hi</a>',
     'hi'),
    ('<a href="vbscript:msgbox(1)">hi</a>',
     'hi'),
    ('<a href="//evil.example/x">hi</a>',
     'hi'),
    ('<a href="https://ok.example/x" onclick="alert(1)" style="position:fixed;top:0;left:0;width:100%;height:100%">hi</a>',
     '<a href="https://ok.example/x" title="https://ok.example/x"@REL style="width:100%;@LINK">hi</a>'),
    ('<a href="https://evil.example/login">https://bank.example/login</a>',
     '<a href="https://evil.example/login" title="https://evil.example/login"@REL style="@LINK">https://bank.example/login</a> [→ evil.example]'),
    ('<a href="https://bank.example@evil.example/">www.bank.example</a>',
     '<a href="https://bank.example@evil.example/" title="https://bank.example@evil.example/"@REL style="@LINK">www.bank.example</a> [→ evil.example]'),
    ('<a href="https://bank.example.evil.example/">bank.example</a>',
     '<a href="https://bank.example.evil.example/" title="https://bank.example.evil.example/"@REL style="@LINK">bank.example</a> [→ bank.example.evil.example]'),
    ('<a href="https://www.bank.example/x">bank.example</a>',
     '<a href="https://www.bank.example/x" title="https://www.bank.example/x"@REL style="@LINK">bank.example</a>'),
    ('<a href="https://bаnk.example/">click</a>',
     '<a href="https://bаnk.example/" title="https://bаnk.example/"@REL style="@LINK">click</a> [→ xn--bnk-6cd.example]'),
    ('<a href="mailto:evil@evil.example?subject=x&body=y">boss@bank.example</a>',
     '<a href="mailto:evil@evil.example" title="mailto:evil@evil.example"@REL style="@LINK">boss@bank.example</a> [→ evil@evil.example]'),
    ('<a href="https://ok.example/"><b>bank</b>.example</a>',
     '<a href="https://ok.example/" title="https://ok.example/"@REL style="@LINK"><b>bank</b>.example</a> [→ ok.example]'),
    ('<a href="tel:+391234">call</a>',
     '<a href="tel:+391234" title="tel:+391234"@REL style="@LINK">call</a>'),
    ('<a name="x" id="y" class="z" target="_top" href="https://ok.example/">ok</a>',
     '<a href="https://ok.example/" title="https://ok.example/"@REL style="@LINK">ok</a>'),
    ('<base href="https://evil.example/"><a href="/x">hi</a>',
     'hi'),
    ('<link rel=stylesheet href="https://evil.example/x.css">hi',
     'hi'),
    ('<style>@import url(https://evil.example/x.css); td{color:red}</style>hi',
     'hi'),
    ('<style><!--</style><script>alert(1)</script>-->hi',
     '--&gt;hi'),
    ('<meta http-equiv="refresh" content="0;url=https://evil.example">hi',
     'hi'),
    ('<p style="background:url(https://evil.example/x.png)">hi</p>',
     '<p>hi</p>'),
    ('<p style="background:u\\72l(https://evil.example/x.png)">hi</p>',
     '<p>hi</p>'),
    ('<p style="background-image:image-set(\'https://evil.example/x.png\' 1x)">hi</p>',
     '<p>hi</p>'),
    ('<p style="color:red;background:#eee url(//evil.example/x)">hi</p>',
     '<p style="color:red">hi</p>'),
    ('<p style="width:expression(alert(1))">hi</p>',
     '<p>hi</p>'),
    ('<p style="behavior:url(x.htc);-moz-binding:url(x.xml#a)">hi</p>',
     '<p>hi</p>'),
    ('<p style="position:absolute;top:-2000px;z-index:9999">hi</p>',
     '<p>hi</p>'),
    ('<p style="margin-top:-500px">hi</p>',
     '<p>hi</p>'),
    ('<p style="margin:0 0 9999px 0">hi</p>',
     '<p style="margin:0px 0px 48px 0px">hi</p>'),
    ('<p style="transform:translate(-500px)">hi</p>',
     '<p>hi</p>'),
    ('<p style="display:none">hidden</p>hi',
     'hi'),
    ('<p style="font-size:0">hidden</p>hi',
     'hi'),
    ('<p style="font-size:300px">hi</p>',
     '<p style="font-size:36px">hi</p>'),
    ('<p style="color:transparent">hi</p>',
     '<p>hi</p>'),
    ('<p style="color:rgba(0,0,0,.01)">hi</p>',
     '<p>hi</p>'),
    ('<p style="color:rgb(200, 0, 0);font-weight:bold">hi</p>',
     '<p style="color:rgb(200, 0, 0);font-weight:bold">hi</p>'),
    ('<p style="font-family:Arial;}</style><script>alert(1)</script>">hi</p>',
     '<p style="font-family:arial">hi</p>'),
    ('<p style="color:red;/*;*/position:fixed">hi</p>',
     '<p style="color:red">hi</p>'),
    ('<p style="color:var(--x);font:12px/1 x;content:\'x\'">hi</p>',
     '<p>hi</p>'),
    ('<p style="width:99999px;border:900px solid red">hi</p>',
     '<p>hi</p>'),
    ('<div hidden>hidden</div>hi',
     'hi'),
    ('<img src="https://evil.example/pixel.gif" width=1 height=1>hi',
     'hi'),
    ('<img src="https://evil.example/logo.png" alt="Logo">hi',
     '[▣ Logo]hi'),
    ('<img srcset="https://evil.example/logo.png 2x" src="cid:ok">hi',
     '<img src="cid:ok" alt="" style="max-width:100%">hi'),
    ('<img src="cid:missing" alt="gone">hi',
     '[▣ gone]hi'),
    ('<img src="cid:ok" width=99999 height=99999 style="position:fixed">hi',
     '<img src="cid:ok" alt="" width="640" style="max-width:100%">hi'),
    ('<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">hi',
     '[▣]hi'),
    ('<img src="data:image/png;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">hi',
     '[▣]hi'),
    ('<img src="data:text/html;base64,PHNjcmlwdD4=">hi',
     '[▣]hi'),
    ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">hi',
     '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="" style="max-width:100%">hi'),
    ('<img src="file:///etc/passwd">hi',
     '[▣]hi'),
    ('<img src="\\\\evil.example\\share\\x.png">hi',
     '[▣]hi'),
    ('<table background="https://evil.example/x"><tr><td background="https://evil.example/y" bgcolor="javascript:x">hi</td></tr></table>',
     '<table style="border-collapse:collapse"><tbody><tr><td style="@CELL">hi</td></tr></tbody></table>'),
    ('<td colspan="99999999">hi</td>',
     'hi'),
    ('<table border="1"><tr><th>a</th><td bgcolor="#ffeeaa">b</td></tr></table>',
     '<table border="1" style="border-collapse:collapse"><tbody><tr><th style="@CELL">a</th><td style="background-color:#ffeeaa;@CELL">b</td></tr></tbody></table>'),
    ('<video src="https://evil.example/x.mp4" poster="https://evil.example/x.png"></video><audio src=x></audio>hi',
     'hi'),
    ('<template><img src=x onerror=alert(1)></template>hi',
     'hi'),
    ('<details ontoggle=alert(1) open><summary>sum</summary>hi</details>',
     '<div><div>sum</div>hi</div>'),
    ('<marquee onstart=alert(1)>hi</marquee>',
     'hi'),
    ('<body onload=alert(1) background="https://evil.example/x">hi</body>',
     'hi'),
    ('<!--[if mso]><script>alert(1)</script><![endif]--><!-- <img src=x onerror=alert(1)> -->hi',
     'hi'),
    ('<![CDATA[<script>alert(1)</script>]]>hi',
     'alert(1)]]&gt;hi'),
    ('<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>hi',
     'alert(1)hi'),
    ('</div></td></tr></table><h1>Your password expired</h1>hi',
     '<h1>Your password expired</h1>hi'),
    ('<p>a&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; "q" \'s\'</p>',
     '<p>a&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; "q" \'s\'</p>'),
    ('<p title="x" dir="rtl" lang="he">\u202ehi\u202c</p>',
     '<p dir="rtl">hi</p>'),
    ('<font color="red" size="7" face="Arial">hi</font>',
     '<span style="color:red">hi</span>'),
    ('<font color="expression(alert(1))">hi</font>',
     '<span>hi</span>'),
    ('<plaintext><script>alert(1)</script>',
     ''),
    ('<xmp><script>alert(1)</script></xmp>hi',
     '<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>hi'),
    ('<input type=image src=https://evil.example onerror=alert(1)>hi',
     'hi'),
    ('<dialog open>hi there</dialog>hi',
     'hi'),
    ('<ol start="3"><li>three</li></ol>',
     '<ol start="3"><li>three</li></ol>'),
    ('<div style="background:#000000;color:#ffffff;padding:200px -4px">hi</div>',
     '<div style="background-color:#000000;color:#ffffff">hi</div>'),
    ('<a href="https://a.example/"><a href="https://b.example/">two</a></a>',
     '<a href="https://a.example/" title="https://a.example/"@REL style="@LINK"></a><a href="https://b.example/" title="https://b.example/"@REL style="@LINK">two</a>'),
    ('<p>\ue0f5x@support.example.com\ue0f5</p>',
     '<p>x@support.example.com</p>'),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), DOCUMENTS, ids=range(len(DOCUMENTS)))
def test_what_becomes_of_it(document: str, expected: str) -> None:
    for short, long in SHORT:
        expected = expected.replace(short, long)
    assert safe(document) == expected


class Watching(HTMLParser):
    """Another parser's view of what was written: everything that is not plainly harmless."""

    TAGS = frozenset(
        "p div span b strong i em u s del ins sub sup small code pre blockquote ul ol li dl dt dd table thead tbody tfoot tr td th "
        "caption h1 h2 h3 h4 h5 h6 a q mark br hr img".split()
    )
    ATTRIBUTES = frozenset(
        "href title rel style dir src alt width height colspan rowspan start border cellpadding cellspacing".split()
    )

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            said = (value or "").lower()
            if name not in self.ATTRIBUTES:
                self.wrong.append(f"{tag} {name}")
            if name == "href" and not said.startswith(("https://", "http://", "mailto:", "tel:")):
                self.wrong.append(said)
            if name == "src" and said not in ("cid:ok", GIF.lower()):
                self.wrong.append(said)
            if name == "style" and any(
                bad in said for bad in ("url", "position", "\\", "expression", "@", "/*", "var(", "-moz", "<")
            ):
                self.wrong.append(said)

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(decl)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(data)


def wrong_in(html: str) -> list[str]:
    watching = Watching()
    watching.feed(html)
    watching.close()
    return watching.wrong


@pytest.mark.parametrize("document", [document for document, _ in DOCUMENTS], ids=range(len(DOCUMENTS)))
def test_another_parser_finds_nothing_in_it_either(document: str) -> None:
    for written in (
        document,
        f"<table><tr><td>{document}",
        f"<svg>{document}</svg>x",
        f"<!--{document}",
        f'<a title="{document}',
    ):
        made = safe_html(written, picture)
        assert made is None or wrong_in(made.html) == []


PIECES = st.sampled_from(
    [*(document for document, _ in DOCUMENTS), "<", ">", '"', "'", "--", "<!--", "-->", "</", "/>", "<svg>", "<math>", "<style>",
     "</style>", "<table>", "<p ", "style=", "&lt;", "&#x3c", "<!", "<?", "\0", "<template>", "<title>", "]]>", "<annotation-xml>"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=8))
def test_nothing_gets_out_of_any_mixture(pieces: list[str]) -> None:
    made = safe_html("".join(pieces), picture)
    assert made is None or wrong_in(made.html) == []


def test_what_was_made_safe_stays_as_it_is() -> None:
    for document, _ in DOCUMENTS:
        once = safe_html(document, picture)
        assert once is not None
        twice = safe_html(once.html, picture)
        assert twice is None or wrong_in(twice.html) == []


@pytest.mark.parametrize(
    "document",
    ["<div>" * 100_000 + "x", "<table><tr><td>" * 30_000 + "x", "<b>" * 50_000 + "x", "<a href=https://x.example/>" * 30_000 + "x",
     "<p style='" + "color:red;" * 90_000 + "'>x", "<" * 900_000, "&" * 900_000, "<img src=cid:ok>" * 50_000, "<!--" * 200_000,
     "<blockquote>" * 60_000 + "x" * 100_000],
    ids=range(10),
)  # fmt: skip
def test_large_and_deep_documents_cost_little(document: str) -> None:
    begin = time.process_time()
    safe_html(document, picture)
    assert time.process_time() - begin < 20


def test_a_document_that_is_too_large_has_its_text_alone() -> None:
    assert safe_html("<p>x</p>" * 200_000, picture) is None


# -- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "target", "shown"),
    [
        ("our page", "https://shop.example/x", None),
        ("shop.example", "https://www.shop.example/", None),
        ("https://shop.example/a", "https://shop.example/b", None),
        ("shop.example", "https://login.shop.example/", None),
        ("shop.example", "https://shop.example.evil.example/", "shop.example.evil.example"),
        ("See www.shop.example now", "https://evil.example/", "evil.example"),
        ("SHOP.EXAMPLE", "https://evil.example:8443/", "evil.example"),
        ("maria@bank.example", "https://evil.example/", "evil.example"),
        ("bank.example", "mailto:x@evil.example", "x@evil.example"),
        ("Maria@Example.org", "mailto:maria@example.org", None),
        ("login", "https://xn--bnk-6cd.example/", "xn--bnk-6cd.example"),
        ("пример.рф", "https://evil.example/", "evil.example"),
        ("version 1.2.3", "https://shop.example/", None),
        ("file.txt", "https://shop.example/file.txt", "shop.example"),
    ],
)
def test_a_link_that_names_another_place_shows_where_it_goes(words: str, target: str, shown: str | None) -> None:
    assert where_it_goes(words, target) == shown


@pytest.mark.parametrize(
    ("href", "target"),
    [
        (" https://shop.example/a b ", "https://shop.example/ab"),
        ("HTTPS://shop.example/", "HTTPS://shop.example/"),
        ("mailto:a@b.example?bcc=c@d.example", "mailto:a@b.example"),
        ("tel:+39123", "tel:+39123"),
        ("java\nscript:alert(1)", None),
        ("https://", None),
        ("https://[::1", None),
        ("ftp://x.example/", None),
        ("/relative", None),
        ("#top", None),
        ("https://x.example/" + "a" * 3000, None),
    ],
)
def test_which_targets_may_be_followed(href: str, target: str | None) -> None:
    assert safe_target(href) == target


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("color: RED !important", {"color": "red"}),
        ("font-size: 2pt", {"font-size": "9px"}),
        ("font-size: 12pt", {"font-size": "16px"}),
        ("font-size: 120%", {"font-size": "18px"}),
        ("margin: 0 auto", {"margin": "0px auto"}),
        ("padding: 1px 2px 3px 4px 5px", {}),
        ("border: 1px solid #ccc", {"border": "1px solid #ccc"}),
        ("border: 100px solid red", {}),
        ("width: 1200px; max-width: 50%", {"width": "640px", "max-width": "50%"}),
        ("background: yellow", {"background-color": "yellow"}),
        ("font-family: 'Segoe UI', Arial", {"font-family": "segoe ui, arial"}),
        ("font-family: x;font-family:url(y)", {"font-family": "x"}),
        ("text-decoration: none", {}),
        ("height: 9000px; float: left; display: block; opacity: .01; overflow: hidden", {}),
        ("color" + ":red;color" * 500, {}),
    ],
)
def test_which_declarations_stay(style: str, kept: dict[str, str]) -> None:
    assert safe_style(style) == kept


# -- in a letter ------------------------------------------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def with_picture(html: str, text: str = "", content: bytes = PNG) -> bytes:
    from email.message import EmailMessage

    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "maria@example.org", "support@example.com", "Look"
    if text:
        made.set_content(text)
        made.add_alternative(html, subtype="html")
        made.get_payload()[1].add_related(content, "image", "png", cid="<logo@maria>", filename="shot.png")  # type: ignore[union-attr, index]
    else:
        made.set_content(html, subtype="html")
        made.add_related(content, "image", "png", cid="<logo@maria>", filename="shot.png")
    return bytes(made)


def test_a_letter_shows_the_pictures_as_parts_of_its_own() -> None:
    message = parse(with_picture('<p>See <b>this</b>: <img src="cid:LOGO@maria" alt="the error"></p>'))
    shown = for_letter(message, message.reply)
    assert shown is not None
    (one,) = shown.pictures
    assert (one.data, one.inline, one.type, one.name) == (PNG, True, "image/png", "shot.png")
    assert f'<img src="cid:{one.content_id}" alt="the error"' in shown.html
    assert "logo@maria" not in shown.html


def test_what_is_no_picture_is_not_shown_as_one() -> None:
    message = parse(with_picture('<p>See <b>this</b> <img src="cid:logo@maria"></p>', content=b"<svg onload=alert(1)>"))
    shown = for_letter(message, message.reply)
    assert shown is not None
    assert shown.pictures == ()
    assert "<img" not in shown.html


def test_a_picture_in_the_document_becomes_a_part() -> None:
    message = parse(mail("maria@example.org", "x", html=f'<p>See <b>this</b> <img src="{GIF}"></p>'))
    shown = for_letter(message, message.reply)
    assert shown is not None
    assert [one.type for one in shown.pictures] == ["image/gif"]
    assert "data:" not in shown.html


def test_html_that_says_something_else_than_the_text_is_not_shown() -> None:
    message = parse(with_picture("<p>Please <b>pay</b> to account 666</p>", "I can't log in any more, please help me."))
    assert for_letter(message, message.reply) is None


def test_html_without_formatting_is_not_worth_it() -> None:
    message = parse(mail("maria@example.org", "x", html="<div dir=ltr>I can't log in.<br>Maria</div>"))
    assert for_letter(message, message.reply) is None


def test_of_an_answer_only_what_is_fresh_is_shown() -> None:
    html = (
        "<div>It is <b>still</b> broken.</div><div class=gmail_quote><div class=gmail_attr>On Monday Alice wrote:</div>"
        "<blockquote class=gmail_quote>Did you <b>restart</b>?</blockquote></div>"
    )
    message = parse(mail("maria@example.org", "Re: x", html=html))
    shown = for_letter(message, message.reply)
    assert shown is not None
    assert shown.html == "<div><div>It is <b>still</b> broken.</div>\n</div>"


def test_answers_between_the_lines_are_shown_with_what_they_answer() -> None:
    html = (
        "<p>Answers <b>below</b>.</p><blockquote type=cite><p>Did you restart?</p></blockquote><p>Yes, twice.</p>"
        "<blockquote type=cite><p>And the cable?</p></blockquote><p>It is in.</p>"
    )
    message = parse(mail("maria@example.org", "Re: x", html=html))
    shown = for_letter(message, message.reply)
    assert shown is not None
    for words in ("Yes, twice.", "It is in."):
        assert words in shown.html


def test_a_letter_stays_small() -> None:
    message = parse(mail("maria@example.org", "x", html="<p><b>word</b></p>" * 5000))
    assert for_letter(message, message.reply) is None
    assert MAX_IN_LETTER < 102_000


CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.eml"))


@pytest.mark.parametrize("file", CORPUS, ids=[file.stem for file in CORPUS])
def test_every_message_of_the_corpus_is_safe(file: Path) -> None:
    shown = inspected(parse(file.read_bytes()))
    assert shown is None or [one for one in wrong_in(shown) if not one.startswith(("cid:", "data:image/"))] == []
