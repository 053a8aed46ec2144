"""Names of units and coins, by how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Name", "consumption", "densities", "names_of", "same", "units", "with_typed_powers"]

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a unit or coin for one of it and for many."""

    one: str
    many: str

    def of(self, number: str) -> str:
        """The form that goes with a number as it is written."""
        return self.one if number in ("1", "0,5", "1,0") else self.many


def names_of(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


def same(word: str) -> Name:
    """A name that is the same for one and for many."""
    return Name(word, word)


def units(**names: str) -> dict[str, Name]:
    """Names by unit: `km="kilómetro kilómetros"`; one word is for both."""
    split = {unit: words.partition(" ") for unit, words in names.items()}
    return {unit: Name(one, many or one) for unit, (one, _, many) in split.items()}


_LITRES = {"l": "l", "L": "l", "dl": "dl", "dL": "dl", "ml": "ml", "mL": "ml"}


def densities(per: str, litres: Mapping[str, str], **masses: str) -> dict[str, Name]:
    """Masses in a litre: g/l, mg/dL, mmol/l; `litres` are the words for l, dl and ml."""
    return {
        f"{mass}/{written}": Name(
            f"{name.one} {per} {litres[of]}", f"{name.many} {per} {litres[of]}"
        )
        for mass, name in units(**masses).items()
        for written, of in _LITRES.items()
    }


def with_typed_powers(names: Mapping[str, Said]) -> dict[str, Said]:
    """The names by unit, also by what is typed for it: m2 for m², either sign for µg."""
    typed = {unit.replace("²", "2").replace("³", "3"): name for unit, name in names.items()}
    typed |= {unit.replace("μ", "µ"): name for unit, name in names.items() if "μ" in unit}
    return {**typed, **names}


def consumption(one: str, many: str) -> dict[str, Name]:
    """What a car burns on 100 km: 5 l/100 km, 5 L/100km."""
    return {f"{litre}/100{gap}km": Name(one, many) for litre in "lL" for gap in ("", " ")}
