"""Coins in Spanish, each with its hundredth, by signs and codes."""

from __future__ import annotations

from arqon_sidecar.text.other.names import Name, same

__all__ = ["SPANISH_MONEY"]

SPANISH_MONEY = {
    "€": (Name("euro", "euros"), Name("céntimo", "céntimos")),
    "$": (Name("dólar", "dólares"), Name("centavo", "centavos")),
    "£": (Name("libra", "libras"), Name("penique", "peniques")),
    "R$": (Name("real", "reales"), Name("centavo", "centavos")),
    "¥": (Name("yen", "yenes"), same("")),
    "₹": (Name("rupia", "rupias"), same("")),
    "MXN": (Name("peso mexicano", "pesos mexicanos"), Name("centavo", "centavos")),
    "ARS": (Name("peso argentino", "pesos argentinos"), Name("centavo", "centavos")),
    "CLP": (Name("peso chileno", "pesos chilenos"), same("")),
    "COP": (Name("peso colombiano", "pesos colombianos"), Name("centavo", "centavos")),
    "PEN": (Name("sol", "soles"), Name("céntimo", "céntimos")),
    "UYU": (Name("peso uruguayo", "pesos uruguayos"), Name("centésimo", "centésimos")),
    "DOP": (Name("peso dominicano", "pesos dominicanos"), Name("centavo", "centavos")),
    "RD$": (Name("peso dominicano", "pesos dominicanos"), Name("centavo", "centavos")),
    "MX$": (Name("peso mexicano", "pesos mexicanos"), Name("centavo", "centavos")),
    "M.N.": (
        Name("peso moneda nacional", "pesos moneda nacional"),
        Name("centavo", "centavos"),
    ),
    "AR$": (Name("peso argentino", "pesos argentinos"), Name("centavo", "centavos")),
    "COP$": (Name("peso colombiano", "pesos colombianos"), Name("centavo", "centavos")),
    "CLP $": (Name("peso chileno", "pesos chilenos"), same("")),
    "COP $": (Name("peso colombiano", "pesos colombianos"), Name("centavo", "centavos")),
    "ARS $": (Name("peso argentino", "pesos argentinos"), Name("centavo", "centavos")),
    "MXN $": (Name("peso mexicano", "pesos mexicanos"), Name("centavo", "centavos")),
    "U$S": (Name("dólar", "dólares"), Name("centavo", "centavos")),
    "u$s": (Name("dólar", "dólares"), Name("centavo", "centavos")),
    "S/": (Name("sol", "soles"), Name("céntimo", "céntimos")),
    "S/.": (Name("sol", "soles"), Name("céntimo", "céntimos")),
    "Bs.": (Name("bolívar", "bolívares"), Name("céntimo", "céntimos")),
    "Bs": (Name("bolívar", "bolívares"), Name("céntimo", "céntimos")),
    "BOB": (Name("boliviano", "bolivianos"), Name("centavo", "centavos")),
    "VES": (Name("bolívar", "bolívares"), Name("céntimo", "céntimos")),
    "Gs.": (Name("guaraní", "guaraníes"), same("")),
    "₲": (Name("guaraní", "guaraníes"), same("")),
    "₡": (Name("colón", "colones"), Name("céntimo", "céntimos")),
    "CRC": (Name("colón", "colones"), Name("céntimo", "céntimos")),
    "₿": (Name("bitcoin", "bitcoins"), same("")),
    "CHF": (Name("franco suizo", "francos suizos"), Name("céntimo", "céntimos")),
}
