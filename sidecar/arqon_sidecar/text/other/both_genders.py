"""Men and women in one word: estimado/a, el/la, prezado(a), niñ@s, candidato/a, étudiant·e·s.

Of one person both words are joined by "or", of many by "and" where that can be told; where both
sound the same in French only one is said.
"""

from __future__ import annotations

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.languages.both_genders import BOTH_GENDERS

__all__ = ["both_gender_forms"]

_BEFORE = r"(?<![\p{L}\p{M}\d@./])"
_BEHIND = r"(?![\p{L}\p{M}\d@/·('’-]|\.\p{L})"
_NO_WORD = regex.compile(r"(?i:de|en|con|por|le|ce|ne|je|et|lui|noi|voi|lei|se|anche)\Z")
_SAME = regex.compile(r"(?:[éiuï]|[ae]l|eul|\A[Cc]her)\Z")
"""French words whose feminine sounds as they do."""
_AT = regex.compile(
    rf"{_BEFORE}(?P<stem>\p{{L}}{{1,20}})(?:@(?P<many>s?)|x(?P<many>s))(?!\()" + _BEHIND
)
"""Spanish and Portuguese: amig@s, todxs."""
_PLURAL = regex.compile(r"(?<=\p{L})\(s\)(?!\w)")
"""le(s) document(s): heard as "le document"."""


def both_gender_forms(language: str) -> tuple[Form, ...]:
    """The forms of a language, by the tag of num2words."""
    if (of := BOTH_GENDERS.get(language)) is None:
        return ()

    def feminine(word: str, end: str) -> str:
        without: str = regex.sub(rf"(?i:{of.cut.get(end, of.any_cut)})\Z", "", word)
        return without[:1].lower() + without[1:] + end

    def ended(match: regex.Match[str]) -> str | None:
        word, end, many = match["word"], match["end"].lower(), False
        if _NO_WORD.match(word):
            return None
        if language == "it":
            many = word.endswith("i")
            if many != end.endswith("e") and end not in ("trice", "trici"):
                return None
        elif language == "fr":
            many = bool(match["many"])
            end = {"ice": "rice", "e": "ère" if word.endswith("er") else "e"}.get(end, end)
            same = _SAME.search(word) and end in ("e", "le", "ère")
            other = feminine(word, end)
            word, other = (each + "s" * (many and each[-1] not in "sx") for each in (word, other))
            return word if same else f"{word} {of.many if many else of.one} {other}"
        return f"{word} {of.many if many else of.one} {feminine(word, end)}"

    def at(match: regex.Match[str]) -> str:
        stem, many = match["stem"], match["many"]
        return f"{stem}o{many} {of.many if many else of.one} {stem}a{many}"

    def title(match: regex.Match[str]) -> str:
        said = of.titles[match["title"]]
        rest = match.string[match.end() : match.end() + 1]
        ends = match.group().endswith(".") and rest in ("", "\n")
        return f"{said} {of.one} {feminine(said, 'a')}" + "." * ends

    he, she = (rf"(?i:{words})" for words in (of.he, of.she))
    start, stop = r"(?<![\p{L}/])", r"(?![\p{L}/])"
    slash = rf"(?<={start}{he})/(?={she}{stop})|(?<={start}{she})/(?={he}{stop})"
    titles = rf"(?<!\w)(?P<title>{'|'.join(of.titles) or '(?!)'})\.?"
    titles += r"(?:/(?:(?P=title)?a|ª)|\(a\))(?:\.|(?!\w))"
    return (
        Form(Kind.ABBREVIATION, regex.compile(titles), title, "[SDPEI]"),
        Form(Kind.ABBREVIATION, regex.compile(slash), lambda _: f" {of.one} ", "/"),
        Form(Kind.ABBREVIATION, regex.compile(_BEFORE + of.word + _BEHIND), ended, r"\w"),
        *([Form(Kind.ABBREVIATION, _AT, at, r"\w")] if of.titles else ()),
        *([Form(Kind.ABBREVIATION, _PLURAL, lambda _: "", r"\(")] if language == "fr" else ()),
    )
