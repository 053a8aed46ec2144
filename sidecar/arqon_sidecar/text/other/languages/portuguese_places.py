"""Short forms of Portuguese in addresses and in front of telephones."""

from __future__ import annotations

__all__ = ["PORTUGUESE_PLACES"]

PORTUGUESE_PLACES = {
    r"s/n[º°]?": "sem número",
    r"Estr\.(?=\s\p{Lu}|\sd[aoe])": "estrada",
    r"Jd\.(?=\s\p{Lu})": "jardim",
    r"Vl\.(?=\s\p{Lu})": "vila",
    r"Pq\.(?=\s\p{Lu})": "parque",
    r"Cond\.(?=\s\p{Lu})": "condomínio",
    r"Ed\.(?=\s\p{Lu}\p{Ll})": "edifício",
    r"[Qq]d\.(?=\s?\d)": "quadra",
    r"Lt\.(?=\s?\d)": "lote",
    r"tlm\.": "telemóvel",
    r"(?<=\d\.?[º°] )Dto\.": "direito",
    r"(?<=\d\.?[º°] )Esq\.": "esquerdo",
    r"ap(?:to)?\.?(?=\s?\d)": "apartamento",
    r"arts\.(?=\s?\d)": "artigos",
    r"Lgo\.(?=\s)": "largo",
    r"Tv\.(?=\s)": "travessa",
    r"s\.(?=\s?\d)": "sala",
    r"km\.?(?=\s?\d)": "quilômetro",
    r"[Pp]ça\.": "praça",
    r"(?<=º à )esq\.": "esquerda",
    r"(?<=º à )dir\.": "direita",
    r"cj\.(?=\s?\d)": "conjunto",
    r"ap(?:to?)?\.(?=\s?\d|\sde\s)": "apartamento",
    r"av\.": "avenida",
    r"(?<=\p{Ll},?\s)R\.(?=\s(?:d[aeo]s?\s)?\p{Lu}\p{Ll})"
    r"|(?<!\b\p{Lu}\. )R\.(?=\s(?:d[aeo]s?\s)?\p{Lu}\p{Ll}[^.!?\n]{0,40}?,\s?"
    r"(?:n\.?[º°]?\s?)?\d)": "rua",
    r"[Tt]el\.": "telefone",
    r"págs\.(?=\s?\d)": "páginas",
    r"bl\.(?=\s[A-Z\d])": "bloco",
    r"cel\.(?=:?\s?[\d(])": "celular",
    r"Rod\.(?=\s\p{Lu})": "rodovia",
    r"Al\.(?=\s\p{Lu})": "alameda",
}
