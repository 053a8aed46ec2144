"""Which nouns are feminine: told by their ending, and by lists of those that end otherwise."""

from __future__ import annotations

import re

__all__ = ["agrees", "is_feminine"]

_MASCULINE_IN_A = (
    "día|dia|mapa|problema|programa|sistema|tema|planeta|idioma|poema|clima|drama|cometa|tranvía"
    r"|\w{0,9}grama|(?!(?:revista|entrevista|conquista|autopista|rivista|intervista|provvista)s?\Z)\w{2,12}ista|atleta|colega|guarda|guardia|policía|poeta|cinema|diploma|panda|dálmata"
)
_FEMININE = {
    "es": re.compile(
        rf"(?!(?:{_MASCULINE_IN_A})s?\Z)(?:\w*(?:as?|[cs]ión|[cs]iones|dad|dades|tud|tudes|umbres?)"
        r"|(?:noch|tard|mujer|madr|call|clas|llav|part|seri|gent|nub|torr|sed|bas|fras|fuent|nav)e?s?"
        r"|(?:mujer|flor|razon|imágen|luc|voc|vec|red|orden|órden|nariz)es"
        r"|vez|flor|razón|imagen|luz|voz|red|orden|manos?|fotos?|motos?|radios?)\Z"
    ),
    "pt_BR": re.compile(
        rf"(?!(?:{_MASCULINE_IN_A})s?\Z)(?:\w*(?:as?|[çs]ão|[çs]ões|dades?|tudes?|gem|gens)"
        r"|x[íi]c|(?:noite|tarde|mãe|parte|classe|chave|rede|torre|base|frase|fonte|mão|foto|moto|série)s?"
        r"|(?:mulher|colher|flor|luz|voz|vez|cor|dor)(?:es)?|ordem|ordens|chances?)\Z"
    ),
    "fr": re.compile(
        r"(?!(?:musée|lycée|trophée|côté|comité|parapluie|génie|incendie|magazine|squelette)s?\Z)"
        r"(?:\w+(?:[ts]ion|ette|ée|[ae]nce|ure|ie|ine|elle|esse|ille|aine|use|trice|ité|tude)s?"
        r"|(?:heure|minute|seconde|semaine|année|personne|femme|page|place|livre|tonne|nuit|ville"
        r"|pièce|chambre|voiture|part|tasse|table|rue|note|jambe|porte|carte|lettre|route|pers|chose"
        r"|marche|étape|école|équipe|ligne|photo|phrase|langue|image|plage|robe|salle|banque|classe"
        r"|pomme|tomate|poire|orange|banane|boîte|tranche|gousse|branche|cuillère|couche|roupie"
        r"|tâche|requête|réunion|région|commande|demande|ressource|adresse|alerte|étoile|portion|plante|maison|dent|main|clé|fleur|couleur|erreur|mère|sœur|tante|finale)s?|fois|c\.)\Z"
    ),
    "it": re.compile(
        rf"(?!(?:{_MASCULINE_IN_A}|problema|programma|dramma|clima)\Z)(?:\w*(?:a|[zs]ione|tà|tù)"
        r"|notte|parte|mano|madre|moglie|chiave|luce|voce|classe|serie|carne|radio|foto|moto|auto"
        r"|pers|cpr?|cps|gtt|conf|bust|rete|torre|base|frase|fonte|nave|neve|arte|gente|mente|corte|fine|croce)\Z"
    ),
}


def agrees(language: str) -> bool:
    """Whether numbers go with the gender of what they count; `language` is a tag of num2words."""
    return language in _FEMININE


def is_feminine(language: str, noun: str) -> bool:
    """Whether the noun is feminine; `language` is a tag of num2words."""
    known = _FEMININE.get(language)
    return noun.endswith("a") if known is None else bool(known.match(noun.partition(" ")[0]))
