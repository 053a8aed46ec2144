"""Initialisms that espeak-ng would say as a word, and people by their letters: IA, UE, USB, IB3170.

espeak-ng spells what has no vowel, and in French some more; ONU, OTAN and NASA are words to all.
"""

from __future__ import annotations

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["initialism_forms"]

_CAPITALS = regex.compile(
    r"(?<![\p{L}\p{M}_’'-]|[\p{Lu}]\.)(?P<letters>[A-Z]{2,5})(?=(?P<digits>\d)?)"
    r"(?![\p{L}\p{M}_’']|\.\p{L})"
)
_ELIDED = regex.compile(r"(?P<article>\p{L}{1,5}['’])(?P<letters>[A-Z]{2,5})(?![\p{L}\p{M}_’'-])")
_PLURAL = regex.compile(r"(?<![\p{L}\p{M}\d_.’'-])(?P<letters>[A-Z]{2,4})['’]?s(?![\p{L}\p{M}\d_])")
"""CDs, ONGs."""
_DOTTED = regex.compile(
    r"(?P<article>(?<![\p{L}'’])\p{L}{1,5}['’])?(?<![\p{L}\d.-])(?P<letters>(?:[A-Z]\.){2,6})(?![\p{L}-])"
)
"""U.E., J.O.: in French espeak-ng makes "jo" of the latter."""
_CODE = regex.compile(r"(?<![\w-])(?=[A-Z\d]*\d[A-Z]+\d)[A-Z\d]{8,24}(?![\w-])")
"""A code of letters and digits: RSSMRA85M01H501Z."""
_SHOUTED = regex.compile(r"\p{Lu}{2,}\s\Z"), regex.compile(r"\s\p{Lu}{2,}")
"""A word in capitals on either side: a text that is written in them."""
_PROVINCE = regex.compile(r"\p{Lu}\p{Ll}+\s\(\Z")
"""What stands before that of a town in Italy: Siena (SI)."""
_REACH = 24
_VOWEL = regex.compile("[AEIOUY]")
_UNSAYABLE = regex.compile(
    r"[^AEIOUY]{2}\Z|[^AEIOUYLRNMS][^AEIOUYLRH](?!\Z)|\A(?![CPTW]H|S[CPTQ])[^AEIOUY][^AEIOUYLR]"
)
"""Consonants that no word has: two at its end, two stops inside, an odd pair in front."""
_WORD = regex.compile(
    r"(?=.{4})(?:[^AEIOUY][LRH]?|S[CPT]R?)?[AEIOUY]{1,2}"
    r"(?:(?:([^AEIOUYX])\1[LR]?|CT|PT|XTR?|TM|CQU|BJ|GN)[AEIOUY]{1,2}T?|[NRS]T|R[DSNCF]|N[DCQ]|MP|PT|NGT)"
)
"""What has such consonants, and is a word: ACTO, SEPT, NOTTE, CERN."""
_ROMAN = regex.compile("[IVXLCDM]+")
_WORDS = {
    "es": "NO SI LA EL ES DE EN UN YO TU ME TE SE LE LO AL DA VA VE YA NI MI SU OS HA HE FE OK"
    " AY AH OH EH OVNI IMSS JSON OFF PYME",
    "fr": "LE LA UN DE DU ET OU ON IL JE TU ME TE SE NE CE SA MA TA VA AU EN SI NI LU VU SU EU OK"
    " EH AH OH BAC EST LES DES UNE PAS SMUR"
    " SMIC FNAC EHPAD CNIL CNAM PNUD AFNOR CREPS PACS LOSC SARL ENSTA AGIRC OFPRA PUB",
    "it": "IL LO LA UN SU DI DA IN HA HO MA SE SI MI TI CI VI NE NO OK ASL CISL INPS TFR AIDS AH EH"
    " OH GLI AL IO TU RE EST",
    "pt_BR": "EU TU UM OS AS AO DA DO NA NO EM SE ME TE DE OU VI OI OK USP AH EH LA LO"
    " PSOL OVNI BRICS OFF",
    "": "OK",
}
"""Written in capitals and said as words, or spelled by espeak-ng as they should be."""
_SPELLED = {
    "fr": "RER SAV OMS AOC USA SPA CHU VIH PIB PEL PEA IDE SUV VIP CAP BEP IUT IEP HEC IFI OPA OIT"
    " AIE CIO SCI TER AAH AOP HAS CIC ANPE UHT CEO",
    "pt_BR": "OAB UTI HIV CV DC CI MC MD CM CDI CDC LCI LCA TCC",
    "it": "HIV",
    "es": "VIH SOS CI",
    "": "",
}
"""What could be said as a word, and is not."""

_JOINTS = {"fr": " ", "": "-"}
"""Between letters. With points espeak-ng joins "I.A" in French, and makes words in Hindi."""


def initialism_forms(language: str) -> tuple[Form, ...]:
    """The forms for a language, by its tag of num2words."""
    words = frozenset(_WORDS[language].split())
    spelled = frozenset(_SPELLED[language].split())
    joint = _JOINTS.get(language, ".")

    def letters_of(match: regex.Match[str]) -> str | None:
        """The letters, put together so that espeak-ng names each, where they are no word."""
        letters = match["letters"]
        if letters in spelled:
            return joint.join(letters)
        if letters in words or _ROMAN.fullmatch(letters) or not _VOWEL.search(letters):
            return None
        if len(letters) > 2 and (not _UNSAYABLE.search(letters) or _WORD.fullmatch(letters)):
            return None
        return joint.join(letters)

    def alone(match: regex.Match[str]) -> str | None:
        before = match.string[max(0, match.start() - _REACH) : match.start()]
        shouted = _SHOUTED[0].search(before) or _SHOUTED[1].match(match.string, match.end())
        if language == "it" and _PROVINCE.search(before) and len(match["letters"]) == 2:
            return joint.join(match["letters"])
        said = None if shouted and not match["digits"] else letters_of(match)
        return said and said + " " * (match["digits"] is not None)

    def plural(match: regex.Match[str]) -> str:
        return letters_of(match) or match["letters"]

    def elided(match: regex.Match[str]) -> str | None:
        said = letters_of(match)
        return said and match["article"].lower() + said

    def dotted(match: regex.Match[str]) -> str:
        ends = match.string[match.end() : match.end() + 1] in ("", "\n")
        letters = " ".join(match["letters"].replace(".", ""))
        return f"{(match['article'] or '').lower()}{letters}{'.' * ends}"

    return (
        *([Form(Kind.INITIALISM, _DOTTED, dotted, r"\w")] * (language == "fr")),
        Form(Kind.IDENTIFIER, _CODE, lambda m: " ".join(m.group()), r"[A-Z\d]"),
        Form(Kind.INITIALISM, _CAPITALS, alone, "[A-Z]"),
        *(
            (Form(Kind.INITIALISM, _PLURAL, plural, "[A-Z]"),)
            if language in ("es", "pt_BR")
            else ()
        ),
        Form(Kind.INITIALISM, _ELIDED, elided, r"\w"),
    )
