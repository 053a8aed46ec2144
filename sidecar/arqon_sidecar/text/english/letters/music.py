"""Notes, keys and chords: C#m, B♭, F♯ minor, Am7, in Bb."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["music_forms"]

_QUALITY = r"maj|min|dim|aug|sus|add|m|M"
_CHORD = re.compile(
    rf"(?<![\w#♯♭/.'&-])(?P<note>[A-G])(?P<sign>[#♯♭b])?(?P<quality>{_QUALITY})?(?P<number>[24679]|11|13)?"
    rf"(?P<altered>(?:[#♯♭b](?:5|9|11|13)){{0,2}})"
    rf"(?:/(?P<bass>[A-G])(?P<bass_sign>[#♯♭b])?)?(?![\w#♯♭/'’&]|-\w|\.\w)"
)
_ALTERED = re.compile(r"\D\d+")
_SIGNS = {"#": "sharp", "♯": "sharp", "♭": "flat", "b": "flat"}
_QUALITIES = {
    "maj": "major", "min": "minor", "dim": "diminished", "aug": "augmented", "sus": "sus",
    "add": "add", "m": "minor", "M": "major",
}  # fmt: skip
_BEGINS = r"\s(?:The|An?|I[tn]|S?[Hh]e|They|We|Th[aei]s?t?|But|And)\b"
"""A feat is a deed at the end of a sentence."""
_FEATURING = re.compile(
    rf"(?<![\w.'-])(?<!\d )(?:(?<![a-z] )[Ff]eat\.?|(?<=[a-z] )feat\.?(?!{_BEGINS})"
    r"|(?:(?<=[\w)\"'”] )|(?<=\())ft\.?)(?=\s[A-Z](?:[\w']|\.\s?[A-Z]))"
)
"""On a record: Song (feat. Drake)."""
_CATALOGED = re.compile(
    r"(?<![\w.'-])(?P<list>K|KV|BWV|D)\.?\s(?P<number>\d{1,4})(?![\w%:]|[.,]\d)"
)
_WORKS = re.compile(
    r"\b(?:Mozart|Bach|Schubert|Haydn|Symphony|Sonata|Concerto|Quartet|Quintet|Requiem|Mass|Serenade|Suite"
    r"|Cantata|Prelude|Fugue|Trio|Fantasia|Rondo)\b"
)
"""Near the number of a work in its composer's list: Mozart's K. 331."""
_PRODUCED = re.compile(r"(?<![\w.'-])[Pp]rod\.(?=\s(?:by\s)?[A-Z])")
_MUSIC = re.compile(
    r"\b(?i:chords?|keys? of|major|minor|guitar|piano|scales?|capo|riff|melody|tune[ds]?|tuning"
    r"|strum|arpeggio|bass|progression|song|verse|chorus|intro|outro|notes?|clarinet|trumpet|sax|concerto|sonata|symphony"
    r"|flat|sharp)\b|(?<![\w#])(?<!\d[-–])[A-G](?:[#♯♭]m?|m(?:7|aj7)?|maj7|7|sus[24])(?![\w#])",
)
"""What is about music, on either side."""
_REACH = 40


def music_forms(numbers: Numbers) -> tuple[Form, ...]:
    """With ♯ and ♭, or with # and a quality, always; the others where music is spoken of."""

    def chord(match: re.Match[str]) -> str | None:
        sign, quality = match["sign"], match["quality"]
        plain = not (sign or quality or match["number"] or match["bass"])
        sure = sign in ("♯", "♭") or (sign == "#" and quality) or quality in ("maj", "dim")
        # "Asus" makes computers.
        sure = sure or bool(match["altered"]) or (quality == "sus" and match["number"])
        broadcast = quality == "M" and not (sign or match["number"] or match["bass"])
        if plain or broadcast or (sign == "#" and not quality and not match["bass"]):
            return None
        if not (sure or _near(match)):
            return None
        said = [_note(match["note"], sign)]
        said += [_QUALITIES[quality]] if quality else []
        said += [numbers.said(match["number"])] if match["number"] else []
        said += [
            f"{_SIGNS[part[0]]} {numbers.said(part[1:])}"
            for part in _ALTERED.findall(match["altered"])
        ]
        if match["bass"]:
            said += ["over", _note(match["bass"], match["bass_sign"])]
        return " ".join(said)

    def work(match: re.Match[str]) -> str | None:
        near = match.string[match.end() : match.end() + _REACH].partition("\n")[0]
        if not (_WORKS.search(back(match)) or _WORKS.search(near)):
            return None
        return f"{spelled(match['list'])} {numbers.name(match['number'])}"

    return (
        Form(Kind.SERIAL, _CATALOGED, work, "[KBD]"),
        Form(Kind.SERIAL, _CHORD, chord, "[A-G]"),
        Form(Kind.ABBREVIATION, _FEATURING, lambda _: "featuring", "[Ff]"),
        Form(
            Kind.ABBREVIATION,
            _PRODUCED,
            lambda m: "produced" + " by" * (not m.string.startswith(" by", m.end())),
            "[Pp]",
        ),
    )


def _note(letter: str, sign: str | None) -> str:
    return f"{spelled(letter)} {_SIGNS[sign]}" if sign else spelled(letter)


def _near(match: re.Match[str]) -> bool:
    """Whether music is spoken of beside the match; itself does not count."""
    end = match.end()
    behind = _MUSIC.search(match.string, end, end + _REACH)
    return bool(behind or _MUSIC.search(back(match)))
