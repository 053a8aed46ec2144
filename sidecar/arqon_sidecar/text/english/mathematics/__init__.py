"""Operators, powers, functions and formulas."""
