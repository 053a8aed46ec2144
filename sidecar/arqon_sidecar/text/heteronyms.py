"""English words that are spelled alike and sound apart within one part of speech: lead, bass, bow.

misaki tells "to lead" from "close" by spaCy's tags; a pipe of lead and a dog on a lead are both
nouns, and only the words beside them tell.
"""

from __future__ import annotations

import re
from functools import cache, partial

import regex

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.marks import KnownWords

__all__ = ["with_heteronyms"]

_METAL = (
    "pipes?|pipework|paint|poisoning|weights?|acid|bullets?|shot|crystal|glass|apron|solder|ore"
    "|mines?|ingots?|foil|lining|pencils?|sinkers?|batter(?:y|ies)|roof(?:ing)?|toxicity|exposure"
    "|contamination|balloon|oxide"
)
_MUSIC = (
    "guitars?|guitarists?|players?|drums?|lines?|clef|clarinet|solo|notes?|amps?|amplifier|boost"
    "|singers?|voices?|strings?|trombone|riffs?|tones?|frequenc(?:y|ies)|speakers?"
)
_SHIPS = r"(?:of the (?:ship|boat|vessel|yacht)|thrusters?|wave)"
_RULES = (
    (rf"\blead(?=(?:-|\s)(?:{_METAL})\b|-free\b)", "lˈɛd", "lˈɛd"),
    ((r"(?<=\bmade of )lead\b|(?<=\bheavy as )lead\b|(?<=\bblood )lead\b"
     r"|(?<=\blike )lead\b(?=[.,;!?])|\blead(?=\s(?:is|was)\s(?:a\s|very\s|so\s|found\s)?"
     r"(?:heavy|toxic|soft|dense|poisonous|(?:toxic |heavy |soft )?metal|in|banned)\b"
     r"|\s(?:in|from)\s(?:the\s|our\s)?(?:(?:drinking |tap )?water|paint|soil|blood|gasoline|petrol"
     r"|pipes)\b)"), "lˈɛd", "lˈɛd"),
    (rf"\bbass(?=(?:-|\s)(?:{_MUSIC}|drop)\b)", "bˈAs", "bˈAs"),
    (r"(?<=\bdouble )bass\b|(?<=\bplays )bass\b|(?<=\bplay )bass\b", "bˈAs", "bˈAs"),
    (r"(?<=\bplayed )bass\b|(?<=\bdrum and )bass\b|(?<=\bdrums and )bass\b", "bˈAs", "bˈAs"),
    ((rf"(?<=\btake a )bow\b|(?<=\btook a )bow\b|(?<=\btakes a )bow\b|(?<=\bship's )bow\b"
     rf"|(?<!\ba )bow(?=\s(?:to|before|down|out)\b)|\bbow(?=\s{_SHIPS}\b)"), "bˈW", "bˈW"),
    (r"\bbows(?=\s(?:to|before|down|out)\b)", "bˈWz", "bˈWz"),
    (r"\bbowed(?!\s(?:instruments?|strings?|legs?)\b)", "bˈWd", "bˈWd"),
    (r"\bminute(?=\s(?:details?|amounts?|quantit(?:y|ies)|traces?|particles?)\b)",
     "mInˈut", "mInjˈuːt"),
    (r"\bminute(?=\s(?:hands?|marks?|steaks?|waltz|book)\b)", "mˈɪnət", "mˈɪnɪt"),
    (r"\btear(?=\sin\s(?:the|my|his|her|your|its)\s(?!eye))", "tˈɛɹ", "tˈɛː"),
    ((r"(?<=\b(?:my|your|his|her|our|their|updated|current) )resume\b"
     r"|(?<=\b(?:a|the|new) )resume(?!\s(?:button|function|command|feature|key|point|event)\b)"
     r"|\bresume(?=\s(?:writing|reviews?|templates?|builders?|tips)\b|\sand cover letter)"),
     "ɹˈɛzəmˌA", "ɹˈɛzjʊmˌA"),
    ((r"(?<=\bhave you )read\b|(?<=\bhas he )read\b|(?<=\bhas she )read\b|(?<=\bhave they )read\b"
     r"|(?<=\bhave you ever )read\b|(?<=\bhas he ever )read\b|(?<=\bhas she ever )read\b"
     r"|(?<=\bhave you already )read\b"), "ɹˈɛd", "ɹˈɛd"),
    ((r"(?<=\bI )read(?=\severy\b)|(?<=\bwe )read(?=\severy\b)|(?<=\bthey )read(?=\severy\b)"
     r"|(?<=\byou )read(?=\severy\b)"), "ɹˈid", "ɹˈiːd"),
    (r"(?<!\w )\bPolish(?=\s(?:the|your|my|his|her|our|their|it|them)\b)", "pˈɑlɪʃ", "pˈɒlɪʃ"),
    ((r"(?<=\bin )(?-i:Reading)(?=,|[.!?]$| station\b)"
      r"|(?-i:\bReading)(?=, (?:England|UK|Berkshire)\b)"), "ɹˈɛdɪŋ", "ɹˈɛdɪŋ"),
    ((r"\bhouses(?=\s(?:are|were|have|on|in|with|for|from|and|near)\b|[.,;!?])"
     r"|(?<=\bnew )houses\b|(?<=\btwo )houses\b"), "hˈWzᵻz", "hˈWzɪz"),
    ((r"\blearned(?=\s(?:m[ae]n|wom[ae]n|people|friends?|professors?|scholars?|colleagues?|judges?"
     r"|gentlem[ae]n|societ(?:y|ies)|journals?)\b)"), "lˈɜɹnɪd", "lˈɜːnɪd"),
    ((r"\baged(?=\s(?:m[ae]n|wom[ae]n|people|persons?|couples?|parents?|mothers?|fathers?|relatives?"
     r"|population)\b)|(?<=\bthe )aged(?=[.,;:!?]|\sand\b)"), "ˈAʤɪd", "ˈAʤɪd"),
    ((r"(?<=\b(?:am|is|are|was|were|be|been|not|getting?|gets|got|quite|so|grown|became|become)\s"
      r"|['’](?:m|re|s|ve got)\s)used(?=\sto\s(?:it|this|that|them|him|her|you|me|us|the|an?|my"
      r"|your|our|their|being|having|doing|\w{3,}(?<!br)(?<!th)ing)\b)"), "jˈust", "jˈuːst"),
    ((r"(?<=(?:\A|[.;:!?]\s)|\b(?:watch|see|stream|tune in|join us) )live"
      r"(?=\s(?:from|on|at|in concert|in HD|now|tonight)\b)"), "lˈIv", "lˈIv"),
    (r"(?<=\bpencil )lead\b", "lˈɛd", "lˈɛd"),
    (r"(?<=\b(?:[Bb]ook|patience|story|trials) of )(?-i:Job)\b", "ʤˈOb", "ʤˈQb"),
    (r"(?<=\b(?:had a|having a|blazing|furious|huge) )row(?=[.,;!?]|\s(?:with|about|over)\b)",
     "ɹˈW", "ɹˈW"),
    (r"\bputting(?=\s(?:greens?|strokes?|surfaces?)\b)", "pˈʌTɪŋ", "pˈʌtɪŋ"),
    (r"(?<=\bBrazilian )real(?!\s(?:estate|time)\b)", "ɹAˈɑl", "ɹAˈɑːl"),
    (r"(?<=\bwear and )tear\b", "tˈɛɹ", "tˈɛː"),
    (r"(?<=\bjust )deserts(?=[.,;!?]|\Z)", "dəzˈɜɹts", "dɪzˈɜːts"),
    ((r"(?<=\b(?:is|are|am|was|were|be|not|feels?|felt|seems?|perfectly|quite|very) |['’](?:m|re) )"
      r"content(?=[.,;!?]|\s(?:with|to)\b)"), "kəntˈɛnt", "kəntˈɛnt"),
    ((r"(?<=\b(?:to|can|will|should|must|they|we|you) )sow\b"
      r"|(?<=\A|[.!?]\s)sow(?=\s(?:the|your|seeds?|grass|in|directly)\b)"), "sˈO", "sˈQ"),
    ((r"(?<=\b(?:I|we|you|they) (?:always|usually|often|sometimes) )read\b"
      r"(?![^.!?]{0,80}\b(?:yesterday|ago|last|when)\b)"), "ɹˈid", "ɹˈiːd"),
)  # fmt: skip
"""Pattern, American and British phonemes in Kokoro's alphabet."""
_ANY = re.compile(
    "lead|bass|bow|minute|tear|resume|read|polish|houses|learned|aged|used|live|job|row|putting|real"
    "|deserts|content|sow",
    re.IGNORECASE,
)
"""One of them is in every text that a rule changes."""


def with_heteronyms(text: Traced, language: Language, known: KnownWords) -> Traced:
    """English text with a mark for each of these words whose neighbours tell how it sounds."""
    if not (language.english and _ANY.search(text.text)):
        return text
    for pattern, phonemes in _rules(british=language.british):
        text = text.sub(pattern, partial(_mark, known, phonemes))
    return text


def _mark(known: KnownWords, phonemes: str, _match: re.Match[str]) -> str | None:
    return known.mark(phonemes)


@cache
def _rules(*, british: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (regex.compile(pattern, regex.IGNORECASE), in_britain if british else in_america)
        for pattern, in_america, in_britain in _RULES
    )
