"""How findings are ranked: how likely each is a slip, times how much hangs on it.

**Likelihood.** Every rule compares what is odd with what is usual: k of n do otherwise. A share of
few says little, so not k / n counts but the lower bound of its interval at 95 % (E. B. Wilson,
"Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 1927): 41 of 43
give 0.84, one of two 0.09. What an annotator does with half of their spans is a habit, and sinks.

**Context.** The same words with another label are variation; variation in the same context is
hardly ever meant (M. Dickinson and W. D. Meurers, "Detecting Errors in Part-of-Speech Annotation",
EACL 2003: the variation n-gram; the longer the context, the surer the error). Each neighbouring
word that the place shares with one that wears the usual label makes the doubt smaller: it is
divided by one more than the number of such sides.

**Weight.** Relations stand on spans: a wrong span takes them with it. One more for every fourfold
of them: 1 + log4(1 + relations). What is not labelled yet in an article that is still being
labelled weighs half.
"""

from math import log, sqrt

_Z = 1.959963985
"""The quantile of the normal distribution for 95 % on two sides."""
UNFINISHED = 0.5


def lower_bound(part: int, whole: int) -> float:
    """Return the lower bound of the share of `part` in `whole` (Wilson, 95 %); 0 of nothing."""
    if whole <= 0:
        return 0.0
    share, square = part / whole, _Z * _Z
    centre = share + square / (2 * whole)
    spread = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return max(0.0, (centre - spread) / (1 + square / whole))


def likelihood(usual: int, whole: int, shared_sides: int = 0) -> float:
    """Return how likely something is a slip, 0 to 1: `usual` of `whole` do otherwise, and on so
    many sides (0 to 2) the neighbouring word is one that stands beside the usual ones too."""
    return 1 - (1 - lower_bound(usual, whole)) / (1 + shared_sides)


def weight_of(relations: int) -> float:
    """Return how much a span weighs that has so many relations."""
    return 1 + log(1 + relations, 4) if relations else 1.0
