"""Feminine ordinals as Italians type them: la 4° elementare, 1^ classe, 2° volta."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["feminine_ordinal_forms"]

_NOUNS = (
    "volta|classe|elementare|media|superiore|edizione|parte|fila|giornata|tappa|posizione|puntata"
    "|stagione|serie|commissione|sezione|divisione|categoria|generazione|repubblica|guerra"
    "|settimana|lezione|fase|rata|corsia|uscita|traversa|strofa|declinazione|coniugazione|prova"
    "|domanda|pagina|riga|colonna|squadra|base|convocazione|asta"
)
_TYPED = re.compile(
    rf"(?<![\w.,])(?P<n>\d{{1,2}})(?:°(?=\s(?:{_NOUNS})\b)|\^(?=\s[a-z]{{3}}|(?P<joined>[A-Z])(?!\w)))"
    r"|(?:(?<=\b[Ll]a )|(?<=[adnl]lla )|(?<=\bnella )|(?<=\bdella )|(?<=\buna ))"
    r"(?P<behind>\d{1,2})[°^](?!\s?[CF\d])"
)


def feminine_ordinal_forms() -> tuple[Form, ...]:
    """With the sign that espeak-ng reads as feminine."""
    return (
        Form(Kind.ORDINAL, _TYPED, lambda m: f"{m['n'] or m['behind']}ª{' ' * bool(m['joined'])}"),
    )
