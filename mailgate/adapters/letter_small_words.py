"""Words that say nothing of what a mail is about, in the languages of the letters."""

from __future__ import annotations

import re

_WORDS = """
a about after all also am an and any are as at be because been but by can could did do does for from get got had has have he
her here him his how i if in into is it its just me more my no not now of on one or our out please re she so some such than
that the their them then there these they this those to too up us very was we were what when where which who why will with
would you your hello hi dear thanks thank regards

aber als am an auch auf aus bei bin bis bitte da das dass dem den der des die diese dieser doch du ein eine einem einen einer
er es für habe haben hallo hat ich ihm ihn ihnen ihr ihre im in ist ja kann kein keine können mehr mein meine mich mir mit
nach nicht noch nur oder schon sehr sein sich sie sind so über um und uns unser unsere vom von vor war was wenn wer werden
wie wir wird wo zu zum zur danke grüße

ai al alla anche che chi ci come con cui da dal dalla dei del della delle di dove e ed era gli grazie ha hai hanno ho il in io
la le lei lo loro ma mi mia mio molto nel nella non o per perché più quando questa questo se sei si sono su sua suo sul sulla
tra un una uno vi ciao buongiorno

ai après au aux avec avez bonjour ce cela ces cette comme dans de des donc du elle en est et être eu fait il ils je la le les
leur lui ma mais me merci mes moi mon ne nos notre nous on ont ou où par pas plus pour pouvez qu que qui sa sans se ses si son
sont suis sur ta te tu un une vos votre vous

a al algo como con cuando de del desde donde el ella en era es esta este esto fue gracias ha han hay he hola la las le les lo
los más me mi mis muy no nos o para pero por porque que se si sin sobre son su sus también te tengo un una unas uno unos usted
y ya yo
"""
_SMALL = frozenset(_WORDS.split())


def is_small(words: str) -> bool:
    """Whether there is nothing but such words and marks in it."""
    return all(word in _SMALL or len(word) == 1 for word in re.findall(r"\w+", words.casefold()))
