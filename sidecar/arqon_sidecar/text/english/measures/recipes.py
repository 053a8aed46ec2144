"""What recipes write short: 2 c flour, 1 lg. egg, 180C/160C fan/gas 4."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.numbers.fractions import fraction_words
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["recipe_forms"]

_SIZE = re.compile(r"(?:(?<=\d )|(?<=\b[Aa] ))(?P<size>lg|med|sm)\b\.?(?=\s[a-z]{3})")
_MEDIUM = re.compile(
    r"(?<![\w.'-])[Mm]ed\.?(?=-(?:low|high|rare|well|sized?|large)\b)"
    r"|(?<![\w.'-])[Mm]ed\.(?=\s(?:pan|bowl|pot|heat|saucepan|skillet|size|flame|speed|high|low|onion|egg)s?\b)"
)
_SIZES = {"lg": "large", "med": "medium", "sm": "small"}
_CUPS = re.compile(
    r"(?<=\d )[cC]\b\.?(?=\s(?:of\s)?(?:[a-z]+\s){0,2}(?:flour|sugar|milk|water|butter|oil|broth"
    r"|stock|rice|cream|cheese|oats|nuts|chips|honey|yogh?urt|juice|beans|spinach|raisins|walnuts|pecans"
    r"|almonds|onions?|carrots|celery|berries|blueberries|breadcrumbs|coconut|cocoa|syrup|wine)\b)"
)
_PART_OF_CUP = re.compile(r"(?:(?<=\d[/⁄]\d )|(?<=\d[/⁄]\d))c\b\.?(?=\s?[(+&=]|[,;]|\s*$)")
"""Behind a fraction, where nothing goes in: 2/3 c (55 g)."""
_PINTS = re.compile(
    r"(?<=\d )pts?\b\.?(?=\s(?:of\s)?(?:[a-z-]+\s){0,2}(?:cream|milk|water|stock|broth|beer|ale"
    r"|cider"
    r"|berries|strawberries|blueberries|raspberries|blackberries|buttermilk|half-and-half|ice cream"
    r"|oysters|yogh?urt)\b)"
)
_SPOONS = re.compile(
    r"(?:(?<=\d )|(?<=\d))(?P<spoon>[Tt])\b\.?(?=\s(?:of\s)?(?:[a-z]+\s){0,2}"
    r"(?:flour|sugar|milk|water"
    r"|butter|oil|broth|cream|cocoa|honey|syrup|juice|vinegar|salt|pepper|vanilla|cinnamon|nutmeg|ginger"
    r"|cumin|paprika|yeast|baking|soda|extract|cornstarch|mustard|mayo|EVOO|parsley|basil|oregano)\b)"
)
"""Not "2 T cells", "a 5 t crane"."""
_GLUED = re.compile(
    r"(?<![\w.,/$€£])(?:(?:(?P<whole>\d{1,2})[ -])?(?P<a>\d)/(?P<b>\d{1,2})"
    r"|(?P<number>\d{1,2}))(?=[Tt] )"
)
_SPOON_NAMES = {"T": "tablespoon", "t": "teaspoon"}
_EXTRACT = re.compile(r"(?:(?<=anilla )|(?<=almond )|(?<=lemon )|(?<=mint ))ext\.?(?=[\s,;)]|$)")
_SWEET = re.compile(r"(?<![\w.'-])(?P<c>[Cc])hoc\.(?=\s[a-z])")
_COOLED = re.compile(r"(?<![\w.'-])(?P<r>[Rr])efrig\.(?=\s[a-z])")
_ONE = re.compile(r"(?:(?<![\d/.])1|(?<!\d )(?<!\d)\d/\d{1,2}) ?$")
_OVEN = re.compile(
    r"(?:(?<=[CF])|(?<=fan)|(?<=\b[Gg]as \d))\s?/\s?"
    r"(?=\d{2,3}\s?°?\s?[CF](?:\sfan\b|/)|[Gg]as\b|fan \d)"
    r"|(?<=[CF] fan)\s?/\s?(?=\d{2,3}\s?°?\s?[CF]\b)"
)


def recipe_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Sizes and cups of what goes in, and the heat of one oven or the other."""

    def spoons(match: re.Match[str]) -> str:
        return _SPOON_NAMES[match["spoon"]] + "s" * (not _ONE.search(back(match)))

    def glued(match: re.Match[str]) -> str | None:
        """2T butter, 1/2t salt."""
        if not _SPOONS.match(match.string, match.end()):
            return None
        if match["number"]:
            return f"{numbers.said(match['number'])} "
        above, below = int(match["a"]), int(match["b"])
        if not 0 < above < below:
            return None
        return f"{fraction_words(match['whole'], above, below, numbers)} "

    return (
        Form(Kind.ABBREVIATION, _SIZE, lambda m: _SIZES[m["size"]], "[lms]"),
        Form(Kind.ABBREVIATION, _MEDIUM, lambda _: "medium", "[mM]"),
        Form(Kind.MEASURE, _CUPS, _cups, "[cC]"),
        Form(Kind.MEASURE, _PINTS, lambda m: "pint" if _ONE.search(back(m)) else "pints", "p"),
        Form(Kind.MEASURE, _PART_OF_CUP, _cups, "c"),
        Form(Kind.MEASURE, _GLUED, glued),
        Form(Kind.MEASURE, _SPOONS, spoons, "[Tt]"),
        Form(Kind.ABBREVIATION, _EXTRACT, lambda m: "extract" + point(m), "e"),
        Form(Kind.ABBREVIATION, _SWEET, lambda m: f"{m['c']}hocolate", "[cC]"),
        Form(Kind.ABBREVIATION, _COOLED, lambda m: f"{m['r']}efrigerate", "[rR]"),
        Form(Kind.SIGN, _OVEN, lambda _: " or ", r"[\s/]"),
    )


def _cups(match: re.Match[str]) -> str:
    return ("cup" if _ONE.search(back(match)) else "cups") + point(match)
