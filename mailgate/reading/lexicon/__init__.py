"""Words that carry meaning, one module a language. Data only; `reading.signals` finds them."""

from mailgate.reading.lexicon.de import DE
from mailgate.reading.lexicon.en import EN
from mailgate.reading.lexicon.es import ES
from mailgate.reading.lexicon.fr import FR
from mailgate.reading.lexicon.it import IT
from mailgate.reading.lexicon.shape import Lexicon

LEXICONS: dict[str, Lexicon] = {lexicon.language: lexicon for lexicon in (EN, DE, FR, ES, IT)}

__all__ = ["LEXICONS", "Lexicon"]
