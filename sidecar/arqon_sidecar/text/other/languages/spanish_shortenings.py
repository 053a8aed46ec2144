"""Short forms of Spanish: days, months and what else is written with a point."""

from __future__ import annotations

from arqon_sidecar.text.other.languages.spanish_notes import SPANISH_NOTES
from arqon_sidecar.text.other.languages.spanish_places import SPANISH_PLACES
from arqon_sidecar.text.other.languages.spanish_titles import SPANISH_TITLES
from arqon_sidecar.text.other.short_names import short_days, short_months, winds

__all__ = ["SPANISH_DAYS", "SPANISH_SHORTENINGS"]

SPANISH_DAYS = {
    "lun": "lunes",
    "mar": "martes",
    "mié": "miércoles",
    "mie": "miércoles",
    "jue": "jueves",
    "vie": "viernes",
    "sáb": "sábado",
    "sab": "sábado",
    "dom": "domingo",
}
_MEASURED = (
    "temperatura|velocidad|altura|altitud|edad|potencia|capacidad|carga|presión|nota|distancia"
    "|longitud|duración"
)
"""Feminine nouns that have a highest and a lowest."""
SPANISH_SHORTENINGS = (
    SPANISH_TITLES
    | SPANISH_PLACES
    | SPANISH_NOTES
    | {
        r"24\s?h/24": "24 horas al día",
        r"(?<=ª )ed\.": "edición",
        rf"(?<=[Tt]emp\. |(?:{_MEASURED}) )máx\.": "máxima",
        rf"(?<=[Tt]emp\. |(?:{_MEASURED}) )mín\.": "mínima",
        r"(?<=\d )hab\.?/km²": "habitantes por kilómetro cuadrado",
        r"s\.(?=\s[IVX]{1,6}(?!\w))": "siglo",
        r"dc?to\.": "descuento",
        r"temp\.": "temperatura",
        r"(?<=(?<!\d )[13]/[234] )cda\.": "cucharada",
        r"(?<=(?<!\d )[13]/[234] )cdta\.": "cucharadita",
        r"(?<=(?<!\d[.,]?)1 )cda\.": "cucharada",
        r"(?<=(?<!\d[.,]?)1 )cdta\.": "cucharadita",
        r"prob\.(?=\sde\b)": "probabilidad",
        r"cdas?\.": "cucharadas",
        r"cdtas?\.": "cucharaditas",
        r"incl\.": "incluido",
        r"págs\.(?=\s?\d)": "páginas",
        r"máx\.": "máximo",
        r"(?<!\d\s?)mín\.": "mínimo",
        r"(?<=\d )min\.": "minutos",
        r"(?<=\d )segs?\.": "segundos",
        r"(?<=\d )hrs?\.": "horas",
        r"(?<=\d )grs?\.?": "gramos",
        r"(?<=(?<!\d)\d )hab\.": "habitaciones",
        r"(?<=\d )hab\.": "habitantes",
        r"(?<=\d M )hab\.": "de habitantes",
        r"vol\.(?=\s?[\dIVX])": "volumen",
        r"art\.(?=\s?\d)": "artículo",
        r"fig\.(?=\s?\d)": "figura",
        r"ej\.": "ejemplo",
        r"c/(?=\s\p{Ll}{4})": "con",
        r"(?<=\d )pen\.": "penaltis",
        r"(?<=\bpor )hab\.": "habitante",
        r"c/u": "cada uno",
        r"i/v": "ida y vuelta",
        r"c/(?=\s?(?:mes|día|semana|año|hora|un[oa])\b)": "cada ",
        r"caps\.(?=\s?[\dIVX])": "capítulos",
        r"núms\.(?=\s\d)": "números",
        r"ed\.(?=\s\d{4})": "edición",
        r"vs\.?": "versus",
        r"1\.?er\.?(?=\s)": "primer",
        r"3\.?er\.?(?=\s)": "tercer",
        r"(?<=\d y )ss\.": "siguientes",
        r"Fdo\.": "firmado",
        r"ref\.(?=:?\s?[A-Z\d])": "referencia",
        r"Atte\.": "atentamente",
        r"párr\.(?=\s?\d)": "párrafo",
        r"cfr?\.": "confróntese",
        r"(?<=\d )pers\.": "personas",
        r"(?<=\d )uds\.": "unidades",
        r"(?<=\b1 )ud\.": "unidad",
        r"(?<=(?<!\d)12(?::00)?\s?)[Pp]\.?\s?[Mm]\.?": " del mediodía",
        r"(?<=(?<!\d)12(?::\d\d)?\s?)[Aa]\.?\s?[Mm]\.?": " de la noche",
        r"(?<=\d\s?)[Aa]\.?\s?[Mm]\.?": " de la mañana",
        r"(?<=(?<!\d)(?:8|9|1[01])(?::\d\d)?\s?)[Pp]\.?\s?[Mm]\.?": " de la noche",
        r"(?<=\d\s?)[Pp]\.?\s?[Mm]\.?": " de la tarde",
        r"p\.\s?ej\.": "por ejemplo",
        r"etc\.": "etcétera",
        r"(?:[Nn]\.?º|[Nn]úm\.|No\.)(?=\s?\d|\sde\s)": "número",
        r"p(?:ág)?\.(?=\s?\d+\s?[-–]\s?\d)": "páginas",
        r"p(?:ág)?\.(?=\s?\d)": "página",
        r"aprox\.": "aproximadamente",
        r"cap\.(?=\s?[\dIVX])": "capítulo",
        r"a\.(?:\s?de\s?)?C\.|(?<=[\dIVX] )a\.\sC\.": "antes de Cristo",
        r"d\.(?:\s?de\s?)?C\.|(?<=[\dIVX] )d\.\sC\.": "después de Cristo",
    }
    | winds("norte sur este oeste noreste noroeste sureste suroeste")
    | short_days(SPANISH_DAYS)
    | short_months(
        of="de ",
        ene="enero",
        feb="febrero",
        mar="marzo",
        may="mayo",
        abr="abril",
        jun="junio",
        jul="julio",
        ago="agosto",
        sep="septiembre",
        sept="septiembre",
        oct="octubre",
        nov="noviembre",
        dic="diciembre",
    )
)
