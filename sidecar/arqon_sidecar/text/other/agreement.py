"""Numbers that go with the gender of what they count: 21 años, 200 pessoas, 1 heure, 1 chilo.

espeak-ng says each number as in counting: "uno kilo", "doscientos personas".
"""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.counting import counted
from arqon_sidecar.text.other.genders import agrees, is_feminine

__all__ = ["agreement_forms"]

_NAMED = re.compile(
    r"(?:\b(?i:l[ií]n(?:ea|ha)|ligne|linea|sal[ae]s?|salle|p[áa]gina|page|cap[íi]tul?o|capitolo|chapitre"
    r"|n[úu]mer[oi]|numéro|fase|phase|tipo|type|n[ií]vel|nivel|livello|niveau|grup[op]|groupe|gruppo"
    r"|versi[óo]ne?|versão|version|etapa|étape|paso|passo|piso|planta|andar|étage|parte|partie|nota"
    r"|artículo|artigo|articolo|article|anexo|allegato|annexe|lote|lot|zona|zone|ruta|rota|puerta"
    r"|portão|cancello|porte|terminal|muelle|vía|voie|binario|vuelo|tomo|volumen?|figura|figure"
    r"|tabl[ae]|tabela|tabella|tableau|opción|opção|opzione|option|regla|regra|regola|règle|clase"
    r"|classe|liga|serie|série|acto|ato|atto|acte|escena|cena|scena|scène|posto|lugar|puesto"
    r"|top|fórmula|formula|formule|canal|canale|chaîne|jour|día|dia|semaine|semana|lección|lição)"
    r"|[^.!?:;\n]\s[A-ZÀ-Þ][\w'’-]*|[\dºª°])\s\Z",
)
"""What stands before the number of a thing, and before no count of one: "línea 1"."""
_NO_NOUN = re.compile(
    r"(?:(?!(?:an|té|re|cp|c\.)\Z)..|chi|gli|lei|lui|noi|voi|più|poi|qua|sei|sta|tra|già|son|sin|elle"
    r"|ils|une|ela|pra|sua|são|del|dans|con|com|avec|por|per|pour|par|para|que|qui|nas|nos|num|numa"
    r"|pel[ao]s?|até|entre|contra|hasta|contro|nel|nella|sul|sulla|dal|dalla|alla|dei|d[aeo]s|degli"
    r"|dell[aeo]|che|bis|ter|quater|est|los|las|les|mil|mila|mille|millones|más|mais|menos|sobre|sur"
    r"|tras|mas|pas|plus|era|fue|foi|está|será)\Z"
)
_COUNTED = re.compile(
    r"(?<![\w.,:/+-])(?P<number>\d{1,3}(?:\.\d{3}|\d{0,3}))"
    r"(?=\s(?P<noun>[a-zà-ÿœ]{2,20}(?![\w'’])|c\.(?= ?à)))"
)
_OR_MORE = re.compile(
    r"(?<![\w.,:/-])(?P<number>\d{1,3})(?=\s(?:a|o|ou)\s\d{1,3}\s(?P<noun>[a-zà-ÿ]{2,20}s)(?!\w))"
)
"""1 o 2 tazas, 2 a 3 vezes."""
_ELIDED = re.compile(r"(?<![\w.,:/-])1\s(?=(?P<noun>[aeiou][a-zà-ÿ]{2,19}(?![\w'’])))")
"""In Italian: un'amica."""
_ARTICLE = re.compile(
    r"(?:(?<=\b[Ll]as )|(?<=\b[Ll]a )|(?<=\b[àÀ]s )|(?<=\b[àÀ] )|(?<=\b[Dd]as )|(?<=\b[Aa]s ))"
    r"(?P<number>\d{1,3})(?!\w|\s?[%°/]|\.?[ºª]|[.,:-]\d| de \w+ de \d| \d)"
)
"""A feminine article: a las 21, às 2, das 2."""


def agreement_forms(language: str) -> tuple[Form, ...]:
    """Numbers before nouns, and behind articles."""
    if not agrees(language):
        return ()

    def before_noun(match: re.Match[str]) -> str | None:
        number, noun = match["number"].replace(".", ""), match["noun"]
        if _NO_NOUN.match(noun):
            return None
        before = match.string[max(0, match.start() - 24) : match.start()]
        one = number == "1" and not _NAMED.search(before)
        many = number != "1" and noun.endswith("s")
        said = counted(language, number, noun) if one or many else number
        return None if said == number else said

    def behind_article(match: re.Match[str]) -> str | None:
        said = counted(language, match["number"], "horas")
        return None if said == match["number"] else said

    def elided(match: re.Match[str]) -> str | None:
        before = match.string[max(0, match.start() - 24) : match.start()]
        is_one = is_feminine("it", match["noun"]) and not _NO_NOUN.match(match["noun"])
        return "un'" if is_one and not _NAMED.search(before) else None

    counting = Form(Kind.CARDINAL, _COUNTED, before_noun)
    if language == "it":
        return (Form(Kind.CARDINAL, _ELIDED, elided), counting)
    if language not in ("es", "pt_BR"):
        return (counting,)
    return (
        counting,
        Form(Kind.CARDINAL, _OR_MORE, before_noun),
        Form(Kind.CARDINAL, _ARTICLE, behind_article),
    )
