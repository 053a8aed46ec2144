"""English words that are spelled alike and sound apart within one part of speech: lead, bass, bow.

misaki tells "to lead" from "close" by spaCy's tags; a pipe of lead and a dog on a lead are both
nouns, and only the words beside them tell.
"""

from __future__ import annotations

import re
from functools import cache, partial

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
    (r"(?<=\bmy )resume\b|(?<=\byour )resume\b|(?<=\bhis )resume\b|(?<=\bher )resume\b",
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
)  # fmt: skip
"""Pattern, American and British phonemes in Kokoro's alphabet."""
_ANY = re.compile("lead|bass|bow|minute|tear|resume|read|polish|houses", re.IGNORECASE)
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
        (re.compile(pattern, re.IGNORECASE), in_britain if british else in_america)
        for pattern, in_america, in_britain in _RULES
    )
