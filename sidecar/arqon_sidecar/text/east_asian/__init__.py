"""Mandarin and Japanese: what is written in signs and numbers, put in words for misaki."""
