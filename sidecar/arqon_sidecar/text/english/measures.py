"""Numbers with units."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers import NUMBER, Numbers
from arqon_sidecar.text.rules import Rule

__all__ = ["measure_rules"]

_UNITS = {
    "km/h": "kilometers per hour",
    "kph": "kilometers per hour",
    "mph": "miles per hour",
    "m/s": "meters per second",
    "rpm": "revolutions per minute",
    "fps": "frames per second",
    "bpm": "beats per minute",
    "ppm": "parts per million",
    "kbps": "kilobits per second",
    "Mbps": "megabits per second",
    "Mbit/s": "megabits per second",
    "Gbps": "gigabits per second",
    "MB/s": "megabytes per second",
    "GB/s": "gigabytes per second",
    "nm": "nanometers",
    "µm": "micrometers",
    "μm": "micrometers",
    "mm": "millimeters",
    "cm": "centimeters",
    "km": "kilometers",
    "m": "meters",
    "mi": "miles",
    "ft": "feet",
    "yd": "yards",
    "sq ft": "square feet",
    "ha": "hectares",
    "mg": "milligrams",
    "kg": "kilograms",
    "g": "grams",
    "lb": "pounds",
    "lbs": "pounds",
    "oz": "ounces",
    "ml": "milliliters",
    "mL": "milliliters",
    "l": "liters",
    "L": "liters",
    "ns": "nanoseconds",
    "µs": "microseconds",
    "μs": "microseconds",
    "ms": "milliseconds",
    "s": "seconds",
    "sec": "seconds",
    "secs": "seconds",
    "min": "minutes",
    "mins": "minutes",
    "h": "hours",
    "hr": "hours",
    "hrs": "hours",
    "kB": "kilobytes",
    "KB": "kilobytes",
    "MB": "megabytes",
    "GB": "gigabytes",
    "TB": "terabytes",
    "PB": "petabytes",
    "KiB": "kibibytes",
    "MiB": "mebibytes",
    "GiB": "gibibytes",
    "TiB": "tebibytes",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "W": "watts",
    "kW": "kilowatts",
    "MW": "megawatts",
    "GW": "gigawatts",
    "Wh": "watt hours",
    "kWh": "kilowatt hours",
    "mAh": "milliamp hours",
    "V": "volts",
    "mV": "millivolts",
    "kV": "kilovolts",
    "mA": "milliamps",
    "dB": "decibels",
    "px": "pixels",
    "kcal": "kilocalories",
    "kPa": "kilopascals",
    "hPa": "hectopascals",
    "°C": "degrees Celsius",
    "° C": "degrees Celsius",
    "°F": "degrees Fahrenheit",
    "° F": "degrees Fahrenheit",
    "°": "degrees",
    "%": "percent",
    "‰": "per mille",
}
_UNCOUNTED = {"feet": "foot", "square feet": "square foot"}
_UNCHANGED = {"hertz", "kilohertz", "megahertz", "gigahertz", "percent", "per mille"}
_POWERS = {"²": "square ", "2": "square ", "³": "cubic ", "3": "cubic "}
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?<![\w.,%°])(?P<minus>[-−])?(?P<number>{NUMBER})"
    rf"(?:\s?(?:{_UNIT})?\s?[-–]\s?(?P<to>{NUMBER}))?"
    rf"[\s-]?(?P<unit>{_UNIT})(?P<power>[²³]|(?<=m)[23])?(?![\w²³/]|['’](?!s\b)\w)"
)
_PER = re.compile(
    r"(?<=[a-z])\s?/\s?(?P<unit>s|sec|min|h|hr|day|week|month|year|km|m|kg|GB|user)\b"
)
_PER_UNITS = {"s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour"}
_PER_UNITS |= {"km": "kilometer", "m": "meter", "kg": "kilogram", "GB": "gigabyte"}


def measure_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """5 km, 12%, -3°C, 10–20 kg, 30 m², 1,500 mAh."""

    def measure(match: re.Match[str]) -> str:
        number, unit = match["number"], _UNITS[match["unit"]]
        said = ("minus " if match["minus"] else "") + numbers.said(number)
        if match["to"]:
            said += " to " + numbers.said(match["to"])
        elif numbers.is_one(number):
            unit = _singular(unit)
        return f"{said} {_POWERS.get(match['power'], '')}{unit}"

    def per(match: re.Match[str]) -> str:
        return f" per {_PER_UNITS.get(match['unit'], match['unit'])}"

    return Rule(_MEASURE, measure), Rule(_PER, per)


def _singular(unit: str) -> str:
    if unit in _UNCHANGED:
        return unit
    if unit in _UNCOUNTED:
        return _UNCOUNTED[unit]
    first, *rest = unit.split(" ")
    if rest and rest[0] == "hours":
        return f"{first} hour"
    return " ".join((first.removesuffix("s"), *rest))
