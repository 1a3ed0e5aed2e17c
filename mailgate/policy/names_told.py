"""Names of people and firms that an answer tells: whoever sends it to somebody else should see them first.

No model reads answers, so this goes by how names are written: after a title, before a legal form, several capitalised words in a
row, a usual given name, or one capitalised word within a sentence. In German, where all nouns are capitalised, the last doesn't
count, nor what a sentence tells to click on. A word too many costs its sender one more look; one too few, a customer's name."""

from __future__ import annotations

import re

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]{0,38}[^\W\d_]"
_RUN = re.compile(rf"(?<![\w@./#-]){_CAPITAL}(?:[ \t]+{_CAPITAL})*(?!\w)")
_TITLE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herrn?|Frau|Firma|Kolleg(?:e|en|in)|Sig|Sig\.ra|Signora?|Dott|Mme|Mlle|Madame|Monsieur|Sra?|"
    r"Señora?|Don|Doña)\.?|\bM\.)[ \t]+$"
)
_FIRM = re.compile(
    r"[ \t]*,?[ \t]*(?:GmbH|AG|KG|OHG|UG|SE|Inc|Ltd|LLC|LLP|Corp|Corporation|Company|Group|Holdings?|plc|PLC|B\.?V|N\.?V|"
    r"S\.?r\.?l|S\.?p\.?A|S\.?A|S\.?L|SARL|SAS|GbR|e\.V|& Co)\b"
)
_FORMS = frozenset(
    (
        "GmbH",
        "AG",
        "KG",
        "OHG",
        "UG",
        "SE",
        "Inc",
        "Ltd",
        "LLC",
        "LLP",
        "Corp",
        "Corporation",
        "Company",
        "Group",
        "Holding",
        "Holdings",
        "SARL",
        "SAS",
        "GbR",
    )
)
# what comes before a word that stands on a page, and is no name
_PAGE = re.compile(
    r"(?:[>→/|“”„\"«‹‘*_]|\b(?:click|tap|press|choose|select|open|see|under|tab|page|menu|button|section|then|go to|on|in|the|"
    r"your|our|a|an|"
    r"clic|cliquez sur|sur|sous|ouvrez|choisissez|sélectionnez|onglet|page|puis|dans|le|la|les|votre|vos|"
    r"en|abra|elija|seleccione|pulse|pestaña|luego|el|los|las|su|"
    r"clicchi su|clicca su|su|apra|apri|scelga|scegli|selezioni|prema|premi|scheda|pagina|poi|il|lo|gli|i|nel|nella|"
    r"sulla))[ \t]*$",
    re.IGNORECASE,
)
_GERMAN = re.compile(r"\b(?:und|der|die|das|ist|Sie|Ihr|Ihre|nicht|wurde|haben)\b")
_STARTS = re.compile(r"(?:^|[.!?:;•·–—\n-])[ \t]*$")
_ORDINARY_WORDS = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
November December English German French Spanish Italian Internet Web Wi-Fi Windows Mac MacOS Android iPhone iPad Linux Chrome
Firefox Safari Edge Outlook Thunderbird Gmail Google Microsoft Apple Amazon PayPal Visa Mastercard Stripe Klarna Excel Word
PowerPoint Teams Slack Zoom WhatsApp Facebook Instagram LinkedIn Dropbox GitHub Shopify WordPress Salesforce Jira SEPA IBAN
Premium Pro Basic Standard Enterprise Business Plus Team Starter Free Account Settings Support Help Center Centre Customer
Service Thanks Thank Please Yes No Hello Dear Regards Best Kind Europe European Euro Christmas Easter
"""
_GIVEN_NAMES = """
adam alan albert alex alexander alfred alice amanda amy ana anders andrea andreas andrew andré angela anja anna anne antoine
antonio barbara ben benjamin bernd bob brian camille carla carlos carmen caroline catherine charles charlotte chiara chris
christian christina christine christoph claire claudia cristina daniel daniela david diana diego dieter edward elena elisa
elizabeth emily emma enrico eric eva fabian federico felix fernando florian francesca francesco francisco frank franz
françois frédéric gabriel george georg giorgio giovanni giulia giuseppe hans hannah heike heinz helen helmut henry hugo ian
ines ingrid isabel jack jacob james jan jane javier jean jennifer jens jessica joe joan johannes john jonas jorge josé joseph
juan julia julie jürgen karen karin karl katharina kate katrin kevin klaus lars laura laurent lea lena leo linda lisa lorenzo
louis luca lucas lucia luis lukas manuel marc marco maria marie mario mark markus marta martin mary matteo matthew matthias
max michael michel michele miguel monika nadia nicolas nina oliver olivia pablo paola paolo patricia patrick paul pedro peter
petra philipp philippe pierre rachel rebecca rita robert roberta roberto roland rosa sabine samuel sandra sara sarah sebastian
silvia simon sofia sophie stefan stefanie stefano stephen steve susan susanne sven sylvie theresa thomas tim tobias tom ulrich
ursula uwe valentina vincent walter werner william wolfgang
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.casefold().split())
_GIVEN = frozenset(_GIVEN_NAMES.split())


def names_in(text: str, *, language: str | None, known: str = "") -> tuple[str, ...]:
    """Each once, as written. A name whose words all stand in `known` is none that must be looked at."""
    german = language == "de" or (language is None and len(_GERMAN.findall(text)) >= 2)
    there = {word.casefold() for word in re.findall(r"[^\W_]+", known)}
    found = []
    for run in _RUN.finditer(text):
        before, after = text[max(0, run.start() - 40) : run.start()], text[run.end() :]
        words = [re.sub(r"['’]s$", "", word) for word in run[0].split()]
        while len(words) > 1 and _TITLE.search(f"{words[0]} "):
            before = words.pop(0) + " "
        if len(words) > 1 and _STARTS.search(before) and not _begins_a_name(words, after):
            before = words.pop(0) + " "  # it has its capital from the sentence
        name = " ".join(words)
        if _is_name(words, before, after, german=german) and not {part.casefold() for part in _parts(name)} <= there:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _is_name(words: list[str], before: str, after: str, *, german: bool) -> bool:
    if _TITLE.search(before) or _FIRM.match(after) or not _FORMS.isdisjoint(words):
        return True
    if words[0].casefold() in _GIVEN:
        return True
    plain = [word for word in words if not word.isupper() and word.casefold() not in _ORDINARY]
    if german or not plain or _PAGE.search(before):
        return False
    return len(plain) > 1 or not _STARTS.search(before)


def _begins_a_name(words: list[str], after: str) -> bool:
    return words[0].casefold() in _GIVEN or not _FORMS.isdisjoint(words) or _FIRM.match(after) is not None


def _parts(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name)
