"""Sets of words, as the modules of the grammar hold them."""

from __future__ import annotations

__all__ = ["BEGIN_SENTENCES", "FIGURES", "words"]


def words(text: str) -> frozenset[str]:
    """The words of a text that holds nothing else."""
    return frozenset(text.split())


BEGIN_SENTENCES = words(
    "a and as at be but by for he her his how i if in is it its me my no not now of on or our she"
    " so that the their then there these they this those to up was we what when where who why will"
    " you your"
)
"""Behind a point without a space they begin a sentence, and are no part of a name."""
FIGURES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion point"
)
"""Said alike alone and in a row."""
