"""Coins in Portuguese, each with its hundredth, by signs and codes."""

from __future__ import annotations

from arqon_sidecar.text.other.names import Name, same

__all__ = ["PORTUGUESE_MONEY"]

PORTUGUESE_MONEY = {
    "€": (Name("euro", "euros"), Name("centavo", "centavos")),
    "$": (Name("dólar", "dólares"), Name("centavo", "centavos")),
    "£": (Name("libra", "libras"), Name("pêni", "pence")),
    "R$": (Name("real", "reais"), Name("centavo", "centavos")),
    "¥": (Name("iene", "ienes"), same("")),
    "₹": (Name("rupia", "rupias"), same("")),
    "US$": (Name("dólar", "dólares"), Name("centavo", "centavos")),
    "U$": (Name("dólar", "dólares"), Name("centavo", "centavos")),
    "₿": (Name("bitcoin", "bitcoins"), same("")),
    "CHF": (Name("franco suíço", "francos suíços"), Name("cêntimo", "cêntimos")),
}
