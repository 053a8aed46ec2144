"""The names of units, for one and for many."""

from __future__ import annotations

__all__ = ["UNITS"]

Unit = tuple[str, str]
"""The name for one and for many."""


def _regular(names: dict[str, str]) -> dict[str, Unit]:
    return {short: (name, name + "s") for short, name in names.items()}


_PREFIXED = {
    "m": ("meter", "nµμmckd"),
    "g": ("gram", "nµμmk"),
    "l": ("liter", "µμmcd"),
    "L": ("liter", "µμmd"),
    "s": ("second", "nµμm"),
    "W": ("watt", "mkMGT"),
    "Wh": ("watt hour", "kMGT"),
    "V": ("volt", "mkM"),
    "A": ("amp", "mµμ"),
    "Ah": ("amp hour", "m"),
    "N": ("newton", "k"),
    "J": ("joule", "kM"),
    "Pa": ("pascal", "hkMG"),
    "cal": ("calorie", "k"),
    "eV": ("electron volt", "kMG"),
    "F": ("farad", "pnµμ"),
    "Ω": ("ohm", "kM"),
    "B": ("byte", "kKMGTP"),
    "b": ("bit", "kMG"),
    "bit": ("bit", "kMG"),
    "iB": ("bibyte", "KMGT"),
    "mol": ("mole", "mµμ"),
    "t": ("ton", "kM"),
    "M": ("molar", "mµμn"),
}
_PREFIXES = {
    "p": "pico", "n": "nano", "µ": "micro", "μ": "micro", "m": "milli", "c": "centi",
    "d": "deci", "h": "hecto", "k": "kilo", "K": "kilo", "M": "mega", "G": "giga",
    "T": "tera", "P": "peta",
}  # fmt: skip
_BINARY = {
    "KiB": "kibibyte", "MiB": "mebibyte", "GiB": "gibibyte", "TiB": "tebibyte",
    "Ki": "kibibyte", "Mi": "mebibyte", "Gi": "gibibyte", "Ti": "tebibyte",
}  # fmt: skip


def _prefixed() -> dict[str, Unit]:
    """All units with a prefix of the SI."""
    found: dict[str, str] = {}
    for symbol, (name, prefixes) in _PREFIXED.items():
        found |= {prefix + symbol: _PREFIXES[prefix] + name for prefix in prefixes}
    return _regular(found | _BINARY)


UNITS: dict[str, Unit] = (
    _prefixed()
    | _regular(
        {
            "m": "meter",
            "g": "gram",
            "l": "liter",
            "L": "liter",
            "s": "second",
            "h": "hour",
            "W": "watt",
            "Wh": "watt hour",
            "V": "volt",
            "N": "newton",
            "J": "joule",
            "Nm": "newton meter",
            "N·m": "newton meter",
            "N⋅m": "newton meter",
            "Pa": "pascal",
            "cal": "calorie",
            "eV": "electron volt",
            "Ω": "ohm",
            "mol": "mole",
            "kgs": "kilogram",
            "kms": "kilometer",
            "cms": "centimeter",
            "mls": "milliliter",
            "gms": "gram",
            "kt": "knot",
            "kts": "knot",
            "ha": "hectare",
            "px": "pixel",
            "pt": "point",
            "mi": "mile",
            "yd": "yard",
            "yds": "yard",
            "lb": "pound",
            "lbs": "pound",
            "oz": "ounce",
            "fl oz": "fluid ounce",
            "fl. oz": "fluid ounce",
            "gal": "gallon",
            "qt": "quart",
            "qts": "quart",
            "pt.": "pint",
            "c.": "cup",
            "tbsp": "tablespoon",
            "Tbsp": "tablespoon",
            "tbs": "tablespoon",
            "tsp": "teaspoon",
            "kn": "knot",
            "au": "A U",
            "mcg": "microgram",
            "cyl": "cylinder",
            "A": "amp",
            "sec": "second",
            "secs": "second",
            "min": "minute",
            "mins": "minute",
            "hr": "hour",
            "hrs": "hour",
            "wk": "week",
            "wks": "week",
            "yr": "year",
            "yrs": "year",
            "mo": "month",
            "mos": "month",
            "d": "day",
            "Mpx": "megapixel",
            "MP": "megapixel",
            "ly": "light year",
            "nts": "night",
            "ac": "acre",
        }
    )
    | {
        "ft": ("foot", "feet"),
        "in": ("inch", "inches"),
        "sq ft": ("square foot", "square feet"),
        "sq. ft": ("square foot", "square feet"),
        "sqft": ("square foot", "square feet"),
        "SF": ("square foot", "square feet"),
        "sq m": ("square meter", "square meters"),
        "sq. m": ("square meter", "square meters"),
        "sq mi": ("square mile", "square miles"),
        "sq. mi": ("square mile", "square miles"),
        "sq km": ("square kilometer", "square kilometers"),
        "sq in": ("square inch", "square inches"),
        "cu ft": ("cubic foot", "cubic feet"),
        "cu. ft": ("cubic foot", "cubic feet"),
        "cc": ("C C", "C C"),
        "st": ("stone", "stone"),
        "mph": ("mile per hour", "miles per hour"),
        "kph": ("kilometer per hour", "kilometers per hour"),
        "kmh": ("kilometer per hour", "kilometers per hour"),
        "mpg": ("mile per gallon", "miles per gallon"),
        "rpm": ("R P M", "R P M"),
        "RPM": ("R P M", "R P M"),
        "fps": ("frame per second", "frames per second"),
        "bpm": ("beat per minute", "beats per minute"),
        "BPM": ("beat per minute", "beats per minute"),
        "ppm": ("part per million", "parts per million"),
        "ppb": ("part per billion", "parts per billion"),
        "dpi": ("D P I", "D P I"),
        "ppi": ("P P I", "P P I"),
        "psi": ("P S I", "P S I"),
        "hp": ("horsepower", "horsepower"),
        "kbps": ("kilobit per second", "kilobits per second"),
        "Kbps": ("kilobit per second", "kilobits per second"),
        "Mbps": ("megabit per second", "megabits per second"),
        "Gbps": ("gigabit per second", "gigabits per second"),
        "Hz": ("hertz", "hertz"),
        "kHz": ("kilohertz", "kilohertz"),
        "MHz": ("megahertz", "megahertz"),
        "GHz": ("gigahertz", "gigahertz"),
        "THz": ("terahertz", "terahertz"),
        "dB": ("decibel", "decibels"),
        "inHg": ("inch of mercury", "inches of mercury"),
        "bbl": ("barrel", "barrels"),
        "doz": ("dozen", "dozen"),
        "dz": ("dozen", "dozen"),
        "ct": ("count", "count"),
        "mmHg": ("millimeter of mercury", "millimeters of mercury"),
        "IU": ("I U", "I U"),
        "C": ("degree Celsius", "degrees Celsius"),
        "F": ("degree Fahrenheit", "degrees Fahrenheit"),
        "°C": ("degree Celsius", "degrees Celsius"),
        "° C": ("degree Celsius", "degrees Celsius"),
        "ºC": ("degree Celsius", "degrees Celsius"),
        "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
        "° F": ("degree Fahrenheit", "degrees Fahrenheit"),
        "ºF": ("degree Fahrenheit", "degrees Fahrenheit"),
        "°": ("degree", "degrees"),
        "º": ("degree", "degrees"),
        "%": ("percent", "percent"),
        "‰": ("per mille", "per mille"),
        "pp": ("percentage point", "percentage points"),
        "bps": ("basis point", "basis points"),
    }
)
