"""Short forms of Portuguese: days, months and what else is written with a point."""

from __future__ import annotations

from arqon_sidecar.text.other.languages.portuguese_notes import PORTUGUESE_NOTES
from arqon_sidecar.text.other.languages.portuguese_places import PORTUGUESE_PLACES
from arqon_sidecar.text.other.languages.portuguese_titles import PORTUGUESE_TITLES
from arqon_sidecar.text.other.short_names import short_days, short_months, winds

__all__ = ["PORTUGUESE_DAYS", "PORTUGUESE_SHORTENINGS"]

PORTUGUESE_DAYS = {
    "seg": "segunda",
    "ter": "terça",
    "qua": "quarta",
    "qui": "quinta",
    "sex": "sexta",
    "sáb": "sábado",
    "dom": "domingo",
}
PORTUGUESE_SHORTENINGS = (
    PORTUGUESE_TITLES
    | PORTUGUESE_PLACES
    | PORTUGUESE_NOTES
    | {
        r"(?<=(?<!\d[.,]?)1 )col\.(?=\s(?:sopa|chá|sobremesa|café)\b)": "colher de",
        r"col\.(?=\s(?:sopa|chá|sobremesa|café)\b)": "colheres de",
        r"(?<=(?<!\d[.,]?)1 )pct\.": "pacote",
        r"pct\.": "pacotes",
        r"Dec\.(?=\s(?:[Nn]\.?[º°]\s?)?\d)": "decreto",
        r"fls\.(?=\s?\d)": "folhas",
        r"fl\.(?=\s?\d)": "folha",
        r"(?<=\d\.?[º°] )and\.": "andar",
        r"ref\.(?=:?\s?[A-Z\d])": "referência",
        r"[Nn]\.?º(?=\s[A-Z]{1,4}[-\d])": "número",
        r"líq\.": "líquido",
        r"tam\.(?=:?\s?[\dPMG])": "tamanho",
        r"val\.(?=:?\s(?:\d|até))": "validade",
        r"XXL": "X.X.L",
        r"XL": "X.L",
        r"C#": "C sharp",
        r"séc\.(?=\s[IVX]{1,6}(?!\w))": "século",
        r"sécs\.(?=\s[IVX]{1,6}(?!\w))": "séculos",
        r"N\.\s?B\.": "nota bene",
        r"(?<=\b1 )comp\.": "comprimido",
        r"(?<=\d )comp\.": "comprimidos",
        r"t\.(?=\s[IVX]+(?!\w))": "tomo",
        r"unid\.": "unidade",
        r"(?<=\d )un\.": "unidades",
        r"(?<=(?<!\d[.,]?)1 )cx\.": "caixa",
        r"(?<=\d )cx\.": "caixas",
        r"s/(?=\s?\p{Ll})": "sem ",
        r"cf\.": "confira",
        r"trim\.": "trimestre",
        r"pp\.(?=\s?\d)": "páginas",
        r"i\.\s?e\.": "isto é",
        r"24\s?h/24": "24 horas por dia",
        r"incl\.": "incluso",
        r"(?<=ª )ed\.|ed\.(?=\s\d{4})": "edição",
        r"[Nn][º°]s(?=\s\d)": "números",
        r"(?<=[Tt]emp\. |temperatura )máx\.": "máxima",
        r"(?<=[Tt]emp\. |temperatura )mín\.": "mínima",
        r"(?<=\d )hab\.?/km²": "habitantes por quilômetro quadrado",
        r"(?<=\d )pess\.": "pessoas",
        r"inc\.(?=\s?[\dIVX])": "inciso",
        r"(?<=\d )qts?\.": "quartos",
        r"p\.\s?ex\.": "por exemplo",
        r"etc\.": "etcétera",
        r"(?:[Nn][.°º]?[°º]|No\.)(?=\s?\d|\sd[oea]\s)": "número",
        r"p(?:ág)?\.(?=\s?\d+\s?[-–]\s?\d)": "páginas",
        r"p(?:ág\.|\.(?=\s?\d))": "página",
        r"(?<=(?<!\d[.,]?)1 )col\.(?=\s(?:\(|de\s(?:sopa|chá|sobremesa|café)\b))": "colher",
        r"col\.(?=\s(?:\(|de\s(?:sopa|chá|sobremesa|café)\b))": "colheres",
        r"aprox\.": "aproximadamente",
        r"ex\.": "exemplo",
        r"obs\.": "observação",
        r"máx\.": "máximo",
        r"mín\.": "mínimo",
        r"(?<=\d )min\.": "minutos",
        r"(?<=\d )segs?\.": "segundos",
        r"(?<=\d )hs\.?": "horas",
        r"vol\.(?=\s?[\dIVX])": "volume",
        r"art\.(?=\s?\d)": "artigo",
        r"fig\.(?=\s?\d)": "figura",
        r"depto?\.": "departamento",
        r"qtde?\.": "quantidade",
        r"(?<=\d e )segs?\.": "seguintes",
        r"c/(?=\s?[\p{L}\d])": "com ",
        r"p/(?=\s?[\p{L}\d])": "para ",
        r"desc\.": "desconto",
        r"temp\.": "temperatura",
        r"vs\.?": "versus",
        r"cap\.(?=\s?[\dIVX])": "capítulo",
        r"a\.(?:\s?de\s?)?C\.|(?<=[\dIVX] )a\.\sC\.": "antes de Cristo",
        r"d\.(?:\s?de\s?)?C\.|(?<=[\dIVX] )d\.\sC\.": "depois de Cristo",
    }
    | winds("norte sul leste oeste nordeste noroeste sudeste sudoeste")
    | short_days(PORTUGUESE_DAYS)
    | short_months(
        of="de ",
        jan="janeiro",
        fev="fevereiro",
        mar="março",
        abr="abril",
        mai="maio",
        jun="junho",
        jul="julho",
        ago="agosto",
        set="setembro",
        out="outubro",
        nov="novembro",
        dez="dezembro",
    )
)
