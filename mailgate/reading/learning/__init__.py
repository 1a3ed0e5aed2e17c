"""The learner: what texts mean, from what people in the end said that they meant.

It knows texts by their words (hashed n-grams) and by their meaning (an embedding), learns one example in a millisecond or two
and forgets it as exactly, tells how sure it is and whether a text belongs to anything it knows, and why. See
docs/learning.md."""

from mailgate.reading.learning.example import NOTHING, DumpFault, Example, Featured, Prediction
from mailgate.reading.learning.fitting import fit
from mailgate.reading.learning.gist import gist_of, said
from mailgate.reading.learning.learned import KEEP, Learned

__all__ = ["KEEP", "NOTHING", "DumpFault", "Example", "Featured", "Learned", "Prediction", "fit", "gist_of", "said"]
