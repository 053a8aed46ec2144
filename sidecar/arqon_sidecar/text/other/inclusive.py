"""Words that are written for men and women at once: étudiant·e·s, né(e), candidato/a, amici/che.

Of one person both words are joined by "or", of many by "and"; where both sound the same in French
only one is said.
"""

from __future__ import annotations

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["inclusive_forms"]

_ENDS = "e|ne|le|te|se|ve|sse|rice|ice|trice|euse|ière|ère|he|fe"
_POINTED = regex.compile(
    rf"(?<![\p{{L}}\d.@/])(?P<word>\p{{L}}{{1,20}})"
    rf"(?:[·•‧](?P<a>{_ENDS})(?P<many_a>[·•‧]?s)?|\((?P<b>{_ENDS})\)(?P<many_b>s)?"
    r"|(?<=\p{L}{2})\.(?P<d>e|ne)(?P<many_d>\.s)?"
    rf"|\((?P<c>{_ENDS})s\)(?P<many_c>))(?![\p{{L}}\d·(])"
)
_SAME = regex.compile(r"[éiuï]\Z|al\Z|el\Z|el\Z|eul\Z")
"""Words whose feminine sounds as they do."""
_STEMS = {
    "rice": regex.compile("eur$"),
    "trice": regex.compile("teur$"),
    "euse": regex.compile("eu[rx]$"),
    "se": regex.compile("[rx]$"),
    "ve": regex.compile("f$"),
    "ière": regex.compile("ier$"),
    "ère": regex.compile("er$"),
}
"""What the feminine is without, by its ending."""
_PLURAL = regex.compile(r"(?<=\p{L})\(s\)(?!\w)")
"""le(s) document(s): heard as "le document"."""
_SLASHED = regex.compile(
    r"(?<![\p{L}\d./@])(?P<word>\p{L}{2,20}[oei])/(?P<end>a|e|i|hi|he|che|ghe|trice|trici|ssa|essa)"
    r"(?![\p{L}\d/.'’-])"
)
_NO_WORDS = frozenset(("lui", "noi", "voi", "lei", "come", "dove", "che", "se", "anche", "oppure"))


def inclusive_forms(language: str) -> tuple[Form, ...]:
    """The forms for French and Italian, by the tag of num2words."""
    if language == "fr":
        return (
            Form(Kind.ABBREVIATION, _POINTED, _french, r"\w"),
            Form(Kind.ABBREVIATION, _PLURAL, lambda _: "", r"\("),
        )
    return (Form(Kind.ABBREVIATION, _SLASHED, _italian, r"\w"),) if language == "it" else ()


def _french(match: regex.Match[str]) -> str:
    """Étudiant·e·s as "étudiants et étudiantes", né(e) as "né"."""
    word = match["word"]
    end = match["a"] or match["b"] or match["c"] or match["d"]
    many = bool(
        match["many_a"] or match["many_b"] or match["many_d"] or match["many_c"] is not None
    )
    plural = word if not many or word[-1] in "sx" else f"{word}s"
    if word.lower() == "cher" or (end in ("e", "le") and _SAME.search(word)):
        return plural
    if end == "ice":
        end = "rice"
    if end == "e" and word.endswith("er"):
        end = "ère"
    stem = _STEMS.get(end)
    feminine = (stem.sub("", word) if stem else word) + end + "s" * many
    return f"{plural} {'et' if many else 'ou'} {feminine}"


def _italian(match: regex.Match[str]) -> str | None:
    """Candidato/a as "candidato o candidata", amici/che as "amici e amiche"."""
    word, end = match["word"], match["end"]
    many = word.endswith("i") and end[-1] == "e"
    if word.lower() in _NO_WORDS or (end in ("e", "he", "che", "ghe") and not many):
        return None
    if end == "i":
        return None
    stem = word[:-1]
    if end == "ssa":
        stem = word
    if end in ("trice", "trici"):
        stem = regex.sub("tor$", "", stem)
    elif end in ("che", "ghe"):
        stem = stem[:-1]
    return f"{word} {'e' if many else 'o'} {stem}{end}"
