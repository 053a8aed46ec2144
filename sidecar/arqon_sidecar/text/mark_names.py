"""What the marks of addresses and files are called in other languages than English."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["MARK_NAMES"]

_MARKS = (".", "@", "/", "-", "_", "+", "\\", "Ctrl")
_NAMES = {
    "e": ("punto", "arroba", "barra", "guion", "guion bajo", "más", "barra invertida", "control"),
    "f": ("point", "arobase", "slash", "tiret", "tiret bas", "plus", "antislash", "contrôle"),
    "h": ("डॉट", "एट", "स्लैश", "डैश", "अंडरस्कोर", "प्लस", "बैकस्लैश", "कंट्रोल"),
    "i": (
        "punto",
        "chiocciola",
        "barra",
        "trattino",
        "trattino basso",
        "più",
        "barra rovesciata",
        "control",
    ),
    "j": (
        "ドット",
        "アットマーク",
        "スラッシュ",
        "ハイフン",
        "アンダーバー",
        "プラス",
        "バックスラッシュ",
        "コントロール",
    ),
    "p": ("ponto", "arroba", "barra", "hífen", "sublinhado", "mais", "barra invertida", "control"),
    "z": ("点", "艾特", "斜杠", "横杠", "下划线", "加", "反斜杠", "Control"),
}
MARK_NAMES: Mapping[str, Mapping[str, str]] = {
    letter: dict(zip(_MARKS, names, strict=True)) for letter, names in _NAMES.items()
}
"""By Kokoro's letter of the language."""
