"""Short forms of Portuguese recipes, notes of doctors, offices and notices."""

from __future__ import annotations

__all__ = ["PORTUGUESE_NOTES"]

PORTUGUESE_NOTES = {
    rf"(?<=(?:colher|xícara|col\.|x[íi]c\.)(?:es|s)? )\((?:de )?{size}\)": f"de {size}"
    for size in ("sopa", "chá", "café", "sobremesa")
} | {
    r"(?<=\d e )ss\.": "seguintes",
    r"(?<=% )a\.\s?a\.": "ao ano",
    r"(?<=% )a\.\s?m\.": "ao mês",
    r"(?<=\d )mmHg": "milímetros de mercúrio",
    r"(?<=\d[º°] )tri\.?(?=\s(?:de|do)\s|\W|\Z)": "trimestre",
    r"i/v": "ida e volta",
    r"A/C(?=\s\p{Lu})": "aos cuidados de",
    r"sl\.(?=\s\d)": "sala",
    r"(?<=\d )hab\.": "habitantes",
    r"(?<=\d M )hab\.": "de habitantes",
    r"(?<=\b1 )dz\.?": "dúzia",
    r"(?<=\d )dz\.?": "dúzias",
    r"(?<=\bà )esq\.": "esquerda",
    r"(?<=\bà )dir\.": "direita",
    r"pên\.": "pênaltis",
    r"dorms\.": "dormitórios",
    r"(?<=\bpor )sem\.": "semana",
    r"§§(?=\s?\d)": "parágrafos ",
    r"§(?=\s?\d)": "parágrafo ",
    r"(?<=\d )pts\.?": "pontos",
    r"(?<=(?<!\d[.,]?)1 |[13]/[234] )x[íi]c\.": "xícara",
    r"x[íi]c\.": "xícaras",
    r"(?<=(?<!\d[.,]?)1 )cp": "comprimido",
    r"(?<=\d )cps?(?!\w)": "comprimidos",
    r"doc\.(?=\s(?:c/|com|de)|\s?\d)": "documento",
    r"docs\.": "documentos",
    r"ag\.(?=:?\s?\d)": "agência",
    r"p/(?=\s?(?:pessoa|mês|dia|hora|ano|semana|noite|kg|unidade|metro|litro)\b)": "por ",
    r"[Cc]/[Cc](?=:?\s?\d)": "conta corrente",
    r"alt\.(?=:?\s?\d)": "altura",
    r"Att\.?": "atenciosamente",
    r"Vit\.(?=\s[A-Z])": "vitamina",
    r"déc\.": "década",
    r"inc\.(?=\s?[LXVI])": "inciso",
    r"art\.(?=\s[IVXL])": "artigo",
    r"Res\.(?=\s(?:[Nn]\.?[º°]\s?)?\d)": "resolução",
    r"Proc\.(?=\s(?:[Nn]\.?[º°]\s?)?\d)": "processo",
    r"Port\.(?=\s(?:[Nn]\.?[º°]\s?)?\d)": "portaria",
    r"[Nn]\.?[º°]\.(?=\s?\d)": "número",
    r"qtos\.": "quartos",
    r"[Cc]ond\.(?!\w)": "condomínio",
    r"apto\.(?=\s(?:c/|com))": "apartamento",
    r"sáb(?=\s\d)": "sábado",
    r"[Ii]ntl\.": "internacional",
    r"JSON": "jeison",
    r"ONG": "ongue",
    r"ONGs": "ongues",
    r"XGG": "X.G.G",
}
