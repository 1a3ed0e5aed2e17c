"""Templates of the desk's own: what they can do, and what they can't."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mailgate.adapters.letter_samples import BOX, sample, sample_rulebook
from mailgate.adapters.templates import LetterWriter, check
from mailgate.model.errors import TemplateFault
from tests.letters.making import own, written


def test_a_template_of_the_desks_own_comes_first(tmp_path: Path) -> None:
    own(tmp_path, "resolved", "Subject: Done {{ tag }}\n\nAll done, {{ reader.first }}.\n")
    letter = written("resolved", writer=LetterWriter([tmp_path], domain="support.example.com"))
    assert letter.subject == "Done [#1042]"
    assert letter.text == "All done, Maria.\n"
    assert "All done, Maria." in (letter.html or "")


def test_a_brand_has_templates_of_its_own(tmp_path: Path) -> None:
    own(tmp_path / "acme", "resolved", "Subject: Acme {{ tag }}\n\nAcme says done.\n")
    desk = sample_rulebook()
    box = replace(desk.mailboxes[BOX], templates="acme")
    writer = LetterWriter(domain="support.example.com", base=tmp_path)
    assert written("resolved", writer=writer, rulebook=replace(desk, mailboxes={BOX: box})).text == "Acme says done.\n"
    assert "Acme" not in written("resolved", writer=writer).text


def test_a_subject_always_carries_its_tag(tmp_path: Path) -> None:
    own(tmp_path, "resolved", "Subject: Done\n\nDone.\n")
    assert written("resolved", writer=LetterWriter([tmp_path], domain="x.example")).subject == "Done [#1042]"


def test_a_new_language_needs_its_texts_only(tmp_path: Path) -> None:
    own(tmp_path, "resolved", "Subject: Re: {{ ticket.subject }} {{ tag }}\n\nErledigt.\n", language="de")
    ticket = sample("resolved", language="de")[1].ticket
    assert ticket is not None
    letter = written("resolved", writer=LetterWriter([tmp_path], domain="x.example"), ticket=replace(ticket, language="de"))
    assert letter.text == "Erledigt.\n"
    assert ("Content-Language", "de") in letter.headers


PAYLOADS = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ticket.__class__ }}",
    "{{ ticket['__class__'] }}",
    "{{ ticket|attr('__class__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ w.__class__ }}",
    "{{ w.__name__.__class__ }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 2 ** 100000 }}",
    "{{ '%1999999999d' % 1 }}",
    "{{ '%1999999999d'|format(1) }}",
    "{{ 'a'.center(2000000000) }}",
    "{{ 'a'|center(2000000000) }}",
    "{{ '{0.__class__}'.format(ticket) }}",
    "{{ ticket.items() }}",
    "{{ ticket.pop('number') }}",
    "{{ ticket.clear() }}",
    "{% for a in range(1000000000) %}x{% endfor %}",
    "{{ lipsum(n=100000) }}",
    "{{ cycler('a') }}",
    "{{ joiner() }}",
    "{{ namespace() }}",
    "{{ dict(a=1) }}",
    "{{ config }}",
    "{{ request }}",
    "{{ missing }}",
    "{{ ticket.missing }}",
    "{{ ticket }}",
    "{{ entry }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../etc/passwd' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% block b %}{{ self.b() }}{{ self.b() }}{% endblock %}",
    "{% set x = 'aaaaaaaaaaaaaaaaaaaa' %}" + "{% set x = x ~ x ~ x ~ x %}" * 30 + "{{ x }}",
    "{% set x %}aaaaaaaaaaaaaaaaaaaa{% endset %}" + "{% set x %}{{ x }}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
    "{% set x = 'aaaaaaaaaaaaaaaaaaaa' %}" + "{% set x = [x, x, x, x]|join(x) %}" * 30 + "{{ x }}",
    "{{ [1]|map('attr', '__class__') }}",
    "{{ ['a']|map(attribute='__class__')|first }}",
    "{{ 'abc'|list }}",
    "{{ []|sum }}",
    "{{ 'a'|replace('a', 'b') }}",
    "{{ 'a'|wordwrap }}",
    "{{ 'a'|indent(1000000000) }}",
    "{{ 'a'|ljust }}",
    "{{ 'x'|safe }}",
    "{{ 'x'|xmlattr }}",
    "{{ ticket|tojson }}",
    "{{ ticket|pprint }}",
    "{{ (1).__class__ }}",
    "{{ ().__class__ }}",
    "{{ __step }}",
    "{{ __join('a') }}{{ ticket }}",
    "{% for c in entry.text %}" * 5 + "x" + "{% endfor %}" * 5,
    "{{ 1 / 0 }}",
    "{{ 1 // 0 }}",
    "{{ [1,2][9] }}",
    "{{ 'a'[9] }}",
    "{% for k in ticket recursive %}{{ loop(ticket) }}{% endfor %}",
    "{% call x() %}{% endcall %}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 99999999999 * 99999999999 }}",
    "{{ 'a' + 'b' }}",
    "{{ [entry] }}",
    "{{ caller() }}",
    "{{ varargs }}",
    "{{ loop }}",
    "{% extends 'nothing.html.j2' %}",
    "{% from 'x' import y %}",
    "{{ ticket.number.__add__(1) }}",
    "{{ none.x }}",
    "{{ true.real }}",
    "{{ w._module }}",
    "{{ w.when.__globals__ }}",
    "{{ w.when.name }}",
    "{{ w }}",
    "{{ undefined_function() }}",
    "{% do 1 %}",
    "{% debug %}",
    "{{ debug() }}",
    "{{ g }}",
    "{{ url_for }}",
    "{{ get_flashed_messages }}",
    "{{ cycler.__init__ }}",
    "{{ earlier.__len__() }}",
    "{{ mailbox|items }}",
    "{{ mailbox|dictsort }}",
    "{{ 'a'|urlize }}",
    "{{ 'a'.join(['b']) }}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.timeout(10)
def test_no_template_reaches_further_than_plain_words(payload: str, tmp_path: Path) -> None:
    """Whatever an operator's template tries, the letter goes out once, by the built-in template, and the admin hears of it."""
    told: list[str] = []
    file = own(tmp_path, "status_changed", f"Subject: x {{{{ tag }}}}\n\n{payload}\n")
    writer = LetterWriter([tmp_path], domain="support.example.com", tell=told.append)
    letter = written("status_changed", writer=writer)
    assert letter.text.startswith("Hello Maria,\n\nyour request #1042 is now on hold.")
    [fault] = told
    assert fault.startswith(f"{file}:3: ") or payload.startswith(("{{ caller", "{{ varargs"))
    assert fault.endswith("the built-in template was used instead")


def test_a_fault_is_told_once_however_many_letters_it_concerns(tmp_path: Path) -> None:
    told: list[str] = []
    own(tmp_path, "resolved", "Subject: x\n\n{{ nobody }}\n")
    writer = LetterWriter([tmp_path], domain="x.example", tell=told.append)
    for _ in range(5):
        written("resolved", writer=writer)
    assert len(told) == 1


def test_check_names_every_fault_with_file_and_line(tmp_path: Path) -> None:
    own(tmp_path, "answer", "Subject: x\n\nline\n{{ ticket.numbr }}\n")
    own(tmp_path, "closed", "Subject: x\n\n{% if %}\n", language="it")
    faults = check(tmp_path)
    assert f"{tmp_path}/it/closed.txt.j2:3: " in faults[0]
    (tmp_path / "it" / "closed.txt.j2").unlink()
    [fault] = check((tmp_path,))
    assert fault.startswith(f"{tmp_path}/en/answer.txt.j2:4: ")
    assert "numbr" in fault


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Hello\n\nbody", 1, "is no header"),
        ("Subject: x\nBcc: v@x\n\nbody", 2, "is no header"),
        ("From: x\n\nbody", 1, "the first line must be `Subject: …`"),
        ("", 1, "the first line must be `Subject: …`"),
    ],
)
def test_headers_that_are_none_are_faults(text: str, line: int, what: str, tmp_path: Path) -> None:
    file = own(tmp_path, "answer", text)
    [fault] = check(tmp_path)
    assert fault.startswith(f"{file}:{line}: ")
    assert what in fault


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    file = own(tmp_path, "answer", "Subject: x\n\n")
    file.write_bytes(b"Subject: x\n\nGr\xfc\xdfe\n")
    assert check(tmp_path) == (f"{file}:3: is not UTF-8; save the file as UTF-8",)


def test_a_template_nobody_has_written_is_a_fault() -> None:
    with pytest.raises(TemplateFault, match=r"templates/en/nowhere\.txt\.j2"):
        written("nowhere")


def test_a_value_cannot_add_a_header(tmp_path: Path) -> None:
    ticket = sample("answer")[1].ticket
    assert ticket is not None
    letter = written("answer", ticket=replace(ticket, subject="x\nFrom: evil\nPreview: y"))
    assert letter.sender.name == "Alice at Example Support"
    assert letter.subject == "Re: x From: evil Preview: y [#1042]"
