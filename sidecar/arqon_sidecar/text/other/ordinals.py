"""Ordinals as they are typed: 2do, 3ra, 2री, 3° piso, and roman ones: la II guerra."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.genders import is_feminine
from arqon_sidecar.text.other.numerals import roman_value
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["degree_ordinal_forms", "ordinal_forms"]

_ARTICLES = "la|a|o|el|il|da|do|na|no|della|del|nella|nel|alla|al|dalla|dal|sulla"
_ROMAN = re.compile(
    "|".join(rf"(?<=\b{a} )|(?<=\b{a.capitalize()} )" for a in _ARTICLES.split("|")).join(
        ("(?:", ")")
    )
    + r"(?P<roman>V?I{1,3}|I?V|IX|X(?=\s[A-ZÀ-Þ]))"
    r"(?=\s(?:[ey]\s(?:la|il|el|a|o)\s[IVX]{1,4}\s)?(?P<noun>[^\W\d_]{4,}))"
)
_KNOWN = re.compile(
    r"(?<![\w.,-])(?P<roman>V?I{1,3}|I?V|IX|X)(?=\s(?P<noun>Guerra|República|Reich|Congres[os]o"
    r"|Centenario|Centenário|Encuentro|Encontro|Jornadas?|Feria|Feira|[Ee]dición|[Ee]dição|Cumbre"
    r"|Cúpula|Concurso|Festival|Simposio|Simpósio|Foro|Fórum|Semana|Marat[óo]na?|Premio|Prêmio"
    r"|Legislatura|Internacional|Bienal|Conferencia|Conferência|Seminario|Seminário)\b)"
)
"""At the beginning, without an article."""
_CUT_SHORT = {"primero": "primer", "tercero": "tercer"}
"""Spanish ordinals before masculine nouns."""
_ENDED = re.compile(r"(?<![\w.,/])(?P<n>10|[1-9])(?P<end>[rdtmvn][oa])(?!\w)(?:\.(?=\s[a-zà-ÿ]))?")

_TYPED = re.compile(
    r"(?<![\w.,/-])(?<![Ff]ig\. )(?<![Ff]igura )(?<![Tt]a[bv]\. )(?P<n>[1-9]\d?)(?P<end>[ao])"
    r"(?=\s[a-zà-ÿ]{3}|-feira|(?<=\D\d[ao])(?:[,;]|\s[aàey]\s|\.?\s?\Z))"
)
"""3a planta, 2o lugar, 2a-feira; espeak knows 3ª and 2º."""
_COUNTED = (
    "posto|piano|in classifica|set|giro|premio|secolo|classificato|capitolo|puesto|piso|lugar|curso"
    "|capítulo|andar|ano|año"
    "|trim(?:estre)?|sem(?:estre)?|mese|giorno|turno|livello|tempo|figlio|gol|grupo|mes|día|dia|bloco"
    r"|(?:a\s)?(?:[sd]x|sinistra|destra)"
)
"""What an ordinal with a sign of degrees stands before: 1° maggio, 3° piso."""
_ANY_NOUN = (
    r"|\s(?!(?:sopra|sotto|circa|gradi|nord|ovest|celsius|durante|entro|dalla|della|alla|fino"
    r"|oggi|domani|anche|quando|come)\b)[a-zà-ù]{4}"
    r"|\s(?!(?:Nord|Sud|Est|Ovest|Celsius|Fahrenheit)\b)[A-Z][a-zà-ù]"
)
"""In Italian people type ° for º."""

_POINT = re.compile(r"(?<=\d)\.(?=[ºª])")
"""Of 3.º; espeak knows 3º."""


def degree_ordinal_forms(words: Vocabulary) -> tuple[Form, ...]:
    """1° maggio, 3° piso: with the sign that espeak-ng reads as an ordinal."""
    ranked = re.compile(
        rf"(?<![\w.,])(?P<n>\d{{1,2}})°(?=\s(?:{'|'.join(words.months)}|{_COUNTED})\b"
        rf"{_ANY_NOUN * words.numbered_by_ordinals}|\sp\.)"
        r"|(?:(?<=\b[Aa]rt\. )|(?<=nciso )|(?<=rtículo )|(?<=rtigo ))(?P<part>\d{1,3})\.?°"
        r"|(?:(?<=\b[Dd]al )|(?<=\b[Aa]l )|(?<=\b[Ii]l )|(?<=\bp\. )|(?<=arrivat[oa] ))"
        r"(?P<place>\d{1,2})°(?!\s?[CF\d])"
    )
    return (
        Form(Kind.ORDINAL, _POINT, lambda _: "", r"\."),
        Form(
            Kind.ORDINAL, ranked, lambda match: f"{match['n'] or match['part'] or match['place']}º"
        ),
    )


def ordinal_forms(words: Vocabulary) -> tuple[Form, ...]:
    """Up to the tenth."""

    def before_noun(match: re.Match[str]) -> str | None:
        said = words.ordinals[roman_value(match["roman"]) - 1]
        if is_feminine(words.counts_in, match["noun"].lower()):
            return f"{said[:-1]}a"
        return _CUT_SHORT.get(said, said)

    def ended(match: re.Match[str]) -> str | None:
        said = words.ordinals[int(match["n"]) - 1][:-1] + match["end"][-1]
        return said if said.endswith(match["end"]) else None

    if words.ordinals:
        return (
            Form(Kind.ORDINAL, _TYPED, lambda m: m["n"] + {"a": "ª", "o": "º"}[m["end"]]),
            Form(Kind.ROMAN, _ROMAN, before_noun, "[IVX]"),
            Form(Kind.ROMAN, _KNOWN, before_noun, "[IVX]"),
            Form(Kind.ORDINAL, _ENDED, ended),
        )
    stems = "|".join(words.ordinal_stems) or "(?!)"
    stem = re.compile(rf"(?<!\d)(?P<stem>{stems})(?=[ाीे](?!\w))")
    return (Form(Kind.ORDINAL, stem, lambda match: words.ordinal_stems[match["stem"]]),)
