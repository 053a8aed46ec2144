"""Both genders in one word: estimado/a, los/las alumnos/as, prezado(a), niñ@s."""

from __future__ import annotations

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["both_gender_forms"]

_OR = {"es": ("o", "y"), "pt_BR": ("ou", "e")}
"""What stands between the two where one is meant, and where all are."""
_ENDED = regex.compile(
    r"(?<![\p{L}\p{M}/@.'’-])(?P<word>\p{L}{1,24}(?P<end>[oe]s?|es|r|n|l|z|s))(?:/(?P<other>as?)|\((?P<in>as?)\))"
    r"(?P<stop>\.)?(?![\p{L}\p{M}/@'’-])"
)
_ARTICLES = regex.compile(
    r"(?<![\p{L}/])(?P<a>[Ee]l|[Ll]os?|[Uu]n(?:os)?|[Éé]l|[Ee]llos|[Oo]s?|[Aa]os?|[DdNn]os?|[Ee]les?|[Pp]elos?|[Aa]l|[Dd]el)"
    r"(?:/(?P<b>las?|unas?|ellas?|a(?: la)?|as|de la|[dn]as?|elas?|pelas?|às?)"
    r"|\((?P<in>as?|la|las|às?|À)\))(?![\p{L}/])"
)
_AT = regex.compile(r"(?<![\p{L}\p{M}@.])(?P<stem>\p{L}{2,20})@(?P<many>s?)(?![\p{L}\p{M}\d@.])")
_SHORT = {
    "es": {
        "Sr": ("señor", "señora"),
        "Dr": ("doctor", "doctora"),
        "D": ("don", "doña"),
        "Excmo": ("excelentísimo", "excelentísima"),
        "Ilmo": ("ilustrísimo", "ilustrísima"),
        "Prof": ("profesor", "profesora"),
    },
    "pt_BR": {
        "Sr": ("senhor", "senhora"),
        "Exmo": ("excelentíssimo", "excelentíssima"),
        "Ilmo": ("ilustríssimo", "ilustríssima"),
        "Dr": ("doutor", "doutora"),
        "Prof": ("professor", "professora"),
    },
}
_TITLE = regex.compile(
    r"(?<!\w)(?P<title>Sr|Dr|D|Prof|Exmo|Ilmo|Excmo)\.?(?:/(?:(?P=title)?a|ª|Dª|Dña)|\(a\))(?:\.|(?!\w))"
)
_LONGEST_END = ("es", "os", "o", "e")


def both_gender_forms(language: str) -> tuple[Form, ...]:
    """The forms of Spanish and Portuguese, by the tag of num2words."""
    if language not in _OR:
        return ()
    one, all_of = _OR[language]

    def article(match: regex.Match[str]) -> str:
        word, other = match["a"], (match["b"] or match["in"]).lower()
        if other in ("a", "as"):
            other = _feminine(word.lower(), other)
        return f"{word} {one} {other}"

    def ended(match: regex.Match[str]) -> str:
        word = match["word"]
        other = _feminine(word, match["other"] or match["in"])
        return f"{word} {one} {other[0].lower()}{other[1:]}{match['stop'] or ''}"

    def at(match: regex.Match[str]) -> str:
        stem, many = match["stem"], match["many"]
        if not many:
            return f"{stem}o {one} {stem[0].lower()}{stem[1:]}a"
        return f"{stem}os {all_of} {stem[0].lower()}{stem[1:]}as"

    return (
        Form(Kind.ABBREVIATION, _TITLE, lambda m: _title(m, language), "[SDPEI]"),
        Form(
            Kind.ABBREVIATION,
            _ARTICLES,
            article,
            r"\w",
        ),
        Form(Kind.ABBREVIATION, _ENDED, ended, r"\w"),
        Form(Kind.ABBREVIATION, _AT, at, r"\w"),
    )


def _feminine(word: str, ending: str) -> str:
    """Alumnos and -as as alumnas, profesor and -a as profesora."""
    cut = next((end for end in _LONGEST_END if word.endswith(end)), "")
    if cut in ("es", "os") and not ending.endswith("s"):
        cut = ""
    return word[: len(word) - len(cut)] + ending


def _title(match: regex.Match[str], language: str) -> str | None:
    """Sr./Sra. as "señor o señora"."""
    both = _SHORT[language].get(match["title"])
    if both is None:
        return None
    rest = match.string[match.end() : match.end() + 1]
    ends = match.group().endswith(".") and rest in ("", "\n")
    return f" {_OR[language][0]} ".join(both) + "." * ends
