"""Currencies: their signs, codes and names."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BY_CODE", "BY_SIGN", "SCALES", "Currency"]


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency's names for one and for many, and those of its hundredth."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


def _dollar(name: str = "") -> Currency:
    gap = " " * bool(name)
    return Currency(f"{name}{gap}dollar", f"{name}{gap}dollars", "cent", "cents")


_EURO = Currency("euro", "euros", "cent", "cents")
_POUND = Currency("pound", "pounds", "penny", "pence")
_YEN = Currency("yen", "yen")
_YUAN = Currency("yuan", "yuan")
_RUPEE = Currency("rupee", "rupees", "paisa", "paise")
_WON = Currency("won", "won")
_REAL = Currency("real", "reais", "centavo", "centavos")
_RUBLE = Currency("ruble", "rubles", "kopek", "kopeks")
_PESO = Currency("peso", "pesos", "centavo", "centavos")
_MEXICAN = Currency("Mexican peso", "Mexican pesos", "centavo", "centavos")
_CROWN = Currency("krona", "kronor")
_KRONE = Currency("krone", "kroner")
_ZLOTY = Currency("zloty", "zlotys")
_FRANC = Currency("Swiss franc", "Swiss francs", "centime", "centimes")

BY_SIGN = {
    "US$": _dollar("US"),
    "US $": _dollar("US"),
    "NT$": _dollar("Taiwan"),
    "CN¥": _YUAN,
    "CA$": _dollar("Canadian"),
    "C$": _dollar("Canadian"),
    "AU$": _dollar("Australian"),
    "A$": _dollar("Australian"),
    "NZ$": _dollar("New Zealand"),
    "HK$": _dollar("Hong Kong"),
    "S$": _dollar("Singapore"),
    "R$": _REAL,
    "MX$": _MEXICAN,
    "Mex$": _MEXICAN,
    "$": _dollar(),
    "€": _EURO,
    "£": _POUND,
    "¥": _YEN,
    "₹": _RUPEE,
    "Rs.": _RUPEE,
    "Rs": _RUPEE,
    "₩": _WON,
    "₽": _RUBLE,
    "₱": _PESO,
    "₺": Currency("lira", "lira"),
    "₪": Currency("shekel", "shekels"),
    "₫": Currency("dong", "dong"),
    "฿": Currency("baht", "baht"),
    "₦": Currency("naira", "naira"),
    "₴": Currency("hryvnia", "hryvnias"),
    "৳": Currency("taka", "taka"),
    "₵": Currency("cedi", "cedis"),
    "₡": Currency("colón", "colones"),
    "₸": Currency("tenge", "tenge"),
    "₿": Currency("bitcoin", "bitcoin"),
}
BY_CODE = {
    "USD": _dollar("US"),
    "CAD": _dollar("Canadian"),
    "AUD": _dollar("Australian"),
    "NZD": _dollar("New Zealand"),
    "HKD": _dollar("Hong Kong"),
    "SGD": _dollar("Singapore"),
    "EUR": _EURO,
    "GBP": _POUND,
    "JPY": _YEN,
    "CNY": _YUAN,
    "RMB": _YUAN,
    "INR": _RUPEE,
    "KRW": _WON,
    "CHF": _FRANC,
    "BRL": _REAL,
    "RUB": _RUBLE,
    "MXN": _MEXICAN,
    "SEK": _CROWN,
    "NOK": _KRONE,
    "DKK": _KRONE,
    "PLN": _ZLOTY,
    "zł": _ZLOTY,
    "kr": _KRONE,
    "kr.": _KRONE,
    "Kč": Currency("Czech koruna", "Czech korunas"),
    "AED": Currency("dirham", "dirhams"),
    "CZK": Currency("Czech koruna", "Czech korunas"),
    "EGP": Currency("Egyptian pound", "Egyptian pounds"),
    "HUF": Currency("forint", "forints"),
    "IDR": Currency("rupiah", "rupiah"),
    "ILS": Currency("shekel", "shekels"),
    "KES": Currency("Kenyan shilling", "Kenyan shillings"),
    "MYR": Currency("ringgit", "ringgit"),
    "NGN": Currency("naira", "naira"),
    "PKR": Currency("Pakistani rupee", "Pakistani rupees"),
    "QAR": Currency("Qatari riyal", "Qatari riyals"),
    "SAR": Currency("Saudi riyal", "Saudi riyals"),
    "THB": Currency("baht", "baht"),
    "TWD": _dollar("Taiwan"),
    "UAH": Currency("hryvnia", "hryvnias"),
    "VND": Currency("dong", "dong"),
    "ZAR": Currency("rand", "rand"),
    "BTC": Currency("bitcoin", "bitcoin"),
}
SCALES = {
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million",
    "mil": "million", "mm": "million", "MM": "million", "Mio": "million", "Mio.": "million",
    "b": "billion", "B": "billion", "bn": "billion", "Mrd": "billion", "Mrd.": "billion",
    "T": "trillion", "tn": "trillion", "cr": "crore", "Cr": "crore", "crores": "crore",
    "lakhs": "lakh",
}  # fmt: skip
