"""Takes out what is there to be seen: emoji, ornaments; arrows become one of three."""

from __future__ import annotations

import regex

from arqon_sidecar.text.cleaning.faces import FACES
from arqon_sidecar.text.grammar.rules import Rule, put

__all__ = ["KEYS", "SIGHTS"]

KEYS = {
    "⌘": "command", "⌥": "option", "⌃": "control", "⇧": "shift", "⌫": "delete", "⎋": "escape",
    "⏎": "return", "⇥": "tab",
}  # fmt: skip
"""Signs on a keyboard, and the names of the keys."""
_SPOKEN = "©®™°№℗℠⚠♥★♭♮〒✮✩" + "".join(KEYS)
"""Symbols that are no ornament; what they say is the language's affair."""
_HEARTS = (
    "[\u2665\u2763\u2764\U0001f493-\U0001f49d\U0001f49f\U0001f5a4\U0001f90d\U0001f90e\U0001f9e1"
    "\U0001fa75-\U0001fa77]"
)
_HEART = regex.compile(rf"(?<=[^\W\d_] ){_HEARTS}\ufe0f?(?= [^\W\d_])")
"""Between words it may be a verb."""
_STAR = regex.compile(r"(?<=\d\s?)[\u2b50\u2605\U0001f31f]\ufe0f?(?![\u2b50\u2605])")
_ORNAMENT = regex.compile(r"(?<![^\W\d_] )♥|♥(?! [^\W\d_])|(?<!\d\s?)★|★(?=★)")
_RATING = regex.compile(
    r"[★⭐]{1,5}+☆{1,4}"
    r"|(?<=\b(?:[Rr]at(?:ed|ing)|[Rr]eview|[Gg]ave (?:it|this|them)|[Ss]core)(?: of)?:? )"
    r"[★⭐]{1,5}+(?!☆)"
    r"|^[★⭐]{3,5}+(?= [\"“A-Z])",
    regex.MULTILINE,
)
"""Stars that are counted; others are an ornament."""
_SIGNS = {"➕": "+", "➖": "−", "✖": "×", "➗": "÷", "🟰": "="}
_SIGN = regex.compile(r"(?<=\d\s?)[➕➖✖➗🟰]\ufe0f?(?=\s?\d)")
_TYPED_HEART = regex.compile(r"(?<=\b(?:I|[Ww]e|[Yy]ou|[Tt]hey) )<3(?= [^\W\d_])")
_TYPED_AT_END = regex.compile(
    r"(?i:(?<=\b(?:you|u|ya|love|much|lot|thanks|babe|guys|all|everyone|mom|dad|night|thx|ty|sm|bestie|besties|fam|best|cute|sweet|soon|day|birthday|xoxo|hugs|babes?|baby|girls?"
    r"|boys?|friends?|family|me|appreciated|happy|proud|miss)[.!?]? )|(?<=<3 ))"
    r"<3+(?=[\s.!?]{0,8}(?:\Z|\n))"
)
_SIGHT = regex.compile(
    rf"[^\S\n]*(?:[[\p{{Extended_Pictographic}}\p{{So}}\p{{InArrows}}\p{{InSupplementalArrowsA}}"
    rf"\p{{InSupplementalArrowsB}}\p{{InMiscellaneousSymbolsAndArrows}}]--[{_SPOKEN}←→↔⇔↑↓↦]]"
    r"[\p{Emoji_Modifier}\p{Mn}\p{Me}\u200d\ufe0f]*+[^\S\n]*)++",
    regex.VERSION1,
)
_AMOUNT = r"(?=\s?[-+−$€£]?\d|\s?to\s)"
"""What goes up or down stands behind the arrow; elsewhere it is an ornament."""
_MODIFIERS = "[\u20e3\ufe00-\ufe0f]"


def _nothing(match: regex.Match[str]) -> str:
    """A gap between words; nothing in front of a mark or at an end."""
    text, start, end = match.string, match.start(), match.end()
    between = (
        start > 0 and end < len(text) and text[start - 1] != "\n" and text[end] not in "\n.,;:!?)"
    )
    return " " if between else ""


def _rating(match: regex.Match[str]) -> str:
    """The same row with stars that no later rule takes for an ornament."""
    return "".join("✩" if star == "☆" else "✮" for star in match.group())


SIGHTS = (
    Rule(_RATING, _rating),
    Rule(_TYPED_HEART, lambda _: "❤"),
    Rule(_TYPED_AT_END, lambda _: ""),
    Rule(_HEART, lambda _: "♥"),
    Rule(_STAR, lambda _: "★"),
    Rule(_SIGN, lambda match: _SIGNS[match.group()[0]]),
    Rule(_ORNAMENT, lambda _: "❤"),
    *FACES,
    put(rf"⇧(?!\s?\+?\s?(?:[A-Z\d](?!\w)|[{''.join(KEYS)}]))(?<![⌘⌥⌃]⇧)", ""),
    put(r"⚠\ufe0f?[^\S\n]*(?=[*_]*(?i:warning|caution|danger|attention|important|note)\b)", ""),
    put(_MODIFIERS, ""),
    put(rf"[↑⬆▲]\ufe0f?{_AMOUNT}", "↑"),
    put(rf"[↓⬇▼]\ufe0f?{_AMOUNT}", "↓"),
    put(rf"[^\S\n]?[↑↓](?!{_AMOUNT})", ""),
    put(r"(?<!\S)<(?:-+|=+)>(?=\s)", "↔"),
    put(r"(?<!\S)(?:-{2,}|={2,})>(?=\s)", "→"),
    put(r"(?<!\S)<(?:-{2,}|={2,})(?=\s)", "←"),
    put("[^\\S\n]?[⇒➔➜➝➞➡⟶⟹→][^\\S\n]?", " → "),
    put("[^\\S\n]?[⇐⬅⟵⟸←][^\\S\n]?", " ← "),
    put("[^\\S\n]?[⟷↔][^\\S\n]?", " ↔ "),
    put("[^\\S\n]?[⇔⟺][^\\S\n]?", " ⇔ "),
    Rule(_SIGHT, _nothing),
)
"""In order. The emoji are those of Unicode's own properties, so that new ones are known, too."""
