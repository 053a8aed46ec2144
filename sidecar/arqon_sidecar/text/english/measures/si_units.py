"""Units of the SI and of memory with their prefixes: km, mAh, GiB."""

from __future__ import annotations

__all__ = ["Unit", "prefixed", "regular"]

Unit = tuple[str, str]
"""The name for one and for many."""


def regular(names: dict[str, str]) -> dict[str, Unit]:
    """Units whose names for many have an s behind them."""
    return {short: (name, name + "s") for short, name in names.items()}


_PREFIXED = {
    "m": ("meter", "nµμumckd"),
    "g": ("gram", "nµμumk"),
    "l": ("liter", "µμumcd"),
    "L": ("liter", "µμumd"),
    "s": ("second", "nµμum"),
    "W": ("watt", "mkMGT"),
    "Wh": ("watt hour", "kMGT"),
    "V": ("volt", "mkM"),
    "A": ("amp", "mµμu"),
    "Ah": ("amp hour", "m"),
    "N": ("newton", "k"),
    "J": ("joule", "kM"),
    "Pa": ("pascal", "hkMG"),
    "cal": ("calorie", "k"),
    "eV": ("electron volt", "kMG"),
    "F": ("farad", "pnµμu"),
    "Ω": ("ohm", "kM"),
    "B": ("byte", "kKMGTP"),
    "b": ("bit", "kMG"),
    "bit": ("bit", "kMG"),
    "iB": ("bibyte", "KMGT"),
    "mol": ("mole", "mµμ"),
    "t": ("ton", "kM"),
    "Sv": ("sievert", "mµμ"),
    "Bq": ("becquerel", "kMG"),
    "Gy": ("gray", "mc"),
    "VA": ("volt amp", "kM"),
    "bar": ("bar", "m"),
}
_PREFIXES = {
    "p": "pico", "n": "nano", "µ": "micro", "μ": "micro", "u": "micro", "m": "milli", "c": "centi",
    "d": "deci", "h": "hecto", "k": "kilo", "K": "kilo", "M": "mega", "G": "giga",
    "T": "tera", "P": "peta",
}  # fmt: skip
_BINARY = {
    "KiB": "kibibyte", "MiB": "mebibyte", "GiB": "gibibyte", "TiB": "tebibyte",
    "Ki": "kibibyte", "Mi": "mebibyte", "Gi": "gibibyte", "Ti": "tebibyte",
}  # fmt: skip


def prefixed() -> dict[str, Unit]:
    """All units with a prefix of the SI."""
    found: dict[str, str] = {}
    for symbol, (name, prefixes) in _PREFIXED.items():
        found |= {prefix + symbol: _PREFIXES[prefix] + name for prefix in prefixes}
    molar = {prefix + "M": (_PREFIXES[prefix] + "molar",) * 2 for prefix in "mµμn"}
    return regular(found | _BINARY) | molar
